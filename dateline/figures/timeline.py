"""The timeline: events to figures, wide with flags and narrow as a list.

Tables in are the events of ``Story`` (see ``story.EVENTS``); rows are never mutated. Every mark
and bar carries ``customdata`` "event:ID". The y axes are in pixels, so that lanes are exact.
"""

import datetime as dt
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dateline.dates import PartialDate
from dateline.figures.labels import Place, balanced, escaped, flag_places, width_px, wrapped
from dateline.figures.palette import QUIET, Style, style_of
from dateline.figures.sketch import FONT, Sketch
from dateline.story import records
from dateline.wording import (
    Unit,
    date_in_words,
    gap_in_words,
    later_in_words,
    stance_in_words,
    tick_in_words,
)

_DAY = dt.timedelta(days=1)
# The plot, without margins, for which flags are laid out; a wider one only has more room. The page
# is never narrower where it shows this chart: 475 px in a window of 1000 with a scroll bar.
_PLOT_PX = 470.0
_MARGIN_PX = 24
_ROW_PX = 17.0
_LINE_PX = 15.6  # Plotly's line of 12 px text
_MARK_PX = 13
_MOST_ROWS = 10  # of marks that a group is lifted over, to keep its leader clear of them
_CLEAR_PX = 10.5  # from the middle of the widest mark, a hollow diamond, to past its edge
_HIGHEST_PX = 460.0  # labels that would rise above this are left out, and the figure says so
_MOST_LINES = 24  # of one label; it counts the events that it does not name
_CROWDED_PX = 24.0
# Letters a line and lines of a title at most: the first pair that leaves room for every label is
# taken, else the one that leaves out the fewest.
_TITLE_SIZES = ((24, 3), (18, 4), (24, 2), (16, 2), (20, 1))
_HOVER_LETTERS = 44
# A detail panel is worth it for three marks or more in less than a sixth of the whole span.
_DETAIL_MARKS, _DETAIL_SHARE = 3, 1 / 6


class Placement(NamedTuple):
    """Events by where they are drawn, each in reading order."""

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
    rows = records(events)
    order = sorted(range(len(places)), key=lambda i: _reading_order(rows[i]))
    parts = {
        name: events.iloc[[i for i in order if places[i] == name]]
        for name in ("dated", "undated", "planned")
    }
    return Placement(**parts)


def _is_told(row: Mapping[str, Any]) -> bool:
    """Whether a date "one day between" has both bounds, and time words or a source behind them."""
    return row["date"].is_bounded and bool(row["date_words"] or row["background"])


def _reading_order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """By date, then in the order of the article, then by title: a file's order decides nothing."""
    date: PartialDate | None = row["date"]
    day = date.sort_key if date else (dt.date.max, dt.date.max)
    place = min((passage.start for passage in row["evidence"]), default=math.inf)
    return (*day, place, row["title"])


@dataclass(frozen=True, slots=True)
class _Mark:
    """One event as drawn: the possible time from ``start`` to ``end``, its mark at ``at``."""

    key: str
    title: str
    date: PartialDate
    category: str
    notes: tuple[str, ...]
    stance: str
    background: bool
    is_faint: bool
    start: dt.datetime | None
    end: dt.datetime
    at: dt.datetime

    @property
    def flag_note(self) -> str:
        """What its flag adds to the date; that background is so, its place below the line says."""
        return ", ".join(note for note in self.notes if note != "background")

    @property
    def is_vague(self) -> bool:
        return not (self.date.kind == "date" and self.date.is_exact)

    def drawn_as(self, style: Style, *, size_px: int, line_px: float) -> dict[str, Any]:
        """The marker: solid for a known day, hollow for less, hollow with a dot for background.

        A faint one is small and never pale, which would leave too little contrast.
        """
        suffix = "-open-dot" if self.background else "-open" if self.is_vague else ""
        line = {"width": line_px if suffix else 0, "color": style.colour}
        size = size_px * 0.65 if self.is_faint else size_px
        return {"symbol": style.symbol + suffix, "size": size, "color": style.colour, "line": line}


