"""Many events: the timeline counts them; a bar or a drag narrows, until marks come back."""

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from dateline.figures.panels import MOST_MARKS, placement, timeline_panels
from playwright.sync_api import Page, expect

from dateline.figures.plain import milliseconds
from dateline.page import make_page
from dateline.page.parts import encode_page
from dateline.reader import script
from dateline.reading import load_story
from dateline.story import Story, records
from scripts.generate_story import generate_story
from tests.browser.actions import OpenPage
from tests.story_files import an_event, write_story

pytestmark = pytest.mark.browser

EVENTS = 900
LABEL = re.compile(r"^(?P<period>.+), (?P<category>[^,:]+): (?P<count>[\d,]+) events?$")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate_story(tmp_path_factory.mktemp("many"), EVENTS)


@pytest.fixture(scope="module")
def story(folder: Path) -> Story:
    return load_story(folder)


@pytest.fixture
def page(open_page: OpenPage, file_of: Callable[..., str], folder: Path) -> Page:
    return open_page(file_of(folder))


def bins(page: Page) -> list[tuple[str, str, int]]:
    """Period, category and count of every bar, as its button says."""
    found = []
    for label in page.locator(".bin").evaluate_all("bins => bins.map(b => b.ariaLabel)"):
        match = LABEL.match(label)
        assert match, label
        found.append((match["period"], match["category"], int(match["count"].replace(",", ""))))
    return found


def dated(story: Story) -> list[Any]:
    return [
        mark for panel in timeline_panels(placement(story.events).dated) for mark in panel.marks
    ]


def test_the_bars_count_every_dated_event_by_category(page: Page, story: Story) -> None:
    counted: Counter[str] = Counter()
    for _, category, count in bins(page):
        counted[category] += count
    assert counted == Counter(mark.category for mark in dated(story))


def test_a_bar_counts_the_events_whose_middle_lies_in_its_period(page: Page, story: Story) -> None:
    shown = Counter({(period, category): count for period, category, count in bins(page)})
    spans = {period for period, _ in shown}
    bounds = {span: [int(year) for year in span.split("–")] for span in spans}
    assert all(len(years) in (1, 2) for years in bounds.values())
    counted: Counter[tuple[str, str]] = Counter()
    for mark in dated(story):
        inside = [s for s, years in bounds.items() if years[0] <= mark.at.year <= years[-1]]
        assert len(inside) == 1
        counted[inside[0], mark.category] += 1
    assert shown == counted


def test_the_timeline_is_not_higher_for_more_events(page: Page) -> None:
    assert page.locator("#timeline").bounding_box()["height"] <= 1200  # type: ignore[index]
    words = page.locator(".density-words")
    expect(words).to_contain_text(re.compile(r"^\d+ dated events, counted by time and category"))


def test_a_bar_narrows_the_dates_until_there_are_marks_with_labels(page: Page) -> None:
    button = page.locator(".bin").nth(10)
    period = (button.get_attribute("aria-label") or "").split(",")[0]
    first, *rest = period.split("–")
    button.click()
    expect(page.locator(".chip")).to_have_text(
        f"from {first}-01-01 to {(rest or [first])[-1]}-12-31"
    )
    expect(page).to_have_url(re.compile(f"from={first}-01-01"))
    expect(page.locator(".bin")).to_have_count(0)
    expect(page.locator("#timeline .label a").first).to_be_visible()
    shown = page.locator("#timeline .point:not(.out)").count()
    assert shown > 0
    page.go_back()
    expect(page.locator(".bin").first).to_be_visible()


def test_a_drag_narrows_the_dates(page: Page) -> None:
    box = page.locator(".density-frame").bounding_box()
    assert box
    page.mouse.move(box["x"] + 200, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 100, steps=4)
    expect(page.locator(".drag")).to_be_visible()
    page.mouse.up()
    expect(page.locator(".chip")).to_have_text(
        re.compile(r"^from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$")
    )
    expect(page.locator(".drag")).to_be_hidden()


