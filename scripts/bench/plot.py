"""First charts and filter clicks against the number of events, as one picture."""

from typing import Any

import plotly.graph_objects as go
from playwright.sync_api import sync_playwright

from dateline.figures.layout import AXIS, LAYOUT
from dateline.figures.palette import QUIET, style_of
from dateline.figures.plain import plain_figure
from dateline.plotly_bundle import full_path
from scripts.bench.plan import SHIPPED
from scripts.bench.results import Measured, Run
from scripts.bench.tables import QUOTED
from scripts.browser import browser_arguments, install

WIDTH_PX, HEIGHT_PX = 960, 460
_INK, _GRID = "#1b1b1b", "#e4e2dc"
_TICKS_MS = {10: "10 ms", 100: "100 ms", 1_000: "1 s", 10_000: "10 s", 60_000: "60 s"}
_PANELS = (("x", "y", "filter_ms", "Filter click to its answer"),
           ("x2", "y2", "charts_ms", "First charts after a cold start"))  # fmt: skip
_DRAW = """
async ({data, layout}) => {
  const node = document.body.appendChild(document.createElement('div'));
  await Plotly.newPlot(node, data, layout, {staticPlot: true});
  const {width, height} = layout;
  return decodeURIComponent((await Plotly.toImage(node, {format: 'svg', width, height}))
    .replace('data:image/svg+xml,', ''));
}
"""


def bench_figure(run: Run) -> go.Figure:
    """One line a page in each of two panels, both logarithmic; a cross where it took too long."""
    figure = go.Figure()
    for place, page in enumerate(QUOTED):
        style = style_of(page, QUOTED)
        for x_axis, y_axis, name, _ in _PANELS:
            points = _points(run, page, name)
            xs = [events for events, _ in points]
            # A median of the tries before one that took too long would flatter.
            ys = [None if one.note else one.median for _, one in points]
            figure.add_scatter(
                x=[x for x, y in zip(xs, ys, strict=True) if y is not None],
                y=[y for y in ys if y is not None],
                mode="lines+markers",
                name=page,
                legendgroup=page,
                showlegend=name == "charts_ms",
                line={"color": style.colour, "width": 3 if page.startswith("Dateline") else 2},
                marker={"symbol": style.symbol, "size": 9},
                xaxis=x_axis,
                yaxis=y_axis,
            )
            over = {x: one.note for x, one in points if one.note.startswith("over ")}
            if over:
                figure.add_scatter(
                    # Beside each other where several took too long.
                    x=[x * 1.35 ** (place - len(QUOTED) + 1.5) for x in over],
                    y=[1000 * float(note.split()[1]) for note in over.values()],
                    mode="markers",
                    name=f"{page}, too long",
                    showlegend=False,
                    marker={
                        "symbol": "x-open",
                        "size": 11,
                        "color": style.colour,
                        "line": {"width": 2},
                    },
                    xaxis=x_axis,
                    yaxis=y_axis,
                )
    figure.update_layout(**_layout(run))
    return figure


def plot_svg(run: Run) -> str:
    """The figure as SVG, drawn by the browser."""
    figure = plain_figure(bench_figure(run))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        page = browser.new_page()
        page.add_script_tag(content=full_path().read_text(encoding="utf-8"))
        svg = str(page.evaluate(_DRAW, figure))
        browser.close()
    return svg


def _points(run: Run, page: str, name: str) -> list[tuple[int, Measured]]:
    rows = [run.find_row(page, case) for case in run.cases if case != SHIPPED]
    found: list[tuple[int, Measured]] = []
    for row in rows:
        if row is None:
            continue
        measured = getattr(row, name)
        # A page that did not come has no clicks: the cross stands where its charts are.
        found.append((int(row.case), measured))
    return found


def _layout(run: Run) -> dict[str, Any]:
    sizes = [int(case) for case in run.cases if case != SHIPPED]
    axis = {**AXIS, "type": "log", "showgrid": True, "gridcolor": _GRID, "linecolor": QUIET}
    across = {
        **axis,
        "tickvals": sizes,
        "ticktext": [f"{size:,}" for size in sizes],
        "title": {"text": "events; a cross: it took longer", "font": {"size": 13}},
    }
    up = {**axis, "tickvals": list(_TICKS_MS), "ticktext": list(_TICKS_MS.values())}
    return {
        **LAYOUT,
        # On any ground the picture is read as it is on paper.
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "font": {**LAYOUT["font"], "color": _INK},
        "width": WIDTH_PX,
        "height": HEIGHT_PX,
        "margin": {"l": 62, "r": 16, "t": 104, "b": 52},
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.3, "yanchor": "top"},
        "xaxis": {**across, "domain": [0, 0.46], "anchor": "y"},
        "xaxis2": {**across, "domain": [0.54, 1], "anchor": "y2"},
        "yaxis": {**up, "range": [0.9, 4.95], "anchor": "x"},
        "yaxis2": {**up, "range": [0.9, 4.95], "anchor": "x2"},
        "annotations": [
            {
                "text": f"<b>{title}</b>",
                "xref": "paper",
                "yref": "paper",
                "x": x,
                "y": 1.02,
                "xanchor": "left",
                "yanchor": "bottom",
                "showarrow": False,
            }
            for x, (*_, title) in zip((0, 0.54), _PANELS, strict=True)
        ],
    }
