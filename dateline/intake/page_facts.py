"""What a page says of its article: title, outlet, address, day and language, and where it says so.

Nothing is guessed. Where two places of equal weight disagree, the value stays unknown and both
are reported; where a weaker one disagrees, it is reported beside the value.
"""

import datetime as dt
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from dateline.dates import is_date
from dateline.intake.html_blocks import HEADINGS, PageBlock
from dateline.intake.written_dates import edtf_of
from dateline.reading.cells import is_web_address
from dateline.reading.report import shown

# In the head, of this page alone; those of the second list may mean another day as well.
_PUBLISHED_NAMES = frozenset(
    ("article:published_time", "og:published_time", "og:article:published_time", "datepublished",
     "article:published", "pubdate", "pub_date", "publishdate", "publish-date", "publish_date",
     "published_time", "published_at", "publication_date", "citation_publication_date",
     "dc.date.issued", "dcterms.issued", "parsely-pub-date", "article_date_original",
     "og:datepublished", "article.published", "dcsext.articlefirstpublished")
)  # fmt: skip
_DATE_NAMES = frozenset(
    ("date", "dc.date", "dcterms.date", "pdate", "sailthru.date", "citation_date", "displaydate")
)
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Review)$")
_SITE_CLASS = re.compile(r"logo|brand|site-?(?:title|name)|masthead", re.IGNORECASE)
_DATE_CLASS = re.compile(r"date|time|publish|posted|timestamp", re.IGNORECASE)
_TITLE_ENDS = re.compile(r"\s+[|–—·:»/-]+\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_WORD = re.compile(r"\w+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"[T ,]*(?:\bat |\bat\b)?[T ]\d{1,2}:\d{2}.*$", re.DOTALL)
_LONGEST_DATE = 60
_DAY_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")


@dataclass(frozen=True, slots=True)
class _Statement:
    value: str
    place: str


@dataclass(slots=True)
class PageFacts:
    """``known`` is front matter by key; ``remarks`` say where each was found, or what disagrees.

    ``title_block`` is the number of the block that is the printed headline; ``description`` what
    the page says it is about.
    """

    known: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    title_block: int | None = None
    description: str = ""

    def _take(self, key: str, value: str, place: str, beside: str = "") -> None:
        value = " ".join(value.split())
        if value:
            self.known[key] = value
            self.remarks.append(f"{key}: from {place}{beside}")


class _Head:
    """The page's statements about itself by their names, in lower case."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.meta: dict[str, list[str]] = {}
        for tag in soup.find_all("meta"):
            value = " ".join(str(tag.get("content") or "").split())
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                names = str(tag.get(attribute) or "").lower().split()
                for name in names if value else ():
                    self.meta.setdefault(name, []).append(value)
        nodes = list(_linked_data(soup))
        self.nodes = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
        articles = [node for node in nodes if _is_of(node, _ARTICLE_TYPE)]
        self.articles = articles or [node for node in nodes if _is_of(node, re.compile("WebPage$"))]

    def first(self, name: str) -> str:
        return self.meta.get(name, [""])[0]

    def linked(self, key: str) -> list[str]:
        """Values of a key of the article's linked data; of an object its name."""
        found = []
        for article in self.articles:
            values = article.get(key)
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, Mapping):
                    node = self.nodes.get(str(value.get("@id")), {})
                    value = value.get("name") or node.get("name")
                if isinstance(value, str) and value.strip():
                    found.append(" ".join(value.split()))
        return list(dict.fromkeys(found))


def find_facts(page: str, soup: BeautifulSoup, blocks: Sequence[PageBlock]) -> PageFacts:
    """What ``page`` says; ``blocks`` are all of its blocks, among them the printed headline."""
    head = _Head(soup)
    facts = PageFacts(description=head.first("og:description") or head.first("description"))
    outlet = _find_outlet(head)
    _find_title(facts, head, soup, blocks, outlet)
    if outlet:
        facts._take("outlet", outlet[0].value, outlet[0].place, _beside(outlet))
    _find_url(facts, head, soup)
    _find_published(facts, head, soup, page)
    _find_language(facts, head, soup)
    return facts


