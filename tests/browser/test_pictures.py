"""Pictures of the charts, compared with ones that a person has looked at.

Tolerance: pixels may differ by ``SHADE`` of 255 in each colour, since browsers smooth letters and
edges each in their own way, and ``SHARE_PERCENT`` of all pixels may differ by more. On a mismatch
NAME-changed.png is left beside NAME.png; ``make golden-update`` accepts the new pictures.
"""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator

from tests.browser.actions import OpenPage, opened

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent / "pictures"
SHADE, SHARE_PERCENT = 48, 0.1
# Name: query, width, dark, what is pictured.
PICTURES = {
    "timeline": ("?event=ouster", 1400, False, ".st-key-timeline-wide"),
    "timeline-dark": ("", 1400, True, ".st-key-timeline-wide"),
    "timeline-background": ("?background=1", 900, False, ".st-key-timeline-wide"),
    "timeline-phone": ("", 390, False, ".st-key-timeline-list"),
    "ownership": ("", 1400, False, ".st-key-ownership-chart"),
    "holders-dark": ("", 390, True, ".st-key-holders-chart"),
    "history": ("?background=1", 1400, False, ".st-key-history-chart"),
}


def pictured(chart: Locator) -> Image.Image:
    chart.page.evaluate("document.fonts.ready")
    chart.page.mouse.move(0, 0)
    return Image.open(io.BytesIO(chart.screenshot(animations="disabled"))).convert("RGB")


def differing_percent(one: Image.Image, other: Image.Image) -> float:
    """How many pixels differ by more than ``SHADE``; pictures of other sizes differ wholly."""
    if one.size != other.size:
        return 100.0
    channels = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    histogram = most.histogram()
    return 100 * sum(histogram[SHADE + 1 :]) / sum(histogram)


@pytest.mark.parametrize("name", PICTURES)
def test_a_chart_looks_as_it_did(
    open_page: OpenPage, url: str, name: str, pytestconfig: pytest.Config
) -> None:
    query, width, dark, part = PICTURES[name]
    page = opened(open_page, f"{url}/{query}", width=width, height=1400, dark=dark)
    found = pictured(page.locator(part))
    path, changed = FOLDER / f"{name}.png", FOLDER / f"{name}-changed.png"
    if pytestconfig.getoption("--golden-update"):
        found.save(path, optimize=True)
    share = differing_percent(found, Image.open(path).convert("RGB")) if path.is_file() else 100.0
    if share > SHARE_PERCENT:
        found.save(changed)
        pytest.fail(
            f"{share:.2f} % of the pixels differ from {path.name}, {SHARE_PERCENT} % may: "
            f"see {changed.name}, or make golden-update"
        )
    changed.unlink(missing_ok=True)


def test_a_chart_without_one_of_its_labels_is_noticed(open_page: OpenPage, url: str) -> None:
    page = opened(open_page, url, height=1400)
    chart = page.locator(".st-key-timeline-wide")
    before = pictured(chart)
    assert differing_percent(before, pictured(chart)) == 0
    chart.locator(".annotation").first.evaluate("label => label.remove()")
    assert differing_percent(before, pictured(chart)) > SHARE_PERCENT
