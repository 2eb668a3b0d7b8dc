"""``python -m dateline check``: what it prints, and with which code it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.checking import report_lines
from dateline.reading import load_story, read_story
from dateline.story import StoryError
from tests.story_files import STAKE, a_stake, an_event, write_story

ROOT = Path(__file__).parents[1]


def run(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dateline", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_story_that_is_right(tmp_path: Path) -> None:
    done = run("check", str(write_story(tmp_path)))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 event, 1 stake, 1 quote, 3 passages: ok\n"


def test_the_shipped_story_is_right() -> None:
    done = run("check", ".")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "35 events, 22 stakes, 29 quotes, 69 passages: ok\n"


def test_problems_warnings_and_notes_come_in_this_order(tmp_path: Path) -> None:
    write_story(
        tmp_path,
        events=[an_event(date="11/3/2018")],
        stakes=[a_stake(share="48%"), a_stake(id="again", holder="United Capital Partner")],
    )
    done = run("check", str(tmp_path))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        'events.csv row 2 (line 2), founding: date: "11/3/2018" is not an EDTF date; '
        'did you mean "2018-11-03" or "2018-03-11"?',
        'warning: stakes.csv row 3 (line 3), again: holder: "United Capital Partner" nearly '
        'matches "United Capital Partners" (row 2, ucp); if they are one, write them alike',
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
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on other systems")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    Path(os.fsdecode(folder)).mkdir()
    assert run("check", folder).returncode == 1
    gone = run("check", folder + b"\xff")
    assert gone.returncode == 2
    assert "Traceback" not in gone.stderr


def test_a_terminal_that_knows_no_such_letters(tmp_path: Path) -> None:
    done = run(
        "check",
        str(write_story(tmp_path, events=[an_event(date="Früh")])),
        PYTHONIOENCODING="ascii",
    )
    assert done.returncode == 1
    assert 'date: "Fr\\xfch" is not an EDTF date' in done.stdout


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    loop = write_story(tmp_path, quotes=None) / "quotes.csv"
    loop.symlink_to(loop)
    done = run("check", str(tmp_path))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("quotes.csv: cannot be read: ")


def test_a_reader_that_leaves_early_is_no_traceback(tmp_path: Path) -> None:
    rows = [an_event(id=f"e{number}", date="soon") for number in range(3000)]
    write_story(tmp_path, events=rows)
    done = subprocess.run(
        f'"{sys.executable}" -m dateline check --quiet "{tmp_path}" | head -1',
        shell=True, cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stderr == ""
