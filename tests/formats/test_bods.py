"""bods: each statement matches the standard's own schemas; no type and no day is invented."""

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from dateline.formats.bods import make_bods
from dateline.reading import load_story
from dateline.story import Story, records
from tests.drawn_stories import stories
from tests.formats.hostile import ARABIC, SCRIPT, bare_story, hostile_story
from tests.story_files import a_stake, an_article, write_story

SCHEMAS = Path(__file__).parent / "schemas" / "bods-0.4"
NOW = dt.datetime(2020, 5, 17, 12, 30, tzinfo=dt.UTC)


@cache
def validator() -> Draft202012Validator:
    read = [json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")]
    registry: Registry[Any] = Registry().with_resources(
        [(schema["$id"], Resource.from_contents(schema)) for schema in read]
    )
    (statement,) = (schema for schema in read if schema["$id"] == "urn:statement")
    return Draft202012Validator(
        statement, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def statements(story: Story) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(make_bods(story, now=NOW).content)
    assert [error.message for error in validator().iter_errors(found)] == []
    return found


def check(story: Story) -> dict[str, dict[str, Any]]:
    """What is true of every file; return the statement of each stake by the stake's id."""
    found = statements(story)
    left_out = make_bods(story, now=NOW).left_out("stakes")
    kept = [row for row in records(story.stakes) if row["id"] not in left_out]
    subjects = [s for s in found if s["recordType"] == "entity"]
    assert len(subjects) == bool(kept)
    assert len({s["statementId"] for s in found}) == len(found)
    assert {s["declarationSubject"] for s in found} <= {s["recordId"] for s in subjects}
    by_record: dict[str, list[dict[str, Any]]] = {}
    relations = []
    for statement in found:
        if statement["recordType"] == "relationship":
            before = by_record.setdefault(statement["recordId"], [])
            # Each record begins once, and nothing follows its end.
            assert (statement["recordStatus"] == "new") == (not before)
            assert [s for s in before if s["recordStatus"] == "closed"] == []
            before.append(statement)
            if not any("Ended by" in note["description"] for note in statement["annotations"]):
                relations.append(statement)
        ids = {s["statementId"] for s in found}
        said = " ".join(note["description"] for note in statement["annotations"])
        assert set(re.findall(r"statementId (\S+)\.", said)) <= ids
    assert len(relations) == len(kept)
    by_id = {}
    for row in kept:
        share = row["share"]
        wanted = None
        if share:
            exact, strict = {"exact": share.low}, "exclusiveM" if share.is_strict else "m"
            both = {"minimum": share.low, "maximum": share.high}
            wanted = {
                "low": {f"{strict}inimum": share.low},
                "high": {f"{strict}aximum": share.high},
                "both": exact if share.low == share.high else both,
            }[share.given]
        earliest = row["date"].earliest
        start = earliest.isoformat() if earliest else None
        by_id[row["id"]] = relation = next(
            relation for relation in relations
            if relation["recordDetails"]["interests"][0].get("share") == wanted
            and relation["recordDetails"]["interests"][0].get("startDate") == start
            and any(f"(EDTF {row['date'].edtf})" in n["description"]
                    for n in relation["annotations"])
        )  # fmt: skip
        relations.remove(relation)
    return by_id


def test_the_schemas_refuse_what_the_standard_refuses(published: Story) -> None:
    found = statements(published)
    found[1]["recordDetails"]["interests"][0]["startDate"] = "2014-04"
    found[2]["recordDetails"]["interestedParty"] = {"reason": "secret"}
    del found[3]["statementDate"]
    messages = [error.message for error in validator().iter_errors(found)]
    assert any("'2014-04' is not a 'date'" in message for message in messages)
    assert any("statementDate" in message for message in messages)
    assert len(messages) == 3


@given(stories())
def test_every_stake_is_a_statement_or_is_reported(story: Story) -> None:
    check(story)
    made = make_bods(story, now=NOW)
    assert made.left_out("stakes") == set(story.stakes.loc[story.stakes["background"], "id"])
    assert made.left_out("events") == set(story.events["id"])
    assert made.left_out("quotes") == set(story.quotes["id"])


def test_the_shipped_story(published: Story) -> None:
    relations = check(published)
    together = relations[published.stakes["id"][1]]
    assert together["recordDetails"]["interestedParty"] == {
        "reason": "informationUnknownToPublisher",
        "description": "Igor Sechin and Alisher Usmanov, together. The article does not say "
        "whether a person or an organisation is meant.",
    }
    assert together["source"]["assertedBy"] == [{"name": "Pavel Durov"}]
    descriptions = [note["description"] for note in together["annotations"]]
    assert "The article does not vouch for this: claimed by Pavel Durov." in descriptions
    assert "The share is not disclosed." in descriptions
    assert any(
        t.startswith("The article appeared 22 or 23 April 2014 (EDTF [") for t in descriptions
    )
    assert {s["statementDate"] for s in statements(published)} == {"2014-04-22"}


@pytest.mark.parametrize("language", ["en", "de", "ru", "ar"])
def test_hostile_names_come_back_as_they_are(language: str, tmp_path: Path) -> None:
    relations = check(hostile_story(tmp_path, language))
    party = relations["half"]["recordDetails"]["interestedParty"]["description"]
    assert party.startswith(f"{SCRIPT} and {ARABIC}, together.")
    month = relations["range"]
    assert month["recordDetails"]["interests"][0]["startDate"] == "2014-04-01"
    assert any("(EDTF 2014-04)" in note["description"] for note in month["annotations"])
    first, *_ = make_bods(hostile_story(tmp_path), now=NOW).losses
    assert str(first) == (
        "1 stake is left out: a statement needs the date of its source, and a background source "
        "has none: other"
    )


def test_without_the_articles_day_no_statement_can_be_dated(tmp_path: Path) -> None:
    story = load_story(
        write_story(tmp_path, article=an_article(published=None), stakes=[a_stake()], quotes=[])
    )
    made = make_bods(story, now=NOW)
    assert statements(story) == []
    assert str(made.losses[0]) == (
        "1 stake is left out: a statement needs the date of its source, and the article's is not "
        "known: ucp"
    )
    assert made.remarks == ("no stake can be stated: the file is an empty list",)


def test_a_story_without_stakes_is_an_empty_list(tmp_path: Path) -> None:
    assert statements(bare_story(tmp_path)) == []


def test_a_record_keeps_its_name_and_a_statement_changes_with_what_it_says(tmp_path: Path) -> None:
    def of(share: str) -> dict[str, Any]:
        story = load_story(write_story(tmp_path, stakes=[a_stake(share=share)], quotes=[]))
        return statements(story)[1]

    one, two, again = of("48"), of("47"), of("48")
    assert one == again
    assert one["recordId"] == two["recordId"]
    assert one["statementId"] != two["statementId"]


@pytest.mark.parametrize(
    ("share", "bounds"),
    [
        (">50", {"exclusiveMinimum": 50}),
        (">=50", {"minimum": 50}),
        ("<30", {"exclusiveMaximum": 30}),
        ("<=30", {"maximum": 30}),
        ("~48", {"exact": 48}),
        ("10..20", {"minimum": 10, "maximum": 20}),
    ],
)
def test_a_share_has_the_bounds_that_the_article_gives_and_no_other(
    tmp_path: Path, share: str, bounds: dict[str, float]
) -> None:
    story = load_story(write_story(tmp_path, stakes=[a_stake(share=share)]))
    (relation,) = [s for s in statements(story) if s["recordType"] == "relationship"]
    (interest,) = relation["recordDetails"]["interests"]
    assert interest["share"] == bounds


def test_votes_are_voting_rights_and_another_company_is_an_entity_of_its_own(
    tmp_path: Path,
) -> None:
    stakes = [a_stake(), a_stake(id="v", of="votes"), a_stake(id="m", of="Mill Ltd"),
              a_stake(id="mv", of="votes of Mill Ltd")]  # fmt: skip
    found = statements(load_story(write_story(tmp_path, stakes=stakes)))
    names = {
        s["recordId"]: s["recordDetails"]["name"] for s in found if s["recordType"] == "entity"
    }
    details = [s["recordDetails"] for s in found if s["recordType"] == "relationship"]
    assert [(names[one["subject"]], one["interests"][0]["type"]) for one in details] == [
        ("VK", "shareholding"), ("VK", "votingRights"),
        ("Mill Ltd", "shareholding"), ("Mill Ltd", "votingRights"),
    ]  # fmt: skip


def of_stakes(folder: Path, *rows: dict[str, str]) -> list[tuple[str, str, float]]:
    """Of each relationship its record, its status and its share, in the order of the file."""
    stakes = [a_stake(**row) for row in rows]
    story = load_story(write_story(folder, stakes=stakes, quotes=[]))
    check(story)
    found = []
    for statement in statements(story)[1:]:
        (interest,) = statement["recordDetails"]["interests"]
        found.append((statement["recordId"], statement["recordStatus"], interest["share"]["exact"]))
    names = {name: f"r{n}" for n, name in enumerate(dict.fromkeys(name for name, *_ in found), 1)}
    return [(names[name], status, share) for name, status, share in found]


def test_a_holder_has_one_record_that_later_statements_update_and_close(tmp_path: Path) -> None:
    assert of_stakes(
        tmp_path,
        {"id": "third", "share": "0", "date": "2014-02"},
        {"id": "first", "share": "30", "date": "2011"},
        {"id": "other", "holder": "Ann", "share": "5", "date": "2012"},
        {"id": "second", "share": "48", "date": "2013-04"},
        {"id": "again", "share": "2", "date": "2014-04"},
    ) == [
        ("r1", "new", 30), ("r1", "updated", 48), ("r1", "closed", 0),
        ("r2", "new", 2),
        ("r3", "new", 5),
    ]  # fmt: skip


def test_what_contradicts_each_other_is_in_force_until_one_later_statement_ends_both(
    tmp_path: Path,
) -> None:
    rivals = (
        {"id": "one", "share": "30", "date": "2011", "disputed_by": "two"},
        {"id": "two", "share": "40", "date": "2012", "asserted_by": "Ann"},
    )
    assert of_stakes(tmp_path, *rivals) == [("r1", "new", 30), ("r2", "new", 40)]
    later = {"id": "later", "share": "35", "date": "2013-04"}
    assert of_stakes(tmp_path, *rivals, later) == [
        ("r1", "new", 30), ("r1", "updated", 35),
        ("r2", "new", 40), ("r2", "closed", 40),
    ]  # fmt: skip
    end = statements(load_story(tmp_path))[-1]
    assert end["recordDetails"]["interests"][0]["endDate"] == "2013-04-30"


def test_a_dispute_names_statements_of_the_file_from_both_sides(tmp_path: Path) -> None:
    source = "https://example.org/register"
    stakes = [
        a_stake(id="one", holder="Ann", share="30", disputed_by="two; register"),
        a_stake(id="two", holder="Bob", share="40"),
        a_stake(id="register", holder="Ann", share="20", evidence="", source=source),
    ]
    story = load_story(write_story(tmp_path, stakes=stakes, quotes=[]))
    found = check(story)
    notes = {row_id: [note["description"] for note in said["annotations"]]
             for row_id, said in found.items()}  # fmt: skip
    disputed = "Disputed by the statement with statementId {}."
    assert disputed.format(found["two"]["statementId"]) in notes["one"]
    assert disputed.format(found["one"]["statementId"]) in notes["two"]
    elsewhere = "Disputed by a stake of other sources, which is not in this file."
    assert elsewhere in notes["one"]
    losses = [str(loss) for loss in make_bods(story, now=NOW).losses]
    assert (
        "1 stake is disputed by a stake of other sources, which is not in the file: one" in losses
    )
