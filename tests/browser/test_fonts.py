"""The page holds with any font: five sets, from a phone to a wide screen, and on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.fonts import DEFAULT, SETS
from tests.browser import measures
from tests.browser.actions import open_filters
from tests.browser.conftest import ROOT
from tests.browser.generated_stories import HARD
from tests.browser.window import a_window, near_view, settled

pytestmark = pytest.mark.browser

WIDTHS = (1920, 1400, 1280, 1024, 1000, 768, 390, 360, 320)
NARROWEST_TABS_PX = 360
WIDEST_PHONE_PX = 640
TABS = "nav.sections a"
STORIES = ("shipped", "a takeover", "a court case", "german", "arabic")
PAPER_HEIGHTS_MM = range(230, 300, 14)


@pytest.fixture
def address(file_of: Callable[..., str], tmp_path: Path) -> Callable[[str], str]:
    return lambda story: file_of(ROOT if story == "shipped" else HARD[story](tmp_path))


def faults(page: Page, width: int) -> list[str]:
    """What is wrong at this width; on a phone under each tab, as each shows one section."""
    found = measures.tabs(page) if width >= NARROWEST_TABS_PX else []
    for number in range(page.locator(TABS).count() if width <= WIDEST_PHONE_PX else 1):
        if width <= WIDEST_PHONE_PX:
            page.locator(TABS).nth(number).evaluate("tab => tab.click()")
            settled(page)
        found += [*measures.crowded(page), *measures.small_targets(page), *measures.sideways(page)]
    return found


def test_a_browser_of_the_tests_knows_no_font_but_its_sets(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<p style='font: 16px system-ui, Georgia, Roboto, Arial'>Words Слова Λέξεις</p>"
    )
    devtools = page.context.new_cdp_session(page)
    for name in ("DOM", "CSS"):
        devtools.send(f"{name}.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": "p"})["nodeId"]
    used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert [font["familyName"] for font in used] == [SETS[DEFAULT].sans]
    page.close()


@pytest.mark.long
@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("fonts", SETS)
def test_no_word_is_cut_or_on_another_and_all_targets_can_be_hit(
    launch: Callable[[str], Browser], address: Callable[[str], str], fonts: str, story: str
) -> None:
    found = []
    with a_window(launch(fonts)) as window:
        page = window.show(f"{address(story)}?background=1&event=ouster", width=WIDTHS[0])
        for is_open in (False, True):
            if is_open:
                window.resize(WIDTHS[0])
                open_filters(page)
                page.keyboard.press("t")
                page.evaluate(
                    "document.querySelectorAll('details').forEach(one => one.open = true)"
                )
            for width in WIDTHS:
                window.resize(width)
                near_view(page)
                found += [f"{width} px, open {is_open}: {fault}" for fault in faults(page, width)]
    assert found == []


@pytest.mark.long
@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("fonts", SETS)
def test_a_printed_page_ends_with_no_heading_and_nothing_leaves_the_paper(
    launch: Callable[[str], Browser], address: Callable[[str], str], fonts: str, story: str
) -> None:
    """Paper of several heights puts each heading at the foot of a page at one of them."""
    with a_window(launch(fonts)) as window:
        page = window.show(address(story))
        near_view(page)
        found = measures.lone_headings(page, PAPER_HEIGHTS_MM)
        for number, leaf in enumerate(measures.printed(page).pages, 1):
            found += [f"page {number}: {one} is outside" for one in measures.outside(leaf)]
    assert found == []
