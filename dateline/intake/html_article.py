"""An HTML page to its article: the words, what the page says of it, and what was left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dateline.intake import IntakeError
from dateline.intake.article_markdown import Words
from dateline.intake.files import check_no_template
from dateline.intake.html_blocks import Apart, ApartKind, PageBlock, page_blocks
from dateline.intake.html_page import decode_page, parse_page
from dateline.intake.main_content import find_article
from dateline.intake.page_facts import PageFacts, find_facts
from dateline.reading.report import shown
from dateline.wording import count_with_verb

_WITHOUT_WORDS = "the page has no words in its body; save it as the browser shows it"
# What is left out is listed by its first words; more pieces than this are counted.
_MOST_LISTED = 12
_SHOWN_CHARACTERS = 40
_PLACES = ("nav", "header", "footer", "aside", "form", "menu", "dialog")


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """``known`` is front matter by key, ``remarks`` are notes for the writer."""

    blocks: tuple[Words, ...]
    known: dict[str, str]
    remarks: tuple[str, ...]


def read_page(content: bytes, *, is_whole: bool = False) -> FoundArticle:
    """The article of a web page; raise ``IntakeError`` where there are no words.

    ``is_whole``: all that the page shows, menus and teasers too.
    """
    text, remarks = decode_page(content)
    check_no_template(text, "the page")
    try:
        soup = parse_page(text)
        language = str(soup.html.get("lang") or "") if soup.html else ""
        found = page_blocks(soup.body or soup, language)
        facts = find_facts(text, soup, found.blocks)
        if not found.blocks:
            raise IntakeError(_WITHOUT_WORDS)
        kept = [True] * len(found.blocks)
        if not is_whole:
            kept = find_article(text, found.blocks, facts.title_block, facts.description)
    except RecursionError:
        raise IntakeError("the page is nested too deeply to be read") from None
    said = list(remarks)
    if not any(kept):
        said.append("no text of an article is found in the page: all of its words are kept")
        kept = [True] * len(kept)
    said += _left_out(found.blocks, kept)
    said += _kept_apart(found.apart, kept)
    words = _whole_items(
        replace(block.words, kind="headline") if number == facts.title_block else block.words
        for number, (block, is_kept) in enumerate(zip(found.blocks, kept, strict=True))
        if is_kept
    )
    return FoundArticle(tuple(words), facts.known, (*said, *facts.remarks))


def read_document(html: str) -> FoundArticle:
    """The words of a document that has been converted to HTML; all of it is the article."""
    soup = parse_page(html)
    found = page_blocks(soup.body or soup)
    if not found.blocks:
        raise IntakeError("the document has no words")
    facts = PageFacts()
    words = [block.words for block in found.blocks]
    for number, block in enumerate(found.blocks):
        if block.element.name == "h1":
            words[number] = replace(words[number], kind="headline")
            facts.known["title"] = " ".join(words[number].text.split())
            facts.remarks.append("title: from the first heading")
            break
    said = _kept_apart(found.apart, [True] * len(words))
    return FoundArticle(tuple(words), facts.known, (*said, *facts.remarks))


def _whole_items(words: Iterator[Words]) -> Iterator[Words]:
    """An item whose beginning was left out begins where it is kept."""
    before: Words | None = None
    for block in words:
        if block.kind == "item" and not block.marker and (before is None or before.kind != "item"):
            block = replace(block, marker="-")
        yield block
        before = block


def _left_out(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> Iterator[str]:
    """One remark on all that is no part of the article, by its pieces in their order."""
    pieces: list[tuple[int, str]] = []
    pairs = zip(blocks, kept, strict=True)
    for (is_kept, place), group in groupby(pairs, lambda pair: (pair[1], _place(pair[0]))):
        if is_kept:
            continue
        words = " ".join(block.words.text for block, _ in group).split()
        first = shown(" ".join(words), _SHOWN_CHARACTERS)
        pieces.append((len(words), f"{place} {first} ({len(words):,})".strip()))
    if not pieces:
        return
    total = sum(count for count, _ in pieces)
    listed = ", ".join(piece for _, piece in pieces[:_MOST_LISTED])
    rest = pieces[_MOST_LISTED:]
    more = f" and {len(rest):,} more pieces ({sum(count for count, _ in rest):,})" if rest else ""
    words_are = "1 word" if total == 1 else f"{total:,} words"
    yield (
        f"left out: {words_are} that are no part of the article: {listed}{more}; --whole keeps them"
    )


def _place(block: PageBlock) -> str:
    """The outermost element that says what a block is, "" without one."""
    names = [place.name for place in [block.element, *block.element.parents]]
    found = next((name for name in reversed(names) if name in _PLACES), "")
    return f"<{found}>" if found else ""


def _kept_apart(apart: Sequence[Apart], kept: Sequence[bool]) -> Iterator[str]:
    """Remarks on what stood within the article and is no word of it, or is written otherwise."""
    first = kept.index(True)
    last = len(kept) - kept[::-1].index(True)
    within = [one for one in apart if first <= one.place <= last]
    by_kind: dict[ApartKind, list[str]] = {}
    for one in within:
        by_kind.setdefault(one.kind, []).append(one.text)
    if struck := by_kind.get("struck"):
        yield f"left out: words that are struck out: {_listed(struck)}"
    if hidden := by_kind.get("hidden"):
        yield f"left out: words that the page hides: {_listed(hidden)}"
    if images := by_kind.get("image"):
        described = [text for text in images if text]
        which = f", {_listed(described)}" if described else ""
        what = "1 image" if len(images) == 1 else f"{len(images):,} images"
        advice = "; write a caption as a > note if one is missing" if described else ""
        yield f"left out: {what}{which}{advice}"
    if media := by_kind.get("media"):
        counted = (f"{count:,} <{name}>" for name, count in sorted(Counter(media).items()))
        yield f"left out: {', '.join(counted)}"
    if tables := by_kind.get("table"):
        yield f"{count_with_verb(len(tables), 'table')} written as a list of rows, ; between cells"
    if quotations := by_kind.get("quotation"):
        yield (
            f"{count_with_verb(len(quotations), 'block quotation')} written as text: in "
            "article.md > is page furniture"
        )
    if links := by_kind.get("link"):
        yield f"{count_with_verb(len(links), 'link')} without http or https written as words alone"


def _listed(texts: Sequence[str]) -> str:
    texts = list(dict.fromkeys(filter(None, texts)))
    listed = ", ".join(shown(text, _SHOWN_CHARACTERS) for text in texts[:_MOST_LISTED])
    rest = len(texts) - _MOST_LISTED
    return f"{listed} and {rest:,} more" if rest > 0 else listed
