"""``evidence.lock.json``: what passages stood among, and what has become of them since.

The file holds the article's hash and each passage with its context, as ``moved_evidence`` keeps it;
the article here is its text as it is read, so that a change of the front matter is none. Rows are
not in it: a row's words lead to their passage, whatever its id is and wherever it stands.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from pathlib import Path

from dateline import characters
from dateline.cell_editing import edit_cells
from dateline.moved_evidence import LockedPassage, Verdict, find_moved, fit_together, lock_passages
from dateline.reading.article import load_article
from dateline.reading.files import bytes_of_file, has_file, text_of_file
from dateline.reading.report import Report
from dateline.reading.spreadsheets import Row, read_sheet
from dateline.reading.words import ArticleWords
from dateline.story import TABLE_FILES, Problem, Schema, Story, records
from dateline.writing import write_together

LOCK_FILE = "evidence.lock.json"
_KIND, _VERSION = "evidence lock", 1
_REMAKE = "remove it, or write it anew: dateline lock FOLDER"


class LockError(Exception):
    """A lock that is not there or cannot be read, or words that cannot be taken."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What ``evidence.lock.json`` holds; ``article`` is the SHA-256 of the article's text."""

    article: str
    passages: tuple[LockedPassage, ...]


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What has become of one of a row's passages.

    ``place`` is the row, its message the words; ``repaired`` are the words to write in their stead,
    blank where nothing is to be written: the words still lead to their passage.
    """

    place: Problem
    words: str
    verdict: Verdict
    repaired: str

    @property
    def names(self) -> tuple[str, ...]:
        """How a person may name the row: its id, alone or with the table; its number without."""
        table = self.place.file.removesuffix(".csv")
        if not self.place.row_id:
            return (f"{table}:{self.place.row}",)
        return self.place.row_id, f"{table.removesuffix('s')}:{self.place.row_id}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The story's rows against the lock.

    ``rows`` has no verdicts where the article is as it was. ``unlocked`` is how many passages the
    lock doesn't have. ``files`` are the tables as they were read, those that can be written.
    """

    is_same_article: bool
    rows: tuple[RowVerdict, ...]
    unlocked: int
    files: dict[str, bytes]


def lock_story(story: Story) -> bytes:
    """The lock of a story as it stands, as a file."""
    text = story.article.text
    tables = (story.events, story.stakes, story.quotes, story.left_out)
    passages = {p for table in tables for row in records(table) for p in row["evidence"]}
    lock = {
        "dateline": _KIND,
        "version": _VERSION,
        "article": _hash(text),
        "passages": [asdict(locked) for locked in lock_passages(text, passages)],
    }
    return (json.dumps(lock, ensure_ascii=False, indent=1) + "\n").encode()


