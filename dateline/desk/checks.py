"""The rows on the desk, checked in memory, and which of them may stand in the tables.

A row enters its table once that adds no problem to the files: none of its own, and none at another
row or at the article's figures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.desk.files import TableFile
from dateline.desk.rows import NAMES_OF, SCHEMA_OF, DeskRow
from dateline.reading.cells import is_id
from dateline.reading.kept_rows import CheckedRows, RowReader
from dateline.reading.report import Place
from dateline.reading.spreadsheets import Row
from dateline.story import Problem

_NO_ARTICLE = "waits until the article can be read"
# Cells that hold the article's words, which nobody can tell while it cannot be read.
_OF_ARTICLE = ("evidence", "date_words", "share_words", "text")
Tables = Mapping[str, Sequence[DeskRow]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What ``check`` says of rows, and whose the messages are."""

    rows: CheckedRows
    uids: Mapping[tuple[str, int], str] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        return self.rows.report.problems

    def uid_of(self, problem: Problem) -> str:
        return self.uids.get((problem.file, problem.row), "") if problem.row else ""

    def counted(self) -> Counter[tuple[str, str, str]]:
        return Counter((p.file, self.uid_of(p), p.column) for p in self.problems)


def placed(
    table: str, rows: Sequence[DeskRow], lines: Mapping[str, tuple[int, int]]
) -> list[tuple[DeskRow, Row]]:
    """The rows at their places; ``lines`` are line and number of those that are in the file."""
    schema = SCHEMA_OF[table]
    line = max((line for line, _ in lines.values()), default=1)
    number = max((number for _, number in lines.values()), default=1)
    found = []
    for row in rows:
        if row.uid in lines:
            where = lines[row.uid]
        else:
            where = line, number = line + 1, number + 1
        cells = row.cells
        if len(cells) > len(NAMES_OF[table]):
            cells = {name: cells[name] for name in NAMES_OF[table]}
        row_id = row.id if is_id(row.id) else ""
        found.append((row, Row(Place(schema.file, *where, row_id), cells)))
    return found


def check_rows(
    reader: RowReader,
    tables: Tables,
    files: Mapping[str, TableFile],
    lines: Mapping[str, Mapping[str, tuple[int, int]]],
    *,
    doubts: bool,
) -> Checked:
    """Check the rows at the lines that they have in their files, the others behind them."""
    uids: dict[tuple[str, int], str] = {}
    rows: dict[str, list[Row]] = {}
    for table, of_table in tables.items():
        rows[table] = []
        for row, at in placed(table, of_table, lines.get(table, {})):
            uids[at.place.file, at.place.row] = row.uid
            rows[table].append(at)
    sheets = {table: files[table].sheet for table in tables}
    return Checked(reader.check(rows, sheets, doubts=doubts), uids)


@dataclass(frozen=True, slots=True)
class Writable:
    """The uids whose rows may be written as they are now, and why the others may not.

    ``tables`` are the files' rows with them, checked.
    """

    uids: frozenset[str]
    waiting: Mapping[str, str]
    tables: Mapping[str, tuple[DeskRow, ...]]
    checked: Checked


