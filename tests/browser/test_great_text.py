"""A long article and long lists: what is far from the screen costs nothing and is not lost."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from dateline.reading import load_story
from dateline.story import Story, records
from scripts.generate_story import generate_story
from tests.browser.actions import CURRENT, ROWS, At, OpenPage, expect_selected, search, two_frames
from tests.browser.conftest import KeptPage, keep

pytestmark = pytest.mark.browser

EVENTS = 3000
LIST_CAP = 100
FIRST_ROWS = 30
PHONE = {"width": 390, "height": 844, "touch": True, "wait": "words"}
SCROLLER = ".dateline .scroller"
# The headline stands in the head of the page.
BLOCKS = ".head-blocks > *, article > :not(.chunk), article > .chunk > *"
# Of the article, so many passages may be links at a time.
MOST_LINKS = 900
_NEAR = "[...document.querySelectorAll('article .chunk.near')].length"
_MUTATIONS = """
async (click) => {
  const count = {article: 0, page: 0};
  const watch = new MutationObserver((records) => {
    for (const {target, addedNodes, removedNodes} of records) {
      const element = target.nodeType === 1 ? target : target.parentNode;
      const touched = 1 + addedNodes.length + removedNodes.length;
      count.page += touched;
      if (element?.closest('article')) count.article += touched;
    }
  });
  watch.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
  document.querySelector(click).click();
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  watch.disconnect();
  return count;
}
"""  # noqa: E501


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate_story(tmp_path_factory.mktemp("great"), EVENTS)


@pytest.fixture(scope="module")
def story(folder: Path) -> Story:
    return load_story(folder)


@pytest.fixture(scope="module")
def address(file_of: Callable[..., str], folder: Path) -> str:
    return file_of(folder)


@pytest.fixture(scope="module")
def kept_great(browser: Browser, address: str) -> Iterator[KeptPage]:
    yield from keep(browser, address, viewport={"width": 1400, "height": 1000})


@pytest.fixture(scope="module")
def kept_great_phone(browser: Browser, address: str) -> Iterator[KeptPage]:
    yield from keep(browser, address, viewport={"width": 390, "height": 844}, has_touch=True)


@pytest.fixture
def great(kept_great: KeptPage) -> Iterator[At]:
    """The great story at a query, in one page for all tests that do no harm to it; all words in."""
    kept_great.errors.clear()
    yield lambda query="": whole(kept_great.go(query))
    assert kept_great.errors == []


@pytest.fixture
def great_phone(kept_great_phone: KeptPage) -> Iterator[At]:
    kept_great_phone.errors.clear()
    yield lambda query="": whole(kept_great_phone.go(query, width=390, height=844))
    assert kept_great_phone.errors == []


@pytest.fixture(scope="module")
def paragraphs(folder: Path) -> list[str]:
    source = (folder / "article.md").read_text(encoding="utf-8").split("---\n", 2)[2]
    return [re.sub(r"^# ", "", part) for part in source.strip().split("\n\n")]


def words_of(number: int) -> str:
    return f"by entry {number} of the register"


def whole(page: Page) -> Page:
    """Wait until all words are there: the page's parts have come, its article is made."""
    expect(page.locator(".coverage")).to_have_count(1)
    page.wait_for_function(
        "words => document.querySelector('article').textContent.includes(words)",
        arg=words_of(EVENTS),
    )
    return page


def expect_in_place(page: Page, number: int) -> None:
    """The event's passage is marked, alone, in view, and stays there."""
    expect_selected(page, f"event:e{number}", words_of(number))
    page.evaluate(
        "async () => { for (let i = 0; i < 10; i += 1) await new Promise(requestAnimationFrame); }"
    )
    expect(page.locator(CURRENT).first).to_be_in_viewport(ratio=1)
    keys = page.locator(CURRENT).evaluate_all("links => links.map(link => link.dataset.key)")
    assert set(keys) == {f"event:e{number}"}
    expect(page.locator(".card h3")).to_have_text(re.compile(rf", {number}$"))


