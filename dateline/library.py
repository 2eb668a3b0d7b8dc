"""Story folders as a server needs them: each version of the files is read once for all readers.

A broken edit leaves the last good story in place, with its problems beside it. A story is refreshed
when somebody asks for it, and asking often costs little.
"""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dateline.faults import log_fault, log_problems
from dateline.page import make_page
from dateline.page.parts import Part, encode_page
from dateline.progress import Progress, in_words
from dateline.reading import ARTICLE_FILE, find_title, load_story
from dateline.story import Problem, Story, StoryError, slug
from dateline.watching import CHECK_EVERY_S, Stamp, files_stamp, settled_stamp

# How long those who ask first are kept waiting: a story of a thousand events is there by then.
FIRST_WAIT_S = 0.4
# Between two changes of the words about a story that is being read.
PROGRESS_EVERY_S = 0.5

_OWN_FAULT = "cannot be shown, by a fault of Dateline itself; the server's log says which"


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
class StoryState:
    """What readers see now: the last good edition, if any, and the problems of the files.

    ``reading`` says in words what is being read while nothing else is known, else "".
    """

    edition: Edition | None
    problems: tuple[Problem, ...] = ()
    reading: str = ""

    @property
    def is_coming(self) -> bool:
        """Whether nothing is known of the story yet."""
        return self.edition is None and not self.problems


@dataclass(slots=True, eq=False)
class WatchedStory:
    """One story's folder, watched. Safe to ask from any thread.

    Each version is read in a separate thread, so that nobody has to wait as long as a great story
    takes.
    """

    folder: Path
    slug: str = ""
    _state: StoryState = field(default_factory=lambda: StoryState(None))
    _stamp: Stamp | None = None
    _checked: float = float("-inf")
    _reader: threading.Thread | None = None
    _title: tuple[str, str] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        """What a log calls it."""
        return self.folder.name

    @property
    def is_due(self) -> bool:
        """Whether the next ``refresh`` goes to the disk."""
        return time.monotonic() - self._checked >= CHECK_EVERY_S

    @property
    def is_unread(self) -> bool:
        """Whether no version has been read yet, good or bad."""
        return self._stamp is None

    @property
    def state(self) -> StoryState:
        """What the last ``refresh`` found, at once."""
        return self._state

    @property
    def title(self) -> tuple[str, str]:
        """The story's title and its language; the folder's name and "" while none is known."""
        if self._state.edition:
            article = self._state.edition.story.article
            return article.title, article.language
        return self._title or (self.folder.name, "")

    def find_title(self) -> tuple[str, str]:
        """``title``, from the front matter alone if the story is not read yet."""
        if not self._state.edition and not self._title:
            self._title = find_title(self.folder)
        return self.title

    def refresh(self, *, longest_s: float | None = None) -> StoryState:
        """Read the files if they have changed; the state is at most ``CHECK_EVERY_S`` old.

        The caller that finds a new version waits for it, and every caller waits for the first
        one: at most ``longest_s``, None for as long as it takes. The others get the last state.
        """
        with self._lock:
            is_finder = self._begin()
            reader = self._reader
        if reader and (is_finder or self.is_unread):
            reader.join(longest_s)
        return self._state

    def _begin(self) -> bool:
        """Start to read what has changed, unless that is under way; whether it was started."""
        if self._reader or not self.is_due:
            return False
        self._checked = time.monotonic()
        stamp = files_stamp(self.folder)
        if stamp == self._stamp:
            return False
        self._reader = threading.Thread(
            target=self._read, args=(stamp,), name=f"read {self.folder.name}", daemon=True
        )
        self._reader.start()
        return True

    def _read(self, stamp: Stamp) -> None:
        if not self.is_unread:
            stamp = settled_stamp(self.folder, stamp)
        progress = self._report_progress() if self._state.is_coming else None
        try:
            story = load_story(self.folder, progress)
            page = make_page(story, slug=self.slug, progress=progress)
            state = StoryState(Edition(story, page, encode_page(page)))
        except StoryError as error:
            problems = self._for_readers(error.problems)
            log_problems(self.name, len(problems), str(problems[0]))
            state = StoryState(self._state.edition, problems)
        except Exception as error:
            # Nobody waits for this thread: readers get a message that names the log.
            log_fault(self.name, "showing it", error)
            fault = Problem(self.folder.name, 0, 0, "", "", _OWN_FAULT)
            state = StoryState(self._state.edition, (fault,))
        with self._lock:
            self._state, self._stamp, self._reader = state, stamp, None

    def _for_readers(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Without the place of the folder, which is the server's own business."""
        return tuple(
            replace(problem, file=self.folder.name) if Path(problem.file).is_absolute() else problem
            for problem in problems
        )

    def _report_progress(self) -> Progress:
        last = float("-inf")

        def report(stage: str, done: int = 0, total: int = 0, /) -> None:
            nonlocal last
            if time.monotonic() - last >= PROGRESS_EVERY_S:
                last = time.monotonic()
                self._state = replace(self._state, reading=in_words(stage, done, total))

        return report


class Library:
    """A folder that is one story (it holds article.md), or a folder of such folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_one_story = (folder / ARTICLE_FILE).exists() or not _story_folders(folder)
        self._all: dict[Path, WatchedStory] = {}
        self._listed: dict[str, WatchedStory] = {}
        self._listed_at = float("-inf")
        self._lock = threading.Lock()
        self._all_reader: threading.Thread | None = None

    def refresh_all(self, *, longest_s: float = FIRST_WAIT_S) -> None:
        """Read every story that is not read yet, titles first; wait at most ``longest_s``.

        They are read one after another in a thread, and a story that a reader opens does not wait
        for it. The others are refreshed.
        """
        stories = tuple(self.stories().values())
        with self._lock:
            unread = [story for story in stories if story.is_unread]
            if unread and not (self._all_reader and self._all_reader.is_alive()):
                self._all_reader = threading.Thread(
                    target=_read_each, args=(unread,), name="read all", daemon=True
                )
                self._all_reader.start()
            reader = self._all_reader
        if unread and reader:
            reader.join(longest_s)
        for story in stories:
            if not story.is_unread:
                story.refresh(longest_s=0)

    def stories(self) -> dict[str, WatchedStory]:
        """Each story by the slug of its folder, in the order of the folders' names.

        Of one story the slug is "". A slug that two folders share goes to the first of them.
        """
        with self._lock:
            if time.monotonic() - self._listed_at >= CHECK_EVERY_S:
                self._listed = self._list()
                self._listed_at = time.monotonic()
            return self._listed

    def find(self, name: str) -> WatchedStory | None:
        """The story of that slug; any name finds a library's only story."""
        return self.stories().get("" if self.is_one_story else name)

    def _list(self) -> dict[str, WatchedStory]:
        if self.is_one_story:
            return {"": self._all.setdefault(self.folder, WatchedStory(self.folder))}
        found: dict[str, WatchedStory] = {}
        for folder in _story_folders(self.folder):
            name = slug(folder.name)
            if name and name not in found:
                found[name] = self._all.setdefault(folder, WatchedStory(folder, name))
        return found


def _read_each(stories: Sequence[WatchedStory]) -> None:
    for story in stories:
        story.find_title()
    for story in stories:
        story.refresh()


def _story_folders(folder: Path) -> list[Path]:
    try:
        return sorted(found.parent for found in folder.glob(f"*/{ARTICLE_FILE}"))
    except OSError:
        return []
