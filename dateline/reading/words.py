"""Words in the article, looked up for every row of every table: the text is made ready once."""

from collections.abc import Sequence
from functools import lru_cache

from dateline.dates import PartialDate
from dateline.passages import IndexedText, Miss, find_all
from dateline.story import Article, Passage

# One character for one, so that the places hold in the text as it is.
_STRAIGHT = str.maketrans("’‘“”", "''\"\"")


class ArticleWords:
    """The article as rows are compared with it: as it is, else with quotation marks straight."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._exact = IndexedText(article.text)
        # Made for the first words that are not found as they are.
        has_none = straightened(article.text) == article.text
        self._straight: IndexedText | None = self._exact if has_none else None

    @property
    def published(self) -> PartialDate | None:
        return self._article.published

    def words(self, passage: Passage) -> str:
        return self._article.words(passage)

    def find(self, words: str) -> tuple[int, Sequence[Passage], bool]:
        """At how many places ``words`` stand, the place where it is one, and whether quotation
        marks had to be made straight."""
        # Counted first: words that stand everywhere are not worth a list of their places.
        count = self._exact.count(words)
        if count:
            return count, self._exact.find_all(words) if count == 1 else (), False
        straight = straightened(words)
        if self._straight is self._exact and straight == words:
            return 0, (), False
        if self._straight is None:
            self._straight = IndexedText(straightened(self._article.text))
        count = self._straight.count(straight)
        return count, self._straight.find_all(straight) if count == 1 else (), True

    def find_nearest(self, words: str) -> Miss | None:
        return self._exact.find_nearest(words)


def find_words(text: str, words: str) -> tuple[tuple[Passage, ...], bool]:
    """Where ``words`` are in a short ``text``, and whether quotation marks had to be made straight.

    For one row's evidence; ``ArticleWords`` is for the article.
    """
    if places := find_all(text, words):
        return places, False
    plain, straight = _straightened(text), straightened(words)
    if plain == text and straight == words:
        return (), False
    return find_all(plain, straight), True


# A row's evidence is asked once for each piece of its text.
@lru_cache(maxsize=64)
def _straightened(text: str) -> str:
    return straightened(text)


def straightened(words: str) -> str:
    """Words with straight quotation marks and apostrophes."""
    return words.translate(_STRAIGHT)
