"""What the reader asks for, and which rows of a story answer it. Plain data; knows no Streamlit.

A ``View`` is what the URL says. Narrowing never adds a row and is idempotent. Filters narrow
events and quotes but not stakes: without one stake, the rest of the bar would say something that
no source says. Only the background switch hides stakes; a search marks those that match.
Category, status and people filter events; they put the quotes that belong to the shown events
first and hide none.
"""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from dateline.characters import IGNORABLE
from dateline.dates import certainty
from dateline.story import (
    EVENT_FACETS,
    FACETS,
    QUOTE_FACETS,
    QUOTE_KINDS,
    STATUSES,
    Story,
    records,
    slug,
)
from dateline.wording import share_in_words, whole_in_words

SELECTABLE = ("event", "quote", "stake")
NOBODY = "nobody named"


@dataclass(frozen=True, slots=True)
class View:
    """The reader's choices; the field names are the URL's parameters but for from, to, selected.

    Empty means no limit. ``sure`` keeps only rows whose date surely lies between ``first`` and
    ``last`` (both inclusive). ``asof`` None is the day the article appeared, ``of`` the whole whose
    shares are shown, by its slug, "" the first. ``selected`` is "event:ID", "quote:ID",
    "stake:ID" or "".
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
    of: str = ""
    background: bool = False
    selected: str = ""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The rows that answer a view, each table in the order of its file."""

    events: pd.DataFrame
    stakes: pd.DataFrame
    quotes: pd.DataFrame

    @property
    def keys(self) -> frozenset[str]:
        """The rows as "event:ID", "stake:ID" and "quote:ID"."""
        tables = {"event": self.events, "stake": self.stakes, "quote": self.quotes}
        return frozenset(
            f"{name}:{row_id}" for name, rows in tables.items() for row_id in rows["id"]
        )


def choices(story: Story, facet: str) -> tuple[str, ...]:
    """All values of a facet, in the schema's order where it has one, else most frequent first.

    Of equally frequent ones the first by name: the order of a file decides nothing.
    """
    if facet == "status":
        return tuple(value for value in STATUSES if value in set(story.events["status"]))
    if facet == "kind":
        return tuple(value for value in QUOTE_KINDS if value in set(story.quotes["kind"]))
    rows = story.events if facet in EVENT_FACETS else story.quotes
    numbers = Counter(value for row in facet_values(rows, facet) for value in row)
    return tuple(sorted(numbers, key=lambda value: (-numbers[value], value.casefold(), value)))


def narrow(story: Story, view: View) -> Narrowed:
    """Keep the rows of ``story`` that answer ``view``, in the order of the files."""
    events, stakes = story.events, story.stakes
    if not view.background:
        events, stakes = events[~events["background"]], stakes[~stakes["background"]]
    for facet in EVENT_FACETS:
        events = _with_any(events, facet, getattr(view, facet))
    events = _matching(events, view.q, story)
    wanted = ("surely",) if view.sure else ("surely", "possibly")

    def in_time(rows: pd.DataFrame) -> list[bool]:
        return [certainty(date, view.first, view.last) in wanted for date in rows["date"]]

    events = _kept(events, in_time(events))
    quotes = story.quotes
    for facet in QUOTE_FACETS:
        quotes = _with_any(quotes, facet, getattr(view, facet))
    quotes = _matching(quotes, view.q, story)
    return Narrowed(events, stakes, _kept(quotes, in_time(quotes)))


# What no decomposition takes apart, in lower case. The browser folds by the same table.
FOLDS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "ς": "σ", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‚": "'", "‛": "'", "ʼ": "'", "‟": '"', "‐": "-", "–": "-", "—": "-", "−": "-",
}  # fmt: skip


def folded(text: str) -> str:
    """Text for comparing: without accents and case, with one space for any whitespace."""
    return " ".join(text.translate(_folding).split())


@lru_cache(maxsize=4096)
def folded_character(character: str) -> str:
    """NFKD without combining marks and what shows nothing, lower case, ``FOLDS``."""
    parts = unicodedata.normalize("NFKD", IGNORABLE.sub("", character.lower()))
    kept = "".join(part for part in parts if unicodedata.category(part) != "Mn").lower()
    return "".join(FOLDS.get(part, part) for part in kept)


class _Folding(dict[int, str]):
    """Code points to what they are folded to, each worked out when it first comes."""

    def __missing__(self, code: int) -> str:
        self[code] = folded_ = folded_character(chr(code))
        return folded_


_folding = _Folding()

_SEARCHED = ("title", "summary", "text", "speaker", "role", "topic", "date_words", "category",
             "said_to", "note", "date_note", "basis", "share_words", "of")  # fmt: skip
