"""``dateline desk``: the folder that it makes, and what it refuses before anything is served."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import dateline.hosts.server
from tests.command_line import run
from tests.story_files import write_story


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were served; nothing is."""
    folders: list[Path] = []
    monkeypatch.setattr(
        dateline.hosts.server, "serve_desk", lambda folder, desk, *, port: folders.append(folder)
    )
    return folders


def test_the_address_is_printed_and_the_folder_served(served: list[Path], tmp_path: Path) -> None:
    done = run("desk", str(tmp_path / "new"), "--port", "8723")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Desk: http://127.0.0.1:8723/desk (Ctrl+C stops it)\n"
    assert served == [tmp_path / "new"]


def test_a_folder_is_made_of_an_article_with_what_is_given(
    served: list[Path], tmp_path: Path
) -> None:
    article = tmp_path / "bridge.md"
    article.write_text("# The bridge\n\nIt is closed.\n", encoding="utf-8")
    folder = tmp_path / "bridge"
    done = run("desk", str(folder), "--article", str(article), "--outlet", "The Post",
               "--published", "2021-05-04", "--language", "en")  # fmt: skip
    assert done.returncode == 0
    assert served == [folder]
    text = (folder / "article.md").read_text(encoding="utf-8")
    assert 'outlet: "The Post"' in text
    assert text.endswith("# The bridge\n\nIt is closed.\n")
    assert run("check", str(folder), "--quiet").returncode == 0


def test_what_a_bare_text_does_not_say_is_guessed_and_told(
    served: list[Path], tmp_path: Path
) -> None:
    article = tmp_path / "bridge.txt"
    words = "It is closed, and it was the oldest that the town had. " * 3
    article.write_text(f"The bridge is closed\n\n{words}\n", encoding="utf-8")
    done = run("desk", str(tmp_path / "b"), "--article", str(article))
    assert "note: title: guessed: The bridge is closed\n" in done.stdout
    assert "note: language: guessed: en\n" in done.stdout
    text = (tmp_path / "b" / "article.md").read_text(encoding="utf-8")
    assert "\n# The bridge is closed\n\nIt is closed, and" in text


def test_an_article_is_read_from_standard_input(
    served: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = io.BytesIO(b"The bridge\n\nIt is closed.\n")
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=words))
    done = run("desk", str(tmp_path / "b"), "--article", "-", "--title", "The bridge")
    assert done.returncode == 0
    text = (tmp_path / "b" / "article.md").read_text(encoding="utf-8")
    assert text.endswith("# The bridge\n\nIt is closed.\n")


def test_an_article_is_not_put_over_a_story(served: list[Path], tmp_path: Path) -> None:
    write_story(tmp_path)
    before = (tmp_path / "article.md").read_bytes()
    done = run("desk", str(tmp_path), "--article", str(tmp_path / "article.md"))
    assert (done.returncode, served) == (2, [])
    assert "already exists and is not empty" in done.stderr
    assert (tmp_path / "article.md").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["stories"], "stories holds several stories; name one of them, as stories/"),
        (["new", "--outlet", "The Post"], "--outlet goes with --article"),
        (["article.md"], "article.md is not a folder; name a story's folder, or a new one"),
        (["new", "--article", "nowhere.txt"], "nowhere.txt"),
        (["new", "--port", "0"], "Port 0 of 127.0.0.1 is taken or not allowed; choose another: "
         "--port 8501, or make desk PORT=8501"),
    ],
)  # fmt: skip
def test_what_cannot_be_served_is_said(
    served: list[Path], tmp_path: Path, arguments: list[str], message: str
) -> None:
    write_story(tmp_path)
    for name in ("one", "two"):
        (tmp_path / "stories" / name).mkdir(parents=True)
        write_story(tmp_path / "stories" / name)
    done = run("desk", *arguments, folder=tmp_path)
    assert (done.returncode, served) == (2, [])
    assert message in done.stderr
    assert not (tmp_path / "new").exists()
