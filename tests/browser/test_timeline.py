"""The timeline of rows: their order, an axis that keeps still, marks in rows, dates by dragging."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dateline.page import make_page
from dateline.reading import load_story
from tests.browser.actions import CURRENT, KEY_OF, ROWS, At, OpenPage, params, settle
from tests.browser.conftest import ROOT
from tests.story_files import Row, an_event, write_story

pytestmark = pytest.mark.browser
FileOf = Callable[..., str]
# Of each mark that is shown, how far its middle is from the middle of its row, in pixels.
ASTRAY = """
() => {
  const keyOf = KEY_OF;
  const middle = (node) => {
    const box = node.getBoundingClientRect();
    return box.top + box.height / 2;
  };
  return [...document.querySelectorAll('#timeline .plot .point:not(.out)')].map((point) => {
    const row = document.querySelector(`#timeline [data-row="${keyOf(point)}"]`);
    return Math.abs(middle(point) - middle(row));
  });
}
""".replace("KEY_OF", KEY_OF)
MARK_PLACES = """
() => {
  const keyOf = KEY_OF;
  const points = [...document.querySelectorAll('#timeline .scatterlayer .point:not(.out)')];
  return Object.fromEntries(points.map((point) => [keyOf(point), Math.round(point.getBoundingClientRect().x)]));
}
""".replace("KEY_OF", KEY_OF)  # noqa: E501


def shown_rows(page: Page) -> list[str]:
    found: list[str] = page.locator(ROWS).evaluate_all("rows => rows.map((r) => r.dataset.row)")
    return found


class TestRows:
    def test_every_event_has_a_row_and_rows_stand_in_the_order_of_the_page(self, at: At) -> None:
        events = make_page(load_story(ROOT))["events"]
        page = at("")
        assert shown_rows(page) == [row["key"] for row in events if not row["background"]]
        settle(page)
        tops = page.locator(ROWS).evaluate_all(
            "rows => rows.map((r) => r.getBoundingClientRect().y)"
        )
        assert tops == sorted(tops)
        headings = page.locator("#timeline .row-group:not([hidden])").all_inner_texts()
        assert headings == ["Day not given 13", "Planned 1"]

    def test_a_row_says_whose_word_it_is_where_that_takes_no_line_of_its_own(self, at: At) -> None:
        page = at("")
        notes = {
            name: page.locator(f"#timeline [data-row='event:{name}'] .note").inner_text()
            for name in ("dismissal", "ucp-statement", "departure")
        }
        assert notes == {"dismissal": "says VK", "ucp-statement": "claimed", "departure": ""}

    def test_j_goes_through_the_rows_in_their_order(self, at: At) -> None:
        page = at("")
        keys = shown_rows(page)
        for key in keys[:3]:
            page.keyboard.press("j")
            expect(page.locator("#timeline .row.chosen")).to_have_attribute("data-row", key)

    def test_the_first_screen_has_all_events_of_the_story_and_the_axis(self, at: At) -> None:
        page = at("", height=900)
        boxes = page.locator(f"{ROWS}, #timeline .axis").evaluate_all(
            "nodes => nodes.map((n) => n.getBoundingClientRect().bottom)"
        )
        assert len(boxes) == 26
        assert max(boxes) <= 900
        assert page.locator("#timeline .chart").bounding_box()["y"] <= 150  # type: ignore[index]

    @pytest.mark.parametrize(
        ("width", "height", "top", "events"),
        [(1024, 768, 200, 12), (390, 844, 300, 11), (700, 450, 300, 3)],
    )
    def test_a_smaller_screen_has_events_too(
        self, at: At, width: int, height: int, top: int, events: int
    ) -> None:
        page = at("", width=width, height=height)
        bottoms = page.locator(ROWS).evaluate_all(
            "nodes => nodes.map((n) => n.getBoundingClientRect().bottom)"
        )
        assert sum(bottom <= height for bottom in bottoms) >= events
        assert page.locator("#timeline .chart").bounding_box()["y"] <= top  # type: ignore[index]

    def test_34_events_are_no_higher_than_a_screen(
        self, open_page: OpenPage, file_of: FileOf
    ) -> None:
        page = open_page(file_of(ROOT / "stories" / "takeover"), width=1400)
        assert len(shown_rows(page)) == 34
        assert page.locator("#timeline .chart").bounding_box()["height"] <= 920  # type: ignore[index]

    def test_each_mark_stands_in_its_row(self, at: At) -> None:
        for query in ("", "?category=leadership", "?background=1", "?from=2014-04-02"):
            page = at(query)
            settle(page)
            astray = page.evaluate(ASTRAY)
            assert len(astray) > 5, query
            assert max(astray) < 2, query

    def test_x_keeps_still_and_rows_close_up_when_a_filter_narrows(self, at: At) -> None:
        page = at("")
        before, height = page.evaluate(MARK_PLACES), page.locator("#timeline .rows").bounding_box()
        page.locator("[data-facet=category][data-value=leadership]").click()
        settle(page)
        after = page.evaluate(MARK_PLACES)
        assert after == {key: before[key] for key in after}
        assert 0 < len(after) < len(before)
        narrowed = page.locator("#timeline .rows").bounding_box()
        assert height
        assert narrowed
        assert narrowed["height"] < height["height"] / 2

    def test_a_row_that_a_filter_hides_stays_while_it_is_selected(self, at: At) -> None:
        page = at("?category=leadership&event=share-sale")
        assert "event:share-sale" in shown_rows(page)
        expect(page.locator(".card .left-out")).to_contain_text("The filters leave this out")

    def test_rows_that_contradict_each_other_are_joined(self, at: At) -> None:
        page = at("")
        expect(page.locator("#timeline .bracket")).to_have_count(2)
        page.locator("[data-facet=category][data-value=ownership]").click()
        expect(page.locator("#timeline .bracket")).to_have_count(1)

    def test_without_plotly_the_rows_and_their_links_are_there(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        html = Path(file_of(ROOT).removeprefix("file://")).read_text(encoding="utf-8")
        broken = tmp_path / "broken.html"
        broken.write_text(
            html.replace('type="text/plain" id="dateline-plotly"', 'type="text/plain" id="gone"'),
            encoding="utf-8",
        )
        page = open_page(broken.as_uri(), ignore_errors=True)
        assert page.evaluate("document.documentElement.dataset.charts") == "missing"
        page.locator("#timeline [data-row='event:founding'] a").click()
        expect(page.locator(".card h3")).to_have_text("Durov founds VK")
        expect(page.locator(".link-notes")).to_contain_text("The charts cannot be drawn")


class TestManyRows:
    def events(self, count: int) -> list[Row]:
        return [an_event(id=f"e{n}", date="2014-04-21", title=f"Thing {n}") for n in range(count)]

    def test_forty_events_of_a_day_have_forty_rows(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        page = open_page(file_of(write_story(tmp_path, events=self.events(40))))
        expect(page.locator(ROWS)).to_have_count(40)

    def test_of_more_than_a_hundred_the_first_thirty_are_shown_and_more_on_demand(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        page = open_page(file_of(write_story(tmp_path, events=self.events(150))))
        expect(page.locator(ROWS)).to_have_count(30)
        expect(page.locator("#timeline .density")).to_be_visible()
        box = page.locator("#timeline .chart").bounding_box()
        assert box
        assert box["height"] <= 1200
        page.get_by_role("button", name="Show 100 more").click()
        expect(page.locator(ROWS)).to_have_count(130)
        expect(page.locator(ROWS).nth(30).locator("a")).to_be_focused()


class TestDates:
    def drag(self, page: Page, start: float, end: float) -> None:
        box = page.locator("#timeline .plot-box").bounding_box()
        assert box
        y = box["y"] + 40
        page.mouse.move(box["x"] + start * box["width"], y)
        page.mouse.down()
        page.mouse.move(box["x"] + end * box["width"], y + 3, steps=4)
        page.mouse.up()

    def test_a_drag_over_the_plot_narrows_the_dates_and_the_axis(self, at: At) -> None:
        page = at("")
        self.drag(page, 0.7, 0.95)
        expect(page.locator(".chips .chip")).to_contain_text("from 2014-04-")
        assert "Dec 2013" not in page.locator("#timeline .axis").inner_text()
        expect(page.locator(".card .hint")).to_have_count(1)  # Nothing was selected.

    def test_a_double_click_on_the_plot_shows_all_dates_again(self, at: At) -> None:
        page = at("?from=2014-04-02&to=2014-04-21")
        box = page.locator("#timeline .axis-box").bounding_box()
        assert box
        page.mouse.dblclick(box["x"] + 20, box["y"] + 20)
        expect(page.locator(".chips .chip")).to_have_count(0)

    def test_the_wheel_zooms_with_ctrl_alone(self, at: At) -> None:
        page = at("")
        box = page.locator("#timeline .plot-box").bounding_box()
        assert box
        page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + 60)
        page.keyboard.down("Control")
        page.mouse.wheel(0, -100)
        page.keyboard.up("Control")
        expect(page.locator(".chips .chip")).to_contain_text("from 20")


def test_what_other_sources_dispute_has_a_sign_that_shows_them(at: At) -> None:
    page = at("")
    sign = page.locator("#timeline [data-row='event:founding'] .reveal")
    expect(sign).to_have_attribute("title", "disputed by 1 other source")
    sign.click()
    assert "event:launch-2006" in shown_rows(page)
    expect(sign).to_be_hidden()
    assert params(page) == {"background": ["1"]}


class TestTip:
    def test_a_row_and_its_passages_light_up_and_the_tip_has_the_passage_in_its_sentence(
        self, at: At
    ) -> None:
        page = at("")
        page.locator("#timeline [data-row='event:share-sale']").hover()
        tip = page.get_by_role("tooltip")
        expect(tip).to_contain_text("December 2013")
        expect(tip.locator("mark")).not_to_be_empty()
        lit = page.locator(".dateline .lit")
        assert {"LI", "A"} <= set(lit.evaluate_all("nodes => nodes.map((n) => n.tagName)"))
        page.keyboard.press("Escape")
        expect(tip).to_be_hidden()

    def test_a_row_that_comes_under_a_pointer_at_rest_opens_no_tip(self, at: At) -> None:
        page = at("")
        page.locator("#timeline [data-row='event:share-sale']").hover()
        expect(page.get_by_role("tooltip")).to_be_visible()
        # What the browser sends when rows glide: a pointer over another row, at the same place.
        lit_by = """
        ([by, of]) => {
          const send = (type, screenX) => of.dispatchEvent(new PointerEvent(type,
            { bubbles: true, pointerType: 'mouse', screenX, screenY: 300 }));
          send('pointermove', 200);
          return by.map((right) => {
            const row = document.querySelector("#timeline [data-row='event:complaints']");
            row.dispatchEvent(new PointerEvent('pointerover',
              { bubbles: true, pointerType: 'mouse', screenX: 200 + right, screenY: 300 }));
            return row.classList.contains('lit');
          });
        }"""
        first = page.locator("#timeline [data-row='event:share-sale']").element_handle()
        assert page.evaluate(lit_by, [[0, 1], first]) == [False, True]

    @pytest.mark.parametrize(
        ("text", "words", "sentence"),
        [
            ("One is over. Two is here. Three.", "Two", "Two is here."),
            ("One is over. Two is here. Three.", "Two is here.", "Two is here."),
            ("Vor. Sie begann am 9. Mai, so er. Nach.", "Sie", "Sie begann am 9. Mai, so er."),
            ("He told a U.S. site so. Then he left.", "site", "He told a U.S. site so."),
            ("It was 2014. “Who knows?” he said", "knows", "“Who knows?”"),
            ("Where does it end", "does", "Where does it end"),
        ],
    )  # fmt: skip
    def test_the_sentence_of_a_passage_ends_where_a_reader_ends_it(
        self, blank: Page, text: str, words: str, sentence: str
    ) -> None:
        found = blank.evaluate(
            """([text, words]) => {
              const start = text.indexOf(words);
              const article = { blocks: [{ start: 0, pieces: [{ text }] }] };
              const { before, words: own, after } = sentenceOf({ article }, [start, start + words.length]);
              return before + own + after;
            }""",  # noqa: E501
            [text, words],
        )
        assert found == sentence

    def test_it_shows_for_the_keyboard_too(self, at: At) -> None:
        page = at("")
        page.locator("#timeline [data-row='event:founding'] a").focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("tooltip")).to_contain_text("Durov sells his last VK shares")


class TestWords:
    """Words of the article can be selected like any text."""

    PASSAGE = "article a.passage.shown"

    def place(self, page: Page) -> tuple[float, float]:
        box = page.locator(self.PASSAGE).first.evaluate("node => node.getClientRects()[0].toJSON()")
        return box["x"], box["y"] + box["height"] / 2

    def test_a_drag_selects_words_and_opens_nothing(self, at: At) -> None:
        page = at("")
        x, y = self.place(page)
        page.mouse.move(x + 4, y)
        page.mouse.down()
        page.mouse.move(x + 300, y, steps=6)
        page.mouse.up()
        assert len(page.evaluate("String(getSelection())")) >= 15
        page.clock.install()
        page.clock.run_for(1000)
        assert "event=" not in page.url
        page.evaluate("getSelection().removeAllRanges()")


class TestWalk:
    def test_steps_are_the_leading_events_and_the_address_names_the_step(self, at: At) -> None:
        page = at("")
        page.get_by_role("button", name="Walk through").click()
        expect(page.locator(".walk")).to_contain_text("Step 1 of 3")
        assert page.url.endswith("?walk=1&event=founding")
        page.keyboard.press("ArrowRight")
        expect(page.locator(".card h3")).to_have_text("Durov says he was forced out")
        page.get_by_role("button", name="Next step").click()
        expect(page.get_by_role("button", name="Next step")).to_be_disabled()
        page.keyboard.press("Escape")
        assert "walk" not in page.url

    def test_a_screen_reader_hears_step_title_date_and_passage(self, at: At) -> None:
        page = at("")
        page.get_by_role("button", name="Walk through").click()
        expect(page.locator(".live")).to_contain_text(
            "Step 1 of 3: Durov founds VK, about 2007. Passage 1 of 2: "
        )

    def test_row_and_passage_of_a_step_come_into_view(self, at: At) -> None:
        page = at("", height=500)
        page.emulate_media(reduced_motion="reduce")
        page.get_by_role("button", name="Walk through").click()
        page.keyboard.press("ArrowRight")
        expect(page.locator("#timeline .row.chosen")).to_be_in_viewport()
        expect(page.locator(CURRENT).first).to_be_in_viewport()

    def test_a_swipe_over_the_sheet_goes_to_the_next_step(self, phone: At) -> None:
        page = phone("?walk=1&event=founding")
        page.locator(".card").evaluate(
            """(node) => {
              const fire = (type, clientX) => {
                const point = new Touch({ identifier: 1, target: node, clientX, clientY: 600 });
                node.dispatchEvent(new TouchEvent(type, type === 'touchend' ? { changedTouches: [point] } : { touches: [point] }));
              };
              fire('touchstart', 300);
              fire('touchend', 100);
            }"""  # noqa: E501
        )
        expect(page.locator(".card .place")).to_have_text("2 / 3")
        assert page.url.endswith("?walk=1&event=ouster")

    def test_where_fewer_than_three_lead_all_events_are_steps(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        weights = ("lead", "", "", "lead")
        events = [an_event(id=f"e{n}", title=f"Thing {n}", weight=w) for n, w in enumerate(weights)]
        page = open_page(file_of(write_story(tmp_path, events=events)))
        expect(page.locator(".walk")).to_contain_text("the story in 4 steps")

    def test_two_events_are_no_walk(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        events = [an_event(id=f"e{n}", title=f"Thing {n}") for n in range(2)]
        page = open_page(file_of(write_story(tmp_path, events=events)))
        expect(page.locator(".walk")).to_be_hidden()


class TestPhone:
    def test_the_first_screen_has_eleven_events_and_tabs_on_one_line(self, phone: At) -> None:
        page = phone("")
        inside = page.locator(ROWS).evaluate_all(
            "rows => rows.filter((r) => r.getBoundingClientRect().bottom <= innerHeight).length"
        )
        assert inside >= 11
        tops = page.locator("nav.sections a:visible").evaluate_all(
            "links => links.map((a) => Math.round(a.getBoundingClientRect().y))"
        )
        assert len(tops) == 4
        assert len(set(tops)) == 1

    def test_a_tap_opens_a_sheet_and_leaves_the_page_where_it_is(self, phone: At) -> None:
        page = phone("")
        page.evaluate("scrollTo(0, 200)")
        row = page.locator("#timeline [data-row='event:ouster']")
        row.tap()
        sheet = page.locator(".card.chosen")
        expect(sheet.locator("blockquote mark")).to_be_visible()
        assert page.evaluate("scrollY") == 200
        expect(sheet.locator(".place")).to_have_text("7 / 25")
        heights = sheet.locator("button:visible").evaluate_all(
            "nodes => nodes.map((n) => n.getBoundingClientRect().height)"
        )
        assert min(heights) >= 44
        sheet.get_by_role("button", name="Next event").tap()
        expect(sheet.locator(".place")).to_have_text("8 / 25")
        page.go_back()
        page.go_back()
        expect(sheet).to_be_hidden()

    def test_the_sheet_is_brief_until_it_is_asked_why_and_who(self, phone: At) -> None:
        page = phone("?event=ucp-link-claim")
        denied = page.locator(".card dt", has_text="Denied by")
        expect(denied).to_be_hidden()
        page.get_by_role("button", name="Why and who").tap()
        expect(denied).to_be_visible()
        page.get_by_role("button", name="In brief").tap()
        expect(denied).to_be_hidden()

    def test_the_sheet_leads_to_the_words_in_the_article(self, phone: At) -> None:
        page = phone("?event=share-sale")
        page.get_by_role("button", name="Read in the article").tap()
        expect(page.locator("article a.passage[aria-current]").first).to_be_in_viewport()
