"""docs/messages.md: each message from its example, and no message without one.

The example causes it and the mended one does not; the tables are those that the code makes; and
while the examples run, each place in ``dateline.reading`` that makes a message is reached, as is
each reason why a date cannot be read.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from dateline import dates
from dateline.reading import report
from scripts.message_examples import PARTS, Example
from scripts.message_page import PAGE, messages_of, with_messages

READING = Path(report.__file__).parent
MODULES = sorted(READING.glob("*.py"))
DATES = Path(dates.__file__)
# Passed to a report, or to something that passes it on to one.
TELLING = {
    "report.py": {"add", "note", "warn"},
    "cells.py": {"wrong", "read_as"},
    "article.py": {"report_at"},
    "markdown.py": {"report_loss"},
}
EXAMPLES = [
    pytest.param(example, id=f"{name}: {example.cause[:50]}")
    for name, examples in PARTS.items()
    for example in examples
]
# Where a call or a raise ends: Python's parser and compiler agree on that.
Site = tuple[str, int]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_has_messages_and_its_mended_one_has_none(example: Example) -> None:
    assert messages_of(example.write)
    assert messages_of(example.write_mended) == []


def test_the_page_has_the_messages_of_the_examples() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert with_messages(text) == text, "run: python -m scripts.message_page"


def test_no_example_stands_twice() -> None:
    causes = [(example.file, example.cause) for part in PARTS.values() for example in part]
    assert len(set(causes)) == len(causes)


def message_sites() -> set[Site]:
    """Each call in ``reading`` that makes a message, and each raise of ``dates``."""
    return set(_calls()) | set(_raises())


def _calls() -> Iterator[Site]:
    names = set().union(*TELLING.values())
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            is_method = isinstance(called, ast.Attribute) and (
                called.attr in {"wrong", "read_as"}
                or (called.attr in names and ast.unparse(called.value).endswith("report"))
            )
            is_function = isinstance(called, ast.Name) and called.id in {"report_at", "report_loss"}
            if is_method or is_function:
                yield module.name, node.end_lineno or 0


def _raises() -> Iterator[Site]:
    for node in ast.walk(ast.parse(DATES.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield DATES.name, node.lineno


def reached_sites() -> set[Site]:
    """Where ``reading`` makes a message, and ``dates`` raises, while all examples are read."""
    reached: set[Site] = set()

    def in_dates(frame: FrameType, event: str, _: Any) -> Any:
        if event == "exception":
            reached.add((DATES.name, frame.f_lineno))
        return in_dates

    tellers = {(str(READING / file), name) for file, names in TELLING.items() for name in names}
    in_dates_file = str(DATES)

    # This runs for every call of every function.
    def at_call(frame: FrameType, event: str, _: Any) -> Any:
        code, caller = frame.f_code, frame.f_back
        if code.co_filename == in_dates_file:
            return in_dates
        if (code.co_filename, code.co_name) in tellers and caller is not None:
            lines = list(caller.f_code.co_positions())[caller.f_lasti // 2]
            reached.add((Path(caller.f_code.co_filename).name, lines[1] or 0))
        return None

    dates._parse.cache_clear()
    before = sys.gettrace()
    sys.settrace(at_call)
    try:
        for examples in PARTS.values():
            for example in examples:
                messages_of(example.write)
    finally:
        sys.settrace(before)
    return reached


def test_each_place_that_makes_a_message_is_reached_by_an_example() -> None:
    known, reached = message_sites(), reached_sites()
    assert len(known) > 90
    assert sorted(known - reached) == []
    # What is reached and not known would be reported in a way that the search above misses.
    in_reading = {module.name for module in MODULES}
    assert sorted(site for site in reached - known if site[0] in in_reading) == []
