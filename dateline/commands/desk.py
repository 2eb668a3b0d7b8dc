"""``desk``: the page on which a story is written, on this machine alone."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from dateline.commands.arguments import (
    OK,
    WRONG_USE,
    Commands,
    add_command,
    add_front_matter,
    given_front_matter,
)
from dateline.commands.places import PORT, refused_place

_ADDRESS = "127.0.0.1"


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "desk",
        help="write a story in the browser, by marking words of its article",
        description="Start the desk and print its address; Ctrl+C stops it. Each finished change "
        "is written to the story's files at once, and edits to the files appear on the page. Only "
        "this machine can open it.",
        examples=("dateline desk .", "dateline desk bridge --article bridge.docx"),
    )
    parser.add_argument(
        "folder", type=_one_story, metavar="FOLDER", help="the story's folder; made if need be"
    )
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument(
        "--article",
        metavar="FILE",
        help="make FOLDER from this article first: plain text, Markdown, HTML, .docx, .odt, or - "
        "for plain text on standard input",
    )
    add_front_matter(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if refusal := refused_place(_ADDRESS, options.port, target="desk"):
        return _refuse(refusal)
    if not options.article and (given := given_front_matter(options)):
        return _refuse(f"--{next(iter(given)).replace('_', '-')} goes with --article")
    # Here: the libraries for HTML take a while to import, and other commands need none.
    from dateline.desk import Desk, DeskError  # type: ignore[import-not-found,unused-ignore]
    from dateline.intake import IntakeError

    try:
        if options.article:
            _make_folder(options.folder, options.article, given_front_matter(options))
        desk = Desk.open(options.folder.resolve())
    except (IntakeError, DeskError) as error:
        return _refuse(str(error))
    print(f"Desk: http://{_ADDRESS}:{options.port}/desk (Ctrl+C stops it)", flush=True)
    from dateline.hosts.server import serve_desk

    try:
        serve_desk(options.folder.resolve(), desk, port=options.port)
    except FileNotFoundError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        pass  # This is how it is stopped.
    return OK


def _one_story(path: str) -> Path:
    """The folder of one story, which need not be there yet."""
    folder = Path(path)
    if not path:
        raise argparse.ArgumentTypeError("“” is not a folder; name a folder with article.md")
    stories = [] if (folder / "article.md").exists() else sorted(folder.glob("*/article.md"))
    if stories:
        raise argparse.ArgumentTypeError(
            f"{path} holds several stories; name one of them, as {stories[0].parent}"
        )
    return folder


def _make_folder(folder: Path, article: str, given: Mapping[str, str]) -> None:
    from dateline.intake.blank import empty_tables
    from dateline.intake.files import check_folder, write_story
    from dateline.intake.pasted import draft_guessed, draft_pasted

    check_folder(folder, force=False)
    if article == "-":
        found = draft_pasted("article.txt", sys.stdin.buffer.read(), given)
    else:
        found = draft_guessed(Path(article), given)
    contents = {"article.md": found.draft.content.encode("utf-8"), **empty_tables()}
    write_story(folder, contents, force=False)
    guesses = (f"{key}: guessed: {value}" for key, value in found.guessed.items())
    for remark in (*found.draft.remarks, *guesses):
        print(f"note: {remark}")


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return WRONG_USE
