"""An article to proposals: what a row rests on, what is blank, what is not proposed again."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from dateline.drafting.proposals import Proposal, draft_story
from dateline.formatting import table_bytes
from dateline.passages import find_all
from dateline.reading import load_story
from dateline.story import SCHEMAS, Story
from scripts.bench_draft import ARTICLES, Tally, found_in, labelled, measure

BODY = """# A ferry and its owners

On Monday the Annabel Lee ran aground. Two days later she was towed.

Tolland Capital holds 9.8 percent of the line. The ship sails in May.

“We are not in a hurry,” said Dora Venn.
"""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafting opens no socket."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket is opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def story_of(
    folder: Path,
    body: str = BODY,
    published: str = "2014-04-23",
    language: str = "en",
    **tables: str,
) -> Story:
    facts = f"title: A\noutlet: B\nlanguage: {language}\npublished: {published}\nsubject: C\n"
    head = f"---\n{facts}---\n\n"
    (folder / "article.md").write_text(head + body, encoding="utf-8")
    for schema in SCHEMAS:
        header = ",".join(schema.names) + "\n"
        (folder / schema.file).write_text(header + tables.get(schema.rows, ""), encoding="utf-8")
    return load_story(folder)


def of_table(story: Story, table: str) -> list[Proposal]:
    return [one for one in draft_story(story).proposals if one.table == table]


def test_an_event_has_its_date_its_words_and_its_sentence(tmp_path: Path) -> None:
    first = of_table(story_of(tmp_path), "events")[0]
    assert first.cells == {
        "id": "the-annabel-lee-ran-aground",
        "date": "2014-04-21",
        "date_words": "Monday",
        "title": "The Annabel Lee ran aground",
        "category": "Events",
        "actors": "Annabel Lee",
        "status": "reported",
        "evidence": "On Monday the Annabel Lee ran aground.",
    }
    assert first.reason == "Monday before 23 April 2014; could be 2014-04-14."


def test_a_line_of_where_and_when_it_was_published_is_no_event(tmp_path: Path) -> None:
    body = (
        "# A ferry\n\nThe Post, 23 April 2014\n\nOn 23 April 2014 the ferry sailed for the isles.\n"
    )
    titles = [one.cells["title"] for one in of_table(story_of(tmp_path, body), "events")]
    assert titles == ["The ferry sailed for the isles"]


@pytest.mark.parametrize(
    "line", ["By Ann Ford, 21 April 2014", "22 April 2014 | Updated 23 April 2014", "Monday 3 May"]
)
def test_a_line_before_the_first_sentence_is_no_event(tmp_path: Path, line: str) -> None:
    body = f"# A ferry\n\n{line}\n\nThe ferry sailed in 2012.\n"
    events = of_table(story_of(tmp_path, body), "events")
    assert [one.cells["date_words"] for one in events] == ["2012"]


def test_the_day_on_which_a_report_was_sent_is_no_event(tmp_path: Path) -> None:
    body = "# A ferry\n\nMARLOW, April 22 (Wire) — The ferry sailed in 2012.\n"
    events = of_table(story_of(tmp_path, body), "events")
    assert [one.cells["date_words"] for one in events] == ["2012"]


def test_a_sentence_without_a_space_has_a_title(tmp_path: Path) -> None:
    body = "# 船\n\n2022年5月14日" + "船" * 80 + "。\n"
    (event,) = of_table(story_of(tmp_path, body, language="zh"), "events")
    assert event.cells["title"] == "2022年5月14日" + "船" * 50 + "…"


def test_a_chinese_sentence_is_the_evidence(tmp_path: Path) -> None:
    body = "# 船\n\n公司成立于1971年。他走了。\n"
    story = story_of(tmp_path, body, language="zh")
    (event,) = of_table(story, "events")
    assert event.cells["evidence"] == "公司成立于1971年。"


def test_a_time_that_counts_from_another_is_blank_and_names_the_date_before(
    tmp_path: Path,
) -> None:
    later = of_table(story_of(tmp_path), "events")[1]
    assert "date" not in later.cells
    assert later.rule == (
        "counts from another event, which the words do not name; "
        'the nearest date before is "Monday" (2014-04-21)'
    )


def test_a_share_that_is_so_now_is_dated_by_publication(tmp_path: Path) -> None:
    (stake,) = of_table(story_of(tmp_path), "stakes")
    assert (stake.cells["holder"], stake.cells["share"], stake.cells["date"]) == (
        "Tolland Capital", "9.8", "2014-04-23",
    )  # fmt: skip
    assert stake.rule == (
        "holder: subject of the holding; date: publication, since the sentence says what is so now"
    )


def test_the_share_before_a_change_is_a_row_without_a_date(tmp_path: Path) -> None:
    body = "Tolland Capital holds 12 percent of it, down from 18 percent."
    now, before = of_table(story_of(tmp_path, body), "stakes")
    assert (now.cells["share"], now.cells["date"]) == ("12", "2014-04-23")
    assert (before.cells["share"], before.cells["holder"]) == ("18", "Tolland Capital")
    assert "date" not in before.cells
    assert before.rule == (
        "holder: the holder of the share before, which changed; "
        "date: not said, of a share before a change"
    )


def test_a_stake_that_is_sold_without_a_number_has_a_note_and_no_share(tmp_path: Path) -> None:
    body = "Ana Bell sold her stake in the mill to Norse Capital."
    (stake,) = of_table(story_of(tmp_path, body), "stakes")
    assert stake.cells["holder"] == "Norse Capital"
    assert "share" not in stake.cells
    assert stake.cells["note"] == "The article doesn't say how large a share changed hands."


def test_an_accepted_proposal_keeps_its_rule_in_a_note(tmp_path: Path) -> None:
    proposals = draft_story(story_of(tmp_path)).proposals
    notes = {one.table: one.accepted() for one in proposals[::-1]}
    assert notes["events"]["date_note"] == "Monday before 23 April 2014; could be 2014-04-14."
    assert notes["quotes"]["note"] == "Verb of saying and name beside the words."


def test_every_proposal_rests_on_words_that_occur_once(tmp_path: Path) -> None:
    story = story_of(tmp_path, BODY + "\nIt rained on Monday. It rained on Monday.\n")
    for one in draft_story(story).proposals:
        assert len(find_all(story.article.text, one.cells["evidence"])) == 1


def test_a_quote_over_two_paragraphs_rests_on_a_passage_in_each(tmp_path: Path) -> None:
    body = "“We have fought.\n\n“Now somebody must build,” said Omar Haddad.\n"
    (quote,) = of_table(story_of(tmp_path, body), "quotes")
    assert quote.cells["evidence"] == "We have fought.\nNow somebody must build,"


def test_accepted_proposals_load_and_leave_nothing_to_propose(tmp_path: Path) -> None:
    tables: dict[str, str] = {}
    for schema in SCHEMAS:
        rows = [
            [one.accepted().get(name, "") for name in schema.names]
            for one in draft_story(story_of(tmp_path)).proposals
            if one.table == schema.rows
        ]
        content = table_bytes(schema.names, rows).decode("utf-8")
        tables[schema.rows] = content.partition("\n")[2]
    assert draft_story(story_of(tmp_path, **tables)).proposals == ()


def test_what_a_row_rests_on_is_not_proposed_again(tmp_path: Path) -> None:
    row = "aground,2014-04-21,Monday,,Runs aground,,Ship,,reported,,,,,On Monday the Annabel Lee,\n"
    story = story_of(tmp_path, events=row)
    assert [one.cells["date_words"] for one in of_table(story, "events")] == [
        "Two days later",
        "May",
    ]


def test_what_is_left_out_on_purpose_is_not_proposed(tmp_path: Path) -> None:
    story_of(tmp_path)
    left_out = 'evidence,reason\n"“We are not in a hurry,”",An advertisement\n'
    (tmp_path / "left_out.csv").write_text(left_out, encoding="utf-8")
    assert of_table(load_story(tmp_path), "quotes") == []


def test_without_a_day_of_publication_the_draft_says_what_is_missing(tmp_path: Path) -> None:
    made = draft_story(story_of(tmp_path, published=""))
    assert made.remarks == (
        "published is blank: times that count from it are proposed without a date",
    )
    assert all("date" not in one.cells for one in made.proposals)


def test_an_article_of_one_word_has_no_proposals(tmp_path: Path) -> None:
    assert draft_story(story_of(tmp_path, "Rain\n")).proposals == ()


def test_the_shipped_story_has_a_row_for_everything_that_is_found() -> None:
    root = Path(__file__).resolve().parents[2]
    assert draft_story(load_story(root)).proposals == ()


@pytest.fixture(scope="module")
def tally() -> Tally:
    return measure(seen=True)


def rate(tally: Tally, part: str, whole: str) -> float:
    return tally.counts[part] / tally.counts[whole]


def test_the_dates_of_the_seen_articles_are_found_and_no_day_is_invented(tally: Tally) -> None:
    assert rate(tally, "dates matched", "dates found") >= 0.90
    assert rate(tally, "dates matched", "dates labelled") >= 0.80
    assert rate(tally, "dates edtf right", "dates matched") >= 0.80
    assert tally.counts["days invented"] == 0


def test_the_quotes_of_the_seen_articles_are_found_with_few_wrong_speakers(tally: Tally) -> None:
    assert rate(tally, "quotes matched", "quotes labelled") >= 0.97
    assert rate(tally, "quotes matched", "quotes found") >= 0.95
    assert rate(tally, "quotes speaker right", "quotes matched") >= 0.60
    assert rate(tally, "quotes speaker wrong", "quotes matched") <= 0.10


def test_the_stakes_of_the_seen_articles_are_found_with_few_wrong_holders(tally: Tally) -> None:
    assert rate(tally, "stakes matched", "stakes found") >= 0.85
    assert rate(tally, "stakes matched", "stakes labelled") >= 0.80
    assert rate(tally, "stakes holder wrong", "stakes matched") <= 0.10


def test_labels_and_findings_lead_to_their_words() -> None:
    for name, text, labels in [*labelled(seen=True), *labelled(seen=False)]:
        for one in (labels, found_in(text, labels)):
            for found in (*one["dates"], *one["stakes"]):
                assert text[found["start"] : found["end"]] == found["words"], name


def test_at_least_four_articles_are_unseen() -> None:
    seen = [json.loads(p.read_text("utf-8"))["seen"] for p in ARTICLES.glob("*.json")]
    assert len(seen) == len(list(ARTICLES.glob("*.txt")))
    assert seen.count(False) >= 4
