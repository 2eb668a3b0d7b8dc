"""json: it matches its own schema and reads back as the same story."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from dateline.formats.json_story import json_schema, make_json, parse_json
from dateline.story import Story
from tests.browser.random_stories import random_story
from tests.drawn_stories import stories
from tests.formats.compared import content_of


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_the_shipped_story_is_read_back_as_it_was(published: Story) -> None:
    made = make_json(published)
    assert (made.losses, made.remarks) == ((), ())
    assert content_of(parse_json(made.content)) == content_of(published)


@given(stories())
def test_any_story_is_read_back_as_it_was(story: Story) -> None:
    assert content_of(parse_json(make_json(story).content)) == content_of(story)


@pytest.mark.parametrize("seed", range(2))
def test_offsets_count_code_points_and_not_bytes(seed: int, tmp_path: Path) -> None:
    story = random_story(tmp_path, seed)
    read = json.loads(make_json(story).content)
    for table in ("events", "stakes", "quotes"):
        for row in read[table]:
            for place in row["evidence"]:
                words = read["article"]["text"][place["start"] : place["end"]]
                assert words == place["words"]
    assert content_of(parse_json(make_json(story).content)) == content_of(story)


def changed(story: Story, **article: object) -> bytes:
    read = json.loads(make_json(story).content)
    read["article"].update(article)
    return json.dumps(read).encode()


def test_another_text_than_the_rows_rest_on_is_refused(published: Story) -> None:
    with pytest.raises(ValueError, match="sha256: is not the hash of the text"):
        parse_json(changed(published, text="x" + published.article.text))
    read = json.loads(make_json(published).content)
    read["events"][0]["evidence"][0]["words"] = "other words"
    with pytest.raises(
        ValueError, match=r"^events\[0\].evidence: the article doesn't have \"other words\" at "
    ):
        parse_json(json.dumps(read).encode())


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda read: read.update(version=2), "version: 1 was expected"),
        (lambda read: read.pop("quotes"), "'quotes' is a required property"),
        (
            lambda read: read["article"].update(author="x"),
            "article: Additional properties are not ",
        ),
        (
            lambda read: read["events"][0].update(status="sure"),
            "events[0].status: 'sure' is not one",
        ),
        (
            lambda read: read["article"].update(text=list("x" * 999)),
            'article.text: "["x", "x", ',
        ),
        (
            lambda read: read["events"][0]["date"].update(edtf="2014-13"),
            'events[0].date: "2014-13" is ',
        ),
        (
            lambda read: read["article"]["published"].update(edtf="soon"),
            'article.published: "soon" is not an EDTF date',
        ),
        (lambda read: read["stakes"][0].update(share=48), "stakes[0].share: 48 is not valid under"),
        (
            lambda read: read["events"][0]["evidence"][0].update(start=1.0),
            "events[0].evidence[0].start: 1.0 is not of type 'integer'",
        ),
        (
            lambda read: read["article"]["blocks"][0].update(depth=10**9),
            "article.blocks[0].depth: 1000000000 is greater than the maximum of 20",
        ),
        (
            lambda read: read["article"]["blocks"].pop(),
            "article.blocks: are not the text, in its order",
        ),
        (
            lambda read: read["events"][0].update(title="x\ud800"),
            "events[0].title: holds U+D800, half a character",
        ),
        (
            lambda read: read["stakes"][0].update(share={"low": float("nan"), "high": 1}),
            "NaN is not a JSON number",
        ),
    ],
)
def test_what_is_not_of_the_schema_is_refused_with_its_place(
    published: Story, change: Change, expected: str
) -> None:
    read = json.loads(make_json(published).content)
    change(read)
    with pytest.raises(ValueError, match=f"^{re.escape(expected)}") as found:
        parse_json(json.dumps(read).encode())
    assert len(str(found.value)) < 400