def _linked_data(soup: BeautifulSoup) -> Iterator[Mapping[str, Any]]:
    """Objects of the page's JSON-LD that are not within another one."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            waiting = [json.loads(script.get_text(), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting = node + waiting
            elif isinstance(node, Mapping):
                yield node
                waiting = [node.get("@graph"), *waiting]


def _is_of(node: Mapping[str, Any], name: re.Pattern[str]) -> bool:
    types = node.get("@type")
    return any(isinstance(found, str) and name.search(found)
               for found in (types if isinstance(types, list) else [types]))  # fmt: skip


def _folded(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _beside(statements: Sequence[_Statement]) -> str:
    """What others than the first say, where it is something else."""
    first = _folded(statements[0].value)
    others = {tuple(_folded(other.value)): other for other in statements[1:]}
    return "".join(f"; {other.place} says {shown(other.value)}"
                   for words, other in others.items() if list(words) != first)  # fmt: skip


# --- Outlet and title ----------------------------------------------------------------------


def _find_outlet(head: _Head) -> list[_Statement]:
    found = [_Statement(head.first("og:site_name"), "og:site_name")]
    found += [_Statement(name, "JSON-LD publisher") for name in head.linked("publisher")]
    found += [_Statement(head.first(name), f"meta {name}") for name in ("dc.publisher",)]
    stated = [one for one in found if one.value]
    # "nytimes.com" is an address where another place has a name.
    return sorted(stated, key=lambda one: bool(re.fullmatch(r"\S+\.[a-z]{2,}", one.value, re.I)))


def _find_title(
    facts: PageFacts,
    head: _Head,
    soup: BeautifulSoup,
    blocks: Sequence[PageBlock],
    outlet: Sequence[_Statement],
) -> None:
    """The printed headline, by what the page calls itself; else its first heading."""
    sites = [_folded(one.value) for one in outlet]
    declared = [_Statement(value, "JSON-LD headline") for value in head.linked("headline")]
    declared += [_Statement(head.first(name), name) for name in ("og:title", "twitter:title")]
    tag = soup.find("title")
    declared.append(_Statement(tag.get_text() if tag else "", "<title>"))
    declared = [
        _Statement(_without_site(one.value, sites), one.place)
        for one in declared
        if one.value.strip() and _folded(one.value) not in sites
    ]
    block = _printed_headline(blocks, declared, sites)
    if block is not None:
        facts.title_block = block
        words = blocks[block].words.text
        parts = [part for one in declared for part in [one.value, *_TITLE_ENDS.split(one.value)]]
        is_alike = any(_folded(part) == _folded(words) for part in parts)
        printed = _Statement(words, "the first heading")
        facts._take("title", words, printed.place,
                    "" if is_alike else _beside([printed, *declared[:1]]))  # fmt: skip
    elif declared:
        facts._take("title", declared[0].value, declared[0].place, _beside(declared[:2]))


def _without_site(title: str, sites: Sequence[Sequence[str]]) -> str:
    """A title without the outlet's name at one of its ends, as "Headline - The Post"."""
    title = " ".join(title.split())
    for match in _TITLE_ENDS.finditer(title):
        before, after = title[: match.start()], title[match.end() :]
        if _folded(after) in sites:
            return before
        if _folded(before) in sites:
            return after
    return title


def _printed_headline(
    blocks: Sequence[PageBlock], declared: Sequence[_Statement], sites: Sequence[Sequence[str]]
) -> int | None:
    headings = [number for number, block in enumerate(blocks) if block.words.kind == "heading"]
    headings.sort(key=lambda number: (_level(blocks[number]), number))
    for one in declared:
        parts = [one.value, *_TITLE_ENDS.split(one.value)]
        for words in filter(None, map(_folded, parts)):
            for number in headings:
                if words == _folded(blocks[number].words.text):
                    return number
    return next(
        (number for number in headings
         if _level(blocks[number]) == 1 and not _is_site_name(blocks[number], sites)), None
    )  # fmt: skip


def _level(block: PageBlock) -> int:
    element = block.element if block.element.name in HEADINGS else block.element.parent
    name = element.name if element is not None and element.name in HEADINGS else "h6"
    return int(name[1])


def _is_site_name(block: PageBlock, sites: Sequence[Sequence[str]]) -> bool:
    if _folded(block.words.text) in sites:
        return True
    element = block.element
    names = " ".join(
        [*filter(None, element.get_attribute_list("class")), str(element.get("id") or "")]
    )
    link = element.find("a", href=True)
    is_home = isinstance(link, Tag) and bool(
        re.fullmatch(r"(?:https?://[^/]+)?/?", str(link["href"]))
    )
    is_beside = any(place.name in ("nav", "footer", "aside") for place in element.parents)
    return bool(_SITE_CLASS.search(names)) or is_home or is_beside


# --- Address, day, language ----------------------------------------------------------------


def _find_url(facts: PageFacts, head: _Head, soup: BeautifulSoup) -> None:
    link = soup.find("link", rel="canonical")
    canonical = str(link.get("href") or "") if isinstance(link, Tag) else ""
    for address, place in ((canonical, "rel=canonical"), (head.first("og:url"), "og:url")):
        if is_web_address(address):
            facts._take("url", address, place)
            return


def _find_published(facts: PageFacts, head: _Head, soup: BeautifulSoup, page: str) -> None:
    """The day that the page's head states, else its only dated element, else what htmldate finds
    and the page prints as a date."""
    stated = [_Statement(value, "JSON-LD datePublished") for value in head.linked("datePublished")]
    named = [_Statement(values[0], name) for name, values in head.meta.items()
             if name in _PUBLISHED_NAMES]  # fmt: skip
    other = [_Statement(values[0], f"meta {name}") for name, values in head.meta.items()
             if name in _DATE_NAMES]  # fmt: skip
    finders: tuple[Callable[[], list[_Statement]], ...] = (
        lambda: [*stated, *named],
        lambda: other,
        lambda: _marked_dates(soup),
        lambda: _found_dates(page, soup, facts.known.get("url", "")),
    )
    for find in finders:
        dated = [(day, one) for one in find() if (day := _day(one.value))]
        if not dated:
            continue
        day, source = _agreed(dated)
        if not day:
            listed = "; ".join(f"{shown(one.value)} in {one.place}" for _, one in dated)
            facts.remarks.append(f"published: not taken, since the page says {listed}; give the "
                                 "right one by --published or in article.md")  # fmt: skip
            return
        others = [one for one in other if (weak := _day(one.value))
                  and not _agreed([(day, source), (weak, one)])[0]]  # fmt: skip
        beside = "".join(f"; {one.place} says {shown(one.value)}" for one in others)
        facts._take("published", day, source.place, beside)
        facts.known["published_note"] = f"The page's {source.place} says {source.value}."
        return


