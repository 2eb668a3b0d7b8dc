"""What the page is taken away as: pictures that say every label, the rows shown, from one file."""

import csv
import datetime as dt
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from dateline.chart_picture import PictureError, chart_picture
from dateline.page import make_page
from dateline.page.html_file import file_html
from dateline.plotly_bundle import find_bundle
from dateline.reading import load_story
from dateline.reading.formulas import disarmed
from scripts.server import ROOT, Server
from tests.browser.actions import ROWS, OpenPage, choice, search
from tests.story_files import an_article, an_event, write_story

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def html() -> str:
    """The shipped story's file, as text."""
    return file_html(make_page(load_story(ROOT)), plotly=find_bundle())


def download(page: Page, label: str) -> Path:
    menu = page.locator(".downloads")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    with page.expect_download() as started:
        menu.get_by_role("button", name=label, exact=True).click()
    return started.value.path()


def words_of(node: ET.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def labels_in(svg: ET.Element) -> dict[str, str]:
    """The words of each label of a picture, by the key of its row."""
    found: dict[str, str] = {}
    for group in svg.iter(f"{SVG}g"):
        texts = [words_of(text) for text in group.iter(f"{SVG}text")]
        if group.get("data-key") and texts:
            # Links of a row have its key as well: the row itself says the most.
            key = group.get("data-key", "")
            found[key] = max(found.get(key, ""), " ".join(texts), key=len)
    return found


def labels_on(page: Page, parts: str) -> dict[str, str]:
    """The words of each label that is seen, by the key of its row."""
    pairs: list[list[str]] = page.locator(parts).evaluate_all(
        "nodes => nodes.filter((node) => node.getClientRects().length)"
        ".map((node) => [node.dataset.key, node.innerText.replace(/\\s+/g, ' ').trim()])"
    )
    return dict(pairs)


def places_in(picture: str) -> list[tuple[str, int]]:
    """Each text of a picture and its height in it."""
    found = []
    for group in ET.fromstring(picture).findall(f"{SVG}g"):
        moved = re.search(r"translate\(\S+ (\S+)\)", group.get("transform", ""))
        assert moved
        for text in group.iter(f"{SVG}text"):
            found.append((words_of(text), round(float(text.get("y", 0)) + float(moved[1]))))
    return found


@pytest.mark.parametrize("query", ["", "?background=1", "?category=leadership", "?event=founding"])
def test_every_label_of_the_timeline_is_read_back_from_its_picture(
    query: str, at: Callable[..., Page]
) -> None:
    page = at(query)
    shown = labels_on(page, ROWS)
    svg = ET.fromstring(download(page, "Timeline as SVG").read_text(encoding="utf-8"))
    drawn = labels_in(svg)
    assert set(shown) <= set(drawn)
    assert {key: drawn[key] for key in shown} == shown
    title = svg.find(f"{SVG}title")
    assert title is not None
    assert title.text == page.locator("h1").inner_text()


def test_marks_bars_brackets_and_axes_are_in_the_picture(at: Callable[..., Page]) -> None:
    page = at("")
    marks = page.locator("#timeline .row-body .point:not(.out)").count()
    svg = ET.fromstring(download(page, "Timeline as SVG").read_text(encoding="utf-8"))
    points = [n for n in svg.iter(f"{SVG}path") if "point" in (n.get("class") or "").split()]
    bars = [n for n in svg.iter(f"{SVG}g") if "point" in (n.get("class") or "").split()]
    assert len(points) + len(bars) == marks
    words = [words_of(text) for text in svg.iter(f"{SVG}text")]
    assert {"2006–2008", "20 days", "Leadership"} <= set(words)
    colour = page.locator(".bracket").first.evaluate("n => getComputedStyle(n).borderTopColor")
    lines = [line.get("stroke") for line in svg.iter(f"{SVG}line")]
    assert lines.count(colour) == 3 * page.locator(".bracket").count()


def test_the_axis_stands_above_the_rows_however_far_the_page_is_scrolled(
    at: Callable[..., Page],
) -> None:
    page = at("")
    before = download(page, "Timeline as SVG").read_text(encoding="utf-8")
    page.evaluate("scrollTo(0, 500)")
    after = download(page, "Timeline as SVG").read_text(encoding="utf-8")
    assert places_in(after) == places_in(before)


def test_a_headline_without_spaces_keeps_within_its_picture(
    open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path
) -> None:
    headline = "收购案" * 33 + "終"
    title = "A Founder Leaves"
    write_story(tmp_path, article=an_article().replace(title, headline))
    page = open_page(file_of(tmp_path), width=900)
    text = download(page, "Timeline as SVG").read_text(encoding="utf-8")
    lines = [n for n in ET.fromstring(text).iter(f"{SVG}text") if n.get("font-size") == "20px"]
    assert "".join(words_of(line) for line in lines) == headline
    beyond = open_page("about:blank", wait="").evaluate(
        """text => {
          document.body.innerHTML = text;
          const width = document.querySelector('svg').width.baseVal.value;
          return [...document.querySelectorAll('text')]
            .filter((node) => node.getBBox().x + node.getBBox().width > width)
            .map((node) => node.textContent);
        }""",
        text,
    )
    assert beyond == []


def test_a_headline_from_right_to_left_ends_at_the_right_of_its_picture(
    open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path
) -> None:
    headline = "מי מחזיק ב־VK?"
    write_story(tmp_path, article=an_article().replace("A Founder Leaves", headline))
    page = open_page(file_of(tmp_path), width=900)
    svg = ET.fromstring(download(page, "Timeline as SVG").read_text(encoding="utf-8"))
    (line,) = [n for n in svg.iter(f"{SVG}text") if n.get("font-size") == "20px"]
    assert (words_of(line), line.get("direction")) == (headline, "rtl")
    assert float(line.get("x", 0)) > float(svg.get("width", 0)) / 2


def test_a_filter_is_named_in_the_picture_and_leaves_nothing_of_others(
    at: Callable[..., Page],
) -> None:
    page = at("?category=leadership")
    svg = ET.fromstring(download(page, "Timeline as SVG").read_text(encoding="utf-8"))
    words = [words_of(text) for text in svg.iter(f"{SVG}text")]
    assert "Filters: Category: Leadership" in words
    assert "Durov founds VK" not in " ".join(words)
    assert "Reaction" not in words


def test_ownership_says_its_day_and_every_holder(at: Callable[..., Page]) -> None:
    page = at("")
    shown = labels_on(page, "#ownership .share-labels a[data-key]")
    svg = ET.fromstring(download(page, "Ownership as SVG").read_text(encoding="utf-8"))
    words = " ".join(words_of(text) for text in svg.iter(f"{SVG}text"))
    assert shown
    assert all(said in words for said in shown.values())
    assert f"Who owned VK, {page.locator('#ownership .day').inner_text()}" in words


def test_a_png_is_the_same_picture_twice_as_fine(at: Callable[..., Page]) -> None:
    page = at("")
    svg = ET.fromstring(download(page, "Timeline as SVG").read_text(encoding="utf-8"))
    with Image.open(download(page, "Timeline as PNG")) as png:
        assert png.size == (2 * int(svg.get("width", 0)), 2 * int(svg.get("height", 0)))
        assert len(png.convert("RGB").getcolors(1 << 24) or []) > 50


def test_words_of_every_script_keep_their_order_and_their_side(
    open_page: Callable[..., Page], file_of: Callable[..., str], tmp_path: Path
) -> None:
    titles = {
        "arabic": "شركة النور اشترت 40 حصة",
        "hebrew": "הנהלה חדשה",
        "chinese": "公司收购案",
        "emoji": "Zoë 🚢 & <b>",
    }
    dates = ["2019-01-03", "2019-03-04", "2019-06-05", "2019-09-06"]
    write_story(
        tmp_path,
        events=[
            an_event(id=name, title=title, date=date)
            for (name, title), date in zip(titles.items(), dates, strict=True)
        ],
        stakes=[],
        quotes=[],
    )
    page = open_page(file_of(tmp_path))
    svg = ET.fromstring(download(page, "Timeline as SVG").read_text(encoding="utf-8"))
    drawn = labels_in(svg)
    for name, title in titles.items():
        assert title in drawn[f"event:{name}"]


def test_the_rows_shown_are_a_table_whose_cells_no_spreadsheet_reckons_with(
    open_page: Callable[..., Page], file_of: Callable[..., str], tmp_path: Path
) -> None:
    formula = '=HYPERLINK("x")'
    write_story(tmp_path, events=[an_event(title=formula, summary='One, "two"\nthree')])
    page = open_page(file_of(tmp_path))
    text = download(page, "Rows shown as CSV").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["kind"] for row in rows] == ["event", "stake", "quote"]
    assert rows[0]["title"] == f"'{formula}"
    assert rows[0]["summary"] == 'One, "two"\nthree'
    exported = json.loads(download(page, "Rows shown as JSON").read_text(encoding="utf-8"))
    assert exported["rows"][0]["title"] == formula
    assert [row["id"] for row in exported["rows"]] == [row["id"] for row in rows]
    assert exported["rows"][0]["passages"] == [page.locator("mark").first.inner_text()]


