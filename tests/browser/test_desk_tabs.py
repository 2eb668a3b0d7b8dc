"""The desk's tabs beside Write, and its first page, in a real browser against real files."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from scripts.server import desk_server
from tests.browser.desk_server import served_desk
from tests.browser.test_access import expect_nothing
from tests.browser.window import LONGEST_WAIT_MS, note_errors
from tests.story_files import an_event, change, write_story

pytestmark = pytest.mark.browser

ARTICLE = """Ferry line halts its night boats

On Monday the line stopped the boats to the islands, and it said that there is no crew for them.

"We are sorry," said Ingrid Holm, who runs it. It was the second halt in a year.
"""
EVENTS = [
    an_event(),
    an_event(id="sale", date="2013-04", title="UCP buys", evidence="bought 48 percent of VK"),
    an_event(id="left", date="2014-04-21", title="He leaves", evidence="He left VK on Monday."),
]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(LONGEST_WAIT_MS)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def open_desk(context: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Open an address of a desk; the test fails if the page logs an error."""
    errors: list[str] = []
    pages = []

    def open_(address: str, *, ignore_errors: bool = False) -> Page:
        page = context.new_page()
        pages.append(page)
        if not ignore_errors:
            note_errors(page, errors)
        page.goto(address)
        return page

    yield open_
    for page in pages:
        page.close()
    assert errors == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_story(tmp_path, events=EVENTS)
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Iterator[str]:
    with served_desk(folder) as address:
        yield address


def cells(folder: Path, column: str) -> list[str]:
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def cell(page: Page, row: int, column: str) -> Locator:
    return page.locator(".grid tbody tr").nth(row).locator(f".of-{column}")


def expect_saved(page: Page, folder: Path, column: str, expected: list[str]) -> None:
    """The page shows the cells, and they are on disk.

    What was typed into a page stands there at once; other pages get it when it is on disk.
    """
    for row, value in enumerate(expected):
        expect(cell(page, row, column)).to_have_text(value)
    assert cells(folder, column) == expected


