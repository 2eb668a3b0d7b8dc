"""The one formatter: dates, shares and gaps in words, for the language of the article.

Words that join dates ("about", "between") exist in English, the page's own language. Elsewhere
signs stand for them ("≈ 2007", "≤ 23. April 2014"), so that no date mixes two languages and no
other language is spelled wrongly. Names of days, months and units are the locale data's.
"""

import calendar
import datetime as dt
import math
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_timedelta
from babel.numbers import format_decimal, format_percent

from dateline.dates import PartialDate, Point, gap_bounds, gap_days
from dateline.story import Share, status_of

_SKELETONS = {"month": "yMMMM", "year": "y"}
Unit = Literal["day", "month", "year"]

_HUNDREDTHS = "0.##"
# What stands before the number of a share, in English and elsewhere: by the bounds that are given,
# and whether a single one is strict or the number approximate.
_BEFORE_A_SHARE = {
    ("both", False): ("", ""),
    ("both", True): ("about ", "≈ "),
    ("high", False): ("at most ", "≤ "),
    ("high", True): ("under ", "< "),
    ("low", False): ("at least ", "≥ "),
    ("low", True): ("over ", "> "),
}
_LEFT_TO_RIGHT, _FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u200e", "\u2068", "\u2069"
# A count of days that is still read at a glance.
_LONGEST_IN_DAYS = 100


def date_in_words(
    date: PartialDate | None,
    language: str = "en",
    *,
    short: bool = False,
    is_planned: bool = False,
) -> str:
    """Word a date for people ("about 2007", "on or before 23 April 2014"); None is "undated".

    ``short`` is for labels: it abbreviates the month, and the words that join dates, never what
    they mean: "3–23 Apr 2014" is one day of these, "3 → 23 Apr 2014" lasted all that time. What is
    planned and has only an end is due "by 30 June 2023".
    """
    if date is None:
        return "undated"
    if is_planned and date.end and not date.start:
        end = _point_in_words(date.end, language, short)
        return f"by {end}" if _is_english(language) else f"≤ {end}"
    start = _point_in_words(date.start, language, short) if date.start else ""
    if date.kind == "date":
        return start
    end = _point_in_words(date.end, language, short) if date.end else ""
    if start == end:
        return start
    if _is_english(language):
        return _in_english(date, start, end, language, short)
    return _in_signs(date, start, end, language, short)


def _in_english(date: PartialDate, start: str, end: str, language: str, short: bool) -> str:
    if date.kind == "one_of":
        if not start and short:
            return f"by {end}"
        if not start:
            return f"on or before {end}" if _is_day(date.end) else f"in or before {end}"
        if not end:
            return f"on or after {start}" if _is_day(date.start) else f"in or after {start}"
        shared = _without_shared_year(date, language, short) or start
        if short and _days(date) != 1:
            return f"{shared}–{end}" if shared.isdigit() else f"{shared} – {end}"
        if _days(date) == 1:
            return f"{shared} or {end}"
        is_day = _is_day(date.start) and _is_day(date.end)
        return f"{'on one day ' if is_day else ''}between {shared} and {end}"
    if not start:
        return f"until {end}" if short else f"until {end}, start not known"
    if not end:
        return f"since {start}" if date.ongoing else f"from {start}, end not known"
    return f"{_without_shared_year(date, language, short) or start} {'→' if short else 'to'} {end}"


def _in_signs(date: PartialDate, start: str, end: str, language: str, short: bool) -> str:
    # Only a language that writes the year last can leave it out before the end that has it.
    shared = _without_shared_year(date, language, short)
    if shared and start.startswith(shared):
        start = shared
    if date.kind == "one_of":
        if not start:
            return f"≤ {end}"
        return f"{start} … {end}" if end else f"≥ {start}"
    # An arrow leads on in the direction of reading: no text turns it round.
    arrow = "→" if locale_for(language).text_direction == "ltr" else "←"
    dash = arrow if short else "–"
    if not end:
        return f"{start} {dash}" if date.ongoing else f"{start} {dash} ?"
    return f"{start or '?'} {dash} {end}"


def day_in_words(day: dt.date, language: str = "en", *, short: bool = False) -> str:
    """Word one calendar day, as "21 April 2014"."""
    if short:
        return _formatted("yMMMd", day, language)
    # Babel has no "yMMMMd" skeleton and would abbreviate the month: take the long format.
    return str(format_date(day, "long", locale=locale_for(language)))


