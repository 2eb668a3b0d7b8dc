"""A table file to its frame: rows checked one by one, then against each other.

Each fault is reported once: what only follows from it (a link to a row that cannot be read, words
that are not within evidence that was not found) is not.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dateline.characters import name_key
from dateline.passages import ShortText
from dateline.progress import Progress, counted
from dateline.reading.cells import BLANK, MOST_NEAREST, Cell, id_for, parse_cell
from dateline.reading.files import has_file, text_of_file
from dateline.reading.names import FirstWritings
from dateline.reading.report import Place, Report, did_you_mean, nearest, read_as, shown
from dateline.reading.spreadsheets import Row, Sheet, read_sheet
from dateline.reading.words import ArticleWords
from dateline.story import FACETS, SCHEMAS, Schema, slug

# Values of these columns stand in the URL by their slug, so that no two may share one.
FACET_COLUMNS = tuple(
    column.name
    for schema in SCHEMAS
    for column in schema.columns
    if column.name in (*FACETS.values(), "of") and column.parse != "choice"
)
_MARKS = "\"'“”„«»‘’‚‹›"


# What of a row as written is still asked for once the row has been checked, beside a faulty id.
_KEPT_AS_WRITTEN = {"stakes": ("share", "evidence")}
# Shared by all rows that have nothing to keep, which are most.
_NOTHING_KEPT: Mapping[str, str] = {}
_NO_FAULT: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """A row's values by column; ``faulty`` are the columns with a problem of their own.

    ``written`` are its cells as they stand in the file, all of them until it has been checked.
    """

    place: Place
    # By column: one index for all rows, since a dict each would be most of a table's memory.
    values: tuple[Any, ...]
    index: Mapping[str, int]
    written: Mapping[str, str]
    faulty: frozenset[str]
    background: bool

    def __getitem__(self, column: str) -> Any:
        return self.values[self.index[column]]

    def get(self, column: str) -> Any:
        """The value, or () where the table has no such column."""
        return self.values[self.index[column]] if column in self.index else ()

    @property
    def written_id(self) -> str:
        return self.written["id"] if "id" in self.faulty else str(self["id"])


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows as far as they can be read, and what else may be the id of a row."""

    schema: Schema
    rows: tuple[ParsedRow, ...]
    other_ids: frozenset[str]
    has_all_ids: bool

    def find(self, row_id: str) -> ParsedRow | None:
        return next((row for row in self.rows if row["id"] == row_id), None)

    def may_have(self, row_id: str) -> bool:
        """Whether a row of that id is there, or may be among what cannot be read."""
        is_known = row_id in self.other_ids or self.find(row_id) is not None
        return is_known or not self.has_all_ids

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(row["id"] for row in self.rows if row["id"])


def load_table(
    folder: Path,
    schema: Schema,
    article: ArticleWords | None,
    names: FirstWritings,
    report: Report,
    progress: Progress | None = None,
) -> Table:
    """Read and check one file; ``article`` None: there are no words to compare with.

    ``names`` are those of the files before, and get those of this one.
    """
    stage = f"reading {schema.file}"
    if progress:
        progress(stage)
    fix = f"Its first line is: {','.join(schema.names)}"
    sheet = _sheet(folder, schema, fix, report)
    has_comma = sheet.has_decimal_comma
    rows = tuple(
        parse_row(schema, row, article, names, report, has_decimal_comma=has_comma)
        for row in counted(sheet.rows, sheet.count, stage, progress)
    )
    return compare_rows(schema, rows, sheet, report)


def compare_rows(
    schema: Schema, rows: tuple[ParsedRow, ...], sheet: Sheet, report: Report
) -> Table:
    """The table of rows that are each checked, after a check of them against each other."""
    if not schema.has_ids:
        return Table(schema, rows, frozenset(), has_all_ids=True)
    table = Table(schema, rows, _other_ids(rows, sheet), _has_all_ids(rows, sheet))
    _check_ids(table, report)
    _check_slugs(table, report)
    return table


def _sheet(folder: Path, schema: Schema, fix: str, report: Report) -> Sheet:
    """In a function of its own, so that the text is freed before its rows are read."""
    if schema.is_optional and not has_file(folder, schema.file):
        return Sheet(is_whole=True)
    text = text_of_file(folder, schema.file, fix, report)
    return read_sheet(text, schema, report) if text is not None else Sheet()


def _other_ids(rows: Iterable[ParsedRow], sheet: Sheet) -> frozenset[str]:
    """Ids as written of rows whose id is wrong, and as they were likely meant."""
    wrong = {row.written_id for row in rows if "id" in row.faulty}
    return sheet.unread_ids | wrong | {id_for(written) for written in wrong}


