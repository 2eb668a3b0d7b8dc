"""What Python does with a story, in a process of its own: reads it, makes its page, writes files.

python -m scripts.bench.loading FOLDER OUT TRIES KIND...    prints what ``measure_loading`` reads
"""

import contextlib
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from dateline.page import make_page
from dateline.page.html_file import file_html
from dateline.page.json_text import script_json
from dateline.page.parts import encode_page
from dateline.plotly_bundle import Kind, find_bundle
from dateline.reading import load_story
from dateline.story import StoryError
from scripts.bench.plan import Case
from scripts.bench.results import Loading, Measured
from scripts.generate_story import generate_story
from scripts.load_memory import memory_above_imports_bytes, size_of_files_bytes
from scripts.server import ROOT

# More tries are taken only within this time.
TRIES_WITHIN_S = 8
STORY_FILES = ("article.md", "events.csv", "stakes.csv", "quotes.csv")


def measure_loading(
    case: Case, folder: Path, out: Path, kinds: Iterable[Kind], longest_s: float
) -> Loading:
    """Read the story and make its page; one HTML file a kind of plotly.js is left in ``out``.

    What hinders it, ``longest_s`` among it, is the note of what is returned.
    """
    size = sum((folder / name).stat().st_size for name in STORY_FILES)
    command = [sys.executable, "-m", "scripts.bench.loading", str(folder.resolve()), str(out)]
    try:
        ended = subprocess.run(
            [*command, str(case.visits), *kinds],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=longest_s,
            check=True,
        )
        measured = json.loads(ended.stdout)
        return Loading(
            case.name,
            case.events,
            size,
            Measured(tuple(measured["load_ms"])),
            Measured(tuple(measured["page_ms"])),
            memory_above_imports_bytes(folder),
            measured["json_bytes"],
            measured["gzipped_bytes"],
        )
    except subprocess.TimeoutExpired:
        return Loading(case.name, case.events, size, note=f"over {longest_s:.0f} s")
    except subprocess.CalledProcessError as error:
        last = (error.stderr or "").strip().splitlines()[-1:] or ["it ended without a word"]
        return Loading(case.name, case.events, size, note=last[0][:120])


def measure_lost(parent: Path, events: int) -> Loading:
    """Read a story none of whose passages is found, until it has all its problems."""
    folder = generate_story(parent / "lost", events, lost=events)

    def load() -> None:
        with contextlib.suppress(StoryError):
            load_story(folder)

    times, _ = _timed(load, 1)
    case = f"{events:,}, no passage found"
    return Loading(case, events, size_of_files_bytes(folder), Measured(times))


def _timed(action: Callable[[], Any], tries: int) -> tuple[tuple[float, ...], Any]:
    """Milliseconds of each try, and what the last one returned."""
    times: list[float] = []
    made = None
    while not times or (len(times) < tries and sum(times) < 1000 * TRIES_WITHIN_S):
        start = time.perf_counter()
        made = action()
        times.append(1000 * (time.perf_counter() - start))
    return tuple(times), made


def main(folder: Path, out: Path, tries: int, kinds: Iterable[Kind]) -> None:
    load_ms, story = _timed(lambda: load_story(folder), tries)
    page_ms, page = _timed(lambda: make_page(story), tries)
    parts = [script_json(part).encode("utf-8", "replace") for part in encode_page(page)]
    for kind in kinds:
        html = file_html(page, plotly=find_bundle(kind))
        (out / f"{kind}.html").write_text(html, encoding="utf-8", errors="replace")
    measured = {
        "load_ms": load_ms,
        "page_ms": page_ms,
        "json_bytes": sum(map(len, parts)),
        # As the server sends them.
        "gzipped_bytes": sum(len(gzip.compress(part, 9, mtime=0)) for part in parts),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])  # type: ignore[arg-type]
