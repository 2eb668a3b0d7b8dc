"""A ``Story`` to a ``Page``: the data that the reader in the browser draws, ready for JSON.

Python decides what must be right: bounds, words, passages, folded search texts, which rows rest on
which words. The reader decides what depends on the view and on the screen. No markup.

Days are ordinals of the proleptic Gregorian calendar (1 = 1 January of year 1), moments of a
figure are Plotly's. A key is "event:ID", "quote:ID" or "stake:ID". A facet's values are
places in its list of choices.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypedDict

import pandas as pd

from dateline.coverage import coverage_in_words
from dateline.dates import PartialDate, gap_bounds
from dateline.figures import palette, time_axis, timeline, timeline_rows
from dateline.figures.plain import plain_figure
from dateline.key_figures import key_figures
from dateline.page.json_text import compact_json
from dateline.page.ownership import ownership
from dateline.passages import overlapping, segments, units_of
from dateline.progress import Progress
from dateline.quoting import in_reading_order as quotes_in_order
from dateline.quoting import quote_in_words
from dateline.story import FACETS, Passage, Story, Style, records, rivals, status_of
from dateline.story import slug as slug_of
from dateline.view import FOLDS, NOBODY, choices, search_text, slug_of_whole, wholes
from dateline.wording import (
    date_in_words,
    is_votes,
    names_in_words,
    names_set_apart,
    set_apart,
    share_in_words,
    stake_share,
    stance_in_words,
    whole_in_words,
)

FORMAT = 1
KIND_WORDS = {
    "direct": "direct quote",
    "fragment": "quoted fragment",
    "indirect": "reported speech",
    "scare": "words held at a distance",
    "gloss": "translation or explanation",
}
# What JavaScript counts as two.


_ROWS_A_PART = 1_000
# A place in the article's text to the same as JavaScript counts.
Units = Callable[[int], int]


class Choice(TypedDict, total=False):
    """One choice of a facet. ``mark``: colour, Plotly symbol and letter of a category."""

    value: str
    slug: str
    label: str
    mark: dict[str, str]


class Row(TypedDict, total=False):
    """One event, quote or stake.

    ``when`` words the date, ``short`` abbreviates it. ``says`` is who says so, ``denied`` who
    denies it, "" for nobody; ``note`` says in a word what the article does not vouch for, and
    ``named_note``, of events alone, whose word that is ("says VK").
    ``disputes`` are the keys of the rows that contradict it, whichever of the two names the other.
    ``dates`` is [earliest, latest, last start, first end, uncertain] or None (undated): a row is
    in a range of days for sure when its last start is not after the range and its first end is
    not before it. ``gap`` is [earliest, latest] where a length of time may be counted from the
    row, else None. ``passages`` are [start, end) in the article's text. ``search`` is folded.

    Events alone: ``place`` ("dated", "undated", "planned"), ``weight``, ``bar`` (see
    ``timeline_rows.bar_days``). Quotes alone: ``near``, the keys of events whose words overlap
    theirs. Stakes alone: ``share`` as it is printed, ``number`` the share where that is the
    article's own words, ``of`` what it is a share of, ``whole`` its slug.
    """

    key: str
    title: str
    eyebrow: str
    summary: str
    when: str
    short: str
    why: str
    says: str
    denied: str
    note: str
    named_note: str
    remark: str
    stance: str
    vague: bool
    people: str
    role: str
    disputes: list[str]
    background: bool
    sources: list[str]
    dates: list[int] | None
    gap: list[int] | None
    passages: list[list[int]]
    search: str
    category: list[int]
    actor: list[int]
    status: list[int]
    speaker: list[int]
    topic: list[int]
    kind: list[int]
    place: str
    bar: list[int | None] | None
    weight: str
    near: list[str]
    origin: str
    holder: str
    share: str
    number: str
    of: str
    whole: str
    basis: str


class Page(TypedDict):
    """What ``make_page`` returns; each part is described where it is made."""

    format: int
    version: str
    story: str
    article: dict[str, Any]
    figures: list[dict[str, Any]]
    facets: dict[str, list[Choice]]
    events: list[Row]
    quotes: list[Row]
    stakes: list[Row]
    timeline: dict[str, Any]
    wholes: list[dict[str, str]]
    ownership: dict[str, Any]
    folds: dict[str, str]
    coverage: dict[str, Any]


def make_page(
    story: Story, *, slug: str = "", background: bool = True, progress: Progress | None = None
) -> Page:
    """All of a story for the reader. ``background`` False leaves other sources' rows out."""
    if progress:
        progress("placing passages and wording the rows")
    if not background:
        story = _without_background(story)
    facets = {facet: _choices(story, facet) for facet in FACETS}
    places = {
        facet: {choice["value"]: place for place, choice in enumerate(found)}
        for facet, found in facets.items()
    }
    units = units_of(story.article.text)
    page: Page = {
        "format": FORMAT,
        "version": "",
        "story": slug,
        "article": _article(story, units),
        "figures": [
            {
                "number": figure.number,
                "label": figure.label,
                "rests_on": [{"key": key, "title": title} for key, title in figure.rests_on],
                "is_span": figure.is_span,
            }
            for figure in key_figures(story)
        ],
        "facets": facets,
        "events": _events(story, places, units),
        "quotes": _quotes(story, places, units),
        "stakes": _stakes(story, units),
        "timeline": _timeline(story),
        "wholes": [{"slug": name, "label": label} for name, label in wholes(story).items()],
        "ownership": ownership(story),
        "folds": FOLDS,
        "coverage": coverage_in_words(story),
    }
    if progress:
        progress("packing the page")
    digest = hashlib.sha256()
    for part in _json_parts(page):
        digest.update(part.encode())
    page["version"] = digest.hexdigest()[:16]
    return page


