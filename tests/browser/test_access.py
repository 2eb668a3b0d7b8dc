"""axe-core finds nothing on the page: WCAG 2.0 to 2.2, levels A and AA, and its best practices.

axe comes with its Python package and asks nothing of the network.
"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.actions import OpenPage, opened

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
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(
    open_page: OpenPage, url: str, view: str, dark: bool, width: int
) -> None:
    found = violations(opened(open_page, f"{url}/{VIEWS[view]}", width=width, dark=dark))
    assert not found, "\n".join([f"{len(found)} violations", *found])


def test_axe_sees_a_link_without_words_in_the_article(open_page: OpenPage, url: str) -> None:
    page = opened(open_page, url)
    before = violations(page)
    link = page.locator("article a.passage[href]").first
    link.evaluate("link => { link.textContent = ''; link.removeAttribute('title'); }")
    new = [line for line in violations(page) if line not in before]
    assert any(line.startswith("link-name (serious)") and ">>" in line for line in new), new