_SEARCHED_NAMES = ("actors", "holder", "asserted_by", "denied_by")


def search_text(row: Mapping[str, Any], story: Story) -> str:
    """What a search looks at in a row of any table, folded: its own words and its passages."""
    parts = [row[name] for name in _SEARCHED if name in row]
    parts += [value for name in _SEARCHED_NAMES for value in row.get(name, ())]
    if "share" in row:
        parts.append(share_in_words(row["share"], story.article.language))
    parts += [story.article.words(passage) for passage in row["evidence"]]
    return folded("\n".join(parts))


def parse_view(params: Mapping[str, Sequence[str]], story: Story) -> tuple[View, tuple[str, ...]]:
    """Read the URL's parameters; what this story does not know becomes a note, not an error."""
    notes: list[str] = []
    fields: dict[str, Any] = {"q": " ".join(params.get("q", ())).strip()}
    for facet in FACETS:
        by_slug: dict[str, list[str]] = {}
        for value in choices(story, facet):
            by_slug.setdefault(slug(value), []).append(value)
        wanted = [slug(value) for value in params.get(facet, ())]
        fields[facet] = tuple(dict.fromkeys(v for w in wanted for v in by_slug.get(w, ())))
        unknown = [value for value in params.get(facet, ()) if slug(value) not in by_slug]
        notes += [
            f"The link asks for {facet} “{value}”, which this story doesn't have."
            for value in unknown
        ]
    for name, field in (("from", "first"), ("to", "last"), ("asof", "asof")):
        for value in params.get(name, ())[:1]:
            try:
                fields[field] = _day(value)
            except ValueError:
                notes.append(f"The link’s {name} date “{value}” is not a day like 2014-04-21.")
    first, last = fields.get("first"), fields.get("last")
    if first and last and first > last:
        notes.append("The link’s dates end before they begin; they are left out.")
        fields["first"] = fields["last"] = None
    for value in params.get("of", ())[:1]:
        if slug(value) in wholes(story):
            fields["of"] = slug(value)
        else:
            notes.append(f"The link asks for shares of “{value}”, which this story doesn't have.")
    fields["sure"] = params.get("sure", ())[:1] == ["1"]
    fields["background"] = params.get("background", ())[:1] == ["1"]
    for name in SELECTABLE:
        for row_id in params.get(name, ())[:1]:
            rows = getattr(story, f"{name}s")
            if row_id in set(rows["id"]):
                fields["selected"] = f"{name}:{row_id}"
            else:
                notes.append(f"The link leads to {name} “{row_id}”, which this story doesn't have.")
    return View(**fields), tuple(notes)


def wholes(story: Story) -> dict[str, str]:
    """What shares are stated of, by slug, where there are several; else {}."""
    found = {
        slug_of_whole(of, story): name_of_whole(of, story) for of in sorted(set(story.stakes["of"]))
    }
    return found if len(found) > 1 else {}


def slug_of_whole(of: str, story: Story) -> str:
    """How the address names what a stake is a share of: "vk", "votes"."""
    return slug(of or name_of_whole(of, story))


def name_of_whole(of: str, story: Story) -> str:
    """What a stake is a share of, as a choice or a heading: "VK", "Votes of VK"."""
    whole = whole_in_words(of, story.article.subject) or "the company"
    return whole[:1].upper() + whole[1:]


def _day(text: str) -> dt.date:
    """A day as links write it; ``fromisoformat`` alone also reads "20140421" and weeks."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(text)
    return dt.date.fromisoformat(text)


def facet_values(rows: pd.DataFrame, facet: str) -> list[tuple[str, ...]]:
    """What each row has of a facet; a quote that names no speaker is by ``NOBODY``."""
    if facet == "actor":
        return list(rows["actors"])
    blank = NOBODY if facet == "speaker" else ""
    return [(value or blank,) if value or blank else () for value in rows[FACETS[facet]]]


def _with_any(rows: pd.DataFrame, facet: str, wanted: Sequence[str]) -> pd.DataFrame:
    if not wanted:
        return rows
    asked = set(wanted)
    return _kept(rows, [not asked.isdisjoint(values) for values in facet_values(rows, facet)])


def _kept(rows: pd.DataFrame, flags: Sequence[bool]) -> pd.DataFrame:
    """The flagged rows; a plain list would choose columns where there are no rows."""
    return rows.loc[pd.Series(flags, index=rows.index, dtype="bool")]


def _matching(rows: pd.DataFrame, query: str, story: Story) -> pd.DataFrame:
    """Keep rows in whose ``search_text`` each word of the query occurs."""
    words = folded(query).split()
    if not words:
        return rows
    texts = (search_text(row, story) for row in records(rows))
    return _kept(rows, [all(word in text for word in words) for text in texts])
