"""The browser's answers to a view, again in Python, for tests that compare the two."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from dateline.dates import Certainty, PartialDate, certainty
from dateline.story import EVENT_FACETS, FACETS, Passage, Story, records, slug
from dateline.view import (
    Narrowed,
    View,
    choices,
    facet_values,
    folded,
    folded_character,
    narrow,
    search_text,
)


def active_filters(view: View) -> int:
    """How many filters narrow the page."""
    lists = sum(bool(getattr(view, name)) for name in FACETS)
    return lists + bool(view.q) + bool(view.first or view.last)


def certainties(shown: Narrowed, view: View) -> dict[str, Certainty]:
    """Whether each shown event "surely" or "possibly" lies within the dates, by its id."""
    events = shown.events
    found = (certainty(date, view.first, view.last) for date in events["date"])
    return dict(zip(events["id"], found, strict=True))


def leading_quotes(shown: Narrowed, view: View) -> set[str]:
    """The ids of the quotes that come first, all of them where no filter of events is on.

    A quote has no category, status or actor. With one of those filters on, the quotes lead that
    have a passage overlapping one of an event that is shown, and a chosen person's own words,
    unless a category or a status is chosen as well, which only the event can answer.
    """
    if not (view.category or view.status or view.actor):
        return set(shown.quotes["id"])
    passages = [passage for cell in shown.events["evidence"] for passage in cell]
    people = set() if view.category or view.status else set(view.actor)
    return {
        row["id"]
        for row in records(shown.quotes)
        if row["speaker"] in people
        or any(one.overlaps(other) for one in row["evidence"] for other in passages)
    }


def matching_stakes(story: Story, shown: Narrowed, view: View) -> set[str]:
    """The ids of the shown stakes that match the search; none without a search."""
    words = folded(view.q).split()
    return {
        row["id"]
        for row in (records(shown.stakes) if words else ())
        if all(word in search_text(row, story) for word in words)
    }


def counts(story: Story, view: View, facet: str) -> dict[str, int]:
    """How many rows each choice of a facet would show, the other filters being as they are."""
    lifted_facet: dict[str, Any] = {facet: ()}
    lifted = narrow(story, replace(view, **lifted_facet))
    rows = lifted.events if facet in EVENT_FACETS else lifted.quotes
    found = pd.Series([v for row in facet_values(rows, facet) for v in row], dtype="str")
    numbers = found.value_counts()
    return {choice: int(numbers.get(choice, 0)) for choice in choices(story, facet)}


def text_matches(story: Story, q: str) -> tuple[Passage, ...]:
    """The places of a query's words in the article, in order, none overlapping another.

    As in a row, each word must occur: in one block of the article.
    """
    words = folded(q).split()
    found: list[Passage] = []
    for block in story.article.blocks if words else ():
        text = story.article.text[block.start : block.end]
        plain, places = _folded_with_places(text)
        hits = [[match.span() for match in re.finditer(re.escape(word), plain)] for word in words]
        if not all(hits):
            continue
        for first, last in sorted(span for spans in hits for span in spans):
            start, end = block.start + places[first], block.start + places[last - 1] + 1
            # A combining mark belongs to the letter before it.
            while end < block.end and not folded_character(story.article.text[end]):
                end += 1
            if found and start < found[-1].end:
                found[-1] = Passage(found[-1].start, max(end, found[-1].end))
            else:
                found.append(Passage(start, end))
    return tuple(found)


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """Folded text, and for each of its characters the place of the one that it comes from."""
    parts = [folded_character(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def to_params(view: View) -> dict[str, list[str]]:
    """The URL's parameters for a view, without defaults."""
    params: dict[str, list[str]] = {"q": [view.q] if view.q else []}
    for facet in FACETS:
        params[facet] = [slug(value) for value in getattr(view, facet)]
    for name, day in (("from", view.first), ("to", view.last), ("asof", view.asof)):
        params[name] = [day.isoformat()] if day else []
    params["sure"] = ["1"] if view.sure and (view.first or view.last) else []
    params["of"] = [view.of] if view.of else []
    params["background"] = ["1"] if view.background else []
    if view.selected:
        name, _, row_id = view.selected.partition(":")
        params[name] = [row_id]
    return {name: values for name, values in params.items() if values}


def days(dates: Iterable[PartialDate | None]) -> tuple[dt.date, ...]:
    """Every first and last day that dates name, in order."""
    found = {
        day for date in dates if date for day in (date.stated_earliest, date.stated_latest) if day
    }
    return tuple(sorted(found))
