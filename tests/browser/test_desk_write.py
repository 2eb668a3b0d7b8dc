"""The desk's tab Write, in a real browser against real files."""

import csv
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from dateline.story import EVENTS
from tests.browser.desk_server import served_desk
from tests.browser.test_access import expect_nothing
from tests.browser.window import LONGEST_WAIT_MS, note_errors
from tests.story_files import a_table, an_article, change, write_story

pytestmark = pytest.mark.browser

BODY = """
# The mill changes hands

😀 Ana Berg bought the mill 𝒜𝒷 from Carl Holm on 3 April 2014. The price was not named.

Carl Holm held 40 percent of Mill Ltd in 2013. "We paid," said Ana Berg.

The mill burned in March 2012.

המפעל נמכר ב-2011. 工厂在2010年卖掉了。Завод закрыт.
"""
SALE = {
    "id": "sale", "date": "2014-04-03", "title": "Mill is sold", "category": "Ownership",
    "status": "reported", "evidence": "Ana Berg bought the mill",
}  # fmt: skip
_FOUND = """
const text = document.querySelector('.desk-text');
const caret = await import('/dateline/desk/caret.js');
const block = [...text.children].find(one => one.textContent.includes(words));
const start = Number(block.dataset.start) + block.textContent.indexOf(words);
"""
# Where words stand on the screen: the points before the first and behind the last letter.
ENDS_OF = f"""
async words => {{
  {_FOUND}
  const rects = [...caret.rangeOf(text, [start, start + words.length]).getClientRects()];
  const first = rects[0], last = rects.at(-1);
  return [first.left + 1, first.top + first.height / 2, last.right, last.top + last.height / 2];
}}
"""
CARET_BEFORE = f"async words => {{ {_FOUND} caret.select(text, [start, start]); }}"


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, bypass_csp=True)
    context.set_default_timeout(LONGEST_WAIT_MS)
    yield context
    context.close()


class OpenDesk:
    """A page with the desk of a folder."""

    def __init__(self, page: Page, folder: Path, address: str) -> None:
        self.page = page
        self.folder = folder
        self.address = address

    def show(self) -> Page:
        self.page.goto(self.address)
        expect(self.page.locator(".desk-text")).to_contain_text("The mill changes hands")
        return self.page

    def rows(self, table: str) -> list[dict[str, str]]:
        """What the file holds."""
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Until it is so in the files; one that never comes fails."""
        end = time.monotonic() + LONGEST_WAIT_MS / 1000
        while not is_so():
            assert time.monotonic() < end
            self.page.wait_for_timeout(20)  # Waits for the condition above.

    def field(self, column: str) -> Locator:
        return self.page.locator(f"[data-column={column}]").locator("input, textarea").first

    def drag(self, words: str) -> None:
        left, top, right, bottom = self.page.evaluate(ENDS_OF, words)
        self.page.mouse.move(left, top)
        self.page.mouse.down()
        self.page.mouse.move(right, bottom, steps=4)
        self.page.mouse.up()

    def click_words(self, words: str) -> None:
        left, top, _, _ = self.page.evaluate(ENDS_OF, words)
        self.page.mouse.click(left + 8, top)

    def caret_before(self, words: str) -> None:
        """Put the keyboard's caret there."""
        self.page.locator(".desk-text").focus()
        self.page.evaluate(CARET_BEFORE, words)


@pytest.fixture
def desk(context: BrowserContext, tmp_path: Path) -> Iterator[OpenDesk]:
    """The desk of a story with one event; the page may log no error."""
    errors: list[str] = []
    write_story(tmp_path, article=an_article(BODY), events=(SALE,), stakes=(), quotes=())
    with served_desk(tmp_path) as address:
        page = context.new_page()
        note_errors(page, errors)
        opened = OpenDesk(page, tmp_path, address)
        opened.show()
        yield opened
        page.close()
    assert errors == []


