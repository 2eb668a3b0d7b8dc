"""What a long piece of work is at, for whoever waits for it: on a page or at a terminal.

Work that can be long takes a ``Progress`` and calls it at each stage; without one it costs nothing.
"""

import threading
import time
from collections.abc import Iterable, Iterator
from typing import Protocol, TextIO, TypeVar

# Below this nobody feels that they wait, and words that flash by are only noise.
WAIT_S = 0.5
# Between two calls within a stage; a call costs about as much as a row.
ROWS_A_CALL = 500
# Between two changes of a terminal's line; more cannot be read.
_LINE_EVERY_S = 0.1
_CLEAR_LINE = "\r\x1b[K"

Row = TypeVar("Row")


class Progress(Protocol):
    """Called when a stage begins, and within it with how many of how many rows are done.

    ``total`` 0: the stage has no parts that could be counted. Called in the thread that works.
    """

    def __call__(self, stage: str, done: int = 0, total: int = 0, /) -> None: ...


def counted(
    rows: Iterable[Row], total: int, stage: str, progress: Progress | None
) -> Iterable[Row]:
    """The rows, reporting the number taken to ``progress``; without one, ``rows`` itself."""
    return rows if progress is None else _counted(rows, total, stage, progress)


def _counted(rows: Iterable[Row], total: int, stage: str, progress: Progress) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if done % ROWS_A_CALL == 0:
            progress(stage, done, total)
        yield row
    progress(stage, total, total)


def in_words(stage: str, done: int = 0, total: int = 0) -> str:
    """One line: "reading events.csv … 40,000 of 100,000 rows (40 %)"."""
    if not total:
        return f"{stage} …"
    return f"{stage} … {done:,} of {total:,} rows ({100 * done // total} %)"


class ProgressPrinter:
    """A ``Progress`` that says on ``stream`` what is being done, once it has lasted ``WAIT_S``.

    On a terminal one line that changes and is gone at the end; elsewhere a line for each stage.
    Used as a context: nothing is said after its end.
    """

    def __init__(self, stream: TextIO, *, after_s: float = WAIT_S) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._at: tuple[str, int, int] = ("", 0, 0)
        self._said = ""
        self._said_at = 0.0
        self._lock = threading.Lock()
        self._is_due = after_s <= 0
        self._is_over = False
        # A timer also names stages that report no progress.
        self._timer = threading.Timer(after_s, self._begin)
        self._timer.daemon = True

    def __enter__(self) -> "ProgressPrinter":
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._said and self._is_terminal:
                self._write(_CLEAR_LINE)

    def __call__(self, stage: str, done: int = 0, total: int = 0, /) -> None:
        with self._lock:
            self._at = (stage, done, total)
            if self._is_due:
                self._say()

    def _begin(self) -> None:
        with self._lock:
            self._is_due = True
            if self._at[0]:
                self._say()

    def _say(self) -> None:
        stage, done, total = self._at
        if self._is_over:
            return
        if not self._is_terminal:
            if stage != self._said:
                self._said = stage
                self._write(f"{in_words(stage, done, total)}\n")
            return
        if stage == self._said and time.monotonic() - self._said_at < _LINE_EVERY_S:
            return
        self._said, self._said_at = stage, time.monotonic()
        self._write(f"{_CLEAR_LINE}{in_words(stage, done, total)}")

    def _write(self, words: str) -> None:
        self._stream.write(words)
        self._stream.flush()
