"""Each message of ``dateline.reading`` with a small story that causes it, and one that does not.

An example says what stands in a file, and what stands there once it is mended; all else is the
small story of the tests. ``python -m scripts.message_page`` makes docs/messages.md of them, and
tests/reading/test_messages.py holds that no message is without an example.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dateline.story import EVENTS, QUOTES, STAKES, Schema
from tests.story_files import (
    BODY,
    Row,
    a_quote,
    a_stake,
    a_table,
    an_article,
    an_event,
    write_story,
)

# Writes a story into an empty folder.
Write = Callable[[Path], object]
_ROWS: Mapping[str, tuple[Schema, Callable[..., Row]]] = {
    "events": (EVENTS, an_event),
    "stakes": (STAKES, a_stake),
    "quotes": (QUOTES, a_quote),
}
_BLANK = {"id": "blank", "date": "", "title": "A second event", "evidence": "He left VK on Monday"}


@dataclass(frozen=True, slots=True)
class Example:
    """``cause`` and ``cure`` are Markdown: what stands in ``file``, wrong and mended."""

    file: str
    cause: str
    cure: str
    write: Write
    write_mended: Write


def code(text: str) -> str:
    """A code span of one line, in which a line break is shown as ⏎."""
    return f"`{text.replace(chr(10), ' ⏎ ')}`" if text else "blank"


def _listed(cells: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {code(cell)}" for name, cell in cells.items())


def _story(**files: object) -> Write:
    return partial(write_story, **files)  # type: ignore[arg-type]


def _row(rows: str, wrong: Mapping[str, str], mended: Mapping[str, str]) -> Example:
    """The table's one row with other cells."""
    schema, a_row = _ROWS[rows]
    return Example(
        schema.file,
        _listed(wrong),
        _listed(mended),
        _story(**{rows: [a_row(**wrong)]}),
        _story(**{rows: [a_row(**{**wrong, **mended})]}),
    )


def _two(
    rows: str,
    first: Mapping[str, str],
    second: Mapping[str, str],
    mended: Mapping[str, str],
    also: str = "",
) -> Example:
    """Two rows, of which the second is mended; ``also`` says what a page must know besides."""
    schema, a_row = _ROWS[rows]
    before = _listed(first) or "the first"
    return Example(
        schema.file,
        f"two rows{also}: {before}; then {_listed(second)}",
        f"the second: {_listed(mended)}",
        _story(**{rows: [a_row(**first), a_row(**second)]}),
        _story(**{rows: [a_row(**first), a_row(**{**second, **mended})]}),
    )


def _head(wrong: str, mended: str, *, in_place_of: str, cause: str = "") -> Example:
    """A line of the front matter written otherwise."""
    (old,) = [line for line in an_article().split("\n") if line.startswith(f"{in_place_of}:")]
    return Example(
        "article.md",
        cause or code(wrong),
        code(mended),
        _story(article=an_article().replace(old, wrong)),
        _story(article=an_article().replace(old, mended)),
    )


def _figures(wrong: str, mended: str, events: Sequence[Row] = (an_event(),)) -> Example:
    return Example(
        "article.md",
        code(f"figures: {wrong}"),
        code(f"figures: {mended}"),
        _story(article=an_article(figures=wrong), events=events),
        _story(article=an_article(figures=mended), events=events),
    )


def _text(wrong: str, mended: str, cause: str = "", cure: str = "") -> Example:
    """Words at the end of the article's text."""
    return Example(
        "article.md",
        cause or code(wrong),
        cure or code(mended),
        _story(article=an_article(f"{BODY}\n{wrong}\n")),
        _story(article=an_article(f"{BODY}\n{mended}\n")),
    )


def _file(file: str, cause: str, wrong: str | bytes | None, cure: str, mended: object) -> Example:
    """A whole file as it is; None leaves it out."""
    name = file.partition(".")[0]
    return Example(file, cause, cure, _story(**{name: wrong}), _story(**{name: mended}))


