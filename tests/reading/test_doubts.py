"""What is legal but probably a slip, word for word; and the key figures that an article names."""

from pathlib import Path

import pytest

from dateline.reading import load_story, read_story
from tests.story_files import BODY, Row, a_quote, a_stake, an_article, an_event, write_story

STAKE_ROW = "stakes.csv row 2 (line 2), ucp"


def warnings(folder: Path, **files: object) -> list[str]:
    reading = read_story(write_story(folder, **files))  # type: ignore[arg-type]
    assert reading.problems == ()
    return [str(warning) for warning in reading.warnings]


# --- Names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mail.ru Group", "Mailru Group"),
        ("Mail.ru Group", "mail ru group"),
        ("Société Aurore", "Societe Aurore"),
        ("Northwind", "Nortwind"),
        ("Northwind", "Norhtwind"),
        ("Northwind", "Northwynd"),
        ("Northwind", "Northwinds"),
    ],
)
def test_holders_that_nearly_match(tmp_path: Path, one: str, other: str) -> None:
    rows = [a_stake(id="a", holder=one), a_stake(id="b", holder=other)]
    assert warnings(tmp_path, stakes=rows) == [
        f'stakes.csv row 3 (line 3), b: holder: "{other}" nearly matches "{one}" (row 2, a); '
        "if they are the same, write them alike"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fund 1", "Fund 2"),
        ("Aurora Fund 1", "Aurora Fund 11"),
        ("UCP", "UBP"),
        ("Ana Bell", "Bo Bell"),
        ("Northwind", "Southwind"),
    ],
)
def test_holders_that_are_two(tmp_path: Path, one: str, other: str) -> None:
    rows = [a_stake(id="a", holder=one, share="1"), a_stake(id="b", holder=other, share="1")]
    assert warnings(tmp_path, stakes=rows) == []


def test_names_are_compared_over_files_and_columns(tmp_path: Path) -> None:
    event = an_event(actors="Pawel Durov", category="Company")
    assert warnings(tmp_path, events=[event], quotes=[a_quote(topic="Compani")]) == [
        'quotes.csv row 2 (line 2), out: speaker: "Pavel Durov" nearly matches "Pawel Durov" '
        "(events.csv row 2, founding); if they are the same, write them alike"
    ]


def test_categories_and_topics_that_nearly_match(tmp_path: Path) -> None:
    events = [
        an_event(),
        an_event(id="b", category="Companies"),
        an_event(id="c", category="Compani"),
    ]
    quotes = [a_quote(topic="The sale"), a_quote(id="b", topic="The sales")]
    found = warnings(tmp_path, events=events, quotes=quotes)
    assert [line.partition(";")[0] for line in found] == [
        'events.csv row 4 (line 4), c: category: "Compani" nearly matches "Company" '
        "(row 2, founding)",
        'quotes.csv row 3 (line 3), b: topic: "The sales" nearly matches "The sale" (row 2, out)',
    ]


def test_a_boolean_of_a_spreadsheet_is_asked_about(tmp_path: Path) -> None:
    assert warnings(tmp_path, events=[an_event(summary="TRUE", actors="VK; FALSE")]) == [
        f'events.csv row 2 (line 2), founding: {column}: "{value}" may come from a spreadsheet; '
        "is it intended?"
        for column, value in [("actors", "FALSE"), ("summary", "TRUE")]
    ]


# --- Shares --------------------------------------------------------------------------------


