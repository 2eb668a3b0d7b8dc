"""The page on paper, as the browser prints it: article, charts as vectors, tables, notes."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from dateline.story import Story
from tests.browser.actions import KEY_OF, MARKS, ROWS
from tests.browser.generated_stories import HARD
from tests.browser.measures import A4_PT, lone_headings, outside, printed
from tests.browser.window import Window, a_window
from tests.story_files import a_stake, an_article, an_event, write_story

pytestmark = pytest.mark.browser

VIEW = "?category=leadership&event=ouster"
PAPER_PX = 690  # as wide as A4 between its margins
MOST_PAGES = 6
# The marks that are not drawn at their row: its key, and how far off.
_ASTRAY = """
() => [...document.querySelectorAll('MARKS')].map((point) => {
  const key = (KEY_OF)(point);
  const row = document.querySelector(`[data-row="${key}"]`).getBoundingClientRect();
  const { top, height } = point.getBoundingClientRect();
  return [key, Math.abs(top + height / 2 - (row.top + row.height / 2))];
}).filter(([, by]) => by > 3)
""".replace("MARKS", MARKS).replace("KEY_OF", KEY_OF)
_STUCK = """
() => [...document.querySelectorAll('.dateline, .dateline *')]
  .filter((node) => node.checkVisibility() && /sticky|fixed/.test(getComputedStyle(node).position))
  .map((node) => node.className)
"""


def words(paper: PdfReader) -> str:
    return " ".join(" ".join(leaf.extract_text() for leaf in paper.pages).split())


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    with a_window(browser) as window:
        yield window


@pytest.fixture(scope="module")
def story_of_rows(file_of: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a story whose rows take more than a page of paper."""
    events = [an_event(id=f"e{n}", title=f"Event {n}", date=f"20{n:02}-05-02") for n in range(70)]
    return file_of(write_story(tmp_path_factory.mktemp("story"), events=events))


def letters(text: str) -> str:
    """Letters alone, no ligatures: where a line or a piece ends depends on the paper."""
    return re.sub(r"\W|\d|_", "", unicodedata.normalize("NFKC", text))


