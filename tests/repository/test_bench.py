"""The bench: what it writes of given figures, and one small run of it in a real browser."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.bench import documents
from scripts.bench.events import events_json
from scripts.bench.peers import take_peers
from scripts.bench.plot import bench_figure
from scripts.bench.results import NOT_TRIED, Loading, Measured, Row, Run, parse_run, run_to_json
from scripts.bench.sites import all_pages, hindrances
from scripts.bench.tables import (
    alt_text,
    attacked,
    clicks,
    first_loads,
    in_short,
    loadings,
    megabytes,
    milliseconds,
    readers,
    refusals,
    seconds,
)
from scripts.server import ROOT

SERVED = "Dateline, served (basic plotly.js)"
EMPTY, VIS, TIMELINEJS = "empty Streamlit page", "vis-timeline", "TimelineJS"


def a_row(page: str, case: str, charts_ms: float, filter_ms: float, note: str = "") -> Row:
    return Row(
        page,
        case,
        int(case),
        words_ms=Measured((charts_ms - 100,)),
        charts_ms=Measured((charts_ms, charts_ms + 20, charts_ms - 20)),
        wire_bytes=Measured((1_500_000,)),
        requests=Measured((72,)),
        heap_bytes=Measured((8_000_000.0,)),
        filter_ms=Measured((filter_ms,), note),
        filter_is="a button",
        mark_is="a row",
    )


@pytest.fixture
def run() -> Run:
    over = Measured(note="over 60 s")
    return Run(
        day="2030-01-02",
        minutes=12.4,
        machine=("2 cores", "Linux"),
        loadings=(
            Loading(
                "100", 100, 46_000, Measured((40.0,)), Measured((10.0,)), 460_000, 90_000, 9000
            ),
            Loading("1000", 1000, 460_000, Measured((400.0, 420.0, 410.0)), note=""),
            Loading("10000", 10_000, 4_600_000, note="over 240 s"),
        ),
        rows=(
            a_row(SERVED, "100", 700, 20),
            a_row(EMPTY, "100", 1000, 100),
            replace(a_row(TIMELINEJS, "100", 500, 25), refused=("fonts.example",)),
            a_row(VIS, "100", 400, 30),
            a_row(SERVED, "10000", 1400, 60),
            a_row(EMPTY, "10000", 1000, 100),
            Row(TIMELINEJS, "10000", 10_000, charts_ms=over),
            a_row(VIS, "10000", 4000, 41_000, "over 60 s"),
            Row(VIS, "100000", 100_000, charts_ms=Measured(note=NOT_TRIED)),
        ),
    )


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_median_and_p95_are_of_all_tries() -> None:
    measured = Measured(tuple(float(value) for value in range(100, 0, -1)))
    assert (measured.median, measured.p95) == (50.5, 96.0)
    assert (Measured((3.0, 9.0)).median, Measured((3.0, 9.0)).p95) == (6.0, 9.0)
    assert (Measured(note="over 60 s").median, Measured().p95) == (None, None)


@pytest.mark.parametrize(
    ("formatted", "words"),
    [
        (seconds(624.4), "0.62 s"),
        (seconds(14_043), "14 s"),
        (milliseconds(8.44), "8.4 ms"),
        (milliseconds(41_094), "41,094 ms"),
        (megabytes(9_400), "0.009 MB"),
        (megabytes(1_550_000), "1.55 MB"),
        (megabytes(123_400_000), "123 MB"),
    ],
)
def test_figures_in_words(formatted: str, words: str) -> None:
    assert formatted == words


def test_first_loads_have_ratios_to_pages_and_sizes_of_the_same_run(run: Run) -> None:
    header, _, served, *_, vis = first_loads(run, "10000").splitlines()
    assert cells(header) == [
        "page", "words", "charts", "of the empty page", "of its own at 100", "of its own shipped",
        "on the wire", "requests", "heap", "visits",
    ]  # fmt: skip
    assert cells(served) == [
        SERVED, "1.30 s", "1.40 s", "1.40 ×", "2.00 ×", "–", "1.50 MB", "72", "8.00 MB", "3",
    ]  # fmt: skip
    assert cells(vis)[:5] == [VIS, "3.90 s", "4.00 s", "4.00 ×", "10.00 ×"]


def test_what_took_too_long_is_said_where_its_figure_would_stand(run: Run) -> None:
    lines = [cells(line) for line in first_loads(run, "10000").splitlines()]
    assert next(line for line in lines if line[0] == TIMELINEJS)[2] == "over 60 s"
    line = next(line for line in clicks(run, "10000").splitlines() if line.startswith(f"| {VIS}"))
    assert cells(line)[1] == "41,000 ms, then over 60 s"
    (line,) = clicks(run, "100000").splitlines()[2:]
    assert cells(line)[-1] == NOT_TRIED


def test_the_short_table_has_every_page_also_one_that_was_not_measured(run: Run) -> None:
    lines = in_short(run).splitlines()
    assert cells(lines[0]) == [
        "",
        "first charts, 100 events",
        "first charts, 10,000 events",
        "first charts, 100,000 events",
        "filter click, 100 events",
        "filter click, 10,000 events",
        "filter click, 100,000 events",
    ]
    rows = {cells(line)[0]: cells(line)[1:] for line in lines[2:7]}
    assert rows[SERVED] == ["0.70 s", "1.40 s", "–", "20 ms", "60 ms", "–"]
    assert rows["naive Streamlit + Plotly"] == ["–"] * 6
    assert rows[VIS][2] == NOT_TRIED
    assert lines[-1] == (
        "Medians of one run (2030-01-02). TimelineJS has no filter: its next slide is measured "
        "instead."
    )


def test_figures_of_a_busy_machine_are_called_that(run: Run) -> None:
    busy = in_short(replace(run, cores=2, load=24.5))
    assert busy.endswith(
        "**The machine was busy with other work (load average 24.5 on 2 cores): times are longer "
        "than they are on a quiet one, and only ratios count.**"
    )
    assert "busy" not in in_short(replace(run, cores=2, load=0.4))


def test_loading_says_what_hindered_it(run: Run) -> None:
    rows = [cells(line) for line in loadings(run.loadings).splitlines()[2:]]
    assert rows[0] == ["100", "0.046 MB", "40 ms", "1.00 ×", "10 ms", "1.00 ×", "0.46 MB",
                       "10.0 ×", "0.090 MB", "0.009 MB", "1"]  # fmt: skip
    assert rows[1][:4] == ["1,000", "0.46 MB", "410 ms", "10.25 ×"]
    assert rows[2][:3] == ["10,000", "4.60 MB", "over 240 s"]


def test_who_asked_another_machine_is_named(run: Run) -> None:
    assert refusals(run.rows) == (
        "Other machines that were asked for something, which was refused at once: "
        "TimelineJS asked fonts.example."
    )


def test_a_run_is_the_same_after_it_was_kept(run: Run) -> None:
    assert parse_run(run_to_json(run)) == run
    assert json.loads(run_to_json(run))["day"] == "2030-01-02"


def test_the_plot_has_a_line_a_page_and_a_cross_where_it_took_too_long(run: Run) -> None:
    traces = [trace for trace in bench_figure(run).data if trace.x]
    lines = {(one.name, one.yaxis): list(zip(one.x, one.y, strict=True)) for one in traces}
    assert lines[SERVED, "y"] == [(100, 20), (10_000, 60)]
    assert lines[SERVED, "y2"] == [(100, 700), (10_000, 1400)]
    ((events, time_ms),) = lines[f"{TIMELINEJS}, too long", "y2"]
    assert 8_000 < events < 12_000  # Beside another cross, and not over it.
    assert time_ms == 60_000
    assert f"{SERVED}: 1.40 s and 60 ms at 10,000" in alt_text(run)


def test_figures_stand_between_the_markers_alone() -> None:
    text = f"before\n{documents.BEGIN}\nold\n{documents.END}\nafter\n"
    document = documents.with_figures(text, "new")
    assert document == f"before\n{documents.BEGIN}\n\nnew\n\n{documents.END}\nafter\n"
    assert documents.with_figures(document, "new") == document
    with pytest.raises(
        ValueError, match="the document has no <!-- figures: made by make bench -->"
    ):
        documents.with_figures("no markers", "new")


def test_the_page_shows_the_figures_that_were_kept() -> None:
    run = parse_run(documents.FIGURES.read_text(encoding="utf-8"))
    text = documents.read_page()
    document = documents.with_figures(text, documents.performance_figures(run))
    assert document == text, "run: python -m scripts.bench --redraw"


def test_without_npm_the_tables_say_what_is_not_there() -> None:
    found = hindrances((), "there is no npm")
    assert found == {TIMELINEJS: "not there: there is no npm", VIS: "not there: there is no npm"}
    assert [page.name for page in all_pages(("basic",))] == [
        SERVED,
        "Dateline, HTML file (basic plotly.js)",
        EMPTY,
        "naive Streamlit + Plotly",
        TIMELINEJS,
        VIS,
    ]


def test_the_peers_get_every_dated_event_with_both_its_bounds(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(
        "id,date,title,summary,category\n"
        "day,2014-04-21,A day,Told.,Sale\n"
        "year,2014,A year,,Sale\n"
        "open,[..2014-04-23],By then,,Sale\n"
        "undated,,Some time,,Sale\n",
        encoding="utf-8",
    )
    spans = {one["id"]: (one["start"], one["end"]) for one in json.loads(events_json(tmp_path))}
    assert spans == {
        "day": ("2014-04-21", ""),
        "year": ("2014-01-01", "2014-12-31"),
        "open": ("2014-04-23", ""),
    }


def test_a_crowd_that_opens_stands_beside_that_of_the_empty_page() -> None:
    opening = {
        "readers": 200,
        "words_median_ms": 90.0,
        "words_p95_ms": 250.0,
        "whole_p95_ms": 900.0,
        "browser_words_median_ms": 600.0,
        "browser_words_p95_ms": 800.0,
        "memory_mb": 0.31,
        "cpu_ms": 21.0,
        "errors": (),
    }
    staying = {
        "readers": 25,
        "seconds": 90.0,
        "edits": 6,
        "memory_first_mb": 210.0,
        "memory_last_mb": 211.5,
        "shown_median_ms": 480.0,
        "shown_p95_ms": 700.0,
        "behind": 0,
        "errors": ("TimeoutError: ",),
    }
    table = readers({"ours": opening, "empty": opening, "staying": staying})
    _, _, ours, empty, _, last = table.splitlines()
    assert cells(ours) == [
        SERVED, "200", "0.09 s", "0.25 s", "0.90 s", "0.60 s", "0.80 s", "0.31 MB", "21 ms", "none",
    ]  # fmt: skip
    assert cells(empty)[0] == EMPTY
    assert last == (
        "25 readers stay 90 s, with 6 edits of the story: the server's memory goes from 210.0 to "
        "211.5 MB; an edit is there after 480 ms (p95 700 ms); 0 readers miss the last version; "
        "errors: TimeoutError: ."
    )
    assert readers({"note": "not measured: over 300 s"}) == "not measured: over 300 s"


def test_readers_beside_attackers_have_a_row_for_each_kind() -> None:
    words = {"words_median_ms": 90.0, "words_p95_ms": 250.0, "words_longest_ms": 1900.0}
    alone = {"kind": "nobody", "readers": 40, **words, "errors": []}
    beside = {"kind": "downloads", "readers": 39, **words, "errors": ["TimeoutError"]}
    _, _, first, second = attacked([alone, beside]).splitlines()
    assert cells(first) == ["nobody", "40", "0.09 s", "0.25 s", "1.90 s", "none"]
    assert cells(second) == ["downloads", "39", "0.09 s", "0.25 s", "1.90 s", "TimeoutError"]
    assert attacked("not measured: over 300 s") == "not measured: over 300 s"


# What a page may do to the bench: load and hang at the click, never load, break, load after it.
HANGING = """
import json
from playwright.sync_api import sync_playwright
from scripts.bench.browsing import Browsing
from scripts.bench.compared import Absent, Action, Compared, Site
from scripts.bench.results import Row
from scripts.bench.static_server import StaticServer
from scripts.bench.visiting import measure_visit

