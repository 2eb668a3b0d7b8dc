"""Some cells of a table's file rewritten, every other byte kept. Knows no file and no story."""

import codecs
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.reading.formulas import armed, disarmed
from dateline.reading.spreadsheets import (
    Record,
    column_place,
    delimiter_by_header,
    split_rows,
    without_separator_line,
)
from dateline.story import Schema

# A row as a spreadsheet numbers it, the header being 1, and a column's name.
CellPlace = tuple[int, str]
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"", "utf-8"),
)


@dataclass(frozen=True, slots=True)
class _Written:
    """A cell as the file has it, and where."""

    number: int
    column: int
    start: int
    end: int


def edit_cells(
    content: bytes, schema: Schema, edits: Mapping[CellPlace, Callable[[str], str]]
) -> bytes:
    """The file with each of these cells made anew from what it holds.

    The file is one that can be read whole; raise ValueError where a cell isn't there.
    """
    mark, encoding = next(known for known in _ENCODINGS if content.startswith(known[0]))
    text = content[len(mark) :].decode(encoding)
    _, body, _ = without_separator_line(text)
    delimiter = delimiter_by_header(body, lambda cells: _known(cells, schema))
    before = list(split_rows(body, delimiter))
    header = next((record.cells for record in before if any(record.cells)), [])
    wanted = {(number, column_place(header, name)): edit for (number, name), edit in edits.items()}
    pieces: list[str] = []
    place = 0
    for cell in _cells(body, delimiter):
        if (edit := wanted.pop((cell.number, cell.column), None)) is not None:
            pieces += (
                body[place : cell.start],
                _edited(body[cell.start : cell.end], edit, delimiter),
            )
            place = cell.end
    if wanted:
        raise ValueError(f"{schema.file} has no cell at {sorted(wanted)}")
    edited = "".join([*pieces, body[place:]])
    _check(before, list(split_rows(edited, delimiter)), edits, header)
    return mark + (text[: len(text) - len(body)] + edited).encode(encoding)


def _known(cells: Sequence[str], schema: Schema) -> int:
    return sum(column_place(cells, name) >= 0 for name in schema.names)


def _cells(body: str, delimiter: str) -> Iterator[_Written]:
    """Every cell in the order of the file, rows numbered as ``split_rows`` does."""
    cell = re.compile(rf'(?:"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*)')
    number, column, place = 1, 0, 0
    while place <= len(body):
        found = cell.match(body, place)
        assert found is not None
        yield _Written(number, column, *found.span())
        place = found.end()
        if body.startswith(delimiter, place):
            column, place = column + 1, place + 1
        else:
            number, column = number + 1, 0
            place += 2 if body.startswith("\r\n", place) else 1


def _edited(written: str, edit: Callable[[str], str], delimiter: str) -> str:
    is_quoted = written.startswith('"')
    held = written[1:-1].replace('""', '"') if is_quoted else written.strip()
    new = disarmed(edit(armed(held)))
    if is_quoted or new != new.strip() or any(sign in new for sign in (delimiter, '"', "\n", "\r")):
        return '"' + new.replace('"', '""') + '"'
    return written.replace(held, new) if held else new


def _check(
    before: list[Record],
    after: list[Record],
    edits: Mapping[CellPlace, Callable[[str], str]],
    header: list[str],
) -> None:
    """Every other cell is as it was: the two ways to read the file agree about where cells are."""
    edited = {(number, column_place(header, name)) for number, name in edits}
    kept = [
        [
            (record.number, n, "" if (record.number, n) in edited else cell)
            for record in records
            for n, cell in enumerate(record.cells)
        ]
        for records in (before, after)
    ]
    if kept[0] != kept[1]:
        raise ValueError("other cells than the edited ones would change")
