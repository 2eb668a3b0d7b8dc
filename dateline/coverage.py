"""How much of the article the rows use, and which dates, numbers and names they don't.

For editors: it finds what was overlooked. It knows no HTML and judges nothing: a mention without
a row may be right to leave out.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dateline.passages import IndexedText
from dateline.story import Article, Block, Passage, Story
from dateline.wording import locale_for, percent_in_words

MentionKind = Literal["date", "percentage", "quotation", "name"]

# Enough to know a paragraph by.
_FIRST_WORDS_CHARACTERS = 60
_PERCENTAGE = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|per\s?cent|percent|Prozent|процент\w*"
    r"|في المئة|في المائة|بالمئة|بالمائة)"
    r"|百分之[\d.一二三四五六七八九十百零〇点]+"
)
# Written without spaces, in which no word ends.
_CHINESE_DATE = re.compile(
    r"\d{4}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?|\d{1,2}\s?月\s?\d{1,2}\s?日"
)
_QUOTATION = re.compile(
    r'"[^"\n]+"|“[^”\n]+”|„[^“”\n]+[“”]'
    # The same marks open in one language and close in another: after a letter, none opens.
    r"|(?<!\w)[«»][^«»\n]+[«»](?!\w)"
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class BlockCoverage:
    """One block, how many of its characters a row rests on, and how many others are left out."""

    block: Block
    used: int
    left_out: int

    @property
    def share_percent(self) -> float:
        return 100 * self.used / (self.block.end - self.block.start)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date, percentage, quotation or known name that no passage of a row or left out touches.

    ``explanation`` is blank unless its place says why: page furniture is not the article's text.
    """

    kind: MentionKind
    passage: Passage
    explanation: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Blocks in the order of the article, furniture included; mentions in the same order."""

    blocks: tuple[BlockCoverage, ...]
    uncovered: tuple[Mention, ...]

    @property
    def share_percent(self) -> float:
        """Of all characters that are not page furniture."""
        return self._percent(part.used for part in self._text)

    @property
    def left_out_percent(self) -> float:
        """What is left out on purpose, of all characters that are not page furniture."""
        return self._percent(part.left_out for part in self._text)

    @property
    def _text(self) -> list[BlockCoverage]:
        return [part for part in self.blocks if part.block.kind != "furniture"]

    def _percent(self, characters: Iterable[int]) -> float:
        length = sum(part.block.end - part.block.start for part in self._text)
        return 100 * sum(characters) / length if length else 0.0


def measure_coverage(story: Story) -> Coverage:
    """Measure each block, and list what no row rests on and nobody has left out on purpose."""
    passages = [
        passage
        for rows in (story.events, story.stakes, story.quotes)
        for found in rows["evidence"]
        for passage in found
    ]
    left_out = [passage for found in story.left_out["evidence"] for passage in found]
    used, settled = _Used(passages), _Used([*passages, *left_out])
    mentions = ((kind, p) for kind, p in _mentions(story) if not settled.touches(p))
    return Coverage(
        tuple(
            BlockCoverage(block, used.within(block), settled.within(block) - used.within(block))
            for block in story.article.blocks
        ),
        tuple(_placed(story.article, mentions)),
    )


def _placed(article: Article, mentions: Iterable[tuple[MentionKind, Passage]]) -> list[Mention]:
    """The mentions in the order of the article, with what their place explains."""
    starts = [block.start for block in article.blocks]
    found = []
    for kind, passage in mentions:
        block = article.blocks[bisect_right(starts, passage.start) - 1]
        explanation = "page furniture" if block.kind == "furniture" else ""
        found.append(Mention(kind, passage, explanation))
    return sorted(found, key=lambda mention: mention.passage.start)


class _Used:
    """The stretches of the text that passages cover, joined where they meet, in order."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for passage in sorted(passages, key=lambda p: p.start):
            if self._ends and passage.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], passage.end)
            else:
                self._starts.append(passage.start)
                self._ends.append(passage.end)

    def touches(self, passage: Passage) -> bool:
        after = bisect_right(self._ends, passage.start)
        return after < len(self._starts) and self._starts[after] < passage.end

    def within(self, block: Block) -> int:
        """How many characters of ``block`` are covered."""
        total = 0
        for place in range(bisect_right(self._ends, block.start), len(self._starts)):
            if self._starts[place] >= block.end:
                break
            start, end = max(self._starts[place], block.start), min(self._ends[place], block.end)
            total += end - start
        return total


def used_and_left(
    article: Article, used: Iterable[Passage], left_out: Iterable[Passage], *, finds: bool = True
) -> tuple[float, list[Mention]]:
    """How many percent of an article's text rows use, and its mentions that nothing touches.

    Of rows that are no story yet: names are not looked for. ``finds``: else no mentions are.
    """
    passages = list(used)
    covered, settled = _Used(passages), _Used([*passages, *left_out])
    text = [block for block in article.blocks if block.kind != "furniture"]
    length = sum(block.end - block.start for block in text)
    share = 100 * sum(map(covered.within, text)) / length if length else 0.0
    known = _mentions_of(article) if finds else ()
    mentions = ((k, p) for k, p in known if not settled.touches(p))
    return share, _placed(article, mentions)


def coverage_in_words(story: Story) -> dict[str, Any]:
    """What ``measure_coverage`` finds, for a page.

    ``share`` of the whole, ``blocks`` of [first words, share] without page furniture, ``left`` of
    [kind, words, explanation].
    """
    found, article = measure_coverage(story), story.article

    def percent(value: float) -> str:
        return percent_in_words(round(value), article.language)

    return {
        "share": percent(found.share_percent),
        "blocks": [
            [
                article.text[part.block.start : part.block.end][:_FIRST_WORDS_CHARACTERS],
                percent(part.share_percent),
            ]
            for part in found.blocks
            if part.block.kind != "furniture"
        ],
        "left": [
            [mention.kind, article.words(mention.passage), mention.explanation]
            for mention in found.uncovered
        ],
    }


@lru_cache(maxsize=4)
def _mentions_of(article: Article) -> tuple[tuple[MentionKind, Passage], ...]:
    """The dates, percentages and quotations of an article."""
    found = []
    locale = locale_for(article.language)
    names = [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    words = re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
    patterns: tuple[tuple[MentionKind, re.Pattern[str]], ...] = (
        ("date", words),
        ("date", _YEAR),
        ("date", _CHINESE_DATE),
        ("percentage", _PERCENTAGE),
        ("quotation", _QUOTATION),
    )
    for kind, pattern in patterns:
        for match in pattern.finditer(article.text):
            found.append((kind, Passage(match.start(), match.end())))
    return tuple(found)


def _mentions(story: Story) -> Iterator[tuple[MentionKind, Passage]]:
    yield from _mentions_of(story.article)
    text = story.article.text
    known = {name for cell in story.events["actors"] for name in cell}
    known |= {name for cell in story.stakes["holder"] for name in cell}
    known |= {name for name in story.quotes["speaker"] if name}
    indexed = IndexedText(text)
    for name in sorted(known):
        for place in indexed.find_all(name):
            around = text[place.start - 1 : place.start] + text[place.end : place.end + 1]
            if not any(character.isalnum() for character in around):
                yield "name", place
