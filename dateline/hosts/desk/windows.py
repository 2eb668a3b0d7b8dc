"""The open windows of one desk: each has a socket, and all of them get every change.

One thread runs the commands of all windows one after the other, and looks at the files in between.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.websockets import WebSocket, WebSocketDisconnect

from dateline.hosts.desk.changes import View, change_between
from dateline.hosts.following import LONGEST_SEND_S
from dateline.page.json_text import script_json

WATCH_EVERY_S = 0.4
_OWN_FAULT = "That did not work, by a fault of Dateline itself; the terminal says which"
_LOG = logging.getLogger(__name__)

Message = Mapping[str, Any]


class Model(Protocol):
    """What the desk writes a story with; see ``dateline.desk.Desk``."""

    def view(self) -> dict[str, Any]: ...

    def do(self, command: Message) -> dict[str, Any]: ...

    def refresh(self) -> bool: ...


# A command that only reads, and that a window may wait for while others are carried out.
Service = Callable[[Message], Awaitable[dict[str, Any]]]


@dataclass(slots=True, eq=False)
class _Window:
    """A socket, and what it has still to be sent: a slow window keeps nobody waiting."""

    socket: WebSocket
    waiting: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def send_all(self) -> None:
        while True:
            text = await self.waiting.get()
            try:
                await asyncio.wait_for(self.socket.send_text(text), LONGEST_SEND_S)
            except (WebSocketDisconnect, RuntimeError, TimeoutError):
                return


class Windows:
    """Serves the sockets. ``services`` are the commands that are not the model's, by name."""

    def __init__(
        self, desk: Model, services: Mapping[str, Service], *, watch_every_s: float = WATCH_EVERY_S
    ) -> None:
        self._desk = desk
        self._services = services
        self._watch_every_s = watch_every_s
        self._view: View = {}
        self._windows: set[_Window] = set()
        # The loop keeps only weak references to its tasks.
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_watching = False
        self._turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")

    async def serve(self, socket: WebSocket) -> None:
        """Send the view, then carry out what the window sends, until it disconnects."""
        await socket.accept()
        window = _Window(socket)
        await self._join(window)
        sender = self._start(window.send_all())
        if not self._is_watching:
            self._is_watching = True
            self._start(self._watch())
        try:
            while True:
                await self._receive(window, await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError, KeyError):
            pass
        finally:
            self._windows.discard(window)
            sender.cancel()

    async def _join(self, window: _Window) -> None:
        async with self._turn:
            change, _ = await self._in_thread(self._desk.refresh)
            self._send_all(change)
            self._windows.add(window)
            window.waiting.put_nowait(script_json({"view": self._view}))

    async def _receive(self, window: _Window, text: str) -> None:
        command = _command_in(text)
        if command is None:
            window.waiting.put_nowait(script_json({"error": "That is no command"}))
        elif command.get("do") in self._services:
            self._start(self._serve(window, command))
        else:
            await self._do(window, command)

    async def _do(self, window: _Window, command: Message) -> None:
        async with self._turn:
            # What two windows write into one cell is shown in both.
            told = {**command, "window": str(id(window))}
            change, answer = await self._in_thread(lambda: self._desk.do(told))
            self._send_all(change)
            window.waiting.put_nowait(_answer(command, answer))

    async def _serve(self, window: _Window, command: Message) -> None:
        try:
            answer = await self._services[command["do"]](command)
        except Exception:
            _LOG.exception("cannot %s", command["do"])
            answer = {"error": _OWN_FAULT}
        window.waiting.put_nowait(_answer(command, answer))

    async def _in_thread(self, run: Callable[[], Any]) -> tuple[str, Any]:
        """The change that this made, as its message or "", and what it returned."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, run)

    def _run(self, run: Callable[[], Any]) -> tuple[str, Any]:
        try:
            done = run()
        except Exception:
            _LOG.exception("the desk cannot carry this out")
            done = {"error": _OWN_FAULT}
        view = self._desk.view()
        change = change_between(self._view, view)
        self._view = view
        return script_json({"change": change}) if change else "", done

    def _send_all(self, change: str) -> None:
        for window in self._windows if change else ():
            window.waiting.put_nowait(change)

    async def _watch(self) -> None:
        """Take in what others write to the files, as long as a window is open."""
        while self._windows:
            await asyncio.sleep(self._watch_every_s)
            async with self._turn:
                if await self._is_touched():
                    self._send_all((await self._in_thread(lambda: None))[0])
        self._is_watching = False

    async def _is_touched(self) -> bool:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._desk.refresh)
        except Exception:
            _LOG.exception("the desk cannot take in what changed")
            return False

    def _start(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _command_in(text: str) -> Message | None:
    """None for what no page of ours sends."""
    try:
        command = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_command = isinstance(command, dict) and isinstance(command.get("do"), str)
    return command if is_command and isinstance(command.get("n"), int) else None


def _answer(command: Message, answer: Message) -> str:
    return script_json({"n": command["n"], **answer})