def stakes(*shares: str, **changes: str) -> list[Row]:
    return [
        a_stake(id=f"s{n}", holder=f"Fund {n}", share=share, **changes)
        for n, share in enumerate(shares, 1)
    ]


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        (("60", "40.04"), None),
        (("33.34", "33.34", "33.34"), None),
        (("48", "0..60"), None),
        (("60", "40.5"), "100.5"),
        (("48", "40..60", "12.5"), "100.5–120.5"),
    ],
)
def test_shares_of_one_day_that_are_over_a_hundred(
    tmp_path: Path, shares: tuple[str, ...], total: str | None
) -> None:
    rows = stakes(*shares)
    listed = "; ".join(f"row {n + 1}, s{n}" for n in range(1, len(rows) + 1))
    last = f"stakes.csv row {len(rows) + 1} (line {len(rows) + 1}), s{len(rows)}"
    assert warnings(tmp_path, stakes=rows) == (
        [
            f"{last}: share: the shares on 2013-04-30 add up to {total}%, more than all there is "
            f"({listed}); if some contradict each other, name them in disputed_by; if a holder "
            "no longer has one, add a row with what is left; if one is of something else, such as "
            "the votes or another company, name that in of"
        ]
        if total
        else []
    )


def test_rivals_count_once_with_their_lowest(tmp_path: Path) -> None:
    one, other = stakes("60", "70")
    rest = a_stake(id="rest", holder="Rest", share="35")
    assert warnings(tmp_path, stakes=[{**one, "disputed_by": "s2"}, other, rest]) == []
    rest["share"] = "45"  # type: ignore[index]
    (warning,) = warnings(tmp_path, stakes=[one, {**other, "disputed_by": "s1"}, rest])
    assert "add up to 105–115%, more than all there is" in warning


def test_layers_are_summed_apart(tmp_path: Path) -> None:
    one, other = stakes("60", "60")
    outside = {**other, "evidence": "", "source": "https://x.org"}
    assert warnings(tmp_path, stakes=[one, outside]) == []
    (warning,) = warnings(tmp_path, stakes=[outside, {**outside, "id": "c", "holder": "C"}])
    assert "the other sources' shares on 2013-04-30 add up to 120%" in warning


def test_shares_of_different_days_are_added_while_both_are_in_force(tmp_path: Path) -> None:
    one, other = stakes("60", "60")
    later = {**other, "date": "2014"}
    (warning,) = warnings(tmp_path, stakes=[later, one])
    assert warning.startswith("stakes.csv row 2 (line 2), s2: share: the shares on 2014-12-31 ")
    sold = {**one, "id": "sold", "share": "0", "date": "2013-12"}
    assert warnings(tmp_path, stakes=[one, later, sold]) == []
    undisclosed = {**sold, "share": "", "basis": "undisclosed"}
    assert warnings(tmp_path, stakes=[one, later, undisclosed]) == []


def test_too_many_shares_are_listed_once_while_any_of_them_holds(tmp_path: Path) -> None:
    one, other = stakes("60", "60")
    later = [
        {**one, "id": "s3", "share": "70", "date": "2014"},
        {**other, "id": "s4", "share": "70", "date": "2015"},
    ]
    found = warnings(tmp_path, stakes=[one, other, *later])
    assert [line.partition("; if")[0].partition("share: ")[2] for line in found] == [
        "the shares on 2013-04-30 add up to 120%, more than all there is (row 2, s1; row 3, s2)",
        "the shares on 2015-12-31 add up to 140%, more than all there is (row 4, s3; row 5, s4)",
    ]


def test_of_many_shares_the_first_ten_are_listed(tmp_path: Path) -> None:
    (warning,) = warnings(tmp_path, stakes=stakes(*["10"] * 12))
    assert "row 11, s10; and 2 more); if some" in warning


def test_two_statements_of_one_holder_and_day(tmp_path: Path) -> None:
    one, other = a_stake(share="20"), a_stake(id="again", share="25")
    assert warnings(tmp_path, stakes=[one, other]) == [
        'stakes.csv row 3 (line 3), again: share: "25" differs from the share in row 2, ucp for '
        "the same holder and day; if they contradict each other, name the other in disputed_by; "
        "if one is of something else, such as the votes, name that in of"
    ]
    assert warnings(tmp_path, stakes=[one, {**other, "share": "20"}]) == [
        'stakes.csv row 3 (line 3), again: share: "20" says the same as row 2, ucp for '
        "the same holder and day; if it is one statement, make one row of both passages"
    ]
    assert warnings(tmp_path, stakes=[one, {**other, "disputed_by": "ucp"}]) == []
    assert warnings(tmp_path, stakes=[one, {**other, "of": "votes"}]) == []


