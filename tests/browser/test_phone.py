"""The page on a phone, and at 320 px, which is what zoom to 400 % leaves of a window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    QUOTES,
    ROWS,
    At,
    OpenPage,
    choice,
    expect_selected,
    link_of,
    open_filters,
    params,
    place_of,
    shown,
    toggle,
)
from tests.browser.measures import sideways
from tests.story_files import an_article, an_event, write_story

pytestmark = pytest.mark.browser

COMPLAINTS = "event:complaints"
SECTIONS = ("timeline", "ownership", "quotes", "article")


def open_tab(page: Page, name: str) -> None:
    page.locator(f"nav.sections a[data-section={name}]").tap()


def ownership(page: Page) -> Page:
    open_tab(page, "ownership")
    expect(page.locator("#ownership .barlayer .point").first).to_be_visible()
    return page


class TestTabs:
    def test_a_tab_shows_one_section_in_the_width_of_the_window(self, phone: At) -> None:
        page = phone()
        for name in SECTIONS:
            open_tab(page, name)
            for other in SECTIONS:
                expect(page.locator(f"#{other}")).to_be_visible(visible=other == name)
            box = page.locator(f"#{name}").bounding_box()
            assert box is not None
            assert box["width"] > 340, name
            assert page.evaluate("document.documentElement.scrollHeight") <= 2200, name
            expect(page.locator("nav.sections a[aria-current]")).to_have_attribute(
                "data-section", name
            )

    def test_the_first_screen_has_the_headline_and_the_strip_of_marks(self, phone: At) -> None:
        page = phone()
        for part in ("h1", "nav.sections", "#timeline .strip"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)
        expect(page.locator("#timeline .strip .point").first).to_be_visible()

    def test_marks_that_find_no_room_on_the_strip_are_counted(
        self, open_page: OpenPage, file_of: Callable[[Path], str], tmp_path: Path
    ) -> None:
        steps = [f"Step {number}." for number in range(40)]
        events = [
            an_event(id=f"e{number}", date="2024-05-13", evidence=words)
            for number, words in enumerate(steps)
        ]
        article = an_article(body="\n# T\n\n" + "\n\n".join(steps) + "\n")
        folder = write_story(tmp_path, article=article, events=events, stakes=[], quotes=[])
        page = open_page(file_of(folder), width=390)
        expect(page.locator("#timeline .strip")).to_have_text("+34")

    def test_the_strip_stays_in_view_below_the_tabs(self, phone: At) -> None:
        page = phone()
        page.evaluate("scrollTo(0, 500)")
        for part in ("nav.sections", "#timeline .strip"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)
        tabs, strip = (
            page.locator(part).bounding_box() for part in ("nav.sections", "#timeline .strip")
        )
        assert tabs
        assert strip
        assert strip["y"] >= tabs["y"] + tabs["height"] - 4


class TestFilters:
    def test_one_button_leads_to_search_and_filters(self, phone: At) -> None:
        page = phone("?category=leadership&speaker=pavel-durov")
        leadership, actor = choice(page, "category", "leadership"), choice(page, "actor", "vk")
        opener = page.get_by_role("button", name="Filters (2 active)")
        for hidden in (page.get_by_role("searchbox"), opener, leadership, actor):
            expect(hidden).to_be_hidden()
        page.get_by_role("button", name="Search and filters").tap()
        expect(page.get_by_role("searchbox")).to_be_visible()
        expect(leadership).to_be_visible()
        open_filters(page)
        expect(actor).to_be_visible()
        page.get_by_role("button", name="Reset all", exact=True).tap()
        expect(page.get_by_role("button", name="Filters", exact=True)).to_be_visible()
        assert params(page) == {}

    def test_filters_narrow_the_rows(self, phone: At) -> None:
        page = phone()
        page.get_by_role("button", name="Search and filters").tap()
        toggle(page, "category", "reaction")
        rows = shown(page)["rows"]
        assert {COMPLAINTS, "event:ucp-statement"} <= set(rows)
        assert "event:ouster" not in rows

    def test_the_quotes_filters_open_among_the_quotes(self, phone: At) -> None:
        page = phone()
        open_tab(page, "quotes")
        page.get_by_text("Filter the quotes").tap()
        expect(page.locator("#quotes [data-facet=speaker]").first).to_be_in_viewport()


class TestSheet:
    def test_a_tap_opens_it_and_the_page_stays_where_it_is(self, phone: At) -> None:
        page = phone()
        page.evaluate("scrollTo(0, 300)")
        link_of(page, "#timeline .rows", "event:ouster").tap()
        expect(page.locator(".card.chosen blockquote mark")).to_contain_text("he was forced out")
        assert page.evaluate("scrollY") == 300

    def test_its_buttons_are_as_large_as_a_thumb_needs(self, phone: At) -> None:
        page = phone("?event=ouster")
        buttons = page.locator(".card button").filter(visible=True)
        sizes = buttons.evaluate_all(
            "nodes => nodes.map((n) => n.getBoundingClientRect()).map((b) => [b.width, b.height])"
        )
        assert len(sizes) >= 8
        assert [size for size in sizes if min(size) < 43.9] == []

    def test_back_closes_it_however_many_rows_it_showed(self, phone: At) -> None:
        page = phone()
        link_of(page, "#timeline .rows", "event:ouster").tap()
        for _ in range(2):
            page.get_by_role("button", name="Next event", exact=True).tap()
        expect(page.locator(".card .place")).to_have_text("9 / 25")
        page.go_back()
        expect(page.locator(".card")).to_be_hidden()
        assert params(page) == {}

    def test_escape_closes_it_and_the_focus_is_at_the_row(self, phone: At) -> None:
        page = phone("?event=ouster")
        page.get_by_role("button", name="Next event", exact=True).focus()
        page.keyboard.press("Escape")
        expect(page.locator(".card")).to_be_hidden()
        expect(link_of(page, "#timeline .rows", "event:ouster")).to_be_focused()

    def test_from_the_article_a_button_leads_back_up_to_the_row(self, phone: At) -> None:
        page = phone()
        page.evaluate("scrollTo(0, 300)")
        link_of(page, "#timeline .rows", COMPLAINTS).tap()
        page.get_by_role("button", name="Read in the article").tap()
        expect_selected(page, COMPLAINTS, "Durov's exit prompted a storm")
        page.get_by_role("button", name="Back up").tap()
        expect(page.locator("#timeline")).to_be_visible()
        assert page.evaluate("scrollY") == 300
        expect(page.get_by_role("button", name="Read in the article")).to_be_visible()


class TestTouch:
    def test_a_swipe_over_the_sheet_goes_to_the_next_event(self, phone: At) -> None:
        page = phone("?event=ouster")
        box = page.locator(".card h3").bounding_box()
        assert box
        _swipe(page, (300, box["y"] + 10), (-20, 0))
        expect(page.locator(".card .place")).to_have_text("8 / 25")
        _swipe(page, (60, box["y"] + 10), (20, 0))
        expect(page.locator(".card .place")).to_have_text("7 / 25")

    def test_a_tap_on_a_bar_of_the_shares_opens_the_sheet(self, phone: At) -> None:
        page = ownership(phone())
        page.touchscreen.tap(*place_of(page, "stake:ucp-2014-04"))
        expect(page.locator(".card.chosen blockquote mark")).to_contain_text("A 48 percent stake")

    def test_a_swipe_over_the_shares_scrolls_the_page(self, phone: At) -> None:
        page = ownership(phone("?background=1"))
        x, y = place_of(page, "stake:ucp-2014-04")
        _swipe(page, (x, y), (0, -15))
        page.wait_for_function("scrollY > 60")
        assert params(page) == {"background": ["1"]}


def _swipe(page: Page, start: tuple[float, float], step: tuple[float, float]) -> None:
    """A finger that goes ten steps over the screen."""
    devtools = page.context.new_cdp_session(page)
    (x, y), (right, down) = start, step
    for kind, count in [("touchStart", 0), *(("touchMove", n) for n in range(1, 11))]:
        point = {"x": x + count * right, "y": y + count * down}
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


class TestZoom:
    @pytest.mark.parametrize("query", ["?background=1&event=ouster", "?category=reaction"])
    def test_at_320_px_nothing_scrolls_sideways(
        self, open_page: OpenPage, url: str, query: str
    ) -> None:
        page = open_page(f"{url}{query}", width=320, height=640)
        page.get_by_role("button", name="Search and filters").click()
        page.keyboard.press("t")
        for name in SECTIONS:
            page.locator(f"nav.sections a[data-section={name}]").dispatch_event("click")
            expect(page.locator(f"#{name}")).to_be_visible()
            # The tabs alone scroll, within their line.
            wide = [found for found in sideways(page) if "data-section" not in found]
            assert [found for found in wide if not found.startswith("<nav")] == [], name
        page.evaluate("document.querySelector('h1').style.width = '500px'")
        assert any(found.startswith("<h1") for found in sideways(page))

    def test_at_400_percent_nothing_is_lost(self, open_page: OpenPage, url: str) -> None:
        """1280 × 1024 at 400 % is 320 × 256."""
        page = open_page(url, wait="words")
        parts = (QUOTES, ROWS, "article a.passage", ".guide li", "[data-facet]")
        counts = [page.locator(part).count() for part in parts]
        assert all(counts)
        page.set_viewport_size({"width": 320, "height": 256})
        expect(page.locator("#timeline .strip")).to_be_visible()
        assert [page.locator(part).count() for part in parts] == counts
        link_of(page, "#timeline .rows", COMPLAINTS).click()
        expect(page.locator(".card.chosen h3")).to_have_text("Storm of complaints online")
        page.get_by_role("button", name="Read in the article").click()
        expect_selected(page, COMPLAINTS, "Durov's exit prompted a storm")
