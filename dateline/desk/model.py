"""``Desk``: a story's folder on the desk, one action after another, each on disk at its end."""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import dateline.desk.actions as actions
import dateline.desk.marking as marking
from dateline.desk.actions import Done, Refused
from dateline.desk.checks import Checked
from dateline.desk.history import History, step_between
from dateline.desk.queue import Queue, Queued
from dateline.desk.rows import LEFT_OUT_ROWS, SCHEMA_OF, STORY_TABLES, State, lines_of, own_id
from dateline.desk.shown import Notes, View, all_problems, known_values, settled_passages
from dateline.desk.storing import Stored
from dateline.desk.typed_dates import read_typed_date
from dateline.drafting.marked import row_of_marked
from dateline.drafting.proposals import RowMaker
from dateline.formats.article_markdown import front_matter
from dateline.intake.blank import empty_tables
from dateline.passages import place_of_unit, units_of
from dateline.reading import ARTICLE_FILE
from dateline.story import Article, Passage
from dateline.writing import WritingError, write_together

Command = Mapping[str, Any]
# What was written here and elsewhere within so short a time was likely meant for the same version.
_SAME_TIME_S = 60.0


class DeskError(Exception):
    """A folder that no desk can be opened on; the message says why."""


class Desk:
    """See ``open``, ``view``, ``do`` and ``refresh``. Used from one thread at a time."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._clock = clock
        self._state = State()
        self._stored = Stored(folder)
        self._history = History()
        self._notes = Notes()
        self._view = View()
        self._queue: Queue | None = None
        # Cells that were written here, with their value, and those that came from others.
        self._ours: dict[tuple[str, str], str] = {}
        self._foreign: dict[tuple[str, str], tuple[str, float]] = {}
        self._shown: tuple[Any, dict[str, Any]] | None = None
        self._checked: tuple[Any, Checked] | None = None

    @classmethod
    def open(cls, folder: Path) -> "Desk":
        """A folder that is there, or can be made; ``DeskError`` says why it cannot be written."""
        place = folder
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir():
            raise DeskError(f"{folder} is not a folder; name a story's folder, or a new one")
        if not os.access(place, os.W_OK | os.X_OK):
            raise DeskError(
                f"{folder} cannot be written: the desk saves each change; ask its owner, or copy "
                "the folder"
            )
        desk = cls(folder)
        desk._take_in()
        desk._save()
        return desk

    # What a page sees.

    def view(self) -> dict[str, Any]:
        """The whole state as plain data; offsets are in UTF-16 units, as JavaScript counts."""
        key = (self._state, id(self._stored.files), self._stored.unsaved, self._history.undo_words,
               self._history.redo_words, repr(self._notes), id(self._queue))  # fmt: skip
        if self._shown is None or self._shown[0] != key:
            self._shown = (key, self._made_view())
        return self._shown[1]

    def _made_view(self) -> dict[str, Any]:
        state, stored, view = self._state, self._stored, self._view
        article = self._article
        checked = self._check()
        parsed = {name: table.rows for name, table in checked.rows.tables.items()}
        shown_article = view.article(article)
        return {
            "article": shown_article,
            "tables": view.tables(),
            "rows": view.rows(state, checked, stored, self._notes),
            "left_out": view.left_out(state, checked),
            "proposals": view.proposals(self._open_proposals(checked)),
            "known": known_values(state.rows()),
            "problems": all_problems(stored, checked, state),
            "coverage": view.coverage(article, parsed),
            "unreadable": stored.unreadable,
            "unsaved": stored.unsaved,
            "undo": self._history.undo_words,
            "redo": self._history.redo_words,
            "changed_passages": [],
        }

    @property
    def _article(self) -> Article | None:
        return self._stored.read.article if self._stored.read else None

    def _check(self) -> Checked:
        key = (self._state.tables, self._stored.files)
        if (
            self._checked is None
            or self._checked[0][0] is not key[0]
            or (self._checked[0][1] is not key[1])
        ):
            self._checked = (key, self._stored.check(self._state))
        return self._checked[1]

    def _queue_now(self) -> Queue | None:
        """The proposals of the article as it is now."""
        article = self._article
        if article is None:
            self._queue = None
        elif self._queue is None or self._queue.maker.article is not article:
            self._queue = Queue.of(RowMaker(article))
        return self._queue

    def _open_proposals(self, checked: Checked) -> list[Queued]:
        queue = self._queue_now()
        if queue is None:
            return []
        parsed = {name: table.rows for name, table in checked.rows.tables.items()}
        uids = {name: [row.uid for row in rows] for name, rows in self._state.tables.items()}
        settled = settled_passages(parsed, uids, self._notes, queue)
        here = {row.uid for row in self._state.rows()}
        accepted = {key for uid, key in self._notes.keys.items() if uid in here}
        return queue.left(settled, accepted | self._state.skipped)

    # What others write.

    def refresh(self) -> bool:
        """Take in what others wrote; whether the view changed."""
        if self._stored.is_current and not self._stored.unsaved:
            return False
        before = (self._state, self._stored.files)
        self._take_in()
        self._save()
        return before[0] != self._state or before[1] != self._stored.files

    def _take_in(self) -> None:
        if self._stored.is_current:
            return
        now = self._clock()
        merged = self._stored.take_in(self._state)
        self._state = merged.state
        for (uid, column), value in merged.both.items():
            self._notes.theirs.setdefault(uid, {})[column] = value
        for (uid, column), ours in merged.taken.items():
            row = self._state.find(uid)
            self._foreign[uid, column] = (row.cells[column] if row else "", now)
            if self._ours.pop((uid, column), None) == ours:
                self._notes.theirs.setdefault(uid, {})[column] = ours

    def _save(self) -> None:
        """Write; what others wrote at that moment comes in as well."""
        stored = self._stored
        if not self.folder.is_dir():
            return
        while True:
            self._take_in()
            state = stored.save(self._state)
            if state is self._state or state == self._state:
                break
            self._state = state
            break

    # What a person does.

    def do(self, command: Command) -> dict[str, Any]:
        """Do one thing: {"said", "uid"} or {"error"}; whatever is wrong is said, not raised."""
        name = str(command.get("do", ""))
        action = getattr(self, f"_do_{name}", None)
        if action is None:
            return {"error": f"the desk does not know “{name}”"}
        try:
            answer: dict[str, Any] = action(command)
        except Refused as error:
            return {"error": str(error)}
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            return {"error": f"“{name}” lacks something, or has it in another form: {error}"}
        except WritingError as error:
            return {"error": str(error)}
        if self._stored.unsaved and "error" not in answer:
            return {**answer, "error": f"Not saved: {self._stored.unsaved}"}
        return answer

    def _apply(
        self, done: Done, *, cell: tuple[str, str] = ("", ""), said: str | None = None
    ) -> dict[str, Any]:
        """Take the new state, remember the step, write it."""
        step = step_between(self._state, done.state, done.said, cell, self._clock())
        self._history.add(step)
        for change in step.changes:
            if change.after:
                before = change.before.row.cells if change.before else {}
                for column, value in change.after.row.cells.items():
                    if before.get(column, "") != value:
                        self._ours[change.uid, column] = value
        self._state = done.state
        self._save()
        words = done.said[:1].upper() + done.said[1:] if said is None else said
        return {"said": words} | ({"uid": done.uid} if done.uid else {})

    def _do_edit(self, command: Command) -> dict[str, Any]:
        uid, column, value = str(command["uid"]), str(command["column"]), str(command["value"])
        seen = actions.row_of(self._state, uid).cells.get(column, "")
        self._take_in()
        row = actions.row_of(self._state, uid)
        if (
            column in row.cells and SCHEMA_OF[row.table][column].parse == "date"
            if (column in SCHEMA_OF[row.table].names)
            else False
        ):
            typed = read_typed_date(value, self._article)
            if typed:
                value = typed.edtf
                self._notes.dates[uid, column] = (typed.edtf, typed.rule)
        self._note_conflict(uid, column, seen, row.cells.get(column, ""), value)
        is_finished = any(one.uid == uid for one in self._stored.saved[row.table])
        done = actions.edited(self._state, uid, column, value, is_finished=is_finished)
        return self._apply(done, cell=(uid, column), said="")

    def _note_conflict(self, uid: str, column: str, seen: str, now: str, value: str) -> None:
        """Keep another's value in sight where it is written over without having been seen."""
        theirs, at_s = self._foreign.pop((uid, column), ("", float("-inf")))
        is_unseen = now != seen or (theirs == now and self._clock() - at_s <= _SAME_TIME_S)
        if is_unseen and now != value and now:
            self._notes.theirs.setdefault(uid, {})[column] = now
        elif self._notes.theirs.get(uid, {}).get(column) == value:
            self._dismiss(uid, column)

    def _dismiss(self, uid: str, column: str) -> None:
        theirs = self._notes.theirs.get(uid, {})
        theirs.pop(column, None)
        if not theirs:
            self._notes.theirs.pop(uid, None)

    def _do_take_theirs(self, command: Command) -> dict[str, Any]:
        uid, column = str(command["uid"]), str(command["column"])
        value = self._notes.theirs.get(uid, {}).get(column)
        if value is None:
            raise Refused("nobody else has written that cell")
        self._dismiss(uid, column)
        done = actions.edited(self._state, uid, column, value, is_finished=True)
        return self._apply(done, said="The other value is taken")

    def _do_keep_ours(self, command: Command) -> dict[str, Any]:
        self._dismiss(str(command["uid"]), str(command["column"]))
        return {"said": "Kept as it is"}

    def _do_undo(self, _: Command) -> dict[str, Any]:
        return self._back(self._history.undo, "Undone")

    def _do_redo(self, _: Command) -> dict[str, Any]:
        return self._back(self._history.redo, "Done again")

    def _back(
        self, step: Callable[[State], tuple[State, str, int] | None], what: str
    ) -> dict[str, Any]:
        self._take_in()
        found = step(self._state)
        if found is None:
            raise Refused("there is nothing left to do that with")
        before, (self._state, words, kept) = self._state, found
        changed = step_between(before, self._state, "").changes
        self._save()
        others = "; what others changed since is kept" if kept else ""
        uid = next((change.uid for change in changed if change.after), "")
        return {"said": f"{what}: {words}{others}"} | ({"uid": uid} if uid else {})

    # Marking.

    def _maker(self) -> RowMaker:
        queue = self._queue_now()
        if queue is None:
            raise Refused("there is no article that can be read")
        return queue.maker

    def _taken(self, spans: Sequence[Sequence[int]]) -> list[marking.Taken]:
        maker = self._maker()
        place = place_of_unit(maker.article.text)
        asked = [Passage(place(int(start)), place(int(end))) for start, end in spans]
        return marking.take(maker, asked)

    def _do_preview(self, command: Command) -> dict[str, Any]:
        units = units_of(self._maker().article.text)
        return {
            "passages": [
                {
                    "start": units(one.passage.start),
                    "end": units(one.passage.end),
                    "words": one.words,
                    "extended": one.is_extended,
                }
                for one in self._taken(command["spans"])
            ]
        }

    def _do_mark(self, command: Command) -> dict[str, Any]:
        table = str(command.get("table", ""))
        self._take_in()
        taken = self._taken(command["spans"])
        if not taken:
            raise Refused("select words of the article that occur once")
        if into := str(command.get("into") or ""):
            row = actions.row_of(self._state, into)
            passages = [*lines_of(row.cells["evidence"]), *(one.words for one in taken)]
            return self._apply(actions.with_passages(self._state, into, passages), said="Added")
        return self._made(table, [one.passage for one in taken], [one.words for one in taken])

    def _made(
        self, table: str, passages: Sequence[Passage], words: Sequence[str]
    ) -> dict[str, Any]:
        """A new row of passages."""
        if table not in STORY_TABLES:
            raise Refused(f"a row is of {', '.join(STORY_TABLES)}")
        marked = row_of_marked(self._maker(), table, passages)
        cells = {**marked.cells, "evidence": "\n".join(words)}
        done = self._new_row(table, cells)
        self._note_row(done.uid, cells, marked.rule, marked.alternatives)
        return self._apply(done)

    def _new_row(self, table: str, cells: Mapping[str, str]) -> Done:
        wanted = cells.get("id") or actions.made_id(table, cells) or actions.noun(table)
        row_id = own_id(wanted, self._state.ids(table))
        uid = self._stored.new_uid(table, row_id)
        return actions.added(self._state, uid, table, {**cells, "id": row_id})

    def _note_row(
        self, uid: str, cells: Mapping[str, str], rule: str, alternatives: Iterable[str]
    ) -> None:
        if rule:
            self._notes.rules[uid] = (rule, tuple(alternatives))

    def _do_also(self, command: Command) -> dict[str, Any]:
        self._take_in()
        row = actions.row_of(self._state, str(command["uid"]))
        read = self._read_row(row.uid)
        words = lines_of(row.cells["evidence"])
        if not read or len(read) != len(words):
            raise Refused("its passages are not all found in the article yet")
        return self._made(str(command["table"]), read, words)

    def _read_row(self, uid: str) -> tuple[Passage, ...]:
        checked = self._check()
        for name, rows in self._state.tables.items():
            for row, read in zip(rows, checked.rows.tables[name].rows, strict=True):
                if row.uid == uid:
                    found: tuple[Passage, ...] = read["evidence"]
                    return found
        return ()

    # Proposals.

    def _queued(self, key: str) -> Queued:
        queue = self._queue_now()
        found = queue.find(key) if queue else None
        if found is None:
            raise Refused("that proposal is no longer there")
        return found

    def _do_accept(self, command: Command) -> dict[str, Any]:
        self._take_in()
        one = self._queued(str(command["key"]))
        here = {row.uid for row in self._state.rows()}
        if any(key == one.key and uid in here for uid, key in self._notes.keys.items()):
            raise Refused("that proposal is accepted already")
        proposal = one.proposal
        changes = {str(name): str(value) for name, value in (command.get("cells") or {}).items()}
        cells = {**proposal.cells, **changes}
        if typed := read_typed_date(cells.get("date", ""), self._article):
            cells["date"] = typed.edtf
        if proposal.table == "events" and cells.get("date") == proposal.cells.get("date") != "":
            cells.setdefault("date_note", proposal.reason)
        if "id" not in changes and changes:
            cells["id"] = actions.made_id(proposal.table, cells) or cells["id"]
        cells = {name: cell for name, cell in cells.items()
                 if name in SCHEMA_OF[proposal.table].names}  # fmt: skip
        done = self._new_row(proposal.table, cells)
        self._notes.keys[done.uid] = one.key
        self._note_row(done.uid, cells, proposal.rule, proposal.alternatives)
        return self._apply(done, said=f"Accepted as {actions.noun(proposal.table)}")

    def _do_skip(self, command: Command) -> dict[str, Any]:
        one = self._queued(str(command["key"]))
        skipped = self._state.skipped | {one.key}
        state = State(self._state.tables, skipped)
        return self._apply(Done(state, "skipped proposal"), said="Skipped")

    def _do_leave_out(self, command: Command) -> dict[str, Any]:
        self._take_in()
        reason = str(command.get("reason", ""))
        state = self._state
        if key := command.get("key"):
            one = self._queued(str(key))
            words = one.proposal.cells.get("evidence", "")
            found = self._maker().unique(one.proposal.passage)
            words = self._maker().article.words(found) if found else words
        elif uid := command.get("uid"):
            words = actions.row_of(state, str(uid)).cells["evidence"]
            state = actions.deleted(state, str(uid)).state
        else:
            words = "\n".join(one.words for one in self._taken(command["spans"]))
        lines = [" ".join(line.split()) for line in lines_of(words)]
        if not lines:
            raise Refused("its words cannot be told apart from others")
        uid = self._stored.new_uid(LEFT_OUT_ROWS, str(len(state.tables[LEFT_OUT_ROWS]) + 1))
        cells = {"evidence": "\n".join(lines), "reason": reason}
        done = actions.added(state, uid, LEFT_OUT_ROWS, cells)
        return self._apply(Done(done.state, "words left out"), said="Left out")

    # Rows as a whole.

    def _do_passages(self, command: Command) -> dict[str, Any]:
        self._take_in()
        words = [str(one) for one in command["passages"]]
        return self._apply(actions.with_passages(self._state, str(command["uid"]), words))

    def _do_delete(self, command: Command) -> dict[str, Any]:
        self._take_in()
        return self._apply(actions.deleted(self._state, str(command["uid"])))

    def _copied_id(self, uid: str) -> tuple[str, str]:
        row = actions.row_of(self._state, uid)
        row_id = own_id(row.id or actions.noun(row.table), self._state.ids(row.table))
        return self._stored.new_uid(row.table, row_id), row_id

    def _do_duplicate(self, command: Command) -> dict[str, Any]:
        self._take_in()
        uid = str(command["uid"])
        return self._apply(actions.duplicated(self._state, uid, *self._copied_id(uid)))

    def _do_split(self, command: Command) -> dict[str, Any]:
        self._take_in()
        uid = str(command["uid"])
        new = self._copied_id(uid)
        return self._apply(actions.split(self._state, uid, int(command["at"]), *new))

    def _do_join(self, command: Command) -> dict[str, Any]:
        self._take_in()
        return self._apply(actions.joined(self._state, str(command["uid"]), str(command["with"])))

    def _do_move(self, command: Command) -> dict[str, Any]:
        self._take_in()
        uid, table = str(command["uid"]), str(command["table"])
        row = actions.row_of(self._state, uid)
        ids = self._state.ids(table) if table in STORY_TABLES else set()
        row_id = own_id(row.id or actions.noun(row.table), ids)
        return self._apply(actions.moved(self._state, uid, table, row_id))

    # The article.

    def _do_article(self, command: Command) -> dict[str, Any]:
        self._take_in()
        if self._stored.is_story and self._article is not None:
            raise Refused(f"{ARTICLE_FILE} is there already; edit it, and the desk follows")
        if self._stored.is_story and any(
            "is empty" not in problem.message for problem in self._stored.article_problems
        ):
            raise Refused(f"{ARTICLE_FILE} is there, but cannot be read: "
                          f"{self._stored.article_problems[0].message}")  # fmt: skip
        keys = ("title", "outlet", "url", "published", "subject", "language")
        known = {name: str(command.get(name) or "").strip() for name in keys}
        known["language"] = known["language"] or "en"
        text = str(command["text"])
        if not text.strip():
            raise Refused("the article has no words yet")
        if typed := read_typed_date(known["published"], None):
            known["published"] = typed.edtf
        asked = ("url", "published", "subject")
        content = front_matter(known, asked=asked) + text.strip("\n") + "\n"
        tables = {
            name: table
            for name, table in empty_tables().items()
            if not (self.folder / name).exists()
        }
        article = content.encode("utf-8", "replace")
        write_together(self.folder, {ARTICLE_FILE: article, **tables})
        self._take_in()
        self._save()
        return {"said": "The article is on the desk"}
