"""The ownership bars of a day as one Plotly figure per layer: a single trace with arrays.

y is the number of the row, counted from the top; the browser puts its own pixels there. What is
stated is solid; what is not disclosed or only follows by arithmetic is hatched; what only
possibly holds is an outline. ``customdata`` is "stake:ID", "" for what nobody states.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dateline.figures.holder_marks import NO_HOLDER, Fill, Look, patterns
from dateline.figures.layout import AXIS, LAYOUT
from dateline.wording import percent_in_words

BAR_PX = 34


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar from ``start`` percent on; ``words`` may stand in it, "" for none."""

    key: str
    words: str
    look: Look | None
    fill: Fill
    row: int
    start: float
    length: float


def bars_figure(pieces: Sequence[Piece], *, language: str = "en") -> go.Figure:
    """Draw all pieces; the axis runs from 0 to 100 percent whatever they add up to."""
    looks = [piece.look or NO_HOLDER for piece in pieces]
    bars: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "base": [piece.start for piece in pieces],
        "x": [piece.length for piece in pieces],
        "y": [piece.row for piece in pieces],
        "width": [BAR_PX] * len(pieces),
        "customdata": [piece.key for piece in pieces],
        "hoverinfo": "none",
        "marker": {
            "line": {"width": 1, "color": [look.colour for look in looks]},
            "pattern": patterns(zip(looks, (piece.fill for piece in pieces), strict=True)),
        },
    }
    ticks = [0, 25, 50, 75, 100]
    layout = {
        **LAYOUT,
        "xaxis": {
            **AXIS,
            "range": [0, 100],
            "tickvals": ticks,
            "ticktext": [percent_in_words(tick, language) for tick in ticks],
        },
        "yaxis": {"visible": False, "fixedrange": True},
    }
    return go.Figure(data=[bars], layout=layout)
