"""What is legal in a story but likely a slip: names written two ways, sums over 100 percent.

A doubt never keeps a story from being shown. Time grows with the number of rows, no faster.
"""

from collections.abc import Iterable, Sequence

from dateline.holdings import ROUNDING_PERCENT
from dateline.passages import overlapping
from dateline.reading.doubts_of_dates import doubt_dates
from dateline.reading.doubts_of_names import doubt_names
from dateline.reading.report import Place, Report, shown
from dateline.reading.tables import ParsedRow, Table
from dateline.story import MOST_CATEGORIES, Article, linked_groups, rivals


def doubt_tables(tables: Sequence[Table], article: Article | None, report: Report) -> None:
    """Add a warning for each thing in ``tables`` that is likely a slip."""
    doubt_names(tables, report)
    for table in tables:
        doubt_dates(table, article, report)
        if table.schema.rows == "stakes":
            _doubt_sums(table.rows, report)
            _doubt_repeated(table.rows, report)
            _doubt_fractions(table.rows, report)
        if table.schema.rows == "events":
            _doubt_categories(table, report)


def doubt_left_out(left_out: Table, tables: Sequence[Table], report: Report) -> None:
    """Ask about words that are left out on purpose and support a row all the same."""
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


def _doubt_sums(rows: Sequence[ParsedRow], report: Report) -> None:
    """Tell of shares of one day and layer whose lowest sum is over 100."""
    by_day: dict[tuple[str, bool], list[ParsedRow]] = {}
    for row in rows:
        if row["date"] is not None and row["share"] is not None:
            by_day.setdefault((row["date"].edtf, row.background), []).append(row)
    for (day, background), stated in by_day.items():
        groups = _contradicting(stated)
        low = sum(min(row["share"].low for row in group) for group in groups)
        high = sum(max(row["share"].high for row in group) for group in groups)
        if low <= 100 + ROUNDING_PERCENT:
            continue
        total = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        layer = "other sources' " if background else ""
        listed = "; ".join(row.place.beside for row in stated)
        report.warn(
            stated[-1].place,
            "share",
            f"the {layer}shares of {day} add up to {total} percent, over 100 ({listed}); if "
            "some contradict each other, name them in disputed_by",
        )


def _contradicting(rows: Sequence[ParsedRow]) -> list[list[ParsedRow]]:
    """Rows that contradict each other, directly or by others, together; all others alone."""
    places = {row["id"]: place for place, row in enumerate(rows)}
    links = [
        (places[row_id], places[other])
        for row_id, others in rivals(rows).items()
        for other in others
    ]
    return [[rows[place] for place in group] for group in linked_groups(len(rows), links)]


def _doubt_repeated(rows: Iterable[ParsedRow], report: Report) -> None:
    """Tell of two statements of one holder and day that do not name each other."""
    first: dict[tuple[frozenset[str], str, bool], ParsedRow] = {}
    for row in rows:
        if row["date"] is None or not row["holder"]:
            continue
        other = first.setdefault((frozenset(row["holder"]), row["date"].edtf, row.background), row)
        if other is row or rivals((row, other))[row["id"]]:
            continue
        what = "says the same as" if other["share"] == row["share"] else "differs from the share in"
        report.warn(
            row.place,
            "share",
            f"{shown(row.written['share'])} {what} {other.place.beside} for the same holder and "
            "day; keep one, or name the other in disputed_by",
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


def _doubt_categories(table: Table, report: Report) -> None:
    """Say when there are more categories than colours and shapes to tell them apart by."""
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
        "colours come again with other shapes, and a reader can hardly tell the marks apart: six "
        "or seven categories are enough",
    )
