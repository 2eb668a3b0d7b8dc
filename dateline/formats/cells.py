"""A story's rows as the cells of a table, in the form that our own loader reads."""

from typing import Any

from dateline.shares import share_text
from dateline.story import Article, Column, Passage, Schema, Story, records


def table_cells(story: Story, schema: Schema) -> list[list[str]]:
    """The rows of a table, one cell for each column of the schema; no header."""
    return [
        [cell_text(row[column.name], column, story.article) for column in schema.columns]
        for row in records(getattr(story, schema.rows))
    ]


def cell_text(value: Any, column: Column, article: Article) -> str:
    """One value as a file has it: dates as EDTF, passages as the article's words."""
    if column.parse == "date":
        return value.edtf if value else ""
    if column.parse == "share":
        return share_text(value) if value else ""
    if column.parse == "passages":
        return "\n".join(passage_line(article, passage) for passage in value)
    if column.parse == "urls":
        return "\n".join(value)
    if column.parse in ("list", "ids", "figures"):
        return "; ".join(value)
    return str(value)


def passage_line(article: Article, passage: Passage) -> str:
    """A passage's words on one line: whitespace is compared as read."""
    return " ".join(article.words(passage).split())
