"""What an article's own words for a time name: a weekday, a season, a moment or a duration.

Only certain weekdays are reported: words that count from a day, as "two days after Wednesday",
name none. Knows no file and no row.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from dateline.wording import locale_for

# May stand before a weekday and leave it the day that is meant. The locale data has none of them,
# so that of other languages a weekday counts that nothing stands before.
_BEFORE = frozenset(("on", "early", "last", "late", "the", "this", "am", "diesen", "letzten",
                     "vergangenen"))  # fmt: skip
_BETWEEN = frozenset(
    ("at", "dem", "den", "in", "of", "the", "by", "old", "calendar", "style", "julian")
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*|\d+")
_ORDINAL_ENDS = frozenset(("st", "nd", "rd", "th"))
# The locale data has no names of seasons. A word that means another thing elsewhere does no harm:
# one is asked for only where its season is what the date says.
_SEASONS = {
    season: re.compile(rf"\b(?:{names})\b")
    for season, names in (
        ("spring", "spring|springtime|frühjahrs?|frühlings?|primavera|printemps"),
        ("summer", "summer|summertime|sommers?|verano|été"),
        ("autumn", "autumn|fall|herbst(?:e?s)?|otoño|automne"),
        ("winter", "winters?|wintertime|invierno|hiver"),
    )
}


_STRETCHES = "early|late|mid|middle|beginning|start|end"
# Words that name one moment within a time, all of a time, or only its end. English and German.
_MOMENT = re.compile(
    rf"\b(?:(?:last|this|next|past) (?:week|month|year|spring|summer|autumn|fall|winter)"
    rf"|(?:{_STRETCHES})(?: (?:in|of))?[ -](?:the )?\w+|one day|some ?time|at some point"
    r"|(?:anfang|mitte|ende) \w+|(?:letzte[nrs]?|vergangene[nrs]?) (?:woche|monat|jahr))\b"
)
_DURATION = re.compile(
    r"\b(?:since|until|till|throughout|ever since|for (?:\w+ )?\w+ (?:days|weeks|months|years)"
    r"|for (?:days|weeks|months|years)|from .+ (?:to|until|till) .+|von .+ bis .+|seit)\b"
)
_DEADLINE = re.compile(r"^(?:by|before|no later than|not later than|on or before|spätestens)\b")
_PART_OF_YEAR = re.compile(
    r"\b(?P<ordinal>first|second|third|fourth|last) (?P<unit>quarter|half) of (?:the year|\d{4})\b"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
TimeKind = Literal["moment", "duration", "deadline"]


@dataclass(frozen=True, slots=True)
class _Names:
    """Of one language and English, in small letters; days are counted from Monday, 0."""

    weekdays: dict[str, int]
    others: frozenset[str]


def named_weekday(words: str, language: str) -> tuple[str, int] | None:
    """The weekday that ``words`` say, as written and counted from Monday as 0, else None.

    Nothing but months, numbers and parts of a day may follow it.
    """
    names = _names(language)
    found = [(word, word.casefold()) for word in _WORD.findall(words)]
    places = [place for place, (_, plain) in enumerate(found) if plain in names.weekdays]
    if len(places) != 1:
        return None
    (place,) = places
    is_meant = all(plain in _BEFORE for _, plain in found[:place])
    if not is_meant or not all(
        plain.isdigit() or plain in names.others for _, plain in found[place + 1 :]
    ):
        return None
    written, plain = found[place]
    return written, names.weekdays[plain]


def time_kind(words: str) -> TimeKind | None:
    """Whether ``words`` name one moment, a time that something lasted, or only its end.

    None where they say nothing of it, or name both a moment and a duration.
    """
    plain = words.casefold()
    if _DEADLINE.search(plain):
        return "deadline"
    is_moment, is_duration = _MOMENT.search(plain), _DURATION.search(plain)
    if bool(is_moment) == bool(is_duration):
        return None
    return "moment" if is_moment else "duration"


def named_part_of_year(words: str) -> tuple[str, int, str] | None:
    """A quarter or half of a year in ``words``: as written, its number (-1 the last), its unit."""
    match = _PART_OF_YEAR.search(words.casefold())
    return (match[0], _ORDINALS[match["ordinal"]], match["unit"]) if match else None


def names_season(words: str, season: str) -> bool:
    """Whether ``words`` have a word for ``season``, in English, German, French or Spanish."""
    return _SEASONS[season].search(words.casefold()) is not None


@lru_cache(maxsize=16)
def _names(language: str) -> _Names:
    weekdays: dict[str, int] = {}
    others = set(_BETWEEN | _ORDINAL_ENDS)
    for locale in (locale_for("en"), locale_for(language)):
        weekdays |= {name.casefold(): day for day, name in locale.days["format"]["wide"].items()}
        parts = locale.day_periods["stand-alone"]["wide"].values()
        months = locale.months["format"]["wide"].values()
        others |= {name.casefold() for name in (*parts, *months)}
    return _Names(weekdays, frozenset(others))
