"""A browser that cannot hang the bench: one that takes too long is ended, and begun anew."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from playwright.sync_api import Browser, Error, Playwright

from scripts.browser import browser_arguments, install

LONGEST_STEP_S = 60
# No name but our own address is found: what a page asks of other machines fails at once, without
# the delay of a page whose every request is looked at.
NO_OTHER_MACHINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


class HinderedError(Exception):
    """A step that took too long, or a page that ended; the message is what the table says."""


class Browsing:
    """One browser for all visits; ``step`` ends it by its id where a step takes too long."""

    def __init__(self, playwright: Playwright, longest_step_s: float = LONGEST_STEP_S) -> None:
        self.longest_step_s = longest_step_s
        self._playwright = playwright
        self._path = install()
        self._begin()

    def __enter__(self) -> "Browsing":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(Error):
            self.browser.close()

    def begin_anew(self) -> None:
        """After a step that was hindered."""
        with contextlib.suppress(Error), self.step(10):
            self.browser.close()
        self._begin()

    @contextmanager
    def step(self, longest_s: float | None = None, *, grace_s: float = 0) -> Iterator[None]:
        """Raise ``HinderedError`` for what takes too long, and for any error of the browser.

        ``grace_s``: so much longer is waited for a page that ends the step itself.
        """
        longest_s = longest_s or self.longest_step_s
        is_over = threading.Event()

        def end() -> None:
            is_over.set()
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process, getattr(signal, "SIGKILL", signal.SIGTERM))

        timer = threading.Timer(longest_s + grace_s, end)
        timer.start()
        try:
            yield
        except Error as error:
            first = str(error).strip().splitlines()[0].removeprefix("Page.evaluate: ")
            raise HinderedError(
                f"over {longest_s:.0f} s" if is_over.is_set() else first[:100]
            ) from error
        finally:
            timer.cancel()

    def _begin(self) -> None:
        arguments = [*browser_arguments(), NO_OTHER_MACHINE]
        self.browser: Browser = self._playwright.chromium.launch(
            executable_path=self._path, args=arguments
        )
        session = self.browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        self._process = next(int(one["id"]) for one in processes if one["type"] == "browser")
