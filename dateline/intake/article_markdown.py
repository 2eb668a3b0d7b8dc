"""Blocks of words to the Markdown of ``article.md``, which is read back as the same words.

Each block is read back as it is written. Where emphasis and links would change a word, they go;
the words never do.
"""

import itertools
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.reading.markdown import read_body
from dateline.story import FRONT_MATTER

Kind = Literal["headline", "heading", "paragraph", "item", "furniture"]

_MARKS = {"headline": "# ", "heading": "## ", "paragraph": "", "furniture": "> "}
# Within a line; a mark of a list or a heading counts at its beginning alone.
_INLINE = re.compile(r"[\\*_`\[\]<]|&(?=#?\w+;)")
_AT_START = re.compile(r"(?m)^([ \t]*)(?:([-+=>#~|:])|(\d{1,9})([.)]))")
_BACKSLASHED = r"\\\g<0>"
_ANY_MARK = re.compile(r"[!-/:-@\[-`{-~]")
# What YAML refuses in quotation marks, beside what JSON writes out itself.
_UNPRINTABLE = re.compile("[\x7f-\x84\x86-\x9f\ufffe\uffff]")


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


def article_markdown(blocks: Iterable[Words]) -> str:
    """The body of ``article.md``: blocks with blank lines between them."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Words) -> str:
    if block.kind in ("headline", "heading"):
        # A heading is one line.
        runs = tuple(replace(run, text=run.text.replace("\n", " ")) for run in block.runs)
        block = replace(block, runs=runs)
    text = block.text
    for written in (_inline(block.runs), _escaped(text), _ANY_MARK.sub(_BACKSLASHED, text)):
        marked = _marked(block, written.replace("\n", "\\\n"))
        if _reads_as(block, marked):
            return marked
    return marked


def _reads_as(block: Words, marked: str) -> bool:
    told: list[str] = []
    # An item's further text is an item only below its first.
    before = f"{' ' * 4 * (block.depth - 1)}- x\n\n" if block.kind == "item" else ""
    body = read_body(before + marked, lambda _, message: told.append(message))
    text = body.text.removeprefix("x\n\n") if before else body.text
    return not told and text.split() == block.text.split() and len(body.blocks) == 1 + bool(before)


def _marked(block: Words, written: str) -> str:
    if block.kind == "item":
        indent = " " * (4 * (block.depth - 1))
        first = f"{block.marker} " if block.marker else " " * 2
        return indent + first + written.replace("\n", "\n" + indent + " " * len(first))
    mark = _MARKS[block.kind]
    return mark + written.replace("\n", f"\n{mark}")


def _inline(runs: Sequence[Run]) -> str:
    parts = []
    for href, linked in itertools.groupby(runs, key=lambda run: run.href):
        words = "".join(map(_styled, linked))
        parts.append(f"[{words}]({_address(href)})" if href else words)
    return _at_start("".join(parts))


def _styled(run: Run) -> str:
    mark = "*" * (run.is_emphasis + 2 * run.is_strong)
    inner = run.text.strip()
    if not mark or not inner:
        return _INLINE.sub(_BACKSLASHED, run.text)
    before, _, after = run.text.partition(inner)
    return f"{before}{mark}{_INLINE.sub(_BACKSLASHED, inner)}{mark}{after}"


def _address(href: str) -> str:
    plain = re.sub(r"[<>\s]", "", href)
    return f"<{plain}>" if re.search(r"[()\\]", plain) else plain


def _escaped(text: str) -> str:
    return _at_start(_INLINE.sub(_BACKSLASHED, text))


def _at_start(text: str) -> str:
    def escaped(match: re.Match[str]) -> str:
        space, mark, number, stop = match.groups()
        return f"{space}\\{mark}" if mark else f"{space}{number}\\{stop}"

    return _AT_START.sub(escaped, text)


def front_matter(known: dict[str, str]) -> str:
    """The front matter: what is known, and a blank value where one is required and is not."""
    lines = ["---"]
    for column in FRONT_MATTER:
        value = known.get(column.name, "")
        if value or column.required:
            written = json.dumps(value, ensure_ascii=False)
            written = _UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)
            lines.append(f"{column.name}: {written}")
    return "\n".join([*lines, "---", "", ""])
