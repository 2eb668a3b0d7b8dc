"""Quotes of several pieces, and words that count once."""

from pathlib import Path

import pytest

from dateline.quoting import in_reading_order, own_words, pieces, quote_in_words
from dateline.reading import load_story
from dateline.story import Story, records
from tests.story_files import Row, a_quote, an_article, an_event, write_story

BODY = """
# A Founder Leaves

Ann said that all was well. "Bo told me 'I am done with it' on Monday," she said, "and left."

"We will 'politicize' nothing," Cy wrote, "nothing at all."
"""
QUOTE = "Bo told me 'I am done with it' on Monday,"
ANN = a_quote(id="ann", speaker="Ann", text=QUOTE, evidence=f'"{QUOTE}"')
BO = a_quote(
    id="bo", speaker="Bo", kind="fragment", text="I am done with it", evidence="I am done with it"
)
CY_SAYS = "We will 'politicize' nothing,"
CY = a_quote(id="cy", speaker="Cy", text=CY_SAYS, evidence=CY_SAYS)


def a_story(folder: Path, *quotes: Row) -> Story:
    events = [an_event(evidence="all was well")]
    return load_story(
        write_story(folder, article=an_article(BODY), events=events, stakes=[], quotes=quotes)
    )


def words_of(folder: Path, *quotes: Row) -> dict[str, int]:
    """How many words each quote adds, by id."""
    story = a_story(folder, *quotes)
    return own_words(records(story.quotes), story.article)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I am out", ("I am out",)),
        ("I am out,\nand I stay out.", ("I am out,", "and I stay out.")),
        ('"I am out,"\n\n"and I stay."', ("I am out,", "and I stay.")),
        ("“One paragraph.\n“And the last.”", ("One paragraph.", "And the last.")),
        ("„Ja“\n»Nein«", ("Ja", "Nein")),
        ("« Oui »", ("Oui",)),
        ('"yes" and "no"', ('"yes" and "no"',)),
        ("he said “no”", ("he said “no”",)),
        ("“No” is all", ("“No” is all",)),
        ("'Twas the boys'", ("Twas the boys",)),  # It cannot be told from a pair.
        ("the boys'", ("the boys'",)),
        ("‘done’", ("done",)),
        ('"', ()),
    ],
)
def test_a_quote_is_its_pieces_without_the_marks_around_them(
    text: str, shown: tuple[str, ...]
) -> None:
    assert pieces(text) == shown


def test_pieces_are_one_quote_and_reported_speech_keeps_its_marks() -> None:
    assert quote_in_words({"kind": "direct", "text": "“One,”\n“two”"}) == "One, … two"
    assert quote_in_words({"kind": "indirect", "text": "“one”\nand “two”"}) == "“one” … and “two”"


def test_nested_words_count_once_for_whoever_speaks_them(tmp_path: Path) -> None:
    for rows in ((ANN, BO), (BO, ANN)):
        assert words_of(tmp_path, *rows) == {"ann": 5, "bo": 5}


def test_a_fragment_of_ones_own_words_adds_none(tmp_path: Path) -> None:
    by_speaker = {**BO, "speaker": "Ann"}
    assert sum(words_of(tmp_path, ANN, by_speaker).values()) == 10


def test_words_held_at_a_distance_stay_their_speakers(tmp_path: Path) -> None:
    scare = a_quote(id="s", speaker="", kind="scare", text="politicize", evidence="politicize")
    assert words_of(tmp_path, CY, scare) == {"cy": 4, "s": 0}


def test_every_piece_of_a_quote_counts(tmp_path: Path) -> None:
    broken = a_quote(id="cy", speaker="Cy", text=f"{CY_SAYS}\nnothing at all.", evidence=CY_SAYS)
    rows = records(a_story(tmp_path, CY).quotes)
    article = a_story(tmp_path, CY).article
    both = [rows[0] | {"text": broken["text"]}]
    # A piece that is not within the passages, marks apart, still counts by its own words.
    assert own_words(both, article) == {"cy": 7}


def test_reported_speech_quotes_no_word(tmp_path: Path) -> None:
    reported = a_quote(id="t", speaker="Ann", kind="indirect", text="Ann said that all was well",
                   evidence="Ann said that all was well")  # fmt: skip
    assert words_of(tmp_path, ANN, reported) == {"ann": 10, "t": 0}


def test_quotes_are_read_in_the_order_of_the_article(tmp_path: Path) -> None:
    rows = in_reading_order(records(a_story(tmp_path, CY, BO, ANN).quotes))
    assert [row["id"] for row in rows] == ["ann", "bo", "cy"]