def _marks(
    events: pd.DataFrame, certainty: Mapping[str, str] | None, until: dt.date | None
) -> list[_Mark]:
    marks = []
    for row in records(events):
        date: PartialDate = row["date"]
        first, last = date.earliest, date.latest
        start = _time(first) if first else None
        end = _on(_time(last or first or dt.date.max), _DAY)
        # A point sits in the middle of what is possible; an interval's mark sits at a known end.
        at = start + (end - start) / 2 if start and date.kind != "interval" else end - _DAY / 2
        if date.kind == "interval" and start and last:
            at = start + (end - start) / 2
        is_possible = certainty is not None and certainty.get(row["id"]) == "possibly"
        is_later = until is not None and (first or last or dt.date.min) > until
        notes = (
            "background" if row["background"] else "",
            row["status"] if row["status"] in ("claimed", "disputed") else "",
            "denied" if row["denied_by"] else "",
            "later" if is_later else "maybe outside the dates" if is_possible else "",
        )
        marks.append(
            _Mark(
                key=f"event:{row['id']}",
                title=row["title"],
                date=date,
                category=row["category"],
                notes=tuple(filter(None, notes)),
                stance=stance_in_words(row["status"], row["asserted_by"], row["denied_by"]),
                background=bool(row["background"]),
                is_faint=is_possible or is_later,
                start=start,
                end=end,
                at=at,
            )
        )
    return sorted(marks, key=lambda mark: mark.at)


def _time(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)


@dataclass(frozen=True, slots=True)
class _Panel:
    """A stretch of time and the marks in it."""

    start: dt.datetime
    end: dt.datetime
    marks: tuple[_Mark, ...]

    def px(self, time: dt.datetime) -> float:
        return _PLOT_PX * ((time - self.start) / (self.end - self.start))


def _panel(marks: Sequence[_Mark], pad: float = 0.04) -> _Panel:
    start = min(mark.start or _back(mark.at, 20 * _DAY) for mark in marks)
    end = max(mark.end for mark in marks)
    room = max((end - start) * pad, _DAY)
    return _Panel(_back(start, room), _on(end, room), tuple(marks))


def _back(time: dt.datetime, by: dt.timedelta) -> dt.datetime:
    return time - by if time - dt.datetime.min > by else dt.datetime.min


def _on(time: dt.datetime, by: dt.timedelta) -> dt.datetime:
    return time + by if dt.datetime.max - time > by else dt.datetime.max


def _split(marks: Sequence[_Mark]) -> int | None:
    """Where the dense tail begins that deserves a panel of its own; None where none does.

    Of all tails short enough, the one that leaves the fewest marks crowded in both panels.
    """
    whole = marks[-1].at - marks[0].at
    best, least = None, _crowding(marks, marks)
    for i in range(1, len(marks) - _DETAIL_MARKS + 1):
        head, tail = marks[:i], marks[i:]
        # All of the tail's possible time must lie behind all of the head's marks.
        starts = [mark.start for mark in tail if mark.start]
        if max(tail[-1].at - tail[0].at, _DAY) > whole * _DETAIL_SHARE or any(
            start <= head[-1].at for start in starts
        ):
            continue
        crowding = _crowding([*head, tail[0]], marks) + _crowding(tail, tail)
        if crowding < least:
            best, least = i, crowding
    return best


def _crowding(marks: Sequence[_Mark], within: Sequence[_Mark]) -> float:
    """How many neighbours come too close when ``marks`` are drawn in the panel of ``within``."""
    panel = _panel(within)
    places = [panel.px(mark.at) for mark in marks]
    return sum(max(0.0, 1 - (b - a) / _CROWDED_PX) for a, b in itertools.pairwise(places))


