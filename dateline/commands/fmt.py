"""``fmt``: rewrites a story's tables in a canonical format."""

import argparse
import sys

from dateline.commands.arguments import (
    OK,
    PROBLEMS,
    WRONG_USE,
    Commands,
    add_command,
    add_folder,
    add_quiet,
    progress_of,
)
from dateline.formatting import format_tables
from dateline.story import StoryError
from dateline.writing import WritingError, write_together


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "fmt",
        help="rewrite a story's tables in a canonical format",
        description="Rewrite a story's tables: the columns in their order, commas, quotation marks "
        "where needed, UTF-8, shares and choices in their canonical form. Rows keep their "
        "order, and cells their words; the story stays the same. A folder with a table that cannot "
        "be read whole is left alone. Exit code 0: ok, 1: problems, or files that --check would "
        "have rewritten, 2: wrong use.",
        examples=("dateline fmt . --check", "dateline fmt ."),
    )
    add_folder(parser)
    parser.add_argument(
        "--check", action="store_true", help="say what would change, and write nothing"
    )
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        with progress_of(options) as progress:
            tables = format_tables(options.folder, progress)
    except StoryError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        print("Nothing is written: a table that cannot be read whole would lose what is not "
              "understood.", file=sys.stderr)  # fmt: skip
        return PROBLEMS
    changed = {table.file: table.content for table in tables if table.changes}
    if not options.check:
        try:
            write_together(options.folder, changed)
        except WritingError as error:
            print(error, file=sys.stderr)
            return WRONG_USE
    verb = "would be rewritten" if options.check else "is rewritten"
    for table in tables:
        state = f"{verb}: {'; '.join(table.changes)}" if table.changes else "needs no change"
        print(f"{table.file} {state}")
    return PROBLEMS if options.check and changed else OK
