"""A page as columns and in parts: it reads back as it was, and says what is still missing."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route, expect

from dateline.page import make_page, parts
from dateline.page.columns import encode_column
from dateline.page.html_file import file_html
from dateline.page.parts import encode_page
from dateline.plotly_bundle import find_bundle
from dateline.reading import load_story
from dateline.story import Story
from scripts.generate_story import generate_story
from scripts.server import Server
from tests.browser.actions import CURRENT, SEARCH, OpenPage
from tests.browser.random_stories import random_story
from tests.browser.window import LONGEST_WAIT_MS

pytestmark = pytest.mark.browser

EVENTS = 2_200
ROOT = Path(__file__).parents[2]
COMING = ".coming"
WAITING_SEARCH = (
    "“inquiry” is looked for once all words have loaded; until then it leaves nothing out."
)
_READ = """
encoded => {
  const page = readPage(encoded[0]);
  encoded.slice(1).forEach(page.addPart);
  const {rows, rowsLoaded, partsLoaded, parts, addPart, ...plain} = page;
  return JSON.stringify({plain, rowsLoaded, isWhole: page.isWhole});
}
"""


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stories of a hundred rows come in parts, as great ones do."""
    monkeypatch.setattr(parts, "MOST_ROWS_IN_ONE", 20)
    monkeypatch.setattr(parts, "ROWS_A_PART", 40)
    monkeypatch.setattr(parts, "FIRST_ROWS", 5)
    monkeypatch.setattr(parts, "FIRST_TEXT_LENGTH", 1_000)
    monkeypatch.setattr(parts, "SHORT_OWNERSHIP_LENGTH", 100)


SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**52), 2**52) | st.text()
    | st.floats(allow_nan=False, allow_infinity=False)
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=8,
)
COLUMNS = (
    st.lists(JSON, max_size=12)
    | st.lists(st.sampled_from([0, 1, "a", None, True, False, 1.5]), max_size=200)
    | st.lists(st.integers(0, 300), max_size=400)
    | st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(list), max_size=40)
    | st.lists(st.lists(st.integers(), max_size=3), max_size=30)
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate_story(tmp_path_factory.mktemp("great"), EVENTS)


@pytest.fixture(scope="module")
def great(story: Path) -> Any:
    """What the page of the great story is made of."""
    return make_page(load_story(story))


class TestColumns:
    @given(columns=st.lists(COLUMNS, min_size=10, max_size=10))
    def test_a_page_is_read_as_it_was_written(self, blank: Page, columns: list[list[Any]]) -> None:
        encoded = [[json.loads(json.dumps(encode_column(one))), len(one)] for one in columns]
        # As text: a bridge that carries values may carry -0 and half a letter otherwise.
        back = blank.evaluate(
            "text => JSON.stringify(JSON.parse(text).map(([column, count]) => {"
            " const read = readColumn(column, count);"
            " return Array.from({length: count}, (_, place) => read(place)); }))",
            json.dumps(encoded),
        )
        assert same(json.loads(back)) == same(columns)

    def test_few_values_take_a_letter_each_and_many_two(self) -> None:
        few, many = list(range(91)), [f"value {number}" for number in range(92)]
        assert encode_column(["x", "y"] * 5 + ["x"]) == ["#", ["x", "y"], "!#!#!#!#!#!"]
        assert len(encode_column(few[::-1] * 9)[2]) == 91 * 9
        assert len(encode_column(many * 9)[2]) == 2 * 92 * 9

    def test_whole_numbers_that_grow_are_encoded_as_steps(self) -> None:
        assert encode_column([700_000, 700_001, 700_003]) == ["+", [700_000, 1, 2]]

    def test_bounds_that_are_mostly_one_day_are_encoded_as_one_column(self) -> None:
        days = [[day, day, day] for day in range(700_000, 700_050)]
        form, columns, references = encode_column(days)
        assert (form, references) == ("(", [-1, 0, 0])
        assert columns[1:] == [["=", 0], ["=", 0]]


def same(value: Any) -> Any:
    """JSON as JavaScript keeps it: 1.0 is 1, and True is not."""
    if isinstance(value, list):
        return [same(one) for one in value]
    if isinstance(value, dict):
        return {name: same(one) for name, one in value.items()}
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return (isinstance(value, bool), float(value) if is_number else value)