class TestText:
    def test_all_words_are_there_in_the_end_and_in_order(
        self, great: At, paragraphs: list[str]
    ) -> None:
        page = great()
        assert page.locator(BLOCKS).all_text_contents() == paragraphs

    def test_the_first_words_do_not_wait_for_the_last(
        self, open_page: OpenPage, address: str, paragraphs: list[str]
    ) -> None:
        page = open_page(address, wait="")
        state = page.wait_for_function(
            """() => document.documentElement.dataset.dateline
                 && document.querySelector('article').firstChild.textContent"""
        )
        assert state.json_value() == paragraphs[1]

    def test_only_passages_near_the_screen_are_links(self, great: At) -> None:
        page = great()
        links = page.locator("article a.passage[href]")
        assert 0 < links.count() < MOST_LINKS
        last = page.locator(f'article a.passage[data-key="event:e{EVENTS}"]')
        assert last.get_attribute("href") is None
        page.locator(SCROLLER).evaluate("box => (box.scrollTop = box.scrollHeight)")
        expect(last).to_have_attribute("href", re.compile(f"event=e{EVENTS}$"))
        expect(last).to_have_class("passage shown")
        # What was near is far again: the article's beginning stays, all others are let go.
        page.locator(SCROLLER).evaluate("box => (box.scrollTop = box.scrollHeight / 2)")
        expect(last).not_to_have_attribute("href", re.compile("."))
        assert links.count() < MOST_LINKS
        assert page.evaluate(_NEAR) > 0

    def test_a_filter_click_touches_a_bounded_number_of_nodes(self, great: At) -> None:
        page = great()
        touched = page.evaluate(_MUTATIONS, "[data-facet=category]")
        assert 0 < touched["article"] < 5 * MOST_LINKS
        assert touched["page"] < 3 * EVENTS
        touched = page.evaluate(_MUTATIONS, "[aria-label^='Next event']")
        assert 0 < touched["article"] < MOST_LINKS

    def test_links_near_the_screen_follow_the_filters(self, great: At, story: Story) -> None:
        page = great("?category=money")
        page.locator(SCROLLER).evaluate("box => (box.scrollTop = box.scrollHeight)")
        rows = {row["id"]: row for row in records(story.events)}
        money = [n for n in range(EVENTS - 8, EVENTS) if rows[f"e{n}"]["category"] == "Money"]
        others = [n for n in range(EVENTS - 8, EVENTS) if n not in money]
        for number in money:
            link = page.locator(f'article a[data-key="event:e{number}"]')
            expect(link).to_have_attribute("href", re.compile(rf"category=money&event=e{number}$"))
        for number in others:
            link = page.locator(f'article a[data-key="event:e{number}"]')
            expect(link).to_have_class("passage")

    def test_what_the_browser_found_stays_found_when_its_passage_becomes_a_link(
        self, great: At
    ) -> None:
        """Find in page, translation and annotation keep hold of the text's nodes."""
        page = great()
        words = "entry 2500 of the"
        assert page.evaluate("words => window.find(words)", words)
        page.evaluate("getSelection().anchorNode.parentElement.scrollIntoView({block: 'center'})")
        link = page.locator('article a[data-key="event:e2500"]')
        expect(link).to_be_in_viewport()
        expect(link).to_have_attribute("href", re.compile("event=e2500"))
        assert page.evaluate("String(getSelection())") == words

    def test_rows_whose_passages_are_in_view_are_tinted(self, great: At) -> None:
        page = great("?q=entry+2999")
        row = page.locator('#timeline [data-row="event:e2999"]')
        expect(row).not_to_have_class(re.compile("read"))
        row.click()
        expect(page.locator(CURRENT).first).to_be_in_viewport()
        expect(row).not_to_have_class(re.compile("read"))  # Nobody has scrolled yet.
        page.locator(CURRENT).first.hover()
        page.mouse.wheel(0, 10)
        expect(row).to_have_class(re.compile("read"))
        page.locator(SCROLLER).evaluate("box => (box.scrollTop = 0)")
        expect(row).not_to_have_class(re.compile("read"))


def in_the_article(page: Page) -> Page:
    """On a phone the article is a tab, to which the card of what is selected leads."""
    if page.locator("article").is_hidden():
        page.get_by_role("button", name="Read in the article").click()
    return page


