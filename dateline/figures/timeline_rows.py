"""The timeline's rows: in which order events stand, and over which days each is drawn.

Knows no width and no filter: which rows are shown, and where, is the browser's.
"""

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from dateline.dates import PartialDate
from dateline.story import records


class Placement(NamedTuple):
    """Events by how much is known of their day, each table in the order of the rows."""

    dated: pd.DataFrame
    undated: pd.DataFrame
    planned: pd.DataFrame


def placement(events: pd.DataFrame) -> Placement:
    """Split events into dated ones (two bounds are known), undated ones and plans.

    Dated events stand by their first possible day, undated ones by the only bound they have, those
    without any last. Ties stand in the order of the article, then of their titles: the order of
    the file decides nothing.
    """
    rows = records(events)
    places = [_place(row) for row in rows]
    order = sorted(range(len(rows)), key=lambda n: _order(rows[n]))
    tables = {
        name: events.iloc[[n for n in order if places[n] == name]] for name in Placement._fields
    }
    return Placement(**tables)


def _place(row: Mapping[str, Any]) -> str:
    date: PartialDate | None = row["date"]
    if row["status"] == "planned":
        return "planned"
    return "dated" if date and date.is_bounded else "undated"


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    date: PartialDate | None = row["date"]
    bound = (date.earliest or date.latest) if date else None
    passage = min((passage.start for passage in row["evidence"]), default=math.inf)
    return (bound or dt.date.max, passage, row["title"])


def bar_days(date: PartialDate | None) -> list[int | None] | None:
    """Over which days a vague date is drawn, as ordinals; None for a known day and for no date.

    [first, last, first as written, last as written, mark]: None where no first or last day is
    known, or where it goes on. As written is without the widening of "about". The mark of a date
    with two bounds stands in the middle of the first day and ``mark``. Two more, if it lasted: the
    first and the last day on which it surely went on, the last one None where it goes on.
    """
    if date is None or (date.kind == "date" and date.is_exact):
        return None
    days = (date.earliest, date.latest, date.stated_earliest, date.stated_latest, _mark_end(date))
    return [day.toordinal() if day else None for day in (*days, *(date.went_on or ()))]


def _mark_end(date: PartialDate) -> dt.date:
    """The day up to which the mark of a date is centred: where no end is known, its start."""
    start = date.start.latest if date.start and date.earliest else None
    return date.latest or start or date.earliest or dt.date.max
