"""How shares are drawn: styles of holders, and the figure that the browser fills with pieces.

Pieces are one bar trace with arrays, whatever the number of statements. The browser puts them in
their places, on the bar of a day as in the history, and the words upon them.
"""

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from dateline.figures.layout import LAYOUT
from dateline.figures.palette import HOLDERS, QUIET, tint
from dateline.holdings import holder_of
from dateline.story import records

# Beyond the colours a white pattern distinguishes holders of the same colour; "/" is none of them,
# since it says that a share is not stated.
_PATTERNS = ("", ".", "x", "-", "|", "+")
_CLEAR = "rgba(0,0,0,0)"

# stated; derived, not disclosed or not stated; only possibly in force; still in force and no longer
# stated; up to a bound, where the article gives no other; denied by somebody.
Fill = Literal["solid", "hatched", "possibly", "light", "unbounded", "denied"]


@dataclass(frozen=True, slots=True)
class HolderStyle:
    """How a holder is drawn in every chart."""

    colour: str
    pattern: str = ""


NO_HOLDER = HolderStyle(QUIET)


def holder_styles(stakes: pd.DataFrame) -> dict[tuple[str, ...], HolderStyle]:
    """A style per holder of any share, by ``holdings.holder_of``: the article's holders come first.

    It depends on all of the story's stakes, so that no day and no switch changes it.
    """
    rows = [row for row in records(stakes) if row["share"] is not None]
    order = sorted({(bool(row["background"]), holder_of(row)) for row in rows})
    holders = list(dict.fromkeys(holder for _, holder in order))
    count = len(HOLDERS)
    return {
        holder: HolderStyle(HOLDERS[n % count], _PATTERNS[n // count % len(_PATTERNS)])
        for n, holder in enumerate(holders)
    }


def pieces_figure() -> go.Figure:
    """A chart without pieces: x and y are the browser's pixels."""
    bars: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "hoverinfo": "none",
        "marker": {"line": {"width": 1}},
    }
    return go.Figure(data=[bars], layout=LAYOUT)


def fill_of(style: HolderStyle, fill: Fill) -> dict[str, Any]:
    """How a piece is filled: its ``color``, or the properties of its pattern.

    Plain pieces have no pattern: on paper each one takes much room.
    """
    if fill == "hatched":
        return {"shape": "/", "fgcolor": style.colour, "bgcolor": _CLEAR, "size": 7,
                "solidity": 0.22}  # fmt: skip
    if fill == "denied":
        pale = tint(style.colour, 0.15)
        return {"shape": "\\", "fgcolor": style.colour, "bgcolor": pale, "size": 9,
                "solidity": 0.4}  # fmt: skip
    background = {
        "solid": style.colour,
        "light": tint(style.colour, 0.35),
        "unbounded": tint(style.colour, 0.25),
        "possibly": _CLEAR,
    }[fill]
    if not style.pattern:
        return {"color": background}
    foreground = "#ffffff" if background == style.colour else style.colour
    return {"shape": style.pattern, "fgcolor": foreground, "bgcolor": background, "size": 8,
            "solidity": 0.3}  # fmt: skip
