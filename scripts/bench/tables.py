"""A run as Markdown tables for people; text only, no file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from scripts.bench import streamlit_pages
from scripts.bench.plan import SHIPPED
from scripts.bench.results import Loading, Measured, Row, Run
from scripts.bench.sites import file_name, served_name
from scripts.bench.timelinejs import TIMELINEJS
from scripts.bench.vis_timeline import VIS_TIMELINE

BLANK = "–"
# In the short table, and as the lines of the plot.
QUOTED = (
    served_name("basic"),
    file_name("basic"),
    streamlit_pages.NAIVE.name,
    TIMELINEJS.name,
    VIS_TIMELINE.name,
)
QUOTED_CASES = ("100", "10000", "100000")


def in_short(run: Run) -> str:
    """The short table: first charts and a filter's answer, at a few sizes."""
    cases = [case for case in QUOTED_CASES if case in run.cases]
    header = [
        "",
        *(f"first charts, {case_words(case)} events" for case in cases),
        *(f"filter click, {case_words(case)} events" for case in cases),
    ]
    rows = []
    for page in QUOTED:
        found = [run.find_row(page, case) for case in cases]
        rows.append(
            [
                page,
                *(_cell(row.charts_ms if row else None, seconds) for row in found),
                *(_cell(row.filter_ms if row else None, milliseconds) for row in found),
            ]
        )
    return f"{table(header, rows)}\n\n{_filter_note(run)}"


def all_tables(run: Run) -> str:
    """Everything that docs/performance.md says between its markers, but for the plot."""
    parts = [
        f"Measured on {run.day}: {', '.join(run.machine)}; {run.minutes:.0f} minutes.",
        "## First load",
        *(f"**{_title(run, case)}**\n\n{first_loads(run, case)}" for case in run.cases),
        "## Clicks",
        *(f"**{_title(run, case)}**\n\n{clicks(run, case)}" for case in run.cases),
    ]
    if run.slow_line:
        parts += ["## Clicks over a slow line", slow_line(run.slow_line)]
    parts += ["## What Python does before", loadings(run.loadings)]
    if run.readers:
        parts += ["## Many readers at once", readers(run.readers)]
    refused = {host for row in run.rows for host in row.refused}
    if refused:
        parts.append(refusals(run.rows))
    return "\n\n".join(parts)


def first_loads(run: Run, case: str) -> str:
    """Cold loads at one case, with ratios to pages and sizes of the same run."""
    header = [
        "page", "words", "charts", "of the empty page", "of its own at 100", "of its own shipped",
        "on the wire", "requests", "heap", "visits",
    ]  # fmt: skip
    rows = []
    for row in _rows_at(run, case):
        baselines = [_charts(run.find_row(row.page, other)) for other in ("100", SHIPPED)]
        floor = _charts(run.find_row(streamlit_pages.EMPTY.name, case))
        rows.append(
            [
                row.page,
                _cell(row.words_ms, seconds),
                _cell(row.charts_ms, seconds),
                ratio(row.charts_ms.median, floor),
                *(ratio(row.charts_ms.median, other) for other in baselines),
                _cell(row.wire_bytes, megabytes),
                _cell(row.requests, lambda count: f"{count:.0f}"),
                _cell(row.heap_bytes, megabytes),
                str(row.visits or BLANK),
            ]
        )
    return table(header, rows)


def clicks(run: Run, case: str) -> str:
    """Clicks at one case: medians, p95 and tries."""
    header = [
        "page", "filter", "p95", "of the empty page", "of its own at 100", "tries",
        "mark", "p95", "tries", "what is clicked",
    ]  # fmt: skip
    floor = _filter(run.find_row(streamlit_pages.EMPTY.name, case))
    rows = []
    for row in _rows_at(run, case):
        at_100 = _filter(run.find_row(row.page, "100"))
        is_there = row.visits > 0
        rows.append(
            [
                row.page,
                _cell(row.filter_ms, milliseconds),
                _p95(row.filter_ms),
                ratio(row.filter_ms.median, floor),
                ratio(row.filter_ms.median, at_100),
                str(len(row.filter_ms.values) or BLANK),
                _cell(row.mark_ms, milliseconds),
                _p95(row.mark_ms),
                str(len(row.mark_ms.values) or BLANK),
                f"{row.filter_is}; {row.mark_is}" if is_there else row.charts_ms.note,
            ]
        )
    return table(header, rows)


