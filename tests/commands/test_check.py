"""``python -m dateline check``: what it prints, and its exit codes."""

import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import jsonschema
import pytest

from dateline.checking import coverage_lines, github_lines, report_lines, report_object
from dateline.reading import load_story, read_story
from dateline.story import StoryError
from tests.command_line import run, run_apart
from tests.story_files import STAKE, a_stake, an_article, an_event, write_story

ROOT = Path(__file__).parents[2]


def test_a_story_that_is_right(tmp_path: Path) -> None:
    done = run("check", str(write_story(tmp_path)), "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "coverage: rows rest on 31 % of the article's text",
        'left in the text: 5 dates: "2006", "Monday", "April", "2013", "Tuesday"',
        'left in the text: 1 name: "United Capital Partners"',
        "1 event, 1 stake, 1 quote, 3 passages: ok",
    ]


def test_the_shipped_story_is_right() -> None:
    done = run("check", ".", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "coverage: rows rest on 98 % of the article's text",
        "35 events, 22 stakes, 29 quotes, 69 passages: ok",
    ]


def test_problems_warnings_and_notes_come_in_this_order(tmp_path: Path) -> None:
    write_story(
        tmp_path,
        events=[an_event(date="11/3/2018")],
        stakes=[a_stake(share="48%"), a_stake(id="again", holder="United Capital Partner")],
    )
    done = run("check", str(tmp_path), "--quiet")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        'events.csv row 2 (line 2), founding: date: "11/3/2018" is not an EDTF date; '
        'did you mean "2018-11-03" or "2018-03-11"?',
        'warning: stakes.csv row 3 (line 3), again: holder: "United Capital Partner" nearly '
        'matches "United Capital Partners" (row 2, ucp); if they are the same, write them alike',
        'read as: stakes.csv row 2 (line 2), ucp: share: "48%" is read as "48"',
        "1 event, 2 stakes, 1 quote, 4 passages: 1 problem",
    ]


def test_problems_are_those_that_the_page_shows(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event(status="denied")], stakes=[STAKE, STAKE], quotes=None)
    with pytest.raises(StoryError) as error:
        load_story(tmp_path)
    shown = [str(problem) for problem in error.value.problems]
    assert list(report_lines(read_story(tmp_path)))[: len(shown)] == shown
    assert run("check", str(tmp_path)).stdout.splitlines()[: len(shown)] == shown


