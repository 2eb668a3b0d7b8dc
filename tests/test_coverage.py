"""How much of the article is used, and what isn't."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.coverage import measure_coverage
from dateline.passages import segments
from dateline.reading import load_story
from dateline.story import Story
from scripts.generate_story import generate_story
from tests.story_files import write_story


def test_nothing_of_the_shipped_article_is_overlooked(published: Story) -> None:
    assert measure_coverage(published).uncovered == ()


def test_page_furniture_does_not_count(published: Story) -> None:
    found = measure_coverage(published)
    furniture = [part for part in found.blocks if part.block.kind == "furniture"]
    assert [part.used for part in furniture] == [0, 0, 0]
    assert found.share_percent > 97


def test_each_block_has_its_own_share(published: Story) -> None:
    found = measure_coverage(published)
    assert found.blocks[0].share_percent == 100
    assert len(found.blocks) == len(published.article.blocks)


def test_what_no_row_touches_is_listed_in_the_order_of_the_text(tmp_path: Path) -> None:
    write_story(tmp_path)
    path = tmp_path / "article.md"
    extra = '\n\nOn Friday in 2011 he sold 12 percent and said "never again".\n\n> Photo of 1999\n'
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    story = load_story(tmp_path)
    found = [
        (mention.kind, story.article.words(mention.passage), mention.explanation)
        for mention in measure_coverage(story).uncovered
    ]
    assert found[-5:] == [
        ("date", "Friday", ""),
        ("date", "2011", ""),
        ("percentage", "12 percent", ""),
        ("quotation", '"never again"', ""),
        ("date", "1999", "page furniture"),
    ]


def test_marks_that_open_in_one_language_close_in_another(tmp_path: Path) -> None:
    write_story(tmp_path)
    path = tmp_path / "article.md"
    extra = "\n\nEr sagte »nie wieder« und «jamais», so »die ›Akten‹«. Ein Wort» steht «allein.\n"
    path.write_text(path.read_text(encoding="utf-8") + extra, encoding="utf-8")
    story = load_story(tmp_path)
    left = [story.article.words(m.passage) for m in measure_coverage(story).uncovered]
    assert left[-3:] == ["»nie wieder«", "«jamais»", "»die ›Akten‹«"]


@pytest.mark.parametrize(
    "make",
    [lambda folder: write_story(folder), lambda folder: generate_story(folder, 40)],
    ids=["small", "generated"],
)
def test_used_characters_are_those_of_the_pieces_that_a_row_rests_on(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    story = load_story(make(tmp_path))
    spans = [
        (table, passage)
        for table in ("events", "stakes", "quotes")
        for cell in getattr(story, table)["evidence"]
        for passage in cell
    ]
    for part in measure_coverage(story).blocks:
        pieces = segments(spans, part.block.start, part.block.end)
        assert part.used == sum(piece.end - piece.start for piece in pieces if piece.keys)
    for mention in measure_coverage(story).uncovered:
        assert not any(mention.passage.overlaps(passage) for _, passage in spans)
