"""What both ownership charts of a day share: a chart of percent that grows downwards."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dateline.figures.holder_marks import LINE_PX, NO_HOLDER, Dot, Drawing, Fill, Label, Look, Piece
from dateline.figures.labels import escaped, wrapped
from dateline.figures.ownership_words import key_of, title
from dateline.holdings import holder_of
from dateline.story import Share
from dateline.wording import percent_in_words

LETTERS = 42

Looks = Mapping[tuple[str, ...], Look]
Row = dict[str, Any]


class DayChart:
    """A chart that grows downwards; ``y`` is where the next thing goes, in pixels."""

    def __init__(self, looks: Looks, language: str) -> None:
        self.looks = looks
        self.language = language
        self.y = 0.0
        self.marks = Drawing()

    def finished(self) -> go.Figure:
        ticks = [0, 25, 50, 75, 100]
        texts = [percent_in_words(tick, self.language) for tick in ticks]
        xaxis = {"range": [0, 100], "tickvals": ticks, "ticktext": texts}
        return self.marks.figure(self.y, xaxis, upright=False)

    def look(self, row: Row) -> Look:
        return self.looks.get(holder_of(row), NO_HOLDER)

    def words(self, lines: Sequence[str], shift_px: float = 0) -> None:
        self.marks.labels.append(Label(lines, 0, self.y, shift_px))
        self.y -= len(lines) * LINE_PX + 6

    def note(self, text: str, key: str = "", symbol: str = "", look: Look = NO_HOLDER) -> None:
        """Write a line; ``symbol`` stands before it, to be clicked for the statement ``key``."""
        if symbol:
            self.marks.dots.append(Dot(key, text, look, symbol, 0.8, self.y - 9))
        lines = [*map(escaped, wrapped(text, LETTERS))]
        self.words(lines, shift_px=20 if symbol else 0)

    def pieces(
        self, row: Row, start: float, length: float, bottom_px: float, height_px: float
    ) -> None:
        """Draw a share: as it is stated up to its lower bound, hatched up to its upper one."""
        share: Share = row["share"]
        fill: Fill = "solid" if row["basis"] == "stated" else "hatched"
        sure = min(share.low, length)
        parts: list[tuple[float, float, Fill]] = [
            (start, sure, "possibly" if row["possibly"] else fill),
            (start + sure, length - sure, "hatched"),
        ]
        for begin, long, how in parts:
            if long > 0:
                words = title(row, self.language)
                look = self.look(row)
                self.marks.pieces.append(
                    Piece(key_of(row), words, look, how, begin, long, bottom_px, height_px)
                )


def dot_symbol(row: Row) -> str:
    is_plain = row["basis"] == "stated" and not row["possibly"]
    return "circle" if is_plain else "circle-open"


def labelled(name: str, words: str) -> list[str]:
    """The lines of a name in bold and what is said of it, escaped for Plotly."""
    first, *others = wrapped(name + words, LETTERS)
    bold = len(name) if len(name) <= len(first) else 0
    head = f"<b>{escaped(first[:bold])}</b>" if bold else ""
    return [head + escaped(first[bold:]), *map(escaped, others)]
