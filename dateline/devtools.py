"""Ask a page in a headless browser, over the DevTools protocol that Chrome and Chromium speak.

The browser has a profile of its own, which goes with it. What is waited for is an answer, never a
clock; ``LONGEST_S`` only ends what would never come.
"""

import json
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from dateline.browser import browser_arguments

STARTS_TRIED = 3
LONGEST_START_S = 60
LONGEST_S = 180
LONGEST_END_S = 10
_POLL_S = 0.05


class DevToolsError(Exception):
    """A browser that doesn't start, ends, or doesn't answer; the message says which in one line."""


class HeadlessPage:
    """One page of the browser; ``LONGEST_S`` after it was opened it answers nothing more."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._end = time.monotonic() + LONGEST_S
        self._asked = 0
        self._session = ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self._ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._ask("Inspector.enable")

    def go(self, address: str, *, width_px: int, height_px: int) -> None:
        """Load an address in a window of this size."""
        size = {"width": width_px, "height": height_px, "deviceScaleFactor": 1, "mobile": False}
        self._ask("Emulation.setDeviceMetricsOverride", **size)
        failure = self._ask("Page.navigate", url=address).get("errorText")
        if failure:
            raise DevToolsError(f"the page did not load: {failure}")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression; a promise is waited for."""
        answer = self._ask(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            thrown = answer["exceptionDetails"].get("exception", {})
            said = thrown.get("description", answer["exceptionDetails"]["text"])
            raise DevToolsError(f"the page failed: {said.splitlines()[0]}")
        return answer["result"].get("value")

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._asked += 1
        call = {"id": self._asked, "method": method, "params": parameters}
        if self._session:
            call["sessionId"] = self._session
        try:
            self._connection.send(json.dumps(call))
            while True:
                left_s = max(0.0, self._end - time.monotonic())
                answer = json.loads(self._connection.recv(timeout=left_s))
                if answer.get("method") == "Inspector.targetCrashed":
                    raise DevToolsError("the page crashed")
                if answer.get("id") == self._asked:
                    break
        except TimeoutError:
            raise DevToolsError(f"no answer within {LONGEST_S} seconds") from None
        except WebSocketException:
            raise DevToolsError("it ended before the page was there") from None
        if "error" in answer:
            raise DevToolsError(f"{method}: {answer['error']['message']}")
        return answer["result"]


@contextmanager
def headless_page(browser: str) -> Iterator[HeadlessPage]:
    """Start ``browser``, again where it doesn't start, and open a page in it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process, address = _start(browser, Path(folder))
        try:
            connection = connect(address, max_size=None, proxy=None, compression=None)
        except (OSError, WebSocketException) as error:
            _kill(process)
            raise DevToolsError(f"it took no connection: {error}") from None
        with connection:
            try:
                yield HeadlessPage(connection)
            finally:
                with suppress(OSError, WebSocketException):
                    connection.send(json.dumps({"id": 0, "method": "Browser.close"}))
                with suppress(subprocess.TimeoutExpired):
                    process.wait(LONGEST_END_S)
                _kill(process)


def _start(browser: str, folder: Path) -> tuple["subprocess.Popen[bytes]", str]:
    """Start the browser; return it with the address that it listens at."""
    reason = ""
    for number in range(STARTS_TRIED):
        profile = folder / str(number)
        profile.mkdir()
        said = profile / "said.txt"
        command = [browser, "--headless", *browser_arguments(), "--hide-scrollbars"]
        command += [f"--user-data-dir={profile}", "--remote-debugging-port=0", "about:blank"]
        with said.open("wb") as errors:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        port = profile / "DevToolsActivePort"
        end = time.monotonic() + LONGEST_START_S
        while process.poll() is None and time.monotonic() < end:
            lines = port.read_text(encoding="utf-8").split("\n") if port.is_file() else []
            if len(lines) == 2:
                return process, f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            time.sleep(_POLL_S)
        _kill(process)
        reason = _last_words(said) or f"it ended with code {process.returncode}"
    raise DevToolsError(f"it did not start, tried {STARTS_TRIED} times: {reason}")


def _last_words(said: Path) -> str:
    """The last line of a log that isn't about D-Bus, which a headless browser does without."""
    lines = said.read_text(encoding="utf-8", errors="replace").splitlines()
    kept = [line.strip() for line in lines if line.strip() and "dbus" not in line.lower()]
    return kept[-1].rpartition(")] ")[2] if kept else ""


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a browser that hasn't ended."""
    process.kill()
    process.wait()
