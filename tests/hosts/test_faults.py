"""A fault of ours: one line in the log, and a page that says what to do; whether all is well."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from dateline.hosts.app import app_options
from dateline.hosts.reader_notices import Faults, ReaderNotices
from dateline.hosts.story_requests import StoryRequests, error_response
from dateline.library import Library, WatchedStory
from tests.hosts.asgi import get
from tests.story_files import held_up, write_story

PAGE = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def app(story: Path) -> Starlette:
    """A server that fails in several ways, with a library of one story."""

    def fail(request: Request) -> Response:
        raise ValueError(f"no {request.query_params['find']}\nhere")

    def busy(_: Request) -> Response:
        return error_response("many files are being made at the moment", 503, retry_after_s=5)

    async def fall_silent(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise KeyError("secret")

    return Starlette(
        routes=[
            Route("/fail", fail),
            Route("/busy", busy),
            Route("/silent", endpoint=_Asgi(fall_silent)),
        ],
        middleware=[
            Middleware(ReaderNotices),
            Middleware(Faults, requests=StoryRequests(Library(story.parent))),
        ],
    )


class _Asgi:
    """An endpoint that speaks ASGI itself."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Any]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "stories" / "takeover"
    folder.mkdir(parents=True)
    write_story(folder)
    return folder


def test_a_fault_is_one_line_with_the_story_and_nothing_of_the_readers(
    app: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    answer = get(app, "/fail?story=takeover&find=my+illness")
    assert (answer.status, answer.text) == (500, "Internal Server Error")
    [line] = caplog.messages
    assert line.startswith("story takeover: /fail failed: ValueError at test_faults.py:")
    assert "\n" not in line
    assert "illness" not in line
    get(app, "/fail?story=forged%0Aline&find=x")
    assert caplog.messages[1].startswith("story -: /fail failed:")


def test_a_fault_in_the_midst_of_an_answer_is_noted_too(
    app: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    get(app, "/silent")
    [line] = caplog.messages
    assert "story -: /silent failed: KeyError at" in line


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (
            "/fail?find=x",
            500,
            "Reload the page. Filters and place are in the address: nothing of your view is lost.",
        ),
        ("/busy", 503, "Many files are being made at the moment.</p><p>Wait half a minute"),
        ("/nowhere", 404, "Check the address, or open the stories that are here."),
    ],
)
def test_a_reader_gets_a_page_that_says_what_to_do(
    path: str, status: int, words: str, app: Starlette
) -> None:
    answer = get(app, path, **PAGE)
    assert answer.status == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert words in answer.text
    assert '<a href="/">All stories</a>' in answer.text


def test_a_script_gets_the_bare_answer(app: Starlette) -> None:
    answer = get(app, "/busy")
    assert answer.json() == {"error": "many files are being made at the moment"}
    assert get(app, "/busy", **PAGE).headers["retry-after"] == "5"


def test_files_that_turn_bad_are_one_line(story: Path, caplog: pytest.LogCaptureFixture) -> None:
    (story / "events.csv").write_text("nonsense\n", encoding="utf-8")
    WatchedStory(story).refresh()
    [line] = caplog.messages
    assert line.startswith("story takeover: ")
    assert "in its files, the first: events.csv" in line


def test_a_story_that_cannot_be_read_by_our_fault_is_one_line(
    story: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Mapping[str, Any]:
        raise RuntimeError("x" * 10_000)

    monkeypatch.setattr("dateline.library.make_page", fail)
    WatchedStory(story).refresh()
    [line] = caplog.messages
    assert line.startswith("story takeover: showing it failed: RuntimeError at test_faults.py:")
    assert " < library.py:" in line
    assert len(line) < 200


def health(folder: Path) -> tuple[int, dict[str, Any]]:
    answer = get(Starlette(routes=app_options(folder)["routes"]), "/healthz")
    assert answer.headers["cache-control"] == "no-store"
    return answer.status, answer.json()


def test_health_says_how_many_stories_are_there_and_how_many_have_problems(story: Path) -> None:
    assert health(story.parent) == (200, {"status": "ready", "stories": 1, "with_problems": 0})
    (story / "events.csv").write_text("nonsense\n", encoding="utf-8")
    assert health(story) == (200, {"status": "ready", "stories": 1, "with_problems": 1})


@pytest.mark.skipif(sys.platform != "linux", reason="files are held up by a lease of Linux")
def test_a_server_is_not_ready_while_its_only_story_is_read(story: Path) -> None:
    let_read = held_up(story / "events.csv")
    assert health(story) == (503, {"status": "reading", "stories": 1, "with_problems": 0})
    let_read()
