"""The elements of a page to blocks of words, as a browser shows them.

Nothing is chosen here: menus and footers are blocks like the article's own. Words that a reader
doesn't see, or sees struck out, are no blocks; they are kept apart to be reported. Whitespace
collapses as a browser collapses it: a no-break space is none of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from dateline.intake.article_markdown import Kind, Run, Words
from dateline.reading.cells import is_web_address

ApartKind = Literal["struck", "hidden", "image", "media", "table", "quotation", "link"]

_NO_WORDS = frozenset(
    ("script", "style", "template", "head", "title", "input", "select", "textarea", "datalist",
     "link", "meta", "source", "track", "param", "colgroup", "map", "progress", "meter")
)  # fmt: skip
_MEDIA = frozenset(("iframe", "object", "embed", "video", "audio", "canvas", "svg"))
_BLOCKS = frozenset(
    ("address", "article", "aside", "body", "blockquote", "button", "caption", "center", "dd",
     "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
     "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td",
     "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_STRUCK = frozenset(("s", "strike", "del"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_HIDING_STYLE = re.compile(r"display:none|visibility:(?:hidden|collapse)")
_HIDING_CLASSES = frozenset(
    ("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only")
)
# What leads back from a note to its place in the text.
_BACK_LINK = re.compile(r"[↩↑^⤴←\ufe0e\ufe0f\s]+")
_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_DIGITS = re.compile(r"[\d,.\s+−=()ni-]*\d[\d,.\s+−=()ni-]*|[ni]")
_ORDINAL = re.compile(r"st|nd|rd|th|er|re|e|es|eme|ème|o|a|os|as|te|ter")
# No list of an article begins later; CommonMark has no larger numbers.
_START = re.compile("[0-9]{1,9}")
_TRADE_MARKS = {"TM": "™", "SM": "℠", "R": "®"}
_MARKS_OF_QUOTES = {"de": "„“‚‘", "ru": "«»„“", "fr": "«»“”", "es": "«»“”", "it": "«»“”"}
_LAYOUT_ROLES = ("presentation", "none")
# A cell of data is a figure or a name, and no text of paragraphs.
_MOST_WORDS_IN_CELL = 60


@dataclass(frozen=True, slots=True)
class PageBlock:
    """Words of a page, and the innermost block element that they stand in."""

    words: Words
    element: Tag


@dataclass(frozen=True, slots=True)
class Apart:
    """What of a page is no block, or has changed on the way to one.

    ``place`` is the number of blocks before it, ``text`` its words or what describes it.
    """

    kind: ApartKind
    place: int
    text: str


@dataclass(frozen=True, slots=True)
class PageBlocks:
    blocks: tuple[PageBlock, ...]
    apart: tuple[Apart, ...]


@dataclass(slots=True)
class _Draft:
    language: str
    blocks: list[PageBlock] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    apart: list[Apart] = field(default_factory=list)
    # The item that the next words begin, "" once it has begun.
    marker: str = ""
    # By the identity of an ordered list the number of its next item.
    numbers: dict[int, int] = field(default_factory=dict)

    def keep_apart(self, kind: ApartKind, text: str = "") -> None:
        self.apart.append(Apart(kind, len(self.blocks), " ".join(text.split())))


@dataclass(frozen=True, slots=True)
class _Setting:
    """How words at a place are set: by what they stand in."""

    element: Tag
    kind: Kind = "paragraph"
    depth: int = 0
    run: Run = Run("")  # noqa: RUF009  (frozen)
    is_preformatted: bool = False
    is_in_data: bool = False
    is_cell: bool = False
    quotes: int = 0


def page_blocks(root: Tag, language: str = "") -> PageBlocks:
    """All blocks of ``root`` in their order; its ``language`` decides the marks of ``<q>``."""
    draft = _Draft(language.partition("-")[0].lower())
    setting = _Setting(root)
    _walk(root, setting, draft)
    _flush(setting, draft)
    return PageBlocks(tuple(draft.blocks), tuple(draft.apart))


def _walk(node: PageElement, setting: _Setting, draft: _Draft) -> None:
    if isinstance(node, NavigableString):
        # Comments, declarations and the like are no words.
        if not isinstance(node, PreformattedString):
            lines = str(node).split("\n") if setting.is_preformatted else [str(node)]
            for number, line in enumerate(lines):
                if number:
                    draft.runs.append(Run("\n"))
                draft.runs.append(replace(setting.run, text=_SPACE.sub(" ", line)))
        return
    if not isinstance(node, Tag) or node.name in _NO_WORDS:
        return
    if node.name in _STRUCK or "line-through" in _style(node):
        draft.keep_apart("struck", node.get_text())
    elif _is_hidden(node):
        if words := node.get_text(" ").strip():
            draft.keep_apart("hidden", words)
    elif node.name in _MEDIA:
        draft.keep_apart("media", node.name)
    elif node.name == "img":
        draft.keep_apart("image", str(node.get("alt") or ""))
    elif node.name == "br":
        draft.runs.append(Run("\n"))
    elif node.name in _BLOCKS and setting.is_cell:
        # A row is one item, whatever its cells are made of.
        draft.runs.append(Run(" "))
        _walk_children(node, setting, draft)
        draft.runs.append(Run(" "))
    elif node.name in _BLOCKS:
        _walk_block(node, setting, draft)
    else:
        _walk_inline(node, setting, draft)


def _walk_children(node: Tag, setting: _Setting, draft: _Draft) -> None:
    for child in node.children:
        _walk(child, setting, draft)


def _style(node: Tag) -> str:
    return re.sub(r"\s", "", str(node.get("style") or "")).lower()


def _is_hidden(node: Tag) -> bool:
    return (
        node.name == "noscript"
        or node.has_attr("hidden")
        or bool(_HIDING_STYLE.search(_style(node)))
        or not _HIDING_CLASSES.isdisjoint(node.get_attribute_list("class"))
    )


def _walk_inline(node: Tag, setting: _Setting, draft: _Draft) -> None:
    run = setting.run
    if node.name in ("em", "i"):
        setting = replace(setting, run=replace(run, is_emphasis=True))
    elif node.name in ("strong", "b"):
        setting = replace(setting, run=replace(run, is_strong=True))
    elif node.name in ("sup", "sub"):
        _walk_raised(node, setting, draft)
        return
    elif node.name == "q":
        _walk_quotation(node, setting, draft)
        return
    elif node.name == "rt" and not (node.parent and node.parent.find("rp")):
        draft.runs.append(replace(run, text="("))
        _walk_children(node, setting, draft)
        draft.runs.append(replace(run, text=")"))
        return
    elif node.name == "a" and node.get("href"):
        href = str(node["href"]).strip()
        if href.startswith("#") and _BACK_LINK.fullmatch(node.get_text()):
            return
        if is_web_address(href):
            setting = replace(setting, run=replace(run, href=href))
        else:
            draft.keep_apart("link", href)
    _walk_children(node, setting, draft)


def _walk_raised(node: Tag, setting: _Setting, draft: _Draft) -> None:
    """Raised or lowered words, so that they don't run into a number or word before them."""
    words = node.get_text().strip()
    before = "".join(run.text for run in draft.runs[-3:])[-1:]
    link = node.find("a", href=True)
    text = ""
    if node.name == "sup" and words in _TRADE_MARKS:
        text = _TRADE_MARKS[words]
    elif _DIGITS.fullmatch(words) and (node.name == "sup" or before.isdigit()):
        text = words.translate(_RAISED if node.name == "sup" else _LOWERED)
    elif isinstance(link, Tag) and str(link["href"]).startswith("#") and words.isalnum():
        text = f"[{words}]"
    if text:
        draft.runs.append(replace(setting.run, text=text))
        return
    is_joined = node.name == "sub" or not words[:1].isalnum() or _ORDINAL.fullmatch(words)
    if before.isdigit() and not is_joined:
        draft.runs.append(replace(setting.run, text=" "))
    _walk_children(node, setting, draft)


