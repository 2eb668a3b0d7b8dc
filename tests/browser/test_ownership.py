"""Who owned what in the browser: pieces, history, the day and what is chosen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dateline.page import make_page
from tests.browser.actions import params, two_frames
from tests.browser.random_stories import random_story
from tests.story_files import a_stake, an_article, an_event, write_story

At = Callable[..., Page]
BARS = "#ownership .ownership-day"
HISTORY = "#ownership .history"
SLIDER = "#ownership input[type=range]"
TEXT = "Ann holds 60 percent of Mill. Bob has 70 percent of the votes. Cleo is a holder, says Bob."
UCP = "stake:ucp-2014-04"

_MIDDLES = """() => ['.day-line', '.day-handle'].map((name) => {
  const box = document.querySelector('#ownership ' + name).getBoundingClientRect();
  return box.left + box.width / 2;
})"""


@pytest.fixture
def wholes(open_page: Callable[..., Page], file_of: Callable[..., str], tmp_path: Path) -> At:
    """A story of shares in a company and of its votes."""
    article = an_article(title="Mill", subject="Mill", body=f"\n# Mill\n\n{TEXT}\n")
    rows: list[dict[str, str]] = [
        {"id": "a", "holder": "Ann", "share": "60", "evidence": "Ann holds 60 percent of Mill"},
        {"id": "b", "holder": "Bob", "share": "70", "of": "votes",
         "evidence": "Bob has 70 percent of the votes"},
        {"id": "c", "holder": "Cleo", "share": "", "basis": "undisclosed", "asserted_by": "Bob",
         "evidence": "Cleo is a holder"},
    ]  # fmt: skip
    stakes = [a_stake(**row) for row in rows]
    event = an_event(evidence="Ann holds 60 percent of Mill")
    folder = write_story(tmp_path, article=article, events=[event], stakes=stakes, quotes=[])
    return lambda query: open_page(f"{file_of(folder)}{query}")


def test_the_section_fits_one_screen_with_other_sources_too(at: At) -> None:
    page = at("?background=1")
    box = page.locator("#ownership").bounding_box()
    assert box is not None
    assert box["height"] <= 600


def test_a_holder_without_a_number_stands_under_the_rest(at: At) -> None:
    page = at("")
    bracket = page.locator(f"{BARS} .share-bracket").bounding_box()
    rest = page.locator(f"{BARS} .piece:not([data-key])").bounding_box()
    assert bracket
    assert rest
    assert rest["x"] <= bracket["x"]
    assert bracket["x"] + bracket["width"] <= rest["x"] + rest["width"] + 1
    assert rest["y"] + rest["height"] <= bracket["y"]
    expect(page.locator(f"{BARS} .share-label.claim")).to_have_text(
        "Igor Sechin and Alisher Usmanov: not disclosed (claimed by Pavel Durov)"
    )


def test_what_other_sources_dispute_says_so_and_opens_them(at: At) -> None:
    page = at("")
    reveal = page.locator("#ownership").get_by_role("button", name="disputed by 2 other sources")
    expect(reveal).to_have_text("disputed by 2 other sources")
    reveal.press("Enter")
    expect(page.locator("#ownership .conflicts")).to_contain_text("Does not fit together")
    expect(page.locator(f"{BARS} a.share-label.claim")).to_be_focused()
    expect(reveal).to_have_count(0)
    assert params(page) == {"background": ["1"]}


def test_the_rest_is_named_on_the_bar(at: At) -> None:
    expect(at("").locator(f"{BARS} .piece:not([data-key])")).to_contain_text("52% not stated")


def test_a_piece_on_a_phone_has_its_name_or_a_line_to_it(open_page: At, url: str) -> None:
    page = open_page(f"{url}?section=ownership&background=1", width=390)
    pieces = page.locator(f"{BARS} .barlayer .point")
    named = page.locator(f"{BARS} :is(.piece:has(.upon), .leader)")
    assert pieces.count() == named.count() > 0


class TestTheDay:
    @pytest.mark.parametrize("width", [1400, 390])
    def test_handle_and_line_stand_at_one_place(self, open_page: At, url: str, width: int) -> None:
        page = open_page(f"{url}?section=ownership&background=1", width=width)
        slider = page.locator(SLIDER)
        for day in range(int(slider.get_attribute("max") or 0) + 1):
            slider.fill(str(day))
            line, handle = page.evaluate(_MIDDLES)
            assert line == pytest.approx(handle, abs=1)

    def test_a_click_on_the_axis_chooses_the_nearest_day(self, at: At) -> None:
        page = at("?background=1")
        strip = page.locator("#ownership .day-strip")
        strip.scroll_into_view_if_needed()
        strip.click(position={"x": 60, "y": 12})
        two_frames(page)
        expect(page.locator(".day-control .day")).to_have_text("1 January 2007")
        assert params(page)["asof"] == ["2007-01-01"]

    def test_play_goes_through_every_day_with_other_sources_too(
        self, open_page: At, url: str
    ) -> None:
        page = open_page(f"{url}?background=1")
        days = int(page.locator(SLIDER).get_attribute("max") or 0) + 1
        page.clock.install()
        page.get_by_role("button", name="Play through the days").click()
        seen = []
        for _ in range(days):
            seen.append(page.locator(SLIDER).input_value())
            page.clock.run_for(1400)
        assert seen == [str(day) for day in range(days)]
        expect(page.get_by_role("button", name="Play through the days")).to_be_visible()

    @pytest.mark.parametrize("act", ["a key", "a click", "an address"])
    def test_play_stops_when_the_reader_does_anything_else(
        self, open_page: At, url: str, act: str
    ) -> None:
        page = open_page(f"{url}?background=1")
        page.clock.install()
        page.get_by_role("button", name="Play through the days").click()
        page.clock.run_for(1400)
        if act == "a key":
            page.keyboard.press("j")
        elif act == "a click":
            page.locator("#ownership h2").click()
        else:
            page.evaluate("history.pushState(null, '', '?background=1&asof=2013-04-17')")
            page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        at_stop = page.locator(SLIDER).input_value()
        page.clock.run_for(5000)
        assert page.locator(SLIDER).input_value() == at_stop
        expect(page.get_by_role("button", name="Play through the days")).to_be_visible()


class TestWholes:
    def test_one_is_shown_and_buttons_choose_another(self, wholes: At) -> None:
        page = wholes("")
        expect(page.locator(BARS)).to_contain_text("Ann 60%")
        expect(page.locator(BARS)).not_to_contain_text("Bob 70%")
        page.get_by_role("button", name="Votes of Mill").click()
        two_frames(page)
        expect(page.locator(BARS)).to_contain_text("Bob 70%")
        expect(page.locator(BARS)).not_to_contain_text("Ann 60%")
        assert params(page)["of"] == ["votes"]

    def test_the_address_chooses_and_what_is_unknown_is_said(self, wholes: At) -> None:
        expect(wholes("?of=votes").locator(f"{BARS} .owned")).to_have_text(
            "Of the votes of Mill the article gives one number: 70%, Bob. "
            "Who holds the other 30% it does not say."
        )
        page = wholes("?of=gold")
        expect(page.locator(".link-notes")).to_have_text(
            "The link asks for shares of “gold”, which this story doesn't have."
        )
        expect(page.locator(BARS)).to_contain_text("Ann 60%")

    def test_a_stake_is_shown_among_those_of_its_whole(self, wholes: At) -> None:
        page = wholes("?stake=b")
        expect(page.locator(BARS)).to_contain_text("Bob 70%")
        page = wholes("")
        page.get_by_role("button", name="All statements as a table").click()
        page.locator("#table-history a[data-key='stake:b']").click()
        expect(page.locator(BARS)).to_contain_text("Bob 70%")


@pytest.mark.parametrize("part", [f"{BARS} .piece", f"{HISTORY} .step"])
def test_a_piece_and_a_step_have_a_tip_and_a_pointer(at: At, part: str) -> None:
    page = at("?background=1")
    piece = page.locator(part).first
    piece.scroll_into_view_if_needed()
    two_frames(page)
    piece.hover()
    assert piece.evaluate("piece => getComputedStyle(piece).cursor") == "pointer"
    expect(page.get_by_role("tooltip")).to_be_visible()


_STACKS = """(ownership) => Object.values(ownership.layers).flatMap(({ wholes }) => wholes).flatMap(
  (whole) => historyOf(ownership, whole).map(({ stack, rows }, number) => ({
    states: whole.states.map((_, place) => stack.filter(({ first, end }) => first <= place && place < end)),
    held: whole.states.map((_, place) => stateAt(ownership, whole, place).charts[number]),
    rows: whole.states.map((_, place) => rows.filter(({ first, end }) => first <= place && place < end).map(({ key }) => key)),
  })))"""  # noqa: E501


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_what_holds_on_a_day_stands_in_its_stack_or_its_rows(
    blank: Page, tmp_path: Path, seed: int
) -> None:
    ownership = make_page(random_story(tmp_path, seed, sentences=60))["ownership"]
    for chart in blank.evaluate(_STACKS, ownership):
        for stack, held, rows in zip(chart["states"], chart["held"], chart["rows"], strict=True):
            _expect_stack(stack, held, rows)


def _expect_stack(stack: list[dict[str, Any]], held: dict[str, Any], rows: list[str]) -> None:
    end = 0.0
    for piece in sorted(stack, key=lambda piece: float(piece["start"])):
        assert piece["start"] == pytest.approx(end)
        end = piece["start"] + piece["length"]
    assert end <= 100.1
    in_bar = {piece["key"] for piece in held["pieces"] if piece["row"] == 0 and piece["key"]}
    if held["rows"] and not held["rows"][0]["label"]:
        assert in_bar <= {piece["key"] for piece in stack}
    assert not {piece["key"] for piece in stack if piece["key"]} & set(rows)
