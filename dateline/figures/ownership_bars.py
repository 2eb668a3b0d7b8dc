"""The ownership bars of a day as a Plotly figure without bars: a single trace with arrays.

The browser fills in the pieces that are in force. y is the number of the row, counted from the
top, until the browser puts its own pixels there. What is stated is solid; what is not disclosed or
only follows by arithmetic is hatched; what only possibly holds is an outline. ``customdata`` is
"stake:ID", "" for what nobody states.
"""

from typing import Any

import plotly.graph_objects as go

from dateline.figures.layout import AXIS, LAYOUT
from dateline.wording import percent_in_words


def bars_figure(*, language: str = "en") -> go.Figure:
    """The axis runs from 0 to 100 percent whatever the pieces add up to."""
    bars: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "hoverinfo": "none",
        "marker": {"line": {"width": 1}},
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
