"""What each thing that a reader does leaves in the address and in the browser's history."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    CURRENT,
    SEARCH,
    At,
    OpenPage,
    click_mark,
    expect_selected,
    held,
    other_sources,
    params,
    put_off,
    search,
    shown,
    toggle,
    two_frames,
    watched,
    written,
)

pytestmark = pytest.mark.browser

COMPLAINTS = ("event:complaints", "Durov's exit prompted a storm")
TENDERED = ("event:resignation-tendered", "Durov tendered his resignation")


class TestPushes:
    def test_a_selection_pushes_and_the_same_one_again_does_not(self, at: At) -> None:
        page = watched(at(""))
        click_mark(page, COMPLAINTS[0])
        click_mark(page, COMPLAINTS[0])
        expect_selected(page, *COMPLAINTS)
        assert written(page) == [["pushState", "?event=complaints"]]

    def test_a_filter_and_background_push(self, at: At) -> None:
        page = watched(at(""))
        toggle(page, "category", "reaction")
        other_sources(page).click()
        toggle(page, "category", "reaction")
        assert written(page) == [
            ["pushState", "?category=reaction"],
            ["pushState", "?category=reaction&background=1"],
            ["pushState", "?background=1"],
        ]

    def test_a_date_a_chip_and_a_reset_push(self, at: At) -> None:
        page = watched(at("?category=reaction&kind=direct"))
        page.get_by_role("button", name="Remove the filter: Category: Reaction").click()
        page.get_by_role("button", name="Reset all", exact=True).click()
        assert written(page) == [["pushState", "?kind=direct"], ["pushState", ""]]

    def test_another_passage_of_the_same_row_writes_nothing(self, at: At) -> None:
        page = watched(at("?event=ouster"))
        page.get_by_role("button", name="Next passage").click()
        expect(page.locator(CURRENT).first).to_contain_text("being forced out of control")
        assert written(page) == []


class TestReplaces:
    def test_typing_replaces_once_and_leaves_one_step_back(self, at: At) -> None:
        page = watched(at("?category=reaction"))
        with held(page):
            page.locator(SEARCH).press_sequentially("durov")
            assert written(page) == []
        assert written(page) == [["replaceState", "?q=durov&category=reaction"]]

    def test_between_two_addresses_of_typing_lies_half_a_second(self, at: At) -> None:
        page = watched(at(""))
        with held(page):
            for words in ("d", "du", "dur"):
                page.locator(SEARCH).fill(words)
                assert put_off(page) == [500]
        assert written(page) == [["replaceState", "?q=dur"]]

    def test_a_filter_after_typing_pushes_both(self, at: At) -> None:
        page = watched(at(""))
        with held(page):
            search(page, "durov")
            toggle(page, "category", "reaction")
        assert written(page) == [["pushState", "?q=durov&category=reaction"]]
        assert params(page) == {"q": ["durov"], "category": ["reaction"]}

    def test_steps_of_the_slider_replace(self, at: At) -> None:
        page = watched(at("?background=1"))
        page.get_by_role("slider", name="Day").focus()
        with held(page):
            for _ in range(3):
                page.keyboard.press("ArrowLeft")
        assert [name for name, _ in written(page)] == ["replaceState"]
        assert "asof" in params(page)


class TestBackAndForward:
    def test_they_step_through_selections(self, at: At) -> None:
        page = at("")
        click_mark(page, TENDERED[0])
        expect_selected(page, *TENDERED)
        click_mark(page, COMPLAINTS[0])
        expect_selected(page, *COMPLAINTS)
        page.go_back()
        expect_selected(page, *TENDERED)
        page.go_forward()
        expect_selected(page, *COMPLAINTS)
        page.go_back()
        page.go_back()
        expect(page.locator(CURRENT)).to_have_count(0)
        assert params(page) == {}

    def test_a_filter_keeps_the_selection_and_back_undoes_it(self, at: At) -> None:
        page = at("")
        click_mark(page, TENDERED[0])
        two_frames(page)
        before = shown(page)
        toggle(page, "category", "ownership")
        expect(page.get_by_text("The filters leave this out")).to_be_visible()
        expect_selected(page, *TENDERED)
        assert params(page) == {"category": ["ownership"], "event": ["resignation-tendered"]}
        page.go_back()
        expect(page.get_by_text("The filters leave this out")).to_have_count(0)
        assert params(page) == {"event": ["resignation-tendered"]}
        assert shown(page) == before

    def test_back_undoes_background_dates_and_search(self, at: At) -> None:
        page = at("?q=durov&from=2014-04-01")
        before = shown(page)
        other_sources(page).click()
        page.get_by_role("button", name="Reset all", exact=True).click()
        two_frames(page)
        assert shown(page) != before
        page.go_back()
        page.go_back()
        two_frames(page)
        assert shown(page) == before
        expect(page.locator(SEARCH)).to_have_value("durov")
        page.go_forward()
        page.go_forward()
        two_frames(page)
        assert params(page) == {"background": ["1"]}
        expect(page.locator(SEARCH)).to_have_value("")

    def test_back_while_the_search_has_the_focus_shows_the_words_of_then(self, at: At) -> None:
        page = at("?q=durov")
        toggle(page, "category", "reaction")
        search(page, "storm")
        page.wait_for_url("**q=storm**")
        page.go_back()
        two_frames(page)
        assert params(page) == {"q": ["durov"]}
        expect(page.locator(SEARCH)).to_have_value("durov")
        assert shown(page)["chips"] == ["“durov”"]

    def test_a_loaded_page_goes_on_from_its_address(self, open_page: OpenPage, url: str) -> None:
        page = open_page(url, wait="words")
        toggle(page, "category", "reaction")
        click_mark_or_line(page, "complaints")
        page.reload()
        page.wait_for_selector("html[data-dateline]")
        expect_selected(page, *COMPLAINTS)
        assert shown(page)["pressed"] == ["category=reaction"]
        page.go_back()
        page.wait_for_function("() => location.search === '?category=reaction'")
        expect(page.locator(CURRENT)).to_have_count(0)

    def test_two_tabs_keep_to_themselves(self, open_page: OpenPage, url: str) -> None:
        one = open_page(f"{url}?event=complaints", wait="words")
        two = one.context.new_page()
        two.goto(url)
        two.wait_for_selector("html[data-dateline]")
        click_mark_or_line(two, "resignation-tendered")
        expect_selected(two, *TENDERED)
        expect_selected(one, *COMPLAINTS)


def click_mark_or_line(page: Page, row_id: str) -> None:
    """Choose an event before the charts are there: in the card's list."""
    page.get_by_label("Go to an event").select_option(f"event:{row_id}")
    page.wait_for_url(re.compile(rf"event={row_id}"))