def test_a_cell_is_disarmed_as_python_does_it(blank: Page) -> None:
    letters = [chr(number) for number in range(1, 0x10000) if not 0xD800 <= number < 0xE000]
    cells = ["", *(f"{letter}1+1" for letter in letters), "'tis", "'=1", "''＝1", "'\t1"]
    by_browser = blank.evaluate("cells => cells.map(disarmed)", cells)
    different = [
        cell for cell, found in zip(cells, by_browser, strict=True) if found != disarmed(cell)
    ]
    assert different == []


def test_the_last_day_is_pythons(blank: Page) -> None:
    assert blank.evaluate("[FIRST_DAY, LAST_DAY]") == [
        dt.date.min.toordinal(),
        dt.date.max.toordinal(),
    ]


def test_a_passage_over_two_paragraphs_is_exported_whole(
    open_page: Callable[..., Page], file_of: Callable[..., str], tmp_path: Path
) -> None:
    words = "who built it. Nobody denies that."
    article = an_article("# A Founder Leaves\n\nIt was he who built it.\n\nNobody denies that.\n")
    event = an_event(evidence=words)
    write_story(tmp_path, article=article, events=[event], stakes=[], quotes=[])
    page = open_page(f"{file_of(tmp_path)}?event={event['id']}")
    exported = json.loads(download(page, "Rows shown as JSON").read_text(encoding="utf-8"))
    assert exported["rows"][0]["passages"] == [words]


