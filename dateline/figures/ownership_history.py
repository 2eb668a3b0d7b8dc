"""The ownership chart over time: stakes to a figure, one row a holder.

Tables in are the stakes of ``Story``, all of them: see ``figures.ownership``.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dateline.dates import PartialDate
from dateline.figures.day_chart import labelled
from dateline.figures.holder_marks import (
    BASE_LINE,
    LINE_PX,
    NO_HOLDER,
    Dot,
    Drawing,
    Fill,
    Label,
    Look,
    Piece,
    holder_looks,
)
from dateline.figures.ownership_words import key_of, statement, title
from dateline.figures.palette import QUIET
from dateline.holdings import Term, are_rivals, holder_of, in_reading_order, terms
from dateline.story import records
from dateline.wording import date_in_words, names_in_words

_BAND_PX = 44.0  # 100 percent
_SOME_DAY = dt.date(2000, 1, 1)  # for the axis of nothing
_LEAST_PX = 2.0  # what a share of nothing is drawn with


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement and when it is in force."""

    row: dict[str, Any]
    term: Term


def history_figure(
    stakes: pd.DataFrame,
    *,
    as_of: dt.date | None,
    language: str = "en",
    background: bool = True,
) -> go.Figure:
    """Draw each holder's statements over time in a row of its own, at the height of the share.

    A dot is a statement; an outline runs over the days on which it only possibly holds. It is
    filled as long as it is stated: over an interval, or until a statement of the same share;
    hatched while it holds but nothing says so any more; empty where nothing is stated. What the
    article and other sources say, and statements that contradict each other, have a band each,
    never joined. A dotted line stands at ``as_of``.
    """
    # What only other sources name still bounds and ends nothing of the article's layer but the
    # first day of the story, so terms are those of all stakes.
    ordered = in_reading_order(stakes)
    told = [_Told(*pair) for pair in zip(records(ordered), terms(ordered), strict=True)]
    told = [one for one in told if background or not one.row["background"]]
    looks = holder_looks(stakes)
    start, end = _extent(told, as_of)
    holders: dict[tuple[str, ...], list[_Told]] = {}
    for one in sorted(told, key=lambda one: one.term.beginning.first):
        holders.setdefault(holder_of(one.row), []).append(one)
    drawing, y = Drawing(), 0.0
    for holder, own in holders.items():
        for number, band in enumerate(_bands(own)):
            lines = _heading(band, language, is_first=not number)
            drawing.labels.append(Label(lines, 0, y, in_plot=False))
            y -= len(lines) * LINE_PX + 8 + _BAND_PX
            look = looks.get(holder, NO_HOLDER)
            _draw_band(drawing, band, y, look, language, end)
            drawing.lines.append(
                {"xref": "x domain", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": BASE_LINE}
            )
            if as_of and start <= _noon(as_of) <= end:
                line = {"width": 1, "dash": "dot", "color": QUIET}
                day = _noon(as_of)
                drawing.lines.append(
                    {"x0": day, "x1": day, "y0": y, "y1": y + _BAND_PX, "line": line}
                )
            y -= 10
        y -= 8
    # Plotly takes none but a whole range; without one it would cut what touches the edges.
    xaxis = {"type": "date", "nticks": 6, "ticklabeloverflow": "allow", "range": [start, end]}
    return drawing.figure(y, xaxis, upright=True)


def _extent(told: Sequence[_Told], as_of: dt.date | None) -> tuple[dt.datetime, dt.datetime]:
    """The first and the last moment of the axis: all days that are named, and some room.

    ``as_of`` is kept in sight unless it is so far off that the statements would shrink.
    """
    named = []
    for one in told:
        date: PartialDate = one.row["date"]
        beginning = one.term.beginning
        named += [beginning.first, beginning.sure or beginning.first]
        named += [date.latest] if date.latest else []
    first, last = min(named, default=_SOME_DAY), max(named, default=_SOME_DAY)
    if as_of:
        reach = max(last - first, dt.timedelta(days=365))
        if max(first - as_of, as_of - last) <= reach:
            first, last = min(first, as_of), max(last, as_of)
    room = max((last - first) / 20, dt.timedelta(days=10))
    start = max(_midnight(first), dt.datetime.min + room) - room
    return start, min(_noon(last), dt.datetime.max - room) + room


def _bands(own: Sequence[_Told]) -> list[list[_Told]]:
    """Statements of one holder in bands: of one layer, and none that contradicts another."""
    bands: list[list[_Told]] = []
    for one in sorted(own, key=lambda one: one.row["background"]):
        for band in bands:
            if not any(_must_be_apart(one, other) for other in band):
                band.append(one)
                break
        else:
            bands.append([one])
    return bands


def _must_be_apart(one: _Told, other: _Told) -> bool:
    if one.row["background"] != other.row["background"]:
        return True
    is_same_day = one.term.beginning.last == other.term.beginning.last
    return are_rivals(one.row, other.row) or is_same_day


def _heading(band: Sequence[_Told], language: str, *, is_first: bool) -> list[str]:
    row = band[0].row
    source = "by other sources" if row["background"] else "by the article"
    said = "; ".join(statement(one.row, language, brief=True) for one in band)
    name = names_in_words(row["holder"]) if is_first else ""
    return labelled(name, f" {source}: {said}" if name else f"{source}: {said}")


def _draw_band(
    drawing: Drawing,
    band: Sequence[_Told],
    base: float,
    look: Look,
    language: str,
    end: dt.datetime,
) -> None:
    """Add the statements of a band above ``base``, 100 percent being ``_BAND_PX`` high."""
    for one in band:
        row = one.row
        words = f"{title(row, language)}, {date_in_words(row['date'], language)}"
        symbol = "circle-open-dot" if row["background"] else "circle"
        height = _BAND_PX / 2
        if row["share"] is None:
            symbol, look_ = "asterisk-open", NO_HOLDER
        else:
            height, look_ = row["share"].low * _BAND_PX / 100, look
            for since, until, fill in _spans(one, band, end):
                _draw_span(drawing, row, words, look, fill, since, until - since, base)
        at = _middle(one)
        drawing.dots.append(Dot(key_of(row), words, look_, symbol, at, base + height, 9))


def _draw_span(
    drawing: Drawing,
    row: dict[str, Any],
    words: str,
    look: Look,
    fill: Fill,
    since: dt.datetime,
    length: dt.timedelta,
    base: float,
) -> None:
    """Fill a time up to the lower bound of a share, and hatch it from there to the upper one."""
    low, high = (share * _BAND_PX / 100 for share in (row["share"].low, row["share"].high))
    low = max(low, _LEAST_PX)
    key = key_of(row)
    drawing.pieces.append(Piece(key, words, look, fill, since, length, base, low))
    if high > low:
        more: Fill = "possibly" if fill == "possibly" else "hatched"
        drawing.pieces.append(Piece(key, words, look, more, since, length, base + low, high - low))


def _spans(
    one: _Told, band: Sequence[_Told], end: dt.datetime
) -> list[tuple[dt.datetime, dt.datetime, Fill]]:
    """How a statement is drawn from when to when."""
    term = one.term
    first = _midnight(term.beginning.first)
    last = min(_midnight(term.end), end) if term.end else end
    doubtful = min(_midnight(term.doubtful), last) if term.doubtful else last
    sure = min(_midnight(term.beginning.sure), last) if term.beginning.sure else last
    if doubtful <= sure:
        spans: list[tuple[dt.datetime, dt.datetime, Fill]] = [(first, last, "possibly")]
    else:
        stated = max(sure, min(_stated_until(one, band), doubtful))
        spans = [
            (first, sure, "possibly"),
            (sure, stated, "light"),
            (stated, doubtful, "hatched"),
            (doubtful, last, "possibly"),
        ]
    return [span for span in spans if span[0] < span[1]]


def _stated_until(one: _Told, band: Sequence[_Told]) -> dt.datetime:
    """Until when a share is stated: the end of its interval, or the next statement if it agrees."""
    date: PartialDate = one.row["date"]
    until = date.end.earliest if date.kind == "interval" and date.end else None
    stated = _midnight(until) + dt.timedelta(hours=12) if until else dt.datetime.min
    later = [o for o in band if o.term.beginning.last > one.term.beginning.last]
    following = min(later, key=lambda o: o.term.beginning.last, default=None)
    if following and following.row["share"] == one.row["share"]:
        stated = max(stated, _midnight(following.term.beginning.first))
    return stated


def _middle(one: _Told) -> dt.datetime:
    """Where the dot of a statement goes: the middle of its days as stated, where both are known."""
    date: PartialDate = one.row["date"]
    if date.stated_earliest and date.stated_latest:
        first, last = _noon(date.stated_earliest), _noon(date.stated_latest)
        return first + (last - first) / 2
    return _noon(date.stated_earliest or date.stated_latest or one.term.beginning.first)


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)
