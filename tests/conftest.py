"""Fixtures that all tests share."""

from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import settings

from dateline.reading import load_story
from dateline.story import Story
from tests.golden import compare

ROOT = Path(__file__).parents[1]
# Properties are about results; a busy machine must not fail them.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="rewrite the golden figures")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, go.Figure], None]:
    """Compare a figure with tests/golden/NAME.json."""
    update = bool(request.config.getoption("--golden-update"))
    return lambda name, figure: compare(name, figure, update=update)


@pytest.fixture(scope="session")
def published() -> Story:
    """The shipped story; frames are never mutated, so that all tests share it."""
    return load_story(ROOT)
