"""One run: each story in order of size, and all its pages in turns, since a busy machine is busy
for all of them.
"""

import datetime as dt
import os
import platform
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import plotly
import streamlit as st
from playwright.sync_api import sync_playwright

from dateline.plotly_bundle import Kind, full_version
from scripts.bench.browsing import Browsing
from scripts.bench.compared import Absent, Site
from scripts.bench.loading import measure_loading, measure_lost
from scripts.bench.many_readers import measure_crowd
from scripts.bench.peers import PACKAGES, take_peers
from scripts.bench.plan import SHIPPED, Case, Plan
from scripts.bench.results import NOT_TRIED, Loading, Measured, Row, Run
from scripts.bench.sites import all_pages, count_events, hindrances, open_sites, served_name
from scripts.bench.visiting import measure_visit, warm_up
from scripts.delay_proxy import DelayProxy
from scripts.generate_story import generate_story
from scripts.server import ROOT

# A page has had its share of a case once its visits took so long, if all its figures are there.
LONGEST_PAGE_S = 45
SLOW_VISITS = 2
OVER = "the time was over"
# To read a story and to make its page, in Python.
LONGEST_S = 240


class Clock:
    """How much of the run's time is left, and a line for each step of it."""

    def __init__(self, longest_min: float, log: Callable[[str], None]) -> None:
        self._start = time.monotonic()
        self._end = self._start + 60 * longest_min
        self._log = log

    @property
    def passed_s(self) -> float:
        return time.monotonic() - self._start

    @property
    def left_s(self) -> float:
        return self._end - time.monotonic()

    @property
    def over(self) -> str:
        """What stands in the tables once the run has had its time; "" before."""
        return OVER if self.left_s <= 0 else ""

    def within_s(self, longest_s: float) -> float:
        """So long at most, and no longer than the run."""
        return max(1.0, min(longest_s, self.left_s))

    def log(self, text: str) -> None:
        minutes, seconds = divmod(int(self.passed_s), 60)
        self._log(f"[{minutes:02d}:{seconds:02d}] {text}")


def measure(plan: Plan, log: Callable[[str], None]) -> Run:
    """All figures of the plan; ``log`` gets a line a step. Nothing that a page does ends it."""
    clock = Clock(plan.longest_min, log)
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    no_peers = take_peers()
    hindered = hindrances(plan.kinds, no_peers)
    pages = all_pages(plan.kinds)
    loadings: list[Loading] = []
    rows: list[Row] = []
    slow: list[Row] = []
    with tempfile.TemporaryDirectory() as parent, sync_playwright() as playwright:
        work = Path(parent)
        with Browsing(playwright, plan.longest_step_s) as browsing:
            version = browsing.browser.version
            shares = sum(case.share for case in plan.cases)
            for case in plan.cases:
                until_s = clock.passed_s + max(0.0, clock.left_s) * case.share / shares
                shares -= case.share
                case_folder = work / case.name
                folder = ROOT
                if case.name != SHIPPED:
                    folder = generate_story(case_folder / "story", case.events)
                else:
                    case_folder.mkdir()
                case = replace(case, events=count_events(folder))
                loading = measure_loading(
                    case, folder, case_folder, _there(plan, hindered), clock.within_s(LONGEST_S)
                )
                if clock.over and loading.note:
                    loading = replace(loading, note=clock.over)
                loadings.append(loading)
                clock.log(_loading_in_words(loading))
                if clock.over:
                    hindered = dict.fromkeys((page.name for page in pages), clock.over) | hindered
                with open_sites(folder, case_folder, plan.kinds, hindered) as sites:
                    found = _visits(case, sites, browsing, clock, until_s, rows)
                    rows += found
                    if case.name == SHIPPED:
                        slow = _slow_line(plan, case, sites[0], browsing, clock)
        if plan.lost_events:
            loadings.append(measure_lost(work, plan.lost_events))
            clock.log(_loading_in_words(loadings[-1]))
    readers = None
    if plan.readers and clock.left_s >= plan.readers.least_s:
        clock.log(f"{plan.readers.readers} readers at once")
        readers = measure_crowd(plan.readers)
        clock.log(str(readers.get("note", "the readers are measured")))
    return Run(
        day=dt.date.today().isoformat(),
        minutes=round(clock.passed_s / 60, 1),
        machine=tuple(_machine(version)),
        cores=os.cpu_count() or 1,
        load=load,
        loadings=tuple(loadings),
        rows=tuple(rows),
        slow_line=tuple(slow),
        readers=readers,
    )


def _there(plan: Plan, hindered: dict[str, str]) -> list[Kind]:
    return [kind for kind in plan.kinds if served_name(kind) not in hindered]


