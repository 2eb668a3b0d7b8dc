"""From any mark to its words and back, in the browser alone."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import (
    CURRENT,
    KEY_OF,
    ROWS,
    SEARCH,
    At,
    OpenPage,
    click_mark,
    expect_selected,
    held,
    link_of,
    other_sources,
    params,
    place_of,
    put_off,
    shown,
    two_frames,
    watched,
    written,
)

pytestmark = pytest.mark.browser

FileOf = Callable[..., str]
ROOT = Path(__file__).parents[2]
CHOSEN = "#timeline .row.chosen"
COMPLAINTS = ("event:complaints", "Durov's exit prompted a storm")
TENDERED = ("event:resignation-tendered", "Durov tendered his resignation")
WITHDRAWN = ("event:resignation-withdrawn", "but withdrew it two days later")
OUSTER = ("event:ouster", "he was forced out of control")
DEPARTURE = ("event:departure", "Flees Country")


def card(page: Page) -> Locator:
    return page.get_by_role("region", name="Evidence")


class TestChartToText:
    def test_a_bar_of_the_ownership_chart(self, at: At) -> None:
        page = at("")
        click_mark(page, "stake:ucp-2014-04")
        expect_selected(page, "stake:ucp-2014-04", "A 48 percent stake in the company")
        line = link_of(page, "#ownership .share-labels", "stake:ucp-2014-04")
        expect(line.first).to_have_attribute("aria-current", "true")

    def test_a_piece_of_the_bar_itself(self, at: At) -> None:
        page = at("")
        bar = page.locator("#ownership .ownership-day .barlayer .point").first
        bar.scroll_into_view_if_needed()
        box = bar.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.85)
        expect_selected(page, "stake:ucp-2014-04", "A 48 percent stake in the company")

    @pytest.mark.parametrize(("key", "words"), [OUSTER, DEPARTURE])
    def test_a_row_with_a_day_or_without(self, at: At, key: str, words: str) -> None:
        page = at("")
        title = link_of(page, "#timeline .rows", key)
        title.click()
        expect_selected(page, key, words)
        expect(title).to_have_attribute("aria-current", "true")
        expect(page.locator(CHOSEN)).to_have_attribute("data-row", key)

    def test_each_mark_and_each_bar_answers(self, at: At) -> None:
        page = at("")
        points = page.locator("#timeline :is(.scatterlayer, .barlayer) .point:not(.out)")
        keys = set(points.evaluate_all(f"points => points.map({KEY_OF})"))
        assert len(keys) > 20
        for key in keys:
            click_mark(page, key)
            two_frames(page)
            assert params(page) == {"event": [key.removeprefix("event:")]}

    def test_a_mark_under_the_pointer_is_explained(self, at: At) -> None:
        page = at("")
        page.mouse.move(*place_of(page, COMPLAINTS[0]))
        tip = page.get_by_role("tooltip")
        expect(tip).to_contain_text("22 April 2014")
        expect(tip.locator("mark")).to_contain_text(COMPLAINTS[1])
        page.mouse.move(5, 5)
        expect(tip).to_be_hidden()

    def test_a_quote(self, at: At) -> None:
        page = at("")
        page.locator("#quotes a.quote", has_text="betrayal of trust").first.click()
        two_frames(page)
        assert set(params(page)) == {"quote"}
        assert "betrayal of trust" in "".join(page.locator(CURRENT).all_text_contents())
        expect(page.locator(CURRENT).first).to_be_in_viewport()

    def test_a_span_over_the_axis(self, at: At) -> None:
        page = at("")
        page.locator("#timeline .axis").get_by_role("link", name="20 days").click()
        expect_selected(page, *TENDERED)

    def test_a_link_that_selects_leaves_the_headline_in_view(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = open_page(f"{url}?event=share-sale", height=900)
        expect(page.locator(f"{CURRENT} mark")).to_be_in_viewport()
        expect(page.locator("h1")).to_be_in_viewport(ratio=1)
        assert page.evaluate("scrollY") == 0

    def test_the_passage_is_announced(self, at: At) -> None:
        page = at("")
        click_mark(page, TENDERED[0])
        expect(page.get_by_role("status").filter(has_text="Passage 1 of")).to_have_text(
            "Durov tenders his resignation. Passage 1 of 1: Three weeks ago, in a move interpreted "
            "as a reaction to the stress he felt under, Durov tendered his resignation as CEO of VK"
        )

    def test_clicks_in_one_frame_all_count(self, at: At) -> None:
        page = watched(at(""))
        keys = [key for key, _ in (TENDERED, COMPLAINTS, WITHDRAWN, OUSTER)]
        page.evaluate(
            """keys => keys.forEach((key) =>
              document.querySelector(`#timeline .rows a[data-key="${key}"]`).click())""",
            keys,
        )
        expect_selected(page, *OUSTER)
        assert [name for name, _ in written(page)] == ["pushState"] * 4
        for key in reversed(keys[:-1]):
            page.go_back()
            page.wait_for_url(f"**?event={key.removeprefix('event:')}")

    def test_a_click_with_a_key_for_a_new_tab_is_the_browsers(self, at: At) -> None:
        page = at("?category=reaction")
        link = link_of(page, "#timeline .rows", COMPLAINTS[0])
        with page.context.expect_page() as opened:
            link.click(modifiers=["ControlOrMeta"])
        assert params(page) == {"category": ["reaction"]}
        other = opened.value
        other.wait_for_selector("html[data-dateline]")
        assert params(other) == {"category": ["reaction"], "event": ["complaints"]}
        other.close()


class TestTextToChart:
    def test_a_passage_of_one_item_selects_it(self, at: At) -> None:
        page = at("")
        passage = page.locator("article a.passage", has_text="has fled the country")
        passage.click()
        expect(page.locator(CHOSEN)).to_have_attribute("data-row", "event:departure")
        assert params(page) == {"event": ["departure"]}
        expect(passage).to_be_focused()

    def test_a_passage_in_the_head_of_the_page_offers_its_list_below_it(self, at: At) -> None:
        page = at("")
        passage = page.locator(".head-blocks a.passage", has_text="he was forced out of control")
        passage.click()
        menu = page.get_by_role("dialog", name="What rests on these words")
        menu.get_by_role("button", name=re.compile("^Event")).click()
        expect(page.locator(CHOSEN)).to_have_attribute("data-row", "event:ouster")
        expect(passage).to_be_focused()

    def test_a_passage_of_several_items_offers_a_list(self, at: At) -> None:
        page = at("")
        passage = page.locator("article a.passage", has_text="storm of complaints").first
        passage.focus()
        scrolled = page.locator(".scroller").evaluate("node => node.scrollTop")
        page.keyboard.press("Enter")
        menu = page.get_by_role("dialog", name="What rests on these words")
        expect(menu).to_be_visible()
        expect(menu.get_by_role("button").first).to_be_focused()
        assert menu.get_by_role("button").all_text_contents() == [
            "Event Storm of complaints online",
            "Quote Durov's exit prompted a storm of complaints Tuesday on Russian social media "
            "sites",
        ]
        menu.get_by_role("button", name=re.compile("Storm of complaints online")).click()
        expect(page.locator(CHOSEN)).to_have_attribute("data-row", COMPLAINTS[0])
        expect(passage).to_be_focused()
        assert params(page) == {"event": ["complaints"]}
        assert page.locator(".scroller").evaluate("node => node.scrollTop") == scrolled

    def test_escape_closes_the_list_and_gives_the_focus_back(self, at: At) -> None:
        page = at("")
        passage = page.locator("article a.passage", has_text="storm of complaints").first
        passage.click()
        expect(page.locator(".menu")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".menu")).to_be_hidden()
        expect(passage).to_be_focused()
        assert params(page) == {}

    def test_the_list_names_only_what_the_filters_leave(self, at: At) -> None:
        page = at("?kind=direct")
        page.locator("article a.passage", has_text="storm of complaints").first.click()
        page.wait_for_url("**event=complaints")
        # Of the two rows that rest on these words the quote is left out.
        expect(page.locator(".menu")).to_be_hidden()
        assert params(page) == {"kind": ["direct"], "event": ["complaints"]}

    def test_rows_follow_the_reader_once_the_article_is_scrolled(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = open_page(url)
        row = page.locator(f"#timeline [data-row='{WITHDRAWN[0]}']")
        read = re.compile(r"\bread\b")
        passage = page.locator("article a.passage", has_text="but withdrew it two days later").first
        passage.evaluate("node => node.scrollIntoView({block: 'center'})")
        two_frames(page)
        expect(page.locator("#timeline .row.read")).to_have_count(0)
        page.locator(".scroller").hover()
        page.mouse.wheel(0, 20)
        expect(row).to_have_class(read)
        page.locator(".scroller").evaluate("node => { node.scrollTop = 0; }")
        expect(row).not_to_have_class(read)
        assert params(page) == {}


def test_a_row_that_begins_in_the_headline_shows_its_next_passage_in_the_text(at: At) -> None:
    page = at("")
    page.locator(".scroller").evaluate("node => { node.scrollTop = 900; }")
    link_of(page, "#timeline .rows", DEPARTURE[0]).click()
    expect_selected(page, *DEPARTURE)
    expect(page.locator("article a.passage.of-row").first).to_be_in_viewport()
    expect(page.locator("article a.passage.of-row").first).to_have_text("has fled the country")


class TestCard:
    @pytest.mark.parametrize("size", [(1400, 900), (1024, 768), (390, 844)])
    def test_it_is_in_view_wherever_the_page_is_scrolled_to(
        self, at: At, size: tuple[int, int]
    ) -> None:
        page = at("?event=ouster", width=size[0], height=size[1])
        for part in (0, 0.3, 0.7, 0.95, 1):
            box = page.evaluate(
                """async (part) => {
                  const { documentElement: page } = document;
                  scrollTo(0, part * (page.scrollHeight - innerHeight));
                  await new Promise(requestAnimationFrame);
                  const { top, bottom } = document.querySelector('.card').getBoundingClientRect();
                  return [top, innerHeight - bottom];
                }""",
                part,
            )
            assert min(box) >= 0, part

    def test_it_says_what_is_known_and_how(self, at: At) -> None:
        page = at("?event=ouster")
        for words in (
            "Leadership · claimed",
            "Durov says he was forced out",
            "21 April 2014",
            "“Monday”",
            "Claimed by",
            "Pavel Durov",
            "Passage 1 of 3",
        ):
            expect(card(page)).to_contain_text(words)

    def test_its_passages_follow_one_another(self, at: At) -> None:
        page = at("?event=ouster")
        forward = page.get_by_role("button", name="Next passage")
        forward.click()
        expect(page.locator(CURRENT).first).to_contain_text("being forced out of control")
        expect(page.locator(CURRENT).first).to_be_in_viewport()
        expect(page.get_by_role("button", name="Next passage")).to_be_focused()
        page.get_by_role("button", name="Previous passage").click()
        expect(page.locator(CURRENT).first).to_contain_text("people close to President")

    def test_both_sides_are_named_and_the_denial_is_one_click_from_the_claim(self, at: At) -> None:
        page = at("?event=ucp-link-claim")
        details = card(page).locator("dl").inner_text().replace("\n", " ")
        assert "Claimed by Pavel Durov Denied by United Capital Partners" in details
        card(page).get_by_role("link", name=re.compile("UCP denies the security link")).click()
        expect_selected(page, "event:ucp-link-denial", "although the company denies this")

    def test_clearing_leaves_the_card_empty_and_the_focus_near(self, at: At) -> None:
        page = at("?event=ouster&category=leadership")
        page.get_by_role("button", name="Clear the selection").click()
        two_frames(page)
        assert params(page) == {"category": ["leadership"]}
        expect(page.locator(CURRENT)).to_have_count(0)
        expect(page.get_by_label("Go to an event")).to_be_focused()
        expect(page.locator(".live")).to_have_text("Selection cleared")

    def test_link_and_citation_are_copied(self, open_page: OpenPage, url: str) -> None:
        page = open_page(
            f"{url}?event=complaints",
            wait="words",
            permissions=["clipboard-read", "clipboard-write"],
        )
        with held(page):  # "Copied" stands there for two seconds.
            card(page).get_by_role("button", name="Copy link").click()
            expect(card(page).get_by_role("button", name="Copied")).to_be_visible()
        expect(card(page).get_by_role("button", name="Copy link")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == f"{url}?event=complaints"
        card(page).get_by_role("button", name="Copy citation").click()
        page.wait_for_function(
            "() => navigator.clipboard.readText().then((words) => words.startsWith('“'))"
        )
        citation = page.evaluate("navigator.clipboard.readText()")
        assert citation.startswith("“Durov's exit prompted a storm of complaints Tuesday")
        assert "The Hollywood Reporter, 22 or 23 April 2014" in citation
        assert citation.endswith(f"{url}?event=complaints")


class TestKeyboard:
    def test_j_and_k_step_through_the_events(self, at: At) -> None:
        page = at("?event=resignation-tendered")
        page.keyboard.press("j")
        expect_selected(page, *WITHDRAWN)
        page.keyboard.press("k")
        expect_selected(page, *TENDERED)

    def test_the_steps_follow_the_filters_and_go_round(self, at: At) -> None:
        page = at("?category=reaction")
        for key in ("reinstatement-group", "ucp-statement", "complaints", "salin-comment",
                    "reinstatement-group"):  # fmt: skip
            page.keyboard.press("j")
            two_frames(page)
            assert params(page)["event"] == [key]

    def test_they_are_letters_while_typing(self, at: At) -> None:
        page = at("")
        box = page.locator(SEARCH)
        box.press_sequentially("jkt/")
        expect(box).to_have_value("jkt/")
        assert "event" not in params(page)
        expect(page.locator("#table-timeline")).to_be_hidden()

    def test_a_button_keeps_the_focus_after_each_step(self, at: At) -> None:
        page = at("")
        forward = page.get_by_role("button", name="Next event (j)")
        forward.focus()
        for _ in range(3):
            page.keyboard.press("Enter")
            expect(forward).to_be_focused()
        assert params(page) == {"event": ["resignation-tendered"]}

    def test_the_list_jumps_to_any_event(self, at: At) -> None:
        page = at("")
        jump = page.get_by_label("Go to an event")
        jump.focus()
        jump.select_option("event:complaints")
        expect_selected(page, *COMPLAINTS)
        expect(jump).to_be_focused()
        expect(jump).to_have_value("event:complaints")

    def test_tab_leaves_the_article_again(self, at: At) -> None:
        page = at("")
        page.locator("article a.passage[href]").last.focus()
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('article')")


class TestBackground:
    def test_it_is_off_and_a_button_turns_it_on(self, at: At) -> None:
        page = at("")
        before = shown(page)
        other_sources(page).click()
        two_frames(page)
        assert params(page) == {"background": ["1"]}
        after = shown(page)
        assert set(before["marks"]) < set(after["marks"])
        assert set(before["rows"]) < set(after["rows"])
        assert {"event:launch-2006", "event:fsb-letter"} <= set(after["rows"])
        assert set(before["holders"]) < set(after["holders"])
        other_sources(page).click()
        two_frames(page)
        assert shown(page) == before

    def test_while_it_is_off_nothing_of_it_is_named(self, at: At) -> None:
        page = at("?event=resignation-withdrawn")
        dispute = card(page).get_by_role("button", name="2 other sources")
        expect(dispute).to_be_visible()
        expect(card(page).get_by_role("link", name="VK: resignation never")).to_be_visible()
        assert "Mail.ru" not in page.locator(".dateline").inner_text()
        assert "event:launch-2006" not in shown(page)["rows"]

    def test_the_count_of_other_sources_turns_it_on(self, at: At) -> None:
        page = at("?event=resignation-withdrawn")
        card(page).get_by_role("button", name="2 other sources").click()
        two_frames(page)
        assert params(page) == {"background": ["1"], "event": ["resignation-withdrawn"]}
        expect(card(page).get_by_role("button", name="other sources")).to_have_count(0)
        expect(card(page).locator("dd a.other")).to_have_count(3)

    def test_its_card_leads_to_the_source_and_to_what_it_disputes(self, at: At) -> None:
        page = at("?background=1&event=launch-2006")
        expect(card(page)).to_contain_text("10 October 2006")
        expect(card(page).locator(".eyebrow")).to_contain_text("background")
        expect(card(page)).to_contain_text("other sources")
        expect(card(page).get_by_role("link", name="daytimenews.ru")).to_have_attribute(
            "href", re.compile("^https://daytimenews.ru/")
        )
        card(page).get_by_role("link", name=re.compile("Durov founds VK")).click()
        expect_selected(page, "event:founding", "Pavel Durov, who founded VK")

    def test_a_link_to_a_row_of_it_shows_the_row_alone(self, at: At) -> None:
        page = at("?event=launch-2006")
        expect(card(page)).to_contain_text("10 October 2006")
        expect(card(page)).to_contain_text("The filters leave this out")
        assert "event:fsb-letter" not in shown(page)["rows"]

    def test_switching_it_off_under_a_selection_keeps_the_page_whole(self, at: At) -> None:
        page = at("?background=1&event=launch-2006")
        other_sources(page).click()
        two_frames(page)
        assert "background" not in params(page)
        expect(card(page)).to_contain_text("The filters leave this out")
        assert "event:fsb-letter" not in shown(page)["rows"]
        click_mark(page, TENDERED[0])
        expect_selected(page, *TENDERED)

    def test_a_file_without_it_has_neither_button_nor_rows(
        self, open_page: OpenPage, file_of: FileOf
    ) -> None:
        page = open_page(file_of(ROOT, background=False) + "?background=1")
        expect(page.locator(ROWS).first).to_be_visible()
        expect(other_sources(page)).to_have_count(0)
        assert "Mail.ru" not in page.content()


class TestAsOf:
    def test_a_day_sets_the_ownership_and_says_what_came_later(self, at: At) -> None:
        page = at("?asof=2014-04-01")
        expect(page.locator(".day-control")).to_contain_text("As far as stated for 1 April 2014")
        expect(page.locator("#ownership .ownership-day")).not_to_contain_text(
            "United Capital Partners"
        )
        row = page.locator(f"#timeline [data-row='{COMPLAINTS[0]}']")
        expect(row.locator(".note")).to_have_text("later")

    def test_the_slider_chooses_a_day_and_a_button_leads_back(self, at: At) -> None:
        page = at("")
        slider = page.get_by_role("slider", name="Day")
        days = page.locator(".day-control .day")
        expect(days).to_have_text("23 April 2014")
        slider.focus()
        page.keyboard.press("Home")
        two_frames(page)
        first = days.inner_text()
        assert first != "23 April 2014"
        expect(slider).to_have_attribute("aria-valuetext", first)
        page.wait_for_url("**?asof=*")
        back = page.get_by_role("button", name="Day of publication")
        back.click()
        expect(days).to_have_text("23 April 2014")
        expect(back).to_be_hidden()
        assert params(page) == {}

    def test_play_goes_through_the_days_and_writes_the_last_one(self, at: At) -> None:
        page = watched(at("?background=1&asof=2013-12-01"))
        page.get_by_role("slider", name="Day").evaluate(
            "node => { node.value = node.max - 2; node.dispatchEvent(new Event('input')); }"
        )
        two_frames(page)
        with held(page):
            page.get_by_role("button", name="Play through the days").click()
            expect(page.get_by_role("button", name="Stop")).to_be_visible()
            assert put_off(page)[-1] == 1400
        page.wait_for_function("() => (({value, max}) => value === max)(document.querySelector('[type=range]'))")  # fmt: skip # noqa: E501
        expect(page.get_by_role("button", name="Play through the days")).to_be_visible()
        last = page.locator(".day-control .day").inner_text()
        page.wait_for_function("() => !location.search.includes('asof=2013-12-01')")
        assert last != "1 December 2013"
        assert {name for name, _ in written(page)} == {"replaceState"}


class TestNav:
    def test_it_leads_to_each_section_and_counts(self, at: At) -> None:
        page = at("")
        links = page.get_by_role("navigation", name="Sections").get_by_role("link")
        assert shown(page)["nav"] == ["Timeline 25", "Ownership", "Quotes 29"]
        links.filter(has_text="Quotes").click()
        expect(page.locator("#quotes h2")).to_be_in_viewport()
        expect(page.locator("#quotes h2")).to_be_focused()
        expect(links.filter(has_text="Quotes")).to_have_attribute("aria-current", "true")
        expect(links.first).to_be_in_viewport()
        assert params(page) == {}

    def test_filters_change_the_counts_and_a_search_counts_stakes(self, at: At) -> None:
        nav = shown(at("?category=reaction"))["nav"]
        assert nav == ["Timeline 4", "Ownership", "Quotes 29"]
        nav = shown(at("?category=reaction&q=united"))["nav"]
        assert nav[:2] == ["Timeline 1", "Ownership 1 found"]


def test_each_link_says_where_a_click_would_lead(at: At) -> None:
    page = at("?category=reaction&background=1")
    hrefs = page.locator(".dateline a[data-key]:not(.passage)").evaluate_all(
        "links => links.map((link) => [link.dataset.key, link.getAttribute('href')])"
    )
    assert len(hrefs) > 20
    for key, href in hrefs:
        kind, _, row_id = key.partition(":")
        asked = parse_qs(urlsplit(href).query)
        assert asked == {"category": ["reaction"], "background": ["1"], kind: [row_id]}
