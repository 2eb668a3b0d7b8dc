"""A story without rows: the article fills the page, and nothing is offered that doesn't exist."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import OpenPage
from tests.story_files import write_story

pytestmark = pytest.mark.browser


@pytest.fixture
def address(file_of: Callable[..., str], tmp_path: Path) -> str:
    return file_of(write_story(tmp_path, events=[], stakes=[], quotes=[]))


@pytest.mark.parametrize("width", [1400, 390])
def test_the_article_has_the_page(open_page: OpenPage, address: str, width: int) -> None:
    page: Page = open_page(address, width=width, height=900)
    for name in (".charts", ".card", ".filters .popover-box", "nav.sections"):
        expect(page.locator(name).filter(visible=True)).to_have_count(0)
    expect(
        page.locator("#article").get_by_text("Pavel Durov founded VK in 2006.")
    ).to_be_in_viewport()
    left = page.locator("#article").evaluate("node => node.getBoundingClientRect().left")
    assert left < width / 10


def test_its_words_are_searched(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.get_by_role("searchbox").fill("Tuesday")
    expect(page.locator(".search-status")).to_contain_text("1 in the text")
