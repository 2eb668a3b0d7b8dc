"""``import``: a timeline or a table from elsewhere as a story's events, or a whole story again."""

import argparse
import sys
from pathlib import Path

from dateline.commands.arguments import (
    OK,
    WRONG_USE,
    Commands,
    add_command,
    add_front_matter,
    add_quiet,
    add_whole,
    given_front_matter,
    print_written,
    progress_of,
)
from dateline.reading import read_story


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "import",
        help="make a story from its JSON or workbook, a TimelineJS timeline or a table",
        description="Make a story's folder from a TimelineJS timeline (its sheet as .csv, .xlsx or "
        ".ods, or its JSON), or from any table with --map. A row whose text occurs in the article, "
        "word for word and once, rests on it; a row with an address is background; all others are "
        "listed at the end, as check lists them. What has no place in events.csv is written to "
        "left-over.csv. Dates keep their precision; ambiguous dates are rejected, with both "
        "readings listed. A story exported as JSON or as a workbook becomes the same story again, "
        "with its article and all tables, and with what was edited in the workbook since.",
        examples=(
            "dateline import timeline.csv --to vk --article article.md",
            "dateline import table.xlsx --to table --map 'date=When,title=What' --category Deals",
            "dateline import story.xlsx --to story-edited",
        ),
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="a .csv, .xlsx, .ods or .json file")
    parser.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="the story")
    parser.add_argument(
        "--article", type=Path, metavar="FILE", help="the text: .txt, .md, .html, .docx or .odt"
    )
    add_whole(parser)
    parser.add_argument(
        "--map", default="", metavar="PAIRS", help="columns of events.csv and of the file, as "
        "'date=When,title=What'; columns of the same name need none"
    )  # fmt: skip
    parser.add_argument("--sheet", default="", metavar="NAME", help="which sheet of a workbook")
    parser.add_argument(
        "--dates", choices=["mdy", "dmy"], default="", help="what 3/4/2014 means: mdy, in March; "
        "dmy, in April; without it ambiguous dates are rejected"
    )  # fmt: skip
    parser.add_argument(
        "--category", default="", metavar="TEXT", help="the category of rows that have none"
    )
    parser.add_argument(
        "--force", action="store_true", help="write into a folder that is not empty: events.csv, "
        "and article.md with --article; other tables stay, unless FILE is a whole story"
    )  # fmt: skip
    add_front_matter(parser)
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    # Here: the libraries for HTML and workbooks take a while to import, and others need none.
    from dateline.intake import IntakeError
    from dateline.intake.files import check_folder, write_story
    from dateline.intake.importing import import_file

    try:
        check_folder(options.to, force=options.force)
        with progress_of(options) as progress:
            imported = import_file(
                options.file,
                options.to,
                article=options.article,
                is_whole=options.whole,
                mapping=options.map,
                sheet=options.sheet,
                order=options.dates,
                category=options.category,
                given=given_front_matter(options),
                progress=progress,
            )
            write_story(
                options.to, imported.contents, force=options.force, outdated=imported.outdated
            )
            reading = read_story(options.to, progress)
    except IntakeError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    print_written(options.to, imported.contents, imported.remarks, reading)
    return OK
