"""Which statements about holdings are in force on a day, and what they add up to.

The tables passed in are the stakes of a ``Story`` (see ``story.STAKES``). Results don't depend on
the order of the rows or on their ids. Knows no figure.
"""

import datetime as dt
import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dateline.dates import PartialDate
from dateline.story import Share, records, rivals
from dateline.wording import (
    names_in_words,
    names_set_apart,
    percent_in_words,
    share_in_words,
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
    """The days on which a statement is in force, by when others of its holder and layer begin.

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

    A statement is in force from its first possible day until one of the same holder and layer
    that begins later surely has begun. Two that begin by the same day, or of which one names the
    other in ``disputed_by``, do not end each other: no file says which of them to believe.
    """
    rows = records(stakes)
    begins = beginnings(stakes)
    found: dict[int, Term] = {}
    for group in _by_holder(rows).values():
        for n, enders in _enders(group, rows, begins):
            found[n] = Term(begins[n], enders.first, enders.sure)
    return [found[n] for n in range(len(rows))]


def in_force(stakes: pd.DataFrame, as_of: dt.date | None) -> pd.DataFrame:
    """The statements in force on a day, with the columns ``possibly`` and ``begun`` (bool) added.

    ``begun``: the day on which it surely begins has come. ``possibly``: it has not, or one that
    would end it may have begun. ``as_of`` None is the end of time. ``stakes`` must be all of the
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
    """What one holder has in one layer while nothing changes in it.

    ``rows`` are those of ``in_force``, in its order, from the day at place ``first`` among the days
    that were asked for until the one at ``end``, on which it is over.
    """

    first: int
    end: int
    rows: tuple[Row, ...]


def stretches(stakes: pd.DataFrame, days: Sequence[dt.date]) -> list[Stretch]:
    """What is in force on each of ``days``, which are in order: a stretch while nothing changes.

    Those that hold on one day come as ``in_force`` has them. ``stakes`` must be all of the
    story's: see ``terms``.
    """
    rows, found = records(stakes), terms(stakes)

    def place_of(day: dt.date | None) -> int:
        return bisect_left(days, day) if day else len(days)

    found_stretches: list[Stretch] = []
    for group in _by_holder(rows).values():
        ordered = sorted(group, key=lambda n: _order_within(rows[n], found[n].beginning))
        statements = [(rows[n], found[n]) for n in ordered]
        spans = [(place_of(term.beginning.first), place_of(term.end)) for _, term in statements]
        begun: dict[int, list[int]] = {}
        cuts: set[int] = set()
        for n, (first, end) in enumerate(spans):
            if first < end:
                begun.setdefault(first, []).append(n)
                term = statements[n][1]
                changes = (place_of(term.beginning.sure), place_of(term.doubtful))
                cuts |= {first, end, *(place for place in changes if first < place < end)}
        held: list[int] = []
        for left, right in itertools.pairwise(sorted(cuts)):
            held = sorted([*(n for n in held if spans[n][1] > left), *begun.get(left, ())])
            if held:
                now = tuple(_row_on(*statements[n], days[left]) for n in held)
                found_stretches.append(Stretch(left, right, now))
    return sorted(found_stretches, key=_order_of_stretch)


def _row_on(row: Row, term: Term, day: dt.date) -> Row:
    return {**row, "possibly": term.is_doubtful_on(day), "begun": term.has_begun_on(day)}


def _order_of_stretch(stretch: Stretch) -> tuple[Any, ...]:
    row = stretch.rows[0]
    largest = max(map(_high, stretch.rows))
    return bool(row["background"]), -largest, holder_of(row), stretch.first


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
    """For each statement of one holder and layer those that end it: they begin after it."""
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


def _by_holder(rows: Sequence[Row]) -> dict[tuple[bool, tuple[str, ...]], list[int]]:
    groups: dict[tuple[bool, tuple[str, ...]], list[int]] = {}
    for n, row in enumerate(rows):
        groups.setdefault((bool(row["background"]), holder_of(row)), []).append(n)
    return groups


def in_reading_order(stakes: pd.DataFrame) -> pd.DataFrame:
    """All statements, in the order of ``in_force``, whatever their order in the file."""
    return stakes.iloc[_reading_order(records(stakes), beginnings(stakes))].reset_index(drop=True)


def _reading_order(rows: Sequence[Row], begins: Sequence[Beginning]) -> list[int]:
    """Sort by what the rows say. An id, which a file may rename, only sorts rows that say one."""
    largest: dict[tuple[bool, tuple[str, ...]], float] = {}
    for row in rows:
        key = (bool(row["background"]), holder_of(row))
        largest[key] = max(largest.get(key, -1.0), _high(row))

    def key_of(n: int) -> tuple[Any, ...]:
        group = (bool(rows[n]["background"]), holder_of(rows[n]))
        return (group[0], -largest[group], group[1], *_order_within(rows[n], begins[n]))

    return sorted(range(len(rows)), key=key_of)


def _order_within(row: Row, begin: Beginning) -> tuple[Any, ...]:
    """What sorts the statements of one holder and layer."""
    share = row["share"]
    evidence = [(passage.start, passage.end) for passage in row["evidence"]]
    return (
        *(begin.last, begin.first),
        *(share is None, (share.low, share.high) if share else (), row["basis"]),
        *(row["asserted_by"], row["denied_by"], row["date"].edtf, row["note"]),
        *(evidence, row["source"], row["holder"], row["id"]),
    )


def _high(row: Row) -> float:
    return row["share"].high if row["share"] is not None else -1.0


def by_holder(rows: pd.DataFrame) -> list[list[dict[str, Any]]]:
    """Rows of ``in_force`` in groups of one holder and layer, in their order."""
    statements = records(rows)
    return [[statements[n] for n in group] for group in _by_holder(statements).values()]


def sum_range(rows: pd.DataFrame) -> Share | None:
    """What the shares of one layer add up to, from the lowest choice to the highest.

    ``rows`` as ``in_force`` gives them, of one layer. Of the statements of one holder one is
    chosen; one without a figure, or the days before a first statement has surely begun, count as
    0 for the lowest. None: no share is given. Nothing is cut at 100.
    """
    return sum_of(by_holder(rows))


def sum_of(groups: Groups) -> Share | None:
    """``sum_range`` of the rows of one layer in their groups."""
    if not any(row["share"] is not None for group in groups for row in group):
        return None
    choices = [range_of(group) for group in groups]
    # fsum: the order of the rows must not change the last digit.
    low, high = (math.fsum(ends) for ends in zip(*choices, strict=True))
    return Share(round(low, 6), round(high, 6))


def range_of(group: Sequence[Row]) -> tuple[float, float]:
    """The least and the most that the statements of one holder and layer say."""
    shares = [row["share"] for row in group]
    given = [share for share in shares if share is not None]
    # A statement and what it would end possibly hold, but one of them does: one has begun.
    may_be_none = None in shares or not any(row["begun"] for row in group)
    low = 0.0 if may_be_none else min(share.low for share in given)
    return low, max((share.high for share in given), default=0.0)


def is_over_100(total: Share | None) -> bool:
    """Whether shares add up to more than 100 whatever is chosen."""
    return total is not None and total.low > 100 + ROUNDING_PERCENT


def may_be_over_100(total: Share | None) -> bool:
    """Whether shares add up to more than 100 for some choice."""
    return total is not None and total.high > 100 + ROUNDING_PERCENT


def sum_in_words(total: Share | None, language: str = "en") -> str:
    """Word what shares add up to: "48%", "up to 113%", "over 100%: 105–113%"; None is ""."""
    if total is None:
        return ""
    if is_over_100(total):
        return f"over {percent_in_words(100, language)}: {share_in_words(total, language)}"
    if may_be_over_100(total):
        return f"up to {percent_in_words(total.high, language)}"
    return share_in_words(total, language)


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


def over_100_in_words(layer: str, total: Share, language: str) -> str:
    """The sentence that lists the shares of a layer which are too many, up to the list."""
    return f"The shares {layer} add up to {share_in_words(total, language)}: "


def disagreements(
    article_groups: Groups, background_groups: Groups, language: str
) -> Iterator[list[str | Groups]]:
    """Say where the article and other sources do not fit, a sentence each in parts.

    ``article_groups`` and ``background_groups`` are ``by_holder`` of each layer. A part that isn't
    text stands for its holders with their shares: see ``listed``.
    """
    yield from _left_out(article_groups, background_groups, language)
    theirs = {holder_of(group[0]): group for group in background_groups}
    for group in article_groups:
        other = theirs.get(holder_of(group[0]))
        if other and _differ(group, other):
            names = names_set_apart(group[0]["holder"], language)
            one, two = _shares(group, language), _shares(other, language)
            yield [f"{names} {one} in the article, {two} in other sources."]


def _left_out(
    article_groups: Groups, background_groups: Groups, language: str
) -> Iterator[list[str | Groups]]:
    """Say whom the article names as holding where other sources make 100 without them."""
    total = sum_of(background_groups)
    # What makes more than 100 cannot say that nothing is left for others.
    if total is None or total.low < 100 - ROUNDING_PERCENT or is_over_100(total):
        return
    holding = [group for group in background_groups if range_of(group)[0] > 0]
    holders = {name for group in holding for name in group[0]["holder"]}
    for group in article_groups:
        row = group[0]
        # Where statements differ or may not hold yet, the holder need not hold anything.
        is_named = len(group) == 1 and row["begun"] and (row["share"] is None or row["share"].low)
        if is_named and holders.isdisjoint(row["holder"]):
            who = f"{names_in_words(row['holder'])} as holding shares{stance_aside(row)}"
            yield [
                f"The article names {who}; by other sources ",
                holding,
                f" make {share_in_words(total, language)} without them.",
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
    """One holder with the shares that are stated, as a sentence lists them; "" for none."""
    shares = _shares(group, language)
    return f"{names_set_apart(group[0]['holder'], language)} {shares}" if shares else ""


def _shares(group: Sequence[Row], language: str) -> str:
    """The shares that are stated of one holder, each with who says or denies it."""
    said = (
        f"{share_in_words(row['share'], language)}{stance_aside(row)}"
        for row in group
        if row["share"] is not None
    )
    return " or ".join(dict.fromkeys(said))


def stance_aside(row: Row) -> str:
    """Who says and who denies it, in brackets after a space; "" where the article vouches."""
    words = stance_in_words(row)
    return f" ({words})" if words else ""
