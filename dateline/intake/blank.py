"""A story to begin with: a short made-up one, and a page that explains each column.

The columns and their explanations are the schema's; the rows are examples of their use.
"""

import textwrap
from collections.abc import Iterable, Iterator

from dateline.formats.article_markdown import front_matter
from dateline.formatting import table_bytes
from dateline.reading import ARTICLE_FILE
from dateline.story import EVENTS, FRONT_MATTER, QUOTES, SCHEMAS, STAKES, TABLE_FILES, Column

README_FILE = "README.txt"
_WIDTH_CHARACTERS = 78

_FRONT = {
    "title": "Elmford closes its old bridge",
    "outlet": "The Elmford Post",
    "url": "https://example.org/bridge",
    "published": "2021-05-04",
    "published_note": "The date on the page.",
    "subject": "Elmford Bridge Company",
    "language": "en",
}
_BODY = """# Elmford closes its old bridge

> A made-up story. Put the words of your article here, and your rows into the tables.

## The council says that it had no choice.

On 3 May 2021 the council of Elmford closed the old bridge. "We had no choice," said Ada Berg,
the mayor.

The Elmford Trust holds 40 percent of the Elmford Bridge Company.
"""
_ROWS = {
    EVENTS: {
        "id": "closing",
        "date": "2021-05-03",
        "date_words": "On 3 May 2021",
        "title": "The old bridge is closed",
        "summary": "The council of Elmford closes the old bridge.",
        "category": "Council",
        "actors": "Council of Elmford",
        "status": "reported",
        "weight": "lead",
        "evidence": "On 3 May 2021 the council of Elmford closed the old bridge.",
    },
    STAKES: {
        "id": "trust",
        "holder": "Elmford Trust",
        "share": "40",
        "date": "2021-05-04",
        "basis": "stated",
        "note": "The article gives no day: the day of publication.",
        "evidence": "The Elmford Trust holds 40 percent of the Elmford Bridge Company.",
    },
    QUOTES: {
        "id": "no-choice",
        "speaker": "Ada Berg",
        "role": "mayor of Elmford",
        "text": "We had no choice,",
        "kind": "direct",
        "topic": "The closing",
        "evidence": '"We had no choice,"',
    },
}


def blank_story() -> dict[str, bytes]:
    """The files of the made-up story, by name."""
    tables = {
        schema.file: table_bytes(schema.names, [[row.get(name, "") for name in schema.names]])
        for schema, row in _ROWS.items()
    }
    article = (front_matter(_FRONT) + _BODY).encode("utf-8")
    return {ARTICLE_FILE: article, **tables, README_FILE: explained().encode("utf-8")}


def empty_tables() -> dict[str, bytes]:
    """Each table with its header alone: a page of text."""
    return {schema.file: table_bytes(schema.names, []) for schema in SCHEMAS}


def explained() -> str:
    """What each file and column is for; CSV has no place for a comment."""
    parts = [
        _filled(
            "A story is four files, or five. article.md is the text of the article, below lines of "
            "key: value between two lines of ---. The tables are CSV in UTF-8, by hand or by a "
            "spreadsheet; a column that is not required may be blank. Make left_out.csv where "
            "check lists words as left in the text that need no row. This page is for you, and no "
            "part of the story."
        ),
        _filled("dateline check FOLDER lists all that is wrong, and where."),
        "\n".join(_file_explained(ARTICLE_FILE, FRONT_MATTER)),
    ]
    parts += ["\n".join(_file_explained(schema.file, schema.columns)) for schema in TABLE_FILES]
    return "\n\n".join(parts) + "\n"


def _file_explained(file: str, columns: Iterable[Column]) -> Iterator[str]:
    yield file
    yield "=" * len(file)
    for column in columns:
        required = " (required)" if column.required else ""
        yield _filled(f"{column.name}{required}: {column.meaning}.")
        yield _filled(f"Allowed: {column.allowed}.", "    ")
        yield _filled(f"Hardest case: {column.hardest}", "    ")


def _filled(text: str, indent: str = "") -> str:
    after = indent if indent else "    "
    return textwrap.fill(
        text.replace("`", ""),
        _WIDTH_CHARACTERS,
        initial_indent=indent,
        subsequent_indent=after if indent or ":" in text[:30] else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
