"""What the reader asked for, and what of a story answers it. Plain data; knows no Streamlit.

A ``View`` is what the URL says. Narrowing never adds a row and is idempotent. Filters narrow
events and quotes; stakes are not narrowed, since a stake left out would make the rest of the
bar say something that no source says. Only the background switch applies to them.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dateline.dates import Certainty, PartialDate, certainty
from dateline.story import QUOTE_KINDS, STATUSES, Passage, Story, slug

SELECTABLE = ("event", "quote", "stake")
NOBODY = "nobody named"
_LISTS = ("category", "actor", "status", "speaker", "topic", "kind")
_EVENT_FACETS = ("category", "actor", "status")
_QUOTE_FACETS = ("speaker", "topic", "kind")


@dataclass(frozen=True, slots=True)
class View:
    """The reader's choices; the field names are the URL's parameters but for from, to, selected.

    Empty means no limit. ``sure`` keeps only rows whose date surely lies between ``first`` and
    ``last`` (both inclusive). ``asof`` None is the day the article appeared. ``selected`` is
    "event:ID", "quote:ID", "stake:ID" or "".
    """

    q: str = ""
    category: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    sure: bool = False
    speaker: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    asof: dt.date | None = None
    background: bool = False
    selected: str = ""

    @property
    def active(self) -> int:
        """How many filters narrow the page."""
        lists = sum(bool(getattr(self, name)) for name in _LISTS)
        return lists + bool(self.q) + bool(self.first or self.last)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows that answer a view; ``certainty`` is "surely" or "possibly" by event id."""

    events: pd.DataFrame
    stakes: pd.DataFrame
    quotes: pd.DataFrame
    certainty: Mapping[str, Certainty]

    @property
    def keys(self) -> frozenset[str]:
        """The rows as "event:ID", "stake:ID" and "quote:ID"."""
        tables = {"event": self.events, "stake": self.stakes, "quote": self.quotes}
        return frozenset(
            f"{name}:{row_id}" for name, rows in tables.items() for row_id in rows["id"]
        )


def choices(story: Story, facet: str) -> tuple[str, ...]:
    """All values of a facet, in the schema's order where it has one, else most frequent first."""
    if facet == "status":
        return tuple(value for value in STATUSES if value in set(story.events["status"]))
    if facet == "kind":
        return tuple(value for value in QUOTE_KINDS if value in set(story.quotes["kind"]))
    rows = story.events if facet in _EVENT_FACETS else story.quotes
    values = pd.Series([value for row in _facet_values(rows, facet) for value in row], dtype="str")
    return tuple(values.value_counts(sort=True).index)


def narrow(story: Story, view: View) -> Narrowed:
    """Keep the rows of ``story`` that answer ``view``, in the order of the files.

    A quote has no category, status or actor: with one of those filters on, it stays when a
    passage of it overlaps a passage of an event that stays. An actor's own words stay as well,
    unless a category or a status is asked for, which only the event can answer.
    """
    events, stakes = story.events, story.stakes
    if not view.background:
        events, stakes = events[~events["background"]], stakes[~stakes["background"]]
    for facet in _EVENT_FACETS:
        events = _with_any(events, facet, getattr(view, facet))
    events = _matching(events, view.q, story)
    wanted = ("surely",) if view.sure else ("surely", "possibly")
    found = [certainty(date, view.first, view.last) for date in events["date"]]
    sure = dict(zip(events["id"], found, strict=True))
    events = _kept(events, [answer in wanted for answer in found])

    quotes = story.quotes
    for facet in _QUOTE_FACETS:
        quotes = _with_any(quotes, facet, getattr(view, facet))
    quotes = _matching(quotes, view.q, story)
    in_time = [certainty(date, view.first, view.last) in wanted for date in quotes["date"]]
    quotes = _kept(quotes, in_time)
    if view.category or view.status or view.actor:
        spans = [passage for cell in events["evidence"] for passage in cell]
        asked = set() if view.category or view.status else set(view.actor)
        rows = zip(quotes["speaker"], quotes["evidence"], strict=True)
        quotes = _kept(quotes, [name in asked or _overlap(own, spans) for name, own in rows])
    return Narrowed(events, stakes, quotes, {row_id: sure[row_id] for row_id in events["id"]})


