"""What an editor leaves out on purpose: read, no longer listed, and kept by every round trip."""

import io
import json
from pathlib import Path

import openpyxl

from dateline.checking import coverage_lines, report_object
from dateline.exporting import story_files, unpacked
from dateline.formats.csv_tables import make_csv
from dateline.formats.json_story import make_json, parse_json
from dateline.formats.xlsx_workbook import make_xlsx
from dateline.formatting import format_tables
from dateline.reading import read_story
from dateline.story import Story
from tests.story_files import a_stake, an_event, write_story

LEFT = {"evidence": "He left VK on Monday.", "reason": "Told elsewhere."}


def written(folder: Path, *rows: dict[str, str]) -> Story:
    reading = read_story(write_story(folder, left_out=rows))
    assert reading.story, reading.problems
    return reading.story


def test_a_story_needs_no_such_file(tmp_path: Path) -> None:
    story = read_story(write_story(tmp_path)).story
    assert story
    assert story.left_out.empty


def test_passages_and_reasons_are_read(tmp_path: Path) -> None:
    story = written(tmp_path, LEFT)
    (passage,) = story.left_out["evidence"][0]
    assert story.article.words(passage) == "He left VK on Monday."
    assert story.left_out["reason"].tolist() == ["Told elsewhere."]


def test_what_is_left_out_is_not_listed_as_left_and_is_no_evidence(tmp_path: Path) -> None:
    before = list(coverage_lines(read_story(write_story(tmp_path))))
    after = list(coverage_lines(read_story(write_story(tmp_path, left_out=[LEFT]))))
    assert after[0] == f"{before[0]}; 10 % is left out on purpose"
    assert '"Monday"' in before[1]
    assert after[1] == before[1].replace("5 dates", "4 dates").replace('"Monday", ', "")
    found = report_object(read_story(tmp_path), tmp_path)["coverage"]
    assert round(found["left_out_percent"]) == 10


def test_its_faults_are_reported_like_those_of_any_table(tmp_path: Path) -> None:
    rows = [{"evidence": "He left VK on Friday"}, {"reason": "none"}, {"evidence": "VK"}]
    write_story(tmp_path, left_out=rows)
    assert [str(problem) for problem in read_story(tmp_path).problems] == [
        'left_out.csv row 2 (line 2): evidence: "He left VK on Friday" is not in the article; '
        'nearest: "He left VK on Monday" ("Friday" where it has "Monday")',
        'left_out.csv row 3 (line 3): evidence: "" is blank; write words of the article, one '
        "passage per line, each found exactly once (the article's words that no row is to rest on)",
        'left_out.csv row 4 (line 4): evidence: "VK" is in the article 3 times; quote more words, '
        "so that it occurs once",
    ]


def test_words_that_are_left_out_and_support_a_row_are_asked_about(tmp_path: Path) -> None:
    write_story(tmp_path, left_out=[{"evidence": "Durov founded VK in 2006"}])
    assert [str(warning) for warning in read_story(tmp_path).warnings] == [
        "left_out.csv row 2 (line 2): evidence: the words are evidence of events.csv row 2, "
        "founding as well; remove one of the two"
    ]


def test_csv_and_json_bring_it_back(tmp_path: Path) -> None:
    story = written(tmp_path, LEFT, {"evidence": "Photo: Somebody"})
    back = tmp_path / "back"
    back.mkdir()
    for name, content in unpacked(make_csv(story).content).items():
        (back / name).write_bytes(content)
    for again in (read_story(back).story, parse_json(make_json(story).content)):
        assert again
        names = ["evidence", "reason"]
        assert again.left_out[names].to_dict("list") == story.left_out[names].to_dict("list")


def test_an_earlier_json_file_has_nothing_left_out(tmp_path: Path) -> None:
    content = json.loads(make_json(written(tmp_path, LEFT)).content)
    del content["left_out"]
    assert parse_json(json.dumps(content).encode()).left_out.empty


def test_a_story_without_it_is_exported_without_it(tmp_path: Path) -> None:
    story = read_story(write_story(tmp_path)).story
    assert story
    assert "left_out.csv" not in unpacked(make_csv(story).content)
    assert "left_out" not in openpyxl.load_workbook(io.BytesIO(make_xlsx(story).content))


def test_the_workbook_has_a_sheet_of_it(tmp_path: Path) -> None:
    story = written(tmp_path, LEFT)
    book = openpyxl.load_workbook(io.BytesIO(make_xlsx(story).content))
    assert [tuple(row) for row in book["left_out"].values] == [
        ("evidence", "reason"),
        ("He left VK on Monday.", "Told elsewhere."),
    ]


def test_fmt_rewrites_it_and_the_story_files_hold_it(tmp_path: Path) -> None:
    write_story(tmp_path, left_out="Reason;Evidence\nTold;He left VK on Monday.\n")
    table = next(t for t in format_tables(tmp_path) if t.file == "left_out.csv")
    assert table.content == b"evidence,reason\nHe left VK on Monday.,Told\n"
    assert "left_out.csv" in unpacked(story_files(tmp_path))


def test_its_rows_need_no_id(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event()], stakes=[a_stake()], left_out=[LEFT, LEFT | {
        "evidence": "Photo: Somebody"}])  # fmt: skip
    assert read_story(tmp_path).problems == ()
