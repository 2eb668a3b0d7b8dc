"""A table from elsewhere (.csv, .xlsx, .ods) to rows of cells by the names of its columns.

Knows no schema. Cells are text; see ``workbooks`` for what a workbook's are read as.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.intake import IntakeError
from dateline.intake.files import load_text
from dateline.intake.workbooks import Workbook, filled
from dateline.reading.spreadsheets import (
    UnreadableRow,
    delimiter_by_header,
    split_rows,
    without_separator_line,
)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """``number`` as a spreadsheet counts, the header being 1 where it stands first."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """All rows with anything in them; a column without a name is "column 5" where it has cells."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    remarks: tuple[str, ...] = ()


def load_sheet(path: Path) -> SheetTable:
    """Read a table that is text, whatever stands between its cells."""
    text = load_text(path)
    # Of columns that may have any name, the right delimiter makes most.
    named, text, _ = without_separator_line(text)
    delimiter = named or delimiter_by_header(text, len)
    try:
        rows = [record.cells for record in split_rows(text, delimiter)]
    except UnreadableRow as error:
        raise IntakeError(f"{path}:{error.line}: {error}") from error
    return _table(path, rows, ())


def sheet_of(path: Path, workbook: Workbook, sheet: str = "") -> SheetTable:
    """One table of a workbook; ``sheet`` names it, "" is the first that is not empty."""
    names = list(workbook.sheets)
    if sheet and sheet not in names:
        raise IntakeError(f"{path} has no sheet {sheet!r}; it has {', '.join(names)}")
    full = [name for name in ([sheet] if sheet else names) if filled(workbook.sheets[name])]
    if not full:
        raise IntakeError(f"{path} has no row; is it the right file?")
    remarks = (
        (f"left out: the workbook's sheets {', '.join(full[1:])}; choose one with --sheet",)
        if full[1:]
        else ()
    )
    return _table(path, workbook.sheets[full[0]], (*workbook.remarks, *remarks))


def _table(path: Path, rows: Sequence[Sequence[str]], remarks: tuple[str, ...]) -> SheetTable:
    numbered = [
        (number, [cell.strip() for cell in row])
        for number, row in enumerate(rows, 1)
        if any(cell.strip() for cell in row)
    ]
    if not numbered:
        raise IntakeError(f"{path} has no row; is it the right file?")
    (_, header), *filled = numbered
    width = max(len(row) for _, row in numbered)
    names = [
        name or f"column {place}" for place, name in enumerate([*header, *[""] * width][:width], 1)
    ]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise IntakeError(f"{path}: the column {twice[0]!r} appears twice; rename one of them")
    found = tuple(
        SheetRow(number, dict(zip(names, [*row, *[""] * width], strict=False)))
        for number, row in filled
    )
    if not found:
        raise IntakeError(f"{path} has a header but no rows")
    used = tuple(name for place, name in enumerate(names)
                 if place < len(header) or any(row.cells[name] for row in found))  # fmt: skip
    return SheetTable(used, found, remarks)