def test_a_fraction_that_the_evidence_does_not_print(tmp_path: Path) -> None:
    assert warnings(tmp_path, stakes=[a_stake(share="0.48")]) == [
        f'{STAKE_ROW}: share: "0.48" is less than 1 percent; if 48 percent is meant, write 48'
    ]
    article = an_article().replace("48 percent of VK", "0.48 percent of VK")
    stake = a_stake(share="0.48", evidence="0.48 percent of VK")
    assert warnings(tmp_path, article=article, stakes=[stake]) == []


def an_article_with(words: str, **changes: str) -> str:
    return f"{an_article(**changes)}\n{words}.\n"


# --- Dates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "season"),
    [
        ("2020-21", "spring 2020"),
        ("2021-22", "summer 2021"),
        ("2022-23", "autumn 2022"),
        ("2023-24", "winter 2023–24"),
    ],
)
def test_two_years_that_are_a_season(tmp_path: Path, date: str, season: str) -> None:
    two_years = f"{date[:4]}/{int(date[:4]) + 1}"
    assert warnings(tmp_path, stakes=[a_stake(date=date)]) == [
        f'{STAKE_ROW}: date: "{date}" is {season}; for two years write "{two_years}"'
    ]


@pytest.mark.parametrize("date", ["2014-21", "2020/2021", "2020-22"])
def test_what_does_not_look_like_two_years(tmp_path: Path, date: str) -> None:
    assert warnings(tmp_path, stakes=[a_stake(date=date)]) == []


@pytest.mark.parametrize(
    ("date", "words", "is_season"),
    [
        ("2023-24", "winter 2023", True),
        ("2023-24", "Over the Winter", True),
        ("2022-23", "in the fall", True),
        ("2020-21", "im Frühjahr 2020", True),
        ("2021-22", "l’été 2021", True),
        ("2020-21", "the winter of 2020-21", False),
        ("2023-24", "wintergreen", False),
        ("2020-21", "in 2020-21", False),
    ],
)
def test_a_season_that_the_words_name_is_meant(
    tmp_path: Path, date: str, words: str, is_season: bool
) -> None:
    event = an_event(date=date, date_words=words)
    found = warnings(tmp_path, article=an_article_with(words, published="2025"), events=[event])
    assert ["; for two years write" in line for line in found] == [True] * (not is_season)
    stake = a_stake(date=date, evidence=words)
    assert bool(warnings(tmp_path, article=an_article_with(words), stakes=[stake])) != is_season


def test_the_season_that_is_suggested_is_not_warned_of(tmp_path: Path) -> None:
    article = an_article_with("winter 2023", published="2025")
    event = an_event(date="winter 2023", date_words="winter 2023")
    reading = read_story(write_story(tmp_path, article=article, events=[event]))
    assert 'did you mean "2023-24"?' in str(reading.problems[0])
    assert warnings(tmp_path, article=article, events=[{**event, "date": "2023-24"}]) == []


@pytest.mark.parametrize(
    ("changes", "is_late"),
    [
        ({"date": "2015"}, True),
        ({"date": "2014-04-24"}, True),
        ({"date": "2014-04"}, False),
        ({"date": "2015", "status": "planned"}, False),
        ({"date": "2015", "evidence": "", "source": "https://x.org"}, False),
        ({"date": "[..2015]"}, False),
    ],
)
def test_an_event_after_publication(tmp_path: Path, changes: Row, is_late: bool) -> None:
    expected = (
        f'events.csv row 2 (line 2), founding: date: "{changes["date"]}" is after publication '
        "(2014-04-23); is it planned?"
    )
    assert warnings(tmp_path, events=[an_event(**changes)]) == ([expected] if is_late else [])


