"""axe-core finds nothing on the page: WCAG 2.0 to 2.2, levels A and AA, and its best practices.

axe comes with its Python package and makes no network requests.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.actions import open_filters
from tests.browser.generated_stories import SHIPPED_TOO
from tests.browser.measures import small_targets
from tests.browser.window import Window, a_window, near_view

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# target-size is off unless asked for by name, as is all that came with WCAG 2.2.
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
}
# Of each view what is asked of the shipped story, the window's width, and whether it is dark.
VIEWS = [
    ("", 1400, False),
    ("?category=leadership", 390, True),
    ("?event=ouster&background=1", 1400, True),
]
ALL_VIEWS = [
    (query, width, dark)
    for query in ("", "?category=leadership", "?event=ouster", "?background=1")
    for width in (1400, 390)
    for dark in (False, True)
    if (query, width, dark) not in VIEWS
]


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    with a_window(browser) as window:
        yield window


def violations(page: Page) -> list[str]:
    """What axe finds: the rule, how grave, where, the element's HTML, and what is wrong."""
    found: list[dict[str, Any]] = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}) at {_path(node['target'])}: {node['html'][:200]}"
        f"\n    {' '.join(node['failureSummary'].split())}"
        for rule in found
        for node in rule["nodes"]
    ]


def _path(target: list[str | list[str]]) -> str:
    """A node's place; within a shadow root axe gives a selector for the host and one in it."""
    return " ".join(part if isinstance(part, str) else " >> ".join(part) for part in target)


def expect_nothing(page: Page) -> None:
    found = violations(page)
    assert not found, "\n".join([f"{len(found)} violations", *found])


@pytest.mark.parametrize(
    ("story", "width"),
    [
        ("a takeover", 1400),
        ("a court case", 390),
        pytest.param("a takeover", 390, marks=pytest.mark.long),
        pytest.param("a court case", 1400, marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_in_stories_of_other_languages_and_scripts(
    window: Window, file_of: Callable[..., str], tmp_path: Path, story: str, width: int
) -> None:
    page = window.show(f"{file_of(SHIPPED_TOO[story](tmp_path))}?background=1", width=width)
    near_view(page)
    expect_nothing(page)


@pytest.mark.parametrize(
    ("query", "width", "dark"),
    [*VIEWS, *(pytest.param(*view, marks=pytest.mark.long) for view in ALL_VIEWS)],
)
def test_axe_finds_nothing(window: Window, url: str, query: str, dark: bool, width: int) -> None:
    page = window.show(f"{url}{query}", width=width, dark=dark)
    near_view(page)
    expect_nothing(page)


@pytest.mark.parametrize("width", [pytest.param(1400, marks=pytest.mark.long), 390])
def test_axe_finds_nothing_where_all_is_open_and_every_target_is_24_px(
    window: Window, url: str, width: int
) -> None:
    page = window.show(f"{url}?event=ouster&q=durov&background=1", width=width)
    near_view(page)
    if width < 641:
        page.get_by_role("button", name="Search and filters").click()
    open_filters(page)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    # The sheet and the open filters lie over them.
    page.locator(".table > button").evaluate_all("buttons => buttons.forEach((one) => one.click())")
    # A phone shows one of the sections at a time; the first is shown already.
    other_tabs = page.locator("nav.sections a").all()[1:] if width < 641 else []
    for tab in [None, *other_tabs]:
        if tab:
            tab.dispatch_event("click")
        expect_nothing(page)
        assert small_targets(page) == []


def test_axe_and_the_measure_of_targets_see_what_is_wrong(window: Window, url: str) -> None:
    page = window.show(url)
    assert small_targets(page) == []
    link = page.locator("article a.passage[href]").first
    link.evaluate("link => { link.textContent = ''; link.removeAttribute('title'); }")
    small = "<button style='height: 9px; min-height: 0'>x</button>"
    page.locator("main, body").first.evaluate(
        "(body, html) => body.insertAdjacentHTML('beforeend', html)", small
    )
    assert any(line.startswith("link-name (serious)") for line in violations(page))
    assert [line.split(":")[0] for line in small_targets(page)] == ["x"]
