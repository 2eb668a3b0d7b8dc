"""The page in a real browser: one HTML file, and a real dashboard where it is about that."""

import contextlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, ViewportSize, expect

from dateline import reader
from dateline.page import make_page
from dateline.page.html_file import file_html
from dateline.plotly_bundle import Kind, find_bundle
from dateline.reading import load_story
from scripts.server import Server, streamlit_server
from tests.browser.window import LONGEST_WAIT_MS, note_errors, settled

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=LONGEST_WAIT_MS)
SERVERS = pytest.StashKey[list[Server]]()
LOG_TAIL_CHARACTERS = 4000


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show the end of each dashboard's log below a test that fails."""
    report = yield
    if report.failed:
        for server in item.config.stash.get(SERVERS, []):
            log = server.log.read_text(encoding="utf-8", errors="replace")
            report.sections.append((f"dashboard {server.url}", log[-LOG_TAIL_CHARACTERS:]))
    return report


@pytest.fixture(scope="session")
def serve_process(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Callable[..., Server]]:
    """Start a dashboard for a story's folder, as a process that a test may stop and start.

    ``in_streamlit``: by ``streamlit run``, so that the page is Streamlit's.
    """
    servers = pytestconfig.stash.setdefault(SERVERS, [])

    def start(folder: Path, *, in_streamlit: bool = False) -> Server:
        log = tmp_path_factory.mktemp("server") / "log.txt"
        script = ROOT / "dashboard.py"
        servers.append(
            streamlit_server(script, log, folder=folder) if in_streamlit else Server(folder, log)
        )
        return servers[-1].start()

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def file_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Write a story's one HTML file and give its address; the same story is written once."""
    made: dict[tuple[Path, str, bool], str] = {}

    def write(folder: Path, *, plotly: Kind = "auto", background: bool = True) -> str:
        key = (folder, plotly, background)
        if key not in made:
            page = make_page(load_story(folder), slug=folder.name, background=background)
            file = tmp_path_factory.mktemp("page") / "story.html"
            file.write_text(file_html(page, plotly=find_bundle(plotly)), encoding="utf-8")
            made[key] = file.as_uri()
        return made[key]

    return write


@pytest.fixture(scope="session")
def url(file_of: Callable[..., str]) -> str:
    """The address of the shipped story as one HTML file, for all tests."""
    return file_of(ROOT)


@pytest.fixture(scope="session")
def blank(browser: Browser) -> Iterator[Page]:
    """An empty page that has the reader's functions; nothing is mounted."""
    page = browser.new_page()
    page.add_script_tag(content=reader.script())
    yield page
    page.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """One profile for all pages that ask for nothing special: what loads and compiles stays.

    Between tests its pages are closed and what they stored is removed, see ``_emptied``.
    """
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context
    context.close()


def _emptied(context: BrowserContext) -> None:
    for page in context.pages:
        # A page that never arrived has no storage.
        with contextlib.suppress(Error):
            page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.close()
    context.clear_cookies()


@pytest.fixture
def open_page(browser: Browser, profile: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Open an address in a clean profile; the test fails if the page logs an error of ours.

    ``wait``: "words" once the article can be read, "ready" once the charts of the first screen are
    drawn, "" for neither. ``ignore_errors``: for a test that takes something away, which the
    browser logs.
    """
    errors: list[str] = []
    own_contexts = []

    def open_(
        address: str,
        *,
        width: int = 1400,
        height: int = 1000,
        dark: bool = False,
        touch: bool = False,
        ignore_errors: bool = False,
        wait: str = "ready",
        **options: object,
    ) -> Page:
        context = profile
        if touch or ignore_errors or options:
            context = browser.new_context(has_touch=touch, **options)  # type: ignore[arg-type]
            own_contexts.append(context)
        context.set_default_timeout(LONGEST_WAIT_MS)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        if not ignore_errors:
            note_errors(page, errors)
        page.goto(address)
        if wait:
            # Who waits for the words may come when more is there already.
            page.wait_for_selector(
                "html[data-dateline]" + "[data-dateline=ready]" * (wait == "ready")
            )
        return page

    yield open_
    for context in own_contexts:
        context.close()
    _emptied(profile)
    assert errors == []


# The page as it is when it has just been opened at an address, without loading it anew.
_AS_OPENED = """
async (query) => {
  document.activeElement?.blur();
  document.querySelectorAll('.table button[aria-expanded=true]').forEach((node) => node.click());
  document.querySelectorAll('details[open]').forEach((node) => (node.open = false));
  const open = document.querySelectorAll('.popover-box > button[aria-expanded=true]');
  open.forEach((node) => node.click());
  document.querySelector('.dateline').classList.remove('searching');
  document.querySelector('nav.sections a').click();
  history.pushState(null, '', location.pathname + query);
  dispatchEvent(new PopStateEvent('popstate'));
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  scrollTo(0, 0);
  if (!new URLSearchParams(query).size) document.querySelector('.scroller').scrollTop = 0;
  await frame();
}
"""


@dataclass
class KeptPage:
    """The shipped story in a page that many tests share, one after the other."""

    page: Page
    errors: list[str]

    def go(
        self, query: str = "", *, width: int = 1400, height: int = 1000, dark: bool = False
    ) -> Page:
        """Show a query in a window of this size, as if the page had just been opened there."""
        size: ViewportSize = {"width": width, "height": height}
        self.page.emulate_media(color_scheme="dark" if dark else "light", media="null")
        if self.page.viewport_size != size:
            self.page.set_viewport_size(size)
            self.page.wait_for_function("width => innerWidth === width", arg=width)
            settled(self.page)
        self.page.mouse.move(0, 0)
        self.page.evaluate(_AS_OPENED, query)
        return self.page


def keep(browser: Browser, url: str, **options: Any) -> Iterator[KeptPage]:
    """Open an address in a page for many tests."""
    context = browser.new_context(**options)
    context.set_default_timeout(LONGEST_WAIT_MS)
    kept = KeptPage(context.new_page(), [])
    note_errors(kept.page, kept.errors)
    kept.page.goto(url)
    kept.page.wait_for_selector("html[data-dateline=ready]")
    yield kept
    context.close()


@pytest.fixture(scope="session")
def kept_page(browser: Browser, url: str) -> Iterator[KeptPage]:
    yield from keep(browser, url, viewport={"width": 1400, "height": 1000})


@pytest.fixture(scope="session")
def kept_phone(browser: Browser, url: str) -> Iterator[KeptPage]:
    yield from keep(browser, url, viewport={"width": 390, "height": 844}, has_touch=True)


@pytest.fixture
def at(kept_page: KeptPage) -> Iterator[Callable[..., Page]]:
    """The shipped story at a query: one page for all tests that do no harm to it.

    A test that changes the page's nodes, reads notes of an address or loads the page anew opens
    one of its own. The test fails if the page logs an error of ours.
    """
    kept_page.errors.clear()
    yield kept_page.go
    assert kept_page.errors == []


@pytest.fixture
def phone(kept_phone: KeptPage) -> Iterator[Callable[..., Page]]:
    """As ``at``, on a phone with a touch screen."""
    kept_phone.errors.clear()
    yield partial(kept_phone.go, width=390, height=844)
    assert kept_phone.errors == []