def timeline_figure(
    events: pd.DataFrame,
    *,
    categories: Sequence[str],
    language: str = "en",
    certainty: Mapping[str, str] | None = None,
    until: dt.date | None = None,
) -> go.Figure:
    """Draw dated events: an overview and, where they crowd, an enlarged panel below it.

    A known day is a solid mark; anything vaguer is a hollow mark on a bar over all that is
    possible. Background hangs below the axis, its marks hollow with a dot. Labels say "claimed",
    "denied" or "disputed". ``categories`` are all of the story's, so that a filter never changes
    a colour; an event whose ``certainty`` is "possibly" or that comes after ``until`` is drawn
    small and its label says why.
    """
    marks = _marks(events, certainty, until)
    sketch = Sketch()
    if not marks:
        return _finished(sketch, height_px=80)
    cut = _split(marks)
    if cut is None:
        panel = _panel(marks)
        height = _draw_panel(sketch, panel, categories, language, axis="")
        return _framed(sketch, [(panel, 0.0, height)], height, language)
    detail = _panel(marks[cut:])
    whole = _panel(marks)
    overview = _Panel(whole.start, whole.end, tuple(marks[:cut]))
    gap_px = 62.0
    detail_px = _draw_panel(sketch, detail, categories, language, axis="2")
    bottom = detail_px + gap_px
    overview_px = _draw_panel(sketch, overview, categories, language, axis="")
    total = bottom + overview_px
    _draw_wedge(sketch, overview, detail, bottom, detail_px, total, language)
    return _framed(sketch, [(overview, bottom, total), (detail, 0.0, detail_px)], total, language)


def _draw_panel(
    sketch: Sketch,
    panel: _Panel,
    categories: Sequence[str],
    language: str,
    *,
    axis: str,
) -> float:
    """Add a panel's bars, marks and flags; return its height in pixels.

    The panel's y runs from -(room for background) to +(room for the article's events).
    """
    above = _flags([m for m in panel.marks if not m.background], panel, language)
    below = _flags([m for m in panel.marks if m.background], panel, language)
    up, down = _height(above, language), _height(below, language) if below else 12.0
    axes = {"xref": f"x{axis}", "yref": f"y{axis}"}
    flags = [(flag, 1) for flag in above] + [(flag, -1) for flag in below]
    sketch.line(
        x0=panel.start, x1=panel.end, y0=0, y1=0,
        line={"width": 1, "color": QUIET}, **axes,
    )  # fmt: skip
    for flag, side in flags:
        for mark, row in zip(flag.marks, flag.rows, strict=True):
            y = side * (row + 0.75) * _ROW_PX
            _draw_mark(sketch, mark, y, panel, categories, language, axis)
        if flag.place is None:
            continue
        top_row = max(flag.rows)
        base = (top_row + 1.2) * _ROW_PX
        rows_px = _rows_px([*above] if side > 0 else [*below])
        bottom = rows_px + flag.place.bottom_px
        top = bottom + flag.height_px(language)
        tip = top if flag.place.side else bottom
        anchor = {1: "left", 0: "center", -1: "right"}[flag.place.side]
        sketch.line(
            x0=flag.at, x1=flag.at, y0=side * base, y1=side * tip,
            line={"width": 1, "color": QUIET}, **axes,
        )  # fmt: skip
        sketch.words(
            x=flag.at, y=side * top, text="<br>".join(flag.html(categories, language)),
            xanchor=anchor, yanchor="top" if side > 0 else "bottom",
            xshift=3 * flag.place.side, align=anchor, font={"size": 12}, **axes,
        )  # fmt: skip
    left_out = sum(len(flag.marks) for flag, _ in flags if flag.place is None)
    if left_out:
        up += _LINE_PX + 6  # a line of its own, above every flag
        sketch.words(
            xref=f"x{axis} domain", yref=f"y{axis}", x=0, y=up, xanchor="left", yanchor="top",
            font={"size": 11},
            text=f"No room for {left_out} label{'s' * (left_out != 1)}: choose a mark or the table",
        )  # fmt: skip
    sketch.layout[f"yaxis{axis}"] = {"range": [-down, up]}
    return up + down


