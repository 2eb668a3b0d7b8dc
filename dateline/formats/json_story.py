"""``json``: the whole story for programs, with a JSON schema; it reads back as an equal story."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend

from dateline.dates import PartialDate, parse_date
from dateline.formats.exported import Exported
from dateline.formats.identity import text_hash
from dateline.formats.schemas import strict_object
from dateline.reading.markdown import DEEPEST
from dateline.reading.report import shown
from dateline.shares import parse_share, share_text
from dateline.story import (
    FRONT_MATTER,
    TABLE_FILES,
    Article,
    Block,
    Column,
    Passage,
    Schema,
    Share,
    Story,
    Style,
    records,
)
from dateline.wording import date_in_words

FORMAT, VERSION = "dateline-story", 1
# Columns that were added after the first files were written.
_LATER = ("share_words", "of")
_TEXTS = ("id", "text", "choice", "url")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
# To JSON schema 1.0 is an integer; a place in a text must not be written that way.
_Validator = extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: type(value) is int
    ),
)
# The validator's own message repeats the value, which may be a whole story.
_LONGEST_FAULT = 200


def make_json(story: Story) -> Exported:
    """Nothing is lost except the rows' line numbers in their files."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "article": _article(story.article),
        **{schema.rows: _rows(story, schema) for schema in TABLE_FILES},
    }
    return Exported((json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


def is_json_story(read: object) -> bool:
    """Whether parsed JSON identifies itself as a file of ``make_json``."""
    return isinstance(read, dict) and read.get("format") == FORMAT


def parse_json(content: bytes) -> Story:
    """Read what ``make_json`` wrote; ``line`` of a row is its number in its list, from 1.

    Raise ``ValueError`` with the place of the first fault: the file doesn't match the schema, or
    the text is not the one that the rows rest on. ``reading`` checks the rows themselves, in the
    files that are made from them.
    """
    read = json.loads(content, parse_constant=_no_number)
    fault = best_match(_Validator(json_schema()).iter_errors(read))
    if fault:
        raise ValueError(_schema_fault(fault))
    _refuse_half_characters(read, "")
    article = _parsed_article(read["article"])
    # Earlier files have no list of what is left out.
    rows = {s.rows: read.get(s.rows, []) for s in TABLE_FILES}
    return Story(article, **{s.rows: _parsed_rows(rows[s.rows], s, article) for s in TABLE_FILES})


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def _schema_fault(fault: ValidationError) -> str:
    """What is wrong, and where."""
    where = fault.json_path.removeprefix("$").removeprefix(".")
    message = fault.message if len(fault.message) <= _LONGEST_FAULT else (
        f"{shown(json.dumps(fault.instance, ensure_ascii=False))} does not match "
        f"docs/story.schema.json ({fault.validator})"
    )  # fmt: skip
    return f"{where}: {message}" if where else message


def _refuse_half_characters(value: Any, where: str) -> None:
    """JSON can contain half a character; a UTF-8 file can't."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _refuse_half_characters(inner, f"{where}.{name}" if where else name)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _refuse_half_characters(inner, f"{where}[{place}]")
    elif isinstance(value, str):
        half = _HALF_CHARACTER.search(value)
        if half:
            raise ValueError(f"{where}: holds U+{ord(half.group()):04X}, half a character")


def _article(article: Article) -> dict[str, Any]:
    head = {
        column.name: _value(getattr(article, column.name), column, article)
        for column in FRONT_MATTER
    }
    return head | {
        "text": article.text,
        "sha256": text_hash(article.text),
        "blocks": [
            {"kind": b.kind, "start": b.start, "end": b.end, "marker": b.marker, "depth": b.depth}
            for b in article.blocks
        ],
        "styles": [
            {"kind": s.kind, "start": s.start, "end": s.end, "href": s.href} for s in article.styles
        ],
    }


def _rows(story: Story, schema: Schema) -> list[dict[str, Any]]:
    return [
        {
            **{c.name: _value(row[c.name], c, story.article) for c in schema.columns},
            **({"background": bool(row["background"])} if schema.has_ids else {}),
        }
        for row in records(getattr(story, schema.rows))
    ]


def _value(value: Any, column: Column, article: Article) -> Any:
    if column.parse == "date":
        return _date(value, article.language) if value else None
    if column.parse == "share":
        return _share(value) if value else None
    if column.parse == "passages":
        return [
            {"start": place.start, "end": place.end, "words": article.words(place)}
            for place in value
        ]
    return value if column.parse in _TEXTS else list(value)


def _date(date: PartialDate, language: str) -> dict[str, Any]:
    earliest, latest = date.earliest, date.latest
    return {
        "edtf": date.edtf,
        "kind": date.kind,
        "earliest": earliest.isoformat() if earliest else None,
        "latest": latest.isoformat() if latest else None,
        "ongoing": date.ongoing,
        "words": date_in_words(date, language),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "written": share_text(share),
        "low": share.low,
        "high": share.high,
        "given": share.given,
        "strict": share.is_strict,
        "about": share.is_about,
    }


def _parsed_article(read: Mapping[str, Any]) -> Article:
    text = read["text"]
    if read["sha256"] != text_hash(text):
        raise ValueError(
            "article.sha256: is not the hash of the text; rows may rest on other words"
        )
    blocks = tuple(Block(**block) for block in read["blocks"])
    if text != "\n\n".join(text[block.start : block.end] for block in blocks):
        raise ValueError(
            "article.blocks: are not the text, in its order, with a blank line between"
        )
    head = {
        column.name: _parsed_value(read[column.name], column, None, f"article.{column.name}")
        for column in FRONT_MATTER
    }
    styles = tuple(Style(**style) for style in read["styles"])
    return Article(**head, text=text, blocks=blocks, styles=styles)


def _parsed_rows(
    read: Sequence[Mapping[str, Any]], schema: Schema, article: Article
) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {}
    for column in schema.columns:
        values = [
            _parsed_value(
                row.get(column.name, ""), column, article, f"{schema.rows}[{place}].{column.name}"
            )
            for place, row in enumerate(read)
        ]
        kind = "str" if column.parse in _TEXTS else "object"
        columns[column.name] = pd.Series(values, dtype=kind)
    columns["line"] = pd.Series(range(1, len(read) + 1), dtype="int64")
    columns["background"] = pd.Series([row.get("background", False) for row in read], dtype="bool")
    return pd.DataFrame(columns)


def _parsed_value(read: Any, column: Column, article: Article | None, where: str) -> Any:
    if column.parse == "date":
        return _parsed_date(read["edtf"], where) if read else None
    if column.parse == "share":
        return _parsed_share(read, where) if read else None
    if column.parse == "passages":
        assert article is not None, "passages stand in rows, which have an article"
        return tuple(_parsed_passage(place, article, where) for place in read)
    return read if column.parse in _TEXTS else tuple(read)


def _parsed_date(edtf: str, where: str) -> PartialDate:
    try:
        return parse_date(edtf)
    except ValueError as error:
        raise ValueError(f"{where}: {shown(edtf)} {error}") from None


def _parsed_share(read: Mapping[str, Any], where: str) -> Share:
    """``written`` is complete; earlier files have only the bounds."""
    if "written" not in read:
        return Share(read["low"], read["high"])
    try:
        return parse_share(read["written"])
    except ValueError as error:
        raise ValueError(f"{where}: {shown(read['written'])} {error}") from None


def _parsed_passage(read: Mapping[str, Any], article: Article, where: str) -> Passage:
    passage = Passage(read["start"], read["end"])
    if article.words(passage) != read["words"]:
        raise ValueError(
            f"{where}: the article doesn't have {shown(read['words'])} at {passage.start} to "
            f"{passage.end}"
        )
    return passage


def json_schema() -> dict[str, Any]:
    """The JSON schema of the file, made from the schemas of the tables."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A story of Dateline",
        "description": "One article and what it tells, each row resting on words of its text. "
        "Offsets are half-open, in code points, from 0.",
        **strict_object(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "article": _article_schema(),
                **{schema.rows: _rows_schema(schema) for schema in TABLE_FILES},
            },
            optional=[schema.rows for schema in TABLE_FILES if schema.is_optional],
        ),
        "$defs": {
            "date": {
                "description": "A date as far as it is known; null as a whole: undated. earliest "
                "and latest enclose every possible day, null: no bound on that side.",
                **strict_object(
                    {
                        "edtf": {"type": "string", "minLength": 1},
                        "kind": {"enum": ["date", "interval", "one_of"]},
                        "earliest": _DAY,
                        "latest": _DAY,
                        "ongoing": {"type": "boolean"},
                        "words": {"type": "string"},
                    }
                ),
            },
            "share": {
                "description": "Percent. written is the share as stakes.csv has it: a number, a "
                "fraction, a range, or a number or fraction after ~, <, >, <= or >=. given says "
                "which of low and high the article gives, strict that this bound is excluded, "
                "about that the number is approximate.",
                **strict_object(
                    {
                        "low": _PERCENT,
                        "high": _PERCENT,
                        "written": {"type": "string", "minLength": 1},
                        "given": {"enum": ["both", "low", "high"]},
                        "strict": {"type": "boolean"},
                        "about": {"type": "boolean"},
                    },
                    optional=("written", "given", "strict", "about"),
                ),
            },
            "passage": strict_object(
                {**_SPAN, "words": {"type": "string", "minLength": 1}},
            ),
        },
    }


