"""A folder to a ``Story``, or to one ``StoryError`` with every problem of every file.

The only opener of a story's files; knows nothing of how anything looks. Nothing is guessed and
nothing is dropped: a cell is either understood or reported with its line.
"""

import csv
import difflib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dateline.dates import EXAMPLES, PartialDate, parse_date
from dateline.holdings import ROUNDING_PERCENT
from dateline.passages import IndexedText, find_all
from dateline.story import (
    FRONT_MATTER,
    SCHEMAS,
    Article,
    Block,
    BlockKind,
    Column,
    Passage,
    Problem,
    Schema,
    Share,
    Story,
    StoryError,
)

ARTICLE_FILE = "article.md"

# No cell of a story is longer than an article; beyond this a cell is a broken quotation mark.
_LONGEST_CELL = 100_000
# Looking for what is nearest reads the whole article, or all ids; nobody reads more than these.
_MOST_NEAREST = 100
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

# Kept as the strings that they are: a copy of them in Arrow's own pool takes three times the file.
_TEXT = pd.StringDtype("python", na_value=float("nan"))

# csv's own limit (131,072) is a setting of the process and would end the whole file's reading.
csv.field_size_limit(2**31 - 1)


def load_story(folder: Path) -> Story:
    """Load and check the story in ``folder``; raise ``StoryError`` with all its problems."""
    report = _Report()
    if not folder.is_dir():
        report.add(str(folder), 0, "", "is not a folder; name a folder with article.md")
        raise StoryError(report.problems)
    article = _load_article(folder, report)
    text = IndexedText(article.text) if article else None
    tables = {schema.rows: _load_table(folder, schema, text, report) for schema in SCHEMAS}
    if report.problems or article is None:
        raise StoryError(report.problems)
    return Story(article, **tables)


@dataclass(slots=True)
class _Report:
    problems: list[Problem] = field(default_factory=list)
    # Passages that were not found, and the place of the first one without its nearest passage.
    lost: int = 0
    none_nearest_from: str = ""

    def add(self, file: str, line: int, column: str, message: str) -> None:
        self.problems.append(Problem(file, line, column, message))


def _read_text(folder: Path, file: str, fix: str, report: _Report) -> str | None:
    """The file's text without a byte-order mark, or None when it cannot be read as text."""
    path = folder / file
    if path.is_dir():
        report.add(file, 0, "", f"is a folder; put a file of that name there. {fix}")
        return None
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        report.add(file, 0, "", f"is missing. {fix}")
        return None
    except OSError as error:
        report.add(file, 0, "", f"cannot be read: {error.strerror}")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error's own bytes: a byte-order mark is cut off before they are counted.
        line = error.object.count(b"\n", 0, error.start) + 1
        found = error.object[error.start : error.end].hex(" ")
        report.add(file, line, "", f"byte {found} is not UTF-8; save the file as UTF-8")
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        report.add(file, line, "", "holds a NUL byte; remove it, or save the file as UTF-8")
        return None
    if not text.strip():
        report.add(file, 0, "", f"is empty. {fix}")
        return None
    return text


def _shown(value: str, longest: int = 80) -> str:
    """The value in quotation marks as a message shows it: one line, shortened."""
    line = " ".join(value.split())
    return (
        f'"{line}"' if len(line) <= longest else f'"{line[:longest]}…" ({len(value):,} characters)'
    )


def _nearest(value: str, allowed: Iterable[str]) -> str:
    """' Did you mean …?' for a misspelling, or nothing."""
    found = difflib.get_close_matches(value.lower(), list(allowed), n=1, cutoff=0.6)
    return f'; did you mean "{found[0]}"?' if found else ""


def _load_article(folder: Path, report: _Report) -> Article | None:
    fix = "Write the front matter between two lines of ---, then the article's text"
    text = _read_text(folder, ARTICLE_FILE, fix, report)
    if text is None:
        return None
    lines = text.replace("\r\n", "\n").split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(fences) < 2 or fences[0] != 0:
        report.add(ARTICLE_FILE, 1, "", f"has no front matter. {fix}")
        return None
    head = _front_matter("\n".join(lines[1 : fences[1]]), report)
    body, blocks = _body("\n".join(lines[fences[1] + 1 :]), fences[1] + 1, report)
    if not blocks:
        report.add(ARTICLE_FILE, fences[1] + 2, "", "has no text below the front matter")
        return None
    return Article(
        title=head.get("title", ""),
        outlet=head.get("outlet", ""),
        url=next(iter(head.get("url", ())), ""),
        published=head.get("published"),
        published_note=head.get("published_note", ""),
        subject=head.get("subject", ""),
        language=head.get("language", "en"),
        text=body,
        blocks=blocks,
    )


