"""The page on paper, as the browser prints it: article, charts as vectors, tables, notes."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PageObject, PdfReader

from tests.browser.actions import OpenPage, opened

pytestmark = pytest.mark.browser

A4_PT = (596, 843)  # as Chromium rounds it
VIEW = "?category=leadership&event=ouster"


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))


def words(paper: PdfReader) -> str:
    return " ".join(" ".join(leaf.extract_text() for leaf in paper.pages).split())


def outside(leaf: PageObject) -> list[tuple[str, float, float]]:
    """The pieces of text that begin outside the paper's margins, with their place in points."""
    found: list[tuple[str, float, float]] = []

    def note(text: str, matrix: list[float], line: list[float], *_: object) -> None:
        x = matrix[4] + matrix[0] * line[4]
        y = matrix[5] + matrix[3] * line[5]
        if text.strip() and not (20 < x < A4_PT[0] - 20 and 20 < y < A4_PT[1] - 20):
            found.append((text, x, y))

    leaf.extract_text(visitor_text=note)
    return found


def foot(leaf: PageObject) -> str:
    """The lowest line of a page."""
    lines: dict[int, list[str]] = {}

    def note(text: str, matrix: list[float], line: list[float], *_: object) -> None:
        if text.strip():
            lines.setdefault(round((matrix[5] + matrix[3] * line[5]) / 3), []).append(text)

    leaf.extract_text(visitor_text=note)
    return " ".join("".join(lines[min(lines)]).split()) if lines else ""


class TestPaper:
    def test_it_holds_the_article_the_tables_the_notes_and_the_link(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, f"{url}/{VIEW}")
        blocks = page.locator("article p").all_text_contents()
        text = words(printed(page))
        letters = re.sub(r"\W|\d", "", text)
        for block in blocks:
            assert re.sub(r"\W|\d", "", block) in letters
        assert "Dated events, in order" in text
        assert "Durov says he was forced out 21 April 2014 Leadership claimed by" in text
        assert "VK: resignation never retracted between 3 and 23 April 2014" in text
        assert "Shares, as stated" in text
        assert "What rests on these words" in text
        assert f"This view: {url}/{VIEW}" in text.replace("- ", "-")

    def test_charts_are_vectors_and_their_words_are_text(
        self, open_page: OpenPage, url: str
    ) -> None:
        paper = printed(opened(open_page, f"{url}/{VIEW}"))
        assert [image.name for leaf in paper.pages for image in leaf.images] == []
        text = words(paper)
        assert "United Capital Partners: 48%, stated" in text
        assert "Durov withdraws his resignation" in text

    def test_every_shown_passage_has_a_number_and_a_note(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, f"{url}/{VIEW}")
        printed(page)
        numbers = page.locator("article a[data-note]").evaluate_all(
            "links => links.flatMap(link => link.dataset.note.split(',').map(Number))"
        )
        notes = page.locator(".notes li").all_text_contents()
        assert numbers == list(range(1, len(notes) + 1))
        said = "Leadership · claimed · Durov says he was forced out · 21 April 2014 · "
        said += "Claimed by Pavel Durov"
        assert notes.count(said) == 3  # The article says it in three places.

    def test_a_note_tells_what_the_filters_leave_and_nothing_else(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, f"{url}/?category=reaction")
        printed(page)
        notes = " ".join(page.locator(".notes li").all_text_contents())
        assert "Storm of complaints online" in notes
        assert "Durov founds VK" not in notes

    @pytest.mark.parametrize(("width", "dark"), [(1400, False), (1400, True), (390, True)])
    def test_it_is_white_with_nothing_cut_off(
        self, open_page: OpenPage, url: str, width: int, dark: bool
    ) -> None:
        page = opened(open_page, url, width=width, dark=dark)
        paper = printed(page)
        for leaf in paper.pages:
            assert (round(leaf.mediabox.width), round(leaf.mediabox.height)) == A4_PT
        page.emulate_media(media="print")
        colours = page.evaluate(
            """() => ['.stApp', '[data-testid=stMain]', 'h1'].map((name) => {
              const style = getComputedStyle(document.querySelector(name));
              return [style.backgroundColor, style.color];
            })"""
        )
        assert [colour for _, colour in colours] == ["rgb(0, 0, 0)"] * 3
        assert colours[0][0] == colours[1][0] == "rgb(255, 255, 255)"
        assert 6 <= len(paper.pages) <= 12
        assert [place for leaf in paper.pages for place in outside(leaf)] == []

    def test_undated_and_planned_events_are_in_the_table_and_both_sides_of_a_claim(
        self, open_page: OpenPage, url: str
    ) -> None:
        text = words(printed(opened(open_page, url)))
        assert "undated and planned ones" in text
        assert "Durov plans a mobile network on or after 22 April 2014 Departure planned by" in text
        assert "Arab Spring undated Context claimed by Pavel Salin" in text
        assert "claimed by Pavel Durov; denied by United Capital Partners" in text

    def test_no_heading_stands_alone_at_the_foot_of_a_page(
        self, open_page: OpenPage, url: str
    ) -> None:
        """Paper of several heights puts each heading at the foot of a page at one of them."""
        page = opened(open_page, url)
        told = page.locator("h1, h2, h3, caption, .stCaptionContainer p").all_text_contents()
        heads = {" ".join(head.split()) for head in told}
        for height_mm in range(230, 300, 7):
            raw = page.pdf(width="210mm", height=f"{height_mm}mm", print_background=True)
            for leaf in PdfReader(io.BytesIO(raw)).pages:
                assert foot(leaf) not in heads, height_mm

    def test_after_printing_the_charts_are_as_before(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        printed(page)
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        expect(page.locator(".main-svg[viewBox]")).to_have_count(0)

    def test_what_has_no_use_on_paper_is_left_out(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url)
        parts = [page.locator(f".st-key-{key}") for key in ("filters", "coverage", "filter-asof")]
        for part in parts:
            expect(part).to_be_visible()
        page.emulate_media(media="print")
        for part in parts:
            expect(part).to_be_hidden()
        text = words(printed(page))
        for label in ("Show as a table", "Copy link", "Reset filters", "keys: j next event"):
            assert label not in text
