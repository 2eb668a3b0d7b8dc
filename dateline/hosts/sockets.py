"""Sockets: how many are open, and how much is said on Streamlit's."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

STREAMLIT_SOCKET = "/_stcore/stream"
# Whoever opened the socket broke a rule.
POLICY_VIOLATION = 1008


def too_many() -> PlainTextResponse:
    """The answer beyond the connections that one process holds."""
    headers = {"retry-after": "30", "connection": "close"}
    return PlainTextResponse("Too many connections", 503, headers)


class SocketLimit:
    """Answers 503 for a socket beyond the ``most`` that are open: each takes memory and files.

    ``path``: how those that count end, "" for all.
    """

    def __init__(self, app: ASGIApp, *, most: int, path: str = "") -> None:
        self.app = app
        self.most = most
        self.path = path
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or not scope["path"].endswith(self.path):
            await self.app(scope, receive, send)
        elif self._open >= self.most:
            await WebSocket(scope, receive, send).send_denial_response(too_many())
        else:
            self._open += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self._open -= 1


class MessageLimit:
    """Closes one of Streamlit's sockets on which more than ``most`` messages a second arrive.

    Each may run the script: a page sends a few when it opens, and hardly any later. Of all such
    sockets together, ``most_in_all`` are opened or heard a second, and the others wait: a crowd
    that has Streamlit work leaves the server time for its readers.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        most: int,
        most_in_all: int,
        now: Callable[[], float] = time.monotonic,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.app = app
        self.most = most
        self.interval_s = 1 / most_in_all
        self.now = now
        self.wait = wait
        self._next_turn = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAMLIT_SOCKET):
            await self.app(scope, receive, send)
            return
        # So many more may come now: it grows with time, up to those of one second.
        left, at, is_closed = float(self.most), self.now(), False

        async def receive_some() -> Message:
            nonlocal left, at, is_closed
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return message
            now = self.now()
            if message["type"] == "websocket.receive":
                left, at = min(self.most, left + (now - at) * self.most) - 1, now
            if left >= 0:
                await self._turn(now)
                return message
            is_closed = True
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

        async def send_until_closed(message: Message) -> None:
            # What the script still has to say is said to nobody.
            if not is_closed:
                await send(message)

        await self.app(scope, receive_some, send_until_closed)

    async def _turn(self, now: float) -> None:
        turn = max(self._next_turn, now)
        self._next_turn = turn + self.interval_s
        if turn > now:
            await self.wait(turn - now)
