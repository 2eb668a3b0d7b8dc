"""The timeline's panels as Plotly figures: axes, bars and marks; labels are the browser's.

Few traces with array attributes, however many events. Every point of a trace carries ``customdata``
"event:ID". The y axis is in pixels above the time axis, background below it, so that whoever
draws the figure sets its range and height to the room that the labels need.
"""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dateline.figures.palette import QUIET, Style, style_of
from dateline.figures.panels import DAY, MARK_PX, ROW_PX, Mark, Panel, Placed, midnight, on
from dateline.figures.sketch import LAYOUT
from dateline.wording import Unit, tick_in_words

_MILLISECOND = dt.timedelta(milliseconds=1)
_BAR_PX = MARK_PX - 4
TICKS_PX = 26


def y_px(place: Placed) -> float:
    """The middle of a mark's row, above (or, for background, below) the axis."""
    return (-1 if place.mark.background else 1) * (place.row + 0.75) * ROW_PX


def rows_px(panel: Panel, *, background: bool) -> float:
    """The height of all rows of one side of a panel; 0 where nothing is drawn there."""
    rows = panel.rows(background=background)
    return (rows + 0.4) * ROW_PX if rows else 0.0


def timeline_figure(panel: Panel, *, categories: Sequence[str], language: str = "en") -> go.Figure:
    """Draw one panel.

    A known day is a solid mark; anything vaguer is a hollow mark on a bar over all that is
    possible, darker over what is written. Background is hollow with a dot. ``categories`` are all
    of the story's, so that a filter never changes a colour.
    """
    vague = [place for place in panel.placed if place.mark.is_vague]
    wider = [place for place in vague if place.mark.stated != (place.mark.start, place.mark.end)]
    open_ended = [place for place in panel.placed if place.mark.start is None]
    styles = {place.mark.key: style_of(place.mark.category, categories) for place in panel.placed}
    traces = [
        _bars(wider, [(p.mark.start, p.mark.end) for p in wider], styles, panel, opacity=0.16),
        _bars(vague, [p.mark.stated for p in vague], styles, panel, opacity=0.30),
        _open_ends(open_ended, styles, panel),
        _marks(panel.placed, styles),
    ]
    ticks, words = time_ticks(panel.start, panel.end, language)
    up, down = rows_px(panel, background=False), rows_px(panel, background=True)
    layout = {
        **LAYOUT,
        "height": math.ceil(up + down) + TICKS_PX,
        "margin": {"l": 0, "r": 0, "t": 0, "b": TICKS_PX, "pad": 0},
        "xaxis": {
            "type": "date",
            "range": [panel.start, panel.end],
            "tickvals": ticks,
            "ticktext": words,
            "tickfont": {"size": 13},
            "tickangle": 0,
            "ticks": "outside",
            "tickcolor": QUIET,
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
        "yaxis": {"range": [-down, up], "visible": False, "fixedrange": True},
        "shapes": [
            {
                "type": "line",
                "layer": "below",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": 0,
                "y1": 0,
                "line": {"width": 1, "color": QUIET},
            }
        ],
    }
    return go.Figure(data=[trace for trace in traces if trace["y"]], layout=layout)


def _bars(
    places: Sequence[Placed],
    spans: Sequence[tuple[dt.datetime | None, dt.datetime]],
    styles: dict[str, Style],
    panel: Panel,
    *,
    opacity: float,
) -> dict[str, Any]:
    starts = [start or panel.start for start, _ in spans]
    lengths = [(end - start) / _MILLISECOND for start, (_, end) in zip(starts, spans, strict=True)]
    colours = [styles[place.mark.key].colour for place in places]
    return {
        "type": "bar",
        "orientation": "h",
        "base": starts,
        "x": lengths,
        "y": [y_px(place) for place in places],
        "width": [_BAR_PX] * len(places),
        "customdata": [place.mark.key for place in places],
        "marker": {
            "color": [_tint(colour, opacity) for colour in colours],
            "line": {"width": 1, "color": colours},
        },
        "hoverinfo": "none",
    }


def _open_ends(places: Sequence[Placed], styles: dict[str, Style], panel: Panel) -> dict[str, Any]:
    """An arrow head at the panel's edge where a start is not known."""
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [panel.start] * len(places),
        "y": [y_px(place) for place in places],
        "customdata": [place.mark.key for place in places],
        "marker": {
            "symbol": "triangle-left",
            "size": [10] * len(places),
            "color": [styles[place.mark.key].colour for place in places],
        },
        "hoverinfo": "none",
    }


def _marks(places: Sequence[Placed], styles: dict[str, Style]) -> dict[str, Any]:
    suffixes = [_suffix(place.mark) for place in places]
    colours = [styles[place.mark.key].colour for place in places]
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [place.mark.at for place in places],
        "y": [y_px(place) for place in places],
        "customdata": [place.mark.key for place in places],
        "marker": {
            "symbol": [
                styles[place.mark.key].symbol + suffix
                for place, suffix in zip(places, suffixes, strict=True)
            ],
            "size": [MARK_PX] * len(places),
            "opacity": 1,  # Plotly makes marks of several sizes pale
            "color": colours,
            "line": {"width": [2 if suffix else 0 for suffix in suffixes], "color": colours},
        },
        "hoverinfo": "none",
    }


def _suffix(mark: Mark) -> str:
    """Solid for a known day, hollow for less, hollow with a dot for background."""
    return "-open-dot" if mark.background else "-open" if mark.is_vague else ""


def _tint(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def time_ticks(
    start: dt.datetime, end: dt.datetime, language: str, most: int = 5
) -> tuple[list[dt.datetime], list[str]]:
    """At most about ``most`` ticks at round times, worded for the language."""
    days = (end - start) / DAY
    unit: Unit = "year" if days > 700 else "month" if days > 80 else "day"
    if unit == "year":
        step = next(
            s
            for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
            if days / 365 / s <= most + 2
        )
        years = range(math.ceil(start.year / step) * step, end.year + 1, step)
        found = [dt.datetime(year, 1, 1) for year in years if year >= 1]
    elif unit == "month":
        step = next(s for s in (1, 2, 3, 6, 12) if days / 30 / s <= most + 1)
        months = range(start.year * 12, end.year * 12 + 12)
        found = [dt.datetime(m // 12, m % 12 + 1, 1) for m in months if m % step == 0]
    else:
        step = next(s for s in (1, 2, 7, 14, 28) if days / s <= most + 1)
        first = midnight(start.date())
        if step >= 7:
            first -= first.weekday() * DAY
        found = [on(first, n * step * DAY) for n in range(math.ceil(days / step) + 1)]
    # Words at the very edge would be cut.
    room = (end - start) * 0.025
    inside = [time for time in found if start + room <= time <= end - room]
    return inside, [tick_in_words(time.date(), unit, language) for time in inside]
