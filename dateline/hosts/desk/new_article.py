"""What the desk's first page asks: an article's words and facts from whatever holds them."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from dateline.dates import is_date, parse_date
from dateline.intake import IntakeError
from dateline.intake.pasted import draft_pasted
from dateline.intake.written_dates import edtf_of
from dateline.wording import date_in_words

_NO_DAY = "is no day that can be read in one way; write it as 3 May 2024 or 2024-05-03"


def read_article(command: Mapping[str, Any]) -> dict[str, Any]:
    """The words as Markdown and what is known or guessed of them; nothing is written.

    The command has the file's ``name``, which says its kind, its ``content`` in base64, and the
    ``facts`` that are known, by the keys of the front matter.
    """
    try:
        content = b64decode(str(command.get("content", "")), validate=True)
        given = {str(key): str(value) for key, value in dict(command.get("facts") or {}).items()}
        article = draft_pasted(str(command.get("name", "")), content, given)
    except (IntakeError, binascii.Error) as error:
        return {"error": str(error)}
    # The page itself asks for the day.
    remarks = [
        remark for remark in article.draft.remarks if not remark.startswith("published: not known")
    ]
    return {"text": article.body, "facts": dict(article.facts), "remarks": remarks}


def read_day(command: Mapping[str, Any]) -> dict[str, Any]:
    """A day as a person writes it as EDTF, and in words."""
    written = str(command.get("words", "")).strip()
    value, _ = edtf_of(written)
    if not is_date(value):
        return {"error": f"“{written}” {_NO_DAY}"}
    return {"value": value, "words": date_in_words(parse_date(value))}