@pytest.mark.parametrize(
    ("words", "language", "named"),
    [
        ("Wednesday", "en", "Wednesday"),
        ("Wednesday evening", "en", "Wednesday"),
        ("on wednesday at noon", "en", "wednesday"),
        ("Last Wednesday, March 7th", "en", "Wednesday"),
        ("late on Wednesday 7 March 2013", "en", "Wednesday"),
        ("Am Mittwoch, dem 7. März", "de", "Mittwoch"),
        ("mercredi soir", "fr", "mercredi"),
        ("a week from Wednesday", "en", None),
        ("the day after Wednesday", "en", None),
        ("until Wednesday", "en", None),
        ("Wednesday and the day after", "en", None),
        ("between Wednesday and Friday", "en", None),
        ("on Wednesdays", "en", None),
        ("Thursday", "en", None),
        ("the next day", "en", None),
        ("Mittwoch", "en", None),
    ],
)
def test_a_day_that_is_another_weekday_than_its_words_say(
    tmp_path: Path, words: str, language: str, named: str | None
) -> None:
    event = an_event(date="2013-03-07", date_words=words)
    assert warnings(
        tmp_path, article=an_article_with(words, language=language), events=[event]
    ) == (
        [
            'events.csv row 2 (line 2), founding: date: "2013-03-07" is a Thursday, but '
            f"date_words say {named}; write the intended day"
        ]
        if named
        else []
    )


@pytest.mark.parametrize("date", ["2013-03", "2013-03-07~", "2013-03-07?", "", "2013-03-07/.."])
def test_only_one_sure_day_has_a_weekday(tmp_path: Path, date: str) -> None:
    event = an_event(date=date, date_words="Wednesday")
    assert warnings(tmp_path, article=an_article_with("Wednesday"), events=[event]) == []


# --- Key figures ---------------------------------------------------------------------------

SALE = an_event(id="sale")
OUTSIDE = an_event(id="outside", evidence="", source="https://x.org")
EVENTS = [an_event(), SALE, OUTSIDE]


@pytest.mark.parametrize(
    "written",
    [
        "stake:ucp; event:founding..event:sale; disputes",
        "[stake:ucp, 'event:founding..event:sale', disputes]",
        "\n  - stake:ucp\n  - event:founding..event:sale\n  - disputes",
        "|\n  stake:ucp\n  event:founding..event:sale\n  disputes",
    ],
)
def test_figures_may_be_written_as_a_list_or_as_text(tmp_path: Path, written: str) -> None:
    article = an_article().replace("\n---\n", f"\nfigures: {written}\n---\n", 1)
    story = load_story(write_story(tmp_path, article=article, events=EVENTS))
    assert story.article.figures == ("stake:ucp", "event:founding..event:sale", "disputes")


def test_figures_are_none_where_none_are_asked_for(tmp_path: Path) -> None:
    assert load_story(write_story(tmp_path)).article.figures == ()


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "event:sal",
            '"event:sal" is not the id of any row of events.csv; did you mean "event:sale"?',
        ),
        ("stake:sale", '"stake:sale" is not the id of any row of stakes.csv'),
        ("event:sale..event:xyz", '"event:xyz" is not the id of any row of events.csv'),
        (
            "event:outside",
            '"event:outside" is background; key figures rest on the article only',
        ),
        ("event:sale..event:sale", '"event:sale..event:sale" spans from an event to itself'),
        (
            "quote:out",
            '"quote:out" is not a key figure; write "stake:ID", "event:ID", "event:A..event:B" '
            'or "disputes"',
        ),
        ("disputes; disputes", '"disputes" appears twice; keep one'),
        (
            "disputes; event:sale; stake:ucp; event:founding",
            '"disputes; event:sale; stake:ucp; event:founding" has 4 figures; keep 3 at most',
        ),
    ],
)
def test_a_figure_that_is_wrong(tmp_path: Path, written: str, expected: str) -> None:
    write_story(tmp_path, article=an_article(figures=written), events=EVENTS)
    found = [str(problem) for problem in read_story(tmp_path).problems]
    assert found == [f"article.md:9: figures: {expected}"]