class Chooser:
    """Chooses which changed rows may be written."""

    def __init__(
        self,
        reader: RowReader,
        files: Mapping[str, TableFile],
        saved: Mapping[str, Sequence[DeskRow]],
        wanted: Mapping[str, Sequence[DeskRow]],
    ) -> None:
        self._reader, self._files = reader, files
        self._saved, self._wanted = saved, wanted
        self._old = {row.uid: row for rows in saved.values() for row in rows}
        self._new = {row.uid: row for rows in wanted.values() for row in rows}

    def changed(self) -> list[str]:
        """All uids whose rows are not in the files as they are wanted."""
        uids = dict.fromkeys((*self._new, *self._old))
        return [uid for uid in uids if self._new.get(uid) != self._old.get(uid)]

    def choose(self, before: Checked | None) -> Writable:
        """``before`` is the check of the files as they stand, if it is known."""
        changed = self.changed()
        base = before or self._check(frozenset())
        counted = base.counted()
        chosen = frozenset(uid for uid in changed if self._is_clean(uid))
        waiting = {} if self._reader.words else dict.fromkeys(changed, _NO_ARTICLE)
        tried = base
        while chosen:
            tried = self._check(chosen)
            new = self._new_problems(tried, counted, chosen)
            if not new:
                break
            blamed = {tried.uid_of(problem) for problem in new} & chosen
            if not blamed and len(chosen) > 1:
                chosen, tried, told = self._one_by_one(chosen, base, counted)
                return self._result(chosen, waiting | told, tried)
            for uid in blamed or chosen:
                own = next((p for p in new if tried.uid_of(p) == uid), new[0])
                waiting[uid] = f"waits, since it would give a problem: {own}"
            chosen -= blamed or chosen
            tried = base
        return self._result(chosen, waiting, tried)

    def _one_by_one(
        self, candidates: Iterable[str], base: Checked, counted: Counter[tuple[str, str, str]]
    ) -> tuple[frozenset[str], Checked, dict[str, str]]:
        chosen: frozenset[str] = frozenset()
        tried, told = base, {}
        for uid in sorted(candidates):
            more = chosen | {uid}
            checked = self._check(more)
            new = self._new_problems(checked, counted, more)
            if new:
                told[uid] = f"waits, since it would give a problem: {new[0]}"
            else:
                chosen, tried = more, checked
        return chosen, tried, told

    def _result(self, chosen: frozenset[str], waiting: dict[str, str], tried: Checked) -> Writable:
        waiting = {uid: words for uid, words in waiting.items() if uid not in chosen}
        return Writable(chosen, waiting, self.tables_with(chosen), tried)

    def _is_clean(self, uid: str) -> bool:
        """Whether the row has no problem by itself, and its tables may be written."""
        new, old = self._new.get(uid), self._old.get(uid)
        tables = {row.table for row in (new, old) if row}
        if any(self._files[table].unreadable for table in tables):
            return False
        if new is None:
            return True
        if self._reader.words is None and any(
            new.cells.get(name) != (old.cells.get(name) if old else "") for name in _OF_ARTICLE
        ):
            return False
        ((_, row),) = placed(new.table, [new], {})
        return not self._reader.parsed(SCHEMA_OF[new.table], row).report.problems

    def _new_problems(
        self, tried: Checked, before: Counter[tuple[str, str, str]], chosen: frozenset[str]
    ) -> list[Problem]:
        """Problems at the rows that are chosen, and those that were not there before."""
        more = tried.counted() - before
        found = []
        for problem in tried.problems:
            uid = tried.uid_of(problem)
            if uid in chosen or more[problem.file, uid, problem.column]:
                found.append(problem)
        return found

    def _check(self, chosen: frozenset[str]) -> Checked:
        return check_rows(self._reader, self.tables_with(chosen), self._files, {}, doubts=False)

    def tables_with(self, chosen: frozenset[str]) -> dict[str, tuple[DeskRow, ...]]:
        """The files' rows, with those that are chosen as they are wanted, in the wanted order."""
        made = {}
        for table, saved in self._saved.items():
            wanted = self._wanted[table]
            if (
                not chosen
                and len(saved) == len(wanted)
                and all(row.uid == one.uid for row, one in zip(saved, wanted, strict=True))
            ):
                made[table] = tuple(saved)
                continue
            here = {row.uid: row for row in saved if row.uid not in chosen}
            here |= {row.uid: row for row in wanted if row.uid in chosen}
            rows = [here.pop(row.uid) for row in wanted if row.uid in here]
            made[table] = _with_others(rows, [row for row in saved if row.uid in here])
        return made


def _with_others(rows: list[DeskRow], others: Sequence[DeskRow]) -> tuple[DeskRow, ...]:
    """Rows that are to go, and may not yet, stay at the end."""
    return (*rows, *others)
