"""An article as ``article.md``: front matter and Markdown that read back as the same article."""

import itertools
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.formats.cells import cell_text
from dateline.reading.markdown import ABOVE_TEXT, Body, read_body
from dateline.reading.report import shown
from dateline.story import FRONT_MATTER, Article, Block, Style

_MARKS = {"emphasis": "*", "strong": "**"}
# Marks anywhere, an entity, and what turns a link into an image.
_ANYWHERE = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)|!\Z")
# Line starts that begin a block; a line without one is not a table row either.
_AT_LINE_START = re.compile(r"^(?:(?=[#>+=:~|-])|(\d{1,9})(?=[.)]))")
_AT_HEADING_END = re.compile(r"(?<!\\)#(?=#*$)")
_ALL = re.compile(r"[!-/:-@\[-`{-~]")
_TICKS = re.compile("`+")
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# In an address.
_ENTITY = re.compile(r"&(?=#?\w+;)")
_NEEDS_BRACKETS = re.compile(r"[()\s\\]|^$")
# More blocks than this are counted, not shown.
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Place:
    """What precedes a block's first line and its other lines, and the marks of the lists that it is
    in; ``is_below_text``: a second-level heading is not a standfirst here."""

    first: str
    rest: str
    lists: tuple[str, ...]
    is_below_text: bool


def article_markdown(article: Article) -> tuple[str, tuple[str, ...]]:
    """The file's text, and a remark on everything in the article that Markdown can't express."""
    blocks, remarks = markdown_blocks(article)
    head = {
        column.name: cell_text(getattr(article, column.name) or "", column, article)
        for column in FRONT_MATTER
    }
    return front_matter(head) + joined(blocks), remarks


def markdown_blocks(article: Article | Body) -> tuple[list[str], tuple[str, ...]]:
    """The text's blocks in Markdown, to be joined by blank lines, and what they can't express.

    The result is read back before it is returned: if no Markdown reproduces a block's emphasis,
    the block is written without it; the same goes for its links.
    """
    styles = _styles_by_block(article)
    places = list(_places(article.blocks))
    words = [article.text[block.start : block.end] for block in article.blocks]
    written = [
        _marked(place, _inline(text, block_styles, _ANYWHERE), block)
        for block, place, text, block_styles in zip(
            article.blocks, places, words, styles, strict=True
        )
    ]
    remarks: list[str] = []
    if not _is_read_as(joined(written), article.text, article.blocks, article.styles):
        kept: list[Style] = []
        lost: list[tuple[str, list[Style]]] = []
        for number, block in enumerate(article.blocks):
            block_styles = styles[number]
            written[number], said = _by_itself(block, places[number], words[number], block_styles)
            kept += _moved(said, block.start)
            if len(said) < len(block_styles):
                lost.append((words[number], [style for style in block_styles if style not in said]))
        if lost:
            remarks.append(_left_out(lost))
        if not _is_read_as(joined(written), article.text, article.blocks, kept):
            remarks.append(
                "the article does not read back unchanged; rows may not find their words in it"
            )
    return written, tuple(remarks)


def joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def front_matter(known: Mapping[str, str], *, asked: Collection[str] = ()) -> str:
    """The front matter: known values, and a blank one for each required or ``asked`` key."""
    lines = ["---"]
    for column in FRONT_MATTER:
        value = known.get(column.name, "")
        if value or column.required or column.name in asked:
            # A JSON string is a YAML string, except for what YAML reads as a line end or rejects.
            written = json.dumps(value, ensure_ascii=False)
            written = _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found.group()):04x}", written)
            lines.append(f"{column.name}: {written}")
    return "\n".join([*lines, "---", "", ""])


def _left_out(lost: Sequence[tuple[str, Sequence[Style]]]) -> str:
    """What the blocks of these words lose."""
    listed = ", ".join(shown(words, 40) for words, _ in lost[:_MOST_SHOWN])
    more = f" and {len(lost) - _MOST_SHOWN:,} more" if len(lost) > _MOST_SHOWN else ""
    blocks = "a block" if len(lost) == 1 else f"{len(lost):,} blocks"
    has_links = any(style.kind == "link" for _, styles in lost for style in styles)
    what = "emphasis and links" if has_links else "emphasis"
    return f"left out: {what} of {blocks}, for which Markdown has no marks there: {listed}{more}"


