"""The ownership charts of a day: stakes to figures.

Tables in are the stakes of ``Story`` (see ``story.STAKES``), all of them: ``background`` False
leaves other sources out of the chart, not out of what its colours depend on. What is stated is
solid; what is not disclosed or only follows by arithmetic is hatched; what only possibly holds is
an outline. Nobody is drawn with a share that nobody gave, and nothing beyond 0 to 100 percent.
"""

import datetime as dt
import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dateline.figures.day_chart import LETTERS, DayChart, Row, dot_symbol, labelled
from dateline.figures.holder_marks import (
    BASE_LINE,
    LINE_PX,
    NO_HOLDER,
    Dot,
    Label,
    Piece,
    holder_looks,
)
from dateline.figures.labels import Place, escaped, flag_places, width_px, wrapped
from dateline.figures.ownership_words import (
    key_of,
    several,
    sides,
    statement,
    title,
    together,
)
from dateline.holdings import (
    ROUNDING_PERCENT,
    by_holder,
    in_force,
    sum_range,
)
from dateline.wording import date_in_words, names_in_words, percent_in_words

_PLOT_PX = 254.0  # the narrowest bar that labels are laid out for
_BAR_PX, _ROW_BAR_PX, _HIGHEST_PX = 40.0, 14.0, 260.0
_FLAG_LETTERS = 21


def ownership_figure(
    stakes: pd.DataFrame,
    *,
    subject: str,
    as_of: dt.date | None,
    language: str = "en",
    background: bool = True,
) -> go.Figure:
    """Draw one bar of 100 percent per layer: the article's, and other sources' where given.

    The bar holds the holders of whom one statement is in force; its rest to 100 is hatched and
    labelled as arithmetic. A holder of whom several are has a row below with one bar a statement,
    on the same scale. Shares that together exceed 100 make no bar, but a row each.
    """
    rows = in_force(stakes, as_of)
    drawing = _Layers(holder_looks(stakes), language)
    layers = [("The article", rows[~rows["background"]])]
    if background and stakes["background"].any():
        layers.append(("Other sources", rows[rows["background"]]))
    for number, (name, told) in enumerate(layers):
        drawing.y -= 22 if number else 0
        if len(layers) > 1:
            drawing.words([f"<b>{name}</b>"])
        drawing.layer(told, subject)
    return drawing.finished()


