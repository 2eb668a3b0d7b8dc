"""Rows from elsewhere to rows of ``events.csv``, with a file of what has no place in them.

No row becomes evidence by itself: only words of the row that stand in the article, the same and
once, are. Else a row with an address is background, and one without is a problem to solve.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.formatting import table_bytes
from dateline.passages import IndexedText
from dateline.progress import Progress, counted
from dateline.reading.cells import id_for, is_id
from dateline.story import EVENTS

LEFT_OVER_FILE = "left-over.csv"
# Fewer words stand somewhere in an article by chance.
FEWEST_WORDS = 4
_BEFORE_YEAR_1 = re.compile(
    r"-\d[\d/-]*|.*\d ?(?:b\.?c\.?(?:e\.?)?|v\. ?chr\.|av\. j\.-c\.)", re.IGNORECASE
)


@dataclass(slots=True)
class DraftEvent:
    """A row on its way: ``cells`` by column of ``events.csv``, and what has no place there.

    ``candidates`` are words of it that may stand in the article, likeliest first; ``sources``
    are addresses that it rests on where they do not, each with its column.
    """

    number: int
    cells: dict[str, str]
    candidates: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    left: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row that is no event: what it is, and all of its cells."""

    number: int
    what: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ImportedEvents:
    """The file of events, the file of what is left over ("" = nothing), and counts in words."""

    content: bytes
    left_over: bytes
    rows: int
    evidence: int
    background: int
    to_solve: int
    left_rows: int
    # Dates before the year 1 as they are written: the format's years begin with 1.
    too_early: tuple[str, ...] = ()


def import_events(
    drafts: Sequence[DraftEvent],
    left_rows: Sequence[LeftRow],
    article: IndexedText | None,
    progress: Progress | None = None,
) -> ImportedEvents:
    """Each draft is a row, in their order; what is left over names its row and column."""
    ids: set[str] = set()
    rows: list[list[str]] = []
    over: list[tuple[str, str, str, str]] = []
    too_early: list[str] = []
    counts = {"evidence": 0, "background": 0, "to_solve": 0}
    stage = "looking for the rows' words in the article"
    for draft in counted(drafts, len(drafts), stage, progress):
        cells = dict(draft.cells)
        cells["id"] = _free_id(cells, draft.number, ids)
        if _BEFORE_YEAR_1.fullmatch(cells.get("date", "")):
            too_early.append(cells["date"])
            note = f"Date in the file: {cells['date']}."
            cells["date_note"] = " ".join(filter(None, (cells.get("date_note", ""), note)))
            cells["date"] = ""
        counts[_rest(draft, cells, article)] += 1
        rows.append([cells.get(name, "") for name in EVENTS.names])
        over += [(str(draft.number), cells["id"], column, value) for column, value in draft.left]
    for left in left_rows:
        over += [
            (str(left.number), f"({left.what})", column, value) for column, value in left.cells
        ]
    left_over = table_bytes(("row", "id", "column", "value"), over) if over else b""
    return ImportedEvents(
        table_bytes(EVENTS.names, rows),
        left_over,
        len(rows),
        **counts,
        left_rows=len(left_rows),
        too_early=tuple(too_early),
    )


def _rest(draft: DraftEvent, cells: dict[str, str], article: IndexedText | None) -> str:
    """What the row rests on; its cells are filled by it."""
    words = [
        " ".join(words.split())
        for words in draft.candidates
        if article and len(words.split()) >= FEWEST_WORDS and article.count(words) == 1
    ]
    if not (cells.get("evidence") or cells.get("source")):
        if words:
            cells["evidence"] = "\n".join(dict.fromkeys(words))
        else:
            cells["source"] = "\n".join(dict.fromkeys(address for _, address in draft.sources))
    if cells.get("evidence") or not cells.get("source"):
        draft.left += draft.sources
    if not (cells.get("evidence") or cells.get("source")):
        return "to_solve"
    if not (cells.get("status") or cells.get("asserted_by")):
        # Its words, or its source, say it flatly: whether it is a claim is for an editor.
        cells["status"] = "reported"
    return "evidence" if cells.get("evidence") else "background"


def _free_id(cells: dict[str, str], number: int, taken: set[str]) -> str:
    given_id = cells.get("id", "")
    base = (
        given_id
        if is_id(given_id)
        else id_for(given_id or cells.get("title", "")) or f"row-{number}"
    )
    found, count = base, 1
    while found in taken:
        count += 1
        found = f"{base}-{count}"
    taken.add(found)
    return found
