"""What the ownership charts say in words: statements with both their sides."""

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.holdings import stance_aside
from dateline.wording import date_in_words, set_apart, stake_share

Row = Mapping[str, Any]


def key_of(row: Row) -> str:
    return f"stake:{row['id']}"


def share_words(row: Row, language: str) -> str:
    """The share as it is in force: "48%", "possibly 48%", "not disclosed"."""
    words = stake_share(row, language)
    if row.get("is_aside"):
        words = f"together {words}"
    if not row.get("possibly"):
        return words
    return f"possibly {words}" if row["share"] is not None else f"{words}, possibly in force"


def statement(
    row: Row, language: str, *, dated: bool = True, brief: bool = False, sided: bool = True
) -> str:
    """One statement without its holder: share, how it is known, its date, both its sides.

    ``brief`` leaves out that it is stated, as most are.
    """
    is_basis_named = row["share"] is not None and not (brief and row["basis"] == "stated")
    basis = row["basis"] if is_basis_named else ""
    date = set_apart(date_in_words(row["date"], language, short=True)) if dated else ""
    words = ", ".join(filter(None, (share_words(row, language), basis, date)))
    return words + stance_aside(row) if sided else words


def is_contradicting(group: Sequence[Row]) -> bool:
    """Whether statements that stand together contradict each other."""
    ids = {row["id"] for row in group}
    return any(not ids.isdisjoint(row["disputed_by"]) for row in group)


def several(group: Sequence[Row]) -> str:
    """Why a holder has several statements in force: the words that precede them."""
    if is_contradicting(group):
        return f"{len(group)} statements that contradict each other"
    if any(row["possibly"] for row in group):
        return f"{len(group)} statements, of which it is not sure which one holds"
    return f"{len(group)} statements, none of them known to be the later one"
