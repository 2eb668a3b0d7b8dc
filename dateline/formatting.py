"""The tables of a story's folder in a canonical format. Knows no command line and writes nothing.

The columns of the schema in its order, commas, quotation marks where a cell needs them, lines
that end in a line feed, UTF-8 without a mark. Rows keep their order and cells their words; a cell
that a spreadsheet would take for a formula has an apostrophe, which is no part of it. Shares and
choices, of which there is one writing, are written so (10% is 10, Reported is reported); dates,
names and words of the article stay as they are, a curly quotation mark too. The story that is read
is the same before and after.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.progress import Progress, counted
from dateline.reading.cells import plain_cell
from dateline.reading.files import bytes_of_file, has_file, text_of_file
from dateline.reading.formulas import disarmed
from dateline.reading.report import Report, shown
from dateline.reading.spreadsheets import Sheet, read_sheet
from dateline.story import TABLE_FILES, Problem, Schema, StoryError

# More cells than this are counted and not named.
_MOST_CELLS = 5


@dataclass(frozen=True, slots=True)
class Formatted:
    """One table's file as it should be; ``changes`` say what differs, none = nothing."""

    file: str
    content: bytes
    changes: tuple[str, ...]


def format_tables(folder: Path, progress: Progress | None = None) -> tuple[Formatted, ...]:
    """Each table's file in its one writing.

    Raise ``StoryError`` where a file cannot be read whole (a column that is not known, a row with
    a cell too many, an open quotation mark, another encoding): what is not understood has no
    place in the new file. A cell that cannot be read is no hindrance; it stays as it is.
    ``progress`` is called for each file, and for its rows.
    """
    report = Report()
    there = [s for s in TABLE_FILES if not s.is_optional or has_file(folder, s.file)]
    formatted = [_format_table(folder, schema, report, progress) for schema in there]
    if report.problems:
        raise StoryError(report.problems)
    return tuple(table for table in formatted if table)


def _format_table(
    folder: Path, schema: Schema, report: Report, progress: Progress | None
) -> Formatted | None:
    stage = f"reading {schema.file}"
    if progress:
        progress(stage)
    fix = f"Its first line is: {','.join(schema.names)}"
    file_report = Report()
    text = text_of_file(folder, schema.file, fix, file_report)
    sheet = read_sheet(text, schema, file_report) if text is not None else Sheet()
    rows = [(row.place.row, row.cells) for row in counted(sheet.rows, sheet.count, stage, progress)]
    report.problems += file_report.problems
    if file_report.problems or text is None:
        return None
    cells: list[str] = []
    written: list[list[str]] = []
    # A note on a single cell is about an apostrophe that reading has removed.
    was_disarmed = {(note.row, note.column) for note in file_report.notes if note.column}
    for number, row in rows:
        plain = {
            name: plain_cell(schema[name], cell, has_decimal_comma=sheet.has_decimal_comma)
            for name, cell in row.items()
        }
        for name, cell in row.items():
            before_cell = disarmed(cell) if (number, name) in was_disarmed else cell
            if before_cell != (after_cell := disarmed(plain[name])):
                cells.append(
                    f"row {number}, {name}: {shown(before_cell)} is written {shown(after_cell)}"
                )
        written.append([plain[name] for name in schema.names])
    content = table_bytes(schema.names, written)
    before = bytes_of_file(folder, schema.file)
    changes = () if content == before else tuple(_changes(before, text, cells, file_report.notes))
    return Formatted(schema.file, content, changes)


def table_bytes(names: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table's file: ``rows`` of a cell for each of the columns ``names``, below their header.

    No cell is a formula to a spreadsheet; ``reading`` takes each as it is here.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([disarmed(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _changes(before: bytes, text: str, cells: list[str], notes: list[Problem]) -> Iterator[str]:
    """What differs, in words; what no other word is for is spaces, quotation marks or order."""
    found = []
    if before.startswith(codecs.BOM_UTF8):
        found.append("the byte-order mark goes")
    if "\r" in text:
        found.append("lines end in a line feed")
    found += [note.message for note in notes if not note.column]
    found += cells[:_MOST_CELLS]
    if len(cells) > _MOST_CELLS:
        found.append(f"{len(cells) - _MOST_CELLS} more cells")
    yield from found or ["columns, quotation marks, blank lines or spaces at the edges of cells"]
