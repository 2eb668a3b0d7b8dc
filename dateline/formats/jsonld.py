"""``jsonld``: the article with its events and quotes, in the words of schema.org.

Whoever says or does something is a Thing: a story doesn't say who is a person and who is an
organisation. An article's publisher is an Organization.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.dates import PartialDate, Point
from dateline.formats.exported import Exported, Reason, all_left_out, losses
from dateline.formats.identity import article_iri
from dateline.formats.prose import passages, rival_titles, sentences, when
from dateline.story import SPEECH_KINDS, Article, Story, records
from dateline.wording import date_in_words

CONTEXT = "https://schema.org"
_KINDS = {
    "direct": "",
    "fragment": "A few words within a sentence of the article.",
    "indirect": "Indirect speech, in the article's words.",
}
_NO_SPEECH = Reason(
    "quotes", "is no speech and is left out", "are no speech and are left out", is_left_out=True
)


def make_jsonld(story: Story) -> Exported:
    """A NewsArticle that mentions Events and Quotations. Dates that ISO 8601 can't express are
    written as text only and reported."""
    article = story.article
    # Only once: without an address the name is a hash of the whole text.
    iri = article_iri(article)
    events, quotes = records(story.events), records(story.quotes)
    speech = [row for row in quotes if row["kind"] in SPEECH_KINDS]
    undated = [row["id"] for row in speech if row["date"] and not _day_of(row["date"])]
    disputes = rival_titles(story.events)
    content = {"@context": CONTEXT, **_article(article, iri)}
    content["mentions"] = [
        *(_event(row, article, iri, disputes[row["id"]]) for row in events),
        *(_quotation(row, article, iri) for row in speech),
    ]
    sources = dict.fromkeys(address for row in events for address in row["source"])
    if sources:
        content["citation"] = [{"@type": "WebPage", "url": address} for address in sources]
    return Exported(
        # So that it can be put into a script element, which "</script>" would end.
        (json.dumps(content, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode(),
        (
            *losses(
                (_as_text("events"), _unsaid(events)),
                (_as_text("quotes"), undated),
                (_NO_SPEECH, [r["id"] for r in quotes if r["kind"] not in SPEECH_KINDS]),
            ),
            *all_left_out(story, "stakes", why="no place in schema.org"),
        ),
        _unpublished(article),
    )


def _unpublished(article: Article) -> tuple[str, ...]:
    if not article.published or _day_of(article.published):
        return ()
    words = date_in_words(article.published, article.language)
    return (f"datePublished is left out: schema.org can't express {words} (EDTF "
            f"{article.published.edtf})",)  # fmt: skip


def _as_text(table: str) -> Reason:
    return Reason(
        table,
        "has a date that schema.org can't express and that is written as text",
        "have dates that schema.org can't express and that are written as text",
    )


def _unsaid(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return [row["id"] for row in rows if row["date"] and iso_dates(row["date"]) is None]


def _article(article: Article, iri: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": iri,
        "headline": article.title,
        "inLanguage": article.language,
        "publisher": {"@type": "Organization", "name": article.outlet},
        "articleBody": article.text,
    }
    if article.url:
        found["url"] = article.url
    if article.published and (day := _day_of(article.published)):
        found["datePublished"] = day
    if article.subject:
        found["about"] = _thing(article.subject)
    return found


def _event(
    row: Mapping[str, Any], article: Article, iri: str, disputes: Sequence[str]
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "Event",
        "identifier": f"event:{row['id']}",
        "name": row["title"],
        "description": "\n".join(sentences(row, article, disputes)),
        "keywords": row["category"],
    }
    first, last = (iso_dates(row["date"]) if row["date"] else None) or ("", "")
    if first:
        found["startDate"] = first
    if last:
        found["endDate"] = last
    if row["status"] == "planned":
        found["eventStatus"] = f"{CONTEXT}/EventScheduled"
    if row["actors"]:
        found["about"] = [_thing(name) for name in row["actors"]]
    found["subjectOf"] = [
        *(
            {"@type": "CreativeWork", "text": words, "isPartOf": {"@id": iri}}
            for words in passages(row, article)
        ),
        *({"@type": "WebPage", "url": address} for address in row["source"]),
        *_claims(row),
    ]
    return found


def _claims(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Who says it, if the article doesn't vouch for it: an Event alone would look like a fact."""
    if not row["asserted_by"]:
        return []
    authors = [_thing(name) for name in row["asserted_by"]]
    return [{"@type": "Claim", "text": row["title"], "author": authors}]


def _quotation(row: Mapping[str, Any], article: Article, iri: str) -> dict[str, Any]:
    about = (
        _KINDS[row["kind"]],
        f"Said to {row['said_to']}." if row["said_to"] else "",
        when(row, article) if row["date"] else "",
        row["note"],
    )
    found: dict[str, Any] = {
        "@type": "Quotation",
        "identifier": f"quote:{row['id']}",
        "text": row["text"],
        "inLanguage": article.language,
        "isPartOf": {"@id": iri},
    }
    if any(about):
        found["description"] = " ".join(filter(None, about))
    if row["speaker"] or row["role"]:
        found["spokenByCharacter"] = _thing(row["speaker"], row["role"])
    if row["topic"]:
        found["about"] = _thing(row["topic"])
    if row["date"] and (day := _day_of(row["date"])):
        found["dateCreated"] = day
    return found


def _thing(name: str, description: str = "") -> dict[str, str]:
    said = {"name": name, "description": description}
    return {"@type": "Thing"} | {key: words for key, words in said.items() if words}


def _day_of(date: PartialDate) -> str:
    """One day, month or year in ISO 8601; "" if a date is anything else."""
    first, last = iso_dates(date) or ("", "")
    return first if first == last else ""


def iso_dates(date: PartialDate) -> tuple[str, str] | None:
    """Start and end in ISO 8601, as precise as they are known, or None if it can't express them.

    A single date is both; "" is an open end. None: approximate or uncertain dates, one of several
    days, seasons, decades, and dates whose start is not known.
    """
    if date.kind == "one_of" or date.start is None or (date.end is None and not date.ongoing):
        return None
    first = _iso(date.start)
    last = _iso(date.end) if date.end else ""
    return None if first is None or last is None else (first, last)


def _iso(point: Point) -> str | None:
    if point.approximate or point.uncertain:
        return None
    day: dt.date = point.stated_earliest
    parts = {"day": 3, "month": 2, "year": 1}.get(point.precision)
    return "-".join(day.isoformat().split("-")[:parts]) if parts else None
