"""A workbook (.xlsx, .ods, .xls) to rows of text, each cell as it was typed.

A workbook stores a date as a number of days, or as a day beside the words that it shows. Somebody
who typed "July 1969" named no day, so a date keeps the parts that its cell shows; where what the
cell shows and what it holds cannot both be right, the text has both and ``check`` asks.
"""

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from babel.dates import get_month_names

from dateline.intake import IntakeError
from dateline.intake.files import load_bytes

WORKBOOKS = (".xlsx", ".ods", ".xlsm", ".xls")

Rows = list[list[str]]
# What an archive or its XML raises where it is broken, cut or encrypted.
_NOT_A_WORKBOOK = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ElementTree.ParseError, RuntimeError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Workbook:
    """All sheets by name, each cell's text with the blanks at its ends, and what to say of them."""

    sheets: dict[str, Rows]
    remarks: tuple[str, ...] = ()


def load_workbook(path: Path) -> Workbook:
    """Read all sheets; raise ``IntakeError`` for what is no workbook."""
    content = load_bytes(path)
    kind = path.suffix.lower()
    if kind != ".xls":
        _check_size(path, content, is_ods=kind == ".ods")
        _check_formulas(path, content, is_ods=kind == ".ods")
    if kind in (".xlsx", ".xlsm"):
        return _xlsx(path, content)
    shown = _shown_in_ods(content) if kind == ".ods" else {}
    sheets: dict[str, Rows] = {}
    for name, rows in _calamine_sheets(path, content):
        texts = shown.get(name, {})
        sheets[name] = [
            [_as_shown(cell, texts.get((row, column), "")) for column, cell in enumerate(cells)]
            for row, cells in enumerate(rows)
        ]
    return Workbook(sheets, _remarks_on_xls(sheets) if kind == ".xls" else ())


