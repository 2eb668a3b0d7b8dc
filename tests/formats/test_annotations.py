"""annotations: each passage can be found by its words and by its position."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from dateline.formats.annotations import make_annotations
from dateline.formats.jsonld import make_jsonld
from dateline.reading import load_story
from dateline.story import Story, records
from tests.drawn_stories import stories
from tests.formats.annotations_schema import annotations_schema
from tests.formats.hostile import ARABIC, SHIPS, bare_story, hostile_story
from tests.story_files import an_article, an_event, write_story

TABLES = ("events", "stakes", "quotes")


def items(story: Story, page: str = "") -> list[dict[str, Any]]:
    content = json.loads(make_annotations(story, page=page).content)
    Draft202012Validator(annotations_schema()).validate(content)
    assert content["total"] == len(content["first"]["items"])
    found: list[dict[str, Any]] = content["first"]["items"]
    return found


def resolved(text: str, selector: list[dict[str, Any]]) -> tuple[int, int]:
    """The place of a selector, found by its words alone, which both kinds agree on."""
    quote, position = selector
    around = quote["prefix"] + quote["exact"] + quote["suffix"]
    assert text.count(around) == 1
    start = text.index(around) + len(quote["prefix"])
    found = (start, start + len(quote["exact"]))
    assert found == (position["start"], position["end"])
    return found


def check(story: Story) -> None:
    made = make_annotations(story)
    found = items(story)
    assert len({item["id"] for item in found}) == len(found)
    places = sorted(resolved(story.article.text, item["target"]["selector"]) for item in found)
    wanted = [
        (place.start, place.end)
        for table in TABLES
        for row in records(getattr(story, table))
        for place in row["evidence"]
    ]
    assert places == sorted(wanted)
    for table in TABLES:
        rows = records(getattr(story, table))
        assert made.left_out(table) == {row["id"] for row in rows if not row["evidence"]}


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(annotations_schema())


@given(stories())
def test_each_selector_of_a_drawn_story_leads_to_its_passage(story: Story) -> None:
    check(story)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_selector_leads_to_its_passage_beyond_the_first_plane(
    language: str, tmp_path: Path
) -> None:
    story = hostile_story(tmp_path, language)
    check(story)
    exact = [item["target"]["selector"][0]["exact"] for item in items(story)]
    # Characters that show nothing are no part of a passage at its ends.
    assert {f"{SHIPS} sailed", ARABIC.removesuffix("\u202c")} <= set(exact)


def test_the_shipped_story_is_annotated(published: Story) -> None:
    check(published)
    found = items(published, page="https://example.org/vk?story=x#top")
    founding = next(i for i in found if "Durov founds VK" in i["body"][0]["value"])
    assert founding["target"]["source"] == published.article.url
    assert [body["purpose"] for body in founding["body"]] == ["describing", "tagging", "linking"]
    assert founding["body"][2]["source"] == "https://example.org/vk?story=x&event=founding"
    assert "about 2007 (“seven years ago”)" in founding["body"][0]["value"]


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("https://x.org/vk", "https://x.org/vk?event=founding"),
        ("https://x.org?#top", "https://x.org?event=founding"),
        ("https://x.org/?p=7&wide", "https://x.org/?p=7&wide&event=founding"),
        # The page's own selection would win over the row's.
        ("https://x.org/?stake=a&story=vk&event=b", "https://x.org/?story=vk&event=founding"),
    ],
)
def test_a_link_keeps_what_the_pages_address_asks_for(page: str, link: str, tmp_path: Path) -> None:
    (item,) = items(bare_story(tmp_path), page=page)
    assert item["body"][-1]["source"] == link


@pytest.mark.parametrize("make", [make_annotations, make_jsonld])
def test_the_articles_text_is_hashed_once_however_many_rows_there_are(
    make: Callable[[Story], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [an_event(id=f"e{number}") for number in range(9)]
    story = load_story(write_story(tmp_path, article=an_article(url=None), events=events))
    text = story.article.text.encode()
    hashed: list[bytes] = []

    def sha256(content: bytes) -> object:
        hashed.append(content)
        return hashlib.new("sha256", content)

    monkeypatch.setattr(hashlib, "sha256", sha256)
    make(story)
    assert hashed.count(text) == 1


def test_an_article_without_an_address_is_named_by_its_text(tmp_path: Path) -> None:
    (item,) = items(bare_story(tmp_path, url=""))
    assert item["target"]["source"].startswith("urn:sha256:")
    assert [body["purpose"] for body in item["body"]] == ["describing", "tagging"]


def test_what_stands_around_ends_with_the_paragraph(tmp_path: Path) -> None:
    body = "\nIt ends here.\n\nAnn founds Flag.\n\nAnd it goes on.\n"
    event = an_event(evidence="Ann founds")
    story = load_story(
        write_story(tmp_path, article=an_article(body), events=[event], stakes=[], quotes=[])
    )
    (item,) = items(story)
    quote, place = item["target"]["selector"]
    assert (quote["prefix"], quote["exact"], quote["suffix"]) == ("", "Ann founds", " Flag.")
    assert story.article.text[place["start"] : place["end"]] == "Ann founds"


def test_who_contradicts_a_row_stands_beside_it_from_both_sides(published: Story) -> None:
    said = [item["body"][0]["value"] for item in items(published)]
    founding = next(words for words in said if words.startswith("Durov founds VK"))
    assert "Disputed by: VK is launched" in founding
    assert "With Pavel Durov and VK." in founding
    together = next(words for words in said if words.startswith("Igor Sechin and Alisher"))
    assert "claimed by Pavel Durov" in together
    assert "Disputed by: Mail.ru Group" in together