def _json_parts(page: Mapping[str, Any]) -> Iterator[str]:
    """All of the page in pieces: while one is made, no other thread of the process gets on."""
    for name, value in page.items():
        yield compact_json(name)
        pieces = range(0, len(value), _ROWS_A_PART) if isinstance(value, list) else ()
        yield from (compact_json(value[start : start + _ROWS_A_PART]) for start in pieces)
        if not isinstance(value, list):
            yield compact_json(value)


def _without_background(story: Story) -> Story:
    events, stakes = story.events, story.stakes
    return replace(
        story, events=events[~events["background"]], stakes=stakes[~stakes["background"]]
    )


def _choices(story: Story, facet: str) -> list[Choice]:
    values = choices(story, facet)
    found: list[Choice] = [
        {"value": value, "slug": slug_of(value), "label": value} for value in values
    ]
    if facet == "category":
        for choice, mark in zip(found, palette.legend(values), strict=True):
            choice["mark"] = mark
    if facet == "kind":
        for choice in found:
            choice["label"] = KIND_WORDS[choice["value"]]
    if facet == "speaker":
        for choice in found:
            choice["label"] = "Nobody named" if choice["value"] == NOBODY else choice["value"]
    return found


def _article(story: Story, units: Units) -> dict[str, Any]:
    """The text: ``blocks`` of ``pieces``, which joined are the block's text.

    A piece's ``marks`` are [key, number of the passage among the row's own]; ``styles`` say how it
    is set, ``kind`` as in ``story.Style``.
    """
    article = story.article
    published = date_in_words(article.published, article.language) if article.published else ""
    cited = (article.title, article.outlet, published, article.url)
    return {
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": published,
        "published_note": article.published_note,
        "subject": article.subject,
        "language": article.language,
        "citation": ", ".join(filter(None, cited)),
        "blocks": _blocks(story, units),
    }


def _blocks(story: Story, units: Units) -> list[dict[str, Any]]:
    article = story.article
    Key = tuple[str, int] | Style
    spans: list[tuple[Key, Passage]] = [
        ((f"{name}:{row_id}", number), passage)
        for name, rows in (
            ("event", story.events),
            ("quote", story.quotes),
            ("stake", story.stakes),
        )
        for row_id, found in zip(rows["id"], rows["evidence"], strict=True)
        for number, passage in enumerate(found)
    ]
    spans += [(style, Passage(style.start, style.end)) for style in article.styles]
    inside = overlapping(
        [passage for _, passage in spans],
        [Passage(block.start, block.end) for block in article.blocks],
    )
    return [
        {
            "kind": block.kind,
            "start": units(block.start),
            **({"marker": block.marker, "depth": block.depth} if block.depth else {}),
            "pieces": [
                _piece(article.text[piece.start : piece.end], piece.keys)
                for piece in segments((spans[n] for n in found), block.start, block.end)
            ],
        }
        for block, found in zip(article.blocks, inside, strict=True)
    ]


