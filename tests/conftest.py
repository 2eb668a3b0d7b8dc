"""Fixtures for all tests, which must not depend on the machine's fonts, locale or time zone."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from dateline.reading import load_story
from dateline.story import Story
from scripts import fonts
from scripts.browser import browser_arguments, find_browser, not_found
from tests.figures.golden import compare

ROOT = Path(__file__).parents[1]
# Properties are about results, so a busy machine must not fail them. By default each tries a few
# examples, the same ones every time; ``--hypothesis-profile thorough`` tries many, new ones each.
settings.register_profile(
    "quick",
    max_examples=10,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough", settings.get_profile("quick"), max_examples=100, derandomize=False
)
settings.load_profile("quick")
# A shell starts background jobs with Ctrl+C ignored, which the commands that tests start, and
# interrupt, would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Every browser and server that a test starts inherits these.
os.environ.update(TZ="UTC", LC_ALL="C.UTF-8", LANG="C.UTF-8", LANGUAGE="en")
if hasattr(time, "tzset"):
    time.tzset()
if fonts.is_installed():
    os.environ["FONTCONFIG_FILE"] = str(fonts.configuration(fonts.DEFAULT))
    os.environ.pop("FONTCONFIG_SYSROOT", None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="rewrite the golden figures")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all tests of a process, in which Playwright can't run twice."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def launch(playwright: Playwright) -> Iterator[Callable[[str], Browser]]:
    """Start a browser that has only one set of fonts, or return the one that runs with it."""
    path = find_browser()
    if path is None:
        pytest.fail(not_found())
    if not fonts.is_installed():
        pytest.fail(fonts.NOT_INSTALLED)
    started: dict[str, Browser] = {}

    def launch_(name: str) -> Browser:
        if name not in started:
            env: dict[str, str | float | bool] = {
                **os.environ,
                "FONTCONFIG_FILE": str(fonts.configuration(name)),
            }
            started[name] = playwright.chromium.launch(
                executable_path=path, args=browser_arguments(), env=env
            )
        return started[name]

    yield launch_
    for browser in started.values():
        browser.close()


@pytest.fixture(scope="session")
def browser(launch: Callable[[str], Browser]) -> Browser:
    """One browser for all tests of a process."""
    return launch(fonts.DEFAULT)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, go.Figure], None]:
    """Compare a figure with tests/figures/golden/NAME.json."""
    update = bool(request.config.getoption("--golden-update"))
    return lambda name, figure: compare(name, figure, update=update)


@pytest.fixture(scope="session")
def published() -> Story:
    """The shipped story. Frames are never mutated, so all tests share it."""
    return load_story(ROOT)
