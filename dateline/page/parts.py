"""A ``Page`` in the parts in which a browser reads it; ``table.js`` puts them together.

The first part is all that the first screen and the filters need, the others bring the words of the
rows, the rest of the article, ownership where it is long, and coverage. A small story is one part.
Every story is encoded in the same way: rows as columns (see ``columns``).
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.page.columns import encode_column
from dateline.page.json_text import compact_json
from dateline.view import folded

FORMAT = 2
TABLES = ("events", "quotes", "stakes")
# What a large page brings after its first part, if it has it.
LATER = ("ownership", "coverage")
# Whatever is asked of all rows at once; all else is read a row at a time.
AT_ONCE = {
    "events": ("key", "dates", "bar", "vague", "background", "place", "weight", "category",
               "actor", "status"),
    "quotes": ("key", "dates", "background", "speaker", "topic", "kind", "near"),
    "stakes": ("key", "dates", "background"),
}  # fmt: skip
# Up to so many rows a story is one part.
MOST_ROWS_IN_ONE = 2_000
ROWS_A_PART = 6_000
# Lists show so many rows at first, those of each place apart.
FIRST_ROWS = 100
FIRST_TEXT_LENGTH = 20_000
SHORT_OWNERSHIP_LENGTH = 100_000

Part = dict[str, Any]


def encode_page(page: Mapping[str, Any]) -> list[Part]:
    """The page's parts, the first first; each is plain data for JSON.

    ``tables``: of each its number of ``rows``, ``columns`` over all of them, and ``later``, columns
    over the rows of ``spans`` ([start, length], in order). A key is encoded without its kind.
    ``search`` is encoded whole or as what is between the words that the row has in any case, see
    ``_search_rest``. ``blocks``: a number and their column; a mark's key is its row's place among
    events, quotes and stakes. In the first part, ``parts`` is how many follow.
    """
    tables = {name: page[name] for name in TABLES if name in page}
    count = sum(map(len, tables.values()))
    blocks = _blocks(page, tables)
    if count <= MOST_ROWS_IN_ONE:
        whole = {name: [(0, len(rows))] for name, rows in tables.items()}
        return [_first(page, tables, whole, blocks, parts=0) | _encoded(page, LATER)]
    known = _found_searches(page, tables)
    early = {name: _early(name, rows, page) for name, rows in tables.items()}
    first_blocks = _first_blocks(page["article"]["blocks"])
    number = -(-count // ROWS_A_PART)
    is_short = len(compact_json(page["ownership"])) <= SHORT_OWNERSHIP_LENGTH
    first = _first(page, tables, early, blocks[:first_blocks], parts=number, known=known)
    rest = blocks[first_blocks:]
    found = [first | (_encoded(page, ["ownership"]) if is_short else {})]
    for place in range(number):
        part: Part = {
            "version": page["version"],
            "part": place + 1,
            "tables": {
                name: _later(rows, name, _between(early[name], *_slice(rows, place, number)),
                             known[name])
                for name, rows in tables.items()
            },
            "blocks": _encoded_blocks(rest[slice(*_slice(rest, place, number))]),
        }  # fmt: skip
        found.append(part)
    # Ownership stands on the page, coverage below it.
    found[1] |= {} if is_short else _encoded(page, ["ownership"])
    found[-1] |= _encoded(page, ["coverage"])
    return found


def _first(
    page: Mapping[str, Any],
    tables: Mapping[str, Sequence[Any]],
    spans: Mapping[str, Sequence[tuple[int, int]]],
    blocks: Sequence[Any],
    *,
    parts: int,
    known: Mapping[str, Sequence[str | None]] | None = None,
) -> Part:
    known = known or _found_searches(page, tables)
    first = {name: value for name, value in page.items()
            if name not in (*TABLES, "article", *LATER)}  # fmt: skip
    article = {name: value for name, value in page["article"].items() if name != "blocks"}
    return first | {
        "format": FORMAT,
        "parts": parts,
        "article": article,
        "tables": {
            name: {
                "rows": len(rows),
                "columns": {
                    column: encode_column([_at_once(row, column) for row in rows])
                    for column in AT_ONCE[name]
                    if rows
                },
                **_later(rows, name, spans[name], known[name]),
            }
            for name, rows in tables.items()
        },
        "blocks": _encoded_blocks(blocks),
    }


def _encoded(page: Mapping[str, Any], names: Iterable[str]) -> Part:
    return {name: encode_column([page[name]]) for name in names if name in page}


def _at_once(row: Mapping[str, Any], column: str) -> Any:
    return row["key"].partition(":")[2] if column == "key" else row[column]


def _later(
    rows: Sequence[Mapping[str, Any]],
    name: str,
    spans: Sequence[tuple[int, int]],
    known: Sequence[str | None],
) -> Part:
    places = [place for start, length in spans for place in range(start, start + length)]
    kept_rows = [rows[place] for place in places]
    names = [column for column in (rows[0] if rows else ()) if column not in AT_ONCE[name]]
    columns = {
        column: encode_column([row[column] for row in kept_rows])
        for column in names
        if column != "search"
    }
    if rows:
        columns["search"] = encode_column(
            [row["search"] if known[place] is None else known[place]
             for place, row in zip(places, kept_rows, strict=True)]
        )  # fmt: skip
        columns["search_is_whole"] = encode_column([known[place] is None for place in places])
    return {"spans": [list(span) for span in spans], "later": columns}


def _early(name: str, rows: Sequence[Any], page: Mapping[str, Any]) -> list[tuple[int, int]]:
    """The rows that are to be seen first: of events those of each place, and of key figures."""
    chosen: set[int] = set()
    counted: dict[str, int] = {}
    named = {row["key"] for figure in page["figures"] for row in figure["rests_on"]}
    for place, row in enumerate(rows):
        group = row["place"] if name == "events" else ""
        counted[group] = counted.get(group, 0) + 1
        if counted[group] <= FIRST_ROWS or row["key"] in named:
            chosen.add(place)
    return _spans(chosen)


def _spans(places: set[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place in sorted(places):
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def _between(early: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """What of start to end is not in the early spans."""
    found = []
    for first, length in (*early, (end, 0)):
        if start < min(first, end):
            found.append((start, min(first, end) - start))
        start = max(start, first + length)
    return found


def _slice(rows: Sequence[Any], place: int, number: int) -> tuple[int, int]:
    return len(rows) * place // number, len(rows) * (place + 1) // number


def _blocks(page: Mapping[str, Any], tables: Mapping[str, Sequence[Any]]) -> list[Any]:
    keys = [row["key"] for rows in tables.values() for row in rows]
    place_of = {key: place for place, key in enumerate(keys)}
    return [
        {
            **block,
            "pieces": [
                {**piece, "marks": [[place_of[key], number] for key, number in piece["marks"]]}
                for piece in block["pieces"]
            ],
        }
        for block in page["article"].get("blocks", ())
    ]


def _encoded_blocks(blocks: Sequence[Any]) -> list[Any]:
    return [len(blocks), encode_column(blocks)]


def _first_blocks(blocks: Sequence[Any]) -> int:
    length = 0
    for number, block in enumerate(blocks):
        if length >= FIRST_TEXT_LENGTH:
            return number
        length += sum(len(piece["text"]) for piece in block["pieces"])
    return len(blocks)


def _found_searches(
    page: Mapping[str, Any], tables: Mapping[str, Sequence[Any]]
) -> dict[str, list[str | None]]:
    texts = [
        (block["start"], "".join(piece["text"] for piece in block["pieces"]))
        for block in page["article"].get("blocks", ())
    ]
    # Places are JavaScript's: where a letter counts as two, each row is encoded whole.
    is_plain = all(max(text, default="") <= "\uffff" for _, text in texts)
    letters: dict[int, str] = dict(texts) if is_plain else {}
    starts = sorted(letters)
    return {
        name: [_search_rest(row, letters, starts) for row in rows] for name, rows in tables.items()
    }


def _search_rest(
    row: Mapping[str, Any], texts: Mapping[int, str], starts: Sequence[int]
) -> str | None:
    """The part of ``search`` between title and summary before it and the passages after it.

    None where ``search`` is not put together in that way.
    """
    words = [_words(span, texts, starts) for span in row["passages"]]
    before = folded(f"{row['title']}\n{row['summary']}") + " "
    after = " " + folded("\n".join(words))
    search: str = row["search"]
    is_so = (
        all(words)
        and len(search) >= len(before) + len(after)
        and search.startswith(before)
        and search.endswith(after)
    )
    return search[len(before) : len(search) - len(after)] if is_so else None


def _words(span: Sequence[int], texts: Mapping[int, str], starts: Sequence[int]) -> str:
    """The words of a passage, "" if they are not all in one block."""
    place = bisect_right(starts, span[0]) - 1
    if place < 0:
        return ""
    start = starts[place]
    found = texts[start][span[0] - start : span[1] - start]
    return found if len(found) == span[1] - span[0] else ""
