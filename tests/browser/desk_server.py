"""A desk in this process: the host's own routes, on a port of its own, for a story's folder."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from dateline.desk import Desk
from dateline.hosts.desk.routes import DeskRoutes
from scripts.server import kept_port


@contextmanager
def served_desk(folder: Path) -> Iterator[str]:
    """The address of the desk of the story in ``folder``."""
    app = Starlette(routes=DeskRoutes(Desk.open(folder), folder).routes())
    port = kept_port()
    # Nothing but sockets of windows that are closed keeps it from ending.
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="warning", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    begun = threading.Event()

    async def serve() -> None:
        task = asyncio.create_task(server.serve())
        while not server.started and not task.done():
            await asyncio.sleep(0.01)
        begun.set()
        await task

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    begun.wait()
    try:
        yield f"http://127.0.0.1:{port}/desk"
    finally:
        server.should_exit = True
        thread.join()
