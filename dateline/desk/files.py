"""The desk's files: the tables as they stand, and the rows that are not in them yet.

``unfinished.json`` beside the tables holds what is not in them: rows that are new, rows of which
the table has an older version, rows that are to go. The loader does not read it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from pathlib import Path
from typing import Any

from dateline.desk.rows import SCHEMA_OF, Cells, DeskRow, full_cells
from dateline.formatting import table_bytes
from dateline.reading.cells import plain_cell
from dateline.reading.files import bytes_of_file, has_file, text_of_file
from dateline.reading.report import Report
from dateline.reading.spreadsheets import Sheet, read_sheet
from dateline.story import TABLE_FILES, Problem, Schema
from dateline.watching import FileStamp, Stamp, file_stamp, files_stamp
from dateline.writing import WritingError, write_together

UNFINISHED_FILE = "unfinished.json"


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of a table's file: its cells, its line, and its number, the header being 1."""

    cells: Cells
    line: int
    number: int


@dataclass(frozen=True, slots=True)
class TableFile:
    """One table as its file has it.

    ``extra`` are columns that the format does not know. ``unreadable`` says why the file cannot
    be read whole, and is never to be written; else it is blank. ``problems`` are those of the file
    as a whole.
    """

    rows: tuple[FileRow, ...] = ()
    extra: tuple[str, ...] = ()
    unreadable: str = ""
    problems: tuple[Problem, ...] = ()
    is_there: bool = True

    @property
    def sheet(self) -> Sheet:
        return Sheet(is_whole=not self.unreadable)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A row that is not in its table as it is meant to be.

    ``row_id`` is the id of the row in the table of which this is the newer version, None where
    there is none. ``cells`` None: that row is to go.
    """

    uid: str
    table: str
    row_id: str | None
    cells: Cells | None


@dataclass(frozen=True, slots=True)
class Files:
    """All tables and the unfinished rows, with the stamp that the files had before."""

    tables: Mapping[str, TableFile] = field(default_factory=dict)
    unfinished: tuple[Unfinished, ...] = ()
    stamp: tuple[Stamp, FileStamp] = ((), None)
    unfinished_unreadable: str = ""


def stamp_of(folder: Path) -> tuple[Stamp, FileStamp]:
    return files_stamp(folder), file_stamp(folder / UNFINISHED_FILE)


def read_files(folder: Path, before: Files | None = None) -> Files:
    """Read what has changed since ``before``."""
    stamp = stamp_of(folder)
    # The first file is the article.
    stamps = dict(zip((schema.rows for schema in TABLE_FILES), stamp[0][1:], strict=True))
    old = (
        dict(zip(stamps, before.stamp[0][1:], strict=True)) if before and before.stamp[0] else None
    )
    tables = {
        schema.rows: before.tables[schema.rows]
        if before and old and old[schema.rows] == stamps[schema.rows]
        else read_table(folder, schema)
        for schema in TABLE_FILES
    }
    if before and old and before.stamp[1] == stamp[1]:
        unfinished, why = before.unfinished, before.unfinished_unreadable
    else:
        unfinished, why = read_unfinished(folder)
    return Files(tables, unfinished, stamp, why)


def read_table(folder: Path, schema: Schema) -> TableFile:
    """Read one table; one that is missing or empty has no rows, and may be written."""
    report = Report()
    if not has_file(folder, schema.file):
        if not schema.is_optional:
            text_of_file(folder, schema.file, _fix(schema), report)
        return TableFile(problems=tuple(report.problems), is_there=False)
    text = text_of_file(folder, schema.file, _fix(schema), report)
    if text is None:
        is_empty = is_blank(folder, schema.file)
        words = "" if is_empty else str(report.problems[0])
        return TableFile(unreadable=words, problems=tuple(report.problems), is_there=not is_empty)
    sheet = read_sheet(text, schema, report, keeps_unknown=True)
    rows = []
    for row in sheet.rows:
        cells = {
            name: plain_cell(schema[name], cell, has_decimal_comma=sheet.has_decimal_comma)
            if name in schema.names
            else cell
            for name, cell in row.cells.items()
        }
        rows.append(FileRow(cells, row.place.line, row.place.row))
    # A column that is only unknown leaves the rows readable; a row that is not read does not.
    is_whole = sheet.is_whole and not sheet.unread_ids
    own = [problem for problem in report.problems if not problem.column]
    words = "" if is_whole else str(min(own, key=lambda problem: problem.line))
    extra = tuple(name for name in sheet.names if name and name not in schema.names)
    return TableFile(tuple(rows), extra, words, tuple(report.problems))


def _fix(schema: Schema) -> str:
    return f"Its first line is: {','.join(schema.names)}"


def is_blank(folder: Path, file: str) -> bool:
    """Whether a file holds nothing but white space, so that nothing is lost with it."""
    try:
        return not bytes_of_file(folder, file).strip()
    except OSError:
        return False


def read_unfinished(folder: Path) -> tuple[tuple[Unfinished, ...], str]:
    """The unfinished rows, and why the file cannot be read, else ""."""
    if not has_file(folder, UNFINISHED_FILE):
        return (), ""
    report = Report()
    text = text_of_file(folder, UNFINISHED_FILE, "Remove it", report)
    if text is None:
        if is_blank(folder, UNFINISHED_FILE):
            return (), ""
        return (), str(report.problems[0])
    try:
        rows = json.loads(text)["rows"]
        return tuple(_unfinished(row) for row in rows), ""
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
        return (), f"{UNFINISHED_FILE}: is not what the desk wrote; mend it, or move it away"


def _unfinished(row: Mapping[str, Any]) -> Unfinished:
    table, cells = row["table"], row["cells"]
    if table not in SCHEMA_OF:
        raise KeyError(table)
    kept = None
    if cells is not None:
        kept = full_cells(table, {str(name): str(value) for name, value in cells.items()})
    row_id = None if row["row"] is None else str(row["row"])
    return Unfinished(str(row["uid"]), table, row_id, kept)


def unfinished_bytes(rows: Sequence[Unfinished]) -> bytes:
    listed = [
        {
            "uid": row.uid,
            "table": row.table,
            "row": row.row_id,
            "cells": None
            if row.cells is None
            else {name: value for name, value in row.cells.items() if value},
        }
        for row in rows
    ]
    whole = {"dateline": "unfinished", "version": 1, "rows": listed}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def content_of(schema: Schema, extra: Sequence[str], rows: Iterable[DeskRow]) -> bytes:
    """A table's file in its canonical format, with the columns that it has beyond it."""
    names = (*schema.names, *extra)
    plain = [column if column.parse in ("choice", "share") else None for column in schema.columns]
    plain += [None] * len(extra)
    return table_bytes(
        names,
        (
            [
                plain_cell(column, cell, has_decimal_comma=False) if column and cell else cell
                for column, cell in zip(plain, map(row.cells.get, names, repeat("")), strict=True)
            ]
            for row in rows
        ),
    )


