"""An HTML page to the words of its article, and what its head says of it.

The parser is Beautiful Soup's; which elements are the article's is decided here. Scripts, menus
and forms are left out, and said. Whitespace collapses as a browser collapses it: a no-break space
is none of it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from dateline.dates import is_date
from dateline.intake import IntakeError
from dateline.intake.article_markdown import Kind, Run, Words
from dateline.reading.cells import is_web_address
from dateline.wording import count_with_verb

_LEFT_OUT = frozenset(
    ("script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "input",
     "select", "textarea", "svg", "canvas", "iframe", "object", "embed", "video", "audio", "dialog",
     "menu", "head", "title")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "body", "blockquote", "caption", "center", "dd", "details", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hgroup", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody",
     "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# What a word processor's converter adds of its own to lead back from a note.
_BACK_LINK = re.compile(r"#(?:footnote|endnote)-ref-")


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """``known`` is front matter by key, ``remarks`` are what a writer should be told."""

    blocks: tuple[Words, ...]
    known: dict[str, str]
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    blocks: list[Words] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    left_out_words: int = 0
    images: list[str] = field(default_factory=list)
    block_quotations: int = 0
    tables: int = 0
    links: int = 0
    has_headline: bool = False
    # The item that the next words begin, "" once it has begun.
    marker: str = ""


@dataclass(frozen=True, slots=True)
class _Setting:
    """How words at a place are set: by what they stand in."""

    kind: Kind = "paragraph"
    depth: int = 0
    run: Run = Run("")  # noqa: RUF009  (frozen)
    is_preformatted: bool = False
    is_cell: bool = False


def read_html(content: bytes | str) -> FoundArticle:
    """The article of a page; raise ``IntakeError`` where there are no words."""
    try:
        soup = BeautifulSoup(content, "html.parser")
        root, name = _root(soup)
        draft = _Draft()
        _walk(root, _Setting(), draft)
        _flush(_Setting(), draft)
    except RecursionError:
        raise IntakeError("the page is nested too deeply to be read") from None
    if not draft.blocks:
        raise IntakeError("the page has no words in its body; save it as the browser shows it")
    remarks = list(_remarks(draft))
    if name != "body":
        words_outside = len(_body(soup).get_text(" ").split()) - len(root.get_text(" ").split())
        if words_outside:
            remarks.insert(0, f"left out: {words_outside:,} words outside of <{name}>")
    known, said = _known(soup, draft)
    return FoundArticle(tuple(draft.blocks), known, (*remarks, *said))


def _body(soup: BeautifulSoup) -> Tag:
    found = soup.body
    return found if found is not None else soup


def _root(soup: BeautifulSoup) -> tuple[Tag, str]:
    """The one article, else the main part, else the whole body."""
    articles = soup.find_all("article")
    if len(articles) == 1 and isinstance(articles[0], Tag):
        return articles[0], "article"
    main = soup.find("main")
    if isinstance(main, Tag):
        return main, "main"
    return _body(soup), "body"


def _walk(node: PageElement, setting: _Setting, draft: _Draft) -> None:
    if isinstance(node, NavigableString):
        # Comments, declarations and the like are no words.
        if not isinstance(node, PreformattedString):
            lines = str(node).split("\n") if setting.is_preformatted else [str(node)]
            for number, line in enumerate(lines):
                if number:
                    draft.runs.append(Run("\n"))
                draft.runs.append(replace(setting.run, text=_SPACE.sub(" ", line)))
        return
    if not isinstance(node, Tag):
        return
    if node.name in _LEFT_OUT or _is_hidden(node):
        draft.left_out[node.name] += 1
        if node.name not in ("script", "style", "template", "title", "head"):
            draft.left_out_words += len(node.get_text(" ").split())
    elif node.name == "br":
        draft.runs.append(Run("\n"))
    elif node.name == "img":
        draft.images.append(" ".join(str(node.get("alt") or node.get("src") or "").split()))
    elif node.name in _BLOCKS and setting.is_cell:
        # A row is one item, whatever its cells are made of.
        draft.runs.append(Run(" "))
        for child in node.children:
            _walk(child, setting, draft)
        draft.runs.append(Run(" "))
    elif node.name in _BLOCKS:
        _walk_block(node, setting, draft)
    else:
        inner = _within(node, setting, draft)
        if inner is not None:
            for child in node.children:
                _walk(child, inner, draft)


def _is_hidden(node: Tag) -> bool:
    style = str(node.get("style") or "").replace(" ", "").lower()
    return node.has_attr("hidden") or "display:none" in style


def _within(node: Tag, setting: _Setting, draft: _Draft) -> _Setting | None:
    """How an inline element sets its words; None where they are not the article's."""
    run = setting.run
    if node.name in ("em", "i"):
        return replace(setting, run=replace(run, is_emphasis=True))
    if node.name in ("strong", "b"):
        return replace(setting, run=replace(run, is_strong=True))
    if node.name == "a" and node.get("href"):
        href = str(node["href"]).strip()
        if _BACK_LINK.match(href):
            return None
        if is_web_address(href):
            return replace(setting, run=replace(run, href=href))
        draft.links += 1
    return setting


