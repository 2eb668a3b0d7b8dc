"""json: it keeps to its own schema, and read back it is the same story."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, ValidationError

from dateline.formats.json_story import json_schema, make_json, parse_json
from dateline.story import Story
from tests.browser.random_stories import random_story
from tests.drawn_stories import stories
from tests.formats.compared import told


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_the_shipped_story_is_read_back_as_it_was(published: Story) -> None:
    made = make_json(published)
    assert (made.losses, made.remarks) == ((), ())
    assert told(parse_json(made.content)) == told(published)


@given(stories())
@settings(max_examples=30)
def test_any_story_is_read_back_as_it_was(story: Story) -> None:
    assert told(parse_json(make_json(story).content)) == told(story)


@pytest.mark.parametrize("seed", range(2))
def test_offsets_count_code_points_and_not_bytes(seed: int, tmp_path: Path) -> None:
    story = random_story(tmp_path, seed)
    read = json.loads(make_json(story).content)
    for table in ("events", "stakes", "quotes"):
        for row in read[table]:
            for place in row["evidence"]:
                words = read["article"]["text"][place["start"] : place["end"]]
                assert words == place["words"]
    assert told(parse_json(make_json(story).content)) == told(story)


def changed(story: Story, **article: object) -> bytes:
    read = json.loads(make_json(story).content)
    read["article"].update(article)
    return json.dumps(read).encode()


def test_another_text_than_the_rows_rest_on_is_refused(published: Story) -> None:
    with pytest.raises(ValueError, match="sha256 is not that of its text"):
        parse_json(changed(published, text="x" + published.article.text))
    read = json.loads(make_json(published).content)
    read["events"][0]["evidence"][0]["words"] = "other words"
    with pytest.raises(ValueError, match="the article has not 'other words' at"):
        parse_json(json.dumps(read).encode())


def test_what_is_not_of_the_schema_is_refused(published: Story) -> None:
    with pytest.raises(ValidationError, match="'author' was unexpected"):
        parse_json(changed(published, author="invented"))
    read = json.loads(make_json(published).content)
    read["version"] = 2
    with pytest.raises(ValidationError, match="1 was expected"):
        parse_json(json.dumps(read).encode())