def test_a_figure_of_a_row_that_cannot_be_read_is_no_second_fault(tmp_path: Path) -> None:
    write_story(tmp_path, article=an_article(figures="event:sale"), events="id;x\nsale;1\n")
    assert {problem.file for problem in read_story(tmp_path).problems} == {"events.csv"}


# --- Names within names, names with a comma ------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Norvik", "Norvik Lines"),
        ("Durov", "Pavel Durov"),
        ("P. Durov", "Pavel Durov"),
        ("Pavel Durov", "Durov, Pavel"),
    ],
)
def test_a_name_within_another_is_asked_about(tmp_path: Path, one: str, other: str) -> None:
    rows = [a_stake(id="a", holder=one, share="1"), a_stake(id="b", holder=other, share="1")]
    assert warnings(tmp_path, stakes=rows, quotes=[]) == [
        f'stakes.csv row 3 (line 3), b: holder: "{other}" may be "{one}" (row 2, a); if they are '
        "the same, write them alike"
    ]


def test_a_speaker_is_compared_with_holders_and_actors(tmp_path: Path) -> None:
    event = an_event(actors="Durov")
    assert warnings(tmp_path, events=[event]) == [
        'quotes.csv row 2 (line 2), out: speaker: "Pavel Durov" may be "Durov" (events.csv row 2, '
        "founding); if they are the same, write them alike"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Council", "friends of the Council"),
        ("Fund", "Fund 2"),
        ("Ann", "Ann and Bob"),
        ("Ann Bell", "Bo Bell"),
    ],
)
def test_a_name_with_other_words_around_it_is_another(tmp_path: Path, one: str, other: str) -> None:
    rows = [a_stake(id="a", holder=one, share="1"), a_stake(id="b", holder=other, share="1")]
    assert warnings(tmp_path, stakes=rows, quotes=[]) == []


@pytest.mark.parametrize("actors", ["Ann Bell, Bo Bell", "Ann, Bo, Carl", "VK, Carl; VK"])
def test_actors_with_a_comma_between_them_are_asked_about(tmp_path: Path, actors: str) -> None:
    written = actors.partition(";")[0]
    parts = written.split(", ")
    assert warnings(tmp_path, events=[an_event(actors=actors)], quotes=[]) == [
        f'events.csv row 2 (line 2), founding: actors: "{written}" is read as one name; if they '
        f'are {len(parts)}, write "{"; ".join(parts)}"'
    ]


@pytest.mark.parametrize("actor", ["Acme, Inc.", "Ann Bell, head of the fund", "Washington, D.C."])
def test_a_comma_within_one_name_is_not(tmp_path: Path, actor: str) -> None:
    assert warnings(tmp_path, events=[an_event(actors=actor)], quotes=[]) == []


# --- The article's words for a time, and the date ------------------------------------------


def dated(folder: Path, date: str, words: str, **changes: str) -> list[str]:
    article = an_article(f"{BODY}\nIt was {words} there.\n", published="2023-12-31")
    event = an_event(date=date, date_words=words, **changes)
    found = warnings(folder, article=article, events=[event])
    return [line.removeprefix("events.csv row 2 (line 2), founding: date: ") for line in found]