def _nowhere(folder: Path) -> None:
    folder.rmdir()


def _a_folder(folder: Path) -> None:
    write_story(folder, quotes=None)
    (folder / QUOTES.file).mkdir()


def _a_link_out(folder: Path) -> None:
    write_story(folder, quotes=None)
    (folder / "quotes.csv").symlink_to(Path(__file__).resolve())


def _a_device(folder: Path) -> None:
    write_story(folder, quotes=None)
    (folder / "quotes.csv").symlink_to(os.devnull)


def _a_loop(folder: Path) -> None:
    """A file that no system call can open, whoever asks: it names itself."""
    write_story(folder, quotes=None)
    (folder / QUOTES.file).symlink_to(QUOTES.file)


EVENT_TABLE, QUOTE_TABLE = a_table(EVENTS, [an_event()]), a_table(QUOTES, [a_quote()])
_HEADER, _FIRST = EVENT_TABLE.splitlines()
# The evidence is the last cell but one of an event's row; the source, which is blank, the last.
_SHORT = _FIRST.removesuffix(",")
_NAMED_BY_SPACES = _HEADER.replace("date_words", "Date words")
_MANY = [
    an_event(id=f"lost-{number}", evidence=f"Word {number} of 102") for number in range(1, 103)
]
_TEN = ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Kilo")
_OUTSIDE = an_event(id="outside", evidence="", source="https://example.org/register")

