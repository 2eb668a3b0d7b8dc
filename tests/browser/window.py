"""One page of the browser for many tests: it is resized and sent on, not opened anew."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

from tests.browser.conftest import LONGEST_WAIT_MS, NOT_OURS

# What is drawn keeps its place for some frames: labels, marks, bars.
_SETTLED = """
async () => {
  await document.fonts.ready;
  const shape = () => {
    const nodes = document.querySelectorAll('.panel, .label, .js-plotly-plot .point, .row-label');
    return [...nodes].map(n => {
      const b = n.getBoundingClientRect();
      return [b.x, b.y + scrollY, b.width, b.height].map(Math.round);
    }).join(';');
  };
  for (let same = 0, before = ''; same < 4; ) {
    await new Promise(requestAnimationFrame);
    const now = shape();
    same = now === before ? same + 1 : 0;
    before = now;
  }
}
"""


class Window:
    """A page that shows one address after another; an error that the page logs is an error."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context()
        self._context.set_default_timeout(LONGEST_WAIT_MS)
        self.page = self._context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console",
            lambda message: (
                self.errors.append(message.text)
                if message.type == "error" and not any(word in message.text for word in NOT_OURS)
                else None
            ),
        )

    def show(
        self, address: str, *, width: int = 1400, height: int = 1000, dark: bool = False
    ) -> Page:
        """Load an address at a width; the page is drawn, and as new."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme="dark" if dark else "light", media="null")
        self.page.goto(address)
        self.page.wait_for_selector("html[data-dateline=ready]")
        return self._settled(width)

    def resize(self, width: int, height: int = 1000) -> Page:
        """The page that is shown, at another width."""
        self.page.set_viewport_size({"width": width, "height": height})
        return self._settled(width)

    def _settled(self, width: int) -> Page:
        self.page.wait_for_function("width => innerWidth === width", arg=width)
        settled(self.page)
        return self.page

    def close(self) -> None:
        self._context.close()
        assert self.errors == []


@contextmanager
def a_window(browser: Browser) -> Iterator[Window]:
    window = Window(browser)
    yield window
    window.close()


def settled(page: Page) -> None:
    """Wait until all that is drawn has kept its place for some frames."""
    page.evaluate(_SETTLED)


def near_view(page: Page) -> None:
    """Scroll through the page, so that charts are drawn that wait until they are near the view."""
    page.evaluate("document.querySelector('#ownership')?.scrollIntoView()")
    page.wait_for_function(
        "() => !document.querySelector('#ownership:not([hidden])')"
        " || document.querySelector('#ownership[data-drawn]')"
    )
    page.evaluate("scrollTo(0, 0)")
    settled(page)