def _walk_quotation(node: Tag, setting: _Setting, draft: _Draft) -> None:
    marks = _MARKS_OF_QUOTES.get(draft.language, "“”‘’")
    at = 2 * (setting.quotes % 2)
    opening, closing = marks[at], marks[at + 1]
    if draft.language == "fr" and opening == "«":
        opening, closing = "«\xa0", "\xa0»"
    draft.runs.append(replace(setting.run, text=opening))
    _walk_children(node, replace(setting, quotes=setting.quotes + 1), draft)
    draft.runs.append(replace(setting.run, text=closing))


def _walk_block(node: Tag, setting: _Setting, draft: _Draft) -> None:
    if node.name in ("td", "th") and setting.is_in_data:
        _walk_cell(node, setting, draft)
        return
    _flush(setting, draft)
    inner = replace(setting, element=node)
    if node.name in HEADINGS:
        inner = _Setting(node, "heading")
    elif node.name in ("figcaption", "caption"):
        inner = _Setting(node, "furniture")
    elif node.name in ("ul", "ol"):
        inner = replace(inner, depth=setting.depth + 1)
    elif node.name == "li":
        inner = replace(inner, kind="item", depth=max(setting.depth, 1))
        draft.marker = _marker(node, draft)
    elif node.name == "table":
        inner = replace(inner, is_in_data=not _is_layout(node))
        if inner.is_in_data:
            draft.keep_apart("table")
    elif node.name == "tr" and setting.is_in_data:
        inner = replace(inner, kind="item", depth=max(setting.depth, 1))
        draft.marker = "-"
    elif node.name == "pre":
        inner = replace(inner, is_preformatted=True)
    if node.name == "blockquote":
        draft.keep_apart("quotation")
    _walk_children(node, inner, draft)
    _flush(inner, draft)


