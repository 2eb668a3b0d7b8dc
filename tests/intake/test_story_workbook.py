"""A story's own workbook, edited in a spreadsheet, is that story again."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from dateline.formats.xlsx_workbook import make_xlsx
from dateline.intake.importing import WHOLE
from dateline.reading import load_story
from tests.command_line import run
from tests.story_files import write_story

ANN = "Ann Bell bought 12 percent of VK in 1969."


def edited(folder: Path, edit: Callable[[openpyxl.Workbook], None]) -> Path:
    """The workbook of the story of ``tests.story_files``, after an edit."""
    path, story = folder / "story.xlsx", folder / "before"
    story.mkdir()
    path.write_bytes(make_xlsx(load_story(write_story(story))).content)
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def refused(path: Path, *options: str) -> str:
    """The message of an import that writes nothing."""
    done = run("import", str(path), "--to", str(path.parent / "after"), *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert not (path.parent / "after").exists()
    return done.stderr.strip()


def add_row(book: openpyxl.Workbook, name: str, **cells: object) -> None:
    sheet = book[name]
    names = [cell.value for cell in sheet[1]]
    sheet.append([cells.get(column) for column in names])


def test_what_was_edited_in_each_sheet_comes_back(tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["article"]["B2"] = "Another title"
        book["article"].append(["text", ANN])
        add_row(
            book, "events", id="ann", date=dt.date(1969, 1, 1), title="Ann buys",
            category="Company", status="reported", evidence=ANN,
        )  # fmt: skip
        book["events"].cell(book["events"].max_row, 2).number_format = "yyyy"
        add_row(
            book, "stakes", id="ann", holder="Ann Bell", share=0.12, date=1969, basis="stated",
            evidence=ANN,
        )  # fmt: skip
        book["stakes"].cell(book["stakes"].max_row, 3).number_format = "0%"
        book["quotes"].delete_rows(2)
        book.create_sheet("mine").append(["a note"])

    path, after = edited(tmp_path, edit), tmp_path / "after"
    done = run("import", str(path), "--to", str(after))
    assert done.returncode == 0
    assert WHOLE in done.stdout
    assert "left out: the workbook's sheets mine" in done.stdout
    story = load_story(after)
    assert story.article.title == "Another title"
    assert story.article.text.endswith(ANN)
    assert [date.edtf for date in story.events["date"]] == ["2006", "1969"]
    assert story.stakes["share"].tolist()[1].low == 12
    assert story.quotes["id"].tolist() == []


def test_a_missing_sheet_is_reported(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda book: book.remove(book["stakes"]))
    done = run("import", str(path), "--to", str(tmp_path / "after"))
    assert 'the workbook has no sheet "stakes": stakes.csv has no row' in done.stdout
    assert load_story(tmp_path / "after").stakes["id"].tolist() == []


def test_omissions_come_back_and_go_with_their_sheet(tmp_path: Path) -> None:
    reason = {"evidence": "He left VK on Monday.", "reason": "told elsewhere"}
    story, after = tmp_path / "story", tmp_path / "after"
    story.mkdir()
    write_story(story, left_out=[reason])
    for name, is_there in (("with.xlsx", True), ("without.xlsx", False)):
        path = tmp_path / name
        path.write_bytes(make_xlsx(load_story(story)).content)
        if not is_there:
            book = openpyxl.load_workbook(path)
            book.remove(book["left_out"])
            book.save(path)
        done = run("import", str(path), "--to", str(after), "--force")
        assert len(load_story(after).left_out) == is_there
    assert "left_out.csv is removed: the story that is imported has none" in done.stdout


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["txt", "More."], '"txt" is no name there; allowed: title, outlet, url, '),
        (["title", "Twice"], "title appears twice; keep one"),
        (["text", "More.", "beside"], '"beside" stands beside the value; remove it'),
        ([None, "More."], '"" is no name there; allowed: '),
    ],
)
def test_an_unknown_row_in_the_articles_sheet_is_refused(
    row: list[str], message: str, tmp_path: Path
) -> None:
    path = edited(tmp_path, lambda book: book["article"].append(row))
    number = openpyxl.load_workbook(path)["article"].max_row
    assert f"{path}, sheet article, row {number}: {message}" in refused(path)


def test_options_are_refused_for_a_whole_story(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda book: None)
    assert refused(path, "--category", "x") == (
        f"--category has no effect on {path}, which is a whole Dateline story; leave it out, and "
        "change the files afterwards"
    )
