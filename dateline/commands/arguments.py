"""What several commands ask for."""

import argparse
import sys
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TypeAlias

from dateline.checking import report_lines
from dateline.intake import option_of
from dateline.progress import WAIT_S, Progress, ProgressPrinter
from dateline.reading import Reading
from dateline.story import FRONT_MATTER

OK, PROBLEMS, WRONG_USE = 0, 1, 2
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(
    commands: Commands, name: str, *, help: str, description: str, examples: Sequence[str]
) -> argparse.ArgumentParser:
    """The command's parser; its help ends with examples, which run in a story's folder."""
    lines = "\n".join(f"  {example}" for example in examples)
    return commands.add_parser(
        name,
        help=help,
        description=textwrap.fill(description, 78),
        epilog=f"examples:\n{lines}",
        # argparse would fill the examples into one paragraph.
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_folder(parser: argparse.ArgumentParser, *, default: str | None = None) -> None:
    """A story's folder, which must be there; it may be left out where there is a ``default``."""
    parser.add_argument(
        "folder",
        type=story_folder,
        nargs="?" if default else None,
        default=default,
        metavar="FOLDER",
        help="a folder with article.md",
    )


def add_quiet(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="don't report progress on stderr")


def add_whole(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--whole",
        action="store_true",
        help="keep everything that an article's web page shows, including the menus and other "
        "parts that are otherwise left out and listed",
    )


def progress_of(options: argparse.Namespace) -> AbstractContextManager[Progress | None]:
    """Says on stderr what lasts longer than half a second, unless ``--quiet``."""
    return nullcontext() if options.quiet else ProgressPrinter(sys.stderr, after_s=WAIT_S)


def add_front_matter(parser: argparse.ArgumentParser) -> None:
    """An option for each key of the article's front matter but the figures, which need rows."""
    group = parser.add_argument_group("front matter", "what is known of the article, and wins")
    for column in FRONT_MATTER:
        if column.parse != "figures":
            group.add_argument(option_of(column.name), metavar="TEXT", help=column.meaning)


def given_front_matter(options: argparse.Namespace) -> dict[str, str]:
    """What ``add_front_matter`` was given, by key."""
    values = {column.name: getattr(options, column.name, None) for column in FRONT_MATTER}
    return {name: value for name, value in values.items() if value}


def print_written(
    folder: Path, files: Iterable[str], remarks: Iterable[str], reading: Reading
) -> None:
    """Say what has been written into a story's folder, and what ``check`` says of its reading."""
    print(f"{folder}: {', '.join(files)}")
    for remark in remarks:
        print(f"note: {remark}")
    for line in report_lines(reading):
        print(line)


def story_folder(path: str) -> Path:
    folder = Path(path)
    try:
        # Blank, as of a variable that is not set, would be the folder where one happens to be.
        is_folder = path != "" and folder.is_dir()
    except OSError:
        is_folder = False
    if not is_folder:
        message = f"{path or '“”'} is not a folder; name a folder with article.md"
        raise argparse.ArgumentTypeError(message)
    return folder
