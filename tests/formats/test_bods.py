"""bods: each statement keeps to the standard's own schemas, and nobody is given a type or a day."""

import datetime as dt
import json
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


def check(story: Story) -> list[dict[str, Any]]:
    """What is true of every file; return its relationships, in the order of the stakes."""
    found = statements(story)
    left_out = make_bods(story, now=NOW).left_out("stakes")
    kept = [row for row in records(story.stakes) if row["id"] not in left_out]
    subjects = [s for s in found if s["recordType"] == "entity"]
    relations = [s for s in found if s["recordType"] == "relationship"]
    assert len(subjects) == bool(kept)
    assert len(relations) == len(kept)
    assert len({s["statementId"] for s in found}) == len(found)
    assert {s["declarationSubject"] for s in found} <= {s["recordId"] for s in subjects}
    for row, relation in zip(kept, relations, strict=True):
        (interest,) = relation["recordDetails"]["interests"]
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
        assert interest.get("share") == wanted
        earliest = row["date"].earliest
        assert interest.get("startDate") == (earliest.isoformat() if earliest else None)
        assert any(f"(EDTF {row['date'].edtf})" in n["description"]
                   for n in relation["annotations"])  # fmt: skip
    return relations


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
    together = relations[1]
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
    parties = [r["recordDetails"]["interestedParty"]["description"] for r in relations]
    assert parties[0].startswith(f"{SCRIPT} and {ARABIC}, together.")
    month = relations[2]
    assert month["recordDetails"]["interests"][0]["startDate"] == "2014-04-01"
    assert any("(EDTF 2014-04)" in note["description"] for note in month["annotations"])
    first, *_ = make_bods(hostile_story(tmp_path), now=NOW).losses
    assert str(first) == (
        "1 stake is left out: a statement needs the day of its source, and that of background is "
        "not known: other"
    )


def test_without_the_articles_day_no_statement_can_be_dated(tmp_path: Path) -> None:
    story = load_story(
        write_story(tmp_path, article=an_article(published=None), stakes=[a_stake()], quotes=[])
    )
    made = make_bods(story, now=NOW)
    assert statements(story) == []
    assert str(made.losses[0]) == (
        "1 stake is left out: a statement needs the day of its source, and the article's is not "
        "known: ucp"
    )
    assert made.remarks == ("no stake can be said: the file is an empty list",)


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
