"""The download routes: each file is made on request."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dateline.exporting import ExportError, made_of, story_files
from dateline.formats import Format
from dateline.hosts.addresses import PAGE_FILE, ROW_FORMATS, TABLES_FILE
from dateline.hosts.making import FileMaker, TooMany
from dateline.hosts.story_requests import (
    StoryRequests,
    asked_story,
    error_response,
    no_story_response,
)
from dateline.library import Edition
from dateline.page.html_file import file_html
from dateline.watching import files_stamp

_RETRY_AFTER_S = 5


@dataclass(frozen=True, slots=True)
class DownloadRoutes:
    """Serves files; ``plotly`` is the bundle that goes into the HTML file."""

    requests: StoryRequests
    plotly: Path
    maker: FileMaker = field(default_factory=FileMaker)

    def routes(self) -> list[BaseRoute]:
        return [
            Route(f"/dateline/download/{PAGE_FILE}", self.send_file),
            Route(f"/dateline/download/{TABLES_FILE}", self.send_tables),
            Route("/dateline/download/rows/{name}.{ending}", self.send_rows),
        ]

    async def send_file(self, request: Request) -> Response:
        """The page as one HTML file."""
        edition = await self.requests.edition_or_answer(request)
        if isinstance(edition, Response):
            return edition

        def make() -> bytes:
            return file_html(edition.page, plotly=self.plotly).encode("utf-8", "replace")

        return await self._send((PAGE_FILE, edition.version), make, request, "text/html", ".html")

    async def send_tables(self, request: Request) -> Response:
        """The story's own files in their current state."""
        story = self.requests.find(request)
        if story is None:
            return no_story_response()
        stamp = await run_in_threadpool(files_stamp, story.folder)
        make = partial(story_files, story.folder)
        return await self._send((TABLES_FILE, stamp), make, request, "application/zip", ".zip", 503)

    async def send_rows(self, request: Request) -> Response:
        """The rows that a view shows, in another format."""
        name = request.path_params["name"]
        to = next((known for known in ROW_FORMATS if known.name == name), None)
        if to is None:
            return no_story_response()
        edition = await self.requests.edition_or_answer(request)
        if isinstance(edition, Response):
            return edition
        params = [pair for pair in request.query_params.multi_items() if pair[0] != "story"]
        # It is a view even without a filter: one that shows no background.
        query = urlencode(params)
        make = partial(_rows_file, edition, to, query)
        key = (to.name, edition.version, query)
        return await self._send(key, make, request, to.media_type, to.ending)

    async def _send(
        self,
        key: tuple[Hashable, ...],
        make: Callable[[], bytes],
        request: Request,
        content_type: str,
        ending: str,
        status_of_error: int = 400,
    ) -> Response:
        try:
            body = await self.maker.file((asked_story(request), *key), make)
        except TooMany:
            words = "many files are being made at the moment"
            return error_response(words, 503, retry_after_s=_RETRY_AFTER_S)
        except ExportError as error:
            return error_response(str(error), status_of_error)
        # A slug may contain letters that a header cannot: they are encoded as in a URL.
        name = quote(f"{asked_story(request) or 'story'}{ending}", safe="")
        headers = {
            "content-disposition": f"attachment; filename*=UTF-8''{name}",
            "cache-control": "no-store",
        }
        return Response(body, headers=headers, media_type=content_type)


def _rows_file(edition: Edition, to: Format, query: str) -> bytes:
    return made_of(edition.story, to, query=query)[0].content