def gap_in_words(before: PartialDate, after: PartialDate, language: str = "en") -> str:
    """Word the time from one date to the next: "2 days", "between 3 and 4 months"; "" if unknown.

    Between two known days it is exact: "1 year, 1 day".
    Months and years are the calendar's, the shortest rounded down and the longest up, so that
    what is printed always holds. See ``dates.gap_days`` for where nothing may be said.
    """
    days = gap_days(before, after)
    start, end = gap_bounds(before), gap_bounds(after)
    if days is None or start is None or end is None or days[1] == 0:
        return ""
    if days[0] == days[1] and days[0] >= _LONGEST_IN_DAYS:
        return _exact_gap(start[1], end[0], language)
    unit, low, high = _gap(days, (start[1], end[0]), (start[0], end[1]))
    many = _counted(high, unit, language)
    if low == high:
        return many
    if _is_english(language):
        return f"between {low} and {many}"
    number = str(high)
    # Where the number is part of the word, as in a dual, both ends are written out.
    few = f"{low}–{number}" if number in many else ""
    return many.replace(number, few, 1) if few else f"{_counted(low, unit, language)} – {many}"


def _exact_gap(first: dt.date, last: dt.date, language: str) -> str:
    """Whole years, months and days of the calendar."""
    passed = _full_months(first, last)
    year, month = divmod(first.year * 12 + first.month - 1 + passed, 12)
    reached = dt.date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
    counts: tuple[tuple[int, Unit], ...] = (
        (passed // 12, "year"),
        (passed % 12, "month"),
        ((last - reached).days, "day"),
    )
    parts = [_counted(count, unit, language) for count, unit in counts if count]
    return (", " if _is_english(language) else " ").join(parts)


Ends = tuple[dt.date, dt.date]


def _gap(days: tuple[int, int], shortest: Ends, longest: Ends) -> tuple[Unit, int, int]:
    """The coarsest unit that loses nothing or has two whole units, and the gap in it, outward."""
    if days[0] == days[1]:
        return "day", *days
    coarser: tuple[tuple[Unit, int], ...] = (("year", 12), ("month", 1))
    for unit, months in coarser:
        low, high = _full_months(*shortest) // months, -(-_begun_months(*longest) // months)
        is_whole = _is_near_whole(*shortest, months) and _is_near_whole(*longest, months)
        is_long = unit == "month" and days[1] >= _LONGEST_IN_DAYS
        if low >= 2 or (low == 1 and (is_whole or is_long)):
            return unit, low, high
    return "day", *days


def _full_months(first: dt.date, last: dt.date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def _begun_months(first: dt.date, last: dt.date) -> int:
    return _full_months(first, last) + (last.day != first.day)


def _is_near_whole(first: dt.date, last: dt.date, months: int) -> bool:
    """Whether the time is whole units but for the days by which months differ."""
    passed = (last - first).days / 365.2425 * 12
    return abs(passed - round(passed / months) * months) <= 0.1


def _counted(number: int, unit: Unit, language: str) -> str:
    span = dt.timedelta(days=number * {"day": 1, "month": 30, "year": 365}[unit])
    locale = locale_for(language)
    return str(format_timedelta(span, granularity=unit, threshold=math.inf, locale=locale))


def percent_in_words(percent: float, language: str = "en") -> str:
    """Word a percentage to a hundredth at most, as "51.99%" or "51,99 %"."""
    locale = locale_for(language)
    pattern = locale.percent_formats[None].pattern.replace("#0", f"#{_HUNDREDTHS}")
    return str(format_percent(percent / 100, format=pattern, locale=locale))


def share_in_words(share: Share | None, language: str = "en") -> str:
    """Word a share, as "48%", "0–52%", "about 1/3" or "under 30%"; None is "not disclosed"."""
    if share is None:
        return "not disclosed"
    low, high = (percent_in_words(percent, language) for percent in (share.low, share.high))
    if share.given != "both" or share.low == share.high:
        number = share.fraction or percent_in_words(share.number, language)
        is_english = _is_english(language)
        before = _BEFORE_A_SHARE[share.given, share.is_strict or share.is_about][not is_english]
        return before + number
    locale = locale_for(language)
    if high.startswith("%"):
        return f"{low}–{format_decimal(share.high, format=_HUNDREDTHS, locale=locale)}"
    return f"{format_decimal(share.low, format=_HUNDREDTHS, locale=locale)}–{high}"


def stake_share(row: Mapping[str, Any], language: str = "en") -> str:
    """The share of a stake as it is printed: in the article's own words where the row has them."""
    words = str(row["share_words"])
    if words and row["share"] is None:
        return f"{words}, no number given"
    return words or share_in_words(row["share"], language)


def is_votes(of: str) -> bool:
    """Whether a whole, the ``of`` of a stake, is voting rights: "votes" or "votes of X"."""
    return of.casefold() == "votes" or of.casefold().startswith("votes of ")


def whole_in_words(of: str, subject: str) -> str:
    """What a stake is a share of: "VK", "votes of VK", "Mill Ltd"; "" where nothing names it."""
    if of.casefold() == "votes" and subject:
        return f"{of} of {subject}"
    return of or subject


def count_in_words(count: int, noun: str) -> str:
    """A number of things in the interface's own English: "1 row", "2,150 rows"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def count_with_verb(count: int, noun: str) -> str:
    """The same with the verb after it: "1 row is", "2,150 rows are"."""
    return f"{count_in_words(count, noun)} {'is' if count == 1 else 'are'}"


def names_in_words(names: Sequence[str]) -> str:
    """Several names as one, "A, B and C"; no name is ""."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def set_apart(words: str) -> str:
    """Story words within words of ours: those that run from the right are isolated.

    By the signs of Unicode that say so, without which "13 במאי 2024" joins what stands around it.
    """
    if not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in words):
        return words
    return f"{_FIRST_STRONG_ISOLATE}{words}{_POP_ISOLATE}"


def names_set_apart(names: Sequence[str], language: str = "en") -> str:
    """Several names as one before a figure, which would else join words that run from the right.

    In a language that runs from the left such names are set apart by the signs of Unicode that say
    so, after one that keeps the line from the left; all others are as they are.
    """
    words = names_in_words(names)
    runs_from_right = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in words)
    if not runs_from_right or locale_for(language).text_direction != "ltr":
        return words
    return f"{_LEFT_TO_RIGHT}{_FIRST_STRONG_ISOLATE}{words}{_POP_ISOLATE}"


