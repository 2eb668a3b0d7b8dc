"""What several commands ask for."""

import argparse
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TypeAlias

from dateline.progress import Progress, Told

OK, PROBLEMS, WRONG_USE = 0, 1, 2
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_folder(parser: argparse.ArgumentParser) -> None:
    """A story's folder, which must be there."""
    parser.add_argument(
        "folder", type=_story_folder, metavar="FOLDER", help="a folder with article.md"
    )


def add_quiet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--quiet", action="store_true", help="do not say on stderr what is being done meanwhile"
    )


def progress_of(options: argparse.Namespace) -> AbstractContextManager[Progress | None]:
    """Says on stderr what lasts longer than half a second, unless ``--quiet``."""
    return nullcontext() if options.quiet else Told(sys.stderr)


def _story_folder(path: str) -> Path:
    folder = Path(path)
    try:
        is_folder = folder.is_dir()
    except OSError:
        is_folder = False
    if not is_folder:
        message = f"{folder} is not a folder; name a folder with article.md"
        raise argparse.ArgumentTypeError(message)
    return folder