def slow_line(rows: Iterable[Row]) -> str:
    header = ["page", "charts", "filter", "p95", "mark", "p95", "tries"]
    return table(
        header,
        [
            [
                row.page,
                _cell(row.charts_ms, seconds),
                _cell(row.filter_ms, milliseconds),
                _p95(row.filter_ms),
                _cell(row.mark_ms, milliseconds),
                _p95(row.mark_ms),
                str(len(row.filter_ms.values) or BLANK),
            ]
            for row in rows
        ],
    )


def loadings(found: Sequence[Loading]) -> str:
    """Loading and the page, with what each costs in times that of 100 events."""
    header = [
        "events", "files", "read and checked", "of 100", "page made", "of 100", "memory",
        "of the files", "page as JSON", "gzipped", "tries",
    ]  # fmt: skip
    at_100 = next((one for one in found if one.case == "100"), None)
    rows = []
    for one in found:
        memory = one.memory_bytes
        rows.append(
            [
                case_words(one.case),
                megabytes(one.files_bytes),
                one.note or _cell(one.load_ms, milliseconds),
                ratio(one.load_ms.median, at_100.load_ms.median if at_100 else None),
                _cell(one.page_ms, milliseconds),
                ratio(one.page_ms.median, at_100.page_ms.median if at_100 else None),
                BLANK if memory is None else megabytes(memory),
                BLANK if memory is None else f"{memory / one.files_bytes:.1f} ×",
                BLANK if one.json_bytes is None else megabytes(one.json_bytes),
                BLANK if one.gzipped_bytes is None else megabytes(one.gzipped_bytes),
                str(len(one.load_ms.values) or BLANK),
            ]
        )
    return table(header, rows)


def readers(measured: Mapping[str, Any]) -> str:
    """Readers who open at once, by page, and those who stay while the story is edited."""
    if "note" in measured:
        return str(measured["note"])
    header = ["page", "readers", "words", "p95", "all of it, p95", "in a browser", "p95",
              "memory a reader", "of a core", "errors"]  # fmt: skip
    rows = []
    for page, one in ((served_name("basic"), measured["ours"]),
                      (streamlit_pages.EMPTY.name, measured["empty"])):  # fmt: skip
        rows.append(
            [
                page,
                str(one["readers"]),
                seconds(one["words_median_ms"]),
                seconds(one["words_p95_ms"]),
                seconds(one["whole_p95_ms"]),
                seconds(one["browser_words_median_ms"]),
                seconds(one["browser_words_p95_ms"]),
                megabytes(1e6 * one["memory_mb"]),
                milliseconds(one["cpu_ms"]),
                "; ".join(one["errors"]) or "none",
            ]
        )
    stay = measured["staying"]
    stayed = (
        f"{stay['readers']} readers stay {stay['seconds']:.0f} s, with {stay['edits']} edits of "
        f"the story: the server's memory goes from {stay['memory_first_mb']:.1f} to "
        f"{stay['memory_last_mb']:.1f} MB; an edit is there after "
        f"{milliseconds(stay['shown_median_ms'])} (p95 {milliseconds(stay['shown_p95_ms'])}); "
        f"{stay['behind']} readers miss the last version; "
        f"errors: {'; '.join(stay['errors']) or 'none'}."
    )
    parts = [table(header, rows), stayed]
    if measured.get("day"):
        parts.insert(0, _of_the_day(measured))
    if measured.get("attacked"):
        parts += ["**Beside attackers**", attacked(measured["attacked"])]
    return "\n\n".join(parts)


