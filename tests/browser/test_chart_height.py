"""However many events, and whenever they were, the timeline's panels are 1,200 pixels at most."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import OpenPage
from tests.story_files import an_article, an_event, write_story

pytestmark = pytest.mark.browser

WIDTHS = (320, 641, 1400, 1920)
HIGHEST_PX = 1200
_HEIGHT = "document.querySelector('#timeline .chart')?.getBoundingClientRect().height ?? 0"


def story_of(
    folder: Path, dates: Sequence[str], categories: int = 4, title: str = "Thing number {} happens"
) -> Path:
    """An event a date, each with words of its own."""
    words = [f"It is said that thing number {number} came about." for number in range(len(dates))]
    events = [
        an_event(
            id=f"e{number}",
            date=date,
            category=f"Kind {number % categories}",
            title=title.format(number),
            evidence=evidence,
        )
        for number, (date, evidence) in enumerate(zip(dates, words, strict=True))
    ]
    body = "\n# All that happened\n\n" + "\n\n".join(words) + "\n"
    return write_story(folder, article=an_article(body), events=events, stakes=[], quotes=[])


LONG = "A title of many words that says at great length how thing number {} came about at last"
STORIES: dict[str, Callable[[Path], Path]] = {
    "one day": lambda folder: story_of(folder, ["2014-04-21"] * 700),
    "a day, all marked": lambda folder: story_of(folder, ["2014-04-21"] * 290, title=LONG),
    "two days a century apart": lambda folder: story_of(
        folder, ["1914-06-28"] * 350 + ["2014-06-28"] * 350
    ),
    "two days, all marked": lambda folder: story_of(
        folder, ["1914-06-28"] * 20 + ["2014-06-28"] * 20, title=LONG
    ),
    "thirty categories": lambda folder: story_of(
        folder, [f"{year}-0{1 + year % 9}-11" for year in range(1900, 2000)] * 7, categories=30
    ),
    "vague dates": lambda folder: story_of(folder, ["1950~", "195X", "1951?", "1952/1960"] * 120),
    "vague dates, all marked": lambda folder: story_of(
        folder, [f"{year}~" for year in range(1900, 1960)], title=LONG
    ),
    "a century and crowded weeks": lambda folder: story_of(
        folder,
        [f"{year}-05-05" for year in range(1914, 2014, 2)]
        + [f"2014-04-{day:02}" for day in range(1, 31)] * 2,
        title=LONG,
    ),
}


# Those in which labels, and those in which rows, were once too high.
HIGHEST = ("a day, all marked", "vague dates")
OTHERS = [pytest.param(name, marks=pytest.mark.long) for name in STORIES if name not in HIGHEST]


@pytest.mark.parametrize("name", [*HIGHEST, *OTHERS])
def test_the_chart_is_no_higher_at_any_width(
    name: str, open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path
) -> None:
    page = open_page(file_of(STORIES[name](tmp_path)))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        expect_drawn(page, width)
        assert page.evaluate(_HEIGHT) <= HIGHEST_PX, (name, width)


def expect_drawn(page: Page, width: int) -> None:
    """Wait until the chart is as wide as its place; on a narrow screen there is none."""
    if width <= 640:
        expect(page.locator("#timeline .chart")).to_be_hidden()
        return
    page.wait_for_function(
        "() => { const chart = document.querySelector('#timeline .chart');"
        " const plot = chart.querySelector('.plot svg');"
        " return plot && Math.abs(plot.getBoundingClientRect().width - chart.clientWidth) < 2; }"
    )


def test_a_day_with_more_than_can_be_marked_is_one_bar_a_category(
    open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path
) -> None:
    page = open_page(file_of(STORIES["one day"](tmp_path)))
    assert page.locator(".bin").evaluate_all("bins => bins.map((bin) => bin.ariaLabel)") == [
        f"21 Apr 2014, Kind {number}: 175 events" for number in range(4)
    ]