def _visits(
    case: Case,
    sites: list[Site],
    browsing: Browsing,
    clock: Clock,
    until_s: float,
    before: list[Row],
) -> list[Row]:
    """Visit the pages in turns, until there are as many visits as planned or the time is over."""
    rows = [_first_row(case, site, before) for site in sites]
    spent_s = [0.0 for _ in sites]
    for place, site in enumerate(sites):
        if site.warm_up and not rows[place].charts_ms.note:
            note = clock.over or warm_up(browsing, site, clock.within_s(LONGEST_S))
            if note:
                note = clock.over or note
                rows[place] = replace(rows[place], charts_ms=Measured(note=note))
    for number in range(case.visits):
        for place, site in enumerate(sites):
            row = rows[place]
            is_whole = row.visits > 0 and _has_all(row, site)
            is_late = clock.passed_s > until_s or spent_s[place] > LONGEST_PAGE_S
            if row.charts_ms.note or (is_late and is_whole):
                continue
            if clock.over:
                if not row.visits:
                    rows[place] = replace(row, charts_ms=Measured(note=clock.over))
                continue
            start = clock.passed_s
            rows[place] = measure_visit(browsing, site, row)
            spent_s[place] += clock.passed_s - start
            outcome = _visit_in_words(rows[place])
            clock.log(f"{case.name} events, visit {number + 1}, {site.page.name}: {outcome}")
    return rows


def _first_row(case: Case, site: Site, before: list[Row]) -> Row:
    """An empty row; what took too long at a smaller size is not tried at this one."""
    row = Row(
        site.page.name,
        case.name,
        case.events,
        filter_is=site.page.filter.name,
        mark_is=site.page.mark.name,
    )
    smaller = [one for one in before if one.page == site.page.name and one.case != SHIPPED]
    if site.note:
        return replace(row, charts_ms=Measured(note=site.note))
    not_tried = Measured(note=NOT_TRIED)
    if any(one.charts_ms.note for one in smaller):
        row = replace(row, charts_ms=not_tried)
    if any(one.filter_ms.note for one in smaller):
        row = replace(row, filter_ms=not_tried)
    if any(one.mark_ms.note for one in smaller):
        row = replace(row, mark_ms=not_tried)
    return row


def _has_all(row: Row, site: Site) -> bool:
    measured_actions = ((row.filter_ms, site.page.filter), (row.mark_ms, site.page.mark))
    return all(
        isinstance(action, Absent) or measured.values or measured.note
        for measured, action in measured_actions
    )


def _slow_line(plan: Plan, case: Case, site: Site, browsing: Browsing, clock: Clock) -> list[Row]:
    """Clicks on the served page where each answer of the server comes late."""
    rows: list[Row] = []
    with ExitStack() as stack:
        for delay_ms in plan.delays_ms if site.address else ():
            port = int(site.address.rpartition(":")[2])
            proxy = stack.enter_context(DelayProxy(port, delay_ms / 1000))
            late = replace(site, address=f"http://127.0.0.1:{proxy.port}/")
            name = f"{site.page.name}, {delay_ms:,} ms of delay"
            row = Row(name, case.name, case.events)
            for _ in range(SLOW_VISITS):
                row = measure_visit(browsing, late, row)
            clock.log(f"{name}: {_visit_in_words(row)}")
            rows.append(row)
    return rows


def _loading_in_words(loading: Loading) -> str:
    load, page = loading.load_ms.median, loading.page_ms.median
    made = f", its page made in {page:,.0f} ms" if page is not None else ""
    outcome = loading.note or f"loaded in {load:,.0f} ms{made}"
    return f"{loading.case} events: {outcome}"


def _visit_in_words(row: Row) -> str:
    if row.charts_ms.note:
        return row.charts_ms.note
    outcomes = [f"charts {row.charts_ms.values[-1] / 1000:.2f} s"]
    for name, measured in (("filter", row.filter_ms), ("mark", row.mark_ms)):
        if measured.note or measured.median is not None:
            outcomes.append(f"{name} {measured.note or f'{measured.median:.0f} ms'}")
    return ", ".join(outcomes)


def _machine(chromium: str) -> list[str]:
    return [
        f"{os.cpu_count()} cores",
        platform.system(),
        f"Python {platform.python_version()}",
        f"Chromium {chromium}",
        f"Streamlit {st.__version__}",
        f"Plotly {plotly.__version__} (plotly.js {full_version()})",
        f"TimelineJS {PACKAGES['@knight-lab/timelinejs']}",
        f"vis-timeline {PACKAGES['vis-timeline']}",
    ]