def read_lock(folder: Path) -> Lock | None:
    """The folder's lock, None where there is none; raise LockError where it can't be read."""
    if not has_file(folder, LOCK_FILE):
        return None
    try:
        found = json.loads(bytes_of_file(folder, LOCK_FILE).decode())
        is_known = (found["dateline"], found["version"]) == (_KIND, _VERSION)
        passages = tuple(_passage(each) for each in found["passages"]) if is_known else ()
        article = found["article"]
    except OSError as error:
        raise LockError(f"{LOCK_FILE}: cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise LockError(f"{LOCK_FILE}: is no lock of evidence; {_REMAKE}") from error
    if not is_known:
        raise LockError(f"{LOCK_FILE}: is of another version of Dateline; {_REMAKE}")
    if not isinstance(article, str) or not fit_together(passages):
        raise LockError(f"{LOCK_FILE}: its passages don't fit together; {_REMAKE}")
    return Lock(article, passages)


def _passage(written: dict[str, object]) -> LockedPassage:
    start, *texts = (written[field.name] for field in fields(LockedPassage))
    words, before, after = texts
    if not (
        isinstance(start, int)
        and isinstance(words, str)
        and isinstance(before, str)
        and isinstance(after, str)
        and words.strip()
    ):
        raise ValueError(written)
    return LockedPassage(start, words, before, after)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def compare_with_lock(folder: Path) -> Comparison | None:
    """What has become of each row's passages since the lock; None without a lock or an article."""
    lock = read_lock(folder)
    read = load_article(folder, Report()) if lock else None
    if lock is None or read is None:
        return None
    text = read.article.text
    is_same = _hash(text) == lock.article
    verdicts = {} if is_same else dict(_by_words(lock.passages, text))
    locked = {_key(each.words) for each in lock.passages}
    article = ArticleWords(read.article)
    rows: list[RowVerdict] = []
    unlocked = 0
    files: dict[str, bytes] = {}
    for schema in TABLE_FILES:
        report = Report()
        for row in _rows(folder, schema, report):
            for words in _lines(row):
                unlocked += _key(words) not in locked
                if verdict := verdicts.get(_key(words)):
                    rows.append(_row_verdict(row, words, verdict, article))
        if not report.problems and has_file(folder, schema.file):
            files[schema.file] = bytes_of_file(folder, schema.file)
    return Comparison(is_same, tuple(rows), unlocked, files)


def _by_words(passages: Sequence[LockedPassage], text: str) -> Iterable[tuple[str, Verdict]]:
    return ((_key(v.locked.words), v) for v in find_moved(passages, text))


def _key(words: str) -> str:
    return characters.name_key(words)


def _rows(folder: Path, schema: Schema, report: Report) -> Iterable[Row]:
    if schema.is_optional and not has_file(folder, schema.file):
        return ()
    text = text_of_file(folder, schema.file, "", report)
    return read_sheet(text, schema, report).rows if text is not None else ()


def _lines(row: Row) -> Iterable[str]:
    """The passages of a row that rests on the article, as they are written."""
    is_background = bool(row.cells.get("source"))
    return () if is_background else filter(None, map(str.strip, row.cells["evidence"].splitlines()))


def _row_verdict(row: Row, words: str, verdict: Verdict, article: ArticleWords) -> RowVerdict:
    place = row.place
    at = Problem(place.file, place.line, place.row, place.row_id, "evidence", words)
    found = article.find(words)
    leads_there = found is not None and found.count == 1 and found.passage == verdict.passage
    if verdict.passage is None or leads_there:
        return RowVerdict(at, words, verdict, "")
    repaired = article.words_found_once(verdict.passage)
    if not repaired:
        why = "no words around it make it stand once"
        verdict = replace(verdict, is_sure=False, why=verdict.why or why)
    return RowVerdict(at, words, verdict, repaired)


def rewrite_evidence(folder: Path, comparison: Comparison, rows: Iterable[RowVerdict]) -> None:
    """Write the tables with the evidence of these rows replaced, all else kept byte by byte.

    Raise LockError, and write nothing, where a table can't be read whole or has changed since.
    """
    by_file: dict[str, dict[tuple[int, str], dict[str, str]]] = {}
    for row in rows:
        if row.repaired:
            cells = by_file.setdefault(row.place.file, {})
            cells.setdefault((row.place.row, "evidence"), {})[row.words] = row.repaired
    files = {}
    for schema in TABLE_FILES:
        if schema.file in by_file:
            before = comparison.files.get(schema.file)
            if before is None:
                raise LockError(f"{schema.file} can't be read whole, see above; nothing is written")
            if bytes_of_file(folder, schema.file) != before:
                raise LockError(f"{schema.file} has just changed; nothing is written, try again")
            edits = {cell: partial(_with_lines, new) for cell, new in by_file[schema.file].items()}
            files[schema.file] = edit_cells(before, schema, edits)
    write_together(folder, files)


def _with_lines(new: Mapping[str, str], held: str) -> str:
    """A cell with some of its lines replaced; ends of lines and blanks around them stay."""
    return "".join(
        line.replace(line.strip(), new[line.strip()]) if line.strip() in new else line
        for line in held.splitlines(keepends=True)
    )
