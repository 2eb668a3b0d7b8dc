"""Words for a time to EDTF, at the precision of the words."""

import pytest

from dateline.dates import parse_date
from dateline.drafting.calendar_points import published_of
from dateline.drafting.dates import find_dates, language_of
from tests.drafting.bare_text import dates_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left on 21 April 2014.", [("21 April 2014", "2014-04-21")]),
        ("On Friday, Oct. 23, it rained.", [("Friday, Oct. 23", "2013-10-23")]),
        ("It fell in early March.", [("early March", "2014-03")]),
        ("It fell in December.", [("December", "2013-12")]),
        ("He fled on Monday.", [("Monday", "2014-04-21")]),
        ("He will speak on Monday.", [("Monday", "2014-04-28")]),
        ("They met last Wednesday.", [("last Wednesday", "2014-04-16")]),
        ("It closed three weeks ago.", [("three weeks ago", "2014-04-02")]),
        ("He founded it seven years ago.", [("seven years ago", "2007~")]),
        ("Sales fell two months ago.", [("two months ago", "2014-02")]),
        ("Sales fell in the third quarter of 2013.",
         [("the third quarter of 2013", "[2013-07..2013-09]")]),
        ("They marched over the weekend.", [("weekend", "[2014-04-19..2014-04-20]")]),
        ("It happened last week.", [("last week", "[2014-04-14..2014-04-20]")]),
        ("It opened in the spring of 2013.", [("the spring of 2013", "2013-21")]),
        ("He has sung since 1998.", [("1998", "1998/..")]),
        ("It must be paid by June 30, 2016.", [("June 30, 2016", "[..2016-06-30]")]),
        ("He played from 1999 to 2008.", [("1999 to 2008", "1999/2008")]),
        ("Built in 1962 or 1963.", [("1962 or 1963", "[1962..1963]")]),
        ("It was mapped about 1911.", [("1911", "1911~")]),
        ("In the 1990s nobody came.", [("the 1990s", "199X")]),
        ("He has waited for months.", [("for months", "/2014-04-23")]),
        ("It began on 3-5 March 2012.", [("3-5 March 2012", "2012-03-03/2012-03-05")]),
        ("Read it on April Fools' Day.", [("April Fools' Day", "2014-04-01")]),
        ('"We will sue," she said on Monday.', [("Monday", "2014-04-21")]),
        ('She said: "We will meet on Monday."', [("Monday", "2014-04-28")]),
        ("The table was due in early April.", [("early April", "2014-04")]),
        ("It was mended in July of that year.", [("July of that year", "")]),
        ("It shut between July and September of that year.",
         [("July and September of that year", "")]),
    ],
)  # fmt: skip
def test_english_words_for_a_time_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert dates_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Am 3. September 2013 kam er.", [("3. September 2013", "2013-09-03")]),
        ("Anfang März 2013 fiel es.", [("Anfang März 2013", "2013-03")]),
        ("Am Montagabend ging er.", [("Montagabend", "2014-04-21")]),
        ("Er kam vor drei Wochen.", [("vor drei Wochen", "2014-04-02")]),
        ("Im Winter 2013/14 fror es.", [("Winter 2013/14", "2013-24")]),
        ("Sie wohnt hier seit 1996.", [("1996", "1996/..")]),
        ("Das soll am 12. Mai enden.", [("12. Mai", "2014-05-12")]),
        ("Gestern kam er.", [("Gestern", "2014-04-22")]),
    ],
)
def test_german_words_for_a_time_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert dates_in(text, "de") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Он пришёл, 4 марта 2013 года.", [("4 марта 2013 года", "2013-03-04")]),
        ("Во вторник он ушёл.", [("вторник", "2014-04-22")]),
        ("Летом 2013 года он ушёл.", [("Летом 2013 года", "2013-22")]),
        ("Неделю назад он ушёл.", [("Неделю назад", "2014-04-16")]),
        ("Он работал с 2011 года.", [("2011 года", "2011/..")]),
        ("В прошлом году он ушёл.", [("прошлом году", "2013")]),
    ],
)
def test_russian_words_for_a_time_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert dates_in(text, "ru") == found


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and they march on.",
        "About 2014 people came and 1500 shares were sold.",
        "It was taken out of second place.",
        "He paid $1999 for the A 48 motor.",
        "He came every Saturday.",
        "The call lasted three weeks longer.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert dates_in(text) == []


def test_a_time_that_counts_from_another_event_has_no_date_and_says_so() -> None:
    (found,) = find_dates("He left two days later.", language_of("en"), None)
    assert (found.words, found.edtf) == ("two days later", "")
    assert found.rule == "counts from another event, which the words do not name"


def test_the_rule_names_the_day_that_is_counted_from_and_the_other_reading() -> None:
    published = published_of(parse_date("2022-01-07"))
    (found,) = find_dates("He fled on Wednesday.", language_of("en"), published)
    assert found.rule == "Wednesday before 7 January 2022"
    assert found.alternatives == ("2021-12-29",)


def test_without_a_day_of_publication_a_relative_date_is_blank() -> None:
    (found,) = find_dates("He fled on Monday.", language_of("en"), None)
    assert found.edtf == ""
    assert found.rule == "counts from the day of publication, which is not known to the day"


def test_of_two_possible_days_of_publication_both_are_counted_from() -> None:
    two_days = "[2014-04-22..2014-04-23]"
    assert dates_in("He fled on Monday, three weeks ago.", published=two_days) == [
        ("Monday", "2014-04-21"),
        ("three weeks ago", "[2014-04-01..2014-04-02]"),
    ]


