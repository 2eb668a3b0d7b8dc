"""A story's events as the peers get them: the same titles, words, categories and bounds."""

import csv
import json
from pathlib import Path

from dateline.dates import parse_date


def events_json(folder: Path) -> str:
    """The dated events of a folder: id, title, text, category, start and end as ISO days.

    ``end`` is blank where the day is known; a bound that the date lacks is its other one. An
    undated event is left out, since none of the peers has a place for it.
    """
    with (folder / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        events = [_event(row) for row in csv.DictReader(file) if row["date"]]
    return json.dumps(events, ensure_ascii=False, separators=(",", ":"))


def _event(row: dict[str, str]) -> dict[str, str]:
    date = parse_date(row["date"])
    start, end = date.earliest or date.latest, date.latest or date.earliest
    assert start is not None, "a date has a bound on one side at least"
    assert end is not None, "and then its other bound is that one"
    return {
        "id": row["id"],
        "title": row["title"],
        "text": row["summary"] or "",
        "category": row["category"],
        "start": start.isoformat(),
        "end": end.isoformat() if end != start else "",
    }
