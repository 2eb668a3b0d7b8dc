"""What the article pane and the cards are told: plain dicts for JSON, no markup anywhere.

Invariant: the pieces of a block, joined, are the block's text.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dateline.key_figures import KeyFigure
from dateline.passages import segments
from dateline.quoting import Tally, quote_in_words
from dateline.story import Article, Passage, Story, records
from dateline.wording import date_in_words, names_in_words, share_in_words, stance_in_words

NOBODY = "Nobody named"
KIND_WORDS = {
    "direct": "direct quote",
    "fragment": "quoted fragment",
    "indirect": "reported speech",
    "scare": "words held at a distance",
    "gloss": "translation",
}


def blocks_payload(article: Article, evidence: Mapping[str, Sequence[Passage]]) -> list[Any]:
    """The article as blocks of pieces, cut wherever a passage of any row begins or ends.

    ``evidence`` maps each row's key ("event:ID") to its passages; a piece's ``marks`` are pairs
    of key and number of the passage among that row's own.
    """
    spans = [
        ((key, number), passage)
        for key, found in evidence.items()
        for number, passage in enumerate(found)
    ]
    return [
        {
            "kind": block.kind,
            "pieces": [
                {"text": article.text[piece.start : piece.end], "marks": [*map(list, piece.keys)]}
                for piece in segments(spans, block.start, block.end)
            ],
        }
        for block in article.blocks
    ]


def items_payload(story: Story, *, background: bool) -> dict[str, dict[str, Any]]:
    """The card of every row by key; without ``background``, of the article's rows alone."""
    language = story.article.language
    items: dict[str, dict[str, Any]] = {}
    for row in records(story.events):
        items[f"event:{row['id']}"] = _item(row, story.article) | {
            "eyebrow": f"{row['category']} · {row['status']}",
            "title": row["title"],
            "summary": row["summary"],
            "says": _capitalised(_sayer(row)),
            "people": "; ".join(row["actors"]),
            "why": _reason(row["date_words"], row["date_note"]),
            "disputes": [f"event:{other}" for other in row["disputed_by"]],
        }
    stake = f"Stake in {story.article.subject}" if story.article.subject else "Stake"
    for row in records(story.stakes):
        items[f"stake:{row['id']}"] = _item(row, story.article) | {
            "eyebrow": f"{stake} · {row['basis']}",
            "title": f"{names_in_words(row['holder'])}: {share_in_words(row['share'], language)}",
            "says": _capitalised(_sayer(row)),
            "note": row["note"],
            "disputes": [f"stake:{other}" for other in row["disputed_by"]],
        }
    for row in records(story.quotes):
        said_to = f", to {row['said_to']}" if row["said_to"] else ""
        words = quote_in_words(row)
        items[f"quote:{row['id']}"] = _item(row, story.article) | {
            "eyebrow": " · ".join(
                filter(None, (KIND_WORDS[row["kind"]].capitalize(), row["topic"]))
            ),
            "title": words if row["kind"] == "indirect" else f"“{words}”",
            "says": speaker_in_words(row) + said_to,
            "note": row["note"],
        }
    for item in items.values():
        item["short"] = date_in_words(item.pop("date"), language, short=True)
    kept = {key: item for key, item in items.items() if background or not item["background"]}
    for item in kept.values():
        item["disputes"] = [key for key in item["disputes"] if key in kept]
    return kept


def article_payload(
    story: Story,
    *,
    visible: Collection[str],
    order: Sequence[str],
    background: bool,
    charts: Sequence[str],
    query: str,
) -> dict[str, Any]:
    """All that the article pane is told.

    ``visible``: keys that answer the filters; ``order``: event keys in reading order;
    ``charts``: keys of the containers whose Plotly charts it listens to; ``query``: the URL's
    parameters as the server knows them, so that the pane runs again when they change.
    """
    article = story.article
    items = items_payload(story, background=background)
    published = date_in_words(article.published, article.language) if article.published else ""
    tables = {"event": story.events, "quote": story.quotes, "stake": story.stakes}
    evidence: dict[str, Sequence[Passage]] = {
        f"{name}:{row['id']}": row["evidence"]
        for name, rows in tables.items()
        for row in sorted(records(rows), key=_place)
    }
    blocks = blocks_payload(article, evidence)
    return {
        "language": article.language,
        "citation": ", ".join(
            filter(None, (article.title, article.outlet, published, article.url))
        ),
        "blocks": blocks,
        "items": items,
        "order": list(order),
        "visible": sorted(visible),
        "charts": list(charts),
        "query": query,
        "revision": hashlib.sha256(repr(blocks).encode()).hexdigest()[:16],
    }


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Where in the article a row stands, and its words: a file's order decides nothing."""
    passages = [(passage.start, passage.end) for passage in row["evidence"]]
    return (passages, row.get("title", ""), row.get("text", ""), row.get("holder", ()))


