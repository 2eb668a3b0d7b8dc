"""A cell that may hold HTML to its words, and the addresses and quotations in it."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag

from dateline.reading.cells import is_web_address

_LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;|<!--")
_BREAKS = ("p", "div", "br", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "tr", "table")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """``text`` has a line for each paragraph, ``quotations`` are those set apart in blocks."""

    text: str
    addresses: tuple[str, ...] = ()
    quotations: tuple[str, ...] = ()
    # What is no words: scripts, styles, pictures and frames, as they were written.
    dropped: tuple[str, ...] = ()


def plain_words(cell: str) -> PlainWords:
    """The words of a cell; a cell without markup stays as it is."""
    if not _LOOKS_LIKE_HTML.search(cell):
        return PlainWords(cell.strip())
    soup = BeautifulSoup(cell, "html.parser")
    dropped = []
    for node in soup.find_all(["script", "style", "iframe", "img", "video", "audio", "object"]):
        dropped.append(str(node))
        node.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        dropped.append(str(comment))
        comment.extract()
    addresses = [str(link["href"]).strip() for link in soup.find_all("a", href=True)]
    quotations = [_line(node) for node in soup.find_all("blockquote")]
    for node in soup.find_all(_BREAKS):
        node.insert_before("\n")
        node.insert_after("\n")
    lines = (
        " ".join(re.split(r"[ \t\r\f]+", line)).strip() for line in soup.get_text().split("\n")
    )
    return PlainWords(
        "\n".join(filter(None, lines)),
        tuple(dict.fromkeys(address for address in addresses if is_web_address(address))),
        tuple(filter(None, quotations)),
        (*dropped, *(address for address in addresses if address and not is_web_address(address))),
    )


def _line(node: Tag) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", node.get_text()).strip()
