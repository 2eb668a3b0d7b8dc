"""Sockets: refused beyond what one process holds, and closed when too much is said on them."""

import asyncio
from collections.abc import Iterator, Sequence

import pytest
from starlette.types import Message, Receive, Scope, Send

from dateline.hosts.limits import Limits, limits_from_environment
from dateline.hosts.sockets import STREAMLIT_SOCKET, MessageLimit, SocketLimit
from tests.event_loop import run_async

RECEIVED: Message = {"type": "websocket.receive", "bytes": b"x"}


def scope_of(path: str) -> Scope:
    extensions: dict[str, object] = {"websocket.http.response": {}}
    return {"type": "websocket", "path": path, "headers": [], "extensions": extensions}


def test_sockets_beyond_the_limit_are_refused_until_one_closes() -> None:
    async def ask() -> list[object]:
        may_close = asyncio.Event()
        answers: list[Message] = []

        async def held_open(scope: Scope, receive: Receive, send: Send) -> None:
            await send({"type": "websocket.accept"})
            await may_close.wait()

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            answers.append(message)

        limited = SocketLimit(held_open, most=1)
        first = asyncio.create_task(limited(scope_of("/dateline/follow"), receive, send))
        await asyncio.sleep(0)
        await limited(scope_of("/dateline/follow"), receive, send)
        may_close.set()
        await first
        await limited(scope_of("/dateline/follow"), receive, send)
        return [message.get("status", message["type"]) for message in answers]

    assert run_async(ask()) == [
        "websocket.accept",
        503,
        "websocket.http.response.body",
        "websocket.accept",
    ]


@pytest.mark.parametrize(("path", "status"), [("/dateline/follow", None), (STREAMLIT_SOCKET, 503)])
def test_a_limit_for_one_path_counts_no_other(path: str, status: int | None) -> None:
    answers: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        answers.append(message)

    run_async(SocketLimit(app, most=0, path=STREAMLIT_SOCKET)(scope_of(path), receive, send))
    assert answers[0].get("status") == status


def heard_by_app(
    path: str, times_s: Sequence[float], waits_s: list[float] | None = None
) -> tuple[list[str], list[Message]]:
    """What an app hears that answers each message, and what is sent, if one comes at each time.

    ``waits_s`` gets how long each waits that has to.
    """
    heard: list[str] = []
    sent: list[Message] = []
    times: Iterator[float] = iter((0.0, *times_s))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        while not heard or heard[-1] == "websocket.receive":
            heard.append((await receive())["type"])
            await send({"type": "websocket.send", "bytes": b"y"})

    async def receive() -> Message:
        is_over = sum(kind == "websocket.receive" for kind in heard) >= len(times_s)
        return {"type": "websocket.disconnect", "code": 1000} if is_over else RECEIVED

    async def send(message: Message) -> None:
        sent.append(message)

    async def wait(passed_s: float) -> None:
        if waits_s is not None:
            waits_s.append(passed_s)

    limited = MessageLimit(app, most=10, most_in_all=20, now=lambda: next(times), wait=wait)
    run_async(limited(scope_of(path), receive, send))
    return heard, sent


def test_a_flood_on_streamlits_socket_closes_it() -> None:
    heard, sent = heard_by_app(STREAMLIT_SOCKET, [0.0] * 100)
    assert heard == ["websocket.receive"] * 10 + ["websocket.disconnect"]
    # Nothing is sent after the end, which the server would take for a mistake.
    assert sent[-1] == {"type": "websocket.close", "code": 1008}
    assert len(sent) == 11


def test_as_many_messages_as_a_page_sends_pass() -> None:
    # Ten at once when it opens, then ten a second.
    times = [0.0] * 10 + [1 + number / 10 for number in range(50)]
    heard, sent = heard_by_app(STREAMLIT_SOCKET, times)
    assert heard.count("websocket.receive") == 60
    assert {message["type"] for message in sent} == {"websocket.send"}


def test_beyond_what_streamlit_may_work_in_all_messages_wait_their_turn() -> None:
    waits_s: list[float] = []
    heard, _ = heard_by_app(STREAMLIT_SOCKET, [0.0] * 4 + [0.3], waits_s)
    assert heard == ["websocket.receive"] * 5 + ["websocket.disconnect"]
    # Twenty a second: the fifth comes when the others have had their turn.
    assert waits_s == pytest.approx([0.05, 0.1, 0.15])


def test_limits_come_from_the_environment() -> None:
    assert limits_from_environment({"DATELINE_MAX_CONNECTIONS": ""}) == Limits()
    asked = {"DATELINE_MAX_CONNECTIONS": "5", "DATELINE_MAX_MESSAGES": "6", "DATELINE_TIMEOUT": "7"}
    assert limits_from_environment(asked) == Limits(connections=5, messages=6, timeout_s=7)


@pytest.mark.parametrize("asked", ["0", "-1", "many", "1.5"])
def test_a_limit_that_is_none_is_named(asked: str) -> None:
    message = f"^DATELINE_TIMEOUT: {asked} is not a whole number above 0$"
    with pytest.raises(ValueError, match=message):
        limits_from_environment({"DATELINE_TIMEOUT": asked})
