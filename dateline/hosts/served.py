"""The served app: Streamlit's page with the reader's own addresses beside it.

What every reader needs is made and compressed once a version and may be kept for ever; only one
tiny answer, whether there is a new version, is asked for again and again.
"""

import hashlib
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dateline.exporting import story_files
from dateline.hosts.compression import CompressedStatic, Packed
from dateline.hosts.file import file_html, page_json
from dateline.hosts.headers import SecurityHeaders, content_policy
from dateline.hosts.scripts import served_script
from dateline.library import Edition, Library, Shown, open_library
from dateline.plotly_bundle import Kind, find_bundle

# More problems than one reads at a time; the command line has them all.
MOST_PROBLEMS = 50
DOWNLOADS = {
    "story.html": "This page as one HTML file",
    "story.zip": "The article and its tables",
}
_STATIC = Path(st.__file__).parent / "static"
# Streamlit's own font, which nothing on this page is set in.
_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_SCRIPT = "text/javascript; charset=utf-8"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the browser finds what, relative to the page."""

    reader: str
    plotly: str

    def version(self, slug: str) -> str:
        return f"dateline/version{_query(slug)}"

    def page(self, slug: str, version: str) -> str:
        return f"dateline/page/{version}.json{_query(slug)}"

    def downloads(self, slug: str) -> list[dict[str, str]]:
        """Links as the reader shows them."""
        return [
            {"href": f"dateline/download/{file}{_query(slug)}", "label": label, "name": file}
            for file, label in DOWNLOADS.items()
        ]


def make_app(script: Path, folder: Path, *, embed: str = "", plotly: Kind = "auto") -> st.App:
    """The app for the story, or the stories, in ``folder``; ``embed``: see ``content_policy``."""
    global _addresses
    code = Packed.make(served_script().encode("utf-8"), _SCRIPT)
    bundle = find_bundle(plotly)
    charts = Packed.make(bundle.read_bytes(), _SCRIPT)
    addresses = Addresses(
        f"dateline/reader/{_digest(code.body)}.js", f"dateline/plotly/{_digest(charts.body)}.js"
    )
    pages = _Pages(open_library(folder), addresses, bundle, index_html())
    _addresses = addresses

    async def send_code(request: Request) -> Response:
        return code.answer(request.headers)

    async def send_charts(request: Request) -> Response:
        return charts.answer(request.headers)

    return st.App(
        script,
        routes=[
            Route("/", pages.send_index),
            Route(f"/{addresses.reader}", send_code),
            Route(f"/{addresses.plotly}", send_charts),
            Route("/dateline/version", pages.send_version),
            Route("/dateline/page/{version}.json", pages.send_page),
            Route("/dateline/page/{version}/{part:int}.json", pages.send_part),
            Route("/dateline/download/story.html", pages.send_file),
            Route("/dateline/download/story.zip", pages.send_tables),
        ],
        middleware=[
            Middleware(SecurityHeaders, policy=content_policy(pages.index, embed=embed)),
            Middleware(CompressedStatic, folder=_STATIC),
        ],
    )


def index_html() -> str:
    """Streamlit's page as it is installed."""
    return (_STATIC / "index.html").read_text(encoding="utf-8")


def find_addresses() -> Addresses | None:
    """Where this process serves what; None under plain ``streamlit run``, which has no routes."""
    return _addresses


_addresses: Addresses | None = None


