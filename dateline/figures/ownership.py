"""The ownership charts: stakes to figures.

Tables in are the stakes of ``Story`` (see ``story.STAKES``). What is stated is solid; what is not
disclosed or only follows by arithmetic is hatched. Nobody is drawn with a share that nobody gave.
Every piece and mark carries ``customdata`` "stake:ID".
"""

import datetime as dt
import itertools
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dateline.dates import PartialDate
from dateline.figures.labels import escaped, flag_heights, width_px, wrapped
from dateline.figures.palette import QUIET
from dateline.figures.sketch import FONT, Sketch
from dateline.holdings import ROUNDING_PERCENT, current_stakes
from dateline.story import records
from dateline.wording import (
    date_in_words,
    day_in_words,
    names_in_words,
    percent_in_words,
    share_in_words,
)

# Colours of holders; 3:1 against white and #14161a.
_COLOURS = ("#3a76c4", "#b5762a", "#7d6fd0", "#2f8f6b", "#b0559b", "#c8553d")
_PLOT_PX = 254.0  # the narrowest bar that labels are laid out for
_BAR_PX, _LINE_PX, _HISTORY_PX = 40.0, 18.0, 44.0
_LETTERS = 42
_BASE_LINE = {"width": 1, "color": QUIET}
_PLAIN_AXIS = {"showgrid": False, "zeroline": False, "fixedrange": True}


def ownership_figure(
    stakes: pd.DataFrame, *, subject: str, as_of: dt.date | None, language: str = "en"
) -> go.Figure:
    """Draw one bar of 100 percent per layer: the article's, and other sources' where given.

    The rest to 100 is hatched and labelled as arithmetic; holders whose share is not disclosed
    are named under it, holders of 0 beside them. Labels stand outside the bar.
    """
    current = current_stakes(stakes, as_of)
    sketch = Sketch()
    y = 0.0
    layers = [("The article", current[~current["background"]])]
    if len(stakes) and stakes["background"].any():
        layers.append(("Other sources", current[current["background"]]))
    for number, (name, rows) in enumerate(layers):
        y -= 22 if number else 0
        if len(layers) > 1:
            _text(sketch, 0, y, f"<b>{name}</b>")
            y -= 24
        y = _draw_bar(sketch, records(rows), y, _colours(stakes), language, subject)
    return _finished(sketch, y, language)


def _colours(stakes: pd.DataFrame) -> dict[tuple[str, ...], str]:
    """A colour per holder, the same in every chart: the article's holders come first."""
    rows = sorted(records(stakes), key=lambda row: row["background"])
    holders = dict.fromkeys(row["holder"] for row in rows if row["share"] is not None)
    return dict(zip(holders, itertools.cycle(_COLOURS), strict=False))


def _draw_bar(
    sketch: Sketch,
    rows: list[dict[str, Any]],
    top: float,
    colours: dict[tuple[str, ...], str],
    language: str,
    subject: str,
) -> float:
    """Draw one layer below ``top``; return where it ends."""
    held = [row for row in rows if row["share"] is not None and row["share"].high > 0]
    held.sort(key=lambda row: -row["share"].low)
    known = sum(row["share"].low for row in held)
    labels = [f"{_title(row, language)}, {row['basis']}" for row in held]
    starts, place = [], 0.0
    for row in held:
        starts.append(place)
        place += row["share"].low
    lines = [wrapped(label, 24) for label in labels]
    heights = [len(line) * _LINE_PX for line in lines]
    leaders = [start * _PLOT_PX / 100 for start in starts]
    bottoms = flag_heights(leaders, [width_px(line) for line in lines], heights)
    tops = [bottom + height for bottom, height in zip(bottoms, heights, strict=True)]
    bar_top = top - max(tops, default=0.0) - 4
    middle = bar_top - _BAR_PX / 2
    for number, row in enumerate(held):
        colour = colours[row["holder"]]
        is_stated = row["basis"] == "stated" and row["share"].is_exact
        start, length = starts[number], row["share"].low
        title = _title(row, language)
        _piece(sketch, _key(row), title, start, length, middle, colour, hatched=not is_stated)
        tip = bar_top + tops[number]
        sketch.line(
            x0=starts[number], x1=starts[number], y0=bar_top, y1=tip - 2,
            line={"width": 1, "color": QUIET},
        )  # fmt: skip
        _text(sketch, starts[number], tip, "<br>".join(map(escaped, lines[number])), shift=4)
    unnamed = [row for row in rows if row["share"] is None]
    y = bar_top - _BAR_PX - 4
    if known < 100 - ROUNDING_PERCENT:
        key = _key(unnamed[0]) if len(unnamed) == 1 else ""
        open_, stated = (percent_in_words(share, language) for share in (100 - known, known))
        rest = f"{open_} not stated"
        _piece(sketch, key, rest, known, 100 - known, middle, QUIET, hatched=True)
        sum_ = f" = {percent_in_words(100, language)} − {stated}, our arithmetic" if known else ""
        said = f"Hatched: {open_}{sum_}. Who holds how much of it is not disclosed."
        y = _lines(sketch, [(said, None, "")], y)
    notes: list[tuple[str, str | None, str]] = [
        (
            f"{names_in_words(row['holder'])}: not disclosed",
            _key(row),
            "asterisk-open",
        )
        for row in unnamed
    ]
    for row in rows:
        if row["share"] is not None and row["share"].high == 0:
            since = date_in_words(row["date"], language)
            words = f"{_title(row, language)} since {since}, {row['basis']}"
            symbol = "circle" if row["basis"] == "stated" else "circle-open"
            notes.append((words, _key(row), symbol))
    if not rows:
        notes.append((f"No share in {subject or 'it'} is stated for a day this early", None, ""))
    return _lines(sketch, notes, y)