def _front_matter(text: str, report: _Report) -> dict[str, Any]:
    """Read the front matter as plain strings, so that YAML makes no date or list of them."""
    known = {column.name: column for column in FRONT_MATTER}
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        why = getattr(error, "problem", None) or "cannot be read"
        report.add(ARTICLE_FILE, line, "", f"the front matter is not YAML: {why}")
        return {}
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    found: dict[str, Any] = {}
    for key, value in pairs:
        name, line = str(key.value), key.start_mark.line + 2
        if name not in known:
            allowed = ", ".join(known)
            report.add(
                ARTICLE_FILE,
                line,
                name,
                f"is not a known key; write {allowed}{_nearest(name, known)}",
            )
        elif name in found:
            report.add(ARTICLE_FILE, line, name, "stands twice; keep one")
        elif not isinstance(value, yaml.ScalarNode):
            report.add(ARTICLE_FILE, line, name, "is a list; put the value in quotation marks")
            found[name] = None
        else:
            cell = _Cell(ARTICLE_FILE, line, known[name], value.value.strip(), report)
            found[name] = _PARSERS[known[name].parse](cell) if cell.is_filled() else None
    for column in FRONT_MATTER:
        if column.required and column.name not in found:
            report.add(
                ARTICLE_FILE, 1, column.name, f"is missing; write {column.name}: {column.meaning}"
            )
    return {name: value for name, value in found.items() if value is not None}


def _body(text: str, first_line: int, report: _Report) -> tuple[str, tuple[Block, ...]]:
    """Read Markdown to plain text and its blocks; block quotes are page furniture."""
    tokens = MarkdownIt("commonmark", {"html": False}).parse(text)
    pieces: list[str] = []
    blocks: list[Block] = []
    opened: list[str] = []
    before: set[BlockKind] = set()
    place = 0
    for token in tokens:
        if token.nesting == 1:
            opened.append(f"{token.type}:{token.tag}")
        elif token.nesting == -1:
            opened.pop()
        elif token.type == "inline":
            words = _inline_text(token.children or []).strip()
            if not words:
                continue
            kind = _block_kind(opened, before)
            before.add(kind)
            blocks.append(Block(kind, place, place + len(words)))
            pieces.append(words)
            place += len(words) + 2
        elif token.type != "hr":
            line = first_line + (token.map[0] if token.map else 0) + 1
            what = "a code block (four spaces or a fence)"
            report.add(
                ARTICLE_FILE, line, "", f"is {what}; an article is headings, text and > notes"
            )
    return "\n\n".join(pieces), tuple(blocks)


def _inline_text(children: Sequence[Token]) -> str:
    parts = []
    for child in children:
        if child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
        else:
            parts.append(child.content)
    return "".join(parts)


