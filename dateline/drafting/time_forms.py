"""What each form of words for a time means: a match to EDTF, and the rule in words.

A form that isn't sure gives no date: words alone, the reason, and what they could mean.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from dateline.drafting.calendar_points import (
    Published,
    counted_on,
    months_on,
    part_of_year,
    point,
    week_of,
    weekday_after,
    weekday_before,
    weekend_of,
)
from dateline.drafting.languages import Language
from dateline.wording import day_in_words

NO_PUBLICATION = "counts from the day of publication, which is not known to the day"
_CENTURY_OF_SHORT_DECADES = 1900


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a time stands: the day of publication, and what the words around it tell."""

    language: Language
    published: Published | None
    is_future: bool
    follows_month_word: bool
    follows_year_word: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """``edtf`` is blank where nothing is sure; None instead of a reading: no words for a time."""

    edtf: str
    rule: str
    alternatives: tuple[str, ...] = ()


Match = re.Match[str]
Form = Callable[[Match, Setting], Reading | None]


def _number(match: Match, name: str) -> int:
    return int(match[name])


def _group(match: Match, name: str) -> str:
    return (match[name] or "") if name in match.re.groupindex else ""


def _meaning(match: Match, name: str, kind: str, setting: Setting) -> int | str | None:
    word = _group(match, name)
    return setting.language.value(kind, word) if word else None


def _shift(match: Match, setting: Setting) -> int | None:
    found = _meaning(match, "shift", "shift", setting)
    return found if isinstance(found, int) else None


def _month(match: Match, setting: Setting) -> int:
    return int(_meaning(match, "month", "month", setting) or 0)


def _counted(
    setting: Setting, count: Callable[[dt.date], str], rule: str, *, needs_day: bool = True
) -> Reading:
    """What ``count`` makes of the day of publication, or why nothing can be made."""
    published = setting.published
    edtf = published.counted(count, needs_day=needs_day) if published else ""
    return Reading(edtf, rule) if edtf else Reading("", NO_PUBLICATION)


def _shifted_year(match: Match, setting: Setting) -> Callable[[dt.date], int] | None:
    shift = _shift(match, setting)
    return None if shift is None else lambda day: day.year + shift


def _iso(match: Match, setting: Setting) -> Reading | None:
    edtf = point(_number(match, "y"), _number(match, "m"), _number(match, "d"))
    return Reading(edtf, "written with numbers") if edtf else None


def _day(match: Match, setting: Setting) -> Reading | None:
    month, day = _month(match, setting), _number(match, "d")
    if _group(match, "y"):
        edtf = point(_number(match, "y"), month, day)
        return Reading(edtf, "day, month and year are written") if edtf else None
    if not point(2000, month, day):
        return None
    if year := _shifted_year(match, setting):
        return _counted(
            setting,
            lambda published: point(year(published), month, day),
            "the year counts from publication",
            needs_day=False,
        )
    return _without_year(setting, month, day)


def _without_year(setting: Setting, month: int, day: int = 0) -> Reading:
    """The last such day or month that isn't after publication; the next one of what is to come."""

    def ahead(published: dt.date) -> str:
        is_later = (month, day or 31) >= (published.month, published.day)
        return point(published.year + (0 if is_later else 1), month, day)

    def back(published: dt.date) -> str:
        is_over = (month, day or 1) <= (published.month, published.day)
        return point(published.year - (0 if is_over else 1), month, day)

    what = "day" if day else "month"
    chosen, other = (ahead, back) if setting.is_future else (back, ahead)
    rule = f"the next such {what}" if setting.is_future else f"the last such {what}"
    reading = _counted(setting, chosen, f"{rule}, counted from publication; no year is written",
                       needs_day=False)  # fmt: skip
    alternative = _counted(setting, other, "", needs_day=False).edtf if reading.edtf else ""
    others = () if alternative in ("", reading.edtf) else (alternative,)
    return Reading(reading.edtf, reading.rule, others)


def _day_range(match: Match, setting: Setting) -> Reading | None:
    month = _month(match, setting)
    ends = [_number(match, "d"), _number(match, "d2")]
    if _group(match, "y"):
        points = [point(_number(match, "y"), month, day) for day in ends]
        rule = "both days are written"
    else:
        readings = [_without_year(setting, month, day) for day in ends]
        points, rule = [reading.edtf for reading in readings], readings[0].rule
        if not all(points):
            return readings[0] if all(point(2000, month, day) for day in ends) else None
    if not all(points) or points[0] >= points[1] or any("[" in end for end in points):
        return None
    return Reading(f"{points[0]}/{points[1]}", rule, (f"[{points[0]}..{points[1]}]",))


