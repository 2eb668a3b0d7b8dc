"""Blocks of words as they are found elsewhere to the body of ``article.md``."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.formats.article_markdown import joined, markdown_blocks
from dateline.reading.markdown import ABOVE_TEXT, Body, address_as_read
from dateline.story import Block, BlockKind, Style, StyleKind

Kind = Literal["headline", "heading", "paragraph", "item", "furniture"]
# The outer first, where two are set over the same words.
_STYLES: tuple[StyleKind, ...] = ("link", "emphasis", "strong")


@dataclass(frozen=True, slots=True)
class Run:
    """Words set in one way; a line feed is a line break of the article's."""

    text: str
    is_emphasis: bool = False
    is_strong: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One block. Of an item, ``marker`` is "-" or its number ("3."), blank for what follows in
    the same item, and ``depth`` is 1 for an outer list."""

    kind: Kind
    runs: tuple[Run, ...]
    marker: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def article_markdown(blocks: Iterable[Words]) -> tuple[str, tuple[str, ...]]:
    """The body of ``article.md``, and a remark on what of the blocks Markdown cannot say.

    Where emphasis and links would change a word, they go; the words never do.
    """
    written, remarks = markdown_blocks(_body(blocks))
    return joined(written), remarks


def _body(found: Iterable[Words]) -> Body:
    """The blocks as they are to be read."""
    pieces: list[str] = []
    blocks: list[Block] = []
    styles: list[Style] = []
    start = 0
    for words in found:
        text = words.text.strip()
        if not text:
            continue
        kind: BlockKind = words.kind
        if kind == "heading" and all(block.kind in ABOVE_TEXT for block in blocks):
            kind = "standfirst"
        if kind in ("headline", "standfirst", "heading"):
            # A heading is one line.
            text = text.replace("\n", " ")
        marker = "•" if words.marker == "-" else words.marker
        blocks.append(Block(kind, start, start + len(text), marker, words.depth))
        edge = start - words.text.index(words.text.strip())
        pieces.append(text)
        styles += _styles(words.runs, edge, _STYLES)
        start += len(text) + 2
    return Body("\n\n".join(pieces), tuple(blocks), tuple(styles), True)


def _styles(runs: Sequence[Run], start: int, kinds: Sequence[StyleKind]) -> Iterator[Style]:
    """Spans within each other: of all that begins with a run, what reaches furthest is outside.

    None begins or ends with a space: Markdown has no marks for that.
    """
    number = 0
    while kinds and number < len(runs):
        reach = {kind: _reach(runs, number, kind) for kind in kinds}
        kind = max(kinds, key=lambda kind: reach[kind])
        inner = runs[number : number + max(reach[kind], 1)]
        text = "".join(run.text for run in inner)
        words = text.strip()
        if reach[kind] and words:
            begin = start + text.index(words)
            yield Style(kind, begin, begin + len(words), address_as_read(inner[0].href)
                        if kind == "link" else "")  # fmt: skip
        if reach[kind]:
            yield from _styles(inner, start, [other for other in kinds if other != kind])
        start += len(text)
        number += len(inner)


def _reach(runs: Sequence[Run], number: int, kind: StyleKind) -> int:
    """How many runs from this one on are set alike in this way; 0 where it is not."""
    style = _set(runs[number], kind)
    end = number
    while style and end < len(runs) and _set(runs[end], kind) == style:
        end += 1
    return end - number


def _set(run: Run, kind: StyleKind) -> str | bool:
    if kind == "link":
        return run.href
    return run.is_emphasis if kind == "emphasis" else run.is_strong
