"""axe-core finds nothing on the page: WCAG 2.0 to 2.2, levels A and AA, and its best practices.

axe comes with its Python package and asks nothing of the network.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.generated_stories import SHIPPED_TOO
from tests.browser.window import Window, a_window, near_view

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# target-size is off unless asked for by name, as is all that came with WCAG 2.2.
OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
}
VIEWS = {
    "start": "",
    "filtered": "?category=leadership",
    "selected": "?event=ouster",
    "background": "?background=1",
}


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


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("story", SHIPPED_TOO)
def test_axe_finds_nothing_in_stories_of_other_languages_and_scripts(
    window: Window, file_of: Callable[..., str], tmp_path: Path, story: str, width: int
) -> None:
    page = window.show(f"{file_of(SHIPPED_TOO[story](tmp_path))}?background=1", width=width)
    near_view(page)
    assert "\n".join(violations(page)) == ""


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(window: Window, url: str, view: str, dark: bool, width: int) -> None:
    page = window.show(f"{url}{VIEWS[view]}", width=width, dark=dark)
    near_view(page)
    found = violations(page)
    assert not found, "\n".join([f"{len(found)} violations", *found])


@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing_where_all_is_open(window: Window, url: str, width: int) -> None:
    page = window.show(f"{url}?event=ouster&q=durov", width=width)
    page.locator(".opener").click()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for button in page.locator(".table > button").all():
        button.click()
    found = violations(page)
    assert not found, "\n".join([f"{len(found)} violations", *found])


_SMALL = """
() => [...document.querySelectorAll('a[href], button, summary, select, input')]
  .filter((node) => node.checkVisibility({visibilityProperty: true}))
  .filter((node) => !node.closest('article, .live'))
  .filter((node) => {
    const box = (node.labels?.[0] ?? node).getBoundingClientRect();
    return box.width > 0 && (box.width < 23.9 || box.height < 23.9);
  })
  .map((node) => [node.textContent || node.ariaLabel, node.offsetWidth, node.offsetHeight])
"""


@pytest.mark.parametrize("width", [1400, 390])
def test_what_a_finger_must_hit_is_24_pixels(window: Window, url: str, width: int) -> None:
    page = window.show(f"{url}?event=ouster&background=1", width=width)
    near_view(page)
    page.locator(".opener").click()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate(_SMALL) == []


def test_axe_sees_a_link_without_words_in_the_article(window: Window, url: str) -> None:
    page = window.show(url)
    before = violations(page)
    link = page.locator("article a.passage[href]").first
    link.evaluate("link => { link.textContent = ''; link.removeAttribute('title'); }")
    new = [line for line in violations(page) if line not in before]
    assert any(line.startswith("link-name (serious)") for line in new), new
