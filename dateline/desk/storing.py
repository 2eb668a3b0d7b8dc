"""The rows on the desk and in the story's files: read, merged with what others write, written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dateline.desk.checks import Checked, Chooser, Writable, check_rows
from dateline.desk.files import (
    Files,
    TableFile,
    Unfinished,
    as_written,
    content_of,
    holds,
    is_blank,
    put_aside,
    read_files,
    stamp_of,
    write_files,
)
from dateline.desk.merging import Merged, matched, merge, merged_row
from dateline.desk.rows import SCHEMA_OF, Cells, DeskRow, State, by_uid, full_cells
from dateline.reading.article import ARTICLE_FILE, ReadArticle, load_article
from dateline.reading.kept_rows import RowReader
from dateline.reading.report import Report
from dateline.story import TABLE_FILES, Problem
from dateline.writing import WritingError

_NO_ROWS: Mapping[str, tuple[DeskRow, ...]] = {schema.rows: () for schema in TABLE_FILES}


@dataclass(slots=True)
class Stored:
    """A story's folder as it was last read or written.

    ``saved`` are the tables' rows, ``base`` all rows by uid with the unfinished ones over them.
    """

    folder: Path
    files: Files = field(default_factory=Files)
    saved: Mapping[str, tuple[DeskRow, ...]] = field(default_factory=lambda: dict(_NO_ROWS))
    base: Mapping[str, DeskRow] = field(default_factory=dict)
    read: ReadArticle | None = None
    article_problems: tuple[Problem, ...] = ()
    reader: RowReader = field(default_factory=lambda: RowReader(None))
    waiting: Mapping[str, str] = field(default_factory=dict)
    unsaved: str = ""
    used: set[str] = field(default_factory=set)
    _checked: Checked | None = None

    @property
    def is_current(self) -> bool:
        """Whether the files are as they were last read or written; a folder that has gone for a
        while changes nothing."""
        has_gone = bool(self.files.tables) and not self.folder.is_dir()
        return has_gone or self.files.stamp == stamp_of(self.folder)

    @property
    def has_other_article(self) -> bool:
        return self.files.stamp[0][:1] != stamp_of(self.folder)[0][:1]

    def new_uid(self, table: str, row_id: str) -> str:
        """One that no row has or had, made of the table and the id."""
        wanted = f"{table}/{row_id}"
        uid, number = wanted, 1
        while uid in self.used:
            number += 1
            uid = f"{wanted}-{number}"
        self.used.add(uid)
        return uid

    def take_in(self, state: State) -> Merged:
        """Read what has changed, and merge it into the state."""
        before = self.files
        files = read_files(self.folder, before if before.tables else None)
        if before.stamp[0][:1] != files.stamp[0][:1]:
            self._take_in_article()
        saved = {
            name: self.saved[name] if table.unreadable else self._identified(name, table, files)
            for name, table in files.tables.items()
        }
        both: dict[tuple[str, str], str] = {}
        theirs = self._effective(saved, files.unfinished, both)
        merged = merge(state, self.base, theirs)
        merged = replace(merged, both={**both, **merged.both})
        self.files, self.saved, self.base = files, saved, theirs
        self._checked = None
        return merged

    def _take_in_article(self) -> None:
        report = Report()
        read = load_article(self.folder, report)
        self.article_problems = tuple(report.problems)
        if read != self.read:
            self.read, self.reader = read, RowReader(read)

    def _identified(self, name: str, table: TableFile, files: Files) -> tuple[DeskRow, ...]:
        """The rows of a file with the uids that they had, new ones with new uids."""
        if self.files.tables and self.files.tables[name] is table:
            return self.saved[name]
        old = {row.uid: row.cells for row in self.saved[name]}
        old |= {row.uid: row.cells for row in self.base.values()
                if row.table == name and row.uid not in old}  # fmt: skip
        uids = matched(list(old.items()), [row.cells for row in table.rows])
        for one in files.unfinished:
            if one.table == name and one.row_id is not None and one.uid not in old:
                free = [n for n, row in enumerate(table.rows)
                        if not uids[n] and row.cells.get("id") == one.row_id]  # fmt: skip
                if free:
                    uids[max(free, key=lambda n: _same_cells(one, table.rows[n].cells))] = one.uid
        by_old = {row.uid: row for row in self.saved[name]}
        taken = {*uids, *self.base, *(one.uid for one in files.unfinished)}
        self.used |= taken
        made = []
        for row, uid in zip(table.rows, uids, strict=True):
            row_id = row.cells.get("id", "")
            if not uid:
                uid = f"{name}/{row_id or row.number}"
                uid = self.new_uid(name, row_id or str(row.number)) if uid in taken else uid
            taken.add(uid)
            self.used.add(uid)
            new = DeskRow(uid, name, full_cells(name, row.cells))
            same = by_old.get(uid)
            made.append(same if same == new else new)
        return tuple(made)

    def _effective(
        self,
        saved: Mapping[str, tuple[DeskRow, ...]],
        unfinished: Iterable[Unfinished],
        both: dict[tuple[str, str], str],
    ) -> dict[str, DeskRow]:
        """All rows by uid in their order: those of the tables, with the unfinished over them.

        Cells of which a table has another value than before come into the unfinished row, or are
        noted in ``both``.
        """
        before = {row.uid: row for rows in self.saved.values() for row in rows}
        theirs = {row.uid: row for rows in saved.values() for row in rows}
        for one in sorted(unfinished, key=lambda one: one.cells is not None):
            rows = saved[one.table]
            uid = _uid_of(one, rows)
            if one.cells is None:
                if uid:
                    theirs.pop(uid, None)
                continue
            is_written = any(row.cells == one.cells for row in rows if row.uid != uid)
            if uid is None and is_written:
                continue  # It had just come into its table.
            is_free = one.uid not in theirs
            own = uid or (one.uid if is_free else self.new_uid(one.table, one.cells.get("id", "")))
            new = DeskRow(own, one.table, one.cells)
            if uid and uid in before:
                new = merged_row(new, before[uid], theirs[uid], both, {})
            self.used.add(new.uid)
            old = self.base.get(new.uid)
            theirs[new.uid] = old if old == new else new
        return theirs

    def save(self, state: State) -> bool:
        """Write what differs from the files; False where others have just written.

        Where it fails, ``unsaved`` says why, and the next call tries again.
        """
        self.unsaved = ""
        if not self.folder.is_dir():
            self.unsaved = f"{self.folder} is not there" if self.base or state.has_rows else ""
            return True
        try:
            return self._write(state)
        except (WritingError, OSError, ValueError) as error:
            # Whatever it is, a person must know that the files lack what the page shows.
            self.unsaved = str(error)
            return True

    def _write(self, state: State) -> bool:
        """Write everything; whether nobody else wrote at the same moment."""
        chooser = Chooser(self.reader, self.files.tables, self.saved, state.tables)
        writable = chooser.choose(self._checked)
        changed = chooser.changed()
        unfinished = self._unfinished(state, [u for u in changed if u not in writable.uids])
        kept = {one.uid for one in unfinished}
        now = by_uid(state.rows())
        leaving = [
            replace(one, cells=new.cells if new else None)
            for one in self.files.unfinished
            for new in [now.get(one.uid)]
            if one.uid not in kept and (new or one.row_id is not None)
        ]
        contents = self._contents(writable)
        if not self.is_current:
            return False
        if self.files.unfinished_unreadable:
            put_aside(self.folder)
        try:
            write_files(self.folder, contents, self.files.unfinished, leaving, unfinished)
        except WritingError:
            # Some files may be written.
            self.files = replace(self.files, stamp=((), None))
            raise
        self._take_as_written(state, writable, contents, unfinished)
        return True

    def _contents(self, writable: Writable) -> dict[str, bytes]:
        """The tables that change, those first that lose no row; missing ones come with them."""
        changed = {
            name: rows
            for name, rows in writable.tables.items()
            if rows != self.saved[name] and not self.files.tables[name].unreadable
        }
        if changed:
            changed |= {
                schema.rows: writable.tables[schema.rows]
                for schema in TABLE_FILES
                if not schema.is_optional
                and not self.files.tables[schema.rows].is_there
                and schema.rows not in changed
            }
        losing = {
            name for name, rows in changed.items()
            if {row.uid for row in self.saved[name]} - {row.uid for row in rows}
        }  # fmt: skip
        return {
            name: content_of(SCHEMA_OF[name], self.files.tables[name].extra, changed[name])
            for name in sorted(changed, key=lambda name: name in losing)
        }

    def _unfinished(self, state: State, uids: Iterable[str]) -> list[Unfinished]:
        old = {row.uid: row for rows in self.saved.values() for row in rows}
        new = by_uid(state.rows())
        # Of a table that cannot be read nobody knows the rows: what was kept for them is kept.
        before = {
            one.uid: one
            for one in self.files.unfinished
            if self.files.tables[one.table].unreadable and one.uid not in old
        }
        found = [one for one in before.values() if one.cells is None]
        for uid in uids:
            was, now = old.get(uid), new.get(uid)
            if was and now is None:
                found.append(Unfinished(uid, was.table, was.id, None))
            if now:
                row_id = was.id if was else None
                if known := before.get(uid):
                    row_id = known.row_id
                found.append(Unfinished(uid, now.table, row_id, now.cells))
        return found

    def _take_as_written(
        self,
        state: State,
        writable: Writable,
        contents: Mapping[str, bytes],
        unfinished: list[Unfinished],
    ) -> None:
        stamp = stamp_of(self.folder)
        if not holds(self.folder, contents):
            stamp = ((), None)
        tables = {
            name: as_written(table, writable.tables[name]) if name in contents else table
            for name, table in self.files.tables.items()
        }
        self.files = Files(tables, tuple(unfinished), stamp)
        self.saved = {
            name: writable.tables[name] if name in contents else rows
            for name, rows in self.saved.items()
        }
        self.base = by_uid(state.rows())
        self._checked, self.waiting = writable.checked, writable.waiting

    def check(self, state: State) -> Checked:
        """All rows on the desk, with the warnings."""
        lines = {
            name: {
                row.uid: (at.line, at.number)
                for row, at in zip(self.saved[name], table.rows, strict=True)
            }
            if not table.unreadable
            else {}
            for name, table in self.files.tables.items()
        }
        return check_rows(self.reader, state.tables, self.files.tables, lines, doubts=True)

    @property
    def is_story(self) -> bool:
        """Whether there is an article file with anything in it, readable or not."""
        is_there = bool(self.files.stamp[0]) and self.files.stamp[0][0] is not None
        return is_there and not (self.read is None and is_blank(self.folder, ARTICLE_FILE))

    @property
    def unreadable(self) -> list[dict[str, str]]:
        found = [
            {"file": SCHEMA_OF[name].file, "words": table.unreadable}
            for name, table in self.files.tables.items()
            if table.unreadable
        ]
        if self.read is None and self.is_story:
            words = str(self.article_problems[0]) if self.article_problems else ""
            found.insert(0, {"file": ARTICLE_FILE, "words": words})
        if self.files.unfinished_unreadable:
            found.append({"file": "unfinished.json", "words": self.files.unfinished_unreadable})
        return found


def _uid_of(one: Unfinished, rows: Sequence[DeskRow]) -> str | None:
    """The row of the table that an unfinished one is a version of; of several with its id the one
    that is most like it."""
    if one.row_id is None:
        return None
    if any(row.uid == one.uid for row in rows):
        return one.uid
    like = {row.uid: _same_cells(one, row.cells) for row in rows if row.id == one.row_id}
    return max(like, key=lambda uid: like[uid]) if like else None


def _same_cells(one: Unfinished, cells: Cells) -> int:
    return sum((one.cells or {}).get(name) == cell for name, cell in cells.items())