def test_words_selected_with_the_mouse_become_an_event(desk: OpenDesk) -> None:
    desk.drag("The mill burned in March 2012.")
    expect(desk.page.locator(".desk-bar")).to_be_visible()
    desk.page.keyboard.press("e")
    expect(desk.field("title")).to_be_focused()
    # The nearest date words come along.
    expect(desk.field("date")).to_have_value("2012-03")
    desk.field("title").fill("Mill burns")
    desk.wait_for(lambda: desk.rows("events")[-1]["title"] == "Mill burns")
    made = desk.rows("events")[-1]
    assert [made["evidence"], made["date_words"]] == [
        "The mill burned in March 2012.", "March 2012",
    ]  # fmt: skip


def test_a_finished_row_is_made_by_keyboard_alone(desk: OpenDesk) -> None:
    keyboard = desk.page.keyboard
    keyboard.press("Shift+Tab")
    expect(desk.page.locator(".desk-text")).to_be_focused()
    for key in ("Control+End", "ArrowUp", "Home", "Shift+End", "e"):
        keyboard.press(key)
    expect(desk.page.locator(".desk-passages q")).to_have_text("The mill burned in March 2012.")
    expect(desk.field("title")).to_be_focused()
    keyboard.type("Mill burns")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.type("Own")
    for key in ("ArrowDown", "Enter", "Tab", "ArrowRight", "Tab", "Tab"):
        keyboard.press(key)
    # Until somebody claims it, the table keeps what it had.
    expect(desk.field("asserted_by")).to_have_attribute("aria-invalid", "true")
    assert desk.rows("events")[-1]["status"] == "reported"
    keyboard.type("Ana Berg")
    keyboard.press("Escape")  # closes what completes the name
    keyboard.press("Escape")
    expect(desk.page.locator(".desk-text")).to_be_focused()
    desk.wait_for(lambda: desk.rows("events")[-1]["status"] == "claimed")
    expect(desk.field("category")).to_have_value("Ownership")
    made = desk.rows("events")[-1]
    assert [made[name] for name in ("title", "date", "category", "evidence")] == [
        "Mill burns", "2012-03", "Ownership", "The mill burned in March 2012.",
    ]  # fmt: skip


def test_after_the_last_proposal_come_the_rows_that_wait_for_a_word(desk: OpenDesk) -> None:
    page = desk.page
    desk.click_words("Ana Berg bought")
    desk.field("title").fill("")
    expect(page.locator(".desk-what")).to_contain_text("unfinished")
    page.keyboard.press("Control+Enter")
    while page.locator(".desk-what").inner_text().startswith("Proposed"):
        page.keyboard.press("s")
    expect(desk.field("title")).to_be_focused()
    expect(page.locator(".desk-what")).to_contain_text("Event unfinished")


def test_words_over_two_paragraphs_become_two_passages(desk: OpenDesk) -> None:
    desk.caret_before("said Ana Berg.")
    for key in ("Shift+ArrowDown", "Shift+End", "e"):
        desk.page.keyboard.press(key)
    passages = desk.page.locator(".desk-passages q")
    expect(passages).to_have_text(["said Ana Berg.", "The mill burned in March 2012."])


@pytest.mark.parametrize("words", ["𝒜𝒷 from Carl Holm", "2010年卖掉了", "המפעל נמכר", "Завод"])
def test_letters_of_any_script_move_no_passage(desk: OpenDesk, words: str) -> None:
    desk.caret_before(words)
    for _ in words:
        desk.page.evaluate("getSelection().modify('extend', 'forward', 'character')")
    desk.page.keyboard.press("e")
    expect(desk.page.locator(".desk-what")).to_contain_text("Event")
    expect(desk.page.locator(".desk-passages q")).to_have_text(words)
    marked = desk.page.locator(".desk-piece.in-hand")
    assert "".join(marked.all_inner_texts()) == words


