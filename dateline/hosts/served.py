"""The served app: Streamlit's page with the reader's own addresses beside it.

What every reader needs is made and compressed once a version and may be kept for ever. Whether
there is a new version is told to each page on its socket, see ``following``; where no socket gets
through, one tiny answer says it.
"""

import asyncio
import hashlib
import json
import re
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
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from dateline.exporting import ExportError, made_of, story_files
from dateline.formats import FORMATS, Format
from dateline.hosts.compression import CompressedStatic, Packed
from dateline.hosts.file import file_html, page_json
from dateline.hosts.following import Following
from dateline.hosts.headers import SecurityHeaders, content_policy
from dateline.hosts.scripts import served_script
from dateline.library import (
    FIRST_WAIT_S,
    LOOK_EVERY_S,
    Edition,
    Library,
    Shelf,
    Shown,
    open_library,
)
from dateline.plotly_bundle import Kind, find_bundle

# More problems than one reads at a time; the command line has them all.
MOST_PROBLEMS = 50
DOWNLOADS = {
    "story.html": "This page as one HTML file",
    "story.zip": "The article and its tables",
}
# What is made of the rows that the view shows. The page itself draws the pictures.
ROW_FORMATS = tuple(to for to in FORMATS if to.name != "html" and not to.draws_view)
_STATIC = Path(st.__file__).parent / "static"
# Streamlit's own font, which nothing on this page is set in.
_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_BODY = re.compile(r"<body[^>]*>")
# For half a second nothing is said: a story that comes at once would only flicker. Streamlit lays
# its own empty page over all else, before the reader says what is to be seen.
_OPENING_STYLE = (
    "#dateline-opening{font:1rem/1.5 system-ui,sans-serif;padding:2rem 1rem;"
    "position:relative;z-index:1;"
    "visibility:hidden;animation:dateline-opening 0s .5s forwards}"
    "#dateline-opening p{margin:0}"
    "@keyframes dateline-opening{to{visibility:visible}}"
    "@media (prefers-color-scheme:dark){html{background:#14161a}"
    "#dateline-opening{color:#ececea}}"
)
_SCRIPT = "text/javascript; charset=utf-8"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the browser finds what, relative to the page."""

    reader: str
    plotly: str

    def version(self, slug: str) -> str:
        return f"dateline/version{_query(slug)}"

    def follow(self, slug: str) -> str:
        return f"dateline/follow{_query(slug)}"

    def page(self, slug: str, version: str) -> str:
        return f"dateline/page/{version}.json{_query(slug)}"

    def downloads(self, slug: str) -> list[dict[str, Any]]:
        """Links as the reader shows them; those of ``rows`` take the view as well."""
        whole = [(file, label, False) for file, label in DOWNLOADS.items()]
        rows = [(f"rows/{to.name}{to.ending}", to.label, True) for to in ROW_FORMATS]
        return [
            {
                "href": f"dateline/download/{file}{_query(slug)}",
                "label": label,
                "name": file.rpartition("/")[2],
                "rows": is_of_rows,
            }
            for file, label, is_of_rows in (*whole, *rows)
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
            WebSocketRoute("/dateline/follow", pages.follow),
            Route("/dateline/page/{version}.json", pages.send_page),
            Route("/dateline/page/{version}/{part:int}.json", pages.send_part),
            Route("/dateline/download/story.html", pages.send_file),
            Route("/dateline/download/story.zip", pages.send_tables),
            Route("/dateline/download/rows/{name}.{ending}", pages.send_rows),
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
    """The answers that depend on the story."""

    library: Library
    addresses: Addresses
    bundle: Path
    index: str
    _packed: dict[str, tuple[str, dict[int, Packed]]] = field(default_factory=dict)
    _packing: dict[str, asyncio.Lock] = field(default_factory=dict)
    _following: Following = field(init=False)

    def __post_init__(self) -> None:
        self._following = Following(self._told, every_s=LOOK_EVERY_S)

    async def send_index(self, request: Request) -> Response:
        """Streamlit's page, which also says where the story is: the reader need not wait."""
        shelf = self.library.find(request.query_params.get("story", ""))
        html = opening_index(self.index, "", "")
        if shelf:
            shown = await self._look(shelf)
            title, language = await run_in_threadpool(shelf.find_title)
            many = not self.library.is_one_story
            start = told_at_start(shown, shelf, self.addresses, many=many)
            html = early_index(opening_index(self.index, title, language), start)
        packed = Packed.make(html.encode("utf-8", "replace"), "text/html", "no-cache")
        return packed.answer(request.headers)

    async def send_version(self, request: Request) -> Response:
        """Which version is the newest, and what is wrong with the files now, if anything is."""
        shelf = self.library.find(request.query_params.get("story", ""))
        if shelf is None:
            return _no_story()
        body = _told_json(await self._look(shelf), shelf, self.addresses).encode()
        tag = f'"{_digest(body)}"'
        headers = {"cache-control": "no-cache", "etag": tag}
        # A middleware that compresses makes the tag a weak one.
        if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=_JSON)

    async def follow(self, socket: WebSocket) -> None:
        """Tell the same as ``send_version``, unasked."""
        shelf = self.library.find(socket.query_params.get("story", ""))
        # A library's only story is found by any name: all who follow it are told together.
        await self._following.serve(socket, shelf.slug if shelf else " ")

    async def send_page(self, request: Request) -> Response:
        """The newest page's first part; kept for ever if it is the version that is named."""
        found = await self._newest(request)
        if found is None:
            return _no_story()
        version, packed = await self._pack(*found, 0)
        is_that = version == request.path_params["version"]
        return packed.answer(request.headers, cache=None if is_that else "no-store")

    async def send_part(self, request: Request) -> Response:
        """Another part of exactly the version that is named: parts of two would not fit."""
        found = await self._newest(request)
        number, version = request.path_params["part"], request.path_params["version"]
        if found is None or found[1].version != version or not 0 < number < len(found[1].parts):
            return _no_story()
        _, packed = await self._pack(*found, number)
        return packed.answer(request.headers)

    async def send_file(self, request: Request) -> Response:
        """The page as one HTML file, made when it is asked for."""
        found = await self._newest(request)
        if found is None:
            return _no_story()
        html = await run_in_threadpool(file_html, found[1].page, plotly=self.bundle)
        return _download(html.encode("utf-8", "replace"), "text/html", request, "html")

    async def send_tables(self, request: Request) -> Response:
        """The story's own files, as they are now."""
        shelf = self.library.find(request.query_params.get("story", ""))
        if shelf is None:
            return _no_story()
        packed = await run_in_threadpool(story_files, shelf.folder)
        return _download(packed, "application/zip", request, "zip")

    async def send_rows(self, request: Request) -> Response:
        """The rows that a view shows, as a file of another kind, made when it is asked for."""
        name = request.path_params["name"]
        to = next((known for known in ROW_FORMATS if known.name == name), None)
        found = await self._newest(request)
        if to is None or found is None:
            return _no_story()
        params = [pair for pair in request.query_params.multi_items() if pair[0] != "story"]
        try:
            # Without a filter too it is a view, which shows no background.
            body = await run_in_threadpool(_made, found[1], to, urlencode(params))
        except ExportError as error:
            return JSONResponse({"error": str(error)}, 400, headers={"cache-control": "no-store"})
        return _download(body, to.media_type, request, to.ending.removeprefix("."))

    async def _told(self, slug: str) -> str | None:
        shelf = self.library.find(slug)
        if shelf is None:
            return None
        # Who follows waits for a change anyway: a short read is told with this look, not the next.
        wait_s = 0 if shelf.is_first else FIRST_WAIT_S
        is_due = shelf.is_due
        shown = await run_in_threadpool(shelf.look, longest_s=wait_s) if is_due else shelf.now
        return _told_json(shown, shelf, self.addresses)

    async def _newest(self, request: Request) -> tuple[str, Edition] | None:
        """The slug and the newest good version of the story that is asked for, if there is one."""
        shelf = self.library.find(request.query_params.get("story", ""))
        edition = (await self._look(shelf)).edition if shelf else None
        return (shelf.slug, edition) if shelf and edition else None

    async def _look(self, shelf: Shelf) -> Shown:
        # Thousands may ask each second: all but one of them are answered from memory.
        if shelf.is_due or shelf.is_first:
            return await run_in_threadpool(shelf.look, longest_s=FIRST_WAIT_S)
        return shelf.now

    async def _pack(self, slug: str, edition: Edition, number: int) -> tuple[str, Packed]:
        """One part of an edition, by its number, made ready once, and the edition's version.

        Who waits for it keeps no thread.
        """
        async with self._packing.setdefault(slug, asyncio.Lock()):
            version, parts = self._packed.get(slug, ("", {}))
            if version != edition.version:
                version, parts = edition.version, {}
                self._packed[slug] = (version, parts)
            if number not in parts:
                parts[number] = await run_in_threadpool(_packed_part, edition, number)
            return version, parts[number]


