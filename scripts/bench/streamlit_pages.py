"""Two pages of Streamlit: the floor, which shows one line, and what one would write first."""

from pathlib import Path

from scripts.bench.compared import Absent, Action, Compared

SCRIPTS = Path(__file__).parents[1] / "bench_pages"
_SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"

EMPTY = Compared(
    "empty Streamlit page",
    words="isSeen(find('[data-testid=stMarkdown]'))",
    charts="isSeen(find('[data-testid=stMarkdown]'))",
    filter=Action(
        "its one button: the line that counts",
        "find('[data-testid=stButton] button').click()",
        "find('[data-testid=stMarkdown]')?.textContent",
    ),
    mark=Absent(),
    settled=_SETTLED,
)

# Marks are drawn as SVG or, from a thousand on, by WebGL; what was computed for them is in both.
_PLOT = "find('.stPlotlyChart .js-plotly-plot')"
NAIVE = Compared(
    "naive Streamlit + Plotly",
    # Titles stand in the table alone: a canvas, with its cells within it for screen readers.
    words="find('[data-testid=stDataFrame] canvas td')?.textContent",
    charts=f"{_PLOT}?.calcdata?.length && find('.stPlotlyChart :is(.point, canvas.gl-canvas)')",
    filter=Action(
        "a category's pill",
        "find('[data-testid=stButtonGroup] button').click()",
        f"{_PLOT}?.calcdata?.map((trace) => trace.length).join()",
    ),
    mark=Absent("n/a: the title on hover"),
    settled=_SETTLED,
)
