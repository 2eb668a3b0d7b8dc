"""Which statements about holdings are in force on a day, and what they add up to.

The tables passed in are the stakes of a ``Story`` (see ``story.STAKES``). Results don't depend on
the order of the rows or on their ids. Knows no figure.
"""

import datetime as dt
import itertools
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from dateline.dates import PartialDate
from dateline.story import Share, linked_groups, records, rivals
from dateline.wording import (
    names_in_words,
    names_set_apart,
    percent_in_words,
    share_in_words,
    stake_share,
    stance_in_words,
)

# Shares are rounded to a hundredth as printed; a few of them may add up to a little over 100.
ROUNDING_PERCENT = 0.05

# Whose shares they are, as sentences say it.
LAYERS = ("in the article", "of other sources")

Row = Mapping[str, Any]
# Statements by their holder.
Groups = Sequence[Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Beginning:
    """When a statement begins: its first possible day, and the day on which it surely has.

    ``last`` is the last day on which it may begin (``date.max`` where nothing bounds it). ``sure``
    is that day too, but None where no day is: nothing bounds it, or its date carries a '?'.
    """

    first: dt.date
    last: dt.date
    sure: dt.date | None


def beginnings(stakes: pd.DataFrame) -> list[Beginning]:
    """When each statement begins, in the order of ``stakes``, which are all that a story has.

    One whose date is open to the left begins with the first day that any of them names.
    """
    dates: list[PartialDate] = list(stakes["date"])
    bounds = [day for date in dates for day in (date.earliest, date.last_start) if day]
    opening = min(bounds, default=dt.date.min)
    found = []
    for date in dates:
        last = date.last_start
        found.append(
            Beginning(
                date.earliest or min(opening, last or opening),
                last or dt.date.max,
                None if date.is_start_uncertain else last,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Term:
    """The days on which a statement is in force, by when others that may end it begin.

    It surely is from ``beginning.sure`` until ``doubtful``, the first day on which one that ends
    it may have begun, and no longer is from ``end`` on, where such a one surely has. None: never.
    """

    beginning: Beginning
    doubtful: dt.date | None
    end: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        return self.beginning.first <= day and (self.end is None or day < self.end)

    def has_begun_on(self, day: dt.date) -> bool:
        return self.beginning.sure is not None and self.beginning.sure <= day

    def is_doubtful_on(self, day: dt.date) -> bool:
        return not self.has_begun_on(day) or (self.doubtful is not None and self.doubtful <= day)


def terms(stakes: pd.DataFrame) -> list[Term]:
    """When each statement is in force, in the order of ``stakes``, which are all that a story has.

    A statement is in force from its first possible day until one of the same holder, whole and
    layer that begins later surely has begun. Two that begin by the same day, or of which one names
    the other in ``disputed_by``, do not end each other: no file says which of them to believe.
    """
    rows = records(stakes)
    begins = beginnings(stakes)
    found: dict[int, Term] = {}
    for group in _by_holder(rows).values():
        for n, enders in _enders(group, rows, begins):
            found[n] = Term(begins[n], enders.first, enders.sure)
    return [found[n] for n in range(len(rows))]


def stated_until(stakes: pd.DataFrame) -> dict[str, dt.date]:
    """The day from which a statement only holds on, because nothing else is said, by its id.

    It is stated on its own days, and until the next one of its holder if that has the same share.
    ``stakes`` are all that a story has.
    """
    rows, begins = records(stakes), beginnings(stakes)
    found: dict[str, dt.date] = {}
    for group in _by_holder(rows).values():
        in_order = sorted(group, key=lambda n: (begins[n].last, begins[n].first))
        for n, after in itertools.zip_longest(in_order, in_order[1:]):
            date = rows[n]["date"]
            end = date.end.earliest if date.kind == "interval" and date.end else begins[n].sure
            stated = end or begins[n].first
            stated += dt.timedelta(days=stated < dt.date.max)
            if after is not None and rows[after]["share"] == rows[n]["share"]:
                stated = max(stated, begins[after].first)
            found[rows[n]["id"]] = stated
    return found


def in_force(stakes: pd.DataFrame, as_of: dt.date | None) -> pd.DataFrame:
    """The statements in force on a day, with the columns ``possibly`` and ``begun`` (bool) added.

    ``begun``: it has surely begun by that day. ``possibly``: it has not, or one that would end it
    may have begun. ``as_of`` None is the end of time. ``stakes`` must be all of the
    story's: see ``terms``.

    Rows come by layer (the article's first), the holder of the largest share first, then by
    holder and beginning.
    """
    day = as_of or dt.date.max
    found = terms(stakes)
    kept = [n for n, term in enumerate(found) if term.holds_on(day)]
    rows, begins = records(stakes.iloc[kept]), [found[n].beginning for n in kept]
    order = [kept[place] for place in _reading_order(rows, begins)]
    return (
        stakes.iloc[order]
        .reset_index(drop=True)
        .assign(
            possibly=np.array([found[n].is_doubtful_on(day) for n in order], dtype=bool),
            begun=np.array([found[n].has_begun_on(day) for n in order], dtype=bool),
        )
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Statements that stand together while nothing changes in them.

    They are of one whole, one layer and one holder, or of several holders that contradict each
    other. ``rows`` are those of ``in_force``, in its order, with ``is_aside`` (bool): names that
    hold together of whom another stake is or may be in force, so that it is added to nothing. They
    hold from the day at place ``first`` among the days that were asked for until the one at
    ``end``, on which they no longer do.
    """

    first: int
    end: int
    rows: tuple[Row, ...]

    @property
    def holders(self) -> list[tuple[str, ...]]:
        """The holders as they are first written, each once, in the order of the rows."""
        written: dict[tuple[str, ...], tuple[str, ...]] = {}
        for row in self.rows:
            written.setdefault(holder_of(row), row["holder"])
        return list(written.values())


def stretches(
    stakes: pd.DataFrame, days: Sequence[dt.date], *, background: bool = True
) -> list[Stretch]:
    """What is in force on each of ``days``, which come in order, once however long it holds.

    Those that hold on one day come as ``in_force`` has them. ``stakes`` must be all of the
    story's: see ``terms``. ``background`` False leaves other sources out.
    """
    rows, found = records(stakes), terms(stakes)

    def place_of(day: dt.date | None) -> int:
        return bisect_left(days, day) if day else len(days)

    spans = {
        n: (place_of(found[n].beginning.first), place_of(found[n].end))
        for n, row in enumerate(rows)
        if background or not row["background"]
    }
    spans = {n: (first, end) for n, (first, end) in spans.items() if first < end}
    named = rivals([rows[n] for n in spans])
    others = _others_of_a_name(rows, spans)
    made: list[Stretch] = []
    for cluster in _clusters(rows, list(spans), named):
        ordered = sorted(
            cluster, key=lambda n: (holder_of(rows[n]), _order_within(rows[n], found[n].beginning))
        )
        begun: dict[int, list[int]] = {}
        cuts: set[int] = set()
        for at, n in enumerate(ordered):
            first, end = spans[n]
            begun.setdefault(first, []).append(at)
            changes = [place_of(found[n].beginning.sure), place_of(found[n].doubtful)]
            changes += [place for m in others.get(n, ()) for place in spans[m]]
            cuts |= {first, end, *(place for place in changes if first < place < end)}
        held: list[int] = []
        latest: dict[tuple[Any, ...], int] = {}
        for left, right in itertools.pairwise(sorted(cuts)):
            held = sorted(
                [*(at for at in held if spans[ordered[at]][1] > left), *begun.get(left, ())]
            )
            now = [
                {
                    **_row_on(rows[n], found[n], days[left]),
                    "is_aside": any(_is_within(left, spans[m]) for m in others.get(n, ())),
                }
                for n in (ordered[at] for at in held)
            ]
            for together in _contradicting(now, named):
                key = tuple((r["id"], r["possibly"], r["begun"], r["is_aside"]) for r in together)
                before = latest.get(key)
                if before is not None and made[before].end == left:
                    made[before] = Stretch(made[before].first, right, made[before].rows)
                else:
                    latest[key] = len(made)
                    made.append(Stretch(left, right, tuple(together)))
    return sorted(made, key=_order_of_stretch)


def _is_within(place: int, span: tuple[int, int]) -> bool:
    return span[0] <= place < span[1]


def _others_of_a_name(rows: Sequence[Row], shown: Iterable[int]) -> dict[int, list[int]]:
    """For each stake of several names the stakes of another holder that has one of the names.

    In the same whole; statements of the article and of other sources are treated alike.
    """
    by_name: dict[tuple[str, str], list[int]] = {}
    for n in shown:
        for name in rows[n]["holder"]:
            by_name.setdefault((rows[n]["of"], name), []).append(n)
    return {
        n: [
            m
            for name in rows[n]["holder"]
            for m in by_name[rows[n]["of"], name]
            if holder_of(rows[m]) != holder_of(rows[n])
        ]
        for n in shown
        if len(rows[n]["holder"]) > 1
    }


def _clusters(
    rows: Sequence[Row], shown: Sequence[int], named: Mapping[str, Sequence[str]]
) -> list[list[int]]:
    """The statements of one holder, whole and layer together, and of holders that contradict."""
    groups = list(_by_holder(rows, shown).values())
    place_of = {rows[n]["id"]: place for place, group in enumerate(groups) for n in group}
    links = [
        (place_of[row_id], place_of[other])
        for row_id, others in named.items()
        for other in others
        if _layer_of(rows[groups[place_of[row_id]][0]])
        == _layer_of(rows[groups[place_of[other]][0]])
    ]
    return [
        [n for place in linked for n in groups[place]]
        for linked in linked_groups(len(groups), links)
    ]


def _layer_of(row: Row) -> tuple[bool, str]:
    """Who says it, the article or other sources, and what it is a share of."""
    return bool(row["background"]), row["of"]


def _contradicting(
    rows: Sequence[dict[str, Any]], named: Mapping[str, Sequence[str]]
) -> list[list[dict[str, Any]]]:
    """Statements of one whole and layer: those of one holder, and rivals, together."""
    place_of = {row["id"]: place for place, row in enumerate(rows)}
    first: dict[tuple[str, ...], int] = {}
    links = [(place, first.setdefault(holder_of(row), place)) for place, row in enumerate(rows)]
    links += [
        (place, place_of[other])
        for place, row in enumerate(rows)
        for other in named.get(row["id"], ())
        if other in place_of
    ]
    return [[rows[place] for place in group] for group in linked_groups(len(rows), links)]


def _row_on(row: Row, term: Term, day: dt.date) -> Row:
    return {**row, "possibly": term.is_doubtful_on(day), "begun": term.has_begun_on(day)}


def _order_of_stretch(stretch: Stretch) -> tuple[Any, ...]:
    row = stretch.rows[0]
    largest = max(map(_high, stretch.rows))
    return *_layer_of(row), -largest, holder_of(row), stretch.first


@dataclass(frozen=True, slots=True)
class _Enders:
    """Of the statements that end another: when the first of them may begin, and surely does."""

    first: dt.date | None = None
    sure: dt.date | None = None

    def with_(self, beginning: Beginning) -> "_Enders":
        sure = [day for day in (self.sure, beginning.sure) if day]
        return _Enders(min(self.first or dt.date.max, beginning.first), min(sure, default=None))


def _enders(
    group: Sequence[int], rows: Sequence[Row], begins: Sequence[Beginning]
) -> Iterator[tuple[int, _Enders]]:
    """For each statement of one holder, whole and layer those that end it: they begin after it."""
    latest_first = sorted(group, key=lambda n: begins[n].last, reverse=True)
    named = rivals([rows[n] for n in latest_first])
    after, of_the_day = _Enders(), _Enders()
    for place, n in enumerate(latest_first):
        if place and begins[n].last < begins[latest_first[place - 1]].last:
            after = of_the_day
        rival_ids = named[rows[n]["id"]]
        if rival_ids:
            ending = _Enders()
            for m in latest_first[:place]:
                if begins[m].last > begins[n].last and rows[m]["id"] not in rival_ids:
                    ending = ending.with_(begins[m])
            yield n, ending
        else:
            yield n, after
        of_the_day = of_the_day.with_(begins[n])


def holder_of(row: Row) -> tuple[str, ...]:
    """The holder whatever the order in which names that hold together are written."""
    return tuple(sorted(row["holder"]))


def _by_holder(
    rows: Sequence[Row], places: Iterable[int] | None = None
) -> dict[tuple[Any, ...], list[int]]:
    """The places of the statements of each holder, whole and layer; None: of all rows."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for n in range(len(rows)) if places is None else places:
        groups.setdefault((*_layer_of(rows[n]), holder_of(rows[n])), []).append(n)
    return groups


def in_reading_order(stakes: pd.DataFrame) -> pd.DataFrame:
    """All statements, in the order of ``in_force``, whatever their order in the file."""
    return stakes.iloc[_reading_order(records(stakes), beginnings(stakes))].reset_index(drop=True)


def _reading_order(rows: Sequence[Row], begins: Sequence[Beginning]) -> list[int]:
    """Sort by what the rows say. An id, which a file may rename, only sorts rows that say one."""
    largest: dict[tuple[Any, ...], float] = {}
    for row in rows:
        key = (*_layer_of(row), holder_of(row))
        largest[key] = max(largest.get(key, -1.0), _high(row))

    def key_of(n: int) -> tuple[Any, ...]:
        layer, holder = _layer_of(rows[n]), holder_of(rows[n])
        return *layer, -largest[*layer, holder], holder, *_order_within(rows[n], begins[n])

    return sorted(range(len(rows)), key=key_of)


def _order_within(row: Row, begin: Beginning) -> tuple[Any, ...]:
    """What sorts the statements of one holder and layer."""
    share = row["share"]
    evidence = [(passage.start, passage.end) for passage in row["evidence"]]
    return (
        *(begin.last, begin.first),
        *(
            share is None,
            (share.low, share.high, share.given, share.is_strict, share.is_about, share.fraction)
            if share
            else (),
        ),
        *(row["basis"], row["share_words"]),
        *(row["asserted_by"], row["denied_by"], row["date"].edtf, row["note"]),
        *(evidence, row["source"], row["holder"], row["id"]),
    )


def _high(row: Row) -> float:
    return row["share"].extent if row["share"] is not None else -1.0


@dataclass(frozen=True, slots=True)
class Sum:
    """What shares add up to in percent, from the lowest choice to the highest; not cut at 100.

    ``is_strict``: it is more than ``low``. ``has_no_high``: some share may be more than the article
    says, so that ``high`` counts the least of it. ``is_about``: some share is approximate.
    """

    low: float
    high: float
    is_strict: bool = False
    has_no_high: bool = False
    is_about: bool = False


# Of more statements that contradict each other across holders, not every choice is tried.
_MOST_TRIED = 10
_NOTHING = Sum(0.0, 0.0)


def sum_of(groups: Groups) -> Sum | None:
    """What the statements of one whole and layer add up to; None: no share is given.

    ``groups`` are the rows of ``stretches``. One of the statements of a holder is chosen, and never
    two that contradict each other; one without a figure, or the days before a first statement has
    surely begun, count as 0 for the lowest. What is aside counts nothing.
    """
    if not any(row["share"] is not None and not row["is_aside"] for g in groups for row in g):
        return None
    return added([range_of(group) for group in groups])


def added(sums: Sequence[Sum]) -> Sum:
    """Several sums as one."""
    # fsum: the order of the rows must not change the last digit.
    return Sum(
        round(math.fsum(one.low for one in sums), 6),
        round(math.fsum(one.high for one in sums), 6),
        any(one.is_strict for one in sums),
        any(one.has_no_high for one in sums),
        any(one.is_about for one in sums),
    )


def range_of(group: Sequence[Row]) -> Sum:
    """The least and the most that statements which stand together add."""
    # A statement and what it would end possibly hold, but one of them does: one has begun.
    begun = {holder_of(row) for row in group if row["begun"]}
    ends = [_ends(row, has_begun=holder_of(row) in begun) for row in group]
    if len({holder_of(row) for row in group}) == 1:
        choices = [[one] for one in ends]
    elif len(group) <= _MOST_TRIED:
        choices = [[ends[n] for n in chosen] for chosen in _choices(group)]
    else:
        # The least is that of one alone; at most one of each holder is chosen.
        most: dict[tuple[str, ...], Sum] = {}
        for end, row in zip(ends, group, strict=True):
            before = most.get(holder_of(row), _NOTHING)
            most[holder_of(row)] = max(before, end, key=lambda one: one.high)
        choices = [*([one] for one in ends), list(most.values())]
    sums = [added(choice) for choice in choices]
    low = min(sums, key=lambda one: (one.low, one.is_strict))
    return Sum(
        low.low,
        max(one.high for one in sums),
        low.is_strict,
        any(one.has_no_high for one in sums),
        any(one.is_about for one in sums),
    )


def _ends(row: Row, *, has_begun: bool) -> Sum:
    """What one statement adds if it is chosen."""
    share: Share | None = row["share"]
    if share is None or row["is_aside"]:
        return _NOTHING
    has_no_high = share.given == "low"
    return Sum(
        share.low if has_begun else 0.0,
        share.extent,
        has_begun and has_no_high and share.is_strict,
        has_no_high,
        share.is_about,
    )


def _choices(group: Sequence[Row]) -> Iterator[list[int]]:
    """Each way to believe as many statements as do not exclude each other, by their places."""
    named = rivals(group)
    fits = [
        {m for m, other in enumerate(group)
         if m != n and holder_of(other) != holder_of(row) and other["id"] not in named[row["id"]]}
        for n, row in enumerate(group)
    ]  # fmt: skip

    def grow(chosen: list[int], left: set[int], tried: set[int]) -> Iterator[list[int]]:
        if not left and not tried:
            yield chosen
        for n in sorted(left):
            yield from grow([*chosen, n], left & fits[n], tried & fits[n])
            left, tried = left - {n}, tried | {n}

    return grow([], set(range(len(group))), set())


def is_over_100(total: Sum | None) -> bool:
    """Whether shares add up to more than 100 whatever is chosen."""
    if total is None:
        return False
    return total.low > 100 + ROUNDING_PERCENT or (total.is_strict and total.low >= 100)


def may_be_over_100(total: Sum | None) -> bool:
    """Whether shares add up to more than 100 for some choice."""
    return is_over_100(total) or (total is not None and total.high > 100 + ROUNDING_PERCENT)


@dataclass(frozen=True, slots=True)
class TooMany:
    """Shares of one whole and layer that add up to more than 100 from ``day`` on.

    ``rows`` are the statements in force then that are added up, and ``newest`` is one that began to
    count on that day.
    """

    day: dt.date
    total: Sum
    rows: Sequence[Row]
    newest: Row


def shares_over_100(stakes: pd.DataFrame) -> Iterator[TooMany]:
    """When the shares of each whole and layer become too many: see ``is_over_100``.

    The same statements come once, however long they hold. ``stakes`` must be all of the story's:
    see ``terms``.
    """
    days = days_to_choose(stakes)
    charts: dict[tuple[bool, str], list[Stretch]] = {}
    for background in (False, True):
        for stretch in stretches(stakes, days, background=background):
            if bool(stretch.rows[0]["background"]) == background:
                charts.setdefault(_layer_of(stretch.rows[0]), []).append(stretch)
    for key in sorted(charts):
        yield from _over_100(charts[key], days)


def _over_100(chart: Sequence[Stretch], days: Sequence[dt.date]) -> Iterator[TooMany]:
    begin: dict[int, list[Stretch]] = {}
    cease: dict[int, list[Stretch]] = {}
    for stretch in chart:
        begin.setdefault(stretch.first, []).append(stretch)
        cease.setdefault(stretch.end, []).append(stretch)
    # Exact, so that what no longer holds can be taken off again.
    low, strict = Fraction(), 0
    reported_until = 0
    for place in sorted(begin.keys() | cease.keys()):
        for sign, changed in ((-1, cease), (1, begin)):
            for stretch in changed.get(place, ()):
                total = range_of(stretch.rows)
                low, strict = low + sign * Fraction(total.low), strict + sign * total.is_strict
        if not is_over_100(Sum(round(float(low), 6), 100.0, strict > 0)):
            reported_until = 0
        elif place >= reported_until:
            held = [stretch.rows for stretch in chart if stretch.first <= place < stretch.end]
            rows = [row for group in held for row in group if _is_added(row)]
            begun = [r for stretch in begin.get(place, ()) for r in stretch.rows if _is_added(r)]
            newest = max(begun or rows, key=lambda row: row["line"])
            yield TooMany(days[place], added([range_of(group) for group in held]), rows, newest)
            ids = {row["id"] for row in rows}
            reported_until = max(
                stretch.end for stretch in chart if any(row["id"] in ids for row in stretch.rows)
            )


def _is_added(row: Row) -> bool:
    return row["share"] is not None and not row["is_aside"]


def sum_in_words(total: Sum | None, language: str = "en") -> str:
    """Word what shares add up to: "48%", "up to 113%", "over 100%: 105–113%"; None is ""."""
    if total is None:
        return ""
    words = added_in_words(total, language)
    hundred = f"over {percent_in_words(100, language)}"
    if is_over_100(total):
        return words if words == hundred else f"{hundred}: {words}"
    if may_be_over_100(total):
        return f"up to {percent_in_words(total.high, language)}"
    return words


def added_in_words(total: Sum, language: str = "en") -> str:
    """What shares add up to as one share: "113%", "105–113%", "over 100%"."""
    if total.has_no_high or total.is_strict:
        least = Share(total.low, 100.0, given="low", is_strict=total.is_strict)
        return share_in_words(least, language)
    if total.low == total.high:
        return share_in_words(Share(total.low, total.low, is_about=total.is_about), language)
    return share_in_words(Share(total.low, total.high), language)


def days_to_choose(stakes: pd.DataFrame) -> tuple[dt.date, ...]:
    """The days on which what is in force changes, in order: each first possible and sure day."""
    days = (day for begin in beginnings(stakes) for day in (begin.first, begin.sure))
    return tuple(sorted({day for day in days if day}))


def asof_day(
    stakes: pd.DataFrame, asked: dt.date | None, published: PartialDate | None
) -> dt.date | None:
    """The day that ownership is shown for: the day asked for, else the last of publication.

    Where that is not known, the last day on which a statement begins; None: there is none.
    """
    if asked:
        return asked
    if published and published.latest:
        return published.latest
    return max(days_to_choose(stakes), default=None)


def over_100_in_words(layer: str, total: Sum, language: str) -> str:
    """The sentence that lists the shares of a layer which are too many, up to the list."""
    return f"The shares {layer} add up to {added_in_words(total, language)}: "


def disagreements(
    article_groups: Groups, background_groups: Groups, language: str
) -> Iterator[list[str | Groups]]:
    """Say where the article and other sources do not fit, a sentence each in parts.

    ``article_groups`` and ``background_groups`` are the rows of ``stretches`` of one whole, by
    layer. A part that is no text stands for its holders with their shares: see ``listed``.
    """
    yield from _left_out(article_groups, background_groups, language)
    theirs = _per_holder(background_groups)
    for holder, group in _per_holder(article_groups).items():
        other = theirs.get(holder)
        if other and _differ(group, other):
            names = names_set_apart(group[0]["holder"], language)
            one, two = _shares(group, language), _shares(other, language)
            yield [f"{names} {one} in the article, {two} in other sources."]


def _per_holder(groups: Groups) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for group in groups:
        for row in group:
            found.setdefault(holder_of(row), []).append(row)
    return found


def _left_out(
    article_groups: Groups, background_groups: Groups, language: str
) -> Iterator[list[str | Groups]]:
    """Say whom the article names as holding where other sources make 100 without them."""
    total = sum_of(background_groups)
    # What makes more than 100 cannot say that nothing is left for others.
    if total is None or total.low < 100 - ROUNDING_PERCENT or is_over_100(total):
        return
    holding = [group for group in background_groups if range_of(group).low > 0]
    holders = {name for group in holding for row in group for name in row["holder"]}
    for group in _per_holder(article_groups).values():
        row = group[0]
        # Where statements differ or may not hold yet, the holder need not hold anything.
        is_named = len(group) == 1 and row["begun"] and (row["share"] is None or row["share"].low)
        if is_named and holders.isdisjoint(row["holder"]):
            who = f"{names_in_words(row['holder'])} as holding shares{stance_aside(row)}"
            yield [
                f"The article names {who}; by other sources ",
                holding,
                f" make {added_in_words(total, language)} without them.",
            ]


def _differ(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether no statement of one fits any of the other; only those that have begun count."""
    if not all(row["begun"] and row["share"] is not None for row in (*one, *other)):
        return False
    return all(
        a["share"].low - ROUNDING_PERCENT > b["share"].high
        or b["share"].low - ROUNDING_PERCENT > a["share"].high
        for a in one
        for b in other
    )


def listed(group: Sequence[Row], language: str) -> str:
    """Holders with the shares that are stated and added up, as a sentence lists them; "" for none.

    Holders that contradict each other are joined by "or".
    """
    said = []
    for rows in _per_holder([group]).values():
        shares = _shares([row for row in rows if not row["is_aside"]], language)
        said += [f"{names_set_apart(rows[0]['holder'], language)} {shares}"] if shares else []
    return " or ".join(said)


def _shares(group: Sequence[Row], language: str) -> str:
    """The shares that are stated of one holder, each with who says or denies it."""
    said = (
        f"{stake_share(row, language)}{stance_aside(row)}"
        for row in group
        if row["share"] is not None
    )
    return " or ".join(dict.fromkeys(said))


def stance_aside(row: Row) -> str:
    """Who says and who denies it, in brackets after a space; "" where the article vouches."""
    words = stance_in_words(row)
    return f" ({words})" if words else ""
