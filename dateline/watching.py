"""When a story's files change, however an editor writes them. Knows nothing of what they hold.

The files are checked from time to time: that works on every disk, also where the system reports
no changes (a network drive, a link to a file elsewhere), and four files cost microseconds.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from dateline.reading import FILES

# An editor may write a file in steps: what has just changed is read when it has settled.
SETTLE_S = 0.05
LONGEST_SETTLE_S = 0.5
CHECK_EVERY_S = 0.25

FileStamp = tuple[int, int, int, int] | None
Stamp = tuple[FileStamp, ...]


def files_stamp(folder: Path) -> Stamp:
    """Changes whenever one of the story's files is written, replaced, made or removed.

    Also when a file becomes readable, or an edit gives it back its old time.
    """
    return tuple(file_stamp(folder / file) for file in FILES)


def settled_stamp(folder: Path, stamp: Stamp) -> Stamp:
    """Wait until nothing changes for a moment; the stamp of the files then."""
    end = time.monotonic() + LONGEST_SETTLE_S
    while time.monotonic() < end:
        time.sleep(SETTLE_S)
        later = files_stamp(folder)
        if later == stamp:
            break
        stamp = later
    return stamp


def each_version(folder: Path) -> Iterator[None]:
    """Yield at once, then after each change of the story's files; Ctrl+C raises as everywhere.

    A change that comes while the loop's body runs is yielded next.
    """
    stamp = files_stamp(folder)
    while True:
        yield
        while (later := files_stamp(folder)) == stamp:
            time.sleep(CHECK_EVERY_S)
        stamp = settled_stamp(folder, later)


def file_stamp(path: Path) -> FileStamp:
    """Changes whenever the file does; None where it can't be read."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
