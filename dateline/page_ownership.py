"""What the page is told of ownership: for each day to choose, who holds what as far as stated.

Rows of a chart are numbered from the top; the browser gives them their height by the words that
stand over them. Percent run from 0 to 100 and nothing is drawn outside.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dateline.figures.holder_marks import Fill, Look, holder_looks
from dateline.figures.ownership_bars import Piece, bars_figure
from dateline.figures.ownership_history import ownership_history
from dateline.figures.ownership_words import key_of, ownership_alt, several, statement
from dateline.figures.plain import milliseconds, plain_figure
from dateline.holdings import (
    ROUNDING_PERCENT,
    asof_day,
    by_holder,
    conflicts,
    days_to_choose,
    holder_of,
    in_force,
    is_over_100,
    may_be_over_100,
    sum_in_words,
    sum_range,
)
from dateline.story import Story, records
from dateline.wording import (
    day_in_words,
    names_in_words,
    names_set_apart,
    percent_in_words,
    share_in_words,
)

Row = Mapping[str, Any]


def ownership(story: Story) -> dict[str, Any]:
    """``days`` with their ``states`` by layer ("article", "all"), and the charts ``over_time``.

    ``default`` is the day shown when none is asked for. A state holds from its day until the next
    one's; ``before`` is the state of earlier days. {} where the story has no stake.
    """
    article = story.article
    if not len(story.stakes):
        return {}
    told: dict[str, Any] = {"subject": article.subject, "layers": {}}
    has_background = bool(story.stakes["background"].any())
    default = asof_day(story.stakes, None, article.published)
    told["default"] = default.toordinal() if default else None
    for layer in ("article", "all") if has_background else ("article",):
        stakes = story.stakes if layer == "all" else story.stakes[~story.stakes["background"]]
        days = days_to_choose(stakes)
        told["layers"][layer] = {
            "days": [
                {"day": day.toordinal(), "words": day_in_words(day, article.language)}
                for day in days
            ],
            "before": _state(story, layer, dt.date.min),
            "states": [_state(story, layer, day) for day in days],
            "over_time": _over_time(story, layer),
        }
    if default:
        told["default_words"] = day_in_words(default, article.language)
    return told


def _state(story: Story, layer: str, day: dt.date) -> dict[str, Any]:
    """Who holds what from a day on: ``charts`` of the article and of other sources, conflicts.

    ``keys`` are the statements in force, ``possibly`` those that only possibly are.
    """
    language = story.article.language
    rows = in_force(story.stakes, day)
    looks = holder_looks(story.stakes)
    charts = [_chart(rows[~rows["background"]], looks, language, story.article.subject)]
    names = ["The article says", "Other sources say"]
    if layer == "all":
        charts.append(_chart(rows[rows["background"]], looks, language, story.article.subject))
    for name, chart in zip(names, charts, strict=False):
        chart["name"] = name if len(charts) > 1 else ""
    told = [row for row in records(rows) if layer == "all" or not row["background"]]
    return {
        "charts": charts,
        "keys": [key_of(row) for row in told],
        "possibly": [key_of(row) for row in told if row["possibly"]],
        "conflicts": list(conflicts(story.stakes, day, language, background=layer == "all")),
        "alt": ownership_alt(story.stakes, as_of=None if day == dt.date.min else day,
                             language=language, background=layer == "all"),
    }  # fmt: skip


def _chart(
    rows: pd.DataFrame, looks: Mapping[tuple[str, ...], Look], language: str, subject: str
) -> dict[str, Any]:
    """One layer: a figure, and ``rows`` and ``lines`` of words.

    A row's ``label`` stands over its bar ("" for the stacked bar). ``lines`` stand below: every
    statement that has no row of its own, each with the ``look`` of its holder or None.
    """
    groups = by_holder(rows)
    total = sum_range(rows)
    single = [group[0] for group in groups if len(group) == 1]
    many = [group for group in groups if len(group) > 1]
    is_stacked = not may_be_over_100(sum_range(_frame_of(rows, single)))
    pieces: list[Piece] = []
    told_rows: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    if is_stacked:
        told_rows.append({"label": "", "key": "", "bar": True})
        place = 0.0
        held = sorted(
            (row for row in single if row["share"] is not None and row["share"].high > 0),
            key=lambda row: -row["share"].low,
        )
        for row in held:
            name = names_set_apart(row["holder"], language)
            short = f"{name} {share_in_words(row['share'], language)}"
            pieces += _pieces(row, looks, 0, place, short)
            place += row["share"].high
        if place < 100 - ROUNDING_PERCENT and not many:
            pieces.append(Piece("", "", None, "hatched", 0, place, 100 - place))
            lines.append(_rest(place, held, language))
        for row in single:
            lines.append(_line(row, looks, language))
    else:
        for row in single:
            if row["share"] is not None and row["share"].high > 0:
                number = len(told_rows)
                told_rows.append(
                    _row_over_bar(row, language, names_set_apart(row["holder"], language))
                )
                pieces += _pieces(row, looks, number, 0.0, "")
            else:
                lines.append(_line(row, looks, language))
    for group in many:
        head = f"{names_set_apart(group[0]['holder'], language)}: {several(group)}"
        told_rows.append({"label": head, "key": "", "bar": False})
        for row in group:
            number = len(told_rows)
            told_rows.append(_row_over_bar(row, language, ""))
            pieces += _pieces(row, looks, number, 0.0, "")
    if not len(rows):
        lines.append({"text": f"No share in {subject or 'it'} is stated for a day this early.",
                      "key": "", "look": None, "name": ""})  # fmt: skip
    sum_words = ""
    if is_over_100(total) or may_be_over_100(total):
        sum_words = f"Together {sum_in_words(total, language)}."
    return {
        "figure": plain_figure(bars_figure(pieces, language=language)),
        "rows": told_rows,
        "lines": lines,
        "sum": sum_words,
        "inside": [
            {"key": piece.key, "words": piece.words, "row": piece.row,
             "start": piece.start, "length": piece.length, "solid": piece.fill == "solid"}
            for piece in pieces if piece.words
        ],
    }  # fmt: skip


def _frame_of(rows: pd.DataFrame, kept: Sequence[Row]) -> pd.DataFrame:
    ids = {row["id"] for row in kept}
    return rows.loc[rows["id"].isin(ids)]


def _pieces(
    row: Row, looks: Mapping[tuple[str, ...], Look], number: int, place: float, words: str
) -> list[Piece]:
    """A statement's bar: what it says at least, and hatched up to what it says at most."""
    if row["share"] is None:
        return []
    look = looks[holder_of(row)]
    stated: Fill = "solid" if row["basis"] == "stated" else "hatched"
    fill: Fill = "possibly" if row["possibly"] else stated
    # Rounded shares may end a little past 100.
    room = 100.0 - place
    low, high = min(row["share"].low, room), min(row["share"].high, room)
    found = [Piece(key_of(row), words, look, fill, number, place, low)] if low else []
    if high > low:
        found.append(
            Piece(
                key_of(row), "" if low else words, look, "hatched", number, place + low, high - low
            )
        )
    if not high:
        found.append(Piece(key_of(row), words, look, fill, number, place, 0.4))
    return found