def test_a_bar_answers_after_a_drag_that_left_the_chart(page: Page) -> None:
    box = page.locator(".density-frame").bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 30, box["y"] + 100, steps=4)
    page.mouse.move(box["x"] + box["width"] - 30, box["y"] - 30, steps=4)
    page.mouse.up()
    chip = page.locator(".chip")
    expect(chip).to_have_count(1)
    dragged = chip.inner_text()
    button = page.locator(".bin").nth(10)
    period = (button.get_attribute("aria-label") or "").split(",")[0]
    button.click()
    expect(chip).not_to_have_text(dragged)
    expect(chip).to_contain_text(f"from {period.split('–')[0]}-01-01")


class TestKeys:
    """The bars are one stop of Tab, and arrow keys go from one to another."""

    def test_tab_stops_once_and_goes_on(self, page: Page) -> None:
        assert page.locator(".bin").count() > 50
        expect(page.locator(".bin:not([tabindex='-1'])")).to_have_count(1)
        page.locator(".bin:not([tabindex='-1'])").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.bin')") is False
        page.keyboard.press("Shift+Tab")
        expect(page.locator(".bin").first).to_be_focused()

    def test_arrows_go_through_periods_and_categories(self, page: Page) -> None:
        shown = [(period, category) for period, category, _ in bins(page)]
        periods = list(dict.fromkeys(period for period, _ in shown))
        last = [category for period, category in shown if period == periods[0]]
        page.locator(".bin").first.focus()

        def press(*keys: str) -> tuple[str, str]:
            for key in keys:
                page.keyboard.press(key)
            label = LABEL.match(page.evaluate("document.activeElement.ariaLabel"))
            assert label
            expect(page.locator(".bin[tabindex='0']")).to_be_focused()
            return label["period"], label["category"]

        assert press("ArrowDown") == shown[0]
        assert press("ArrowUp") == shown[1]
        assert press(*["ArrowUp"] * len(last)) == (periods[0], last[-1])
        assert press("ArrowDown") == (periods[0], last[-2])
        assert press("ArrowLeft") == (periods[0], last[-2])
        # One category is followed through all periods that have it.
        kept = [period for period, category in shown if category == last[-2]]
        seen = [press("ArrowRight") for _ in periods[1:]]
        assert [period for period, _ in seen] == periods[1:]
        assert [period for period, category in seen if category == last[-2]] == kept[1:]
        assert press("Home")[0] == periods[0]
        assert press("End")[0] == periods[-1]
        page.keyboard.press("Enter")
        expect(page.locator(".chip")).to_contain_text(f"from {periods[-1].split('–')[0]}-01-01")


# Of each target its place, and that of its bar, from the left and the top of the frame.
_TARGETS = """
() => {
  const frame = document.querySelector('.density-frame').getBoundingClientRect();
  return [...document.querySelectorAll('.bin')].map((node) => {
    const {left, right, top, bottom} = node.getBoundingClientRect();
    const {paddingTop, paddingBottom} = getComputedStyle(node);
    const bar = [top + parseFloat(paddingTop), bottom - parseFloat(paddingBottom)];
    return {left, right, top: top - frame.top, bottom: bottom - frame.top,
            bar: bar.map((y) => y - frame.top)};
  });
}
"""


def test_a_bar_is_hit_within_24_pixels_but_where_another_bar_is(page: Page) -> None:
    targets = page.evaluate(_TARGETS)
    assert min(one["right"] - one["left"] for one in targets) >= 23.9
    assert any(one["bar"][1] - one["bar"][0] < 20 for one in targets)
    columns: dict[float, list[Any]] = {}
    for one in targets:
        columns.setdefault(one["left"], []).append(one)
    for column in columns.values():
        column.sort(key=lambda one: -one["bar"][1])  # from below
        for at, one in enumerate(column):
            is_between = 0 < at < len(column) - 1
            is_high = one["bottom"] - one["top"] >= 23.9
            # Between two bars, or at the top of the chart, there is no more room.
            assert is_high or is_between or one["top"] < 0.1
            for other in column:
                hidden = min(one["bottom"], other["bar"][1]) - max(one["top"], other["bar"][0])
                assert one is other or hidden < 0.1


