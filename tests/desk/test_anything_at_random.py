"""Every command at random, between restarts, other programs and tables that break for a while.

Whatever is done, the files have no problem, nothing is raised, and a desk that is opened anew shows
the same rows.
"""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.desk import Desk
from tests.desk.desks import Clock, a_desk, cells_in, problems_in, write_cells
from tests.story_files import an_event

TABLES = ("events", "stakes", "quotes")
EVENTS = [
    an_event(),
    an_event(id="left", title="He leaves", evidence="He left VK", disputed_by="founding"),
    an_event(id="met", title="They meet", evidence="In May 2013 the board met"),
]
VALUES = {
    "id": ["a", "b", "founding", "left", ""],
    "title": ["A", "Bb", "", "Ccc d"],
    "date": ["", "2006", "hmm", "3 April"],
    "category": ["Company", "company", ""],
    "status": ["reported", "claimed", "disputed", "so"],
    "denied_by": ["", "Ana", "Bo; Cy"],
    "disputed_by": ["", "founding", "left", "a"],
    "evidence": ["He left VK", "no such words", "Pavel Durov founded VK\nHe left VK", ""],
    "share": ["48", "", "1/3", ">50", "x"],
    "holder": ["Ana", "Bo; Cy", ""],
    "basis": ["stated", "undisclosed", ""],
    "text": ["I am out of Russia,", "no such words"],
    "kind": ["direct", "indirect", ""],
}
BROKEN = b'id,"x'


class Walk:
    """One desk, and what is done to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.chance, self.clock = folder, random.Random(seed), Clock()
        self.desk = a_desk(folder, self.clock, events=EVENTS)
        self.whole: tuple[Path, bytes] | None = None  # The table that is broken, as it was.
        self.done: list[Any] = []

    def step(self) -> None:
        self.clock.now_s += self.chance.choice([1, 10])
        others: dict[str, Callable[[], None]] = {
            "restart": self.restart, "other": self.other_writes, "break": self.break_table,
            "mend": self.mend_table,
        }  # fmt: skip
        name = self.chance.choice([*others, *(["command"] * 9)])
        if name in others:
            self.done.append(name)
            others[name]()
        else:
            command = self.command()
            self.done.append(command)
            answer = self.desk.do(command)
            assert not answer.get("error", "").startswith("Not saved")
        self.desk.view()
        assert self.whole or problems_in(self.folder) == []

    def command(self) -> dict[str, Any]:
        """Something that a page may ask for; it need not be possible."""
        view, pick = self.desk.view(), self.chance.choice
        row = pick(view["rows"] or [{"uid": "", "table": "events", "passages": []}])
        columns = [name for name in VALUES if name in self.columns(row["table"])]
        column = pick(columns)
        start = self.chance.randrange(len(view["article"]["text"]) - 60)
        key = pick([one["key"] for one in view["proposals"]] or [""])
        span = [start, start + self.chance.randrange(1, 60)]
        uid, table = row["uid"], pick(TABLES)
        return pick([
            *[{"do": "edit", "uid": uid, "column": column, "value": pick(VALUES[column])}] * 5,
            {"do": "accept", "key": key},
            {"do": "skip", "key": key},
            {"do": "leave_out", "key": key, "reason": "r"},
            {"do": "mark", "table": table, "spans": [span]},
            {"do": "mark", "table": table, "spans": [span], "into": uid},
            {"do": "also", "uid": uid, "table": table},
            {"do": "duplicate", "uid": uid},
            {"do": "delete", "uid": uid},
            {"do": "split", "uid": uid, "at": 1},
            {"do": "join", "uid": uid, "with": pick(view["rows"] or [row])["uid"]},
            {"do": "move", "uid": uid, "table": table},
            *[{"do": "undo"}] * 3,
            *[{"do": "redo"}] * 2,
        ])  # fmt: skip

    def columns(self, table: str) -> list[str]:
        tables = {one["name"]: one["columns"] for one in self.desk.view()["tables"]}
        return [column["name"] for column in tables[table]]

    def rows(self) -> list[str]:
        rows = ([row["table"], row["cells"]] for row in self.desk.view()["rows"])
        return sorted(json.dumps(row, sort_keys=True) for row in rows)

    def restart(self) -> None:
        self.desk.refresh()
        before = self.rows()
        self.desk = Desk.open(self.folder, self.clock)
        # The rows of a table that cannot be read are not known.
        assert self.whole or self.rows() == before

    def other_writes(self) -> None:
        """Another program changes a cell, in a way that gives no problem."""
        table = self.chance.choice(TABLES)
        if self.whole or not (rows := cells_in(self.folder, table)):
            return
        path = self.folder / f"{table}.csv"
        before = path.read_bytes()
        row = self.chance.choice(rows)
        row["date"] = self.chance.choice(["2011", "2012"])
        write_cells(self.folder, table, rows)
        if problems_in(self.folder):
            path.write_bytes(before)

    def break_table(self) -> None:
        if not self.whole:
            path = self.folder / f"{self.chance.choice(TABLES)}.csv"
            self.whole = (path, path.read_bytes())
            path.write_bytes(BROKEN)

    def mend_table(self) -> None:
        if self.whole:
            path, content = self.whole
            assert path.read_bytes() == BROKEN
            path.write_bytes(content)
            self.whole = None
            self.desk.refresh()


@pytest.mark.parametrize(
    "seeds", [range(4), pytest.param(range(4, 104), marks=pytest.mark.long)], ids=["few", "many"]
)
def test_whatever_is_done_no_row_is_lost(seeds: range, tmp_path: Path) -> None:
    for seed in seeds:
        walk = Walk(tmp_path / str(seed), seed)
        for _ in range(60):
            walk.step()
