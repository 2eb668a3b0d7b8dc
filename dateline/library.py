"""Story folders as a server needs them: each read once a version of its files, for all readers.

A broken edit leaves the last good story in place, with what is wrong beside it. Nobody is told of
a change: whoever asks finds it, and asking often costs little.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dateline.page import make_page
from dateline.reading import ARTICLE_FILE, load_story
from dateline.story import SCHEMAS, Problem, Story, StoryError, slug

FILES = (ARTICLE_FILE, *(schema.file for schema in SCHEMAS))
# Readers ask each second: the files are looked at no more often than this, however many ask.
LOOK_EVERY_S = 0.4
# An editor may write a file in steps: what has just changed is read when it has settled.
SETTLE_S = 0.05
LONGEST_SETTLE_S = 0.5

Stamp = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One good version of a story, and the page that it makes."""

    story: Story
    page: Mapping[str, Any]

    @property
    def version(self) -> str:
        return str(self.page["version"])


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers see now: the last good edition, if any, and what is wrong with the files."""

    edition: Edition | None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True, eq=False)
class Shelf:
    """One story's folder, watched. Safe to ask from any thread."""

    folder: Path
    slug: str = ""
    _now: Shown = field(default_factory=lambda: Shown(None))
    _stamp: Stamp | None = None
    _looked: float = float("-inf")
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_due(self) -> bool:
        """Whether the next ``look`` goes to the disk."""
        return time.monotonic() - self._looked >= LOOK_EVERY_S

    @property
    def now(self) -> Shown:
        """What the last look found, at once."""
        return self._now

    def look(self) -> Shown:
        """What the files hold now; at most ``LOOK_EVERY_S`` old."""
        # While another reads a new version, the last one is good enough, if there is one.
        if self._lock.acquire(blocking=self._stamp is None):
            try:
                if self.is_due:
                    self._read()
                    self._looked = time.monotonic()
            finally:
                self._lock.release()
        return self._now

    def _read(self) -> None:
        stamp = files_stamp(self.folder)
        if stamp == self._stamp:
            return
        if self._stamp is not None:
            stamp = _settled(self.folder, stamp)
        try:
            story = load_story(self.folder)
            self._now = Shown(Edition(story, make_page(story, slug=self.slug)))
        except StoryError as error:
            self._now = Shown(self._now.edition, error.problems)
        self._stamp = stamp


class Library:
    """A folder that is one story (it holds article.md), or a folder of such folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_one_story = (folder / ARTICLE_FILE).exists() or not _story_folders(folder)
        self._all: dict[Path, Shelf] = {}
        self._listed: dict[str, Shelf] = {}
        self._listed_at = float("-inf")
        self._lock = threading.Lock()

    def shelves(self) -> dict[str, Shelf]:
        """Each story by the slug of its folder, in the order of the folders' names.

        Of one story the slug is "". A slug that two folders share goes to the first of them.
        """
        with self._lock:
            if time.monotonic() - self._listed_at >= LOOK_EVERY_S:
                self._listed = self._list()
                self._listed_at = time.monotonic()
            return self._listed

    def find(self, name: str) -> Shelf | None:
        """The story of that slug; any name finds a library's only story."""
        return self.shelves().get("" if self.is_one_story else name)

    def _list(self) -> dict[str, Shelf]:
        if self.is_one_story:
            return {"": self._all.setdefault(self.folder, Shelf(self.folder))}
        found: dict[str, Shelf] = {}
        for folder in _story_folders(self.folder):
            name = slug(folder.name)
            if name and name not in found:
                found[name] = self._all.setdefault(folder, Shelf(folder, name))
        return found


@cache
def open_library(folder: Path) -> Library:
    """The one ``Library`` of that folder in this process."""
    return Library(folder)


def _story_folders(folder: Path) -> list[Path]:
    try:
        return sorted(found.parent for found in folder.glob(f"*/{ARTICLE_FILE}"))
    except OSError:
        return []


def files_stamp(folder: Path) -> Stamp:
    """Changes whenever a file is written, replaced, made or removed."""
    return tuple(_file_stamp(folder / file) for file in FILES)


def _file_stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _settled(folder: Path, stamp: Stamp, sleep: Callable[[float], None] = time.sleep) -> Stamp:
    end = time.monotonic() + LONGEST_SETTLE_S
    while time.monotonic() < end:
        sleep(SETTLE_S)
        later = files_stamp(folder)
        if later == stamp:
            break
        stamp = later
    return stamp