class _Layers(DayChart):
    """The layers of a day, one below the other."""

    def layer(self, rows: pd.DataFrame, subject: str) -> None:
        groups = by_holder(rows)
        single = [group[0] for group in groups if len(group) == 1]
        several_ = [group for group in groups if len(group) > 1]
        held = [row for row in single if row["share"] is not None and row["share"].high > 0]
        unnamed = [row for row in single if row["share"] is None]
        most = math.fsum(row["share"].high for row in held)
        fits = most <= 100 + ROUNDING_PERCENT
        if not len(rows):
            self.note(f"No share in {subject or 'it'} is stated for a day this early")
        if fits and (held or not several_):
            self.stack(held, unnamed, several_)
        elif not fits:
            for row in held:
                self.holder([row])
        for group in several_:
            self.holder(group)
        sum_ = together(sum_range(rows), self.language)
        if sum_:
            self.note(sum_ if fits else f"{sum_} So each is drawn in a row of its own.")
        self.marked(single, unnamed)

    def marked(self, single: Sequence[Row], unnamed: Sequence[Row]) -> None:
        """Name the holders of nothing and of a share that is not disclosed."""
        for row in unnamed:
            words = f"{title(row, self.language)}{sides(row)}"
            self.note(words, key_of(row), "asterisk-open")
        for row in single:
            if row["share"] is not None and row["share"].high == 0:
                since = date_in_words(row["date"], self.language)
                words = f"{title(row, self.language)} since {since}, {row['basis']}{sides(row)}"
                self.note(words, key_of(row), dot_symbol(row))

    def stack(
        self, held: Sequence[Row], unnamed: Sequence[Row], several_: Sequence[Sequence[Row]]
    ) -> None:
        starts = [math.fsum(row["share"].high for row in held[:n]) for n in range(len(held))]
        lines = [wrapped(_flag(row, self.language), _FLAG_LETTERS) for row in held]
        # A leader comes out of its own piece, not of the edge between two.
        tips = [
            start + min(row["share"].high / 2, 1.5) for row, start in zip(held, starts, strict=True)
        ]
        places = self._places(tips, lines)
        ends = [LINE_PX * len(own) for own in lines]
        tops = [place.bottom_px + end for place, end in zip(places, ends, strict=True) if place]
        top = max(tops, default=0.0)
        bar_top = self.y - top - 4
        for row, start, tip, own, place in zip(held, starts, tips, lines, places, strict=True):
            length = min(row["share"].high, 100 - start)
            self.pieces(row, start, length, bar_top - _BAR_PX, _BAR_PX)
            if place:
                upper = bar_top + place.bottom_px + len(own) * LINE_PX
                line = {"width": 1, "color": self.look(row).colour}
                self.marks.lines.append(
                    {"x0": tip, "x1": tip, "y0": bar_top, "y1": upper - 2, "line": line}
                )
                shift = 4 * place.side
                self.marks.labels.append(Label([*map(escaped, own)], tip, upper, shift, place.side))
        self.y = bar_top - _BAR_PX - 4
        self.rest(held, unnamed, several_, bar_top - _BAR_PX)
        for row, place in zip(held, places, strict=True):
            if not place:
                look = self.look(row)
                self.note(_flag(row, self.language), key_of(row), look.symbol, look)

    def _places(self, tips: Sequence[float], lines: Sequence[Sequence[str]]) -> list[Place | None]:
        leaders = [tip * _PLOT_PX / 100 for tip in tips]
        heights = [len(own) * LINE_PX for own in lines]
        widths = [width_px(own) for own in lines]
        return flag_places(leaders, widths, heights, plot_px=_PLOT_PX + 24, highest_px=_HIGHEST_PX)

    def rest(
        self,
        held: Sequence[Row],
        unnamed: Sequence[Row],
        several_: Sequence[Sequence[Row]],
        bottom_px: float,
    ) -> None:
        """Hatch what the bar leaves open to 100, and say by which arithmetic."""
        least = math.fsum(row["share"].low for row in held if row["begun"])
        most = math.fsum(row["share"].high for row in held)
        if most >= 100 - ROUNDING_PERCENT:
            return
        key = key_of(unnamed[0]) if len(unnamed) == 1 and not several_ else ""
        full, open_, stated = (
            percent_in_words(share, self.language) for share in (100, 100 - most, most)
        )
        at_least = "at least " if most - least > ROUNDING_PERCENT else ""
        words = f"{at_least}{open_} {'left for others' if several_ else 'not stated'}"
        self.marks.pieces.append(
            Piece(key, words, NO_HOLDER, "hatched", most, 100 - most, bottom_px, _BAR_PX)
        )
        sum_ = f" = {full} − {stated}, our arithmetic" if most else ""
        names = names_in_words([names_in_words(group[0]["holder"]) for group in several_])
        who = (
            f"What is stated of {names} stands below."
            if several_
            else "Who holds how much of it is not disclosed."
        )
        self.note(f"Hatched: {at_least}{open_}{sum_}. {who}")

    def holder(self, group: Sequence[Row]) -> None:
        """Draw a bar for each statement of one holder, each below its own words."""
        name = names_in_words(group[0]["holder"])
        if len(group) > 1:
            self.words(labelled(name, f": {several(group)}"))
        for row in group:
            said = statement(row, self.language)
            lines = (
                [*map(escaped, wrapped(said, LETTERS))]
                if len(group) > 1
                else labelled(name, f": {said}")
            )
            if row["share"] is None:
                self.note(said, key_of(row), "asterisk-open")
                continue
            self.marks.labels.append(Label(lines, 0, self.y))
            self.y -= len(lines) * LINE_PX + 4 + _ROW_BAR_PX
            self.marks.lines.append(
                {"x0": 0, "x1": 100, "y0": self.y, "y1": self.y, "line": BASE_LINE}
            )
            if row["share"].high > 0:
                self.pieces(row, 0.0, row["share"].high, self.y, _ROW_BAR_PX)
            else:
                words, middle = title(row, self.language), self.y + _ROW_BAR_PX / 2
                dot = Dot(key_of(row), words, self.look(row), dot_symbol(row), 0, middle)
                self.marks.dots.append(dot)
            self.y -= 12
        self.y -= 6


def _flag(row: Row, language: str) -> str:
    return f"{title(row, language)}, {row['basis']}{sides(row)}"
