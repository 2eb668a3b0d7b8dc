"""Dates as known: EDTF text to bounds and precision.

Knows no table. The grammar is the ``edtf`` library's; the bounds are ours, since the library
pads an unknown start by ten years, ends winter on 31 December and accepts reversed ranges.
Invariant: ``earliest`` and ``latest`` enclose every day the text allows, and None means that
the text sets no bound on that side.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from edtf import parse_edtf
from edtf.parser import parser_classes

# Where the library fails it prints what it tried, on stdout, where JSON may be.
parser_classes.print = lambda *_: None

Precision = Literal["day", "month", "season", "year", "decade", "century"]
Kind = Literal["date", "interval", "one_of"]
Certainty = Literal["surely", "possibly", "no"]

EXAMPLES = "2014, 2014-04, 2014-04-21, 2007~, 2013-12/2014-02 or [..2014-04-23]"

# ISO 8601-2 level 1: 21 spring to 24 winter, here the meteorological seasons of the north.
# Winter runs over the new year and is worded with both years, so that no reader guesses.
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
# What the library surely accepts, at a hundredth of its time: years, months and days, and what is
# made of two of them; one of several days takes no mark, and two ends of one precision.
_YEAR, _MONTH, _DAY = "[1-9][0-9]{3}", "-(?:0[1-9]|1[0-2])", "-(?:0[1-9]|[12][0-9]|3[01])"
_PLAIN_POINTS = (_YEAR, f"{_YEAR}{_MONTH}", f"{_YEAR}{_MONTH}{_DAY}")
_MARKED = f"(?:{'|'.join(reversed(_PLAIN_POINTS))})[~?%]?"
_ONE_OF = "|".join(rf"\[{point}\.\.(?:{point})?\]|\[\.\.{point}\]" for point in _PLAIN_POINTS)
_PLAIN = re.compile(f"{_MARKED}(?:/{_MARKED})?|{_ONE_OF}")
_PLAIN_DAY = re.compile(f"{_YEAR}{_MONTH}{_DAY}")
# What it knows within an interval alone.
_MARKED_SEASON = re.compile(rf"{_YEAR}-2[1-4][~?%]")
_LIST = re.compile(r"\[[^\[\]{}]*,[^\[\]{}]*\]|\{[^\[\]{}]*\}")
_OPEN_ENDS = {"", ".."}
# What it surely refuses: another letter or sign than EDTF has, a day or a month that comes first.
_NEVER = re.compile(r"[^0-9XYEeSTZux~?%.,/\[\]{}:+ -]|^[0-9]{1,2}[/. -]")
_POINT = re.compile(
    r"(?P<year>\d{2}XX|\d{3}X|\d{4})(?:-(?P<month>XX|[01]\d|2[0-4])"
    r"(?:-(?P<day>XX|\d{2}))?)?(?P<mark>[~?%])?"
)


@dataclass(frozen=True, slots=True)
class Point:
    """One date as written, at its own precision; ``stated_*`` enclose it without its '~'."""

    precision: Precision
    stated_earliest: dt.date
    stated_latest: dt.date
    approximate: bool = False
    uncertain: bool = False
    season: str = ""

    @property
    def earliest(self) -> dt.date:
        return _shifted(self, -1) if self.approximate else self.stated_earliest

    @property
    def latest(self) -> dt.date:
        return _shifted(self, +1) if self.approximate else self.stated_latest


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known.

    ``kind`` is "date" (one point), "interval" (it lasted from ``start`` to ``end``) or "one_of"
    (one day between them). ``start`` or ``end`` None: not known, or open when ``ongoing``.
    An approximate point is widened by one unit of its precision to either side.
    """

    edtf: str
    kind: Kind
    start: Point | None
    end: Point | None
    ongoing: bool = False

    @property
    def earliest(self) -> dt.date | None:
        return self.start.earliest if self.start else None

    @property
    def latest(self) -> dt.date | None:
        return self.end.latest if self.end else None

    @property
    def stated_earliest(self) -> dt.date | None:
        return self.start.stated_earliest if self.start else None

    @property
    def stated_latest(self) -> dt.date | None:
        return self.end.stated_latest if self.end else None

    @property
    def is_bounded(self) -> bool:
        return self.start is not None and self.end is not None

    @property
    def is_exact(self) -> bool:
        """One certain day, or an interval between two certain days."""
        points = (self.start, self.end)
        return self.kind != "one_of" and all(
            p is not None and p.precision == "day" and not (p.approximate or p.uncertain)
            for p in points
        )

    @property
    def went_on(self) -> tuple[dt.date, dt.date | None] | None:
        """The first and the last day on which an interval surely went on; None if none is sure.

        The last one is None where it goes on. Nothing is sure of what has no known start or end,
        or is marked '?'.
        """
        if self.kind != "interval" or self.is_uncertain or not self.start:
            return None
        first, last = self.last_start, self.first_end
        is_ended = self.ongoing or self.end is not None
        if first is None or last is None or first > last or not is_ended:
            return None
        return first, None if self.ongoing else last

    @property
    def is_uncertain(self) -> bool:
        """Whether either end is marked '?'."""
        return any(point and point.uncertain for point in (self.start, self.end))

    @property
    def is_start_uncertain(self) -> bool:
        """Whether a '?' stands on what says when it begins: of an interval, its start if known."""
        if self.kind == "interval" and self.start:
            return self.start.uncertain
        return self.is_uncertain

    @property
    def last_start(self) -> dt.date | None:
        """The last day on which it may have begun; None: no day bounds it.

        An interval cannot start after it ends; anything else is over on the day it begins.
        """
        if self.kind == "interval" and self.start:
            return min(self.start.latest, self.latest or dt.date.max)
        return self.latest

    @property
    def first_end(self) -> dt.date | None:
        """The first day on which it may have ended; None: no day bounds it.

        An interval cannot end before it starts; one that goes on ends with the calendar.
        """
        if self.ongoing:
            return dt.date.max
        if self.kind == "interval" and self.end:
            return max(self.end.earliest, self.earliest or dt.date.min)
        return self.earliest

    @property
    def sort_key(self) -> tuple[dt.date, dt.date]:
        """Order of reading: the first day as written, or the last one where no first is known.

        "About 2017" stands where 2017 does: by its first possible day it would come a year early.
        """
        first = self.stated_earliest or self.stated_latest or dt.date.max
        return (first, self.stated_latest or dt.date.max)


