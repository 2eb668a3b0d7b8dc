"""Dates that probably disagree with the article's words for them."""

import datetime as dt
from collections.abc import Iterable

from dateline.dates import PartialDate, parse_date
from dateline.reading.date_guesses import months_of
from dateline.reading.report import Report, shown
from dateline.reading.tables import ParsedRow, Table
from dateline.reading.time_words import (
    named_part_of_year,
    named_weekday,
    names_season,
    time_kind,
)
from dateline.story import Article
from dateline.wording import date_in_words, locale_for

# Before the first no country used the Gregorian calendar; after the last none used the Julian one.
_FIRST_GREGORIAN_DAY, _LAST_JULIAN_DAY = dt.date(1582, 10, 15), dt.date(1923, 12, 31)


def doubt_dates(table: Table, article: Article | None, report: Report) -> None:
    """Add a warning for each date that probably disagrees with the article's words."""
    _doubt_seasons(table.rows, article, report)
    if table.schema.rows != "events":
        return
    _doubt_time_kinds(table.rows, report)
    if article:
        _doubt_weekdays(table.rows, article.language, report)
    if article and article.published:
        _doubt_late(table.rows, article.published, report)


def _doubt_late(rows: Iterable[ParsedRow], published: PartialDate, report: Report) -> None:
    """Warn of article events that are certainly after publication and not planned."""
    if published.latest is None:
        return
    for row in rows:
        date: PartialDate | None = row["date"]
        if row.background or row["status"] == "planned" or date is None or date.earliest is None:
            continue
        if date.earliest > published.latest:
            report.warn(
                row.place,
                "date",
                f"{shown(date.edtf)} is after publication ({published.edtf}); is it planned?",
            )


def _doubt_weekdays(rows: Iterable[ParsedRow], language: str, report: Report) -> None:
    """Warn of exact days whose weekday is not the one that the article's words name."""
    names = locale_for("en").days["format"]["wide"]
    for row in rows:
        date: PartialDate | None = row["date"]
        day = date.earliest if date and date.kind == "date" and date.is_exact else None
        if day is None or day < _FIRST_GREGORIAN_DAY:
            continue
        named = named_weekday(row["date_words"], language)
        if named is None or named[1] == day.weekday():
            continue
        report.warn(
            row.place,
            "date",
            f"{shown(day.isoformat())} is a {names[day.weekday()]}, but date_words say "
            f"{named[0]}; write the intended day{_old_calendar_in_words(day, *named)}",
        )


def _old_calendar_in_words(day: dt.date, weekday: str, number: int) -> str:
    """What to say about a day on which some countries still used the Julian calendar."""
    if day > _LAST_JULIAN_DAY:
        return ""
    # The first two months of a century still count with the one before.
    century = (day.year - (day.month < 3)) // 100
    new = day + dt.timedelta(days=century - century // 4 - 2)
    if new.weekday() == number:
        return (
            f"; in the old calendar, which some countries kept until 1923, it was a {weekday}: "
            f"if that one is meant, write {shown(new.isoformat())}"
        )
    return " (some countries kept the old calendar until 1923)"


def _doubt_time_kinds(rows: Iterable[ParsedRow], report: Report) -> None:
    """Ask where the article's words name one moment and the date a duration, or the reverse."""
    for row in rows:
        date: PartialDate | None = row["date"]
        words = row["date_words"]
        meant = _date_of_words(date, words) if date and words else None
        if date and meant:
            what, *better = meant
            offered = " or ".join(map(shown, better))
            report.warn(
                row.place, "date", f"{shown(date.edtf)} {what}, but date_words say "
                f"{shown(words)}; did you mean {offered}?"
            )  # fmt: skip


def _date_of_words(date: PartialDate, words: str) -> tuple[str, ...] | None:
    """What the date says, unlike the article's words, then the dates that are probably meant."""
    first, last = _bounds_as_written(date)
    kind = time_kind(words)
    if kind == "deadline" and date.kind == "interval" and not date.start:
        return "is a time that ended then", f"[..{last}]"
    if kind == "moment" and date.kind == "interval" and date.is_bounded:
        return "lasted all that time", f"[{first}..{last}]"
    if kind == "duration" and date.kind == "one_of":
        ends = f"{first}/{last}" if date.end else f"{first}/.."
        return "is one day of these", ends
    part = named_part_of_year(words)
    if part is None or date.start is None or date.start.approximate or not date.end:
        return None
    year = date.start.stated_earliest.year
    try:
        months = [f"{year:04}-{month:02}" for month in months_of(*part[1:])]
    except ValueError:
        return None
    one, lasted = "[{}..{}]".format(*months), "{}/{}".format(*months)
    wanted = parse_date(lasted)
    if not (date.stated_earliest and date.stated_latest and wanted.earliest and wanted.latest):
        return None
    if (date.earliest, date.latest) == (wanted.earliest, wanted.latest):
        return None
    is_within = date.stated_earliest >= wanted.earliest and date.stated_latest <= wanted.latest
    return None if is_within else ("is another time", one, lasted)


def _bounds_as_written(date: PartialDate) -> tuple[str, str]:
    first, _, last = date.edtf.strip("[]").partition("/" if "/" in date.edtf else "..")
    return first, last


def _doubt_seasons(rows: Iterable[ParsedRow], article: Article | None, report: Report) -> None:
    """Warn of seasons that look like two years, where the article's words name no such season."""
    for row in rows:
        date: PartialDate | None = row["date"]
        if date is None or date.kind != "date" or not date.start or not date.start.season:
            continue
        year, _, number = date.edtf.partition("-")
        next_year = int(year) + 1
        words = row.get("date_words") or " ".join(
            article.words(passage) for passage in row["evidence"] if article
        )
        if number != f"{next_year % 100:02}" or names_season(words, date.start.season):
            continue
        report.warn(
            row.place,
            "date",
            f"{shown(date.edtf)} is {date_in_words(date)}; for two years write "
            f'"{year}/{next_year}"',
        )
