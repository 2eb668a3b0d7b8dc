"""The command line: python -m dateline COMMAND. Arguments only; what they do stands elsewhere."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dateline.exporting import ExportError, export_html
from dateline.story import StoryError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 the story has problems, 2 asked wrongly."""
    parser = argparse.ArgumentParser(prog="python -m dateline", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_export(commands)
    options = parser.parse_args(arguments)
    done: int = options.run(options)
    return done


def _add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = commands.add_parser("export", help="write a story as one file of another kind")
    export.add_argument("folder", type=Path, metavar="FOLDER", help="folder with article.md")
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
    export.set_defaults(run=_export)


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
        return 1
    except ExportError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{options.out}: {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
