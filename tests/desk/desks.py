"""A desk on a small story, with a clock that the test moves, and someone else at its files."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.desk import Desk
from dateline.desk.rows import NAMES_OF, SCHEMA_OF
from dateline.reading import read_story
from dateline.writing import write_file
from tests.story_files import an_article, write_story

BODY = """
# A Founder Leaves

Pavel Durov founded VK in 2006. He left VK on Monday.

United Capital Partners bought 48 percent of VK in April 2013. Ivan Tavrin owns 12 percent of VK.

"I am out of Russia," Durov said on Tuesday. "I have no plans to go back."

In May 2013 the board met. On 3 June 2013 the board met again, and Boris Dobrodeev left the board.
"""
ARTICLE = an_article(BODY)


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def a_desk(folder: Path, clock: Callable[[], float] | None = None, **tables: Any) -> Desk:
    """A desk on the story of ``story_files`` with a longer article; ``tables`` as there."""
    folder.mkdir(exist_ok=True)
    write_story(folder, **{"article": ARTICLE, **tables})
    return Desk.open(folder, clock or Clock())


def a_blank_desk(folder: Path, clock: Callable[[], float] | None = None) -> Desk:
    """A desk on an article without rows."""
    return a_desk(folder, clock, events=(), stakes=(), quotes=())


def row(desk: Desk, uid: str) -> dict[str, Any]:
    """The row of the view."""
    return next(row for row in desk.view()["rows"] if row["uid"] == uid)


def uids(desk: Desk, table: str = "") -> list[str]:
    return [row["uid"] for row in desk.view()["rows"] if table in ("", row["table"])]


def done(desk: Desk, do: str, **command: Any) -> str:
    """Do it, and return the uid of the row in hand; a failure fails the test."""
    answer = desk.do({"do": do, **command})
    assert "error" not in answer, answer
    return str(answer.get("uid", ""))


def words_of(desk: Desk, uid: str, column: str) -> list[str]:
    """The problems of a cell."""
    return [one["words"] for one in row(desk, uid)["problems"] if one["column"] == column]


def span(desk: Desk, words: str) -> list[int]:
    """Where words stand in the article, as JavaScript counts."""
    text = desk.view()["article"]["text"]
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return [start, start + len(words.encode("utf-16-le")) // 2]


def cells_in(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table's file as any other program reads them."""
    text = (folder / SCHEMA_OF[table].file).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def write_cells(folder: Path, table: str, rows: Sequence[Mapping[str, str]]) -> None:
    """Write a table as another program does."""
    names = list(rows[0]) if rows else list(NAMES_OF[table])
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    write_file(folder / SCHEMA_OF[table].file, out.getvalue().encode("utf-8"))


def problems_in(folder: Path) -> list[str]:
    return [str(problem) for problem in read_story(folder).problems]
