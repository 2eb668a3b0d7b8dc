"""What the desk's first page is told of an article that is pasted or dropped."""

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from dateline.hosts.desk.new_article import read_article, read_day

ROOT = Path(__file__).parents[2]
PASTED = (
    "Ferry line halts its night boats\n\n"
    "On Monday the line stopped the boats to the islands, and it said that there is no crew for "
    "them.\n\n* It was the second halt in a year, and the longest that the town has seen.\n"
)


def read(name: str, content: bytes, **facts: str) -> dict[str, Any]:
    return read_article({"name": name, "content": b64encode(content).decode(), "facts": facts})


def test_pasted_words_become_markdown_that_reads_as_they_are() -> None:
    answer = read("article.txt", PASTED.encode(), title="Ferry line halts its night boats")
    assert answer["text"].startswith("# Ferry line halts its night boats\n\nOn Monday")
    assert "\n\n\\* It was the second halt" in answer["text"]
    assert answer["facts"]["language"] == "en"


def test_a_file_says_what_its_front_matter_says() -> None:
    facts = read("article.md", (ROOT / "article.md").read_bytes())["facts"]
    assert facts["outlet"] == "The Hollywood Reporter"
    assert facts["published"] == "[2014-04-22..2014-04-23]"


def test_a_file_that_cannot_be_read_is_named_without_the_place_where_it_was_put() -> None:
    assert read("scan.pdf", b"%PDF") == {
        "error": "scan.pdf: is a PDF, which has lines and no paragraphs; save its text as .txt or "
        ".docx; give plain text (.txt), Markdown (.md), HTML (.html, .htm), .docx or .odt"
    }


@pytest.mark.parametrize("name", ["..", "", "../../x", "a" * 400])
def test_a_name_leads_nowhere(name: str) -> None:
    assert read(name, b"The bridge is closed.")["text"] == "The bridge is closed.\n"


def test_an_empty_file_is_named() -> None:
    assert read("a.txt", b"") == {"error": "a.txt: is empty. There is nothing to take in"}


def test_content_that_is_no_base64_is_an_error_and_no_fault() -> None:
    assert "error" in read_article({"name": "a.txt", "content": "%", "facts": {}})


@pytest.mark.parametrize(
    ("written", "value", "words"),
    [
        ("3 May 2024", "2024-05-03", "3 May 2024"),
        ("2024-05-03", "2024-05-03", "3 May 2024"),
        ("May 3, 2024", "2024-05-03", "3 May 2024"),
    ],
)
def test_a_day_is_read_as_a_person_writes_it(written: str, value: str, words: str) -> None:
    assert read_day({"words": written}) == {"value": value, "words": words}


@pytest.mark.parametrize("written", ["3/4/2024", "3 May", "soon"])
def test_a_day_that_can_be_read_in_two_ways_or_none_is_asked_for(written: str) -> None:
    assert read_day({"words": written}) == {
        "error": f"“{written}” is no day that can be read in one way; write it as 3 May 2024 or "
        "2024-05-03"
    }
