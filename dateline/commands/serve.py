"""``serve``: the dashboard for a story, or for a folder of stories."""

import argparse
import os
import sys

from dateline.commands.arguments import OK, WRONG_USE, Commands, add_command, add_folder
from dateline.commands.places import PORT, refused_place
from dateline.hosts.limits import (
    CONNECTIONS_VARIABLE,
    MESSAGES_VARIABLE,
    TIMEOUT_VARIABLE,
    USUAL_LIMITS,
    Limits,
    parse_limit,
)
from dateline.plotly_bundle import parse_kind


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "serve",
        help="show a story, or a folder of stories, in the browser",
        description="Start the dashboard and print its address; Ctrl+C stops it. Edits to the "
        "story's files appear on the open page.",
        examples=("dateline serve . --port 8600",),
    )
    add_folder(parser, default=os.environ.get("DATELINE_STORY"))
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--address", default="127.0.0.1", help="0.0.0.0: all network interfaces")
    parser.add_argument(
        "--embed",
        default=os.environ.get("EMBED", "").strip(),
        metavar="ORIGINS",
        help="who may show the page in a frame: addresses of sites, or 1 for all",
    )
    parser.add_argument(
        "--plotly",
        choices=["auto", "full", "basic"],
        default=os.environ.get("DATELINE_PLOTLY") or "auto",
        help="which plotly.js is sent; auto: the small one where set-up has taken it",
    )
    parser.add_argument(
        "--share-image",
        default=os.environ.get("DATELINE_SHARE_IMAGE", "").strip(),
        metavar="FILE|URL",
        help="the picture that sites show with a link to the page",
    )
    _add_limits(parser)
    parser.set_defaults(run=_run)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    for option, variable, usual, words in (
        ("--max-connections", CONNECTIONS_VARIABLE, USUAL_LIMITS.connections,
         "connections at a time; whoever comes beyond them is asked to come again"),
        ("--max-messages", MESSAGES_VARIABLE, USUAL_LIMITS.messages,
         "messages a second on one of Streamlit's sockets; more close it"),
        ("--timeout", TIMEOUT_VARIABLE, USUAL_LIMITS.timeout_s,
         "seconds in which a request arrives whole, and some of an answer is taken"),
    ):  # fmt: skip
        parser.add_argument(
            option,
            type=_limit,
            default=os.environ.get(variable) or usual,
            metavar="N",
            help=f"{words} (default {usual:,})",
        )


def _limit(text: str) -> int:
    try:
        return parse_limit(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _run(options: argparse.Namespace) -> int:
    if refusal := refused_place(options.address, options.port, target="run"):
        print(refusal, file=sys.stderr)
        return WRONG_USE
    host = f"[{options.address}]" if ":" in options.address else options.address
    print(f"Dateline: http://{host}:{options.port} (Ctrl+C stops it)", flush=True)
    # Only now: wrong arguments are reported at once, without importing Streamlit.
    from dateline.hosts.server import serve

    try:
        serve(
            options.folder.resolve(),
            port=options.port,
            address=options.address,
            embed=options.embed,
            plotly=parse_kind(options.plotly),
            share_image=options.share_image,
            limits=Limits(options.max_connections, options.max_messages, options.timeout),
        )
    except (ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        pass  # This is how it is stopped.
    return OK
