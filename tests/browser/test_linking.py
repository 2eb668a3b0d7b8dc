"""From any mark to its words and back, in the browser alone, whatever the network does."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.delay_proxy import DelayProxy
from scripts.server import ROOT, Server
from tests.browser.actions import (
    CURRENT,
    KEY_OF,
    MARKS,
    OpenPage,
    click_mark,
    drawn,
    expect_selected,
    opened,
    params,
    place_of,
)

pytestmark = pytest.mark.browser

RING = ".point.dateline-selected"
COMPLAINTS = ("event:complaints", "Durov's exit prompted a storm")
TENDERED = ("event:resignation-tendered", "Durov tendered his resignation")
WITHDRAWN = ("event:resignation-withdrawn", "but withdrew it two days later")
OUSTER = ("event:ouster", "he was forced out of control")


class TestChartToText:
    def test_a_bar_of_the_ownership_chart(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        click_mark(page, "stake:ucp-2014-04")
        expect_selected(page, "stake:ucp-2014-04", "A 48 percent stake in the company")
        expect(page.locator(".st-key-ownership").locator(RING).first).to_be_visible()

    def test_a_card_of_the_shelf(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        card = page.locator(".st-key-undated a.card", has_text="Durov leaves Russia")
        card.click()
        expect_selected(page, "event:departure", "Flees Country")
        expect(card).to_have_attribute("aria-current", "true")

    def test_each_bar_answers_where_no_mark_lies_on_it(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        bars = page.locator(".barlayer .point:visible")
        for number in range(bars.count()):
            key = bars.nth(number).evaluate(KEY_OF)
            if not key:
                continue
            bars.nth(number).scroll_into_view_if_needed()
            box = bars.nth(number).bounding_box()
            assert box is not None
            page.mouse.click(box["x"] + box["width"] * 0.2, box["y"] + box["height"] / 2)
            kind, _, row_id = key.partition(":")
            page.wait_for_function(
                "([kind, id]) => new URLSearchParams(location.search).get(kind) === id",
                arg=[kind, row_id],
            )

    def test_a_quote(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        page.locator(".st-key-quotes a.card", has_text="betrayal of trust").last.click()
        expect(page.locator(CURRENT).first).to_contain_text("betrayal of trust")
        assert set(params(page)) == {"quote"}

    def test_the_first_tap_on_a_phone(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url, width=390, height=844, touch=True)
        page.touchscreen.tap(*place_of(page, COMPLAINTS[0]))
        expect_selected(page, *COMPLAINTS)

    def test_the_passage_is_announced(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        click_mark(page, TENDERED[0])
        expect(page.get_by_role("status").filter(has_text="Passage 1 of")).to_contain_text(
            "Durov tenders his resignation. Passage 1 of"
        )

    def test_clicks_60_ms_apart_all_count(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        places = [place_of(page, key) for key, _ in (TENDERED, COMPLAINTS, WITHDRAWN, OUSTER)]
        page.evaluate(
            "addEventListener('dateline:selected', e => (window.seen ??= []).push(e.detail.key))"
        )
        for place in places:
            page.mouse.click(*place, delay=5)
            page.wait_for_timeout(60)  # The gap under test, not a wait for a result.
        expect_selected(page, *OUSTER)
        # Plotly's event and the browser's own may both tell of one click.
        seen = [key for key, _ in itertools.groupby(page.evaluate("window.seen"))]
        assert seen == [TENDERED[0], COMPLAINTS[0], WITHDRAWN[0], OUSTER[0]]

    def test_the_chart_is_not_drawn_anew(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        chart = page.locator(".st-key-timeline-wide .js-plotly-plot").element_handle()
        click_mark(page, TENDERED[0])
        click_mark(page, COMPLAINTS[0])
        expect_selected(page, *COMPLAINTS)
        assert chart is not None
        assert chart.evaluate("node => node.isConnected")


class TestTextToChart:
    def test_a_passage_of_one_item_selects_it_at_once(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        passage = page.locator("article a.passage", has_text="has fled the country")
        passage.click()
        assert params(page) == {"event": ["departure"]}
        expect(passage).to_be_focused()

    def test_a_passage_of_several_items_offers_a_list(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        passage = page.locator("article a.passage", has_text="storm of complaints").first
        passage.focus()
        scrolled = page.locator(".scroller").evaluate("node => node.scrollTop")
        page.keyboard.press("Enter")
        menu = page.locator(".menu")
        expect(menu).to_be_visible()
        expect(menu.get_by_role("button").first).to_be_focused()
        menu.get_by_role("button", name=re.compile("Storm of complaints online")).click()
        expect(page.locator(".st-key-timeline-wide").locator(RING).first).to_be_visible()
        expect(passage).to_be_focused()
        assert params(page) == {"event": ["complaints"]}
        assert page.locator(".scroller").evaluate("node => node.scrollTop") == scrolled

    def test_escape_closes_the_list_and_gives_the_focus_back(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, url)
        passage = page.locator("article a.passage", has_text="storm of complaints").first
        passage.click()
        page.keyboard.press("Escape")
        expect(page.locator(".menu")).to_be_hidden()
        expect(passage).to_be_focused()


class TestCard:
    def test_it_says_what_is_known_and_how(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, f"{url}/?event=ouster")
        card = page.get_by_role("region", name="Selected item")
        for words in (
            "Durov says he was forced out",
            "21 April 2014",
            "“Monday”",
            "Pavel Durov",
            "Passage 1 of 3",
        ):
            expect(card).to_contain_text(words)

    def test_its_passages_follow_one_another(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, f"{url}/?event=ouster")
        forward = page.get_by_role("button", name="Next passage")
        forward.click()
        expect(page.locator(CURRENT).first).to_contain_text("being forced out of control")
        expect(page.get_by_role("button", name="Next passage")).to_be_focused()
        page.get_by_role("button", name="Previous passage").click()
        expect(page.locator(CURRENT).first).to_contain_text("people close to President")

    def test_the_denial_is_one_click_from_the_claim(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, f"{url}/?event=ucp-link-claim")
        card = page.get_by_role("region", name="Selected item")
        card.get_by_role("link", name=re.compile("UCP denies the security link")).click()
        expect_selected(page, "event:ucp-link-denial", "although the company denies this")

    def test_link_and_citation_are_copied(self, open_page: OpenPage, url: str) -> None:
        page = opened(
            open_page,
            f"{url}/?event=complaints",
            permissions=["clipboard-read", "clipboard-write"],
        )
        page.get_by_role("button", name="Copy link").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == f"{url}/?event=complaints"
        page.get_by_role("button", name="Copy citation").click()
        expect(page.get_by_role("button", name="Copied").nth(1)).to_be_visible()
        citation = page.evaluate("navigator.clipboard.readText()")
        assert citation.startswith("“Durov's exit prompted a storm of complaints Tuesday")
        assert "The Hollywood Reporter, 22 or 23 April 2014" in citation


class TestKeyboard:
    def test_j_and_k_step_through_the_events(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, f"{url}/?event=resignation-tendered")
        page.keyboard.press("j")
        expect_selected(page, *WITHDRAWN)
        page.keyboard.press("k")
        expect_selected(page, *TENDERED)

    def test_they_are_letters_while_typing(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        box = page.get_by_label("Search events, quotes and their passages")
        box.press_sequentially("jk")
        expect(box).to_have_value("jk")
        assert "event" not in params(page)

    def test_a_button_keeps_the_focus_after_each_step(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        forward = page.get_by_role("button", name="Next event (j)")
        forward.focus()
        for _ in range(3):
            page.keyboard.press("Enter")
            expect(forward).to_be_focused()
        assert params(page) == {"event": ["resignation-tendered"]}

    def test_the_list_jumps_to_any_event(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        jump = page.get_by_label("Go to an event")
        jump.focus()
        jump.select_option("event:complaints")
        expect_selected(page, *COMPLAINTS)
        expect(jump).to_be_focused()

    def test_tab_leaves_the_pane_again(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        page.locator("article a.passage[href]").last.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.shadowRoot?.activeElement ?? null") is None


class TestAddress:
    def test_back_and_forward_step_through_selections(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
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

    def test_a_filter_keeps_the_selection_and_back_undoes_it(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, url)
        click_mark(page, TENDERED[0])
        page.get_by_role("button", name=re.compile(r"Ownership \d")).click()
        page.wait_for_url("**category=ownership**")
        expect(page.get_by_text("The filters leave this out")).to_be_visible()
        expect_selected(page, *TENDERED)
        assert params(page) == {"category": ["ownership"], "event": ["resignation-tendered"]}
        page.go_back()
        expect(page.get_by_text("The filters leave this out")).to_have_count(0)
        assert params(page) == {"event": ["resignation-tendered"]}

    def test_two_tabs_keep_to_themselves(self, open_page: OpenPage, url: str) -> None:
        one = opened(open_page, f"{url}/?event=complaints")
        two = one.context.new_page()
        two.goto(url)
        drawn(two)
        click_mark(two, TENDERED[0])
        expect_selected(two, *TENDERED)
        expect_selected(one, *COMPLAINTS)


class TestBackground:
    def test_it_is_off_and_a_link_turns_it_on(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        before = page.locator(MARKS).count()
        page.get_by_text("Show background").click()
        page.wait_for_url("**background=1**")
        expect(page.locator(MARKS)).not_to_have_count(before)
        expect(page.get_by_text("Over time, from dated statements")).to_be_visible()
        expect(page.get_by_text("make 100% without them")).to_be_visible()

    def test_its_card_leads_to_the_source_and_to_what_it_disputes(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, f"{url}/?background=1&event=launch-2006")
        card = page.get_by_role("region", name="Selected item")
        expect(card).to_contain_text("10 October 2006")
        expect(card).to_contain_text("Background: not from the article")
        expect(card.get_by_role("link", name="daytimenews.ru")).to_have_attribute(
            "href", re.compile("^https://daytimenews.ru/")
        )
        card.get_by_role("link", name=re.compile("Durov founds VK")).click()
        expect_selected(page, "event:founding", "Pavel Durov, who founded VK")

    def test_switching_it_off_under_a_selection_clears_the_selection(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, f"{url}/?background=1&event=launch-2006")
        page.get_by_text("Show background").click()
        expect(page.get_by_text("Choose a mark, a bar, a quote or an underlined")).to_be_visible()
        page.wait_for_function("() => location.search === ''")
        click_mark(page, TENDERED[0])
        expect_selected(page, *TENDERED)


class TestAsOf:
    def test_a_day_sets_the_ownership_and_says_what_came_later(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, f"{url}/?asof=2014-04-01")
        expect(page.get_by_text("As far as stated for 1 April 2014.")).to_be_visible()
        ownership = page.locator(".st-key-ownership-chart")
        expect(ownership).not_to_contain_text("United Capital Partners")
        expect(page.locator(".st-key-timeline-wide")).to_contain_text("22 Apr 2014 · later")


class TestNetwork:
    @pytest.mark.parametrize("round_trip_ms", [400, 1000])
    def test_clicks_faster_than_the_network_end_on_the_last_one(
        self, open_page: OpenPage, url: str, round_trip_ms: int
    ) -> None:
        port = int(url.rsplit(":", 1)[1])
        with DelayProxy(port, 0) as proxy:
            page = opened(open_page, f"http://127.0.0.1:{proxy.port}/", ignore_errors=True)
            marks = page.locator(MARKS).count()
            proxy.round_trip_s = round_trip_ms / 1000
            for _ in range(3):
                for key, words in (TENDERED, COMPLAINTS, WITHDRAWN, OUSTER):
                    click_mark(page, key)
                    expect_selected(page, key, words)
                pill = page.get_by_role("button", name=re.compile(r"Leadership \d"))
                pill.click()
                page.wait_for_url("**category=leadership**")
                pill.click()
                page.wait_for_url(re.compile(r"/\?event=ouster$"))
                expect(page.locator(MARKS)).to_have_count(marks)
            # The session lives: a filter still reaches the server and comes back.
            page.get_by_role("button", name=re.compile(r"Departure \d")).click()
            page.wait_for_url("**category=departure**")
            expect(page.locator(".st-key-undated a.card")).to_have_count(3)
            expect_selected(page, *OUSTER)

    def test_no_click_is_lost_when_the_server_restarts(
        self, open_page: OpenPage, serve_process: Callable[[Path], Server]
    ) -> None:
        server = serve_process(ROOT)
        page = opened(open_page, server.url, ignore_errors=True)
        click_mark(page, TENDERED[0])
        expect_selected(page, *TENDERED)
        server.stop()
        click_mark(page, COMPLAINTS[0])
        expect_selected(page, *COMPLAINTS)
        server.start()
        click_mark(page, WITHDRAWN[0])
        expect_selected(page, *WITHDRAWN)
        page.go_back()
        expect_selected(page, *COMPLAINTS)
        page.get_by_role("button", name=re.compile(r"Departure \d")).click()
        expect(page.locator(".st-key-undated a.card")).to_have_count(3, timeout=30_000)
        expect_selected(page, *COMPLAINTS)
