"""The page's data on ownership: who holds what, from which day to which, as far as stated.

The data lists each holder once for as long as nothing changes in what is stated of it. For each
day to choose it holds only what depends on all holders: their sum, and what contradicts what. The
browser assembles the state of a day (``reader/state/holdings.js``), so that the page grows with the
number of statements, not with statements times days.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any

import pandas as pd

from dateline.figures.holder_marks import (
    NO_HOLDER,
    Fill,
    HolderStyle,
    fill_of,
    holder_styles,
    pieces_figure,
)
from dateline.figures.ownership_words import is_contradicting, key_of, several, statement
from dateline.figures.plain import plain_figure
from dateline.figures.time_axis import time_segments
from dateline.holdings import (
    LAYERS,
    ROUNDING_PERCENT,
    Stretch,
    Sum,
    asof_day,
    days_to_choose,
    disagreements,
    holder_of,
    is_over_100,
    listed,
    may_be_over_100,
    over_100_in_words,
    range_of,
    stated_until,
    stretches,
    sum_in_words,
)
from dateline.page.ownership_sentence import Facts, Part, ownership_sentence
from dateline.story import Story
from dateline.view import name_of_whole, slug_of_whole
from dateline.wording import (
    day_in_words,
    is_votes,
    names_set_apart,
    percent_in_words,
    stance_in_words,
    whole_in_words,
)

Row = Mapping[str, Any]
HolderStyles = Mapping[tuple[str, ...], HolderStyle]
_FILLS: tuple[Fill, ...] = ("solid", "hatched", "possibly", "light", "unbounded", "denied")
# Words stand upon the pieces of the history: it cuts out empty time earlier than the timeline does.
_CUT_SHARE = 1 / 3
_NAMES = ("The article", "Other sources")


def ownership(story: Story) -> dict[str, Any]:
    """What is held by layer ("article", "all"), and how it is drawn.

    ``default`` is the day shown when none is asked for. ``figure`` is a chart without pieces,
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
        "figure": plain_figure(pieces_figure()),
        "styles": [_style(style) for style in drawn],
    }
    has_background = bool(story.stakes["background"].any())
    for layer in ("article", "all") if has_background else ("article",):
        content["layers"][layer] = _layer(story, layer, styles, drawn)
    if default:
        content["default_words"] = day_in_words(default, article.language)
    return content


def _style(style: HolderStyle) -> dict[str, Any]:
    """A style with each of its fills."""
    fills = {fill: fill_of(style, fill) for fill in _FILLS}
    return {"colour": style.colour, "pattern": style.pattern, "fills": fills}


def _layer(
    story: Story, layer: str, styles: HolderStyles, drawn: Sequence[HolderStyle]
) -> dict[str, Any]:
    """What is held in a layer, whole by whole, on the ``days`` to choose, which all share.

    ``axis`` are the segments of their time axis: see ``time_axis.Segment``.
    """
    language = story.article.language
    has_background = layer == "all"
    own = story.stakes[~story.stakes["background"]]
    days = days_to_choose(story.stakes if has_background else own)
    numbers = {style: n for n, style in enumerate(drawn)}
    found: dict[str, list[list[Stretch]]] = {}
    # Of other sources alone the article says nothing, which is said as well.
    of_wholes = sorted(
        set(own["of"]) if len(own) and not has_background else set(story.stakes["of"])
    )
    for of in of_wholes:
        found[of] = [[] for _ in _NAMES[: 1 + has_background]]
    for stretch in stretches(story.stakes, (dt.date.min, *days), background=has_background):
        row = stretch.rows[0]
        found[row["of"]][bool(row["background"])].append(stretch)
    figures = {name.removeprefix("stake:") for name in story.article.figures}
    drawing = _Drawing(styles, numbers, stated_until(story.stakes), figures, language)
    return {
        "days": [{"day": day.toordinal(), "words": day_in_words(day, language)} for day in days],
        "axis": _axis(story, own if not has_background else story.stakes),
        "wholes": [_whole(story, of, found[of], days, drawing) for of in of_wholes],
    }