# Nodes outside the article that a click adds, removes or changes.
_TOUCHED = """
async () => {
  let touched = 0;
  const count = (records) => records.forEach(({target, addedNodes, removedNodes, type}) => {
    if (target.closest?.('article, select')) return;
    touched += type === 'attributes' ? 1 : addedNodes.length + removedNodes.length;
  });
  const observer = new MutationObserver(count);
  observer.observe(document.body, {subtree: true, childList: true, attributes: true});
  const frame = () => new Promise(requestAnimationFrame);
  document.querySelector('[data-facet=category]').click();
  await frame();
  await frame();
  count(observer.takeRecords());
  observer.disconnect();
  return touched;
}
"""


def test_a_filter_touches_no_more_nodes_for_three_times_the_events(
    page: Page, open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path
) -> None:
    few = page.evaluate(_TOUCHED)
    expect(page.locator(".chip")).to_have_count(1)
    great = open_page(file_of(generate_story(tmp_path, 3 * EVENTS)))
    expect(great.locator(".coverage")).to_have_count(1)  # All its parts have come.
    many = great.evaluate(_TOUCHED)
    expect(great.locator(".chip")).to_have_count(1)
    assert 50 < few < 8_000
    assert many < 1.3 * few


def test_few_events_that_are_too_high_together_are_marks_once_a_filter_leaves_some(
    open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path
) -> None:
    """All of one year, so that each takes a row of its own; the page itself holds their marks."""
    rows = [an_event(id=f"e{number}", actors=f"Person {number % 3}") for number in range(60)]
    rows.append(an_event(id="other", actors="Somebody else"))
    page = open_page(file_of(write_story(tmp_path, events=rows)))
    density = page.locator("#timeline .density")
    expect(density.locator(".density-words")).to_contain_text("61 dated events, counted")
    page.locator("button.opener").click()
    somebody = page.locator('[data-facet=actor][data-value="somebody-else"]')
    somebody.click()
    expect(page.locator('#timeline .label a[data-key="event:other"]')).to_be_visible()
    expect(density).to_have_count(0)
    somebody.click()
    expect(density.locator(".density-words")).to_contain_text("61 dated events, counted")


def test_every_event_is_found_by_search(page: Page, story: Story) -> None:
    """Whatever the bars and the first hundred lines leave out."""
    row = next(row for row in records(story.events) if row["date"] and row["status"] == "reported")
    page.locator("#dateline-search").fill(row["title"])
    link = page.locator(f'#timeline .label a[data-key="event:{row["id"]}"]')
    expect(link).to_be_visible()
    link.click()
    expect(page.locator(".card h3")).to_have_text(row["title"])


def test_lists_show_the_first_hundred_and_say_how_many_more(page: Page, story: Story) -> None:
    placed = placement(story.events)
    for name, rows in (("undated", placed.undated), ("planned", placed.planned)):
        if len(rows) <= 100:
            continue
        event_list = page.locator(f".event-list.{name}")
        expect(event_list.locator("a.line")).to_have_count(100)
        expect(event_list.locator(".more")).to_contain_text(f"and {len(rows) - 100} more")


def test_the_limit_is_the_same_in_both_languages() -> None:
    found = re.search(r"const MOST_MARKS = (\d+)", script())
    assert found
    assert int(found[1]) == MOST_MARKS


_STACK = """
marks => {
  const px = (time) => time;
  const {places, up, down} = stackMarks(marks, px);
  return {up, down, places: [...places].map(([key, place]) => ({key, ...place}))};
}
"""


# The traces that the browser makes itself, of all events on the axis.
_DRAWN = """
data => {
  const page = readPage(data);
  const rows = page.events.filter(({ place }) => place === 'dated');
  return panelOf(page, rows, { from: null, to: null }).figure.data;
}
"""


DATES = ("2013-12-01", "2014", "2014~", "2014-21", "2014-04/2014-06", "2014-04-03/2014-04-10",
         "2014-02~/2014-09", "[2014-03..2014-05]", "2014-07/..", "2014-08/", "/2014-05-02",
         "2014-04?/2014-06", "2015-01-31")  # fmt: skip