def parse_date(text: str) -> PartialDate:
    """Parse EDTF level 0 or 1, ``[a..b]``, ``[..b]`` or ``[a..]``; ValueError says why not."""
    return _parse(text.strip())


def is_date(text: str) -> bool:
    """Whether ``parse_date`` accepts it."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _parse(text: str) -> PartialDate:
    if "/" in text and set(text.split("/")) <= _OPEN_ENDS:
        raise ValueError("names no day at either end")
    if _NEVER.search(text) or not (_is_plain(text) or _is_edtf(text)):
        raise ValueError("is not an EDTF date")
    if text.startswith("["):
        inner = text[1:-1]
        if "," in inner or ".." not in inner:
            raise ValueError("is a list of dates, which a timeline cannot place")
        first, _, last = inner.partition("..")
        return _ranged(text, "one_of", first, last)
    if "/" in text:
        first, _, last = text.partition("/")
        return _ranged(text, "interval", first, last)
    point = _point(text)
    return PartialDate(text, "date", point, point)


def _is_plain(text: str) -> bool:
    """Whether the library isn't needed; False for a day that the calendar may not have."""
    if not _PLAIN.fullmatch(text):
        return False
    try:
        for day in _PLAIN_DAY.findall(text):
            dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _is_edtf(text: str) -> bool:
    """Whether the text is EDTF of any level.

    The library is asked for no interval and no list: with some ends it fails.
    """
    if "/" in text:
        ends = text.split("/")
        return len(ends) == 2 and all(end in _OPEN_ENDS or _is_edtf(end) for end in ends)
    if _LIST.fullmatch(text):
        return all(map(_is_edtf, re.split(r",|\.\.", text[1:-1])))
    if _MARKED_SEASON.fullmatch(text):
        return True
    try:
        parse_edtf(text)
    except Exception:  # Besides its own exception, those of its mistakes.
        return False
    return True