def _block_kind(opened: Sequence[str], before: Collection[BlockKind]) -> BlockKind:
    if any(name.startswith("blockquote") for name in opened):
        return "furniture"
    if not opened[-1].startswith("heading_open"):
        return "paragraph"
    if opened[-1].endswith("h1"):
        return "headline"
    is_above_text = "paragraph" not in before and "standfirst" not in before
    return "standfirst" if opened[-1].endswith("h2") and is_above_text else "heading"


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell with its place, which adds itself to every message about it."""

    file: str
    line: int
    column: Column
    value: str
    report: _Report
    article: IndexedText | None = None

    def wrong(self, message: str, value: str | None = None) -> None:
        shown = _shown(self.value if value is None else value)
        self.report.add(self.file, self.line, self.column.name, f"{shown} {message}")

    def is_filled(self) -> bool:
        """Whether there is a value to read; a blank required cell is reported."""
        if not self.value and self.column.required:
            self.report.add(
                self.file,
                self.line,
                self.column.name,
                f'"" is blank; write {self.column.allowed} ({self.column.meaning})',
            )
        return bool(self.value)


def _load_table(
    folder: Path, schema: Schema, article: IndexedText | None, report: _Report
) -> pd.DataFrame:
    header = ",".join(schema.names)
    text = _read_text(folder, schema.file, f"Its first line is: {header}", report)
    rows = _table_rows(text, schema, report) if text is not None else []
    # One by one off the list: the cells of a great table need not stay beside what they mean.
    rows.reverse()
    parsed = [_parse_row(schema, *rows.pop(), article, report) for _ in range(len(rows))]
    _check_rows(schema, parsed, report)
    return _frame(schema, parsed)


def _table_rows(text: str, schema: Schema, report: _Report) -> list[tuple[int, dict[str, str]]]:
    """Each row's first line and its cells by column name; nothing when the header is unusable."""
    # Not io.StringIO, which takes four bytes a character.
    reader = csv.reader((line.group() for line in _LINE.finditer(text)), strict=True)
    header: list[str] | None = None
    rows: list[tuple[int, dict[str, str]]] = []
    line = 1
    try:
        for cells in reader:
            starts, line = line, reader.line_num + 1
            if not cells:
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                if not _is_header_usable(header, starts, schema, report):
                    return []
            elif len(cells) != len(header):
                report.add(
                    schema.file,
                    starts,
                    "",
                    f"the row has {len(cells)} cells, the header {len(header)}; "
                    "put cells that hold a comma or a line break in quotation marks",
                )
            elif not any(cell.strip() for cell in cells):
                report.add(schema.file, starts, "", "the row is blank; remove it")
            else:
                rows.append((starts, dict(zip(header, map(str.strip, cells), strict=True))))
    except csv.Error as error:
        report.add(
            schema.file,
            line,
            "",
            f"the row cannot be read: {error}; close each quotation mark, "
            'and write "" for one inside a cell',
        )
        return rows
    is_any_reported = any(problem.file == schema.file for problem in report.problems)
    if not rows and schema.rows == "events" and not is_any_reported:
        report.add(schema.file, 0, "", "has a header but no rows; write at least one event")
    return rows


def _is_header_usable(header: list[str], line: int, schema: Schema, report: _Report) -> bool:
    for delimiter, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        names = [cell.strip() for cell in delimiter.join(header).split(delimiter)]
        if len(header) == 1 and len(set(names) & set(schema.names)) > 1:
            report.add(schema.file, line, "", f"the columns are separated by {name}; write commas")
            return False
    unknown = [name for name in header if name not in schema.names]
    missing = [name for name in schema.names if name not in header]
    for name in unknown:
        allowed = ", ".join(schema.names)
        hint = _nearest(name, missing or schema.names)
        report.add(
            schema.file, line, "", f"{_shown(name)} is not a column; allowed: {allowed}{hint}"
        )
    for name in missing:
        meaning = schema[name].meaning
        report.add(schema.file, line, "", f'the column "{name}" is missing; add it ({meaning})')
    twice = [name for name, count in Counter(header).items() if count > 1]
    for name in twice:
        report.add(schema.file, line, "", f"the column {_shown(name)} stands twice; keep one")
    return not (unknown or missing or twice)


def _parse_row(
    schema: Schema, line: int, cells: dict[str, str], article: IndexedText | None, report: _Report
) -> dict[str, Any]:
    row: dict[str, Any] = {"line": line}
    for column in schema.columns:
        cell = _Cell(schema.file, line, column, cells[column.name], report, article)
        if len(cell.value) > _LONGEST_CELL:
            cell.wrong(
                f"is too long; at most {_LONGEST_CELL:,} characters: is a quotation mark open?"
            )
            row[column.name] = _BLANK[column.parse]
        elif cell.is_filled():
            row[column.name] = _PARSERS[column.parse](cell)
        else:
            row[column.name] = _BLANK[column.parse]
    row["background"] = bool(cells.get("source"))
    _check_row(schema, line, cells, row, article, report)
    return row