FILES = (
    Example(
        "the folder",
        "a path where no folder is",
        "the folder that holds article.md",
        _nowhere,
        _story(),
    ),
    _file("quotes.csv", "no such file", None, "a file of that name", QUOTE_TABLE),
    Example("quotes.csv", "a folder of that name", "a file", _a_folder, _story()),
    Example("quotes.csv", "a link that leads to itself", "a file", _a_loop, _story()),
    Example("quotes.csv", "a link out of the story's folder", "a file", _a_link_out, _story()),
    Example("quotes.csv", "a pipe or a device", "a file", _a_device, _story()),
    _file("events.csv", "nothing in it, or blanks alone", " \n", "the table", EVENT_TABLE),
    _file("events.csv", "a workbook that was renamed", b"PK\x03\x04\x14", "CSV UTF-8", EVENT_TABLE),
    _file(
        "events.csv",
        "“é” as Windows-1252 writes it",
        EVENT_TABLE.replace("is founded", "fondé").encode("cp1252"),
        "the same as UTF-8",
        EVENT_TABLE.replace("is founded", "fondé").encode(),
    ),
    _file("article.md", "a NUL byte", f"{an_article()}\0", "the file without it", an_article()),
    _file(
        "events.csv",
        "UTF-16, as “Unicode Text” of Excel",
        EVENT_TABLE.encode("utf-16"),
        "no change needed; UTF-8 gets no note",
        EVENT_TABLE,
    ),
)
FRONT_MATTER = (
    _file("article.md", "the text alone", BODY, "`---`, keys, `---`, then the text", an_article()),
    _file(
        "article.md",
        "a front matter that is a list, as `- a title`",
        f"---\n- a title\n---\n{BODY}",
        "`title: a title`",
        an_article(),
    ),
    _file(
        "article.md",
        "a tab before `title:`",
        an_article().replace("title:", "\ttitle:"),
        "`title:` at the start of its line",
        an_article(),
    ),
    _head("title: VK: who owns it?", 'title: "VK: who owns it?"', in_place_of="title"),
    _head("outlet: &Daily", 'outlet: "&Daily"', in_place_of="outlet"),
    _head('title: "VK \\ud83d"', 'title: "VK \\ud83d\\ude00"', in_place_of="title"),
    _head("outlet: The Daily #1", 'outlet: "The Daily #1"', in_place_of="outlet"),
    _head("outlet: [The Daily]", 'outlet: "[The Daily]"', in_place_of="outlet"),
    _head("languages: en", "language: en", in_place_of="language"),
    _head("subject: VK\nsubject: VKontakte", "subject: VK", in_place_of="subject"),
    _head("", "language: en", in_place_of="language", cause="no `language`"),
    _head(
        "url: https://example.org/1 https://example.org/2",
        "url: https://example.org/1",
        in_place_of="url",
    ),
    _figures("the first event", "event:founding"),
    _figures("disputes; disputes", "disputes"),
    _figures(
        "disputes; event:founding; stake:ucp; event:founding..event:later",
        "disputes; event:founding; stake:ucp",
        (an_event(), an_event(id="later", evidence="He left VK on Monday")),
    ),
    _figures("event:foundings", "event:founding"),
    _figures("event:founding..event:founding", "event:founding"),
    _figures("event:outside", "event:founding", (an_event(), _OUTSIDE)),
)
TEXT = (
    _file("article.md", "no text", an_article(""), "the article's text", an_article()),
    _text("The board met\n---", "The board met"),
    _text("***", "", cure="no such line"),
    _text("| a | b |\n|---|---|\n| 1 | 2 |", "- a 1\n- b 2"),
    _text(
        "    The board met",
        "The board met",
        cause="four spaces before `The board met`",
        cure="no spaces",
    ),
    _text("<div>The board met</div>", "The board met"),
    _text("The <b>board</b> met", "The **board** met"),
    _text("![The board](board.png)", "> The board"),
    _text("See [the filing](filing.pdf)", "See [the filing](https://example.org/filing.pdf)"),
    _text(
        "See [the filing][1]\n\n[1]: https://example.org/f",
        "See [the filing](https://example.org/f)",
    ),
    _text(f"{'>' * 25} a note", "> a note"),
)
SHEETS = (
    _file(
        "events.csv",
        "columns separated by `;`",
        a_table(EVENTS, [an_event()], delimiter=";"),
        "no change needed; commas get no note",
        EVENT_TABLE,
    ),
    _file(
        "events.csv",
        'a quotation mark that is not closed: `"VK is founded`',
        EVENT_TABLE.replace("VK is founded", '"VK is founded'),
        '`"VK is founded"`',
        EVENT_TABLE.replace("VK is founded", '"VK is founded"'),
    ),
    _file("events.csv", "the first line alone", f"{_HEADER}\n", "a row below it", EVENT_TABLE),
    _file(
        "events.csv",
        "a column `Date words`",
        EVENT_TABLE.replace(_HEADER, _NAMED_BY_SPACES),
        "`date_words`, or nothing",
        EVENT_TABLE,
    ),
    _file(
        "events.csv",
        "a column `evidense`",
        EVENT_TABLE.replace(",evidence", ",evidense"),
        "`evidence`",
        EVENT_TABLE,
    ),
    _file(
        "events.csv",
        "no column `source`",
        f"{_HEADER.removesuffix(',source')}\n{_SHORT}\n",
        "no change needed; or add the column, to avoid the note",
        EVENT_TABLE,
    ),
    _file(
        "events.csv",
        "no column `title`",
        EVENT_TABLE.replace(",title", "").replace(",VK is founded", ""),
        "the column, with a title in each row",
        EVENT_TABLE,
    ),
    _file(
        "events.csv",
        "two columns `title`",
        EVENT_TABLE.replace(",title", ",title,title").replace("VK is", "VK,VK is"),
        "one of them",
        EVENT_TABLE,
    ),
    _file(
        "events.csv",
        "a column without a name, with `check` in it",
        f"{_HEADER},\n{_FIRST},check\n",
        "no such column, or `note` by its name in a table that has it",
        EVENT_TABLE,
    ),
    _file(
        "events.csv",
        "a column with nothing in it",
        f"{_HEADER},\n{_FIRST},\n",
        "no change needed",
        EVENT_TABLE,
    ),
    _file(
        "events.csv",
        "a row of commas alone",
        f"{EVENT_TABLE}{',' * (len(EVENTS.names) - 1)}\n",
        "no change needed",
        EVENT_TABLE,
    ),
    _file(
        "quotes.csv",
        "`Durov, of VK` without quotation marks",
        QUOTE_TABLE.replace("Pavel Durov", "Durov, of VK"),
        '`"Durov, of VK"`',
        QUOTE_TABLE.replace("Pavel Durov", '"Durov, of VK"'),
    ),
    _file(
        "events.csv",
        "a row that ends after its evidence",
        f"{_HEADER}\n{_SHORT}\n",
        "no change needed",
        EVENT_TABLE,
    ),
    _file(
        "events.csv",
        "a row with a comma too many at its end",
        f"{_HEADER}\n{_FIRST},\n",
        "no change needed",
        EVENT_TABLE,
    ),
    _row("events", {"summary": "'=1+1"}, {"summary": "1+1"}),
)
CELLS = (
    _row("events", {"title": ""}, {"title": "VK is founded"}),
    Example(
        "events.csv",
        "summary of more than 100,000 characters",
        "one plain sentence",
        _story(events=[an_event(summary="word " * 20_001)]),
        _story(),
    ),
    _row("events", {"title": "#REF!"}, {"title": "VK is founded"}),
    _row("events", {"title": "TRUE"}, {"title": "It is true"}),
    _row("events", {"actors": "VK; TRUE"}, {"actors": "VK"}),
    _row("events", {"id": "Frozen 2014"}, {"id": "frozen-2014"}),
    _two("events", {}, {"id": "founding"}, {"id": "founding-2"}),
    _row("events", {"status": "Reported"}, {"status": "reported"}),
    _row("events", {"status": "reportd"}, {"status": "reported"}),
    _row("events", {"status": "confirmed"}, {"status": "reported"}),
    _row("events", {"actors": "Pavel Durov;; VK"}, {"actors": "Pavel Durov; VK"}),
    _row("events", {"actors": "VK; VK"}, {"actors": "VK"}),
    _row(
        "events",
        {"evidence": "", "source": "example.org"},
        {"source": "https://example.org"},
    ),
    _row(
        "events",
        {"evidence": "", "source": "https://example.org\nhttps://example.org"},
        {"source": "https://example.org"},
    ),
)
DATES = (
    _row("events", {"date": "2013-13-05"}, {"date": "2013-05-13"}),
    _row("events", {"date": "2013-02-30"}, {"date": "2013-02"}),
    _row("events", {"date": "11/3/2013"}, {"date": "2013-11-03"}),
    _row("events", {"date": "April 2013"}, {"date": "2013-04"}),
    _row("events", {"date": "[2013-04-03,2013-04-05]"}, {"date": "[2013-04-03..2013-04-05]"}),
    _row("events", {"date": "/.."}, {"date": ""}),
    _row("events", {"date": "Y-17000"}, {"date": ""}),
    _row("events", {"date": "0000"}, {"date": "0001"}),
    _row("events", {"date": "2013-24/2013-22"}, {"date": "2013-22/2013-24"}),
    Example(
        "events.csv",
        "date `2020-21`",
        "date `2020/2021`; or as it is, where spring is meant: there is no warning "
        "where date_words have that word",
        _story(article=an_article(published="2023"), events=[an_event(date="2020-21")]),
        _story(article=an_article(published="2023"), events=[an_event(date="2020/2021")]),
    ),
    _row("events", {"date": "2014-05"}, {"date": "2014-05", "status": "planned"}),
    _row(
        "events",
        {"date": "2014-04-22", "date_words": "on Monday"},
        {"date": "2014-04-21", "date_words": "on Monday"},
    ),
    Example(
        "events.csv",
        "date `1917-10-25`, date_words `on Wednesday`",
        "date `1917-11-07`",
        _story(
            article=an_article(f"{BODY}\nIt fell on Wednesday.\n"),
            events=[an_event(date="1917-10-25", date_words="on Wednesday")],
        ),
        _story(
            article=an_article(f"{BODY}\nIt fell on Wednesday.\n"),
            events=[an_event(date="1917-11-07", date_words="on Wednesday")],
        ),
    ),
    Example(
        "events.csv",
        "date `2013-03-01/2013-03-10`, date_words `in early March`",
        "date `[2013-03-01..2013-03-10]`",
        _story(
            article=an_article(f"{BODY}\nIt fell in early March.\n"),
            events=[an_event(date="2013-03-01/2013-03-10", date_words="in early March")],
        ),
        _story(
            article=an_article(f"{BODY}\nIt fell in early March.\n"),
            events=[an_event(date="[2013-03-01..2013-03-10]", date_words="in early March")],
        ),
    ),
    _row("events", {"date": "early March 2013"}, {"date": "2013-03"}),
    _row("events", {"date": "3-10 May 2013"}, {"date": "2013-05-03/2013-05-10"}),
    _row("events", {"date": "..2013-06-30"}, {"date": "[..2013-06-30]"}),
    _row("events", {"date": "Q1 2013"}, {"date": "[2013-01..2013-03]"}),
    _row("events", {"date_words": "on Thursday"}, {"date_words": "on Monday"}),
    Example(
        "events.csv",
        "date_words `today’s`, where the article has `today's`",
        "no change needed",
        _story(
            article=an_article(f"{BODY}\nIn today's paper.\n"),
            events=[an_event(date_words="today’s")],
        ),
        _story(
            article=an_article(f"{BODY}\nIn today's paper.\n"),
            events=[an_event(date_words="today's")],
        ),
    ),
    _two(
        "events",
        {"actors": "Zoë"},
        _BLANK | {"actors": "Zoe\u0308"},
        {"actors": "Zoë"},
        ", whose `ë` is one character in the first and two in the second",
    ),
)
SHARES = (
    _row("stakes", {"share": "10%"}, {"share": "10"}),
    _row("stakes", {"share": "a third"}, {"share": "1/3"}),
    _row("stakes", {"share": "about 48"}, {"share": "~48"}),
    _row("stakes", {"share": "just under 50"}, {"share": "<50"}),
    _row("stakes", {"share": "a majority"}, {"share": ">50"}),
    _row("stakes", {"share": "lots"}, {"share": "48"}),
    _row("stakes", {"share": "~40..50"}, {"share": "40..50"}),
    _row("stakes", {"share": ">100"}, {"share": "100"}),
    _row("stakes", {"share": "50.01..100"}, {"share": ">50"}),
    _row("stakes", {"share": "48..100"}, {"share": ">=48"}),
    _row("stakes", {"share_words": "almost half"}, {"share_words": "48 percent"}),
    _row("stakes", {"of": "VK"}, {"of": ""}),
    _row("stakes", {"share": "10-20"}, {"share": "10..20"}),
    _row("stakes", {"share": "50/50"}, {"share": "50"}),
    _row("stakes", {"share": "52..48"}, {"share": "48..52"}),
    _row("stakes", {"share": "148"}, {"share": "48"}),
    _row("stakes", {"share": "0.48"}, {"share": "48"}),
    _row("stakes", {"share": ""}, {"share": "", "basis": "undisclosed"}),
    _row("stakes", {"basis": "undisclosed"}, {"basis": "stated"}),
    _two(
        "stakes",
        {},
        {"id": "durov", "holder": "Pavel Durov", "share": "60"},
        {"share": "52"},
        " of one day",
    ),
    _two(
        "stakes",
        {},
        {"id": "ucp-2", "share": "40"},
        {"disputed_by": "ucp"},
        " of one holder and day",
    ),
    _two(
        "stakes",
        {},
        {"id": "ucp-2", "share": "40"},
        {"of": "votes"},
        " of one holder and day, of which one is of the votes",
    ),
)
SIDES = (
    _row("events", {"status": "denied"}, {"status": "disputed", "denied_by": "Pavel Durov"}),
    _row("events", {"status": "claimed"}, {"asserted_by": "Pavel Durov"}),
    _row("events", {"asserted_by": "Pavel Durov"}, {"status": "claimed"}),
    _row("events", {"status": "disputed"}, {"denied_by": "Pavel Durov"}),
    _row(
        "events",
        {"status": "claimed", "asserted_by": "Pavel Durov", "denied_by": "Pavel Durov"},
        {"denied_by": "VK"},
    ),
    _row("events", {"disputed_by": "founding"}, {"disputed_by": ""}),
    _two("events", {}, _BLANK | {"disputed_by": "foundin"}, {"disputed_by": "founding"}),
    _two("events", {"actors": "Pavel Durov"}, _BLANK | {"actors": "Pavel Durow"}, {
        "actors": "Pavel Durov"}),
    _two("events", {"category": "Company"}, _BLANK | {"category": "Company!"}, {
        "category": "Company"}),
    _two("events", {"actors": "Norvik"}, _BLANK | {"actors": "Norvik Lines"}, {"actors": "Norvik"}),
    _row("events", {"actors": "Ann Bell, Bo Bell"}, {"actors": "Ann Bell; Bo Bell"}),
    Example(
        "events.csv",
        "ten categories",
        "nine at most",
        _story(events=[an_event(id=f"e-{name.lower()}", category=name) for name in _TEN]),
        _story(events=[an_event(id=f"e-{name.lower()}", category=name) for name in _TEN[:9]]),
    ),
    _row("events", {"category": "?"}, {"category": "Unknown"}),
)  # fmt: skip
EVIDENCE = (
    _row("events", {"evidence": "Durov founded VKontakte"}, {"evidence": "Durov founded VK"}),
    _row("events", {"evidence": "Mail.ru Group"}, {"evidence": "Pavel Durov founded VK"}),
    _row("events", {"evidence": "VK"}, {"evidence": "founded VK in 2006"}),
    _row("events", {"evidence": "founded VK\nfounded VK"}, {"evidence": "founded VK"}),
    _row("quotes", {"evidence": "“I am out of Russia,”"}, {"evidence": '"I am out of Russia,"'}),
    Example(
        "events.csv",
        "more than a hundred passages that are not in the article, as after a change of the text",
        "the words as the article has them",
        _story(events=_MANY),
        _story(),
    ),
    _row("events", {"evidence": ""}, {"evidence": "Pavel Durov founded VK"}),
    _row("events", {"source": "https://example.org/register"}, {"source": ""}),
    Example(
        "left_out.csv",
        "evidence `Durov founded VK in 2006`, where a row of events.csv rests on "
        "`Pavel Durov founded VK`",
        "the row of left_out.csv removed, or the one of events.csv",
        _story(left_out=[{"evidence": "Durov founded VK in 2006", "reason": "Known to all."}]),
        _story(left_out=[{"evidence": "Photo: Somebody", "reason": "A credit."}]),
    ),
    _row("quotes", {"text": "I have left Russia"}, {"text": "I am out of Russia"}),
    _row("quotes", {"text": "Russia\nI am out"}, {"text": "I am out\nRussia"}),
)
# The parts of the page, in its order.
PARTS: Mapping[str, Sequence[Example]] = {
    "A file as a whole": FILES,
    "The front matter": FRONT_MATTER,
    "The article's text": TEXT,
    "A table's rows and columns": SHEETS,
    "Any cell": CELLS,
    "Dates": DATES,
    "Shares": SHARES,
    "Who says, who denies, and names": SIDES,
    "Evidence, sources and quotes": EVIDENCE,
}