def _ranged(text: str, kind: Kind, first: str, last: str) -> PartialDate:
    start = None if first in _OPEN_ENDS else _point(first)
    end = None if last in _OPEN_ENDS else _point(last)
    if start and end and end.stated_latest < start.stated_earliest:
        raise ValueError("ends before it starts")
    return PartialDate(text, kind, start, end, ongoing=kind == "interval" and last == "..")


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(
            "is EDTF of a kind that is not supported (only level 0, level 1 and [a..b] are)"
        )
    year, month, day, mark = match.group("year", "month", "day", "mark")
    marks = (mark in ("~", "%"), mark in ("?", "%"))
    if "X" in year:
        unknown = year.count("X")
        first = int(year.replace("X", "0"))
        last = int(year.replace("X", "9"))
        precision: Precision = "decade" if unknown == 1 else "century"
        return Point(precision, _day(first, 1, 1), _day(last, 12, 31), *marks)
    number = int(year)
    if month is None or month == "XX":
        return Point("year", _day(number, 1, 1), _day(number, 12, 31), *marks)
    if int(month) in _SEASONS:
        name, begins = _SEASONS[int(month)]
        ends_year, ends_month = (number + 1, 2) if begins == 12 else (number, begins + 2)
        ends = _day(ends_year, ends_month, calendar.monthrange(ends_year, ends_month)[1])
        return Point("season", _day(number, begins, 1), ends, *marks, name)
    if day is None or day == "XX":
        ends = _day(number, int(month), calendar.monthrange(number, int(month))[1])
        return Point("month", _day(number, int(month), 1), ends, *marks)
    exact = _day(number, int(month), int(day))
    return Point("day", exact, exact, *marks)


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise ValueError("is outside the years 1 to 9999 or not a day of the calendar") from error


def _shifted(point: Point, direction: int) -> dt.date:
    """The outer bound of an approximate point: one unit of its precision further out."""
    day = point.stated_earliest if direction < 0 else point.stated_latest
    if point.precision == "day":
        at_end = day == (dt.date.min if direction < 0 else dt.date.max)
        return day if at_end else day + dt.timedelta(days=direction)
    months = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}[point.precision]
    total = day.year * 12 + day.month - 1 + direction * months
    year, month = divmod(total, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return day
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, 1 if direction < 0 else last)


def gap_bounds(date: PartialDate) -> tuple[dt.date, dt.date] | None:
    """First and last possible day, where time may be counted from the date; else None.

    That is where both are known, no point is coarser than a year, and none carries '~' or '?'.
    """
    if date.start is None or date.end is None:
        return None
    for point in (date.start, date.end):
        if point.approximate or point.uncertain or point.precision in ("decade", "century"):
            return None
    return date.start.stated_earliest, date.end.stated_latest


def gap_days(before: PartialDate, after: PartialDate) -> tuple[int, int] | None:
    """The shortest and the longest time from one date to the next, in days, or None.

    None where nothing may be said: an end has no ``gap_bounds``, ``after`` may come first, or
    the longest is more than three times the shortest. (0, 0) is one and the same day.
    """
    start, end = gap_bounds(before), gap_bounds(after)
    if start is None or end is None:
        return None
    shortest, longest = (end[0] - start[1]).days, (end[1] - start[0]).days
    return (shortest, longest) if shortest >= 0 and longest <= 3 * shortest else None


def certainty(date: PartialDate | None, first: dt.date | None, last: dt.date | None) -> Certainty:
    """Say whether ``date`` falls between ``first`` and ``last`` (inclusive, None = no limit).

    It surely does when it begins no later than the range ends and ends no earlier than the range
    begins, whichever of its possible days are true. A date marked '?' is never sure.
    """
    if first is None and last is None:
        return "surely"
    if date is None:
        return "possibly"
    low, high = first or dt.date.min, last or dt.date.max
    earliest, latest = date.earliest or dt.date.min, date.latest or dt.date.max
    if latest < low or earliest > high:
        return "no"
    if date.is_uncertain:
        return "possibly"
    last_start, first_end = date.last_start or dt.date.max, date.first_end or dt.date.min
    return "surely" if last_start <= high and first_end >= low else "possibly"
