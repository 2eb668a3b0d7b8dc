"""What every chart shares: one quiet layout and its axes.

The browser draws figures as still pictures (``staticPlot``) and answers clicks itself, so nothing
here is about hovering or dragging.
"""

from typing import Any

from dateline.figures.palette import QUIET

LAYOUT: dict[str, Any] = {
    "template": "none",
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "showlegend": False,
    "barmode": "overlay",
    "font": {"family": 'system-ui, "DejaVu Sans", sans-serif', "size": 13},
}
# An axis of percent or of time; ticks of time are the browser's, which knows the width.
AXIS: dict[str, Any] = {
    "tickfont": {"size": 13},
    "tickangle": 0,
    "ticks": "outside",
    "tickcolor": QUIET,
    "ticklabeloverflow": "allow",
    "showgrid": False,
    "zeroline": False,
    "fixedrange": True,
}
