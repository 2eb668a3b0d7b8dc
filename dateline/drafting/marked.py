"""Words that a person has marked to the cells of a row: what rules find in and around them.

As with proposals, a cell that the article does not fill for sure is blank.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.drafting.proposals import Proposal, RowMaker, short_id
from dateline.reading.cells import id_for
from dateline.story import Passage

_QUOTED = re.compile(r"\s*[\"“„«‘‚‹「].*[\"”“»’›」][,.]?\s*", re.DOTALL)
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Marked:
    """The cells that rules fill, without the evidence, and the rule in words."""

    cells: dict[str, str]
    rule: str = ""
    alternatives: tuple[str, ...] = ()


def row_of_marked(maker: RowMaker, table: str, passages: Sequence[Passage]) -> Marked:
    """The row that the marked words make in ``table``."""
    proposal = {"events": _event, "stakes": _stake, "quotes": _quote}[table](maker, passages)
    words = " ".join(" ".join(maker.article.words(passage).split()) for passage in passages)
    made = dict(proposal.cells) if proposal else {}
    if table == "events":
        made = _titled(made, words)
    elif table == "quotes" and not proposal:
        made = _quoted(maker, passages)
    made.pop("evidence", None)
    if not made.get("id"):
        made["id"] = id_for(" ".join(words.split()[:5])) or table.removesuffix("s")
    if proposal is None:
        return Marked(made)
    return Marked(made, proposal.rule, proposal.alternatives)


def _event(maker: RowMaker, passages: Sequence[Passage]) -> Proposal | None:
    """By the date within the marked words, else by the nearest one in their sentence."""
    nearest = _nearest([date.passage for date in maker.found.dates], maker, passages)
    return None if nearest is None else maker.event_of(maker.found.dates[nearest])


def _stake(maker: RowMaker, passages: Sequence[Passage]) -> Proposal | None:
    nearest = _nearest([stake.passage for stake in maker.found.stakes], maker, passages)
    return None if nearest is None else maker.stake(maker.found.stakes[nearest])


def _quote(maker: RowMaker, passages: Sequence[Passage]) -> Proposal | None:
    """Of the first quotation that is marked what is marked of it."""
    for quote in maker.found.quotes:
        pieces = [
            (piece, Passage(max(piece.start, passage.start), min(piece.end, passage.end)))
            for piece in quote.pieces
            for passage in passages
            if piece.overlaps(passage)
        ]
        if pieces:
            is_cut = any(part != piece for piece, part in pieces)
            parts = tuple(part for _, part in pieces)
            kind = "fragment" if is_cut and quote.kind == "direct" else quote.kind
            return maker.quote(replace(quote, pieces=parts, kind=kind))
    return None


def _nearest(places: Sequence[Passage], maker: RowMaker, passages: Sequence[Passage]) -> int | None:
    """Of the places in the sentences of the marked words the one nearest to them."""
    found: list[tuple[int, int]] = []
    for passage in passages:
        sentence = maker.sentences.around(passage)
        for number, place in enumerate(places):
            if place.overlaps(sentence):
                away = max(place.start - passage.end, passage.start - place.end, 0)
                found.append((away, number))
    return min(found)[1] if found else None


def _titled(cells: dict[str, str], words: str) -> dict[str, str]:
    """An event's title is of the marked words, not of all their sentence."""
    dated = cells.get("date_words", "")
    title = re.sub(r"\s+", " ", words.replace(dated, " ") if dated else words).strip(" ,.;:–—-")
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE + 1].rpartition(" ")[0].rstrip(" ,.;:–—-") + "…"
    title = title or words[:_LONGEST_TITLE]
    made = {"category": "Events", "status": "reported", **cells}
    return {**made, "title": title[:1].upper() + title[1:], "id": short_id(title)}


def _quoted(maker: RowMaker, passages: Sequence[Passage]) -> dict[str, str]:
    """Words in which no rule finds a quotation: direct if marks stand around them."""
    pieces = [" ".join(maker.article.words(passage).split()) for passage in passages]
    kind = "direct" if all(map(_QUOTED.fullmatch, pieces)) else "indirect"
    return {"text": "\n".join(pieces), "kind": kind}
