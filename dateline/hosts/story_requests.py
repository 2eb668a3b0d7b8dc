"""Which story a request is for, its state, and the answers if there is none."""

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from dateline.library import FIRST_WAIT_S, Edition, Library, StoryState, WatchedStory

# After this time it is worth while to ask for a story again that is being read.
READING_S = 2


@dataclass(frozen=True, slots=True)
class StoryRequests:
    """Finds the stories of one library for requests."""

    library: Library

    def find(self, request: HTTPConnection) -> WatchedStory | None:
        return self.library.find(asked_story(request))

    def name(self, scope: Scope) -> str:
        """The name, in a log, of the story that a request is for; "" for none that is here."""
        story = self.find(HTTPConnection(scope))
        return story.name if story else ""

    async def state(self, story: WatchedStory) -> StoryState:
        # Of thousands of requests a second all but one are answered from memory.
        if story.is_due or story.is_unread:
            return await run_in_threadpool(story.refresh, longest_s=FIRST_WAIT_S)
        return story.state

    async def edition(self, request: HTTPConnection) -> tuple[WatchedStory, Edition] | None:
        """The requested story, and its newest good version, if there is one."""
        story = self.find(request)
        edition = (await self.state(story)).edition if story else None
        return (story, edition) if story and edition else None

    async def edition_or_answer(self, request: HTTPConnection) -> Edition | Response:
        """The requested story's newest good version, or the answer that says why there is none."""
        story = self.find(request)
        if story is None:
            return no_story_response()
        state = await self.state(story)
        if state.is_coming:
            return error_response("the story is still being read", 503, retry_after_s=READING_S)
        return state.edition or error_response("the story's files have problems", 503)


def asked_story(request: HTTPConnection) -> str:
    """The name of the story in an address, "" for none."""
    return request.query_params.get("story", "")


def error_response(words: str, status: int, *, retry_after_s: int | None = None) -> Response:
    """An answer that says in words why there is nothing to send."""
    headers = {"cache-control": "no-store"}
    if retry_after_s is not None:
        headers["retry-after"] = str(retry_after_s)
    return JSONResponse({"error": words}, status, headers=headers)


def no_story_response() -> Response:
    return error_response("no such story", 404)
