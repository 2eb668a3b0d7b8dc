"""The ownership chart over time: stakes to a figure, one row a holder.

Tables in are the stakes of ``Story``, all of them: see ``figures.ownership``.
"""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dateline.dates import PartialDate
from dateline.figures.holder_marks import (
    NO_HOLDER,
    Dot,
    Fill,
    HolderStyle,
    Piece,
    dots_trace,
    holder_styles,
    upright_bars,
)
from dateline.figures.layout import LAYOUT, TIME_AXIS
from dateline.figures.ownership_words import key_of, statement
from dateline.holdings import Term, holder_of, in_reading_order, terms
from dateline.story import records
from dateline.wording import names_in_words

_LEAST_PERCENT = 4.0  # what a share of nothing is drawn with


@dataclass(frozen=True, slots=True)
class _DatedStatement:
    """A statement and when it is in force."""

    row: dict[str, Any]
    term: Term


@dataclass(frozen=True, slots=True)
class Band:
    """One row of the chart: a holder's statements that stand together, with what is said of them.

    ``name`` is "" for a further row of the holder before.
    """

    name: str
    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The chart and its rows from the top.

    In the figure y is percent of a row; ``bar_bands`` and ``dot_bands`` say which row each point
    of its two traces belongs to, so that the browser can put the words between the rows.
    """

    figure: go.Figure
    bands: tuple[Band, ...]
    bar_bands: tuple[int, ...]
    dot_bands: tuple[int, ...]
    start: dt.datetime
    end: dt.datetime


@dataclass(slots=True)
class _Marks:
    """Pieces and dots of the chart, each with its band, until the figure is made."""

    pieces: list[Piece] = field(default_factory=list)
    piece_bands: list[int] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    dot_bands: list[int] = field(default_factory=list)


def ownership_history(
    stakes: pd.DataFrame, *, of: str = "", language: str = "en", background: bool = True
) -> History:
    """Draw each holder's statements of one whole over time in a row of its own, at their height.

    A dot is a statement; an outline runs over the days on which it only possibly holds. It is
    filled as long as it is stated: over an interval, or until a statement of the same share;
    hatched while it holds but nothing says so any more; empty where nothing is stated. What the
    article and other sources say, and statements that contradict each other, have a band each,
    never joined.
    """
    # What only other sources name still bounds and ends nothing of the article's layer but the
    # first day of the story, so terms are those of all stakes.
    ordered = in_reading_order(stakes)
    statements = [
        _DatedStatement(*pair) for pair in zip(records(ordered), terms(ordered), strict=True)
    ]
    statements = [one for one in statements if one.row["of"] == of]
    statements = [one for one in statements if background or not one.row["background"]]
    styles = holder_styles(stakes)
    start, end = _extent(statements)
    holders: dict[tuple[str, ...], list[_DatedStatement]] = {}
    for one in sorted(statements, key=lambda one: one.term.beginning.first):
        holders.setdefault(holder_of(one.row), []).append(one)
    marks = _Marks()
    bands: list[Band] = []
    for holder, statements_of_holder in holders.items():
        for number, band in enumerate(_bands(statements_of_holder)):
            name = "" if number else names_in_words(band[0].row["holder"])
            style = styles.get(holder, NO_HOLDER)
            _draw_band(marks, band, len(bands), style, end)
            keys = tuple(key_of(one.row) for one in band)
            bands.append(Band(name, _heading(band, language), keys))
    return History(
        _figure(marks, start, end),
        tuple(bands),
        tuple(marks.piece_bands),
        tuple(marks.dot_bands),
        start,
        end,
    )


def _figure(marks: _Marks, start: dt.datetime, end: dt.datetime) -> go.Figure:
    bars = upright_bars(marks.pieces)
    dots = dots_trace(marks.dots)
    layout = {
        **LAYOUT,
        "xaxis": {**TIME_AXIS, "range": [start, end]},
        "yaxis": {"visible": False, "fixedrange": True},
    }
    return go.Figure(data=[bars, dots], layout=layout)


def _extent(statements: Sequence[_DatedStatement]) -> tuple[dt.datetime, dt.datetime]:
    """The first and the last moment of the axis: all days that are named, and some room."""
    named: list[dt.date] = []
    for one in statements:
        date: PartialDate = one.row["date"]
        beginning = one.term.beginning
        named += [beginning.first, beginning.sure or beginning.first]
        named += [date.latest] if date.latest else []
    first, last = min(named, default=dt.date(2000, 1, 1)), max(named, default=dt.date(2000, 1, 1))
    room = max((last - first) / 20, dt.timedelta(days=10))
    start = max(_midnight(first), dt.datetime.min + room) - room
    return start, min(_noon(last), dt.datetime.max - room) + room


@dataclass(slots=True)
class _OpenBand:
    """A band while it is filled, and what decides whether it can hold a further statement."""

    statements: list[_DatedStatement] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    disputed_by: set[str] = field(default_factory=set)
    begin_last: set[dt.date] = field(default_factory=set)

    def has_room_for(self, one: _DatedStatement) -> bool:
        return (
            self.statements[0].row["background"] == one.row["background"]
            and one.term.beginning.last not in self.begin_last
            and one.row["id"] not in self.disputed_by
            and self.ids.isdisjoint(one.row["disputed_by"])
        )

    def add(self, one: _DatedStatement) -> None:
        self.statements.append(one)
        self.ids.add(one.row["id"])
        self.disputed_by.update(one.row["disputed_by"])
        self.begin_last.add(one.term.beginning.last)


def _bands(statements: Sequence[_DatedStatement]) -> list[list[_DatedStatement]]:
    """Statements of one holder in bands: of one layer, none contradicts another or begins with it.

    Each goes to the first band that has room.
    """
    bands: list[_OpenBand] = []
    for one in sorted(statements, key=lambda one: one.row["background"]):
        band = next((band for band in bands if band.has_room_for(one)), None)
        if band is None:
            band = _OpenBand()
            bands.append(band)
        band.add(one)
    return [band.statements for band in bands]


def _heading(band: Sequence[_DatedStatement], language: str) -> str:
    source = "by other sources" if band[0].row["background"] else "by the article"
    return f"{source}: " + "; ".join(statement(one.row, language, brief=True) for one in band)


def _draw_band(
    marks: _Marks,
    band: Sequence[_DatedStatement],
    number: int,
    style: HolderStyle,
    end: dt.datetime,
) -> None:
    # No two of a band begin by the same day.
    in_order = sorted(band, key=lambda one: one.term.beginning.last)
    next_of = {one.row["id"]: after for one, after in itertools.pairwise(in_order)}
    for one in band:
        row = one.row
        after = next_of.get(row["id"])
        symbol, height, dot_style = (
            "circle-open-dot" if row["background"] else "circle",
            50.0,
            style,
        )
        if row["share"] is None:
            symbol, dot_style = "asterisk-open", NO_HOLDER
        else:
            height = min(row["share"].number, row["share"].low or row["share"].number)
            for since, until, fill in _spans(one, after, end):
                for piece in _span_pieces(row, style, fill, since, until - since):
                    marks.pieces.append(piece)
                    marks.piece_bands.append(number)
        marks.dots.append(Dot(key_of(row), dot_style, symbol, _middle(one), height))
        marks.dot_bands.append(number)


def _span_pieces(
    row: dict[str, Any],
    style: HolderStyle,
    fill: Fill,
    since: dt.datetime,
    length: dt.timedelta,
) -> list[Piece]:
    """A time filled up to the lower bound of a share, and hatched from there to the upper one."""
    share = row["share"]
    if share.given == "high":
        only: Fill = "possibly" if fill == "possibly" else "unbounded"
        height = max(share.high, _LEAST_PERCENT)
        return [Piece(key_of(row), style, only, since, length, 0.0, height)]
    low, high = max(share.low, _LEAST_PERCENT), share.extent
    found = [Piece(key_of(row), style, fill, since, length, 0.0, low)]
    if high > low:
        more: Fill = "possibly" if fill == "possibly" else "hatched"
        found.append(Piece(key_of(row), style, more, since, length, low, high - low))
    return found


def _spans(
    one: _DatedStatement, after: _DatedStatement | None, end: dt.datetime
) -> list[tuple[dt.datetime, dt.datetime, Fill]]:
    """How a statement is drawn from when to when; ``after`` is the next one of its band."""
    term = one.term
    first = _midnight(term.beginning.first)
    last = min(_midnight(term.end), end) if term.end else end
    doubtful = min(_midnight(term.doubtful), last) if term.doubtful else last
    sure = min(_midnight(term.beginning.sure), last) if term.beginning.sure else last
    if doubtful <= sure:
        spans: list[tuple[dt.datetime, dt.datetime, Fill]] = [(first, last, "possibly")]
    else:
        stated = max(sure, min(_stated_until(one, after), doubtful))
        spans = [
            (first, sure, "possibly"),
            (sure, stated, "denied" if one.row["denied_by"] else "light"),
            (stated, doubtful, "denied" if one.row["denied_by"] else "hatched"),
            (doubtful, last, "possibly"),
        ]
    return [span for span in spans if span[0] < span[1]]


def _stated_until(one: _DatedStatement, after: _DatedStatement | None) -> dt.datetime:
    """Until when a share is stated: the end of its interval, or the next statement if it agrees."""
    date: PartialDate = one.row["date"]
    until = date.end.earliest if date.kind == "interval" and date.end else None
    stated = _midnight(until) + dt.timedelta(hours=12) if until else dt.datetime.min
    if after and after.row["share"] == one.row["share"]:
        stated = max(stated, _midnight(after.term.beginning.first))
    return stated


def _middle(one: _DatedStatement) -> dt.datetime:
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
