"""The rows on the desk, as they are now: never changed, replaced as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.characters import storable
from dateline.story import LEFT_OUT, SCHEMAS, TABLE_FILES, Schema

Cells = Mapping[str, str]
SCHEMA_OF: Mapping[str, Schema] = {schema.rows: schema for schema in TABLE_FILES}
# The names of each table's columns; a schema makes them anew each time.
NAMES_OF: Mapping[str, tuple[str, ...]] = {name: of.names for name, of in SCHEMA_OF.items()}
STORY_TABLES = tuple(schema.rows for schema in SCHEMAS)
LEFT_OUT_ROWS = LEFT_OUT.rows


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One row; ``cells`` has every column of its table in order, then those that the file has
    beyond them. ``uid`` stays the same for as long as the row is in its table."""

    uid: str
    table: str
    cells: Cells

    @property
    def id(self) -> str:
        return self.cells.get("id", "")

    def with_cells(self, **changes: str) -> "DeskRow":
        return replace(self, cells={**self.cells, **changes})


def full_cells(table: str, cells: Cells) -> dict[str, str]:
    """The cells with every column of the table, in its order, then the unknown ones."""
    return dict.fromkeys(NAMES_OF[table], "") | {n: storable(cell) for n, cell in cells.items()}


def filled(cells: Cells) -> dict[str, str]:
    return {name: value for name, value in cells.items() if value}


def lines_of(cell: str) -> list[str]:
    return [line for line in map(str.strip, cell.splitlines()) if line]


def names_of(cell: str) -> list[str]:
    """The items of a cell that has ; between them."""
    return [name for name in map(str.strip, cell.split(";")) if name]


@dataclass(frozen=True, slots=True)
class State:
    """Everything that undo brings back: the rows of each table in order, and skipped proposals."""

    tables: Mapping[str, tuple[DeskRow, ...]] = field(
        default_factory=lambda: {schema.rows: () for schema in TABLE_FILES}
    )
    skipped: frozenset[str] = frozenset()

    def rows(self) -> Iterable[DeskRow]:
        for rows in self.tables.values():
            yield from rows

    @property
    def has_rows(self) -> bool:
        return any(self.tables.values())

    def find(self, uid: str) -> DeskRow | None:
        return next((row for row in self.rows() if row.uid == uid), None)

    def place_of(self, row: DeskRow) -> int:
        return next(n for n, one in enumerate(self.tables[row.table]) if one.uid == row.uid)

    def before(self, row: DeskRow) -> str:
        """The uid of the row before this one, "" for the first."""
        place = self.place_of(row)
        return self.tables[row.table][place - 1].uid if place else ""

    def with_row(self, row: DeskRow) -> "State":
        """The row in place of the one with its uid, which is in the same table."""
        rows = tuple(row if one.uid == row.uid else one for one in self.tables[row.table])
        return replace(self, tables={**self.tables, row.table: rows})

    def added(self, row: DeskRow, after: str | None = None) -> "State":
        """The row behind the one with the uid ``after`` ("" = first), else as the last one."""
        rows = list(self.tables[row.table])
        places = [n for n, one in enumerate(rows) if one.uid == after]
        place = 0 if after == "" else places[0] + 1 if places else len(rows)
        rows.insert(place, row)
        return replace(self, tables={**self.tables, row.table: tuple(rows)})

    def without(self, uid: str) -> "State":
        return replace(
            self,
            tables={
                name: tuple(row for row in rows if row.uid != uid)
                if any(row.uid == uid for row in rows)
                else rows
                for name, rows in self.tables.items()
            },
        )

    def ids(self, table: str, but: str = "") -> set[str]:
        return {row.id for row in self.tables[table] if row.uid != but}


def own_id(wanted: str, taken: Iterable[str]) -> str:
    """The id, with a number behind it where another row has it."""
    used, made, number = set(taken), wanted, 1
    while made in used:
        number += 1
        made = f"{wanted}-{number}"
    return made


def relinked(state: State, table: str, old: str, new: str) -> State:
    """Rows that name the id ``old`` in ``disputed_by`` name ``new``; "" = they name none."""
    if not old or "disputed_by" not in NAMES_OF[table]:
        return state
    for row in state.tables[table]:
        named = names_of(row.cells["disputed_by"])
        if old in named:
            kept = [new if name == old else name for name in named]
            cell = "; ".join(dict.fromkeys(filter(None, kept)))
            state = state.with_row(row.with_cells(disputed_by=cell))
    return state


def by_uid(rows: Iterable[DeskRow]) -> dict[str, DeskRow]:
    return {row.uid: row for row in rows}


def in_order(rows: Sequence[DeskRow], like: Sequence[str]) -> tuple[DeskRow, ...]:
    """The rows in the order of ``like``; each other one stays behind the row before it."""
    place = {uid: number for number, uid in enumerate(like)}
    keyed: list[tuple[int, int, DeskRow]] = []
    last = -1
    for number, row in enumerate(rows):
        last = place.get(row.uid, last)
        keyed.append((last, 0 if row.uid in place else number + 1, row))
    return tuple(row for *_, row in sorted(keyed, key=lambda one: one[:2]))