def _piece(
    sketch: Sketch,
    key: str,
    title: str,
    start: float,
    length: float,
    y: float,
    colour: str,
    *,
    hatched: bool,
    height_px: float = _BAR_PX,
) -> None:
    """Add a bar from ``start`` percent on; ``key`` "" answers no click."""
    marker: dict[str, Any] = {"color": colour, "line": {"width": 1, "color": colour}}
    if hatched:
        marker["color"] = "rgba(0,0,0,0)"
        marker["pattern"] = {
            "shape": "/", "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)", "size": 7, "solidity": 0.22
        }  # fmt: skip
    sketch.bar(
        base=[start], x=[length], y=[y], width=[height_px], orientation="h", marker=marker,
        customdata=[key], text=[escaped(title)], textposition="none",
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip


def _lines(sketch: Sketch, notes: Sequence[tuple[str, str | None, str]], y: float) -> float:
    """Write lines under the bar: words, the key of their statement, the symbol to click for it.

    The dots are those of ``holders_figure``; the asterisk marks a share not disclosed.
    """
    for words, key, symbol in notes:
        lines = wrapped(words, _LETTERS)
        if key:
            sketch.scatter(
                x=[0.8], y=[y - 9], mode="markers", cliponaxis=False, customdata=[key],
                text=[escaped(words)], hovertemplate="%{text}<extra></extra>",
                marker={"symbol": symbol, "size": 12, "color": QUIET,
                        "line": {"width": 2, "color": QUIET}},
            )  # fmt: skip
        _text(sketch, 0, y, "<br>".join(map(escaped, lines)), shift=20 if key else 0)
        y -= len(lines) * _LINE_PX + 6
    return y


def holders_figure(
    stakes: pd.DataFrame, *, as_of: dt.date | None, language: str = "en"
) -> go.Figure:
    """Draw what is known of each holder between 0 and 100 percent, one row each.

    A dot is a stated share, a hollow dot a derived one, a solid bar a stated range. A hatched bar
    runs over all that arithmetic leaves open beside the stated shares of the same layer.
    """
    rows = records(current_stakes(stakes, as_of))
    colours = _colours(stakes)
    sketch = Sketch()
    y = 0.0
    for row in rows:
        others = sum(
            other["share"].low
            for other in rows
            if other["share"] and other["background"] == row["background"]
        )
        lines = _labelled(names_in_words(row["holder"]), _known_of(row, others, language))
        _text(sketch, 0, y, "<br>".join(lines))
        y -= _LINE_PX * (len(lines) - 1)
        at = y - 34
        if row["share"] is None:
            title = _title(row, language)
            _piece(sketch, _key(row), title, 0, 100 - others, at, QUIET, hatched=True, height_px=12)
        else:
            colour = colours[row["holder"]]
            suffix = "" if row["basis"] == "stated" and not row["background"] else "-open"
            ends = sorted({row["share"].low, row["share"].high})
            sketch.scatter(
                x=ends, y=[at] * len(ends), mode="markers+lines", cliponaxis=False,
                customdata=[_key(row)] * len(ends),
                text=[escaped(_title(row, language))] * len(ends),
                hovertemplate="%{text}<extra></extra>",
                line={"width": 8, "color": colour},
                marker={"symbol": f"circle{suffix}", "size": 13, "color": colour,
                        "line": {"width": 2, "color": colour}},
            )  # fmt: skip
        sketch.line(x0=0, x1=100, y0=at, y1=at, line=_BASE_LINE)
        y -= 56
    return _finished(sketch, y, language)


def _known_of(row: dict[str, Any], others: float, language: str) -> str:
    """What is known of a holder, beside ``others`` percent stated for the rest of its layer."""
    if row["share"] is None:
        together = " (together)" if len(row["holder"]) > 1 else ""
        beside = f" beside the stated {percent_in_words(others, language)}" if others else ""
        most = percent_in_words(100 - others, language)
        return f"{together}: {share_in_words(None, language)}; up to {most}{beside}"
    when = date_in_words(row["date"], language, short=True)
    layer = " · background" if row["background"] else ""
    return f": {share_in_words(row['share'], language)}, {row['basis']}, {when}{layer}"


def history_figure(
    stakes: pd.DataFrame, *, as_of: dt.date | None, language: str = "en"
) -> go.Figure:
    """Draw each holder's share over time in a row of its own, from dated statements alone.

    A dot is a statement, with a bar over its date where that is vague. Two statements of one share
    are joined by a line; between two that differ a hatched box says that it changed, not when.
    What the article and other sources say of one holder has a row each, never joined. A dotted
    line in each row stands at ``as_of``.
    """
    sketch = Sketch()
    rows = [row for row in records(stakes) if row["share"] is not None]
    rows.sort(key=lambda row: row["date"].sort_key)
    colours = _colours(stakes)
    holders = list(dict.fromkeys(row["holder"] for row in rows))
    layers = sorted({(row["holder"], row["background"]) for row in rows},
                    key=lambda layer: (holders.index(layer[0]), layer[1]))  # fmt: skip
    y = 0.0
    for holder, background in layers:
        colour = colours[holder]
        own = [row for row in rows if (row["holder"], row["background"]) == (holder, background)]
        source = "by other sources" if background else "by the article"
        steps = ", ".join(
            f"{share_in_words(row['share'], language)} "
            f"{date_in_words(row['date'], language, short=True)}"
            for row in own
        )
        lines = _labelled(names_in_words(holder), f" {source}: {steps}")
        sketch.words(
            xref="paper", x=0, y=y, text="<br>".join(lines), xanchor="left",
            yanchor="top", align="left", font={"size": 13},
        )  # fmt: skip
        y -= len(lines) * _LINE_PX + 8 + _HISTORY_PX
        _draw_history(sketch, own, y, colour, language)
        if as_of:
            sketch.line(
                x0=_noon(as_of), x1=_noon(as_of), y0=y, y1=y + _HISTORY_PX,
                line={"width": 1, "dash": "dot", "color": QUIET},
            )  # fmt: skip
        y -= 16
    xaxis = {"type": "date", "nticks": 6, "ticklabeloverflow": "allow", **_PLAIN_AXIS}
    return _finished(sketch, y, language, xaxis)


def _draw_history(
    sketch: Sketch, own: Sequence[dict[str, Any]], base: float, colour: str, language: str
) -> None:
    """Add one holder's statements above ``base``, 100 percent being ``_HISTORY_PX`` high."""
    sketch.line(xref="x domain", x0=0, x1=1, y0=base, y1=base, line=_BASE_LINE)
    for before, after in itertools.pairwise(own):
        start, end = _middle(before["date"]), _middle(after["date"])
        low, high = sorted((before["share"].low, after["share"].low))
        if low == high:
            sketch.scatter(
                x=[start, end], y=[base + low * _HISTORY_PX / 100] * 2, mode="lines",
                line={"width": 2, "color": colour}, hoverinfo="skip",
            )  # fmt: skip
        elif end > start:
            sketch.bar(
                x=[start + (end - start) / 2], width=[(end - start) / dt.timedelta(milliseconds=1)],
                base=[base + low * _HISTORY_PX / 100], y=[(high - low) * _HISTORY_PX / 100],
                marker={"color": "rgba(0,0,0,0)", "line": {"width": 0},
                        "pattern": {"shape": "/", "fgcolor": colour, "size": 6, "solidity": 0.2}},
                hoverinfo="skip",
            )  # fmt: skip
    for row in own:
        date: PartialDate = row["date"]
        height = base + row["share"].low * _HISTORY_PX / 100
        when = date_in_words(date, language)
        label = escaped(f"{_title(row, language)}, {when}")
        hover = {"customdata": [_key(row)], "text": [label],
                 "hovertemplate": "%{text}<extra></extra>", "cliponaxis": False}  # fmt: skip
        if not date.is_exact and date.earliest and date.latest:
            sketch.scatter(
                x=[_noon(date.earliest), _noon(date.latest)], y=[height] * 2, mode="lines",
                line={"width": 3, "color": colour}, hoverinfo="skip",
            )  # fmt: skip
        symbol = "circle-open-dot" if row["background"] else "circle"
        sketch.scatter(
            x=[_middle(date)], y=[height], mode="markers",
            marker={"symbol": symbol, "size": 9, "color": colour,
                    "line": {"width": 2, "color": colour}}, **hover,
        )  # fmt: skip


def _middle(date: PartialDate) -> dt.datetime:
    first = date.stated_earliest or date.stated_latest or dt.date.min
    last = date.stated_latest or first
    return _noon(first) + (_noon(last) - _noon(first)) / 2


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12)


