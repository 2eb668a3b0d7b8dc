"""The article pane, and the cards around the charts, as two Streamlit components (v2).

The script is the pane's own: choosing a mark, a passage or a card never waits for the server,
because the selection lives in the browser's URL. It leans on Plotly's ``plotly_click`` and on
Streamlit's ``st-key-`` classes; tests/browser/ fails when either changes.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def show_article(payload: Mapping[str, Any]) -> None:
    """Mount the article pane; the page needs exactly one (see ``payload.article_payload``)."""
    _component("article")(data=dict(payload), key="article-pane", height="content")


def show_cards(payload: Mapping[str, Any], *, key: str) -> None:
    """Mount what stands around the charts, all of it optional.

    ``drawer``, ``figures``, ``legend``, ``guide``, ``tables``, ``tally``, ``cards`` as ``payload``
    makes them, and the story's ``language``.
    """
    _component("cards")(data=dict(payload), key=key, height="content")


def page_css() -> Path:
    """The style of the page around the components: chart text, sticky pane, print."""
    return _HERE / "page.css"


@lru_cache(maxsize=2)
def _component(name: str) -> Callable[..., Any]:
    html = {"article": _text("article.html"), "cards": '<div class="cards"></div>'}
    return st.components.v2.component(
        f"dateline_{name}",
        html=html[name],
        # What both share stands first: a component is one style and one script.
        css=_text("shared.css") + _text(f"{name}.css"),
        js=_text("shared.js") + _text(f"{name}.js"),
    )


def _text(file: str) -> str:
    return (_HERE / file).read_text(encoding="utf-8")
