"""A headless browser that doesn't start is started again, and reports what happened."""

from pathlib import Path

import pytest

from dateline import devtools
from dateline.devtools import DevToolsError, headless_page
from scripts.browser import find_browser

pytestmark = pytest.mark.browser

NOISE = "[7:7:1201/035700.1:ERROR:dbus/bus.cc(408)] Failed to connect to the bus: no such file"
FAULT = "[7:7:1201/035700.2:ERROR:content/zygote.cc(100)] Running as root without --no-sandbox"


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    """A program in place of the browser that fails once for each line of "failures"."""
    real = find_browser()
    assert real
    program, failures = tmp_path / "browser", tmp_path / "failures"
    program.write_text(
        "#!/bin/sh\n"
        f'if [ -s "{failures}" ]; then\n'
        f'  sed -i 1d "{failures}"; echo "{FAULT}" >&2; echo "{NOISE}" >&2; exit 3\n'
        "fi\n"
        f'exec "{real}" "$@"\n'
    )
    program.chmod(0o755)
    return program


def test_a_browser_that_starts_at_the_third_try_is_used(stand_in: Path) -> None:
    stand_in.with_name("failures").write_text("one\ntwo\n")
    with headless_page(str(stand_in)) as page:
        page.go("data:text/html,<title>here</title>", width_px=700, height_px=300)
        assert page.evaluate("innerWidth") == 700
    assert stand_in.with_name("failures").read_text() == ""


def test_one_that_never_starts_says_why_in_one_line(stand_in: Path) -> None:
    stand_in.with_name("failures").write_text("one\n" * 9)
    with pytest.raises(DevToolsError) as raised, headless_page(str(stand_in)):
        pass
    assert str(raised.value) == (
        "it did not start, tried 3 times: Running as root without --no-sandbox"
    )


def test_the_page_is_waited_for_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = find_browser()
    assert browser
    with headless_page(browser) as page:
        assert page.evaluate("new Promise((done) => setTimeout(() => done('drawn'), 300))") == (
            "drawn"
        )
        with pytest.raises(DevToolsError) as raised:
            page.evaluate("Promise.reject(new Error('no charts'))")
        assert str(raised.value) == "the page failed: Error: no charts"
    monkeypatch.setattr(devtools, "LONGEST_S", 1)
    with pytest.raises(DevToolsError) as raised, headless_page(browser) as page:
        page.evaluate("new Promise(() => {})")
    assert str(raised.value) == "no answer within 1 seconds"