def page(name, click):
    there = "isSeen(find('p'))"
    button = Action("a button", click, "find('p').textContent")
    return Compared(name, there, there, button, Absent())

add = "find('p').textContent += '!'"
found = {}
with sync_playwright() as driver, Browsing(driver, 10) as browsing, StaticServer() as server:
    well = server.add("/well", "<p>words</p>")
    empty = server.add("/empty", "<p></p>")
    busy = server.add("/busy", "<p></p><script>setTimeout(() => { for (;;); }, 100)</script>")
    for site in (
        Site(page("hangs", "for (;;);"), well),
        Site(page("does nothing", ""), well),
        Site(page("stays empty", add), empty),
        Site(page("is busy", add), busy),
        Site(page("breaks", "throw new Error('out of order')"), well),
        Site(page("is well", add), well),
    ):
        row = measure_visit(browsing, site, Row(site.page.name, "25", 25))
        outcome = [row.charts_ms.note, row.filter_ms.note, len(row.filter_ms.values)]
        found[site.page.name] = outcome
print(json.dumps(found))
"""


@pytest.mark.long
@pytest.mark.browser
def test_a_page_that_hangs_or_breaks_is_a_row_that_says_so() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", HANGING], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(ended.stdout) == {
        "hangs": ["", "over 10 s", 0],
        "does nothing": ["", "over 10 s", 0],
        "stays empty": ["over 10 s", "", 0],
        "is busy": ["over 10 s", "", 0],
        "breaks": ["", "Error: out of order", 0],
        "is well": ["", "", 6],
    }


SMALL_RUN = """
from scripts.bench.plan import Case, Plan
from scripts.bench.results import run_to_json
from scripts.bench.running import measure
import sys
plan = Plan((Case("25", 25, 1, 1.0),), 5.0, 60.0, ("full",), 0, ())
print(run_to_json(measure(plan, lambda line: print(line, file=sys.stderr))))
"""


@pytest.mark.long
@pytest.mark.browser
def test_a_small_run_measures_every_page_in_a_real_browser() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SMALL_RUN], cwd=ROOT, capture_output=True, text=True, check=True
    )
    rows = {row.page: row for row in parse_run(ended.stdout).rows}
    assert list(rows) == [page.name for page in all_pages(("full",))]
    peers = {VIS, TIMELINEJS} if not take_peers() else set()
    for page in {*rows} - ({VIS, TIMELINEJS} - peers):
        row = rows[page]
        assert row.charts_ms.note == "", ended.stderr
        assert row.events == 25
        assert row.filter_ms.note == "", ended.stderr
        assert len(row.filter_ms.values) == 6
        assert 0 < row.words_ms.values[0] < 60_000
        assert row.wire_bytes.values[0] > 50_000
        assert row.heap_bytes.values[0] > 1e6
    assert len(rows["Dateline, HTML file (full plotly.js)"].mark_ms.values) == 6
    for page in peers:
        assert len(rows[page].mark_ms.values) == 6
