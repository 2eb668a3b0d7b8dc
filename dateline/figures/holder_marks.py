"""What the ownership charts are made of: looks of holders, pieces, dots and labels.

Pieces are two bar traces, one of those that are hatched, and dots one scatter trace, each with
arrays, whatever the number of statements; each point carries ``customdata`` "stake:ID" ("" answers
no click). Labels are kept apart from the traces, as what says where words go.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from dateline.figures.labels import escaped
from dateline.figures.palette import QUIET
from dateline.figures.sketch import FONT, Sketch
from dateline.holdings import holder_of
from dateline.story import records

# Colours of holders; 3:1 against white and #14161a. Past their end a pattern tells apart who has
# the same colour; "/" is none of them, since it says that a share is not stated.
COLOURS = ("#3a76c4", "#b5762a", "#7d6fd0", "#2f8f6b", "#b0559b", "#c8553d")
# Each with the symbol that stands for it where a piece is named in a line.
PATTERNS = {
    "": "square", ".": "square-open-dot", "x": "square-x-open", "+": "square-cross-open",
    "-": "line-ew-open", "|": "line-ns-open",
}  # fmt: skip
_CLEAR = "rgba(0,0,0,0)"
LINE_PX = 18.0
BASE_LINE = {"width": 1, "color": QUIET}
PLAIN_AXIS = {"showgrid": False, "zeroline": False, "fixedrange": True}

# stated; derived, not disclosed or not stated; only possibly in force; confirmed over a time.
Fill = Literal["solid", "hatched", "possibly", "light"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a holder is drawn in every chart."""

    colour: str
    pattern: str = ""

    @property
    def symbol(self) -> str:
        return PATTERNS[self.pattern]


NO_HOLDER = Look(QUIET)


def holder_looks(stakes: pd.DataFrame) -> dict[tuple[str, ...], Look]:
    """A look per holder of any share, by ``holdings.holder_of``: the article's holders come first,
    and of a layer's those of the largest share.

    It depends on all of the story's stakes, so that no day and no switch changes it.
    """
    rows = [row for row in records(stakes) if row["share"] is not None]
    largest: dict[tuple[str, ...], tuple[bool, float]] = {}
    for row in rows:
        rank = (bool(row["background"]), -row["share"].high)
        largest[holder_of(row)] = min(largest.get(holder_of(row), rank), rank)
    holders = sorted(largest, key=lambda holder: (*largest[holder], holder))
    count, patterns = len(COLOURS), tuple(PATTERNS)
    return {
        holder: Look(COLOURS[n % count], patterns[n // count % len(patterns)])
        for n, holder in enumerate(holders)
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """A bar from ``start`` on: ``length`` along the axis, ``bottom_px`` to its top across it.

    Along the axis of a day are percent; along that of the time are ``start`` and ``length`` a
    ``datetime`` and a ``timedelta``. ``words`` are said on hover.
    """

    key: str
    words: str
    look: Look
    fill: Fill
    start: Any
    length: Any
    bottom_px: float
    height_px: float


@dataclass(frozen=True, slots=True)
class Dot:
    key: str
    words: str
    look: Look
    symbol: str
    x: Any
    y_px: float
    size_px: float = 12


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place; ``lines`` are escaped. ``side`` is +1 to the right of x, -1, 0 on it."""

    lines: Sequence[str]
    x: Any
    y_px: float
    shift_px: float = 0
    side: int = 1
    in_plot: bool = True  # False: x is 0 to 1 of the plot's width.


@dataclass
class Drawing:
    """Marks and labels of a chart whose y runs in pixels down from 0, until ``figure``."""

    pieces: list[Piece] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)

    def figure(self, bottom_px: float, xaxis: dict[str, Any], *, upright: bool) -> go.Figure:
        """Make the figure; ``bottom_px`` is below 0. ``upright``: bars stand on a time axis."""
        sketch = Sketch()
        # Plotly takes the colours of patterns from each bar's own: over it, or instead of it.
        for is_hatched, mode in ((False, "overlay"), (True, "replace")):
            pieces = [piece for piece in self.pieces if (piece.fill == "hatched") == is_hatched]
            if pieces:
                bars = _upright(pieces) if upright else _lying(pieces)
                sketch.bar(**bars, **_bar_style(pieces, mode))
        if self.dots:
            sketch.scatter(**self._dots())
        for line in self.lines:
            sketch.line(**line)
        for label in self.labels:
            sketch.words(**_placed(label))
        return sketch.figure(
            height=max(40.0, 8 - bottom_px) + 34,
            margin={"l": 16, "r": 24, "t": 4, "b": 30},
            font={"family": FONT, "size": 13},
            xaxis={**PLAIN_AXIS, **xaxis, "visible": bool(sketch.traces)},
            yaxis={"range": [bottom_px - 4, 4], "visible": False, "fixedrange": True},
        )

    def _dots(self) -> dict[str, Any]:
        colours = [dot.look.colour for dot in self.dots]
        return {
            "mode": "markers",
            "cliponaxis": False,
            "x": [dot.x for dot in self.dots],
            "y": [dot.y_px for dot in self.dots],
            "customdata": [dot.key for dot in self.dots],
            "text": [escaped(dot.words) for dot in self.dots],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "symbol": [dot.symbol for dot in self.dots],
                "size": [dot.size_px for dot in self.dots],
                "color": colours,
                "opacity": 1,  # Plotly draws pale what has sizes of its own.
                "line": {"width": 2, "color": colours},
            },
        }


def _lying(pieces: Sequence[Piece]) -> dict[str, Any]:
    return {
        "orientation": "h",
        "base": [piece.start for piece in pieces],
        "x": [piece.length for piece in pieces],
        "y": [piece.bottom_px + piece.height_px / 2 for piece in pieces],
        "width": [piece.height_px for piece in pieces],
    }


def _upright(pieces: Sequence[Piece]) -> dict[str, Any]:
    return {
        "x": [piece.start + piece.length / 2 for piece in pieces],
        "width": [piece.length / dt.timedelta(milliseconds=1) for piece in pieces],
        "base": [piece.bottom_px for piece in pieces],
        "y": [piece.height_px for piece in pieces],
    }


def _bar_style(pieces: Sequence[Piece], mode: str) -> dict[str, Any]:
    return {
        "customdata": [piece.key for piece in pieces],
        "text": [escaped(piece.words) for piece in pieces],
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "color": [_filling(piece) for piece in pieces],
            "line": {
                "width": [2 if piece.fill == "possibly" else 1 for piece in pieces],
                "color": [piece.look.colour for piece in pieces],
            },
            "pattern": {
                "shape": [_pattern(piece) for piece in pieces],
                "fillmode": mode, "fgopacity": 1, "size": 7, "solidity": 0.22,
            },
        },
    }  # fmt: skip


def _pattern(piece: Piece) -> str:
    if piece.fill == "hatched":
        return "/"
    return piece.look.pattern if piece.fill == "solid" else ""


def _filling(piece: Piece) -> str:
    if piece.fill == "possibly":
        return _CLEAR
    return _pale(piece.look.colour) if piece.fill == "light" else piece.look.colour


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"


def _placed(label: Label) -> dict[str, Any]:
    anchor = {1: "left", 0: "center", -1: "right"}[label.side]
    place = {} if label.in_plot else {"xref": "paper"}
    return {
        "x": label.x, "y": label.y_px, "text": "<br>".join(label.lines), "xanchor": anchor,
        "yanchor": "top", "align": anchor, "xshift": label.shift_px, "font": {"size": 13}, **place,
    }  # fmt: skip
