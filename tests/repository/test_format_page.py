"""docs/exporting.md and docs/format.md say what the code does; test_docs.py runs their commands."""

from pathlib import Path

from dateline.dates import parse_date
from dateline.reading import read_story
from dateline.shares import parse_share
from dateline.story import FRONT_MATTER, TABLE_FILES, Share, Story
from scripts.doc_pages import blocks
from scripts.format_tables import (
    EXPORTING,
    FORMAT_PAGE,
    STORY_SCHEMA,
    story_schema,
    with_columns,
    with_formats,
)


def the_example(folder: Path) -> Story:
    """The page's small story, read from files that hold what it prints, without a remark."""
    files = {Path(one.file).name: one.content for one in blocks(FORMAT_PAGE) if one.file}
    assert sorted(files) == ["article.md", "events.csv", "quotes.csv", "stakes.csv"]
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    reading = read_story(folder)
    assert (reading.problems, reading.warnings, reading.notes) == ((), (), ())
    assert reading.story
    return reading.story


def test_the_example_is_a_whole_story_of_the_hard_cases(tmp_path: Path) -> None:
    story = the_example(tmp_path)
    events, stakes, quotes = (
        table.set_index("id") for table in (story.events, story.stakes, story.quotes)
    )
    assert story.article.figures == ("stake:fund", "event:talks..event:sale", "disputes")
    assert [style.kind for style in story.article.styles] == ["emphasis"]
    assert events["date"]["talks"] == parse_date("[2021-05..2021-06]")
    assert events["asserted_by"]["sale"] == ("North Quay",)
    assert events["denied_by"]["sale"] == ("Vera Lund",)
    assert (events["status"]["denial"], events["disputed_by"]["denial"]) == ("reported", ("sale",))
    assert stakes["share"].tolist() == [Share(40, 40), parse_share("<=25")]
    assert stakes["disputed_by"].tolist() == [("fund-by-founder",), ("fund",)]
    assert quotes["text"]["paid"] == "We paid,\nTwice."
    assert [story.article.words(place) for place in quotes["evidence"]["paid"]] == [
        '"We paid,"',
        '"Twice."',
    ]


def test_every_column_has_its_hardest_case() -> None:
    columns = [*FRONT_MATTER, *(column for schema in TABLE_FILES for column in schema.columns)]
    assert [column.name for column in columns if not column.hardest] == []


def test_the_tables_are_those_of_the_schemas_and_formats() -> None:
    for page, with_tables in ((EXPORTING, with_formats), (FORMAT_PAGE, with_columns)):
        text = page.read_text(encoding="utf-8")
        assert with_tables(text) == text, "run: python -m scripts.format_tables"


def test_the_schema_of_json_that_is_linked_is_the_one_that_is_kept() -> None:
    text = STORY_SCHEMA.read_text(encoding="utf-8")
    assert text == story_schema(), "run: python -m scripts.format_tables"
