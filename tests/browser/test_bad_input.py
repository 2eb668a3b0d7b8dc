"""What is taken away or wrong: charts, storage, history, the address. The words stay.

A file that is cut short is in test_hosts.py.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dateline.page import make_page
from dateline.page.html_file import file_html
from dateline.story import Story
from tests.browser.actions import (
    CURRENT,
    QUOTES,
    At,
    OpenPage,
    expect_selected,
    link_of,
    other_sources,
    params,
    search,
    shown,
    toggle,
    two_frames,
)

pytestmark = pytest.mark.browser

COMPLAINTS = ("event:complaints", "Durov's exit prompted a storm")


def with_script(open_page: OpenPage, address: str, script: str) -> Page:
    """Open the page in a browser in which a script has run before."""
    page = open_page("about:blank", wait="")
    page.add_init_script(script)
    page.goto(address)
    page.wait_for_selector("html[data-dateline=ready]")
    return page


class TestWithoutCharts:
    @pytest.fixture
    def broken(self, published: Story, tmp_path: Path) -> str:
        """The shipped story in a file whose code of the charts fails when it is run."""
        code = tmp_path / "plotly.js"
        code.write_text("/* plotly.js v0.0.0 */\nthrow new Error('no charts here');\n")
        file = tmp_path / "story.html"
        file.write_text(file_html(make_page(published), plotly=code), encoding="utf-8")
        return file.as_uri()

    def test_it_says_so_and_the_rest_works(self, open_page: OpenPage, broken: str) -> None:
        page = open_page(broken, ignore_errors=True)
        expect(page.locator("html")).to_have_attribute("data-charts", "missing")
        expect(page.locator(".link-notes")).to_have_text(
            "The charts cannot be drawn: their library did not load. The list, the text and all "
            "links work."
        )
        expect(page.locator("#timeline a").first).to_be_visible()
        assert len(shown(page)["rows"]) >= 9
        expect(page.locator(QUOTES).first).to_be_visible()
        expect(
            link_of(page, "#ownership .ownership-day", "stake:ucp-2014-04").first
        ).to_be_visible()
        link_of(page, "#timeline", COMPLAINTS[0]).click()
        expect_selected(page, *COMPLAINTS)
        toggle(page, "category", "reaction")
        assert set(shown(page)["rows"]) >= {"event:complaints", "event:ucp-statement"}
        assert "event:ouster" not in shown(page)["rows"]
        search(page, "united")
        # The selected row stays, whatever the filters leave.
        assert shown(page)["rows"] == ["event:ucp-statement", "event:complaints"]
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Reset all", exact=True).click()
        other_sources(page).click()
        two_frames(page)
        assert "event:launch-2006" in shown(page)["rows"]

    def test_notes_of_the_link_stay_beside_it(self, open_page: OpenPage, broken: str) -> None:
        page = open_page(f"{broken}?event=moon", ignore_errors=True)
        assert page.locator(".link-notes p").all_text_contents() == [
            "The link leads to event “moon”, which this story doesn't have.",
            "The charts cannot be drawn: their library did not load. The list, the text and all "
            "links work.",
        ]


class TestWithoutStorage:
    BLOCKED = """
      Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('blocked', 'SecurityError'); },
      });
    """

    def test_the_page_works_and_the_keys_can_still_be_turned_off(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = with_script(open_page, url, self.BLOCKED)
        page.keyboard.press("j")
        expect(page.locator(CURRENT).first).to_be_in_viewport()
        before = params(page)
        page.get_by_role("button", name="How to read").click()
        page.get_by_role("checkbox", name="keys: j next event").uncheck()
        page.locator("h1").click()
        page.keyboard.press("j")
        two_frames(page)
        assert params(page) == before


class TestWithoutHistory:
    REFUSED = """
      history.pushState = history.replaceState = () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
    """

    def test_clicks_filters_and_typing_work_though_no_address_can_be_written(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = with_script(open_page, f"{url}?event=ouster", self.REFUSED)
        link_of(page, "#timeline", COMPLAINTS[0]).click()
        expect(page.locator(CURRENT).first).to_contain_text(COMPLAINTS[1])
        toggle(page, "category", "reaction")
        search(page, "storm")
        now = shown(page)
        assert now["marks"] == ["event:complaints"]
        assert now["card"] == "Storm of complaints online"
        assert params(page) == {"event": ["ouster"]}


NONSENSE = [
    "?%",
    "?%E0%A4%A=1&q=%FF%FE",
    "?category=&actor=&event=&from=&asof=&background=&section=",
    "?from=99999-01-01&to=-1&asof=0000-00-00&sure=sure&background=on",
    "?section=nowhere&story=nothing&embed=true",
    "?event=%00&quote=../../etc&stake=__proto__",
    "?category=constructor&q=__proto__%20hasOwnProperty",
    "?" + "&".join(f"actor=nobody-{n}" for n in range(200)),
    "?q=" + "%F0%9F%9A%A2" * 500,
    "?event=ouster&event=complaints&event=nothing",
]


class TestNonsense:
    def test_an_address_with_nonsense_shows_the_story(self, at: At) -> None:
        for query in NONSENSE:
            self.expect_usable(at(query))

    def test_so_does_a_page_that_is_opened_there(self, open_page: OpenPage, url: str) -> None:
        self.expect_usable(open_page(url + NONSENSE[1]))

    def expect_usable(self, page: Page) -> None:
        expect(page.locator("article a.passage").first).to_be_attached()
        search(page, "")
        if page.locator(".chips .reset").is_visible():
            page.locator(".chips .reset").click()
        two_frames(page)
        assert len(shown(page)["marks"]) >= 9
        link_of(page, "#timeline", COMPLAINTS[0]).click()
        expect_selected(page, *COMPLAINTS)

    def test_the_first_of_several_values_is_meant(self, at: At) -> None:
        page = at("?event=ouster&event=complaints")
        assert shown(page)["card"] == "Durov says he was forced out"
