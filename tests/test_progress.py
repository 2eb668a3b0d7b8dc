"""What is said of long work: never on stdout, nothing at once, and nothing after the end."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.intake.importing import import_file
from dateline.page import make_page
from dateline.progress import ROWS_A_CALL, StreamProgress, counted, in_words
from dateline.reading import load_story
from scripts.generate_story import generate_story
from tests.command_line import run
from tests.story_files import write_story


class Stream(io.StringIO):
    """A stream that knows when something was written to it."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal
        self.written = threading.Event()

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, words: str) -> int:
        self.written.set()
        return super().write(words)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story that takes longer than half a second to read."""
    return generate_story(tmp_path_factory.mktemp("large"), 10_000)


def test_rows_are_counted_as_they_are_taken() -> None:
    told: list[tuple[str, int, int]] = []
    taken = counted(range(ROWS_A_CALL + 1), ROWS_A_CALL + 1, "reading", lambda *at: told.append(at))
    assert list(taken) == list(range(ROWS_A_CALL + 1))
    total = ROWS_A_CALL + 1
    assert told == [
        ("reading", 0, total),
        ("reading", ROWS_A_CALL, total),
        ("reading", total, total),
    ]


def test_without_anybody_to_tell_the_rows_are_handed_on_as_they_are() -> None:
    rows: Iterator[int] = iter([1])
    assert counted(rows, 1, "reading", None) is rows


def test_reading_and_the_page_tell_each_stage(tmp_path: Path) -> None:
    write_story(tmp_path)
    stages: list[str] = []

    def note(stage: str, done: int = 0, total: int = 0) -> None:
        if stage not in stages:
            stages.append(stage)

    make_page(load_story(tmp_path, note), progress=note)
    assert stages == [
        "reading article.md",
        "reading events.csv",
        "reading stakes.csv",
        "reading quotes.csv",
        "comparing the rows",
        "placing passages and wording the rows",
        "packing the page",
    ]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (("reading article.md",), "reading article.md …"),
        (
            ("reading events.csv", 40_000, 100_000),
            "reading events.csv … 40,000 of 100,000 rows (40 %)",
        ),
    ],
)
def test_a_stage_is_worded(at: tuple[str] | tuple[str, int, int], words: str) -> None:
    assert in_words(*at) == words


def test_what_is_quick_is_not_said() -> None:
    stream = Stream(is_terminal=True)
    with StreamProgress(stream, after_s=60) as told:
        told("reading article.md")
    assert stream.getvalue() == ""


def test_a_stage_that_tells_nothing_of_itself_is_said_as_well() -> None:
    stream = Stream(is_terminal=False)
    with StreamProgress(stream, after_s=0.01) as told:
        told("packing the page")
        assert stream.written.wait(90)
    assert stream.getvalue() == "packing the page …\n"


def test_elsewhere_than_on_a_terminal_each_stage_is_one_line() -> None:
    stream = Stream(is_terminal=False)
    with StreamProgress(stream, after_s=0) as told:
        told("reading events.csv", 0, 1000)
        assert stream.written.wait(90)
        told("reading events.csv", 500, 1000)
        told("comparing the rows")
    assert stream.getvalue() == (
        "reading events.csv … 0 of 1,000 rows (0 %)\ncomparing the rows …\n"
    )


def test_on_a_terminal_one_line_changes_and_is_gone_at_the_end() -> None:
    stream = Stream(is_terminal=True)
    with StreamProgress(stream, after_s=0) as told:
        told("reading events.csv")
        assert stream.written.wait(90)
        told("comparing the rows")
    told("after the end")
    clear = "\r\x1b[K"
    expected = f"{clear}reading events.csv …{clear}comparing the rows …{clear}"
    assert stream.getvalue() == expected


def test_check_says_on_stderr_what_it_does(large: Path) -> None:
    done = run("check", str(large))
    assert done.returncode == 0
    assert done.stdout.endswith(": ok\n")
    assert "…" not in done.stdout
    assert "reading events.csv …" in done.stderr


def test_export_says_on_stderr_what_it_does(large: Path, tmp_path: Path) -> None:
    done = run("export", str(large), "--to", "html", "--out", str(tmp_path / "story.html"))
    assert done.returncode == 0, done.stderr
    assert "…" not in done.stdout
    assert "making story.html …\n" in done.stderr


def test_fmt_says_on_stderr_what_it_does(large: Path) -> None:
    done = run("fmt", str(large), "--check")
    assert "…" not in done.stdout
    assert "reading events.csv …" in done.stderr


@pytest.fixture(scope="module")
def timeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table that takes longer than half a second to import."""
    file = tmp_path_factory.mktemp("timeline") / "timeline.csv"
    rows = (f"2014,<p>Event {number}</p>,x\n" for number in range(5_000))
    file.write_text("Year,Headline,Group\n" + "".join(rows), encoding="utf-8")
    return file


def test_import_says_on_stderr_what_it_does(timeline: Path, tmp_path: Path) -> None:
    done = run("import", str(timeline), "--to", str(tmp_path / "story"))
    assert done.returncode == 0, done.stderr
    assert "…" not in done.stdout
    assert "reading timeline.csv …\n" in done.stderr
    assert "reading events.csv …\n" in done.stderr


def test_import_tells_how_many_rows_it_has_placed(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    table = tmp_path / "t.csv"
    table.write_text("title\nA\nB\n", encoding="utf-8")
    import_file(table, tmp_path, article=None, given={}, progress=lambda *at: told.append(at))
    stage = "looking for the rows' words in the article"
    assert told == [("reading t.csv",), (stage, 0, 2), (stage, 2, 2)]


@pytest.mark.parametrize(
    "asked",
    [
        ("check", "{large}"),
        ("fmt", "{large}"),
        ("import", "{timeline}", "--to", "{new}/import"),
        ("new", "{new}/new", "--article", "{large}/article.md"),
    ],
    ids=lambda asked: asked[0],
)
def test_quiet_says_nothing(
    asked: tuple[str, ...], large: Path, timeline: Path, tmp_path: Path
) -> None:
    words = [word.format(large=large, timeline=timeline, new=tmp_path) for word in asked]
    done = run(*words, "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
