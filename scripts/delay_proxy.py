"""A proxy on 127.0.0.1 that passes bytes on after a delay, to stand in for a slow network."""

import asyncio
import contextlib
import threading
from types import TracebackType


class DelayProxy:
    """Forward a free port of 127.0.0.1 to ``target_port``, each way late by half a round trip.

    The delay can be changed while it runs; order is kept and throughput is not limited.
    """

    def __init__(self, target_port: int, round_trip_s: float) -> None:
        self.round_trip_s = round_trip_s
        self.port = 0
        self._target_port = target_port
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "DelayProxy":
        self._thread.start()
        if not self._ready.wait(90):
            raise RuntimeError("the delaying proxy did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        for writer in self._writers:
            writer.transport.abort()
        self._loop.run_until_complete(asyncio.sleep(0.05))  # Lets the sockets close.
        self._loop.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there = await asyncio.open_connection("127.0.0.1", self._target_port)
        except OSError:
            writer.close()  # The server is down: the client sees a closed connection.
            return
        self._writers |= {writer, there[1]}
        # The end of the proxy cancels what is under way; that is no error.
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(self._pass_on(reader, there[1]), self._pass_on(there[0], writer))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read at once, write when due: a queue keeps the order."""
        due: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def read() -> None:
            chunk = b"-"
            while chunk:
                try:
                    chunk = await reader.read(65536)
                except OSError:
                    chunk = b""
                due.put_nowait((self._loop.time() + self.round_trip_s / 2, chunk))

        async def write() -> None:
            while True:
                at, chunk = await due.get()
                await asyncio.sleep(max(0.0, at - self._loop.time()))
                if not chunk:
                    break
                try:
                    writer.write(chunk)
                    await writer.drain()
                except OSError:
                    break
            writer.close()

        await asyncio.gather(read(), write())
