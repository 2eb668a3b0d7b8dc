"""Measure the desk's model: from an edit to the files, and to the state that a page is given.

On a made-up story of some rows and an article of 3,600 words; medians, in milliseconds.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dateline.desk import Desk
from dateline.formatting import table_bytes
from dateline.story import EVENTS, QUOTES, STAKES

_SENTENCES = 300
# The others have no row, and are proposed.
_USED = 250
_ROUNDS = 15
_THINGS = ("river", "bridge", "council", "court", "summer", "report", "vote", "harbour")
_NAMES = ("Ana Bell", "Bo Carr", "Cy Dunn", "Dee Esk", "Eli Ford")
_HEAD = "---\ntitle: T\noutlet: O\npublished: 2014-04-22\nsubject: Mill\nlanguage: en\n---\n# T\n\n"


def sentence(n: int) -> str:
    """By turns one with a date, a quotation and a share."""
    name, thing = _NAMES[n % len(_NAMES)], _THINGS[n % len(_THINGS)]
    if n % 3 == 0:
        return f"On {n % 28 + 1} March {2000 + n % 14} {name} told the {thing} about case {n}."
    if n % 3 == 1:
        return f'"The {thing} number {n} is not for sale," said {name}.'
    return f"{name} holds {n % 60 + 1} percent of the {thing} company number {n} now."


def row(n: int) -> dict[str, str]:
    """A row of the kind of its sentence, which several rows may share."""
    words, name = sentence(n % _USED), _NAMES[n % len(_NAMES)]
    if n % 3 == 0:
        return {"id": f"e{n}", "date": "2001-03-02", "title": f"Told {n}", "category": "Court",
                "actors": name, "status": "reported", "evidence": words}  # fmt: skip
    if n % 3 == 1:
        quoted = words.partition('" said')[0] + '"'
        return {"id": f"q{n}", "speaker": name, "text": quoted, "kind": "direct",
                "evidence": quoted}  # fmt: skip
    return {"id": f"s{n}", "holder": name, "share": "5", "of": f"Company {n}",
            "date": "2014-04-22", "basis": "stated", "evidence": words}  # fmt: skip


def write_story(folder: Path, count: int) -> None:
    sentences = [sentence(n) for n in range(_SENTENCES)]
    paragraphs = (" ".join(sentences[n : n + 5]) for n in range(0, _SENTENCES, 5))
    (folder / "article.md").write_text(_HEAD + "\n\n".join(paragraphs) + "\n", encoding="utf-8")
    for kind, schema in enumerate((EVENTS, QUOTES, STAKES)):
        rows = [row(n) for n in range(count) if n % 3 == kind]
        cells = [[one.get(name, "") for name in schema.names] for one in rows]
        (folder / schema.file).write_bytes(table_bytes(schema.names, cells))


def measure(folder: Path) -> dict[str, tuple[float, float]]:
    """By action: until it is on disk, then until the view is made."""
    desk = Desk.open(folder)
    view = desk.view()
    took: dict[str, list[tuple[float, float]]] = {}
    events = [one["uid"] for one in view["rows"] if one["table"] == "events"]
    keys = [one["key"] for one in view["proposals"]][:_ROUNDS]

    def timed(name: str, command: dict[str, Any]) -> None:
        took.setdefault(name, []).append((_ms(lambda: desk.do(command)), _ms(lambda: desk.view())))

    for n in range(_ROUNDS):
        edit = {"do": "edit", "uid": events[3 * n]}
        timed("a key in a title", {**edit, "column": "title", "value": f"Changed {n}"})
        timed("a date that is none", {**edit, "column": "date", "value": "hmm"})
        timed("a date", {**edit, "column": "date", "value": "5 May 2011"})
        timed("undo", {"do": "undo"})
    for key in keys:
        timed("accept", {"do": "accept", "key": key})
    return {
        name: (statistics.median(a for a, _ in all_), statistics.median(b for _, b in all_))
        for name, all_ in took.items()
    }


def _ms(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[200, 500])
    for count in parser.parse_args().rows:
        with tempfile.TemporaryDirectory() as name:
            write_story(Path(name), count)
            print(f"{count} rows: ms until on disk, ms until the view is made")
            for action, (disk, view) in measure(Path(name)).items():
                print(f"  {action:20} {disk:6.1f} {view:6.1f}")


if __name__ == "__main__":
    main()
