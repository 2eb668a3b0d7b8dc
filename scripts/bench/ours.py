"""Dateline's own pages: served by its server, and as one HTML file, with each plotly.js."""

from scripts.bench.compared import Action, Compared

# Each row that the timeline shows, and each bar that counts them where they are many.
_STANDING = (
    "all('#timeline [data-row]:not([hidden])').map((node) => node.dataset.row).join()"
    " + all('#timeline .bin').map((node) => node.style.cssText).join()"
)
_FILTER = Action(
    "a category's button",
    "find('[data-facet=category]').click()",
    _STANDING,
)
_MARK = Action(
    "an event's row: its passage in the article",
    "find('#timeline [data-row]:not([hidden]) a:not([aria-current])').click()",
    "find('article a.passage[aria-current]')?.textContent",
)


def ours(name: str) -> Compared:
    """Words: the article can be read. Charts: every chart of the first screen is drawn."""
    return Compared(
        name,
        words="document.documentElement.dataset.dateline",
        charts="document.documentElement.dataset.dateline === 'ready'",
        filter=_FILTER,
        mark=_MARK,
    )
