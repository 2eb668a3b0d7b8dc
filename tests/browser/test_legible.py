"""What is drawn can be read at any width: rows of the timeline, bars of shares, as measured."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from dateline.reading import load_story
from dateline.story import records
from tests.browser.conftest import ROOT
from tests.browser.generated_stories import HARD, takeover
from tests.browser.window import Window, a_window, near_view, settled

pytestmark = pytest.mark.browser

ALL_WIDTHS = range(1920, 389, -37)
SOME_WIDTHS = (1400, 690, 390)
SHIPPED, BACKGROUND = "shipped", "shipped with background"
HOLDERS = (1, 3, 7, 12)


def _long(names: Iterable[Any], but: Iterable[Any] = ()) -> list[Any]:
    """Parameters of tests that only make test-long runs."""
    return [pytest.param(name, marks=pytest.mark.long) for name in names if name not in but]


def folder_of(name: str, parent: Path) -> Path:
    if name.startswith("holders "):
        return takeover(parent, int(name.split()[1]))
    return HARD[name](parent) if name in HARD else ROOT


@pytest.fixture(scope="session")
def address_of(
    file_of: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """The address of a story by its name."""

    @cache
    def address(name: str) -> str:
        made = file_of(folder_of(name, tmp_path_factory.mktemp("story")))
        return f"{made}?background=1" if name == BACKGROUND else made

    return address


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    with a_window(browser) as window:
        yield window


# The titles in the order of the rows, and what cannot be read of them.
_ROWS = """
() => {
  const faults = [];
  const rows = [...document.querySelectorAll('#timeline [data-row]:not([hidden])')];
  const plot = document.querySelector('#timeline .plot-box').getBoundingClientRect();
  const end = plot.width > 100 ? plot.left : innerWidth;
  const textBox = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  let reached = -Infinity;
  for (const row of rows) {
    const name = row.querySelector('.title').textContent, {top, bottom} = row.getBoundingClientRect();
    if (top < reached - 1) faults.push(`the row “${name}” meets the one above`);
    if (bottom - top < 24) faults.push(`the row “${name}” is ${bottom - top} px high`);
    reached = bottom;
    const texts = [...row.querySelectorAll('.when, .title, .note:not(:empty)')].map((node) => [node.className, textBox(node)]);
    for (const [what, box] of texts) {
      if (!box.width) faults.push(`${what} of “${name}” is not shown`);
      if (box.left < 0 || box.right > end + 1) faults.push(`${what} of “${name}” leaves its room`);
      // A link's box is some pixels higher than its line.
      if (box.top < top - 4 || box.bottom > bottom + 4) faults.push(`${what} of “${name}” leaves its row`);
    }
    const [one, other] = texts.map(([, box]) => box);
    if (one.left + 1 < other.right && other.left + 1 < one.right && one.top + 1 < other.bottom && other.top + 1 < one.bottom) {
      faults.push(`date and title of “${name}” meet`);
    }
  }
  const ticks = [...document.querySelectorAll('#timeline .axis-ticks > span')].map(textBox).sort((a, b) => a.left - b.left);
  ticks.slice(1).forEach((box, place) => box.left < ticks[place].right && faults.push('two ticks meet'));
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
  return {faults, titles: rows.map((row) => row.querySelector('.title').textContent)};
}
"""  # noqa: E501


class TestRows:
    """At every width each event has its row, with its date and its whole title."""

    def swept(
        self, window: Window, address: str, titles: Iterable[str], widths: Iterable[int]
    ) -> list[str]:
        window.show(address, width=max(widths))
        found = []
        for width in widths:
            state = window.resize(width).evaluate(_ROWS)
            assert sorted(state["titles"]) == sorted(titles)
            found += [f"{width} px: {fault}" for fault in state["faults"]]
        return found

    @pytest.mark.parametrize(
        "story", [BACKGROUND, "german", "arabic", *_long(HARD, but=("german", "arabic"))]
    )
    def test_stories_with_long_words_and_other_scripts(
        self, window: Window, address_of: Callable[[str], str], story: str, tmp_path: Path
    ) -> None:
        events = records(load_story(folder_of(story, tmp_path)).events)
        has_background = story == BACKGROUND
        titles = [row["title"] for row in events if has_background or not row["background"]]
        assert self.swept(window, address_of(story), titles, SOME_WIDTHS) == []

    def test_a_title_that_is_cut_or_out_of_place_is_reported(
        self, window: Window, address_of: Callable[[str], str]
    ) -> None:
        page = window.show(address_of("one day"))
        title = page.locator("#timeline .what").first
        for style, expected in (
            ("translate: -900px", "leaves its room"),
            ("translate: 0 60px", "leaves its row"),
            ("display: none", "is not shown"),
        ):
            title.evaluate("(node, style) => (node.style = style)", style)
            assert any(expected in fault for fault in page.evaluate(_ROWS)["faults"]), style
        title.evaluate("node => (node.style = '')")
        assert page.evaluate(_ROWS)["faults"] == []


_SHARES = Path(__file__).with_name("share_boxes.js").read_text(encoding="utf-8")


class TestOwnership:
    """Words in a piece are that piece's and whole; nothing outside 0–100; all is listed below."""

    def swept(self, window: Window, address: str, widths: Iterable[int]) -> list[str]:
        page = window.show(address, width=max(widths))
        near_view(page)
        found = []
        for width in widths:
            window.resize(width)
            near_view(page)
            state = page.evaluate(_SHARES)
            assert state["drawn"]
            found += [f"{width} px: {fault}" for fault in state["faults"]]
        return found

    @pytest.mark.parametrize("holders", [12, *_long(HOLDERS, but=(12,))])
    def test_any_number_of_holders(
        self, window: Window, address_of: Callable[[str], str], holders: int
    ) -> None:
        assert self.swept(window, address_of(f"holders {holders}"), (1400, 777, 390)) == []

    @pytest.mark.parametrize("story", [BACKGROUND, *_long(["a takeover", "a court case"])])
    def test_a_story_on_every_day(
        self, window: Window, address_of: Callable[[str], str], story: str
    ) -> None:
        page = window.show(address_of(story), width=1400)
        slider = page.locator("#ownership input[type=range]")
        days = int(slider.get_attribute("max") or 0)
        assert days > (1 if story == "a court case" else 3)
        found = []
        for day in range(days + 1):
            slider.fill(str(day))
            settled(page)
            found += [f"day {day}: {fault}" for fault in page.evaluate(_SHARES)["faults"]]
        assert found == []

    def test_every_statement_of_twelve_holders_is_listed(
        self, window: Window, address_of: Callable[[str], str]
    ) -> None:
        page = window.show(address_of("takeover"))
        listed = page.evaluate(_SHARES)["listed"]
        assert set(listed) == {f"stake:s{n:02}" for n in range(12)} | {"stake:claim"}

    @pytest.mark.long
    @pytest.mark.parametrize("story", [BACKGROUND, *(f"holders {n}" for n in HOLDERS)])
    def test_at_all_widths(
        self, window: Window, address_of: Callable[[str], str], story: str
    ) -> None:
        assert self.swept(window, address_of(story), ALL_WIDTHS) == []

    def test_words_that_leave_their_piece_are_reported(
        self, window: Window, address_of: Callable[[str], str]
    ) -> None:
        page = window.show(address_of(SHIPPED))
        assert page.evaluate(_SHARES)["faults"] == []
        piece = page.locator("#ownership .ownership-day .piece").first
        piece.evaluate("piece => { piece.style.left = '60%'; }")
        assert any("its own piece" in fault for fault in page.evaluate(_SHARES)["faults"])
        piece.evaluate("piece => piece.remove()")
        assert any("is drawn and not listed" in fault for fault in page.evaluate(_SHARES)["faults"])
