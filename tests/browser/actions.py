"""What a reader does on the page, for the browser tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]
At = Callable[..., Page]
MARKS = "#timeline .scatterlayer .point:not(.out)"
CURRENT = ".dateline a.passage[aria-current]"
ROWS = "#timeline [data-row]:not([hidden])"
SEARCH = "#dateline-search"
QUOTES = "#quotes a.quote"

# The row that a point or bar stands for, as Plotly keeps it on the node.
KEY_OF = """point => {
  const d = point.__data__;
  const trace = d?.trace ?? point.closest(".trace")?.__data__?.[0]?.trace;
  return [d?.data ?? trace?.customdata?.[d?.i]].flat()[0];
}"""
_PLACE = """
key => {
  const keyOf = KEY_OF;
  const points = [...document.querySelectorAll('.scatterlayer .point, .barlayer .point')];
  // A mark stands before the bar that it lies on.
  for (const layer of ['.scatterlayer', '.barlayer']) {
    for (const point of points) {
      if (!point.closest(layer) || keyOf(point) !== key) continue;
      if (!point.getBoundingClientRect().width) continue;
      const at = point.getBoundingClientRect();
      if (at.top < 90 || at.bottom > innerHeight - 20) point.scrollIntoView({block: 'center'});
      const box = point.getBoundingClientRect();
      const plot = point.closest('.plot').getBoundingClientRect();
      const x = box.x + box.width / 2;
      if (x > plot.left && x < plot.right) return [x, box.y + box.height / 2];
    }
  }
  return null;
}
""".replace("KEY_OF", KEY_OF)
# Run something, and read what is shown at the second animation frame after it.
TWO_FRAMES = """
async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
}
"""
SHOWN = """
() => {
  const keyOf = KEY_OF;
  const visible = (node) => node.checkVisibility();
  const keys = (query) => [...document.querySelectorAll(query)].filter(visible).map((a) => a.dataset.key);
  return {
    marks: [...new Set([...document.querySelectorAll('MARKS')].filter(visible).map(keyOf))].sort(),
    rows: [...document.querySelectorAll('#timeline [data-row]:not([hidden])')].map((row) => row.dataset.row),
    // Reported statements may be folded; those that the filters leave out stand apart.
    quotes: [...new Set([...document.querySelectorAll('#quotes a.quote')]
      .filter((a) => !a.closest('.other-quotes')).map((a) => a.dataset.key))],
    passages: [...document.querySelectorAll('.dateline a.passage.shown')].length,
    holders: keys('#ownership .ownership-day .share-labels a'),
    nav: [...document.querySelectorAll('nav.sections a')].filter(visible).map((a) => a.innerText.trim().replace(/\\s+/g, ' ')),
    chips: [...document.querySelectorAll('.chips .chip')].map((chip) => chip.innerText),
    pressed: [...document.querySelectorAll('[data-facet][aria-pressed=true]')]
      .map((pill) => pill.dataset.facet + '=' + pill.dataset.value),
    selected: [...new Set([...document.querySelectorAll('.dateline a[data-key][aria-current]:not(.passage)')]
      .map((a) => a.dataset.key))],
    card: document.querySelector('.card h3')?.textContent ?? '',
    day: document.querySelector('.day-control .day')?.textContent ?? '',
    counts: Object.fromEntries([...document.querySelectorAll('[data-facet]')]
      .map((pill) => [pill.dataset.facet + '=' + pill.dataset.value, +pill.querySelector('.count').textContent])),
  };
}
""".replace("KEY_OF", KEY_OF).replace("MARKS", MARKS)  # noqa: E501


# What is written to the history from now on; its length says nothing, as it ends at 50.
_WATCHED = """
() => {
  window.written = [];
  if (window.isWatched) return;
  window.isWatched = true;
  for (const name of ['pushState', 'replaceState']) {
    const real = history[name].bind(history);
    history[name] = (state, title, address) => {
      window.written.push([name, new URL(address, location.href).search]);
      real(state, title, address);
    };
  }
}
"""
# What the page puts off by more than a moment waits from now on, until it is released.
_HELD = """
() => {
  const { setTimeout: put, clearTimeout: drop } = window;
  const held = new Map();
  window.setTimeout = (run, ms = 0, ...rest) => {
    const id = put(ms < 100 ? run : () => {}, ms, ...rest);
    if (ms >= 100) held.set(id, { run, ms });
    return id;
  };
  window.clearTimeout = (id) => {
    held.delete(id);
    drop(id);
  };
  window.putOff = () => [...held.values()].map(({ ms }) => ms);
  window.release = () => {
    Object.assign(window, { setTimeout: put, clearTimeout: drop });
    for (const { run } of held.values()) run();
  };
}
"""


def shown(page: Page) -> dict[str, Any]:
    """What the page shows now: the keys of each part, chips, counts, the selection."""
    found: dict[str, Any] = page.evaluate(SHOWN)
    return found


def two_frames(page: Page) -> None:
    """Let two animation frames pass, in which the page must be right again."""
    page.evaluate(TWO_FRAMES)


def params(page: Page) -> dict[str, list[str]]:
    """The parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def choice(page: Page, facet: str, value: str) -> Locator:
    """The button of one choice of a filter, by its slug."""
    return page.locator(f'[data-facet="{facet}"][data-value="{value}"]')


