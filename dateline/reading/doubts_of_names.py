"""Names that probably mean the same person or firm, and names that are probably several.

Time grows linearly with the number of names.
"""

import itertools
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from dateline.characters import name_key
from dateline.reading.names import KINDS_OF_NAMES
from dateline.reading.report import Place, Report, shown
from dateline.reading.tables import FACET_COLUMNS, Table
from dateline.story import slug

# In a shorter name one letter makes another name (UCP, UBP).
_SHORTEST_MISSPELT = 6
_LONGEST_NAME = 80
# Words after a comma at the end of a name: they are not a second name.
_AFTER_COMMA = frozenset(
    ("inc", "ltd", "llc", "llp", "plc", "gmbh", "ag", "sa", "corp", "co", "jr", "sr", "ii", "iii")
)
# Columns with one name per cell, which may contain a comma.
_ONE_NAME = ("speaker", "said_to")
# Longer names are not compared by their words.
_MOST_WORDS = 8


def doubt_names(tables: Sequence[Table], report: Report) -> None:
    """Add a warning for each name that is probably another spelling, or several names."""
    for columns in KINDS_OF_NAMES:
        _doubt_spellings(columns, tables, report)
    people = _first_places(KINDS_OF_NAMES[0], tables)
    _doubt_contained(people, report)
    _doubt_commas(people, report)


def _doubt_spellings(columns: Sequence[str], tables: Sequence[Table], report: Report) -> None:
    """Warn of names that differ only in punctuation, capitals, accents or one letter."""
    first = _first_places(columns, tables)
    by_variant: dict[str, list[str]] = {}
    compared: set[tuple[str, str]] = set()
    for name, (place, column) in first.items():
        for variant in _variants(_letters(name)):
            others = by_variant.setdefault(variant, [])
            for other in others:
                pair = (other, name)
                if pair in compared or other == name or not _is_near(other, name):
                    continue
                compared.add(pair)
                there, other_column = first[other]
                is_one_facet = column in FACET_COLUMNS and other_column == column
                if is_one_facet and there.file == place.file and slug(other) == slug(name):
                    continue  # an error already
                report.warn(
                    place,
                    column,
                    f"{shown(name)} nearly matches {shown(other)} ({_seen_from(place, there)}); "
                    "if they are the same, write them alike",
                )
            others.append(name)


def _first_places(columns: Sequence[str], tables: Sequence[Table]) -> dict[str, tuple[Place, str]]:
    """Where each name of some columns first appears."""
    first: dict[str, tuple[Place, str]] = {}
    for table in tables:
        for row in table.rows:
            for column in columns:
                cell = row.get(column)
                for name in filter(None, cell if isinstance(cell, tuple) else (cell,)):
                    first.setdefault(name, (row.place, column))
    return first


def _seen_from(place: Place, there: Place) -> str:
    return there.beside if there.file == place.file else f"{there.file} {there.beside}"


def _doubt_contained(first: Mapping[str, tuple[Place, str]], report: Report) -> None:
    """Ask about a name that is part of another, or the same one reordered or abbreviated."""
    by_words: dict[tuple[str, ...], str] = {}
    for name in first:
        by_words.setdefault(tuple(word.casefold() for word in _words(name)), name)
    for name, (place, column) in first.items():
        other = _shorter(name, by_words)
        if other is None:
            continue
        there = first[other][0]
        report.warn(
            place,
            column,
            f"{shown(name)} may be {shown(other)} ({_seen_from(place, there)}); if they are the "
            "same, write them alike",
        )


def _words(name: str) -> list[str]:
    return [word.strip(".,") for word in name_key(name).split()]


def _shorter(name: str, by_words: Mapping[tuple[str, ...], str]) -> str | None:
    """Another name made of some of this one's words, if the rest look like parts of a name."""
    words = _words(name)
    if not 2 <= len(words) <= _MOST_WORDS:
        return None
    folded = [word.casefold() for word in words]
    tries = [
        (folded[start:end], words[:start] + words[end:])
        for start, end in itertools.combinations(range(len(words) + 1), 2)
        if end - start < len(words) and (start == 0 or end == len(words))
    ]
    # "J. Smith" of "John Smith", "Smith, John".
    tries.append(([folded[0][:1], *folded[1:]], []))
    if "," in name:
        tries = [([*folded[1:], folded[0]], [])]
    for shorter, rest in tries:
        other = by_words.get(tuple(shorter))
        if other and other != name and all(word[:1].isupper() for word in rest):
            return other
    return None


def _doubt_commas(first: Mapping[str, tuple[Place, str]], report: Report) -> None:
    """Ask about names that are separated by a comma where a semicolon is probably meant."""
    known = {name_key(name).casefold() for name in first}
    for name, (place, column) in first.items():
        parts = [part.strip() for part in name.split(",")]
        if column in _ONE_NAME or len(parts) < 2 or not all(parts):
            continue
        is_suffix = any(part.casefold().replace(".", "") in _AFTER_COMMA for part in parts[1:])
        are_known = any(name_key(part).casefold() in known for part in parts)
        are_names = all(part[:1].isupper() and " " in part for part in parts) or len(parts) > 2
        if not is_suffix and (are_known or (are_names and all(p[:1].isupper() for p in parts))):
            report.warn(
                place,
                column,
                f"{shown(name)} is read as one name; if they are {len(parts)}, write "
                f"{shown('; '.join(parts))}",
            )


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _variants(letters: str) -> Iterator[str]:
    """The name, and the name without each of its letters: near names share one of these.

    Digits stay, since numbers tell things apart: "Fund 1" and "Fund 2" are two.
    """
    yield letters
    if _SHORTEST_MISSPELT <= len(letters) <= _LONGEST_NAME:
        signs = enumerate(letters)
        yield from {letters[:at] + letters[at + 1 :] for at, sign in signs if not sign.isdigit()}


def _is_near(one: str, other: str) -> bool:
    left, right = _letters(one), _letters(other)
    if left == right:
        return bool(left)
    is_long = min(len(left), len(right)) >= _SHORTEST_MISSPELT
    return is_long and OSA.distance(left, right, score_cutoff=1) == 1
