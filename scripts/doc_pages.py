"""The pages of the documentation, taken apart: fenced blocks, headings, links and pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it.token import Token

from scripts.docs_site import DOCS, ROOT, anchors, parsed

PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; ``file`` is the file that its info string names, "" where it names none.

    ``line`` is that of its opening fence, ``end`` the one below its closing fence.
    """

    language: str
    file: str
    content: str
    line: int
    end: int


def blocks(page: Path) -> list[Block]:
    found = []
    for token in _tokens(page):
        if token.type in ("fence", "code_block"):
            language, _, file = token.info.strip().partition(" ")
            first, end = token.map or (0, 0)
            found.append(Block(language, file.strip(), token.content, first + 1, end + 1))
    return found


def code_spans(page: Path) -> Iterator[str]:
    for token in _inline(page):
        if token.type == "code_inline":
            yield token.content


def links(page: Path) -> Iterator[str]:
    for token in _inline(page):
        if token.type == "link_open":
            yield str(token.attrs["href"])


def pictures(page: Path) -> Iterator[tuple[str, str]]:
    """Each picture's file and what stands in its place for who does not see it."""
    for token in _inline(page):
        if token.type == "image":
            yield str(token.attrs["src"]), token.content


def page_anchors(page: Path) -> set[str]:
    return set(anchors(page.read_text(encoding="utf-8")))


def _tokens(page: Path) -> list[Token]:
    return parsed(page.read_text(encoding="utf-8"))


def _inline(page: Path) -> Iterator[Token]:
    for token in _tokens(page):
        yield from token.children or ()


def is_elsewhere(link: str) -> bool:
    return re.match(r"[a-z]+:", link) is not None
