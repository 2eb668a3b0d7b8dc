"""The one HTML file in the engines of Safari and Firefox, as Debian packages them.

Playwright's own builds of them come from hosts that a machine may not reach; Debian's come with
``apt-get install webkit2gtk-driver xvfb firefox-esr``. Without them these tests are skipped.
WebKit is driven by the W3C's protocol over HTTP, which needs no package of its own.
"""

import io
import json
import os
import re
import shutil
import socket
import subprocess
import urllib.request
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image

from tests.browser.conftest import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.long]

MINI_BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
WEBKIT_DRIVER = shutil.which("WebKitWebDriver")
XVFB = shutil.which("Xvfb")
FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
HAS_WEBKIT = bool(WEBKIT_DRIVER and MINI_BROWSERS and XVFB)
ROW_COUNT = "document.querySelectorAll('#timeline [data-row]:not([hidden])').length"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class WebKit:
    """A page in WebKit, driven over HTTP."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"
        options = {"binary": str(MINI_BROWSERS[-1]), "args": ["--automation"]}
        made = self._ask(
            "POST",
            "/session",
            {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}},
        )
        self._base += f"/session/{made['sessionId']}"
        self._ask("POST", "/timeouts", {"script": 60_000, "pageLoad": 60_000})
        self._ask("POST", "/window/rect", {"width": 1400, "height": 900})

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._base + path, data, method=method)
        request.add_header("content-type", "application/json")
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def go(self, address: str) -> None:
        self._ask("POST", "/url", {"url": address})
        self.wait("document.documentElement.dataset.dateline === 'ready'")

    def get(self, expression: str) -> Any:
        """The value of an expression in the page."""
        return self._ask("POST", "/execute/sync", {"script": f"return ({expression});", "args": []})

    def wait(self, expression: str) -> None:
        """Wait, frame by frame, until an expression is true in the page."""
        script = f"""
          const done = arguments[arguments.length - 1];
          const look = () => (({expression}) ? done(true) : requestAnimationFrame(look));
          look();
        """
        self._ask("POST", "/execute/async", {"script": script, "args": []})

    def click(self, selector: str) -> None:
        """Click an element as a hand would."""
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        self._ask("POST", f"/element/{found[ELEMENT]}/click", {})

    def click_at(self, x: float, y: float) -> None:
        """Click a place in the window."""
        move = {"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y)}
        press = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        pointer = {"type": "pointer", "id": "mouse", "actions": [move, *press]}
        self._ask("POST", "/actions", {"actions": [pointer]})

    def picture(self) -> Image.Image:
        return Image.open(io.BytesIO(b64decode(self._ask("GET", "/screenshot")))).convert("RGB")

    def close(self) -> None:
        self._ask("DELETE", "")


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A screen that nobody looks at, which chooses its own number."""
    assert XVFB
    read, write = os.pipe()
    process = subprocess.Popen(
        [XVFB, "-displayfd", str(write), "-screen", "0", "1500x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait()


def wait_for_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the process answers on its port."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=60).close()
            return
        except ConnectionRefusedError:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
                pytest.fail(f"the driver ended with {process.returncode}")


@pytest.fixture(scope="module")
def webkit(screen: str) -> Iterator[WebKit]:
    assert WEBKIT_DRIVER
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free_port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [WEBKIT_DRIVER, f"--port={free_port}"],
        env=os.environ | {"DISPLAY": screen, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for_port(free_port, process)
    page = WebKit(free_port)
    yield page
    page.close()
    process.terminate()
    process.wait()


@pytest.mark.skipif(not HAS_WEBKIT, reason="Debian's webkit2gtk-driver or xvfb is not installed")
class TestWebKit:
    def test_words_charts_and_rows_are_there(self, webkit: WebKit, url: str) -> None:
        webkit.go(url)
        assert "Flees Country" in webkit.get("document.querySelector('h1').textContent")
        assert webkit.get("document.querySelectorAll('article p').length") > 10
        assert webkit.get("document.querySelectorAll('#timeline .plot .point').length") > 8
        assert webkit.get(ROW_COUNT) == 25
        assert webkit.get("document.querySelectorAll('#ownership .plot .point').length") > 2
        assert is_drawn(webkit.picture())

    def test_a_filter_narrows(self, webkit: WebKit, url: str) -> None:
        webkit.go(url)
        webkit.click("[data-facet=category][data-value=leadership]")
        webkit.wait(f"{ROW_COUNT} === 6")
        webkit.wait("location.search === '?category=leadership'")
        webkit.click("[data-facet=category][data-value=leadership]")
        webkit.wait(f"{ROW_COUNT} === 25")

    def test_a_click_leads_both_ways(self, webkit: WebKit, url: str) -> None:
        webkit.go(url)
        webkit.click("#timeline [data-row='event:ouster'] a")
        webkit.wait("document.querySelector('article a.passage[aria-current]') !== null")
        assert "forced" in webkit.get(
            "document.querySelector('article a.passage[aria-current]').textContent"
        )
        assert webkit.get("new URLSearchParams(location.search).get('event')") == "ouster"
        # And from the words to the mark.
        key = webkit.get(
            """[...document.querySelectorAll('article a.passage[href]')]
              .map(link => link.dataset.key)
              .find(key => /^event:[^ ]+$/.test(key) && key !== 'event:ouster')"""
        )
        passage = f"article a.passage[data-key='{key}']"
        webkit.get(f'document.querySelector("{passage}").scrollIntoView({{block: "center"}})')
        webkit.click(passage)
        webkit.wait(f"`event:${{new URLSearchParams(location.search).get('event')}}` === '{key}'")
        title = webkit.get(f'document.querySelector("{passage}").title')
        assert title in webkit.get("document.querySelector('.card').textContent")
        # And from the row beside its title.
        webkit.click(".card [aria-label='Clear the selection']")
        webkit.wait("!location.search.includes('event=')")
        box = webkit.get(
            """(() => {
              const row = document.querySelector("#timeline [data-row='event:share-sale']");
              row.scrollIntoView({block: 'center'});
              const {right, top, height} = row.getBoundingClientRect();
              return [right - 60, top + height / 2];
            })()"""
        )
        webkit.click_at(*box)
        webkit.wait("new URLSearchParams(location.search).get('event') === 'share-sale'")

    def test_nothing_lies_outside_the_window(self, webkit: WebKit, url: str) -> None:
        webkit.go(url)
        assert webkit.get("document.documentElement.scrollWidth <= innerWidth")

    def test_the_style_of_paper_is_understood(self, webkit: WebKit, url: str) -> None:
        webkit.go(url)
        rules = webkit.get(
            """[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
              .filter(rule => rule.media?.mediaText === 'print')
              .flatMap(rule => [...rule.cssRules].map(one => one.cssText)).join(' ')"""
        )
        assert re.search(r"\.filters.*display: none", rules)
        webkit.get("dispatchEvent(new Event('beforeprint'))")
        assert webkit.get("document.querySelectorAll('.print-notes li').length") > 20
        webkit.get("dispatchEvent(new Event('afterprint'))")


@pytest.mark.skipif(not FIREFOX, reason="Debian's firefox-esr is not installed")
def test_firefox_draws_the_page(file_of: Callable[..., str], tmp_path: Path) -> None:
    assert FIREFOX
    picture = tmp_path / "firefox.png"
    arguments = ["--headless", "--no-remote", "--profile", str(tmp_path), "--screenshot"]
    subprocess.run(
        [FIREFOX, *arguments, str(picture), "--window-size=1400,900", file_of(ROOT)],
        check=True,
        timeout=180,
        env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True,
    )
    found = Image.open(picture).convert("RGB")
    assert found.size == (1400, 900)
    assert is_drawn(found)


def test_a_blank_picture_differs_from_a_page() -> None:
    assert not is_drawn(Image.new("RGB", (1400, 900), "white"))


def is_drawn(picture: Image.Image) -> bool:
    """Whether there are words and the colours of marks, on white paper."""
    pixels = picture.width * picture.height
    counts = cast("list[tuple[int, tuple[int, ...]]]", picture.getcolors(maxcolors=pixels) or [])
    light = sum(number for number, colour in counts if min(colour) > 240)
    dark = sum(number for number, colour in counts if max(colour) < 90)
    coloured = sum(number for number, colour in counts if max(colour) - min(colour) > 80)
    return light > pixels * 0.5 and dark > pixels * 0.01 and coloured > 500
