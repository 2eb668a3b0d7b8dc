"""A chart of the page as SVG or PNG, drawn by the browser that is there.

The browser opens the page's HTML file and is asked for the picture, which the reader makes of what
is on the screen: Plotly's marks, and its own labels as text. No network, nothing left behind.
"""

import base64
import tempfile
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from dateline.browser import find_browser, not_found
from dateline.devtools import DevToolsError, headless_page

Chart = Literal["timeline", "ownership"]
Ending = Literal["svg", "png"]
WIDTH_PX = 1000
_HEIGHT_PX = 900
# Parameters of a page's address that say where it is shown: here that is in this file, and alone.
_ELSEWHERE = ("section", "story")
# The reader puts the picture's text in place of the page once it is made.
_PICTURE = """
new Promise((resolve) => {
  const look = () => {
    const node = document.getElementById("dateline-picture");
    if (!node) return;
    watcher.disconnect();
    resolve(node.textContent);
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
  look();
})
"""


class PictureError(Exception):
    """A picture that cannot be made; the message says why and the way out."""


def chart_picture(
    page: str, chart: Chart, ending: Ending, *, query: str = "", width_px: int = WIDTH_PX
) -> bytes:
    """Draw a chart of ``page``, the text of an HTML file as ``file_html`` makes it.

    ``query`` is a view as the page's address has it, without "?". Raise ``PictureError`` where
    there is no browser, it does not answer, or the view leaves nothing to draw.
    """
    browser = find_browser()
    if browser is None:
        raise PictureError(not_found())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, encoding="utf-8")
        address = f"{file.as_uri()}?{_asked(query, chart)}#picture={chart}.{ending}"
        try:
            with headless_page(browser) as opened:
                opened.go(address, width_px=width_px, height_px=_HEIGHT_PX)
                text = str(opened.evaluate(_PICTURE))
        except DevToolsError as error:
            raise PictureError(f"{browser} could not draw the page: {error}") from None
    if text.startswith("error: "):
        raise PictureError(f"{browser} could not make the picture: {text.removeprefix('error: ')}")
    if not text:
        raise PictureError(f"this view of the story has no {chart} to draw")
    if ending == "png":
        return base64.b64decode(text.partition(",")[2])
    return text.encode("utf-8")


def _asked(query: str, chart: Chart) -> str:
    """The query for the chart's section alone, in signs of which none ends or divides it."""
    view = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in _ELSEWHERE]
    return urlencode([*view, ("section", chart)])
