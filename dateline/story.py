"""The vocabulary: what a story is made of, and the one schema of each of its tables.

Knows no files, no Streamlit, no Plotly. A ``Story`` is frozen; its frames are never mutated.
The schemas drive both the validation in ``reading`` and the column tables of the README.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dateline.dates import EXAMPLES, PartialDate

BlockKind = Literal["headline", "standfirst", "heading", "paragraph", "furniture"]
Parse = Literal["id", "text", "date", "share", "choice", "list", "ids", "passages", "urls"]

STATUSES = ("reported", "claimed", "disputed", "planned")
WEIGHTS = ("lead", "minor")
BASES = ("stated", "derived", "undisclosed")
QUOTE_KINDS = ("direct", "fragment", "indirect", "scare", "gloss")
SPEECH_KINDS = ("direct", "fragment", "indirect")


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of ``Article.text``, half-open, in code points."""

    start: int
    end: int

    def overlaps(self, other: "Passage") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article; ``start`` and ``end`` are its place in ``Article.text``."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """The article as read: ``text`` is its blocks without Markdown marks, joined by blank lines.

    ``subject`` is the company or thing whose shares ``stakes`` gives; ``url`` and
    ``published_note`` are blank where not known, ``published`` is None. ``figures`` names the key
    figures; empty: they are chosen by rule.
    """

    title: str
    outlet: str
    url: str
    published: PartialDate | None
    published_note: str
    subject: str
    language: str
    text: str
    blocks: tuple[Block, ...]
    figures: tuple[str, ...] = ()

    def words(self, passage: Passage) -> str:
        return self.text[passage.start : passage.end]


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent between ``low`` and ``high``; equal bounds are an exact share."""

    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: how its cells are read, whether they may be blank, and why."""

    name: str
    parse: Parse
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What a cell may hold, in words for a message or a table."""
        if self.parse == "choice":
            return ", ".join(self.choices[:-1]) + " or " + self.choices[-1]
        return {
            "id": "lower-case letters, digits and hyphens, unique in the file",
            "text": "any text",
            "date": f"EDTF: {EXAMPLES}",
            "share": "a percentage from 0 to 100, as 48, 51.99 or 0..52",
            "list": "names with ; between them",
            "ids": "ids of rows of this file with ; between them",
            "passages": "words of the article, one passage a line, each found exactly once",
            "urls": "http or https addresses, one a line",
        }[self.parse]


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of one table file, in their order in the file.

    ``reading`` adds to each frame: ``line`` (int, first line of the row in the file) and
    ``background`` (bool, the row rests on ``source`` and not on the article).
    """

    file: str
    rows: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


_ID = Column("id", "id", "names the row in links; keep it stable", required=True)
_DISPUTED_BY = Column("disputed_by", "ids", "rows that contradict this one")
_ASSERTED_BY = Column("asserted_by", "list", "who says so; blank = the article itself")
_DENIED_BY = Column("denied_by", "list", "who says that it is not so")
_EVIDENCE = Column("evidence", "passages", "the article's words that the row rests on")
_SOURCE = Column(
    "source", "urls", "blank = the article; otherwise the row is background and has no evidence"
)

EVENTS = Schema(
    "events.csv",
    "events",
    (
        _ID,
        Column("date", "date", "when it happened; blank = undated"),
        Column("date_words", "text", "the article's own words for the time"),
        Column("date_note", "text", "how the date follows from those words"),
        Column("title", "text", "a few words for the label", required=True),
        Column("summary", "text", "one plain sentence"),
        Column("category", "text", "gives colour and shape", required=True),
        Column("actors", "list", "who took part"),
        Column("status", "choice", "how sure the article is", required=True, choices=STATUSES),
        _ASSERTED_BY,
        _DENIED_BY,
        _DISPUTED_BY,
        Column("weight", "choice", "lead = labelled first, minor = last", choices=WEIGHTS),
        _EVIDENCE,
        _SOURCE,
    ),
)
STAKES = Schema(
    "stakes.csv",
    "stakes",
    (
        _ID,
        Column("holder", "list", "who holds it; several names hold it together", required=True),
        Column("share", "share", "percent of the subject; blank = not disclosed"),
        Column("date", "date", "the day that the share is stated for", required=True),
        Column("basis", "choice", "how the share is known", required=True, choices=BASES),
        _ASSERTED_BY,
        _DENIED_BY,
        _DISPUTED_BY,
        Column("note", "text", "what a reader must know of the figure"),
        _EVIDENCE,
        _SOURCE,
    ),
)
QUOTES = Schema(
    "quotes.csv",
    "quotes",
    (
        _ID,
        Column("speaker", "text", "who says it; blank = nobody named"),
        Column("role", "text", "what the speaker is"),
        Column("text", "text", "the words as the article prints them", required=True),
        Column("kind", "choice", "how they are quoted", required=True, choices=QUOTE_KINDS),
        Column("said_to", "text", "to whom, or where"),
        Column("date", "date", "when it was said; blank = undated"),
        Column("topic", "text", "what it is about"),
        Column("note", "text", "what a reader must know of the words"),
        _EVIDENCE,
    ),
)
SCHEMAS = (EVENTS, STAKES, QUOTES)

FRONT_MATTER = (
    Column("title", "text", "the headline", required=True),
    Column("outlet", "text", "who published it", required=True),
    Column("url", "urls", "where the original is"),
    Column("published", "date", "day of publication"),
    Column("published_note", "text", "how that day is known"),
    Column("subject", "text", "whose shares the stakes are"),
    Column("language", "text", "language tag of the article, as en", required=True),
)


@dataclass(frozen=True, slots=True)
class Story:
    """One article and its tables, checked.

    Each frame has its schema's columns in the order of the file, plus ``line`` and
    ``background``. Cells by ``Column.parse``: text, id and choice are str ("" = blank), date is
    ``PartialDate | None``, share is ``Share | None``, list, ids and urls are tuples of str,
    passages are tuples of ``Passage`` in the order of the file.
    """

    article: Article
    events: pd.DataFrame
    stakes: pd.DataFrame
    quotes: pd.DataFrame


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table of ``Story``, in order, as dicts by column."""
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one file: where, what was found, what is allowed, the fix.

    ``line`` 0 and ``column`` "" mean the file as a whole.
    """

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{place}: {self.column}: {self.message}" if self.column else f"{place}: {self.message}"
        )


class StoryError(Exception):
    """A story that cannot be shown; ``problems`` has everything wrong, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
