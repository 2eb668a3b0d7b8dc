"""What others wrote, beside what was written here: matched row by row, then cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.desk.rows import Cells, DeskRow, State, in_order

# Of the cells that either row fills, so many must be the same for one to be a version of the other.
_LIKE_ENOUGH = 0.5
_TELLING = ("evidence", "title", "text")


def matched(old: Sequence[tuple[str, Cells]], new: Sequence[Cells]) -> list[str]:
    """For each new row the uid of the old one of which it is a version, else "".

    By the id, else by all of its cells, else by what most of its cells say.
    """
    found = [""] * len(new)
    free = dict(old)
    for same in (_has_same_id, _is_same):
        index: dict[object, list[str]] = {}
        for uid, cells in free.items():
            index.setdefault(same(cells), []).append(uid)
        for number, cells in enumerate(new):
            uids = index.get(same(cells), []) if same(cells) and not found[number] else []
            if uids:
                found[number] = uids.pop(0)
                del free[found[number]]
    for number, cells in enumerate(new):
        if found[number] or not free:
            continue
        like = {uid: _likeness(before, cells) for uid, before in free.items()}
        best = max(like, key=lambda uid: like[uid])
        if like[best] >= _LIKE_ENOUGH:
            found[number] = best
            del free[best]
    return found


def _has_same_id(cells: Cells) -> object:
    return cells.get("id", "")


def _is_same(cells: Cells) -> object:
    return tuple(sorted((name, value) for name, value in cells.items() if value))


def _likeness(one: Cells, other: Cells) -> float:
    """How many of the cells are the same; 0 where neither the words nor the title are."""
    if not any(one.get(name) and one.get(name) == other.get(name) for name in _TELLING):
        return 0.0
    names = [n for n in {*one, *other} if one.get(n) or other.get(n)]
    return sum(one.get(n) == other.get(n) for n in names) / len(names) if names else 0.0


@dataclass(frozen=True, slots=True)
class Merged:
    """The state with what others wrote; ``both`` are cells that both changed, with their value,
    ``taken`` all cells that are theirs now, with the value that they had here."""

    state: State
    both: Mapping[tuple[str, str], str] = field(default_factory=dict)
    taken: Mapping[tuple[str, str], str] = field(default_factory=dict)


def merge(state: State, base: Mapping[str, DeskRow], theirs: Mapping[str, DeskRow]) -> Merged:
    """The state with every cell that they changed, but for those that were changed here as well.

    ``base`` is what the files held when they were last read or written, ``theirs`` what they hold
    now, in the order of the files; both by uid.
    """
    both: dict[tuple[str, str], str] = {}
    taken: dict[tuple[str, str], str] = {}
    tables: dict[str, tuple[DeskRow, ...]] = {}
    ours = {row.uid: row for row in state.rows()}
    for table, rows in state.tables.items():
        kept: list[DeskRow] = []
        for row in rows:
            their, old = theirs.get(row.uid), base.get(row.uid)
            if their is not None and old is not None:
                kept.append(merged_row(row, old, their, both, taken))
            elif their is None and old is not None and row == old:
                continue  # They removed it, and nothing was changed here.
            else:
                kept.append(row)
        here = {row.uid for row in kept}
        order = [uid for uid, row in theirs.items() if row.table == table]
        for place, uid in enumerate(order):
            if uid in here or (uid in base and uid not in ours):
                continue  # It is there, or was removed here.
            behind = [row.uid for row in kept]
            at = next(
                (behind.index(one) + 1 for one in reversed(order[:place]) if one in behind), 0
            )
            kept.insert(at, theirs[uid])
            here.add(uid)
        was = [uid for uid, row in base.items() if row.table == table and uid in here]
        now = [uid for uid in order if uid in here]
        moved = [uid for uid in now if uid in was] != [uid for uid in was if uid in now]
        new = in_order(kept, now) if moved else tuple(kept)
        tables[table] = rows if new == rows else new
    return Merged(replace(state, tables=tables), both, taken)


def merged_row(
    ours: DeskRow,
    base: DeskRow,
    theirs: DeskRow,
    both: dict[tuple[str, str], str],
    taken: dict[tuple[str, str], str],
) -> DeskRow:
    """Our row with the cells that they changed; see ``Merged`` for ``both`` and ``taken``."""
    changes = {}
    for name in dict.fromkeys((*theirs.cells, *base.cells)):
        their, old, our = (row.cells.get(name, "") for row in (theirs, base, ours))
        if their in (old, our):
            continue
        if our == old:
            changes[name] = their
            taken[ours.uid, name] = our
        else:
            both[ours.uid, name] = their
    return ours.with_cells(**changes) if changes else ours
