"""What the page looks like: its length, its first screen, lines to read, figures that lead on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.actions import ROWS
from tests.browser.conftest import ROOT
from tests.browser.generated_stories import HARD
from tests.browser.measures import crowded, sideways
from tests.browser.window import Window, a_window, near_view, settled
from tests.story_files import a_quote, a_stake, an_article, an_event, write_story

pytestmark = pytest.mark.browser

_LINES = """
() => [...document.querySelectorAll('article p.paragraph')]
  .filter((paragraph) => paragraph.textContent.length > 220)
  .map((paragraph) => {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.bottom / 8)));
    return paragraph.textContent.length / lines.size;
  })
"""
# Elements that scroll by themselves.
_SCROLLERS = """
() => [...document.querySelectorAll('.dateline *')]
  .filter((node) => node.checkVisibility() && !node.closest('select, .js-plotly-plot'))
  .filter((node) => {
    const { overflowX, overflowY } = getComputedStyle(node);
    const scrolls = (value) => value === 'auto' || value === 'scroll';
    return (scrolls(overflowY) && node.scrollHeight > node.clientHeight + 1)
      || (scrolls(overflowX) && node.scrollWidth > node.clientWidth + 1);
  })
  .map((node) => node.className)
"""
# The sizes of the words that are shown.
_SIZES = """
() => [...new Set([...document.querySelectorAll('.dateline *')]
  .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
  .filter((node) => node.checkVisibility())
  .map((node) => getComputedStyle(node).fontSize))]