def test_accepting_goes_on_skipping_too_and_undo_brings_back(desk: OpenDesk) -> None:
    page = desk.page
    accept = page.locator("[data-do=accept]")
    expect(accept).to_be_focused()
    count = int(page.locator(".desk-what").inner_text().split(" of ")[1])
    page.keyboard.press("Control+Enter")
    expect(page.locator(".desk-what")).to_contain_text(f" of {count - 1}")
    expect(accept).to_be_focused()
    page.keyboard.press("s")
    expect(page.locator(".desk-what")).to_contain_text(f" of {count - 2}")
    page.keyboard.press("x")
    page.keyboard.type("Of no interest")
    page.keyboard.press("Enter")
    desk.wait_for(lambda: (desk.folder / "left_out.csv").exists())
    assert [row["reason"] for row in desk.rows("left_out")] == ["Of no interest"]
    expect(accept).to_be_focused()
    for left in (count - 2, count - 1, count):
        page.keyboard.press("Control+z")
        expect(page.locator(".desk-status")).to_contain_text(f"{left} proposals left")
    assert [row["id"] for row in desk.rows("events")] == ["sale"]


def test_what_is_changed_in_a_proposal_is_kept_however_soon_one_goes_on(desk: OpenDesk) -> None:
    page = desk.page
    expect(page.locator(".desk-what")).to_contain_text("Proposed event")
    page.keyboard.press("c")
    expect(desk.field("title")).to_be_focused()
    page.keyboard.type("Berg buys")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-do=accept]")).to_be_focused()
    desk.wait_for(lambda: [row["title"] for row in desk.rows("events")][1:] == ["Berg buys"])


def test_a_proposal_that_is_changed_stays_in_hand_as_a_row(desk: OpenDesk) -> None:
    page = desk.page
    page.keyboard.press("c")
    desk.field("date").fill("spring of 2014")
    expect(page.locator(".desk-what")).to_have_text("Event in its table")
    expect(page.locator("[data-column=date] .desk-reading")).to_contain_text("2014")
    expect(desk.field("date")).to_have_value("spring of 2014")
    desk.field("title").focus()
    desk.wait_for(lambda: desk.rows("events")[-1]["date"] == "2014-21")
    expect(desk.field("date")).to_have_value("2014-21")


def test_a_problem_stands_at_its_field_with_its_cure(desk: OpenDesk) -> None:
    desk.click_words("Ana Berg bought")
    date = desk.field("date")
    date.fill("2014-13")
    expect(date).to_have_attribute("aria-invalid", "true")
    notes = desk.page.locator(f"#{date.get_attribute('aria-describedby')}")
    expect(notes).to_contain_text("2014-13")
    # The table keeps the last good version.
    assert desk.rows("events")[0]["date"] == "2014-04-03"
    date.fill("early May")
    expect(date).not_to_have_attribute("aria-invalid", "true")
    expect(notes).to_contain_text("May 2014")
    expect(date).to_have_value("early May")
    desk.wait_for(lambda: desk.rows("events")[0]["date"] != "2014-04-03")
    desk.field("title").focus()
    expect(date).to_have_value(desk.rows("events")[0]["date"])


def test_a_share_as_it_is_printed_is_a_click_away_from_its_form(desk: OpenDesk) -> None:
    desk.drag("Carl Holm held 40 percent")
    desk.page.keyboard.press("s")
    share = desk.field("share")
    expect(share).to_have_value("40")
    share.fill("just under 40 percent")
    desk.page.get_by_role("button", name="Use <40").click()
    expect(share).to_have_value("<40")
    expect(share).to_be_focused()
    desk.wait_for(lambda: desk.rows("stakes")[0]["share"] == "<40")


def test_a_change_from_outside_takes_nothing_that_is_typed(desk: OpenDesk) -> None:
    desk.click_words("Ana Berg bought")
    title = desk.field("title")
    title.press("End")
    title.press_sequentially(" by")
    desk.wait_for(lambda: desk.rows("events")[0]["title"] == "Mill is sold by")
    change(desk.folder / "events.csv", "Mill is sold by,", "Mill is sold by,From outside")
    expect(desk.field("summary")).to_have_value("From outside")
    expect(title).to_be_focused()
    title.press_sequentially(" Holm")
    desk.wait_for(lambda: desk.rows("events")[0]["title"] == "Mill is sold by Holm")
    assert desk.rows("events")[0]["summary"] == "From outside"
    title.press("Control+z")
    expect(title).not_to_have_value("Mill is sold by Holm")


