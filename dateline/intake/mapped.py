"""A table of any columns to drafts of events, by a map from our columns to theirs."""

from collections.abc import Mapping

from dateline.intake import IntakeError
from dateline.intake.events import DraftEvent
from dateline.intake.plain_html import plain_words
from dateline.intake.sheets import SheetRow, SheetTable
from dateline.intake.written_dates import Order, edtf_of
from dateline.reading.date_guesses import says_which_part
from dateline.story import EVENTS

# Columns of words, in which other programs write HTML.
_WORDS = ("title", "summary", "category", "actors")


def parse_map(text: str) -> dict[str, str]:
    """'date=When,title=What' as a dict; raise ``IntakeError`` for what is no column of events."""
    found: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        ours, equals, theirs = (part.strip() for part in pair.partition("="))
        if not equals or not theirs or ours not in EVENTS.names:
            raise IntakeError(
                f"--map: {pair!r} is no pair; write a column of events.csv, = and a column of the "
                f"file: {', '.join(EVENTS.names)}"
            )
        if ours in found:
            raise IntakeError(f"--map: {ours!r} appears twice; keep one")
        found[ours] = theirs
    return found


def read_mapped(
    table: SheetTable, mapping: Mapping[str, str], order: Order
) -> tuple[DraftEvent, ...]:
    """A draft a row. Columns of our own names need no map; what is not mapped is left over."""
    columns = {"_".join(name.lower().split()): name for name in table.columns}
    known = [name for name in EVENTS.names if name in columns]
    unmapped = {name: columns[name] for name in known if columns[name] not in mapping.values()}
    whole = unmapped | dict(mapping)
    unknown = [theirs for theirs in mapping.values() if theirs not in table.columns]
    if unknown:
        raise IntakeError(
            f"--map: the file has no column {unknown[0]!r}; it has {', '.join(table.columns)}"
        )
    if "title" not in whole:
        raise IntakeError(
            f"no column of the file is an event's title; name it: --map 'title={table.columns[0]}'."
            f" The file has {', '.join(table.columns)}"
        )
    return tuple(_draft(row, whole, order) for row in table.rows)


def _draft(row: SheetRow, whole: Mapping[str, str], order: Order) -> DraftEvent:
    cells = {ours: row.cells[theirs] for ours, theirs in whole.items()}
    if cells.get("date"):
        written = cells["date"]
        cells["date"], clock = edtf_of(written, order)
        notes = [cells.get("date_note", ""), f"Time: {clock}." if clock else ""]
        if cells["date"] != written and says_which_part(written):
            notes.append(f"Date in the file: {written}.")
        cells["date_note"] = " ".join(filter(None, notes))
    left = [(theirs, value) for theirs, value in row.cells.items()
            if value and theirs not in whole.values()]  # fmt: skip
    for name in _WORDS:
        words = plain_words(cells.get(name, ""))
        # A summary may have lines; titles and names have one.
        text = words.text if name == "summary" else " ".join(words.text.split())
        if text != cells.get(name, ""):
            cells[name] = text
        left += [(whole[name], gone) for gone in (*words.addresses, *words.dropped)]
    candidates = (cells.get("summary", ""), cells.get("title", ""))
    return DraftEvent(row.number, cells, candidates, (), left)