def write_files(
    folder: Path,
    tables: Mapping[str, bytes],
    before: Sequence[Unfinished],
    leaving: Sequence[Unfinished],
    unfinished: Sequence[Unfinished],
) -> None:
    """Write the tables, by name, and the unfinished rows; raise ``WritingError``.

    Each file is whole at any moment. What leaves one place for another is for a moment in both,
    never in neither: rows that are new among the unfinished come first, and those that go from
    there into a table (``leaving``, as they are written there) last.
    """
    both = [*unfinished, *leaving]
    if both and both != list(before):
        write_together(folder, {UNFINISHED_FILE: unfinished_bytes(both)})
    if tables:
        write_together(folder, {SCHEMA_OF[name].file: tables[name] for name in tables})
    if not unfinished and (both or before):
        _remove_unfinished(folder)
    elif leaving:
        write_together(folder, {UNFINISHED_FILE: unfinished_bytes(unfinished)})


def _remove_unfinished(folder: Path) -> None:
    try:
        (folder / UNFINISHED_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise WritingError(f"{UNFINISHED_FILE} cannot be removed: {error.strerror}") from error


def put_aside(folder: Path) -> None:
    """Keep an ``unfinished.json`` that cannot be read under another name."""
    path = folder / UNFINISHED_FILE
    number = 1
    while has_file(folder, aside := f"unfinished-{number}.json"):
        number += 1
    try:
        path.rename(folder / aside)
    except OSError as error:
        raise WritingError(f"{path} cannot be put aside: {error.strerror}") from error


def holds(folder: Path, contents: Mapping[str, bytes]) -> bool:
    """Whether the tables are as they were just written: nobody has written them since."""
    try:
        return all(
            bytes_of_file(folder, SCHEMA_OF[name].file) == content
            for name, content in contents.items()
        )
    except OSError:
        return False


def as_written(before: TableFile, rows: Sequence[DeskRow]) -> TableFile:
    """The table's file after it was written with these rows."""
    line, found = 2, []
    for number, row in enumerate(rows, 2):
        found.append(FileRow(row.cells, line, number))
        line += 1 + sum(cell.count("\n") for cell in row.cells.values())
    unknown = [problem for problem in before.problems if before.extra and problem.row]
    header = tuple(
        replace(problem, line=1, row=1)
        for problem in unknown
        if any(problem.message.startswith(f'"{name}" is not a column') for name in before.extra)
    )
    return TableFile(tuple(found), before.extra, "", header)
