"""Streamlit's page, with the reader's start in it: words come before Streamlit does."""

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from dateline.page.html_file import sharing_tags
from dateline.page.json_text import script_json

STREAMLIT_FOLDER = Path(st.__file__).parent / "static"
# Streamlit's own font, which nothing on this page is set in.
_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_BODY = re.compile(r"<body[^>]*>")
# For half a second nothing is said: a story that comes at once would only flicker. Streamlit lays
# its own empty page over all else, before the reader says what is to be seen.
_OPENING_STYLE = (
    "#dateline-opening{font:1rem/1.5 system-ui,sans-serif;padding:2rem 1rem;"
    "position:relative;z-index:1;"
    "visibility:hidden;animation:dateline-opening 0s .5s forwards}"
    "#dateline-opening p{margin:0}"
    "@keyframes dateline-opening{to{visibility:visible}}"
    "@media (prefers-color-scheme:dark){html{background:#14161a}"
    "#dateline-opening{color:#ececea}}"
)


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
    """Streamlit's page with the reader's start; as it is where it looks otherwise.

    A line says what is coming, shown once a person waits for it. ``title`` "": the list of stories.
    ``description`` and ``share_image``, an address, are what sites show with a link to a story.
    """
    html = _FONT.sub("", html)
    html = html.replace(
        "<title>Streamlit</title>", f"<title>{escape(title or 'Dateline')}</title>", 1
    )
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
        # A narrow screen gets its charts when they come near the view.
        loads.append(f'as="script" href="{escape(start["plotly"])}" media="(min-width: 641px)"')
    links = "".join(f'<link rel="preload" {load}>' for load in loads)
    data = f'<script type="application/json" id="dateline-start">{script_json(start)}</script>'
    return links + data
