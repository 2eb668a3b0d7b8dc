"""A story on the desk: its rows, its files, what was done to them, what is known of them."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.desk.actions import Done, Refused, added, made_id, noun
from dateline.desk.checks import Checked
from dateline.desk.facts import fact_of, write_fact
from dateline.desk.following import Lost, follow_article, lost_since
from dateline.desk.history import History, Step, Undone, step_between
from dateline.desk.queue import LONGEST_DRAFTED, Queue, Queued
from dateline.desk.rows import State, own_id
from dateline.desk.storing import Stored
from dateline.drafting.proposals import RowMaker
from dateline.evidence_lock import LockError, read_lock
from dateline.reading.words import ArticleWords
from dateline.story import Article
from dateline.watching import files_stamp, settled_stamp

# What was written here and elsewhere within so short a time was likely meant for the same version.
_SAME_TIME_S = 60.0

# Others write at the same moment so many times at most before a write is given up.
_MOST_TRIES = 5

Answer = dict[str, Any]


@dataclass(slots=True)
class Notes:
    """What is known of rows beyond their cells, for as long as the desk is open.

    ``theirs``: other values of cells that were written here and elsewhere. ``rules``: the rule by
    which a row was made, and what else it could be. ``dates``: a date and the rule behind it.
    ``keys``: the proposal that was accepted as the row. ``lost``: passages that did not follow
    the article for sure.
    """

    theirs: dict[str, dict[str, str]] = field(default_factory=dict)
    rules: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    dates: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    lost: tuple[Lost, ...] = ()


class Session:
    """What the commands work on; each change goes through ``apply``."""

    def __init__(self, folder: Path, clock: Callable[[], float]) -> None:
        self.folder = folder
        self.clock = clock
        self.state = State()
        self.stored = Stored(folder)
        self.history = History()
        self.notes = Notes()
        # Raised by whatever changes the view without a change of the state or the files.
        self.version = 0
        # Cells that were written here, with their value, and those that came from others.
        self._ours: dict[tuple[str, str], str] = {}
        self._foreign: dict[tuple[str, str], tuple[str, float]] = {}
        # Which window of the page wrote a cell last, what, and when.
        self._windows: dict[tuple[str, str], tuple[str, str, float]] = {}
        # The row that was made last: until another is, its id follows what it says.
        self.fresh = ""
        self._queue: Queue | None = None
        # The article as it was when it could last be read.
        self._words: ArticleWords | None = None
        self._checked: tuple[Any, Checked] | None = None

    @property
    def article(self) -> Article | None:
        return self.stored.read.article if self.stored.read else None

    # What others write, and what is written here.

    def take_in(self) -> None:
        """Take in what others wrote, where they have."""
        if self.stored.is_current:
            return
        now = self.clock()
        merged = self.stored.take_in(self.state)
        self.state = merged.state
        for (uid, column), value in merged.both.items():
            self.notes.theirs.setdefault(uid, {})[column] = value
        for (uid, column), ours in merged.taken.items():
            row = self.state.find(uid)
            self._foreign[uid, column] = (row.cells[column] if row else "", now)
            if self._ours.pop((uid, column), None) == ours:
                self.notes.theirs.setdefault(uid, {})[column] = ours
        words = self.stored.reader.words
        if words and self._words and words is not self._words:
            followed = follow_article(self._words, words, self.state)
            self.notes.lost = followed.lost
            self._remember(Done(followed.state, "passages that followed the article"))
        self._words = words or self._words
        self.version += 1

    def save(self) -> None:
        """Write; what others wrote at that moment comes in as well."""
        for _ in range(_MOST_TRIES):
            self.take_in()
            if self.stored.save(self.state):
                return
        self.stored.unsaved = "others write the files all the time; the next change tries again"

    def refresh(self) -> bool:
        """Take in what others wrote and write what is left to write; whether anything changed."""
        if self.stored.is_current and not self.stored.unsaved:
            return False
        before = (self.state, self.stored.files, self.stored.unsaved)
        if self.stored.has_other_article:
            # An editor may write in steps, and rows follow what is written.
            settled_stamp(self.folder, files_stamp(self.folder))
        self.take_in()
        self.save()
        return before != (self.state, self.stored.files, self.stored.unsaved)

    def apply(
        self, done: Done, *, cell: tuple[str, str] = ("", ""), said: str | None = None
    ) -> Answer:
        """Take the new state, remember the step, write it."""
        self._remember(done, cell)
        self.save()
        words = done.said[:1].upper() + done.said[1:] if said is None else said
        return {"said": words} | ({"uid": done.uid} if done.uid else {})

    def _remember(self, done: Done, cell: tuple[str, str] = ("", "")) -> None:
        step = step_between(self.state, done.state, done.said, cell, self.clock())
        self.history.add(step)
        for change in step.changes:
            if change.after:
                before = change.before.row.cells if change.before else {}
                for column, value in change.after.row.cells.items():
                    if before.get(column, "") != value:
                        self._ours[change.uid, column] = value
        self.state = done.state

    def note_fact(self, key: str, before: str, after: str) -> None:
        """A line of the front matter was written: a step to be undone."""
        words = f"change of the article's {key.replace('_', ' ')}"
        self.history.add(Step(words, (), fact=(key, before, after)))
        self.version += 1

    def back(self, take_back: Callable[[State], Undone | None], what: str) -> Answer:
        """Undo or redo a step."""
        self.take_in()
        found = take_back(self.state)
        if found is None:
            raise Refused(f"there is nothing to be {what.lower()}")
        before, self.state, kept = self.state, found.state, found.kept
        if found.step.fact:
            key, value, after = found.step.fact
            if fact_of(self.folder, key) == after:
                write_fact(self.folder, key, value)
            else:
                kept += 1
        changed = step_between(before, self.state, "").changes
        for change in changed:
            if change.after:
                for column, value in change.after.row.cells.items():
                    if (change.uid, column) in self._ours:
                        self._ours[change.uid, column] = value
        self.version += 1
        self.save()
        others = "; what others changed since is kept" if kept else ""
        uid = next((change.uid for change in changed if change.after), "")
        return {"said": f"{what}: {found.step.words}{others}"} | ({"uid": uid} if uid else {})

    # Cells that were written here and elsewhere.

    def note_window(self, window: str, uid: str, column: str, now: str, value: str) -> None:
        """Keep what another window of this desk has just written in sight, where it is written
        over."""
        last, written, at_s = self._windows.get((uid, column), ("", "", float("-inf")))
        is_recent = self.clock() - at_s <= _SAME_TIME_S
        if last != window and is_recent and now == written and now not in ("", value):
            self.notes.theirs.setdefault(uid, {})[column] = now
            self.version += 1
        self._windows[uid, column] = (window, value, self.clock())

    def note_conflict(self, uid: str, column: str, seen: str, now: str, value: str) -> None:
        """Keep another's value in sight where it is written over without having been seen."""
        theirs, at_s = self._foreign.pop((uid, column), ("", float("-inf")))
        is_unseen = now != seen or (theirs == now and self.clock() - at_s <= _SAME_TIME_S)
        if is_unseen and now not in ("", value):
            self.notes.theirs.setdefault(uid, {})[column] = now
            self.version += 1
        elif self.notes.theirs.get(uid, {}).get(column) == value:
            self.dismiss(uid, column)

    def dismiss(self, uid: str, column: str) -> None:
        theirs = self.notes.theirs.get(uid, {})
        theirs.pop(column, None)
        if not theirs:
            self.notes.theirs.pop(uid, None)
        self.version += 1

    def look_up_lock(self) -> None:
        """Ask about passages that the article has lost since it was locked."""
        if self._words is None:
            return
        with suppress(LockError):
            if lock := read_lock(self.folder):
                self.notes.lost = lost_since(lock.passages, self._words, self.state)

    # Rows and proposals.

    def check(self) -> Checked:
        key = (self.state.tables, self.stored.files)
        if self._checked is None or any(
            one is not other for one, other in zip(self._checked[0], key, strict=True)
        ):
            self._checked = (key, self.stored.check(self.state))
        return self._checked[1]

    def proposed(self) -> Queue | None:
        """The proposals for the page: of an article that is too long, none are looked for."""
        article = self.article
        is_long = article is not None and len(article.text) > LONGEST_DRAFTED
        return None if is_long else self.queue()

    def queue(self) -> Queue | None:
        """The proposals of the article as it is now."""
        article = self.article
        if article is None:
            self._queue = None
        elif self._queue is None or self._queue.maker.article is not article:
            words = self.stored.reader.words
            is_short = len(article.text) <= LONGEST_DRAFTED
            maker = RowMaker(article, index=words.index if words else None, finds=is_short)
            self._queue = Queue.of(maker)
        return self._queue

    def maker(self) -> RowMaker:
        queue = self.queue()
        if queue is None:
            raise Refused("there is no article that can be read")
        return queue.maker

    def queued(self, key: str) -> Queued:
        queue = self.queue()
        found = queue.find(key) if queue else None
        if found is None:
            raise Refused("that proposal is no longer there")
        return found

    def accepted_keys(self) -> set[str]:
        here = {row.uid for row in self.state.rows()}
        return {key for uid, key in self.notes.keys.items() if uid in here}

    def new_row(self, table: str, cells: Mapping[str, str], state: State | None = None) -> Done:
        """A row at the end of its table, with an id and a uid that no other has."""
        state = state or self.state
        wanted = cells.get("id") or made_id(table, cells) or noun(table)
        row_id = own_id(wanted, state.ids(table))
        uid = self.fresh = self.stored.new_uid(table, row_id)
        return added(state, uid, table, {**cells, "id": row_id})

    def note_rule(self, uid: str, rule: str, alternatives: Iterable[str]) -> None:
        if rule:
            self.notes.rules[uid] = (rule, tuple(alternatives))
