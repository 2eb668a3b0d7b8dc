"""One browser page for many tests: it is resized and navigated, not opened again."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page

# A busy machine draws late; a condition that never comes still fails.
LONGEST_WAIT_MS = 90_000
# Chromium reports these of itself; they are not the page's.
NOT_OURS = ("favicon", "WebGL", "GPU stall", "Download the React DevTools")
# What is drawn keeps its place for some frames: labels, marks, bars.
_SETTLED = """
async () => {
  await document.fonts.ready;
  const shape = () => {
    const nodes = document.querySelectorAll('.rows > li, .js-plotly-plot .point, .row-label');
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
        note_errors(self.page, self.errors)

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


def note_errors(page: Page, errors: list[str]) -> None:
    """Add to ``errors`` what the page logs as an error from now on."""

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(word in message.text for word in NOT_OURS):
            errors.append(message.text)

    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", note)


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
