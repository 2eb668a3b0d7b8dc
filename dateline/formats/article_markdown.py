"""An ``Article`` as ``article.md``: front matter and Markdown that are read as the same article."""

import re
from collections.abc import Sequence

import yaml

from dateline.formats.cells import cell_text
from dateline.reading.markdown import read_body
from dateline.story import FRONT_MATTER, Article, Block, Style

_MARKS = {"emphasis": "*", "strong": "**"}
# Marks anywhere, an entity, and what makes a block of a line that begins so.
_ANYWHERE = re.compile(r"[\\`*_\[\]<|]|&(?=#?\w+;)")
_AT_LINE_START = re.compile(r"^(?:(?=[#>+=:~-])|(\d{1,9})(?=[.)]))")
_ALL = re.compile(r"[!-/:-@\[-`{-~]")
_TICKS = re.compile("`+")


def article_markdown(article: Article) -> tuple[str, tuple[str, ...]]:
    """The file's text, and a remark on each thing of the article that it cannot say."""
    blocks, told = markdown_blocks(article)
    return _front_matter(article) + _joined(blocks), told


def markdown_blocks(article: Article) -> tuple[list[str], tuple[str, ...]]:
    """The text's blocks in Markdown, to be joined by blank lines, and what they cannot say.

    What has been written is read again before it is given out: where emphasis or links have no
    Markdown that leads back to them, the words stand without.
    """
    attempts = (
        (article.styles, _ANYWHERE, ()),
        (article.styles, _ALL, ()),
        ((), _ALL, ("the article's emphasis and links have no Markdown and are left out",)),
    )
    for styles, marks, told in attempts:
        blocks = _blocks(article, styles, marks)
        if _is_read_as(_joined(blocks), article, styles):
            return blocks, told
    return blocks, ("the article is not read back as it is; rows may not find their words in it",)


def _joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _front_matter(article: Article) -> str:
    lines = []
    for column in FRONT_MATTER:
        text = cell_text(getattr(article, column.name) or "", column, article)
        if text or column.required:
            quoted = yaml.safe_dump(
                text, default_style='"', allow_unicode=True, width=float("inf")
            ).strip()
            lines.append(f"{column.name}: {quoted}")
    return "\n".join(["---", *lines, "---", "", ""])


def _is_read_as(body: str, article: Article, styles: Sequence[Style]) -> bool:
    faults: list[str] = []
    read = read_body(body, lambda _line, message: faults.append(message))
    ours = (article.text, article.blocks, tuple(styles))
    return not faults and (read.text, read.blocks, read.styles) == ours


def _blocks(article: Article, styles: Sequence[Style], marks: re.Pattern[str]) -> list[str]:
    widths: list[int] = []
    lines = []
    is_above_text = True
    for block in article.blocks:
        words = _inline(article, block, styles, marks)
        if block.kind == "item":
            lines.append(_item(block, words, widths))
        elif block.kind == "furniture":
            lines.append("\n".join(f"> {line}" for line in words.split("\n")))
        elif block.kind == "paragraph":
            lines.append(words)
        else:
            # A second-level heading above the text would be read as the standfirst.
            level = {"headline": "#", "standfirst": "##"}.get(
                block.kind, "###" if is_above_text else "##"
            )
            lines.append(f"{level} {words.replace('#', chr(92) + '#')}")
        is_above_text = is_above_text and block.kind in ("headline", "furniture", "heading")
    return lines


def _item(block: Block, words: str, widths: list[int]) -> str:
    """One item, or a further paragraph of one; ``widths`` are the indents of the open lists."""
    if block.marker:
        mark = "-" if block.marker == "•" else block.marker
        del widths[max(block.depth - 1, 0) :]
        missing = block.depth - 1 - len(widths)
        indent = " " * sum(widths) + "- " * missing
        widths += [2] * missing + [len(mark) + 1]
        first = f"{indent}{mark} "
    else:
        del widths[block.depth :]
        first = " " * sum(widths)
    return first + words.replace("\n", "\n" + " " * sum(widths))


def _inline(article: Article, block: Block, styles: Sequence[Style], marks: re.Pattern[str]) -> str:
    own = [style for style in styles if block.start <= style.start and style.end <= block.end]
    cuts = sorted({block.start, block.end, *(c for s in own for c in (s.start, s.end))})
    opened: list[Style] = []
    pieces: list[str] = []
    for start, end in zip(cuts, [*cuts[1:], block.end], strict=True):
        while opened and opened[-1].end == start:
            pieces.append(_closing(opened.pop()))
        for style in own:
            if style.start == start and style.kind != "code":
                opened.append(style)
                pieces.append("[" if style.kind == "link" else _MARKS[style.kind])
        words = article.text[start:end]
        is_code = any(s.kind == "code" and s.start <= start < s.end for s in own)
        pieces.append(_code(words) if is_code else _escaped(words, marks))
    return _with_line_starts("".join(pieces))


def _closing(style: Style) -> str:
    return f"](<{style.href}>)" if style.kind == "link" else _MARKS[style.kind]


def _code(words: str) -> str:
    if not words:
        return ""
    fence = "`" * (max((len(run) for run in _TICKS.findall(words)), default=0) + 1)
    needs_room = words[0] in " `" or words[-1] in " `"
    room = " " if needs_room and words.strip() else ""
    return f"{fence}{room}{words}{room}{fence}"


def _escaped(words: str, marks: re.Pattern[str]) -> str:
    return marks.sub(r"\\\g<0>", words).replace("\n", "\\\n")


def _with_line_starts(words: str) -> str:
    return "\n".join(_AT_LINE_START.sub(r"\1\\", line) for line in words.split("\n"))
