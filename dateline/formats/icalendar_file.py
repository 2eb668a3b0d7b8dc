"""``ics``: the dated events as all-day entries of a calendar (RFC 5545)."""

import datetime as dt
import re
from collections.abc import Iterator

from dateline.formats.exported import Exported, Reason, all_left_out, losses
from dateline.formats.identity import stable_uuid
from dateline.formats.plain_text import control_character_losses, without_controls
from dateline.formats.prose import Placed, headline, origin, passages, placed, sentences
from dateline.story import Article, Story
from dateline.wording import date_in_words

PRODUCT = "-//Dateline//One article as a timeline//EN"
_LONGEST_LINE_OCTETS = 75
# Any line break counts, including those at which only some readers split lines.
_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NO_DAY = dt.date(1970, 1, 1)
_SPECIAL = re.compile(r"[\\;,]")
_LAST_DAY = Reason(
    "events",
    "lasts to the end of the calendar and is left out",
    "last to the end of the calendar and are left out",
    is_left_out=True,
)


def make_ics(story: Story) -> Exported:
    """The same file for the same story: its entries carry the day of publication as their time.

    An event whose day is not known covers all days that are possible, and its title and
    description say so. Events without two bounds are left out and reported.
    """
    found, placing_losses = placed(story.events)
    # The end is written as the day after the last, and after 9999 there is none.
    endless = [event for event in found if event.last == dt.date.max]
    found = [event for event in found if event.last != dt.date.max]
    published = story.article.published
    stamp = f"{_day((published and published.latest) or _NO_DAY)}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_text(story.article.title)}")
    for event in found:
        lines += _entry(event, story.article, stamp)
    lines.append("END:VCALENDAR")
    content = "".join(f"{part}\r\n" for line in lines for part in _folded(line))
    return Exported(
        content.encode("utf-8"),
        (
            *placing_losses,
            *losses((_LAST_DAY, [event.row["id"] for event in endless])),
            *control_character_losses(story, ["events"]),
            *all_left_out(story, "stakes", "quotes", why="no place in a calendar"),
        ),
    )


def _entry(event: Placed, article: Article, stamp: str) -> Iterator[str]:
    row = event.row
    yield "BEGIN:VEVENT"
    # The same in each export, so that a calendar updates what it has.
    yield "UID:" + stable_uuid(article, f"event={row['id']}")
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(event.first)}"
    yield f"DTEND;VALUE=DATE:{_day(event.last + dt.timedelta(days=1))}"
    yield f"SUMMARY:{_text(_title(event, article))}"
    yield f"DESCRIPTION:{_text(_description(event, article))}"
    yield f"CATEGORIES:{_text(row['category'])}"
    if row["status"] == "planned":
        yield "STATUS:TENTATIVE"
    # A URI is not text: nothing is escaped in it, and it has no line break.
    address = row["source"][0] if row["source"] else article.url
    if address:
        yield f"URL:{address}"
    # A past event does not make anybody busy on that day.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _title(event: Placed, article: Article) -> str:
    known = "" if event.date.is_exact else date_in_words(event.date, article.language)
    return headline(event.row, known)


def _description(event: Placed, article: Article) -> str:
    row = event.row
    span = (
        ""
        if event.date.is_exact
        else "The exact time is not known: the entry covers every day that is possible."
    )
    quoted = [f"“{words}”" for words in passages(row, article)]
    parts = (*sentences(row, article, event.rivals), span, *quoted, origin(row, article))
    return "\n".join(filter(None, parts))


def _day(day: dt.date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(value: str) -> str:
    """A value of type TEXT."""
    escaped = _SPECIAL.sub(r"\\\g<0>", _LINE_BREAK.sub("\n", value))
    return without_controls(escaped).replace("\x7f", "\ufffd").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line folded into pieces of at most 75 octets, between characters; each but the first starts
    with a space, which belongs to the fold."""
    start, size = 0, 0
    for place, character in enumerate(line):
        octets = len(character.encode("utf-8"))
        if size + octets > _LONGEST_LINE_OCTETS:
            yield (" " if start else "") + line[start:place]
            start, size = place, 1
        size += octets
    yield (" " if start else "") + line[start:]
