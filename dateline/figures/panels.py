"""The timeline's panels: where in time each dated event is drawn.

Tables in are the events of ``Story`` that ``placement`` calls dated. Rows, ticks and labels depend
on the width there is: they are the browser's. A panel that crowds at ``NARROWEST_PX`` is split.
"""

import datetime as dt
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from dateline.dates import PartialDate
from dateline.story import records

NARROWEST_PX = 470.0
MARK_PX = 13.0
DAY = dt.timedelta(days=1)
_CROWDED_PX = 24.0
# A detail panel is worth it for three marks or more in less than a sixth of the whole span.
_DETAIL_MARKS, _DETAIL_SHARE = 3, 1 / 6
# Above so many the timeline shows counts at first, and one panel of those that a filter leaves.
MOST_MARKS = 300


class Placement(NamedTuple):
    """Events by where they are shown, each in reading order."""

    dated: pd.DataFrame
    undated: pd.DataFrame
    planned: pd.DataFrame


def placement(events: pd.DataFrame) -> Placement:
    """Split events into those on the axis, those listed as undated, and plans.

    Undated: no date, one bound only, or "one day between" for which the article itself has
    no time words, since those bounds are an editor's reasoning.
    """
    rows, places = records(events), []
    for row in rows:
        date: PartialDate | None = row["date"]
        if row["status"] == "planned":
            places.append("planned")
        elif date is None or (date.kind == "one_of" and not _has_day_span(row)):
            places.append("undated")
        else:
            places.append("dated")
    order = sorted(range(len(places)), key=lambda i: _reading_order(rows[i]))
    parts = {
        name: events.iloc[[i for i in order if places[i] == name]]
        for name in ("dated", "undated", "planned")
    }
    return Placement(**parts)


def _has_day_span(row: Mapping[str, Any]) -> bool:
    """Whether a date "one day between" has both bounds, and time words or a source behind them."""
    return row["date"].is_bounded and bool(row["date_words"] or row["background"])


def _reading_order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """By date, then in the order of the article, then by title: a file's order decides nothing."""
    date: PartialDate | None = row["date"]
    day = date.sort_key if date else (dt.date.max, dt.date.max)
    place = min((passage.start for passage in row["evidence"]), default=math.inf)
    return (*day, place, row["title"])


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on the axis: possible from ``start`` (None: not known) to ``end``.

    ``end`` None: it goes on. ``at`` is where its mark stands; ``stated`` is the time as written,
    without the widening of "about"; ``went_on`` the time that it surely lasted, if any. All are
    points of time, a day being its 24 hours.
    """

    key: str
    category: str
    date: PartialDate
    background: bool
    start: dt.datetime | None
    end: dt.datetime | None
    at: dt.datetime
    stated: tuple[dt.datetime | None, dt.datetime | None]
    went_on: tuple[dt.datetime, dt.datetime | None] | None

    @property
    def is_vague(self) -> bool:
        return not (self.date.kind == "date" and self.date.is_exact)


@dataclass(frozen=True, slots=True)
class Panel:
    """A stretch of time with its marks in order of ``at``."""

    start: dt.datetime
    end: dt.datetime
    marks: tuple[Mark, ...]


def timeline_panels(dated: pd.DataFrame) -> tuple[Panel, ...]:
    """One panel, or an overview and the dense weeks enlarged; none without events.

    In an overview stand the events before the detail's; both panels together show each once.
    """
    marks = _marks(dated)
    if not marks:
        return ()
    cut = _split(marks) if len(marks) <= MOST_MARKS else None
    whole = Panel(*_span(marks), tuple(marks[:cut]))
    return (whole,) if cut is None else (whole, Panel(*_span(marks[cut:]), tuple(marks[cut:])))


def _marks(events: pd.DataFrame) -> list[Mark]:
    marks = []
    for row in records(events):
        date: PartialDate = row["date"]
        sure = date.went_on
        marks.append(
            Mark(f"event:{row['id']}", row["category"], date, bool(row["background"]),
                 _begin(date.earliest), _end(date.latest), _place(date),
                 (_begin(date.stated_earliest), _end(date.stated_latest)),
                 (midnight(sure[0]), _end(sure[1])) if sure else None)
        )  # fmt: skip
    return sorted(marks, key=lambda mark: mark.at)


def _begin(day: dt.date | None) -> dt.datetime | None:
    return midnight(day) if day else None


def _end(day: dt.date | None) -> dt.datetime | None:
    return on(midnight(day), DAY) if day else None


def bar_days(date: PartialDate) -> list[int | None] | None:
    """The bar of a vague date on the axis, in whole days; None for a known day.

    [first, last, first as written, last as written, mark], ordinals; None where it has not begun
    or goes on. As written is without the widening of "about". The mark stands in the middle of
    the first day and ``mark``, or on ``mark`` where no first day is known. Two more days, if there
    are any: the first and the last on which it surely went on.
    """
    if date.kind == "date" and date.is_exact:
        return None
    days = (date.earliest, date.latest, date.stated_earliest, date.stated_latest, _mark_end(date))
    return [day.toordinal() if day else None for day in (*days, *(date.went_on or ()))]


def _mark_end(date: PartialDate) -> dt.date:
    """Up to which day the mark of a date is centred: where its end is not known, its start."""
    start = date.start.latest if date.start and date.earliest else None
    return date.latest or start or date.earliest or dt.date.max


def _place(date: PartialDate) -> dt.datetime:
    """The middle of what is possible; where one end is not known, the other end."""
    end = on(midnight(_mark_end(date)), DAY)
    start = midnight(date.earliest) if date.earliest else back(end, DAY)
    return start + (end - start) / 2


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)


def back(time: dt.datetime, by: dt.timedelta) -> dt.datetime:
    return time - by if time - dt.datetime.min > by else dt.datetime.min


def on(time: dt.datetime, by: dt.timedelta) -> dt.datetime:
    return time + by if dt.datetime.max - time > by else dt.datetime.max


def _span(marks: Sequence[Mark], pad: float = 0.04) -> tuple[dt.datetime, dt.datetime]:
    start = min(mark.start or back(mark.at, 20 * DAY) for mark in marks)
    end = max(mark.end or on(mark.at, 20 * DAY) for mark in marks)
    room = max((end - start) * pad, DAY)
    return back(start, room), on(end, room)


def _split(marks: Sequence[Mark]) -> int | None:
    """Where the dense tail begins that deserves a panel of its own; None where none does.

    Of all tails short enough, the one that leaves the fewest marks crowded in both panels.
    """
    ats = [mark.at for mark in marks]
    whole = ats[-1] - ats[0]
    best, least = None, _crowding(ats, *_span(marks))
    starts = [mark.start or dt.datetime.max for mark in marks]
    for i in range(1, len(marks) - _DETAIL_MARKS + 1):
        is_short = max(ats[-1] - ats[i], DAY) <= whole * _DETAIL_SHARE
        # All of the tail's possible time must lie behind all of the head's marks.
        if not is_short or min(starts[i:]) <= ats[i - 1]:
            continue
        crowding = _crowding(ats[: i + 1], *_span(marks)) + _crowding(ats[i:], *_span(marks[i:]))
        if crowding < least:
            best, least = i, crowding
    return best


def _crowding(ats: Sequence[dt.datetime], start: dt.datetime, end: dt.datetime) -> float:
    """How many neighbours come too close when drawn between ``start`` and ``end``."""
    per_px = (end - start) / NARROWEST_PX
    return sum(max(0.0, 1 - (b - a) / per_px / _CROWDED_PX) for a, b in itertools.pairwise(ats))
