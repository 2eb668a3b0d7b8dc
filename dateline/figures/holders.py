"""The chart of what is known of each holder on a day: stakes to a figure."""

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from dateline.figures.day_chart import DayChart, Row, dot_symbol, labelled
from dateline.figures.holder_marks import BASE_LINE, NO_HOLDER, Dot, Fill, Piece, holder_looks
from dateline.figures.ownership_words import key_of, share_words, sides, statement, title
from dateline.holdings import ROUNDING_PERCENT, in_force, sum_range
from dateline.story import Share, records
from dateline.wording import names_in_words, percent_in_words


def holders_figure(
    stakes: pd.DataFrame, *, as_of: dt.date | None, language: str = "en", background: bool = True
) -> go.Figure:
    """Draw what is known of each holder between 0 and 100 percent, one row a statement.

    A dot is a stated share, a hollow dot one that is derived, possibly in force or another
    source's, a bar a range. A hatched bar runs over all that arithmetic leaves open beside the
    least that the same layer states.
    """
    rows = in_force(stakes, as_of)
    day = DayChart(holder_looks(stakes), language)
    for row in records(rows if background else rows[~rows["background"]]):
        total = sum_range(rows[rows["background"] == row["background"]])
        open_ = max(0.0, 100 - total.low) if total else 100.0
        is_open = row["share"] is None and open_ > ROUNDING_PERCENT
        day.words(labelled(names_in_words(row["holder"]), _known_of(row, total, language)))
        at = day.y - 10
        day.marks.lines.append({"x0": 0, "x1": 100, "y0": at, "y1": at, "line": BASE_LINE})
        if is_open:
            piece = Piece(key_of(row), title(row, language), NO_HOLDER, "hatched", 0.0, open_,
                          at - 6, 12.0)  # fmt: skip
            day.marks.pieces.append(piece)
        elif row["share"] is None:
            day.marks.dots.append(
                Dot(key_of(row), title(row, language), NO_HOLDER, "asterisk-open", 0.8, at)
            )
        else:
            _draw_known(day, row, at)
        day.y -= 32
    return day.finished()


def _draw_known(day: DayChart, row: Row, at: float) -> None:
    share: Share = row["share"]
    words, look = title(row, day.language), day.look(row)
    if not share.is_exact:
        fill: Fill = "possibly" if row["possibly"] else "solid"
        piece = Piece(key_of(row), words, look, fill, share.low, share.high - share.low, at - 4, 8)
        day.marks.pieces.append(piece)
    symbol = "circle-open" if row["background"] else dot_symbol(row)
    for end in sorted({share.low, share.high}):
        day.marks.dots.append(Dot(key_of(row), words, look, symbol, end, at, 13))


def _known_of(row: Row, total: Share | None, language: str) -> str:
    """What is known of a holder, beside the ``total`` of its layer."""
    if row["share"] is not None:
        layer = " · background" if row["background"] else ""
        return f": {statement(row, language)}{layer}"
    together_ = " (together)" if len(row["holder"]) > 1 else ""
    words = f"{together_}: {share_words(row, language)}{sides(row)}"
    others = total.low if total else 0.0
    if others >= 100 - ROUNDING_PERCENT:
        return words
    stated = "the stated" if total and total.is_exact else "the least stated,"
    beside = f" beside {stated} {percent_in_words(others, language)}" if others else ""
    return f"{words}; up to {percent_in_words(100 - others, language)}{beside}"
