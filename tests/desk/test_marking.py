"""Selected words to passages: verbatim, in whole words, unique, whatever the script."""

from pathlib import Path
from typing import Any

import pytest

from dateline.desk import Desk
from tests.desk.desks import a_desk, done, problems_in, row, span

HEAD = "---\ntitle: A\noutlet: B\nlanguage: {}\npublished: 2014-04-23\n---\n"


def a_desk_on(folder: Path, text: str, language: str = "en") -> Desk:
    head = HEAD.format(language)
    return a_desk(folder, article=head + text, events=(), stakes=(), quotes=())


def preview(desk: Desk, *spans: list[int]) -> list[dict[str, Any]]:
    answer = desk.do({"do": "preview", "table": "events", "spans": list(spans)})
    passages: list[dict[str, Any]] = answer["passages"]
    return passages


def test_words_are_taken_as_they_stand_without_the_blanks_at_their_edges(tmp_path: Path) -> None:
    desk = a_desk_on(tmp_path, "The board met. Nobody came.\n")
    start, end = span(desk, "met. ")
    assert preview(desk, [start, end]) == [
        {"start": 10, "end": 14, "words": "met.", "extended": False}
    ]


def test_a_word_that_is_cut_is_taken_whole(tmp_path: Path) -> None:
    desk = a_desk_on(tmp_path, "The board met. Nobody came.\n")
    (taken,) = preview(desk, span(desk, "oard me"))
    assert (taken["words"], taken["extended"]) == ("board met", True)


def test_words_that_occur_twice_are_extended_by_their_neighbours(tmp_path: Path) -> None:
    desk = a_desk_on(tmp_path, "The board met. The board left. Then all was quiet.\n")
    start, _ = span(desk, "board left")
    (taken,) = preview(desk, [start, start + 5])
    assert (taken["words"], taken["extended"]) == ("The board left.", True)


def test_a_selection_over_paragraphs_makes_a_passage_of_each(tmp_path: Path) -> None:
    desk = a_desk_on(tmp_path, "# A\n\nThe board met.\n\nNobody came.\n")
    start, end = span(desk, "met")[0], span(desk, "Nobody")[1]
    assert [one["words"] for one in preview(desk, [start, end])] == ["met.", "Nobody"]
    uid = done(desk, "mark", table="events", spans=[[start, end]])
    assert row(desk, uid)["cells"]["evidence"] == "met.\nNobody"


@pytest.mark.parametrize(
    ("text", "words", "taken"),
    [
        ("Ана сказала 😀 слово. И ушла.\n", "слово", "слово"),
        ("𝔸na met 😀😀 Bo. 𝔸ll left.\n", "Bo", "Bo"),
        ("董事会在星期一开会。没有人来。\n", "星期一", "星期一"),
        ("اجتمع المجلس يوم الاثنين. لم يحضر أحد.\n", "المجلس", "المجلس"),
        ("Cafe\u0301 Roma closed.\n", "Caf", "Cafe\u0301"),
        ("A family 👩\u200d👩\u200d👧 moved in.\n", "👩", "👩\u200d👩\u200d👧"),
        ("ราคาน้ำมันขึ้น และลง\n", "น้ำมัน", "น้ำมัน"),
    ],
)
def test_offsets_hold_in_any_script(tmp_path: Path, text: str, words: str, taken: str) -> None:
    desk = a_desk_on(tmp_path, text)
    (found,) = preview(desk, span(desk, words))
    units = desk.view()["article"]["text"].encode("utf-16-le")
    assert units[2 * found["start"] : 2 * found["end"]].decode("utf-16-le") == taken
    uid = done(desk, "mark", table="quotes", spans=[span(desk, words)])
    assert row(desk, uid)["passages"] == [
        {"start": found["start"], "end": found["end"], "words": taken}
    ]
    assert problems_in(tmp_path) == []


def test_more_words_are_added_to_a_row_and_taken_away(tmp_path: Path) -> None:
    desk = a_desk_on(tmp_path, "The board met. Nobody came. All was said.\n")
    uid = done(desk, "mark", table="quotes", spans=[span(desk, "Nobody came.")])
    done(desk, "mark", into=uid, spans=[span(desk, "The board")])
    assert row(desk, uid)["cells"]["evidence"] == "Nobody came.\nThe board"
    done(desk, "passages", uid=uid, passages=["The board", "Nobody came."])
    assert row(desk, uid)["cells"]["evidence"] == "The board\nNobody came."
