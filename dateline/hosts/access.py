"""Which paths the app serves, and which pages may open a socket to it or write through it.

Streamlit has more paths than the page needs: its metrics, an upload that accepts files from
anybody, components. A path that is not listed here does not exist.
"""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from dateline.hosts.health import HEALTH_PATH
from dateline.hosts.sockets import STREAMLIT_SOCKET

_OUR_ROUTES, _STATIC_FILES = "/dateline/", "/static/"
_STREAMLIT = ("/_stcore/health", "/_stcore/host-config", "/favicon.png")
_SOCKETS = ("/dateline/follow", STREAMLIT_SOCKET)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_READING = ("GET", "HEAD")


class AccessControl:
    """Answers 404 for every other path, and refuses sockets to pages of other sites.

    ``folder`` holds Streamlit's static files; for a path outside it Streamlit would send its page.
    ``pages`` are paths besides the routes below ``/dateline/``, ``sockets`` those of the desk.
    """

    def __init__(
        self, app: ASGIApp, *, folder: Path, pages: Sequence[str] = (), sockets: Sequence[str] = ()
    ) -> None:
        self.app = app
        self.folder = folder.resolve()
        self.pages = ("/", HEALTH_PATH, *pages, *_STREAMLIT)
        self.sockets = (*_SOCKETS, *sockets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: ASGIApp = self.app
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] == "http" and not self._is_served(path):
            answer = PlainTextResponse("Not Found", status_code=404)
        if not scope.get("query_string", b"").isascii():
            # Browsers escape it, and libraries read it each in a way of its own.
            answer = PlainTextResponse("Bad Request", status_code=400)
        if scope["type"] == "websocket" and (path not in self.sockets or _is_foreign(scope)):
            answer = WebSocketClose()
        await answer(scope, receive, send)

    def _is_served(self, path: str) -> bool:
        if path.startswith(_STATIC_FILES):
            try:
                file = (self.folder / path.lstrip("/")).resolve()
                return file.is_relative_to(self.folder) and file.is_file()
            except (OSError, ValueError):
                return False  # No file has such a name.
        return path in self.pages or path.startswith(_OUR_ROUTES)


class LoopbackOnly:
    """Answers 403 unless the request is for this machine, and what it writes from its own page.

    A name of another site that resolves to 127.0.0.1 would else make its page one of ours.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: ASGIApp = self.app
        if scope["type"] in ("http", "websocket"):
            host = _address(f"//{Headers(scope=scope).get('host', '')}").hostname
            writes = scope["type"] == "websocket" or scope["method"] not in _READING
            if host not in _LOOPBACK or (writes and _is_foreign(scope)):
                refused = PlainTextResponse("Only this machine's own pages", status_code=403)
                answer = refused if scope["type"] == "http" else WebSocketClose()
        await answer(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    """Whether the request comes from another site's page: browsers let any page open a socket."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is not None and _address(origin).netloc != headers.get("host")


def _address(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:
        return urlsplit("")  # It is none, as "http://[".
