"""A TimelineJS timeline, its sheet or its JSON, to drafts of events.

Both come as rows of the sheet's columns: of its present form (Year, Month, Day, Headline …), of
its old one (Start Date, Tag …), and of the JSON of either.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.intake import IntakeError
from dateline.intake.events import DraftEvent, LeftRow
from dateline.intake.plain_html import plain_words
from dateline.intake.sheets import SheetRow, SheetTable
from dateline.intake.written_dates import Order, date_of_parts, edtf_of
from dateline.reading.cells import is_id, is_web_address
from dateline.reading.date_guesses import says_which_part

# Of the sheet, in its words; the old form's names that mean the same.
_SAME = {"tag": "group", "media link": "media", "id": "unique id"}
_START, _END = ("year", "month", "day", "time"), ("end year", "end month", "end day", "end time")
# "beside": what a JSON file has at its top, such as its scale.
_NO_EVENTS = ("title", "era", "beside")
_JSON_PARTS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class Timeline:
    """Drafts in the order of the file, rows that are no events, and the title slide's headline."""

    drafts: tuple[DraftEvent, ...]
    left: tuple[LeftRow, ...]
    title: str


def is_timelinejs(columns: Sequence[str]) -> bool:
    """Whether a sheet has the columns that only TimelineJS asks for."""
    names = {_name(column) for column in columns}
    return "headline" in names and bool(names & {"year", "start date"})


def has_events(table: SheetTable) -> bool:
    """Whether any event of a JSON file has a date or words as TimelineJS has them."""
    return any(
        row.cells.get(name)
        for row in table.rows
        if row.cells.get("type") not in _NO_EVENTS
        for name in ("start date", "year", "headline", "text")
    )


def _name(column: str) -> str:
    plain = " ".join(re.sub(r"[_\s]+", " ", column).lower().split())
    return _SAME.get(plain, plain)


def read_timeline(table: SheetTable, order: Order) -> Timeline:
    drafts: list[DraftEvent] = []
    left: list[LeftRow] = []
    title = ""
    for row in table.rows:
        # The row's own names are kept for the report.
        cells: dict[str, tuple[str, str]] = {}
        for column, value in row.cells.items():
            if value:
                # Two columns of one meaning: the second is left over under its own name.
                key = _name(column) if _name(column) not in cells else f"{column} once more"
                cells[key] = (column, value)
        kind = cells.get("type", ("", ""))[1].lower()
        if kind in _NO_EVENTS:
            left.append(LeftRow(row.number, kind, tuple(cells.values())))
            if kind == "title" and "headline" in cells:
                title = title or " ".join(plain_words(cells["headline"][1]).text.split())
            continue
        drafts.append(_draft(row.number, cells, order))
    return Timeline(tuple(drafts), tuple(left), title)


def _draft(number: int, cells: Mapping[str, tuple[str, str]], order: Order) -> DraftEvent:
    rest = dict(cells)

    def take(name: str) -> str:
        return rest.pop(name, ("", ""))[1]

    headline, text = plain_words(take("headline")), plain_words(take("text"))
    shown, group = plain_words(take("display date")), plain_words(take("group"))
    date, notes = _dates(take, order)
    if shown.text:
        notes.append(f"Shown as: {shown.text}.")
    left: list[tuple[str, str]] = []
    media = take("media")
    sources = [("Text", address) for address in text.addresses]
    if is_web_address(media):
        # A picture shows an event; that it happened, the article or a source says.
        notes.append(f"Media: {media}")
    elif media:
        left.append(("Media", media))
    left += [("Text", dropped) for dropped in text.dropped]
    for column, found in (("Headline", headline), ("Display Date", shown), ("Group", group)):
        left += [(column, gone) for gone in (*found.addresses, *found.dropped)]
    own_id = rest.pop("unique id", ("", ""))[1]
    if own_id and not is_id(own_id):
        left.append(("unique id", own_id))
        own_id = ""
    event = {
        "id": own_id,
        "date": date,
        "date_note": " ".join(notes),
        "title": " ".join(headline.text.split()),
        "summary": text.text,
        "category": " ".join(group.text.split()),
    }
    left += [(column, value) for column, value in rest.values() if value]
    candidates = text.quotations or (text.text, headline.text)
    return DraftEvent(number, event, candidates, tuple(sources), left)


