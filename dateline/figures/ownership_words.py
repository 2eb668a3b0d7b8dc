"""What the ownership charts say in words: statements with both their sides, and alt texts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dateline.holdings import (
    are_rivals,
    by_holder,
    in_force,
    may_be_over_100,
    stake_stance,
    sum_in_words,
    sum_range,
)
from dateline.story import Share
from dateline.wording import date_in_words, day_in_words, names_set_apart, share_in_words

Row = Mapping[str, Any]


def key_of(row: Row) -> str:
    return f"stake:{row['id']}"


def share_words(row: Row, language: str) -> str:
    """The share as it is in force: "48%", "possibly 48%", "not disclosed"."""
    words = share_in_words(row["share"], language)
    if not row.get("possibly"):
        return words
    return f"possibly {words}" if row["share"] is not None else f"{words}, possibly in force"


def statement(row: Row, language: str, *, dated: bool = True, brief: bool = False) -> str:
    """One statement without its holder: share, how it is known, its date, both its sides.

    ``brief`` leaves out that it is stated, as most are.
    """
    is_told = row["share"] is not None and not (brief and row["basis"] == "stated")
    basis = row["basis"] if is_told else ""
    date = date_in_words(row["date"], language, short=True) if dated else ""
    return ", ".join(filter(None, (share_words(row, language), basis, date))) + sides(row)


def sides(row: Row) -> str:
    """Who says and who denies it, in brackets; "" where the article vouches for it."""
    stance = stake_stance(row)
    return f" ({stance})" if stance else ""


def several(group: Sequence[Row]) -> str:
    """Why a holder has several statements in force: what is told before them."""
    if any(are_rivals(one, other) for one in group for other in group):
        return f"{len(group)} statements that contradict each other"
    if any(row["possibly"] for row in group):
        return f"{len(group)} statements, of which it is not sure which one holds"
    return f"{len(group)} statements, none of them known to be the later one"


def together(total: Share | None, language: str) -> str:
    """What a layer's shares make where that may be over 100, else ""."""
    if not may_be_over_100(total):
        return ""
    return f"Together {sum_in_words(total, language)}."


def ownership_alt(
    stakes: pd.DataFrame, *, as_of: dt.date | None, language: str = "en", background: bool = True
) -> str:
    """Say what the ownership charts show for a day: every statement in force, both its sides."""
    rows = in_force(stakes, as_of)
    rows = rows if background else rows[~rows["background"]]
    when = f" on {day_in_words(as_of, language)}" if as_of else ""
    if not len(rows):
        return f"No share is stated{when}."
    parts = []
    for group in by_holder(rows):
        layer = ", background" if group[0]["background"] else ""
        told = [statement(row, language, dated=len(group) > 1) for row in group]
        head = f"{several(group)}: " if len(group) > 1 else ""
        parts.append(
            f"{names_set_apart(group[0]['holder'], language)}: {head}{' or '.join(told)}{layer}"
        )
    text = f"Shares{when}, as far as stated. " + "; ".join(parts) + "."
    for name, is_background in (("in the article", False), ("of other sources", True)):
        sum_ = together(sum_range(rows[rows["background"] == is_background]), language)
        text += f" The shares {name}: {sum_[0].lower()}{sum_[1:]}" if sum_ else ""
    return text