class TestJumps:
    @pytest.fixture(params=["great", "great_phone"])
    def at_size(self, request: pytest.FixtureRequest) -> At:
        at: At = request.getfixturevalue(request.param)
        return at

    @pytest.mark.parametrize(
        ("size", "number"), [({"width": 1400, "height": 900}, 1501), (PHONE, EVENTS)], ids=str
    )
    def test_a_link_lands_on_its_passage(
        self, open_page: OpenPage, address: str, size: dict[str, Any], number: int
    ) -> None:
        page = in_the_article(whole(open_page(f"{address}?event=e{number}", **size)))
        expect_in_place(page, number)

    def test_from_one_end_to_the_other_and_back(self, at_size: At) -> None:
        page = in_the_article(at_size(f"?event=e{EVENTS}"))
        expect_in_place(page, EVENTS)
        go = """n => {
          history.pushState(null, '', '?event=e' + n);
          dispatchEvent(new PopStateEvent('popstate'));
        }"""
        for number in (2, 2400, 700, EVENTS - 1):
            page.evaluate(go, number)
            expect_in_place(page, number)

    def test_the_card_steps_and_lists_around_the_selected_one(self, great: At) -> None:
        # What is made without all words is made anew, and the list of events with it.
        page = great("?event=e1700")
        jump = page.get_by_label("Go to an event")
        expect(jump).to_have_value("event:e1700")
        expect(jump.locator("option")).to_have_count(200 + 3)
        counts_in_words = jump.locator("option[disabled]").all_text_contents()
        counts = [int(words.split(" ")[0].replace(",", "")) for words in counts_in_words]
        assert sum(counts) == EVENTS - 200
        assert [words.split(" ", 1)[1] for words in counts_in_words] == [
            "earlier: search, or choose dates",
            "later: search, or choose dates",
        ]
        other = jump.locator("option:not([disabled])").nth(3)
        key = other.get_attribute("value") or ""
        jump.select_option(key)
        expect_in_place(page, int(key.removeprefix("event:e")))
        page.get_by_role("button", name="Next event (j)").click()
        page.wait_for_function("key => !location.search.endsWith(key)", arg=key.split(":")[1])
        expect(page.locator(CURRENT).first).to_be_in_viewport(ratio=1)

    def test_words_found_are_counted_and_stepped_through(
        self, great: At, paragraphs: list[str]
    ) -> None:
        page = great()
        search(page, "entry 29")
        found = sum(paragraph.count("entry 29") for paragraph in paragraphs)
        # Both words must stand in a paragraph; each place of each of them counts.
        places = sum(
            paragraph.count("entry") + paragraph.count("29")
            for paragraph in paragraphs
            if "entry" in paragraph and "29" in paragraph
        )
        assert places >= found > 100
        expect(page.locator(".search-status")).to_contain_text(f"{places:,} in the text")
        at_most = page.evaluate("CSS.highlights.get('dateline-found')?.size ?? 0")
        assert at_most < places
        for name in ("Previous", "Previous", "Next", "Next", "Next"):
            page.get_by_role("button", name=f"{name} place in the text").click()
            page.wait_for_function(
                """() => {
                  const [range] = CSS.highlights.get('dateline-here') ?? [];
                  if (!range) return false;
                  const now = new Range();
                  now.setStart(range.startContainer, range.startOffset);
                  now.setEnd(range.endContainer, range.endOffset);
                  const box = now.getBoundingClientRect();
                  return /^(entry|29)$/.test(now) && box.top > 0 && box.bottom < innerHeight;
                }"""
            )
        search(page, "")
        page.wait_for_function("!CSS.highlights.has('dateline-found')")
        assert page.evaluate("CSS.highlights.has('dateline-here')") is False

    def test_whoever_scrolls_on_is_not_held_back(self, at_size: At) -> None:
        # The last of the words bring the selected passage into view once more.
        page = in_the_article(at_size("?event=e1501"))
        expect_in_place(page, 1501)
        page.locator(CURRENT).first.hover()
        page.mouse.wheel(0, -3000)
        expect(page.locator(CURRENT).first).not_to_be_in_viewport()
        two_frames(page)
        expect(page.locator(CURRENT).first).not_to_be_in_viewport()


