"""Files that are made on request, one after the other, beside the pages and not in their way."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor

# A file of a great story takes seconds: with more at once the pages would wait for them.
_AT_ONCE = 1
MOST_WAITING = 8
_KEPT_BYTES = 64_000_000


class TooMany(Exception):
    """More files are being made already than anybody would wait for."""


class FileMaker:
    """Makes each file once, however many ask for it, and keeps the newest as long as they fit.

    All of it happens on the event loop, except for the making itself.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="download")
        self._kept: dict[Hashable, bytes] = {}
        self._in_hand: dict[Hashable, asyncio.Future[bytes]] = {}

    async def file(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The file of this key, which names all that it depends on.

        Raise ``TooMany``, or what ``make`` raises.
        """
        if key in self._kept:
            return self._kept[key]
        if key not in self._in_hand:
            if len(self._in_hand) >= MOST_WAITING:
                raise TooMany
            made = asyncio.get_running_loop().run_in_executor(self._threads, make)
            self._in_hand[key] = made
            made.add_done_callback(lambda done: self._finish(key, done))
        # Shielded: others may be waiting for the same file.
        return await asyncio.shield(self._in_hand[key])

    def _finish(self, key: Hashable, made: asyncio.Future[bytes]) -> None:
        del self._in_hand[key]
        if made.cancelled() or made.exception():
            return
        self._kept[key] = made.result()
        while sum(map(len, self._kept.values())) > _KEPT_BYTES:
            del self._kept[next(iter(self._kept))]