_DAY = {"type": ["string", "null"], "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_PERCENT = {"type": "number", "minimum": 0, "maximum": 100}
_PLACE = {"type": "integer", "minimum": 0}
_SPAN = {"start": _PLACE, "end": _PLACE}


def _article_schema() -> dict[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    kinds = ["headline", "standfirst", "heading", "paragraph", "item", "furniture"]
    depth = _PLACE | {"maximum": DEEPEST}
    block = {"kind": {"enum": kinds}, **_SPAN, "marker": text, "depth": depth}
    style = {"kind": {"enum": ["emphasis", "strong", "code", "link"]}, **_SPAN, "href": text}
    return strict_object(
        {column.name: _column_schema(column) for column in FRONT_MATTER}
        | {
            "text": {"type": "string", "description": "What every offset counts in."},
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "blocks": {"type": "array", "items": strict_object(block)},
            "styles": {"type": "array", "items": strict_object(style)},
        }
    )


def _rows_schema(schema: Schema) -> dict[str, Any]:
    columns = {column.name: _column_schema(column) for column in schema.columns}
    columns |= {"background": {"type": "boolean"}} if schema.has_ids else {}
    # Earlier files lack these columns, which are read as blank.
    return {"type": "array", "items": strict_object(columns, optional=_LATER)}


def _column_schema(column: Column) -> dict[str, Any]:
    described = {"description": column.meaning}
    if column.parse in ("date", "share"):
        return described | {"anyOf": [{"$ref": f"#/$defs/{column.parse}"}, {"type": "null"}]}
    if column.parse == "passages":
        return described | {"type": "array", "items": {"$ref": "#/$defs/passage"}}
    if column.parse == "choice":
        return described | {"enum": [*column.choices, *([] if column.required else [""])]}
    if column.parse in _TEXTS:
        return described | {"type": "string"}
    return described | {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