def found(page: Any, word: str) -> str:
    """What the page says of a search for one word."""
    events, quotes = (
        sum(word in row["search"] and not row["background"] for row in page[name])
        for name in ("events", "quotes")
    )
    assert events > 1
    return f"{events} events, {quotes} quote{'' if quotes == 1 else 's'}"


class TestPages:
    def read(self, blank: Page, page: Any) -> Any:
        encoded = encode_page(page)
        found = json.loads(blank.evaluate(_READ, json.loads(json.dumps(encoded))))
        assert found["isWhole"]
        assert found["rowsLoaded"] == sum(len(page[name]) for name in parts.TABLES)
        expected = json.loads(json.dumps(page)) | {"format": parts.FORMAT}
        for name, value in expected.items():
            assert found["plain"][name] == value, name
        assert set(found["plain"]) == set(expected)
        return encoded

    def test_the_shipped_story_is_one_part_and_read_whole(
        self, blank: Page, published: Story
    ) -> None:
        assert len(self.read(blank, make_page(published))) == 1

    @pytest.mark.parametrize(
        "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (1, 2, 3))]
    )
    @pytest.mark.usefixtures("small_parts")
    def test_a_story_made_by_chance_is_read_whole(
        self, blank: Page, tmp_path: Path, seed: int
    ) -> None:
        self.read(blank, make_page(random_story(tmp_path, seed)))

    @pytest.mark.usefixtures("small_parts")
    def test_a_page_in_parts_is_read_whole(self, blank: Page, tmp_path: Path) -> None:
        page = make_page(load_story(generate_story(tmp_path, 100)))
        parts = self.read(blank, page)
        assert len(parts) == 1 + parts[0]["parts"] == 4
        assert "ownership" not in parts[0]
        assert len(json.dumps(parts)) < 0.7 * len(json.dumps(page))

    def test_a_great_story_is_encoded_in_less_than_a_third_of_its_length(
        self, blank: Page, great: Any
    ) -> None:
        parts = self.read(blank, great)
        lengths = [len(json.dumps(part)) for part in parts]
        assert len(parts) > 1
        assert sum(lengths) < 560 * EVENTS  # article and all
        assert lengths[0] < 240_000


class TestInTheFile:
    @pytest.fixture
    def page_data(self, tmp_path: Path) -> Any:
        return make_page(load_story(generate_story(tmp_path / "story", 100)))

    @pytest.fixture
    def html(self, page_data: Any, small_parts: None) -> str:
        return file_html(page_data, plotly=find_bundle())

    def opened(self, open_page: OpenPage, html: str, tmp_path: Path, query: str = "") -> Page:
        file = tmp_path / "story.html"
        file.write_text(html, encoding="utf-8")
        return open_page(file.as_uri() + query)

    def test_the_charts_code_stands_before_the_other_parts(self, html: str) -> None:
        order = ['id="dateline-page"', 'id="dateline-plotly"', 'id="dateline-part-1"',
                 'id="dateline-part-3"']  # fmt: skip
        assert [html.index(id_) for id_ in order] == sorted(html.index(id_) for id_ in order)

    def test_it_becomes_whole(
        self, open_page: OpenPage, html: str, page_data: Any, tmp_path: Path
    ) -> None:
        page = self.opened(open_page, html, tmp_path)
        expect(page.locator(COMING)).to_be_hidden()
        expect(page.locator(".coverage")).to_have_count(1)
        expect(page.locator("#ownership .bars").first).to_be_visible()
        page.locator(SEARCH).fill("inquiry")
        expect(page.locator(".search-status")).to_contain_text(found(page_data, "inquiry"))

    def test_what_plotly_puts_between_a_part_and_its_line_does_no_harm(
        self, open_page: OpenPage, html: str, tmp_path: Path
    ) -> None:
        """Its measuring elements go to the end of what is read of the body just then."""
        start = html.index("</script>", html.index('id="dateline-part-2"')) + len("</script>")
        between = f'{html[:start]}<svg id="js-plotly-tester"></svg>{html[start:]}'
        page = self.opened(open_page, between, tmp_path)
        expect(page.locator(COMING)).to_be_hidden()
        expect(page.locator(".coverage")).to_have_count(1)

    def test_a_file_without_its_last_part_says_so(
        self, open_page: OpenPage, html: str, tmp_path: Path
    ) -> None:
        page = self.opened(open_page, html[: html.index('id="dateline-part-3"') + 400], tmp_path)
        expect(page.locator(COMING)).to_have_text(
            re.compile(
                r"^The words of \d+ of \d+ rows have not loaded: "
                r"this file is cut short; get it anew\.\s*$"
            )
        )
        page.locator(".downloads > summary").click()
        page.get_by_role("button", name="Rows shown as JSON").click()
        expect(page.locator(".downloads [role=status]")).to_have_text(
            re.compile(
                r"^Rows shown as JSON: The words of \d+ of \d+ rows have not loaded: "
                r"this file is cut short; get it anew\.$"
            )
        )


