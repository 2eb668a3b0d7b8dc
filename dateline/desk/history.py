"""Undo and redo, row by row and cell by cell: what others have changed meanwhile is kept."""

from dataclasses import dataclass, replace

from dateline.desk.rows import DeskRow, State, by_uid

MOST_STEPS = 1000
# Changes of one cell, one soon after the other, are one step.
ONE_STEP_S = 5.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A row, and the uid of the one before it ("" = it is the first)."""

    row: DeskRow
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; None where it was not there."""

    uid: str
    before: Placed | None
    after: Placed | None


@dataclass(frozen=True, slots=True)
class Step:
    """One action; ``cell`` is the one that was typed into, else blank.

    ``fact`` is a key of the article's front matter with its value before and after.
    """

    words: str
    changes: tuple[Change, ...]
    skipped: frozenset[str] = frozenset()
    unskipped: frozenset[str] = frozenset()
    cell: tuple[str, str] = ("", "")
    at_s: float = 0.0
    fact: tuple[str, str, str] | None = None

    @property
    def is_nothing(self) -> bool:
        return not (self.changes or self.skipped or self.unskipped or self.fact)


def step_between(
    old: State, new: State, words: str, cell: tuple[str, str] = ("", ""), at_s: float = 0.0
) -> Step:
    """The step that leads from one state to the other."""
    changes: list[Change] = []
    changed = [name for name in old.tables if old.tables[name] is not new.tables[name]]
    before = by_uid(row for name in changed for row in old.tables[name])
    after = by_uid(row for name in changed for row in new.tables[name])
    for uid in dict.fromkeys((*before, *after)):
        one, other = before.get(uid), after.get(uid)
        if one is other or (one and other and one == other):
            continue
        changes.append(
            Change(
                uid,
                Placed(one, old.before(one)) if one else None,
                Placed(other, new.before(other)) if other else None,
            )
        )
    return Step(
        words, tuple(changes), new.skipped - old.skipped, old.skipped - new.skipped, cell, at_s
    )


def _is_more_of(last: Step, step: Step) -> bool:
    """Whether the same cell is typed into, soon after, and nobody else wrote its row between."""
    if not step.cell[0] or last.cell != step.cell or step.at_s - last.at_s > ONE_STEP_S:
        return False
    uid = step.cell[0]
    after = next((change.after for change in last.changes if change.uid == uid), None)
    before = next((change.before for change in step.changes if change.uid == uid), None)
    return bool(after and before and after.row == before.row)


def joined(one: Step, other: Step) -> Step:
    """Two steps, one right after the other, as one."""
    merged = {change.uid: change for change in one.changes}
    for change in other.changes:
        first = merged.get(change.uid)
        merged[change.uid] = replace(change, before=first.before) if first else change
    return Step(
        one.words, tuple(merged.values()), one.skipped | other.skipped,
        one.unskipped | other.unskipped, one.cell, other.at_s,
    )  # fmt: skip


def taken_back(state: State, step: Step) -> tuple[State, int]:
    """The state before the step, and how many of its rows others have changed since.

    Of such a row those cells are kept that others have changed.
    """
    kept = 0
    for change in step.changes:
        state, is_kept = _row_taken_back(state, change)
        kept += is_kept
    skipped = (state.skipped - step.skipped) | step.unskipped
    return replace(state, skipped=skipped), kept


def _row_taken_back(state: State, change: Change) -> tuple[State, bool]:
    now, wanted = state.find(change.uid), change.before
    if change.after is None:
        # It was removed: it comes back.
        if now or not wanted:
            return state, True
        return state.added(wanted.row, wanted.after), False
    if now is None:
        return state, True
    made = change.after.row
    if wanted is None:
        return (state, True) if now != made else (state.without(change.uid), False)
    cells, kept = dict(now.cells), False
    for name in dict.fromkeys((*made.cells, *wanted.row.cells)):
        before, after = wanted.row.cells.get(name, ""), made.cells.get(name, "")
        if before == after:
            continue
        if cells.get(name, "") == after:
            cells[name] = before
        else:
            kept = True
    return state.with_row(replace(now, cells=cells)), kept


@dataclass(frozen=True, slots=True)
class Undone:
    """The state without a step, and how many of its rows others hold."""

    state: State
    step: Step
    kept: int


class History:
    """What can be undone and done again."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def undo_words(self) -> str | None:
        return self._done[-1].words if self._done else None

    @property
    def redo_words(self) -> str | None:
        return self._undone[-1].words if self._undone else None

    def add(self, step: Step) -> None:
        if step.is_nothing:
            return
        last = self._done[-1] if self._done else None
        if last and _is_more_of(last, step):
            self._done[-1] = joined(last, step)
        else:
            self._done.append(step)
            del self._done[:-MOST_STEPS]
        self._undone.clear()

    def undo(self, state: State) -> Undone | None:
        return self._back(state, self._done, self._undone)

    def redo(self, state: State) -> Undone | None:
        return self._back(state, self._undone, self._done)

    @staticmethod
    def _back(state: State, taken: list[Step], given: list[Step]) -> Undone | None:
        if not taken:
            return None
        step = taken.pop()
        new, kept = taken_back(state, step)
        way_back = step_between(state, new, step.words)
        if step.fact:
            key, before, after = step.fact
            way_back = replace(way_back, fact=(key, after, before))
        if not way_back.is_nothing:
            given.append(way_back)
        return Undone(new, step, kept)
