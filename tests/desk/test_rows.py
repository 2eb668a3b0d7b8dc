"""Rows at the desk: cells, dates as people write them, ids, and rows as a whole."""

from pathlib import Path
from typing import Any

import pytest

from dateline.desk import Desk
from dateline.reading import read_story
from tests.desk.desks import (
    Clock,
    a_blank_desk,
    a_desk,
    cells_in,
    done,
    problems_in,
    row,
    span,
    uids,
    words_of,
)
from tests.story_files import a_quote, a_stake, an_event


def test_a_change_is_on_disk_in_canonical_form_when_it_is_done(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    done(desk, "edit", uid="events/founding", column="title", value="  Durov founds VK ")
    assert cells_in(tmp_path, "events")[0]["title"] == "Durov founds VK"
    assert b"\r" not in (tmp_path / "events.csv").read_bytes()


def test_half_a_row_adds_no_problem_to_the_files(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    done(desk, "edit", uid="events/founding", column="date", value="hmm")
    assert problems_in(tmp_path) == []
    assert cells_in(tmp_path, "events")[0]["date"] == "2006"
    again = row(Desk.open(tmp_path), "events/founding")
    assert again["cells"]["date"] == "hmm"
    assert not again["written"]


def test_a_problem_is_told_in_the_words_of_check_at_once(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    done(desk, "edit", uid="stakes/ucp", column="basis", value="known")
    (told,) = row(desk, "stakes/ucp")["problems"]
    write = (tmp_path / "stakes.csv").read_text().replace("stated", "known")
    (tmp_path / "stakes.csv").write_text(write)
    assert told["words"] == read_story(tmp_path).problems[0].message


def test_a_value_that_is_likely_meant_is_offered(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    done(desk, "edit", uid="events/founding", column="date", value="3/4/2014")
    (problem,) = row(desk, "events/founding")["problems"]
    assert [fix["value"] for fix in problem["fixes"]] == ["2014-03-04", "2014-04-03"]
    assert problem["fixes"][0] == {"label": "Use 2014-03-04", "value": "2014-03-04"}


def test_words_that_are_not_quite_the_articles_can_be_taken_from_it(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    words = "He left VK\nPavel Durow founded VK"
    done(desk, "edit", uid="events/founding", column="evidence", value=words)
    (problem,) = row(desk, "events/founding")["problems"]
    assert problem["fixes"][0]["value"] == "He left VK\nPavel Durov founded VK"


@pytest.mark.parametrize(
    ("typed", "edtf", "reading"),
    [
        ("3 April", "2014-04-03", "Thursday 3 April 2014, counted from publication"),
        ("early March", "2014-03", "March 2014, counted from publication"),
        ("between May and June", "[2014-05..2014-06]",
         "Between May 2014 and June 2014, counted from publication"),
        ("on Monday", "2014-04-21", "Monday 21 April 2014, counted from publication"),
        ("about 2006", "2006~", "About 2006"),
        ("after 3 May 2014", "[2014-05-04..]", "On or after 4 May 2014"),
        ("2006", "2006", "2006"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_a_person_writes_it(
    tmp_path: Path, typed: str, edtf: str, reading: str
) -> None:
    desk = a_desk(tmp_path)
    done(desk, "edit", uid="events/founding", column="date", value=typed)
    assert cells_in(tmp_path, "events")[0]["date"] == edtf
    assert row(desk, "events/founding")["readings"]["date"] == reading


def test_the_id_follows_the_title_until_the_row_is_finished(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    uid = done(desk, "add", table="events", cells={"status": "reported"})
    done(desk, "edit", uid=uid, column="title", value="The board meets")
    assert row(desk, uid)["cells"]["id"] == "the-board-meets"
    done(desk, "edit", uid=uid, column="category", value="Company")
    done(desk, "mark", into=uid, spans=[span(desk, "In May 2013 the board met")])
    done(desk, "edit", uid=uid, column="title", value="The board meets again")
    assert cells_in(tmp_path, "events")[0]["id"] == "the-board-meets-again"
    # Another row is in hand: this one is finished.
    done(desk, "add", table="events", cells={})
    done(desk, "edit", uid=uid, column="title", value="A meeting")
    assert cells_in(tmp_path, "events")[0]["id"] == "the-board-meets-again"


def test_an_id_that_a_person_wrote_follows_nothing(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    uid = done(desk, "add", table="events", cells={"title": "A meeting"})
    done(desk, "edit", uid=uid, column="id", value="talks")
    done(desk, "edit", uid=uid, column="title", value="The board meets")
    assert row(desk, uid)["cells"]["id"] == "talks"


def test_a_new_id_is_named_by_the_rows_that_contradict_it(tmp_path: Path) -> None:
    left = an_event(id="left", title="He leaves", evidence="He left VK", disputed_by="founding")
    desk = a_desk(tmp_path, events=[an_event(), left])
    assert row(desk, "events/founding")["rivals"] == [{"uid": "events/left", "words": "He leaves"}]
    done(desk, "edit", uid="events/founding", column="id", value="begun")
    assert [cells["id"] for cells in cells_in(tmp_path, "events")] == ["begun", "left"]
    assert cells_in(tmp_path, "events")[1]["disputed_by"] == "begun"
    done(desk, "delete", uid="events/founding")
    assert [cells["disputed_by"] for cells in cells_in(tmp_path, "events")] == [""]
    done(desk, "undo")
    assert cells_in(tmp_path, "events")[1]["disputed_by"] == "begun"


def test_an_id_that_is_cleared_and_written_anew_keeps_its_links(tmp_path: Path) -> None:
    left = an_event(id="left", title="He leaves", evidence="He left VK", disputed_by="founding")
    desk = a_desk(tmp_path, events=[an_event(), left])
    done(desk, "edit", uid="events/founding", column="id", value="")
    done(desk, "edit", uid="events/founding", column="id", value="b")
    assert [cells["id"] for cells in cells_in(tmp_path, "events")] == ["b", "left"]
    assert cells_in(tmp_path, "events")[1]["disputed_by"] == "b"


def test_rows_that_wait_for_each_other_come_into_their_table_together(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    cells = {"category": "Company", "status": "reported", "title": "One", "id": "one",
             "disputed_by": "other", "evidence": "He left VK"}  # fmt: skip
    one = done(desk, "add", table="events", cells=cells)
    assert words_of(desk, one, "disputed_by") == ['"other" is not the id of any row of events.csv']
    assert cells_in(tmp_path, "events") == []
    done(desk, "add", table="events", cells={**cells, "id": "other", "disputed_by": "one"})
    assert [cells["id"] for cells in cells_in(tmp_path, "events")] == ["one", "other"]


def test_a_row_that_would_give_another_a_problem_waits_and_says_so(tmp_path: Path) -> None:
    left = an_event(id="left", title="He leaves", evidence="He left VK", category="Power")
    desk = a_desk(tmp_path, events=[an_event(), left])
    done(desk, "edit", uid="events/founding", column="category", value="power")
    assert problems_in(tmp_path) == []
    (told,) = words_of(desk, "events/founding", "")
    assert told.startswith("waits, since it would give a problem: events.csv row 3")


def test_a_row_that_the_article_names_in_its_figures_is_not_lost(tmp_path: Path) -> None:
    article = (
        "---\ntitle: A\noutlet: B\nlanguage: en\nfigures: stake:ucp\n---\nUCP has 48 percent.\n"
    )
    stake = a_stake(evidence="UCP has 48 percent", date="2013")
    desk = a_desk(tmp_path, article=article, stakes=[stake], events=(), quotes=())
    done(desk, "delete", uid="stakes/ucp")
    assert problems_in(tmp_path) == []
    assert len(cells_in(tmp_path, "stakes")) == 1
    assert "is not the id of any row" in desk.view()["problems"][0]["words"]
    assert uids(Desk.open(tmp_path)) == []


def test_a_split_row_keeps_the_first_passages_and_a_quote_its_own_pieces(tmp_path: Path) -> None:
    quote = a_quote(
        text="I am out of Russia,\nI have no plans to go back.",
        evidence='"I am out of Russia,"\n"I have no plans to go back."',
    )
    desk = a_desk(tmp_path, quotes=[quote])
    new = done(desk, "split", uid="quotes/out", at=1)
    assert [cells["text"] for cells in cells_in(tmp_path, "quotes")] == [
        "I am out of Russia,",
        "I have no plans to go back.",
    ]
    done(desk, "join", uid="quotes/out", **{"with": new})
    assert cells_in(tmp_path, "quotes")[0]["evidence"] == quote["evidence"]
    assert len(cells_in(tmp_path, "quotes")) == 1
    assert "error" in desk.do({"do": "split", "uid": "quotes/out", "at": 2})


def test_a_copy_stands_behind_its_row_with_an_id_of_its_own(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, events=[an_event(), an_event(id="left", evidence="He left VK")])
    done(desk, "duplicate", uid="events/founding")
    ids = [cells["id"] for cells in cells_in(tmp_path, "events")]
    assert ids == ["founding", "founding-2", "left"]


def test_a_row_that_moves_says_what_stays_behind_and_undo_brings_it_back(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    answer = desk.do({"do": "move", "uid": "events/founding", "table": "quotes"})
    assert "title, category, status stay behind" in answer["said"]
    assert cells_in(tmp_path, "events") == []
    assert row(desk, answer["uid"])["cells"]["text"] == an_event()["evidence"]
    done(desk, "edit", uid=answer["uid"], column="kind", value="indirect")
    assert len(cells_in(tmp_path, "quotes")) == 2
    done(desk, "undo")
    done(desk, "undo")
    assert cells_in(tmp_path, "events")[0]["category"] == "Company"
    assert len(cells_in(tmp_path, "quotes")) == 1


def test_the_same_words_make_a_second_row(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    uid = done(desk, "also", uid="quotes/out", table="events")
    assert row(desk, uid)["table"] == "events"
    assert row(desk, uid)["cells"]["evidence"] == a_quote()["evidence"]


def test_keys_one_soon_after_the_other_are_one_step(tmp_path: Path) -> None:
    clock = Clock()
    desk = a_desk(tmp_path, clock)
    for typed in ("V", "VK", "VK b"):
        clock.now_s += 1
        done(desk, "edit", uid="events/founding", column="title", value=typed)
    clock.now_s += 10
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    done(desk, "undo")
    assert row(desk, "events/founding")["cells"]["title"] == "VK b"
    done(desk, "undo")
    assert row(desk, "events/founding")["cells"]["title"] == "VK is founded"
    assert desk.view()["undo"] is None


def test_300_steps_can_be_undone_and_done_again(tmp_path: Path) -> None:
    clock = Clock()
    desk = a_desk(tmp_path, clock)
    for number in range(300):
        clock.now_s += 10
        done(desk, "edit", uid="events/founding", column="summary", value=f"Number {number}")
    for _ in range(300):
        done(desk, "undo")
    assert "summary" not in row(desk, "events/founding")["cells"]
    for _ in range(300):
        done(desk, "redo")
    assert cells_in(tmp_path, "events")[0]["summary"] == "Number 299"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ({"do": "dance"}, "the desk does not know “dance”"),
        ({}, "the desk does not know “”"),
        ({"do": "edit", "uid": "events/none", "column": "title", "value": ""},
         "that row is no longer there"),
        ({"do": "edit", "uid": "events/founding", "column": "mood", "value": ""},
         "events.csv has no column mood"),
        ({"do": ["edit"]}, "the desk does not know"),
        ({"do": "edit", "uid": "events/founding"}, "“edit” needs text as “column”"),
        ({"do": "edit", "uid": "events/founding", "column": "title", "value": None},
         "“edit” needs text as “value”"),
        ({"do": "passages", "uid": "events/founding", "passages": "abc"},
         "“passages” needs a list of texts as “passages”"),
        ({"do": "passages", "uid": "events/founding", "passages": [1]},
         "“passages” needs a list of texts as “passages”"),
        ({"do": "split", "uid": "events/founding", "at": "1"},
         "“split” needs a whole number as “at”"),
        ({"do": "cells", "cells": [1]}, "“cells” needs a list as “cells”"),
        ({"do": "add", "table": "events", "cells": {"title": 1}},
         "“add” needs cells by column as “cells”"),
        ({"do": "mark", "table": "events", "spans": "x"}, "“mark” needs a list of places"),
        ({"do": "mark", "table": "events", "spans": [["0", 3]]}, "“mark” needs a whole number"),
        ({"do": "mark", "table": "events", "spans": [[1]]}, "“mark” needs a list of places"),
        ({"do": "mark", "table": "events", "spans": [[-5, 3]]}, "those places are not in the"),
        ({"do": "mark", "table": "events", "spans": [[0, 9999]]}, "those places are not in the"),
        ({"do": "mark", "table": "events", "spans": []}, "select words of the article"),
        ({"do": "move", "uid": "events/founding", "table": "plants"}, "“plants” is no table"),
        ({"do": "accept", "key": "none"}, "that proposal is no longer there"),
        ({"do": "undo"}, "there is nothing to be undone"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(tmp_path: Path, command: dict[str, Any], words: str) -> None:
    assert a_desk(tmp_path).do(command)["error"].startswith(words)


def test_what_is_not_used_yet_is_shown_whole_and_in_order(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    coverage = desk.view()["coverage"]
    text = desk.view()["article"]["text"]
    left = [(one["kind"], text[one["start"] : one["end"]]) for one in coverage["unused"]]
    assert coverage["used"] == 0
    assert left == [
        ("date", "2006"),
        ("date", "Monday"),
        ("number", "48 percent"),
        ("date", "April 2013"),
        ("number", "12 percent"),
        ("quote", '"I am out of Russia,"'),
        ("date", "Tuesday"),
        ("quote", '"I have no plans to go back."'),
        ("date", "May 2013"),
        ("date", "3 June 2013"),
    ]
    done(desk, "mark", table="events", spans=[span(desk, "In May 2013 the board met")])
    assert desk.view()["coverage"]["used"] > 0
    assert len(desk.view()["coverage"]["unused"]) == len(left) - 1


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("half \ud83d, whole \ud83d\ude00", "half \ufffd, whole 😀"),
        ("two\r\nlines\rand more", "two\nlines\nand more"),
        ("nul \0, bell \a, escape \x1b[1m", "nul , bell , escape [1m"),
    ],
)
def test_what_no_file_can_hold_is_not_written(tmp_path: Path, typed: str, written: str) -> None:
    desk = a_desk(tmp_path)
    done(desk, "edit", uid="events/founding", column="summary", value=typed)
    assert cells_in(tmp_path, "events")[0]["summary"] == written
    assert problems_in(tmp_path) == []
    uid = done(desk, "add", table="events", cells={"title": typed})
    assert row(Desk.open(tmp_path), uid)["cells"]["title"] == written


def test_what_two_windows_write_into_one_cell_is_shown(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    edit = {"do": "edit", "uid": "events/founding", "column": "title"}
    for window, typed in (
        ("a", "VK b"),
        ("b", "The fo"),
        ("a", "VK begins"),
        ("b", "The founding"),
    ):
        assert "error" not in desk.do({**edit, "value": typed, "window": window})
    shown = row(desk, "events/founding")
    assert (shown["cells"]["title"], shown["theirs"]) == ("The founding", {"title": "VK begins"})


def test_what_one_window_writes_after_another_is_no_conflict(tmp_path: Path) -> None:
    clock = Clock()
    desk = a_desk(tmp_path, clock)
    edit = {"do": "edit", "uid": "events/founding", "column": "title"}
    desk.do({**edit, "value": "VK begins", "window": "a"})
    clock.now_s += 100
    desk.do({**edit, "value": "The founding", "window": "b"})
    assert "theirs" not in row(desk, "events/founding")


def test_many_cells_and_new_rows_are_one_step(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    answer = desk.do({
        "do": "cells",
        "cells": [{"uid": "events/founding", "column": "summary", "value": "Pasted."}],
        "rows": [{"table": "events", "cells": {"title": f"Row {n}"}} for n in range(100)],
    })  # fmt: skip
    assert answer["said"] == "Change of 1 cell and 100 new rows"
    assert len(uids(desk, "events")) == 101
    done(desk, "undo")
    assert uids(desk, "events") == ["events/founding"]
    assert "summary" not in row(desk, "events/founding")["cells"]


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        (
            "zh",
            "2024年6月10日,董事会出售60%的股份,即百分之六十。",
            ["2024年6月10日", "60%", "百分之六十"],
        ),
        (
            "ar",
            "في 3 أبريل 2024 باع المجلس 40 في المئة من الأسهم.",
            ["3 أبريل 2024", "40 في المئة"],
        ),
        ("es", "El 3 de abril 2024 vendió el 40%.", ["3 de abril 2024", "40%"]),
    ],
)  # fmt: skip
def test_what_is_not_used_yet_is_known_without_rules_for_the_language(
    tmp_path: Path, language: str, text: str, left: list[str]
) -> None:
    article = f"---\ntitle: A\noutlet: B\nlanguage: {language}\n---\n{text}\n"
    view = a_desk(tmp_path, article=article, events=(), stakes=(), quotes=()).view()
    unused = view["coverage"]["unused"]
    assert [view["article"]["text"][one["start"] : one["end"]] for one in unused] == left
