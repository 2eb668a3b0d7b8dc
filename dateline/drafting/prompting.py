"""The prompt for a language model: the format's rules, the schema of an answer, the article."""

import json
from typing import Any

from dateline.story import SCHEMAS, Article, Column

_RULES = """\
You turn one news article into rows of three tables: events, stakes (who owns how much) and quotes.
Answer with one JSON object, as the schema below says, and nothing else.

Rules:
- Each row rests on `evidence`: words copied from the article, letter by letter, that occur in it
  exactly once. Copy more neighbouring words if they occur twice. Several passages: one a line.
- What the article does not say is blank (""). Never guess, and add nothing from elsewhere.
- `date` is EDTF at the precision of the words: 2014, 2014-04, 2014-04-21, 2007~ (about),
  2013-12/2014-02 (lasted), [2014-04-01..2014-04-30] (one unknown day). A month stays a month.
  `date_words` are the article's own words for the time. Relative times count from publication.
- `status` of an event: reported (the article vouches), claimed (then `asserted_by` says who),
  disputed (then `denied_by` says who) or planned.
- `share` is a percentage (48), a fraction (1/3), or one with ~, <, > before it; `share_words` are
  the article's words where it prints no number. What changed hands is no share: leave it blank.
- `basis` of a stake: stated, derived or undisclosed.
- `text` of a quote holds the words without quotation marks; an interrupted quote has one piece a
  line. `kind`: direct, fragment, indirect, scare or gloss.
- `speaker` and `holder` are names that stand in the article, in their full form.
"""


def prompt_of(article: Article) -> str:
    """The whole prompt; the same article always has the same."""
    published = article.published.edtf if article.published else "not known"
    schema = json.dumps(answer_schema(), ensure_ascii=False, indent=1)
    return (
        f"{_RULES}\nJSON schema of the answer:\n{schema}\n\n"
        f"The article (language: {article.language}; published: {published}; shares are those "
        f"of: {article.subject or 'nobody'}):\n\n{article.text}\n"
    )


def answer_schema() -> dict[str, Any]:
    """A list of rows, each with the name of its table: a cut answer still has whole rows."""
    return {
        "type": "object",
        "required": ["rows"],
        "properties": {
            "rows": {
                "type": "array",
                "items": {
                    "anyOf": [
                        {
                            "type": "object",
                            "required": ["table", "evidence"],
                            "properties": {
                                "table": {"const": schema.rows},
                                **{
                                    column.name: _cell(column)
                                    for column in schema.columns
                                    if column.name not in ("source", "weight")
                                },
                            },
                        }
                        for schema in SCHEMAS
                    ]
                },
            }
        },
    }


def _cell(column: Column) -> dict[str, Any]:
    made: dict[str, Any] = {"type": "string", "description": column.meaning}
    return made | ({"enum": ["", *column.choices]} if column.choices else {})