def test_the_file_says_what_needs_python(at: Callable[..., Page]) -> None:
    page = at("")
    page.locator(".downloads > summary").click()
    words = page.locator(".downloads small").filter(visible=True).all_inner_texts()
    assert words == ["Excel, calendars, TimelineJS and other formats need Python: dateline export"]


def test_where_no_chart_is_drawn_no_picture_is_offered(at: Callable[..., Page]) -> None:
    page = at("?q=nothing-of-the-kind")
    page.locator(".downloads > summary").click()
    menu = page.locator(".downloads").inner_text()
    assert "Timeline as SVG" not in menu
    assert (
        "No picture of the timeline: it is drawn on a wider screen, of a view with dates." in menu
    )


def test_a_menu_that_stays_open_offers_what_the_view_has(
    open_page: OpenPage, serve_process: Callable[[Path], Server]
) -> None:
    page = open_page(serve_process(ROOT).url)
    menu = page.locator(".downloads")
    menu.locator("> summary").click()
    menu.get_by_text("Rows shown in other formats").click()
    calendar = menu.locator('a[href*="rows/ics"]')
    expect(calendar).to_have_attribute("href", re.compile(r"rows/ics\.ics$"))
    choice(page, "category", "leadership").click()
    expect(calendar).to_have_attribute("href", re.compile(r"rows/ics\.ics\?category=leadership$"))
    picture = menu.get_by_role("button", name="Timeline as SVG")
    expect(picture).to_be_visible()
    search(page, "nothing-of-the-kind")
    expect(picture).to_be_hidden()
    expect(menu.get_by_text("No picture of the timeline")).to_be_visible()


def test_the_browser_draws_a_picture_for_python(html: str, at: Callable[..., Page]) -> None:
    svg = ET.fromstring(chart_picture(html, "timeline", "svg", query="category=leadership"))
    drawn = labels_in(svg)
    shown = labels_on(at("?category=leadership"), ROWS)
    assert set(drawn) == set(shown)
    png = chart_picture(html, "ownership", "png", width_px=700)
    with Image.open(io.BytesIO(png)) as picture:
        assert 2 * 600 < picture.width < 2 * 760


def test_a_picture_that_cannot_be_made_says_why(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PictureError) as raised:
        chart_picture(html, "timeline", "svg", query="q=nothing-of-the-kind")
    assert str(raised.value) == "this view of the story has no timeline to draw"
    monkeypatch.setenv("DATELINE_BROWSER", "/nowhere/chromium")
    with pytest.raises(PictureError) as raised:
        chart_picture(html, "timeline", "svg")
    assert str(raised.value) == (
        "DATELINE_BROWSER=/nowhere/chromium is no program; name a Chrome or Chromium, or unset it"
    )
