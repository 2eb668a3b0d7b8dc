"""Quotes as shown, and how many words each adds to its speaker's total.

Tables in are the quotes of ``Story`` (see ``story.QUOTES``). Knows no page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.passages import find_words
from dateline.story import SPEECH_KINDS, Article, Passage

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


def own_words(quotes: Sequence[Row], article: Article) -> dict[str, int]:
    """How many words each quote adds, by id: each word of the article counts once.

    A word within several quotes counts for the innermost, so for whoever speaks it; of equal
    ones for the first speaker by name. Reported speech quotes no word.
    """
    counted: dict[str, int] = {row["id"]: 0 for row in quotes}
    owners: dict[int, tuple[int, str, str]] = {}
    for row in quotes:
        if row["kind"] not in SPEECH_KINDS or row["kind"] == "indirect":
            continue
        places, astray = _places(row, article)
        counted[row["id"]] += astray
        length = sum(place.end - place.start for place in places)
        for word in _word_starts(article, places):
            one = (length, row["speaker"], row["id"])
            owners[word] = min(owners.get(word, one), one)
    for _, _, quote_id in owners.values():
        counted[quote_id] += 1
    return counted


def _places(row: Row, article: Article) -> tuple[list[Passage], int]:
    """Where the pieces stand in the article, and the words of those not found as they are."""
    places: list[Passage] = []
    astray = 0
    for piece in pieces(row["text"]):
        found = (
            Passage(passage.start + place.start, passage.start + place.end)
            for passage in row["evidence"]
            for place in find_words(article.words(passage), piece)
        )
        # A piece that is said twice stands in the order of the pieces.
        place = next((one for one in found if one not in places), None)
        if place:
            places.append(place)
        else:
            astray += len(piece.split())
    return places, astray


def _word_starts(article: Article, places: Iterable[Passage]) -> set[int]:
    """Where words begin within ``places``, past any mark before them, so that both a quote and
    one nested in its first words find the same place."""
    starts = set()
    for place in places:
        for word in re.finditer(r"\S+", article.words(place)):
            letter = re.search(r"\w", word.group())
            if letter:
                starts.add(place.start + word.start() + letter.start())
    return starts


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
