"""The marks of the timeline as a Plotly figure without points; the browser gives them their rows.

A few traces, however many events. The ``meta`` of a trace says what the browser puts into it for
each row that is shown, so that how marks look is said here alone: ``span`` names the days that a
bar covers, ``point`` the place of a mark, ``fill`` a colour of the row's category (see
``palette.legend``). Both axes are in pixels: x of the time axis, y of the rows. ``customdata`` is
the row's key, "event:ID".
"""

from typing import Any

import plotly.graph_objects as go

from dateline.figures.layout import LAYOUT

MARK_PX = 12
LEAD_MARK_PX = 15
_BAR_PX = 8
_LINE_PX = 3
# How far a bar fades away from the only bound that is known: it claims no day.
_TAIL_PX = 44


def timeline_figure() -> go.Figure:
    """Draw nothing yet: the traces of the marks, from the lowest to the highest.

    A known day is a solid mark; a vague one a hollow mark on a bar over all that is possible,
    darker over what is written, with a line along the time that it surely lasted. Where only one
    bound is known, a bar fades away from it. Background is hollow with a dot.
    """
    traces = [
        _bars("possible", "pale", outline_px=1),
        _bars("stated", "tint", outline_px=1),
        _bars("lasted", "colour", height_px=_LINE_PX),
        {**_bars("tail", "fading"), "meta": {"span": "tail", "length_px": _TAIL_PX}},
        _points("bound", symbol="line-ns", size_px=_BAR_PX + 4, line_px=2),
        _points("onward", symbol="triangle-right", size_px=_BAR_PX + 2, line_px=0),
        {
            **_points("mark", symbol="circle", size_px=MARK_PX, line_px=2),
            "meta": {
                "point": "mark",
                "lead_size_px": LEAD_MARK_PX,
                "symbols": {"known": "", "vague": "-open", "background": "-open-dot"},
            },
        },
    ]
    hidden = {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False}
    return go.Figure(data=traces, layout={**LAYOUT, "xaxis": hidden, "yaxis": hidden})


def _bars(span: str, fill: str, *, height_px: int = _BAR_PX, outline_px: int = 0) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "width": height_px,
        "marker": {"line": {"width": outline_px}},
        "hoverinfo": "none",
        "meta": {"span": span, "fill": fill},
    }


def _points(point: str, *, symbol: str, size_px: int, line_px: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        # Plotly makes marks of several sizes pale.
        "marker": {"symbol": symbol, "size": size_px, "opacity": 1, "line": {"width": line_px}},
        "hoverinfo": "none",
        "meta": {"point": point},
    }
