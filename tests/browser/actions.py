"""What a reader does on the page, for the browser tests."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
MARKS = ".st-key-timeline-wide .point"
CURRENT = "article a.passage[aria-current]"

# The row that a point or bar stands for, as Plotly keeps it on the node.
KEY_OF = """point => {
  const d = point.__data__;
  const trace = d?.trace ?? point.closest(".trace")?.__data__?.[0]?.trace;
  return [d?.data ?? trace?.customdata?.[d?.i]].flat()[0];
}"""
_PLACE = """
key => {
  const keyOf = KEY_OF;
  for (const point of document.querySelectorAll('.js-plotly-plot .point')) {
    if (keyOf(point) === key && point.getBoundingClientRect().width) {
      point.scrollIntoView({block: 'nearest'});
      const box = point.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    }
  }
  return null;
}
""".replace("KEY_OF", KEY_OF)


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
    _settled(page)


def _settled(page: Page) -> None:
    """Wait until the script has run and the marks have kept their place for some frames."""
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    page.evaluate(
        """async () => {
          const places = () => [...document.querySelectorAll('.js-plotly-plot .point')]
            .map(p => { const b = p.getBoundingClientRect(); return [b.x, b.y]; }).join();
          for (let same = 0, before = ''; same < 12; ) {
            await new Promise(requestAnimationFrame);
            const now = places();
            same = now === before ? same + 1 : 0;
            before = now;
          }
        }"""
    )


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
    """Wait until a row is selected: in the address, and its passage marked and in view."""
    kind, _, row_id = key.partition(":")
    page.wait_for_function(
        "([kind, id]) => new URLSearchParams(location.search).get(kind) === id", arg=[kind, row_id]
    )
    # Other passages may cut this one into pieces.
    expect(page.locator(CURRENT).first).to_be_in_viewport()
    assert words in "".join(page.locator(CURRENT).all_text_contents())