def _labelled(name: str, words: str) -> list[str]:
    """The lines of a name in bold and what is said of it, escaped for Plotly."""
    first, *others = wrapped(name + words, _LETTERS)
    bold = len(name) if len(name) <= len(first) else 0
    head = f"<b>{escaped(first[:bold])}</b>" if bold else ""
    return [head + escaped(first[bold:]), *map(escaped, others)]


def _key(row: dict[str, Any]) -> str:
    return f"stake:{row['id']}"


def _title(row: dict[str, Any], language: str) -> str:
    return f"{names_in_words(row['holder'])}: {share_in_words(row['share'], language)}"


def _text(sketch: Sketch, x: float, y: float, text: str, shift: float = 0) -> None:
    sketch.words(
        x=x, y=y, text=text, xanchor="left", yanchor="top", align="left",
        xshift=shift, font={"size": 13},
    )  # fmt: skip


def _finished(
    sketch: Sketch, bottom: float, language: str, xaxis: dict[str, Any] | None = None
) -> go.Figure:
    """Make a figure whose y runs in pixels from ``bottom`` (below 0) to the top.

    ``xaxis`` None: percent.
    """
    ticks = [0, 25, 50, 75, 100]
    words = [percent_in_words(tick, language) for tick in ticks]
    percent = {"range": [0, 100], "tickvals": ticks, "ticktext": words}
    return sketch.figure(
        height=max(40.0, -bottom + 8) + 34,
        margin={"l": 16, "r": 24, "t": 4, "b": 30},
        font={"family": FONT, "size": 13},
        xaxis={**(xaxis or {**percent, **_PLAIN_AXIS}), "visible": bool(sketch.traces)},
        yaxis={"range": [bottom - 4, 4], "visible": False, "fixedrange": True},
    )


def ownership_alt(stakes: pd.DataFrame, *, as_of: dt.date | None, language: str = "en") -> str:
    """Say what the ownership charts show now."""
    rows = records(current_stakes(stakes, as_of))
    when = f" on {day_in_words(as_of, language)}" if as_of else ""
    if not rows:
        return f"No share is stated{when}."
    parts = [
        _title(row, language)
        + (f", {row['basis']}" if row["share"] else "")
        + (", background" if row["background"] else "")
        for row in rows
    ]
    return f"Shares{when}, as far as stated. " + "; ".join(parts) + "."


def history_alt(stakes: pd.DataFrame, *, language: str = "en") -> str:
    """Say what the chart over time shows: every dated statement of a share, in order."""
    rows = [row for row in records(stakes) if row["share"] is not None]
    rows.sort(key=lambda row: row["date"].sort_key)
    parts = [
        f"{date_in_words(row['date'], language)}: {_title(row, language)}"
        + (", background" if row["background"] else "")
        for row in rows
    ]
    return f"{len(rows)} statements of shares over time. " + "; ".join(parts) + "."
