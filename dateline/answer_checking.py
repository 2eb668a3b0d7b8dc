"""A model's rows held against the article: each is accepted as a proposal or refused with reasons.

A row is read by the loader itself, in a scratch folder; beyond that its date must follow from words
of its evidence, its share must stand there, and its speaker or holder must stand in the article.
"""

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.characters import name_key
from dateline.dates import PartialDate, is_date, parse_date
from dateline.drafting.answers import AnsweredRow, Refused
from dateline.drafting.calendar_points import published_of
from dateline.drafting.names import stem
from dateline.drafting.proposals import Findings, Proposal, find_all, with_own_ids
from dateline.formatting import table_bytes
from dateline.passages import ShortText
from dateline.reading import ARTICLE_FILE, read_story
from dateline.reading.cells import id_for, is_id
from dateline.reading.files import bytes_of_file
from dateline.story import SCHEMAS, Article, Passage
from dateline.writing import write_together

BY_A_MODEL = "by a model"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Checked:
    """The model's rows, each in one of the two, in the order of the answer."""

    accepted: tuple[Proposal, ...]
    refused: tuple[Refused, ...]


def check_answer(folder: Path, article: Article, rows: Sequence[AnsweredRow]) -> Checked:
    """Hold each row against the article of the story in ``folder``."""
    tables = {schema.rows for schema in SCHEMAS}
    named = [_with_id(row) for row in rows if row.table in tables]
    reasons = _loaders_reasons(folder, named)
    found = find_all(article.text, article.language, published_of(article.published))
    text, names = ShortText(article.text), _NamesIn(article.text)
    accepted: list[Proposal] = []
    refused = [
        Refused(row, (f'"{row.table}" is no table; it is events, stakes or quotes',))
        for row in rows
        if row.table not in tables
    ]
    for row, of_loader in zip(named, reasons, strict=True):
        passages = _passages(text, row)
        why = [*of_loader, *(() if of_loader else _doubts(article, row, passages, found, names))]
        if why:
            refused.append(Refused(row, tuple(why)))
            continue
        ignored = f"; ignored: {', '.join(row.ignored)}" if row.ignored else ""
        whole = Passage(passages[0].start, passages[-1].end)
        accepted.append(Proposal(row.table, row.cells, whole, f"{BY_A_MODEL}{ignored}"))
    return Checked(tuple(with_own_ids(accepted)), tuple(refused))


def _with_id(row: AnsweredRow) -> AnsweredRow:
    given = row.cells.get("id", "")
    made = given if is_id(given) else id_for(row.cells.get("title") or row.cells.get("speaker")
                                             or row.cells.get("holder") or row.table)  # fmt: skip
    return AnsweredRow(row.table, {**row.cells, "id": made or row.table}, row.ignored)


def _loaders_reasons(folder: Path, rows: Sequence[AnsweredRow]) -> list[list[str]]:
    """What the loader says of each row, alone in its table but for rows that it names."""
    contents = {ARTICLE_FILE: bytes_of_file(folder, ARTICLE_FILE)}
    places: dict[tuple[str, int], int] = {}
    for schema in SCHEMAS:
        cells = []
        for number, row in enumerate(rows):
            if row.table == schema.rows:
                cells.append([_cell_for_loader(row, name, number) for name in schema.names])
                # The header is row 1.
                places[schema.file, len(cells) + 1] = number
        contents[schema.file] = table_bytes(schema.names, cells)
    with tempfile.TemporaryDirectory() as scratch:
        write_together(Path(scratch), contents)
        reading = read_story(Path(scratch))
    reasons: list[list[str]] = [[] for _ in rows]
    for problem in reading.problems:
        place = places.get((problem.file, problem.row))
        if place is not None:
            reasons[place].append(": ".join(filter(None, (problem.column, problem.message))))
    return reasons


def _cell_for_loader(row: AnsweredRow, name: str, number: int) -> str:
    """Ids that no two rows share, and no links between rows: a person makes those."""
    if name == "id":
        return f"row-{number}"
    return "" if name == "disputed_by" else row.cells.get(name, "")


def _passages(text: ShortText, row: AnsweredRow) -> list[Passage]:
    lines = filter(None, map(str.strip, row.cells.get("evidence", "").splitlines()))
    return sorted(filter(None, map(text.find, lines)), key=lambda one: one.start)


class _NamesIn:
    """The names in a text, in any of their cases; the text is read once for all of them."""

    def __init__(self, text: str) -> None:
        self._text = name_key(text).casefold()
        self._stems = {stem(word) for word in re.findall(r"\w+", text)}

    def __contains__(self, name: str) -> bool:
        if name_key(name).casefold() in self._text:
            return True
        return all(stem(word) in self._stems for word in name.split())


def _doubts(
    article: Article,
    row: AnsweredRow,
    passages: Sequence[Passage],
    found: Findings,
    names: _NamesIn,
) -> Iterable[str]:
    """What the loader cannot see: a date, a number or a name that the article does not give."""
    words = "\n".join(article.words(passage) for passage in passages)
    date = row.cells.get("date", "")
    if date and is_date(date):
        yield from _doubt_date(article, parse_date(date), passages, found)
    share = row.cells.get("share", "")
    stated = {stake.share for stake in found.stakes
              if any(stake.passage.overlaps(passage) for passage in passages)}  # fmt: skip
    numbers = {number.replace(",", ".") for number in _NUMBER.findall(words)}
    if share and share not in stated and not set(_NUMBER.findall(share)) <= numbers:
        yield f"share: {share} does not stand in the evidence"
    for column in ("speaker", "holder"):
        for name in filter(None, map(str.strip, row.cells.get(column, "").split(";"))):
            if name not in names:
                yield f"{column}: {name} does not stand in the article"


def _doubt_date(
    article: Article, date: PartialDate, passages: Sequence[Passage], found: Findings
) -> Iterable[str]:
    near = [one for one in found.dates if any(one.passage.overlaps(p) for p in passages)]
    readings = [edtf for one in near for edtf in (one.edtf, *one.alternatives) if edtf]
    if any(_encloses(date, parse_date(edtf)) for edtf in readings):
        return
    if not near and article.published and _encloses(date, article.published):
        return
    given = "; ".join(f'"{" ".join(one.words.split())}" is {one.edtf or "not dated"}'
                      for one in near)  # fmt: skip
    yield f"date: {date.edtf} does not follow from the evidence ({given or 'no words for a time'})"


def _encloses(date: PartialDate, other: PartialDate) -> bool:
    """Whether ``date`` says no more than ``other``: the same bounds, or wider ones."""
    return (
        date.earliest is None or (other.earliest is not None and date.earliest <= other.earliest)
    ) and (date.latest is None or (other.latest is not None and date.latest >= other.latest))
