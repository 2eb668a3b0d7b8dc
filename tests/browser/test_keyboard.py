"""The page by keyboard, with less motion, in forced colours, and in its article's language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    CURRENT,
    SEARCH,
    At,
    OpenPage,
    expect_selected,
    params,
    shown,
    two_frames,
)
from tests.story_files import an_article, write_story

pytestmark = pytest.mark.browser

# The parts of the page in the order they are read.
PARTS = (".skip", ".top", "nav.sections", ".filters", "#timeline", "#ownership", "#quotes",
         "#article", "#dateline-below")  # fmt: skip
# The sections that a phone doesn't show have no stop.
ON_A_PHONE = (".skip", ".top", "nav.sections", ".search-opener", "#timeline",
              "#dateline-below")  # fmt: skip
FIRST_EVENT_STOPS = 12
_WATCH_FOCUS = """
(parts) => {
  window.stops = [];
  window.first = null;
  window.isRound = false;
  addEventListener('focusin', ({target}) => {
    if (target === window.first) window.isRound = true;
    window.first ??= target;
    const part = parts.findIndex((one) => target.closest(one));
    if (!window.isRound) window.stops.push(part < 0 ? target.outerHTML.slice(0, 100) : part);
  });
}
"""
OUSTER = ("event:ouster", "he was forced out of control")
EVENTS_TABLE = "Events, in order"


def stops_by_tab(page: Page, parts: tuple[str, ...]) -> list[int | str]:
    """Press Tab through the page: the part of each stop, its HTML for one that is in none."""
    page.evaluate(_WATCH_FOCUS, list(parts))
    for _ in range(30):
        for _ in range(20):
            page.keyboard.press("Tab")
        if page.evaluate("window.isRound || document.activeElement === document.body"):
            break
    stops: list[int | str] = page.evaluate("window.stops")
    return stops


class TestOrder:
    @pytest.mark.parametrize(("width", "parts"), [(1400, PARTS), (390, ON_A_PHONE)])
    def test_tab_goes_through_the_parts_as_they_are_read(
        self, open_page: OpenPage, url: str, width: int, parts: tuple[str, ...]
    ) -> None:
        page = open_page(url, width=width, wait="words")
        stops = stops_by_tab(page, parts)
        assert len(stops) > 25, "most of the page was not reached"
        assert [stop for stop in stops if isinstance(stop, str)] == []
        assert stops == sorted(stops, key=str)
        assert set(stops) == set(range(len(parts)))

    @pytest.mark.parametrize("width", [1400, 390])
    def test_the_first_stop_skips_to_the_timeline_whose_first_event_is_near(
        self, open_page: OpenPage, url: str, width: int
    ) -> None:
        page = open_page(url, width=width)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the timeline")).to_be_focused()
        expect(page.get_by_role("link", name="Skip to the timeline")).to_be_in_viewport()
        page.keyboard.press("Enter")
        for _ in range(FIRST_EVENT_STOPS - 1):
            page.keyboard.press("Tab")
            if page.evaluate("Boolean(document.activeElement.closest('[data-row]'))"):
                break
        expect(page.locator("#timeline [data-row='event:founding'] a")).to_be_focused()
        row = page.locator("#timeline [data-row='event:founding']")
        assert row.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"


class TestTables:
    def test_one_key_leads_from_the_charts_to_their_tables(self, at: At) -> None:
        page = at("?event=ouster")
        page.keyboard.press("t")
        table = page.get_by_role("table", name=EVENTS_TABLE)
        expect(table.get_by_role("row")).to_have_count(26)
        expect(table.get_by_role("link", name="Durov says he was forced out")).to_be_focused()
        shares = page.get_by_role("table", name="Shares, as stated", exact=True)
        expect(shares.get_by_role("row")).to_have_count(4)
        page.keyboard.press("t")
        expect(table).to_be_hidden()
        expect(shares).to_be_hidden()

    def test_key_and_buttons_agree_on_what_is_open(self, at: At) -> None:
        page = at("")
        tables = page.locator(".table table")
        page.keyboard.press("t")
        expect(tables.filter(visible=True)).to_have_count(3)
        for button in page.locator(".table > button").all():
            button.click()
        expect(tables.filter(visible=True)).to_have_count(0)
        page.keyboard.press("t")
        expect(tables.filter(visible=True)).to_have_count(3)

    def test_a_row_keeps_the_filters_in_its_link(self, at: At) -> None:
        page = at("?background=1&category=reaction")
        page.keyboard.press("t")
        link = page.locator("#table-timeline a", has_text="Storm of complaints")
        href = link.get_attribute("href") or ""
        assert href.endswith(".html?category=reaction&background=1&event=complaints")

    def test_a_row_selects_as_its_mark_does(self, at: At) -> None:
        page = at("")
        page.keyboard.press("t")
        table = page.get_by_role("table", name=EVENTS_TABLE)
        link = table.get_by_role("link", name="Durov says he was forced out")
        link.focus()
        link.press("Enter")
        expect_selected(page, *OUSTER)
        expect(link).to_have_attribute("aria-current", "true")
        expect(link).to_be_focused()

    def test_the_button_after_a_chart_opens_its_table(self, at: At) -> None:
        page = at("")
        button = page.locator("#timeline .table > button")
        expect(button).to_have_text("Show as a table")
        button.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(button).to_have_text("Hide the table")
        expect(page.get_by_role("table", name=EVENTS_TABLE)).to_be_visible()

    def test_rows_and_table_say_the_same_after_a_filter(self, at: At) -> None:
        page = at("?category=reaction")
        page.keyboard.press("t")
        links = page.locator("#table-timeline tbody a")
        keys = links.evaluate_all("links => links.map((link) => link.dataset.key)")
        assert keys == shown(page)["rows"]
        expect(page.get_by_role("group", name="Timeline: 4 events, one a row.")).to_be_visible()


class TestFocus:
    @pytest.mark.parametrize(
        ("part", "key"),
        [
            ("#timeline .rows", "event:ouster"),
            ("#ownership .share-labels", "stake:ucp-2014-04"),
            ("#quotes .speakers", "quote:incompatible"),
            ("article", "event:departure"),
            (".head-blocks", "event:departure"),
            ("#timeline .axis", "event:resignation-tendered"),
        ],
    )
    def test_a_link_that_is_followed_keeps_it(self, at: At, part: str, key: str) -> None:
        page = at("")
        page.locator(f'{part} a[data-key="{key}"]').first.focus()
        page.keyboard.press("Enter")
        two_frames(page)
        assert ":".join(next((kind, ids[0]) for kind, ids in params(page).items())) == key
        assert page.evaluate("document.activeElement.dataset.key") == key
        assert page.evaluate("part => Boolean(document.activeElement.closest(part))", part)

    def test_a_chip_hands_it_on(self, at: At) -> None:
        page = at("?category=reaction&kind=direct")
        page.get_by_role("button", name="Remove the filter: Category: Reaction").focus()
        page.keyboard.press("Enter")
        chip = page.get_by_role("button", name="Remove the filter: Kind of quote: direct quote")
        expect(chip).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Filters", exact=True)).to_be_focused()
        assert params(page) == {}


class TestKeys:
    def test_a_slash_leads_to_the_search_and_is_not_typed(self, at: At) -> None:
        page = at("")
        page.keyboard.press("/")
        expect(page.locator(SEARCH)).to_be_focused()
        expect(page.locator(SEARCH)).to_have_value("")

    def test_with_control_they_are_the_browsers(self, at: At) -> None:
        page = at("")
        page.keyboard.press("Control+j")
        two_frames(page)
        assert params(page) == {}

    def test_keys_of_one_letter_can_be_turned_off(self, open_page: OpenPage, url: str) -> None:
        """WCAG 2.1.4: who speaks to the computer must not set them off by a word."""
        page = open_page(url, wait="words")
        guide = page.get_by_role("button", name="How to read")
        guide.click()
        box = page.get_by_role(
            "checkbox", name="keys: j next event, k previous, t tables, / search"
        )
        expect(box).to_be_checked()
        box.uncheck()
        page.reload()
        page.wait_for_selector("html[data-dateline]")
        guide.click()
        expect(box).not_to_be_checked()
        page.locator(".byline").click(position={"x": 2, "y": 2})
        for key in "jkt/":
            page.keyboard.press(key)
        two_frames(page)
        expect(page.locator("#table-timeline")).to_be_hidden()
        expect(page.locator(SEARCH)).not_to_be_focused()
        assert params(page) == {}
        guide.click()
        box.check()
        page.locator(".byline").click(position={"x": 2, "y": 2})
        page.keyboard.press("j")
        expect(page.locator(CURRENT).first).to_be_in_viewport()


class TestMotion:
    def test_nothing_moves_for_those_who_ask_for_less(self, open_page: OpenPage, url: str) -> None:
        moving = """() => [...document.querySelectorAll('.dateline *')].filter((node) => {
          const style = getComputedStyle(node);
          return style.animationName !== 'none' || /[1-9]/.test(style.transitionDuration)
            || style.scrollBehavior === 'smooth';
        }).length"""
        page = open_page(url, reduced_motion="reduce")
        assert page.evaluate(moving) == 0
        page.locator("[data-facet=category]").first.click()
        assert page.evaluate("document.getAnimations().length") == 0
        page.emulate_media(reduced_motion="no-preference")
        assert page.evaluate(moving) > 0
        page.locator("[data-facet=category]").first.click()
        assert page.evaluate("document.getAnimations().length") > 0


class TestForcedColours:
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    def test_marks_and_passages_stay_apart(self, open_page: OpenPage, url: str, dark: bool) -> None:
        page = open_page(f"{url}?event=ouster", dark=dark, forced_colors="active")
        looks = page.evaluate(
            """() => {
              const find = (query) => [...document.querySelectorAll(query)];
              const style = (node) => getComputedStyle(node);
              const marks = find('#timeline .plot .scatterlayer .point');
              return {
                fills: new Set(marks.map((m) => style(m).fill + style(m).stroke)).size,
                row: style(find('.row.chosen a[aria-current]')[0]).outlineStyle,
                passage: style(find('a.passage[href]')[0]).textDecorationLine,
                current: find('a.passage[aria-current] mark').map((m) => style(m).outlineStyle),
                other: style(find('a.passage:not([aria-current]) mark')[0]).outlineStyle,
              };
            }"""
        )
        assert looks["fills"] > 3
        assert looks["passage"] == "underline"
        assert set(looks["current"]) == {"solid"}
        assert looks["other"] == "none"
        assert looks["row"] == "solid"


class TestLanguage:
    def test_the_words_of_the_article_are_in_its_language(
        self, open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path
    ) -> None:
        folder = write_story(tmp_path, article=an_article(language="de"))
        page = open_page(file_of(folder))
        page.keyboard.press("t")
        for part in ("article", "h1", "#quotes .words", "#timeline .row .title",
                     "#table-timeline a", ".day-control .day"):  # fmt: skip
            node = page.locator(part).first
            assert node.evaluate("node => node.closest('[lang]').lang") == "de", part
        for part in (".filters", "nav.sections", "#timeline h2"):
            node = page.locator(part).first
            assert node.evaluate("node => node.closest('[lang]').lang") == "en", part
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("#ownership .piece").first).to_contain_text("48\u00a0%")

    def test_the_direction_of_words_is_theirs(
        self, open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path
    ) -> None:
        page = open_page(file_of(write_story(tmp_path)), wait="words")
        for part in ("article", ".head-blocks", "#quotes .words", "#timeline .row .title"):
            expect(page.locator(part).first).to_have_attribute("dir", "auto")
