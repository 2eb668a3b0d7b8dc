"""A table from elsewhere (.csv, .xlsx, .ods) to rows of cells by the names of its columns.

Knows no schema. Cells are text; a day that a workbook knows as a day is written year first.
"""

import datetime as dt
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.intake import IntakeError
from dateline.intake.files import load_bytes, load_text
from dateline.reading.spreadsheets import UnreadableRow, delimiter_by_header, split_rows

WORKBOOKS = (".xlsx", ".ods", ".xlsm", ".xls")


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


def load_sheet(path: Path, sheet: str = "") -> SheetTable:
    """Read a table; ``sheet`` names one of a workbook's, "" is the first that is not empty."""
    if path.suffix.lower() in WORKBOOKS:
        return _load_workbook(path, sheet)
    if sheet:
        raise IntakeError(f"{path} is not a workbook; leave out --sheet")
    text = load_text(path)
    # Of columns that may have any name, the right delimiter makes most.
    delimiter = delimiter_by_header(text, len)
    try:
        rows = [record.cells for record in split_rows(text, delimiter)]
    except UnreadableRow as error:
        raise IntakeError(f"{path}:{error.line}: {error}") from error
    return _table(path, rows, ())


def _load_workbook(path: Path, sheet: str) -> SheetTable:
    # Here: only workbooks need it.
    from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

    content = load_bytes(path)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = workbook.sheet_names
        cells = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in ([sheet] if sheet else names)
        }
    except WorksheetNotFound as error:
        raise IntakeError(f"{path} has no sheet {sheet!r}; it has {', '.join(names)}") from error
    except (CalamineError, OSError, ValueError) as error:
        raise IntakeError(f"{path} cannot be read as a workbook: {error}") from error
    filled = [
        name for name, rows in cells.items() if any(_text(cell) for row in rows for cell in row)
    ]
    if not filled:
        raise IntakeError(f"{path} has no row; is it the right file?")
    remarks = (
        (f"left out: the workbook's sheets {', '.join(filled[1:])}; choose one with --sheet",)
        if filled[1:]
        else ()
    )
    rows = [[_text(cell) for cell in row] for row in cells[filled[0]]]
    return _table(path, rows, remarks)


def _text(cell: object) -> str:
    """A cell as it was typed, as far as the workbook shows."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        at_midnight = cell.time() == dt.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell).replace("\r\n", "\n").strip()


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
