"""The served app: Streamlit with the reader's own routes and headers.

Everything that the app knows about its stories belongs to its routes; modules keep no state.
"""

import os
import sys
from pathlib import Path
from typing import TypedDict

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount

from dateline.exporting import PICTURES, ExportError, find_share_image
from dateline.hosts.access import AccessControl, LoopbackOnly
from dateline.hosts.addresses import Addresses
from dateline.hosts.compression import SCRIPT_TYPE, CompressedStatic, Packed
from dateline.hosts.desk.windows import Model
from dateline.hosts.downloads import DownloadRoutes
from dateline.hosts.headers import SAME_SITE, SecurityHeaders, content_policy
from dateline.hosts.health import HealthRoute
from dateline.hosts.index_page import READER_INDEX, STREAMLIT_FOLDER, streamlit_index
from dateline.hosts.limits import USUAL_LIMITS, Limits, limits_from_environment
from dateline.hosts.pages import PageRoutes, content_digest
from dateline.hosts.reader_notices import Faults, ReaderNotices
from dateline.hosts.scripts import served_script
from dateline.hosts.sockets import STREAMLIT_SOCKET, MessageLimit, SocketLimit
from dateline.hosts.story_requests import StoryRequests
from dateline.library import Library
from dateline.plotly_bundle import Kind, find_bundle, parse_kind

STORY_VARIABLE, EMBED_VARIABLE, PLOTLY_VARIABLE = "DATELINE_STORY", "EMBED", "DATELINE_PLOTLY"
SHARE_IMAGE_VARIABLE = "DATELINE_SHARE_IMAGE"
# What Streamlit runs for each page.
PAGE_SCRIPT = Path(__file__).with_name("streamlit_page") / "page.py"
# Of a thread that reads a story or makes a file: readers wait for it after each of their packets.
_LONGEST_TURN_S = 0.0005


class AppOptions(TypedDict):
    """The arguments of ``st.App`` besides ``PAGE_SCRIPT``."""

    routes: list[BaseRoute]
    middleware: list[Middleware]


def app_options(
    folder: Path,
    *,
    embed: str = "",
    plotly: Kind = "auto",
    share_image: str = "",
    limits: Limits = USUAL_LIMITS,
    in_streamlit: bool = False,
    desk: Model | None = None,
) -> AppOptions:
    """The app's routes and headers for the story, or the stories, in ``folder``.

    ``share_image`` is the file or address of the picture that sites show with a link to a page.
    ``in_streamlit``: the page loads Streamlit as well, as who runs it with Streamlit expects.
    Only with a ``desk`` can a page write: to the one story in ``folder``.
    Raise ``ValueError`` for an invalid ``embed`` (see ``content_policy``) or a ``share_image`` that
    is not a picture, and ``FileNotFoundError`` if plotly.js is missing.
    """
    sys.setswitchinterval(_LONGEST_TURN_S)
    bundle = find_bundle(plotly)
    code = Packed.make(served_script().encode("utf-8"), SCRIPT_TYPE)
    charts = Packed.make(bundle.read_bytes(), SCRIPT_TYPE)
    addresses = Addresses(
        f"dateline/reader/{content_digest(code.body)}.js",
        f"dateline/plotly/{content_digest(charts.body)}.js",
    )
    requests = StoryRequests(Library(folder))
    index = streamlit_index() if in_streamlit else READER_INDEX
    scripts = {addresses.reader: code, addresses.plotly: charts}
    if image := _packed_image(share_image):
        share_image = f"dateline/share/{content_digest(image.body)}{Path(share_image).suffix}"
        scripts[share_image] = image
    pages = PageRoutes(requests, addresses, index, scripts, share_image)
    desk_routes, access = _desk_routes(desk, folder) if desk else ([], {})
    policy = content_policy(index, embed=SAME_SITE if desk else embed)
    return {
        "routes": [
            *pages.routes(),
            *HealthRoute(requests).routes(),
            *DownloadRoutes(requests, bundle).routes(),
            *desk_routes,
            # Otherwise Streamlit would send its page.
            Mount("/dateline", PlainTextResponse("Not Found", status_code=404)),
        ],
        "middleware": [
            Middleware(SecurityHeaders, policy=policy),
            *([Middleware(LoopbackOnly)] if desk else []),
            Middleware(ReaderNotices),
            Middleware(Faults, requests=requests),
            Middleware(AccessControl, folder=STREAMLIT_FOLDER, **access),
            Middleware(SocketLimit, most=limits.connections),
            Middleware(SocketLimit, most=limits.sessions, path=STREAMLIT_SOCKET),
            Middleware(MessageLimit, most=limits.messages, most_in_all=limits.messages_in_all),
            Middleware(CompressedStatic, folder=STREAMLIT_FOLDER),
        ],
    }


def _desk_routes(desk: Model, folder: Path) -> tuple[list[BaseRoute], dict[str, list[str]]]:
    """The desk's routes, and the page and socket to which they lead."""
    # Here, since it reads web pages and documents, which serving a story doesn't need.
    from dateline.hosts.desk.routes import PAGE, SOCKET, DeskRoutes

    return DeskRoutes(desk, folder).routes(), {"pages": [PAGE], "sockets": [SOCKET]}


def _packed_image(asked: str) -> Packed | None:
    """The picture, if it is a file on this machine."""
    try:
        path = find_share_image(asked)
    except ExportError as error:
        raise ValueError(str(error)) from None
    return Packed.make(path.read_bytes(), PICTURES[path.suffix.lower()]) if path else None


def options_from_environment(folder: Path) -> AppOptions:
    """``app_options`` from the environment; ``folder`` if it names none.

    End the process with a message if a setting in the environment is invalid.
    """
    try:
        return app_options(
            Path(os.environ.get(STORY_VARIABLE) or folder).resolve(),
            embed=os.environ.get(EMBED_VARIABLE, "").strip(),
            plotly=parse_kind(os.environ.get(PLOTLY_VARIABLE) or "auto"),
            share_image=os.environ.get(SHARE_IMAGE_VARIABLE, "").strip(),
            limits=limits_from_environment(),
            in_streamlit=True,
        )
    except (ValueError, FileNotFoundError) as error:
        sys.exit(str(error))
