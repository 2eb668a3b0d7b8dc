"""Names for a story and its rows that stay the same from one export to the next."""

import hashlib
import uuid

from dateline.story import Article


def text_hash(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in hexadecimal: articles with one hash are the same."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def article_iri(article: Article) -> str:
    """The article's address, or else a name made from its text."""
    return article.url or f"urn:sha256:{text_hash(article.text)}"


def stable_uuid(article: Article, *parts: str) -> str:
    """A UUID for something in the story, from the article's address or headline and the parts.

    Not from its text: a row keeps its UUID when a word of the article is corrected.
    """
    story = article.url or f"{article.outlet} {article.title}"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "#".join((story, *parts))))