@dataclass(frozen=True, slots=True)
class _Flag:
    """Marks at one place with their shared label and its ``place`` above the rows of marks.

    ``place`` None: there is no room for the label.
    """

    marks: tuple[_Mark, ...]
    rows: tuple[int, ...]
    letters: int
    title_lines: int
    place: Place | None = None

    @property
    def at(self) -> dt.datetime:
        return self.marks[0].at

    def lines(self, language: str) -> list[str]:
        """The label as plain text, for its size."""
        return [line for _, line in self._lines(language)]

    def height_px(self, language: str) -> float:
        return len(self.lines(language)) * _LINE_PX + 2

    def html(self, categories: Sequence[str], language: str) -> list[str]:
        lines = []
        for begins, line in self._lines(language):
            text = escaped(line)
            if begins == "date":
                lines.append(f"<b>{text}</b>")
            elif begins and len(self.marks) > 1:
                lines.append(_glyph(begins, categories) + text)
            else:
                lines.append(text)
        return lines

    def _lines(self, language: str) -> list[tuple[_Mark | Literal["date"] | None, str]]:
        """Lines with what they are: of a date, the first of a mark's title, or its next ones."""
        lines: list[tuple[_Mark | Literal["date"] | None, str]] = []
        before = ""
        for number, mark in enumerate(reversed(self.marks)):
            if len(lines) >= _MOST_LINES:
                lines.append((None, f"and {len(self.marks) - number} more"))
                break
            date = date_in_words(mark.date, language, short=True)
            head = " · ".join(filter(None, (date, mark.flag_note)))
            if head != before:
                lines += [("date", part) for part in wrapped(head, self.letters)]
            before = head
            first, *others = balanced(mark.title, self.letters, most=self.title_lines)
            lines += [(mark, first), *((None, part) for part in others)]
        return lines


def _glyph(mark: _Mark, categories: Sequence[str]) -> str:
    style = style_of(mark.category, categories)
    return f'<span style="color:{style.colour}">{style.glyph}</span> '


def _flags(marks: Sequence[_Mark], panel: _Panel, language: str) -> list[_Flag]:
    """Group marks that share a place, stack what would touch, and give each group a lane."""
    groups: list[list[_Mark]] = []
    for mark in marks:
        if groups and panel.px(mark.at) - panel.px(groups[-1][0].at) < _CLEAR_PX:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    rows_of = _stacked(groups, panel)
    clear = [
        number
        for number, rows in enumerate(rows_of)
        if max(_rows_at_leader(number, groups, rows_of, panel), default=-1) < max(rows)
    ]
    best: list[_Flag] = []
    least = math.inf
    for size in _TITLE_SIZES:
        flags = [_Flag(tuple(group), rows, *size)
                 for group, rows in zip(groups, rows_of, strict=True)]  # fmt: skip
        places = flag_places(
            [panel.px(flags[number].at) for number in clear],
            [width_px(flags[number].lines(language)) for number in clear],
            [flags[number].height_px(language) for number in clear],
            plot_px=_PLOT_PX,
            highest_px=_HIGHEST_PX,
        )
        if places.count(None) < least:
            least = places.count(None)
            for number, place in zip(clear, places, strict=True):
                flags[number] = replace(flags[number], place=place)
            best = flags
        if least == 0:
            break
    return best


def _stacked(groups: Sequence[Sequence[_Mark]], panel: _Panel) -> list[tuple[int, ...]]:
    """The row of each mark of each group: no mark meets another mark or bar."""
    taken: list[list[tuple[float, float]]] = []  # by row: from where to where
    found: list[tuple[int, ...]] = []
    for number, group in enumerate(groups):
        # Above the marks that its leader would run through, if that is not too far up.
        near = _rows_at_leader(number, groups, found, panel)
        lowest = max(near, default=-1) + 1
        rows: list[int] = [lowest - 1] if 0 < lowest <= _MOST_ROWS else []
        for mark in group:
            left = panel.px(mark.start) if mark.start else 0.0
            left = min(left, panel.px(mark.at) - _MARK_PX / 2) - 2
            right = max(panel.px(mark.end), panel.px(mark.at) + _MARK_PX / 2) + 2
            row = rows[-1] + 1 if rows else 0
            while row < len(taken) and any(a < right and left < b for a, b in taken[row]):
                row += 1
            taken += [[] for _ in range(row + 1 - len(taken))]
            taken[row].append((left, right))
            rows.append(row)
        found.append(tuple(rows[-len(group) :]))
    return found


