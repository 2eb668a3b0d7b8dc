"""The tab Export: every format that there is, what each loses of this story, and the files.

The files are read for each of them: what was written a moment ago is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dateline.exporting import ExportError, made_of
from dateline.formats import FORMATS, Format, find_format
from dateline.hosts.making import FileMaker, TooMany
from dateline.hosts.story_requests import error_response, no_story_response
from dateline.reading import load_story
from dateline.story import Story, StoryError
from dateline.watching import files_stamp

_NOT_READ = "The story has problems that keep it from being read, and so from being exported"
_BUSY = "Other files are being made; try again in a moment"


@dataclass(slots=True, eq=False)
class DeskExports:
    """Makes the files of the story in ``folder``."""

    folder: Path
    _maker: FileMaker = field(default_factory=FileMaker)

    def routes(self, base: str) -> list[BaseRoute]:
        return [Route(f"{base}/export/{{name}}", self.send)]

    def list(self, _: Mapping[str, Any]) -> dict[str, Any]:
        """Each format with what it loses of this story, as far as it can be told in a moment."""
        try:
            story = load_story(self.folder)
        except StoryError:
            return {"error": _NOT_READ}
        return {"formats": [_described(story, to) for to in FORMATS], "name": self.folder.name}

    async def send(self, request: Request) -> Response:
        """The whole story in one format; ``chart`` names that of a picture."""
        to = find_format(request.path_params["name"])
        if to is None:
            return no_story_response()
        query = request.query_params
        background = query.get("background") != "0"
        options = {"chart": query["chart"]} if "chart" in query and to.draws_view else {}

        def make() -> bytes:
            story = load_story(self.folder)
            view = "background=1" if to.draws_view and background else None
            return made_of(story, to, query=view, background=background,
                           options=options)[0].content  # fmt: skip

        stamp = await run_in_threadpool(files_stamp, self.folder)
        try:
            body = await self._maker.file((to.name, background, stamp, *options.items()), make)
        except StoryError:
            return error_response(_NOT_READ, 503)
        except (ExportError, TooMany) as error:
            return error_response(str(error) or _BUSY, 503)
        return Response(body, headers={"cache-control": "no-store"}, media_type=to.media_type)


def _described(story: Story, to: Format) -> dict[str, Any]:
    return {
        "name": to.name,
        "label": to.label,
        "ending": to.ending,
        "opens_in": to.opens_in,
        "loses": to.loses,
        "charts": ["timeline", "ownership"] if to.draws_view else [],
        "losses": _losses(story, to),
    }


def _losses(story: Story, to: Format) -> list[str] | None:
    """None: it takes a browser to tell."""
    if to.draws_view:
        return None
    lines = made_of(story, to)[1] if to.name != "html" else ()
    return [line.partition(": ")[2] for line in lines]
