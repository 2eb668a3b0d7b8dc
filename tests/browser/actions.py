"""What a reader does on the page, for the browser tests."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
MARKS = ".st-key-timeline-wide .point"
CURRENT = "article a.passage[aria-current]"

_PLACE = """
key => {
  for (const point of document.querySelectorAll('.js-plotly-plot .point')) {
    const own = [point.__data__?.data].flat()[0];
    if (own === key && point.getBoundingClientRect().width) {
      point.scrollIntoView({block: 'nearest'});
      const box = point.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    }
  }
  return null;
}
"""


def opened(open_page: OpenPage, address: str, **options: object) -> Page:
    """Open the page and wait until charts, text and quotes are drawn."""
    page = open_page(address, **options)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    """Wait until charts, text and quotes are on the page."""
    expect(page.locator(".js-plotly-plot .point:visible").first).to_be_visible(timeout=30_000)
    expect(page.locator("article p").first).to_be_attached(timeout=30_000)
    expect(page.locator(".st-key-quotes a.card").first).to_be_attached(timeout=30_000)


def params(page: Page) -> dict[str, list[str]]:
    """The parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def place_of(page: Page, key: str) -> tuple[float, float]:
    """The middle of a row's mark in the window."""
    box = page.evaluate(_PLACE, key)
    assert box is not None, f"no mark for {key}"
    return float(box[0]), float(box[1])


def click_mark(page: Page, key: str) -> None:
    """Click the middle of the mark of one row, as a hand would."""
    page.mouse.click(*place_of(page, key))


def expect_selected(page: Page, key: str, words: str) -> None:
    """Wait until a row is the selected one everywhere: passage, address and ring."""
    kind, _, row_id = key.partition(":")
    expect(page.locator(CURRENT).first).to_contain_text(words)
    expect(page.locator(CURRENT).first).to_be_in_viewport()
    page.wait_for_function(
        "([kind, id]) => new URLSearchParams(location.search).get(kind) === id", arg=[kind, row_id]
    )