def _piece(text: str, keys: Sequence[tuple[str, int] | Style]) -> dict[str, Any]:
    piece: dict[str, Any] = {"text": text, "marks": [list(k) for k in keys if isinstance(k, tuple)]}
    styles = [{"kind": k.kind, "href": k.href} for k in keys if isinstance(k, Style)]
    return {**piece, "styles": styles} if styles else piece


def _row(name: str, row: Mapping[str, Any], story: Story, units: Units) -> Row:
    """What events, quotes and stakes have in common."""
    language = story.article.language
    date: PartialDate | None = row["date"]
    background = bool(row["background"])
    asserted, denied = row.get("asserted_by", ()), row.get("denied_by", ())
    status = status_of(row)
    notes = ["denied" if denied else status if status in ("claimed", "disputed") else ""]
    vouches = "other sources" if background else "the article"
    return {
        "key": f"{name}:{row['id']}",
        "summary": "",
        "when": date_in_words(date, language, is_planned=status == "planned"),
        "short": date_in_words(date, language, short=True, is_planned=status == "planned"),
        "why": "",
        "says": names_in_words(asserted) + (", by other sources" if background and asserted else "")
        or vouches,
        "denied": names_in_words(denied),
        "stance": stance_in_words(row),
        "note": ", ".join(filter(None, notes)),
        "remark": row.get("note", ""),
        "disputes": [],
        "background": background,
        "sources": list(row.get("source", ())),
        "dates": _bounds(date),
        "gap": _gap_bounds(date),
        "vague": date is None or not (date.kind == "date" and date.is_exact),
        "passages": [[units(passage.start), units(passage.end)] for passage in row["evidence"]],
        "search": search_text(row, story),
    }


def _bounds(date: PartialDate | None) -> list[int] | None:
    """[earliest, latest, last start, first end, uncertain]: see ``dates.certainty``."""
    if date is None:
        return None
    days = (
        date.earliest or dt.date.min,
        date.latest or dt.date.max,
        date.last_start or dt.date.max,
        date.first_end or dt.date.min,
    )
    return [*(day.toordinal() for day in days), int(date.is_uncertain)]


def _gap_bounds(date: PartialDate | None) -> list[int] | None:
    bounds = gap_bounds(date) if date else None
    return [day.toordinal() for day in bounds] if bounds else None


def _events(story: Story, places: Mapping[str, Mapping[str, int]], units: Units) -> list[Row]:
    """Events in reading order: dated, undated, planned."""
    placed = timeline_rows.placement(story.events)
    named = rivals(records(story.events))
    found = []
    for place, rows in placed._asdict().items():
        for row in records(rows):
            found.append(
                _row("event", row, story, units)
                | {
                    "eyebrow": f"{row['category']} · {row['status']}",
                    "title": row["title"],
                    "disputes": [f"event:{other}" for other in named[row["id"]]],
                    "summary": row["summary"],
                    "named_note": _named_note(row),
                    "people": "; ".join(row["actors"]),
                    "why": _reason(row["date_words"], row["date_note"]),
                    "place": place,
                    "bar": timeline_rows.bar_days(row["date"]),
                    "weight": row["weight"],
                    "category": [places["category"][row["category"]]],
                    "actor": [places["actor"][name] for name in row["actors"]],
                    "status": [places["status"][row["status"]]],
                }
            )
    return found


def _named_note(event: Mapping[str, Any]) -> str:
    """Who denies an event, or who claims it: "" where there is neither."""
    if event["denied_by"]:
        return f"denied by {set_apart(names_in_words(event['denied_by']))}"
    if event["status"] == "claimed":
        verb = "says" if len(event["asserted_by"]) == 1 else "say"
        return f"{verb} {set_apart(names_in_words(event['asserted_by']))}"
    return ""


def _reason(date_words: str, date_note: str) -> str:
    return " ".join(filter(None, (f"“{date_words}”." if date_words else "", date_note)))


