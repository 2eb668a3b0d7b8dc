"""Text for formats that reject some characters: U+FFFD replaces each, and its row is reported."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from dateline.formats.exported import Loss, Reason, losses
from dateline.story import Story, records

# What XML rejects: control characters except tabs and line breaks, and two noncharacters.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REPLACED = "\ufffd"


def without_controls(text: str) -> str:
    return _REFUSED.sub(_REPLACED, text)


def control_character_losses(story: Story, tables: Iterable[str]) -> tuple[Loss, ...]:
    """The rows of some tables whose cells or passages contain replaced characters."""
    found = []
    for name in tables:
        reason = Reason(
            name,
            "contains control characters, each written as U+FFFD",
            "contain control characters, each written as U+FFFD",
        )
        rows: pd.DataFrame = getattr(story, name)
        found.append((reason, [r["id"] for r in records(rows) if _has_controls(r, story)]))
    return losses(*found)


def _has_controls(row: Mapping[str, Any], story: Story) -> bool:
    texts = [value for value in row.values() if isinstance(value, str)]
    texts += [v for cell in row.values() if isinstance(cell, tuple) for v in cell
              if isinstance(v, str)]  # fmt: skip
    texts += [story.article.words(place) for place in row["evidence"]]
    return any(_REFUSED.search(text) for text in texts)
