"""A table file as spreadsheets write it to rows of plain cells.

Knows delimiters, headers, blank rows and columns; knows nothing of what a cell means. A row
that cannot be read is reported once, and what rests on it is not.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.reading.cells import is_id
from dateline.reading.formulas import armed
from dateline.reading.report import Place, Report, did_you_mean, nearest, shown
from dateline.story import Schema
from dateline.wording import count_with_verb, names_in_words

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<delimiter>[,;\t|])"?[,;\t|]*[ ]*(?:\r\n|\r|\n)', re.I)
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

# csv's own limit (131,072) is a setting of the process and would end the whole file's reading.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells by column name; columns that the file leaves out are blank."""

    place: Place
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One row as in the file: ``number`` as a spreadsheet counts, from the header, which is 1."""

    number: int
    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one file that can be read, each once.

    ``unread_ids`` are the ids of rows that cannot; ``is_whole`` is False where not even the ids
    of all rows are known, so that a row which is not here may still be there. ``rows`` can be
    taken once; ``count`` is how many they are. ``names`` are those of its columns.
    """

    rows: Iterator[Row] = field(default_factory=lambda: iter(()))
    count: int = 0
    unread_ids: frozenset[str] = frozenset()
    is_whole: bool = False
    has_decimal_comma: bool = False
    names: tuple[str, ...] = ()


def read_sheet(text: str, schema: Schema, report: Report, *, keeps_unknown: bool = False) -> Sheet:
    """Split a file into rows, tidied of what spreadsheets leave at its edges.

    ``keeps_unknown``: rows keep the cells of columns that the schema does not have, which are
    reported all the same.
    """

    def known(header: Sequence[str]) -> int:
        return len({_plain_name(cell) for cell in header} & set(schema.names))

    named_delimiter, text, first_line = without_separator_line(text)
    delimiter = named_delimiter or delimiter_by_header(text, known)
    if delimiter != ",":
        named = _DELIMITERS[delimiter]
        report.note(Place(schema.file), "", f"is read as columns separated by {named}s")
    records: list[Record] = []
    is_whole = True
    try:
        for record in split_rows(text, delimiter, first_line):
            records.append(record)
    except UnreadableRow as error:
        report.add(Place(schema.file, error.line, error.number), "", str(error))
        is_whole = False
    filled = [record for record in records if any(record.cells)]
    if not filled:
        return Sheet(is_whole=False)
    header, *rows = filled
    names = _header(header, rows, schema, report, keeps_unknown=keeps_unknown)
    if names is None:
        return Sheet(is_whole=False)
    _note_blank_rows(records, header, schema, report)
    if not rows and schema.rows == "events" and is_whole:
        report.warn(Place(schema.file), "", "has a header but no rows: the page shows only text")
    read, unread_ids = _readable(rows, names, _DELIMITERS[delimiter], schema, report)
    rows_taken = _taken(read, names, schema, report)
    return Sheet(rows_taken, len(read), unread_ids, is_whole, delimiter != ",", tuple(names))


class UnreadableRow(Exception):
    """A row at whose quotation marks the reading ends; the message says why, and the fix."""

    def __init__(self, why: str, number: int, line: int) -> None:
        super().__init__(
            f"the row cannot be read: {why}; close each quotation mark, "
            'and write "" for one inside a cell'
        )
        self.number, self.line = number, line


def _lines(text: str) -> Iterator[str]:
    """Lines with their ends; not by ``io.StringIO``, which takes four bytes a character."""
    return (line.group() for line in _LINE.finditer(text))


def without_separator_line(text: str) -> tuple[str, str, int]:
    """The delimiter that a first line ``sep=;`` names, or "", the text below it, and its line.

    Excel reads such a line and shows no row of it.
    """
    match = _SEPARATOR_LINE.match(text)
    return (match["delimiter"], text[match.end() :], 2) if match else ("", text, 1)


def split_rows(text: str, delimiter: str, first_line: int = 1) -> Iterator[Record]:
    """The rows of a file, blank ones too; raise ``UnreadableRow`` at the first that is none."""
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    number, line = 1, first_line
    try:
        for cells in reader:
            yield Record(number, line, [_tidied(cell) for cell in cells])
            number, line = number + 1, reader.line_num + first_line
    except csv.Error as error:
        raise UnreadableRow(str(error), number, line) from error


def _tidied(cell: str) -> str:
    """Without blanks at its edges; a line ends in one way, whatever the file's lines end in."""
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return cell.strip()


def delimiter_by_header(text: str, worth: Callable[[Sequence[str]], int]) -> str:
    """The delimiter by which the header is worth most; a comma if it is worth nothing by any.

    The rows below don't count: a fault in one of them must be reported, not change the delimiter.
    """

    def worth_by(delimiter: str) -> int:
        try:
            header = next(
                (record.cells for record in split_rows(text, delimiter) if any(record.cells)), []
            )
        except UnreadableRow:
            return 0
        return worth(header)

    return max(_DELIMITERS, key=worth_by)


def _plain_name(cell: str) -> str:
    return "_".join(cell.lower().split())


def column_place(header: Sequence[str], name: str) -> int:
    """Which column of a file with this header has that name, from 0; -1 where none has."""
    plain = [_plain_name(cell) for cell in header]
    return plain.index(name) if name in plain else -1