def _day(text: str) -> str:
    """The day that a statement names in one way only, "" without one."""
    text = " ".join(text.split())
    match = _DAY.match(text)
    found = match.group() if match else edtf_of(_CLOCK.sub("", text).rstrip(" ,"))[0]
    return found if _DAY.fullmatch(found) and is_date(found) else ""


def _agreed(dated: Sequence[tuple[str, _Statement]]) -> tuple[str, _Statement]:
    """The day that all statements can mean, and who says it; "" where there is none.

    The outlet's own clock decides over UTC: one instant may be two days.
    """
    by_trust = sorted(dated, key=lambda one: _offset_of(one[1].value) == dt.timedelta())
    for day, statement in by_trust:
        is_instant = _instant(statement.value) is not None
        if all(
            day == other
            or _is_same(one.value, statement.value)
            or (not is_instant and _may_be(one.value, day))
            for other, one in dated
        ):
            return day, statement
    return "", dated[0][1]


def _instant(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else None


def _offset_of(text: str) -> dt.timedelta | None:
    found = _instant(text)
    return found.utcoffset() if found else None


def _may_be(text: str, day: str) -> bool:
    """Whether an instant in UTC is on ``day`` somewhere on Earth."""
    found = _instant(text)
    if found is None or found.utcoffset():
        return False
    return day in {(found + dt.timedelta(hours=hours)).date().isoformat() for hours in (-12, 0, 14)}


def _is_same(text: str, other: str) -> bool:
    one, two = _instant(text), _instant(other)
    return one is not None and two is not None and abs(one - two) < dt.timedelta(minutes=1)


def _marked_dates(soup: BeautifulSoup) -> list[_Statement]:
    """What the body marks as a date of publication, or as its only time."""
    published = re.compile("^datePublished$", re.IGNORECASE)
    for tags, place in (
        (soup.find_all(True, itemprop=published), "itemprop datePublished"),
        (soup.find_all("time", pubdate=True), "<time pubdate>"),
        (soup.find_all("time"), "<time>"),
    ):
        found = [_Statement(_written(tag), place) for tag in tags
                 if not tag.find_parent(["aside", "nav", "footer"])]  # fmt: skip
        if len({_day(one.value) for one in found if _day(one.value)}) == 1:
            return found
    return []


def _written(tag: Tag) -> str:
    value = tag.get("content") or tag.get("datetime") or tag.get_text(" ")
    return " ".join(str(value).split())


def _found_dates(page: str, soup: BeautifulSoup, address: str) -> list[_Statement]:
    """The day that htmldate finds, where the page's address or an element for dates has it."""
    # Here: it takes a tenth of a second to come, and few pages need it.
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    day = find_date(page, extensive_search=False, original_date=True)
    for match in _DAY_IN_ADDRESS.finditer(address):
        if f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" == day:
            return [_Statement(day, f"address {address}")]
    found = []
    for tag in soup.find_all(True) if day else ():
        names = " ".join(str(tag.get(name) or "") for name in ("class", "id", "itemprop"))
        is_for_dates = tag.name == "time" or _DATE_CLASS.search(names)
        words = _written(tag) if is_for_dates else ""
        if 0 < len(words) < _LONGEST_DATE and _day(words):
            found.append(_Statement(words, f"<{tag.name}> for the date"))
    return found if {_day(one.value) for one in found} == {day} else []


def _find_language(facts: PageFacts, head: _Head, soup: BeautifulSoup) -> None:
    root = soup.find("html")
    lang = str(root.get("lang") or root.get("xml:lang") or "") if isinstance(root, Tag) else ""
    stated = [_Statement(lang, "<html lang>")]
    stated += [_Statement(value, "JSON-LD inLanguage") for value in head.linked("inLanguage")]
    stated += [_Statement(head.first(name), name) for name in ("og:locale", "content-language")]
    stated = [_Statement(one.value.strip().replace("_", "-"), one.place) for one in stated]
    stated = [one for one in stated if _LANGUAGE.fullmatch(one.value)]
    if len({one.value.partition("-")[0].lower() for one in stated}) > 1:
        listed = "; ".join(f"{shown(one.value)} in {one.place}" for one in stated)
        facts.remarks.append(f"language: not taken, since the page says {listed}; give the right "
                             "one by --language or in article.md")  # fmt: skip
    elif stated:
        facts._take("language", stated[0].value, stated[0].place)