def other_sources(page: Page) -> Locator:
    """The button that turns the background on and off."""
    return page.get_by_role("button", name="+ Other sources")


def open_filters(page: Page) -> None:
    """Open the filters over the page."""
    if not page.locator("#dateline-filters").is_visible():
        page.locator("[aria-controls=dateline-filters]").click()
    expect(page.locator("#dateline-filters")).to_be_visible()


def open_quote_filters(page: Page) -> None:
    """Unfold the filters of the quotes, which stand above them."""
    if not page.locator(".quote-filters .filter-panel").is_visible():
        page.locator(".quote-filters summary").click()
    expect(page.locator(".quote-filters .filter-panel")).to_be_visible()


def toggle(page: Page, facet: str, value: str) -> None:
    """Press one choice of a filter, wherever it stands, and let the page answer."""
    if not choice(page, facet, value).is_visible():
        (open_quote_filters if facet in ("speaker", "topic", "kind") else open_filters)(page)
    choice(page, facet, value).click()
    two_frames(page)


def search(page: Page, words: str) -> None:
    """Type a search and let the page answer; the address follows later."""
    page.locator(SEARCH).fill(words)
    two_frames(page)


def settle(page: Page) -> None:
    """Wait until rows and marks have glided to their places."""
    page.wait_for_function(
        "() => document.getAnimations().every((one) => one.playState !== 'running')"
    )


def place_of(page: Page, key: str) -> tuple[float, float]:
    """The middle of a row's mark in the window."""
    settle(page)
    box = page.evaluate(_PLACE, key)
    assert box is not None, f"no mark for {key}"
    return float(box[0]), float(box[1])


def click_mark(page: Page, key: str) -> None:
    """Click the middle of the mark of one row, as a hand would."""
    page.mouse.click(*place_of(page, key))


def expect_selected(page: Page, key: str, words: str) -> None:
    """Wait until a row is selected: in the address, and its passage marked and in view."""
    kind, _, row_id = key.partition(":")
    page.wait_for_function(
        "([kind, id]) => new URLSearchParams(location.search).get(kind) === id", arg=[kind, row_id]
    )
    # Other passages may cut this one into pieces; what is asked within a frame is drawn at its end.
    page.wait_for_function(
        "([current, words]) => [...document.querySelectorAll(current)]"
        ".map((link) => link.textContent).join('').includes(words)",
        arg=[CURRENT, words],
    )
    expect(page.locator(CURRENT).first).to_be_in_viewport()


def link_of(page: Page, part: str, key: str) -> Locator:
    """The link to a row within a part of the page."""
    return page.locator(f'{part} a[data-key~="{key}"]')


def watched(page: Page) -> Page:
    """The page, which notes from now on what it writes to the history."""
    page.evaluate(_WATCHED)
    return page


@contextmanager
def held(page: Page) -> Iterator[Page]:
    """What the page puts off within this happens at its end, however slow the machine is."""
    page.evaluate(_HELD)
    try:
        yield page
    finally:
        page.evaluate("window.release()")


def put_off(page: Page) -> list[int]:
    """By how many milliseconds each thing that waits was put off."""
    waits: list[int] = page.evaluate("window.putOff()")
    return waits


def written(page: Page) -> list[list[str]]:
    """What it has written since ``watched``: how, and the query."""
    found: list[list[str]] = page.evaluate("window.written")
    return found
