"""Many readers at once: what one costs the server, and that edits leave nothing behind.

Only ratios of memory and counts: times depend on the machine, see scripts/load_readers.py.
"""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.bench.streamlit_pages import EMPTY, SCRIPTS
from scripts.load_readers import OURS, measure_opening, measure_staying
from scripts.server import ROOT, Server, streamlit_server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="the memory of another process is read"),
]
# More than one of an empty Streamlit page.
MOST_MB_A_READER = 0.2
MOST_GROWTH = 1.05


def test_a_reader_costs_hardly_more_than_one_of_an_empty_page(
    browser: Browser, tmp_path: Path
) -> None:
    found = []
    for server, page in (
        (Server(ROOT, tmp_path / "ours.txt"), OURS),
        (streamlit_server(SCRIPTS / "empty.py", tmp_path / "empty.txt"), EMPTY),
    ):
        server.start()
        try:
            found.append(measure_opening(server, page, browser, readers=60, seconds=20, pages=2))
        finally:
            server.stop()
    ours, empty = found
    assert (ours.errors, empty.errors) == ((), ())
    assert (ours.runs, empty.runs) == (0, 1)
    assert ours.memory_mb <= empty.memory_mb + MOST_MB_A_READER


def test_edits_leave_nothing_behind_and_every_reader_sees_the_last(
    browser: Browser, tmp_path: Path
) -> None:
    stayed = measure_staying(tmp_path, browser, readers=20, seconds=60, every_s=2.5)
    assert (stayed.errors, stayed.log, stayed.behind) == ((), (), 0)
    assert stayed.runs == 0  # Nobody's script runs for an edit.
    assert stayed.growth <= MOST_GROWTH
