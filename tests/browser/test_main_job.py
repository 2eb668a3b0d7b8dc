"""A reader's main job in a real browser: open, filter, read, follow a mark into the text."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import (
    CURRENT,
    MARKS,
    QUOTES,
    ROWS,
    SEARCH,
    At,
    OpenPage,
    click_mark,
    params,
    search,
    shown,
    toggle,
)
from tests.story_files import BODY, a_quote, a_stake, an_article, an_event, write_story

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
FileOf = Callable[..., str]
# The page has the title of the front matter where the article has no headline of its own.
NO_HEADLINE = BODY.replace("# A Founder Leaves\n\n", "")
HOSTILE = "<script>alert(1)</script> <b>x</b> [x](javascript:alert(1)) $x$ :red[y] &lt <i>"


def keys_of(page: Page, links: str) -> set[str]:
    """The rows that these links lead to; of words within words there are several links."""
    keys: list[str] = page.locator(links).evaluate_all("nodes => nodes.map((n) => n.dataset.key)")
    return set(keys)


def test_the_page_shows_chart_text_ownership_and_quotes(open_page: OpenPage, url: str) -> None:
    page = open_page(url)
    expect(page.locator(MARKS).filter(visible=True).first).to_be_visible()
    expect(page.locator("#ownership .barlayer .point").first).to_be_visible()
    assert len(keys_of(page, QUOTES)) == 29
    expect(page.locator("article a.passage[href]").first).to_be_visible()
    for section in ("timeline", "ownership"):
        expect(page.locator(f"#{section}")).to_have_attribute("data-drawn", "")
    expect(page.locator("nav.sections a").first).to_have_text("Timeline 25")


def test_the_text_on_screen_is_the_article(at: At) -> None:
    page = at("")
    head = page.locator(".head-blocks > *").all_text_contents()
    source = (ROOT / "article.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    wanted = [re.sub(r"^(#+|>) ", "", part) for part in source.strip().split("\n\n")]
    # The headline and the standfirst are the head of the page; no block stands twice.
    assert head == [wanted[0], wanted[2]]
    blocks = page.locator("article > *").all_text_contents()
    assert blocks == [words for words in wanted if words not in head]


def test_a_category_narrows_rows_and_marks_and_leads_its_quotes(at: At) -> None:
    page = at("")
    before = shown(page)
    toggle(page, "category", "departure")
    after = shown(page)
    assert params(page) == {"category": ["departure"]}
    assert len(after["rows"]) == 3
    assert len(after["marks"]) < len(before["marks"])
    assert after["passages"] < before["passages"]
    # A category hides no quote: those of its events come first, the rest are folded away.
    rest = "#quotes details.other-quotes"
    others = keys_of(page, f"{rest} a.quote")
    expect(page.locator(f"{rest} > summary")).to_have_text(f"{len(others)} other quotes")
    first = keys_of(page, QUOTES) - others
    assert first == set(after["quotes"])
    assert 0 < len(first) < len(set(before["quotes"]))
    assert len(first | others) == 29
    page.get_by_role("button", name="Reset all", exact=True).click()
    assert params(page) == {}
    expect(page.locator(ROWS)).to_have_count(25)
    assert shown(page) == before


def test_a_search_without_result_says_so_and_offers_a_reset(at: At) -> None:
    page = at("")
    search(page, "no such word")
    expect(page.get_by_text("No event answers these filters.")).to_be_visible()
    expect(page.get_by_text("No quote answers these filters.")).to_be_visible()
    page.locator("#timeline").get_by_role("button", name="Reset all filters").click()
    expect(page.locator(MARKS).filter(visible=True).first).to_be_visible()
    expect(page.locator(SEARCH)).to_have_value("")


def test_a_click_on_a_mark_shows_its_words_without_drawing_the_chart_anew(at: At) -> None:
    page = at("")
    chart = page.locator("#timeline .plot").first.element_handle()
    click_mark(page, "event:complaints")
    expect(page.locator(CURRENT).first).to_be_in_viewport()
    expect(page.locator(CURRENT).first).to_contain_text("Durov's exit prompted a storm")
    expect(page.locator(".live")).to_contain_text("Storm of complaints online. Passage 1 of 1")
    expect(page.locator("#timeline .row.chosen")).to_have_attribute("data-row", "event:complaints")
    assert params(page) == {"event": ["complaints"]}
    assert chart is not None
    assert chart.evaluate("node => node.isConnected")


def test_a_pasted_link_opens_the_view_with_the_passage_in_view(
    open_page: OpenPage, url: str
) -> None:
    page = open_page(f"{url}?category=leadership&event=dismissal&q=durov")
    expect(page.locator(CURRENT).first).to_be_in_viewport()
    expect(page.locator(CURRENT).first).to_contain_text("Durov has now been formally dismissed")
    expect(page.locator(SEARCH)).to_have_value("durov")
    assert page.evaluate("scrollY") == 0
    assert params(page) == {"category": ["leadership"], "event": ["dismissal"], "q": ["durov"]}


def test_an_unknown_id_in_a_link_leaves_a_note(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}?event=nothing", wait="words")
    note = "The link leads to event “nothing”, which this story doesn't have."
    expect(page.get_by_text(note)).to_be_visible()


def test_a_title_is_shown_letter_by_letter_and_links_nowhere(
    open_page: OpenPage, file_of: FileOf, tmp_path: Path
) -> None:
    title = "A -> B, :streamlit: on www.example.org, https://x.org, me@x.org :material_home: >= --"
    folder = write_story(tmp_path, article=an_article(NO_HEADLINE, title=title))
    heading = open_page(file_of(folder), wait="words").locator("h1")
    expect(heading).to_have_text(title)
    expect(heading.locator("*")).to_have_count(0)


def test_markup_of_a_story_is_text_wherever_it_stands(
    open_page: OpenPage, file_of: FileOf, tmp_path: Path
) -> None:
    folder = write_story(
        tmp_path,
        article=an_article(NO_HEADLINE, title=HOSTILE, outlet=HOSTILE, subject=HOSTILE),
        events=[
            an_event(title=HOSTILE, category=HOSTILE, actors=HOSTILE, summary=HOSTILE),
            an_event(id="later", title=HOSTILE, category="x", date="2008", status="claimed",
                     asserted_by=HOSTILE, evidence="He left VK on Monday"),
        ],
        stakes=[a_stake(holder=HOSTILE, note=HOSTILE, asserted_by=HOSTILE)],
        quotes=[a_quote(speaker=HOSTILE, role=HOSTILE, topic=HOSTILE)],
    )  # fmt: skip
    page = open_page(f"{file_of(folder)}?event=founding")
    expect(page.locator("h1")).to_have_text(HOSTILE)
    expect(page.locator("#ownership h2")).to_have_text(f"Who owned {HOSTILE}")
    expect(page.locator(".card h3")).to_have_text(HOSTILE)
    expect(page.locator(".card .summary")).to_have_text(HOSTILE)
    expect(page.locator("[data-facet=category]").first).to_contain_text(HOSTILE)
    expect(page.locator("#quotes h3")).to_contain_text(HOSTILE)
    expect(page.locator("#timeline [data-row='event:founding'] .title")).to_have_text(HOSTILE)
    page.keyboard.press("t")
    expect(page.locator("#table-ownership tbody")).to_contain_text(HOSTILE)
    expect(page.locator(".dateline script")).to_have_count(0)
    assert "x" not in page.locator(".dateline b").all_text_contents()
    expect(page.locator("a[href^='javascript:' i]")).to_have_count(0)