class TestLists:
    def test_the_first_tab_of_a_phone_has_a_sane_length(self, great_phone: At) -> None:
        page = great_phone()
        assert page.evaluate("document.documentElement.scrollHeight") < 4_000

    def test_the_timeline_shows_more_rows_by_keyboard(
        self, open_page: OpenPage, address: str
    ) -> None:
        page = whole(open_page(address))
        rows = page.locator(ROWS)
        expect(rows).to_have_count(FIRST_ROWS)
        more = page.locator("#timeline .chart .more")
        # As many again as there are, at least a hundred.
        for shown, then in ((FIRST_ROWS, 130), (130, 260)):
            expect(more).to_contain_text(f"and {EVENTS - shown:,} more")
            more.locator("button").focus()
            page.keyboard.press("Enter")
            expect(rows).to_have_count(then)
            expect(rows.nth(shown).locator("a")).to_be_focused()
        # Another view begins with its first rows again.
        page.locator("[data-facet=category]").first.click()
        expect(rows).to_have_count(FIRST_ROWS)

    def test_tables_show_more(self, open_page: OpenPage, address: str) -> None:
        page = whole(open_page(address))
        page.keyboard.press("t")
        rows = page.locator("#table-timeline tbody tr")
        expect(rows).to_have_count(LIST_CAP)
        page.locator("#timeline").get_by_role("button", name="show 100 more rows").click()
        expect(rows).to_have_count(2 * LIST_CAP)
        expect(page.locator("#timeline .table-end")).to_contain_text(f"and {EVENTS - 200:,} more")

    def test_speakers_are_capped_with_true_counts(
        self, open_page: OpenPage, address: str, story: Story
    ) -> None:
        page = whole(open_page(address))
        quotes = records(story.quotes)
        said: dict[str, int] = {}
        for row in quotes:
            said[row["speaker"]] = said.get(row["speaker"], 0) + 1
        speakers = page.locator("#quotes .speaker")
        expect(speakers).to_have_count(len(said))
        for place in range(len(said)):
            speaker = speakers.nth(place)
            quote_count = said[speaker.locator("h3").inner_text()]
            shown = speaker.locator("a.quote").count()
            assert 3 <= shown < quote_count
            expect(speaker.locator(".more")).to_contain_text(f"and {quote_count - shown} more")
        first = speakers.first
        name = first.locator("h3").inner_text()
        first.locator(".more button").click()
        expect(first.locator("a.quote")).to_have_count(said[name])
        expect(first.locator(".more")).to_be_hidden()


class TestPaper:
    @pytest.mark.long
    def test_a_thousand_rows_are_printed_and_the_rest_is_counted(
        self, open_page: OpenPage, address: str, paragraphs: list[str], story: Story
    ) -> None:
        page = whole(open_page(address))
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(page.locator("#table-timeline tbody tr")).to_have_count(1000)
        left = page.locator("#timeline .table-end .more")
        expect(left).to_contain_text(
            f"and {EVENTS - 1000:,} more, which are not printed: narrow the filters"
        )
        expect(left).to_be_visible()
        expect(left.locator("button")).to_be_hidden()
        blocks = page.locator(BLOCKS)
        assert blocks.all_text_contents() == paragraphs
        assert blocks.evaluate_all(
            "blocks => blocks.every(block => block.checkVisibility({contentVisibilityAuto: true}))"
        )
        notes = page.locator(".print-notes li")
        expect(notes).to_have_count(1000)
        numbers = page.locator("article [data-note]").evaluate_all(
            "links => links.flatMap(link => link.dataset.note.split(',').map(Number))"
        )
        assert numbers == list(range(1, 1001))
        passages = sum(len(rows) for rows in (story.events, story.quotes, story.stakes))
        expect(page.locator(".print-notes")).to_contain_text(
            f"and {passages - 1000:,} more passages, whose notes are not printed"
        )
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        # What is far from the screen again is discarded after a while.
        page.wait_for_function(
            "most => document.querySelectorAll('article a.passage[href]').length < most",
            arg=MOST_LINKS,
        )


class TestFinder:
    """Texts are searched block by block; a block of plain letters has a short way."""

    @pytest.mark.parametrize("words", [["a"], ["the", "he"], ["e"], ["strasse"], ["й"], ["é", "x"]])
    def test_both_ways_find_the_same(self, blank: Page, words: list[str]) -> None:
        texts = ["The theatre, the Heath.", "Straße, STRASSE and café", "Й й И и: the й",
                 "cafe\u0301 x e\u0301", "a\U0001d538a", "", "ﬁne ﬀ", "AAAA a"]  # fmt: skip
        found = blank.evaluate(
            """([texts, asked]) => {
              const folds = {'ß': 'ss'};
              const words = asked.map((word) => [...word].map((one) => foldLetter(one, folds)).join(''));
              let start = 0;
              const blocks = texts.map((text) => {
                const block = {data: {pieces: [{text}]}, start};
                start += text.length + 2;
                return block;
              });
              const finder = makeFinder(blocks, folds, () => {});
              finder.find(words);
              const slow = blocks.flatMap(({data, start}) => findInText(data.pieces[0].text, words, folds)
                .map(([a, b]) => [start + a, start + b]));
              return [finder.found, slow];
            }""",  # noqa: E501
            [texts, words],
        )
        assert found[0] == found[1]
        assert found[0]
