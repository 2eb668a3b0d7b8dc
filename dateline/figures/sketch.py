"""What every chart shares: a collector of marks, and one quiet layout."""

from typing import Any

import plotly.graph_objects as go

FONT = "Source Sans, sans-serif"
LAYOUT: dict[str, Any] = {
    "template": "none",
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "clickmode": "event",
    "dragmode": False,
    "hovermode": "closest",
    "showlegend": False,
    "barmode": "overlay",
    "hoverlabel": {
        "bgcolor": "#22252b", "bordercolor": "#7a7f87", "align": "left",
        "font": {"family": FONT, "size": 13, "color": "#ffffff"},
    },
}  # fmt: skip


class Sketch:
    """Marks, lines and words of a figure, until ``figure`` makes it in one go.

    Adding each to a ``go.Figure`` checks and copies all that it has: five times slower.
    """

    def __init__(self) -> None:
        self.traces: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = {"annotations": [], "shapes": []}

    def bar(self, **options: Any) -> None:
        self.traces.append({"type": "bar", "showlegend": False, **options})

    def scatter(self, **options: Any) -> None:
        self.traces.append({"type": "scatter", "showlegend": False, **options})

    def line(self, **options: Any) -> None:
        """A straight line behind the marks, from (x0, y0) to (x1, y1)."""
        self.shape(type="line", layer="below", **options)

    def shape(self, **options: Any) -> None:
        self.layout["shapes"].append(options)

    def words(self, **options: Any) -> None:
        self.layout["annotations"].append({"showarrow": False, **options})

    def figure(self, **layout: Any) -> go.Figure:
        """Make the figure; ``layout`` adds to the quiet layout and wins over it."""
        return go.Figure(data=self.traces, layout={**LAYOUT, **self.layout, **layout})
