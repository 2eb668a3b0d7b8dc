"""``new``: a story's folder to begin with."""

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
        "new",
        help="make a story's folder, from an article or blank",
        description="Make a story's folder: with --article its text and empty tables, which are "
        "shown as a page of text; with --blank a short made-up story and README.txt, which "
        "explains each column. What the article's file says of itself (title, day, language) is "
        "taken, nothing is invented; what is missing is listed at the end, as check lists it.",
        examples=(
            "dateline new bridge --blank",
            'dateline new vk --article article.md --outlet "The Hollywood Reporter" --language en',
        ),
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder to create")
    start = parser.add_mutually_exclusive_group(required=True)
    start.add_argument("--blank", action="store_true", help="a made-up story to replace")
    start.add_argument(
        "--article",
        type=Path,
        metavar="FILE",
        help="plain text (.txt), Markdown (.md), HTML (.html), .docx or .odt",
    )
    add_whole(parser)
    parser.add_argument(
        "--force", action="store_true", help="write over the story's files in a folder that is not "
        "empty"
    )  # fmt: skip
    add_front_matter(parser)
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    # Here: the libraries for HTML take a while to import, and other commands need none.
    from dateline.drafting.proposals import draft_story
    from dateline.drafting.written import counted
    from dateline.intake import IntakeError, option_of
    from dateline.intake.articles import draft_article
    from dateline.intake.blank import blank_story, empty_tables
    from dateline.intake.files import check_folder, write_story

    given = given_front_matter(options)
    remarks: tuple[str, ...] = ()
    try:
        # First: without a folder to write to, the article need not be read.
        check_folder(options.folder, force=options.force)
        if options.blank and given:
            raise IntakeError(f"{option_of(next(iter(given)))} goes with --article; the blank "
                              "story has a made-up one")  # fmt: skip
        if options.blank and options.whole:
            raise IntakeError("--whole goes with --article")
        with progress_of(options) as progress:
            if options.blank:
                contents = blank_story()
            else:
                if progress:
                    progress(f"reading {options.article.name}")
                article = draft_article(options.article, given, is_whole=options.whole)
                remarks = article.remarks
                contents = {"article.md": article.content.encode("utf-8"), **empty_tables()}
            write_story(options.folder, contents, force=options.force)
            reading = read_story(options.folder, progress)
    except IntakeError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    print_written(options.folder, contents, remarks, reading)
    if reading.story and options.article:
        proposed = counted(draft_story(reading.story))
        print(f"{proposed} can be proposed: dateline draft {options.folder}")
    return OK
