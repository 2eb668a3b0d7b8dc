"""Who held what on a day, as far as stated, and where statements cannot all be true.

Tables in are the stakes of ``Story`` (see ``story.STAKES``). Knows no figure.
"""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from dateline.dates import PartialDate
from dateline.story import records
from dateline.wording import names_in_words, percent_in_words

# Shares are rounded to a hundredth as printed; a few of them may add up to a little over 100.
ROUNDING_PERCENT = 0.05


def current_stakes(stakes: pd.DataFrame, as_of: dt.date | None) -> pd.DataFrame:
    """For each holder and layer the last statement on or before ``as_of`` (None: the last one).

    A vague date counts from its first stated day. Rows come in the order of the file.
    """
    last: dict[tuple[tuple[str, ...], bool], tuple[dt.date, int]] = {}
    for position, row in enumerate(records(stakes)):
        date: PartialDate = row["date"]
        begins = date.stated_earliest or dt.date.min
        key = (row["holder"], row["background"])
        if (as_of is None or begins <= as_of) and (begins, position) >= last.get(key, (begins, -1)):
            last[key] = (begins, position)
    return stakes.iloc[sorted(position for _, position in last.values())]


def conflicts(stakes: pd.DataFrame, as_of: dt.date | None, language: str = "en") -> tuple[str, ...]:
    """Say which statements of the day cannot all be true, one sentence each; none is usual."""
    rows = records(current_stakes(stakes, as_of))
    found = []
    for layer, background in (("The article's", False), ("Other sources'", True)):
        held = [row for row in rows if row["background"] == background and row["share"]]
        total = sum(row["share"].low for row in held)
        if total > 100 + ROUNDING_PERCENT:
            listed = "; ".join(_stated(row["holder"], row["share"].low, language) for row in held)
            sum_ = percent_in_words(total, language)
            found.append(f"{layer} shares add up to {sum_}: {listed}.")
    outside = [row for row in rows if row["background"] and row["share"]]
    total = sum(row["share"].low for row in outside)
    if total >= 100 - ROUNDING_PERCENT:
        listed = "; ".join(
            _stated(row["holder"], row["share"].low, language)
            for row in outside
            if row["share"].low
        )
        holders = {name for row in outside if row["share"].low for name in row["holder"]}
        for row in rows:
            has_none_left = not row["background"] and holders.isdisjoint(row["holder"])
            if has_none_left and (row["share"] is None or row["share"].low > 0):
                found.append(
                    f"The article names {names_in_words(row['holder'])} as holding shares; by "
                    f"other sources {listed} make {percent_in_words(100, language)} without them."
                )
    by_holder = {row["holder"]: row["share"] for row in rows if not row["background"]}
    for row in outside:
        ours = by_holder.get(row["holder"])
        if ours and not (
            ours.low - ROUNDING_PERCENT <= row["share"].high
            and row["share"].low <= ours.high + ROUNDING_PERCENT
        ):
            found.append(
                f"{_stated(row['holder'], ours.low, language)} by the article, "
                f"{percent_in_words(row['share'].low, language)} by other sources."
            )
    return tuple(found)


def _stated(holder: Sequence[str], share_percent: float, language: str) -> str:
    return f"{names_in_words(holder)} {percent_in_words(share_percent, language)}"
