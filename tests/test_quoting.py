"""Quotes of several pieces, and their order."""

from pathlib import Path

import pytest

from dateline.quoting import in_reading_order, pieces, quote_in_words
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
        ("'Twas the boys'", ("Twas the boys",)),  # It looks like a pair.
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


def test_quotes_are_read_in_the_order_of_the_article(tmp_path: Path) -> None:
    rows = in_reading_order(records(a_story(tmp_path, CY, BO, ANN).quotes))
    assert [row["id"] for row in rows] == ["ann", "bo", "cy"]
