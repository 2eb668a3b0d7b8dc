"""The article's Markdown: words and emphasis are kept, and what cannot be kept is reported."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading import read_story
from dateline.reading.markdown import Body, read_body
from tests.story_files import BODY, an_article, write_story

NOTED = "an article consists of headings, text, lists and > notes"


def body(text: str) -> Body:
    messages: list[tuple[int, str]] = []
    read = read_body(text, lambda line, message: messages.append((line, message)))
    assert messages == []
    return read


def styles(text: str) -> list[tuple[str, str, str]]:
    read = body(text)
    return [(style.kind, read.text[style.start : style.end], style.href) for style in read.styles]


def blocks(text: str) -> list[tuple[str, str, str, int]]:
    read = body(text)
    return [
        (block.kind, read.text[block.start : block.end], block.marker, block.depth)
        for block in read.blocks
    ]


# --- Emphasis ----------------------------------------------------------------------------------


def test_emphasis_strong_code_and_links_are_kept() -> None:
    text = "# T\n\nHe *left* **the `old` firm** for [a *new* one](https://x.org/a?b=1).\n"
    assert body(text).text == "T\n\nHe left the old firm for a new one."
    assert styles(text) == [
        ("emphasis", "left", ""),
        ("strong", "the old firm", ""),
        ("code", "old", ""),
        ("link", "a new one", "https://x.org/a?b=1"),
        ("emphasis", "new", ""),
    ]


def test_an_address_in_angle_brackets_is_a_link() -> None:
    assert styles("See <https://x.org>.") == [("link", "https://x.org", "https://x.org")]


def test_styles_at_the_edges_of_a_block_stay_within_it() -> None:
    assert styles("*all of it*\n\n**and this**") == [
        ("emphasis", "all of it", ""),
        ("strong", "and this", ""),
    ]


def test_signs_that_are_no_markdown_stay() -> None:
    text = "2 * 3 < 7 & 5_000_000, \\*not\\* \\<b\\> [1] | a ~~b~~ &amp; 50 %"
    assert body(text).text == "2 * 3 < 7 & 5_000_000, *not* <b> [1] | a ~~b~~ & 50 %"
    assert styles(text) == []


def test_lines_of_a_paragraph_are_joined_and_broken_as_written() -> None:
    assert body("one\ntwo  \nthree").text == "one two\nthree"


def test_items_of_lists_are_blocks_with_their_marks() -> None:
    text = "# T\n\n- one\n- *two*\n  - inner\n\n    more\n\n3. three\n4. four\n\n2) five\n"
    assert blocks(text) == [
        ("headline", "T", "", 0),
        ("item", "one", "•", 1),
        ("item", "two", "•", 1),
        ("item", "inner", "•", 2),
        ("item", "more", "", 2),
        ("item", "three", "3.", 1),
        ("item", "four", "4.", 1),
        ("item", "five", "2)", 1),
    ]


def test_headings_and_notes_within_lists_stay_what_they_are() -> None:
    assert blocks("- ### Part\n\n  text\n- > Photo\n") == [
        ("heading", "Part", "", 0),
        ("item", "text", "•", 1),
        ("furniture", "Photo", "", 0),
    ]


def test_a_second_level_heading_below_a_list_is_no_standfirst() -> None:
    assert [kind for kind, *_ in blocks("# T\n\n- one\n\n## Part\n")] == [
        "headline",
        "item",
        "heading",
    ]


WORDS = st.lists(st.sampled_from(["Ana", "left", "é", "50 %", "“no”", "…"]), min_size=1, max_size=4)


@given(st.lists(st.tuples(st.sampled_from(["{}", "*{}*", "**{}**", "`{}`"]), WORDS), max_size=6))
def test_every_word_stays_and_each_style_lies_on_its_own(
    parts: list[tuple[str, list[str]]],
) -> None:
    text = " / ".join(mark.format(" ".join(words)) for mark, words in parts)
    read = body(text)
    assert read.text == " / ".join(" ".join(words) for _, words in parts)
    assert [read.text[style.start : style.end] for style in read.styles] == [
        " ".join(words) for mark, words in parts if mark != "{}"
    ]


FRAGMENTS = st.sampled_from(
    [" word ", "*", "**", "`", "> ", "# ", "- ", "1. ", "\n", "\n\n", "    ", "|", "---", "[", "]",
     "](https://x.org)", "![", "<b>", "<", "\\", "&amp;", "_", "```", "[a]: x", "==="]
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=14))
def test_no_word_is_dropped_in_silence(fragments: list[str]) -> None:
    text = "".join(fragments)
    messages: list[str] = []
    read = read_body(text, lambda _, message: messages.append(message))
    assert messages or read.text.count("word") == text.count("word")
    for style in read.styles:
        assert any(b.start <= style.start < style.end <= b.end for b in read.blocks)


# --- What an article cannot hold -----------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "line", "expected"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |", 1, "is a table; write its words as text or as a list"),
        (
            "Look: ![A ship](ship.png) there",
            1,
            '"A ship" is an image; write its caption as a > note',
        ),
        (
            "one\ntwo <b>three</b>",
            2,
            '"<b>" is HTML; write Markdown, or \\< for a < of the article',
        ),
        (
            "<div>\nwords\n</div>",
            1,
            '"<div>" is HTML; write Markdown, or \\< for a < of the article',
        ),
        (
            "<!-- note -->",
            1,
            '"<!-- note -->" is HTML; write Markdown, or \\< for a < of the article',
        ),
        ("    indented", 1, f"is a code block (four spaces or a fence); {NOTED}"),
        ("```\nfenced\n```", 1, f"is a code block (four spaces or a fence); {NOTED}"),
        ("one\n\n---\n\ntwo", 3, f"is a horizontal rule (---); remove it: {NOTED}"),
        ("***", 1, f"is a horizontal rule (***); remove it: {NOTED}"),
        (
            "A paragraph\n---",
            2,
            "a line of --- makes a heading of the text above it; write # or ## before the "
            "heading, or remove the line",
        ),
        (
            "A paragraph\n===",
            2,
            "a line of === makes a heading of the text above it; write # or ## before the "
            "heading, or remove the line",
        ),
        (
            ">" * 30 + " deep",
            1,
            "is nested too deeply to be read; write it with fewer > or list marks",
        ),
        (
            "- " * 30 + "deep",
            1,
            "is nested too deeply to be read; write it with fewer > or list marks",
        ),
        (
            "See [this][1].\n\n[1]: https://x.org",
            3,
            '"[1]:" is a link definition; write [words](address) where the words are',
        ),
        (
            "Write [to us](mailto:a@x.org).",
            1,
            '"mailto:a@x.org" is a link without http or https; write its whole address, '
            "or the words alone",
        ),
        (
            "See [there](/news).",
            1,
            '"/news" is a link without http or https; write its whole address, or the words alone',
        ),
    ],
)
def test_what_an_article_cannot_hold(
    tmp_path: Path, markdown: str, line: int, expected: str
) -> None:
    """The body begins in line 10 and takes 14 lines."""
    write_story(tmp_path, article=an_article(f"{BODY}\n{markdown}\n"))
    found = [str(problem) for problem in read_story(tmp_path).problems]
    assert found == [f"article.md:{24 + line}: {expected}"]


def test_words_in_a_part_that_is_left_out_are_no_second_fault(tmp_path: Path) -> None:
    article = an_article(BODY.replace("Pavel Durov founded VK in 2006.", "    Pavel Durov founded"))
    article = article.replace(" He left VK", "\n\nHe left VK")
    (problem,) = read_story(write_story(tmp_path, article=article)).problems
    assert problem.message.startswith("is a code block")


def test_an_article_of_one_table_is_one_fault(tmp_path: Path) -> None:
    article = an_article("| a | b |\n|---|---|\n| 1 | 2 |\n")
    (problem,) = read_story(write_story(tmp_path, article=article)).problems
    assert str(problem) == "article.md:10: is a table; write its words as text or as a list"


# --- Front matter --------------------------------------------------------------------------


def front(changed: str, key: str = "title", line: int = 2) -> str:
    lines = an_article().split("\n")
    lines[line - 1] = f"{key}: {changed}"
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "Aurora: who holds it?",
            'the front matter is not YAML; put it in quotation marks: "Aurora: who holds it?"',
        ),
        (
            '"Aurora" holds',
            'the front matter is not YAML; put it in quotation marks: "Aurora\\" holds"',
        ),
        (
            "'It's ours'",
            'the front matter is not YAML; put it in quotation marks: "It\'s ours"',
        ),
        (
            "@aurora",
            'the front matter is not YAML; put it in quotation marks: "@aurora"',
        ),
        ("Hit #1 of all", "YAML ignores “#1 of all”; put the value in quotation marks"),
        ("[a, b]", "is a list; put the value in quotation marks"),
    ],
)
def test_a_title_that_needs_quotation_marks(tmp_path: Path, written: str, expected: str) -> None:
    found = read_story(write_story(tmp_path, article=front(written))).problems
    assert [str(problem) for problem in found] == [f"article.md:2: title: {expected}"]


def test_front_matter_that_is_no_list_of_keys(tmp_path: Path) -> None:
    found = read_story(write_story(tmp_path, article=f"---\nA title\n---\n{BODY}")).problems
    assert [str(problem) for problem in found] == [
        "article.md:2: is not front matter; write lines of key: value"
    ]


def test_front_matter_with_a_sign_that_yaml_forbids(tmp_path: Path) -> None:
    found = read_story(write_story(tmp_path, article=front('"a\x07b"'))).problems
    assert [problem.line for problem in found] == [2]


def test_nested_brackets_without_end_are_reported(tmp_path: Path) -> None:
    (problem,) = read_story(write_story(tmp_path, article=front("[" * 1_000))).problems
    assert problem.place == "article.md:2"


def test_a_misspelt_key_is_one_fault(tmp_path: Path) -> None:
    article = an_article().replace("outlet:", "outlett:")
    (problem,) = read_story(write_story(tmp_path, article=article)).problems
    assert str(problem) == (
        "article.md:3: outlett: is not a known key; write title, outlet, url, published, "
        'published_note, subject, language, figures; did you mean "outlet"?'
    )


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (
            an_article(url="https://a.org https://b.org"),
            'article.md:4: url: "https://a.org https://b.org" is 2 addresses; '
            "keep the one of the original",
        ),
        (
            an_article().replace('subject: "VK"', "url: https://b.org"),
            "article.md:7: url: appears twice, in line 4 as well; keep one",
        ),
    ],
)
def test_a_second_address_is_reported(tmp_path: Path, article: str, expected: str) -> None:
    (problem,) = read_story(write_story(tmp_path, article=article)).problems
    assert str(problem) == expected
