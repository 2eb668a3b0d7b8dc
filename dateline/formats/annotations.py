"""``annotations``: each passage with what rests on it, as W3C Web Annotations.

Each annotation has two selectors: one by the words and those around them, one by position.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.formats.exported import Exported, Reason, losses
from dateline.formats.identity import article_iri, stable_uuid
from dateline.formats.prose import rival_titles, sentences, when
from dateline.story import Article, Passage, Story, records
from dateline.wording import names_in_words, stake_share

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND_CHARACTERS = 32
_KEYS = {"events": "event", "stakes": "stake", "quotes": "quote"}


def make_annotations(story: Story, *, page: str = "") -> Exported:
    """An annotation for each passage of each row. ``page`` is the address of the story's page,
    so that an annotation links to its row; "" if it is not known."""
    # Only once: without an address the name is a hash of the whole text.
    source = article_iri(story.article)
    links = _links(page) if page else ""
    items: list[dict[str, Any]] = []
    wordless = []
    for table, key in _KEYS.items():
        rows = records(getattr(story, table))
        disputes = {} if key == "quote" else rival_titles(getattr(story, table))
        for row in rows:
            name = f"{key}={row['id']}"
            said = _said(row, key, story.article, disputes.get(row["id"], ()))
            body = _body(row, said, f"{links}{name}" if page else "")
            for number, passage in enumerate(row["evidence"]):
                items.append(
                    {
                        "id": f"urn:uuid:{stable_uuid(story.article, name, str(number))}",
                        "type": "Annotation",
                        "motivation": "describing",
                        "body": body,
                        "target": {
                            "source": source,
                            "selector": selectors(story.article, passage),
                        },
                    }
                )
        reason = Reason(
            table,
            "rests on no words of the article and is left out",
            "rest on no words of the article and are left out",
            is_left_out=True,
        )
        wordless.append((reason, [row["id"] for row in rows if not row["evidence"]]))
    collection = f"urn:uuid:{stable_uuid(story.article, 'annotations')}"
    content = {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": story.article.title,
        "total": len(items),
        "first": {
            "id": f"{collection}:1",
            "type": "AnnotationPage",
            "partOf": collection,
            "startIndex": 0,
            "items": items,
        },
    }
    return Exported(
        (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8"),
        losses(*wordless),
    )


def _links(page: str) -> str:
    """The start of every link to a row: the page's address without its own selection, which would
    take precedence over the row's."""
    address, _, query = page.partition("#")[0].partition("?")
    asked = [part for part in query.split("&")
             if part and part.partition("=")[0] not in _KEYS.values()]  # fmt: skip
    return f"{address}?{''.join(f'{part}&' for part in asked)}"


def _body(row: Mapping[str, Any], said: str, link: str) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = [_text(said, "describing")]
    if "category" in row:
        body.append(_text(row["category"], "tagging"))
    if link:
        body.append({"type": "SpecificResource", "source": link, "purpose": "linking"})
    return body


def _text(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def selectors(article: Article, passage: Passage) -> list[dict[str, Any]]:
    """Select the passage by its words and by its position, half-open, in code points.

    The words around it stop at the end of the paragraph: a page has no blank line between
    paragraphs, and a client that compares strictly would find nothing.
    """
    text = article.text
    first = max(b.start for b in article.blocks if b.start <= passage.start)
    last = min(b.end for b in article.blocks if b.end >= passage.end)
    before = text[max(passage.start - AROUND_CHARACTERS, first) : passage.start]
    after = text[passage.end : min(passage.end + AROUND_CHARACTERS, last)]
    quote = {"exact": text[passage.start : passage.end], "prefix": before, "suffix": after}
    return [
        {"type": "TextQuoteSelector", **quote},
        {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
    ]


def _said(row: Mapping[str, Any], key: str, article: Article, disputes: Sequence[str]) -> str:
    """What the row says about its words, as one text: the title, the share or the speaker first."""
    if key == "quote":
        speaker = ", ".join(filter(None, (row["speaker"], row["role"]))) or "nobody named"
        to = f"Said to {row['said_to']}." if row["said_to"] else ""
        said = when(row, article) if row["date"] else ""
        parts = (f"{speaker}: {row['text']} ({row['kind']})", to, said, row["topic"], row["note"])
        return "\n".join(filter(None, parts))
    if key == "stake":
        share = stake_share(row, article.language)
        first = f"{names_in_words(row['holder'])}: {share} ({row['basis']})"
    else:
        first = row["title"]
    return "\n".join((first, *sentences(row, article, disputes)))