def test_a_publication_known_only_by_its_month_dates_no_day() -> None:
    assert dates_in("He fled on Monday. It fell last year.", published="2014-04") == [
        ("Monday", ""),
        ("last year", "2013"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann, who will leave, said on Monday it hurt.", [("Monday", "2014-04-21")]),
        ("The club, which will move in 2027, said Friday that it lost.",
         [("2027", "2027"), ("Friday", "2014-04-18")]),
        ("Ann said on Monday the fund will pay.", [("Monday", "2014-04-21")]),
        ("Ann said that on Monday the fund will pay.", [("Monday", "2014-04-28")]),
        ("Ann said the fund will pay on Monday.", [("Monday", "2014-04-28")]),
        ("It will open, Ann said, on Monday.", [("Monday", "2014-04-28")]),
        ("He left on Monday. She will follow.", [("Monday", "2014-04-21")]),
        ("The books were scheduled to be read in October.", [("October", "2013-10")]),
        ("It had been expected on Monday.", [("Monday", "2014-04-21")]),
        ("The results would be announced by 30 May.", [("30 May", "[..2014-05-30]")]),
        ("Built in May, it burned on Monday.", [("May", "2013-05"), ("Monday", "2014-04-21")]),
    ],
)  # fmt: skip
def test_the_last_tense_before_a_time_directs_it(text: str, found: list[tuple[str, str]]) -> None:
    assert dates_in(text) == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Die Erben, die verkaufen wollen, erklärten am Montag nichts.", "de", "2014-04-21"),
        ("Банк, который будет продан, сообщил в понедельник.", "ru", "2014-04-21"),
    ],
)
def test_the_last_tense_before_a_time_directs_it_in_other_languages(
    text: str, language: str, found: str
) -> None:
    assert [edtf for _, edtf in dates_in(text, language)] == [found]


def test_a_time_between_tenses_that_disagree_has_no_date_and_both_readings() -> None:
    published = published_of(parse_date("2014-04-23"))
    (found,) = find_dates("A report due in May was late.", language_of("en"), published)
    assert (found.edtf, found.alternatives) == ("", ("2014-05", "2013-05"))
    assert found.rule == "whether it is past or to come the words leave open"


def test_a_year_lent_from_another_sentence_is_a_suggestion() -> None:
    text = "It sank on 14 May 2011. It was raised in July of that year."
    found = find_dates(text, language_of("en"), published_of(parse_date("2014-04-23")))[1]
    assert (found.words, found.edtf, found.alternatives) == (
        "July of that year", "", ("2011-07",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The league stopped in March the following year.", "en", "March the following year"),
        ("The following Monday they came.", "en", "following Monday"),
        ("Am folgenden Montag kam er.", "de", "folgenden Montag"),
    ],
)
def test_a_time_that_follows_another_has_no_date(text: str, language: str, words: str) -> None:
    ((found, edtf),) = dates_in(text, language)
    assert (found.removeprefix("The "), edtf) == (words, "")


def test_the_rule_says_that_early_stands_in_the_words_alone() -> None:
    published = published_of(parse_date("2014-04-23"))
    (found,) = find_dates("It fell in early March.", language_of("en"), published)
    assert found.edtf == "2014-03"
    assert found.rule.endswith('; "early" stands in the words alone')


def test_year_month_and_day_with_their_signs_need_no_rules() -> None:
    text = "公司成立于1971年。2022年5月14日搁浅，2023年夏天卖掉，2024年13月，1500年前，1990年代。"
    assert dates_in(text, "zh") == [
        ("1971年", "1971"),
        ("2022年5月14日", "2022-05-14"),
        ("2023年", "2023"),
    ]


def test_another_language_has_iso_dates_alone() -> None:
    assert dates_in("Le 3 mars 2014 et 2014-03-04, 2014-13-40.", "fr") == [
        ("2014-03-04", "2014-03-04")
    ]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Am 15. September tagt der Rat.", "de", "2014-09-15"),
        ("Der Vertrag läuft am 31. Dezember aus.", "de", "2014-12-31"),
        ("Der Rat stimmt am 12. Mai ab.", "de", "2014-05-12"),
        ("Kern, der im Oktober sechzig wird, schwieg.", "de", "2014-10"),
        ("Das Kartellamt muss zustimmen; es prüft seit dem 1. März.", "de", "2014-03-01/.."),
        ("Zum Monatsende geht sie.", "de", "2014-04"),
        ("Die höchste Zahl seit 2010 wurde erreicht.", "de", "2010"),
        ("Ana Bell, who quit last December, will speak.", "en", "2013-12"),
        ("She said the bid would lapse on 30 November.", "en", "2014-11-30"),
        ("The vote could come by the end of July.", "en", "[..2014-07]"),
        ("They must reply by 5pm on 28 June.", "en", "[..2014-06-28]"),
        ("Shares were at their highest since March 2010.", "en", "2010-03"),
        ("Weeks later he left.", "en", ""),
        ("Заседание назначено на 3 декабря.", "ru", "2014-12-03"),
        ("К концу года завод закроют.", "ru", "[..2014]"),
        ("Годом ранее он ушёл.", "ru", ""),
    ],
)
def test_what_comes_what_ends_and_what_counts_from_another_time(
    text: str, language: str, found: str
) -> None:
    assert [edtf for _, edtf in dates_in(text, language)] == [found]
