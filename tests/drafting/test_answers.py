"""A model's answer: read tolerantly, held strictly against the article, no row lost."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dateline.answer_checking import Checked, check_answer
from dateline.drafting.answers import read_answer
from dateline.drafting.prompting import answer_schema, prompt_of
from dateline.drafting.proposals import draft_story
from dateline.drafting.written import draft_json, draft_lines
from tests.drafting.test_proposals import story_of

EVENT = {
    "table": "events",
    "date": "2014-04-21",
    "date_words": "Monday",
    "title": "Runs aground",
    "category": "Ship",
    "status": "reported",
    "evidence": "On Monday the Annabel Lee ran aground.",
}
STAKE = {
    "table": "stakes",
    "holder": "Tolland Capital",
    "share": "9.8",
    "date": "2014-04-23",
    "basis": "stated",
    "evidence": "Tolland Capital holds 9.8 percent",
}
QUOTE = {
    "table": "quotes",
    "speaker": "Dora Venn",
    "text": "We are not in a hurry,",
    "kind": "direct",
    "evidence": "“We are not in a hurry,” said Dora Venn.",
}
ROWS = [EVENT, STAKE, QUOTE]
WHOLE = json.dumps({"rows": ROWS}, ensure_ascii=False)


def checked(folder: Path, *rows: dict[str, Any]) -> Checked:
    story = story_of(folder)
    answer = read_answer(json.dumps({"rows": rows}))
    made = check_answer(folder, story.article, answer)
    assert len(made.accepted) + len(made.refused) == len(rows)
    return made


@pytest.mark.parametrize(
    ("answer", "tables"),
    [
        (WHOLE, ["events", "stakes", "quotes"]),
        (f"Sure! Here it is:\n```json\n{WHOLE}\n```\nAsk me for more.",
         ["events", "stakes", "quotes"]),
        (WHOLE[:-40], ["events", "stakes"]),
        ("\n".join(json.dumps(row) for row in ROWS), ["events", "stakes", "quotes"]),
        (f"{WHOLE}\n{WHOLE}", ["events", "stakes", "quotes"]),
        (json.dumps({"events": [{k: v for k, v in EVENT.items() if k != "table"}]}), ["events"]),
        ("I cannot do that {really}.", []),
        ("{" * 5000, []),
        ('{"a":' * 3000, []),
    ],
)  # fmt: skip
def test_an_answer_is_read_whatever_stands_around_its_rows(answer: str, tables: list[str]) -> None:
    assert [row.table for row in read_answer(answer)] == tables


def test_rows_that_the_article_bears_out_are_accepted_as_by_a_model(tmp_path: Path) -> None:
    made = checked(tmp_path, *ROWS)
    assert [refused.reasons for refused in made.refused] == []
    assert [one.rule for one in made.accepted] == ["by a model"] * 3
    assert made.accepted[0].accepted()["date_note"] == "By a model."


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (EVENT | {"evidence": "On Monday the Annabel Lee ran ashore."},
         "evidence: On Monday the Annabel Lee ran ashore. is not in the article; nearest: "),
        (EVENT | {"date": "2014-04-20"},
         'date: 2014-04-20 does not follow from the evidence ("Monday" is 2014-04-21)'),
        (STAKE | {"share": "12"}, "share: 12 does not stand in the evidence"),
        (STAKE | {"holder": "Northgate"}, "holder: Northgate does not stand in the article"),
        (STAKE | {"date": "2013"},
         "date: 2013 does not follow from the evidence (no words for a time)"),
        (QUOTE | {"speaker": "Ralph Odgers"},
         "speaker: Ralph Odgers does not stand in the article"),
        (QUOTE | {"text": "We are in a hurry"}, "text: We are in a hurry is not within the row's"),
        (EVENT | {"status": "certain"}, "status: "),
        ({"table": "people", "evidence": "x"},
         '"people" is no table; it is events, stakes or quotes'),
    ],
)  # fmt: skip
def test_a_row_that_the_article_does_not_bear_out_is_refused_with_its_reason(
    tmp_path: Path, row: dict[str, Any], reason: str
) -> None:
    made = checked(tmp_path, row)
    assert made.accepted == ()
    (refused,) = made.refused
    assert refused.reasons[0].replace('"', "").startswith(reason.replace('"', ""))
    assert refused.row.cells["evidence"] == row["evidence"]


def test_a_coarser_date_than_the_words_give_is_accepted(tmp_path: Path) -> None:
    assert len(checked(tmp_path, EVENT | {"date": "2014-04"}).accepted) == 1


def test_what_is_no_column_is_named_in_the_rule(tmp_path: Path) -> None:
    (one,) = checked(tmp_path, EVENT | {"confidence": 0.9}).accepted
    assert one.rule == "by a model; ignored: confidence"


def test_refused_rows_are_listed_with_their_cells(tmp_path: Path) -> None:
    made = checked(tmp_path, QUOTE | {"speaker": "Ralph Odgers"})
    draft = draft_story(story_of(tmp_path)).joined(made.accepted, made.refused, ())
    assert "  because speaker: Ralph Odgers does not stand in the article" in draft_lines(draft)
    (refused,) = json.loads(draft_json(draft))["refused"]
    assert refused["cells"]["text"] == QUOTE["text"]


def test_the_prompt_holds_the_article_and_a_schema_that_good_answers_keep(tmp_path: Path) -> None:
    story = story_of(tmp_path)
    assert story.article.text in prompt_of(story.article)
    jsonschema.validate({"rows": ROWS}, answer_schema())


def test_what_no_file_can_hold_is_no_part_of_a_row() -> None:
    written = '{"table": "events", "title": "a\\ud83d\\u0000", "evidence": "b\\rc"}'
    (row,) = read_answer(written)
    assert (row.cells["title"], row.cells["evidence"]) == ("a\ufffd", "b\nc")
