"""What is held on one day, assembled from a story's stretches as on the page."""

import datetime as dt

import pandas as pd

from dateline.holdings import (
    LAYERS,
    Groups,
    Sum,
    disagreements,
    is_over_100,
    listed,
    over_100_in_words,
    stretches,
    sum_of,
)


def groups_on(
    stakes: pd.DataFrame, day: dt.date | None, *, background: bool = True
) -> list[Groups]:
    """The statements in force on a day, those that stand together in groups, by layer."""
    found = stretches(stakes, [day or dt.date.max], background=background)
    return [
        [stretch.rows for stretch in found if bool(stretch.rows[0]["background"]) == layer]
        for layer in (False, True)
    ]


def total_on(stakes: pd.DataFrame, day: dt.date | None, *, layer: bool = False) -> Sum | None:
    return sum_of(groups_on(stakes, day)[layer])


def conflicts(
    stakes: pd.DataFrame, day: dt.date | None, *, background: bool = True
) -> tuple[str, ...]:
    """Which statements of one whole do not fit together, a sentence each."""
    own, outside = groups_on(stakes, day, background=background)

    def words(groups: Groups) -> str:
        return "; ".join(filter(None, (listed(group, "en") for group in groups)))

    found = []
    for layer, groups in zip(LAYERS, (own, outside), strict=True):
        total = sum_of(groups)
        if total and is_over_100(total):
            found.append(f"{over_100_in_words(layer, total, 'en')}{words(groups)}.")
    found += [
        "".join(part if isinstance(part, str) else words(part) for part in parts)
        for parts in disagreements(own, outside, "en")
    ]
    return tuple(found)
