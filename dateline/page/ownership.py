"""The page's data on ownership: who holds what, from which day to which, as far as stated.

The data lists each holder once for as long as nothing changes in what is stated of it. For each
day to choose it holds only what depends on all holders: their sum, and what contradicts what. The
browser assembles the state of a day (``reader/holdings.js``), so that the page grows with the
number of statements, not with statements times days.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from dateline.figures.holder_marks import NO_HOLDER, Fill, HolderStyle, holder_styles, patterns
from dateline.figures.ownership_bars import bars_figure
from dateline.figures.ownership_history import ownership_history
from dateline.figures.ownership_words import key_of, several, statement
from dateline.figures.plain import milliseconds, plain_figure
from dateline.holdings import (
    LAYERS,
    ROUNDING_PERCENT,
    Stretch,
    asof_day,
    days_to_choose,
    disagreements,
    holder_of,
    is_over_100,
    listed,
    may_be_over_100,
    over_100_in_words,
    range_of,
    stretches,
    sum_in_words,
)
from dateline.story import Share, Story
from dateline.wording import (
    day_in_words,
    names_set_apart,
    percent_in_words,
    share_in_words,
)

Row = Mapping[str, Any]
HolderStyles = Mapping[tuple[str, ...], HolderStyle]
_FILLS: tuple[Fill, ...] = ("solid", "hatched", "possibly")
_NAMES = ("The article says", "Other sources say")


def ownership(story: Story) -> dict[str, Any]:
    """What is held by layer ("article", "all"), and how it is drawn.

    ``default`` is the day shown when none is asked for. ``figure`` is a day's chart without bars,
    ``styles`` how holders are drawn, the last one that of what nobody states. {} where the story
    has no stake.
    """
    article = story.article
    if not len(story.stakes):
        return {}
    default = asof_day(story.stakes, None, article.published)
    styles = holder_styles(story.stakes)
    drawn = [*dict.fromkeys(styles.values()), NO_HOLDER]
    content: dict[str, Any] = {
        "subject": article.subject,
        "layers": {},
        "default": default.toordinal() if default else None,
        "figure": plain_figure(bars_figure(language=article.language)),
        "styles": [_style(style) for style in drawn],
        "nothing": f"No share in {article.subject or 'it'} is stated for a day this early.",
    }
    has_background = bool(story.stakes["background"].any())
    for layer in ("article", "all") if has_background else ("article",):
        content["layers"][layer] = _layer(story, layer, styles, drawn)
    if default:
        content["default_words"] = day_in_words(default, article.language)
    return content


def _style(style: HolderStyle) -> dict[str, Any]:
    """A style with the pattern of each fill."""
    found = patterns((style, fill) for fill in _FILLS)
    fills = {
        fill: {name: cells[n] for name, cells in found.items()} for n, fill in enumerate(_FILLS)
    }
    return {"colour": style.colour, "pattern": style.pattern, "fills": fills}


def _layer(
    story: Story, layer: str, styles: HolderStyles, drawn: Sequence[HolderStyle]
) -> dict[str, Any]:
    """What is held in a layer, and how that changes.

    ``days`` are those to choose; ``states`` has one more: the first is that of earlier days, each
    other one holds from its day until the next. ``charts`` are the article's and, in "all", that
    of other sources: a ``name`` and the ``holders``, each of the states from the first to the
    second of ``at``, the second left out, in the order in which they are read.
    """
    language = story.article.language
    article_stakes = story.stakes[~story.stakes["background"]]
    days = days_to_choose(story.stakes if layer == "all" else article_stakes)
    shown: list[list[Stretch]] = [[] for _ in _NAMES[: 2 if layer == "all" else 1]]
    for stretch in stretches(story.stakes, (dt.date.min, *days)):
        is_background = bool(stretch.rows[0]["background"])
        if is_background < len(shown):
            shown[is_background].append(stretch)
    numbers = {style: n for n, style in enumerate(drawn)}
    return {
        "days": [{"day": day.toordinal(), "words": day_in_words(day, language)} for day in days],
        "charts": [
            {
                "name": name if len(shown) > 1 else "",
                "holders": [_holder(stretch, styles, numbers, language) for stretch in chart],
            }
            for name, chart in zip(_NAMES, shown, strict=False)
        ],
        **_states(shown, days, language),
        "over_time": _over_time(story, layer),
    }


def _holder(
    stretch: Stretch, styles: HolderStyles, numbers: Mapping[HolderStyle, int], language: str
) -> dict[str, Any]:
    """One holder while nothing changes: ``rows`` are the statements in force.

    ``head`` stands over several, ``listed`` and ``alt`` name it in a sentence and in the chart's
    description; ``sure`` says that it surely holds something.
    """
    rows = stretch.rows
    name = names_set_apart(rows[0]["holder"], language)
    layer = ", background" if rows[0]["background"] else ""
    head = f"{several(rows)}: " if len(rows) > 1 else ""
    statements = [statement(row, language, dated=len(rows) > 1) for row in rows]
    style = styles.get(holder_of(rows[0]))
    return {
        "at": [stretch.first, stretch.end],
        "name": name,
        "style": numbers[style] if style else None,
        "head": f"{name}: {several(rows)}" if head else "",
        "listed": listed(rows, language),
        "alt": f"{name}: {head}{' or '.join(statements)}{layer}",
        "sure": range_of(rows)[0] > 0,
        "rows": [_row(row, language) for row in rows],
    }


def _row(row: Row, language: str) -> dict[str, Any]:
    """One statement in force.

    ``share`` is [low, high] or None, ``short`` it in words; ``fill`` is how its bar is filled,
    ``swatch`` the mark beside its ``text``.
    """
    share = row["share"]
    stated: Fill = "solid" if row["basis"] == "stated" else "hatched"
    possibly: Fill = "possibly" if row["possibly"] else "solid"
    return {
        "key": key_of(row),
        "possibly": row["possibly"],
        "text": statement(row, language),
        "share": [share.low, share.high] if share is not None else None,
        "short": share_in_words(share, language),
        "fill": possibly if row["possibly"] else stated,
        "swatch": stated if row["basis"] != "stated" else possibly,
    }


@dataclass(frozen=True, slots=True)
class _Weight:
    """What holders add to a chart; sums are exact, so that they can be taken off again.

    ``low`` and ``high`` as ``holdings.range_of``, ``single`` the latter of holders with one
    statement, ``held`` what their bars make; ``given`` and ``unsure`` count statements with a
    share, and of the bars those that may be less; ``holders``, and ``many`` with several.
    """

    low: Fraction = Fraction()
    high: Fraction = Fraction()
    single: Fraction = Fraction()
    held: Fraction = Fraction()
    given: int = 0
    unsure: int = 0
    many: int = 0
    holders: int = 0

    def with_(self, other: "_Weight", times: int) -> "_Weight":
        """With the other added, or taken off where ``times`` is -1."""
        return _Weight(*(getattr(self, name) + times * getattr(other, name) for name in _WEIGHED))

    @property
    def total(self) -> Share | None:
        """As ``holdings.sum_range``."""
        return _rounded(self.low, self.high) if self.given else None


_WEIGHED = tuple(field.name for field in fields(_Weight))


def _rounded(low: Fraction, high: Fraction) -> Share:
    return Share(round(float(low), 6), round(float(high), 6))


def _weigh(rows: Sequence[Row]) -> _Weight:
    low, high = map(Fraction, range_of(rows))
    shares = [row["share"] for row in rows if row["share"] is not None]
    is_single = len(rows) == 1
    is_held = is_single and high > 0
    return _Weight(
        low=low,
        high=high,
        single=high if is_single else Fraction(),
        held=high if is_held else Fraction(),
        given=len(shares),
        unsure=int(is_held and (rows[0]["possibly"] or not shares[0].is_exact)),
        many=int(not is_single),
        holders=1,
    )


def _states(
    shown: Sequence[Sequence[Stretch]], days: Sequence[dt.date], language: str
) -> dict[str, Any]:
    """The ``states``, and the ``conflicts`` that they name by number.

    A part of a conflict that is a number stands for the holders of that chart with their shares;
    2 for those of other sources that surely hold something.
    """
    numbers: dict[tuple[str | int, ...], int] = {}
    states = []
    for held, day in zip(_held(shown, len(days) + 1), (None, *days), strict=True):
        when = f" on {day_in_words(day, language)}" if day else ""
        charts = [_chart(weight, language) for weight, _ in held]
        is_empty = not any(weight.holders for weight, _ in held)
        start = f"Shares{when}, as far as stated. "
        sums = "".join(
            f" The shares {layer}: {chart['sum'][0].lower()}{chart['sum'][1:]}"
            for layer, chart in zip(LAYERS, charts, strict=False)
            if chart["sum"]
        )
        found = [numbers.setdefault(one, len(numbers)) for one in _conflicts(held, language)]
        alt = [f"No share is stated{when}.", ""] if is_empty else [start, f".{sums}"]
        states.append({"charts": charts, "conflicts": found, "alt": alt})
    return {"states": states, "conflicts": [list(parts) for parts in numbers]}


Held = list[tuple[_Weight, list[Sequence[Row]]]]


def _held(shown: Sequence[Sequence[Stretch]], count: int) -> Iterator[Held]:
    """State by state, for each chart what its holders weigh together, and their statements.

    The statements only where two layers are compared.
    """
    begin: list[list[tuple[int, int]]] = [[] for _ in range(count + 1)]
    cease: list[list[tuple[int, int]]] = [[] for _ in range(count + 1)]
    for chart, holders in enumerate(shown):
        for n, stretch in enumerate(holders):
            begin[stretch.first].append((chart, n))
            cease[stretch.end].append((chart, n))
    weights = [_Weight() for _ in shown]
    held: list[list[int]] = [[] for _ in shown]
    for at in range(count):
        for times, changes in ((-1, cease[at]), (1, begin[at])):
            for chart, n in changes:
                weight = _weigh(shown[chart][n].rows)
                weights[chart] = weights[chart].with_(weight, times)
                if len(shown) > 1:
                    place = bisect_left(held[chart], n)
                    held[chart][place : place + (times < 0)] = [n] if times > 0 else []
        yield [
            (weight, [shown[chart][n].rows for n in held[chart]])
            for chart, weight in enumerate(weights)
        ]


def _conflicts(held: Held, language: str) -> Iterator[tuple[str | int, ...]]:
    """Each sentence on statements that do not fit together, in parts: see ``_states``.

    Statements of one holder that contradict each other are not named here, but only what fails
    whichever of them is chosen.
    """
    for chart, (weight, _) in enumerate(held):
        total = weight.total
        if total and is_over_100(total):
            yield over_100_in_words(LAYERS[chart], total, language), chart, "."
    if len(held) > 1:
        for parts in disagreements(held[0][1], held[1][1], language):
            yield tuple(part if isinstance(part, str) else 2 for part in parts)


def _chart(weight: _Weight, language: str) -> dict[str, Any]:
    """What one chart says of all its holders.

    ``stacked``: one bar of 100 percent holds them; else each has a row. ``rest`` is the line of
    what is left of that bar, None where nothing can be said.
    """
    total = weight.total
    sum_ = f"Together {sum_in_words(total, language)}." if may_be_over_100(total) else ""
    is_stacked = not may_be_over_100(_rounded(Fraction(), weight.single))
    left = is_stacked and not weight.many and weight.held < 100 - Fraction(ROUNDING_PERCENT)
    return {"sum": sum_, "stacked": is_stacked, "rest": _rest(weight, language) if left else None}


def _rest(weight: _Weight, language: str) -> dict[str, str]:
    """The rest of the bar: our arithmetic, and nobody's share.

    It may be more where shares are ranges or hold only possibly.
    """
    held = float(weight.held)
    open_, stated = (percent_in_words(share, language) for share in (100 - held, held))
    sum_ = f" (= {percent_in_words(100, language)} − {stated}, our arithmetic)" if held else ""
    return {
        "name": f"{'at least ' if weight.unsure else ''}{open_} not stated",
        "text": f"who holds how much of it is not disclosed{sum_}",
    }


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
