"""A real dashboard and a real browser, one of each in every worker."""

import contextlib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    expect,
    sync_playwright,
)

from scripts.browser import browser_arguments, find_browser, not_found
from scripts.server import Server

ROOT = Path(__file__).parents[2]
# A busy machine draws late; a condition that never comes still fails.
expect.set_options(timeout=20_000)
# Chromium reports these of itself; they are not the page's.
NOT_OURS = ("favicon", "WebGL", "GPU stall", "Download the React DevTools")
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
) -> Iterator[Callable[[Path], Server]]:
    """Start a dashboard for a story's folder, as a process that a test may stop and start."""
    servers = pytestconfig.stash.setdefault(SERVERS, [])

    def start(folder: Path) -> Server:
        servers.append(Server(folder, tmp_path_factory.mktemp("server") / "log.txt"))
        return servers[-1].start()

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def url(serve_process: Callable[[Path], Server]) -> str:
    """The address of one dashboard with the shipped story, for all tests."""
    return serve_process(ROOT).url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        pytest.fail(not_found())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=browser_arguments())
        yield browser
        browser.close()


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


def _note(message: ConsoleMessage, errors: list[str]) -> None:
    if message.type == "error" and not any(word in message.text for word in NOT_OURS):
        errors.append(message.text)


@pytest.fixture
def open_page(browser: Browser, profile: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Open an address in a clean profile; the test fails if the page logs an error of ours.

    ``ignore_errors``: for a test that takes the server away, which the browser logs. That, touch
    and further options of Playwright's contexts get a profile of their own.
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
        **options: object,
    ) -> Page:
        context = profile
        if touch or ignore_errors or options:
            context = browser.new_context(has_touch=touch, **options)  # type: ignore[arg-type]
            own_contexts.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        if not ignore_errors:
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda message: _note(message, errors))
        page.goto(address)
        return page

    yield open_
    for context in own_contexts:
        context.close()
    _emptied(profile)
    assert errors == []
