"""Proposals at the desk: accepted, changed first, skipped, left out, taken back."""

import random
from pathlib import Path

import pytest

from dateline.desk import Desk
from tests.desk.desks import a_blank_desk, a_desk, cells_in, done, problems_in, row, span, uids
from tests.story_files import a_stake


def keys(desk: Desk) -> list[str]:
    return [one["key"] for one in desk.view()["proposals"]]


def test_what_is_proposed_comes_in_the_order_of_the_article(tmp_path: Path) -> None:
    proposals = a_blank_desk(tmp_path).view()["proposals"]
    assert [one["start"] for one in proposals] == sorted(one["start"] for one in proposals)
    assert {one["table"] for one in proposals} == {"events", "stakes", "quotes"}
    assert all(one["rule"] and one["by"] == "rules" for one in proposals)


def test_an_accepted_proposal_is_a_row_on_disk_and_proposed_no_more(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    first = desk.view()["proposals"][0]
    uid = done(desk, "accept", key=first["key"])
    assert row(desk, uid)["written"]
    assert cells_in(tmp_path, "events")[0]["evidence"] == first["cells"]["evidence"]
    assert first["key"] not in keys(desk)
    assert problems_in(tmp_path) == []


def test_cells_that_are_changed_first_win_and_leave_no_rule_behind(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    key = desk.view()["proposals"][0]["key"]
    done(desk, "accept", key=key, cells={"title": "VK begins", "date": "about 2006"})
    (event,) = cells_in(tmp_path, "events")
    assert event["title"] == "VK begins"
    assert event["id"] == "vk-begins"
    assert event["date"] == "2006~"
    assert event["date_note"] == ""


def test_two_stakes_of_one_sentence_are_both_proposed(tmp_path: Path) -> None:
    desk = a_desk(
        tmp_path,
        article="---\ntitle: A\noutlet: B\nlanguage: en\npublished: 2014-04-23\n---\n"
        "Ana Bell owns 30 percent and Bo Carr owns 20 percent of the mill.\n",
        events=(), stakes=(), quotes=(),
    )  # fmt: skip
    stakes = [one["key"] for one in desk.view()["proposals"] if one["table"] == "stakes"]
    assert len(stakes) == 2
    done(desk, "accept", key=stakes[0])
    assert stakes[1] in keys(desk)


def test_a_row_that_lacks_something_waits_beside_the_tables(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    key = desk.view()["proposals"][0]["key"]
    uid = done(desk, "accept", key=key, cells={"category": ""})
    assert cells_in(tmp_path, "events") == []
    assert not row(desk, uid)["written"]
    assert "unfinished.json" in {path.name for path in tmp_path.iterdir()}
    done(desk, "edit", uid=uid, column="category", value="Company")
    assert len(cells_in(tmp_path, "events")) == 1
    assert "unfinished.json" not in {path.name for path in tmp_path.iterdir()}


def test_a_skipped_proposal_comes_back_with_undo(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    before = keys(desk)
    done(desk, "skip", key=before[0])
    assert keys(desk) == before[1:]
    done(desk, "undo")
    assert keys(desk) == before


def test_words_that_are_left_out_are_not_proposed_again(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    key = next(one["key"] for one in desk.view()["proposals"] if one["table"] == "stakes")
    done(desk, "leave_out", key=key, reason="Another company.")
    assert key not in keys(desk)
    (left_out,) = cells_in(tmp_path, "left_out")
    assert left_out["reason"] == "Another company."
    shown = desk.view()["left_out"]
    done(desk, "delete", uid=shown[0]["uid"])
    assert key in keys(desk)


def test_a_row_that_is_left_out_becomes_an_omission(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    uid = uids(desk, "stakes")[0]
    done(desk, "leave_out", uid=uid, reason="")
    assert cells_in(tmp_path, "stakes") == []
    assert cells_in(tmp_path, "left_out")[0]["evidence"] == a_stake()["evidence"]


def test_300_random_actions_leave_the_rows_that_were_accepted(tmp_path: Path) -> None:
    """Accept, skip and undo at random: the desk shows each accepted row once, and nothing else."""
    desk, chance = a_blank_desk(tmp_path), random.Random(3)
    for _ in range(300):
        open_keys = keys(desk)
        action = chance.choice(("accept", "accept", "skip", "undo", "undo"))
        if action == "undo":
            desk.do({"do": "undo"})
        elif open_keys:
            done(desk, action, key=chance.choice(open_keys))
        view = desk.view()
        on_disk = {
            cells["id"]: {name: cell for name, cell in cells.items() if cell}
            for table in ("events", "stakes", "quotes")
            for cells in cells_in(tmp_path, table)
        }
        written = {one["cells"]["id"]: one["cells"] for one in view["rows"] if one["written"]}
        assert written == on_disk
        assert len({one["uid"] for one in view["rows"]}) == len(view["rows"])
    assert problems_in(tmp_path) == []


def test_a_models_answer_joins_the_proposals_or_is_refused_with_its_reason(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    answer = (
        '[{"table": "stakes", "cells": {"holder": "Ivan Tavrin", "share": "12",'
        ' "date": "2014-04-23", "basis": "stated",'
        ' "evidence": "Ivan Tavrin owns 12 percent of VK"}},'
        ' {"table": "events", "cells": {"title": "Moon", "evidence": "The moon fell"}}]'
    )
    said = desk.do({"do": "answer", "text": f'{{"rows": {answer}}}'})
    assert said["said"] == "1 row proposed, 1 refused"
    assert "is not in the article" in said["refused"][0]
    by_model = [one for one in desk.view()["proposals"] if one["by"] == "model"]
    assert [one["cells"]["holder"] for one in by_model] == ["Ivan Tavrin"]
    assert "Ivan Tavrin" in desk.do({"do": "prompt"})["prompt"]


def test_a_mark_takes_what_stands_in_its_sentence(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    uid = done(desk, "mark", table="events", spans=[span(desk, "Boris Dobrodeev left the board")])
    event = row(desk, uid)
    assert event["cells"]["date"] == "2013-06-03"
    assert event["cells"]["title"] == "Boris Dobrodeev left the board"
    assert event["readings"]["date"] == "Monday 3 June 2013"
    assert event["rule"]
    uid = done(desk, "mark", table="stakes", spans=[span(desk, "Ivan Tavrin owns")])
    assert row(desk, uid)["cells"]["share"] == "12"


@pytest.mark.parametrize(
    ("marked", "text", "kind"),
    [
        ("I am out of Russia,", "I am out of Russia,", "direct"),
        ('"I have no plans to go back."', "I have no plans to go back.", "direct"),
        ("no plans", "no plans", "fragment"),
        ("the board met again", "the board met again", "indirect"),
    ],
)
def test_a_quote_is_what_is_marked_of_a_quotation(
    tmp_path: Path, marked: str, text: str, kind: str
) -> None:
    desk = a_blank_desk(tmp_path)
    cells = row(desk, done(desk, "mark", table="quotes", spans=[span(desk, marked)]))["cells"]
    assert (cells["text"], cells["kind"]) == (text, kind)
    assert len(cells_in(tmp_path, "quotes")) == 1


def test_why_little_is_proposed_is_said(tmp_path: Path) -> None:
    article = "---\ntitle: A\noutlet: B\nlanguage: zh\n---\n董事会在星期一开会。\n"
    desk = a_desk(tmp_path, article=article, events=(), stakes=(), quotes=())
    language, published = desk.view()["remarks"]
    assert "language zh: there are no rules for this language" in language
    assert published.startswith("published is blank")
