"""Progress of long work: never on stdout, not at once, and never after the end."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.commands import arguments
from dateline.intake.importing import import_file
from dateline.page import make_page
from dateline.progress import ROWS_A_CALL, ProgressPrinter, counted, in_words
from dateline.reading import load_story
from tests.command_line import run
from tests.story_files import write_story


class Stream(io.StringIO):
    """A stream that records when something was written to it."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal
        self.written = threading.Event()

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, words: str) -> int:
        self.written.set()
        return super().write(words)


@pytest.fixture
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands report at once what they otherwise report only after a while."""
    monkeypatch.setattr(arguments, "WAIT_S", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "story").mkdir()
    return write_story(tmp_path / "story")


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    file = tmp_path / "timeline.csv"
    file.write_text("Year,Headline,Group\n2014,<p>Event</p>,x\n", encoding="utf-8")
    return file


def test_rows_are_counted_as_they_are_taken() -> None:
    calls: list[tuple[str, int, int]] = []
    taken = counted(
        range(ROWS_A_CALL + 1), ROWS_A_CALL + 1, "reading", lambda *at: calls.append(at)
    )
    assert list(taken) == list(range(ROWS_A_CALL + 1))
    total = ROWS_A_CALL + 1
    assert calls == [
        ("reading", 0, total),
        ("reading", ROWS_A_CALL, total),
        ("reading", total, total),
    ]


def test_without_a_listener_the_rows_pass_through_unchanged() -> None:
    rows: Iterator[int] = iter([1])
    assert counted(rows, 1, "reading", None) is rows


def test_reading_and_the_page_report_each_stage(tmp_path: Path) -> None:
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
        "reading left_out.csv",
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


def test_a_quick_stage_is_not_reported() -> None:
    stream = Stream(is_terminal=True)
    with ProgressPrinter(stream, after_s=60) as printer:
        printer("reading article.md")
    assert stream.getvalue() == ""


def test_a_stage_that_reports_no_progress_is_named_as_well() -> None:
    stream = Stream(is_terminal=False)
    with ProgressPrinter(stream, after_s=0.01) as printer:
        printer("packing the page")
        assert stream.written.wait(90)
    assert stream.getvalue() == "packing the page …\n"


def test_outside_a_terminal_each_stage_is_one_line() -> None:
    stream = Stream(is_terminal=False)
    with ProgressPrinter(stream, after_s=0) as printer:
        printer("reading events.csv", 0, 1000)
        assert stream.written.wait(90)
        printer("reading events.csv", 500, 1000)
        printer("comparing the rows")
    assert stream.getvalue() == (
        "reading events.csv … 0 of 1,000 rows (0 %)\ncomparing the rows …\n"
    )


def test_on_a_terminal_one_line_changes_and_is_gone_at_the_end() -> None:
    stream = Stream(is_terminal=True)
    with ProgressPrinter(stream, after_s=0) as printer:
        printer("reading events.csv")
        assert stream.written.wait(90)
        printer("comparing the rows")
    printer("after the end")
    clear = "\r\x1b[K"
    expected = f"{clear}reading events.csv …{clear}comparing the rows …{clear}"
    assert stream.getvalue() == expected


@pytest.mark.usefixtures("_no_wait")
@pytest.mark.parametrize(
    ("command", "stages"),
    [
        (("check", "{folder}"), ["reading events.csv …"]),
        (("export", "{folder}", "--to", "html", "--out", "{new}/story.html"),
         ["reading events.csv …", "making story.html …"]),
        (("fmt", "{folder}", "--check"), ["reading events.csv …"]),
        (("import", "{timeline}", "--to", "{new}/import"),
         ["reading timeline.csv …", "reading events.csv …"]),
        (("new", "{new}/new", "--article", "{folder}/article.md"), ["reading article.md …"]),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_command_reports_its_stages_on_stderr_unless_quiet(
    command: tuple[str, ...], stages: list[str], folder: Path, timeline: Path, tmp_path: Path
) -> None:
    def words(new: Path) -> list[str]:
        return [word.format(folder=folder, timeline=timeline, new=new) for word in command]

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    said = run(*words(tmp_path / "a"))
    assert "…" not in said.stdout
    assert set(stages) <= set(said.stderr.splitlines())
    quiet = run(*words(tmp_path / "b"), "--quiet")
    assert "…" not in quiet.stdout + quiet.stderr
    assert quiet.returncode == said.returncode


def test_import_says_how_many_rows_it_has_placed(tmp_path: Path) -> None:
    calls: list[tuple[str, int, int]] = []
    table = tmp_path / "t.csv"
    table.write_text("title\nA\nB\n", encoding="utf-8")
    import_file(table, tmp_path, article=None, given={}, progress=lambda *at: calls.append(at))
    stage = "looking for the rows' words in the article"
    assert calls == [("reading t.csv",), (stage, 0, 2), (stage, 2, 2)]
