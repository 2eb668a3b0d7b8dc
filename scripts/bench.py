"""Measure what the reader waits for: python -m scripts.bench

Prints medians, with the number of tries; nothing here is asserted. Compare figures of one run.
"""

import contextlib
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from dateline.reading import load_story
from dateline.story import StoryError
from scripts.bench_click import print_clicks
from scripts.bench_load import print_loads
from scripts.browser import browser_arguments, install
from scripts.generate_story import generate_story
from scripts.load_memory import memory_above_imports_bytes, size_of_files_bytes
from scripts.server import ROOT

# Events and tries; the step to three times and that to ten times are seen.
SIZES = ((100, 9), (1_000, 5), (3_000, 5), (10_000, 3))


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


def main() -> None:
    print_loading()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        print_loads(browser)
        print_clicks(browser)
        browser.close()


if __name__ == "__main__":
    main()
