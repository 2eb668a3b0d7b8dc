"""The page in the browser: plain scripts and styles, joined in a stated order.

No bundler and no module system: each file has one job and says at its top what it knows. The
joined script defines ``mountDateline(root, host)``; a host calls it.
"""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
SCRIPTS = (
    "dom.js", "url.js", "gaps.js", "search.js", "table.js", "model.js",
    "measure.js", "labels.js",
    "axis.js", "marks.js", "panel.js", "density.js", "timeline.js", "lists.js",
    "holdings.js", "ownership.js", "quotes.js", "find.js", "jump.js",
    "blocks.js", "reading.js", "passage_menu.js", "article.js", "card.js", "filters.js",
    "picture.js", "downloads.js", "header.js", "print.js",
    "address.js", "place.js", "keys.js", "layout.js", "rest.js", "main.js",
)  # fmt: skip
STYLES = ("page.css", "charts.css", "text.css", "print.css")


@cache
def script() -> str:
    """All scripts; strict, without imports or exports."""
    return '"use strict";\n' + _joined(SCRIPTS)


@cache
def style() -> str:
    """All styles, every rule under ``.dateline``."""
    return _joined(STYLES)


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in names)
