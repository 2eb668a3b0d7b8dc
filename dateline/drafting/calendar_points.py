"""Arithmetic of the calendar in EDTF: points counted from the day of publication.

Where the day of publication is one of several, every result is worked out for the first and the
last of them, and is a range where they differ.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from dateline.dates import PartialDate, is_date

# Of a publication known less closely than this no day is counted.
_LONGEST_DOUBT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Published:
    """The first and the last possible day of publication."""

    first: dt.date
    last: dt.date

    @property
    def is_close(self) -> bool:
        """Whether days and weeks may be counted from it."""
        return (self.last - self.first).days <= _LONGEST_DOUBT_DAYS

    def counted(self, count: Callable[[dt.date], str], *, needs_day: bool = True) -> str:
        """What ``count`` makes of either day, joined; "" where that would say too much."""
        if needs_day and not self.is_close:
            return ""
        try:
            one, other = count(self.first), count(self.last)
        except (OverflowError, ValueError):
            return ""
        if one == other:
            return one
        if not self.is_close or set(one + other) & set("[/~"):
            return ""
        return f"[{one}..{other}]"


def published_of(date: PartialDate | None) -> Published | None:
    if date is None or date.stated_earliest is None or date.stated_latest is None:
        return None
    return Published(date.stated_earliest, date.stated_latest)


def point(year: int, month: int = 0, day: int = 0) -> str:
    """A year, month or day in EDTF; "" where the calendar has no such day."""
    parts = [f"{year:04d}"] + ([f"{month:02d}"] if month else []) + ([f"{day:02d}"] if day else [])
    written = "-".join(parts)
    return written if is_date(written) else ""


def weekday_before(day: dt.date, weekday: int, *, strictly: bool = False) -> dt.date:
    """The last such weekday that isn't after ``day``; ``strictly``: that is before it."""
    back = (day.weekday() - weekday) % 7
    return day - dt.timedelta(days=back or (7 if strictly else 0))


def weekday_after(day: dt.date, weekday: int) -> dt.date:
    """The first such weekday after ``day``."""
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7 or 7)


def week_of(day: dt.date) -> str:
    """From Monday to Sunday, as one unknown day of it."""
    monday = day - dt.timedelta(days=day.weekday())
    return f"[{monday}..{monday + dt.timedelta(days=6)}]"


def weekend_of(day: dt.date) -> str:
    """Saturday and Sunday of the week of ``day``."""
    saturday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(days=5)
    return f"[{saturday}..{saturday + dt.timedelta(days=1)}]"


def months_on(day: dt.date, count: int) -> tuple[int, int]:
    """Year and month, ``count`` months after the month of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return year, month + 1


def part_of_year(year: int, number: int, months: int) -> str:
    """The ``number``-th stretch of so many months, as one unknown time of it."""
    first = (number - 1) * months + 1
    return f"[{point(year, first)}..{point(year, first + months - 1)}]"


def counted_on(day: dt.date, unit: str, count: int) -> str:
    """``count`` units after ``day`` (before, if negative), no more precise than the unit."""
    if unit == "day":
        return str(day + dt.timedelta(days=count))
    if unit == "week":
        return str(day + dt.timedelta(weeks=count))
    if unit == "month":
        return point(*months_on(day, count))
    years = count * {"year": 1, "decade": 10, "century": 100}[unit]
    return f"{day.year + years:04d}~"