def _month_form(match: Match, setting: Setting) -> Reading | None:
    month = _month(match, setting)
    if _group(match, "y"):
        return Reading(point(_number(match, "y"), month), "month and year are written")
    is_part = bool(_group(match, "part"))
    if year := _shifted_year(match, setting):
        is_of_year = match["shift"] is not None and match.start("shift") > match.start("month")
        if is_of_year:
            return _counted(setting, lambda day: point(year(day), month),
                            "the year counts from publication", needs_day=False)  # fmt: skip
        return _without_year(setting, month)
    if not (is_part or setting.follows_month_word):
        return None
    return _without_year(setting, month)


def _season(match: Match, setting: Setting) -> Reading | None:
    season = int(_meaning(match, "season", "season", setting) or 0)
    if _group(match, "y"):
        return Reading(point(_number(match, "y")) + f"-{season}", "season and year are written")
    shift = _shift(match, setting)
    is_introduced = setting.follows_month_word or match[0].startswith(("the ", "The "))
    # Russian has adverbs for "in the summer".
    if shift is None and not is_introduced and setting.language.code != "ru":
        return None
    begins = (season - 20) * 3 if season < 24 else 12

    def year_of(day: dt.date) -> int:
        has_begun = day.month >= begins
        if match.start("season") < (match.start("shift") if _group(match, "shift") else -1):
            return day.year + (shift or 0)
        if shift == 0 and _group(match, "shift"):
            return day.year - (1 if season == 24 and day.month <= 2 else 0)
        if shift == 1 or setting.is_future:
            return day.year + (1 if has_begun else 0)
        is_over = day.month >= begins + 3 if season < 24 else False
        if shift == -1:
            return day.year - (0 if is_over else 1 if season < 24 or day.month > 2 else 2)
        return day.year - (0 if has_begun else 1)

    return _counted(setting, lambda day: f"{year_of(day):04d}-{season}",
                    "season counted from publication", needs_day=False)  # fmt: skip


def _quarter(match: Match, setting: Setting) -> Reading | None:
    return _part_of_year(match, setting, 3)


def _half(match: Match, setting: Setting) -> Reading | None:
    return _part_of_year(match, setting, 6)


