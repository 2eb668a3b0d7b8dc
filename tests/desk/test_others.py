"""Others at the same files: a text editor, a spreadsheet, a second desk, and a broken edit."""

from pathlib import Path

import pytest

from dateline.desk import Desk
from dateline.desk.rows import NAMES_OF
from dateline.story import EVENTS
from tests.desk.desks import (
    Clock,
    a_desk,
    cells_in,
    done,
    problems_in,
    row,
    uids,
    write_cells,
)
from tests.story_files import a_stake, a_table, an_event, change

EDIT = {"do": "edit", "uid": "events/founding", "column": "title", "value": "VK begins"}
LEFT = an_event(id="left", title="He leaves", evidence="He left VK")


def test_what_others_write_is_seen_and_what_is_written_here_stays(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, events=[an_event(), LEFT])
    change(tmp_path / "events.csv", "He leaves", "Durov leaves")
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    assert [c["title"] for c in cells_in(tmp_path, "events")] == ["VK begins", "Durov leaves"]
    assert row(desk, "events/left")["cells"]["title"] == "Durov leaves"
    assert not desk.refresh()


def test_two_cells_of_one_row_are_both_kept(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    change(tmp_path / "events.csv", "2006", "2007")
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    (event,) = cells_in(tmp_path, "events")
    assert (event["title"], event["date"]) == ("VK begins", "2007")


def test_a_cell_that_both_change_keeps_ours_and_shows_theirs(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    change(tmp_path / "events.csv", "VK is founded", "VK opens")
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    assert cells_in(tmp_path, "events")[0]["title"] == "VK begins"
    assert row(desk, "events/founding")["theirs"] == {"title": "VK opens"}
    done(desk, "take_theirs", uid="events/founding", column="title")
    assert cells_in(tmp_path, "events")[0]["title"] == "VK opens"
    assert "theirs" not in row(desk, "events/founding")


def test_an_edit_over_a_value_that_has_just_come_shows_that_value(tmp_path: Path) -> None:
    """The page may not have shown it yet, or the person may have been typing."""
    desk = a_desk(tmp_path)
    change(tmp_path / "events.csv", "VK is founded", "VK opens")
    assert desk.refresh()
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    assert row(desk, "events/founding")["theirs"] == {"title": "VK opens"}
    done(desk, "keep_ours", uid="events/founding", column="title")
    assert "theirs" not in row(desk, "events/founding")


def test_an_old_copy_that_is_saved_over_ours_leaves_our_words_in_sight(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, events=[an_event(), LEFT])
    old = cells_in(tmp_path, "events")
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    old[1]["title"] = "Durov leaves"
    write_cells(tmp_path, "events", old)
    assert desk.refresh()
    # The files are the truth.
    assert row(desk, "events/founding")["cells"]["title"] == "VK is founded"
    assert row(desk, "events/founding")["theirs"] == {"title": "VK begins"}
    assert row(desk, "events/left")["cells"]["title"] == "Durov leaves"


def test_rows_that_others_add_remove_and_reorder_are_followed(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, events=[an_event(), LEFT])
    met = an_event(id="met", title="A meeting", evidence="In May 2013 the board met")
    (tmp_path / "events.csv").write_text(a_table(EVENTS, [met, LEFT]))
    assert desk.refresh()
    assert uids(desk, "events") == ["events/met", "events/left"]
    (tmp_path / "events.csv").write_text(a_table(EVENTS, [LEFT, met]))
    assert desk.refresh()
    assert uids(desk, "events") == ["events/left", "events/met"]


def test_an_id_that_others_change_is_still_the_same_row(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    change(tmp_path / "events.csv", "founding", "vk-founded")
    assert desk.refresh()
    assert row(desk, "events/founding")["cells"]["id"] == "vk-founded"


def test_undo_takes_back_ours_and_keeps_what_others_changed(tmp_path: Path) -> None:
    clock = Clock()
    desk = a_desk(tmp_path, clock)
    done(desk, "cells", cells=[
        {"uid": "events/founding", "column": "title", "value": "VK begins"},
        {"uid": "events/founding", "column": "summary", "value": "In 2006."},
    ])  # fmt: skip
    change(tmp_path / "events.csv", "VK begins", "VK opens")
    answer = desk.do({"do": "undo"})
    assert answer["said"].endswith("; what others changed since is kept")
    (event,) = cells_in(tmp_path, "events")
    assert (event["title"], event["summary"]) == ("VK opens", "")


def test_a_value_of_others_between_two_keys_is_what_undo_brings_back(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    done(desk, "edit", uid="events/founding", column="title", value="VK b")
    change(tmp_path / "events.csv", "VK b", "VK opens")
    desk.refresh()
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    done(desk, "undo")
    assert cells_in(tmp_path, "events")[0]["title"] == "VK opens"


def test_of_two_rows_with_one_id_each_keeps_its_own_words(tmp_path: Path) -> None:
    two = an_event(title="Another", evidence="He left VK")
    desk = a_desk(tmp_path, events=[an_event(), two])
    before = problems_in(tmp_path)
    done(desk, "edit", uid=uids(desk, "events")[1], column="summary", value="Of the second.")
    assert problems_in(tmp_path) == before
    again = Desk.open(tmp_path)
    one, other = (row(again, uid)["cells"] for uid in uids(again, "events"))
    assert (one["title"], one.get("summary")) == ("VK is founded", None)
    assert (other["title"], other["summary"]) == ("Another", "Of the second.")


def test_a_row_that_others_removed_is_not_brought_back_by_undo(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, events=[an_event(), LEFT])
    done(desk, "edit", uid="events/left", column="title", value="Away")
    (tmp_path / "events.csv").write_text(a_table(EVENTS, [an_event()]))
    done(desk, "undo")
    assert uids(desk, "events") == ["events/founding"]


def test_a_row_changed_here_and_removed_elsewhere_stays(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, events=[an_event(), LEFT])
    done(desk, "edit", uid="events/left", column="date", value="hmm")
    (tmp_path / "events.csv").write_text(a_table(EVENTS, [an_event()]))
    assert desk.refresh()
    assert row(desk, "events/left")["cells"]["date"] == "hmm"
    done(desk, "edit", uid="events/left", column="date", value="2014")
    assert [cells["id"] for cells in cells_in(tmp_path, "events")] == ["founding", "left"]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (b'id,title,category,status,evidence\n"founding,VK\n', "close each quotation mark"),
        (b"\xff\xfeid", "events.csv"),
        (b"id,titel,category,status,evidence\na,b,c,reported,d\n", "is not a column"),
        (b"id,title,category,status,evidence\na,b,c,reported,d,e,f\n", "has 7 cells"),
        (b"PK\x03\x04", "is a workbook"),
    ],
)
def test_a_table_that_cannot_be_read_whole_is_never_written(
    tmp_path: Path, broken: bytes, told: str
) -> None:
    desk = a_desk(tmp_path)
    good = (tmp_path / "events.csv").read_bytes()
    (tmp_path / "events.csv").write_bytes(broken)
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    done(desk, "edit", uid="stakes/ucp", column="note", value="As printed.")
    assert (tmp_path / "events.csv").read_bytes() == broken
    assert cells_in(tmp_path, "stakes")[0]["note"] == "As printed."
    (shown,) = desk.view()["unreadable"]
    assert shown["file"] == "events.csv"
    assert told in shown["words"]
    assert row(desk, "events/founding")["cells"]["title"] == "VK begins"
    # Mended, it takes what was typed meanwhile.
    (tmp_path / "events.csv").write_bytes(good)
    desk.refresh()
    assert desk.view()["unreadable"] == []
    assert cells_in(tmp_path, "events")[0]["title"] == "VK begins"


def test_what_was_typed_for_a_broken_table_outlives_the_desk(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    good = (tmp_path / "events.csv").read_bytes()
    (tmp_path / "events.csv").write_bytes(b'id,"')
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    again = Desk.open(tmp_path)
    (tmp_path / "events.csv").write_bytes(good)
    again.refresh()
    assert cells_in(tmp_path, "events")[0]["title"] == "VK begins"


def test_a_column_that_the_format_does_not_know_is_kept(tmp_path: Path) -> None:
    table = "mood,id,date,title,category,status,evidence\nglad,founding,2006,Begins,Company," \
            "reported,Pavel Durov founded VK\n"  # fmt: skip
    desk = a_desk(tmp_path, events=table)
    before = problems_in(tmp_path)
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    (event,) = cells_in(tmp_path, "events")
    assert (event["mood"], event["title"]) == ("glad", "VK begins")
    assert list(event) == [*NAMES_OF["events"], "mood"]
    assert problems_in(tmp_path) == before
    assert desk.view()["unreadable"] == []


def test_rows_that_are_not_valid_yet_are_kept_until_they_are_mended(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, events=[an_event(date="soon", status="so"), LEFT])
    before = (tmp_path / "events.csv").read_bytes()
    done(desk, "edit", uid="events/founding", column="date", value="2006")
    assert (tmp_path / "events.csv").read_bytes() == before
    done(desk, "edit", uid="events/left", column="title", value="Away")
    assert cells_in(tmp_path, "events")[0]["date"] == "soon"
    done(desk, "edit", uid="events/founding", column="status", value="reported")
    assert problems_in(tmp_path) == []


def test_a_spreadsheets_file_is_read_and_then_written_as_fmt_does(tmp_path: Path) -> None:
    stakes = a_table_of_a_spreadsheet()
    desk = a_desk(tmp_path, stakes=stakes)
    assert row(desk, "stakes/ucp")["cells"]["share"] == "48.5"
    assert (tmp_path / "stakes.csv").read_bytes() == stakes
    done(desk, "edit", uid="stakes/ucp", column="note", value="As printed.")
    assert cells_in(tmp_path, "stakes")[0]["share"] == "48.5"
    assert problems_in(tmp_path) == []


def a_table_of_a_spreadsheet() -> bytes:
    stake = a_stake(share="48,5")
    names = list(stake)
    cells = ";".join(stake[name] for name in names)
    return b"\xef\xbb\xbf" + f"{';'.join(names)}\r\n{cells}\r\n".encode()


def test_two_desks_on_one_folder_see_each_others_rows(tmp_path: Path) -> None:
    one = a_desk(tmp_path)
    two = Desk.open(tmp_path, Clock())
    uid = done(one, "add", table="events", cells={"title": "A plan"})
    assert two.refresh()
    assert row(two, uid)["cells"]["title"] == "A plan"
    done(two, "edit", uid=uid, column="title", value="A better plan")
    done(one, "edit", uid=uid, column="category", value="Company")
    assert row(one, uid)["cells"]["title"] == "A better plan"
    two.refresh()
    done(two, "cells", cells=[
        {"uid": uid, "column": "status", "value": "planned"},
        {"uid": uid, "column": "evidence", "value": "I have no plans to go back"},
    ])  # fmt: skip
    one.refresh()
    assert [row(desk, uid)["written"] for desk in (one, two)] == [True, True]
    assert len(uids(one, "events")) == len(uids(two, "events")) == 2


def test_an_unfinished_file_that_cannot_be_read_is_put_aside(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    (tmp_path / "unfinished.json").write_text('{"rows": [{"half')
    assert Desk.open(tmp_path).view()["unreadable"] == []
    assert (tmp_path / "unfinished-1.json").read_text() == '{"rows": [{"half'
    assert desk.do({"do": "edit", "uid": "events/founding", "column": "date", "value": "x"})


def test_a_missing_table_comes_with_the_first_row(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, quotes=None)
    assert "is missing" in desk.view()["problems"][0]["words"]
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    assert (tmp_path / "quotes.csv").exists()
    assert problems_in(tmp_path) == []


def test_the_folder_may_go_and_come_back(tmp_path: Path) -> None:
    folder, away = tmp_path / "story", tmp_path / "away"
    desk = a_desk(folder)
    folder.rename(away)
    assert not desk.refresh()
    answer = desk.do(EDIT)
    assert answer["error"] == f"Not saved: {folder} is not there"
    away.rename(folder)
    assert desk.refresh()
    assert cells_in(folder, "events")[0]["title"] == "VK begins"
    assert desk.view()["unsaved"] == ""


def test_a_table_that_goes_and_comes_back_has_the_rows_that_it_had(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    content = (tmp_path / "events.csv").read_bytes()
    (tmp_path / "events.csv").unlink()
    desk.refresh()
    assert uids(desk, "events") == []
    (tmp_path / "events.csv").write_bytes(content)
    desk.refresh()
    assert uids(desk, "events") == ["events/founding"]


def test_a_row_of_others_with_the_id_of_one_that_moved_is_a_row_of_its_own(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    stakes = (tmp_path / "stakes.csv").read_bytes()
    uid = done(desk, "move", uid="stakes/ucp", table="quotes")
    done(desk, "edit", uid=uid, column="kind", value="indirect")
    done(desk, "edit", uid=uid, column="date", value="hmm")
    (tmp_path / "stakes.csv").write_bytes(stakes)
    again = Desk.open(tmp_path)
    assert [len(uids(again, table)) for table in ("stakes", "quotes")] == [1, 2]
    done(again, "edit", uid=uid, column="date", value="2014")
    assert (tmp_path / "stakes.csv").read_bytes() == stakes


def test_an_unfinished_version_of_a_row_without_an_id_is_not_a_second_row(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, events=[an_event(id="")])
    (uid,) = uids(desk, "events")
    done(desk, "edit", uid=uid, column="title", value="VK begins")
    again = Desk.open(tmp_path)
    assert uids(again, "events") == [uid]
    done(again, "edit", uid=uid, column="id", value="begun")
    assert [cells["title"] for cells in cells_in(tmp_path, "events")] == ["VK begins"]