@pytest.fixture(scope="module")
def address(serve_process: Callable[[Path], Server], story: Path) -> str:
    server = serve_process(story)
    version = ""
    while not version:  # Each answer waits some time for the reading.
        with urlopen(f"{server.url}/dateline/version", timeout=LONGEST_WAIT_MS / 1000) as answer:
            version = json.load(answer)["version"]
    return server.url


def last_event(page: Any) -> Any:
    """The last event with a passage, whose words come in the last of the parts."""
    rows = reversed(page["events"])
    return next(row for row in rows if row["passages"] and not row["background"])


class TestServed:
    """A story of more than two thousand rows, whose other parts are held back."""

    @pytest.fixture
    def held(
        self, open_page: OpenPage, address: str
    ) -> Callable[[str], tuple[Page, Callable[[], None]]]:
        """Open at a query, with the other parts held back until they are let go."""

        def open_(query: str) -> tuple[Page, Callable[[], None]]:
            page = open_page("about:blank", wait="")
            waiting: list[Route] = []
            page.route(
                re.compile(r"/dateline/page/\w+/\d+\.json"), lambda route: waiting.append(route)
            )
            page.goto(address + query, wait_until="commit")
            page.wait_for_selector("html[data-dateline=ready]")

            def let_go() -> None:
                for route in waiting:
                    route.continue_()
                page.unroute_all()

            return page, let_go

        return open_

    def test_charts_and_filters_work_before_the_words_come(self, held: Any) -> None:
        page, let_go = held("")
        expect(page.locator(COMING)).to_have_text(
            re.compile(r"^The words of [\d,]+ of 2,\d{3} rows have loaded\.\s*$")
        )
        expect(page.locator(f"{COMING} progress")).to_be_visible()
        count = page.locator("nav.sections a").first.inner_text()
        pill = page.locator("[data-facet=category]").first
        pill.click()
        expect(page.locator("nav.sections a").first).not_to_have_text(count)
        narrowed = page.locator("nav.sections a").first.inner_text()
        let_go()
        expect(page.locator(COMING)).to_be_hidden()
        expect(page.locator("nav.sections a").first).to_have_text(narrowed)
        assert "…" not in page.locator("#timeline .title").all_text_contents()

    def test_a_search_waits_for_the_words_and_says_so(self, held: Any, great: Any) -> None:
        page, let_go = held("")
        before = page.locator("nav.sections a").first.inner_text()
        page.locator(SEARCH).fill("inquiry")
        expect(page.locator(".search-status")).to_have_text(WAITING_SEARCH)
        expect(page.locator("nav.sections a").first).to_have_text(before)
        let_go()
        expect(page.locator(".search-status")).to_contain_text(found(great, "inquiry"))

    def test_a_link_to_an_event_waits_for_its_words(self, held: Any, great: Any) -> None:
        row = last_event(great)
        page, let_go = held(f"/?event={row['key'].partition(':')[2]}")
        expect(page.locator(".card-body")).to_have_text("Its words are on the way…")
        expect(page.locator(".link-notes p")).to_have_count(0)
        let_go()
        expect(page.locator(".card h3")).to_have_text(row["title"])
        expect(page.locator(CURRENT).first).to_be_in_viewport()

    def test_who_reads_on_is_not_taken_back_to_the_link(self, held: Any, great: Any) -> None:
        row = last_event(great)
        page, let_go = held(f"/?event={row['key'].partition(':')[2]}")
        expect(page.locator(".card-body")).to_have_text("Its words are on the way…")
        page.locator("article p").first.hover()
        page.mouse.wheel(0, 100)
        page.wait_for_function("() => document.querySelector('.scroller').scrollTop > 0")
        let_go()
        expect(page.locator(".card h3")).to_have_text(row["title"])
        expect(page.locator(COMING)).to_be_hidden()
        expect(page.locator(CURRENT)).to_have_count(1)
        expect(page.locator(CURRENT)).not_to_be_in_viewport()

    def test_a_file_of_the_rows_waits_for_the_words_and_says_so(
        self, held: Any, great: Any
    ) -> None:
        page, let_go = held("/?q=inquiry")
        page.locator(".downloads > summary").click()
        page.get_by_role("button", name="Rows shown as CSV").click()
        expect(page.locator(".downloads [role=status]")).to_have_text(
            re.compile(
                r"^Rows shown as CSV: The words of [\d,]+ of 2,\d{3} rows have loaded\. "
                r"The file is made once all have\.$"
            )
        )
        with page.expect_download() as started:
            let_go()
        expect(page.locator(".downloads [role=status]")).to_be_empty()
        text = started.value.path().read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [row["title"] for row in rows if row["kind"] == "event"] == [
            row["title"]
            for row in great["events"]
            if "inquiry" in row["search"] and not row["background"]
        ]

    def test_paper_says_that_words_have_not_come(self, held: Any) -> None:
        page, let_go = held("/?q=inquiry")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        notes = page.locator(".paper-note")
        expect(notes).to_have_text(
            [
                re.compile(r"^The words of [\d,]+ of 2,\d{3} rows have loaded\.$"),
                WAITING_SEARCH,
            ]
        )
        expect(notes.first).to_be_visible()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        expect(notes).to_have_count(0)
        let_go()
        expect(page.locator(".coverage")).to_have_count(1)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(notes).to_have_count(0)

    def test_a_part_of_another_version_is_not_given(self, address: str, browser: Browser) -> None:
        page = browser.new_page()
        page.context.set_default_timeout(LONGEST_WAIT_MS)
        state = page.request.get(f"{address}/dateline/version").json()
        part = state["page"].replace(".json", "/1.json")
        assert page.request.get(f"{address}/{part}").json()["part"] == 1
        other = part.replace(state["version"], "0000")
        assert page.request.get(f"{address}/{other}").status == 404
        assert page.request.get(f"{address}/{part.replace('/1.', '/99.')}").status == 404
        page.close()


