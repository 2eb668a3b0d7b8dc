"""What the page looks like: no furniture, lines of a length to read, figures that lead to words."""

import pytest
from playwright.sync_api import expect

from tests.browser.actions import OpenPage, expect_selected, opened

pytestmark = pytest.mark.browser

_LINES = """
() => [...document.querySelectorAll('*')].flatMap((node) => node.shadowRoot ?? [])
  .flatMap((root) => [...root.querySelectorAll('article p.paragraph')])
  .filter((paragraph) => paragraph.textContent.length > 220)
  .map((paragraph) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom / 8)));
    return paragraph.textContent.length / lines.size;
  })
"""
# Texts outside the charts, by their boxes: those that overlap, and those cut with an ellipsis.
_CROWDED = """
() => {
  const found = [], boxes = [];
  const visit = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.shadowRoot) visit(node.shadowRoot);
      const parent = node.parentElement;
      if (node.nodeType !== 3 || !node.data.trim() || !parent) continue;
      if (parent.closest('svg, style, script, select, .live, .menu, a[href="#stMain"]')) continue;
      if (!parent.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(parent);
      const isLong = parent.scrollWidth > parent.clientWidth + 1;
      if (isLong && style.textOverflow === 'ellipsis') found.push(`cut: ${node.data}`);
      // What scrolls under the card is not on the page at the same place.
      if (parent.closest('article, .card')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 2 || box.height < 2) continue;
        for (const [other, words] of boxes) {
          const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
          const along = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
          if (across > 2 && along > 5) found.push(`${words} | ${node.data}`);
        }
        boxes.push([box, node.data]);
      }
    }
  };
  visit(document.body);
  return found;
}
"""


@pytest.mark.parametrize("width", [1400, 1920])
def test_the_article_has_60_to_70_characters_a_line(
    open_page: OpenPage, url: str, width: int
) -> None:
    lengths = opened(open_page, url, width=width).evaluate(_LINES)
    assert len(lengths) >= 4
    # A last line is short, so the mean of a paragraph lies a little below that of its full lines.
    assert 58 <= sum(lengths) / len(lengths) <= 70


def test_no_furniture_of_the_framework_is_shown(open_page: OpenPage, url: str) -> None:
    page = opened(open_page, url)
    page.locator(".st-key-timeline-wide").hover()
    for part in ("stToolbar", "stMainMenu", "stAppDeployButton", "stSidebar", "stDecoration",
                 "stElementToolbar", "stHeadingLink"):  # fmt: skip
        assert not page.get_by_test_id(part).first.is_visible(), part
    expect(page.locator(".modebar-btn")).to_have_count(0)


def test_three_figures_tell_the_story_and_lead_to_its_words(open_page: OpenPage, url: str) -> None:
    page = opened(open_page, url)
    figures = page.locator(".figures > li")
    expect(figures).to_have_count(3)
    for number, key, words in (
        ("≈ 7 years", "event:founding", "Pavel Durov, who founded VK"),
        ("48%", "stake:ucp-2014-04", "A 48 percent stake in the company"),
        ("2", "event:resignation-withdrawn", "but withdrew it two days later"),
    ):
        page.get_by_role("link", name=number, exact=True).click()
        expect_selected(page, key, words)
    page.locator(".figures").get_by_role("link", name="Durov claims UCP security link").click()
    expect_selected(page, "event:ucp-link-claim", "Durov claims is connected")


def test_the_page_says_how_it_is_read(open_page: OpenPage, url: str) -> None:
    guide = opened(open_page, f"{url}/?background=1").locator(".guide")
    for meaning in ("solid: the day is known", "hollow, on a bar: some day within the bar",
                    "hatched: not disclosed, or only our arithmetic",
                    "underlined: something rests on these words",
                    "dotted: background, from other sources"):  # fmt: skip
        expect(guide.get_by_text(meaning)).to_be_visible()
    phone = opened(open_page, url, width=390)
    expect(phone.get_by_text("solid: the day is known")).to_be_hidden()
    phone.get_by_text("How to read this").click()
    expect(phone.get_by_text("solid: the day is known")).to_be_visible()


@pytest.mark.parametrize("width", [1400, 1000, 768, 390, 320])
def test_no_words_of_the_page_lie_on_others_or_are_cut(
    open_page: OpenPage, url: str, width: int
) -> None:
    page = opened(open_page, f"{url}/?event=ouster", width=width)
    assert page.evaluate(_CROWDED) == []


def test_words_that_lie_on_others_would_be_found(open_page: OpenPage, url: str) -> None:
    page = opened(open_page, url)
    page.locator("h1").evaluate("heading => { heading.style.marginBottom = '-60px'; }")
    assert any("Flees Country" in pair for pair in page.evaluate(_CROWDED))
