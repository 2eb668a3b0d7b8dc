"""What the desk says of rows is what ``check`` says of their files, for any story."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk import Desk
from dateline.reading import Reading, read_story
from tests.desk.desks import a_desk, done
from tests.story_files import an_event

ROOT = Path(__file__).parents[2]
STORIES = [ROOT, ROOT / "stories" / "takeover", ROOT / "stories" / "gericht"]
CELL = st.sampled_from(
    ["", "2014", "founding", "Company", "company", "left; founding", "reported", "so",
     "Pavel Durov", "In May 2013 the board met", "Pave\u0301l Durov", "Pável Durov",
     "He left VK\nHe left VK", "disputed", "claimed", "x" * 70]
)  # fmt: skip
COLUMN = st.sampled_from(
    ["id", "date", "date_words", "title", "category", "actors", "status", "asserted_by",
     "denied_by", "disputed_by", "weight", "evidence", "source"]
)  # fmt: skip


def told(problems: Any) -> list[tuple[Any, ...]]:
    return [(one["file"], one["line"], one["column"], one["words"]) for one in problems]


def told_by_check(reading: Reading) -> list[tuple[Any, ...]]:
    return [(one.file, one.line, one.column, one.message) for one in reading.problems]


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_a_good_story_has_the_warnings_that_check_has(story: Path, tmp_path: Path) -> None:
    for path in [story / "article.md", *story.glob("*.csv")]:
        shutil.copy(path, tmp_path / path.name)
    view, reading = Desk.open(tmp_path).view(), read_story(tmp_path)
    assert told(view["problems"]) == told_by_check(reading) == []
    warned = [(one["column"], one["words"]) for row in view["rows"] for one in row["warnings"]]
    assert sorted(warned) == sorted((one.column, one.message) for one in reading.warnings)
    assert all(row["written"] for row in view["rows"])


@given(st.lists(st.tuples(st.integers(0, 2), COLUMN, CELL), max_size=12))
def test_any_table_has_the_problems_that_check_has(cells: list[tuple[int, str, str]]) -> None:
    rows = [
        dict(an_event()),
        dict(an_event(id="left", title="He leaves", evidence="He left VK")),
        dict(an_event(id="met", title="They meet", evidence="In May 2013 the board met")),
    ]
    for number, column, value in cells:
        rows[number][column] = value
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        view = a_desk(folder, events=rows).view()
        assert told(view["problems"]) == told_by_check(read_story(folder))


@given(st.lists(st.tuples(st.integers(0, 2), COLUMN, CELL), min_size=1, max_size=12))
def test_no_edit_gives_the_files_a_problem(cells: list[tuple[int, str, str]]) -> None:
    events = [
        an_event(),
        an_event(id="left", title="He leaves", evidence="He left VK", disputed_by="founding"),
        an_event(id="met", title="They meet", evidence="In May 2013 the board met"),
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = a_desk(folder, events=events)
        uids = [row["uid"] for row in desk.view()["rows"]]
        for number, column, value in cells:
            done(desk, "edit", uid=uids[number], column=column, value=value)
            assert read_story(folder).problems == ()
            waiting = [row for row in desk.view()["rows"] if not row["written"]]
            assert all(row["problems"] for row in waiting)
