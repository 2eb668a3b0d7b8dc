"""The command line: python -m dateline COMMAND. Arguments only; what they do stands elsewhere."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from dateline.checking import report_lines
from dateline.exporting import ExportError, export_html
from dateline.reading import read_story
from dateline.story import StoryError

OK, PROBLEMS, WRONG_USE = 0, 1, 2
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; argparse itself exits with 2 on wrong use."""
    parser = argparse.ArgumentParser(
        prog="python -m dateline", description="One news article as an interactive timeline."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_export(commands)
    options = parser.parse_args(arguments)
    if not _is_folder(options.folder):
        options.parser.error(f"{options.folder} is not a folder; name a folder with article.md")
    done: int = options.run(options)
    return done


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def _add_check(commands: Commands) -> None:
    check = commands.add_parser(
        "check",
        help="list every problem, warning and note of a story's files",
        description="List every problem of a story's files as the page shows it, then warnings, "
        "then what was read as something else. Exit code 0: ok, 1: problems, 2: wrong use.",
    )
    check.add_argument("folder", type=Path, metavar="FOLDER", help="a folder with article.md")
    check.set_defaults(run=_check, parser=check)


def _check(options: argparse.Namespace) -> int:
    reading = read_story(options.folder)
    for line in report_lines(reading):
        print(line)
    return PROBLEMS if reading.problems else OK


def _add_export(commands: Commands) -> None:
    export = commands.add_parser("export", help="write a story as one file of another kind")
    export.add_argument("folder", type=Path, metavar="FOLDER", help="a folder with article.md")
    export.add_argument("--to", choices=["html"], required=True, help="html: the page, in one file")
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    export.add_argument(
        "--no-background", action="store_true", help="leave out what rests on other sources"
    )
    export.add_argument(
        "--plotly",
        choices=["auto", "full", "basic"],
        default="auto",
        help="which plotly.js goes in; auto: the small one where set-up has taken it",
    )
    export.add_argument("--force", action="store_true", help="write over a file that is there")
    export.set_defaults(run=_export, parser=export)


def _export(options: argparse.Namespace) -> int:
    try:
        size = export_html(
            options.folder,
            options.out,
            background=not options.no_background,
            plotly=options.plotly,
            force=options.force,
        )
    except StoryError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        return PROBLEMS
    except ExportError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    print(f"{options.out}: {size / 1e6:.1f} MB")
    return OK


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # Names of files and words of a story may have no place in the terminal's encoding.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of a pipe (head) has seen enough; Python's own flush at exit would fail again.
        os._exit(PROBLEMS)
    sys.exit(code)
