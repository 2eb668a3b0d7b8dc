"""Measure the desk in a browser: from a key or click to what a person waits for.

On the made-up stories of ``bench_desk``, over loopback, in headless Chromium; medians, in
milliseconds. Times in the page run to the task after the frame that shows the result; those to the
disk until the file has what was typed.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from scripts.bench_desk import write_story
from scripts.browser import browser_arguments, install
from scripts.desk_walk import WIDE, Person
from scripts.server import desk_server

ROWS = (200, 500)
ROUNDS = 9
LONGEST_S = 10
# What the desk is meant to keep, at 200 rows.
LIMITS_MS = {
    "words selected, E → the form has the focus": 200,
    "accept → the next proposal": 150,
    "a key in a field → on disk": 200,
    "Enter in a table → on disk": 250,
    "a wrong key → the problem at its field": 200,
}
_FROM_KEY = """
condition => {
  const isSo = eval(condition);
  window.took = new Promise(done => addEventListener("keydown", ({ timeStamp }) => {
    const isThere = () => setTimeout(() => done(performance.now() - timeStamp));
    const wait = () => requestAnimationFrame(() => (isSo() ? isThere() : wait()));
    wait();
  }, { capture: true, once: true }));
}
"""
_FORM_HAS_FOCUS = "() => document.activeElement?.closest('[data-column]') !== null"
_IS_WRONG = "() => document.querySelector('[data-column=date] [aria-invalid=true]') !== null"


@contextmanager
def opened(browser: Browser, count: int) -> Iterator[tuple[Page, Path]]:
    """The desk of a story of so many rows, in a page, and its folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "story"
        folder.mkdir()
        write_story(folder, count)
        server = desk_server(folder, Path(name) / "log.txt").start()
        # The measuring script is no module of the page.
        context = browser.new_context(viewport=WIDE, bypass_csp=True)
        try:
            page = context.new_page()
            page.goto(f"{server.url}/desk")
            expect(page.locator("[data-do=accept]")).to_be_focused()
            yield page, folder
        finally:
            context.close()
            server.stop()


def from_key(page: Page, key: str, condition: str) -> float:
    """Press a key; the milliseconds until the page shows what it should."""
    page.evaluate(_FROM_KEY, condition)
    page.keyboard.press(key)
    return float(page.evaluate("window.took"))


def to_disk(press: Callable[[], None], file: Path, words: str) -> float:
    """Press a key; the milliseconds until the file has the words."""
    start = time.perf_counter()
    press()
    while words not in file.read_text(encoding="utf-8"):
        if time.perf_counter() - start > LONGEST_S:
            raise RuntimeError(f"{words} does not come into {file.name}")
    return 1000 * (time.perf_counter() - start)


def accept(page: Page) -> float:
    before = page.locator(".desk-what").inner_text()
    shown = f"() => document.querySelector('.desk-what').innerText !== {before!r}"
    return from_key(page, "Control+Enter", shown)


def mark(page: Page, number: int) -> float:
    """The words of a sentence that a row has, as an event of their own."""
    Person(page).mark(f"company number {3 * number + 2} now")
    expect(page.locator(".desk-bar")).to_be_visible()
    return from_key(page, "e", _FORM_HAS_FOCUS)


def measure(page: Page, folder: Path) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {name: [] for name in LIMITS_MS}
    marked, accepted, typed, in_table, wrong = took.values()
    for number in range(ROUNDS):
        marked.append(mark(page, number))
        field = page.locator("[data-column=title] input")
        field.fill(f"Marked {number}")
        field.press("End")
        typed.append(
            to_disk(lambda: page.keyboard.press("x"), folder / "events.csv", f"Marked {number}x")
        )
        date = page.locator("[data-column=date] input")
        date.fill("")
        date.focus()
        expect(page.locator("[data-column=date] [aria-invalid=true]")).to_have_count(0)
        wrong.append(from_key(page, "q", _IS_WRONG))
        page.keyboard.press("Backspace")
        expect(page.locator("[data-column=date] [aria-invalid=true]")).to_have_count(0)
        page.keyboard.press("Control+Enter")
        expect(page.locator("[data-do=accept]")).to_be_focused()
        accepted.append(accept(page))
    page.get_by_role("link", name="Tables").click()
    for number in range(ROUNDS):
        page.locator(".grid tbody tr").nth(number).locator(".of-title").click()
        page.keyboard.type(f"Typed {number}.")
        in_table.append(
            to_disk(lambda: page.keyboard.press("Enter"), folder / "events.csv", f"Typed {number}.")
        )
    return took


def main() -> None:
    medians = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        for count in ROWS:
            with opened(browser, count) as (page, folder):
                took = measure(page, folder)
            medians[count] = {name: statistics.median(all_) for name, all_ in took.items()}
        browser.close()
    print("median ms", *(f"{count:>8} rows" for count in ROWS), "    at most")
    for name, limit in LIMITS_MS.items():
        values = [medians[count][name] for count in ROWS]
        print(f"  {name:42}", *(f"{value:8.0f}" for value in values), f"{limit:8}")


if __name__ == "__main__":
    main()
