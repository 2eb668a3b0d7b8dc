"""The help of each command: its examples run as printed."""

import argparse
import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest

import dateline.commands
from dateline.commands import make_parser
from dateline.evidence_lock import LOCK_FILE, lock_story
from dateline.formats.xlsx_workbook import make_xlsx
from dateline.reading import FILES, load_story
from tests.command_line import ROOT, run

EXAMPLE = re.compile(r"(?:python -m )?dateline (\S.*)")
# They run until somebody stops them: their examples are only parsed.
ENDLESS = {"serve", "desk"}


def commands() -> dict[str, argparse.ArgumentParser]:
    """Each command's parser by its name, those that are added later too."""
    (found,) = (
        action for action in make_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )  # fmt: skip
    return dict(found.choices)


def examples(parser: argparse.ArgumentParser) -> list[str]:
    return [match[1] for match in EXAMPLE.finditer(parser.epilog or "")]


ALL = [(name, line) for name, parser in commands().items() for line in examples(parser)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where examples run: the shipped story, and small files of the kinds that they name."""
    for name in (name for name in FILES if (ROOT / name).is_file()):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / LOCK_FILE).write_bytes(lock_story(load_story(ROOT)))
    sheet = "Year,Month,Headline,Text,Media\n2014,4,He leaves,,https://example.org/leaves\n"
    (tmp_path / "timeline.csv").write_text(sheet, encoding="utf-8")
    workbook = openpyxl.Workbook()
    for row in (["When", "What"], ["2014-04", "He leaves"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "table.xlsx")
    (tmp_path / "story.xlsx").write_bytes(make_xlsx(load_story(ROOT)).content)
    return tmp_path


@pytest.mark.parametrize("name", commands())
def test_each_command_has_an_example(name: str) -> None:
    lines = examples(commands()[name])
    assert lines
    assert all(shlex.split(line)[0] == name for line in lines)


@pytest.mark.parametrize(("name", "line"), ALL, ids=[line for _, line in ALL])
def test_each_example_runs(name: str, line: str, folder: Path) -> None:
    make_parser().parse_args(_arguments(line, folder))
    if name in ENDLESS:
        return
    done = run(*shlex.split(line), folder=folder)
    # On stderr stands what has no place in a format, or what takes its time.
    assert done.returncode == 0, done.stderr


def _arguments(line: str, folder: Path) -> list[str]:
    """The example's words; a folder that it names is one of where it runs."""
    return [str(folder) if word == "." else word for word in shlex.split(line)]


@pytest.mark.parametrize("command", ["check", "fmt", "serve", "desk"])
def test_a_folder_without_a_name_is_not_the_one_where_one_is(command: str) -> None:
    done = run(command, "")
    assert done.returncode == 2
    assert "“” is not a folder; name a folder with article.md" in done.stderr


def test_ctrl_c_ends_a_command_with_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(dateline.commands, "main", interrupted)
    assert dateline.commands.run() == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_nothing_is_written_to_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    (tmp_path / "loop.json").symlink_to("loop.json")
    out = str(tmp_path / "loop.json")
    done = run("export", "--quiet", str(ROOT), "--to", "json", "--out", out, "--force")
    assert (done.returncode, done.stderr) == (
        2,
        f"{out} cannot be written: Too many levels of symbolic links; name another\n",
    )
