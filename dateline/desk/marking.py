"""Words that are selected in the article to passages: verbatim, each in one paragraph, unique."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.characters import continues
from dateline.drafting.proposals import RowMaker
from dateline.story import Article, Passage


@dataclass(frozen=True, slots=True)
class Taken:
    """A passage that a mark takes; ``is_extended``: it is longer than what was selected."""

    passage: Passage
    words: str
    is_extended: bool


def take(maker: RowMaker, spans: Sequence[Passage]) -> list[Taken]:
    """The passages that the selected spans make, in the order of the article, each once.

    A selection over paragraphs makes one of each. Words that occur more than once are extended by
    their neighbours; what cannot be told apart even so is left out.
    """
    article = maker.article
    found: dict[Passage, Taken] = {}
    for span in spans:
        for part in _parts(article, span):
            passage = maker.unique(part)
            if passage:
                words = " ".join(article.words(passage).split())
                found.setdefault(passage, Taken(passage, words, passage != _trimmed(article, span)))
    return [found[passage] for passage in sorted(found, key=lambda one: (one.start, one.end))]


def _parts(article: Article, span: Passage) -> list[Passage]:
    """What of the span is in each paragraph, in whole words."""
    found = []
    for block in article.blocks:
        part = Passage(max(span.start, block.start), min(span.end, block.end))
        if part.start < part.end:
            trimmed = _trimmed(article, part)
            if trimmed.start < trimmed.end:
                found.append(_in_whole_words(article.text, trimmed, block.start, block.end))
    return found


def _trimmed(article: Article, part: Passage) -> Passage:
    words = article.words(part)
    start = part.start + len(words) - len(words.lstrip())
    return Passage(start, max(start, part.end - len(words) + len(words.rstrip())))


def _in_whole_words(text: str, part: Passage, first: int, last: int) -> Passage:
    """The part with the letters of the words that it cuts, where a script has spaces between."""
    start, end = part.start, part.end
    while start > first and (continues(text, start) or _are_one_word(text[start - 1], text[start])):
        start -= 1
    while end < last and (continues(text, end) or _are_one_word(text[end - 1], text[end])):
        end += 1
    return Passage(start, end)


def _are_one_word(one: str, other: str) -> bool:
    return all(letter.isalnum() and not _is_without_spaces(letter) for letter in (one, other))


def _is_without_spaces(letter: str) -> bool:
    """Chinese and Japanese letters, Thai, Lao, Burmese and Khmer ones."""
    return (
        "\u0e00" <= letter <= "\u0eff"
        or "\u1000" <= letter <= "\u109f"
        or "\u1780" <= letter <= "\u17ff"
        or "\u2e80" <= letter <= "\u31ff"
        or "\u3400" <= letter <= "\u9fff"
        or "\uf900" <= letter <= "\ufaff"
        or letter >= "\U00020000"
    )
