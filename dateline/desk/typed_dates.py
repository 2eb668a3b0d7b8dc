"""A date as a person types it, as EDTF: "3 April", "early March", "between May and June"."""

import re
from dataclasses import dataclass

from dateline.dates import is_date, parse_date
from dateline.drafting.calendar_points import published_of
from dateline.drafting.dates import find_dates, language_of
from dateline.reading.date_guesses import guess_dates
from dateline.story import Article, Passage
from dateline.wording import date_in_words, locale_for

_COUNTED = "counted from publication"
# But not "Aug-17", which is a day or a year.
_IN_WORDS = re.compile(r"(?!\w+-\d+$).*[^\W\d_]{3}")
_SAYING_NO_MORE = frozenset(["in", "on", "at", "the", "about", "am", "im", "um", "в", "во"])


@dataclass(frozen=True, slots=True)
class TypedDate:
    """EDTF, and the rule by which it follows from what was typed."""

    edtf: str
    rule: str


def read_typed_date(typed: str, article: Article | None) -> TypedDate | None:
    """The one date that is meant; None where it is EDTF already, or nobody can tell."""
    text = " ".join(typed.split())
    if not text or is_date(text):
        return None
    published = article.published if article else None
    day = (published.latest or published.earliest) if published else None
    guesses = guess_dates(text, day.year if day else None)
    # Where there are two, words mean the first one; of numbers nobody knows which is the month.
    if guesses and (len(guesses) == 1 or _IN_WORDS.match(text)):
        return TypedDate(guesses[0], _rule(text, guesses[0]))
    for code in dict.fromkeys((article.language if article else "en", "en")):
        found = find_dates(text, language_of(code), published_of(published))
        if len(found) == 1 and found[0].edtf and _is_all(text, found[0].passage):
            return TypedDate(found[0].edtf, _rule(text, found[0].edtf))
    return None


def _is_all(text: str, passage: Passage) -> bool:
    """Whether nothing but words that say no more stands before the time."""
    before = text[: passage.start].casefold().split()
    return passage.end == len(text) and not set(before) - _SAYING_NO_MORE


def _rule(typed: str, edtf: str) -> str:
    year = re.search(r"\d{3}", edtf)
    return "" if year and year[0] in typed else _COUNTED


def in_words(edtf: str, rule: str = "") -> str:
    """A date for the reader of a form: "Thursday 3 April 2014, counted from publication"."""
    if not is_date(edtf):
        return ""
    date = parse_date(edtf)
    words = date_in_words(date)
    if date.kind == "date" and date.is_exact and date.earliest:
        weekday = locale_for("en").days["format"]["wide"][date.earliest.weekday()]
        words = f"{weekday} {words}"
    return ", ".join(filter(None, (words[:1].upper() + words[1:], rule)))