def _has_all_ids(rows: Iterable[ParsedRow], sheet: Sheet) -> bool:
    return sheet.is_whole and "" not in sheet.unread_ids and all(row.written_id for row in rows)


@cache
def _index(schema: Schema) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(schema.names)}


def parse_row(
    schema: Schema,
    row: Row,
    article: ArticleWords | None,
    names: FirstWritings,
    report: Report,
    *,
    has_decimal_comma: bool = False,
) -> ParsedRow:
    """One row's values, checked by themselves."""
    index = _index(schema)
    written = row.cells
    place = row.place
    values: list[Any] = []
    faulty: set[str] = set()
    is_background = bool(written.get("source"))
    for column in schema.columns:
        # Words of a background row are not the article's: that it has some is reported below.
        compared = None if is_background and column.parse == "passages" else article
        cell = Cell(place, column, written[column.name], report, compared, has_decimal_comma, names)
        before = len(report.problems)
        if column.name == "status" and cell.value.lower() == "denied":
            cell.wrong(denied_fix(written))
            values.append("")
        else:
            values.append(parse_cell(cell))
        if len(report.problems) > before:
            faulty.add(column.name)
    known_faults = frozenset(faulty) if faulty else _NO_FAULT
    parsed = ParsedRow(place, tuple(values), index, written, known_faults, is_background)
    if schema.has_ids:
        _check_evidence(schema, parsed, article, report)
    if schema.rows == "events":
        _check_status(parsed, report)
    if schema.rows == "stakes":
        _check_basis(parsed, report)
    if "denied_by" in index:
        _check_sides(parsed, report)
    to_keep = _KEPT_AS_WRITTEN.get(schema.rows, ())
    kept = {name: written[name] for name in to_keep} | (
        {"id": written["id"]} if "id" in faulty else {}
    )
    return replace(parsed, written=kept or _NOTHING_KEPT)


def _check_evidence(
    schema: Schema, row: ParsedRow, article: ArticleWords | None, report: Report
) -> None:
    """Each row rests on the article or on a source; its own words of the article are there."""
    written = row.written
    if written.get("source") and written["evidence"]:
        report.add(
            row.place,
            "source",
            f"{shown(written['source'])} cannot be combined with evidence; keep one of the two",
        )
    if not written.get("source") and not written["evidence"]:
        other = ", or name a source" if "source" in written else ""
        report.add(
            row.place,
            "evidence",
            f'"" is blank: the row rests on nothing; copy words from the article{other}',
        )
    for column in ("date_words", "share_words"):
        words = written.get(column, "")
        is_of_source = column == "share_words" and row.background
        if not words or not article or column in row.faulty or is_of_source:
            continue
        found = article.find(words)
        if found is None:
            report.add(
                row.place,
                column,
                f"{shown(words)} is not in the article; copy the article's words, or leave it "
                "blank",
            )
        elif reading := article.reading_of(words, found.passage):
            report.note(row.place, column, read_as(words, *reading))
    if schema.rows == "quotes" and article and "evidence" not in row.faulty:
        _check_pieces(row, article, report)


def _check_pieces(row: ParsedRow, article: ArticleWords, report: Report) -> None:
    """Each line of a quote's text must be within one passage, after the line before it."""
    evidence = [ShortText(article.words(passage)) for passage in row["evidence"]]
    if not evidence or "text" in row.faulty:
        return
    number, start = 0, 0
    for written in filter(None, map(str.strip, row["text"].splitlines())):
        piece = written.strip(_MARKS).strip()
        places = (
            (place, evidence[place].find(piece, start if place == number else 0))
            for place in range(number, len(evidence))
        )
        found = next(((place, passage.end) for place, passage in places if passage), None)
        if found:
            number, start = found
            continue
        is_there = any(words.find(piece) for words in evidence)
        report.add(
            row.place,
            "text",
            f"{shown(written)} is within the row's evidence, but not after the piece before it; "
            "put the pieces in the order of the evidence"
            if is_there
            else f"{shown(written)} is not within the row's evidence; copy it from there, "
            "one piece per line",
        )
        return


def _check_status(row: ParsedRow, report: Report) -> None:
    """Who must be named for each status, and who must not."""
    written, status = row.written, row["status"]
    if status == "claimed" and not written["asserted_by"]:
        report.add(
            row.place, "asserted_by", '"" is blank, but the row is claimed; write who says so'
        )
    if status == "reported" and written["asserted_by"]:
        report.add(
            row.place,
            "asserted_by",
            f"{shown(written['asserted_by'])} says so, but the row is reported, which means that "
            "the article itself vouches; write status claimed, or leave it blank",
        )
    if status == "disputed" and not written["disputed_by"] and not written["denied_by"]:
        report.add(
            row.place,
            "status",
            '"disputed" names nobody; write who denies it in denied_by, or the ids of the rows '
            "that contradict it in disputed_by",
        )


