"""Form, grid, undo and others' writes at random: each cell holds what was written into it last.

A second, simple account of what every cell should hold is kept beside the desk.
"""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.desk import Desk
from dateline.desk.rows import NAMES_OF
from tests.desk.desks import Clock, a_desk, cells_in, done, problems_in, uids, write_cells
from tests.story_files import an_event

EVENTS = [
    an_event(),
    an_event(id="left", title="He leaves", date="2014-04", evidence="He left VK on Monday"),
    an_event(id="met", title="The board meets", date="2013-05", evidence="In May 2013 the board"),
]
Account = dict[str, dict[str, str]]
# Cells that may be anything, a date that is none, and a status that asks for another cell.
COLUMNS = {
    "summary": st.sampled_from(
        ["", "One.", "Two; three", 'A "word"', "Ж 😀", "=1+1", "two\nlines"]
    ),
    "title": st.sampled_from(["", "Opened", "Closed", "Ελλάς"]),
    "date": st.sampled_from(["", "2006", "2014-04-21", "no day", "[..2014]"]),
    "status": st.sampled_from(["reported", "claimed", "planned"]),
}
CELL = st.sampled_from(sorted(COLUMNS)).flatmap(
    lambda column: st.tuples(st.just(column), COLUMNS[column])
)
ROW = st.integers(0, 4)
ACTION = st.one_of(
    st.tuples(st.just("form"), ROW, CELL),
    st.tuples(st.just("grid"), ROW, st.lists(CELL, min_size=1, max_size=3)),
    st.tuples(st.just("other"), ROW, CELL),
    st.tuples(st.just("undo"), st.just(0), st.none()),
    st.tuples(st.just("redo"), st.just(0), st.none()),
    st.tuples(st.just("copy"), ROW, st.none()),
    st.tuples(st.just("delete"), ROW, st.none()),
    st.tuples(st.just("restart"), st.just(0), st.none()),
)


def cells_of(desk: Desk) -> Account:
    """What the desk says each row holds; ids are the program's own."""
    return {
        row["uid"]: {name: cell for name, cell in row["cells"].items() if name != "id"}
        for row in desk.view()["rows"]
        if row["table"] == "events"
    }


def by_id(desk: Desk) -> Account:
    return {
        row["cells"].get("id", ""): row["cells"]
        for row in desk.view()["rows"]
        if row["table"] == "events"
    }


def after(account: Account, step: tuple[str, Any, Any]) -> None:
    """Change the account by a step: of a cell, or of a whole row."""
    uid, old, new = step
    if isinstance(old, tuple):
        (column, before), value = old, new
        if account.get(uid, {}).get(column, "") == before:
            account[uid] = {k: v for k, v in {**account[uid], column: value}.items() if v}
    elif new is None:
        if account.get(uid) == old:
            del account[uid]
    else:
        account.setdefault(uid, new)


@given(st.lists(ACTION, min_size=1, max_size=25))
def test_each_cell_holds_what_was_written_into_it_last(actions: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), Clock()
        desk = a_desk(folder, clock, events=EVENTS)
        account = cells_of(desk)
        steps: list[list[tuple[str, Any, Any]]] = []
        undone: list[list[tuple[str, Any, Any]]] = []
        for kind, number, what in actions:
            clock.now_s += 100
            rows = uids(desk, "events")
            uid = rows[number % len(rows)] if rows else ""
            if kind == "restart":
                before = by_id(desk)
                desk = Desk.open(folder, clock)
                assert by_id(desk) == before
                account, steps, undone = cells_of(desk), [], []
            elif kind in ("undo", "redo"):
                taken, given_ = (steps, undone) if kind == "undo" else (undone, steps)
                answer = desk.do({"do": kind})
                assert ("error" in answer) == (not taken)
                if taken:
                    old = {uid: dict(cells) for uid, cells in account.items()}
                    for one, before_, after_ in reversed(taken.pop()):
                        if isinstance(before_, tuple):
                            after(account, (one, (before_[0], after_), before_[1]))
                        else:
                            after(account, (one, after_, before_))
                    way_back = difference(old, account)
                    if way_back:
                        given_.append(way_back)
            elif not uid:
                continue
            elif kind == "other":
                others_write(folder, desk, uid, what, account)
            else:
                old = {uid: dict(cells) for uid, cells in account.items()}
                write_here(desk, kind, uid, what, account)
                if difference(old, account):
                    steps.append(difference(old, account))
                    undone.clear()
            assert cells_of(desk) == account
            assert problems_in(folder) == []
        assert by_id(Desk.open(folder)) == by_id(desk)


def difference(old: Account, new: Account) -> list[tuple[str, Any, Any]]:
    found: list[tuple[str, Any, Any]] = []
    for uid in dict.fromkeys((*old, *new)):
        if uid not in old or uid not in new:
            found.append((uid, old.get(uid), new.get(uid)))
            continue
        for column in dict.fromkeys((*old[uid], *new[uid])):
            before, value = old[uid].get(column, ""), new[uid].get(column, "")
            if before != value:
                found.append((uid, (column, before), value))
    return found


def write_here(desk: Desk, kind: str, uid: str, what: Any, account: Account) -> None:
    if kind == "copy":
        new = done(desk, "duplicate", uid=uid)
        account[new] = dict(account[uid])
    elif kind == "delete":
        done(desk, "delete", uid=uid)
        del account[uid]
    else:
        cells = [what] if kind == "form" else what
        if kind == "form":
            done(desk, "edit", uid=uid, column=what[0], value=what[1])
        else:
            done(desk, "cells", cells=[{"uid": uid, "column": c, "value": v} for c, v in cells])
        for column, value in cells:
            account[uid] = {k: v for k, v in {**account[uid], column: value}.items() if v}


def others_write(
    folder: Path, desk: Desk, uid: str, what: tuple[str, str], account: Account
) -> None:
    """Another program changes one cell of a row that is in the table."""
    column, value = what
    shown = next(row for row in desk.view()["rows"] if row["uid"] == uid)
    rows = cells_in(folder, "events")
    mine = [cells for cells in rows if cells["id"] == shown["cells"].get("id")]
    if not mine or value in ("", "no day", "claimed"):
        return  # They leave no problem behind.
    before = mine[0][column]
    if value == before:
        return
    mine[0][column] = value
    write_cells(folder, "events", [{n: cells[n] for n in NAMES_OF["events"]} for cells in rows])
    desk.refresh()
    ours = account[uid].get(column, "")
    if ours == before:
        account[uid] = {**account[uid], column: value}
    elif ours != value:
        # Both changed it: ours stays, theirs is shown beside it.
        row = next(row for row in desk.view()["rows"] if row["uid"] == uid)
        assert row["theirs"][column] == value
