"""Ask an app of this process, without a server."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

from tests.event_loop import run_async


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def json(self) -> Any:
        return json.loads(self.body)


def get(app: ASGIApp, address: str, **headers: str) -> Answered:
    """The answer to one request for a path with its query."""
    path, _, query = address.partition("?")
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def ask() -> None:
        await app(scope, receive, send)

    run_async(ask())
    start, *rest = sent
    body = b"".join(message.get("body", b"") for message in rest)
    return Answered(start["status"], Headers(raw=start["headers"]), body)
