"""What a person does to rows: each action takes the state and gives the new one. No files here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.desk.rows import (
    LEFT_OUT_ROWS,
    SCHEMA_OF,
    STORY_TABLES,
    DeskRow,
    State,
    full_cells,
    lines_of,
    names_of,
    own_id,
    relinked,
)
from dateline.drafting.proposals import short_id
from dateline.reading.cells import id_for

# What a row of one table is called in another.
_SAME = {"text": "title", "summary": "note", "note": "summary"}
_NOUNS = {"events": "event", "stakes": "stake", "quotes": "quote", LEFT_OUT_ROWS: "omission"}


class Refused(Exception):
    """What cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Done:
    """The state after an action, the words for it, and the row that is now in hand."""

    state: State
    said: str
    uid: str = ""


def noun(table: str) -> str:
    return _NOUNS[table]


def row_of(state: State, uid: str) -> DeskRow:
    row = state.find(uid)
    if row is None:
        raise Refused("that row is no longer there")
    return row


def made_id(table: str, cells: Mapping[str, str]) -> str:
    """The id that follows from what a row says; "" where nothing is left of it."""
    if table == "events":
        return short_id(cells.get("title", ""))
    if table == "stakes":
        holder = " ".join(names_of(cells.get("holder", "")))
        return id_for(f"{holder} {cells.get('date', '')[:4]}")
    words = cells.get("text", "").split()[:4]
    return id_for(" ".join([cells.get("speaker", ""), *words]))


def follows(row: DeskRow) -> bool:
    """Whether the id is one that was made of the row's own words."""
    base = made_id(row.table, row.cells)
    return (
        row.id in ("", noun(row.table))
        or (bool(base) and (row.id == base or row.id.rpartition("-")[0] == base))
        or row.id.rpartition("-")[0] == noun(row.table)
    )


def edited(
    state: State, uid: str, column: str, value: str, *, is_finished: bool, saved_id: str = ""
) -> Done:
    """One cell with a new value; the id follows the title until the row is finished.

    ``saved_id`` is by what other rows name it, while its id is being written anew.
    """
    row = row_of(state, uid)
    if column not in row.cells:
        raise Refused(f"{SCHEMA_OF[row.table].file} has no column {column}")
    new = row.with_cells(**{column: value.strip()})
    if "id" in new.cells and column != "id" and not is_finished and follows(row):
        wanted = made_id(row.table, new.cells) or noun(row.table)
        new = new.with_cells(id=own_id(wanted, state.ids(row.table, uid)))
    state = state.with_row(new)
    if new.id and new.id != row.id:
        state = relinked(state, row.table, row.id or saved_id, new.id)
    label = column.replace("_", " ")
    return Done(state, f"change of {label} in {_called(new)}", uid)


def added(
    state: State, uid: str, table: str, cells: Mapping[str, str], after: str | None = None
) -> Done:
    row = DeskRow(uid, table, full_cells(table, cells))
    return Done(state.added(row, after), f"new {noun(table)} {_called(row)}", uid)


def with_passages(state: State, uid: str, passages: Sequence[str]) -> Done:
    row = row_of(state, uid)
    cell = "\n".join(dict.fromkeys(" ".join(words.split()) for words in passages if words.strip()))
    state = state.with_row(row.with_cells(evidence=cell))
    return Done(state, f"passages of {_called(row)}", uid)


def deleted(state: State, uid: str) -> Done:
    """Without the row; rows that named it in ``disputed_by`` do so no more."""
    row = row_of(state, uid)
    place = state.place_of(row)
    rest = [one for one in state.tables[row.table] if one.uid != uid]
    state = relinked(state.without(uid), row.table, row.id, "")
    near = rest[min(place, len(rest) - 1)].uid if rest else ""
    return Done(state, f"deletion of {noun(row.table)} {_called(row)}", near)


def duplicated(state: State, uid: str, new_uid: str, row_id: str) -> Done:
    row = row_of(state, uid)
    cells = {**row.cells, "id": row_id} if "id" in row.cells else row.cells
    state = state.added(DeskRow(new_uid, row.table, cells), uid)
    return Done(state, f"copy of {noun(row.table)} {_called(row)}", new_uid)


