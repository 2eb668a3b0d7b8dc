"""Pages that follow a story: each has a socket, on which it gets a message when something changes.

A socket and not one long response: a browser opens only six of those to a host, so the seventh
window would never load. A proxy that lets Streamlit's own socket through lets this one through too
and buffers nothing, and the server closes it when it shuts down.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from dateline.faults import log_fault

# Proxies close a connection that is idle for a minute, and a page whose machine has slept notices
# the silence.
HEARTBEAT_S = 25.0
# A page that does not take a message for this long is disconnected; it connects again.
LONGEST_SEND_S = 10.0


@dataclass(slots=True, eq=False)
class _Watch:
    """The pages that follow one story, and the last message sent to them."""

    last_message: str
    sockets: set[WebSocket] = field(default_factory=set)


class Following:
    """Serves the sockets. However many follow a story, its files are checked once.

    ``message_of`` returns the message about the story with a slug, None if there is none; it is
    called every ``every_s`` seconds while a page follows.
    """

    def __init__(
        self, message_of: Callable[[str], Awaitable[str | None]], *, every_s: float
    ) -> None:
        self._message_of = message_of
        self._every_s = every_s
        self._watches: dict[str, _Watch] = {}
        # The loop keeps only weak references to its tasks.
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self, socket: WebSocket, slug: str) -> None:
        """Send the page the message now and after each change, until it disconnects."""
        message = await self._message_of(slug)
        if message is None:
            await socket.close()
            return
        await socket.accept()
        watch = self._watches.get(slug)
        if watch is None:
            watch = self._watches[slug] = _Watch(message)
            task = asyncio.create_task(self._keep_watch(slug, watch))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        watch.sockets.add(socket)
        try:
            await socket.send_text(watch.last_message)
            # A page sends nothing: this waits until it disconnects, and ends who is no page.
            await socket.receive_text()
            await socket.close()
        except (WebSocketDisconnect, RuntimeError, KeyError):
            pass
        finally:
            watch.sockets.discard(socket)

    async def _keep_watch(self, slug: str, watch: _Watch) -> None:
        sent_at = time.monotonic()
        while True:
            await asyncio.sleep(self._every_s)
            if not watch.sockets:
                # Nothing is awaited between this check and the end: no page can join in between.
                del self._watches[slug]
                return
            try:
                message = await self._message_of(slug)
            except Exception as error:
                log_fault(slug, "following it", error)
                continue
            if message is not None and message != watch.last_message:
                watch.last_message = message
            elif time.monotonic() - sent_at >= HEARTBEAT_S:
                message = ""
            else:
                continue
            sent_at = time.monotonic()
            await asyncio.gather(*(_send(socket, message, watch) for socket in watch.sockets))


async def _send(socket: WebSocket, message: str, watch: _Watch) -> None:
    try:
        await asyncio.wait_for(socket.send_text(message), LONGEST_SEND_S)
    except (WebSocketDisconnect, RuntimeError, TimeoutError):
        watch.sockets.discard(socket)
