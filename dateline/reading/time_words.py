"""What an article's own words for a time name: a weekday, a season.

Only certain weekdays are reported: words that count from a day, as "two days after Wednesday",
name none. Knows no file and no row.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.wording import locale_for

# May stand before a weekday and leave it the day that is meant. The locale data has none of them,
# so that of other languages a weekday counts that nothing stands before.
_BEFORE = frozenset(("on", "early", "last", "late", "the", "this", "am", "diesen", "letzten",
                     "vergangenen"))  # fmt: skip
_BETWEEN = frozenset(("at", "dem", "den", "in", "of", "the"))
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
