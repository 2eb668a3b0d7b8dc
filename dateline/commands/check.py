"""``check``: every problem, warning and note of a story, and what of the article is left."""

import argparse
import time

from dateline.checking import FORMATS, report_json, verdict
from dateline.commands.arguments import (
    OK,
    PROBLEMS,
    Commands,
    add_command,
    add_folder,
    add_quiet,
    progress_of,
)
from dateline.reading import Reading, read_story
from dateline.watching import each_version


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "check",
        help="list every problem, warning and note of a story's files, and what is left",
        description="List every problem of a story's files as the page shows it, then warnings, "
        "then what was read as something else, then how much of the article is used and what is "
        "left in the text: each place with a date, a percentage, a quotation or a name of the "
        "tables that no row's evidence covers, also where the same words are covered elsewhere. "
        "Exit code 0: ok, 1: problems, 2: wrong use.",
        examples=("dateline check .", "dateline check . --format json"),
    )
    add_folder(parser)
    add_quiet(parser)
    parser.add_argument(
        "--format",
        choices=list(FORMATS),
        default="text",
        help="json: one object, as docs/check.schema.json says, with --watch one a line; github: "
        "workflow commands that mark the lines of a change",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="check again after each change, until Ctrl+C; the exit code is that of the last check",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.watch:
        return _watch(options)
    with progress_of(options) as progress:
        reading = read_story(options.folder, progress)
    for line in FORMATS[options.format](reading, options.folder):
        print(line)
    return _code(reading)


def _watch(options: argparse.Namespace) -> int:
    code = OK
    try:
        for _ in each_version(options.folder):
            reading = read_story(options.folder)
            code = _code(reading)
            if options.format == "json":
                print(report_json(reading, options.folder, indent=None), flush=True)
                continue
            for line in FORMATS[options.format](reading, options.folder):
                print(line)
            print(f"{time.strftime('%H:%M:%S')} {verdict(reading)}", flush=True)
    except KeyboardInterrupt:
        pass  # This is how it is stopped.
    return code


def _code(reading: Reading) -> int:
    return PROBLEMS if reading.problems else OK
