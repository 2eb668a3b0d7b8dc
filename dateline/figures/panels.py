"""The timeline's panels: where in time, and in which row, each dated event is drawn.

Tables in are the events of ``Story`` that ``placement`` calls dated. Pixels here are those of the
narrowest plot that the page shows (``NARROWEST_PX``); on a wider one there is only more room, so
that what keeps clear here keeps clear everywhere. Labels are the browser's.
"""

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from dateline.dates import PartialDate
from dateline.story import records

NARROWEST_PX = 470.0
ROW_PX = 17.0
MARK_PX = 13.0
# From the middle of the widest mark, a hollow diamond, to past its edge.
CLEAR_PX = 10.5
DAY = dt.timedelta(days=1)
_CROWDED_PX = 24.0
# A detail panel is worth it for three marks or more in less than a sixth of the whole span.
_DETAIL_MARKS, _DETAIL_SHARE = 3, 1 / 6


class Placement(NamedTuple):
    """Events by where they are shown, each in reading order."""

    dated: pd.DataFrame
    undated: pd.DataFrame
    planned: pd.DataFrame


def placement(events: pd.DataFrame) -> Placement:
    """Split events into those on the axis, those on the shelf, and plans.

    On the shelf: no date, one bound only, or "one day between" for which the article itself has
    no time words, since those bounds are an editor's reasoning.
    """
    places = []
    for row in records(events):
        date: PartialDate | None = row["date"]
        if row["status"] == "planned":
            places.append("planned")
        elif date is None or (date.kind == "one_of" and not _is_told(row)):
            places.append("undated")
        else:
            places.append("dated")
    order = sorted(range(len(places)), key=lambda i: _reading_order(events["date"].iloc[i], i))
    parts = {
        name: events.iloc[[i for i in order if places[i] == name]]
        for name in ("dated", "undated", "planned")
    }
    return Placement(**parts)


def _is_told(row: Mapping[str, Any]) -> bool:
    """Whether a date "one day between" has both bounds, and time words or a source behind them."""
    return row["date"].is_bounded and bool(row["date_words"] or row["background"])


def _reading_order(date: PartialDate | None, index: int) -> tuple[dt.date, dt.date, int]:
    return (*(date.sort_key if date else (dt.date.max, dt.date.max)), index)


@dataclass(frozen=True, slots=True)
class Mark:
    """One event on the axis: possible from ``start`` (None: not known) to ``end``.

    ``at`` is where its mark stands; ``stated`` is the time as written, without the widening of
    "about". All are points of time, a day being its 24 hours.
    """

    key: str
    category: str
    date: PartialDate
    background: bool
    start: dt.datetime | None
    end: dt.datetime
    at: dt.datetime
    stated: tuple[dt.datetime | None, dt.datetime]

    @property
    def is_vague(self) -> bool:
        return not (self.date.kind == "date" and self.date.is_exact)


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its row (0 lies on the axis) and where its label's leader may start.

    ``anchor`` None: whatever its bar covers is covered by others, so that no leader leads out.
    """

    mark: Mark
    row: int
    anchor: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A stretch of time with its marks in order of ``at``; background is stacked below the axis."""

    start: dt.datetime
    end: dt.datetime
    placed: tuple[Placed, ...]

    def rows(self, *, background: bool) -> int:
        found = [place.row + 1 for place in self.placed if place.mark.background == background]
        return max(found, default=0)


def timeline_panels(dated: pd.DataFrame) -> tuple[Panel, ...]:
    """One panel, or an overview and the dense weeks enlarged; none without events.

    In an overview stand the events before the detail's; both panels together show each once.
    """
    marks = _marks(dated)
    if not marks:
        return ()
    cut = _split(marks)
    whole = _span(marks)
    if cut is None:
        return (Panel(*whole, _stacked(marks, *whole)),)
    detail = _span(marks[cut:])
    return (
        Panel(*whole, _stacked(marks[:cut], *whole)),
        Panel(*detail, _stacked(marks[cut:], *detail)),
    )