def _is_layout(table: Tag) -> bool:
    """Whether a table only places texts on the page: what a reader takes for no table."""
    if table.get("role") in _LAYOUT_ROLES:
        return True
    if table.find(["th", "caption"]):
        return False
    rows = [row.find_all("td", recursive=False) for row in table.find_all("tr")]
    if all(len(row) < 2 for row in rows):
        return True
    cells = [cell for row in rows for cell in row]
    return any(
        cell.find([*HEADINGS, "table", "ul", "ol"])
        or (cell.find(["p", "div", "br"]) and len(cell.get_text(" ").split()) > _MOST_WORDS_IN_CELL)
        for cell in cells
    )


def _walk_cell(node: Tag, setting: _Setting, draft: _Draft) -> None:
    while draft.runs and draft.runs[-1].text == " ":
        draft.runs.pop()
    if draft.runs:
        draft.runs.append(Run("; "))
    _walk_children(node, replace(setting, is_cell=True), draft)


def _marker(node: Tag, draft: _Draft) -> str:
    if node.parent is None or node.parent.name != "ol":
        return "-"
    start = _START.fullmatch(str(node.parent.get("start") or ""))
    number = draft.numbers.get(id(node.parent), int(start[0]) if start else 1)
    draft.numbers[id(node.parent)] = number + 1
    return f"{number}."


def _flush(setting: _Setting, draft: _Draft) -> None:
    """End a block; two line breaks in a row end a paragraph as well."""
    runs, draft.runs = draft.runs, []
    for part in _paragraphs(runs):
        found = _tidied(part)
        if not found:
            continue
        is_item = setting.kind == "item"
        marker = draft.marker if is_item else ""
        words = Words(setting.kind, found, marker, setting.depth if is_item else 0)
        draft.blocks.append(PageBlock(words, setting.element))
        if is_item:
            draft.marker = ""


def _paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
            continue
        if not run.text.strip(" \t\r\f\n") and breaks:
            continue
        if breaks > 1 and part:
            yield part
            part = []
        elif breaks and part:
            part.append(Run("\n"))
        breaks = 0
        part.append(run)
    yield part


def _tidied(runs: list[Run]) -> tuple[Run, ...]:
    """Without spaces at the edges, at line breaks or beside each other; equal neighbours joined."""
    found: list[Run] = []
    for run in runs:
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", run.text)
        before = found[-1].text[-1] if found else "\n"
        if before in " \n":
            text = text.lstrip(" \t" if found and before == " " else " \t\n")
        if text.startswith("\n") and found:
            found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
            if not found[-1].text:
                found.pop()
        if not text:
            continue
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + text)
        else:
            found.append(replace(run, text=text))
    while found and not (text := found[-1].text.rstrip(" \t\n")):
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=text)
    return tuple(found) if any(run.text.strip() for run in found) else ()
