"""``export``: a story, or what a view shows of it, as one file of another kind."""

import argparse
import os
import sys
from pathlib import Path

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
from dateline.exporting import ExportError, export
from dateline.formats import FORMATS, find_format
from dateline.story import StoryError


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "export",
        help="export a story to another format",
        description="Write a story, or what a view of its page shows, in another format, whole or "
        "not at all, and report on stderr what the format has no place for.",
        examples=(
            "dateline export . --to html --out story.html",
            "dateline export . --to ics --view category=ownership --out story.ics",
        ),
    )
    listed = "\n".join(f"  {to.name:<12}{to.opens_in}" for to in FORMATS)
    parser.epilog = f"formats:\n{listed}\n\n{parser.epilog}"
    add_folder(parser)
    parser.add_argument("--to", choices=[to.name for to in FORMATS], required=True)
    parser.add_argument(
        "--out", required=True, metavar="PATH", help="a file; csv: or a folder, with / at its end"
    )
    parser.add_argument(
        "--view",
        metavar="QUERY",
        help="what the page shows at this address, as 'category=court&from=2014-04-01'",
    )
    parser.add_argument(
        "--no-background", action="store_true", help="leave out what rests on other sources"
    )
    parser.add_argument(
        "--plotly",
        choices=["auto", "full", "basic"],
        help="html: which plotly.js goes in; auto, as without: the small one where set-up has "
        "taken it",
    )
    parser.add_argument(
        "--share-image",
        metavar="FILE|URL",
        help="html: the picture that sites show with a link to the page; a file is copied beside "
        "the page",
    )
    parser.add_argument(
        "--page",
        metavar="URL",
        help="annotations: the address of the story's page, to link to its rows",
    )
    parser.add_argument(
        "--chart",
        choices=["timeline", "ownership"],
        help="svg, png: which chart; default: timeline",
    )
    parser.add_argument(
        "--width", type=int, metavar="PIXELS", help="svg, png: the width; default: 1000"
    )
    parser.add_argument("--force", action="store_true", help="overwrite what is there")
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    to = find_format(options.to)
    assert to is not None, "argparse lets through what the registry has"
    names = ("plotly", "share_image", "page", "chart", "width")
    given = {name: getattr(options, name) for name in names}
    format_options = {name: value for name, value in given.items() if value is not None}
    try:
        with progress_of(options) as progress:
            written = export(
                options.folder,
                Path(options.out),
                to,
                query=options.view,
                background=not options.no_background,
                as_folder=options.out.endswith(("/", os.sep)),
                force=options.force,
                options=format_options,
                progress=progress,
            )
    except StoryError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        return PROBLEMS
    except ExportError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    for line in written.messages:
        print(line, file=sys.stderr)
    size = written.size_bytes
    shown = f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size:,} bytes"
    print(f"{options.out}: {shown}")
    return OK
