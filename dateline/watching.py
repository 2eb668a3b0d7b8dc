"""When a story's files change, however an editor writes them. Knows nothing of what they hold."""

from collections.abc import Iterator
from pathlib import Path

from watchfiles import watch

from dateline.library import files_stamp
from dateline.reading import FILES

# Where the system tells nothing (a network drive, a link to a file elsewhere) the files are
# looked at this often.
LOOK_EVERY_MS = 500
# Editors write a file in steps: what comes within this is one change.
SETTLE_MS = 50


def each_version(folder: Path) -> Iterator[None]:
    """Yield at once, then after each change of the story's files; Ctrl+C raises as everywhere.

    A change that comes while the loop's body runs is yielded next. Temporary files beside them,
    which editors write first and rename, are no change; the rename is.
    """
    stamp = files_stamp(folder)
    yield
    for _ in watch(
        folder,
        watch_filter=lambda _, path: Path(path).name in FILES,
        step=SETTLE_MS,
        rust_timeout=LOOK_EVERY_MS,
        yield_on_timeout=True,
        recursive=False,
    ):
        later = files_stamp(folder)
        if later != stamp:
            stamp = later
            yield