def test_the_browser_draws_an_event_as_python_does(blank: Page, tmp_path: Path) -> None:
    here = {"date_words": "Monday"}
    elsewhere = {"evidence": "", "source": "https://example.org"}
    rows = [
        an_event(id=f"e{number}", date=date, **(elsewhere if number % 5 == 4 else here))
        for number, date in enumerate(DATES)
    ]
    made = make_page(load_story(write_story(tmp_path, events=rows)))
    (panel,) = made["timeline"]["all"]
    traces = panel["figure"]["data"]
    for trace in traces:
        times = "base" if trace["type"] == "bar" else "x"
        trace[times] = [milliseconds(dt.datetime.fromisoformat(time)) for time in trace[times]]
    drawn = blank.evaluate(_DRAWN, encode_page(made)[0])
    assert [trace["type"] for trace in drawn] == ["bar"] * 3 + ["scatter"] * 3
    assert drawn == traces


@pytest.mark.parametrize("seed", range(12))
def test_no_mark_or_bar_touches_another_in_its_row(blank: Page, seed: int) -> None:
    """In the browser's own rows, for random marks and bars; a leader's foot is under no bar,
    unless it is the foot of that of a bar above, on both."""
    chance = random.Random(seed)
    marks = []
    for number in range(chance.choice([1, 5, 40, 200])):
        at = chance.uniform(0, 800)
        half = chance.choice([0, 0, 3, 20, 150]) * chance.random()
        span = [at - half, at + half] if half else None
        side = chance.choice([1, 1, -1])
        marks.append({"key": str(number), "at": at, "side": side, "span": span})
    stack = blank.evaluate(_STACK, marks)
    row_of = {place["key"]: place["top"] for place in stack["places"]}
    anchor = {place["key"]: place["anchor"] for place in stack["places"]}
    shared = {place["key"] for place in stack["places"] if place["isShared"]}

    def reach(mark: dict[str, Any]) -> tuple[float, float]:
        left, right = mark["span"] or (mark["at"], mark["at"])
        return min(left, mark["at"] - 6.5), max(right, mark["at"] + 6.5)

    for one, other in combinations(marks, 2):
        if one["side"] != other["side"]:
            continue
        (left, right), (low, high) = reach(one), reach(other)
        if row_of[one["key"]] == row_of[other["key"]]:
            assert right <= low or high <= left
        for below, above in ((one, other), (other, one)):
            foot = anchor[below["key"]]
            is_bar = reach(above)[1] - reach(above)[0] > 26
            if (
                is_bar
                and foot is not None
                and below["key"] not in shared
                and row_of[above["key"]] > row_of[below["key"]]
            ):
                assert not reach(above)[0] < foot < reach(above)[1]
    for mark in marks:
        foot = anchor[mark["key"]]
        if mark["key"] in shared and foot is not None:
            higher = [key for key, top in row_of.items() if top > row_of[mark["key"]]]
            assert foot in [anchor[key] for key in higher]
            assert reach(mark)[0] - 2 <= foot <= reach(mark)[1] + 2
    assert all(top <= max(stack["up"], stack["down"]) for top in row_of.values())


@pytest.mark.parametrize("days", [3, 40, 200, 1500, 30_000, 300_000])
@pytest.mark.parametrize("width", [250, 800])
def test_ticks_stand_at_round_times_inside_and_do_not_crowd(
    blank: Page, days: int, width: int
) -> None:
    start = dt.datetime(1613, 3, 14)
    begin = (start - dt.datetime(1970, 1, 1)) / dt.timedelta(milliseconds=1)
    end = begin + days * 86_400_000
    ticks = blank.evaluate("a => timeTicks(...a)", [begin, end, width, "en"])
    times = ticks["tickvals"]
    assert 1 <= len(times) <= width / 110 + 1
    assert all(begin < time < end for time in times)
    moments = [dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=time) for time in times]
    assert all((m.hour, m.minute) == (0, 0) for m in moments)
    for moment, words in zip(moments, ticks["ticktext"], strict=True):
        assert (
            str(moment.year if days > 1000 else moment.day if days < 200 else moment.year) in words
        )
