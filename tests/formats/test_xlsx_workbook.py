"""xlsx: every cell is text, and our own loader reads the same story from the workbook."""

import io
import re
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given

from dateline.formats.xlsx_workbook import CONTINUED, MOST_UNITS, TEXT, make_xlsx
from dateline.intake.story_workbook import story_files
from dateline.intake.workbooks import load_workbook
from dateline.reading import load_story
from dateline.story import Passage, Story, records
from tests.builders import an_event, table
from tests.drawn_stories import stories
from tests.formats.compared import content_of, loadable
from tests.formats.hostile import bare_story, hostile_story
from tests.story_files import a_stake, an_article, write_story
from tests.story_files import an_event as a_written_event

SHEETS = ["events", "stakes", "quotes", "article"]


def sheets(story: Story) -> dict[str, list[list[str]]]:
    book = openpyxl.load_workbook(io.BytesIO(make_xlsx(story).content))
    assert book.sheetnames == SHEETS
    for sheet in book:
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
            assert {type(cell.value) for cell in row} <= {str, type(None)}
    return {
        sheet.title: [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book
    }


def loaded_again(story: Story, folder: Path) -> Story:
    """The workbook's story, as it is imported."""
    path = folder / "story.xlsx"
    path.write_bytes(make_xlsx(story).content)
    files, remarks = story_files(path, load_workbook(path))
    assert remarks == ()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return load_story(folder)


def test_the_shipped_story_is_loaded_again(published: Story, tmp_path: Path) -> None:
    made = make_xlsx(published)
    assert (made.losses, made.remarks) == ((), ())
    assert content_of(loaded_again(published, tmp_path)) == content_of(published)


@given(stories())
def test_a_drawn_story_is_loaded_again(drawn: Story) -> None:
    story = loadable(drawn)
    with tempfile.TemporaryDirectory() as folder:
        assert content_of(loaded_again(story, Path(folder))) == content_of(story)


@pytest.mark.parametrize("language", ["de", "ar"])
def test_what_xml_refuses_is_replaced_and_reported(language: str, tmp_path: Path) -> None:
    story = hostile_story(tmp_path, language)
    made = make_xlsx(story)
    assert [str(loss) for loss in made.losses] == [
        "1 event contains control characters, each written as U+FFFD: bell"
    ]
    assert made.remarks == ("the article contains control characters, each written as U+FFFD",)
    found = sheets(story)
    for name in SHEETS[:3]:
        rows = records(getattr(story, name))
        assert [row[0] for row in found[name][1:]] == [row["id"] for row in rows]
    bell = next(row for row in found["events"] if row[0] == "bell")
    assert "bell\ufffd\ufffd end" in bell


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_formula_is_a_text_in_each_table(start: str, tmp_path: Path) -> None:
    hostile = f"{start}1+1"
    story = load_story(
        write_story(
            tmp_path,
            events=[a_written_event(title=f"'{hostile}", category="_x0041_ c")],
            stakes=[a_stake(holder=f"'{hostile}", note=f"'{hostile}")],
        )
    )
    book = openpyxl.load_workbook(io.BytesIO(make_xlsx(story).content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    found = [cell for cell in cells if cell.value == hostile]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)] * 3
    assert [cell.value for cell in cells if "0041" in str(cell.value)] == ["_x005F_x0041_ c"]


def test_what_is_too_long_for_a_cell_is_reported_and_the_article_goes_on_in_the_next(
    tmp_path: Path,
) -> None:
    long = "🚢" * MOST_UNITS
    words = "Pavel Durov founded VK. " + "word " * MOST_UNITS + "end."
    story = load_story(
        write_story(tmp_path, article=an_article(f"\n{words}\n"), stakes=[], quotes=[])
    )
    events: Any = table(
        an_event("long", summary=long, evidence=(Passage(0, 22),)),
        an_event("short", evidence=(Passage(0, 22),)),
    )
    longer = replace(story, events=events)
    assert [str(loss) for loss in make_xlsx(longer).losses] == [
        "1 event has more than 32,767 characters in a cell, where it is cut off: long"
    ]
    found = sheets(longer)
    assert found["events"][1][5] == "🚢" * (MOST_UNITS // 2)
    pieces = [value for name, value in found["article"] if name in (TEXT, CONTINUED)]
    assert len(pieces) > 1
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= MOST_UNITS
    assert "".join(pieces) == words


def test_an_empty_table_is_a_header(tmp_path: Path) -> None:
    found = sheets(bare_story(tmp_path))
    assert [len(found[name]) for name in SHEETS[:3]] == [2, 1, 1]


def test_a_row_is_as_high_as_its_longest_cell_needs(tmp_path: Path) -> None:
    words = "word " * 60
    events = [a_written_event(id="long", summary=words), a_written_event(id="short")]
    story = load_story(write_story(tmp_path, events=events))
    sheet = openpyxl.load_workbook(io.BytesIO(make_xlsx(story).content))["events"]
    width = sheet.column_dimensions["F"].width
    heights = [sheet.row_dimensions[row].height for row in (1, 2, 3)]
    assert heights[0] == 15
    assert heights[1] >= 15 * len(words) / width > 3 * heights[2]


def test_an_escaped_character_is_one_character_again(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path, events=[a_written_event(category="_x0041_ c")]))
    assert content_of(loaded_again(story, tmp_path)) == content_of(story)


def test_nothing_in_a_workbook_is_of_the_clock(tmp_path: Path) -> None:
    content = make_xlsx(bare_story(tmp_path)).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        times = re.findall(r"\d{4}-\d\d-\d\dT[^<]*", archive.read("docProps/core.xml").decode())
    assert times == ["1980-01-01T00:00:00Z"] * 2
