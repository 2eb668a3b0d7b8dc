"""``svg`` and ``png``: a chart as the page draws it, its words as text.

The page's own reader makes the picture in an installed browser. So a view is drawn as the page
draws it: marks keep their places, and the filters are named below.
"""

from dataclasses import replace

import pandas as pd

from dateline.chart_picture import WIDTH_PX, Chart, Ending, chart_picture
from dateline.figures.timeline_rows import placement
from dateline.formats.excerpt import parse_query, without_background
from dateline.formats.exported import Exported, Loss, Reason, all_left_out, losses
from dateline.formats.plain_text import control_character_losses
from dateline.page import make_page
from dateline.page.html_file import file_html
from dateline.plotly_bundle import find_bundle
from dateline.story import Story
from dateline.view import View, narrow

# With more events than this the picture has counts and the first rows.
MOST_ROWS = 100
FIRST_ROWS = 30
_COUNTED = Reason("events", "is drawn as one of a count", "are drawn as counts")
_NO_ROW = Reason(
    "events", "has no date to be counted by and is left out",
    "have no date to be counted by and are left out", is_left_out=True,
)  # fmt: skip


def make_svg(
    story: Story, *, shown: Story, query: str, chart: Chart = "timeline", width: int = WIDTH_PX
) -> Exported:
    """Draw ``story`` as ``query`` shows it, ``width`` in pixels; ``shown`` has the remaining rows.

    Raise ``PictureError`` if there is no browser, or nothing to draw.
    """
    return _picture(story, shown, query, chart, width, "svg")


def make_png(
    story: Story, *, shown: Story, query: str, chart: Chart = "timeline", width: int = WIDTH_PX
) -> Exported:
    """As ``make_svg``, with two pixels for each of its."""
    return _picture(story, shown, query, chart, width, "png")


def _picture(
    story: Story, shown: Story, query: str, chart: Chart, width: int, ending: Ending
) -> Exported:
    view = parse_query(query, story)
    table = "stakes" if chart == "ownership" else "events"
    drawn = shown if view.background else without_background(shown).story
    changed = (
        *_hidden_background(story, view, table),
        *control_character_losses(drawn, [table]),
    )
    page = file_html(make_page(story), plotly=find_bundle())
    content = chart_picture(page, chart, ending, query=query, width_px=width)
    if chart == "ownership":
        return Exported(content, (*changed, *all_left_out(shown, "events", "quotes")))
    lost = (*_without_row(drawn.events), *all_left_out(shown, "stakes", "quotes"))
    return Exported(content, (*changed, *lost))


def _without_row(events: pd.DataFrame) -> tuple[Loss, ...]:
    """The events of a crowded timeline that have no row of their own."""
    if len(events) <= MOST_ROWS:
        return ()
    dated, undated, planned = (list(table["id"]) for table in placement(events))
    first = max(0, FIRST_ROWS - len(dated))
    return losses((_COUNTED, dated[FIRST_ROWS:]), (_NO_ROW, [*undated, *planned][first:]))


def _hidden_background(story: Story, view: View, table: str) -> tuple[Loss, ...]:
    """The background rows that the view would show if their layer were on."""
    if view.background:
        return ()
    rows = getattr(narrow(story, replace(view, background=True)), table)
    reason = Reason(
        table,
        "rests on other sources and is left out; --view background=1 draws it",
        "rest on other sources and are left out; --view background=1 draws them",
        is_left_out=True,
    )
    return losses((reason, rows.loc[rows["background"].astype(bool), "id"]))
