"""A reader's main job in a real browser: open, filter, read, follow a mark into the text."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.server import Server
from tests.browser.actions import CURRENT, MARKS, OpenPage, click_mark, opened, params
from tests.story_files import an_article, write_story

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


def test_the_page_shows_chart_text_ownership_and_quotes(open_page: OpenPage, url: str) -> None:
    page = opened(open_page, url)
    expect(page.locator(MARKS)).not_to_have_count(0)
    expect(page.locator(".st-key-ownership .point").first).to_be_visible()
    expect(page.locator(".st-key-quotes a.card")).to_have_count(29)
    expect(page.locator("article a.passage[href]").first).to_be_visible()


def test_the_text_on_screen_is_the_article(open_page: OpenPage, url: str) -> None:
    page = opened(open_page, url)
    blocks = page.locator("article > *").all_text_contents()
    source = (ROOT / "article.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    wanted = [re.sub(r"^(#+|>) ", "", part) for part in source.strip().split("\n\n")]
    assert blocks == wanted


def test_a_category_narrows_chart_shelf_and_marks_and_puts_its_quotes_first(
    open_page: OpenPage, url: str
) -> None:
    page = opened(open_page, url)
    before = {
        name: page.locator(selector).count()
        for name, selector in (
            ("marks", MARKS),
            ("shelf", ".st-key-undated a.card"),
            ("passages", "article a.passage[href]"),
            ("quotes", ".st-key-quotes a.card"),
        )
    }
    page.get_by_role("button", name=re.compile(r"Departure \d")).click()
    page.wait_for_url("**category=departure**")
    expect(page.get_by_text(re.compile(r"… \d+ other quotes"))).to_be_visible()
    expect(page.locator(".st-key-undated a.card")).to_have_count(3)
    assert page.locator("article a.passage[href]").count() < before["passages"]
    page.get_by_role("button", name="Reset filters").click()
    expect(page.locator(MARKS)).to_have_count(before["marks"])
    expect(page.get_by_text(re.compile("other quotes"))).to_have_count(0)
    expect(page.locator(".st-key-quotes a.card")).to_have_count(before["quotes"])
    assert "category" not in params(page)


def test_a_search_without_result_says_so_and_offers_a_reset(open_page: OpenPage, url: str) -> None:
    page = opened(open_page, url)
    box = page.get_by_label("Search events, quotes and their passages")
    box.fill("no such word")
    box.press("Enter")
    expect(page.get_by_text("No event answers these filters.")).to_be_visible()
    page.get_by_role("button", name="Reset all filters").click()
    expect(page.locator(MARKS).first).to_be_visible()
    expect(box).to_have_value("")


def test_a_click_on_a_mark_shows_its_words_without_drawing_the_chart_anew(
    open_page: OpenPage, url: str
) -> None:
    page = opened(open_page, url)
    chart = page.locator(".st-key-timeline-wide .js-plotly-plot").element_handle()
    click_mark(page, "event:complaints")
    expect(page.locator(CURRENT).first).to_be_in_viewport()
    expect(page.locator(CURRENT).first).to_contain_text("Durov's exit prompted a storm")
    expect(page.locator(".live")).to_contain_text("Storm of complaints online. Passage 1 of 1")
    expect(page.locator(".point.dateline-selected").first).to_be_visible()
    assert params(page) == {"event": ["complaints"]}
    assert chart is not None
    assert chart.evaluate("node => node.isConnected")


def test_a_pasted_link_opens_the_view_with_the_passage_in_view(
    open_page: OpenPage, url: str
) -> None:
    page = opened(open_page, f"{url}/?category=leadership&event=dismissal&q=durov")
    expect(page.locator(CURRENT).first).to_be_in_viewport()
    expect(page.locator(CURRENT).first).to_contain_text("Durov has now been formally dismissed")
    expect(page.get_by_label("Search events, quotes and their passages")).to_have_value("durov")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    assert params(page) == {"category": ["leadership"], "event": ["dismissal"], "q": ["durov"]}


def test_an_unknown_id_in_a_link_leaves_a_note(open_page: OpenPage, url: str) -> None:
    page = opened(open_page, f"{url}/?event=nothing")
    expect(page.get_by_text("The link leads to event “nothing”")).to_be_visible()


def test_a_title_is_shown_letter_by_letter_and_links_nowhere(
    open_page: OpenPage, serve_process: Callable[[Path], Server], tmp_path: Path
) -> None:
    title = "A -> B, :streamlit: on www.example.org, https://x.org, me@x.org :material_home: >= --"
    folder = write_story(tmp_path, article=an_article(title=title))
    heading = opened(open_page, serve_process(folder).url).locator("h1")
    assert (heading.text_content() or "").replace("\u2060", "") == title
    expect(heading.locator("a, img, [role=img]")).to_have_count(0)
