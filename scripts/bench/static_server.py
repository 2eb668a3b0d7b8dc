"""A small server for pages that need none of their own: bodies in memory, compressed once."""

import mimetypes
import socket
import threading
from pathlib import Path
from typing import Any

import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dateline.hosts.compression import Packed

# Bound methods are not known for what they are without the name of the interface.
_OPTIONS: dict[str, Any] = {
    "interface": "asgi3",
    "log_level": "critical",
    "lifespan": "off",
    "ws": "none",
}


class StaticServer:
    """Serves what was added, on a free port of 127.0.0.1, compressed as Dateline's own server does.

    It stands in a thread of this process, which does nothing else while a page loads.
    """

    def __init__(self) -> None:
        self._bodies: dict[str, Packed] = {}
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(128)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(self._answer, **_OPTIONS)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> "StaticServer":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(10)
        self._socket.close()

    def add(self, path: str, body: bytes | str, content_type: str = "text/html") -> str:
        """Serve a body at a path that begins with a slash; return its address."""
        raw = body.encode("utf-8") if isinstance(body, str) else body
        self._bodies[path] = Packed.make(raw, content_type, "no-cache")
        return f"{self.url}{path}"

    def add_file(self, path: str, file: Path) -> str:
        """Serve a file, of the type that its name says."""
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return self.add(path, file.read_bytes(), kind)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        found = self._bodies.get(request.url.path)
        response = found.response(request.headers) if found else Response("not found", 404)
        await response(scope, receive, send)
