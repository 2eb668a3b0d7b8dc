"""Dates, shares and gaps as people read them, in the article's language."""

import datetime as dt

import pytest

from dateline.dates import parse_date
from dateline.story import Share
from dateline.wording import (
    date_in_words,
    day_in_words,
    gap_in_words,
    locale_for,
    percent_in_words,
    share_in_words,
    tick_in_words,
)


def plain(words: str) -> str:
    """Words with one kind of space: which one stands before "г." differs between versions."""
    return " ".join(words.split())


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2014-04-21", "21 April 2014"),
        ("2014-04", "April 2014"),
        ("2014", "2014"),
        ("2007~", "about 2007"),
        ("2007?", "possibly 2007"),
        ("2007%", "possibly about 2007"),
        ("2014-22", "summer 2014"),
        ("2014-24", "winter 2014–15"),
        ("1999-24", "winter 1999–00"),
        ("201X", "the 2010s"),
        ("19XX", "the years 1900 to 1999"),
        ("2013-12/2014-02", "December 2013 to February 2014"),
        ("2014-04-21/2014-04-23", "21 to 23 April 2014"),
        ("2014-04-21/2014-05-02", "21 April to 2 May 2014"),
        ("2013-12-30/2014-01-02", "30 December 2013 to 2 January 2014"),
        ("2014-04-21/2014-04-21", "21 April 2014"),
        ("2014-04-21~/2014-04-23", "about 21 April 2014 to 23 April 2014"),
        ("/2014-04-22", "until 22 April 2014, start not known"),
        ("2014-04/", "from April 2014, end not known"),
        ("2014-04/..", "since April 2014"),
        ("[..2014-04-23]", "on or before 23 April 2014"),
        ("[..2007]", "in or before 2007"),
        ("[2014-04-22..]", "on or after 22 April 2014"),
        ("[2014-04..]", "in or after April 2014"),
        ("[2014-04-22..2014-04-23]", "22 or 23 April 2014"),
        ("[2014-04-30..2014-05-01]", "30 April or 1 May 2014"),
        ("[2014-04-03..2014-04-23]", "between 3 and 23 April 2014"),
        ("[2013..2014]", "between 2013 and 2014"),
        ("[2014..2014]", "2014"),
    ],
)
def test_dates_are_worded_for_people(edtf: str, words: str) -> None:
    assert date_in_words(parse_date(edtf)) == words


def test_no_date_is_undated() -> None:
    assert date_in_words(None) == "undated"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2014-04-21", "21 Apr 2014"),
        ("2013-12", "Dec 2013"),
        ("2014-04-21/2014-05-02", "21 Apr to 2 May 2014"),
        ("[..2014-04-23]", "on or before 23 Apr 2014"),
        ("2007~", "about 2007"),
    ],
)
def test_the_short_form_abbreviates_the_month(edtf: str, words: str) -> None:
    assert date_in_words(parse_date(edtf), short=True) == words


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("2013-12", "de", "Dezember 2013"),
        ("2014-05-02", "de", "2. Mai 2014"),
        ("2014-05-02", "ru", "2 мая 2014 г."),
        ("2014-05", "ru", "май 2014 г."),
        ("2014-04-21", "en-US", "April 21, 2014"),
        ("2014-04-21/2014-04-23", "en-US", "April 21 to April 23, 2014"),
    ],
)
def test_day_and_month_names_follow_the_language(edtf: str, language: str, words: str) -> None:
    assert plain(date_in_words(parse_date(edtf), language)) == words


@pytest.mark.parametrize("language", ["", "klingon", "xx", "no language at all"])
def test_an_unknown_language_is_worded_in_english(language: str) -> None:
    assert locale_for(language) == locale_for("en")
    assert day_in_words(dt.date(2014, 4, 21), language) == "21 April 2014"


@pytest.mark.parametrize(
    ("edtf", "german", "russian"),
    [
        ("2007~", "≈ 2007", "≈ 2007"),
        ("2007%", "≈ 2007?", "≈ 2007?"),
        ("201X", "2010–2019", "2010–2019"),
        ("19XX", "1900–1999", "1900–1999"),
        ("2014-22", "Juni–Aug. 2014", "июнь – авг. 2014 г."),
        ("2014-24", "Dez. 2014 – Feb. 2015", "дек. 2014 г. – февр. 2015 г."),
        ("2013-12/2014-02", "Dezember 2013 – Februar 2014", "декабрь 2013 г. – февраль 2014 г."),
        ("/2014-04", "? – April 2014", "? – апрель 2014 г."),
        ("2014-04/", "April 2014 – ?", "апрель 2014 г. – ?"),
        ("2014-04/..", "April 2014 –", "апрель 2014 г. –"),
        ("[..2014-04-23]", "≤ 23. April 2014", "≤ 23 апреля 2014 г."),
        ("[2014-04-22..]", "≥ 22. April 2014", "≥ 22 апреля 2014 г."),
        ("[2013..2014]", "2013 … 2014", "2013 … 2014"),
    ],
)
def test_outside_english_signs_stand_for_the_joining_words(
    edtf: str, german: str, russian: str
) -> None:
    date = parse_date(edtf)
    assert plain(date_in_words(date, "de")) == german
    assert plain(date_in_words(date, "ru")) == russian


@pytest.mark.parametrize(
    ("language", "exact", "hundredths", "between"),
    [
        ("en", "48%", "51.99%", "0–52%"),
        ("de", "48 %", "51,99 %", "0–52 %"),
        ("ru", "48 %", "51,99 %", "0–52 %"),
        ("tr", "%48", "%51,99", "%0–52"),
    ],
)
def test_shares_are_set_as_the_language_sets_them(
    language: str, exact: str, hundredths: str, between: str
) -> None:
    assert plain(percent_in_words(48, language)) == exact
    assert plain(share_in_words(Share(51.99, 51.99), language)) == hundredths
    assert plain(share_in_words(Share(0, 52), language)) == between


def test_a_share_that_is_not_known_is_said_to_be_so_and_zero_is_a_share() -> None:
    assert share_in_words(None) == "not disclosed"
    assert share_in_words(Share(0, 0)) == "0%"


@pytest.mark.parametrize(
    ("days", "exact", "english", "german"),
    [
        (1, True, "1 day later", "+ 1 Tag"),
        (18, True, "18 days later", "+ 18 Tage"),
        (18, False, "≈ 18 days later", "+ ≈ 18 Tage"),
        (90, True, "≈ 3 months later", "+ ≈ 3 Monate"),
        (2300, True, "≈ 6 years later", "+ ≈ 6 Jahre"),
    ],
)
def test_gaps_are_worded_in_the_unit_that_fits(
    days: int, exact: bool, english: str, german: str
) -> None:
    assert gap_in_words(days, exact=exact) == english
    assert plain(gap_in_words(days, exact=exact, language="de")) == german


def test_ticks_name_no_more_than_their_unit() -> None:
    day = dt.date(2014, 4, 21)
    assert tick_in_words(day, "year") == "2014"
    assert tick_in_words(day, "month") == "Apr 2014"
    assert tick_in_words(day, "day", "de") == "21. Apr."