def _part_of_year(match: Match, setting: Setting, months: int) -> Reading | None:
    ordinal = _meaning(match, "ordinal", "ordinal", setting)
    shift = _shift(match, setting)
    if ordinal is None:
        if shift is None:
            return None

        def near(day: dt.date) -> str:
            year, month = months_on(day, shift * months)
            return part_of_year(year, (month - 1) // months + 1, months)

        return _counted(setting, near, "counted from publication", needs_day=False)
    number = int(ordinal)
    if number > 12 // months:
        return None
    if _group(match, "y"):
        return Reading(part_of_year(_number(match, "y"), number, months), "its months")
    if shift is not None:
        return _counted(
            setting,
            lambda day: part_of_year(day.year + shift, number, months),
            "its months, the year counted from publication",
            needs_day=False,
        )

    def last(day: dt.date) -> str:
        is_begun = day.month > (number - 1) * months
        is_over = day.month > number * months
        year = day.year + (1 if setting.is_future and is_over else 0)
        year -= 1 if not setting.is_future and not is_begun else 0
        return part_of_year(year, number, months)

    return _counted(setting, last, "its months, of the last or next such one; no year is written",
                    needs_day=False)  # fmt: skip


def _decade(match: Match, setting: Setting) -> Reading | None:
    if _group(match, "y"):
        return Reading(f"{match['y']}X", "the decade is written")
    if _group(match, "n"):
        return Reading(f"{(_CENTURY_OF_SHORT_DECADES + 10 * _number(match, 'n')) // 10}X",
                       "a decade of the 20th century", (f"20{match['n']}X",))  # fmt: skip
    first = int(_meaning(match, "ordinal", "ordinal", setting) or 0)
    return Reading(f"{first // 10}X", "a decade of the 20th century") if first else None


def _century(match: Match, setting: Setting) -> Reading | None:
    return Reading(f"{_number(match, 'n') - 1}XX", "the century is written")


def _weekend(match: Match, setting: Setting) -> Reading | None:
    shift = _shift(match, setting)

    def near(day: dt.date) -> str:
        if shift == 1 or (shift != -1 and setting.is_future):
            return weekend_of(day)
        return weekend_of(day if day.weekday() == 6 else day - dt.timedelta(days=7))

    return _counted(setting, near, "its two days, counted from publication")


def _weekday(match: Match, setting: Setting) -> Reading | None:
    weekday = int(_meaning(match, "weekday", "weekday", setting) or 0)
    shift = _shift(match, setting)
    week = match.start("shift") > match.start("weekday") if shift is not None else False
    if week and shift is not None:
        return _counted(
            setting,
            lambda day: str(day + dt.timedelta(days=weekday - day.weekday() + 7 * shift)),
            "that day of the week before or after publication",
        )
    is_ahead = shift == 1 or (shift != -1 and setting.is_future)

    def near(day: dt.date) -> dt.date:
        if is_ahead:
            return weekday_after(day, weekday)
        return weekday_before(day, weekday, strictly=shift == -1)

    reading = _counted(setting, lambda day: str(near(day)), "")
    if not reading.edtf or setting.published is None:
        return reading
    published = setting.published.last
    other = near(published) + dt.timedelta(days=7 if is_ahead else -7)
    word = "after" if is_ahead else "before"
    rule = f"{match['weekday']} {word} {day_in_words(published)}"
    if near(published) == published:
        rule = f"{match['weekday']}, the day of publication"
    return Reading(reading.edtf, rule, (str(other),))


def _ago(match: Match, setting: Setting) -> Reading | None:
    return _so_many(match, setting, -1)


def _ahead(match: Match, setting: Setting) -> Reading | None:
    return _so_many(match, setting, 1) if setting.is_future else None


def _so_many(match: Match, setting: Setting, direction: int) -> Reading | None:
    unit = _meaning(match, "unit", "unit", setting)
    written = _group(match, "n")
    found = setting.language.value("number", written) if written else 1
    count = int(written) if written.isdigit() else found
    if not isinstance(count, int) or not isinstance(unit, str):
        return None
    count *= 2 if "fortnight" in match[0] else 1
    return _counted(setting, lambda day: counted_on(day, unit, direction * count),
                    "counted from publication", needs_day=unit in ("day", "week"))  # fmt: skip


def _link(match: Match, setting: Setting) -> Reading | None:
    return Reading("", "counts from another event, which the words do not name")


def _unit(match: Match, setting: Setting) -> Reading | None:
    # "The end of the year" is this year's.
    unit, shift = _meaning(match, "unit", "unit", setting), _shift(match, setting) or 0
    by_unit: dict[object, Callable[[dt.date], str]] = {
        "week": lambda day: week_of(day + dt.timedelta(weeks=shift)),
        "month": lambda day: point(*months_on(day, shift)),
        "year": lambda day: point(day.year + shift),
        "decade": lambda day: f"{(day.year // 10 + shift):03d}X",
        "century": lambda day: f"{(day.year // 100 + shift):02d}XX",
    }
    count = by_unit.get(unit)
    if count is None:
        return None
    return _counted(setting, count, "counted from publication", needs_day=unit == "week")


def _near_day(match: Match, setting: Setting) -> Reading | None:
    days = _meaning(match, "ordinal", "near_day", setting)
    if not isinstance(days, int):
        return None
    return _counted(setting, lambda day: str(day + dt.timedelta(days=days)),
                    "counted from publication")  # fmt: skip


def _feast(match: Match, setting: Setting) -> Reading | None:
    month, day = str(_meaning(match, "feast", "feast", setting)).split("-")
    if _group(match, "y"):
        return Reading(f"{match['y']}-{month}-{day}", "a feast with a fixed day")
    return _without_year(setting, int(month), int(day))


def _long(match: Match, setting: Setting) -> Reading | None:
    return _counted(setting, lambda day: f"/{day}", "up to publication; the start is not given")


def _years(match: Match, setting: Setting) -> Reading | None:
    first, last = match["y"], match["y2"]
    last = first[: 4 - len(last)] + last
    return Reading(f"{first}/{last}", "both years are written") if first < last else None


def _year(match: Match, setting: Setting) -> Reading | None:
    return Reading(match["y"], "the year is written") if setting.follows_year_word else None


FORMS: dict[str, Form] = {
    "iso": _iso, "day": _day, "day_range": _day_range, "month": _month_form, "season": _season,
    "quarter": _quarter, "half": _half, "decade": _decade, "century": _century,
    "weekend": _weekend, "weekday": _weekday, "ago": _ago, "ahead": _ahead, "link": _link,
    "unit": _unit, "near_day": _near_day, "feast": _feast, "long": _long, "years": _years,
    "year": _year,
}  # fmt: skip