def _check_row(
    schema: Schema,
    line: int,
    cells: dict[str, str],
    row: dict[str, Any],
    article: IndexedText | None,
    report: _Report,
) -> None:
    """Check what one cell alone cannot tell."""

    def wrong(column: str, message: str) -> None:
        report.add(schema.file, line, column, message)

    if cells.get("source") and cells["evidence"]:
        wrong("source", f"{_shown(cells['source'])} stands beside evidence; keep one of the two")
    if not cells.get("source") and not cells["evidence"]:
        other = ", or name a source" if "source" in cells else ""
        wrong(
            "evidence", f'"" is blank: the row rests on nothing; copy words of the article{other}'
        )
    status = cells.get("status")
    if status == "claimed" and not cells["asserted_by"]:
        wrong("asserted_by", '"" is blank, but the row is claimed; write who says so')
    if status == "reported" and cells["asserted_by"]:
        wrong(
            "asserted_by",
            f"{_shown(cells['asserted_by'])} says so, but the row is reported, which means that "
            "the article itself vouches; write status claimed, or leave it blank",
        )
    if status == "disputed" and not cells["disputed_by"] and not cells["denied_by"]:
        wrong(
            "status",
            '"disputed" names nobody; write who denies it in denied_by, or the ids of the rows '
            "that contradict it in disputed_by",
        )
    words = cells.get("date_words", "")
    if words and article and not article.count(words):
        wrong(
            "date_words",
            f"{_shown(words)} is not in the article; copy its own words, or leave blank",
        )
    if "share" in cells:
        has_share, basis = bool(cells["share"]), cells["basis"]
        if basis == "undisclosed" and has_share:
            wrong(
                "share",
                f'{_shown(cells["share"])} is given, but basis is "undisclosed"; leave it blank',
            )
        if basis in ("stated", "derived") and not has_share:
            wrong(
                "share", f'"" is blank, but basis is "{basis}"; write a share, or basis undisclosed'
            )
    if schema.rows == "quotes" and article and row["evidence"]:
        quoted = " ".join(article.words(passage) for passage in row["evidence"])
        if cells["text"] and not find_all(quoted, cells["text"]):
            wrong(
                "text",
                f"{_shown(cells['text'])} is not within the row's evidence; copy it from there",
            )


def _check_rows(schema: Schema, rows: list[dict[str, Any]], report: _Report) -> None:
    """Check what one row alone cannot tell: ids, links between rows, sums of shares."""
    first_line: dict[str, int] = {}
    for row in rows:
        if not row["id"]:
            continue
        if row["id"] in first_line:
            report.add(
                schema.file,
                row["line"],
                "id",
                f'"{row["id"]}" is the id of line {first_line[row["id"]]} already; write another',
            )
        else:
            first_line[row["id"]] = row["line"]
    unknown = 0
    for row in rows:
        for other in row.get("disputed_by", ()):
            if other == row["id"]:
                report.add(schema.file, row["line"], "disputed_by", f'"{other}" is the row itself')
            elif other not in first_line:
                unknown += 1
                hint = _nearest(other, first_line) if unknown <= _MOST_NEAREST else ""
                report.add(
                    schema.file,
                    row["line"],
                    "disputed_by",
                    f'"{other}" is the id of no row of {schema.file}{hint}',
                )
    if schema.rows == "stakes":
        _check_sums(schema, rows, report)


def _check_sums(schema: Schema, rows: list[dict[str, Any]], report: _Report) -> None:
    sums: dict[tuple[str, bool], float] = {}
    for row in rows:
        date: PartialDate | None = row["date"]
        if date is None or row["share"] is None:
            continue
        key = (date.edtf, row["background"])
        before = sums.get(key, 0.0)
        sums[key] = before + row["share"].low
        if before <= 100 + ROUNDING_PERCENT < sums[key]:
            report.add(
                schema.file,
                row["line"],
                "share",
                f'"{row["share"].low:g}" brings the shares of {date.edtf} to {sums[key]:g}; '
                "they may be 100 at most",
            )


