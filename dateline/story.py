"""The vocabulary: what a story consists of, and the schema of each of its tables.

Knows no files, no Streamlit, no Plotly. A ``Story`` is frozen; its frames are never mutated.
The schemas drive both the validation in ``reading`` and the column tables of docs/format.md.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, Protocol

import pandas as pd

from dateline.characters import normalized
from dateline.dates import EXAMPLES, PartialDate

BlockKind = Literal["headline", "standfirst", "heading", "paragraph", "item", "furniture"]
StyleKind = Literal["emphasis", "strong", "code", "link"]
Parse = Literal[
    "id", "text", "date", "share", "choice", "list", "ids", "passages", "urls", "url", "figures"
]

STATUSES = ("reported", "claimed", "disputed", "planned")
WEIGHTS = ("lead", "minor")
BASES = ("stated", "derived", "undisclosed")
QUOTE_KINDS = ("direct", "fragment", "indirect", "scare", "gloss")
SPEECH_KINDS = ("direct", "fragment", "indirect")
# What a reader can filter by, as links name it, with the column that holds it.
EVENT_FACETS = {"category": "category", "actor": "actors", "status": "status"}
QUOTE_FACETS = {"speaker": "speaker", "topic": "topic", "kind": "kind"}
FACETS = EVENT_FACETS | QUOTE_FACETS
MOST_FIGURES = 3
# As many have a colour each.
MOST_CATEGORIES = 9


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of ``Article.text``, half-open, in code points."""

    start: int
    end: int

    def overlaps(self, other: "Passage") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the article; ``start`` and ``end`` are its place in ``Article.text``.

    Of an ``item`` of a list, ``marker`` is "•" or its number as written ("1.", "2)"), blank for
    an item's further paragraphs, and ``depth`` is 1 for an outer list, 2 for one inside it.
    """

    kind: BlockKind
    start: int
    end: int
    marker: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Style:
    """How a span of ``Article.text`` is set; half-open, in code points, within one block.

    Spans may lie within each other. ``href`` is the http or https address of a link.
    """

    kind: StyleKind
    start: int
    end: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """The article as read: ``text`` is its blocks without Markdown marks, joined by blank lines.

    ``subject`` is the company or thing whose shares ``stakes`` gives; ``url`` and
    ``published_note`` are blank where not known, ``published`` is None. ``figures`` are the
    key figures asked for, none = chosen by rule: "stake:ID", "event:ID", "event:A..event:B" or
    "disputes", each of a row that is there and rests on the article.
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
    styles: tuple[Style, ...] = ()
    figures: tuple[str, ...] = ()

    def words(self, passage: Passage) -> str:
        return self.text[passage.start : passage.end]


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent between ``low`` and ``high``, as the article gives it.

    ``given`` says which bounds it gives: of "over 50" only the low one, and ``high`` is 100 because
    no share is more. ``is_strict``: the one bound that is given is itself no part of the share.
    ``is_about``: the number is approximate. ``fraction`` is the number as it is written, "1/3".
    """

    low: float
    high: float
    given: Literal["both", "low", "high"] = "both"
    is_strict: bool = False
    is_about: bool = False
    fraction: str = ""

    @property
    def is_exact(self) -> bool:
        """One number, and no approximate one."""
        return self.low == self.high and self.given == "both" and not self.is_about

    @property
    def number(self) -> float:
        """The number that is given; of a range the upper one."""
        return self.low if self.given == "low" else self.high

    @property
    def extent(self) -> float:
        """Up to where the share is drawn and added up: the most that the article gives, or the
        least where it gives no most."""
        return self.number


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: how its cells are read, whether they may be blank, and why.

    ``hardest`` is a cell of the kind that is hardest to write, with a word on it, in Markdown.
    """

    name: str
    parse: Parse
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()
    hardest: str = ""

    @property
    def may_be_absent(self) -> bool:
        """Whether a file may omit the column; its cells are then blank."""
        return not self.required and self.parse != "passages"

    @property
    def allowed(self) -> str:
        """What a cell may hold, in words for a message or a table."""
        if self.parse == "choice":
            return ", ".join(self.choices[:-1]) + " or " + self.choices[-1]
        return {
            "id": "lower-case letters, digits and hyphens, unique in the file",
            "text": "any text",
            "date": f"EDTF: {EXAMPLES}",
            "share": "a percentage from 0 to 100 as 48, 51.99 or 0..52, or a fraction as 1/3; "
            "before a number or a fraction ~ (about), <, >, <= or >=",
            "list": "names with ; between them",
            "ids": "ids of rows of this file with ; between them",
            "passages": "words of the article, one passage per line, each found exactly once",
            "urls": "http or https addresses, one a line",
            "url": "one http or https address",
            "figures": "up to three of stake:ID, event:ID, event:A..event:B and disputes, with ; "
            "or a line break between them",
        }[self.parse]


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of one table file, in their order in the file.

    ``reading`` adds to each frame: ``line`` (int, first line of the row in the file) and
    ``background`` (bool, the row rests on ``source`` and not on the article). ``is_optional``: a
    story need not have the file.
    """

    file: str
    rows: str
    columns: tuple[Column, ...]
    is_optional: bool = False

    @property
    def has_ids(self) -> bool:
        return "id" in self.names

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


_ID = Column(
    "id",
    "id",
    "names the row in links; keep it stable",
    required=True,
    hardest="`frozen-2014`; never `Frozen 2014`, and never changed once a link is out",
)
_DISPUTED_BY = Column(
    "disputed_by",
    "ids",
    "rows that contradict this one",
    hardest="`letter; post`: two rows of the same file; naming it in one of the two rows is enough",
)
_ASSERTED_BY = Column(
    "asserted_by",
    "list",
    "who says so; blank = the article itself",
    hardest="`Ana Bell; Union of Pilots`: two say it; blank where status is reported",
)
_DENIED_BY = Column(
    "denied_by",
    "list",
    "who says that it is not so",
    hardest="`Northwind` beside status claimed: both sides appear; nobody from asserted_by",
)
_EVIDENCE = Column(
    "evidence",
    "passages",
    "the article's words that the row rests on",
    hardest="two places, one a line; a word that occurs twice needs its neighbours: "
    "`the board, which met on Monday`",
)
_SOURCE = Column(
    "source",
    "urls",
    "blank = the article; otherwise the row is background and has no evidence",
    hardest="two addresses, one a line, and `evidence` blank",
)

EVENTS = Schema(
    "events.csv",
    "events",
    (
        _ID,
        Column(
            "date",
            "date",
            "when it happened; blank = undated",
            hardest="“in May or June” `[2018-05..2018-06]`; “for months”, with no start "
            "`/2014-04-22`; no time given, but past by then `[..2014-04-23]`",
        ),
        Column(
            "date_words",
            "text",
            "the article's own words for the time",
            hardest="`Three weeks ago`; blank where a bound alone is known",
        ),
        Column(
            "date_note",
            "text",
            "how the date follows from those words",
            hardest="`Counted from Tuesday 22 April; the year is from outside the article.`",
        ),
        Column(
            "title",
            "text",
            "a few words for the timeline",
            required=True,
            hardest="`Reads of his “resignation”`: 30 characters or so, no date in it",
        ),
        Column(
            "summary",
            "text",
            "one plain sentence",
            hardest="says what is inferred: `Probably, not certainly, the same as the dismissal.`",
        ),
        Column(
            "category",
            "text",
            "gives colour and shape",
            required=True,
            hardest="`Ownership`, written alike in each row; six or seven in all",
        ),
        Column(
            "actors",
            "list",
            "who took part",
            hardest="`People close to the chairman`: as unnamed as in the article",
        ),
        Column(
            "status",
            "choice",
            "how sure the article is",
            required=True,
            choices=STATUSES,
            hardest="a denial that the article reports is `reported`, and `disputed_by` leads to "
            "the claim; `disputed` where nobody vouches",
        ),
        _ASSERTED_BY,
        _DENIED_BY,
        _DISPUTED_BY,
        Column(
            "weight",
            "choice",
            "lead = a larger row and a step of the walk, minor = a quieter title",
            choices=WEIGHTS,
            hardest="`lead` for the three or four events that are the story; blank for most",
        ),
        _EVIDENCE,
        _SOURCE,
    ),
)
STAKES = Schema(
    "stakes.csv",
    "stakes",
    (
        _ID,
        Column(
            "holder",
            "list",
            "who holds it; several names hold it together",
            required=True,
            hardest="`Ana Bell; Bo Bell`: one stake of both; a row each where each has a share",
        ),
        Column(
            "share",
            "share",
            "percent of what `of` names; blank = not disclosed",
            hardest="“a majority” `>50`; “a third” `1/3`; “just under 30 percent” `<30`; “about "
            "48” `~48`; “all of his shares” sold `0`; “a stake” blank",
        ),
        Column(
            "share_words",
            "text",
            "the article's own words for the share, printed in place of the number",
            hardest="`just under 30 percent`; blank where the article prints the number itself",
        ),
        Column(
            "of",
            "text",
            "what it is a share of; blank = the subject",
            hardest="`votes` or `votes of Mill Ltd` for voting rights; `Mill Ltd` for another "
            "company, `preference shares` for a class of shares: each has its own bar",
        ),
        Column(
            "date",
            "date",
            "the day that the share is stated for",
            required=True,
            hardest="“now” is the day of publication, even if that is `[2014-04-22..2014-04-23]`",
        ),
        Column(
            "basis",
            "choice",
            "how the share is known",
            required=True,
            choices=BASES,
            hardest="`derived` where no number is printed but one follows: “his last shares”",
        ),
        _ASSERTED_BY,
        _DENIED_BY,
        _DISPUTED_BY,
        Column(
            "note",
            "text",
            "what a reader must know of the figure",
            hardest="`Rounded in the article; the filing has 24.9.`",
        ),
        _EVIDENCE,
        _SOURCE,
    ),
)
QUOTES = Schema(
    "quotes.csv",
    "quotes",
    (
        _ID,
        Column(
            "speaker",
            "text",
            "who says it; blank = nobody named",
            hardest="blank for “a person close to the talks”, which is the `role`",
        ),
        Column(
            "role",
            "text",
            "what the speaker is",
            hardest="`a person close to the talks`",
        ),
        Column(
            "text",
            "text",
            "the words as the article prints them, one piece per line where they are interrupted; "
            "quotation marks around a piece are not compared",
            required=True,
            hardest="“We paid,” she said. “Twice.” is two lines: `We paid,` and `Twice.`",
        ),
        Column(
            "kind",
            "choice",
            "how they are quoted",
            required=True,
            choices=QUOTE_KINDS,
            hardest="`fragment` for a few words within a sentence; `scare` for words that the "
            "article itself holds at a distance: no speech",
        ),
        Column("said_to", "text", "to whom, or where", hardest="`the Moscow Times`"),
        Column(
            "date",
            "date",
            "when it was said; blank = undated",
            hardest="blank where only what it is about has a date",
        ),
        Column("topic", "text", "what it is about", hardest="`The sale`: few, written alike"),
        Column(
            "note",
            "text",
            "what a reader must know of the words",
            hardest="`Translated by the article.`",
        ),
        _EVIDENCE,
    ),
)
SCHEMAS = (EVENTS, STAKES, QUOTES)
# What an editor has decided to make no row of. It has no ids, since nothing leads to it.
LEFT_OUT = Schema(
    "left_out.csv",
    "left_out",
    (
        Column(
            "evidence",
            "passages",
            "the article's words that no row is to rest on",
            required=True,
            hardest="the sentence around it, where the words alone occur twice",
        ),
        Column(
            "reason",
            "text",
            "why they are left out",
            hardest="`An advertisement within the text.`; blank where it needs no word",
        ),
    ),
    is_optional=True,
)
TABLE_FILES = (*SCHEMAS, LEFT_OUT)

FRONT_MATTER = (
    Column(
        "title",
        "text",
        "the headline",
        required=True,
        hardest='with a colon in quotation marks: `title: "Aurora: who holds it?"`',
    ),
    Column(
        "outlet", "text", "who published it", required=True, hardest="`The Daily #1` needs them too"
    ),
    Column("url", "url", "where the original is", hardest="one address alone"),
    Column(
        "published",
        "date",
        "day of publication",
        hardest="one day of two, in quotation marks: `'[2014-04-22..2014-04-23]'`",
    ),
    Column(
        "published_note",
        "text",
        "how that day is known",
        hardest="`The page is undated; it says Tuesday.`",
    ),
    Column(
        "subject", "text", "whose shares the stakes are", hardest="blank where nothing is owned"
    ),
    Column(
        "language",
        "text",
        "language tag of the article, as en",
        required=True,
        hardest="`pt-BR`; for the article's words, not for the interface",
    ),
    Column(
        "figures",
        "figures",
        "what sums up the story; blank = chosen by rule",
        hardest="`stake:fund; event:talks..event:sale; disputes`: a share, the time between two "
        "events, the number of disputes",
    ),
)


@dataclass(frozen=True, slots=True)
class Story:
    """One article and its tables, checked.

    Each frame has its schema's columns in the order of the file, plus ``line`` and
    ``background``. Cells by ``Column.parse``: text, id and choice are str ("" = blank), date is
    ``PartialDate | None``, share is ``Share | None``, list, ids and urls are tuples of str,
    passages are tuples of ``Passage`` in the order of the file. ``left_out`` has no rows where
    there is no such file.
    """

    article: Article
    events: pd.DataFrame
    stakes: pd.DataFrame
    quotes: pd.DataFrame
    left_out: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=LEFT_OUT.names))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table of ``Story``, in order, as dicts by column.

    Column by column: pandas' own ``to_dict`` asks for each cell, and takes four times as long.
    """
    names = [str(name) for name in table.columns]
    columns = (table[name].tolist() for name in table.columns)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def status_of(row: Mapping[str, Any]) -> str:
    """The status of an event; a stake that somebody asserts is claimed; other rows have none."""
    return str(row.get("status") or ("claimed" if row.get("asserted_by") else ""))


