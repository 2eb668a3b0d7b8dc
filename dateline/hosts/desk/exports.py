"""The tab Export: every format that there is, what each loses of this story, and the files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dateline.exporting import ExportError, made_of
from dateline.formats import FORMATS, Format, find_format
from dateline.hosts.making import FileMaker, TooMany
from dateline.hosts.story_requests import StoryRequests, error_response, no_story_response
from dateline.library import Edition


@dataclass(slots=True, eq=False)
class DeskExports:
    """Makes the files of the one story that ``requests`` find."""

    requests: StoryRequests
    _maker: FileMaker = field(default_factory=FileMaker)

    def routes(self, base: str) -> list[BaseRoute]:
        return [Route(f"{base}/export/{{name}}", self.send)]

    async def list(self, _: Mapping[str, Any]) -> dict[str, Any]:
        """Each format with what it loses of this story, as far as it can be told in a moment."""
        edition = await self._edition()
        if edition is None:
            return {"error": "The story has no version yet that can be read"}
        folder = self.requests.library.folder.name
        return {"formats": await run_in_threadpool(_formats, edition), "name": folder}

    async def send(self, request: Request) -> Response:
        """The whole story in one format; ``chart`` names that of a picture."""
        to = find_format(request.path_params["name"])
        edition = await self._edition()
        if to is None or edition is None:
            return no_story_response()
        query = request.query_params
        background = query.get("background") != "0"
        options = {"chart": query["chart"]} if "chart" in query and to.draws_view else {}

        def make() -> bytes:
            view = "background=1" if to.draws_view and background else None
            return made_of(edition.story, to, query=view, background=background,
                           options=options)[0].content  # fmt: skip

        key = (to.name, background, edition.version, *options.items())
        try:
            body = await self._maker.file(key, make)
        except (ExportError, TooMany) as error:
            return error_response(str(error) or "Other files are being made; try again", 503)
        return Response(body, headers={"cache-control": "no-store"}, media_type=to.media_type)

    async def _edition(self) -> Edition | None:
        story = self.requests.library.find("")
        return (await self.requests.state(story)).edition if story else None


def _formats(edition: Edition) -> list[dict[str, Any]]:
    return [
        {
            "name": to.name,
            "label": to.label,
            "ending": to.ending,
            "opens_in": to.opens_in,
            "loses": to.loses,
            "charts": ["timeline", "ownership"] if to.draws_view else [],
            "losses": _losses(edition, to),
        }
        for to in FORMATS
    ]


def _losses(edition: Edition, to: Format) -> list[str] | None:
    """None: it takes a browser to tell."""
    if to.draws_view:
        return None
    lines = made_of(edition.story, to)[1] if to.name != "html" else ()
    return [line.partition(": ")[2] for line in lines]
