"""The commands of the form and the grids: cells and rows."""

from dateline.desk.actions import (
    Done,
    Refused,
    deleted,
    duplicated,
    edited,
    joined,
    moved,
    noun,
    row_of,
    split,
    with_passages,
)
from dateline.desk.asked import Asked
from dateline.desk.rows import NAMES_OF, SCHEMA_OF, STORY_TABLES, State, own_id
from dateline.desk.session import Answer, Session
from dateline.desk.typed_dates import read_typed_date
from dateline.wording import count_in_words


def edit(session: Session, asked: Asked) -> Answer:
    uid, column, value = asked.text("uid"), asked.text("column"), asked.text("value")
    seen = row_of(session.state, uid).cells.get(column, "")
    session.take_in()
    now = row_of(session.state, uid).cells.get(column, "")
    done = _edited(session, session.state, uid, column, value, seen)
    written = row_of(done.state, uid).cells[column]
    session.note_window(asked.text("window", ""), uid, column, now, written)
    return session.apply(done, cell=(uid, column), said="")


def edit_cells(session: Session, asked: Asked) -> Answer:
    """Many cells, and ``rows`` that are new, as one step."""
    before = session.state
    session.take_in()
    state = session.state
    count = 0
    for cell in asked.items("cells"):
        uid, column = cell.text("uid"), cell.text("column")
        old = before.find(uid)
        seen = old.cells.get(column, "") if old else ""
        state = _edited(session, state, uid, column, cell.text("value"), seen).state
        count += 1
    rows = asked.items("rows") if asked.has("rows") else []
    for row in rows:
        state = _added(session, state, row).state
    done = [count_in_words(count, "cell")] if count else []
    done += [count_in_words(len(rows), "new row")] if rows else []
    return session.apply(Done(state, f"change of {' and '.join(done)}"))


def _edited(session: Session, state: State, uid: str, column: str, value: str, seen: str) -> Done:
    """One cell with a new value; a date as a person writes it becomes EDTF."""
    row = row_of(state, uid)
    is_date = column in NAMES_OF[row.table] and SCHEMA_OF[row.table][column].parse == "date"
    if is_date and (typed := read_typed_date(value, session.article)):
        value = typed.edtf
        session.notes.dates[uid, column] = (typed.edtf, typed.rule)
    session.note_conflict(uid, column, seen, row.cells.get(column, ""), value)
    saved = next((one for one in session.stored.saved[row.table] if one.uid == uid), None)
    return edited(
        state,
        uid,
        column,
        value,
        is_finished=saved is not None and uid != session.fresh,
        saved_id=saved.id if saved else "",
    )


def add(session: Session, asked: Asked) -> Answer:
    """A row without a passage."""
    session.take_in()
    return session.apply(_added(session, session.state, asked))


def _added(session: Session, state: State, asked: Asked) -> Done:
    table = _table(asked)
    cells = asked.cells("cells")
    unknown = [name for name in cells if name not in NAMES_OF[table]]
    if unknown:
        raise Refused(f"{SCHEMA_OF[table].file} has no column {unknown[0]}")
    if typed := read_typed_date(cells.get("date", ""), session.article):
        cells["date"] = typed.edtf
    return session.new_row(table, cells, state)


def take_theirs(session: Session, asked: Asked) -> Answer:
    uid, column = asked.text("uid"), asked.text("column")
    value = session.notes.theirs.get(uid, {}).get(column)
    if value is None:
        raise Refused("nobody else has written that cell")
    session.dismiss(uid, column)
    done = edited(session.state, uid, column, value, is_finished=True)
    return session.apply(done, said="The other value is taken")


def keep_ours(session: Session, asked: Asked) -> Answer:
    session.dismiss(asked.text("uid"), asked.text("column"))
    return {"said": "Kept as it is"}


def undo(session: Session, _: Asked) -> Answer:
    return session.back(session.history.undo, "Undone")


def redo(session: Session, _: Asked) -> Answer:
    return session.back(session.history.redo, "Done again")


def passages(session: Session, asked: Asked) -> Answer:
    session.take_in()
    words = asked.texts("passages")
    return session.apply(with_passages(session.state, asked.text("uid"), words))


def delete(session: Session, asked: Asked) -> Answer:
    session.take_in()
    return session.apply(deleted(session.state, asked.text("uid")))


def duplicate(session: Session, asked: Asked) -> Answer:
    session.take_in()
    uid = asked.text("uid")
    return session.apply(duplicated(session.state, uid, *_copied(session, uid)))


def split_row(session: Session, asked: Asked) -> Answer:
    session.take_in()
    uid, at = asked.text("uid"), asked.number("at")
    return session.apply(split(session.state, uid, at, *_copied(session, uid)))


def _copied(session: Session, uid: str) -> tuple[str, str]:
    """The uid and the id of a row that is made of another."""
    row = row_of(session.state, uid)
    row_id = own_id(row.id or noun(row.table), session.state.ids(row.table))
    session.fresh = session.stored.new_uid(row.table, row_id)
    return session.fresh, row_id


def join(session: Session, asked: Asked) -> Answer:
    session.take_in()
    return session.apply(joined(session.state, asked.text("uid"), asked.text("with")))


def move(session: Session, asked: Asked) -> Answer:
    session.take_in()
    uid, table = asked.text("uid"), _table(asked)
    row = row_of(session.state, uid)
    row_id = own_id(row.id or noun(row.table), session.state.ids(table))
    new_uid = session.fresh = session.stored.new_uid(table, row_id)
    if uid in session.notes.keys:
        session.notes.keys[new_uid] = session.notes.keys[uid]
    return session.apply(moved(session.state, uid, table, new_uid, row_id))


def _table(asked: Asked) -> str:
    table = asked.text("table")
    if table not in STORY_TABLES:
        raise Refused(f"“{table}” is no table; there are {', '.join(STORY_TABLES)}")
    return table


COMMANDS = {
    "edit": edit,
    "cells": edit_cells,
    "add": add,
    "take_theirs": take_theirs,
    "keep_ours": keep_ours,
    "undo": undo,
    "redo": redo,
    "passages": passages,
    "delete": delete,
    "duplicate": duplicate,
    "split": split_row,
    "join": join,
    "move": move,
}
