"""What the rules find in a sentence, in the form of ``dateline draft --text --format json``."""

import json
from typing import Any

from dateline.dates import parse_date
from dateline.drafting.calendar_points import published_of
from dateline.drafting.proposals import find_all
from dateline.drafting.written import findings_json


def found_in(text: str, language: str = "en", published: str = "2014-04-23") -> dict[str, Any]:
    day = published_of(parse_date(published)) if published else None
    found: dict[str, Any] = json.loads(findings_json(text, find_all(text, language, day)))
    return found


def dates_in(
    text: str, language: str = "en", published: str = "2014-04-23"
) -> list[tuple[str, str]]:
    """The words and the EDTF of each date; 23 April 2014 is a Wednesday."""
    return [(date["words"], date["edtf"]) for date in found_in(text, language, published)["dates"]]