class TestPaper:
    def test_it_holds_the_article_the_tables_the_notes_and_the_link(
        self, window: Window, url: str
    ) -> None:
        page = window.show(f"{url}{VIEW}")
        blocks = page.locator("article p").all_text_contents()
        paper = printed(page)
        text = words(paper)
        printed_letters = letters(text)
        for block in blocks:
            assert letters(block) in printed_letters
        first_pages = " ".join(leaf.extract_text() for leaf in paper.pages[:2])
        assert all(letters(block) in letters(first_pages) for block in blocks)
        assert "What rests on these words" in first_pages
        assert "What happened when" not in paper.pages[0].extract_text()
        assert "Events, in order" in text
        assert letters("Durov says he was forced out 21 April 2014 Leadership") in printed_letters
        assert "Shares, as stated" in text
        assert letters(f"This view: {url}{VIEW}") in printed_letters
        chips = page.locator(".chips .chip").all_text_contents()
        assert [chip for chip in chips if "Leadership" in chip]
        assert all(letters(chip) in printed_letters for chip in chips)
        assert "Filters: " in text

    def test_undated_and_planned_events_and_both_sides_of_a_dispute_are_in_the_tables(
        self, window: Window, url: str, published: Story
    ) -> None:
        page = window.show(url)
        printed(page)
        table = page.locator("#table-timeline")
        rows = table.locator("tbody tr").all_text_contents()
        assert len(rows) == (~published.events["background"]).sum()
        assert any("Durov plans a mobile network" in row and "planned" in row for row in rows)
        assert any("Durov graduates" in row and "undated" in row for row in rows)
        # Who claims it and who denies it.
        both = [row for row in rows if "claimed by" in row and "denied by" in row]
        assert any("Durov claims UCP security link" in row for row in both)
        notes = " ".join(page.locator(".print-notes li").all_text_contents())
        assert "denied by" in notes

    def test_charts_are_vectors_and_their_words_are_text(self, window: Window, url: str) -> None:
        page = window.show(url)
        shapes = page.locator(".js-plotly-plot .point").count()
        assert shapes > 10
        titles = page.locator(f"{ROWS} .title").all_text_contents()
        reports = page.locator("#quotes .reports .words").all_text_contents()
        assert titles
        assert reports
        paper = printed(page)
        assert [image.name for leaf in paper.pages for image in leaf.images] == []
        text = letters(words(paper))
        assert [one for one in [*titles, *reports] if letters(one) not in text] == []
        assert letters("United Capital Partners 48%") in text
        for label in (
            "Show as a table",
            "Copy link",
            "Filter the quotes",
            "Walk through",
            "Download",
        ):
            assert letters(label) not in text

    @pytest.mark.parametrize(
        "story",
        [
            "a takeover",
            *(pytest.param(one, marks=pytest.mark.long) for one in ("century", "takeover")),
            pytest.param("a court case", marks=pytest.mark.long),
        ],
    )
    def test_charts_keep_within_the_paper(
        self,
        window: Window,
        file_of: Callable[..., str],
        tmp_path_factory: pytest.TempPathFactory,
        story: str,
    ) -> None:
        folder = HARD[story](tmp_path_factory.mktemp("story"))
        page = window.show(file_of(folder), width=1900)
        paper = printed(page)
        assert [place for leaf in paper.pages for place in outside(leaf)] == []
        text = letters(words(paper))
        for title in page.locator("#table-timeline tbody th").all_text_contents():
            assert letters(title) in text

    def test_the_history_of_shares_is_there_with_other_sources_too(
        self, window: Window, url: str
    ) -> None:
        page = window.show(f"{url}?background=1")
        assert letters("Mirilashvili family 40%") in letters(words(printed(page)))

    def test_hatched_pieces_beyond_a_few_are_pale_on_paper_and_hatched_again_after_it(
        self, window: Window, file_of: Callable[..., str], tmp_path: Path
    ) -> None:
        said = [f"in {2000 + n} it held {n} to {n + 20} percent" for n in range(1, 30)]
        stakes = [
            a_stake(id=f"s{n}", share=f"{n}..{n + 20}", date=str(2000 + n), evidence=words)
            for n, words in enumerate(said, start=1)
        ]
        article = an_article(f"# Held\n\nA bank. {'; '.join(said)}.\n")
        event = an_event(evidence="A bank")
        folder = write_story(tmp_path, article=article, events=[event], stakes=stakes, quotes=[])
        page = window.show(file_of(folder))
        hatched = page.locator(".over-time .pattern_filled")
        fills = "nodes => nodes.map((node) => node.style.fill)"
        before = hatched.evaluate_all(fills)
        assert len(before) > 24
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert [fill for fill in hatched.evaluate_all(fills) if "url" in fill] == []
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert hatched.evaluate_all(fills) == before

    def test_every_shown_passage_has_a_number_and_a_note(self, window: Window, url: str) -> None:
        page = window.show(f"{url}{VIEW}")
        printed(page)
        numbers = page.locator(".dateline [data-note]").evaluate_all(
            "links => links.flatMap(link => link.dataset.note.split(',').map(Number))"
        )
        notes = page.locator(".print-notes li").all_text_contents()
        assert numbers == list(range(1, len(notes) + 1))
        said = [note for note in notes if "Durov says he was forced out · 21 April 2014" in note]
        assert len(said) == 3  # The article says it in three places.
        assert all("Pavel Durov" in note for note in said)

    def test_a_note_says_what_the_filters_leave_and_nothing_else(
        self, window: Window, url: str
    ) -> None:
        page = window.show(f"{url}?category=reaction")
        printed(page)
        notes = " ".join(page.locator(".print-notes li").all_text_contents())
        assert "Storm of complaints online" in notes
        assert "Durov founds VK" not in notes

    @pytest.mark.parametrize(
        ("width", "dark"),
        [pytest.param(1400, False, marks=pytest.mark.long), (1400, True), (390, True)],
    )
    def test_it_is_white_with_nothing_cut_off(
        self, window: Window, url: str, width: int, dark: bool
    ) -> None:
        page = window.show(url, width=width, dark=dark)
        paper = printed(page)
        for leaf in paper.pages:
            size = (leaf.mediabox.width, leaf.mediabox.height)
            assert size == pytest.approx(A4_PT, abs=1)
        page.emulate_media(media="print")
        colours = page.evaluate(
            """() => ['.dateline', 'h1', 'article p.paragraph', '.said .origin'].map((name) => {
              const style = getComputedStyle(document.querySelector(name));
              return [style.backgroundColor, style.color];
            })"""
        )
        assert [colour for _, colour in colours[:3]] == ["rgb(0, 0, 0)"] * 3
        assert colours[0][0] == "rgb(255, 255, 255)"
        assert len(paper.pages) <= MOST_PAGES
        assert [place for leaf in paper.pages for place in outside(leaf)] == []

    def test_no_heading_stands_alone_at_the_foot_of_a_page(self, window: Window, url: str) -> None:
        """At more heights, and with other fonts, in test_fonts.py."""
        page = window.show(url)
        assert lone_headings(page, (244,)) == []
        # Where nothing follows the last heading, it is alone and is found.
        page.evaluate("document.querySelector('.dateline').append(document.createElement('h3'))")
        page.locator(".dateline > h3").evaluate("node => { node.textContent = 'Alone'; }")
        assert [line.split(" ", 2)[2] for line in lone_headings(page, (297,))] != []

    def test_from_a_phone_every_section_is_printed(self, window: Window, url: str) -> None:
        page = window.show(url, width=390)
        text = letters(words(printed(page)))
        for heading in ("What happened when", "Who owned VK", "Who said what"):
            assert letters(heading) in text
        for title in page.locator(f"{ROWS} .title").all_text_contents():
            assert letters(title) in text
        assert letters("Shares, as stated Holder") in text

    def test_marks_stand_at_their_rows(self, window: Window, url: str) -> None:
        page = window.show(url)
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        window.resize(PAPER_PX)
        assert page.locator(MARKS).count() > 10
        assert page.evaluate(_ASTRAY) == []

    def test_rows_that_take_more_than_a_page_are_printed_without_marks_beside_them(
        self, window: Window, story_of_rows: str
    ) -> None:
        page = window.show(story_of_rows)
        text = letters(words(printed(page)))
        for title in page.locator(f"{ROWS} .title").all_text_contents():
            assert letters(title) in text
        page.emulate_media(media="print")
        expect(page.locator("#timeline .plot-box")).to_be_hidden()

    def test_after_printing_the_page_is_as_before(self, window: Window, url: str) -> None:
        page = window.show(url)
        state = "[...document.querySelectorAll('details')].map(one => one.open).join()"
        before = page.evaluate(state)
        height = page.evaluate("document.documentElement.scrollHeight")
        printed(page)
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(state) == before
        page.wait_for_function(
            "height => document.documentElement.scrollHeight === height", arg=height
        )
        expect(page.locator("#table-timeline")).to_be_hidden()

    def test_what_has_no_use_on_paper_is_left_out(self, window: Window, url: str) -> None:
        page = window.show(url)
        names = (".page-actions", ".toolbar", ".card", ".day-control", ".quote-filters")
        parts = [page.locator(name) for name in names]
        for part in parts:
            expect(part).to_be_visible()
        page.emulate_media(media="print")
        for part in parts:
            expect(part).to_be_hidden()

    @pytest.mark.parametrize("width", [1400, 390])
    def test_nothing_sticks_to_the_window(self, window: Window, url: str, width: int) -> None:
        page = window.show(f"{url}{VIEW}", width=width)
        assert page.evaluate(_STUCK) != []
        page.emulate_media(media="print")
        assert page.evaluate(_STUCK) == []
