"""Whether this server is ready for readers: for a proxy, an orchestrator or a person."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dateline.hosts.story_requests import READING_S, StoryRequests

HEALTH_PATH = "/healthz"


@dataclass(frozen=True, slots=True)
class HealthRoute:
    """200 once there is something to show, and 503 while a lone story is still being read.

    Problems of a story's files don't make a server unfit: it shows the last good version, or the
    problems. They are counted.
    """

    requests: StoryRequests

    def routes(self) -> list[BaseRoute]:
        return [Route(HEALTH_PATH, self.send)]

    async def send(self, _: Request) -> Response:
        library = self.requests.library
        stories = list(library.stories().values())
        if library.is_one_story:
            await self.requests.state(stories[0])
        is_ready = not (library.is_one_story and stories[0].state.is_coming)
        found = {
            "status": "ready" if is_ready else "reading",
            "stories": len(stories),
            "with_problems": sum(bool(story.state.problems) for story in stories),
        }
        headers = {"cache-control": "no-store"}
        if is_ready:
            return JSONResponse(found, headers=headers)
        return JSONResponse(found, 503, {**headers, "retry-after": str(READING_S)})