def figure_cards(figures: Sequence[KeyFigure]) -> list[dict[str, Any]]:
    """Key figures as ``cards.js`` draws them."""
    return [
        {
            "number": figure.number,
            "label": figure.label,
            "rests_on": [{"key": key, "title": title} for key, title in figure.rests_on],
        }
        for figure in figures
    ]


def event_table(rows: Sequence[Mapping[str, Any]], language: str) -> dict[str, Any]:
    """Events as a table, in the order given: the dated ones, then what has no place in time."""
    return {
        "name": "timeline",
        "show": "Show as a table",
        "hide": "Hide the table",
        "caption": "Dated events, in order; then undated and planned ones",
        "columns": ["Event", "Date", "Category", "Who says so"],
        "rows": [
            {
                "key": f"event:{row['id']}",
                "title": row["title"],
                "cells": [date_in_words(row["date"], language), row["category"], _sayer(row)],
            }
            for row in rows
        ],
    }


def stake_table(
    rows: Sequence[Mapping[str, Any]],
    language: str,
    *,
    name: str,
    caption: str,
    matching: Collection[str] = (),
) -> dict[str, Any]:
    """Stakes as a table, in the order given; ``name`` tells it from the page's other tables.

    ``matching``: ids of the statements that answer the search.
    """
    return {
        "name": name,
        "show": "Show as a table",
        "hide": "Hide the table",
        "caption": caption,
        "columns": ["Holder", "Share", "How it is known", "Date", "Who says so"],
        "rows": [
            {
                "key": f"stake:{row['id']}",
                "title": names_in_words(row["holder"]),
                "is_match": row["id"] in matching,
                "cells": [
                    share_in_words(row["share"], language),
                    row["basis"],
                    date_in_words(row["date"], language),
                    _sayer(row),
                ],
            }
            for row in rows
        ],
    }


def _sayer(row: Mapping[str, Any]) -> str:
    """Who says so and who denies it: "claimed by A; denied by B"; "the article" where it vouches.

    Background is always told as such.
    """
    says = stance_in_words(_status(row), row["asserted_by"], ())
    if row["background"]:
        says = f"{says}, by other sources" if says else "other sources"
    denial = stance_in_words("", (), row["denied_by"])
    return "; ".join(filter(None, (says or "the article", denial)))


def _status(row: Mapping[str, Any]) -> str:
    """The status of an event; a stake that somebody asserts is claimed."""
    return str(row.get("status", "claimed" if row["asserted_by"] else ""))


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def event_cards(
    rows: Sequence[Mapping[str, Any]], language: str, marks: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Cards of events that have no place on the time axis; ``marks`` by category."""
    return [
        {
            "key": f"event:{row['id']}",
            "style": "background" if row["background"] else "event",
            "eyebrow": row["category"],
            "mark": marks.get(row["category"]),
            "text": row["title"],
            "meta": " · ".join(
                filter(None, (date_in_words(row["date"], language), _status_note(row)))
            ),
        }
        for row in rows
    ]


def quote_cards(rows: Sequence[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """Cards of quotes, in the order given."""
    return [
        {
            "key": f"quote:{row['id']}",
            "style": "indirect" if row["kind"] == "indirect" else "quote",
            "eyebrow": ", ".join(filter(None, (speaker_in_words(row), row["role"]))),
            "text": quote_in_words(row),
            "meta": " · ".join(
                filter(
                    None,
                    (
                        KIND_WORDS[row["kind"]],
                        f"to {row['said_to']}" if row["said_to"] else "",
                        date_in_words(row["date"], language) if row["date"] else "",
                        row["topic"],
                    ),
                )
            ),
        }
        for row in rows
    ]


def tally_rows(tallies: Sequence[Tally]) -> list[dict[str, Any]]:
    """Who said how much, in the order given, as ``cards.js`` draws it."""
    return [
        {
            "label": tally.speaker or NOBODY,
            "words": tally.words,
            "number": _tally_in_words(tally.words, tally.statements),
        }
        for tally in tallies
    ]


def _tally_in_words(quoted: int, reported: int) -> str:
    words = f"{quoted} word{'s' * (quoted != 1)} quoted" if quoted else ""
    statements = f"{reported} statement{'s' * (reported != 1)} reported" if reported else ""
    return ", ".join(filter(None, (words, statements)))


def speaker_in_words(row: Mapping[str, Any]) -> str:
    return row["speaker"] or NOBODY


def _item(row: Mapping[str, Any], article: Article) -> dict[str, Any]:
    return {
        "date": row["date"],
        "when": date_in_words(row["date"], article.language),
        "why": "",
        "summary": "",
        "people": "",
        "note": "",
        "disputes": [],
        "background": bool(row["background"]),
        "sources": list(row.get("source", ())),
        "passages": [article.words(passage) for passage in row["evidence"]],
    }


def _reason(date_words: str, date_note: str) -> str:
    return " ".join(filter(None, (f"“{date_words}”." if date_words else "", date_note)))


def _status_note(row: Mapping[str, Any]) -> str:
    return stance_in_words(_status(row), row["asserted_by"], row["denied_by"])