def _header(
    header: Record,
    rows: Sequence[Record],
    schema: Schema,
    report: Report,
    *,
    keeps_unknown: bool,
) -> list[str] | None:
    """The name of each column, "" for a blank one; None where it is unusable."""
    place = Place(schema.file, header.line, header.number)
    before = len(report.problems)
    plain = ((cell, _plain_name(cell)) for cell in header.cells)
    names = [
        name if name in schema.names or not keeps_unknown else written for written, name in plain
    ]
    for written, name in zip(header.cells, names, strict=True):
        if name != written and name in schema.names:
            report.note(place, "", f"the column {shown(written)} is read as {shown(name)}")
    missing = [name for name in schema.names if name not in names]
    for written, name in zip(header.cells, names, strict=True):
        if not name or name in schema.names:
            continue
        guess = nearest(written, missing or schema.names)
        if keeps_unknown and guess not in missing:
            before += 1  # A column more leaves the others readable.
        # A misspelt column is one fault: that the right one is missing follows from it.
        missing = [name for name in missing if name != guess]
        report.add(
            place,
            "",
            f"{shown(written)} is not a column; allowed: {', '.join(schema.names)}"
            f"{did_you_mean(*filter(None, [guess]))}",
        )
    absent = [name for name in missing if schema[name].may_be_absent]
    if absent:
        listed = names_in_words([shown(name) for name in absent])
        are = "s {} are missing; they are" if len(absent) > 1 else " {} is missing; it is"
        report.note(place, "", f"the column{are.format(listed)} read as blank")
    for name in missing:
        if name not in absent:
            column = schema[name]
            report.add(place, "", f'the column "{name}" is missing; add it ({column.meaning})')
    for name, count in Counter(filter(None, names)).items():
        if count > 1 and (name in schema.names or keeps_unknown):
            report.add(place, "", f"the column {shown(name)} appears twice; keep one")
    _check_blank_columns(names, rows, place, report)
    return names if len(report.problems) == before else None


def _check_blank_columns(
    names: Sequence[str], rows: Sequence[Record], place: Place, report: Report
) -> None:
    """A column without a name is nothing if all of it is blank, and unknown if it is not."""
    blank = [number for number, name in enumerate(names) if not name]
    for number in blank:
        filled = next((row for row in rows if len(row.cells) > number and row.cells[number]), None)
        if filled:
            report.add(
                place,
                "",
                f"column {number + 1} has no name, but row {filled.number} has "
                f"{shown(filled.cells[number])} in it; name the column, or remove it",
            )
    if blank:
        report.note(place, "", f"{count_with_verb(len(blank), 'blank column')} left out")


def _note_blank_rows(
    records: Sequence[Record], header: Record, schema: Schema, report: Report
) -> None:
    """Note rows of delimiters alone; empty lines are not rows."""
    blank = [record for record in records if record.cells and not any(record.cells)]
    if blank:
        first = blank[0]
        report.note(
            Place(schema.file, first.line, first.number),
            "",
            f"{count_with_verb(len(blank), 'blank row')} left out",
        )


def _taken(
    records: list[Record], names: Sequence[str], schema: Schema, report: Report
) -> Iterator[Row]:
    """Each row once, its record let go of: cells and what they are read as, kept together, would
    take more memory than a whole load may."""
    records.reverse()
    while records:
        yield _row(records.pop(), names, schema, report)


def _row(record: Record, names: Sequence[str], schema: Schema, report: Report) -> Row:
    by_name = dict(zip(names, record.cells, strict=False))
    by_name.pop("", None)
    for name, cell in by_name.items():
        if cell.startswith("'") and (meant := armed(cell)) != cell:
            by_name[name] = meant
            message = f"{shown(cell)} is read as {shown(meant)}"
            report.note(_place(record, names, schema), name, message)
    return Row(_place(record, names, schema), dict.fromkeys(schema.names, "") | by_name)


def _place(record: Record, names: Sequence[str], schema: Schema) -> Place:
    row_id = _id_as_written(record, names)
    return Place(schema.file, record.line, record.number, row_id if is_id(row_id) else "")


def _id_as_written(record: Record, names: Sequence[str]) -> str:
    column = names.index("id") if "id" in names else len(record.cells)
    return record.cells[column] if column < len(record.cells) else ""


def _readable(
    records: Sequence[Record],
    names: Sequence[str],
    delimiter: str,
    schema: Schema,
    report: Report,
) -> tuple[list[Record], frozenset[str]]:
    """The records with a cell for each column that needs one, and the ids of all others."""
    found: list[Record] = []
    unread_ids: set[str] = set()
    for record in records:
        cells = record.cells
        place = _place(record, names, schema)
        absent = [schema[name] for name in names[len(cells) :] if name in schema.names]
        is_cut = not all(column.may_be_absent for column in absent)
        if is_cut or any(cells[len(names) :]) or _is_shifted(cells, names, schema):
            report.add(
                place,
                "",
                f"the row has {len(cells)} cells, the header {len(names)}; "
                f"put cells that hold a {delimiter} or a line break in quotation marks",
            )
            unread_ids.add(_id_as_written(record, names))
            continue
        if absent:
            # Excel leaves out the blank cells at a row's end.
            last = ", ".join(column.name for column in absent)
            report.note(place, "", f"the row ends early; read as blank: {last}")
        if len(cells) > len(names):
            report.note(place, "", "blank cells beyond the last column are left out")
        found.append(record)
    return found, frozenset(unread_ids)


def _is_shifted(cells: Sequence[str], names: Sequence[str], schema: Schema) -> bool:
    """Whether the cells beyond the last column are blank because others have moved into theirs.

    So does a comma without quotation marks around its cell, in a row whose last cell is blank.
    """
    if len(cells) <= len(names):
        return False
    filled = (
        (schema[name], cell)
        for name, cell in zip(names, cells, strict=False)
        if name in schema.names and cell
    )
    return any(
        (column.parse == "choice" and cell.lower() not in column.choices)
        or (column.parse == "urls" and not cell.lower().startswith("http"))
        for column, cell in filled
    )
