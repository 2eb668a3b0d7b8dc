"""Which blocks of a page are its article's.

trafilatura finds the article's text; a block whose words are in it is the article's. A few rules
add what it misses (embedded quotations, the second half of a text in two containers, captions) and
drop what the page itself marks as something else (menus, teasers of other articles). Works
offline: trafilatura gets the page's text, and no address.
"""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from bs4.element import Tag
from rapidfuzz.distance import LCSseq

from dateline.intake.html_blocks import HEADINGS, PageBlock

_NOT_ARTICLE = ("nav", "footer", "aside", "menu", "dialog", "button", "search")
# Raised and lowered figures are no letters of the word before them.
_WORD = re.compile(r"[^\W²³¹\u2070-\u209f]+")
# A block is the article's where at least this share of its words is in the text that was found.
_LEAST_SHARE = 0.5
# Above its headline an article has a word or two, and a page its menu.
_MOST_SHARE_ABOVE = 0.2
# Of the comparison's memory; only pages of several books have more.
_MOST_WORD_PAIRS = 2_000_000_000

_Container: TypeAlias = tuple[str, tuple[str, ...]]


def find_article(
    page: str, blocks: Sequence[PageBlock], title: int | None, standfirst: str
) -> list[bool]:
    """For each block of ``page`` whether it is the article's; all False where none is.

    ``title`` is the block that is the headline, ``standfirst`` the page's own description.
    """
    words = [_words(block.words.text) for block in blocks]
    found = _is_in(words, _words(_article_text(page)))
    kept = [
        is_found and not _is_elsewhere(block) for is_found, block in zip(found, blocks, strict=True)
    ]
    if not any(kept):
        kept = found
    for teaser in _teasers(blocks, words, kept, title):
        kept = [is_kept and not any(place is teaser for place in _places(block))
                for is_kept, block in zip(kept, blocks, strict=True)]  # fmt: skip
    if not any(kept):
        return kept
    _add_same_container(blocks, words, kept)
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    for number in range(first, last):
        block = blocks[number]
        is_set_apart = block.words.kind == "furniture" or block.element.find_parent("blockquote")
        if is_set_apart and not _is_elsewhere(block):
            kept[number] = True
    if title is not None:
        kept[title] = True
        counts = [len(own) if is_kept else 0 for own, is_kept in zip(words, kept, strict=True)]
        if sum(counts[:title]) < _MOST_SHARE_ABOVE * sum(counts):
            kept[:title] = [False] * title
        for number in range(title):
            # The name of the site or of a section.
            kept[number] = kept[number] and blocks[number].words.kind != "heading"
        for number in range(title + 1, first):
            # What the page says of itself, printed below its headline.
            if words[number] and words[number] == _words(standfirst):
                kept[number] = True
                break
    return kept


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _article_text(page: str) -> str:
    # Here: it takes a fifth of a second to come, and only web pages need it.
    import trafilatura

    # It logs what a page lacks, which no one here can mend.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # What has no <html> is refused as it is.
    for text in (page, f"<html><body>{page}</body></html>"):
        found = trafilatura.bare_extraction(text, include_comments=False, include_tables=True)
        if words := str(getattr(found, "text", None) or ""):
            return words
    return ""


def _is_in(blocks: Sequence[Sequence[str]], text: Sequence[str]) -> list[bool]:
    """Whether a block's words are in ``text``, both read from beginning to end."""
    page = [word for block in blocks for word in block]
    if len(page) * len(text) > _MOST_WORD_PAIRS:
        return [bool(block) for block in blocks]
    owner = [number for number, block in enumerate(blocks) for _ in block]
    counts = [0] * len(blocks)
    for step in LCSseq.opcodes(page, text):
        if step.tag == "equal":
            for place in range(step.src_start, step.src_end):
                counts[owner[place]] += 1
    return [bool(block) and count / len(block) >= _LEAST_SHARE
            for count, block in zip(counts, blocks, strict=True)]  # fmt: skip


def _is_elsewhere(block: PageBlock) -> bool:
    """Whether the page marks a block as something else than its main text."""
    return any(place.name in _NOT_ARTICLE or place.get("aria-hidden") == "true"
               for place in _places(block))  # fmt: skip


def _places(block: PageBlock) -> list[Tag]:
    """The element of a block and all that it stands in."""
    return [block.element, *block.element.parents]


def _teasers(
    blocks: Sequence[PageBlock],
    words: Sequence[Sequence[str]],
    kept: Sequence[bool],
    title: int | None,
) -> list[Tag]:
    """<article> elements with a headline of their own, beside the one that is asked for."""
    if title is None:
        return []
    around_title = set(map(id, blocks[title].element.parents))
    total = sum(len(own) for own, is_kept in zip(words, kept, strict=True) if is_kept)
    counts: Counter[int] = Counter()
    found: dict[int, Tag] = {}
    for block, own, is_kept in zip(blocks, words, kept, strict=True):
        for place in _places(block):
            if place.name != "article" or id(place) in around_title:
                continue
            if id(place) not in counts and block.element.name in HEADINGS:
                found[id(place)] = place
            counts[id(place)] += len(own) if is_kept else 0
    return [article for key, article in found.items() if counts[key] < total / 2]


def _add_same_container(
    blocks: Sequence[PageBlock], words: Sequence[Sequence[str]], kept: list[bool]
) -> None:
    """Add paragraphs of containers like the one that holds most of the article."""
    containers = [_container(block) for block in blocks]
    counts: Counter[_Container] = Counter()
    for container, own, is_kept in zip(containers, words, kept, strict=True):
        if container and is_kept:
            counts[container] += len(own)
    main = [container for container, count in counts.items() if count * 2 >= counts.total()]
    for number, container in enumerate(containers):
        if container in main and words[number] and not _is_elsewhere(blocks[number]):
            kept[number] = True


def _container(block: PageBlock) -> _Container | None:
    parent = block.element.parent
    if block.element.name != "p" or parent is None:
        return None
    classes = tuple(filter(None, parent.get_attribute_list("class")))
    return (parent.name, classes) if classes else None
