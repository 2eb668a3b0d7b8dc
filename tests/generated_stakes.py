"""Any story's stakes for properties, and the same stakes in another order and with other ids."""

import random
from typing import Any

from hypothesis import strategies as st

from dateline.dates import parse_date
from dateline.shares import parse_share
from dateline.story import Share
from tests.builders import a_stake

DATES = (
    "2014", "2014-04", "2014-04-21", "2014-04-30", "2013-12~", "2014-04?", "[..2014-04-22]",
    "[2014-04-21..2014-04-23]", "[2014-04-21..]", "2013-12/2014-04-22", "2014-04-21/..",
    "/2014-04-23", "2014-12-31", "201X",
)  # fmt: skip
# Days around all of them.
DAYS = (
    "1920-01-01", "2009-12-31", "2010-01-01", "2013-11-01", "2013-12-31", "2014-01-31",
    "2014-04-20", "2014-04-21", "2014-04-22", "2014-04-23", "2014-04-30", "2014-12-31",
    "2019-12-31", "2030-01-01",
)  # fmt: skip
_NAMES = st.lists(st.sampled_from(("Ada Moss", "Bolt", "Carl & Sons")), max_size=2, unique=True)


@st.composite
def stake_rows(draw: st.DrawFn, *, most: int = 7) -> list[dict[str, Any]]:
    """Rows of ``Story.stakes``: rivals, denials, ranges, vague dates and both layers among them."""
    ids = [f"s{n}" for n in range(draw(st.integers(1, most)))]
    rows = []
    for row_id in ids:
        low, high = sorted(draw(st.tuples(st.integers(0, 100), st.integers(0, 100))))
        signed = tuple(map(parse_share, ("1/3", "~48", "<30", "<=1/4", ">50", ">=2/3")))
        share = draw(st.sampled_from((None, Share(high, high), Share(low, high), *signed)))
        others = [other for other in ids if other != row_id]
        rivals = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
        rows.append(
            a_stake(
                row_id,
                draw(st.sampled_from(("A", "B", "C", "B; A"))),
                None if share is None else share.high,
                basis="undisclosed" if share is None else draw(st.sampled_from(BASES)),
                date=parse_date(draw(st.sampled_from(DATES))),
                asserted_by=tuple(draw(_NAMES)),
                denied_by=tuple(draw(_NAMES)),
                disputed_by=tuple(rivals),
                background=draw(st.booleans()),
                note=f"note {row_id}",  # So that no two rows say the same.
            )
            | {"share": share}
        )
    return rows


BASES = ("stated", "derived")


def shuffled(rows: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """The same rows in another order, on other lines of the file."""
    mixed = random.Random(seed).sample(rows, len(rows))
    return [row | {"line": line} for line, row in enumerate(mixed, 2)]


def renamed(rows: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """The same rows with other ids in another sort order; links follow them."""
    names = random.Random(seed).sample([f"r{n}" for n in range(len(rows))], len(rows))
    new = dict(zip((row["id"] for row in rows), names, strict=True))
    return [
        row | {"id": new[row["id"]], "disputed_by": tuple(new[i] for i in row["disputed_by"])}
        for row in rows
    ]