def stance_in_words(row: Mapping[str, Any]) -> str:
    """Word both sides of a row that the article does not vouch for: "claimed by A; denied by B".

    "" where the article itself vouches and nobody denies.
    """
    status, asserted_by, denied_by = (
        status_of(row),
        row.get("asserted_by", ()),
        row.get("denied_by", ()),
    )
    side = "" if status in ("", "reported") else status
    if status == "disputed" and asserted_by:
        # Who says a thing is not who disputes it.
        side = f"claimed by {names_in_words(asserted_by)}, disputed"
    elif side and asserted_by:
        side += f" by {names_in_words(asserted_by)}"
    denial = f"denied by {names_in_words(denied_by)}" if denied_by else ""
    return "; ".join(filter(None, (side, denial)))


def _is_english(language: str) -> bool:
    return locale_for(language).language == "en"


def _is_day(point: Point | None) -> bool:
    return point is not None and point.precision == "day"


def _days(date: PartialDate) -> int | None:
    if not (date.start and date.end and _is_day(date.start) and _is_day(date.end)):
        return None
    return (date.end.stated_earliest - date.start.stated_earliest).days


def _without_shared_year(date: PartialDate, language: str, short: bool) -> str:
    """The first of two plain days of one year, without the year (and month) that both share."""
    if _days(date) is None or not (date.start and date.end):
        return ""
    first, last = date.start, date.end
    if first.approximate or first.uncertain:
        return ""
    one, two = first.stated_earliest, last.stated_earliest
    if one.year != two.year:
        return ""
    if one.month == two.month and locale_for(language) == locale_for("en"):
        return str(one.day)
    return _formatted("MMMd" if short else "MMMMd", one, language)


@lru_cache(maxsize=4096)
def _point_in_words(point: Point, language: str, short: bool) -> str:
    day = point.stated_earliest
    if point.precision == "day":
        words = day_in_words(day, language, short=short)
    elif point.precision in _SKELETONS:
        skeleton = _SKELETONS[point.precision]
        words = _formatted(skeleton.replace("MMMM", "MMM") if short else skeleton, day, language)
    elif _is_english(language):
        words = _long_in_english(point)
    elif point.precision == "season":
        locale = locale_for(language)
        words = str(format_interval(day, point.stated_latest, "yMMM", locale=locale))
    else:
        words = f"{day.year}–{point.stated_latest.year}"
    if not _is_english(language):
        return "≈ " * point.approximate + words + "?" * point.uncertain
    return "possibly " * point.uncertain + "about " * point.approximate + words


def _long_in_english(point: Point) -> str:
    year = point.stated_earliest.year
    if point.precision == "decade":
        return f"the {year}s"
    if point.precision == "century":
        return f"the years {year} to {point.stated_latest.year}"
    both = f"–{(year + 1) % 100:02d}" if point.season == "winter" else ""
    return f"{point.season} {year}{both}"


def _formatted(skeleton: str, day: dt.date, language: str) -> str:
    return str(format_skeleton(skeleton, day, locale=locale_for(language)))


@lru_cache(maxsize=64)
def locale_for(language: str) -> Locale:
    """The locale of a language tag; plain "en" is read as British, day before month."""
    tag = "en_GB" if language == "en" else language.replace("-", "_")
    try:
        return Locale.parse(tag)
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en_GB")