def test_what_another_window_writes_leaves_the_field_alone(desk: OpenDesk) -> None:
    desk.click_words("Ana Berg bought")
    title = desk.field("title")
    title.press("End")
    title.press_sequentially(" ag")
    other = OpenDesk(desk.page.context.new_page(), desk.folder, desk.address)
    other.show()
    other.click_words("Ana Berg bought")
    other.field("category").fill("Business")
    expect(desk.field("category")).to_have_value("Business")
    expect(title).to_be_focused()
    title.press_sequentially("ain")
    expect(other.field("title")).to_have_value("Mill is sold again")
    other.page.close()


def test_a_cell_that_two_have_changed_shows_both(desk: OpenDesk) -> None:
    desk.click_words("Ana Berg bought")
    title = desk.field("title")
    title.press("End")
    title.press_sequentially("!")
    desk.wait_for(lambda: desk.rows("events")[0]["title"] == "Mill is sold!")
    change(desk.folder / "events.csv", "Mill is sold!", "Mill has a new owner")
    title.press_sequentially("!")
    desk.wait_for(lambda: desk.rows("events")[0]["title"] == "Mill is sold!!")
    expect(desk.page.locator(".desk-theirs")).to_contain_text("Mill has a new owner")
    desk.page.get_by_role("button", name="Take that").click()
    expect(title).to_have_value("Mill has a new owner")
    desk.wait_for(lambda: desk.rows("events")[0]["title"] == "Mill has a new owner")


def test_two_windows_in_one_cell_show_each_what_the_other_has(desk: OpenDesk) -> None:
    desk.click_words("Ana Berg bought")
    other = OpenDesk(desk.page.context.new_page(), desk.folder, desk.address)
    other.show()
    other.click_words("Ana Berg bought")
    for window, words in ((desk, "One"), (other, "Another")):
        window.field("title").fill("")
        window.field("title").press_sequentially(words)
    desk.wait_for(lambda: desk.rows("events")[0]["title"] == "Another")
    for window in (desk, other):
        expect(window.page.locator(".desk-theirs")).to_contain_text("One")
    expect(desk.field("title")).to_have_value("One")
    desk.page.get_by_role("button", name="Take that").click()
    desk.wait_for(lambda: desk.rows("events")[0]["title"] == "One")
    expect(other.page.locator(".desk-theirs")).to_have_count(0)
    other.page.close()


def test_what_one_window_types_alone_is_no_conflict(desk: OpenDesk) -> None:
    desk.click_words("Ana Berg bought")
    desk.field("date").fill("")
    desk.field("date").press_sequentially("3 May 2014 ")
    desk.field("title").fill("")
    desk.field("title").press_sequentially("Mill  is sold ")
    desk.field("category").focus()
    expect(desk.field("date")).to_have_value("2014-05-03")
    desk.wait_for(lambda: desk.rows("events")[0]["title"] == "Mill  is sold")
    expect(desk.page.locator(".desk-theirs")).to_have_count(0)


