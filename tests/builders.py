"""Rows and tables of a story, in memory: defaults plus what a test is about."""

from typing import Any

import pandas as pd

from dateline.dates import parse_date
from dateline.story import Share


def an_event(event_id: str = "e1", date: str = "2014-04-21", **changes: Any) -> dict[str, Any]:
    """One row of ``Story.events``; ``date`` is EDTF, blank = undated."""
    row = {
        "id": event_id, "date": parse_date(date) if date else None, "date_words": "Monday",
        "date_note": "", "title": "Something happens", "summary": "", "category": "Company",
        "actors": (), "status": "reported", "asserted_by": (), "denied_by": (),
        "disputed_by": (), "weight": "", "evidence": (), "source": (), "line": 2,
        "background": False,
    }  # fmt: skip
    return row | changes


def a_stake(
    stake_id: str = "s1", holder: str = "A", share: float | None = 48, **changes: Any
) -> dict[str, Any]:
    """One row of ``Story.stakes``; ``share`` None = not disclosed."""
    row = {
        "id": stake_id, "holder": tuple(holder.split("; ")),
        "share": None if share is None else Share(share, share), "date": parse_date("2014-04-22"),
        "basis": "undisclosed" if share is None else "stated", "asserted_by": (), "denied_by": (),
        "disputed_by": (), "note": "", "evidence": (), "source": (), "line": 2,
        "background": False, "share_words": "", "of": "",
    }  # fmt: skip
    return row | changes


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """A frame of rows; without rows it has the columns that the figures ask for."""
    columns = list((rows[0] if rows else an_event() | a_stake()).keys())
    frame = pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype="object")
                          for name in columns})  # fmt: skip
    return frame.astype({"background": "bool", "id": "str"})
