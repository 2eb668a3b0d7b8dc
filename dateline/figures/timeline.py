"""The timeline's panels as Plotly figures; rows, ticks and labels are the browser's.

Few traces with array attributes, however many events. Every point of a trace carries ``customdata``
"event:ID"; its y is the side of the axis that it belongs to, +1 above and, for background, -1
below, until the browser puts the pixels of its row there.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dateline.figures.layout import LAYOUT, TIME_AXIS
from dateline.figures.palette import QUIET, Style, style_of, tint
from dateline.figures.panels import MARK_PX, Mark, Panel

_MILLISECOND = dt.timedelta(milliseconds=1)
_BAR_PX = MARK_PX - 4
_LINE_PX = 3


def side_of(mark: Mark) -> int:
    return -1 if mark.background else 1


def timeline_figure(panel: Panel, *, categories: Sequence[str]) -> go.Figure:
    """Draw one panel.

    A known day is a solid mark; anything vaguer is a hollow mark on a bar over all that is
    possible, darker over what is written, with a line along the time that it surely lasted.
    Background is hollow with a dot. ``categories`` are all of the story's, so that a filter never
    changes a colour.
    """
    vague = [mark for mark in panel.marks if mark.is_vague]
    wider = [mark for mark in vague if mark.stated != (mark.start, mark.end)]
    lasted = [(mark, mark.went_on) for mark in vague if mark.went_on]
    not_begun = [mark for mark in panel.marks if mark.start is None]
    not_ended = [mark for mark in panel.marks if mark.end is None]
    styles = {mark.key: style_of(mark.category, categories) for mark in panel.marks}
    traces = [
        _bars(wider, [(mark.start, mark.end) for mark in wider], styles, panel, opacity=0.16),
        _bars(vague, [mark.stated for mark in vague], styles, panel, opacity=0.30),
        _bars([mark for mark, _ in lasted], [time for _, time in lasted], styles, panel,
              opacity=1, height=_LINE_PX),
        _open_ends(not_begun, styles, panel.start, "triangle-left"),
        _open_ends(not_ended, styles, panel.end, "triangle-right"),
        _points(panel.marks, styles),
    ]  # fmt: skip
    axis_line = {
        "type": "line", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 0,
        "line": {"width": 1, "color": QUIET},
    }  # fmt: skip
    layout = {
        **LAYOUT,
        "xaxis": {**TIME_AXIS, "range": [panel.start, panel.end]},
        "yaxis": {"visible": False, "fixedrange": True},
        "shapes": [axis_line],
    }
    return go.Figure(data=[trace for trace in traces if trace["y"]], layout=layout)


def _bars(
    marks: Sequence[Mark],
    spans: Sequence[tuple[dt.datetime | None, dt.datetime | None]],
    styles: Mapping[str, Style],
    panel: Panel,
    *,
    opacity: float,
    height: float = _BAR_PX,
) -> dict[str, Any]:
    starts = [start or panel.start for start, _ in spans]
    ends = [end or panel.end for _, end in spans]
    lengths = [(end - start) / _MILLISECOND for start, end in zip(starts, ends, strict=True)]
    colours = [styles[mark.key].colour for mark in marks]
    return {
        "type": "bar",
        "orientation": "h",
        "base": starts,
        "x": lengths,
        "y": [side_of(mark) for mark in marks],
        "width": [height] * len(marks),
        "customdata": [mark.key for mark in marks],
        "marker": {
            "color": [tint(colour, opacity) for colour in colours],
            "line": {"width": 1, "color": colours},
        },
        "hoverinfo": "none",
    }


def _open_ends(
    marks: Sequence[Mark], styles: Mapping[str, Style], edge: dt.datetime, symbol: str
) -> dict[str, Any]:
    """An arrow head at a panel's edge, for what has no known start or end."""
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [edge] * len(marks),
        "y": [side_of(mark) for mark in marks],
        "customdata": [mark.key for mark in marks],
        "marker": {
            "symbol": symbol,
            "size": [10] * len(marks),
            "opacity": 1,  # Plotly makes marks of several sizes pale
            "color": [styles[mark.key].colour for mark in marks],
        },
        "hoverinfo": "none",
    }


def _points(marks: Sequence[Mark], styles: Mapping[str, Style]) -> dict[str, Any]:
    suffixes = [_suffix(mark) for mark in marks]
    colours = [styles[mark.key].colour for mark in marks]
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [mark.at for mark in marks],
        "y": [side_of(mark) for mark in marks],
        "customdata": [mark.key for mark in marks],
        "marker": {
            "symbol": [
                styles[mark.key].symbol + suffix
                for mark, suffix in zip(marks, suffixes, strict=True)
            ],
            "size": [MARK_PX] * len(marks),
            "opacity": 1,  # Plotly makes marks of several sizes pale
            "color": colours,
            "line": {"width": [2 if suffix else 0 for suffix in suffixes], "color": colours},
        },
        "hoverinfo": "none",
    }


def _suffix(mark: Mark) -> str:
    """Solid for a known day, hollow for less, hollow with a dot for background."""
    return "-open-dot" if mark.background else "-open" if mark.is_vague else ""
