"""Markdown to the article's words, its blocks and how they are set.

Every word stays as written. What has no place in an article pane (tables, images, HTML, code,
rules) is reported with its line, and is never dropped in silence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dateline.reading.cells import is_web_address
from dateline.reading.report import shown
from dateline.story import Block, BlockKind, Style, StyleKind

_STYLES: dict[str, StyleKind] = {"em": "emphasis", "strong": "strong", "link": "link"}
# The parser's own limit: what is nested deeper it drops without a word.
DEEPEST = 20
# Blocks below which a second-level heading is still the standfirst.
ABOVE_TEXT = ("headline", "furniture", "heading")
_NOTED = "an article consists of headings, text, lists and > notes"

# Given a line of the body, from 0, and a message about it.
ReportAt = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Body:
    """The article's text; ``is_whole`` is False where reported parts of it are left out."""

    text: str
    blocks: tuple[Block, ...]
    styles: tuple[Style, ...]
    is_whole: bool


@dataclass(slots=True)
class _Draft:
    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    place: int = 0
    is_whole: bool = True


def read_body(text: str, report_at: ReportAt) -> Body:
    """Read ``text``; ``report_at`` gets each thing that an article cannot hold."""
    # HTML and tables are parsed to be found: as plain text they would be shown as their marks.
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST}).enable("table")
    env: dict[str, Any] = {}
    tokens = markdown.parse(text, env)
    draft = _Draft()

    def report_loss(line: int, message: str) -> None:
        draft.is_whole = False
        report_at(line, message)

    opened: list[Token] = []
    marker = ""
    for token in tokens:
        line = token.map[0] if token.map else 0
        is_in_table = any(outer.type == "table_open" for outer in opened)
        if token.nesting == 1:
            opened.append(token)
            is_container = token.type in ("blockquote_open", "list_item_open")
            if is_container and token.level + 1 >= DEEPEST:
                report_loss(
                    line, "is nested too deeply to be read; write it with fewer > or list marks"
                )
            if token.type == "table_open":
                report_loss(line, "is a table; write its words as text or as a list")
            elif token.type == "list_item_open":
                marker = f"{token.info}{token.markup}" if token.info else "•"
            elif token.type == "heading_open" and token.markup in ("-", "="):
                end = token.map[1] - 1 if token.map else line
                report_at(end, f"a line of {token.markup * 3} makes a heading of the text above "
                     "it; write # or ## before the heading, or remove the line")  # fmt: skip
        elif token.nesting == -1:
            opened.pop()
        elif is_in_table:
            continue
        elif token.type == "inline":
            _add_block(draft, token, opened, marker, report_at, report_loss)
            if draft.blocks and draft.blocks[-1].kind == "item":
                marker = ""
        elif token.type == "hr":
            report_at(line, f"is a horizontal rule ({token.markup[:3]}); remove it: {_NOTED}")
        elif token.type == "html_block":
            first = token.content.strip().splitlines()[0]
            report_loss(line, _html(first))
        else:
            report_loss(line, f"is a code block (four spaces or a fence); {_NOTED}")
    for name, reference in env.get("references", {}).items():
        report_loss(
            reference["map"][0],
            f"{shown(f'[{name.lower()}]:')} is a link definition; write "
            "[words](address) where the words are",
        )
    return Body("\n\n".join(draft.pieces), tuple(draft.blocks), tuple(draft.styles), draft.is_whole)


def _add_block(
    draft: _Draft,
    token: Token,
    opened: Sequence[Token],
    marker: str,
    report_at: ReportAt,
    report_loss: ReportAt,
) -> None:
    words, styles = _inline(token, report_at, report_loss)
    indent = len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        return
    kind = _block_kind(opened, draft.blocks)
    depth = sum(outer.type == "list_item_open" for outer in opened) if kind == "item" else 0
    draft.blocks.append(
        Block(kind, draft.place, draft.place + len(words), marker if kind == "item" else "", depth)
    )
    for style in styles:
        start, end = max(style.start - indent, 0), min(style.end - indent, len(words))
        if start < end:
            draft.styles.append(
                Style(style.kind, draft.place + start, draft.place + end, style.href)
            )
    draft.pieces.append(words)
    draft.place += len(words) + 2


def _inline(token: Token, report_at: ReportAt, report_loss: ReportAt) -> tuple[str, list[Style]]:
    """A block's words and the spans that are set apart in it, outer ones first.

    ``report_at`` gets what leaves all words in place, ``report_loss`` what does not.
    """
    line = token.map[0] if token.map else 0
    words = ""
    styles: list[Style] = []
    opened: list[tuple[int, str]] = []
    tags: set[str] = set()
    for child in token.children or []:
        name, _, _ = child.type.rpartition("_")
        if name in _STYLES and child.nesting == 1:
            href = str(child.attrs.get("href", ""))
            opened.append((len(styles), href))
            styles.append(Style(_STYLES[name], len(words), len(words), href))
        elif name in _STYLES and child.nesting == -1:
            index, href = opened.pop()
            style = styles[index]
            styles[index] = Style(style.kind, style.start, len(words), href)
            if style.kind == "link" and not is_web_address(href):
                report_at(line, f"{shown(href)} is a link without http or https; write its whole "
                     "address, or the words alone")  # fmt: skip
        elif child.type == "code_inline":
            styles.append(Style("code", len(words), len(words) + len(child.content)))
            words += child.content
        elif child.type in ("softbreak", "hardbreak"):
            words += " " if child.type == "softbreak" else "\n"
            line += 1
        elif child.type == "image":
            report_loss(line, f"{shown(child.content)} is an image; write its caption as a > note")
        elif child.type == "html_inline":
            # The end of a tag that is reported is no second fault.
            if child.content.replace("/", "", 1) not in tags:
                report_loss(line, _html(child.content))
            tags.add(child.content)
        else:
            words += child.content
    return words, styles


def _html(tag: str) -> str:
    return f"{shown(tag, 40)} is HTML; write Markdown, or \\< for a < of the article"


_LINKS = MarkdownIt()


def address_as_read(href: str) -> str:
    """A link's address as the parser gives it: what is not ASCII is encoded."""
    return _LINKS.normalizeLink(href)


def _block_kind(opened: Sequence[Token], before: Sequence[Block]) -> BlockKind:
    if any(token.type == "blockquote_open" for token in opened):
        return "furniture"
    if opened[-1].type == "heading_open":
        if opened[-1].tag == "h1":
            return "headline"
        is_above_text = all(block.kind in ABOVE_TEXT for block in before)
        return "standfirst" if opened[-1].tag == "h2" and is_above_text else "heading"
    return "item" if any(token.type == "list_item_open" for token in opened) else "paragraph"
