"""Words in the article, looked up for every row of every table: the text is made ready once."""

from dataclasses import dataclass

from dateline import characters
from dateline.dates import PartialDate
from dateline.passages import IndexedText, Miss
from dateline.story import Article, Passage


@dataclass(frozen=True, slots=True)
class Found:
    """At how many places words stand in the article, and one of these places."""

    count: int
    passage: Passage


class ArticleWords:
    """The article as rows are compared with it: normalized, else plain (see ``characters``)."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._normalized = IndexedText(article.text)
        # Made for the first words that are not found as they are.
        is_same = characters.normalized(article.text) == characters.plain(article.text)
        self._plain: IndexedText | None = self._normalized if is_same else None

    @property
    def published(self) -> PartialDate | None:
        return self._article.published

    @property
    def index(self) -> IndexedText:
        """Of the article's text, normalized."""
        return self._normalized

    @property
    def text(self) -> str:
        return self._article.text

    def words(self, passage: Passage) -> str:
        return self._article.words(passage)

    def find(self, words: str) -> Found | None:
        # Counted, not listed: words that stand everywhere are not worth a list of their places.
        if found := _found(self._normalized, words):
            return found
        if self._plain is None:
            self._plain = IndexedText(self._article.text, plain=True)
        return _found(self._plain, characters.plain(words))

    def reading_of(self, words: str, passage: Passage) -> tuple[str, str] | None:
        """The article's words where they are written otherwise than ``words``, and how."""
        written, here = (" ".join(w.split()) for w in (words, self.words(passage)))
        if written == here:
            return None
        return here, characters.difference_named(written, here)

    def words_found_once(self, passage: Passage) -> str:
        """The passage's words, with as many around them as they need to occur once, or ""."""
        return self._normalized.words_found_once(passage)

    def find_nearest(self, words: str) -> Miss | None:
        return self._normalized.find_nearest(words)


def _found(text: IndexedText, words: str) -> Found | None:
    count = text.count(words)
    passage = text.find_any(words) if count else None
    return Found(count, passage) if passage else None
