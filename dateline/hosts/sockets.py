"""Sockets: how many are open, and how much is said on Streamlit's."""

import time
from collections.abc import Callable

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

    Each may run the script: a page sends a few when it opens, and hardly any later.
    """

    def __init__(
        self, app: ASGIApp, *, most: int, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.app = app
        self.most = most
        self.now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket" or not scope["path"].endswith(STREAMLIT_SOCKET):
            await self.app(scope, receive, send)
            return
        # So many more may come now: it grows with time, up to those of one second.
        left, at, is_closed = float(self.most), self.now(), False

        async def receive_some() -> Message:
            nonlocal left, at, is_closed
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            now = self.now()
            left, at = min(self.most, left + (now - at) * self.most) - 1, now
            if left >= 0:
                return message
            is_closed = True
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

        async def send_until_closed(message: Message) -> None:
            # What the script still has to say is said to nobody.
            if not is_closed:
                await send(message)

        await self.app(scope, receive_some, send_until_closed)