class TestEdited:
    """A great story that is edited while it is opened: the page is of one version, and whole."""

    def edit(self, story: Path, reader: Page, headline: str) -> None:
        """Give the story another headline; a page that follows it has it."""
        article = story / "article.md"
        words = article.read_text(encoding="utf-8")
        article.write_text(re.sub(r"The \w* ?register", headline, words), encoding="utf-8")
        self.expect_headline(reader, headline)

    def expect_headline(self, page: Page, headline: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(headline)
        expect(page.locator(".coverage")).to_have_count(1)
        expect(page.locator(COMING)).to_be_hidden()

    def held(self, page: Page, address: str, part: str) -> Callable[[], None]:
        """Open with what has such an address held back, until it is let come."""
        waiting: list[Route] = []
        page.route(re.compile(part), lambda route: waiting.append(route))
        with page.expect_request(re.compile(part)):
            page.goto(address, wait_until="commit")

        def let_come() -> None:
            for route in waiting:
                route.continue_()
            page.unroute_all()

        return let_come

    def test_a_page_that_asks_for_an_older_version_takes_all_parts_of_the_newest(
        self, open_page: OpenPage, address: str, story: Path
    ) -> None:
        reader = open_page(address)
        # A profile of its own, which keeps nothing of the older version.
        page = open_page("about:blank", wait="", ignore_errors=True)
        let_come = self.held(page, address, r"/dateline/page/\w+\.json")
        self.edit(story, reader, "The second register")
        let_come()
        self.expect_headline(page, "The second register")

    def test_a_part_that_is_gone_leads_to_the_newest_version(
        self, open_page: OpenPage, address: str, story: Path
    ) -> None:
        reader = open_page(address)
        page = open_page("about:blank", wait="", ignore_errors=True)
        # This socket carries no message.
        page.route_web_socket(re.compile("/dateline/follow"), lambda socket: None)
        let_come = self.held(page, address, r"/dateline/page/\w+/\d+\.json")
        self.edit(story, reader, "The third register")
        let_come()
        self.expect_headline(page, "The third register")