def _walk_block(node: Tag, setting: _Setting, draft: _Draft) -> None:
    if node.name in ("td", "th"):
        _walk_cell(node, setting, draft)
        return
    _flush(setting, draft)
    inner = setting
    if node.name in _HEADINGS:
        kind: Kind = "headline" if node.name == "h1" and not draft.has_headline else "heading"
        draft.has_headline = draft.has_headline or node.name == "h1"
        inner = _Setting(kind)
    elif node.name in ("figcaption", "caption"):
        inner = _Setting("furniture")
    elif node.name in ("ul", "ol"):
        inner = replace(setting, depth=setting.depth + 1)
    elif node.name == "li":
        inner = replace(setting, kind="item", depth=max(setting.depth, 1))
        draft.marker = _marker(node)
    elif node.name == "tr":
        inner = replace(setting, kind="item", depth=max(setting.depth, 1))
        draft.marker = "-"
    elif node.name == "pre":
        inner = replace(setting, is_preformatted=True)
    draft.block_quotations += node.name == "blockquote"
    draft.tables += node.name == "table"
    for child in node.children:
        _walk(child, inner, draft)
    _flush(inner, draft)


def _walk_cell(node: Tag, setting: _Setting, draft: _Draft) -> None:
    while draft.runs and draft.runs[-1].text == " ":
        draft.runs.pop()
    if draft.runs:
        draft.runs.append(Run("; "))
    for child in node.children:
        _walk(child, replace(setting, is_cell=True), draft)


def _marker(node: Tag) -> str:
    if node.parent is None or node.parent.name != "ol":
        return "-"
    before = len(node.find_previous_siblings("li"))
    start = str(node.parent.get("start") or "1")
    return f"{(int(start) if start.isdigit() else 1) + before}."


def _flush(setting: _Setting, draft: _Draft) -> None:
    """End a block; two line breaks in a row end a paragraph as well."""
    runs, draft.runs = draft.runs, []
    for part in _paragraphs(runs):
        words = _tidied(part)
        if not words:
            continue
        is_item = setting.kind == "item"
        marker = draft.marker if is_item else ""
        draft.blocks.append(Words(setting.kind, words, marker, setting.depth if is_item else 0))
        if is_item:
            draft.marker = ""


def _paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
            continue
        if not run.text.strip(" \t\r\f\n") and breaks:
            continue
        if breaks > 1 and part:
            yield part
            part = []
        elif breaks and part:
            part.append(Run("\n"))
        breaks = 0
        part.append(run)
    yield part


def _tidied(runs: list[Run]) -> tuple[Run, ...]:
    """Without spaces at the edges, at line breaks or beside each other; equal neighbours joined."""
    found: list[Run] = []
    for run in runs:
        text = re.sub(r"[ \t]*\n[ \t]*", "\n", run.text)
        before = found[-1].text[-1] if found else "\n"
        if before in " \n":
            text = text.lstrip(" \t" if found and before == " " else " \t\n")
        if text.startswith("\n") and found:
            found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
            if not found[-1].text:
                found.pop()
        if not text:
            continue
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(run, text=found[-1].text + text)
        else:
            found.append(replace(run, text=text))
    while found and not (text := found[-1].text.rstrip(" \t\n")):
        found.pop()
    if found:
        found[-1] = replace(found[-1], text=text)
    return tuple(found) if any(run.text.strip() for run in found) else ()


def _remarks(draft: _Draft) -> Iterator[str]:
    if draft.left_out:
        listed = ", ".join(f"{count} {name}" for name, count in sorted(draft.left_out.items()))
        yield f"left out: {listed} ({draft.left_out_words:,} words)"
    for image in draft.images:
        yield f'left out: an image, "{image}"; write its caption as a > note if it has one'
    if draft.tables:
        yield f"{count_with_verb(draft.tables, 'table')} written as a list of rows, ; between cells"
    if draft.block_quotations:
        yield (
            f"{count_with_verb(draft.block_quotations, 'block quotation')} written as text: in "
            "article.md > is page furniture"
        )
    if draft.links:
        yield f"{count_with_verb(draft.links, 'link')} without http or https written as words alone"


def _known(soup: BeautifulSoup, draft: _Draft) -> tuple[dict[str, str], list[str]]:
    """Front matter that the page states, and where it states it."""
    known: dict[str, str] = {}
    said: list[str] = []

    def take(key: str, value: str, place: str) -> None:
        value = " ".join(value.split())
        if value and key not in known:
            known[key] = value
            said.append(f"{key}: from {place}")

    headline = next((block.text for block in draft.blocks if block.kind == "headline"), "")
    take("title", headline, "the first heading")
    take("title", _meta(soup, "og:title"), "og:title")
    take("title", soup.title.get_text() if soup.title else "", "<title>")
    take("outlet", _meta(soup, "og:site_name"), "og:site_name")
    canonical = soup.find("link", rel="canonical")
    for address, place in (
        (str(canonical.get("href") or "") if isinstance(canonical, Tag) else "", "rel=canonical"),
        (_meta(soup, "og:url"), "og:url"),
    ):
        if is_web_address(address):
            take("url", address, place)
    published = _meta(soup, "article:published_time")
    if (day := _DAY.match(published)) and is_date(day.group()):
        take("published", day.group(), "article:published_time")
        known["published_note"] = f"The page's article:published_time says {published}."
    html = soup.find("html")
    take("language", str(html.get("lang") or "") if isinstance(html, Tag) else "", "<html lang>")
    take("language", _meta(soup, "og:locale").replace("_", "-"), "og:locale")
    return known, said


def _meta(soup: BeautifulSoup, name: str) -> str:
    found = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
    return str(found.get("content") or "").strip() if isinstance(found, Tag) else ""