def _packed_part(edition: Edition, number: int) -> Packed:
    return Packed.make(page_json(edition.parts[number]).encode("utf-8"), _JSON)


def opening_index(html: str, title: str, language: str) -> str:
    """Streamlit's page with a line that says what is coming, shown once one waits for it.

    ``title`` "": which story is asked for is not known.
    """
    named = f"<title>{escape(title or 'Dateline')}</title>"
    html = _FONT.sub("", html).replace("<title>Streamlit</title>", named, 1)
    what = f'<cite lang="{escape(language)}" dir="auto">{escape(title)}</cite> ' if title else ""
    line = f'<div id="dateline-opening"><p role="status">Opening {what}…</p></div>'
    html = html.replace("</head>", f"<style>{_OPENING_STYLE}</style></head>", 1)
    return _BODY.sub(lambda body: f"{body[0]}{line}", html, count=1)


def early_index(html: str, start: Mapping[str, Any]) -> str:
    """Streamlit's page with the reader's start in it; as it is where it looks otherwise."""
    page = escape(start["page"])
    head = "".join(
        (
            f'<link rel="preload" as="script" href="{escape(start["reader"])}">',
            f'<link rel="preload" as="fetch" crossorigin href="{page}">' if page else "",
            # A narrow screen gets its charts when they come near the view.
            f'<link rel="preload" as="script" href="{escape(start["plotly"])}"'
            ' media="(min-width: 641px)">',
            f'<script type="application/json" id="dateline-told">{page_json(start)}</script>',
        )
    )
    html = html.replace("<head>", f"<head>{head}", 1)
    return html.replace(
        "</body>", f'<script async src="{escape(start["reader"])}"></script></body>'
    )


