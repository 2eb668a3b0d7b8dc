"""Dates, shares and gaps as people read them, in the article's language."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import gap_days, parse_date
from dateline.story import Share
from dateline.wording import (
    count_in_words,
    count_with_verb,
    date_in_words,
    day_in_words,
    gap_in_words,
    locale_for,
    names_set_apart,
    percent_in_words,
    set_apart,
    share_in_words,
    stance_in_words,
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
        ("[2014-04-03..2014-04-23]", "on one day between 3 and 23 April 2014"),
        ("[2013..2014]", "between 2013 and 2014"),
        ("[2014..2014]", "2014"),
    ],
)
def test_dates_are_worded_for_people(edtf: str, words: str) -> None:
    assert date_in_words(parse_date(edtf)) == words


@pytest.mark.parametrize(
    ("edtf", "full", "short"),
    [
        ("/2023-06-30", "by 30 June 2023", "by 30 Jun 2023"),
        ("[..2023-06-30]", "by 30 June 2023", "by 30 Jun 2023"),
        ("2023-06-20", "20 June 2023", "20 Jun 2023"),
        ("2023-06/..", "since June 2023", "since Jun 2023"),
    ],
)
def test_a_plan_with_only_an_end_is_due_by_then(edtf: str, full: str, short: str) -> None:
    date = parse_date(edtf)
    assert date_in_words(date, is_planned=True) == full
    assert date_in_words(date, short=True, is_planned=True) == short


def test_one_day_in_a_range_and_a_duration_never_read_alike() -> None:
    for language in ("en", "de", "he", "ru", "zh"):
        for short in (False, True):
            one, lasted = (
                date_in_words(parse_date(edtf), language, short=short)
                for edtf in ("[2023-03-01..2023-03-10]", "2023-03-01/2023-03-10")
            )
            signs = [
                words.translate({ord(sign): None for sign in "–→←…"}) for words in (one, lasted)
            ]
            assert one != lasted
            assert language == "en" or signs[0] == signs[1]
    assert "→" in date_in_words(parse_date("2023-03-01/2023-03-10"), short=True)
    assert "←" in date_in_words(parse_date("2023-03-01/2023-03-10"), "he", short=True)


def test_no_date_is_undated() -> None:
    assert date_in_words(None) == "undated"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2014-04-21", "21 Apr 2014"),
        ("2013-12", "Dec 2013"),
        ("2014-04-21/2014-05-02", "21 Apr → 2 May 2014"),
        ("2014-04/..", "since Apr 2014"),
        ("/2014-04-22", "until 22 Apr 2014"),
        ("[..2014-04-23]", "by 23 Apr 2014"),
        ("[..2014-04]", "by Apr 2014"),
        ("[2014-04-22..]", "on or after 22 Apr 2014"),
        ("[2014-04-21..2014-04-22]", "21 or 22 Apr 2014"),
        ("[2014-04-30..2014-05-01]", "30 Apr or 1 May 2014"),
        ("[2014-04-03..2014-04-23]", "3–23 Apr 2014"),
        ("[2014-04-03..2014-05-23]", "3 Apr – 23 May 2014"),
        ("[2013-12-30..2014-01-02]", "30 Dec 2013 – 2 Jan 2014"),
        ("[2020-05..2020-06]", "May 2020 – Jun 2020"),
        ("[2013..2014]", "2013–2014"),
        ("2007~", "about 2007"),
    ],
)
def test_the_short_form_abbreviates_months_and_what_joins_dates(edtf: str, words: str) -> None:
    assert date_in_words(parse_date(edtf), short=True) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2014-04-21", "21. Apr. 2014"),
        ("[..2014-04-23]", "≤ 23. Apr. 2014"),
        ("[2014-04-03..2014-04-23]", "3. Apr. … 23. Apr. 2014"),
    ],
)
def test_the_short_form_keeps_to_its_language(edtf: str, words: str) -> None:
    assert date_in_words(parse_date(edtf), "de", short=True) == words


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("[2020-03-01..2020-06-17]", "de", "1. März … 17. Juni 2020"),
        ("[2020-03-01..2020-06-17]", "ru", "1 марта … 17 июня 2020 г."),
        ("2020-01-29/2020-02-02", "de", "29. Januar – 2. Februar 2020"),
        ("[2019-12-29..2020-01-02]", "de", "29. Dezember 2019 … 2. Januar 2020"),
        ("[2020-03-01..2020-06-17]", "zh", "2020年3月1日 … 2020年6月17日"),
        ("[2020-03..2020-06]", "de", "März 2020 … Juni 2020"),
    ],
)
def test_two_days_of_one_year_name_it_once_where_it_is_written_last(
    edtf: str, language: str, words: str
) -> None:
    assert plain(date_in_words(parse_date(edtf), language)) == words


def test_a_name_that_runs_from_the_right_is_set_apart_from_the_figure_behind_it() -> None:
    assert names_set_apart(("Ana Bell", "Фонд «Яр»")) == "Ana Bell and Фонд «Яр»"
    assert names_set_apart(("صندوق وادي",), "de") == "\u200e\u2068صندوق وادي\u2069"
    assert names_set_apart(("صندوق وادي",), "ar") == "صندوق وادي"


def test_story_words_that_run_from_the_right_are_isolated_within_ours() -> None:
    assert set_apart("13 May 2024") == "13 May 2024"
    assert set_apart("13 במאי 2024") == "\u206813 במאי 2024\u2069"


POINTS = st.one_of(
    st.dates(dt.date(1990, 1, 1), dt.date(1991, 12, 31)).map(dt.date.isoformat),
    st.sampled_from(["1990-11", "1990-12", "1991-01", "1990", "1991"]),
)
FORMS = ("{0}", "[..{0}]", "[{0}..]", "[{0}..{1}]", "{0}/{1}", "/{0}", "{0}/", "{0}/..", "{0}~")


@given(POINTS, POINTS, st.sampled_from(FORMS), POINTS, POINTS, st.sampled_from(FORMS))
def test_two_dates_that_differ_in_the_long_form_differ_in_the_short_form(
    a: str, b: str, form: str, c: str, d: str, other_form: str
) -> None:
    try:
        one, other = parse_date(form.format(a, b)), parse_date(other_form.format(c, d))
    except ValueError:  # An end before its start.
        return
    long = date_in_words(one) != date_in_words(other)
    assert long == (date_in_words(one, short=True) != date_in_words(other, short=True))


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
    ("before", "after", "english", "german"),
    [
        ("2014-04-01", "2014-04-02", "1 day", "1 Tag"),
        ("2014-04-01", "2014-04-03", "2 days", "2 Tage"),
        ("2014-01-01", "2014-04-01", "90 days", "90 Tage"),
        ("2014-01-01", "2014-07-01", "6 months", "6 Monate"),
        ("2014-01-01", "2014-04-15", "3 months, 14 days", "3 Monate 14 Tage"),
        ("2020-05-01", "2021-05-02", "1 year, 1 day", "1 Jahr 1 Tag"),
        ("2014-01-31", "2014-06-01", "4 months, 1 day", "4 Monate 1 Tag"),
        ("2019-12-31", "2024-02-29", "4 years, 1 month, 29 days", "4 Jahre 1 Monat 29 Tage"),
        ("2013-12", "2014-04-01", "between 3 and 4 months", "3–4 Monate"),
        ("2013-12", "2014-04-22", "between 3 and 5 months", "3–5 Monate"),
        ("2014-04", "2014-06-01", "between 1 and 2 months", "1–2 Monate"),
        ("2014-04-20/2014-04-21", "2014-04-24", "between 3 and 4 days", "3–4 Tage"),
        ("2014-05", "[2014-07-10..2014-07-20]", "between 40 and 80 days", "40–80 Tage"),
        ("2014-04-05", "2014-22", "between 1 and 5 months", "1–5 Monate"),
        ("2012", "2014", "between 1 and 3 years", "1–3 Jahre"),
        ("1988-03-01", "2014-05", "between 26 and 27 years", "26–27 Jahre"),
        ("2000-01-01", "2004-01-01", "4 years", "4 Jahre"),
    ],
)
def test_gaps_follow_from_the_bounds_of_both_dates(
    before: str, after: str, english: str, german: str
) -> None:
    dates = parse_date(before), parse_date(after)
    assert gap_in_words(*dates) == english
    assert plain(gap_in_words(*dates, "de")) == german


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("2014", "2014-04-21", id="a day of the year itself"),
        pytest.param("2014-05-15", "2014-22", id="sixteen days to six months"),
        pytest.param("199X", "2017-03-01", id="a decade"),
        pytest.param("19XX", "2017-03-01", id="a century"),
        pytest.param("2007~", "2014-04-21", id="about"),
        pytest.param("2007-01-01", "2014-04-21?", id="possibly"),
        pytest.param("2007-01-01", "2014-04-21/2014-04-22~", id="about at the far end"),
        pytest.param("[..2007]", "2014-04-21", id="no first day"),
        pytest.param("2007-01-01", "2014-04/", id="no last day"),
        pytest.param("2014-04-21", "2014-04-21", id="the same day"),
        pytest.param("2014-04-22", "2014-04-21", id="the wrong way round"),
        pytest.param("2014-01", "2014-03", id="29 to 89 days"),
    ],
)
def test_no_gap_is_printed_if_the_dates_are_too_vague(before: str, after: str) -> None:
    assert gap_in_words(parse_date(before), parse_date(after)) == ""


@pytest.mark.parametrize("language", ["ar", "zh", "ja", "tr", "he", "ru", "fr", "fi", "hi"])
def test_a_gap_has_both_its_ends_in_every_language(language: str) -> None:
    """Arabic has a word of its own for two months, without a number."""
    words = gap_in_words(parse_date("2014-04"), parse_date("2014-06-01"), language)
    ends = [
        gap_in_words(parse_date("2000-01-01"), parse_date(year), language)
        for year in ("2003-01-01", "2005-01-01")
    ]
    assert words
    assert "–" in words
    assert len(set(ends)) == 2


EXACT_DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2200, 1, 1))


@given(st.lists(EXACT_DAYS, min_size=4, max_size=4).map(sorted))
def test_what_a_gap_says_holds_for_every_day_that_is_possible(days: list[dt.date]) -> None:
    before, after = (parse_date(f"[{one}..{two}]") for one, two in (days[:2], days[2:]))
    if days[0] == days[1] and days[2] == days[3]:
        return  # two known days: the gap is exact, and printed in more than one unit
    found = re.fullmatch(
        r"(?:between (?P<low>\d+) and )?(?P<high>\d+) (?P<unit>day|month|year)s?",
        gap_in_words(before, after),
    )
    if found is None:
        assert gap_in_words(before, after) == ""
        assert gap_days(before, after) in (None, (0, 0))
        return
    low, high = int(found["low"] or found["high"]), int(found["high"])
    longest_unit = {"day": 1, "month": 31, "year": 366}[found["unit"]]
    shortest_unit = {"day": 1, "month": 28, "year": 365}[found["unit"]]
    assert low * shortest_unit <= (days[2] - days[1]).days
    assert (days[3] - days[0]).days <= high * longest_unit


@pytest.mark.parametrize(
    ("status", "asserted_by", "denied_by", "words"),
    [
        ("reported", (), (), ""),
        ("reported", (), ("The chairman",), "denied by The chairman"),
        ("claimed", ("A", "B"), ("The chairman",), "claimed by A and B; denied by The chairman"),
        ("claimed", ("A", "B", "C"), (), "claimed by A, B and C"),
        ("disputed", (), ("A", "B"), "disputed; denied by A and B"),
        ("disputed", ("A",), (), "claimed by A, disputed"),
        ("disputed", ("A",), ("B",), "claimed by A, disputed; denied by B"),
        ("planned", ("A",), (), "planned by A"),
        ("", (), (), ""),
    ],
)
def test_both_sides_are_said_each_by_whom(
    status: str, asserted_by: tuple[str, ...], denied_by: tuple[str, ...], words: str
) -> None:
    row = {"status": status, "asserted_by": asserted_by, "denied_by": denied_by}
    assert stance_in_words(row) == words


def test_a_stake_that_somebody_asserts_is_a_claim() -> None:
    assert stance_in_words({"asserted_by": ("A",), "denied_by": ("B",)}) == (
        "claimed by A; denied by B"
    )


def test_things_are_counted_with_their_noun() -> None:
    counted = [count_in_words(number, "row") for number in (0, 1, 2150)]
    assert counted == ["0 rows", "1 row", "2,150 rows"]
    assert count_with_verb(1, "row") == "1 row is"
    assert count_with_verb(3, "row") == "3 rows are"