def test_an_empty_folder_is_a_story_with_problems(tmp_path: Path) -> None:
    done = run("check", str(tmp_path))
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "0 events, 0 stakes, 0 quotes, 0 passages: 4 problems"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["check"], "the following arguments are required: FOLDER"),
        (["check", "nowhere"], "nowhere is not a folder; name a folder with article.md"),
        (["check", "README.md"], "README.md is not a folder; name a folder with article.md"),
        (["check", "README.md/x"], "README.md/x is not a folder; name a folder with article.md"),
        (["check", ".", "--loud"], "unrecognized arguments: --loud"),
        (["check", ".", "."], "unrecognized arguments: ."),
        (["chek", "."], "argument COMMAND: invalid choice: 'chek' (choose from "),
    ],
)
def test_wrong_use(arguments: list[str], expected: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr.splitlines()[-1]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on other systems")
def test_a_folder_whose_name_is_not_utf8(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    Path(os.fsdecode(folder)).mkdir()
    assert run("check", os.fsdecode(folder)).returncode == 1
    gone = run_apart("check", folder + b"\xff")
    assert gone.returncode == 2
    assert "Traceback" not in gone.stderr


def test_a_terminal_that_cannot_print_the_letters(tmp_path: Path) -> None:
    done = run_apart(
        "check",
        str(write_story(tmp_path, events=[an_event(date="Früh")])),
        PYTHONIOENCODING="ascii",
    )
    assert done.returncode == 1
    assert 'date: "Fr\\xfch" is not an EDTF date' in done.stdout


def test_a_file_without_read_permission(tmp_path: Path) -> None:
    loop = write_story(tmp_path, quotes=None) / "quotes.csv"
    loop.symlink_to(loop)
    done = run("check", str(tmp_path), "--quiet")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("quotes.csv: cannot be read: ")


def test_a_closed_pipe_prints_no_traceback(tmp_path: Path) -> None:
    rows = [an_event(id=f"e{number}", date="soon") for number in range(3000)]
    write_story(tmp_path, events=rows)
    done = subprocess.run(
        f'"{sys.executable}" -m dateline check --quiet "{tmp_path}" | head -1',
        shell=True, cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stderr == ""


def coverage_of(folder: Path) -> list[str]:
    return list(coverage_lines(read_story(folder)))


def test_what_is_left_is_counted_by_its_words(tmp_path: Path) -> None:
    body = (
        "> On Sunday\n\nPavel Durov founded VK. "
        + "In May, 5 percent; in May, “a very long remark that goes on and on until nobody reads "
        + "it”. "
        + ", ".join(str(year) for year in range(2000, 2012))
        + "."
    )
    write_story(tmp_path, article=an_article(body), stakes=[], quotes=[])
    assert coverage_of(tmp_path) == [
        "coverage: rows rest on 12 % of the article's text",
        'left in the text: 15 dates: "Sunday" (page furniture), "May" (2 times), "2000", "2001", '
        '"2002", "2003", "2004", "2005" and 6 more',
        'left in the text: 1 percentage: "5 percent"',
        "left in the text: 1 quotation: "
        '"“a very long remark that goes on and on until nobody reads i…"',
    ]


def test_coverage_says_all_only_where_all_is_used(tmp_path: Path) -> None:
    words = "Pavel Durov founded VK " + "and worked on it " * 50
    write_story(
        tmp_path,
        article=an_article(words),
        events=[an_event(evidence=words.strip()[:-1])],
        stakes=[],
        quotes=[],
    )
    assert coverage_of(tmp_path) == ["coverage: rows rest on 99 % of the article's text"]
    write_story(
        tmp_path,
        article=an_article(words),
        events=[an_event(evidence=words.strip())],
        stakes=[],
        quotes=[],
    )
    assert coverage_of(tmp_path) == ["coverage: rows rest on 100 % of the article's text"]


def test_a_story_with_problems_has_no_coverage(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event(date="soon")])
    assert coverage_of(tmp_path) == []
    assert report_object(read_story(tmp_path), tmp_path)["coverage"] is None


SCHEMA = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("date", ["2006", "soon"])
def test_json_is_the_documented_object(tmp_path: Path, date: str) -> None:
    write_story(
        tmp_path,
        events=[an_event(date=date)],
        stakes=[a_stake(share="48%"), a_stake(id="again", holder="United Capital Partner")],
        article=an_article(published=None, outlet=None if date == "soon" else "The Daily"),
    )
    done = run("check", str(tmp_path), "--format", "json")
    report = json.loads(done.stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    assert done.returncode == (1 if date == "soon" else 0)
    assert report["ok"] == (date == "2006")
    assert report["folder"] == tmp_path.as_posix()
    assert report["counts"] == {"events": 1, "stakes": 2, "quotes": 1, "passages": 4}
    assert report["read_as"] == [
        {
            "file": "stakes.csv",
            "line": 2,
            "row": 2,
            "id": "ucp",
            "column": "share",
            "message": '"48%" is read as "48"',
            "text": 'stakes.csv row 2 (line 2), ucp: share: "48%" is read as "48"',
        }
    ]
    if date == "soon":
        assert [(p["file"], p["row"], p["column"]) for p in report["problems"]] == [
            ("article.md", None, "outlet"),
            ("events.csv", 2, "date"),
        ]
        return
    article = read_story(tmp_path).story.article  # type: ignore[union-attr]
    left = report["coverage"]["left"]
    assert [article.text[found["start"] : found["end"]] for found in left] == [
        found["words"] for found in left
    ]
    assert len(report["coverage"]["blocks"]) == len(article.blocks)


def unescaped(text: str) -> str:
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_github_marks_each_line_of_a_change(tmp_path: Path) -> None:
    write_story(
        tmp_path,
        events=[an_event(date="50%,\nsoon: 3%2C")],
        stakes=[a_stake(share="48%"), a_stake(id="again", holder="United Capital Partner")],
        article=an_article(outlet=None),
    )
    reading = read_story(tmp_path)
    *lines, last = github_lines(reading, Path("my, story"))
    assert last == "1 event, 2 stakes, 1 quote, 4 passages: 2 problems"
    assert lines[1] == (
        "::error file=my%2C story/events.csv,line=2,title=events.csv row 2 (line 2)%2C founding%3A "
        'date::"50%25, soon: 3%252C" is not an EDTF date; write 2014, 2014-04, 2014-04-21, 2007~, '
        "2013-12/2014-02 or [..2014-04-23]"
    )
    command = re.compile(r"::(error|warning|notice) file=([^,:]*),line=(\d+),title=([^,:]*)::(.*)")
    matches = [command.fullmatch(line) for line in lines]
    by_command = [
        ("error", reading.problems), ("warning", reading.warnings), ("notice", reading.notes),
    ]  # fmt: skip
    expected = [
        (name, f"my, story/{problem.file}", str(problem.line), problem.message)
        for name, problems in by_command for problem in problems
    ]  # fmt: skip
    assert [
        (match[1], unescaped(match[2]), match[3], unescaped(match[5]))
        for match in matches if match
    ] == expected  # fmt: skip


def test_github_of_a_whole_file_names_no_line(tmp_path: Path) -> None:
    write_story(tmp_path, quotes=None)
    first, *_ = github_lines(read_story(tmp_path), Path("s"))
    assert first.startswith("::error file=s/quotes.csv,title=quotes.csv::is missing. ")


def test_github_gets_coverage_in_one_notice() -> None:
    done = run("check", ".", "--format", "github")
    assert done.stdout.splitlines()[0] == (
        "::notice title=coverage::coverage: rows rest on 98 %25 of the article's text"
    )
    assert done.returncode == 0


class Watched:
    """``check --watch`` as a process; ``verdict`` waits for the next one."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dateline", "check", folder, "--watch", "--quiet", *options],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def next_line(self) -> str:
        return self.lines.get(timeout=180)

    def verdict(self) -> str:
        while True:
            match = re.fullmatch(r"\d\d:\d\d:\d\d (.*)", self.next_line())
            if match:
                return match[1]

    def end(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=180)
        assert self.process.stderr
        errors = self.process.stderr.read()
        self.process.stderr.close()
        return code, errors

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe:
                pipe.close()


posix = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent otherwise there")


@posix
def test_watch_checks_again_however_a_file_is_written(tmp_path: Path) -> None:
    write_story(tmp_path)
    good = (tmp_path / "events.csv").read_text(encoding="utf-8")
    watched = Watched(tmp_path)
    try:
        assert watched.verdict() == "ok"
        # In place and of the same length: it is never read half-written.
        with (tmp_path / "events.csv").open("r+b") as file:
            file.write(good.replace("2006", "soon").encode())
        assert watched.verdict() == "1 problem"
        # As editors do: written beside, then put in its place.
        (tmp_path / ".events.csv.swp").write_text(good, encoding="utf-8")
        (tmp_path / ".events.csv.swp").replace(tmp_path / "events.csv")
        assert watched.verdict() == "ok"
        (tmp_path / "quotes.csv").unlink()
        assert watched.verdict() == "1 problem"
        assert watched.end() == (1, "")
    finally:
        watched.close()


@posix
def test_watch_in_json_is_one_object_a_line(tmp_path: Path) -> None:
    write_story(tmp_path)
    watched = Watched(tmp_path, "--format", "json")
    try:
        assert json.loads(watched.next_line())["ok"]
        (tmp_path / "article.md").write_text("nothing", encoding="utf-8")
        assert not json.loads(watched.next_line())["ok"]
        write_story(tmp_path)
        # The files are written one by one, so that more than one version may be seen.
        while not json.loads(watched.next_line())["ok"]:
            pass
        assert watched.end() == (0, "")
    finally:
        watched.close()