def _dates(take: Any, order: Order) -> tuple[str, list[str]]:
    """EDTF of start and end, and what of them has no place in it, in sentences."""
    notes: list[str] = []
    found = []
    for names, old, what in ((_START, "start date", "Time"), (_END, "end date", "Time of the end")):
        year, month, day, clock = (take(name) for name in names)
        written = take(old)
        if year or month or day:
            date = date_of_parts(year, month, day)
        else:
            date, beside = edtf_of(written, order)
            clock = clock or beside
            written = written if date != written and says_which_part(written) else ""
        if written:
            notes.append(f"{old.capitalize()} in the sheet: {written}.")
        if clock:
            notes.append(f"{what}: {clock}.")
        found.append(date)
    start, end = found
    if end and start == end:
        end = ""
    return (f"{start}/{end}" if end else start), notes


def timeline_rows(path: Path, content: object) -> SheetTable:
    """The JSON of a timeline as the rows of its sheet, title and eras included.

    ``path`` is where it was read; with a map any list of events is one.
    """
    rows = list(_json_rows(content)) if isinstance(content, dict) else []
    if not any(row for row in rows if row.get("type") not in _NO_EVENTS):
        raise IntakeError(f"{path} is not a TimelineJS timeline: it has no events")
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    return SheetTable(
        columns,
        tuple(SheetRow(number, {name: row.get(name, "") for name in columns})
              for number, row in enumerate(rows, 1)),
    )  # fmt: skip


def _json_rows(content: dict[str, Any]) -> Iterator[dict[str, str]]:
    """A row each: the title, the events, the eras, in this order; then what stands beside them."""
    old = content.get("timeline")
    if isinstance(old, dict):
        title_slide = {
            name: value for name, value in old.items() if name not in ("date", "era", "type")
        }
        yield _json_row(title_slide | {"timeline.type": old.get("type"), "type": "title"})
        yield from (_json_row(_one(event)) for event in _listed(old.get("date")))
        yield from (_json_row(_one(era) | {"type": "era"}) for era in _listed(old.get("era")))
        return
    if content.get("title"):
        yield _json_row(_one(content["title"]) | {"type": "title"})
    yield from (_json_row(_one(event)) for event in _listed(content.get("events")))
    yield from (_json_row(_one(era) | {"type": "era"}) for era in _listed(content.get("eras")))
    beside = {name: value for name, value in content.items()
              if name not in ("title", "events", "eras")}  # fmt: skip
    if beside:
        yield _json_row(beside | {"type": "beside"})


def _one(item: Any) -> dict[str, Any]:
    return item if isinstance(item, dict) else {"value": item}


def _listed(items: Any) -> list[Any]:
    return items if isinstance(items, list) else [] if items is None else [items]


def _json_row(item: Mapping[str, Any]) -> dict[str, str]:
    """An object's values by the names of the sheet's columns, all others by their own path."""
    row: dict[str, str] = {}
    for path, value in _flat(item):
        if value:
            name = _JSON_COLUMNS.get(path, path)
            # Two dates shown, say: the second keeps its own name.
            row[path if name in row else name] = value
    return row


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for place, inner in enumerate(value, 1):
            yield from _flat(inner, f"{path}.{place}")
    elif value is not None:
        yield path, value if isinstance(value, str) else json.dumps(value)


_JSON_COLUMNS = {
    "text.headline": "headline",
    "text.text": "text",
    "media.url": "media",
    "media.credit": "media credit",
    "media.caption": "media caption",
    "media.thumbnail": "media thumbnail",
    "unique_id": "unique id",
    "display_date": "display date",
    "start_date.display_date": "display date",
    **{f"start_date.{part}": part for part in _JSON_PARTS},
    **{f"end_date.{part}": f"end {part}" for part in _JSON_PARTS},
    "startDate": "start date",
    "endDate": "end date",
    "asset.media": "media",
    "asset.credit": "media credit",
    "asset.caption": "media caption",
    "asset.thumbnail": "media thumbnail",
}
