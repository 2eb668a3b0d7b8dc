"""How much of the article is used, and what is not."""

from pathlib import Path

from dateline.coverage import measure_coverage
from dateline.reading import load_story
from dateline.story import Story
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