def _frame(schema: Schema, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """A frame with the schema's columns; lists and dates stay Python objects."""
    columns: dict[str, pd.Series] = {}
    for column in schema.columns:
        plain = isinstance(_BLANK[column.parse], str)
        values = [row[column.name] for row in rows]
        columns[column.name] = pd.Series(values, dtype=_TEXT if plain else "object")
    columns["line"] = pd.Series([row["line"] for row in rows], dtype="int64")
    columns["background"] = pd.Series([row["background"] for row in rows], dtype="bool")
    return pd.DataFrame(columns)


def _parse_id(cell: _Cell) -> str:
    if not _SLUG.fullmatch(cell.value):
        slug = re.sub(r"[^a-z0-9]+", "-", cell.value.lower()).strip("-")
        hint = f'; write "{slug[:60]}"' if slug else ""
        cell.wrong(f"is not an id: {cell.column.allowed}{hint}")
    return cell.value


def _parse_text(cell: _Cell) -> str:
    return cell.value


def _parse_date_cell(cell: _Cell) -> PartialDate | None:
    try:
        return parse_date(cell.value)
    except ValueError as error:
        cell.wrong(f"{error}; write {EXAMPLES}")
        return None


def _parse_share(cell: _Cell) -> Share | None:
    bounds = cell.value.split("..")
    if len(bounds) > 2 or not all(_NUMBER.fullmatch(bound) for bound in bounds):
        cell.wrong(f"is not a share; write {cell.column.allowed}")
        return None
    low, high = float(bounds[0]), float(bounds[-1])
    if low > high:
        cell.wrong("ends below its start; write the lower bound first")
        return None
    if low < 0 or high > 100:
        cell.wrong("is outside 0 to 100 percent; write " + cell.column.allowed)
        return None
    return Share(low, high)


def _parse_choice(cell: _Cell) -> str:
    if cell.value not in cell.column.choices:
        hint = _nearest(cell.value, cell.column.choices)
        cell.wrong(f"is not allowed; write {cell.column.allowed}{hint}")
    return cell.value


def _parse_list(cell: _Cell) -> tuple[str, ...]:
    items = [item.strip() for item in cell.value.split(";")]
    if not all(items):
        cell.wrong("has a blank name; write names with ; between them")
    for item, count in Counter(items).items():
        if count > 1:
            cell.wrong("stands twice in the cell; keep one", item)
    return tuple(dict.fromkeys(item for item in items if item))


def _parse_passages(cell: _Cell) -> tuple[Passage, ...]:
    """Find each line's words; without an article there is nothing to compare with."""
    found: dict[Passage, None] = {}
    if cell.article is None:
        return ()
    for words in filter(None, map(str.strip, cell.value.splitlines())):
        # Counted first: words that stand everywhere are not worth a list of their places.
        count = cell.article.count(words)
        if count == 1:
            (place,) = cell.article.find_all(words)
            if place in found:
                cell.wrong("stands twice in the cell; keep one", words)
            found[place] = None
        elif count:
            cell.wrong(
                f"is in the article {count} times; quote more words, until it is there once",
                words,
            )
        else:
            cell.wrong(
                f"is not in the article; {_nearest_passage(cell, cell.article, words)}", words
            )
    return tuple(found)


def _nearest_passage(cell: _Cell, article: IndexedText, words: str) -> str:
    report = cell.report
    report.lost += 1
    if report.lost > _MOST_NEAREST:
        report.none_nearest_from = report.none_nearest_from or f"{cell.file}:{cell.line}"
        return (
            f"copy the words from it (from {report.none_nearest_from} on no nearest passage is "
            f"looked for, after the first {_MOST_NEAREST})"
        )
    miss = article.find_nearest(words)
    if miss is None:
        return "copy the words from it, one passage a line"
    return f"nearest: {_shown(article.words(miss.passage), 160)} ({miss.difference})"


def _parse_urls(cell: _Cell) -> tuple[str, ...]:
    addresses = cell.value.split()
    for address in addresses:
        try:
            parts = urlsplit(address)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            usable = False
        if not usable:
            cell.wrong("is not an http or https address", address)
    return tuple(addresses)


_PARSERS: dict[str, Callable[[_Cell], Any]] = {
    "id": _parse_id,
    "text": _parse_text,
    "date": _parse_date_cell,
    "share": _parse_share,
    "choice": _parse_choice,
    "list": _parse_list,
    "ids": _parse_list,
    "passages": _parse_passages,
    "urls": _parse_urls,
}
_BLANK: dict[str, Any] = {
    "id": "",
    "text": "",
    "date": None,
    "share": None,
    "choice": "",
    "list": (),
    "ids": (),
    "passages": (),
    "urls": (),
}
