"""Measure what the reader waits for: python -m scripts.bench

Prints medians, with the number of tries; nothing here is asserted. Compare figures of one run.
"""

import contextlib
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from dateline.reading import load_story
from dateline.story import StoryError
from scripts.browser import browser_arguments, install
from scripts.delay_proxy import DelayProxy
from scripts.generate_story import generate_story
from scripts.load_memory import memory_above_imports_bytes, size_of_files_bytes
from scripts.server import ROOT, Server
from tests.browser.actions import click_mark

EVENTS = ("resignation-tendered", "complaints", "resignation-withdrawn", "ouster")
ROUNDS = 5
# Events and tries; the step to three times and that to ten times are seen.
SIZES = ((100, 9), (1_000, 5), (3_000, 5), (10_000, 3))

# Time from pointer up to the frame that shows the passage as current.
WATCH = """
() => {
  window.took = [];
  let up = null;
  addEventListener('pointerup', () => { up = performance.now(); }, true);
  const seen = () => { if (up === null) return; const from = up; up = null;
    requestAnimationFrame(() => window.took.push(performance.now() - from)); };
  const watch = root => new MutationObserver(changes => {
    for (const change of changes) {
      const node = change.target;
      if (change.type === 'attributes'
          ? node.hasAttribute('aria-current') && node.matches('.passage')
          : [...change.addedNodes].some(n => n.querySelector?.('.bench-passage') ||
              n.matches?.('.bench-passage'))) return seen();
    }
  }).observe(root, {subtree: true, childList: true, attributes: true,
                    attributeFilter: ['aria-current']});
  watch(document.body);
  for (const node of document.querySelectorAll('*')) if (node.shadowRoot) watch(node.shadowRoot);
}
"""


def load_ms(folder: Path, tries: int) -> float:
    """Median time to load and check a story, imports done."""
    times = []
    for _ in range(tries):
        start = time.perf_counter()
        # A story with problems is measured until it has them all.
        with contextlib.suppress(StoryError):
            load_story(folder)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def print_loading() -> None:
    """Time and memory by size, and what each step of the size costs in times the last one."""
    print(f"load and check the shipped story: {load_ms(ROOT, 30):.1f} ms (median of 30)")
    with tempfile.TemporaryDirectory() as parent:
        last = 0.0
        for events, tries in SIZES:
            folder = generate_story(Path(parent) / str(events), events)
            time_ms = load_ms(folder, tries)
            memory, size = memory_above_imports_bytes(folder), size_of_files_bytes(folder)
            times_last = f", {time_ms / last:.1f} times the last" if last else ""
            print(
                f"load {events:,} events, files of {size / 1e6:.2f} MB: {time_ms:,.0f} ms "
                f"(median of {tries}{times_last}); {memory / 1e6:.1f} MB above the imports, "
                f"{memory / size:.1f} times the files",
                flush=True,
            )
            last = time_ms
        lost = generate_story(Path(parent) / "lost", 10_000, lost=10_000)
        print(f"10,000 passages that are not found: {load_ms(lost, 1):,.0f} ms (once)", flush=True)


def click_ms(page: Page) -> list[float]:
    """Time from pointer up to the marked passage, for each click of all rounds."""
    page.evaluate(WATCH)
    for number in range(ROUNDS * len(EVENTS)):
        click_mark(page, f"event:{EVENTS[number % len(EVENTS)]}")
        page.wait_for_function("n => window.took.length > n", arg=number)
        # By on_select Plotly takes a second click within 300 ms for a double click, and drops it.
        page.wait_for_timeout(350)
    return [float(value) for value in page.evaluate("window.took")]


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1400, "height": 1600}).new_page()
    page.goto(address)
    expect(page.locator(".st-key-timeline-wide .point").first).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    return page


def main() -> None:
    print_loading()
    with tempfile.TemporaryDirectory() as logs, sync_playwright() as playwright:
        servers = {
            "in the browser": Server(ROOT, Path(logs) / "a.txt").start(),
            "by on_select": Server(
                ROOT, Path(logs) / "b.txt", "scripts/bench_on_select.py"
            ).start(),
        }
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        try:
            for delay_ms in (0, 150):
                for name, server in servers.items():
                    with DelayProxy(server.port, delay_ms / 1000) as proxy:
                        page = opened(browser, f"http://127.0.0.1:{proxy.port}/")
                        times = sorted(click_ms(page))
                        page.context.close()
                    worst = times[int(len(times) * 0.95)]
                    print(
                        f"click to passage, {name}, {delay_ms} ms of delay: "
                        f"{statistics.median(times):.1f} ms, p95 {worst:.1f} (n={len(times)})",
                        flush=True,
                    )
        finally:
            browser.close()
            for server in servers.values():
                server.stop()


if __name__ == "__main__":
    main()
