"""The download routes: each file is made on request."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dateline.exporting import ExportError, made_of, story_files
from dateline.formats import Format
from dateline.hosts.addresses import PAGE_FILE, ROW_FORMATS, TABLES_FILE
from dateline.hosts.story_requests import (
    StoryRequests,
    asked_story,
    error_response,
    no_story_response,
)
from dateline.library import Edition
from dateline.page.html_file import file_html


@dataclass(frozen=True, slots=True)
class DownloadRoutes:
    """Serves files; ``plotly`` is the bundle that goes into the HTML file."""

    requests: StoryRequests
    plotly: Path

    def routes(self) -> list[BaseRoute]:
        return [
            Route(f"/dateline/download/{PAGE_FILE}", self.send_file),
            Route(f"/dateline/download/{TABLES_FILE}", self.send_tables),
            Route("/dateline/download/rows/{name}.{ending}", self.send_rows),
        ]

    async def send_file(self, request: Request) -> Response:
        """The page as one HTML file."""
        found = await self.requests.edition(request)
        if found is None:
            return no_story_response()
        html = await run_in_threadpool(file_html, found[1].page, plotly=self.plotly)
        return _download(html.encode("utf-8", "replace"), "text/html", request, ".html")

    async def send_tables(self, request: Request) -> Response:
        """The story's own files in their current state."""
        story = self.requests.find(request)
        if story is None:
            return no_story_response()
        try:
            packed = await run_in_threadpool(story_files, story.folder)
        except ExportError as error:
            return error_response(str(error), 503)
        return _download(packed, "application/zip", request, ".zip")

    async def send_rows(self, request: Request) -> Response:
        """The rows that a view shows, in another format."""
        name = request.path_params["name"]
        to = next((known for known in ROW_FORMATS if known.name == name), None)
        found = await self.requests.edition(request)
        if to is None or found is None:
            return no_story_response()
        params = [pair for pair in request.query_params.multi_items() if pair[0] != "story"]
        try:
            # It is a view even without a filter: one that shows no background.
            body = await run_in_threadpool(_rows_file, found[1], to, urlencode(params))
        except ExportError as error:
            return error_response(str(error), 400)
        return _download(body, to.media_type, request, to.ending)


def _rows_file(edition: Edition, to: Format, query: str) -> bytes:
    return made_of(edition.story, to, query=query)[0].content


def _download(body: bytes, content_type: str, request: Request, ending: str) -> Response:
    # A slug may contain letters that a header cannot: they are encoded as in a URL.
    name = quote(f"{asked_story(request) or 'story'}{ending}", safe="")
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{name}",
        "cache-control": "no-store",
    }
    return Response(body, headers=headers, media_type=content_type)
