"""The page on a phone, and at 320 px, which is what zoom to 400 % leaves of a window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    QUOTES,
    UNDATED,
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
    two_frames,
)
from tests.browser.measures import sideways
from tests.story_files import an_article, an_event, write_story

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844, "touch": True, "wait": "words"}
COMPLAINTS = ("event:complaints", "Durov's exit prompted a storm")


class TestPhone:
    def test_list_charts_text_and_quotes_stand_in_one_column(self, phone: At) -> None:
        page = phone()
        bottom = 0.0
        for name in ("timeline", "undated", "ownership", "quotes", "article"):
            box = page.locator(f"#{name}").bounding_box()
            assert box is not None
            assert box["width"] > 340, name
            assert box["y"] >= bottom, name
            bottom = box["y"] + box["height"]
        expect(page.locator("#timeline .events")).to_be_visible()
        expect(page.locator("#timeline .chart")).to_be_hidden()

    def test_the_first_screen_has_headline_figures_filters_and_three_events(
        self, phone: At
    ) -> None:
        page = phone()
        for part in ("h1", ".figures", ".filters"):
            expect(page.locator(part)).to_be_in_viewport(ratio=1)
        for line in page.locator("#timeline .events a").all()[:3]:
            expect(line).to_be_in_viewport(ratio=1)

    def test_charts_come_when_they_come_near(self, open_page: OpenPage, url: str) -> None:
        page = open_page(url, width=390, height=844, touch=True)
        assert page.evaluate("typeof Plotly") == "undefined"
        expect(page.locator("#ownership")).not_to_have_attribute("data-drawn", "")
        page.locator("#ownership").scroll_into_view_if_needed()
        expect(page.locator("#ownership")).to_have_attribute("data-drawn", "")
        expect(page.locator("#ownership .barlayer .point").first).to_be_visible()

    def test_one_drawer_holds_all_filters_and_says_how_many_are_active(self, phone: At) -> None:
        page = phone("?category=leadership&speaker=pavel-durov")
        button = page.get_by_role("button", name="Filters (2 active)")
        expect(button).to_have_attribute("aria-expanded", "false")
        parts = [choice(page, "category", "leadership"), choice(page, "actor", "vk"),
                 choice(page, "speaker", "vk"), choice(page, "kind", "direct"),
                 page.get_by_label("From", exact=True)]  # fmt: skip
        for part in parts:
            expect(part).to_be_hidden()
        open_filters(page)
        expect(button).to_have_attribute("aria-expanded", "true")
        for part in parts:
            expect(part).to_be_visible()
        page.get_by_role("button", name="Reset all", exact=True).click()
        expect(page.get_by_role("button", name="More filters")).to_be_visible()
        expect(page.locator(".filter-panel")).to_be_visible()
        assert params(page) == {}

    def test_the_quotes_lead_to_their_filters(self, phone: At) -> None:
        page = phone()
        page.get_by_role("button", name="Filter the quotes").click()
        first = page.locator(".filter-panel [data-facet=speaker]").first
        expect(first).to_be_focused()
        expect(first).to_be_in_viewport()

    def test_the_first_tap_shows_the_passage_and_its_card(self, phone: At) -> None:
        page = phone()
        link_of(page, "#timeline .events", COMPLAINTS[0]).tap()
        expect_selected(page, *COMPLAINTS)
        expect(page.locator(".card h3")).to_be_in_viewport()

    def test_the_passage_leads_back_up_to_where_the_reader_was(self, phone: At) -> None:
        page = phone()
        line = link_of(page, "#timeline .events", COMPLAINTS[0])
        line.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        line.tap()
        expect_selected(page, *COMPLAINTS)
        expect(line).not_to_be_in_viewport()
        page.get_by_role("button", name="Back up").click()
        expect(line).to_be_in_viewport()
        assert page.evaluate("scrollY") == pytest.approx(before, abs=60)

    def test_a_tap_on_a_bar_of_the_shares(self, phone: At) -> None:
        page = phone()
        page.locator("#ownership").scroll_into_view_if_needed()
        expect(page.locator("#ownership")).to_have_attribute("data-drawn", "")
        page.touchscreen.tap(*place_of(page, "stake:ucp-2014-04"))
        expect_selected(page, "stake:ucp-2014-04", "A 48 percent stake in the company")

    def test_filters_narrow_the_list(self, phone: At) -> None:
        page = phone()
        toggle(page, "category", "reaction")
        now = shown(page)
        assert [key for key in now["list"] if key in ("event:complaints", "event:ucp-statement")]
        assert "event:ouster" not in now["list"]
        assert now["nav"][0] == "Timeline 2"

    def test_a_swipe_over_the_shares_scrolls_the_page(self, phone: At) -> None:
        page = phone()
        page.locator("#ownership").scroll_into_view_if_needed()
        expect(page.locator("#ownership")).to_have_attribute("data-drawn", "")
        x, y = place_of(page, "stake:ucp-2014-04")
        before = page.evaluate("scrollY")
        devtools = page.context.new_cdp_session(page)

        def touch(kind: str, *places: tuple[float, float]) -> None:
            points = [{"x": left, "y": top} for left, top in places]
            devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        touch("touchStart", (x, y))
        for step in range(1, 21):
            touch("touchMove", (x, y - 15 * step))
        touch("touchEnd")
        page.wait_for_function("before => scrollY > before + 200", arg=before)
        assert params(page) == {}


class TestUndatedBetween:
    """In the list, an undated event with two bounds stands where it may have happened."""

    @pytest.fixture
    def page(self, open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path) -> Page:
        rows = {"a": "2010-01-01", "b": "2012-01-01", "c": "2014-01-01",
                "two": "[2012-02-01..2013-06-01]", "late": "[2014-02-01..2015-01-01]",
                "early": "[2009-01-01..2009-06-01]", "over": "[2011-01-01..2013-01-01]",
                "open": "[..2013-01-01]", "none": ""}  # fmt: skip
        sentences = {row_id: f"Line {row_id} of the story." for row_id in rows}
        events = [
            an_event(id=row_id, title=f"Event {row_id}", date=date, evidence=sentences[row_id])
            for row_id, date in rows.items()
        ]
        plan = an_event(id="plan", title="A plan", date="[2013-01-01..2013-02-01]",
                        status="planned", evidence="Line plan of the story.")  # fmt: skip
        body = (
            "\n# Lines\n\n" + "\n\n".join([*sentences.values(), "Line plan of the story."]) + "\n"
        )
        folder = write_story(
            tmp_path, article=an_article(body), events=[*events, plan], stakes=[], quotes=[]
        )
        return open_page(file_of(folder), **PHONE)

    def test_it_follows_the_last_event_surely_before_it_in_a_box_with_its_bounds(
        self, page: Page
    ) -> None:
        assert shown(page)["list"] == [
            "event:a", "event:over", "event:b", "event:two", "event:c", "event:late",
        ]  # fmt: skip
        box = link_of(page, "#timeline .between", "event:two")
        expect(box).to_contain_text("Event two")
        expect(box.locator(".when")).to_contain_text("2012")
        expect(box.locator(".when")).to_contain_text("2013")

    def test_no_row_stands_twice_and_plans_come_last(self, page: Page) -> None:
        assert shown(page)["undated"] == ["event:early", "event:open", "event:none", "event:plan"]

    def test_a_filter_moves_it_to_the_event_that_is_left(self, page: Page) -> None:
        page.get_by_role("button", name="More filters").click()
        page.get_by_label("To", exact=True).fill("2013-12-31")
        two_frames(page)
        assert shown(page)["list"] == ["event:a", "event:over", "event:b", "event:two"]


class TestZoom:
    @pytest.mark.parametrize("query", ["?background=1&event=ouster", "?category=reaction"])
    def test_at_320_px_nothing_scrolls_sideways(
        self, open_page: OpenPage, url: str, query: str
    ) -> None:
        page = open_page(f"{url}{query}", width=320, height=640)
        open_filters(page)
        page.keyboard.press("t")
        expect(page.locator("#table-timeline")).to_be_visible()
        page.locator("#ownership").scroll_into_view_if_needed()
        expect(page.locator("#ownership")).to_have_attribute("data-drawn", "")
        assert sideways(page) == []
        page.evaluate("document.querySelector('h1').style.width = '500px'")
        assert any(found.startswith("<h1") for found in sideways(page))

    def test_at_400_percent_nothing_is_lost(self, open_page: OpenPage, url: str) -> None:
        """1280 × 1024 at 400 % is 320 × 256."""
        page = open_page(url, wait="words")
        parts = (QUOTES, UNDATED, "article a.passage", ".figures li", ".guide li", "[data-facet]")
        counts = [page.locator(part).count() for part in parts]
        assert all(counts)
        page.set_viewport_size({"width": 320, "height": 256})
        expect(page.locator("#timeline .events")).to_be_visible()
        assert [page.locator(part).count() for part in parts] == counts
        link_of(page, "#timeline .events", COMPLAINTS[0]).click()
        expect_selected(page, *COMPLAINTS)
