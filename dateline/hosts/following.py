"""Pages that follow a story: each has a socket, on which it is told when something has changed.

A socket, and not one long answer: of those a browser opens six at a time to a host, so that the
seventh window would never load; what lets Streamlit's own socket through lets this one through, and
holds nothing back; and the server closes it when it is asked to end.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.websockets import WebSocket, WebSocketDisconnect

# Proxies cut a connection on which nothing is said for a minute, and a page whose machine has
# slept finds out by the silence.
HEARTBEAT_S = 25.0
# Who does not take a message for so long is cut off, and comes again.
LONGEST_SEND_S = 10.0
_LOG = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Watch:
    """The pages that follow one story, and what they were told last."""

    last: str
    sockets: set[WebSocket] = field(default_factory=set)


class Following:
    """Serves the sockets. However many follow a story, its files are looked at once.

    ``tell`` gives what is to be told of the story of a slug, None for no such story; it is asked
    every ``every_s`` while somebody follows.
    """

    def __init__(self, tell: Callable[[str], Awaitable[str | None]], *, every_s: float) -> None:
        self._tell = tell
        self._every_s = every_s
        self._watches: dict[str, _Watch] = {}
        # The loop keeps only weak references to its tasks.
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self, socket: WebSocket, slug: str) -> None:
        """Tell the page at once where its story is, and again with each change, until it goes."""
        said = await self._tell(slug)
        if said is None or _is_foreign(socket):
            await socket.close()
            return
        await socket.accept()
        watch = self._watches.get(slug)
        if watch is None:
            watch = self._watches[slug] = _Watch(said)
            task = asyncio.create_task(self._keep_watch(slug, watch))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        watch.sockets.add(socket)
        try:
            await socket.send_text(watch.last)
            while True:  # A page says nothing: this waits until it goes.
                await socket.receive_text()
        except (WebSocketDisconnect, RuntimeError, KeyError):
            pass
        finally:
            watch.sockets.discard(socket)

    async def _keep_watch(self, slug: str, watch: _Watch) -> None:
        spoke = time.monotonic()
        while True:
            await asyncio.sleep(self._every_s)
            if not watch.sockets:
                # No pause between this look and the leaving: nobody can come in between.
                del self._watches[slug]
                return
            try:
                said = await self._tell(slug)
            except Exception:
                _LOG.exception("what is told of %s cannot be made", slug or "the story")
                continue
            if said is not None and said != watch.last:
                watch.last = said
            elif time.monotonic() - spoke >= HEARTBEAT_S:
                said = ""
            else:
                continue
            spoke = time.monotonic()
            await asyncio.gather(*(_send(socket, said, watch) for socket in watch.sockets))


async def _send(socket: WebSocket, said: str, watch: _Watch) -> None:
    try:
        await asyncio.wait_for(socket.send_text(said), LONGEST_SEND_S)
    except (WebSocketDisconnect, RuntimeError, TimeoutError):
        watch.sockets.discard(socket)


def _is_foreign(socket: WebSocket) -> bool:
    """Whether another site's page asks: browsers let any page open a socket to anywhere."""
    origin = socket.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != socket.headers.get("host")