def test_a_cell_is_written_by_typing_and_left_as_it_was_by_escape(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(f"{desk}#tables")
    cell(page, 0, "title").click()
    page.keyboard.type("VK begins")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "title")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type(" shares")
    page.keyboard.press("Escape")
    expect(cell(page, 1, "title")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("F2")
    page.keyboard.type(" VK")
    page.keyboard.press("Tab")
    expect(cell(page, 2, "category")).to_be_focused()
    second = open_desk(f"{desk}#tables")
    expect_saved(second, folder, "title", ["VK begins", "UCP buys", "He leaves VK"])


def test_a_date_is_typed_as_a_person_writes_it(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(f"{desk}#tables")
    cell(page, 2, "date").click()
    page.keyboard.type("early April 2014")
    page.keyboard.press("Enter")
    expect(cell(page, 2, "date")).not_to_have_text("early April 2014")
    assert cells(folder, "date")[2] == cell(page, 2, "date").inner_text()


def test_cells_of_a_spreadsheet_are_pasted_over_many_and_one_undo_takes_them_back(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(f"{desk}#tables")
    cell(page, 0, "title").click()
    pasted = 'One\tA\n"Two ""2"""\tB\nThree\tC\nFour\tD'
    page.evaluate("text => navigator.clipboard.writeText(text)", pasted)
    page.keyboard.press("Control+v")
    expect(page.locator(".said")).to_have_text("4 rows pasted, 1 of them new")
    # The new one has no evidence yet, and waits beside its table.
    expect(cell(page, 3, "title")).to_have_text("Four")
    expect_saved(page, folder, "title", ["One", 'Two "2"', "Three"])
    assert cells(folder, "category") == ["A", "B", "C"]
    page.keyboard.press("Control+z")
    expect_saved(page, folder, "title", ["VK is founded", "UCP buys", "He leaves"])
    expect(page.locator(".grid tbody tr")).to_have_count(3)


def test_a_range_is_copied_as_a_spreadsheet_takes_it_and_cleared(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(f"{desk}#tables")
    cell(page, 1, "date").click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "2013-04\tUCP buys\n2014-04-21\tHe leaves"
    )
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Delete")
    expect_saved(page, folder, "date", ["2006", "", ""])


def test_what_comes_from_outside_leaves_the_cell_that_is_being_written(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(f"{desk}#tables")
    cell(page, 0, "title").click()
    page.keyboard.type("VK beg")
    change(folder / "events.csv", "UCP buys", "A fund buys")
    expect(cell(page, 1, "title")).to_have_text("A fund buys")
    page.keyboard.type("ins")
    page.keyboard.press("Enter")
    second = open_desk(f"{desk}#tables")
    expect_saved(second, folder, "title", ["VK begins", "A fund buys", "He leaves"])


def test_what_is_typed_into_a_row_that_somebody_deletes_goes_into_no_other_row(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(f"{desk}#tables")
    cell(page, 1, "title").click()
    page.keyboard.type("Buys")
    lines = (folder / "events.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("sale,"))
    (folder / "events.csv").write_text(kept, encoding="utf-8")
    expect(page.locator(".grid tbody tr")).to_have_count(2)
    cell(page, 1, "category").dblclick()
    expect(page.locator(".said")).to_have_text("that row is no longer there")
    page.keyboard.press("Escape")
    expect_saved(page, folder, "title", ["VK is founded", "He leaves"])


def test_a_cell_that_was_written_here_and_elsewhere_shows_both(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(f"{desk}#tables")
    cell(page, 0, "title").click()
    page.keyboard.type("Ours")
    page.keyboard.press("Enter")
    expect_saved(open_desk(f"{desk}#tables"), folder, "title", ["Ours", "UCP buys", "He leaves"])
    change(folder / "events.csv", "Ours", "Theirs")
    expect(cell(page, 0, "title")).to_have_text("Theirs")
    cell(page, 0, "title").click()
    expect(page.locator(".cell-notes")).to_contain_text("Also written here: Ours")
    page.get_by_role("button", name="Take that").click()
    expect(cell(page, 0, "title")).to_be_focused()
    expect_saved(page, folder, "title", ["Ours", "UCP buys", "He leaves"])


def test_a_problem_leads_to_its_field(desk: str, open_desk: Callable[..., Page]) -> None:
    page = open_desk(f"{desk}#tables")
    cell(page, 1, "date").click()
    page.keyboard.type("soon")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "date")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("link", name="Problems 1").click()
    page.get_by_role("button", name="Events · UCP buys · Date").click()
    expect(page.get_by_label("Date", exact=True)).to_be_focused()
    expect(page.get_by_label("Date", exact=True)).to_have_value("soon")


def test_what_is_missing_of_the_article_is_written_at_the_desk(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    change(folder / "article.md", 'published: "2014-04-23"', 'published: ""')
    change(folder / "article.md", 'outlet: "The Daily"', 'outlet: ""')
    page = open_desk(f"{desk}#problems")
    page.get_by_label("Day of publication").fill("23 April 2014")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Day of publication")).to_have_value("2014-04-23")
    page.get_by_role("button", name="article.md").click()
    expect(page.get_by_label("Outlet")).to_be_focused()
    page.keyboard.type("The Weekly")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="No problems")).to_be_visible()
    assert 'outlet: "The Weekly"' in (folder / "article.md").read_text(encoding="utf-8")


def test_a_language_is_written_by_its_name_and_no_other_word_is_taken(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(f"{desk}#problems")
    language = page.get_by_label("Language")
    for written, kept in (("German", "de"), ("Klingonese", "de"), ("pt-BR", "pt-BR")):
        language.fill(written)
        page.keyboard.press("Tab")
        if written == "Klingonese":
            expect(page.locator("#desk-fact-language-note")).to_contain_text("is no language")
        else:
            expect(language).to_have_value(kept)
            expect(page.locator("#desk-fact-language-note")).to_be_empty()
        assert f'language: "{kept}"' in (folder / "article.md").read_text(encoding="utf-8")


def test_a_story_that_cannot_be_read_is_not_exported(
    desk: str, folder: Path, open_desk: Callable[..., Page]
) -> None:
    change(folder / "article.md", 'title: "A Founder Leaves"', 'title: ""')
    page = open_desk(f"{desk}#export")
    expect(page.get_by_text("keep it from being read, and so from being exported")).to_be_visible()
    expect(page.get_by_role("button", name="Download the page")).to_be_disabled()
    change(folder / "article.md", 'title: ""', 'title: "He Leaves"')
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("button", name="Download the page")).to_be_enabled()


def test_an_article_is_pasted_and_what_is_known_of_it_is_asked_and_guessed(
    tmp_path: Path, open_desk: Callable[..., Page]
) -> None:
    folder = tmp_path / "new"
    with served_desk(folder) as address:
        page = open_desk(address)
        page.get_by_label("Words of the article").fill(ARTICLE)
        expect(page.get_by_label("Headline")).to_have_value("Ferry line halts its night boats")
        expect(page.get_by_label("Language")).to_have_value("en")
        page.get_by_role("button", name="Make the story").click()
        expect(page.get_by_label("Outlet")).to_be_focused()
        expect_nothing(page)
        page.get_by_label("Outlet").fill("The Echo")
        page.get_by_label("Day of publication").fill("3 May 2024")
        page.get_by_role("button", name="Make the story").click()
        expect(page.get_by_role("button", name="Accept")).to_be_focused()
    text = (folder / "article.md").read_text(encoding="utf-8")
    assert 'published: "2024-05-03"' in text
    assert "# Ferry line halts its night boats\n\nOn Monday the line" in text


def test_a_file_is_read_in_the_browser_with_what_it_says_of_itself(
    tmp_path: Path, open_desk: Callable[..., Page]
) -> None:
    page_file = tmp_path / "page.html"
    page_file.write_text(
        '<html lang="de"><head><meta property="og:site_name" content="Der Bote"></head><body>'
        "<article><h1>Die Fähre hält an</h1><p>Am Montag hielt die Fähre an, und sie fährt nicht "
        "mehr zu den Inseln.</p><p>Der Rat berät am Dienstag.</p></article></body></html>",
        encoding="utf-8",
    )
    with served_desk(tmp_path / "new") as address:
        page = open_desk(address)
        page.get_by_label("File").set_input_files(page_file)
        expect(page.get_by_label("Outlet")).to_have_value("Der Bote")
        expect(page.get_by_label("Headline")).to_have_value("Die Fähre hält an")
        expect(page.get_by_label("Language")).to_have_value("de")
        expect(page.get_by_label("Day of publication")).to_be_focused()


SKIP_THE_LAST = """() => new Promise(done => {
  const address = location.href.replace("http", "ws").replace("desk", "dateline/desk");
  const socket = new WebSocket(address);
  socket.onmessage = ({ data }) => {
    const { view, n } = JSON.parse(data);
    if (view) socket.send(JSON.stringify({ n: 1, do: "skip", key: view.proposals.at(-1).key }));
    if (n) done();
  };
})"""


def test_a_proposal_that_is_changed_becomes_its_row_though_all_proposals_came_anew(
    tmp_path: Path, open_desk: Callable[..., Page]
) -> None:
    write_story(tmp_path, events=[], stakes=[], quotes=[])
    with served_desk(tmp_path) as address:
        page = open_desk(address)
        heading = page.locator(".desk-what")
        expect(heading).to_contain_text("Proposed event 1 of")
        count = int(heading.inner_text().split()[-1])
        page.evaluate(SKIP_THE_LAST)
        expect(heading).to_have_text(f"Proposed event 1 of {count - 1}")
        page.locator("[data-column=title] input").fill("Changed")
        expect(heading).to_contain_text("in its table")
        expect(page.locator("[data-column=title] input")).to_have_value("Changed")


def test_a_window_as_narrow_as_a_phone_says_that_the_desk_needs_more(
    desk: str, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(f"{desk}#tables")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_text("The desk needs a window that is at least 700 pixels")).to_be_visible()
    expect(page.locator(".grid")).not_to_be_visible()


def test_cells_that_are_copied_are_read_as_they_were(
    desk: str, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(desk)
    kept = [["a", ""], ["", 'said "no"'], ['"quoted"', "two\nlines"], ["tab\there", "é😀"]]
    read = """async cells => {
      const { readCells, writeCells } = await import("/dateline/desk/tab_separated.js");
      return [readCells(writeCells(cells)), readCells('a\\tb\\r\\n"c'), readCells("a\\n")];
    }"""
    assert page.evaluate(read, kept) == [kept, [["a", "b"], ['"c']], [["a"]]]


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_on_any_tab(
    desk: str, open_desk: Callable[..., Page], dark: bool
) -> None:
    page = open_desk(f"{desk}#tables")
    page.emulate_media(color_scheme="dark" if dark else "light")
    cell(page, 1, "date").click()
    page.keyboard.type("soon")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    expect_nothing(page)
    for tab, there in (("Problems", "About the article"), ("Export", "Other formats")):
        page.get_by_role("link", name=tab).click()
        expect(page.get_by_role("heading", name=there)).to_be_visible()
        if tab == "Export":
            expect(page.get_by_role("table")).to_be_visible()
        expect_nothing(page)


def test_what_is_typed_while_the_server_is_gone_is_written_when_it_is_back(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, open_desk: Callable[..., Page]
) -> None:
    server = desk_server(folder, tmp_path_factory.mktemp("server") / "log.txt").start()
    try:
        page = open_desk(f"{server.url}/desk#preview", ignore_errors=True)
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("link", name="He leaves")).to_be_visible()
        page.get_by_role("link", name="Tables").click()
        cell(page, 0, "title").click()
        assert server.process
        server.process.kill()
        server.process.wait(60)
        expect(page.get_by_role("alert").first).to_contain_text("The desk's server is gone")
        page.keyboard.type("VK begins")
        page.keyboard.press("Enter")
        expect(cell(page, 0, "title")).to_have_text("VK begins")
        server.start()
        expect(page.locator(".said")).to_have_text("The desk's server is back")
        page.get_by_role("link", name="Preview").click()
        expect(frame.get_by_role("link", name="VK begins")).to_be_visible()
        assert cells(folder, "title")[0] == "VK begins"
    finally:
        server.stop()
