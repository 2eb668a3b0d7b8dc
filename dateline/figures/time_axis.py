"""The timeline's axis: stretches of time, each to a scale of its own, with empty time cut out.

The cuts follow the story and not what a filter leaves, so that no mark ever moves sideways.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from dateline.dates import PartialDate, Point

MOST_SEGMENTS = 5
# Two groups need no cut: between them is all that the axis has to show.
_FEWEST_GROUPS = 3
# A gap is cut where it takes more than this share of its segment.
CUT_SHARE = 1 / 2


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the axis from ``start`` up to ``end`` (exclusive), both ordinal days.

    ``rows`` is how many events have their mark, or their only bound, in it.
    """

    start: int
    end: int
    rows: int


def time_segments(events: pd.DataFrame, *, cut_share: float = CUT_SHARE) -> tuple[Segment, ...]:
    """Cut the time of the events into segments; none without a date.

    The longest gap of a segment is cut out while it is longer than half of the segment, or than
    ``cut_share`` of it, up to five segments. In a gap nothing may have happened: neither a date,
    nor the start or the end of what lasted. What lasted may reach over it.
    """
    dates = [date for date in events["date"] if date is not None]
    groups = _groups(sorted(days for date in dates for days in _days(date)))
    if not groups:
        return ()
    parts = [groups]
    while len(parts) < MOST_SEGMENTS:
        gaps = [
            (gap, n, place) for n, part in enumerate(parts) for gap, place in _cuts(part, cut_share)
        ]
        if not gaps:
            break
        _, n, place = max(gaps)
        parts[n : n + 1] = [parts[n][:place], parts[n][place:]]
    marks = sorted(_mark(date) for date in dates)
    spans = [(part[0][0], part[-1][1]) for part in parts]
    return tuple(
        Segment(start, end, sum(start <= mark < end for mark in marks)) for start, end in spans
    )


def _cuts(groups: Sequence[tuple[int, int]], cut_share: float) -> Iterator[tuple[int, int]]:
    """The longest gap between groups and the place behind it, if it is to be cut."""
    if len(groups) < _FEWEST_GROUPS:
        return
    gaps = [(after[0] - before[1], n) for n, (before, after) in enumerate(pairwise(groups), 1)]
    longest = max(gaps)
    if longest[0] > (groups[-1][1] - groups[0][0]) * cut_share:
        yield longest


def _groups(days: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of days that touch or overlap, joined."""
    groups: list[tuple[int, int]] = []
    for start, end in days:
        if groups and start <= groups[-1][1]:
            groups[-1] = (groups[-1][0], max(groups[-1][1], end))
        else:
            groups.append((start, end))
    return groups


def _days(date: PartialDate) -> Iterator[tuple[int, int]]:
    """The days, up to an exclusive end, on which something may have happened."""
    if date.kind == "interval":
        yield from (_span(point.earliest, point.latest) for point in _ends(date))
    elif date.earliest and date.latest:
        yield _span(date.earliest, date.latest)
    elif bound := date.earliest or date.latest:
        yield _span(bound, bound)


def _ends(date: PartialDate) -> list[Point]:
    return [point for point in (date.start, date.end) if point]


def _span(first: dt.date, last: dt.date) -> tuple[int, int]:
    return first.toordinal(), last.toordinal() + 1


def _mark(date: PartialDate) -> int:
    """The day of the mark, or of the only bound."""
    first, last = date.earliest or date.latest, date.latest or date.earliest
    if first is None or last is None:
        raise ValueError(f"a date without any bound: {date.edtf}")
    return (first.toordinal() + last.toordinal()) // 2
