"""Of any text: no error, each date is one that the program reads, all words stand in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import is_date, parse_date
from dateline.drafting.calendar_points import Published, published_of
from dateline.drafting.proposals import find_all
from dateline.shares import is_share

TOKENS = """
    May March Monday last next this the past early mid- of in since until by from to between and
    or 1 31 29 1999 2014 1850 0 99 100 2014-02-30 '90s 1990s 20th century quarter half third first
    year week weekend winter spring ago later two a an about will Christmas today Q3 for months –
    “ ” „ « » ‘ ’ " ' , . : ? ! ; — % percent 48 1/3 majority owns holds sold stake Ann Bell said
    he shares 13. Mai Januar letzten Woche vor drei Jahren Ende Quartal 80er Jahre seit bis zum
    марта 2014 года в понедельник прошлом году летом назад неделю с по до сказал Иван принадлежит
    процентов акций
"""
WORDS = (*TOKENS.split(), "\n", "\n\n")
DAYS = ("2014-04-23", "[2014-04-22..2014-04-23]", "2014-04", "2014", "0001-01-01", "9999-12-31")


def text() -> st.SearchStrategy[str]:
    tokens = st.lists(st.sampled_from(WORDS), max_size=40)
    return st.tuples(tokens, st.sampled_from([" ", ""])).map(lambda made: made[1].join(made[0]))


@pytest.mark.parametrize("language", ["en", "de", "ru", "fr"])
@given(text=text() | st.text(), day=st.sampled_from(DAYS) | st.none())
def test_of_any_text_only_dates_and_shares_that_can_be_read_are_found(
    text: str, day: str | None, language: str
) -> None:
    published: Published | None = published_of(parse_date(day)) if day else None
    found = find_all(text, language, published)
    for date in found.dates:
        assert text[date.passage.start : date.passage.end] == date.words
        for edtf in (date.edtf, *date.alternatives):
            assert not edtf or is_date(edtf), date
    for stake in found.stakes:
        assert text[stake.passage.start : stake.passage.end] == stake.words
        assert not stake.share or is_share(stake.share), stake
    for quote in found.quotes:
        assert quote.passage.start <= quote.passage.end <= len(text)


def test_a_word_of_a_hundred_thousand_capitals_is_read_once() -> None:
    # Read again at each of its letters it would take minutes.
    found = find_all("A" * 100_000 + " fell on 3 May 2014.", "en", None)
    assert [date.edtf for date in found.dates] == ["2014-05-03"]
    assert found.stakes == []