def _row_over_bar(row: Row, language: str, name: str) -> dict[str, Any]:
    words = statement(row, language)
    label = f"{name}: {words}" if name else words
    return {"label": label, "key": key_of(row), "bar": row["share"] is not None}


def _line(row: Row, looks: Mapping[tuple[str, ...], Look], language: str) -> dict[str, Any]:
    look = looks.get(holder_of(row)) if row["share"] is not None else None
    return {
        "key": key_of(row),
        "name": names_in_words(row["holder"]),
        "text": statement(row, language),
        "look": {"colour": look.colour, "pattern": look.pattern} if look else None,
        "fill": "hatched"
        if row["basis"] != "stated"
        else "possibly"
        if row["possibly"]
        else "solid",
    }


def _rest(place: float, held: Sequence[Row], language: str) -> dict[str, Any]:
    """The rest of the bar: our arithmetic, and nobody's share.

    It may be more where shares are ranges or hold only possibly.
    """
    open_, stated = (percent_in_words(share, language) for share in (100 - place, place))
    is_least = any(not row["share"].is_exact or row["possibly"] for row in held)
    sum_ = f" (= {percent_in_words(100, language)} − {stated}, our arithmetic)" if place else ""
    return {
        "key": "", "name": f"{'at least ' if is_least else ''}{open_} not stated", "look": None,
        "fill": "hatched", "text": f"who holds how much of it is not disclosed{sum_}",
    }  # fmt: skip


def _over_time(story: Story, layer: str) -> dict[str, Any]:
    """All statements over time, one row a holder; {} where no more than one has a date."""
    stakes = story.stakes if layer == "all" else story.stakes[~story.stakes["background"]]
    if len({row.edtf for row in stakes["date"]}) < 2:
        return {}
    found = ownership_history(
        story.stakes, background=layer == "all", language=story.article.language
    )
    return {
        "figure": plain_figure(found.figure),
        "bands": [
            {"name": band.name, "text": band.text, "keys": list(band.keys)} for band in found.bands
        ],
        "bar_bands": list(found.bar_bands),
        "dot_bands": list(found.dot_bands),
        "start": milliseconds(found.start),
        "end": milliseconds(found.end),
    }
