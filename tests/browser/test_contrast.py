"""Every text and every mark of the page has the contrast that WCAG 2.2 AA asks for.

Measured on the page as drawn (contrast.js), charts and shadow roots included: 4.5:1 for text, 3:1
for large text, icons, symbols, marks, the lines that lead to them, and the edges of fields.

Left out, as by WCAG: what is disabled; the edges of buttons, which their words tell; decoration:
ticks, tinted shapes without an outline, edges of cards. Not
measured: what only a pointer or the focus brings up.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.actions import At
from tests.browser.window import Window, a_window, near_view, settled

pytestmark = pytest.mark.browser

MEASURE = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
DRAWN = ("text", "symbol", "mark", "line", "underline")
MAIN = ".dateline"
# Not the arrows of fields, which open a list over the page.
FOLDS = "details:not([open]) > summary, button[aria-expanded=false]:not([aria-haspopup])"
PARTLY = "?from=2014-04-01&to=2014-04-22"  # some events lie only possibly in it
VIEWS = [
    pytest.param("", 1400, id="start"),
    pytest.param("?event=ouster", 1400, id="selected"),
    pytest.param("?background=1&asof=2014-03-18", 1400, id="background"),
    pytest.param(PARTLY, 1400, id="possibly"),
    pytest.param(PARTLY, 390, id="phone"),
]
MODES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    with a_window(browser) as window:
        yield window


SETTLED = """() => document.getAnimations().every(
  ({ playState, effect }) => playState !== "running" || effect.getTiming().iterations === Infinity
)"""


def measured(page: Page) -> list[dict[str, Any]]:
    """What is drawn now, a row for each text and mark; see contrast.js."""
    page.wait_for_function(SETTLED)
    rows: list[dict[str, Any]] = page.evaluate(MEASURE)
    return rows


def failing(page: Page, kinds: Collection[str] = DRAWN) -> list[str]:
    """Each text and mark of too little contrast: its words, where it is, colours and ratio."""
    line = "{kind} “{words}” in {place}: {ink} on {paper} is {ratio:.2f}, not {needed}"
    rows = [row for row in measured(page) if row["kind"] in kinds and row["ratio"] < row["needed"]]
    return list(dict.fromkeys(line.format(**row) for row in rows))


def check(page: Page, kinds: Collection[str] = DRAWN) -> None:
    found = failing(page, kinds)
    assert not found, "\n".join([f"{len(found)} of too little contrast", *found])


def unfold(page: Page) -> None:
    """Open what is folded away: filters, tables, what is used of the article."""
    folds = page.locator(FOLDS).filter(visible=True)
    expect(folds).not_to_have_count(0)
    folds.evaluate_all("folds => folds.forEach((fold) => fold.click())")  # One lies over the next.
    expect(folds).to_have_count(0)


@MODES
@pytest.mark.parametrize(("query", "width"), VIEWS)
def test_all_that_is_drawn_has_enough_contrast(at: At, query: str, width: int, dark: bool) -> None:
    page = at(query, width=width, dark=dark)
    near_view(page)
    check(page)


@MODES
def test_what_is_folded_away_and_the_edges_of_fields_have_enough_contrast(
    at: At, dark: bool
) -> None:
    page = at(dark=dark)
    unfold(page)
    check(page, [*DRAWN, "control"])


def test_contrast_is_enough_when_the_system_turns_dark(at: At) -> None:
    page = at("?event=ouster")
    ground = "getComputedStyle(document.querySelector('.dateline')).backgroundColor"
    before = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"before => {ground} !== before", arg=before)
    settled(page)
    check(page)


# HTML, and the words and ratios in it that fail.
SAMPLES = {
    "text": (
        '<p style="color: #777">less</p><p style="color: #767676">enough</p>',
        [("less", "4.48")],
    ),
    "chart": (
        '<svg><text y="20" fill="#777">less</text><text y="40" fill="#767676">enough</text>'
        '<g fill="currentColor" fill-opacity=".5"><text y="60"><tspan>pale</tspan></text></g>'
        "</svg>",
        [("less", "4.48"), ("pale", "3.33")],
    ),
    "large": (
        '<p style="color: #777; font-size: 24px">large</p>'
        '<p style="color: #777; font: 700 19px serif">large and bold</p>'
        '<p style="color: #777; font: 700 18px serif">bold</p>',
        [("bold", "4.48")],
    ),
    "blended": (
        '<div style="opacity: .5"><p style="color: #000">half</p></div>'
        '<div style="background: #000"><p style="color: rgb(255 255 255 / .5)">grey</p>'
        '<p style="color: rgb(255 255 255 / .4)">dark</p></div>',
        [("half", "3.98"), ("dark", "3.66")],
    ),
    "colours": (
        '<p style="color: color(srgb 0.4667 0.4667 0.4667)">srgb</p>'
        '<p style="color: oklab(0.5692 0 0)">oklab</p>'
        '<p style="color: color-mix(in srgb, #000 53.3%, #fff)">mixed</p>',
        [("srgb", "4.48"), ("oklab", "4.48"), ("mixed", "4.48")],
    ),
    "states": (
        '<button disabled style="color: #999">off</button>'
        '<p style="color: #999; visibility: hidden">hidden</p>'
        '<p style="color: #999; opacity: 0">clear</p>'
        '<input class="pale" placeholder="hint" style="background: #fff">',
        [("hint", "2.85")],
    ),
}


class TestTheMeasure:
    """It sees what it should, its numbers are right, and it can fail."""

    def test_what_is_too_pale_is_found_and_no_other(self, window: Window, url: str) -> None:
        page = window.show(url)
        known = set(failing(page, [*DRAWN, "control"]))

        def new() -> list[str]:
            """What fails since this was asked last."""
            found = [line for line in failing(page, [*DRAWN, "control"]) if line not in known]
            known.update(found)
            return found

        # The file's policy allows no style element.
        page.evaluate(
            """() => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync('.dateline .pale::placeholder { color: #999; opacity: 1 }');
              document.adoptedStyleSheets.push(sheet);
            }"""
        )
        main = page.locator(MAIN)
        for html, expected in SAMPLES.values():
            main.evaluate(
                "(main, html) => main.insertAdjacentHTML('beforeend', `<div>${html}</div>`)", html
            )
            assert [re.findall(r"“(.*)”.* is ([\d.]+)", line)[0] for line in new()] == expected
            main.evaluate("main => main.lastElementChild.remove()")
        page.locator("#timeline .scatterlayer .point").evaluate_all(
            """points => points.find((point) => {
              const [{ trace }] = point.closest(".trace").__data__;
              return trace.customdata?.[point.__data__.i] === "event:complaints";
            }).style.opacity = .3"""
        )
        (mark,) = new()
        assert mark.startswith("mark “event:complaints”")
        main.evaluate(
            """main => main.insertAdjacentHTML("beforeend", `
              <input aria-label="pale" style="border: 1px solid #959595; background: #fff">
              <input aria-label="clear" style="border: 1px solid #949494; background: #fff">`)"""
        )
        (field,) = new()
        assert field.startswith("control “pale”")

    def test_charts_shadow_roots_fields_and_all_kinds_of_marks_are_seen(self, at: At) -> None:
        page = at("?event=ouster")
        seen = {(row["kind"], row["words"]) for row in measured(page)}
        words = " ".join(word for _, word in seen)
        # Of a chart, a card, the selected event, an empty field.
        for wanted in ("claimed", "Durov leaves Russia", "Copy citation", "resignation"):
            assert wanted in words
        assert {kind for kind, _ in seen} == {*DRAWN, "control"}
        assert {("mark", "event:ouster"), ("mark", "stake:ucp-2014-04")} <= seen
