"""A list of JSON values as columns, which is short and quick to read; ``table.js`` reads it.

A column is a list that begins with its form:

- ``["=", value]``: one and the same scalar;
- ``["-", values]``: as they are;
- ``["+", integers]``: each is encoded as its difference from the one before;
- ``["#", values, codes]``: few distinct scalars; of each row ``len(codes) / rows`` letters that
  number its value in base 91, the highest first (see ``LETTERS``);
- ``["(", columns, references]``: lists of one length, a column a place; a place with a reference
  (not -1) is encoded as its difference from that earlier place;
- ``["[", lengths, values]``: lists of any length: a column of lengths, and one of all that is in
  them;
- ``["{", names, columns]``: objects with the same names;
- ``["|", kinds, columns]``: values of different kinds: a column that numbers the kind of each, and
  for each kind a column of its values.

How many values a column has is known where it stands.
"""

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import Any

from dateline.page.json_text import compact_json

Column = list[Any]
# Printable ASCII without what JSON or a script element would escape.
LETTERS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\<')
# JavaScript adds whole numbers exactly up to here.
_MOST_EXACT = 2**53
_LIST, _SCALAR = "list", "scalar"


def encode_column(values: Sequence[Any]) -> Column:
    """Encode plain JSON data in the form that is shortest, or nearly so."""
    kinds = [_kind(value) for value in values]
    distinct = list(dict.fromkeys(kinds))
    if len(distinct) > 1:
        number = {kind: place for place, kind in enumerate(distinct)}
        by_kind: list[list[Any]] = [[] for _ in distinct]
        for kind, value in zip(kinds, values, strict=True):
            by_kind[number[kind]].append(value)
        numbers = encode_column([number[kind] for kind in kinds])
        return ["|", numbers, [encode_column(values_of_kind) for values_of_kind in by_kind]]
    if not distinct or distinct[0] == _SCALAR:
        return _scalars(values)
    if distinct[0] == _LIST:
        return _lists(values)
    names = list(values[0])
    return ["{", names, [encode_column([value[name] for value in values]) for name in names]]


def _kind(value: Any) -> Hashable:
    if isinstance(value, dict):
        return frozenset(value)
    return _LIST if isinstance(value, list) else _SCALAR


def _lists(values: Sequence[list[Any]]) -> Column:
    lengths = {len(value) for value in values}
    if len(lengths) > 1 or len(values[0]) > 8:
        return [
            "[",
            encode_column([len(value) for value in values]),
            encode_column([one for value in values for one in value]),
        ]
    places = [[value[place] for value in values] for place in range(len(values[0]))]
    columns: list[Column] = []
    references: list[int] = []
    for place, values_at in enumerate(places):
        found, reference = encode_column(values_at), -1
        if _are_whole(values_at):
            for earlier in range(place):
                if not _are_whole(places[earlier]):
                    continue
                differences = [a - b for a, b in zip(values_at, places[earlier], strict=True)]
                tried = _scalars(differences)
                if _size(tried) < _size(found):
                    found, reference = tried, earlier
        columns.append(found)
        references.append(reference)
    return ["(", columns, references]


def _scalars(values: Sequence[Any]) -> Column:
    # True is 1 to Python, and not to JSON.
    places = {(value.__class__, value): None for value in values}
    if len(places) == 1:
        return ["=", values[0]]
    forms: list[Column] = [["-", list(values)]]
    if _are_whole(values):
        forms.append(["+", [values[0], *(b - a for a, b in pairwise(values))] if values else []])
    width = 1 if len(places) <= len(LETTERS) else 2
    if 1 < len(places) <= len(LETTERS) ** width:
        codes = {key: _code(number, width) for number, key in enumerate(places)}
        codes_of_values = "".join(codes[value.__class__, value] for value in values)
        forms.append(["#", [value for _, value in places], codes_of_values])
    return min(forms, key=_size)


def _code(number: int, width: int) -> str:
    high, low = divmod(number, len(LETTERS))
    return LETTERS[low] if width == 1 else LETTERS[high] + LETTERS[low]


def _are_whole(values: Sequence[Any]) -> bool:
    return all(value.__class__ is int and abs(value) < _MOST_EXACT // 2 for value in values)


def _size(column: Column) -> int:
    return len(compact_json(column))
