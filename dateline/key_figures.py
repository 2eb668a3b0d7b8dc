"""Three figures that tell the story at a glance, each with the rows that it rests on.

Only what the article's own rows support: background is left out, and a figure that they do not
support is left out as well. Knows no page.
"""

import datetime as dt
from dataclasses import dataclass

from dateline.dates import PartialDate
from dateline.holdings import current_stakes
from dateline.story import Story, records
from dateline.wording import date_in_words, names_in_words, percent_in_words, span_in_words


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure, what it counts, and the rows behind it as (key, title), the first one foremost."""

    number: str
    label: str
    rests_on: tuple[tuple[str, str], ...]


def key_figures(story: Story) -> tuple[KeyFigure, ...]:
    """The span of the dated events, the largest stated share, the number of disputes.

    A share is told only where none that is stated as a range could be larger.
    """
    found = (_span(story), _largest_share(story), _disputes(story))
    return tuple(figure for figure in found if figure)


def _span(story: Story) -> KeyFigure | None:
    """From the middle of the first dated event to the middle of the last, as far as stated."""
    language = story.article.language
    told = [
        row
        for row in records(story.events)
        if not row["background"]
        and row["status"] != "planned"
        and row["date"]
        and row["date"].kind != "one_of"
        and row["date"].is_bounded
        and row["date"].start.precision not in ("decade", "century")  # too vague to end a span
    ]
    if not told:
        return None
    first = min(told, key=lambda row: _middle(row["date"]))
    last = max(told, key=lambda row: _middle(row["date"]))
    days = (_middle(last["date"]) - _middle(first["date"])).days
    if days < 1:
        return None
    exact = first["date"].is_exact and last["date"].is_exact
    start, end = (date_in_words(row["date"], language) for row in (first, last))
    return KeyFigure(
        span_in_words(days, exact=exact, language=language),
        f"{start} – {end}",
        tuple((f"event:{row['id']}", row["title"]) for row in (first, last)),
    )


def _middle(date: PartialDate) -> dt.date:
    first, last = date.stated_earliest, date.stated_latest
    if first is None or last is None:
        raise ValueError("the middle of an unbounded date")
    return first + (last - first) / 2


def _largest_share(story: Story) -> KeyFigure | None:
    article = story.article
    as_of = article.published.latest if article.published else None
    own = story.stakes[~story.stakes["background"]]
    stated = [
        row
        for row in records(current_stakes(own, as_of))
        if row["basis"] == "stated" and row["share"]
    ]
    largest = max(stated, key=lambda row: row["share"].high, default=None)
    if largest is None or not largest["share"].is_exact or not largest["share"].low:
        return None
    which = "the only share stated" if len(stated) == 1 else f"the largest of {len(stated)} stated"
    subject = f" of {article.subject}" if article.subject else ""
    return KeyFigure(
        percent_in_words(largest["share"].low, article.language),
        f"{which}{subject}",
        ((f"stake:{largest['id']}", names_in_words(largest["holder"])),),
    )


def _disputes(story: Story) -> KeyFigure | None:
    """Count rows that contradict each other, directly or by way of others, as one dispute."""
    rows = [row for row in records(story.events) if not row["background"]]
    own = {row["id"] for row in rows}
    disputes: list[set[str]] = []
    for row in rows:
        against = own.intersection(row["disputed_by"])
        if not against and row["status"] != "disputed" and not row["denied_by"]:
            continue
        joined = {row["id"], *against}
        apart = [dispute for dispute in disputes if dispute.isdisjoint(joined)]
        disputes = [*apart, joined.union(*(d for d in disputes if d not in apart))]
    if not disputes:
        return None
    first = [next(row for row in rows if row["id"] in dispute) for dispute in disputes]
    first.sort(key=lambda row: rows.index(row))
    return KeyFigure(
        str(len(disputes)),
        "claims disputed" if len(disputes) > 1 else "claim disputed",
        tuple((f"event:{row['id']}", row["title"]) for row in first),
    )