def denied_fix(written: Mapping[str, str]) -> str:
    """How a row of the old status "denied" is written now, cell by cell, both ways it was meant.

    The old format did not say whether such a row states what is denied or the denial itself.
    """
    deniers = written["denied_by"] or "who denies it"
    status = "claimed" if written["asserted_by"] else "disputed"
    claim = _cells(status=status, asserted_by=written["asserted_by"], denied_by=deniers)
    claim_ids = written["disputed_by"] or "the id of the claim"
    denial = _cells(
        status="reported", asserted_by="", denied_by=written["denied_by"], disputed_by=claim_ids
    )
    return (
        f"is no longer a status; if the row states what is denied, write {claim}; "
        f"if it states the denial itself, write {denial}"
    )


def _cells(**cells: str) -> str:
    return ", ".join(f"{name}={cell}" if cell else f"{name} blank" for name, cell in cells.items())


def _check_sides(row: ParsedRow, report: Report) -> None:
    """Nobody both says and denies one thing."""
    deniers = {_folded(name): name for name in row["denied_by"]}
    for name in row["asserted_by"]:
        if _folded(name) in deniers:
            report.add(
                row.place,
                "denied_by",
                f"{shown(deniers[_folded(name)])} is in asserted_by as well; nobody both "
                "says and denies a thing: keep one of the two",
            )


def _folded(name: str) -> str:
    return name_key(name).casefold()


def _check_basis(row: ParsedRow, report: Report) -> None:
    share, basis = row.written["share"], row["basis"]
    if basis == "undisclosed" and share and "share" not in row.faulty:
        report.add(
            row.place,
            "share",
            f'{shown(share)} is given, but basis is "undisclosed"; leave it blank',
        )
    if basis in ("stated", "derived") and not share:
        report.add(
            row.place,
            "share",
            f'"" is blank, but basis is "{basis}"; write a share, or basis undisclosed',
        )


def _check_ids(table: Table, report: Report) -> None:
    """Ids are unique, and links between rows lead to other rows that are there."""
    first: dict[str, Place] = {}
    for row in table.rows:
        row_id = row["id"]
        if row_id in first:
            report.add(
                row.place,
                "id",
                f'"{row_id}" is the id of row {first[row_id].row} already; write another',
            )
        elif row_id:
            first[row_id] = row.place
    known = {*first, *table.other_ids}
    astray = 0
    for row in table.rows:
        for other in row.get("disputed_by"):
            if other == row["id"]:
                report.add(row.place, "disputed_by", f'"{other}" is the row itself')
            elif other not in known and table.has_all_ids:
                astray += 1
                others = (row_id for row_id in first if row_id != row["id"])
                guess = nearest(other, others) if astray <= MOST_NEAREST else None
                report.add(
                    row.place,
                    "disputed_by",
                    f"{shown(other)} is not the id of any row of {table.schema.file}"
                    f"{did_you_mean(*filter(None, [guess]))}",
                )


def _check_slugs(table: Table, report: Report) -> None:
    """Two values of a facet with one slug would be one choice in a link."""
    for column in FACET_COLUMNS:
        first: dict[str, tuple[str, Place]] = {}
        reported: set[str] = set()
        for row in table.rows:
            cell = row.get(column)
            for value in filter(None, cell if isinstance(cell, tuple) else (cell,)):
                if not slug(value):
                    report.add(
                        row.place,
                        column,
                        f"{shown(value)} has no letter or digit to name it in a link; write a word",
                    )
                    continue
                written, place = first.setdefault(slug(value), (value, row.place))
                if written != value and value not in reported:
                    reported.add(value)
                    report.add(
                        row.place,
                        column,
                        f"{shown(value)} and {shown(written)} ({place.beside}) are both "
                        f'"{slug(value)}" in a link; write them alike, or make them more distinct',
                    )


# Kept as the strings that they are: a copy of them in Arrow's own pool takes three times the file.
_TEXT = pd.StringDtype("python", na_value=float("nan"))


def frame(schema: Schema, rows: Sequence[ParsedRow]) -> pd.DataFrame:
    """A frame with the schema's columns; lists and dates stay Python objects."""
    columns: dict[str, pd.Series] = {}
    for column in schema.columns:
        plain = isinstance(BLANK[column.parse], str)
        values = [row[column.name] for row in rows]
        columns[column.name] = pd.Series(values, dtype=_TEXT if plain else "object")
    columns["line"] = pd.Series([row.place.line for row in rows], dtype="int64")
    columns["background"] = pd.Series([row.background for row in rows], dtype="bool")
    return pd.DataFrame(columns)