def counts(story: Story, view: View, facet: str) -> dict[str, int]:
    """How many rows each choice of a facet would show, the other filters being as they are."""
    lifted_facet: dict[str, Any] = {facet: ()}
    lifted = narrow(story, replace(view, **lifted_facet))
    rows = lifted.events if facet in _EVENT_FACETS else lifted.quotes
    found = pd.Series([v for row in _facet_values(rows, facet) for v in row], dtype="str")
    numbers = found.value_counts()
    return {choice: int(numbers.get(choice, 0)) for choice in choices(story, facet)}


def parse_view(params: Mapping[str, Sequence[str]], story: Story) -> tuple[View, tuple[str, ...]]:
    """Read the URL's parameters; what this story does not know becomes a note, not an error."""
    notes: list[str] = []
    fields: dict[str, Any] = {"q": " ".join(params.get("q", ())).strip()}
    for facet in _LISTS:
        by_slug: dict[str, list[str]] = {}
        for value in choices(story, facet):
            by_slug.setdefault(slug(value), []).append(value)
        wanted = [slug(value) for value in params.get(facet, ())]
        fields[facet] = tuple(dict.fromkeys(v for w in wanted for v in by_slug.get(w, ())))
        unknown = [value for value in params.get(facet, ()) if slug(value) not in by_slug]
        notes += [
            f"The link asks for {facet} “{value}”, which this story has not." for value in unknown
        ]
    for name, field in (("from", "first"), ("to", "last"), ("asof", "asof")):
        for value in params.get(name, ())[:1]:
            try:
                fields[field] = dt.date.fromisoformat(value)
            except ValueError:
                notes.append(f"The link’s {name} date “{value}” is not a day like 2014-04-21.")
    first, last = fields.get("first"), fields.get("last")
    if first and last and first > last:
        notes.append("The link’s dates end before they begin; they are left out.")
        fields["first"] = fields["last"] = None
    fields["sure"] = params.get("sure", ())[:1] == ["1"]
    fields["background"] = params.get("background", ())[:1] == ["1"]
    for name in SELECTABLE:
        for row_id in params.get(name, ())[:1]:
            rows = getattr(story, f"{name}s")
            if row_id in set(rows["id"]):
                fields["selected"] = f"{name}:{row_id}"
            else:
                notes.append(f"The link leads to {name} “{row_id}”, which this story has not.")
    return View(**fields), tuple(notes)


def to_params(view: View) -> dict[str, list[str]]:
    """The URL's parameters for a view; what is not asked for is left out."""
    params: dict[str, list[str]] = {"q": [view.q] if view.q else []}
    for facet in _LISTS:
        params[facet] = [slug(value) for value in getattr(view, facet)]
    for name, day in (("from", view.first), ("to", view.last), ("asof", view.asof)):
        params[name] = [day.isoformat()] if day else []
    params["sure"] = ["1"] if view.sure and (view.first or view.last) else []
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


def _facet_values(rows: pd.DataFrame, facet: str) -> list[tuple[str, ...]]:
    if facet == "actor":
        return list(rows["actors"])
    blank = NOBODY if facet == "speaker" else ""
    return [(value or blank,) if value or blank else () for value in rows[facet]]


def _with_any(rows: pd.DataFrame, facet: str, wanted: Sequence[str]) -> pd.DataFrame:
    if not wanted:
        return rows
    asked = set(wanted)
    return _kept(rows, [not asked.isdisjoint(values) for values in _facet_values(rows, facet)])


def _kept(rows: pd.DataFrame, flags: Sequence[bool]) -> pd.DataFrame:
    """The flagged rows; a plain list would choose columns where there are no rows."""
    return rows.loc[pd.Series(flags, index=rows.index, dtype="bool")]


def _matching(rows: pd.DataFrame, query: str, story: Story) -> pd.DataFrame:
    """Keep rows in whose own words or passages each word of the query occurs."""
    words = query.casefold().split()
    if not words:
        return rows
    columns = [
        name
        for name in ("title", "summary", "text", "speaker", "role", "topic", "date_words",
                     "category", "said_to", "note", "date_note")
        if name in rows
    ]  # fmt: skip
    keep = []
    for _, row in rows.iterrows():
        parts = [str(row[name]) for name in columns]
        for name in ("actors", "asserted_by", "denied_by"):
            parts += row[name] if name in rows else ()
        parts += [story.article.words(passage) for passage in row["evidence"]]
        text = " ".join(" ".join(parts).split()).casefold()
        keep.append(all(word in text for word in words))
    return _kept(rows, keep)


def _overlap(passages: Iterable[Passage], others: Sequence[Passage]) -> bool:
    return any(one.overlaps(other) for one in passages for other in others)
