"""The page's routes: its index, its data, its scripts and the notices of changes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from dateline.hosts.addresses import Addresses
from dateline.hosts.compression import JSON_TYPE, Packed
from dateline.hosts.following import Following
from dateline.hosts.index_page import index_page
from dateline.hosts.messages import (
    Message,
    list_message,
    list_start_message,
    start_message,
    status_message,
)
from dateline.hosts.packed_pages import PackedPages
from dateline.hosts.story_requests import StoryRequests, asked_story, no_story_response
from dateline.library import FIRST_WAIT_S
from dateline.page.html_file import description_of
from dateline.page.json_text import compact_json
from dateline.watching import CHECK_EVERY_S


@dataclass(slots=True, eq=False)
class PageRoutes:
    """Serves pages. ``index`` is Streamlit's page, ``scripts`` are the scripts by address."""

    requests: StoryRequests
    addresses: Addresses
    index: str
    scripts: Mapping[str, Packed]
    share_image: str = ""  # its address, "" for none
    _packed: PackedPages = field(default_factory=PackedPages)
    _following: Following = field(init=False)

    def __post_init__(self) -> None:
        self._following = Following(self._news, every_s=CHECK_EVERY_S)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", self.send_index),
            *(Route(f"/{address}", self.send_script) for address in self.scripts),
            # For a page that doesn't know the address of the newest script.
            Route("/dateline/reader.js", self.send_to_reader),
            Route("/dateline/start", self.send_start),
            Route("/dateline/version", self.send_status),
            WebSocketRoute("/dateline/follow", self.follow),
            Route("/dateline/page/{version}.json", self.send_page),
            Route("/dateline/page/{version}/{part:int}.json", self.send_part),
        ]

    async def send_index(self, request: Request) -> Response:
        """Streamlit's page, which also has the story's address: the reader need not wait for it."""
        start = await self._start(request)
        story = self.requests.find(request)
        title, language = story.title if story else ("", "")
        edition = story.state.edition if story else None
        html = index_page(
            self.index,
            start,
            title=title,
            language=language,
            description=description_of(edition.page["article"]) if edition else "",
            # Sites want the whole address.
            share_image=self.share_image and urljoin(str(request.base_url), self.share_image),
        )
        packed = Packed.make(html.encode("utf-8", "replace"), "text/html", "no-cache")
        return packed.response(request.headers)

    async def send_script(self, request: Request) -> Response:
        return self.scripts[request.url.path.removeprefix("/")].response(request.headers)

    async def send_to_reader(self, _: Request) -> Response:
        name = self.addresses.reader.removeprefix("dateline/")
        return RedirectResponse(name, headers={"cache-control": "no-cache"})

    async def send_start(self, request: Request) -> Response:
        """The start message, for a page that did not get it from ``send_index``."""
        return _json_response(request, await self._start(request))

    async def send_status(self, request: Request) -> Response:
        """Which version is the newest, and what is wrong with the files now, if anything."""
        message = await self._status(request)
        return _json_response(request, message) if message else no_story_response()

    async def follow(self, socket: WebSocket) -> None:
        """Send what ``send_status`` answers, now and after each change."""
        story = self.requests.find(socket)
        # A library's only story answers to any name: all its followers are served together.
        await self._following.serve(socket, story.slug if story else asked_story(socket))

    async def send_page(self, request: Request) -> Response:
        """The newest page's first part; cached for ever if the request names this version."""
        found = await self.requests.edition(request)
        if found is None:
            return no_story_response()
        story, edition = found
        packed = await self._packed.part(story.slug, edition, 0)
        is_named = edition.version == request.path_params["version"]
        return packed.response(request.headers, cache=None if is_named else "no-store")

    async def send_part(self, request: Request) -> Response:
        """Another part of exactly the requested version: parts of two don't fit together."""
        found = await self.requests.edition(request)
        number, version = request.path_params["part"], request.path_params["version"]
        if found is None or found[1].version != version or not 0 < number < len(found[1].parts):
            return no_story_response()
        packed = await self._packed.part(found[0].slug, found[1], number)
        return packed.response(request.headers)

    async def _start(self, request: Request) -> Message:
        library = self.requests.library
        story = self.requests.find(request)
        if story is None:
            await run_in_threadpool(library.refresh_all)
            return list_start_message(library, self.addresses, asked=asked_story(request))
        state = await self.requests.state(story)
        await run_in_threadpool(story.find_title)
        many = not library.is_one_story
        return start_message(story, state, self.addresses, one_of_many=many)

    async def _status(self, request: Request) -> Message | None:
        story = self.requests.find(request)
        if story is None:
            return None if asked_story(request) else await self._list()
        return status_message(story, await self.requests.state(story), self.addresses)

    async def _list(self) -> Message:
        await run_in_threadpool(self.requests.library.refresh_all, longest_s=0)
        return list_message(self.requests.library)

    async def _news(self, slug: str) -> str | None:
        """The status of a story, or of the list, for the pages that follow it."""
        story = self.requests.library.find(slug)
        if story is None:
            return None if slug else compact_json(await self._list())
        # Pages wait for the change anyway: after a quick read this message has the result.
        wait_s = 0 if story.is_unread else FIRST_WAIT_S
        is_due = story.is_due
        state = await run_in_threadpool(story.refresh, longest_s=wait_s) if is_due else story.state
        return compact_json(status_message(story, state, self.addresses))


def content_digest(body: bytes) -> str:
    """A short name for a content."""
    return hashlib.sha256(body).hexdigest()[:16]


def _json_response(request: Request, message: Mapping[str, Any]) -> Response:
    body = compact_json(message).encode("utf-8", "replace")
    tag = f'"{content_digest(body)}"'
    headers = {"cache-control": "no-cache", "etag": tag}
    # A middleware that compresses turns the tag into a weak one.
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=JSON_TYPE)