def _by_itself(
    block: Block, place: _Place, words: str, styles: Sequence[Style]
) -> tuple[str, Sequence[Style]]:
    """A block that reads back as itself, as few marks as possible, and the styles that it keeps."""
    before = "".join(_before(place))
    count = len(_before(place))
    start = len("x\n\n") * count
    placed = replace(block, start=start, end=start + len(words))
    links = [style for style in styles if style.kind in ("link", "code")]
    attempts = itertools.product((styles, links, ()), (_ANYWHERE, _ALL))
    for kept, marks in attempts:
        written = _marked(place, _inline(words, kept, marks), block)
        text = "x\n\n" * count + words
        if _is_read_as(before + written, text, (placed,), _moved(kept, start), after=count):
            break
    return written, kept


def _before(place: _Place) -> list[str]:
    """Blocks of one "x" each that put a block, written by itself, into its context."""
    if not place.lists:
        return ["x\n\n"] if place.is_below_text else []
    return [f"{_indent(place.lists[:depth])}{mark} x\n\n" for depth, mark in enumerate(place.lists)]


def _is_read_as(
    markdown: str, text: str, blocks: Sequence[Block], styles: Sequence[Style], after: int = 0
) -> bool:
    faults: list[str] = []
    read = read_body(markdown, lambda _line, message: faults.append(message))
    found = (read.text, read.blocks[after:], read.styles)
    return not faults and found == (text, tuple(blocks), tuple(styles))


def _styles_by_block(article: Article | Body) -> list[list[Style]]:
    """The styles of each block, in order, by their place within its words."""
    found: list[list[Style]] = [[] for _ in article.blocks]
    number = 0
    for style in article.styles:
        while number < len(found) and article.blocks[number].end < style.end:
            number += 1
        if number < len(found) and article.blocks[number].start <= style.start:
            found[number] += _moved([style], -article.blocks[number].start)
    return found


def _moved(styles: Sequence[Style], by: int) -> list[Style]:
    return [replace(style, start=style.start + by, end=style.end + by) for style in styles]


def _places(blocks: Sequence[Block]) -> Iterator[_Place]:
    marks: list[str] = []
    is_below_text = False
    for block, inside in zip(blocks, _depths_around(blocks), strict=True):
        if block.kind == "item" and block.marker:
            del marks[max(block.depth - 1, 0) :]
            around = tuple(marks)
            mark = "-" if block.marker == "•" else block.marker
            missing = ["-"] * (block.depth - 1 - len(marks))
            marks += [*missing, mark]
            first = _indent(around) + "".join(f"{mark} " for mark in [*missing, mark])
            yield _Place(first, _indent(marks), around, is_below_text)
        else:
            del marks[inside:]
            indent = _indent(marks)
            mark = {"headline": "# ", "standfirst": "## ", "furniture": "> ",
                    "heading": "## " if is_below_text else "### "}.get(block.kind, "")  # fmt: skip
            rest = indent + (mark if block.kind == "furniture" else "")
            yield _Place(indent + mark, rest, tuple(marks), is_below_text)
        is_below_text = is_below_text or block.kind not in ABOVE_TEXT


def _depths_around(blocks: Sequence[Block]) -> list[int]:
    """In how many lists each block stands: a note or a heading too, where its item goes on."""
    found = []
    depth = 0
    for block in reversed(blocks):
        if block.kind == "item":
            depth = 0 if block.marker else block.depth
        found.append(depth)
    return found[::-1]


def _indent(marks: Sequence[str]) -> str:
    return " " * sum(len(mark) + 1 for mark in marks)


def _marked(place: _Place, words: str, block: Block) -> str:
    if block.kind in ("headline", "standfirst", "heading"):
        words = _AT_HEADING_END.sub(r"\\#", words)
    return place.first + words.replace("\n", f"\n{place.rest}")


def _inline(text: str, styles: Sequence[Style], marks: re.Pattern[str]) -> str:
    cuts = sorted({0, len(text), *(c for s in styles for c in (s.start, s.end))})
    begun: dict[int, list[Style]] = {}
    for style in styles:
        begun.setdefault(style.start, []).append(style)
    opened: list[Style] = []
    pieces: list[str] = []
    code_end = 0
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        while opened and opened[-1].end == start:
            pieces.append(_closing(opened.pop()))
        for style in begun.get(start, ()):
            if style.kind == "code":
                code_end = max(code_end, style.end)
            else:
                opened.append(style)
                pieces.append("[" if style.kind == "link" else _MARKS[style.kind])
        words = text[start:end]
        pieces.append(_code(words) if start < code_end else _escaped(words, marks))
    return _with_line_starts("".join(pieces))


def _closing(style: Style) -> str:
    if style.kind != "link":
        return _MARKS[style.kind]
    address = _ENTITY.sub(r"\\&", style.href)
    return f"](<{address}>)" if _NEEDS_BRACKETS.search(address) else f"]({address})"


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
