"""What every chart shares: one quiet layout, without what the reader draws itself."""

from typing import Any

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
