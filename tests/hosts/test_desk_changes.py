"""What the desk's windows are sent after a change: only what changed."""

from typing import Any

from dateline.hosts.desk.changes import change_between

ONE, TWO, THREE = ({"uid": uid, "cells": {"title": uid}} for uid in ("1", "2", "3"))


def rows_change(before: list[Any], after: list[Any]) -> Any:
    return change_between({"rows": before}, {"rows": after}).get("rows")


def test_only_the_keys_that_changed_are_sent() -> None:
    before = {"undo": None, "known": {"people": ["Ana"]}, "rows": [ONE]}
    assert change_between(before, {**before, "undo": "Mark"}) == {"undo": "Mark"}


def test_nothing_is_sent_where_all_is_equal() -> None:
    assert change_between({"rows": [ONE], "undo": None}, {"rows": [dict(ONE)], "undo": None}) == {}


def test_the_first_view_is_sent_whole() -> None:
    view = {"undo": None, "redo": "Mark", "rows": [ONE]}
    sent = {"undo": None, "redo": "Mark", "rows": {"put": [ONE], "gone": []}}
    assert change_between({}, view) == sent


def test_a_changed_row_is_sent_alone() -> None:
    changed = {**TWO, "cells": {"title": "Two"}}
    assert rows_change([ONE, TWO], [ONE, changed]) == {"put": [changed], "gone": []}


def test_a_row_that_goes_is_named_and_a_new_one_at_the_end_needs_no_order() -> None:
    assert rows_change([ONE, TWO], [TWO, THREE]) == {"put": [THREE], "gone": ["1"]}


def test_the_order_is_sent_where_a_row_moves_or_comes_in_between() -> None:
    moved = {"put": [], "gone": [], "order": ["2", "1"]}
    assert rows_change([ONE, TWO], [TWO, ONE]) == moved
    between = {"put": [TWO], "gone": [], "order": ["1", "2", "3"]}
    assert rows_change([ONE, THREE], [ONE, TWO, THREE]) == between
