"""A row in plain sentences, for formats that have room for words but not for columns."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dateline.dates import PartialDate
from dateline.formats.exported import Loss, Reason, losses
from dateline.story import Article, records, rivals
from dateline.wording import date_in_words, names_in_words, stake_share, stance_in_words

NO_DATE = Reason(
    "events", "has no date and is left out", "have no date and are left out", is_left_out=True
)
ONE_BOUND = Reason(
    "events",
    "has a date that is open at one end and is left out",
    "have dates that are open at one end and are left out",
    is_left_out=True,
)
NO_DAY = Reason(
    "events",
    "has no certain day and covers all days that are possible",
    "have no certain day and cover all days that are possible",
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row of events, its first and last possible day, and the row's ``rivals``."""

    row: Mapping[str, Any]
    date: PartialDate
    first: dt.date
    last: dt.date
    rivals: tuple[str, ...]


def placed(
    events: pd.DataFrame, *, says_months: bool = False
) -> tuple[list[Placed], tuple[Loss, ...]]:
    """The events that have both bounds, in the order of the table, and the losses of the rest.

    An event whose day is not known covers its possible days and is reported as well, except
    months and years if the format ``says_months``.
    """
    found: list[Placed] = []
    undated, open_ended, vague = [], [], []
    disputes = rival_titles(events)
    for row in records(events):
        known: PartialDate | None = row["date"]
        if known is None:
            undated.append(row["id"])
        elif known.earliest is None or known.latest is None:
            open_ended.append(row["id"])
        else:
            found.append(Placed(row, known, known.earliest, known.latest, disputes[row["id"]]))
            if not (known.is_exact or (says_months and is_in_months_or_years(known))):
                vague.append(row["id"])
    return found, losses((NO_DATE, undated), (ONE_BOUND, open_ended), (NO_DAY, vague))


def is_in_months_or_years(date: PartialDate) -> bool:
    """Whether a date is a month or a year, or a range of them, without any doubt."""
    start, end = date.start, date.end
    if date.kind == "one_of" or not (start and end) or start.precision != end.precision:
        return False
    marks = (start.approximate, start.uncertain, end.approximate, end.uncertain)
    return start.precision in ("month", "year") and not any(marks)


def rival_titles(rows: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """By id, the titles of the rows that contradict a row; for stakes the holder and share."""
    found = records(rows)
    names = {row["id"]: row.get("title") or _held(row) for row in found}
    return {
        row_id: tuple(names[other] for other in others) for row_id, others in rivals(found).items()
    }


def _held(row: Mapping[str, Any]) -> str:
    return f"{names_in_words(row['holder'])}: {stake_share(row)}"


def sentences(row: Mapping[str, Any], article: Article, disputes: Sequence[str]) -> list[str]:
    """What a row of events or stakes says besides its title and passages, without blanks."""
    who = f"With {names_in_words(row['actors'])}." if row.get("actors") else ""
    against = f"Disputed by: {'; '.join(disputes)}" if disputes else ""
    status = stance_in_words(row)
    if "status" in row:
        status = f"Status: {status or row['status']}"
    parts = (row.get("summary", ""), who, when(row, article), row.get("note", ""), status)
    return [part for part in (*parts, against) if part]


def headline(row: Mapping[str, Any], *asides: str) -> str:
    """An event's title with who says so: it may be read alone and must not look like a fact."""
    asides_in_words = "; ".join(filter(None, (*asides, stance_in_words(row))))
    return f"{row['title']} ({asides_in_words})" if asides_in_words else str(row["title"])


def passages(row: Mapping[str, Any], article: Article) -> list[str]:
    """The row's passages, each on one line."""
    return [" ".join(article.words(place).split()) for place in row["evidence"]]


def when(row: Mapping[str, Any], article: Article) -> str:
    """The date in words, with the article's own words and the note on how it follows from them."""
    is_planned = row.get("status") == "planned"
    words = date_in_words(row["date"], article.language, is_planned=is_planned)
    if row.get("date_words"):
        words += f" (“{row['date_words']}”)"
    return ". ".join(filter(None, (words, row.get("date_note", ""))))


def origin(row: Mapping[str, Any], article: Article) -> str:
    """The row's origin: the outlet and headline, or the addresses of other sources."""
    if row.get("source"):
        return "Not from the article but from " + ", ".join(row["source"])
    return f"{article.outlet}: {article.title}"
