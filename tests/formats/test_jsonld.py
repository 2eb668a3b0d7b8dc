"""jsonld: every term is schema.org's, each row appears once, no date is too precise."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO

from dateline.dates import parse_date
from dateline.formats.jsonld import iso_dates, make_jsonld
from dateline.reading import load_story
from dateline.story import SPEECH_KINDS, Story, records
from tests.drawn_stories import stories
from tests.formats.hostile import SCRIPT, bare_story, hostile_story
from tests.story_files import a_quote, write_story

# The reader's own, of its own parts.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


def graph(story: Story) -> Graph:
    """The file as a reader of linked data has it; schema.org's own context is not asked for."""
    content = json.loads(make_jsonld(story).content)
    content["@context"] = {"@vocab": str(SDO)}
    return Graph().parse(data=json.dumps(content), format="json-ld")


def check(story: Story) -> Graph:
    made = make_jsonld(story)
    found = graph(story)
    untyped = {thing for thing in found.subjects() if not found.value(thing, RDF.type)}
    assert untyped == set()
    terms = set(found.predicates()) - {RDF.type}
    terms |= set(found.objects(None, RDF.type))
    for term in terms:
        assert isinstance(term, URIRef)
        assert str(term).startswith(str(SDO))
        assert str(term).removeprefix(str(SDO)) in SDO
    speech = [row for row in records(story.quotes) if row["kind"] in SPEECH_KINDS]
    assert len(set(found.subjects(RDF.type, SDO.Event))) == len(story.events)
    assert len(set(found.subjects(RDF.type, SDO.Quotation))) == len(speech)
    assert made.left_out("events") == frozenset()
    assert made.left_out("quotes") == set(story.quotes["id"]) - {row["id"] for row in speech}
    assert made.left_out("stakes") == set(story.stakes["id"])
    for predicate in (SDO.startDate, SDO.endDate, SDO.dateCreated, SDO.datePublished):
        for value in found.objects(None, predicate):
            parts = str(value).split("-")
            dt.date(*map(int, [*parts, "1", "1"][:3]))
    return found


@given(stories())
def test_every_row_is_exported_or_reported(story: Story) -> None:
    check(story)


def mentioned(story: Story) -> dict[str, dict[str, Any]]:
    content = json.loads(make_jsonld(story).content)
    return {thing["identifier"]: thing for thing in content["mentions"]}


def test_the_shipped_story(published: Story) -> None:
    check(published)
    content = json.loads(make_jsonld(published).content)
    assert content["@type"] == "NewsArticle"
    # ISO 8601 can't express one of two days, and neither is chosen.
    assert "datePublished" not in content
    assert make_jsonld(published).remarks == (
        "datePublished is left out: schema.org can't express 22 or 23 April 2014 "
        "(EDTF [2014-04-22..2014-04-23])",
    )
    found = mentioned(published)
    assert "startDate" not in found["event:founding"]
    assert "about 2007 (“seven years ago”)" in found["event:founding"]["description"]
    assert found["event:share-sale"]["startDate"] == "2013-12"
    said = found["quote:no-plans-to-go-back"]
    assert said["spokenByCharacter"]["name"] == "Pavel Durov"
    assert content["publisher"]["@type"] == "Organization"
    assert content["about"] == {"@type": "Thing", "name": "VK"}
    assert len(content["citation"]) == len({c["url"] for c in content["citation"]}) > 0


@pytest.mark.parametrize("language", ["en", "de", "ru", "ar"])
def test_hostile_words_end_no_script_element(language: str, tmp_path: Path) -> None:
    story = hostile_story(tmp_path, language)
    found = check(story)
    assert b"<" not in make_jsonld(story).content
    assert SCRIPT in {str(name) for name in found.objects(None, SDO.name)}
    assert found.value(predicate=RDF.type, object=SDO.Claim) is not None


def test_a_story_of_one_undated_event(tmp_path: Path) -> None:
    check(bare_story(tmp_path))
    assert make_jsonld(bare_story(tmp_path)).losses == ()


def test_a_quote_said_within_a_range_is_reported_to_have_no_day(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path, quotes=[a_quote(id="day", date="2014-04-22")]))
    assert mentioned(story)["quote:day"]["dateCreated"] == "2014-04-22"
    assert [loss for loss in make_jsonld(story).losses if loss.reason.table == "quotes"] == []
    story = load_story(write_story(tmp_path, quotes=[a_quote(date="2014-04-21/2014-04-22")]))
    assert "dateCreated" not in mentioned(story)["quote:out"]
    assert [str(loss) for loss in make_jsonld(story).losses if loss.reason.table == "quotes"] == [
        "1 quote has a date that schema.org can't express and that is written as text: out"
    ]


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2014-04-21", ("2014-04-21", "2014-04-21")),
        ("2014-04", ("2014-04", "2014-04")),
        ("2014-XX", ("2014", "2014")),
        ("2013-12/2014-02-03", ("2013-12", "2014-02-03")),
        ("2014-04/..", ("2014-04", "")),
        ("0001-01", ("0001-01", "0001-01")),
        ("2014-04/", None),
        ("/2014-04", None),
        ("2007~", None),
        ("2007?", None),
        ("201X", None),
        ("2014-21", None),
        ("[2014-04-22..2014-04-23]", None),
        ("[..2014-04-23]", None),
    ],
)
def test_a_date_is_said_as_far_as_it_is_known(edtf: str, said: tuple[str, str] | None) -> None:
    assert iso_dates(parse_date(edtf)) == said
