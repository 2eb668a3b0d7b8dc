"""Many events: counts stand above the first rows; a bar or a drag narrows the dates."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from dateline.figures.timeline_rows import placement
from dateline.reading import load_story
from dateline.story import Story, records
from dateline.view import View, narrow
from scripts.generate_story import generate_story
from tests.browser.actions import ROWS, At, OpenPage, watched, written
from tests.browser.conftest import KeptPage, keep
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


@pytest.fixture(scope="module")
def kept_many(browser: Browser, file_of: Callable[..., str], folder: Path) -> Iterator[KeptPage]:
    yield from keep(browser, file_of(folder), viewport={"width": 1400, "height": 1000})


@pytest.fixture
def many(kept_many: KeptPage) -> Iterator[At]:
    """The story of many events at a query, in one page for all tests."""
    kept_many.errors.clear()
    yield kept_many.go
    assert kept_many.errors == []


@pytest.fixture
def page(many: At) -> Page:
    return many("")


def bins(page: Page) -> list[tuple[str, str, int]]:
    """Period, category and count of every bar, as its button says."""
    found = []
    for label in page.locator(".bin").evaluate_all("bins => bins.map(b => b.ariaLabel)"):
        match = LABEL.match(label)
        assert match, label
        found.append((match["period"], match["category"], int(match["count"].replace(",", ""))))
    return found


def middles(story: Story) -> list[tuple[int, str]]:
    """The year in which the middle of each dated event's possible time lies, and its category."""
    found = []
    for row in records(placement(story.events).dated):
        first, last = row["date"].earliest, row["date"].latest
        middle = (first.toordinal() + last.toordinal() + 1) // 2
        found.append((dt.date.fromordinal(middle).year, row["category"]))
    return found


def test_the_bars_count_each_dated_event_in_the_period_of_its_middle(
    page: Page, story: Story
) -> None:
    shown = Counter({(period, category): count for period, category, count in bins(page)})
    bounds = {span: [int(year) for year in span.split("–")] for span, _ in shown}
    assert all(len(years) in (1, 2) for years in bounds.values())
    counted: Counter[tuple[str, str]] = Counter()
    for year, category in middles(story):
        (inside,) = [s for s, years in bounds.items() if years[0] <= year <= years[-1]]
        counted[inside, category] += 1
    assert shown == counted
    words = page.locator(".density-words")
    expect(words).to_contain_text(f"{len(middles(story))} dated events, counted by time")


def test_the_first_rows_stand_below_the_bars_and_the_timeline_is_not_higher(page: Page) -> None:
    assert page.locator("#timeline").bounding_box()["height"] <= 1200  # type: ignore[index]
    expect(page.locator(ROWS)).to_have_count(30)
    expect(page.locator("#timeline .chart .more")).to_contain_text(f"and {EVENTS - 30} more")


def test_a_bar_narrows_the_dates_of_bars_and_rows(page: Page, story: Story) -> None:
    counted = len(bins(page))
    button = page.locator(".bin").nth(10)
    period = (button.get_attribute("aria-label") or "").split(",")[0]
    first, *rest = period.split("–")
    button.click()
    expect(page.locator(".chip")).to_have_text(
        f"from {first}-01-01 to {(rest or [first])[-1]}-12-31"
    )
    expect(page).to_have_url(re.compile(f"from={first}-01-01"))
    span = View(first=dt.date(int(first), 1, 1), last=dt.date(int((rest or [first])[-1]), 12, 31))
    found = pd.concat(placement(narrow(story, span).events))["id"]
    rows = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.row)")
    assert rows == [f"event:{row_id}" for row_id in found]
    expect(page.locator(".bin")).to_have_count(0)
    page.go_back()
    expect(page.locator(".bin")).to_have_count(counted)


def test_a_drag_narrows_the_dates(page: Page) -> None:
    box = page.locator(".density-frame").bounding_box()
    assert box
    watched(page)
    # Where it is free of bars, and above the plot of the rows, which takes drags too.
    page.mouse.move(box["x"] + box["width"] - 200, box["y"] + 3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 100, box["y"] + 3, steps=4)
    expect(page.locator(".drag:visible")).to_have_count(1)
    page.mouse.up()
    expect(page.locator(".chip")).to_have_text(
        re.compile(r"^from \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d$")
    )
    expect(page.locator(".drag:visible")).to_have_count(0)
    assert [how for how, _ in written(page)] == ["pushState"]


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


def test_every_event_is_found_by_search(page: Page, story: Story) -> None:
    """Whatever the bars and the first rows leave out."""
    row = next(row for row in records(story.events) if row["status"] == "planned")
    page.locator("#dateline-search").fill(row["title"])
    link = page.locator(f'#timeline [data-row="event:{row["id"]}"] a')
    link.click()
    expect(page.locator(".card h3")).to_have_text(row["title"])


def test_many_events_without_a_day_are_rows_without_bars(
    open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path
) -> None:
    rows = [an_event(id=f"e{number}", date="", date_words="") for number in range(120)]
    page = open_page(file_of(write_story(tmp_path, events=rows)))
    expect(page.locator(ROWS)).to_have_count(30)
    expect(page.locator("#timeline .density")).to_have_count(0)
    page.get_by_role("button", name="Show 90 more").click()
    expect(page.locator(ROWS)).to_have_count(120)


# The ticks of one stretch of time, padding apart; each letter counts as seven pixels.
_TICKS = """([start, end, width]) =>
  ticksOf({ start, end, left: -PAD_PX, right: width + PAD_PX }, "en", (words) => 7 * words.length)
    .map(({ time, label }) => [time, label])"""


@pytest.mark.parametrize("days", [3, 40, 200, 1500, 30_000, 300_000])
@pytest.mark.parametrize("width", [250, 800])
def test_ticks_stand_at_round_times_inside_and_do_not_crowd(
    blank: Page, days: int, width: int
) -> None:
    start = dt.datetime(1613, 3, 14)
    begin = (start - dt.datetime(1970, 1, 1)) / dt.timedelta(milliseconds=1)
    end = begin + days * 86_400_000
    ticks = blank.evaluate(_TICKS, [begin, end, width])
    times = [time for time, _ in ticks]
    assert 1 <= len(times) <= width / 22 + 1
    assert all(begin < time < end for time in times)
    moments = [dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=time) for time in times]
    assert all((m.hour, m.minute) == (0, 0) for m in moments)
    words = [label for _, label in ticks]
    for moment, label in zip(moments, words, strict=True):
        assert any(part in label for part in (str(moment.year), str(moment.day), f"{moment:%b}"))
    for place in range(1, len(times)):
        apart = (times[place] - times[place - 1]) / (end - begin) * width
        assert apart >= 7 * (len(words[place - 1]) + len(words[place])) / 2
