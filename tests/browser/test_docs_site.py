"""The site of docs/: every link works, and two of its pages are checked with axe and on a phone."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.docs_site import DOCS, NAVIGATION, build
from tests.browser.test_access import violations
from tests.browser.window import LONGEST_WAIT_MS

pytestmark = pytest.mark.browser


class _Parts(HTMLParser):
    """The ids of a page, and what it links to or loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.add(value or "")
            if name in ("href", "src"):
                (self.links if tag == "a" else self.loaded).append(value or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "site"
    build(folder)
    return folder


@pytest.fixture
def show(browser: Browser, site: Path) -> Iterator[Callable[..., Page]]:
    context = browser.new_context()
    context.set_default_timeout(LONGEST_WAIT_MS)

    def show_(name: str, width: int, *, dark: bool = False) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto((site / name).as_uri())
        return page

    yield show_
    context.close()


def test_every_page_of_docs_is_a_page_of_the_site(site: Path) -> None:
    assert set(NAVIGATION) == {path.name for path in DOCS.glob("*.md")}
    made = {path.stem for path in site.glob("*.html")}
    assert made == {Path(name).stem for name in NAVIGATION}


def test_every_link_leads_to_a_file_and_its_heading(site: Path) -> None:
    parts = {path.name: _Parts(path.read_text(encoding="utf-8")) for path in site.glob("*.html")}
    followed = 0
    for name, part in parts.items():
        for link in part.links:
            if re.match(r"https?://", link):
                continue
            path, _, anchor = link.partition("#")
            assert (site / path).is_file() if path else True, f"{name}: {link}"
            target = parts.get(path or name)
            assert not anchor or (target and anchor in target.ids), f"{name}: {link}"
            followed += 1
    assert followed > 100


def test_nothing_is_loaded_from_elsewhere_and_no_script_runs(site: Path) -> None:
    for path in site.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        loaded = [file for file in _Parts(text).loaded if file != "data:,"]
        assert [file for file in loaded if not (site / file).is_file()] == []
        assert "<script" not in text
    style = (site / "style.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["tutorial.html", "messages.html"])
def test_axe_finds_nothing(show: Callable[..., Page], name: str, dark: bool) -> None:
    assert "\n".join(violations(show(name, 390, dark=dark))) == ""


@pytest.mark.parametrize("name", sorted(NAVIGATION))
def test_a_page_does_not_scroll_sideways_on_a_phone(show: Callable[..., Page], name: str) -> None:
    page = show(f"{Path(name).stem}.html", 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("h1").count() == 1
