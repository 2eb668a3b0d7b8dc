"""Who said what: speakers in order, nothing twice, minor ones folded, denials, roles."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import QUOTES, At, OpenPage
from tests.story_files import a_quote, an_article, write_story

pytestmark = pytest.mark.browser

FileOf = Callable[..., str]
OPEN = "#quotes .speakers:not(details .speakers)"
MINOR = "#quotes .minor-speakers"


def speaker(page: Page, name: str) -> Locator:
    return page.locator("#quotes .speaker", has=page.get_by_role("heading", name=name, exact=True))


def height(page: Page) -> float:
    box = page.locator("#quotes").bounding_box()
    assert box
    return box["height"]


class TestShipped:
    def test_the_section_is_short_beside_the_article(self, at: At) -> None:
        assert height(at("")) <= 600

    def test_the_section_is_short_on_a_phone(self, phone: At) -> None:
        page = phone("")
        page.locator("nav.sections a[data-section=quotes]").tap()
        expect(page.locator("#quotes")).to_be_visible()
        assert height(page) <= 900

    def test_who_says_most_comes_first_and_speakers_without_quoted_words_are_folded(
        self, at: At
    ) -> None:
        page = at("")
        names = page.locator(f"{OPEN} h3").all_text_contents()
        assert names == ["Pavel Durov", "United Capital Partners", "Pavel Salin"]
        fold = page.locator(MINOR)
        expect(fold.locator("> summary")).to_have_text(
            "6 other speakers, of whom no words are quoted"
        )
        expect(fold.locator(".speaker").first).to_be_hidden()
        fold.locator("> summary").click()
        expect(fold.get_by_role("heading", name="Prosecutors")).to_be_visible()
        fold.locator("> summary").click()

    def test_no_quote_and_no_words_stand_twice(self, at: At) -> None:
        links = at("").locator(QUOTES)
        # Around words that are quoted in it, a report is several links to one row.
        whole = links.evaluate_all(
            "links => links.filter((a) => !a.closest('.words')).map((a) => a.dataset.key)"
        )
        assert len(whole) == len(set(whole)) > 10
        words = at("").locator("#quotes :is(.quote .words, .asides q)").all_text_contents()
        assert len(words) == len(set(words))

    def test_a_denial_names_what_it_denies(self, at: At) -> None:
        said = speaker(at(""), "United Capital Partners").locator(".said", has_text="denies this")
        expect(said.locator(".denies")).to_have_text(
            "denies Durov claims is connected with the security services"
        )
        expect(said.locator(".denies a")).to_have_attribute("data-key", "quote:claims-ucp-link")

    def test_a_role_that_differs_stands_at_its_quote(self, at: At) -> None:
        durov = speaker(at(""), "Pavel Durov")
        expect(durov.locator(".speaker-head")).to_contain_text("VK founder")
        origins = durov.locator("> ul .origin").all_text_contents()
        assert [one for one in origins if "founder" in one] == [
            "Internet entrepreneur, VK founder · by 23 Apr 2014 · State pressure"
        ]


class TestOtherStories:
    def test_where_nobody_is_quoted_word_for_word_all_speakers_stand_open(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        names = ("Ann", "Bob", "Cleo", "Dan")
        body = "\n\n".join(f"{name} said it was over." for name in names)
        quotes = [
            a_quote(id=name.lower(), speaker=name, kind="indirect", text=f"{name} said it was over",
                    evidence=f"{name} said it was over")
            for name in names
        ]  # fmt: skip
        folder = write_story(
            tmp_path, article=an_article(body), events=[], stakes=[], quotes=quotes
        )
        page = open_page(file_of(folder))
        expect(page.locator(f"{OPEN} h3")).to_have_text(list(names))
        expect(page.locator(MINOR)).to_be_hidden()