"""
_HEIGHT = "document.documentElement.scrollHeight"
# Words of cells and of the lines of lists that are broken within a word.
_BROKEN_WORDS = """
(selector) => [...document.querySelectorAll(selector)].flatMap((cell) => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const match of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const tops = new Set([...range.getClientRects()].filter((box) => box.width > 0.5)
        .map((box) => Math.round(box.top)));
      if (tops.size > 1) found.push(match[0]);
    }
  }
  return found;
})
"""
# Of each passage's last letter: whether something lies over it, or it is not drawn whole.
_LAST_LETTERS = """
() => [...document.querySelectorAll('article a.passage[href]')].flatMap((link) => {
  const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.data) last = node;
  if (!last) return ['a passage without words'];
  const end = last.data.search(/[\\p{L}\\p{N}][^\\p{L}\\p{N}]*$/u) + 1;
  if (!end) return [];
  const range = document.createRange();
  range.setStart(last, end - 1);
  range.setEnd(last, end);
  link.scrollIntoView({ block: 'center' });
  const box = range.getBoundingClientRect();
  const seen = document.elementFromPoint(box.right - box.width / 4, (box.top + box.bottom) / 2);
  const frame = link.closest('article').getBoundingClientRect();
  const isWhole = box.width > 0.5 && box.right <= frame.right + 1;
  return isWhole && link.contains(seen) ? [] : [link.textContent];
})
"""


SOME_STORIES = [
    "shipped",
    "a takeover",
    *(pytest.param(one, marks=pytest.mark.long) for one in ("german", "takeover", "a court case")),
]
LASTED = "line in a bar: it went on all that time"


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    with a_window(browser) as window:
        yield window


@pytest.fixture(scope="module")
def story_of(
    file_of: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """The address of a generated story, or of the shipped one."""

    def address(name: str) -> str:
        if name == "shipped":
            return file_of(ROOT)
        return file_of(HARD[name](tmp_path_factory.mktemp("story")))

    return address


class TestLength:
    @pytest.mark.parametrize(
        ("width", "most", "scrollers"), [(1400, 3000, {"scroller"}), (390, 2200, set())]
    )
    def test_the_page_is_not_long_and_only_the_article_scrolls_by_itself(
        self, window: Window, url: str, width: int, most: int, scrollers: set[str]
    ) -> None:
        page = window.show(url, width=width, height=900)
        near_view(page)
        assert page.evaluate(_HEIGHT) <= most
        assert set(page.evaluate(_SCROLLERS)) == scrollers

    def test_a_scroller_of_its_own_is_seen(self, window: Window, url: str) -> None:
        page = window.show(url, width=390)
        page.locator("#timeline").evaluate(
            "node => { node.style.height = '200px'; node.style.overflow = 'auto'; }"
        )
        assert page.evaluate(_SCROLLERS) == [""]

    @pytest.mark.parametrize(
        "story", ["german", "arabic", pytest.param("takeover", marks=pytest.mark.long)]
    )
    def test_nothing_scrolls_sideways(
        self, window: Window, story_of: Callable[[str], str], story: str
    ) -> None:
        page = window.show(f"{story_of(story)}?event=e01", width=320)
        near_view(page)
        page.locator(".search-opener").click()
        assert sideways(page) == []

    def test_a_word_wider_than_a_phone_is_broken(
        self, window: Window, file_of: Callable[..., str], tmp_path: Path
    ) -> None:
        word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
        folder = write_story(
            tmp_path,
            article=an_article(outlet=word, subject=word),
            events=[an_event(title=word, category=word, actors=word, summary=word)],
            stakes=[a_stake(holder=word)],
            quotes=[a_quote(speaker=word, role=word, topic=word)],
        )
        page = window.show(file_of(folder), width=390)
        for number in range(page.locator("nav.sections a").count()):
            page.locator("nav.sections a").nth(number).evaluate("tab => tab.click()")
            settled(page)
            assert sideways(page) == [], number


@pytest.mark.parametrize("width", [1400, 390])
def test_the_page_has_six_sizes_of_type_at_most(window: Window, url: str, width: int) -> None:
    sizes = window.show(f"{url}?event=ouster", width=width).evaluate(_SIZES)
    assert 3 <= len(sizes) <= 6, sizes


@pytest.mark.parametrize("width", [1400, 1920])
def test_the_article_has_50_to_70_characters_a_line(window: Window, url: str, width: int) -> None:
    lengths = window.show(url, width=width).evaluate(_LINES)
    assert len(lengths) >= 4
    # A last line is short, so the mean of a paragraph lies a little below that of its full lines;
    # where Georgia is not installed the browser's own serif is wider.
    assert 46 <= sum(lengths) / len(lengths) <= 70


def test_no_furniture_of_plotly_is_shown(window: Window, url: str) -> None:
    page = window.show(url)
    page.locator("#timeline .row-body").hover()
    expect(page.locator(".modebar-btn")).to_have_count(0)


def test_the_page_says_how_it_is_read(window: Window, url: str) -> None:
    page = window.show(f"{url}?background=1")
    guide = page.locator(".guide")
    expect(guide).to_be_hidden()
    page.get_by_role("button", name="How to read").click()
    for meaning in ("solid: the day is known", "hollow, on a bar: some day within the bar",
                    "hatched: not disclosed, or only our arithmetic",
                    "underlined: something rests on these words",
                    "dotted: background, from other sources"):  # fmt: skip
        expect(guide.get_by_text(meaning)).to_be_visible()
    expect(guide.get_by_text(LASTED)).to_have_count(0)


def test_the_guide_explains_what_lasted_where_something_did(
    window: Window, story_of: Callable[[str], str]
) -> None:
    page = window.show(story_of("a court case"))
    page.get_by_role("button", name="How to read").click()
    expect(page.locator(".guide").get_by_text(LASTED)).to_be_visible()


class TestWords:
    @pytest.mark.parametrize("story", SOME_STORIES)
    def test_no_words_of_the_page_lie_on_others_or_are_cut(
        self, window: Window, story_of: Callable[[str], str], story: str
    ) -> None:
        page = window.show(f"{story_of(story)}?event=ouster&background=1", width=1400)
        found = {}
        for width in (1400, 1000, 768, 390, 320):
            window.resize(width)
            near_view(page)
            found[width] = crowded(page)
        assert found == {width: [] for width in found}

    def test_words_that_lie_on_others_would_be_found(self, window: Window, url: str) -> None:
        page = window.show(url)
        page.locator(ROWS).nth(3).evaluate("row => { row.style.transform = 'translateY(-20px)'; }")
        assert any("Durov tenders his resignation" in pair for pair in crowded(page))

    @pytest.mark.parametrize("story", SOME_STORIES)
    def test_tables_and_lists_break_no_words(
        self, window: Window, story_of: Callable[[str], str], story: str
    ) -> None:
        page = window.show(f"{story_of(story)}?background=1", width=1400)
        for button in page.locator(".table > button").filter(visible=True).all():
            button.click()
        found = {}
        for width in (1400, 1000, 768):
            window.resize(width)
            assert page.locator("#table-timeline").is_visible()
            found[width] = page.evaluate(_BROKEN_WORDS, ".dateline :is(th, td, caption)")
            found[width] += page.evaluate(_BROKEN_WORDS, ".dateline :is(.pill, .share-label)")
        assert found == {width: [] for width in found}

    def test_a_broken_word_would_be_found(self, window: Window, url: str) -> None:
        page = window.show(url)
        page.locator("#timeline .table > button").click()
        cell = page.locator("#table-timeline tbody th").first
        cell.evaluate(
            "cell => { cell.firstChild.style.width = '2em';"
            " cell.firstChild.style.wordBreak = 'break-all'; }"
        )
        assert page.evaluate(_BROKEN_WORDS, "#table-timeline th") != []

    @pytest.mark.parametrize("width", [1400, 390])
    def test_passages_that_end_side_by_side_keep_their_last_letters(
        self, window: Window, url: str, width: int
    ) -> None:
        page = window.show(url, width=width)
        if width < 641:
            page.locator("nav.sections [data-section=article]").click()
        assert page.evaluate(_LAST_LETTERS) == []

    def test_a_last_letter_that_is_covered_would_be_found(self, window: Window, url: str) -> None:
        page = window.show(url)
        link = page.locator("article a.passage[href]").nth(2)
        link.evaluate("link => { link.style.pointerEvents = 'none'; }")
        assert len(page.evaluate(_LAST_LETTERS)) == 1


class TestModes:
    def test_forced_colours_show_what_is_selected_and_pressed(
        self, window: Window, url: str
    ) -> None:
        page = window.show(f"{url}?event=ouster&category=leadership")
        page.emulate_media(forced_colors="active")
        try:
            settled(page)
            width = "node => parseFloat(getComputedStyle(node).{})"
            current = page.locator("#timeline .row a[aria-current]").first
            assert current.evaluate(width.format("outlineWidth")) >= 2
            passage = page.locator(".dateline a.passage[aria-current] mark").first
            assert passage.evaluate(width.format("outlineWidth")) >= 2
            pressed = page.locator(".pill[aria-pressed=true]").first
            assert pressed.evaluate(width.format("borderTopWidth")) >= 3
            # What colour alone conveys keeps its colours.
            kept = page.locator("#timeline .row .glyph").first.evaluate(
                "node => getComputedStyle(node).forcedColorAdjust"
            )
            assert kept == "none"
        finally:
            page.emulate_media(forced_colors="none")

    def test_nothing_moves_by_itself_where_motion_is_not_wanted(
        self, window: Window, url: str
    ) -> None:
        page = window.show(url)
        page.emulate_media(reduced_motion="reduce")
        try:
            page.locator("#timeline .row a").first.click()
            settled(page)
            assert page.evaluate("document.getAnimations().length") == 0
            smooth = page.locator(".dateline *").evaluate_all(
                "nodes => nodes.filter(node =>"
                " getComputedStyle(node).scrollBehavior === 'smooth').length"
            )
            assert smooth == 0
        finally:
            page.emulate_media(reduced_motion="no-preference")
