"""Sockets beyond what one process holds are refused with a word on when to come again."""

import asyncio
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from dateline.hosts.access import SocketLimit
from tests.event_loop import run_async

SCOPE: Scope = {
    "type": "websocket",
    "path": "/dateline/follow",
    "headers": [],
    "extensions": {"websocket.http.response": {}},
}


def test_sockets_beyond_the_limit_are_refused_until_one_closes() -> None:
    async def ask() -> list[Any]:
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
        first = asyncio.create_task(limited(SCOPE, receive, send))
        await asyncio.sleep(0)
        await limited(SCOPE, receive, send)
        may_close.set()
        await first
        await limited(SCOPE, receive, send)
        return [message.get("status", message["type"]) for message in answers]

    assert run_async(ask()) == [
        "websocket.accept",
        503,
        "websocket.http.response.body",
        "websocket.accept",
    ]
