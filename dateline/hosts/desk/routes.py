"""The desk's routes: its page, its modules and styles, and its socket."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from dateline import reader
from dateline.hosts.desk.exports import DeskExports
from dateline.hosts.desk.new_article import read_article, read_day
from dateline.hosts.desk.windows import Message, Model, Service, Windows

PAGE, SOCKET = "/desk", "/dateline/desk"
_FOLDER = Path(__file__).with_name("page")
_READER = Path(reader.__file__).parent
_TYPES = {".js": "text/javascript", ".css": "text/css"}
# Nothing inline, and in a frame only this site's reader: the tab Preview.
_POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "frame-src 'self'", "base-uri 'none'", "form-action 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip


@dataclass(slots=True, eq=False)
class DeskRoutes:
    """Serves the desk of the story in ``folder``."""

    desk: Model
    folder: Path
    _exports: DeskExports = field(init=False)
    _windows: Windows = field(init=False)

    def __post_init__(self) -> None:
        self._exports = DeskExports(self.folder)
        services: dict[str, Service] = {
            "exports": _in_thread(self._exports.list),
            "read_article": _in_thread(read_article),
            "read_day": _in_thread(read_day),
        }
        self._windows = Windows(self.desk, services)

    def routes(self) -> list[BaseRoute]:
        return [
            Route(PAGE, self.send_page),
            *self._exports.routes(SOCKET),
            Route(f"{SOCKET}/{{name}}", self.send_file),
            WebSocketRoute(SOCKET, self.open_socket),
        ]

    async def send_page(self, _: Request) -> Response:
        headers = {"content-security-policy": _POLICY, "cache-control": "no-store"}
        return FileResponse(_FOLDER / "desk.html", headers=headers, media_type="text/html")

    async def send_file(self, request: Request) -> Response:
        """A script or a style of the desk, else the reader's; they are those installed now."""
        name = request.path_params["name"]
        kind = _TYPES.get(Path(name).suffix)
        for folder in (_FOLDER, _READER):
            if kind and (path := folder / name).is_file():
                headers = {"cache-control": "no-store"}
                return FileResponse(path, headers=headers, media_type=kind)
        return PlainTextResponse("Not Found", status_code=404)

    async def open_socket(self, socket: WebSocket) -> None:
        await self._windows.serve(socket)


def _in_thread(answer: Callable[[Message], dict[str, Any]]) -> Service:
    async def serve(command: Message) -> dict[str, Any]:
        return await run_in_threadpool(answer, command)

    return serve
