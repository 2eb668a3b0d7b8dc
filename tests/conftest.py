"""Fixtures that all tests share."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from dateline.reading import load_story
from dateline.story import Story
from scripts.browser import browser_arguments, find_browser, not_found
from tests.figures.golden import compare

ROOT = Path(__file__).parents[1]
# Properties are about results; a busy machine must not fail them.
settings.register_profile("dateline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dateline")
# A shell starts what runs in the background deaf to Ctrl+C, and so would be the commands that
# tests start and end by it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="rewrite the golden figures")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of a process: Playwright does not run twice in it."""
    path = find_browser()
    if path is None:
        pytest.fail(not_found())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=browser_arguments())
        yield browser
        browser.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, go.Figure], None]:
    """Compare a figure with tests/figures/golden/NAME.json."""
    update = bool(request.config.getoption("--golden-update"))
    return lambda name, figure: compare(name, figure, update=update)


@pytest.fixture(scope="session")
def published() -> Story:
    """The shipped story; frames are never mutated, so that all tests share it."""
    return load_story(ROOT)
