"""A chart of the page as SVG or PNG, drawn by the browser that is there.

The browser opens the page's HTML file and is asked for the picture, which the reader makes of what
is on the screen: Plotly's marks, and its own labels as text. No network, nothing left behind.
"""

import base64
import html
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from dateline.browser import browser_arguments, find_browser, not_found

Chart = Literal["timeline", "ownership"]
Ending = Literal["svg", "png"]
WIDTH_PX = 1000
LONGEST_S = 120
# Parameters of a page's address that say where it is shown: here that is in this file, and alone.
_ELSEWHERE = ("section", "story")
_PICTURE = re.compile(r'<pre id="dateline-picture">(.*?)</pre>', re.DOTALL)


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
        command = [
            browser,
            "--headless",
            *browser_arguments(),
            f"--user-data-dir={folder}/profile",
            f"--window-size={width_px},900",
            "--hide-scrollbars",
            # The page's own clock runs on until the picture is there, however slow the machine.
            "--virtual-time-budget=60000",
            "--dump-dom",
            f"{file.as_uri()}?{_asked(query, chart)}#picture={chart}.{ending}",
        ]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=LONGEST_S, check=False)
        except subprocess.TimeoutExpired:
            raise PictureError(f"{browser} did not answer within {LONGEST_S} seconds") from None
    found = _PICTURE.search(ended.stdout.decode("utf-8", "replace"))
    if found is None:
        last = ended.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason"]
        raise PictureError(f"{browser} could not draw the page: {last[0]}")
    text = html.unescape(found[1])
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