def attacked(measured: Sequence[Mapping[str, Any]] | str) -> str:
    """Readers who open the page beside attackers, by kind; or why they were not measured."""
    if isinstance(measured, str):
        return measured
    return table(
        ["beside", "readers", "words", "p95", "longest", "errors"],
        [
            [
                one["kind"],
                str(one["readers"]),
                seconds(one["words_median_ms"]),
                seconds(one["words_p95_ms"]),
                seconds(one["words_longest_ms"]),
                "; ".join(one["errors"]) or "none",
            ]
            for one in measured
        ],
    )


def _of_the_day(measured: Mapping[str, Any]) -> str:
    was_busy = measured["load"] is not None and measured["load"] > measured["cores"] / 2
    beside = f" beside other programs (load {measured['load']:.1f})" if was_busy else ""
    return f"Measured on {measured['day']}, on {measured['cores']} cores{beside}."


def refusals(rows: Iterable[Row]) -> str:
    """Who asked another machine for something, in one line."""
    asked: dict[str, set[str]] = {}
    for row in rows:
        if row.refused:
            asked.setdefault(row.page, set()).update(row.refused)
    refused = "; ".join(f"{page} asked {', '.join(sorted(hosts))}" for page, hosts in asked.items())
    return f"Other machines that were asked for something, which was refused at once: {refused}."


def alt_text(run: Run) -> str:
    """What the plot shows, for who cannot see it: the largest size at which each line still is."""
    parts = []
    for page in QUOTED:
        drawn_rows = [
            row
            for case in run.cases
            if case != SHIPPED and (row := run.find_row(page, case)) and row.charts_ms.values
        ]
        if drawn_rows:
            last = drawn_rows[-1]
            click = _cell(last.filter_ms, milliseconds)
            parts.append(
                f"{page}: {seconds(_charts(last) or 0)} and {click} at {case_words(last.case)}"
            )
    return (
        "First charts and the answer to a filter click against the number of events, both axes "
        f"logarithmic. {'; '.join(parts)}."
    )


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """One Markdown table; figures stand to the right, the first column to the left."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def case_words(case: str) -> str:
    return f"{int(case):,}" if case.isdigit() else case


def seconds(time_ms: float) -> str:
    return f"{time_ms / 1000:.2f} s" if time_ms < 9_995 else f"{time_ms / 1000:.0f} s"


def milliseconds(time_ms: float) -> str:
    return f"{time_ms:.1f} ms" if time_ms < 9.95 else f"{time_ms:,.0f} ms"


def megabytes(size_bytes: float) -> str:
    size = size_bytes / 1e6
    digits = 3 if size < 0.0995 else 2 if size < 99.5 else 0
    return f"{size:.{digits}f} MB"


def ratio(value: float | None, of: float | None) -> str:
    return f"{value / of:.2f} ×" if value is not None and of else BLANK


def _rows_at(run: Run, case: str) -> list[Row]:
    return [row for row in run.rows if row.case == case]


def _title(run: Run, case: str) -> str:
    if case != SHIPPED:
        return f"{case_words(case)} events"
    return f"The shipped story, {_rows_at(run, case)[0].events} dated events"


def _cell(measured: Measured | None, words: Callable[[float], str]) -> str:
    if measured is None:
        return BLANK
    if measured.median is None:
        return measured.note or BLANK
    median = words(measured.median)
    return f"{median}, then {measured.note}" if measured.note else median


def _p95(measured: Measured) -> str:
    return BLANK if measured.p95 is None else milliseconds(measured.p95)


def _charts(row: Row | None) -> float | None:
    return row.charts_ms.median if row else None


def _filter(row: Row | None) -> float | None:
    return row.filter_ms.median if row else None


def _filter_note(run: Run) -> str:
    peer = TIMELINEJS.name
    note = (
        f"Medians of one run ({run.day}). {peer} has no filter: its next slide is measured instead."
    )
    if run.was_busy:
        note += (
            f" **The machine was busy with other work (load average {run.load:.1f} on {run.cores} "
            "cores): times are longer than they are on a quiet one, and only ratios count.**"
        )
    return note