def _rows_at_leader(
    number: int,
    groups: Sequence[Sequence[_Mark]],
    rows_of: Sequence[tuple[int, ...]],
    panel: _Panel,
) -> list[int]:
    """The rows of earlier marks that the leader of a group would run through."""
    if number == 0:
        return []
    at = panel.px(groups[number][0].at)
    before = zip(groups[number - 1], rows_of[number - 1], strict=True)
    return [row for mark, row in before if at - panel.px(mark.at) < _CLEAR_PX]


def _rows_px(flags: Sequence[_Flag]) -> float:
    return (max((max(flag.rows) for flag in flags), default=0) + 1.4) * _ROW_PX


def _height(flags: Sequence[_Flag], language: str) -> float:
    tops = [f.place.bottom_px + f.height_px(language) for f in flags if f.place]
    return _rows_px(flags) + max(tops, default=0.0) + 4


def _draw_mark(
    sketch: Sketch,
    mark: _Mark,
    y: float,
    panel: _Panel,
    categories: Sequence[str],
    language: str,
    axis: str,
) -> None:
    style = style_of(mark.category, categories)
    axes = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    hover = {
        "customdata": [mark.key],
        "text": [_hover_text(mark, language)],
        "hovertemplate": "%{text}<extra></extra>",
    }
    if mark.is_vague:
        possible, stated = (mark.start or panel.start, mark.end), _stated(mark, panel)
        spans = [(stated, 0.30)] if stated == possible else [(possible, 0.16), (stated, 0.30)]
        for (start, end), opacity in spans:
            sketch.bar(
                base=[start], x=[(end - start) / dt.timedelta(milliseconds=1)], y=[y],
                width=[_MARK_PX - 4], orientation="h", textposition="none",
                marker={"color": _tint(style.colour, opacity),
                        "line": {"width": 1, "color": style.colour}}, **hover, **axes,
            )  # fmt: skip
    if mark.start is None:
        sketch.scatter(
            x=[panel.start], y=[y], mode="markers", cliponaxis=False,
            marker={"symbol": "triangle-left", "size": 10, "color": style.colour}, **hover, **axes,
        )  # fmt: skip
    sketch.scatter(
        x=[mark.at], y=[y], mode="markers", cliponaxis=False,
        marker=mark.drawn_as(style, size_px=_MARK_PX, line_px=2), **hover, **axes,
    )  # fmt: skip


def _hover_text(mark: _Mark, language: str) -> str:
    """The whole title, the date in full, who says so and who denies it, for the hover label."""
    told = ("claimed", "disputed", "denied")
    who = ", ".join(filter(None, (mark.stance, *(n for n in mark.notes if n not in told))))
    parts = (date_in_words(mark.date, language), mark.title, who)
    lines = [line for part in parts if part for line in wrapped(part, _HOVER_LETTERS)]
    return "<br>".join(map(escaped, lines))


