"""The title of an event never has a hole where the words for its time stood."""

import pytest

from dateline.drafting.titles import title_of


@pytest.mark.parametrize(
    ("sentence", "code", "title"),
    [
        ("On |Monday| the ship ran aground.", "en", "The ship ran aground"),
        ("The board agreed on |Monday| to sell.", "en", "The board agreed to sell"),
        ("By the |early 1990s| it carried coal.", "en", "It carried coal"),
        ("The meeting on |Monday| was short.", "en", "The meeting was short"),
        ("When he died, in |2009|, he left all.", "en", "When he died, he left all"),
        ("Die Mühle wurde am |3. Mai| eröffnet.", "de", "Die Mühle wurde eröffnet"),
        ("Во |вторник| он ушёл.", "ru", "Он ушёл"),
    ],
)
def test_the_time_is_left_out_where_the_sentence_stays_whole(
    sentence: str, code: str, title: str
) -> None:
    before, time, after = sentence.split("|")
    assert title_of(before, time, after, code) == title


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("|Monday| was a holiday", "en"),
        ("The |May| vote was close", "en"),
        ("It fell in the |May| vote", "en"),
        ("They met on |Monday| and Tuesday", "en"),
        ("In a letter dated |6 May|, he wrote", "en"),
        ("On the night of |3 May| it rained", "en"),
        ("It moved |Tuesday|'s training", "en"),
        ("The oldest (from |1320|) were cut", "en"),
        ("Until at least |October| it was third", "en"),
        ("A hearing is planned for |2 July|", "en"),
        ("From |May to June| it lost", "en"),
        ("Am |Montag| kam er", "de"),
        ("Er ging; am |Montag| kam er", "de"),
        ("In der Nacht zum |3. Mai| fror es", "de"),
        ("Die für |Januar| geplante Wahl fiel aus", "de"),
        ("Im |Juni| und im September fror es", "de"),
        ("План на |2014 год| принят", "ru"),
        ("公司|2024年|成立", "zh"),
    ],
)
def test_the_time_stays_where_a_word_would_be_left_dangling(sentence: str, code: str) -> None:
    before, time, after = sentence.split("|")
    assert title_of(before, time, after, code) == sentence.replace("|", "")