def test_the_article_keeps_caret_and_place_when_another_window_writes(desk: OpenDesk) -> None:
    page = desk.page
    desk.caret_before("Carl Holm held")
    for _ in range(9):
        page.keyboard.press("Shift+ArrowRight")
    place = page.evaluate("document.querySelector('.desk-scroller').scrollTop")
    other = {**SALE, "id": "held", "title": "Holm holds", "evidence": "Carl Holm held 40 percent"}
    (desk.folder / "events.csv").write_text(a_table(EVENTS, [SALE, other]), encoding="utf-8")
    expect(page.locator(".desk-mark.events", has_text="Carl Holm held")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == "Carl Holm"
    assert page.evaluate("document.activeElement.className") == "desk-text"
    assert page.evaluate("document.querySelector('.desk-scroller').scrollTop") == place


def test_the_article_is_where_it_was_after_a_look_at_another_tab(desk: OpenDesk) -> None:
    page = desk.page
    page.set_viewport_size({"width": 1400, "height": 320})
    scroller = page.locator(".desk-scroller")
    place = scroller.evaluate("node => (node.scrollTop = 60, node.scrollTop)")
    assert place > 0
    page.get_by_role("link", name="Tables").click()
    expect(scroller).to_be_hidden()
    page.get_by_role("link", name="Write").click()
    expect(scroller).to_have_js_property("scrollTop", place)


def test_words_that_occur_twice_are_extended_and_that_is_shown(desk: OpenDesk) -> None:
    desk.drag("The mill")
    expect(desk.page.locator(".desk-taken")).to_contain_text("The mill")
    shown = desk.page.locator(".desk-taken q").inner_text()
    desk.page.keyboard.press("e")
    expect(desk.page.locator(".desk-passages q")).to_have_text(shown)


def test_passages_are_added_and_removed_and_the_focus_stays(desk: OpenDesk) -> None:
    desk.click_words("Ana Berg bought")
    desk.drag("The price was not named.")
    desk.page.keyboard.press("a")
    desk.wait_for(lambda: "price" in desk.rows("events")[0]["evidence"])
    desk.page.get_by_role("button", name="Move up: The price").click()
    desk.wait_for(lambda: desk.rows("events")[0]["evidence"].startswith("The price"))
    expect(desk.page.get_by_role("button", name="Move down: The price")).to_be_visible()
    desk.page.get_by_role("button", name="Remove: The price").click()
    desk.wait_for(lambda: desk.rows("events")[0]["evidence"] == "Ana Berg bought the mill")
    expect(desk.page.get_by_role("button", name="Remove: Ana Berg")).to_be_focused()


def test_names_are_added_by_enter_and_by_leaving_the_field(desk: OpenDesk) -> None:
    desk.click_words("Ana Berg bought")
    actors = desk.field("actors")
    actors.fill("Ana Berg")
    actors.press("Enter")
    actors.fill("Carl Holm")
    actors.press("Tab")
    desk.wait_for(lambda: desk.rows("events")[0]["actors"] == "Ana Berg; Carl Holm")
    desk.page.get_by_role("button", name="Remove Ana Berg").click()
    desk.wait_for(lambda: desk.rows("events")[0]["actors"] == "Carl Holm")
    expect(actors).to_be_focused()


def test_a_row_is_disputed_by_one_that_is_picked_and_both_sides_are_shown(desk: OpenDesk) -> None:
    other = SALE | {
        "id": "denial", "title": "Holm denies the sale", "date": "", "status": "claimed",
        "asserted_by": "Carl Holm", "evidence": "The price was not named",
    }  # fmt: skip
    file = desk.folder / "events.csv"
    file.write_text(a_table(EVENTS, [SALE, other]), encoding="utf-8")
    expect(desk.page.locator(".desk-status")).to_contain_text("2 rows")
    desk.click_words("Ana Berg bought")
    desk.page.locator(".desk-more summary").click()
    disputed = desk.field("disputed_by")
    disputed.fill("denies")
    disputed.press("ArrowDown")
    disputed.press("Enter")
    desk.wait_for(lambda: desk.rows("events")[0]["disputed_by"] == "denial")
    sides = desk.page.locator(".desk-sides")
    expect(sides).to_contain_text("This row: the article says so")
    expect(sides).to_contain_text("Holm denies the sale: Carl Holm says so")
    sides.get_by_role("button", name="Holm denies the sale").click()
    expect(sides).to_contain_text("Mill is sold: the article says so (named in that row)")


def test_a_row_is_duplicated_also_a_quote_moved_split_joined_and_deleted(desk: OpenDesk) -> None:
    page = desk.page
    desk.click_words("Ana Berg bought")
    desk.drag("The price was not named.")
    page.keyboard.press("a")
    page.get_by_role("button", name="Split before: The price").click()
    desk.wait_for(lambda: len(desk.rows("events")) == 2)
    page.locator(".desk-menu summary").click()
    page.get_by_role("button", name="Also as quote").click()
    expect(page.locator(".desk-what")).to_contain_text("Quote")
    page.locator(".desk-menu summary").click()
    page.get_by_role("button", name="Move to stakes").click()
    expect(page.locator(".desk-what")).to_contain_text("Stake")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("[data-do=next]")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator(".desk-status")).to_contain_text("3 rows")
    desk.click_words("Ana Berg bought")
    page.get_by_role("button", name="Duplicate").click()
    expect(page.locator(".desk-status")).to_contain_text("4 rows")