@pytest.mark.parametrize(
    ("date", "words", "message"),
    [
        (
            "2023-03-01/2023-03-10",
            "in early March",
            '"2023-03-01/2023-03-10" lasted all that time, but date_words say "in early March"; '
            'did you mean "[2023-03-01..2023-03-10]"?',
        ),
        (
            "2023-06-05/2023-06-11",
            "last week",
            '"2023-06-05/2023-06-11" lasted all that time, but date_words say "last week"; did you '
            'mean "[2023-06-05..2023-06-11]"?',
        ),
        (
            "[2023-03-01..2023-03-10]",
            "from 1 to 10 March",
            '"[2023-03-01..2023-03-10]" is one day of these, but date_words say "from 1 to 10 '
            'March"; did you mean "2023-03-01/2023-03-10"?',
        ),
        (
            "../2023-06-30",
            "by the end of June",
            '"../2023-06-30" is a time that ended then, but date_words say "by the end of June"; '
            'did you mean "[..2023-06-30]"?',
        ),
        (
            "2023",
            "in the first quarter of 2023",
            '"2023" is another time, but date_words say "in the first quarter of 2023"; did you '
            'mean "[2023-01..2023-03]" or "2023-01/2023-03"?',
        ),
        (
            "2023-01/2023-06",
            "in the second half of the year",
            '"2023-01/2023-06" is another time, but date_words say "in the second half of the '
            'year"; did you mean "[2023-07..2023-12]" or "2023-07/2023-12"?',
        ),
    ],
)
def test_words_and_date_that_disagree_in_kind_are_asked_about(
    tmp_path: Path, date: str, words: str, message: str
) -> None:
    assert dated(tmp_path, date, words) == [message]


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("[2023-03-01..2023-03-10]", "in early March"),
        ("2023-03", "in early March"),
        ("2023-03-01/2023-03-10", "from 1 to 10 March"),
        ("[..2023-06-30]", "by the end of June"),
        ("/2023-06-30", "until June"),
        ("[2023-01..2023-03]", "in the first quarter of 2023"),
        ("2023-02", "in the first quarter of 2023"),
        ("2023", "half an hour"),
    ],
)
def test_words_and_date_that_agree_are_not(tmp_path: Path, date: str, words: str) -> None:
    assert dated(tmp_path, date, words) == []


def test_no_weekday_is_checked_before_the_calendar_that_days_are_written_in(
    tmp_path: Path,
) -> None:
    assert dated(tmp_path, "1582-10-14", "on Monday") == []
    assert dated(tmp_path, "1582-10-15", "on Friday") == []


@pytest.mark.parametrize(
    ("date", "words", "rest"),
    [
        (
            "1917-10-25",
            "on Wednesday, 25 October 1917, by the old calendar",
            '"1917-10-25" is a Thursday, but date_words say Wednesday; write the intended day; '
            "in the old calendar, which some countries kept until 1923, it was a Wednesday: "
            'if that one is meant, write "1917-11-07"',
        ),
        (
            "1923-12-31",
            "on Tuesday",
            '"1923-12-31" is a Monday, but date_words say Tuesday; write the intended day',
        ),
        (
            "1924-01-01",
            "on Monday",
            '"1924-01-01" is a Tuesday, but date_words say Monday; write the intended day',
        ),
    ],
)
def test_until_1923_a_weekday_may_be_of_the_old_calendar(
    tmp_path: Path, date: str, words: str, rest: str
) -> None:
    suffix = "" if date[:4] != "1923" else " (some countries kept the old calendar until 1923)"
    assert dated(tmp_path, date, words) == [rest + suffix]


# --- Categories ----------------------------------------------------------------------------


def test_more_categories_than_colours_are_said_once(tmp_path: Path) -> None:
    names = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India",
             "Juliett", "Kilo"]  # fmt: skip
    rows = [an_event(id=name.lower(), category=name) for name in names]
    assert warnings(tmp_path, events=rows[:9]) == []
    assert warnings(tmp_path, events=rows) == [
        'events.csv row 11 (line 11), juliett: category: "Juliett" is the 10th of 11 categories; '
        "from here on colours repeat with other shapes, and readers can hardly tell the marks "
        "apart; six or seven categories are enough"
    ]
