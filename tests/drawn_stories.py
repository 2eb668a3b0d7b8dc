"""Stories drawn by hypothesis, in memory: several languages, vague dates, rivals, denials.

Every title, name and sentence consists of made-up words that only one row has, so that a test
knows which row a page's words come from.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from dateline.dates import parse_date
from dateline.shares import parse_share
from dateline.story import EVENTS, QUOTES, STAKES, Article, Block, Passage, Schema, Share, Story

LANGUAGES = ("en", "de", "ru", "fr", "tr")
DATES = (
    "1988", "1994-03", "199X", "19XX", "2007~", "2007%", "2011-11-05?", "2012", "2012-22",
    "2013-24", "2013-12", "2014-04-01", "2014-04-03", "2014-04-21", "2014-04-21~",
    "2014-04/2014-06", "2014-04-19/2014-04-20", "/2014-04-22", "2014-04/", "2014-04/..",
    "[2014-05..2014-06]", "[2014-04-03..2014-04-23]", "[..2014-04-23]", "[2014-04-22..]",
    "2015-01-31", "2016-02-29",
)  # fmt: skip
PUBLISHED = ("2014-04-23", "2014", "[2014-04-22..2014-04-23]")
NAMES = ("Adamoss", "Bolind", "Cyorr", "Deeray", "Orbco", "Zulfan")
CATEGORIES = ("Marvel", "Quarrel", "Ledger")
_SOUNDS = ("ba", "do", "fi", "gu", "ke", "lo", "mu", "na", "pi", "ro", "su", "ti", "vo", "wa", "zy")
# Shares as the format writes them, beside numbers and ranges.
SIGNED = ("1/3", "~48", "<30", "<=1/4", ">50", ">=2/3")
SHARES = (0.0, 5.0, 12.5, 25.0, 33.33, 48.0, 51.99, 60.0)


def made_up(number: int) -> str:
    """A word of no language, a different one for each number."""
    return "x" + "".join(_SOUNDS[number // 15**place % 15] for place in (2, 1, 0))


def _subset(values: Sequence[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def _words(start: int, count: int) -> str:
    return " ".join(made_up(start + n) for n in range(count))


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A story of one to six events, up to five stakes and four quotes."""
    event_ids = [f"e{n}" for n in range(draw(st.integers(1, 6)))]
    stake_ids = [f"s{n}" for n in range(draw(st.integers(0, 5)))]
    quote_ids = [f"q{n}" for n in range(draw(st.integers(0, 4)))]
    events = [_event(draw, n, event_ids) for n in range(len(event_ids))]
    stakes = [_stake(draw, n, stake_ids) for n in range(len(stake_ids))]
    quotes = [_quote(draw, n, quote_ids) for n in range(len(quote_ids))]
    text, blocks = _written(draw, events, stakes, quotes)
    article = Article(
        title=f"Headline {_words(3000, 2)}",
        outlet="Outlet",
        url="",
        published=parse_date(draw(st.sampled_from(PUBLISHED))),
        published_note="",
        subject=draw(st.sampled_from(("", "Subjecta"))),
        language=draw(st.sampled_from(LANGUAGES)),
        text=text,
        blocks=blocks,
        figures=tuple(draw(_figures(event_ids, stake_ids))),
    )  # fmt: skip
    return Story(article, _table(EVENTS, events), _table(STAKES, stakes), _table(QUOTES, quotes))


def _figures(event_ids: Sequence[str], stake_ids: Sequence[str]) -> st.SearchStrategy[list[str]]:
    names = ["disputes", *(f"event:{i}" for i in event_ids), *(f"stake:{i}" for i in stake_ids)]
    names += [f"event:{a}..event:{b}" for a in event_ids for b in event_ids if a != b]
    return st.one_of(st.just([]), st.lists(st.sampled_from(names), max_size=3, unique=True))


def _sides(draw: st.DrawFn) -> dict[str, Any]:
    said = draw(_subset(NAMES))
    return {
        "asserted_by": said,
        "denied_by": tuple(n for n in draw(_subset(NAMES, 1)) if n not in said),
    }


