"""A reader's page before two servers, of which either may end or lag behind."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from scripts.server import ROOT, Server
from tests.browser.actions import shown
from tests.proxy import Proxy
from tests.story_files import change

pytestmark = pytest.mark.browser
STORY_FILES = ("article.md", "events.csv", "stakes.csv", "quotes.csv")


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    for name in STORY_FILES:
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def site(tmp_path: Path, story: Path) -> Iterator[tuple[str, list[Server]]]:
    """The address of nginx, and the servers behind it."""
    servers = [Server(story, tmp_path / f"log-{number}.txt").start() for number in (1, 2)]
    proxy = Proxy(servers, tmp_path, tmp_path)
    yield proxy.url, servers
    proxy.stop()
    for server in servers:
        server.stop()


def test_a_view_comes_back_from_the_other_server_and_follows_edits_there(
    site: tuple[str, list[Server]], story: Path, open_page: Callable[..., Page]
) -> None:
    address, servers = site
    query = "?category=ownership&event=control-change"
    page = open_page(f"{address}/{query}", ignore_errors=True)
    before = shown(page)
    # Whichever server has the page's sockets: one of the two ends takes them.
    for number, server in enumerate(servers):
        assert server.process
        server.process.kill()
        server.process.wait(90)
        change(story / "article.md", 'title: "', f'title: "Edition {number}: ')
        expect(page).to_have_title(re.compile(f"^Edition {number}: "))
        assert page.evaluate("location.search") == query
        assert shown(page) == before
        expect(page.locator(".dateline-state")).to_be_empty()
        server.start()


def test_a_version_that_a_server_does_not_have_yet_is_asked_for_again(
    serve_process: Callable[[Path], Server], story: Path, open_page: Callable[..., Page]
) -> None:
    page = open_page(serve_process(story).url)
    old = page.evaluate(
        "async () => (await fetch(JSON.parse(document.getElementById('dateline-start')"
        ".textContent).page)).text()"
    )
    late: list[Route] = []

    def lag(route: Route) -> None:
        late.append(route)
        if len(late) == 1:
            route.fulfill(body=old, content_type="application/json")
        else:
            route.continue_()

    page.route("**/dateline/page/*.json*", lag)
    change(story / "article.md", 'title: "', 'title: "Edited: ')
    expect(page).to_have_title(re.compile("^Edited: "))
    assert len(late) == 2