def split(state: State, uid: str, at: int, new_uid: str, row_id: str) -> Done:
    """Two rows: the first ``at`` passages stay, the others go into a copy behind the row."""
    row = row_of(state, uid)
    passages = lines_of(row.cells["evidence"])
    if not 0 < at < len(passages):
        raise Refused("a row is split between two of its passages")
    kept, moved = {"evidence": passages[:at]}, {"evidence": passages[at:]}
    if row.table == "quotes":
        text = lines_of(row.cells["text"])
        first = [piece for piece in text if any(_holds(words, piece) for words in passages[:at])]
        kept["text"], moved["text"] = first, [piece for piece in text if piece not in first]
    new = row.with_cells(id=row_id, **{name: "\n".join(lines) for name, lines in moved.items()})
    state = state.with_row(
        row.with_cells(**{name: "\n".join(lines) for name, lines in kept.items()})
    )
    state = state.added(replace(new, uid=new_uid), uid)
    return Done(state, f"split of {noun(row.table)} {_called(row)}", new_uid)


def _holds(words: str, piece: str) -> bool:
    return piece.strip("\"'“”„«»‘’‚‹› ") in " ".join(words.split())


def joined(state: State, uid: str, other_uid: str) -> Done:
    """One row of two: the cells of the first, else those of the second; all passages and names."""
    row, other = row_of(state, uid), row_of(state, other_uid)
    if row.table != other.table or uid == other_uid:
        raise Refused("two rows of one table are joined")
    cells = dict(row.cells)
    for column in SCHEMA_OF[row.table].columns:
        ours, theirs = cells[column.name], other.cells[column.name]
        if column.parse in ("passages", "urls") or column.name == "text":
            lines = dict.fromkeys((*lines_of(ours), *lines_of(theirs)))
            cells[column.name] = "\n".join(lines)
        elif column.parse in ("list", "ids"):
            names = dict.fromkeys((*names_of(ours), *names_of(theirs)))
            own = {row.id, other.id} if column.parse == "ids" else set()
            cells[column.name] = "; ".join(name for name in names if name not in own)
        elif not ours:
            cells[column.name] = theirs
    lost = [name for name, cell in other.cells.items()
            if cell and name != "id" and not _is_within(cell, cells.get(name, ""))]  # fmt: skip
    state = state.with_row(replace(row, cells=cells)).without(other_uid)
    state = relinked(state, row.table, other.id, row.id)
    # It does not contradict itself.
    new = row_of(state, uid)
    rest = [name for name in names_of(new.cells.get("disputed_by", "")) if name != new.id]
    if "disputed_by" in new.cells:
        state = state.with_row(new.with_cells(disputed_by="; ".join(rest)))
    told = f"; the first row's {_listed(lost)} stay" if lost else ""
    return Done(state, f"join of {_called(other)} to {_called(row)}{told}", uid)


def _is_within(cell: str, other: str) -> bool:
    return set(lines_of(cell)) <= set(lines_of(other)) or set(names_of(cell)) <= set(
        names_of(other)
    )


def moved(state: State, uid: str, table: str, new_uid: str, row_id: str) -> Done:
    """The row as a new one of another table: what has no column there stays behind, and is said."""
    row = row_of(state, uid)
    if table not in STORY_TABLES or table == row.table:
        raise Refused(f"a row moves to another table of {', '.join(STORY_TABLES)}")
    names = SCHEMA_OF[table].names
    cells: dict[str, str] = {}
    left: list[str] = []
    for name, cell in row.cells.items():
        new = name if name in names else _SAME.get(name, "")
        is_choice = new in names and SCHEMA_OF[table][new].parse == "choice"
        fits = not is_choice or cell in SCHEMA_OF[table][new].choices
        if cell and new in names and not cells.get(new) and fits:
            cells[new] = cell
        elif cell and name != "id":
            left.append(name)
    cells["id"] = row_id
    if table == "quotes":
        # What is quoted is the article's words, never a title of ours.
        cells["text"] = row.cells["evidence"]
    new_row = DeskRow(new_uid, table, full_cells(table, cells))
    state = relinked(state.without(uid), row.table, row.id, "").added(new_row)
    told = f"; {_listed(left)} stay behind, undo brings them back" if left else ""
    return Done(state, f"move of {_called(row)} to {table}{told}", new_uid)


def _called(row: DeskRow) -> str:
    words = row.cells.get("title") or row.cells.get("holder") or row.cells.get("text", "")
    words = " ".join((words or row.cells.get("evidence", "")).split())
    return f"“{words[:40].rstrip()}…”" if len(words) > 40 else f"“{words}”"


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(name.replace("_", " ") for name in columns)