def _axis(story: Story, stakes: pd.DataFrame) -> list[list[int]]:
    """Segments of the time from the first statement to the last or to publication, and some room.

    What begins last is drawn as well.
    """
    published = story.article.published
    dates = [*stakes["date"], *([published] if published and published.latest else [])]
    table = pd.DataFrame({"date": pd.Series(dates, dtype="object")})
    segments = time_segments(table, cut_share=_CUT_SHARE)
    found = [[one.start, one.end, one.rows] for one in segments]
    if found:
        room = max((found[-1][1] - found[0][0]) // 20, 10)
        found[-1][1] = min(found[-1][1] + room, dt.date.max.toordinal() + 1)
    return found


@dataclass(frozen=True, slots=True)
class _Drawing:
    """How holders are drawn and worded."""

    styles: HolderStyles
    numbers: Mapping[HolderStyle, int]
    stated: Mapping[str, dt.date]
    figures: Set[str]
    language: str


def _whole(
    story: Story,
    of: str,
    shown: Sequence[Sequence[Stretch]],
    days: Sequence[dt.date],
    drawing: _Drawing,
) -> dict[str, Any]:
    """Who holds what of one whole, and how that changes.

    ``heading`` names it where a story has several, else "", and ``slug`` does in the address.
    ``states`` has one more than there are
    days: the first is that of earlier days, each other one holds from its day until the next.
    ``charts`` are the article's and, in "all", that of other sources: a ``name`` and the
    ``holders``, each of the states from the first to the second of ``at``, the second left out, in
    the order in which they are read.
    """
    whole = whole_in_words(of, story.article.subject)
    is_one_of_several = bool(of) or len(set(story.stakes["of"])) > 1
    heading = name_of_whole(of, story) if is_one_of_several else ""
    nothing = f"No share in {whole or 'it'} is stated for a day this early."
    return {
        "of": of,
        "heading": heading,
        "slug": slug_of_whole(of, story),
        "nothing": nothing,
        "charts": [
            {"name": name if len(shown) > 1 else "", "holders": [_group(s, drawing) for s in chart]}
            for name, chart in zip(_NAMES, shown, strict=False)
        ],
        **_states(shown, days, drawing, whole if is_one_of_several else "", of),
    }


def _group(stretch: Stretch, drawing: _Drawing) -> dict[str, Any]:
    """Statements that stand together while nothing changes: ``rows`` are those in force.

    ``head`` stands over several; ``rival`` says that they contradict each other, ``aside`` that
    they are in a row of their own and added to nothing. ``listed`` and ``alt`` name them in a
    sentence and in the chart's description; ``sure`` says that something is surely held.
    """
    rows, language = stretch.rows, drawing.language
    layer = ", background" if rows[0]["background"] else ""
    is_many = len(rows) > 1
    names = [names_set_apart(holder, language) for holder in stretch.holders]
    statements = [_statement_of(row, stretch, language) for row in rows]
    name = " or ".join(names)
    head = f"{name}: {several(rows)}" if is_many else ""
    return {
        "at": [stretch.first, stretch.end],
        "name": name,
        "head": head,
        "rival": is_contradicting(rows),
        "aside": all(row["is_aside"] for row in rows),
        "listed": listed(rows, language),
        "alt": f"{head or name}: {' or '.join(statements)}{layer}",
        "sure": range_of(rows).low > 0,
        "rows": [_row(row, stretch, drawing) for row in rows],
    }


def _statement_of(row: Row, stretch: Stretch, language: str) -> str:
    """A statement with its holder where several holders' stand together."""
    words = statement(row, language, dated=len(stretch.rows) > 1)
    is_several = len(stretch.holders) > 1
    return f"{names_set_apart(row['holder'], language)} {words}" if is_several else words


def _row(row: Row, stretch: Stretch, drawing: _Drawing) -> dict[str, Any]:
    """One statement in force.

    ``share`` is [low, high] as drawn or None, ``short`` it in words, ``stance`` both its sides;
    ``fill`` is how its bar is filled up to the low end and ``more`` from there on. It is stated
    until the day ``stated``, and holds on from then because nothing else is said.
    """
    share, language = row["share"], drawing.language
    stated: Fill = "solid" if row["basis"] == "stated" else "hatched"
    fill: Fill = "possibly" if row["possibly"] else "denied" if row["denied_by"] else stated
    is_unbounded = share is not None and share.given == "high"
    more: Fill = "unbounded" if is_unbounded else "hatched"
    style = drawing.styles.get(holder_of(row))
    is_several = len(stretch.holders) > 1
    name = f"{names_set_apart(row['holder'], language)}: " if is_several else ""
    return {
        "key": key_of(row),
        "possibly": row["possibly"],
        "style": drawing.numbers[style] if style else None,
        "text": name + statement(row, language),
        "share": [min(share.low, share.extent), share.extent] if share is not None else None,
        "short": statement(row, language, dated=False, brief=True, sided=False),
        "stance": stance_in_words(row),
        "stated": drawing.stated[row["id"]].toordinal(),
        "fill": fill,
        "more": "denied" if row["denied_by"] and not row["possibly"] else more,
    }


@dataclass(frozen=True, slots=True)
class _Weight:
    """What holders add to a chart; sums are exact, so that they can be taken off again.

    ``low`` and ``high`` as ``holdings.range_of``, with how many of them are strict, have no high
    end or are approximate; ``given`` counts statements with a share, ``contested`` those that
    somebody denies. ``held`` is what the bars of single statements make, ``denied`` how much of it
    somebody denies; of these bars ``less`` and ``more`` count those that may be less or more, the
    strict ones again, and ``about`` the approximate ones. ``holders``, and ``many`` with several
    statements.
    """

    low: Fraction = Fraction()
    high: Fraction = Fraction()
    strict: int = 0
    without_high: int = 0
    approximate: int = 0
    given: int = 0
    contested: int = 0
    held: Fraction = Fraction()
    denied: Fraction = Fraction()
    less: int = 0
    strictly_less: int = 0
    more: int = 0
    strictly_more: int = 0
    about: int = 0
    many: int = 0
    holders: int = 0

    def with_(self, other: "_Weight", times: int) -> "_Weight":
        """With the other added, or taken off where ``times`` is -1."""
        return _Weight(*(getattr(self, name) + times * getattr(other, name) for name in _WEIGHED))

    @property
    def total(self) -> Sum | None:
        """As ``holdings.sum_of``."""
        if not self.given:
            return None
        ends = round(float(self.low), 6), round(float(self.high), 6)
        return Sum(*ends, self.strict > 0, self.without_high > 0, self.approximate > 0)


_WEIGHED = tuple(field.name for field in fields(_Weight))


def _weigh(rows: Sequence[Row]) -> _Weight:
    added = [row for row in rows if not row["is_aside"]]
    if not added:
        return _Weight(holders=1)
    total = range_of(rows)
    with_share = [row for row in added if row["share"] is not None]
    weight = _Weight(
        low=Fraction(total.low),
        high=Fraction(total.high),
        strict=int(total.is_strict),
        without_high=int(total.has_no_high),
        approximate=int(total.is_about),
        given=len(with_share),
        contested=sum(bool(row["denied_by"]) for row in with_share),
        many=int(len(rows) > 1),
        holders=1,
    )
    if len(rows) > 1 or not with_share or not with_share[0]["share"].extent:
        return weight
    (row,), share = rows, rows[0]["share"]
    is_range = share.given == "both" and share.low < share.high
    return replace(
        weight,
        held=Fraction(share.extent),
        denied=Fraction(share.extent) if row["denied_by"] else Fraction(),
        less=int(row["possibly"] or is_range or share.given == "high"),
        strictly_less=int(share.given == "high" and share.is_strict),
        more=int(share.given == "low"),
        strictly_more=int(share.given == "low" and share.is_strict),
        about=int(share.is_about),
    )


def _states(
    shown: Sequence[Sequence[Stretch]],
    days: Sequence[dt.date],
    drawing: _Drawing,
    whole: str,
    of: str,
) -> dict[str, Any]:
    """The ``states``, and the ``conflicts`` and ``sentences`` that they name by number.

    A part of a sentence is text, or [key, words] of a share. A part of a conflict that is a number
    stands for the holders of that chart with their shares; 2 for those of other sources that surely
    hold something.
    """
    language = drawing.language
    numbers: dict[tuple[str | int, ...], int] = {}
    sentences: dict[tuple[Part, ...], int] = {}
    named = f"the {whole}" if whole and is_votes(of) else whole
    states = []
    for held, day in zip(_held(shown, len(days) + 1), (None, *days), strict=True):
        when = f" on {day_in_words(day, language)}" if day else ""
        charts: list[dict[str, Any]] = []
        for one in held:
            chart, rest = _chart(one.weight, language)
            facts = _facts(one, rest, drawing)
            words = ownership_sentence(
                facts,
                language,
                of=named,
                is_background=bool(charts),
            )
            chart["sentence"] = sentences.setdefault(words, len(sentences)) if words else None
            chart["rest"] = {"name": rest.name, "text": rest.text} if rest else None
            charts.append(chart)
        is_empty = not any(one.weight.holders for one in held)
        start = f"Shares{f' of {whole}' if whole else ''}{when}, as far as stated. "
        sums = "".join(
            f" The shares {layer}: {chart['sum'][0].lower()}{chart['sum'][1:]}"
            for layer, chart in zip(LAYERS, charts, strict=False)
            if chart["sum"]
        )
        found = [numbers.setdefault(one, len(numbers)) for one in _conflicts(held, language, whole)]
        alt = [f"No share is stated{when}.", ""] if is_empty else [start, f".{sums}"]
        states.append({"charts": charts, "conflicts": found, "alt": alt})
    return {
        "states": states,
        "conflicts": [list(parts) for parts in numbers],
        "sentences": [
            [part if isinstance(part, str) else list(part) for part in parts] for parts in sentences
        ],
    }


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a bar: its ``name``, the arithmetic as ``text``, and both for a sentence."""

    name: str
    text: str
    percent: str
    is_bound: bool
    doubt: str


@dataclass(frozen=True, slots=True)
class _Held:
    """What a chart's holders have in a state.

    ``stretches``: those of the layer in order, the largest first. ``places``: of those that hold
    now, by kind: all (only where layers are compared), one number, no number, none, several.
    """

    weight: _Weight
    stretches: Sequence[Stretch]
    places: Mapping[str, Sequence[int]]

    def rows(self, kind: str) -> list[Sequence[Row]]:
        return [self.stretches[n].rows for n in self.places[kind]]


Held = Sequence[_Held]
_MOST_SAID = 3


def _kind(stretch: Stretch) -> str:
    """How a sentence speaks of it: "" not at all."""
    if len(stretch.rows) > 1:
        return "several"
    (row,) = stretch.rows
    if row["is_aside"]:
        return ""
    if row["share"] is None:
        return "unnumbered"
    return "number" if row["share"].extent else "none"


def _facts(held: _Held, rest: _Rest | None, drawing: _Drawing) -> Facts:
    """What a sentence says of a chart: the first few of each kind, a key figure before others."""

    def firsts(kind: str) -> list[Row]:
        return [held.stretches[n].rows[0] for n in held.places[kind][:_MOST_SAID]]

    numbers = firsts("number")
    named = [
        held.stretches[n].rows[0]
        for n in held.places["number"]
        if held.stretches[n].rows[0]["id"] in drawing.figures
    ] if drawing.figures else []  # fmt: skip
    ids = {row["id"] for row in named}
    return Facts(
        numbers=[*named, *(row for row in numbers if row["id"] not in ids)][:_MOST_SAID],
        is_named=bool(named),
        count=len(held.places["number"]),
        several=[held.stretches[n].rows for n in held.places["several"][:_MOST_SAID]],
        several_count=len(held.places["several"]),
        without=firsts("none"),
        unnumbered=firsts("unnumbered"),
        total=held.weight.total,
        rest=rest.percent if rest else "",
        is_bound=bool(rest and rest.is_bound),
        doubt=rest.doubt if rest else "",
    )


def _held(shown: Sequence[Sequence[Stretch]], count: int) -> Iterator[Held]:
    """State by state, what the holders of each chart have."""
    begin: list[list[tuple[int, int]]] = [[] for _ in range(count + 1)]
    cease: list[list[tuple[int, int]]] = [[] for _ in range(count + 1)]
    for chart, holders in enumerate(shown):
        for n, stretch in enumerate(holders):
            begin[stretch.first].append((chart, n))
            cease[stretch.end].append((chart, n))
    weights = [_Weight() for _ in shown]
    places: list[dict[str, list[int]]] = [
        {kind: [] for kind in ("all", "number", "unnumbered", "none", "several")} for _ in shown
    ]
    for at in range(count):
        for times, changes in ((-1, cease[at]), (1, begin[at])):
            for chart, n in changes:
                stretch = shown[chart][n]
                weights[chart] = weights[chart].with_(_weigh(stretch.rows), times)
                for kind in ("all" if len(shown) > 1 else "", _kind(stretch)):
                    if kind:
                        known = places[chart][kind]
                        place = bisect_left(known, n)
                        known[place : place + (times < 0)] = [n] if times > 0 else []
        yield [
            _Held(weight, holders, kinds)
            for weight, holders, kinds in zip(weights, shown, places, strict=True)
        ]


def _conflicts(held: Held, language: str, whole: str) -> Iterator[tuple[str | int, ...]]:
    """Which statements do not fit together, a sentence each in parts: see ``_states``.

    What contradicts each other is shown as such elsewhere; here only what fails whichever of it is
    chosen.
    """
    for chart, one in enumerate(held):
        total = one.weight.total
        if total and is_over_100(total):
            which = f"of {whole} {LAYERS[chart]}" if whole else LAYERS[chart]
            yield over_100_in_words(which, total, language), chart, "."
    if len(held) > 1:
        for parts in disagreements(held[0].rows("all"), held[1].rows("all"), language):
            yield tuple(part if isinstance(part, str) else 2 for part in parts)


def _chart(weight: _Weight, language: str) -> tuple[dict[str, Any], _Rest | None]:
    """What one chart says of all its holders, and what is left of its bar.

    ``stacked``: one bar of 100 percent holds them; else each has a row. None where nothing can be
    said of the rest.
    """
    total = weight.total
    denied = ", counting what is denied" if weight.contested else ""
    words = sum_in_words(total, language)
    is_stacked = weight.held <= 100 + Fraction(ROUNDING_PERCENT)
    left = is_stacked and not weight.many and weight.held < 100 - Fraction(ROUNDING_PERCENT)
    return {
        "sum": f"Together {words}{denied}." if may_be_over_100(total) else "",
        "stacked": is_stacked,
    }, _rest(weight, language) if left else None


def _rest(weight: _Weight, language: str) -> _Rest:
    """The rest of the bar: our arithmetic, and nobody's share.

    It may be more where shares may be less, and less where the article gives them no upper bound.
    Where both are so, all that is known is how much it is at most.
    """
    is_open = weight.less > 0 and weight.more > 0
    sum_percent = float(weight.low if is_open else weight.held)
    hundred, rest, sum_, denied = (
        percent_in_words(share, language)
        for share in (100, 100 - sum_percent, sum_percent, float(weight.denied))
    )
    about = "about " if weight.about else ""
    bound = f"{_bound_of_rest(weight)}{about}"
    name = f"{bound}{rest} not stated"
    if_right = f", if the denied {'shares are' if is_open else f'{denied} is'} right"
    if is_open:
        of_it = ", some of it denied"
    elif weight.denied == weight.held:
        of_it = ", which is denied"
    else:
        of_it = f", of which {denied} is denied"
    doubt = f"{of_it};" if weight.denied else ","
    arithmetic = f"= {hundred} − {about}{sum_}{doubt} our arithmetic" if sum_percent else ""
    doubted = if_right if weight.denied else ""
    return _Rest(f"{name}{doubted}", arithmetic, f"{bound}{rest}", bool(bound), doubted)


def _bound_of_rest(weight: _Weight) -> str:
    """What stands before the number of the rest."""
    if weight.more:
        return "under " if weight.strictly_more else "up to "
    if weight.less:
        return "over " if weight.strictly_less == weight.less else "at least "
    return ""
