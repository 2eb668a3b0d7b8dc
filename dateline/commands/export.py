"""``export``: a story as one file of another kind."""

import argparse
import sys
from pathlib import Path

from dateline.commands.arguments import (
    OK,
    PROBLEMS,
    WRONG_USE,
    Commands,
    add_folder,
    add_quiet,
    progress_of,
)
from dateline.exporting import ExportError, export_html
from dateline.story import StoryError


def add(commands: Commands) -> None:
    parser = commands.add_parser("export", help="write a story as one file of another kind")
    add_folder(parser)
    parser.add_argument("--to", choices=["html"], required=True, help="html: the page, in one file")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--no-background", action="store_true", help="leave out what rests on other sources"
    )
    parser.add_argument(
        "--plotly",
        choices=["auto", "full", "basic"],
        default="auto",
        help="which plotly.js goes in; auto: the small one where set-up has taken it",
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        with progress_of(options) as progress:
            size = export_html(
                options.folder,
                options.out,
                background=not options.no_background,
                plotly=options.plotly,
                force=options.force,
                progress=progress,
            )
    except StoryError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        return PROBLEMS
    except ExportError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    print(f"{options.out}: {size / 1e6:.1f} MB")
    return OK