def _marks(events: pd.DataFrame) -> list[Mark]:
    marks = []
    for row in records(events):
        date: PartialDate = row["date"]
        first, last = date.earliest, date.latest
        start = midnight(first) if first else None
        end = on(midnight(last or first or dt.date.max), DAY)
        # A point sits in the middle of what is possible; an interval without a start at its end.
        at = start + (end - start) / 2 if start and (last or date.kind != "interval") else None
        at = at or end - DAY / 2
        stated_first, stated_last = date.stated_earliest, date.stated_latest
        stated = (
            midnight(stated_first) if stated_first else None,
            on(midnight(stated_last), DAY) if stated_last else end,
        )
        marks.append(
            Mark(f"event:{row['id']}", row["category"], date, bool(row["background"]),
                 start, end, at, stated)
        )  # fmt: skip
    return sorted(marks, key=lambda mark: mark.at)


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)


def back(time: dt.datetime, by: dt.timedelta) -> dt.datetime:
    return time - by if time - dt.datetime.min > by else dt.datetime.min


def on(time: dt.datetime, by: dt.timedelta) -> dt.datetime:
    return time + by if dt.datetime.max - time > by else dt.datetime.max


def _span(marks: Sequence[Mark], pad: float = 0.04) -> tuple[dt.datetime, dt.datetime]:
    start = min(mark.start or back(mark.at, 20 * DAY) for mark in marks)
    end = max(mark.end for mark in marks)
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


def _stacked(marks: Sequence[Mark], start: dt.datetime, end: dt.datetime) -> tuple[Placed, ...]:
    """Stack marks and bars so that none touches another, long bars lowest.

    So a leader, which runs upward from its mark, meets no bar; where a bar's own mark is covered
    by a shorter bar above, its leader starts from a free place of the bar.
    """
    per_px = (end - start) / NARROWEST_PX

    def px(time: dt.datetime | None) -> float:
        return 0.0 if time is None else (time - start) / per_px

    found: list[Placed] = []
    for background in (False, True):
        layer = [mark for mark in marks if mark.background == background]
        boxes = []
        for mark in layer:
            left, right = px(mark.at) - MARK_PX / 2, px(mark.at) + MARK_PX / 2
            if mark.is_vague:
                left, right = min(left, px(mark.start)), max(right, px(mark.end))
            boxes.append((left - 1.5, right + 1.5))
        order = sorted(range(len(layer)), key=lambda i: (boxes[i][0] - boxes[i][1], layer[i].at))
        rows: dict[int, int] = {}
        for i in order:
            under = [
                rows[j] for j in rows if boxes[j][0] < boxes[i][1] and boxes[i][0] < boxes[j][1]
            ]
            rows[i] = max(under, default=-1) + 1
        for i, mark in enumerate(layer):
            above = [boxes[j] for j in rows if rows[j] > rows[i]]
            place = _free(px(mark.at), boxes[i], above)
            is_same = place is not None and abs(place - px(mark.at)) < 0.01
            anchor = mark.at if is_same else None if place is None else start + place * per_px
            found.append(Placed(mark, rows[i], anchor))
    return tuple(sorted(found, key=lambda place: place.mark.at))


def _free(
    at: float, box: tuple[float, float], above: Sequence[tuple[float, float]]
) -> float | None:
    """Where a leader can rise from ``box`` past what lies above it, nearest to ``at``.

    Marks right over the mark itself share its leader, so they do not count.
    """
    blocking = [
        (left, right) for left, right in above
        if left < box[1] and box[0] < right
        and not (right - left < 2 * MARK_PX and abs((left + right) / 2 - at) < CLEAR_PX)
    ]  # fmt: skip
    tried = [at, box[0] + 4, box[1] - 4, *(edge + s for b in blocking for edge, s in
             ((b[0], -3), (b[1], 3)))]  # fmt: skip
    free = [
        x for x in tried
        if box[0] <= x <= box[1] and not any(a - 2 < x < b + 2 for a, b in blocking)
    ]  # fmt: skip
    return min(free, key=lambda x: abs(x - at), default=None)
