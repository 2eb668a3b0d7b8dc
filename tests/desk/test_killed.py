"""A desk that is killed at any moment, and one whose disk is full or may not be written."""

import errno
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.desk import Desk, DeskError
from tests.desk.desks import Clock, a_desk, cells_in, done, problems_in, row, uids
from tests.story_files import a_quote, an_event

EVENTS = [
    an_event(),
    an_event(id="left", title="He leaves", evidence="He left VK", disputed_by="founding"),
]
EDIT = {"do": "edit", "uid": "events/founding", "column": "title", "value": "VK begins"}
# What is done first, and the action in which the desk is killed.
ACTIONS: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "a change": ([], EDIT),
    "a row that becomes unfinished": ([], EDIT | {"column": "date", "value": "hmm"}),
    "a row that is finished": (
        [EDIT | {"column": "date", "value": "hmm"}], EDIT | {"column": "date", "value": "2007"},
    ),
    "a new row": ([], {"do": "duplicate", "uid": "events/founding"}),
    "a new row that is finished": (
        [{"do": "add", "table": "events", "cells": {"title": "A", "status": "reported",
                                                    "evidence": "I am out"}}],
        {"do": "edit", "uid": "events/a", "column": "category", "value": "Company"},
    ),
    "a row that goes": ([], {"do": "delete", "uid": "events/founding"}),
    "a row that is moved": ([], {"do": "move", "uid": "events/left", "table": "quotes"}),
    "a row that moves": (
        [{"do": "move", "uid": "events/left", "table": "quotes"}],
        {"do": "edit", "uid": "quotes/left", "column": "kind", "value": "indirect"},
    ),
    "words that are left out": ([], {"do": "leave_out", "uid": "quotes/out", "reason": ""}),
    "an id": ([], EDIT | {"column": "id", "value": "begun"}),
    "undo": ([EDIT, {"do": "delete", "uid": "quotes/out"}], {"do": "undo"}),
}  # fmt: skip

QUICK = ("a row that is finished", "a row that goes", "a row that moves")


def rows_of(desk: Desk) -> set[tuple[str, ...]]:
    view = desk.view()
    rows = {(row["table"], *sorted(row["cells"].items())) for row in view["rows"]}
    return rows | {("left_out", one["passages"][0]["words"]) for one in view["left_out"]}


def in_a_child(work: Callable[[], None]) -> None:
    """Do it in a process of its own, and wait for its end."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def killed_in(desk: Desk, action: dict[str, Any], number: int, whole: Path) -> Callable[[], None]:
    """Do the action, but kill the process before it writes, renames or removes a file for the
    ``number``-th time; make the file ``whole`` where it comes to its end."""
    left = [number]

    def counted(name: str) -> Callable[..., Any]:
        do = getattr(Path, name)

        def doing(*given: Any, **named: Any) -> Any:
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return do(*given, **named)

        return doing

    def work() -> None:
        for name in ("replace", "rename", "unlink", "open"):
            setattr(Path, name, counted(name))
        desk.do(action)
        whole.touch()

    return work


def prepared(folder: Path, first: list[dict[str, Any]]) -> Desk:
    desk = a_desk(folder, events=EVENTS, quotes=[a_quote()])
    assert not [answer for answer in map(desk.do, first) if "error" in answer]
    return desk


@pytest.mark.parametrize(
    "name",
    [name if name in QUICK else pytest.param(name, marks=pytest.mark.long) for name in ACTIONS],
)
def test_a_desk_killed_between_any_two_steps_loses_no_row(name: str, tmp_path: Path) -> None:
    first, action = ACTIONS[name]
    whole = prepared(tmp_path / "whole", first)
    before = rows_of(whole)
    assert "error" not in whole.do(action)
    after = rows_of(whole)
    number, is_whole = 0, False
    while not is_whole:
        folder = tmp_path / str(number)
        desk = prepared(folder, first)
        in_a_child(killed_in(desk, action, number, folder / "whole"))
        assert problems_in(folder) == []
        found = rows_of(Desk.open(folder))
        assert before & after <= found <= before | after
        assert found >= before or found >= after
        is_whole = (folder / "whole").exists()
        number += 1
    assert number > 2
    assert found == after


@pytest.mark.parametrize("seed", range(4))
def test_what_was_done_before_the_kill_is_on_disk(seed: int, tmp_path: Path) -> None:
    desk, chance = a_desk(tmp_path, Clock()), random.Random(seed)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        for number in range(100_000):
            desk.do(EDIT | {"column": "summary", "value": f"Number {number}"})
            os.write(writer, number.to_bytes(4, "big"))
        os._exit(0)
    wanted = 20 + chance.randrange(20)
    told = b""
    while len(told) < 4 * wanted:
        told += os.read(reader, 4)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(writer)
    while more := os.read(reader, 4):
        told += more
    last = int.from_bytes(told[-4:], "big")
    again = row(Desk.open(tmp_path), "events/founding")["cells"]["summary"]
    assert again in (f"Number {last}", f"Number {last + 1}")
    assert problems_in(tmp_path) == []


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A disk that is full for as long as the list holds True."""
    is_full = [True]
    opened = Path.open

    def fails(self: Path, mode: str = "r", *given: Any, **named: Any) -> Any:
        if is_full[0] and "x" in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(self, mode, *given, **named)

    monkeypatch.setattr(Path, "open", fails)
    return is_full


def test_a_full_disk_is_said_and_nothing_typed_is_lost(
    tmp_path: Path, full_disk: list[bool]
) -> None:
    full_disk[0] = False
    desk = a_desk(tmp_path)
    before = (tmp_path / "events.csv").read_bytes()
    full_disk[0] = True
    answer = desk.do(EDIT)
    words = f"{tmp_path / 'events.csv'} cannot be written: No space left on device"
    assert answer["error"] == f"Not saved: {words}"
    assert desk.view()["unsaved"] == words
    assert (tmp_path / "events.csv").read_bytes() == before
    assert row(desk, "events/founding")["cells"]["title"] == "VK begins"
    full_disk[0] = False
    assert desk.refresh()
    assert desk.view()["unsaved"] == ""
    assert cells_in(tmp_path, "events")[0]["title"] == "VK begins"


def test_a_folder_that_cannot_be_written_opens_no_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_desk(tmp_path)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(DeskError, match="cannot be written, and the desk saves each change"):
        Desk.open(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "story").write_text("")
    with pytest.raises(DeskError, match="story is not a folder"):
        Desk.open(tmp_path / "story")


def test_an_open_desk_writes_nothing_by_itself(tmp_path: Path) -> None:
    a_desk(tmp_path)
    names = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    desk = Desk.open(tmp_path)
    assert uids(desk)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == names
    assert done(desk, "edit", uid="events/founding", column="title", value="VK is founded")
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == names
