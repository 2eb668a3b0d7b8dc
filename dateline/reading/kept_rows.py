"""Rows that stand in no file, checked as those of a file; what has not changed is read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import is_not

from dateline.reading.article import ReadArticle
from dateline.reading.comparing import check_figures
from dateline.reading.doubts import doubt_left_out, doubt_table
from dateline.reading.doubts_of_names import doubt_names
from dateline.reading.names import FirstWritings
from dateline.reading.report import Place, Report
from dateline.reading.spreadsheets import Row, Sheet
from dateline.reading.tables import ParsedRow, Table, compare_rows, parse_row
from dateline.reading.words import ArticleWords
from dateline.story import SCHEMAS, TABLE_FILES, Problem, Schema

# Rows that are kept beyond those of the story: each version of a cell that is being typed.
_MOST_VERSIONS = 20_000


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One row as it was read by itself, at the place that it had then."""

    parsed: ParsedRow
    report: Report
    names: FirstWritings


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """All rows, checked; ``report`` is what ``check`` would print of files that hold them."""

    tables: Mapping[str, Table]
    report: Report = field(default_factory=Report)


class RowReader:
    """Checks rows against one article."""

    def __init__(self, read: ReadArticle | None) -> None:
        self._read = read
        self.words = ArticleWords(read.compared) if read and read.compared else None
        self._kept: dict[tuple[str, ...], KeptRow] = {}
        # Of each table the rows that were doubted last, and what was said of them.
        self._doubted: dict[str, tuple[tuple[ParsedRow, ...], list[Problem]]] = {}

    def parsed(self, schema: Schema, row: Row) -> KeptRow:
        """The row by itself; its cells have every column of the schema, in its order."""
        key = (schema.rows, *row.cells.values())
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_VERSIONS:
                self._kept.clear()
            report, names = Report(), FirstWritings()
            parsed = parse_row(schema, row, self.words, names, report)
            found = self._kept[key] = KeptRow(parsed, report, names)
        return found

    def check(
        self,
        rows: Mapping[str, Sequence[Row]],
        sheets: Mapping[str, Sheet],
        *,
        doubts: bool = True,
    ) -> CheckedRows:
        """``rows`` by table, at the places that they have or would have in their files.

        ``sheets`` say of each table whether it can be read whole. Without ``doubts`` there are no
        warnings, which take longest.
        """
        report, names = Report(), FirstWritings()
        tables = {
            schema.rows: compare_rows(
                schema,
                tuple(self._placed(schema, row, names, report) for row in rows[schema.rows]),
                sheets[schema.rows],
                report,
            )
            for schema in TABLE_FILES
        }
        of_story = [tables[schema.rows] for schema in SCHEMAS]
        if self._read:
            check_figures(self._read.article, self._read.figures_line, of_story, report)
        if doubts:
            doubt_names(of_story, report)
            for table in of_story:
                report.warnings += self._doubts(table)
            doubt_left_out(tables["left_out"], of_story, report)
        return CheckedRows(tables, report)

    def _doubts(self, table: Table) -> list[Problem]:
        name = table.schema.rows
        rows, warnings = self._doubted.get(name, ((), []))
        if len(rows) != len(table.rows) or any(map(is_not, rows, table.rows)):
            report = Report()
            doubt_table(table, self._read.compared if self._read else None, report)
            warnings = report.warnings
            self._doubted[name] = (table.rows, warnings)
        return warnings

    def _placed(self, schema: Schema, row: Row, names: FirstWritings, report: Report) -> ParsedRow:
        kept = self.parsed(schema, row)
        if not names.agrees(kept.names):
            # A name that another row writes with other characters: this one reads as that.
            return parse_row(schema, row, self.words, names, report)
        is_there = kept.parsed.place == row.place
        for all_of, own in (
            (report.problems, kept.report.problems),
            (report.notes, kept.report.notes),
            (report.warnings, kept.report.warnings),
        ):
            all_of += own if is_there else [_moved(problem, row.place) for problem in own]
        return kept.parsed if is_there else replace(kept.parsed, place=row.place)


def _moved(problem: Problem, place: Place) -> Problem:
    return replace(problem, line=place.line, row=place.row)
