"""The page on a phone, and at 320 px, which is what zoom to 400 % leaves of a window."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import OpenPage, click_mark, expect_selected, opened, params, place_of

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844, "touch": True}
COMPLAINTS = ("event:complaints", "Durov's exit prompted a storm")
FIELDS = (
    "q",
    "category",
    "actor",
    "status",
    "from",
    "to",
    "speaker",
    "topic",
    "kind",
    "background",
)

# Everything that can be used and is on the page, also within the components.
_TARGETS = """
() => {
  const found = [];
  const visit = (root) => root.querySelectorAll('*').forEach((node) => {
    if (node.shadowRoot) visit(node.shadowRoot);
    if (!node.matches('a[href], button, input, select, summary, [role=button]')) return;
    // Links within a sentence are exempt (WCAG 2.5.8), as is what only the keyboard reaches. A
    // field's label, box and arrow are one target.
    const exempt = 'article, [data-testid=stCaptionContainer], [data-testid=stSkipToContent]';
    if (node.closest(exempt) || node.tabIndex < 0) return;
    const shown = node.closest('label') ?? node;
    const box = shown.getBoundingClientRect();
    if (!box.width || getComputedStyle(shown).visibility === 'hidden') return;
    found.push([node.outerHTML.slice(0, 120), box.width, box.height]);
  });
  visit(document);
  return found;
}
"""
_WIDE = """
() => {
  const found = [];
  const visit = (root) => root.querySelectorAll('*').forEach((node) => {
    if (node.shadowRoot) visit(node.shadowRoot);
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height || node.closest('svg')) return;
    const style = getComputedStyle(node);
    if (style.clipPath !== 'none' || node.matches('[data-testid=stSkipToContent]')) return;
    const hides = /auto|scroll/.test(style.overflowX) && node.scrollWidth > node.clientWidth + 1;
    if (!hides && box.right < innerWidth + 1 && box.left > -1) return;
    found.push([node.outerHTML.slice(0, 160), box.left, box.right]);
  });
  visit(document);
  return found;
}
"""


def small_targets(page: Page) -> list[str]:
    return [
        f"{html}: {width:.0f} × {height:.0f}"
        for html, width, height in page.evaluate(_TARGETS)
        if min(width, height) < 24
    ]


def opened_filters(page: Page) -> None:
    page.locator(".st-key-drawer button").click()
    expect(page.locator(".st-key-filter-more")).to_be_visible()


class TestPhone:
    def test_charts_text_and_quotes_stand_in_one_column(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, url, **PHONE)
        for name in ("timeline", "undated", "ownership", "quotes", "article"):
            box = page.locator(f".st-key-{name}").bounding_box()
            assert box is not None
            assert box["width"] > 340, name
        expect(page.locator(".st-key-timeline-list")).to_be_visible()
        expect(page.locator(".st-key-timeline-wide")).to_be_hidden()

    def test_one_drawer_holds_all_filters_and_says_how_many_are_active(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = opened(open_page, f"{url}/?category=leadership&speaker=pavel-durov", **PHONE)
        button = page.get_by_role("button", name="Filters (2 active)")
        expect(button).to_have_attribute("aria-expanded", "false")
        for key in FIELDS:
            expect(page.locator(f".st-key-filter-{key}")).to_be_hidden()
        opened_filters(page)
        expect(button).to_have_attribute("aria-expanded", "true")
        for key in FIELDS:
            expect(page.locator(f".st-key-filter-{key}")).to_be_visible()
        page.get_by_role("button", name="Reset filters").click()
        expect(page.get_by_role("button", name="Filters", exact=True)).to_be_visible()
        expect(page.locator(".st-key-filter-more")).to_be_visible()
        assert params(page) == {}

    def test_the_quotes_lead_to_their_filters(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url, **PHONE)
        page.get_by_role("button", name="Filter the quotes").click()
        expect(page.locator(".st-key-filter-speaker input")).to_be_focused()
        expect(page.locator(".st-key-filter-speaker")).to_be_in_viewport()

    def test_the_passage_leads_back_up_to_the_chart(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url, **PHONE)
        page.touchscreen.tap(*place_of(page, COMPLAINTS[0]))
        expect_selected(page, *COMPLAINTS)
        expect(page.get_by_role("region", name="Selected item")).to_be_in_viewport()
        page.get_by_role("button", name="Back up").click()
        expect(page.locator(".st-key-timeline-list .dateline-selected").first).to_be_in_viewport()

    def test_a_swipe_over_the_chart_scrolls_the_page(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url, **PHONE)
        x, y = place_of(page, "event:founding")
        devtools = page.context.new_cdp_session(page)

        def touch(kind: str, *places: tuple[float, float]) -> None:
            points = [{"x": left, "y": top} for left, top in places]
            devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

        touch("touchStart", (x, y))
        for step in range(1, 21):
            touch("touchMove", (x, y - 15 * step))
        touch("touchEnd")
        scrolled = "() => document.querySelector('[data-testid=stMain]').scrollTop"
        page.wait_for_function(f"({scrolled})() > 200")
        assert params(page) == {}

    @pytest.mark.parametrize("width", [390, 1400])
    def test_every_target_is_24_px_or_more(self, open_page: OpenPage, url: str, width: int) -> None:
        page = opened(open_page, f"{url}/?background=1&event=ouster", width=width)
        opened_filters(page)
        page.keyboard.press("t")
        expect(page.locator("#table-timeline")).to_be_visible()
        assert small_targets(page) == []

    def test_a_small_target_would_be_found(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url, **PHONE)
        before = small_targets(page)
        small = "<button style='height: 9px'>x</button>"
        page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", small)
        assert len(small_targets(page)) == len(before) + 1


class TestZoom:
    @pytest.mark.parametrize("query", ["", "?background=1&event=ouster", "?category=reaction"])
    def test_at_320_px_nothing_scrolls_sideways(
        self, open_page: OpenPage, url: str, query: str
    ) -> None:
        page = opened(open_page, f"{url}/{query}", width=320, height=640)
        opened_filters(page)
        page.keyboard.press("t")
        expect(page.locator("#table-timeline")).to_be_visible()
        assert page.evaluate(_WIDE) == []

    def test_what_scrolls_sideways_would_be_found(self, open_page: OpenPage, url: str) -> None:
        page = opened(open_page, url, width=320, height=640)
        page.evaluate("document.querySelector('h1').style.width = '500px'")
        assert any(html.startswith("<h1") for html, *_ in page.evaluate(_WIDE))

    def test_at_400_percent_nothing_is_lost(self, open_page: OpenPage, url: str) -> None:
        """1280 × 1024 at 400 % is 320 × 256."""
        page = opened(open_page, url, width=320, height=256)
        wide = opened(open_page, url)
        count: Callable[[Page, str], int] = lambda of, part: of.locator(part).count()  # noqa: E731
        for part in (".st-key-quotes a.card", ".st-key-undated a.card", "article a.passage",
                     ".figures li", ".guide li"):  # fmt: skip
            assert count(page, part) == count(wide, part) > 0
        click_mark(page, COMPLAINTS[0])
        expect_selected(page, *COMPLAINTS)