def _tint(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def _stated(mark: _Mark, panel: _Panel) -> tuple[dt.datetime, dt.datetime]:
    """The time as written, without the widening of "about"."""
    first, last = mark.date.stated_earliest, mark.date.stated_latest
    start = _time(first) if first else panel.start
    return start, _on(_time(last), _DAY) if last else mark.end


def _draw_wedge(
    sketch: Sketch,
    overview: _Panel,
    detail: _Panel,
    bottom_px: float,
    detail_px: float,
    total_px: float,
    language: str,
) -> None:
    """Join the box of the dense weeks to their panel, and say how much larger that is drawn."""
    length = overview.end - overview.start
    left = (detail.start - overview.start) / length
    right = min(1.0, (detail.end - overview.start) / length)
    top, low = (bottom_px - 24) / total_px, (detail_px + 2) / total_px
    sketch.shape(
        type="path", xref="paper", yref="paper", layer="below", line={"width": 0},
        path=f"M{left},{top} L{right},{top} L1,{low} L0,{low} Z",
        fillcolor="rgba(128,132,138,0.14)",
    )  # fmt: skip
    sketch.shape(
        type="rect", xref="x", yref="y", x0=detail.start, x1=detail.end, y0=2, y1=_ROW_PX + 4,
        fillcolor="rgba(128,132,138,0.30)", line={"width": 1, "color": QUIET}, layer="below",
    )  # fmt: skip
    factor = length / (detail.end - detail.start)
    words = ", ".join(filter(None, (_told_span(detail, language), f"enlarged {factor:.0f}×")))
    sketch.words(
        xref="paper", yref="paper", x=0.5, y=low, yanchor="bottom", yshift=4,
        font={"size": 12}, text=words,
    )  # fmt: skip


def _told_span(panel: _Panel, language: str) -> str:
    """From the first to the last time that its events' dates name, each as they name it.

    The panel itself has room at both ends, of days that no source speaks of.
    """
    starts = [mark.date.start for mark in panel.marks if mark.date.start]
    ends = [mark.date.end for mark in panel.marks if mark.date.end]
    if not starts or not ends:
        return ""
    first = min(starts, key=lambda point: (point.stated_earliest, point.stated_latest))
    last = max(ends, key=lambda point: (point.stated_latest, point.stated_earliest))
    return date_in_words(PartialDate("", "interval", first, last), language)


def _framed(
    sketch: Sketch,
    panels: Sequence[tuple[_Panel, float, float]],
    total_px: float,
    language: str,
) -> go.Figure:
    """Set the axes of the panels (the first is x, the second x2) in a figure of exact height."""
    for number, (panel, low, high) in enumerate(panels):
        axis = str(number + 1) if number else ""
        ticks, words = _ticks(panel, language)
        sketch.layout[f"xaxis{axis}"] = {
            "range": [panel.start, panel.end],
            "type": "date",
            "anchor": f"y{axis}",
            "domain": [0, 1],
            "tickvals": ticks,
            "ticktext": words,
            "tickfont": {"size": 12},
            "ticks": "outside",
            "tickcolor": QUIET,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        }
        sketch.layout[f"yaxis{axis}"] |= {
            "domain": [low / total_px, high / total_px],
            "anchor": f"x{axis}",
            "visible": False,
            "fixedrange": True,
        }
    return _finished(sketch, height_px=total_px + 34)


def _finished(sketch: Sketch, *, height_px: float, **layout: Any) -> go.Figure:
    if not sketch.traces:
        layout |= {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
    margin = {"l": _MARGIN_PX, "r": _MARGIN_PX, "t": 4, "b": 30, "pad": 0}
    return sketch.figure(
        **{
            "height": math.ceil(height_px),
            "margin": margin,
            "font": {"family": FONT, "size": 12},
            **layout,
        }
    )


def _ticks(panel: _Panel, language: str, most: int = 5) -> tuple[list[dt.datetime], list[str]]:
    """At most about ``most`` ticks at round times, worded for the language."""
    days = (panel.end - panel.start) / _DAY
    unit: Unit = "year" if days > 700 else "month" if days > 80 else "day"
    if unit == "year":
        step = next(
            s
            for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
            if days / 365 / s <= most + 2
        )
        years = range(math.ceil(panel.start.year / step) * step, panel.end.year + 1, step)
        found = [dt.datetime(year, 1, 1) for year in years if year >= 1]
    elif unit == "month":
        step = next(s for s in (1, 2, 3, 6, 12) if days / 30 / s <= most + 1)
        months = range(panel.start.year * 12, panel.end.year * 12 + 12)
        found = [dt.datetime(m // 12, m % 12 + 1, 1) for m in months if m % step == 0]
    else:
        step = next(s for s in (1, 2, 7, 14, 28) if days / s <= most + 1)
        first = _time(panel.start.date())
        if step >= 7:
            first -= first.weekday() * _DAY
        found = [_on(first, n * step * _DAY) for n in range(math.ceil(days / step) + 1)]
    inside = [time for time in found if panel.start <= time <= panel.end < dt.datetime.max]
    return inside, [tick_in_words(time.date(), unit, language) for time in inside]


def timeline_list_figure(
    events: pd.DataFrame,
    *,
    categories: Sequence[str],
    language: str = "en",
    certainty: Mapping[str, str] | None = None,
    until: dt.date | None = None,
) -> go.Figure:
    """Draw dated events as a list from top to bottom for a phone, with the time between them.

    Not to scale: the gaps are printed, where the dates carry them.
    """
    marks = _marks(events, certainty, until)
    sketch = Sketch()
    if not marks:
        return _finished(sketch, height_px=60)
    y = mark_y = 0.0
    for number, mark in enumerate(marks):
        if number:
            words = _gap(marks[number - 1], mark, language)
            sketch.line(
                x0=0.36, x1=0.36, y0=mark_y - 11, y1=y - (29 if words else 7),
                line={"width": 2, "color": QUIET},
            )  # fmt: skip
            y -= 30 if words else 8
            if words:
                sketch.words(
                    x=0.43, y=y + 20, text=words, xanchor="left", yanchor="middle",
                    font={"size": 12},
                )  # fmt: skip
        mark_y = y - 10
        head = wrapped(date_in_words(mark.date, language, short=True), 12)
        title = wrapped(mark.title, 22)
        notes = [", ".join(mark.notes)] if mark.notes else []
        style = style_of(mark.category, categories)
        sketch.scatter(
            x=[0.36], y=[mark_y], mode="markers", cliponaxis=False,
            marker=mark.drawn_as(style, size_px=17, line_px=2.5),
            customdata=[mark.key], hoverinfo="none",
        )  # fmt: skip
        left = "<br>".join(f"<b>{escaped(line)}</b>" for line in head)
        right = "<br>".join([*map(escaped, title), *(f"<i>{note}</i>" for note in notes)])
        for x, anchor, text, align in (
            (0.31, "right", left, "right"),
            (0.43, "left", right, "left"),
        ):
            sketch.words(
                x=x, y=y, text=text, xanchor=anchor, yanchor="top", align=align,
                font={"size": 14},
            )  # fmt: skip
        y -= 18 * max(len(head), len(title) + len(notes)) + 6
    hidden = {"visible": False, "fixedrange": True}
    return _finished(
        sketch,
        height_px=4 - y,
        xaxis={"range": [0, 1], **hidden},
        yaxis={"range": [y, 4], **hidden},
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        hovermode="y",
        hoverdistance=-1,
    )


def _gap(before: _Mark, after: _Mark, language: str) -> str:
    """The time between two marks, "" where the dates do not carry it."""
    return later_in_words(gap_in_words(before.date, after.date, language), language)


def timeline_alt(events: pd.DataFrame, *, language: str = "en") -> str:
    """Say what the timeline shows now, in reading order, and who says and denies it."""
    rows = records(events)
    if not rows:
        return "Timeline without events."
    listed = "; ".join(
        ", ".join(
            filter(
                None,
                (
                    f"{date_in_words(row['date'], language)}: {row['title']}",
                    stance_in_words(row["status"], row["asserted_by"], row["denied_by"]),
                    "background" if row["background"] else "",
                ),
            )
        )
        for row in rows[:40]
    )
    more = f"; and {len(rows) - 40} more" if len(rows) > 40 else ""
    return f"Timeline of {len(rows)} dated event{'s' * (len(rows) != 1)}. {listed}{more}."
