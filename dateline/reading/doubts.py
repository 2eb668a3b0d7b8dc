"""What is legal in a story but probably a slip: names written two ways, sums over 100 percent.

A doubt never keeps a story from being shown. Time grows linearly with the number of rows.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from dateline.holdings import added_in_words, shares_over_100
from dateline.passages import overlapping
from dateline.reading.doubts_of_dates import doubt_dates
from dateline.reading.doubts_of_names import doubt_names
from dateline.reading.report import Place, Report, shown
from dateline.reading.tables import ParsedRow, Table, frame
from dateline.story import MOST_CATEGORIES, Article, Share, rivals

# The denominators whose fractions hundredths can't express.
_WHOLES = (3, 6, 7, 9, 11, 12)
# More rows than these are counted, not listed.
_MOST_LISTED = 10


def doubt_tables(tables: Sequence[Table], article: Article | None, report: Report) -> None:
    """Add a warning for everything in ``tables`` that is probably a slip."""
    doubt_names(tables, report)
    for table in tables:
        doubt_table(table, article, report)


def doubt_table(table: Table, article: Article | None, report: Report) -> None:
    """Add the warnings that need no other table."""
    doubt_dates(table, article, report)
    if table.schema.rows == "stakes":
        _doubt_sums(table, report)
        _doubt_repeated(table.rows, report)
        _doubt_fractions(table.rows, report)
        _doubt_bounds(table.rows, report)
        if article and article.subject:
            _doubt_wholes(table.rows, article.subject, report)
    if table.schema.rows == "events":
        _doubt_categories(table, report)


def doubt_left_out(left_out: Table, tables: Sequence[Table], report: Report) -> None:
    """Ask about words that are left out on purpose but support a row."""
    supporting = [
        (passage, row) for table in tables for row in table.rows for passage in row["evidence"]
    ]
    asked = [(passage, row) for row in left_out.rows for passage in row["evidence"]]
    found = overlapping([passage for passage, _ in supporting], [passage for passage, _ in asked])
    for (_, row), places in zip(asked, found, strict=True):
        if places:
            other = supporting[places[0]][1].place
            report.warn(
                row.place,
                "evidence",
                f"the words are evidence of {other.file} {other.beside} as well; remove one of "
                "the two",
            )


def _doubt_sums(table: Table, report: Report) -> None:
    """Warn of shares in force together, of one whole and layer, whose lowest sum is over 100."""
    dated = [row for row in table.rows if row["date"] is not None and row["holder"]]
    by_line = {row.place.line: row for row in dated}
    for found in shares_over_100(frame(table.schema, dated)):
        rows = [by_line[line] for line in sorted(row["line"] for row in found.rows)]
        newest = by_line[found.newest["line"]]
        layer = "other sources' " if newest.background else ""
        whole = f" of {newest['of']}" if newest["of"] else ""
        listed = "; ".join(row.place.beside for row in rows[:_MOST_LISTED])
        more = f"; and {len(rows) - _MOST_LISTED} more" * (len(rows) > _MOST_LISTED)
        report.warn(
            newest.place,
            "share",
            f"the {layer}shares{whole} on {found.day} add up to {added_in_words(found.total)}, "
            f"more than all there is ({listed}{more}); if some contradict each other, name them "
            "in disputed_by; if a holder no longer has one, add a row with what is left; if one "
            "is of something else, such as the votes or another company, name that in of",
        )


def _doubt_repeated(rows: Iterable[ParsedRow], report: Report) -> None:
    """Warn of two statements of one holder and day that do not name each other."""
    first: dict[tuple[frozenset[str], str, str, bool], ParsedRow] = {}
    for row in rows:
        # A share that cannot be read is reported already, and there is nothing to compare.
        if row["date"] is None or not row["holder"] or "share" in row.faulty:
            continue
        key = (frozenset(row["holder"]), row["date"].edtf, row["of"], row.background)
        other = first.setdefault(key, row)
        if other is row or rivals((row, other))[row["id"]]:
            continue
        if other["share"] == row["share"]:
            what, fix = "says the same as", "if it is one statement, make one row of both passages"
        else:
            what = "differs from the share in"
            fix = (
                "if they contradict each other, name the other in disputed_by; if one is of "
                "something else, such as the votes, name that in of"
            )
        report.warn(
            row.place,
            "share",
            f"{shown(row.written['share'])} {what} {other.place.beside} for the same holder and "
            f"day; {fix}",
        )


def _doubt_fractions(rows: Iterable[ParsedRow], report: Report) -> None:
    """Warn of shares below 1 percent that the evidence does not print: 48 % may be meant."""
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
    """Warn of wholes that are the subject, or its votes, written in another way."""
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
                f"{fix}, so that all count as one",
            )


def _doubt_bounds(rows: Iterable[ParsedRow], report: Report) -> None:
    """Warn of numbers that stand for words: 50.01 for a majority, 33.33 for a third, 0 or 100 for
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
                f"{shown(row.written['share'])} {why}, which the evidence does not print; "
                f"if that is what it means, write {shown(guess)}",
            )
            break


def _plainer_shares(share: Share, printed: Container[str]) -> Iterator[tuple[str, str]]:
    """What a share probably stands for, and which number of it the article does not print."""
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
            exact = 100 * part / whole
            if 0 < part < whole and share.low in (round(exact, 1), round(exact, 2)):
                yield f"{part}/{whole}", f"has {low}"


def _doubt_categories(table: Table, report: Report) -> None:
    """Warn of more categories than there are colours and shapes."""
    first: dict[str, Place] = {}
    for row in table.rows:
        if row["category"]:
            first.setdefault(row["category"], row.place)
    if len(first) <= MOST_CATEGORIES:
        return
    name, place = list(first.items())[MOST_CATEGORIES]
    report.warn(
        place,
        "category",
        f"{shown(name)} is the {MOST_CATEGORIES + 1}th of {len(first)} categories; from here on "
        "colours repeat with other shapes, and readers can hardly tell the marks apart; six or "
        "seven categories are enough",
    )
