"""Streamlit's own scripts and styles, compressed once and cached; and what we serve ourselves.

Streamlit leaves compression to a proxy: without one, a first load is 6 MB. Compressing the files
again for each reader would take a core; there are few, and they never change.
"""

import gzip
from dataclasses import dataclass
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOR_EVER = "public, max-age=31536000, immutable"
JSON_TYPE = "application/json"
SCRIPT_TYPE = "text/javascript; charset=utf-8"
_TYPES = {".js": SCRIPT_TYPE, ".css": "text/css; charset=utf-8"}
# The highest level: compressed once, sent often.
_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Packed:
    """One body, plain and compressed, with its type and how long it may be cached."""

    body: bytes
    gzipped: bytes
    content_type: str
    cache: str = FOR_EVER

    @classmethod
    def make(cls, body: bytes, content_type: str, cache: str = FOR_EVER) -> "Packed":
        return cls(body, gzip.compress(body, _LEVEL, mtime=0), content_type, cache)

    def response(self, headers: Headers, *, cache: str | None = None) -> Response:
        """The answer to a request with these headers."""
        sent = {"cache-control": cache or self.cache, "vary": "Accept-Encoding"}
        if accepts_gzip(headers):
            sent["content-encoding"] = "gzip"
            return Response(self.gzipped, headers=sent, media_type=self.content_type)
        return Response(self.body, headers=sent, media_type=self.content_type)


class CompressedStatic:
    """Serves the scripts and styles under ``/static/`` and leaves everything else to Streamlit."""

    def __init__(self, app: ASGIApp, *, folder: Path) -> None:
        self.app = app
        self.folder = folder.resolve()
        # Bounded by the number of Streamlit's files.
        self._packed: dict[Path, Packed] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope) if scope["type"] == "http" else None
        path = self._path(request) if request else None
        packed = await run_in_threadpool(self._pack, path) if path else None
        if request and packed:
            await packed.response(request.headers)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _path(self, request: Request) -> Path | None:
        headers = request.headers
        if request.method not in ("GET", "HEAD") or "range" in headers or not accepts_gzip(headers):
            return None
        name = request.url.path
        if not name.startswith("/static/") or Path(name).suffix not in _TYPES:
            return None
        path = (self.folder / name.lstrip("/")).resolve()
        return path if path.is_relative_to(self.folder) and path.is_file() else None

    def _pack(self, path: Path) -> Packed:
        if path not in self._packed:
            self._packed[path] = Packed.make(path.read_bytes(), _TYPES[path.suffix])
        return self._packed[path]


def accepts_gzip(headers: Headers) -> bool:
    """Whether the browser accepts gzip, as every browser does."""
    offers = [offer.split(";") for offer in headers.get("accept-encoding", "").lower().split(",")]
    return any(
        name.strip() in ("gzip", "*")
        and not any(part.replace(" ", "") in ("q=0", "q=0.0") for part in rest)
        for name, *rest in offers
    )
