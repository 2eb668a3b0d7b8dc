"""What the ownership charts are made of: styles of holders, pieces of bars and dots.

Pieces are one bar trace and dots one scatter trace, each with arrays, whatever the number of
statements; each point carries ``customdata`` "stake:ID" ("" answers no click).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dateline.figures.palette import QUIET, tint
from dateline.holdings import holder_of
from dateline.story import records

# Colours of holders; 3:1 against white and #14161a. Beyond them a white pattern distinguishes
# holders of the same colour; "/" is none of them, since it says that a share is not stated.
COLOURS = ("#3a76c4", "#b5762a", "#7d6fd0", "#2f8f6b", "#b0559b", "#c8553d")
_PATTERNS = ("", ".", "x", "-", "|", "+")
_CLEAR = "rgba(0,0,0,0)"
DOT_PX = 9

# stated; derived, not disclosed or not stated; only possibly in force; confirmed over a time; up to
# a bound, where the article gives no other; denied by somebody.
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
    count = len(COLOURS)
    return {
        holder: HolderStyle(COLOURS[n % count], _PATTERNS[n // count % len(_PATTERNS)])
        for n, holder in enumerate(holders)
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """A bar over the time from ``start`` on, from ``bottom`` percent of its row ``height`` up."""

    key: str
    style: HolderStyle
    fill: Fill
    start: Any
    length: Any
    bottom: float
    height: float


@dataclass(frozen=True, slots=True)
class Dot:
    key: str
    style: HolderStyle
    symbol: str
    x: Any
    y: float


def upright_bars(pieces: Sequence[Piece]) -> dict[str, Any]:
    """One bar trace of pieces that stand on a time axis."""
    return {
        "type": "bar",
        "x": [piece.start + piece.length / 2 for piece in pieces],
        "width": [piece.length / dt.timedelta(milliseconds=1) for piece in pieces],
        "base": [piece.bottom for piece in pieces],
        "y": [piece.height for piece in pieces],
        "customdata": [piece.key for piece in pieces],
        "hoverinfo": "none",
        "marker": {
            "line": {
                "width": [2 if piece.fill == "possibly" else 1 for piece in pieces],
                "color": [piece.style.colour for piece in pieces],
            },
            "pattern": patterns((piece.style, piece.fill) for piece in pieces),
        },
    }


def dots_trace(dots: Sequence[Dot]) -> dict[str, Any]:
    """One scatter trace of dots."""
    colours = [dot.style.colour for dot in dots]
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [dot.x for dot in dots],
        "y": [dot.y for dot in dots],
        "customdata": [dot.key for dot in dots],
        "hoverinfo": "none",
        "marker": {
            "symbol": [dot.symbol for dot in dots],
            "size": [DOT_PX] * len(dots),
            "opacity": 1,
            "color": colours,
            "line": {"width": 2, "color": colours},
        },
    }


def patterns(drawn: Iterable[tuple[HolderStyle, Fill]]) -> dict[str, list[Any]]:
    """How bars are filled, as arrays for one trace.

    Every bar has a pattern, where need be one that nobody sees: beside an array of colours Plotly
    would ignore those of patterns.
    """
    found = [_pattern(style, fill) for style, fill in drawn]
    return {
        name: [pattern[name] for pattern in found]
        for name in ("shape", "fgcolor", "bgcolor", "size", "solidity")
    }


def _pattern(style: HolderStyle, fill: Fill) -> dict[str, Any]:
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
    pattern = {"bgcolor": background, "size": 8, "solidity": 0.3}
    if not style.pattern:
        # Two layers of a pale colour would show as stripes.
        return {**pattern, "shape": "/", "fgcolor": _CLEAR if fill == "unbounded" else background}
    foreground = "#ffffff" if background == style.colour else style.colour
    return {**pattern, "shape": style.pattern, "fgcolor": foreground}