def _others(draw: st.DrawFn, row_id: str, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(other for other in draw(_subset(ids, 1)) if other != row_id)


def _event(draw: st.DrawFn, number: int, ids: Sequence[str]) -> dict[str, Any]:
    date = draw(st.sampled_from(("", *DATES)))
    sides = _sides(draw) | {"disputed_by": _others(draw, ids[number], ids)}
    status = draw(st.sampled_from(("reported", "claimed", "disputed", "planned")))
    if status == "reported":
        sides["asserted_by"] = ()
    if status == "claimed" and not sides["asserted_by"]:
        status = "reported"
    if status == "disputed" and not (sides["disputed_by"] or sides["denied_by"]):
        status = "planned"
    is_background = draw(st.booleans()) and draw(st.booleans())
    return sides | {
        "id": ids[number], "date": parse_date(date) if date else None,
        "date_words": draw(st.sampled_from(("", _words(100 + number, 1)))), "date_note": "",
        "title": _words(200 + 10 * number, 3), "summary": "",
        "category": draw(st.sampled_from(CATEGORIES)), "actors": draw(_subset(NAMES)),
        "status": status, "weight": draw(st.sampled_from(("", "lead", "minor"))),
        "source": ("https://example.org/source",) if is_background else (),
    }  # fmt: skip


def _stake(draw: st.DrawFn, number: int, ids: Sequence[str]) -> dict[str, Any]:
    basis = draw(st.sampled_from(("stated", "stated", "derived", "undisclosed")))
    low, high = sorted((draw(st.sampled_from(SHARES)), draw(st.sampled_from(SHARES))))
    share = draw(st.sampled_from((Share(high, high), Share(low, high), *map(parse_share, SIGNED))))
    sides = _sides(draw) | {"disputed_by": _others(draw, ids[number], ids)}
    return sides | {
        "id": ids[number],
        # A day each: other tests cover two statements of one holder on one day.
        "holder": (NAMES[number % 3],), "share": None if basis == "undisclosed" else share,
        "date": parse_date(f"201{number}-0{number + 1}-1{number}"), "basis": basis,
        "note": "", "source": (), "share_words": "", "of": draw(st.sampled_from(("", "", "votes"))),
    }  # fmt: skip


def _quote(draw: st.DrawFn, number: int, ids: Sequence[str]) -> dict[str, Any]:
    date = draw(st.sampled_from(("", *DATES)))
    kind = draw(st.sampled_from(("direct", "fragment", "indirect", "scare", "gloss")))
    size = draw(st.integers(1, 5))
    pieces = [_words(1000 + 100 * number, size)]
    if draw(st.booleans()):
        pieces.append(_words(1050 + 100 * number, size))
    return {
        "id": ids[number], "speaker": draw(st.sampled_from(("", *NAMES))), "role": "",
        "text": "\n".join(pieces), "kind": kind, "said_to": draw(st.sampled_from(("", *NAMES))),
        "date": parse_date(date) if date else None, "topic": "", "note": "",
        "pieces": pieces,
    }  # fmt: skip


def _written(
    draw: st.DrawFn,
    events: Sequence[dict[str, Any]],
    stakes: Sequence[dict[str, Any]],
    quotes: Sequence[dict[str, Any]],
) -> tuple[str, tuple[Block, ...]]:
    """Write the article and give each row its passages; a quote may stand within another's."""
    sentences: list[str] = ["Headline " + _words(3000, 2)]
    for number, row in enumerate(events):
        row["sentence"] = "" if row["source"] else f"{row['title']} {made_up(2000 + number)}."
    for number, row in enumerate(stakes):
        held = f" {row['share'].low:g} {row['share'].high:g}" if row["share"] else ""
        row["sentence"] = f"{row['holder'][0]} {made_up(2100 + number)}{held}."
    outer = None
    for row in quotes:
        row["sentence"] = " ".join(f'"{piece}"' for piece in row.pop("pieces"))
        if outer is not None and draw(st.booleans()):
            # The pieces of the outer quote are around what the inner one says.
            outer["text"] += f"\n{row['sentence']}"
            outer["sentence"] += f' "{row["sentence"]}"'
            row["nested"] = outer
        else:
            outer = row
    rows = [row for row in (*events, *stakes, *quotes) if row["sentence"] and "nested" not in row]
    sentences += [row["sentence"] for row in rows]
    text = "\n\n".join(sentences)
    for row in (*events, *stakes, *quotes):
        words = row.pop("sentence")
        row.pop("nested", None)
        start = text.find(words)
        row["evidence"] = (Passage(start, start + len(words)),) if words else ()
    starts = [0]
    for sentence in sentences[:-1]:
        starts.append(starts[-1] + len(sentence) + 2)
    blocks = tuple(
        Block("headline" if n == 0 else "paragraph", start, start + len(sentence))
        for n, (start, sentence) in enumerate(zip(starts, sentences, strict=True))
    )
    return text, blocks


def _table(schema: Schema, rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    columns = [*schema.names, "line", "background"]
    full = [
        row | {"line": number + 2, "background": bool(row.get("source"))}
        for number, row in enumerate(rows)
    ]
    frame = pd.DataFrame({name: pd.Series([row[name] for row in full], dtype="object")
                          for name in columns})  # fmt: skip
    return frame.astype({"background": "bool", "line": "int64", "id": "str"})
