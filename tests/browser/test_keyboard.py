"""The page by keyboard, with less motion, in forced colours, and in its article's language."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.server import Server
from tests.browser.actions import CURRENT, OpenPage, expect_selected, opened, params
from tests.story_files import an_article, write_story

pytestmark = pytest.mark.browser

# The containers of the page in the order they are read.
SECTIONS = ("key-figures", "filters", "timeline", "undated", "ownership", "quotes", "coverage",
            "article")  # fmt: skip
_FOCUSED = """
(sections) => {
  let node = document.activeElement;
  if (!node || node === document.body) return null;
  return sections.findIndex((name) => node.closest(`.st-key-${name}`));
}
"""
OUSTER = ("event:ouster", "he was forced out of control")


def sections_by_tab(page: Page) -> list[int]:
    """Press Tab through the page: the section of each stop, without repeats."""
    found: list[int] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        section = page.evaluate(_FOCUSED, list(SECTIONS))
        if section is None:
            break
        if section >= 0 and found[-1:] != [section]:
            found.append(section)
    return found


class TestOrder:
    @pytest.mark.parametrize("width", [1400, 390])
    def test_tab_goes_through_the_sections_as_they_are_read(
        self, open_page: OpenPage, url: str, width: int
    ) -> None:
        page = opened(open_page, url, width=width)
        assert sections_by_tab(page) == list(range(len(SECTIONS)))


class TestTables:
    def test_one_key_leads_from_the_charts_to_their_tables(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, f"{url}/?event=ouster")
        page.keyboard.press("t")
        table = page.get_by_role("table", name="Dated events, in order")
        expect(table.get_by_role("row")).to_have_count(10)
        expect(table.get_by_role("link", name="Durov says he was forced out")).to_be_focused()
        shares = page.get_by_role("table", name="Shares, as stated")
        expect(shares.get_by_role("row")).to_have_count(4)
        page.keyboard.press("t")
        expect(table).to_be_hidden()
        expect(shares).to_be_hidden()

    def test_key_and_buttons_agree_on_what_is_open(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        tables = page.locator("#table-timeline, #table-ownership")
        page.keyboard.press("t")
        expect(tables.filter(visible=True)).to_have_count(2)
        for name in ("timeline", "ownership"):
            page.locator(f".st-key-{name}-table").get_by_role("button").click()
        expect(tables.filter(visible=True)).to_have_count(0)
        page.keyboard.press("t")
        expect(tables.filter(visible=True)).to_have_count(2)

    def test_a_row_keeps_the_filters_in_its_link(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, f"{url}/?background=1&category=reaction")
        page.keyboard.press("t")
        link = page.locator("#table-timeline a", has_text="Storm of complaints")
        href = "/?background=1&category=reaction&event=complaints"
        expect(link).to_have_attribute("href", href)

    def test_a_row_selects_as_its_mark_does(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        page.keyboard.press("t")
        table = page.get_by_role("table", name="Dated events, in order")
        link = table.get_by_role("link", name="Durov says he was forced out")
        link.focus()
        link.press("Enter")
        expect_selected(page, *OUSTER)
        expect(link).to_have_attribute("aria-current", "true")
        expect(link).to_be_focused()

    def test_the_button_after_a_chart_opens_its_table(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        button = page.locator(".st-key-timeline-table").get_by_role("button")
        expect(button).to_have_text("Show as a table")
        button.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(button).to_have_text("Hide the table")
        expect(page.get_by_role("table", name="Dated events, in order")).to_be_visible()

    def test_chart_and_table_say_the_same_after_a_filter(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, f"{url}/?category=reaction")
        page.keyboard.press("t")
        rows = page.locator("#table-timeline tbody a")
        expect(rows).to_have_count(2)
        alt = page.locator(".st-key-timeline-wide [role=figure]").get_attribute("aria-label") or ""
        assert alt.startswith("Timeline of 2 dated events. ")
        for title in rows.all_text_contents():
            assert title in alt


class TestKeys:
    def test_keys_of_one_letter_can_be_turned_off(self, open_page: OpenPage, url: str) -> None:
        """WCAG 2.1.4: who speaks to the computer must not set them off by a word."""
        page = opened(open_page, url)
        box = page.get_by_role("checkbox", name="keys: j next event, k previous, t tables")
        expect(box).to_be_checked()
        box.uncheck()
        page.reload()
        expect(page.locator(CURRENT)).to_have_count(0)
        expect(box).not_to_be_checked()
        page.keyboard.press("j")
        page.keyboard.press("t")
        expect(page.locator("#table-timeline")).to_be_hidden()
        assert params(page) == {}
        box.check()
        page.locator("h1").click()
        page.keyboard.press("j")
        expect(page.locator(CURRENT).first).to_be_in_viewport()


class TestMotion:
    def test_nothing_moves_for_those_who_ask_for_less(self, open_page: OpenPage, url: str) -> None:
        moving = """() => [...document.querySelectorAll('.stApp *')].filter((node) => {
          const style = getComputedStyle(node);
          return style.animationName !== 'none' || /[1-9]/.test(style.transitionDuration);
        }).length"""
        assert opened(open_page, url).evaluate(moving) > 0
        assert opened(open_page, url, reduced_motion="reduce").evaluate(moving) == 0


class TestForcedColours:
    @pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
    def test_marks_and_passages_stay_apart(self, open_page: OpenPage, url: str, dark: bool) -> None:
        page = opened(open_page, f"{url}/?event=ouster", dark=dark, forced_colors="active")
        looks = page.evaluate(
            """() => {
              const all = (root, query) => [...root.querySelectorAll(query)];
              const roots = [document, ...all(document, '*').flatMap((n) => n.shadowRoot ?? [])];
              const find = (query) => roots.flatMap((root) => all(root, query));
              const style = (node) => getComputedStyle(node);
              const marks = find('.st-key-timeline-wide .scatterlayer .point');
              return {
                fills: new Set(marks.map((m) => style(m).fill + style(m).stroke)).size,
                paper: style(document.querySelector('.stApp')).backgroundColor,
                ring: find('.dateline-selected').map((m) => style(m).stroke),
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
        assert looks["ring"]
        assert looks["paper"] not in looks["ring"]


class TestLanguage:
    def test_the_words_of_the_article_are_in_its_language(
        self, open_page: OpenPage, serve_process: Callable[[Path], Server], tmp_path: Path
    ) -> None:
        folder = write_story(tmp_path, article=an_article(language="de"))
        page = opened(open_page, serve_process(folder).url)
        for part in ("article", "h1", ".figures li li a", ".list .words", "#table-timeline a",
                     ".st-key-timeline-wide .js-plotly-plot"):  # fmt: skip
            expect(page.locator(part).first).to_have_attribute("lang", "de")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator(".figures")).to_contain_text("48\u00a0%")
