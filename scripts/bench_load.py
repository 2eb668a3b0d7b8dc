"""Measure the first load, cold: python -m scripts.bench_load

The served app, with each plotly.js, and the HTML file beside an empty Streamlit page; medians of
``TRIES``, taken in turns, since a busy machine is busy for all. Compare figures of one run.
"""

import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from dateline.hosts.file import file_html
from dateline.page import make_page
from dateline.plotly_bundle import Kind, find_bundle
from dateline.reading import load_story
from scripts.browser import browser_arguments, install
from scripts.server import ROOT, Server, streamlit_server

TRIES = 5
KINDS: tuple[Kind, ...] = ("full", "basic")
PAGES = Path(__file__).parent / "bench_pages"
# The moments at which the words, and the charts, are there: in the frame after the change.
WATCH = """
window.moments = {};
const note = () => {
  const state = document.documentElement.dataset.dateline;
  if (state && !moments.words) moments.words = performance.now();
  if (state === 'ready' && !moments.charts) moments.charts = performance.now();
  const has = (query) => document.querySelector(query);
  const naive = has('[data-testid=stButtonGroup]'), empty = has('[data-testid=stMarkdown]');
  if (!moments.words && (naive || empty)) moments.words = performance.now();
  const isDrawn = naive ? has('.stPlotlyChart .point') : empty && !has('.dateline');
  if (!moments.charts && isDrawn) moments.charts = performance.now();
  if (moments.charts) document.documentElement.dataset.measured = '';
};
new MutationObserver(note).observe(document, {subtree: true, childList: true, attributes: true,
                                              attributeFilter: ['data-dateline']});
"""


@dataclass(frozen=True, slots=True)
class Load:
    """One cold load: milliseconds from navigation, bytes on the wire, requests of it all."""

    words_ms: float
    charts_ms: float
    wire_bytes: int
    requests: int


def load(browser: Browser, address: str) -> Load:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    requests: list[str] = []
    session.on("Network.loadingFinished", lambda told: sizes.append(int(told["encodedDataLength"])))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    # By an attribute: to wait for an expression is to evaluate text, which the policy refuses.
    page.wait_for_selector("html[data-measured]", state="attached", timeout=120_000)
    if address.startswith("http"):
        # Streamlit's own start belongs to the load, though the reader does not wait for it.
        app = "[data-testid=stApp][data-test-script-state=notRunning]"
        page.wait_for_selector(app, state="attached", timeout=120_000)
    page.wait_for_timeout(500)  # What is under way now belongs to it as well.
    moments = page.evaluate("moments")
    context.close()
    return Load(moments["words"], moments["charts"], sum(sizes), len(requests))


@contextmanager
def addresses(folder: Path) -> Iterator[dict[str, str]]:
    """Each page that is compared, by name, while its server runs."""
    servers = {
        f"{name} page": streamlit_server(PAGES / f"{script}.py", folder / f"{script}.txt")
        for name, script in (("empty Streamlit", "empty"), ("naive Streamlit and Plotly", "naive"))
    }
    found = {}
    for kind in KINDS:
        server = Server(ROOT, folder / f"{kind}.txt")
        server.command += ["--plotly", kind]
        servers[f"served, {kind} plotly.js"] = server
        file = folder / f"{kind}.html"
        page = make_page(load_story(ROOT))
        file.write_text(file_html(page, plotly=find_bundle(kind)), encoding="utf-8")
        found[f"HTML file, {kind} plotly.js"] = file.as_uri()
    try:
        started = {name: server.start().url for name, server in servers.items()}
        yield started | found
    finally:
        for server in servers.values():
            server.stop()


def print_loads(browser: Browser) -> None:
    tries = int(os.environ.get("TRIES", TRIES))
    with tempfile.TemporaryDirectory() as folder, addresses(Path(folder)) as pages:
        loads: dict[str, list[Load]] = {name: [] for name in pages}
        for address in pages.values():
            load(browser, address)  # The first readers of a server pay for its imports.
        for _ in range(tries):
            for name, address in pages.items():
                loads[name].append(load(browser, address))
    for name, found in loads.items():
        words, charts, wire, requests = (
            statistics.median(getattr(one, field) for one in found)
            for field in ("words_ms", "charts_ms", "wire_bytes", "requests")
        )
        print(
            f"{name}: words {words / 1000:.2f} s, charts {charts / 1000:.2f} s, "
            f"{wire / 1e6:.3f} MB, {requests:.0f} requests (median of {len(found)})",
            flush=True,
        )


if __name__ == "__main__":
    with sync_playwright() as playwright:
        print_loads(playwright.chromium.launch(executable_path=install(), args=browser_arguments()))
