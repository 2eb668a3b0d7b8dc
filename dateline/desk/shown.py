"""The desk's state as plain data for a page: see ``Desk.view``. Nothing is worked out twice."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from operator import is_not
from typing import Any

import dateline.desk.typed_dates as typed_dates
from dateline.coverage import Mention, used_and_left
from dateline.desk.checks import Checked
from dateline.desk.following import still_lost
from dateline.desk.queue import Queue, Queued
from dateline.desk.rows import (
    LEFT_OUT_ROWS,
    SCHEMA_OF,
    STORY_TABLES,
    DeskRow,
    State,
    filled,
    lines_of,
    names_of,
)
from dateline.desk.session import Notes, Session
from dateline.desk.storing import Stored
from dateline.passages import overlapping, units_of
from dateline.reading.names import KINDS_OF_NAMES
from dateline.reading.tables import ParsedRow
from dateline.shares import is_share, parse_share
from dateline.story import SCHEMAS, Article, Block, Passage, Problem
from dateline.wording import locale_for, share_in_words

_USUAL = {
    "events": [
        "title", "date", "category", "status", "actors", "asserted_by", "denied_by", "evidence",
    ],
    "stakes": ["holder", "share", "date", "basis", "asserted_by", "denied_by", "evidence"],
    "quotes": ["text", "kind", "speaker", "role", "date", "topic", "said_to", "evidence"],
}  # fmt: skip
# The number of a day before its month, in a language without rules for dates.
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}\.?(?:\s+de)?\s+$")
_OFFERED = re.compile(r'did you mean "([^"]*)"(?: or "([^"]*)")?\?')
# What is longer is cut in the message.
_NEAREST = re.compile(r'"([^…]*)" is not in the article; nearest: "([^…]*)" \(')
_TO_WRITE = re.compile(r'; write "([^"]*)"$')
# Names that the story has already are offered in these columns; those of one group in all of them.
_KNOWN = (*KINDS_OF_NAMES, ("of",))
_KINDS = {"date": "date", "percentage": "number", "quotation": "quote"}


class View:
    """Makes the view of one desk, and keeps the parts that stay."""

    def __init__(self) -> None:
        self._article: tuple[Article | None, dict[str, Any] | None] = (None, None)
        self._units = units_of("")
        self._rows: dict[str, tuple[Any, dict[str, Any]]] = {}
        self._proposals: dict[str, dict[str, Any]] = {}
        self._tables = _tables()
        self._shown: tuple[tuple[Any, ...], dict[str, Any]] | None = None

    def of(self, session: Session) -> dict[str, Any]:
        """The view of a session; the one from before where nothing has changed."""
        stored, history = session.stored, session.history
        key = (session.state.tables, session.state.skipped, stored.files, session.version,
               stored.unsaved, history.undo_words, history.redo_words)  # fmt: skip
        if (
            self._shown is None
            or any(map(is_not, self._shown[0][:3], key[:3]))
            or (self._shown[0][3:] != key[3:])
        ):
            before = self._shown[1] if self._shown else {}
            new = self._made(session)
            kept = {n: before[n] if n in before and before[n] == v else v for n, v in new.items()}
            self._shown = (key, kept)
        return self._shown[1]

    def _made(self, session: Session) -> dict[str, Any]:
        state, stored, article = session.state, session.stored, session.article
        checked = session.check()
        parsed = {name: table.rows for name, table in checked.rows.tables.items()}
        return {
            "article": self.article(article),
            "tables": self._tables,
            "rows": self.rows(state, checked, stored, session.notes),
            "left_out": self.left_out(state, checked),
            "proposals": self.proposals(_open_proposals(session, parsed)),
            "remarks": _remarks(session),
            "known": known_values(state.rows()),
            "problems": all_problems(stored, checked, state),
            "coverage": self.coverage(session, parsed),
            "unreadable": stored.unreadable,
            "unsaved": stored.unsaved,
            "undo": session.history.undo_words,
            "redo": session.history.redo_words,
            "changed_passages": self.changed_passages(session),
        }

    def changed_passages(self, session: Session) -> list[dict[str, Any]]:
        words = session.stored.reader.words
        if words is None:
            return []
        shown = []
        for one in still_lost(session.notes.lost, session.state, words):
            verdict = one.verdict
            made: dict[str, Any] = {
                "uid": one.uid,
                "words": one.words,
                "verdict": verdict.kind,
                "why": verdict.why,
                "diff": [{"step": each.step, "words": each.words} for each in verdict.changes],
            }
            if verdict.passage:
                made["start"] = self._units(verdict.passage.start)
                made["end"] = self._units(verdict.passage.end)
            shown.append(made)
        return shown

    def article(self, article: Article | None) -> dict[str, Any] | None:
        known, shown = self._article
        if article is not known:
            self._rows.clear()
            self._proposals.clear()
            self._units = units_of(article.text if article else "")
            shown = _article(article, self._units) if article else None
            self._article = (article, shown)
        return shown

    def rows(
        self, state: State, checked: Checked, stored: Stored, notes: Notes
    ) -> list[dict[str, Any]]:
        problems = _by_uid(checked, checked.rows.report.problems)
        warnings = _by_uid(checked, checked.rows.report.warnings)
        saved = {row.uid: row for rows in stored.saved.values() for row in rows}
        titles = {name: {row.id: row for row in state.tables[name]} for name in STORY_TABLES}
        made = []
        kept: dict[str, tuple[Any, dict[str, Any]]] = {}
        for name in STORY_TABLES:
            rivals = _rivals(state.tables[name], titles[name])
            parsed = checked.rows.tables[name].rows
            for row, read in zip(state.tables[name], parsed, strict=True):
                uid = row.uid
                told = problems.get(uid, [])
                if not told and uid in stored.waiting:
                    told = [("", stored.waiting[uid])]
                key = (
                    row, saved.get(uid) == row, tuple(told), tuple(warnings.get(uid, ())),
                    tuple(notes.theirs.get(uid, {}).items()), notes.rules.get(uid),
                    tuple(notes.dates.get((uid, "date"), ())),
                    tuple(_named(other) for other in rivals[uid]), read["evidence"],
                )  # fmt: skip
                old = self._rows.get(uid)
                if old is None or old[0] != key:
                    old = (key, self._row(key, rivals[uid], notes))
                kept[uid] = old
                made.append(old[1])
        self._rows = kept
        return made

    def _row(self, key: tuple[Any, ...], rivals: Sequence[DeskRow], notes: Notes) -> dict[str, Any]:
        row, written, problems, warnings, theirs, rule, _, named, evidence = key
        cells = filled(row.cells)
        shown: dict[str, Any] = {
            "uid": row.uid,
            "table": row.table,
            "cells": cells,
            "written": written,
            "problems": [_problem(row, column, words) for column, words in problems],
            "warnings": [{"column": column, "words": words} for column, words in warnings],
            "readings": self._readings(row, notes),
            "passages": [self._passage(passage) for passage in evidence],
            "rivals": [
                {"uid": other.uid, "words": words}
                for other, words in zip(rivals, named, strict=True)
            ],
        }
        if rule:
            shown |= {"rule": rule[0], "alternatives": list(rule[1])}
        if theirs:
            shown["theirs"] = dict(theirs)
        return shown

    def _readings(self, row: DeskRow, notes: Notes) -> dict[str, str]:
        found = {}
        for column in SCHEMA_OF[row.table].columns:
            cell = row.cells[column.name]
            if column.parse == "date" and cell:
                value, rule = notes.dates.get((row.uid, column.name), ("", ""))
                found[column.name] = typed_dates.in_words(cell, rule if value == cell else "")
            elif column.parse == "share" and cell and is_share(cell):
                found[column.name] = share_in_words(parse_share(cell))
        return {name: words for name, words in found.items() if words}

    def _passage(self, passage: Passage) -> dict[str, Any]:
        article = self._article[0]
        words = " ".join(article.words(passage).split()) if article else ""
        return {
            "start": self._units(passage.start),
            "end": self._units(passage.end),
            "words": words,
        }

    def left_out(self, state: State, checked: Checked) -> list[dict[str, Any]]:
        parsed = checked.rows.tables[LEFT_OUT_ROWS].rows
        return [
            {
                "uid": row.uid,
                "reason": row.cells["reason"],
                "passages": [self._passage(passage) for passage in read["evidence"]],
            }
            for row, read in zip(state.tables[LEFT_OUT_ROWS], parsed, strict=True)
        ]

    def proposals(self, queued: Iterable[Queued]) -> list[dict[str, Any]]:
        made = []
        for one in queued:
            shown = self._proposals.get(one.key)
            if shown is None:
                shown = self._proposals[one.key] = self._proposal(one)
            made.append(shown)
        return made

    def _proposal(self, one: Queued) -> dict[str, Any]:
        proposal = one.proposal
        cells = {name: cell for name, cell in proposal.cells.items() if cell}
        readings = {}
        if date := cells.get("date"):
            readings["date"] = typed_dates.in_words(date)
        if (share := cells.get("share")) and is_share(share):
            readings["share"] = share_in_words(parse_share(share))
        return {
            "key": one.key,
            "table": proposal.table,
            "cells": cells,
            "start": self._units(proposal.passage.start),
            "end": self._units(proposal.passage.end),
            "rule": proposal.rule,
            "alternatives": list(proposal.alternatives),
            "readings": readings,
            "by": one.by,
        }

    def coverage(
        self, session: Session, parsed: Mapping[str, Sequence[ParsedRow]]
    ) -> dict[str, Any]:
        article, queue = session.article, session.proposed()
        if article is None:
            return {"used": 0.0, "unused": []}
        used = [p for name in STORY_TABLES for row in parsed[name] for p in row["evidence"]]
        left_out = [p for row in parsed[LEFT_OUT_ROWS] for p in row["evidence"]]
        share, left = used_and_left(article, used, left_out, finds=queue is not None)
        dates = [date.passage for date in queue.maker.found.dates] if queue else []
        return {
            "used": share / 100,
            "unused": [
                {"start": self._units(place.start), "end": self._units(place.end), "kind": kind}
                for kind, place in _whole(article, left, dates)
            ],
        }


def _whole(
    article: Article, left: Sequence[Mention], dates: Sequence[Passage]
) -> list[tuple[str, Passage]]:
    """Each mention once, a date with its day, its month and its year."""
    mentions = [mention for mention in left if not mention.explanation]
    touched = overlapping(dates, [mention.passage for mention in mentions])
    found: list[tuple[str, Passage]] = []
    for mention, places in zip(mentions, touched, strict=True):
        kind, place = _KINDS[mention.kind], mention.passage
        if kind == "date" and places:
            place = dates[places[0]]
        if kind == "date" and not places:
            block = article.text.rfind("\n\n", 0, place.start) + 1
            if day := _DAY_BEFORE.search(article.text, max(block, place.start - 12), place.start):
                place = Passage(day.start(), place.end)
        last = found[-1] if found and found[-1][0] == kind else None
        if last and not article.text[last[1].end : place.start].strip():
            found.pop()
            place = Passage(last[1].start, max(last[1].end, place.end))
        found.append((kind, place))
    return found


def _tables() -> list[dict[str, Any]]:
    return [
        {
            "name": schema.rows,
            "label": schema.rows.capitalize(),
            "columns": [
                {
                    "name": column.name,
                    "label": column.name.replace("_", " ").capitalize(),
                    "parse": column.parse,
                    "choices": list(column.choices),
                    "required": column.required,
                    "usual": column.name in _USUAL[schema.rows],
                    "meaning": column.meaning,
                    "allowed": column.allowed,
                }
                for column in schema.columns
            ],
        }
        for schema in SCHEMAS
    ]


def _remarks(session: Session) -> list[str]:
    """Why fewer rows are proposed than there might be."""
    if session.article is None:
        return []
    queue = session.proposed()
    return list(queue.remarks) if queue else ["the article is too long for rows to be proposed"]


def _open_proposals(session: Session, parsed: Mapping[str, Sequence[ParsedRow]]) -> list[Queued]:
    queue = session.proposed()
    if queue is None:
        return []
    uids = {name: [row.uid for row in rows] for name, rows in session.state.tables.items()}
    settled = settled_passages(parsed, uids, session.notes, queue)
    return queue.left(settled, session.accepted_keys() | session.state.skipped)


def settled_passages(
    parsed: Mapping[str, Sequence[ParsedRow]],
    uids: Mapping[str, Sequence[str]],
    notes: Notes,
    queue: Queue,
) -> dict[str, list[Passage]]:
    """What of the article proposals leave alone, by table.

    A row that was accepted here settles the words of its own proposal: the second stake of
    the same sentence is still to come.
    """
    left_out = [p for row in parsed[LEFT_OUT_ROWS] for p in row["evidence"]]
    found = {}
    for name in STORY_TABLES:
        found[name] = list(left_out)
        for row, uid in zip(parsed[name], uids[name], strict=True):
            own = queue.find(notes.keys.get(uid, ""))
            found[name] += [own.proposal.passage] if own else row["evidence"]
    return found


def known_values(rows: Iterable[DeskRow]) -> dict[str, list[str]]:
    """The names that the story has, by column, each once."""
    found: dict[str, dict[str, None]] = {columns[0]: {} for columns in _KNOWN}
    group = {name: columns[0] for columns in _KNOWN for name in columns}
    for row in rows:
        if row.table == LEFT_OUT_ROWS:
            continue
        for name, first in group.items():
            cell = row.cells.get(name, "")
            if cell:
                is_list = SCHEMA_OF[row.table][name].parse == "list"
                found[first] |= dict.fromkeys(names_of(cell) if is_list else [cell])
    sorted_ = {first: sorted(values, key=str.casefold) for first, values in found.items()}
    return {name: sorted_[first] for name, first in group.items()}


def all_problems(stored: Stored, checked: Checked, state: State) -> list[dict[str, Any]]:
    """What ``check`` would print, and the rows that it is about."""
    whole = [*stored.article_problems]
    for table in stored.files.tables.values():
        whole += table.problems
    found = {(problem, "") for problem in whole}
    found |= {(problem, checked.uid_of(problem)) for problem in checked.problems}
    told = {uid for _, uid in found}
    shown = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "words": problem.message,
            **({"uid": uid} if uid else {}),
        }
        for problem, uid in sorted(found)
    ]
    for row in state.rows():
        if row.uid in stored.waiting and row.uid not in told:
            file = SCHEMA_OF[row.table].file
            words = stored.waiting[row.uid]
            shown.append({"file": file, "line": 0, "column": "", "words": words, "uid": row.uid})
    return shown


def _article(article: Article, units: Any) -> dict[str, Any]:
    return {
        "version": _version(article),
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published.edtf if article.published else "",
        "subject": article.subject,
        "text": article.text,
        "language": article.language,
        "direction": locale_for(article.language).text_direction,
        "blocks": [_block(block, units) for block in article.blocks],
    }


def _block(block: Block, units: Any) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "start": units(block.start),
        "end": units(block.end),
        "marker": block.marker,
        "depth": block.depth,
    }


def _by_uid(checked: Checked, problems: Iterable[Problem]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for problem in problems:
        uid = checked.uid_of(problem)
        if uid:
            told = found.setdefault(uid, [])
            if (problem.column, problem.message) not in told:
                told.append((problem.column, problem.message))
    return found


def _problem(row: DeskRow, column: str, words: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"column": column, "words": words}
    if column == "evidence" and (near := _NEAREST.match(words)):
        lines = lines_of(row.cells[column])
        if near[1] in lines:
            cell = "\n".join(near[2] if line == near[1] else line for line in lines)
            shown["fixes"] = [{"label": "Use the article's words", "value": cell}]
        return shown
    match = _OFFERED.search(words) or _TO_WRITE.search(words)
    values = [value for value in match.groups() if value and "…" not in value] if match else []
    if column and values and column in SCHEMA_OF[row.table].names:
        shown["fixes"] = [{"label": f"Use {value}", "value": value} for value in values]
    return shown


def _rivals(rows: Sequence[DeskRow], by_id: Mapping[str, DeskRow]) -> dict[str, list[DeskRow]]:
    """The rows that each row contradicts, whichever of the two names the other."""
    found: dict[str, dict[str, DeskRow]] = {row.uid: {} for row in rows}
    for row in rows:
        for name in names_of(row.cells.get("disputed_by", "")):
            other = by_id.get(name)
            if other and other.uid != row.uid:
                found[row.uid][other.uid] = other
                found[other.uid][row.uid] = row
    return {uid: list(others.values()) for uid, others in found.items()}


def _named(row: DeskRow) -> str:
    """A row as another names it."""
    words = row.cells.get("title") or " ".join(
        filter(None, (row.cells.get("holder"), row.cells.get("share"), row.cells.get("date")))
    )
    return words or row.cells.get("text", "") or row.id


def _version(article: Article) -> str:
    whole = repr((article.language, article.blocks)) + article.text
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]