def _calamine_sheets(path: Path, content: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    # Here: only workbooks need it.
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in workbook.sheet_names:
            yield name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise IntakeError(f"{path} cannot be read as a workbook: {error}") from error


# ---- numbers of days -------------------------------------------------------------------------

# Day 0 of the two ways of counting, and the last serial number on which programs do not agree:
# Excel has a 29 February 1900, which was no day, as number 60.
_WINDOWS, _MACINTOSH, _LAST_DISPUTED = dt.date(1899, 12, 30), dt.date(1904, 1, 1), 60
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|AM/PM|A/P', re.IGNORECASE)
_MINUTES = re.compile(r"(?<=h)([^a-z]*)m+|m+(?=[^a-z]*s)")


def _xlsx(path: Path, content: bytes) -> Workbook:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        # Numbers stay numbers: openpyxl takes each for a day as Excel counts, whoever wrote it.
        book._date_formats = set()
        epoch = _MACINTOSH if book.epoch.year == _MACINTOSH.year else _WINDOWS
        has_leap_day = epoch == _WINDOWS and not _is_of_libreoffice(content)
        sheets = {}
        for sheet in book.worksheets:
            # Some programs write a size that is not the sheet's.
            sheet.reset_dimensions()
            sheets[sheet.title] = [
                [_xlsx_text(cell.value, cell.number_format, epoch, has_leap_day) for cell in row]
                for row in sheet.iter_rows()
            ]
    # openpyxl raises whatever a file of another program leads it to.
    except Exception as error:
        found = {
            name: [[_plain_text(cell) for cell in row] for row in rows]
            for name, rows in _calamine_sheets(path, content)
        }
        remark = (
            f"how its cells show dates cannot be read ({error or type(error).__name__}): a month "
            "may stand as its first day"
        )
        return Workbook(found, (remark,))
    return Workbook(sheets)


def _is_of_libreoffice(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = "docProps/app.xml"
        return name in archive.namelist() and b"<Application>LibreOffice" in archive.read(name)


def _xlsx_text(value: Any, number_format: str, epoch: dt.date, has_leap_day: bool) -> str:
    from openpyxl.styles.numbers import is_date_format
    from openpyxl.utils.escape import unescape

    if isinstance(value, str):
        return _plain_text(unescape(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        if isinstance(value, dt.datetime | dt.date):
            return _dated(value, number_format)
        return _plain_text("" if value is None else value)
    if number_format.endswith("%"):
        return _percent(value)
    if not is_date_format(number_format):
        return _plain_text(value)
    parts = _parts_shown(number_format)
    if 0 <= value < 1 and (has_leap_day or not parts):
        return (dt.datetime.min + _time_of(value)).time().isoformat()
    if has_leap_day and int(value) == _LAST_DISPUTED:
        return "1900-02-29"
    days, rest = divmod(value, 1)
    shift = 1 if has_leap_day and 0 < value < _LAST_DISPUTED else 0
    try:
        midnight = dt.datetime.combine(epoch, dt.time()) + dt.timedelta(days=days + shift)
        return _dated(midnight + _time_of(rest), number_format)
    except OverflowError:
        return _plain_text(value)


def _time_of(fraction: float) -> dt.timedelta:
    return dt.timedelta(seconds=round(fraction * 86_400))


def _percent(value: float) -> str:
    return f"{round(value * 100, 10):.10f}".rstrip("0").rstrip(".") + "%"


def _parts_shown(number_format: str) -> str:
    """Of "ymd" the parts of a day that a cell of this format shows."""
    found = _NOT_SHOWN.sub(" ", number_format.partition(";")[0]).lower()
    found = _MINUTES.sub(r"\1", found)
    # Years of other eras: e, b and g.
    return "".join(part for part, letters in (("y", "yebg"), ("m", "m"), ("d", "d"))
                   if any(letter in found for letter in letters))  # fmt: skip


def _dated(day: dt.datetime | dt.date, number_format: str) -> str:
    parts = _parts_shown(number_format)
    whole = _plain_text(day)
    if "y" not in parts and parts:
        # "20 July" was typed: which year it is, the program made up.
        words = " ".join(filter(None, (
            str(day.day) if "d" in parts else "",
            get_month_names("wide", locale="en")[day.month] if "m" in parts else "",
        )))  # fmt: skip
        return f"{words} (held as {whole})"
    is_first = day.day == 1 and len(whole) == len("2014-04-21")
    if parts == "ym" and is_first:
        return whole[:7]
    if parts == "y" and is_first and day.month == 1:
        return whole[:4]
    return whole


# ---- days beside words -----------------------------------------------------------------------

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ru",
            "uk", "el", "tr", "ar", "he", "zh", "ja", "ko")  # fmt: skip
_PERCENTAGE = "%"


def _shown_in_ods(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """By sheet and place (row, column) the words of each cell that holds a day or a percentage.

    What is no file of the kind has none: whoever reads the values says so.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            root = ElementTree.fromstring(archive.read("content.xml"))
    except _NOT_A_WORKBOOK:
        return {}
    return {
        table.get(f"{_TABLE}name", ""): dict(_shown_in_table(table))
        for table in root.iter(f"{_TABLE}table")
    }


def _shown_in_table(table: ElementTree.Element) -> Iterator[tuple[tuple[int, int], str]]:
    for (row, column), cell, (repeated, wide) in _cells_of(table):
        kind = cell.get(f"{_OFFICE}value-type")
        if kind in ("date", "percentage"):
            lines = ("".join(line.itertext()) for line in cell.findall(f"{_TEXT}p"))
            shown = _PERCENTAGE if kind == "percentage" else "\n".join(lines)
            for place in range(row, row + repeated):
                yield from (((place, column + n), shown) for n in range(wide))


def _cells_of(
    table: ElementTree.Element,
) -> Iterator[tuple[tuple[int, int], ElementTree.Element, tuple[int, int]]]:
    """Each cell with its place, row and column from 0, and over how many of each it is repeated."""
    row_number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeated, column = _count(row, "rows"), 0
        for cell in row:
            wide = _count(cell, "columns")
            yield (row_number, column), cell, (repeated, wide)
            column += wide
        row_number += repeated


def _count(node: ElementTree.Element, of: str) -> int:
    return int(node.get(f"{_TABLE}number-{of}-repeated", "1"))


def _as_shown(cell: object, shown: str) -> str:
    """A cell with the words that it shows, "" where only its value is known."""
    whole = _plain_text(cell)
    if shown == _PERCENTAGE and isinstance(cell, float):
        return _percent(cell)
    if not shown.strip() or not isinstance(cell, dt.date):
        return whole
    without_time = re.sub(r"\d+:\d+(?::\d+)?", "", shown)
    numbers = [int(number) for number in re.findall(r"\d+", without_time)]
    names_month = any(
        word[:3] in _month_starts(cell.month)
        for word in re.findall(r"[^\W\d_]+", without_time.casefold())
    )
    for year in (cell.year, cell.year % 100):
        if year not in numbers:
            continue
        rest = sorted(numbers)
        rest.remove(year)
        if rest == sorted([cell.day] if names_month else [cell.day, cell.month]):
            return whole
        if cell.day == 1 and rest == ([] if names_month else [cell.month]):
            return whole[:7]
        if (cell.day, cell.month) == (1, 1) and not rest and shown.strip() == str(year):
            return whole[:4]
    return f"{shown.strip()} (held as {whole})"


@lru_cache(maxsize=12)
def _month_starts(month: int) -> frozenset[str]:
    """The first three letters of a month's names."""
    return frozenset(
        str(get_month_names(width, locale=locale)[month]).casefold()[:3]
        for locale in _LOCALES
        for width in ("abbreviated", "wide")
    )


# ---- size ------------------------------------------------------------------------------------

# A few bytes can claim sheets that no memory holds. Cells are counted up to the last in use.
_MOST_CELLS = 5_000_000
_LARGEST_BYTES = 100_000_000
_FILLED_CELL = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*(?<!/)>"
)


def _check_size(path: Path, content: bytes, *, is_ods: bool) -> None:
    """Raise ``IntakeError`` for a workbook that is much larger, once it is read, than its file."""
    from openpyxl.utils import get_column_letter

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST_BYTES:
                raise IntakeError(
                    f"{path}: has more than {_LARGEST_BYTES // 1_000_000} MB unpacked; keep the "
                    "table alone, without pictures"
                )
            for sheet, rows, columns in (_ends_ods if is_ods else _ends_xlsx)(archive):
                if rows * columns > _MOST_CELLS:
                    cell = f"{get_column_letter(columns)}{rows:,}".replace(",", "")
                    raise IntakeError(
                        f"{path}, sheet {sheet}: reaches to cell {cell}, and has more than "
                        f"{_MOST_CELLS:,} cells; delete what stands far from the table"
                    )
    # What is wrong with such a file is for the reading of its cells to say.
    except _NOT_A_WORKBOOK:
        return


def _ends_xlsx(archive: zipfile.ZipFile) -> Iterator[tuple[str, int, int]]:
    """Of each sheet its last row and column in use."""
    from openpyxl.utils import column_index_from_string

    for title, name in _xlsx_sheets(archive):
        found = [match.groups() for match in _FILLED_CELL.finditer(archive.read(name))]
        rows = max((int(row) for _, row in found), default=0)
        letters = {column.decode() for column, _ in found}
        yield title, rows, max(map(column_index_from_string, letters), default=0)


def _ends_ods(archive: zipfile.ZipFile) -> Iterator[tuple[str, int, int]]:
    root = ElementTree.fromstring(archive.read("content.xml"))
    for table in root.iter(f"{_TABLE}table"):
        rows = columns = 0
        for (row, column), cell, (repeated, wide) in _cells_of(table):
            if len(cell):
                rows, columns = max(rows, row + repeated), max(columns, column + wide)
        yield table.get(f"{_TABLE}name", ""), rows, columns


# ---- formulas --------------------------------------------------------------------------------

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _check_formulas(path: Path, content: bytes, *, is_ods: bool) -> None:
    """Raise ``IntakeError`` where a formula has no stored value: its cell would be read as blank.

    A program that writes workbooks without calculating them, such as a script, leaves it out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = list((_uncalculated_ods if is_ods else _uncalculated_xlsx)(archive))
    # What is wrong with such a file is for the reading of its cells to say.
    except _NOT_A_WORKBOOK:
        return
    if found:
        sheet, cell = found[0]
        more = f" (and {len(found) - 1:,} more like it)" * (len(found) > 1)
        raise IntakeError(
            f"{path}, sheet {sheet}, cell {cell}: the formula has no stored value{more}; open the "
            "workbook in a spreadsheet program and save it there, or type the value in its place"
        )


def _uncalculated_xlsx(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    for title, name in _xlsx_sheets(archive):
        content = archive.read(name)
        if not re.search(rb"<(?:\w+:)?f[\s/>]", content):
            continue
        for _, node in ElementTree.iterparse(io.BytesIO(content)):
            if node.tag == f"{_MAIN}c":
                is_formula, is_text = node.find(f"{_MAIN}f") is not None, node.get("t") == "str"
                if is_formula and not is_text and not node.findtext(f"{_MAIN}v"):
                    yield title, node.get("r", "")
                node.clear()


def _xlsx_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The title of each sheet, and the name of its file."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    files = {node.get("Id"): node.get("Target", "") for node in relations}
    for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
        related = (value for name, value in node.items() if name.endswith("}id"))
        name = files.get(next(related, ""), "")
        if "worksheets/" in name:
            yield node.get("name", ""), name[1:] if name.startswith("/") else f"xl/{name}"


def _uncalculated_ods(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    from openpyxl.utils import get_column_letter

    root = ElementTree.fromstring(archive.read("content.xml"))
    for table in root.iter(f"{_TABLE}table"):
        for (row, column), cell, _ in _cells_of(table):
            has_value = f"{_OFFICE}value-type" in cell.attrib or cell.find(f"{_TEXT}p") is not None
            if f"{_TABLE}formula" in cell.attrib and not has_value:
                place = f"{get_column_letter(column + 1)}{row + 1}"
                yield table.get(f"{_TABLE}name", ""), place


# ---- what every workbook has -----------------------------------------------------------------


def _remarks_on_xls(sheets: dict[str, Rows]) -> tuple[str, ...]:
    """Of .xls a day before March 1900 comes as another one, or as none."""
    is_early: Callable[[str], object] = re.compile(r"1900-0[12]-\d\d|00:00:00").fullmatch
    found = [cell for rows in sheets.values() for row in rows for cell in row if is_early(cell)]
    if not found:
        return ()
    return (
        f'a cell read as "{found[0]}" may be another day: the days before March 1900 cannot be read'
        " from .xls; save it as .ods, and import that",
    )


def _plain_text(cell: object) -> str:
    """A value as it was typed, as far as it says so by itself."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        at_midnight = cell.time() == dt.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ", "minutes")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell).replace("\r\n", "\n")


def filled(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a sheet has anything in it."""
    return any(cell.strip() for row in rows for cell in row)