def test_the_queue_begins_anew_when_the_article_gets_its_language(desk: OpenDesk) -> None:
    file = desk.folder / "article.md"
    change(file, 'language: "en"', 'language: ""')
    what = desk.page.locator(".desk-what")
    # The quotation and 2010年, which need no language's rules.
    expect(what).to_have_text("Proposed quote 1 of 2")
    expect(desk.page.locator(".desk-notice")).to_contain_text("The article has no language")
    change(file, 'language: ""', 'language: "en"')
    expect(what).to_contain_text("Proposed event 1 of")
    desk.page.keyboard.press("Control+Enter")
    expect(what).to_contain_text("Proposed stake 1 of")


def test_what_the_rules_lack_is_said_with_the_way_to_it(desk: OpenDesk) -> None:
    notice = desk.page.locator(".desk-notice")
    expect(notice).to_be_hidden()
    change(desk.folder / "article.md", 'published: "2014-04-23"', 'published: ""')
    expect(notice).to_contain_text("Published is blank: times that count from it are proposed")
    notice.get_by_role("button", name="About the article").click()
    expect(desk.page.get_by_label("Day of publication")).to_be_focused()


def test_what_is_not_used_is_a_key_away(desk: OpenDesk) -> None:
    page = desk.page
    seen = []
    for _ in range(3):
        page.keyboard.press("u")
        expect(page.locator(".desk-text")).to_be_focused()
        seen.append(page.evaluate("getSelection().toString()"))
    assert len(set(seen)) == 3
    page.keyboard.press("Escape")
    expect(page.locator(".desk-bar")).to_be_hidden()


def test_a_model_s_answer_is_pasted_and_what_the_article_lacks_is_refused(desk: OpenDesk) -> None:
    page = desk.page
    page.get_by_role("button", name="Ask a model").click()
    good = {
        "table": "events", "date": "2012-03", "date_words": "March 2012", "title": "Mill burns",
        "category": "Fire", "status": "reported", "evidence": "The mill burned in March 2012.",
    }  # fmt: skip
    answer = json.dumps({"rows": [good, good | {"evidence": "The mill was flooded."}]})
    page.get_by_label("Its answer").fill(answer)
    page.get_by_role("button", name="Read the answer").click()
    expect(page.locator("dialog [role=status]")).to_have_text("1 row proposed, 1 refused")
    expect(page.locator(".desk-refused")).to_contain_text("events: ")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Ask a model")).to_be_focused()
    desk.click_words("The mill burned")
    expect(page.locator(".desk-what")).to_contain_text("Proposed event")


@pytest.mark.long
def test_random_actions_leave_the_fields_of_one_row(desk: OpenDesk) -> None:
    page = desk.page
    chance = random.Random(21)
    keys = ["Control+Enter", "Control+Enter", "s", "Control+z", "Control+z", "Control+Shift+z"]
    for _ in range(300):
        page.keyboard.press(chance.choice(keys))
    desk.click_words("Ana Berg bought")
    expect(desk.field("title")).to_have_value("Mill is sold")
    columns = page.locator(".desk-form [data-column]")
    names = columns.evaluate_all("nodes => nodes.map(node => node.dataset.column)")
    assert sorted(names) == sorted(EVENTS.names)


@pytest.mark.parametrize(("width", "dark"), [(1400, False), (1024, True)])
def test_axe_finds_nothing_in_the_tab_write(desk: OpenDesk, width: int, dark: bool) -> None:
    page = desk.page
    page.set_viewport_size({"width": width, "height": 768})
    page.emulate_media(color_scheme="dark" if dark else "light")
    expect_nothing(page)
    desk.click_words("Ana Berg bought")
    desk.field("date").fill("nonsense")
    expect(desk.field("date")).to_have_attribute("aria-invalid", "true")
    page.locator(".desk-more summary").click()
    desk.drag("The price was not named.")
    expect(page.locator(".desk-bar")).to_be_visible()
    expect_nothing(page)
