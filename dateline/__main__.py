"""The command line: ``python -m dateline check FOLDER``. Reads its arguments, holds no logic."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dateline.checking import report_lines
from dateline.reading import read_story

OK, PROBLEMS, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; argparse itself exits with 2 on wrong use."""
    parser = argparse.ArgumentParser(
        prog="python -m dateline", description="One news article as an interactive timeline."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="list every problem, warning and note of a story's files",
        description="List every problem of a story's files as the page shows it, then warnings, "
        "then what was read as something else. Exit code 0: ok, 1: problems, 2: wrong use.",
    )
    check.add_argument("folder", type=Path, metavar="FOLDER", help="a folder with article.md")
    options = parser.parse_args(arguments)
    if not _is_folder(options.folder):
        check.error(f"{options.folder} is not a folder; name a folder with article.md")
    return _check(options.folder)


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def _check(folder: Path) -> int:
    reading = read_story(folder)
    for line in report_lines(reading):
        print(line)
    return PROBLEMS if reading.problems else OK


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
