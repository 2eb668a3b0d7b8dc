"""Pictures of the page as one HTML file, compared with ones that a person has looked at.

Tolerance: pixels may differ by ``SHADE`` of 255 in each colour, since browsers smooth letters and
edges each in their own way, and ``SHARE_PERCENT`` of all pixels may differ by more. On a mismatch
NAME-changed.png is left beside NAME.png; ``make golden-update`` accepts the new pictures.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ROOT
from tests.browser.window import Window, a_window, near_view

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent / "pictures"
# Which of its many fonts a system has for Chinese is its own affair: such names are masked.
HAN = re.compile("[\u4e00-\u9fff]")
SHADE, SHARE_PERCENT = 48, 0.03  # some four hundred pixels of a wide first screen
SIZES = {1400: 900, 390: 844}
STATES = {"start": "", "selected": "?event=ouster"}
# Name: state, width, dark.
PICTURES = {
    f"{state}-{width}-{'dark' if dark else 'light'}": (state, width, dark)
    for state in STATES
    for width in SIZES
    for dark in (False, True)
}
# Stories with what the first one lacks: twelve holders, rivals, scripts; German, seasons.
STORIES = {
    "takeover-1400-light": ("takeover", "?event=votes-frozen", 1400, False, ""),
    "takeover-ownership": ("takeover", "", 1400, False, "#ownership"),
    "gericht-390-dark": ("gericht", "", 390, True, ""),
    "gericht-quotes": ("gericht", "", 1400, False, "#quotes"),
}
# What lies below the first screen, where most of a chart's faults would be.
PARTS = {
    "ownership": ("?background=1&asof=2013-04-17", 1400, False, "#ownership"),
    "ownership-phone-dark": ("", 390, True, "#ownership"),
    "quotes": ("", 1400, False, "#quotes"),
}


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    with a_window(browser) as window:
        yield window


def pictured(page: Page, selector: str = "") -> Image.Image:
    page.evaluate("document.fonts.ready")
    page.mouse.move(0, 0)
    shot = page.locator(selector).screenshot if selector else page.screenshot
    taken = shot(animations="disabled", caret="hide", mask=[page.get_by_text(HAN)])
    return Image.open(io.BytesIO(taken)).convert("RGB")


def differing_percent(one: Image.Image, other: Image.Image) -> float:
    """How many pixels differ by more than ``SHADE``; pictures of other sizes differ wholly."""
    if one.size != other.size:
        return 100.0
    channels = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    histogram = most.histogram()
    return 100 * sum(histogram[SHADE + 1 :]) / sum(histogram)


def compare(name: str, found: Image.Image, pytestconfig: pytest.Config) -> None:
    path, changed = FOLDER / f"{name}.png", FOLDER / f"{name}-changed.png"
    if pytestconfig.getoption("--golden-update"):
        FOLDER.mkdir(exist_ok=True)
        found.save(path, optimize=True)
    share = differing_percent(found, Image.open(path).convert("RGB")) if path.is_file() else 100.0
    if share > SHARE_PERCENT:
        FOLDER.mkdir(exist_ok=True)
        found.save(changed)
        pytest.fail(
            f"{share:.2f} % of the pixels differ from {path.name}, {SHARE_PERCENT} % may: "
            f"see {changed.name}, or make golden-update"
        )
    changed.unlink(missing_ok=True)


@pytest.mark.parametrize("name", PICTURES)
def test_the_first_screen_looks_as_it_did(
    window: Window, url: str, name: str, pytestconfig: pytest.Config
) -> None:
    state, width, dark = PICTURES[name]
    page = window.show(f"{url}{STATES[state]}", width=width, height=SIZES[width], dark=dark)
    compare(name, pictured(page), pytestconfig)


@pytest.mark.parametrize("name", PARTS)
def test_a_section_looks_as_it_did(
    window: Window, url: str, name: str, pytestconfig: pytest.Config
) -> None:
    query, width, dark, selector = PARTS[name]
    # A window that holds the section whole: what stays in view does not lie on it.
    page = window.show(f"{url}{query}", width=width, height=3200, dark=dark)
    near_view(page)
    compare(name, pictured(page, selector), pytestconfig)


@pytest.mark.parametrize("name", STORIES)
def test_another_story_looks_as_it_did(
    window: Window, file_of: Callable[[Path], str], name: str, pytestconfig: pytest.Config
) -> None:
    story, query, width, dark, selector = STORIES[name]
    height = 3200 if selector else SIZES[width]
    address = f"{file_of(ROOT / 'stories' / story)}{query}"
    page = window.show(address, width=width, height=height, dark=dark)
    if selector:
        near_view(page)
    compare(name, pictured(page, selector), pytestconfig)


def test_a_page_without_one_of_its_labels_is_noticed(window: Window, url: str) -> None:
    page = window.show(url, height=900)
    before = pictured(page)
    assert differing_percent(before, pictured(page)) == 0
    page.locator("#timeline .label").first.evaluate("label => label.remove()")
    assert differing_percent(before, pictured(page)) > SHARE_PERCENT
