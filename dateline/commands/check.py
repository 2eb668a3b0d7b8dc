"""``check``: every problem, warning and note of a story's files."""

import argparse

from dateline.checking import report_lines
from dateline.commands.arguments import OK, PROBLEMS, Commands, add_folder, add_quiet, progress_of
from dateline.reading import read_story


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "check",
        help="list every problem, warning and note of a story's files",
        description="List every problem of a story's files as the page shows it, then warnings, "
        "then what was read as something else. Exit code 0: ok, 1: problems, 2: wrong use.",
    )
    add_folder(parser)
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    with progress_of(options) as progress:
        reading = read_story(options.folder, progress)
    for line in report_lines(reading):
        print(line)
    return PROBLEMS if reading.problems else OK
