"""Which paths the app serves, and which pages may open a socket to it.

Streamlit has more paths than the page needs: its metrics, an upload that accepts files from
anybody, components. A path that is not listed here does not exist.
"""

from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from dateline.hosts.sockets import STREAMLIT_SOCKET

_PAGE = "/"
_OUR_ROUTES, _STATIC_FILES = "/dateline/", "/static/"
_STREAMLIT = ("/_stcore/health", "/_stcore/host-config", "/favicon.png")
_SOCKETS = ("/dateline/follow", STREAMLIT_SOCKET)


class AccessControl:
    """Answers 404 for every other path, and refuses sockets to pages of other sites.

    ``folder`` holds Streamlit's static files; for a path outside it Streamlit would send its page.
    """

    def __init__(self, app: ASGIApp, *, folder: Path) -> None:
        self.app = app
        self.folder = folder.resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: ASGIApp = self.app
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] == "http" and not self._is_served(path):
            answer = PlainTextResponse("Not Found", status_code=404)
        if scope["type"] == "websocket" and (path not in _SOCKETS or _is_foreign(scope)):
            answer = WebSocketClose()
        await answer(scope, receive, send)

    def _is_served(self, path: str) -> bool:
        if path.startswith(_STATIC_FILES):
            file = (self.folder / path.lstrip("/")).resolve()
            return file.is_relative_to(self.folder) and file.is_file()
        return path in (_PAGE, *_STREAMLIT) or path.startswith(_OUR_ROUTES)


def _is_foreign(scope: Scope) -> bool:
    """Whether the request comes from another site's page: browsers let any page open a socket."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")