def told_at_start(
    shown: Shown, shelf: Shelf, addresses: Addresses, *, many: bool
) -> dict[str, Any]:
    """What a reader's browser needs to begin with; ``many``: with a way back to the chooser."""
    slug = shelf.slug
    return told(shown, shelf, addresses) | {
        "ask": addresses.version(slug),
        "follow": addresses.follow(slug),
        "reader": addresses.reader,
        "plotly": addresses.plotly,
        "downloads": addresses.downloads(slug),
        "many": many,
    }


def told(shown: Shown, shelf: Shelf, addresses: Addresses) -> dict[str, Any]:
    """What a reader's browser is told of a story: its newest version, where it is, problems."""
    version = shown.edition.version if shown.edition else ""
    return {
        "version": version,
        "page": addresses.page(shelf.slug, version) if version else "",
        **told_meanwhile(shown, shelf),
    }


def told_meanwhile(shown: Shown, shelf: Shelf) -> dict[str, Any]:
    """The first problems in words, and how many there are; what is read while there is nothing."""
    words = [str(problem) for problem in shown.problems[:MOST_PROBLEMS]]
    waiting = {"title": shelf.title, "reading": shown.reading} if shown.is_coming else {}
    return {"problems": words, "count": len(shown.problems), **waiting}


def _told_json(shown: Shown, shelf: Shelf, addresses: Addresses) -> str:
    return json.dumps(told(shown, shelf, addresses), separators=(",", ":"))


def _made(edition: Edition, to: Format, query: str) -> bytes:
    return made_of(edition.story, to, query=query)[0].content


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
