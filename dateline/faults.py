"""One line in the log for each fault of Dateline's own, for who runs it.

A line names the story and the place in the code. It holds nothing of a reader's: neither who asked,
nor what for, nor the error's own words, which may repeat it.
"""

import logging
import traceback
from pathlib import Path

_PACKAGE = Path(__file__).parent
_MOST_PLACES = 6
_LOG = logging.getLogger("dateline")


def log_fault(story: str, task: str, error: BaseException) -> None:
    """Log that a ``task`` for a story, "" for none, failed."""
    name = type(error).__name__
    _LOG.error("story %s: %s failed: %s at %s", story or "-", task, name, _places(error))


def log_problems(story: str, count: int, first: str) -> None:
    """Log that a story's files have problems now."""
    many = f"{count} problem{'s' * (count != 1)}"
    _LOG.warning("story %s: %s in its files, the first: %s", story, many, " ".join(first.split()))


def _places(error: BaseException) -> str:
    """Where it was raised, then our own lines that led there, the nearest first."""
    frames = traceback.extract_tb(error.__traceback__)[::-1]
    ours = [frame for frame in frames[1:] if Path(frame.filename).is_relative_to(_PACKAGE)]
    return " < ".join(_place(frame) for frame in [*frames[:1], *ours][:_MOST_PLACES])


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    short = path.relative_to(_PACKAGE) if path.is_relative_to(_PACKAGE) else Path(path.name)
    return f"{short.as_posix()}:{frame.lineno}"
