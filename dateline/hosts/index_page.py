"""The page with the reader's start in it: words appear before all else, Streamlit included."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from dateline.page.html_file import sharing_tags
from dateline.page.json_text import script_json

STREAMLIT_FOLDER = Path(st.__file__).parent / "static"
# Streamlit's own font, which this page does not use.
_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_BODY = re.compile(r"<body[^>]*>")
_TITLE = re.compile(r"<title>[^<]*</title>")
# Hidden for half a second, so that a story that loads at once doesn't flicker. Streamlit puts its
# own empty page on top of everything until the reader decides what is visible.
_OPENING_STYLE = (
    "#dateline-opening{font:1rem/1.5 system-ui,sans-serif;padding:2rem 1rem;"
    "position:relative;z-index:1;"
    "visibility:hidden;animation:dateline-opening 0s .5s forwards}"
    "#dateline-opening p{margin:0}"
    "@keyframes dateline-opening{to{visibility:visible}}"
    "@media (prefers-color-scheme:dark){html{background:#14161a}"
    "#dateline-opening{color:#ececea}}"
)

# A page that only reads needs nothing of Streamlit's: a twelfth of the requests, and no session.
READER_INDEX = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Dateline</title>
<link rel="icon" href="favicon.png">
</head>
<body>
<noscript>This page draws its article, timeline and quotes with JavaScript, which is switched off
here.</noscript>
</body>
</html>
"""


def streamlit_index() -> str:
    """Streamlit's page as it is installed."""
    return (STREAMLIT_FOLDER / "index.html").read_text(encoding="utf-8")


def index_page(
    html: str,
    start: Mapping[str, Any],
    *,
    title: str = "",
    language: str = "",
    description: str = "",
    share_image: str = "",
) -> str:
    """``html``, Streamlit's page or ours, with the reader's start in it.

    A line names what is loading, shown if that takes a while. ``title`` "": the list of stories.
    ``description`` and ``share_image``, an address, are what sites show with a link to a story.
    """
    html = _FONT.sub("", html)
    named = f"<title>{escape(title or 'Dateline')}</title>"
    html = _TITLE.sub(lambda _: named, html, count=1)
    cited = f'<cite lang="{escape(language)}" dir="auto">{escape(title)}</cite> ' if title else ""
    line = f'<div id="dateline-opening"><p role="status">Opening {cited}…</p></div>'
    html = _BODY.sub(lambda body: f"{body[0]}{line}", html, count=1)
    tags = sharing_tags(title, description or title, image=share_image) if title else ""
    html = html.replace("<head>", f"<head>{tags}{_head(start)}", 1)
    html = html.replace("</head>", f"<style>{_OPENING_STYLE}</style></head>", 1)
    script = f'<script async src="{escape(start["reader"])}"></script>'
    return html.replace("</body>", f"{script}</body>")


def _head(start: Mapping[str, Any]) -> str:
    loads = [f'as="script" href="{escape(start["reader"])}"']
    if start.get("page"):
        loads.append(f'as="fetch" crossorigin href="{escape(start["page"])}"')
    if start.get("plotly"):
        # A narrow screen loads its charts when they are about to be scrolled into view.
        loads.append(f'as="script" href="{escape(start["plotly"])}" media="(min-width: 641px)"')
    links = "".join(f'<link rel="preload" {load}>' for load in loads)
    data = f'<script type="application/json" id="dateline-start">{script_json(start)}</script>'
    return links + data