@dataclass(slots=True, eq=False)
class _Pages:
    """The two answers that depend on the story."""

    library: Library
    addresses: Addresses
    bundle: Path
    index: str
    _packed: dict[str, tuple[str, dict[int, Packed]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def send_index(self, request: Request) -> Response:
        """Streamlit's page, which also says where the story is: the reader need not wait."""
        slug = request.query_params.get("story", "")
        shown = await self._look(slug)
        html = self.index
        if shown and shown.edition:
            many = not self.library.is_one_story
            start = told_at_start(shown, slug if many else "", self.addresses, many=many)
            title = str(shown.edition.page["article"]["title"])
            html = early_index(html, start, title)
        packed = Packed.make(html.encode("utf-8", "replace"), "text/html", "no-cache")
        return packed.answer(request.headers)

    async def send_version(self, request: Request) -> Response:
        """Which version is the newest, and what is wrong with the files now, if anything is."""
        slug = request.query_params.get("story", "")
        shown = await self._look(slug)
        if shown is None:
            return _no_story()
        body = json.dumps(told(shown, slug, self.addresses), separators=(",", ":")).encode()
        tag = f'"{_digest(body)}"'
        headers = {"cache-control": "no-cache", "etag": tag}
        # A middleware that compresses makes the tag a weak one.
        if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=_JSON)

    async def send_page(self, request: Request) -> Response:
        """The newest page's first part; kept for ever if it is the version that is named."""
        slug = request.query_params.get("story", "")
        shown = await self._look(slug)
        if shown is None or shown.edition is None:
            return _no_story()
        version, packed = await run_in_threadpool(self._pack, slug, shown.edition, 0)
        is_that = version == request.path_params["version"]
        return packed.answer(request.headers, cache=None if is_that else "no-store")

    async def send_part(self, request: Request) -> Response:
        """Another part of exactly the version that is named: parts of two would not fit."""
        slug = request.query_params.get("story", "")
        shown = await self._look(slug)
        number = request.path_params["part"]
        if shown is None or shown.edition is None or not 0 < number < len(shown.edition.parts):
            return _no_story()
        if shown.edition.version != request.path_params["version"]:
            return _no_story()
        _, packed = await run_in_threadpool(self._pack, slug, shown.edition, number)
        return packed.answer(request.headers)

    async def send_file(self, request: Request) -> Response:
        """The page as one HTML file, made when it is asked for."""
        shown = await self._look(request.query_params.get("story", ""))
        if shown is None or shown.edition is None:
            return _no_story()
        html = await run_in_threadpool(file_html, shown.edition.page, plotly=self.bundle)
        return _download(html.encode("utf-8", "replace"), "text/html", request, "html")

    async def send_tables(self, request: Request) -> Response:
        """The story's own files, as they are now."""
        shelf = self.library.find(request.query_params.get("story", ""))
        if shelf is None:
            return _no_story()
        packed = await run_in_threadpool(story_files, shelf.folder)
        return _download(packed, "application/zip", request, "zip")

    async def _look(self, slug: str) -> Shown | None:
        shelf = self.library.find(slug)
        if shelf is None:
            return None
        # Thousands may ask each second: all but one of them are answered from memory.
        return await run_in_threadpool(shelf.look) if shelf.is_due else shelf.now

    def _pack(self, slug: str, edition: Edition, number: int) -> tuple[str, Packed]:
        """One part of an edition, by its number, and the edition's version."""
        slug = "" if self.library.is_one_story else slug
        with self._lock:
            version, parts = self._packed.get(slug, ("", {}))
            if version != edition.version:
                version, parts = edition.version, {}
                self._packed[slug] = (version, parts)
            if number not in parts:
                body = page_json(edition.parts[number]).encode("utf-8")
                parts[number] = Packed.make(body, _JSON)
            return version, parts[number]


def early_index(html: str, start: Mapping[str, Any], title: str) -> str:
    """Streamlit's page with the reader's start in it; as it is where it looks otherwise."""
    head = "".join(
        (
            f'<link rel="preload" as="script" href="{escape(start["reader"])}">',
            f'<link rel="preload" as="fetch" crossorigin href="{escape(start["page"])}">',
            # A narrow screen gets its charts when they come near the view.
            f'<link rel="preload" as="script" href="{escape(start["plotly"])}"'
            ' media="(min-width: 641px)">',
            f'<script type="application/json" id="dateline-told">{page_json(start)}</script>',
        )
    )
    html = _FONT.sub("", html)
    html = html.replace("<title>Streamlit</title>", f"<title>{escape(title)}</title>", 1)
    html = html.replace("<head>", f"<head>{head}", 1)
    return html.replace(
        "</body>", f'<script async src="{escape(start["reader"])}"></script></body>'
    )


def told_at_start(shown: Shown, slug: str, addresses: Addresses, *, many: bool) -> dict[str, Any]:
    """What a reader's browser needs to begin with; ``many``: with a way back to the chooser."""
    return told(shown, slug, addresses) | {
        "ask": addresses.version(slug),
        "reader": addresses.reader,
        "plotly": addresses.plotly,
        "downloads": addresses.downloads(slug),
        "many": many,
    }


def told(shown: Shown, slug: str, addresses: Addresses) -> dict[str, Any]:
    """What a reader's browser is told of a story: its newest version, where it is, problems."""
    version = shown.edition.version if shown.edition else ""
    return {
        "version": version,
        "page": addresses.page(slug, version) if version else "",
        **told_problems(shown),
    }


def told_problems(shown: Shown) -> dict[str, Any]:
    """The first problems in words, and how many there are."""
    words = [str(problem) for problem in shown.problems[:MOST_PROBLEMS]]
    return {"problems": words, "count": len(shown.problems)}


def _no_story() -> Response:
    return JSONResponse({"error": "no such story"}, 404, headers={"cache-control": "no-store"})


def _download(body: bytes, content_type: str, request: Request, ending: str) -> Response:
    # A slug may hold letters that a header cannot: they are written as in an address.
    name = quote(f"{request.query_params.get('story') or 'story'}.{ending}", safe="")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{name}",
        "cache-control": "no-store",
    }
    return Response(body, headers=headers, media_type=content_type)


def _query(slug: str) -> str:
    return f"?{urlencode({'story': slug})}" if slug else ""


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]
