"""The connections of one process: not too many, and none that is held for nothing.

The server, uvicorn, ends a connection that says nothing between two requests. Whoever sends a
request byte by byte, or none, or never reads an answer, would keep one for ever.
"""

from asyncio import AbstractEventLoop, Transport
from functools import partial
from typing import Any

import h11
from starlette.types import Receive, Scope, Send
from uvicorn.config import HTTP_PROTOCOLS, Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from dateline.hosts.limits import Limits
from dateline.hosts.reader_notices import ReaderNotices
from dateline.hosts.sockets import too_many

# How often one is looked at within the time that it has.
_LOOKS = 4
# For each so many that are answered, one more is answered 503; others get no answer at all.
_BEYOND = 4


class LimitedProtocol(H11Protocol):
    """One connection, from its begin to its end, also after it has become a socket."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
        *,
        limits: Limits,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.limits = limits
        self._is_beyond = False
        self._awaited_since = 0.0  # the request
        self._unsent_bytes = 0
        self._unsent_since = 0.0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        count, most = len(self.connections), self.limits.connections
        if count > most + max(1, most // _BEYOND):
            transport.abort()
            return
        if count > most:
            self._is_beyond = True
            self.app = _TOO_MANY
        self._awaited_since = self._unsent_since = self.loop.time()
        self._look_again()

    def on_response_complete(self) -> None:
        self._awaited_since = self.loop.time()
        if self.conn.their_state is h11.SEND_BODY:
            # Answered before it was whole: nobody wants the rest.
            self.transport.close()
        super().on_response_complete()

    def resume_writing(self) -> None:
        self._unsent_since = self.loop.time()
        super().resume_writing()

    def _should_upgrade(self) -> bool:
        return not self._is_beyond and super()._should_upgrade()

    def _look_again(self) -> None:
        self.loop.call_later(self.limits.timeout_s / _LOOKS, self._look)

    def _look(self) -> None:
        unsent = self.transport.get_write_buffer_size()
        if self.transport.is_closing() and not unsent:
            return
        now = self.loop.time()
        if not unsent or unsent < self._unsent_bytes:
            self._unsent_since = now
        self._unsent_bytes = unsent
        since = min(self._unsent_since, self._awaited_since if self._is_awaiting() else now)
        if now - since > self.limits.timeout_s:
            self.transport.abort()
        else:
            self._look_again()

    def _is_awaiting(self) -> bool:
        """Whether the next request, or the rest of one, is still to come."""
        is_socket = self.transport.get_protocol() is not self
        return not is_socket and self.conn.their_state in (h11.IDLE, h11.SEND_BODY)


def limit_connections(limits: Limits) -> None:
    """Have the server that is started next in this process keep the limits."""
    limited: Any = partial(LimitedProtocol, limits=limits)
    HTTP_PROTOCOLS["auto"] = limited


async def _too_many(scope: Scope, receive: Receive, send: Send) -> None:
    await too_many()(scope, receive, send)


_TOO_MANY = ReaderNotices(_too_many)
