"""What is legal in a story but likely a slip: names written two ways, sums over 100 percent.

A doubt never keeps a story from being shown. Time grows with the number of rows, no faster.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from dateline.dates import PartialDate
from dateline.holdings import added_in_words, is_over_100, sum_of_one_day
from dateline.reading.report import Place, Report, shown
from dateline.reading.tables import FACET_COLUMNS, ParsedRow, Table
from dateline.reading.time_words import named_weekday, names_season
from dateline.story import Article, Share, rivals, slug
from dateline.wording import date_in_words, locale_for

# Columns whose names may be of the same people and firms, and columns that stand alone.
_KINDS_OF_NAMES = (
    ("holder", "speaker", "actors", "asserted_by", "denied_by", "said_to"),
    ("category",),
    ("topic",),
)
# Into how many parts words divide something; hundredths are exact with the others.
_WHOLES = (3, 6, 7, 9, 11, 12)
# One letter more, less or other in a shorter name makes another name (UCP, UBP).
_SHORTEST_MISSPELT = 6
_LONGEST_NAME = 80


def doubt_tables(tables: Sequence[Table], article: Article | None, report: Report) -> None:
    """Add a warning for each thing in ``tables`` that is likely a slip."""
    for columns in _KINDS_OF_NAMES:
        _doubt_names(columns, tables, report)
    for table in tables:
        _doubt_seasons(table.rows, article, report)
        if table.schema.rows == "stakes":
            _doubt_sums(table.rows, report)
            _doubt_repeated(table.rows, report)
            _doubt_fractions(table.rows, report)
            _doubt_bounds(table.rows, report)
            if article and article.subject:
                _doubt_wholes(table.rows, article.subject, report)
        if table.schema.rows == "events" and article:
            _doubt_weekdays(table.rows, article.language, report)
        if table.schema.rows == "events" and article and article.published:
            _doubt_late(table.rows, article.published, report)


def _doubt_names(columns: Sequence[str], tables: Sequence[Table], report: Report) -> None:
    """Tell of names that differ by no more than signs, capitals, accents or one letter."""
    first: dict[str, tuple[Place, str]] = {}
    for table in tables:
        for row in table.rows:
            for column in columns:
                cell = row.get(column)
                for name in filter(None, cell if isinstance(cell, tuple) else (cell,)):
                    first.setdefault(name, (row.place, column))
    by_variant: dict[str, list[str]] = {}
    compared: set[tuple[str, str]] = set()
    for name, (place, column) in first.items():
        for variant in _variants(_letters(name)):
            others = by_variant.setdefault(variant, [])
            for other in others:
                pair = (other, name)
                if pair in compared or other == name or not _is_near(other, name):
                    continue
                compared.add(pair)
                there, other_column = first[other]
                is_one_facet = column in FACET_COLUMNS and other_column == column
                if is_one_facet and there.file == place.file and slug(other) == slug(name):
                    continue  # an error already
                where = there.beside if there.file == place.file else f"{there.file} {there.beside}"
                report.warn(
                    place,
                    column,
                    f"{shown(name)} nearly matches {shown(other)} ({where}); if they are one, "
                    "write them alike",
                )
            others.append(name)


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _variants(letters: str) -> Iterator[str]:
    """The name, and the name without each of its letters: near names share one of these.

    Digits stay, since numbers tell things apart: "Fund 1" and "Fund 2" are two.
    """
    yield letters
    if _SHORTEST_MISSPELT <= len(letters) <= _LONGEST_NAME:
        signs = enumerate(letters)
        yield from {letters[:at] + letters[at + 1 :] for at, sign in signs if not sign.isdigit()}


def _is_near(one: str, other: str) -> bool:
    left, right = _letters(one), _letters(other)
    if left == right:
        return bool(left)
    is_long = min(len(left), len(right)) >= _SHORTEST_MISSPELT
    return is_long and OSA.distance(left, right, score_cutoff=1) == 1


def _doubt_sums(rows: Sequence[ParsedRow], report: Report) -> None:
    """Tell of shares of one day, whole and layer whose lowest sum is over 100.

    They are added as the page adds them: see ``holdings.sum_of``.
    """
    by_day: dict[tuple[str, str, bool], list[ParsedRow]] = {}
    for row in rows:
        if row["date"] is not None and row["share"] is not None and row["holder"]:
            by_day.setdefault((row["date"].edtf, row["of"], row.background), []).append(row)
    for (day, of, background), stated in by_day.items():
        names = ("id", "holder", "share", "of", "disputed_by")
        total = sum_of_one_day([{name: row[name] for name in names} for row in stated])
        if total is None or not is_over_100(total):
            continue
        layer = "other sources' " if background else ""
        whole = f" of {of}" if of else ""
        listed = "; ".join(row.place.beside for row in stated)
        report.warn(
            stated[-1].place,
            "share",
            f"the {layer}shares{whole} of {day} add up to {added_in_words(total)}, more than all "
            f"there is ({listed}); where some contradict each other, name them in disputed_by; "
            "where one is of something else, as of the votes or another company, name that in of",
        )


def _doubt_repeated(rows: Iterable[ParsedRow], report: Report) -> None:
    """Tell of two statements of one holder and day that do not name each other."""
    first: dict[tuple[frozenset[str], str, str, bool], ParsedRow] = {}
    for row in rows:
        # What of a share cannot be read is told already, and is no share to compare.
        if row["date"] is None or not row["holder"] or "share" in row.faulty:
            continue
        key = (frozenset(row["holder"]), row["date"].edtf, row["of"], row.background)
        other = first.setdefault(key, row)
        if other is row or rivals((row, other))[row["id"]]:
            continue
        if other["share"] == row["share"]:
            what, fix = "says the same as", "if it is one statement, make one row of both passages"
        else:
            what = "gives another share than"
            fix = (
                "if they contradict each other, name the other in disputed_by; if one is of "
                "something else, as of the votes, name that in of"
            )
        report.warn(
            row.place,
            "share",
            f"{shown(row.written['share'])} {what} {other.place.beside} for the same holder and "
            f"day; {fix}",
        )


def _doubt_fractions(rows: Iterable[ParsedRow], report: Report) -> None:
    """Tell of shares below 1 percent that the evidence does not print: 48 % may be meant."""
    for row in rows:
        share = row["share"]
        if share is None or not share.is_exact or not 0 < share.low < 1:
            continue
        number = f"{share.low:g}"
        if number not in row.written["evidence"].replace(",", "."):
            report.warn(
                row.place,
                "share",
                f"{shown(row.written['share'])} is less than 1 percent; if {share.low * 100:g} "
                f"percent is meant, write {share.low * 100:g}",
            )


def _doubt_wholes(rows: Iterable[ParsedRow], subject: str, report: Report) -> None:
    """Tell of wholes that are the subject, or its votes, written in another way."""
    plain = {
        subject.casefold(): "leave it blank",
        f"votes of {subject}".casefold(): 'write "votes"',
    }
    for row in rows:
        if fix := plain.get(row["of"].casefold()):
            report.warn(
                row.place,
                "of",
                f"{shown(row['of'])} names the subject of the article, which other rows do not; "
                f"{fix}, so that all are told as one",
            )


def _doubt_bounds(rows: Iterable[ParsedRow], report: Report) -> None:
    """Tell of numbers that stand for words: 50.01 for a majority, 33.33 for a third, 0 or 100 for
    a bound that the evidence does not print."""
    for row in rows:
        share: Share | None = row["share"]
        if share is None or row.background or row["basis"] != "stated":
            continue
        evidence = " ".join(row.written["evidence"].casefold().replace(",", ".").split())
        for guess, why in _plainer_shares(share, set(re.findall(r"\d+(?:\.\d+)?", evidence))):
            report.warn(
                row.place,
                "share",
                f"{shown(row.written['share'])} {why} that the evidence does not print; "
                f"if it means so, write {shown(guess)}",
            )
            break


def _plainer_shares(share: Share, printed: Container[str]) -> Iterator[tuple[str, str]]:
    """What a share likely stands for, and what of it nobody printed."""
    low, high = f"{share.low:g}", f"{share.high:g}"
    if share.given != "both" or share.fraction or (low in printed and high in printed):
        return
    if 50 < share.low <= 50.1 and low not in printed and high in ("100", low):
        yield ">50", f"has {low}"
    elif low != high and high == "100" and low in printed:
        yield f">={low}", "has 100"
    elif low != high and low == "0" and high in printed:
        yield f"<={high}", "has 0"
    elif low == high and low not in printed and not share.low.is_integer():
        for whole in _WHOLES:
            part = round(share.low * whole / 100)
            if 0 < part < whole and abs(100 * part / whole - share.low) < 0.1:
                yield f"{part}/{whole}", f"has {low}"


def _doubt_late(rows: Iterable[ParsedRow], published: PartialDate, report: Report) -> None:
    """Tell of article events that surely come after publication and are no plans."""
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
    """Tell of exact days whose weekday is not the one that the article's words name."""
    names = locale_for("en").days["format"]["wide"]
    for row in rows:
        date: PartialDate | None = row["date"]
        day = date.earliest if date and date.kind == "date" and date.is_exact else None
        named = named_weekday(row["date_words"], language) if day else None
        if day is None or named is None or named[1] == day.weekday():
            continue
        report.warn(
            row.place,
            "date",
            f"{shown(day.isoformat())} is a {names[day.weekday()]}, but date_words say "
            f"{named[0]}; write the day that is meant",
        )


def _doubt_seasons(rows: Iterable[ParsedRow], article: Article | None, report: Report) -> None:
    """Tell of seasons that look like two years, where the article's words name no such season."""
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
