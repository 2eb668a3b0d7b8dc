"""What a language model answered to rows, read tolerantly: fenced, with prose, or cut short.

The rows are not checked here; see ``answer_checking``.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.characters import storable
from dateline.story import SCHEMAS

_TABLES = {schema.rows: schema for schema in SCHEMAS}
# Of a text that only looks like JSON no more beginnings are tried.
_MOST_TRIES = 2000
_JOINED_BY = {"evidence": "\n", "text": "\n"}


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """One row as the model gave it; ``ignored`` are its keys that are no columns of its table."""

    table: str
    cells: Mapping[str, str]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not taken, with every reason."""

    row: AnsweredRow
    reasons: tuple[str, ...]


def read_answer(text: str) -> list[AnsweredRow]:
    """Every row in the answer, in order; each row once, however many objects repeat it."""
    found: list[AnsweredRow] = []
    seen: set[str] = set()
    for value in _objects(text):
        for row in _rows(value, ""):
            key = json.dumps([row.table, dict(row.cells)], sort_keys=True)
            if key not in seen:
                seen.add(key)
                found.append(row)
    return found


def _objects(text: str) -> Iterator[Any]:
    """Each JSON object of a text; of one that is cut short those that are whole within it."""
    decoder = json.JSONDecoder(strict=False)
    place, tries = text.find("{"), 0
    while place >= 0 and tries < _MOST_TRIES:
        try:
            value, place = decoder.raw_decode(text, place)
            yield value
        except (ValueError, RecursionError):
            tries += 1
            place += 1
        place = text.find("{", place)


def _rows(value: Any, table: str) -> Iterator[AnsweredRow]:
    if isinstance(value, list):
        for one in value:
            yield from _rows(one, table)
        return
    if not isinstance(value, dict):
        return
    named = value.get("table", table)
    given = value.get("cells")
    cells: dict[str, Any] = given if isinstance(given, dict) else value
    if isinstance(named, str) and ("evidence" in cells or "table" in value):
        yield _row(named, cells)
        return
    for name, inner in value.items():
        if isinstance(inner, (dict, list)):
            yield from _rows(inner, name if name in _TABLES else table)


def _row(table: str, cells: Mapping[str, Any]) -> AnsweredRow:
    known = _TABLES[table].names if table in _TABLES else tuple(map(str, cells))
    filled = {
        name: _cell(name, value)
        for name, value in cells.items()
        if name in known and name not in ("table", "source")
    }
    ignored = [name for name in cells if name not in known or name == "source"]
    return AnsweredRow(
        table,
        {name: value for name, value in filled.items() if value},
        tuple(name for name in ignored if name not in ("table", "cells")),
    )


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _JOINED_BY.get(name, "; ").join(_cell(name, one) for one in value)
    if isinstance(value, (dict, bool)):
        return json.dumps(value, ensure_ascii=False)
    return storable(str(value)).strip()