class Cells(Protocol):
    """A row of a table, by column."""

    def __getitem__(self, column: str, /) -> Any: ...


def rivals(rows: Sequence[Cells]) -> dict[str, tuple[str, ...]]:
    """For each id of the rows of one table the ids of those among them that contradict it.

    Naming the other in ``disputed_by`` in one of two rows is enough. Ids come in the order of
    ``rows``.
    """
    named: dict[str, set[str]] = {row["id"]: set() for row in rows}
    for row in rows:
        for other in row["disputed_by"]:
            if other in named:
                named[row["id"]].add(other)
                named[other].add(row["id"])
    places = {row_id: place for place, row_id in enumerate(named)}
    return {row_id: tuple(sorted(found, key=places.__getitem__)) for row_id, found in named.items()}


def linked_groups(count: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The places from 0 to ``count`` in groups of those that are linked, directly or by others.

    Places in a group, and groups by their first place, in rising order.
    """
    linked: list[list[int]] = [[] for _ in range(count)]
    for one, other in links:
        linked[one].append(other)
        linked[other].append(one)
    seen = [False] * count
    groups = []
    for place in range(count):
        group, ahead = [], [place]
        while ahead:
            one = ahead.pop()
            if not seen[one]:
                seen[one] = True
                group.append(one)
                ahead += linked[one]
        if group:
            groups.append(sorted(group))
    return groups


@lru_cache(maxsize=4096)
def slug(value: str) -> str:
    """A value as it stands in the URL: lower case, hyphens for all but letters and digits.

    Spellings that ``characters.normalized`` makes one have one slug.
    """
    return re.sub(r"[\W_]+", "-", normalized(value).casefold()).strip("-")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One message on one file: where, what was found, what is allowed, and the fix.

    The list that holds it says whether it is an error, a warning or a note. ``line``
    0 is the file as a whole. ``row`` is the row of a table as a spreadsheet numbers it, the
    header being 1, and 0 outside of tables; ``row_id`` is "" where the row has no usable id,
    ``column`` "" where no single one is meant.
    """

    file: str
    line: int
    row: int
    row_id: str
    column: str
    message: str

    def __str__(self) -> str:
        parts = [self.place, self.column, self.message]
        return ": ".join(filter(None, parts))

    @property
    def place(self) -> str:
        """ "stakes.csv row 14 (line 16), frozen" in a table, else "article.md:3" or the file."""
        if self.row:
            row_id = f", {self.row_id}" if self.row_id else ""
            return f"{self.file} row {self.row} (line {self.line}){row_id}"
        return f"{self.file}:{self.line}" if self.line else self.file


class StoryError(Exception):
    """A story that cannot be shown; ``problems`` has everything wrong, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
