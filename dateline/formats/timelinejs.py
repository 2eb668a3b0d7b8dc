"""``timelinejs``: the dated events for TimelineJS 3, as its JSON.

TimelineJS inserts headlines and texts as HTML. They are built from elements and text nodes, so
that no word of a story becomes markup.
"""

import datetime as dt
import json
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from dateline.dates import Precision
from dateline.formats.exported import Exported, all_left_out
from dateline.formats.plain_text import control_character_losses, without_controls
from dateline.formats.prose import (
    Placed,
    headline,
    is_in_months_or_years,
    origin,
    passages,
    placed,
    sentences,
)
from dateline.story import Article, Story
from dateline.wording import date_in_words


def make_timelinejs(story: Story) -> Exported:
    """Months and years stay what they are; any other event whose day is not known covers all days
    that are possible, with its date in words. Events without two bounds are left out and
    reported: TimelineJS would drop them."""
    found, placing_losses = placed(story.events, says_months=True)
    content = {
        "scale": "human",
        "title": _title(story.article),
        "events": [_event(event, story.article) for event in found],
    }
    remarks = () if found else ("no event has a date: TimelineJS rejects a timeline without one",)
    return Exported(
        (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8"),
        (
            *placing_losses,
            *control_character_losses(story, ["events"]),
            *all_left_out(story, "stakes", "quotes", why="no place in TimelineJS"),
        ),
        remarks,
    )


def _title(article: Article) -> dict[str, Any]:
    text = Element("div")
    published = date_in_words(article.published, article.language) if article.published else ""
    _paragraph(text, ", ".join(filter(None, (article.outlet, published))))
    if article.url:
        _link(SubElement(text, "p"), article.url)
    return {"unique_id": "title", "text": {"headline": _html(article.title), "text": _inner(text)}}


def _event(event: Placed, article: Article) -> dict[str, Any]:
    row = event.row
    text = Element("div")
    for words in sentences(row, article, event.rivals):
        _paragraph(text, words)
    for words in passages(row, article):
        quote = SubElement(text, "blockquote", {"lang": article.language, "dir": "auto"})
        quote.text = without_controls(words)
    _paragraph(text, origin(row, article))
    for address in row["source"]:
        _link(SubElement(text, "p"), address)
    return {
        "unique_id": f"event-{row['id']}",
        **_dates(event),
        "display_date": _stripped_later(date_in_words(event.date, article.language)),
        "group": _stripped_later(row["category"]),
        "text": {"headline": _html(headline(row)), "text": _inner(text)},
    }


def _dates(event: Placed) -> dict[str, dict[str, int]]:
    date = event.date
    precision = date.start.precision if date.start and is_in_months_or_years(date) else "day"
    start = {"start_date": _date(event.first, precision)}
    # TimelineJS drops an end that is not after the start, so a single month has none.
    is_one = date.kind == "date" and precision != "day"
    return start if is_one else start | {"end_date": _date(event.last, precision)}


def _date(day: dt.date, precision: Precision) -> dict[str, int]:
    parts = {"year": day.year, "month": day.month, "day": day.day}
    known = {"year": 1, "month": 2}.get(precision, 3)
    return dict(list(parts.items())[:known])


def _paragraph(parent: Element, words: str) -> None:
    if words:
        SubElement(parent, "p", {"dir": "auto"}).text = without_controls(words)


def _link(parent: Element, address: str) -> None:
    SubElement(parent, "a", {"href": address}).text = address


def _html(words: str) -> str:
    return escape(without_controls(words), quote=False)


def _inner(element: Element) -> str:
    """The element's children as HTML."""
    return "".join(tostring(child, encoding="unicode", method="html") for child in element)


def _stripped_later(words: str) -> str:
    """Words for a field that TimelineJS parses as HTML and whose text it inserts as HTML again.

    Escaped once, a "<" would come back as markup at the second reading.
    """
    return escape(_html(words), quote=False)
