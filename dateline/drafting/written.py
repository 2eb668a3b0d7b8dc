"""Proposals and findings as text, JSON and tables for a spreadsheet."""

import json
from collections import Counter
from typing import Any

from dateline.drafting.findings import FoundDate, FoundQuote, FoundStake
from dateline.drafting.proposals import Draft, Findings, Proposal
from dateline.formatting import table_bytes
from dateline.story import SCHEMAS

RULE = "rule"
_BETWEEN_PIECES = " … "
_SINGULAR = {"events": "event", "stakes": "stake", "quotes": "quote"}


def counted(draft: Draft) -> str:
    """How many rows of each table: "12 events, 1 stake, 10 quotes"."""
    counts = Counter(proposal.table for proposal in draft.proposals)
    names = (schema.rows for schema in SCHEMAS)
    return ", ".join(
        f"{counts[name]} {_SINGULAR[name] if counts[name] == 1 else name}" for name in names
    )


def draft_lines(draft: Draft) -> list[str]:
    """The proposals for people, in the order of the article."""
    lines = [f"note: {remark}" for remark in draft.remarks]
    for proposal in draft.proposals:
        lines += ["", f"{proposal.table}: {proposal.cells['id']}"]
        for name, value in proposal.cells.items():
            if name != "id":
                shown = "\n      ".join(value.splitlines())
                lines.append(f"  {name}: {shown}")
        lines += [f"  blank: {', '.join(blank)}"] if (blank := blank_cells(proposal)) else []
        lines.append(f"  {RULE}: {proposal.reason}")
    return [*lines, *refused_lines(draft), "", f"{counted(draft)} proposed"]


def refused_lines(draft: Draft) -> list[str]:
    """Each row of a model that is not taken, with its reasons and all its cells."""
    lines = []
    for refused in draft.refused:
        lines += ["", f"refused: {refused.row.table}"]
        lines += [f"  because {reason}" for reason in refused.reasons]
        for name, value in refused.row.cells.items():
            shown = "\n      ".join(value.splitlines())
            lines.append(f"  {name}: {shown}")
    return lines


def blank_cells(proposal: Proposal) -> list[str]:
    """The columns that a person has yet to fill, in order: what isn't sure is left blank."""
    asked = {
        "events": ("date", "title", "evidence"),
        "stakes": ("holder", "share", "date", "evidence"),
        "quotes": ("speaker", "evidence"),
    }[proposal.table]
    if proposal.table == "quotes" and proposal.cells["kind"] in ("gloss", "scare"):
        asked = ("evidence",)
    return [name for name in asked if not proposal.cells.get(name)]


def draft_json(draft: Draft) -> str:
    """One object: ``proposals`` with their table, cells, place and rule; ``refused``."""
    proposals = [
        {
            "table": one.table,
            "cells": dict(one.cells),
            "start": one.passage.start,
            "end": one.passage.end,
            "blank": blank_cells(one),
            RULE: one.rule,
            "alternatives": list(one.alternatives),
        }
        for one in draft.proposals
    ]
    refused = [
        {"table": one.row.table, "cells": dict(one.row.cells), "reasons": list(one.reasons)}
        for one in draft.refused
    ]
    return _json({"proposals": proposals, "refused": refused, "remarks": list(draft.remarks)})


def draft_tables(draft: Draft) -> dict[str, bytes]:
    """The three tables by file name, each with one more column, ``rule``."""
    files = {}
    for schema in SCHEMAS:
        rows = [
            [*(one.cells.get(name, "") for name in schema.names), one.reason]
            for one in draft.proposals
            if one.table == schema.rows
        ]
        files[schema.file] = table_bytes((*schema.names, RULE), rows)
    return files


def draft_csv(draft: Draft) -> str:
    """All proposals as one table, with the columns of all three."""
    columns = list(dict.fromkeys(name for schema in SCHEMAS for name in schema.names))
    rows = (
        [one.table, *(one.cells.get(name, "") for name in columns), one.reason]
        for one in draft.proposals
    )
    return table_bytes(("table", *columns, RULE), rows).decode("utf-8").rstrip("\n")


def findings_json(text: str, found: Findings) -> str:
    """One object with every date, quote and stake; offsets are code points of the text."""
    return _json(
        {
            "dates": [_date(date) for date in found.dates],
            "quotes": [_quote(text, quote) for quote in found.quotes],
            "stakes": [_stake(stake) for stake in found.stakes],
        }
    )


def findings_lines(text: str, found: Findings) -> list[str]:
    """What is found in a bare text, for people."""
    lines = [
        f"date: {' '.join(date.words.split())}: {date.edtf or 'not known'} ({date.rule})"
        for date in found.dates
    ]
    lines += [
        f"quote: {_quote(text, quote)['text']}: {quote.kind}, "
        f"{quote.speaker or 'speaker not known'} ({quote.rule})"
        for quote in found.quotes
    ]
    lines += [
        f"stake: {' '.join(stake.words.split())}: {stake.share or 'share not known'}, "
        f"{stake.holder or 'holder not known'} ({stake.rule})"
        for stake in found.stakes
    ]
    return lines or ["Nothing is found: no date, no quotation mark, no share."]


def _date(date: FoundDate) -> dict[str, Any]:
    return {**_span(date), "words": date.words, "edtf": date.edtf}


def _quote(text: str, quote: FoundQuote) -> dict[str, Any]:
    words = (" ".join(text[piece.start : piece.end].split()) for piece in quote.pieces)
    return {
        **_span(quote),
        "text": _BETWEEN_PIECES.join(words),
        "kind": quote.kind,
        "speaker": quote.speaker,
    }


def _stake(stake: FoundStake) -> dict[str, Any]:
    return {**_span(stake), "words": stake.words, "holder": stake.holder, "share": stake.share}


def _span(found: FoundDate | FoundQuote | FoundStake) -> dict[str, int]:
    return {"start": found.passage.start, "end": found.passage.end}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