def _quotes(story: Story, places: Mapping[str, Mapping[str, int]], units: Units) -> list[Row]:
    rows = records(story.quotes)
    roles = _roles(rows)
    found = []
    ordered = quotes_in_order(rows)
    for row, near in zip(ordered, _near(ordered, story.events), strict=True):
        said_to = f"to {row['said_to']}" if row["said_to"] else ""
        language = story.article.language
        when = date_in_words(row["date"], language, short=True) if row["date"] else ""
        kind = KIND_WORDS[row["kind"]]
        said = (row["speaker"] or "Nobody named", row["role"], said_to)
        role = roles.get(row["speaker"], "")
        own_role = row["role"] if row["role"] != role else ""
        details = (own_role, _unmarked_kind(row), said_to, when, row["topic"])
        found.append(
            _row("quote", row, story, units)
            | {
                "eyebrow": f"Quote · {kind}",
                "title": quote_in_words(row),
                "says": ", ".join(filter(None, said)),
                "role": role,
                "origin": " · ".join(filter(None, details)),
                "speaker": [places["speaker"][row["speaker"] or NOBODY]],
                "topic": [places["topic"][row["topic"]]] if row["topic"] else [],
                "kind": [places["kind"][row["kind"]]],
                "near": near,
            }
        )
    return found


def _roles(quotes: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Of each named speaker the role in most of their quotes; a role that differs stands with its
    quote, and so do all where none is in more than half.
    """
    given = Counter((row["speaker"], row["role"]) for row in quotes if row["role"])
    totals = Counter(row["speaker"] for row in quotes if row["role"])
    return {
        speaker: role
        for (speaker, role), count in given.items()
        if speaker and 2 * count > totals[speaker]
    }


def _near(quotes: Sequence[Mapping[str, Any]], events: pd.DataFrame) -> list[list[str]]:
    """For each quote the keys of the events whose words overlap its own, in the file's order."""
    keys, spans = [], []
    for row_id, evidence in zip(events["id"], events["evidence"], strict=True):
        keys += [f"event:{row_id}"] * len(evidence)
        spans += evidence
    asked = [(n, passage) for n, row in enumerate(quotes) for passage in row["evidence"]]
    places: list[set[int]] = [set() for _ in quotes]
    touched = overlapping(spans, [passage for _, passage in asked])
    for (n, _), found in zip(asked, touched, strict=True):
        places[n].update(found)
    return [list(dict.fromkeys(keys[place] for place in sorted(found))) for found in places]


def _unmarked_kind(row: Mapping[str, Any]) -> str:
    """The kind where the quotation marks, or their absence, do not say it."""
    return KIND_WORDS[row["kind"]] if row["kind"] in ("scare", "gloss") else ""


def _stakes(story: Story, units: Units) -> list[Row]:
    language, subject = story.article.language, story.article.subject
    rows = records(story.stakes)
    named = rivals(rows)
    return [
        _row("stake", row, story, units)
        | {
            "eyebrow": f"{_stake_in_words(row['of'], subject)} · {row['basis']}",
            "title": f"{names_set_apart(row['holder'], language)}: {stake_share(row, language)}",
            "disputes": [f"stake:{other}" for other in named[row["id"]]],
            "holder": names_in_words(row["holder"]),
            "share": stake_share(row, language),
            "number": share_in_words(row["share"], language) if row["share_words"] else "",
            "of": whole_in_words(row["of"], subject),
            "whole": slug_of_whole(row["of"], story),
            "basis": row["basis"],
        }
        for row in rows
    ]


def _stake_in_words(of: str, subject: str) -> str:
    whole = whole_in_words(of, subject)
    if is_votes(of):
        return whole[:1].upper() + whole[1:]
    return f"Stake in {whole}" if whole else "Stake"


def _timeline(story: Story) -> dict[str, Any]:
    """The figure of the marks, and of both layers the axis: see ``time_axis.Segment``.

    ``published`` is the first and the last day on which the article may have appeared, or None.
    """
    own = story.events[~story.events["background"]]
    published = story.article.published
    days = (published.earliest, published.latest) if published else ()
    return {
        "figure": plain_figure(timeline.timeline_figure()),
        "article": _segments(own),
        "all": _segments(story.events),
        "published": [day.toordinal() for day in days if day] if all(days) and days else None,
    }


def _segments(events: pd.DataFrame) -> list[list[int]]:
    found = time_axis.time_segments(events)
    return [[segment.start, segment.end, segment.rows] for segment in found]
