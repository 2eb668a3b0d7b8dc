"""The pages of docs/ as a small site: python -m scripts.docs_site [folder]

HTML by markdown-it-py, which the reading of articles brings along; one template, one style, no
script, and nothing from elsewhere. Links to other pages lead to their HTML; links out of docs/
lead to where the repository is read, which a page names by its path.
"""

import html
import re
import shutil
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SITE = ROOT / "build" / "site"
# By page: what the navigation calls it, in its order.
NAVIGATION = {
    "index.md": "Dateline",
    "tutorial.md": "Tutorial",
    "desk.md": "Desk",
    "by-hand.md": "By hand",
    "drafting.md": "Drafting",
    "format.md": "Format",
    "revising.md": "Revising",
    "messages.md": "Messages",
    "reading.md": "Reading",
    "charts.md": "Charts",
    "exporting.md": "Exporting",
    "citing.md": "Citing",
    "publishing.md": "Publishing",
    "embedding.md": "Embedding",
    "comparison.md": "Comparison",
    "performance.md": "Performance",
    "architecture.md": "Architecture",
}
# Copied beside the pages; all else of docs/ is not part of the site.
COPIED = ("*.png", "*.svg", "*.json", "*.txt")
TEMPLATE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self';\
 style-src 'self'">
<title>{title} · Dateline</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
</head>
<body>
<a class="skip" href="#content">To the text</a>
<header>
<nav aria-label="Pages"><ul>
{navigation}
</ul></nav>
</header>
<main id="content">
{content}
</main>
</body>
</html>
"""


def parsed(text: str) -> list[Token]:
    return _markdown().parse(text)


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def slug(heading: str) -> str:
    """The anchor of a heading, as the sites that show repositories make it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(text: str) -> list[str]:
    """The anchor of each heading, in order; of two alike the second gets a number."""
    return [anchor for _, anchor in _headings(parsed(text))]


def _headings(tokens: Sequence[Token]) -> list[tuple[Token, str]]:
    found: list[tuple[Token, str]] = []
    count: dict[str, int] = {}
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        words = "".join(child.content for child in inline.children or ())
        anchor = slug(words)
        number = count.get(anchor, 0)
        count[anchor] = number + 1
        found.append((opening, f"{anchor}-{number}" if number else anchor))
    return found


def page_html(name: str, text: str) -> str:
    """One page of the site; ``name`` is its Markdown file in docs/."""
    markdown = _markdown()
    tokens = markdown.parse(text)
    title = "Dateline"
    for heading, anchor in _headings(tokens):
        heading.attrs["id"] = anchor
    for opening, inline in pairwise(tokens):
        if opening.tag == "h1":
            title = inline.content
            break
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = _address(str(child.attrs["href"]))
            elif child.type == "code_inline":
                child.type, child.content = "html_inline", _code(child.content)
    _name_cells(tokens)
    content = markdown.renderer.render(_framed(tokens), markdown.options, {})
    items = "\n".join(
        f'<li><a href="{_address(page)}"{" aria-current=page" if page == name else ""}>'
        f"{html.escape(label)}</a></li>"
        for page, label in NAVIGATION.items()
    )
    return TEMPLATE.format(title=html.escape(title), navigation=items, content=content.strip())


def _name_cells(tokens: Sequence[Token]) -> None:
    """Give each cell its column's name, which precedes it where rows are set as blocks."""
    names: list[str] = []
    place = 0
    for opening, inline in pairwise(tokens):
        if opening.type == "thead_open":
            names = []
        elif opening.type == "th_open":
            names.append(inline.content)
        elif opening.type == "tr_open":
            place = 0
        elif opening.type == "td_open":
            opening.attrs["data-label"] = names[place]
            place += 1


def _address(link: str) -> str:
    """Where a link of a Markdown page leads on the site."""
    path, mark, anchor = link.partition("#")
    if "://" in link or not path.endswith(".md") or path.startswith("../"):
        return link
    return f"{PurePosixPath(path).with_suffix('.html')}{mark}{anchor}"


def _framed(tokens: Sequence[Token]) -> list[Token]:
    """Tables and code in a frame that scrolls by itself and is reached by keyboard."""
    framed: list[Token] = []
    for token in tokens:
        if token.type == "table_open":
            framed.append(_html('<div class="wide" tabindex="0" role="group" aria-label="Table">'))
        if token.type == "fence":
            named = token.info.partition(" ")[2].strip()
            label = html.escape(named or {"sh": "Commands", "text": "Printed"}.get(
                token.info.strip(), "Code"))  # fmt: skip
            if named:
                framed.append(_html(f'<p class="file">{label}</p>'))
            framed.append(
                _html(
                    f'<pre class="{html.escape(token.info.partition(" ")[0])}" tabindex="0" '
                    f'role="group" aria-label="{label}"><code>{html.escape(token.content)}'
                    "</code></pre>\n"
                )
            )
            continue
        framed.append(token)
        if token.type == "table_close":
            framed.append(_html("</div>\n"))
    return framed


def _code(words: str) -> str:
    """A code span that breaks after commas, as a table's header does, and not within names."""
    return f"<code>{re.sub('(?<=,)(?=[^ ])', '<wbr>', html.escape(words, quote=False))}</code>"


def _html(content: str) -> Token:
    return Token("html_block", "", 0, content=content)


def build(site: Path) -> None:
    """Write the site into ``site``, which is emptied first."""
    if site.exists():
        shutil.rmtree(site)
    site.mkdir(parents=True)
    for name in NAVIGATION:
        page = page_html(name, (DOCS / name).read_text(encoding="utf-8"))
        (site / name).with_suffix(".html").write_text(page, encoding="utf-8")
    for pattern in COPIED:
        for file in DOCS.glob(pattern):
            shutil.copy(file, site)
    shutil.copy(Path(__file__).with_name("docs_site.css"), site / "style.css")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else SITE)
