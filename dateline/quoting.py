"""Quotes as shown, and in which order.

Tables in are the quotes of ``Story`` (see ``story.QUOTES``). Knows no page.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]

# Opening marks with what may close them.
_MARKS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", "'": "'",
          "‹": "›", "›": "‹", "「": "」", "『": "』"}  # fmt: skip
# Marks that are also apostrophes: one alone says nothing.
_APOSTROPHES = "'‘’"


def pieces(text: str) -> tuple[str, ...]:
    """The pieces of a quote, one a line of its ``text``, without quotation marks around them."""
    found = (_unmarked(" ".join(line.split())) for line in text.splitlines())
    return tuple(piece for piece in found if piece)


def quote_in_words(row: Row) -> str:
    """A quote as one, without marks around it; its pieces are joined by "…".

    Reported speech keeps the article's wording, so marks in it stay.
    """
    if row["kind"] == "indirect":
        return " … ".join(
            filter(None, (" ".join(line.split()) for line in row["text"].split("\n")))
        )
    return " … ".join(pieces(row["text"]))


def _unmarked(piece: str) -> str:
    """The piece without marks at its ends; a mark whose other half stands within it stays.

    A quote over paragraphs opens each of them and closes only the last.
    """
    opens, closes = piece[:1], piece[-1:]
    pair = _MARKS.get(opens, "")
    is_pair = len(piece) > 1 and closes != "" and closes in pair
    if opens in _APOSTROPHES or closes in _APOSTROPHES:
        inner = piece[1:-1]
        return inner if is_pair and not set(inner) & {opens, closes} else piece
    if pair and not set(piece[1:-1]) & set(pair):
        piece = piece[1:]
    openers = {mark for mark, ends in _MARKS.items() if closes and closes in ends}
    if openers and not set(piece[:-1]) & openers:
        piece = piece[:-1]
    return piece.strip()


def in_reading_order(quotes: Iterable[Row]) -> list[Row]:
    """Quotes in the order of the article: by where their passages begin and end, then by words."""
    return sorted(
        quotes,
        key=lambda row: (
            [(passage.start, passage.end) for passage in row["evidence"]],
            row["speaker"],
            row["text"],
        ),
    )
