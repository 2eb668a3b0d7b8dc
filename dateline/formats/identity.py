"""Names for a story and its rows that stay the same from one export to the next."""

import hashlib
import uuid

from dateline.story import Article


def text_hash(text: str) -> str:
    """The SHA-256 of the text in UTF-8, in hexadecimal: two articles of one hash are the same."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def article_iri(article: Article) -> str:
    """The article's address, else a name made of its text."""
    return article.url or f"urn:sha256:{text_hash(article.text)}"


def stable_uuid(article: Article, *parts: str) -> str:
    """A UUID for a thing of the story, of the article's address or its headline and the parts.

    Not of its text: a row keeps its name when a word of the article is mended.
    """
    story = article.url or f"{article.outlet} {article.title}"
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "#".join((story, *parts))))
