"""A ``Page`` to one HTML file that needs no server: from disk, a web server or a mail, it is whole.

The file asks the network for nothing, and says so itself by its content security policy: only the
scripts and the style whose hashes stand in it run. Words come first: Plotly's text stands after
the page's first part, inert, and runs once the words are painted; the page's other parts stand
last. The same line after each says that it is whole.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from textwrap import shorten
from typing import Any

from dateline.page.content_policy import source_hash
from dateline.page.json_text import script_json
from dateline.page.parts import encode_page
from dateline.page.scripts import below_script, file_text, page_style, reader_script

_START = Path(__file__).with_name("file.js")
_GO = "readDateline();"
_MOST_DESCRIPTION = 300  # characters; sites cut what is longer
# The ground beside and below the reader is the reader's own.
_PAGE_STYLE = (
    "html{color-scheme:light dark;background:#fff}body{margin:0}"
    "@media (prefers-color-scheme:dark){html{background:#14161a}}"
)


def file_html(page: Mapping[str, Any], *, plotly: Path, share_image: str = "") -> str:
    """Make the file: ``page`` as ``make_page`` returns it, ``plotly`` a file of plotly.js.

    ``share_image`` is the address of the picture that sites show with a link to the page.
    """
    article = page["article"]
    title = str(article["title"])
    # In a block of their own, the host's names meet none of the reader's.
    host = f"{{\n{below_script()}\n{file_text(_START)}}}\n"
    start = _script(reader_script() + host)
    charts = _script(plotly.read_text(encoding="utf-8"))
    style = _style(f"{_PAGE_STYLE}\n{page_style()}")
    language = escape(str(article["language"]), quote=True)
    first, *others = map(script_json, encode_page(page))
    rest = "".join(
        f'<script type="application/json" id="dateline-part-{number}">{part}</script>\n'
        f"<script>{_GO}</script>\n"
        for number, part in enumerate(others, 1)
    )
    # The interface's words are English, the story's carry their own language, in both hosts.
    return f"""<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy((start, _GO, charts), style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
{sharing_tags(title, description_of(article), image=share_image)}
<meta name="referrer" content="no-referrer">
<title>{escape(title)}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<noscript>
<h1 lang="{language}" dir="auto">{escape(title)}</h1>
<p>This page draws its article, timeline and quotes with JavaScript, which is switched off here.
Switch it on for this file: it needs no network.</p>
</noscript>
<div id="dateline"></div>
<footer id="dateline-below"></footer>
<script>{start}</script>
<script type="application/json" id="dateline-page">{first}</script>
<script>{_GO}</script>
<script type="text/plain" id="dateline-plotly">{charts}</script>
<script>{_GO}</script>
{rest}</body>
</html>
"""


def sharing_tags(title: str, description: str, *, image: str = "") -> str:
    """What search engines and sites that show a link say of a page."""
    named = {
        "name": {"description": description},
        "property": {"og:type": "article", "og:title": title, "og:description": description},
    }
    if image:
        named["property"]["og:image"] = image
        named["name"]["twitter:card"] = "summary_large_image"
    return "\n".join(
        f'<meta {kind}="{name}" content="{escape(content, quote=True)}">'
        for kind, contents in named.items()
        for name, content in contents.items()
    )


def description_of(article: Mapping[str, Any]) -> str:
    """The standfirst, shortened; of an article without one, what the page is.

    ``article`` as the page has it.
    """
    for block in article.get("blocks", ()):
        if block["kind"] == "standfirst":
            words = "".join(piece["text"] for piece in block["pieces"])
            return shorten(words, _MOST_DESCRIPTION, placeholder=" …")
    outlet = str(article.get("outlet") or "")
    return f"{article['title']}{f' ({outlet})' if outlet else ''}: an interactive timeline"


def _policy(scripts: Iterable[str], style: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(source_hash, scripts))}",
            # Plotly makes an empty style element and fills it by insertRule.
            f"style-src {source_hash(style)} {source_hash('')}",
            "style-src-attr 'unsafe-inline'",
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _script(text: str) -> str:
    """A script's text as the browser will read it out of the file, which is what is hashed.

    In a string or a regular expression ``\\/`` and ``\\!`` mean ``/`` and ``!``.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\\0")
    return re.sub(r"<(?=/script|!--)", r"<\\", text, flags=re.IGNORECASE)


def _style(text: str) -> str:
    if "</style" in text.lower():
        raise ValueError("a style sheet that holds </style cannot stand in an HTML file")
    return text.replace("\r\n", "\n").replace("\r", "\n")
