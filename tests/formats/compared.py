"""Stories compared as wholes, and stories that loading would accept."""

from dataclasses import replace
from typing import Any

from dateline.story import Article, Story, records


def content_of(story: Story) -> tuple[Article, dict[str, list[dict[str, Any]]]]:
    """Everything in a story except the lines of its rows in their files."""
    tables = {"events": story.events, "stakes": story.stakes, "quotes": story.quotes}
    rows = {
        name: [{k: v for k, v in row.items() if k != "line"} for row in records(table)]
        for name, table in tables.items()
    }
    return story.article, rows


def loadable(story: Story) -> Story:
    """A drawn story without what its own files could not say: dates in no words of the article,
    figures of background rows, disputes with nobody."""
    background = {f"event:{i}" for i in story.events.loc[story.events["background"], "id"]}
    figures = [f for f in story.article.figures if background.isdisjoint(f.split(".."))]
    article = replace(story.article, figures=tuple(figures))
    return replace(story, article=article, events=story.events.assign(date_words=""))
