"""One section alone, as a frame in another page shows it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scripts.doc_pages import blocks
from scripts.docs_site import DOCS
from tests.browser.actions import At, OpenPage, click_mark, link_of, params, two_frames

pytestmark = pytest.mark.browser

SECTIONS = ("timeline", "ownership", "quotes", "article")
FIRST = {
    "timeline": "event:ouster",
    "ownership": "stake:ucp-2014-04",
    "quotes": "quote:incompatible",
}
WORDS = {
    "timeline": "he was forced out of control",
    "ownership": "A 48 percent stake in the company",
    "quotes": "the country is incompatible with the Internet business",
}


@pytest.mark.parametrize("section", SECTIONS)
def test_only_the_section_is_shown(at: At, section: str) -> None:
    page = at(f"?section={section}", width=700, height=600)
    for name in SECTIONS:
        part = page.locator("article" if name == "article" else f"#{name}")
        expect(part).to_be_visible() if name == section else expect(part).to_be_hidden()
    for rest in ("h1", ".filters", "nav.sections", ".card"):
        expect(page.locator(rest)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("section", FIRST)
def test_a_click_opens_the_card_with_the_passage_in_its_paragraph(at: At, section: str) -> None:
    page = at(f"?section={section}&background=1", width=900, height=700)
    key = FIRST[section]
    link_of(page, f"#{section}", key).first.click()
    card = page.get_by_role("region", name="Evidence")
    expect(card).to_be_in_viewport()
    expect(card.locator("blockquote mark")).to_contain_text(WORDS[section])
    paragraph = card.locator("blockquote").inner_text()
    assert len(paragraph) >= len(card.locator("blockquote mark").inner_text())
    source = page.locator(".head-blocks > *, article > *").all_text_contents()
    assert paragraph in [words.strip() for words in source]
    kind, _, row_id = key.partition(":")
    assert params(page) == {"section": [section], "background": ["1"], kind: [row_id]}
    whole = card.get_by_role("link", name="Open the whole page")
    expect(whole).to_have_attribute("target", "_blank")
    with page.context.expect_page() as opened:
        whole.click()
    other = opened.value
    other.wait_for_selector("html[data-dateline]")
    assert params(other) == {"background": ["1"], kind: [row_id]}
    expect(other.locator("h1")).to_be_visible()
    other.close()


def test_the_section_of_undated_events_is_the_timeline(at: At) -> None:
    page = at("?section=undated", width=700, height=600)
    expect(page.locator("#timeline [data-row='event:departure']")).to_be_visible()
    expect(page.locator("article")).to_be_hidden()


def test_a_mark_of_the_chart_alone_can_be_clicked(open_page: OpenPage, url: str) -> None:
    page = open_page(f"{url}?section=timeline", width=900, height=700)
    click_mark(page, "event:complaints")
    two_frames(page)
    expect(page.locator(".card blockquote mark")).to_contain_text("Durov's exit prompted a storm")


def test_the_article_alone_has_its_passages(at: At) -> None:
    page = at("?section=article", width=700, height=600)
    page.locator("article a.passage", has_text="has fled the country").click()
    expect(page.locator(".card h3")).to_have_text("Durov leaves Russia")
    assert params(page) == {"section": ["article"], "event": ["departure"]}


@pytest.fixture
def framed(open_page: OpenPage, url: str, tmp_path: Path) -> Callable[..., Page]:
    """A page of somebody else's that frames a section and keeps the messages it gets."""

    def open_(query: str) -> Page:
        outer = tmp_path / "outer.html"
        outer.write_text(
            f"""<!DOCTYPE html><html lang="en"><title>Outer</title>
            <iframe title="Dateline" src="{url}{query}" width="700" height="300"></iframe>
            <script>
              window.messages = [];
              addEventListener('message', ({{data}}) => window.messages.push(data));
            </script>""",
            encoding="utf-8",
        )
        return open_page(outer.as_uri(), wait="")

    return open_


def drawn(page: Page) -> None:
    """Wait until the charts within the frame are drawn: it has its last height then."""
    page.frame_locator("iframe").locator("html[data-dateline=ready]").wait_for(state="attached")


def test_the_snippet_of_the_docs_gives_the_frame_its_height(
    open_page: OpenPage, url: str, tmp_path: Path
) -> None:
    (snippet,) = [one for one in blocks(DOCS / "embedding.md") if one.language == "html"]
    assert snippet.content.count("ADDRESS") == 1
    outer = tmp_path / "outer.html"
    html = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Outer</title>'
    outer.write_text(html + snippet.content.replace("ADDRESS", url), encoding="utf-8")
    page = open_page(outer.as_uri(), wait="")
    root = page.frame_locator("iframe").locator(".dateline")
    expect(root.locator("#timeline")).to_be_visible()
    page.wait_for_function("() => document.querySelector('iframe').style.height !== '480px'")
    drawn(page)
    wanted = root.evaluate("node => Math.ceil(node.getBoundingClientRect().height)")
    page.wait_for_function(
        "(px) => document.querySelector('iframe').style.height === `${px}px`", arg=wanted
    )


def test_the_height_is_told_to_who_frames_it_and_told_anew(framed: Callable[..., Page]) -> None:
    page = framed("?section=quotes")
    inner = page.frame_locator("iframe")
    expect(inner.locator("#quotes a.quote").first).to_be_visible()
    page.wait_for_function("() => window.messages.some((one) => one?.type === 'dateline:height')")
    root = inner.locator(".dateline")
    drawn(page)
    wanted = root.evaluate("node => Math.ceil(node.getBoundingClientRect().height)")
    page.wait_for_function("(px) => window.messages.at(-1).height === px", arg=wanted)
    inner.locator("#quotes a.quote").first.click()
    expect(inner.locator(".card blockquote")).to_be_visible()
    page.wait_for_function("(px) => window.messages.at(-1).height > px", arg=wanted)
    assert {one["type"] for one in page.evaluate("window.messages")} == {"dateline:height"}
    # Clicks in a frame do not change the address of the page around it.
    assert params(page) == {}
