"""Either the new content is there in full or the old one still is, whatever the disk does."""

import errno
import os
import shutil
import stat
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from dateline.writing import (
    WritingError,
    remove_leftovers,
    write_file,
    write_folder,
    write_together,
)

FULL = OSError(errno.ENOSPC, "No space left on device")
LONGEST_NAME = "n" * 250 + ".html"


def contents_of(folder: Path) -> dict[str, bytes]:
    """Every file in the folder by its path, including hidden ones."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


class Nth:
    """A system call that succeeds except for the calls with these numbers, from 1."""

    def __init__(self, call: Any, fails: dict[int, BaseException]) -> None:
        self.call, self.fails, self.count = call, fails, 0

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.count += 1
        if self.count in self.fails:
            raise self.fails[self.count]
        return self.call(*arguments, **options)


def renames_fail(monkeypatch: pytest.MonkeyPatch, fails: dict[int, BaseException]) -> None:
    """Make these renames fail, counted over both system calls."""
    renamed = Nth(os.replace, fails)
    monkeypatch.setattr(os, "replace", renamed)
    monkeypatch.setattr(os, "rename", renamed)


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(WritingError, match=r"b\.csv cannot be written: Is a directory"):
        write_together(tmp_path, {"a.csv": b"new", "c.csv": b"new", "b.csv": b"new"})
    assert contents_of(tmp_path) == {"a.csv": b"old"}
    assert (tmp_path / "b.csv").is_dir()
    with pytest.raises(WritingError, match="cannot be written: No such file or directory"):
        write_together(tmp_path / "new" / "er", {"x/y.csv": b""})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]
    with pytest.raises(WritingError, match="cannot be made: "):
        write_together(tmp_path / "a.csv" / "in", {"y.csv": b""})


@pytest.mark.parametrize("full", [1, 2])
def test_a_disk_that_fills_while_the_old_is_copied_takes_nothing(
    full: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"a.csv": b"the old a", "b.csv": b"the old b"}
    write_together(tmp_path, before)
    whole_copy, copies = shutil.copy2, []

    def copy(source: Path, target: Path) -> object:
        copies.append(source)
        if len(copies) < full:
            return whole_copy(source, target)
        target.write_bytes(source.read_bytes()[:4])
        raise FULL

    monkeypatch.setattr(shutil, "copy2", copy)
    named = rf"{sorted(before)[full - 1]} cannot be written: No space left on device"
    with pytest.raises(WritingError, match=named):
        write_together(tmp_path, {"a.csv": b"new", "b.csv": b"new"})
    assert contents_of(tmp_path) == before


@pytest.mark.parametrize("failure", [FULL, KeyboardInterrupt()])
def test_a_rename_that_fails_puts_back_what_was_replaced(
    failure: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_together(tmp_path, {"b.csv": b"old"})
    renames_fail(monkeypatch, {3: failure})
    with pytest.raises((WritingError, KeyboardInterrupt)):
        write_together(tmp_path, {"a.csv": b"new", "b.csv": b"new", "c.csv": b"new"})
    assert contents_of(tmp_path) == {"b.csv": b"old"}


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("failure", [FULL, KeyboardInterrupt()])
def test_a_folder_is_replaced_or_stays(
    failure: BaseException, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "story", {"a.csv": b"old"})
    with monkeypatch.context() as patch:
        renames_fail(patch, {number: failure})
        with pytest.raises((WritingError, KeyboardInterrupt)):
            write_folder(tmp_path / "story", {"b.csv": b"new"})
    assert contents_of(tmp_path) == {"story/a.csv": b"old"}
    write_folder(tmp_path / "story", {"b.csv": b"new"})
    assert contents_of(tmp_path) == {"story/b.csv": b"new"}


@pytest.mark.parametrize("failure", [FULL, KeyboardInterrupt()])
def test_a_folder_that_cannot_be_put_back_is_kept_and_named(
    failure: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(tmp_path / "story", {"a.csv": b"old"})
    renames_fail(monkeypatch, {2: failure, 3: FULL})
    with pytest.raises(WritingError, match=r"story is not written and could not be put") as refused:
        write_folder(tmp_path / "story", {"b.csv": b"new"})
    (kept,) = tmp_path.iterdir()
    assert str(refused.value).endswith(f"; what was there is kept as {kept}")
    assert contents_of(kept) == {"a.csv": b"old"}


def test_a_name_may_be_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    write_file(tmp_path / LONGEST_NAME, b"old")
    write_file(tmp_path / LONGEST_NAME, b"new")
    assert contents_of(tmp_path) == {LONGEST_NAME: b"new"}


@pytest.mark.skipif(sys.platform == "win32", reason="rights and links are other ones there")
def test_what_is_replaced_keeps_its_rights_and_a_link_stays_one(tmp_path: Path) -> None:
    file, folder = tmp_path / "story.html", tmp_path / "story"
    write_file(file, b"old")
    file.chmod(0o600)
    (tmp_path / "link").symlink_to(file)
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o600)
    write_folder(folder, {"a.csv": b"old"})
    folder.chmod(0o700)
    (folder / "a.csv").chmod(0o640)
    write_folder(folder, {"a.csv": b"new"})
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "a.csv").stat().st_mode) == 0o640


def test_what_a_killed_program_left_is_removed_and_what_is_being_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".dateline-0a.new", ".dateline-0b.old", "events.csv"):
        (tmp_path / name).write_text("")
    remove_leftovers(tmp_path)
    assert len(list(tmp_path.iterdir())) == 3
    later = time.time() + 100
    monkeypatch.setattr(time, "time", lambda: later)
    remove_leftovers(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]
