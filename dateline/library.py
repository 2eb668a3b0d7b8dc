"""Story folders as a server needs them: each read once a version of its files, for all readers.

A broken edit leaves the last good story in place, with what is wrong beside it. Nobody is told of
a change: whoever asks finds it, and asking often costs little.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from dateline.page import make_page
from dateline.page.parts import Part, encode_page
from dateline.progress import Progress, in_words
from dateline.reading import ARTICLE_FILE, FILES, find_title, load_story
from dateline.story import Problem, Story, StoryError, slug

# The files are looked at no more often than this, however many readers there are.
LOOK_EVERY_S = 0.25
# An editor may write a file in steps: what has just changed is read when it has settled.
SETTLE_S = 0.05
LONGEST_SETTLE_S = 0.5
# How long those who ask first are kept waiting: a story of a thousand events is there by then.
FIRST_WAIT_S = 0.4
# Between two changes of what is told of a story that is being read.
TELL_EVERY_S = 0.5

_OWN_FAULT = "cannot be shown, by a fault of Dateline itself; the server's log says which"

Stamp = tuple[tuple[int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One good version of a story, and the page that it makes, whole and in parts."""

    story: Story
    page: Mapping[str, Any]
    parts: Sequence[Part]

    @property
    def version(self) -> str:
        return str(self.page["version"])


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers see now: the last good edition, if any, and what is wrong with the files.

    ``reading`` says in words what is being read while there is nothing else to tell, else "".
    """

    edition: Edition | None
    problems: tuple[Problem, ...] = ()
    reading: str = ""

    @property
    def is_coming(self) -> bool:
        """Whether nothing is known of the story yet."""
        return self.edition is None and not self.problems


@dataclass(slots=True, eq=False)
class Shelf:
    """One story's folder, watched. Safe to ask from any thread.

    A version is read in a thread of its own, so that nobody who asks is kept for as long as a
    great story takes.
    """

    folder: Path
    slug: str = ""
    _now: Shown = field(default_factory=lambda: Shown(None))
    _stamp: Stamp | None = None
    _looked: float = float("-inf")
    _reader: threading.Thread | None = None
    _title: tuple[str, str] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_due(self) -> bool:
        """Whether the next ``look`` goes to the disk."""
        return time.monotonic() - self._looked >= LOOK_EVERY_S

    @property
    def is_first(self) -> bool:
        """Whether no version has been read yet, good or bad."""
        return self._stamp is None

    @property
    def now(self) -> Shown:
        """What the last look found, at once."""
        return self._now

    @property
    def title(self) -> tuple[str, str]:
        """The story's title and its language; the folder's name and "" while none is known."""
        if self._now.edition:
            article = self._now.edition.story.article
            return article.title, article.language
        return self._title or (self.folder.name, "")

    def find_title(self) -> tuple[str, str]:
        """``title``, by a look at the front matter if the story is not read yet."""
        if not self._now.edition and not self._title:
            self._title = find_title(self.folder)
        return self.title

    def look(self, *, longest_s: float | None = None) -> Shown:
        """What the files hold now; at most ``LOOK_EVERY_S`` old.

        A new version is waited for by the one who finds it, the first one by everybody: at most
        ``longest_s``, None for as long as it takes. Who does not wait gets what was last told.
        """
        with self._lock:
            is_finder = self._begin()
            reader = self._reader
        if reader and (is_finder or self.is_first):
            reader.join(longest_s)
        return self._now

    def _begin(self) -> bool:
        """Start to read what has changed, unless that is under way; whether it was started."""
        if self._reader or not self.is_due:
            return False
        self._looked = time.monotonic()
        stamp = files_stamp(self.folder)
        if stamp == self._stamp:
            return False
        self._reader = threading.Thread(
            target=self._read, args=(stamp,), name=f"read {self.folder.name}", daemon=True
        )
        self._reader.start()
        return True

    def _read(self, stamp: Stamp) -> None:
        if not self.is_first:
            stamp = _settled(self.folder, stamp)
        tell = self._teller() if self._now.is_coming else None
        try:
            story = load_story(self.folder, tell)
            page = make_page(story, slug=self.slug, progress=tell)
            shown = Shown(Edition(story, page, encode_page(page)))
        except StoryError as error:
            shown = Shown(self._now.edition, error.problems)
        except Exception:
            # Nobody waits for this thread's traceback: whoever reads is told where it stands.
            logging.getLogger(__name__).exception("%s cannot be shown", self.folder)
            told = Problem(str(self.folder), 0, 0, "", "", _OWN_FAULT)
            shown = Shown(self._now.edition, (told,))
        with self._lock:
            self._now, self._stamp, self._reader = shown, stamp, None

    def _teller(self) -> Progress:
        last = float("-inf")

        def tell(stage: str, done: int = 0, total: int = 0, /) -> None:
            nonlocal last
            if time.monotonic() - last >= TELL_EVERY_S:
                last = time.monotonic()
                self._now = replace(self._now, reading=in_words(stage, done, total))

        return tell


class Library:
    """A folder that is one story (it holds article.md), or a folder of such folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_one_story = (folder / ARTICLE_FILE).exists() or not _story_folders(folder)
        self._all: dict[Path, Shelf] = {}
        self._listed: dict[str, Shelf] = {}
        self._listed_at = float("-inf")
        self._lock = threading.Lock()
        self._all_reader: threading.Thread | None = None

    def read_all(self, *, longest_s: float = FIRST_WAIT_S) -> None:
        """See that every story is read, titles first; wait for it no longer than ``longest_s``.

        They are read one after another, in a thread: one that is asked for does not wait for it.
        """
        shelves = tuple(self.shelves().values())
        with self._lock:
            unread = [shelf for shelf in shelves if shelf.is_first]
            if unread and not (self._all_reader and self._all_reader.is_alive()):
                self._all_reader = threading.Thread(
                    target=_read_each, args=(unread,), name="read all", daemon=True
                )
                self._all_reader.start()
            reader = self._all_reader
        if unread and reader:
            reader.join(longest_s)
        for shelf in shelves:
            if not shelf.is_first:
                shelf.look(longest_s=0)

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


def _read_each(shelves: Sequence[Shelf]) -> None:
    for shelf in shelves:
        shelf.find_title()
    for shelf in shelves:
        shelf.look()


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
