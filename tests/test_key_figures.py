"""The three figures of the headline, and that each is only what the rows support."""

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.key_figures import KeyFigure, key_figures
from dateline.reading import load_story
from dateline.story import Story
from tests.story_files import a_stake, an_article, an_event, write_story

SECOND = {"date": "2014-04-21", "title": "Durov leaves", "evidence": "He left VK on Monday."}


def figures_of(folder: Path, **tables: object) -> tuple[KeyFigure, ...]:
    return key_figures(load_story(write_story(folder, **tables)))  # type: ignore[arg-type]


def test_the_shipped_story_has_the_three_that_its_article_names(published: Story) -> None:
    span, share, disputes = key_figures(published)
    assert published.article.figures == (
        "event:resignation-tendered..event:ouster", "stake:ucp-2014-04", "disputes",
    )  # fmt: skip
    assert (span.number, span.label) == ("20 days", "1 April 2014 – 21 April 2014")
    assert [key for key, _ in span.rests_on] == ["event:resignation-tendered", "event:ouster"]
    assert (share.number, share.rests_on[0][0]) == ("48%", "stake:ucp-2014-04")
    assert disputes.number == "2"


def test_without_names_the_shipped_story_has_three_by_rule(published: Story) -> None:
    article = replace(published.article, figures=())
    span, share, disputes = key_figures(replace(published, article=article))
    assert span.number == "between 3 and 5 months"
    assert span.label == "December 2013 – 22 April 2014, vaguer dates left out"
    assert span.rests_on[0] == ("event:share-sale", "Durov sells his last VK shares")
    assert span.rests_on[1] == ("event:complaints", "Storm of complaints online")
    assert (share.number, share.label) == ("48%", "the only share stated of VK")
    assert share.rests_on == (("stake:ucp-2014-04", "United Capital Partners"),)
    assert (disputes.number, disputes.label) == ("2", "claims disputed")
    assert [key for key, _ in disputes.rests_on] == [
        "event:resignation-withdrawn",
        "event:ucp-link-claim",
    ]


def test_every_row_that_a_figure_rests_on_has_a_passage(published: Story) -> None:
    with_passage = {
        f"{name}:{row_id}"
        for name, rows in (("event", published.events), ("stake", published.stakes))
        for row_id, evidence in zip(rows["id"], rows["evidence"], strict=True)
        if evidence
    }
    named = {key for figure in key_figures(published) for key, _ in figure.rests_on}
    assert named <= with_passage


def test_what_the_rows_do_not_support_is_left_out(tmp_path: Path) -> None:
    assert figures_of(tmp_path, events=[an_event(date="")], stakes=[]) == ()


def test_one_event_spans_nothing(tmp_path: Path) -> None:
    assert figures_of(tmp_path, events=[an_event()], stakes=[]) == ()


def test_exact_days_span_an_exact_number(tmp_path: Path) -> None:
    events = [an_event(date="2014-04-01"), an_event(id="exit", **SECOND)]
    (span,) = figures_of(tmp_path, events=events, stakes=[])
    assert (span.number, span.label) == ("20 days", "1 April 2014 – 21 April 2014")


@pytest.mark.parametrize(
    "changes", [{"status": "planned"}, {"date": "[..2014-04-21]"}, {"date": "2014-04-21/"}]
)
def test_plans_and_dates_without_bounds_end_no_span(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    events = [an_event(), an_event(id="exit", **SECOND | changes)]
    assert figures_of(tmp_path, events=events, stakes=[]) == ()


def test_of_several_stated_shares_the_largest_is_named_as_one_of_them(tmp_path: Path) -> None:
    stakes = [
        a_stake(),
        a_stake(id="durov", holder="Pavel Durov", share="12", evidence="founded VK in 2006"),
        a_stake(id="x", holder="X", share="30", basis="derived", evidence="He left VK"),
    ]
    (share,) = figures_of(tmp_path, stakes=stakes)
    assert (share.number, share.label) == ("48%", "the largest of 2 stated of VK")


@pytest.mark.parametrize(
    ("share", "expected"), [("10..52", []), ("10..20", ["48%"]), ("0", ["48%"])]
)
def test_a_share_is_not_the_largest_where_a_stated_range_could_be(
    tmp_path: Path, share: str, expected: list[str]
) -> None:
    other = a_stake(id="x", holder="X", share=share, evidence="He left VK")
    found = figures_of(tmp_path, stakes=[a_stake(), other])
    assert [figure.number for figure in found] == expected
    assert all(figure.label == "the largest of 2 stated of VK" for figure in found)


def test_a_decade_around_all_does_not_hide_the_span(tmp_path: Path) -> None:
    events = [an_event(date="201X"), an_event(id="exit", **SECOND),
              an_event(id="a", date="2011-01-01", evidence="founded VK in 2006")]  # fmt: skip
    (span,) = figures_of(tmp_path, events=events, stakes=[])
    assert span.number == "3 years, 3 months, 20 days"
    assert span.label == "1 January 2011 – 21 April 2014, vaguer dates left out"


def test_figures_are_set_in_the_language_of_the_article(tmp_path: Path) -> None:
    (share,) = figures_of(tmp_path, article=an_article(language="de"))
    assert share.number == "48\u00a0%"


@pytest.mark.parametrize(
    "changes",
    [{"date": "2007~"}, {"date": "2014-04-21?"}, {"date": "2014"}, {"date": "[2014-05..2014-06]"}],
)
def test_no_span_is_printed_if_the_dates_are_too_vague(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    events = [an_event(date="2014-04-20"), an_event(id="exit", **SECOND | changes)]
    assert figures_of(tmp_path, events=events, stakes=[]) == ()


def test_one_of_two_months_in_the_articles_words_ends_a_span(tmp_path: Path) -> None:
    exit_ = SECOND | {"date": "[2014-05..2014-06]", "date_words": "on Monday"}
    events = [an_event(date="2014-01-01"), an_event(id="exit", **exit_)]
    (span,) = figures_of(tmp_path, events=events, stakes=[])
    assert span.number == "between 4 and 6 months"
    assert span.label == "1 January 2014 – between May 2014 and June 2014"


RIVAL = {"id": "x", "holder": "X", "evidence": "He left VK"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"disputed_by": "x"}, {"share": "40"}, id="named by the largest"),
        pytest.param({}, {"share": "40", "disputed_by": "ucp"}, id="named by its rival"),
        pytest.param({"denied_by": "VK"}, {"share": "40"}, id="denied"),
        pytest.param({}, {"share": "48"}, id="as large as another"),
    ],
)
def test_a_share_that_somebody_contradicts_is_not_the_largest(
    tmp_path: Path, one: dict[str, str], other: dict[str, str]
) -> None:
    found = figures_of(tmp_path, stakes=[a_stake(**one), a_stake(**RIVAL | other)])
    assert [figure for figure in found if "stated" in figure.label] == []


def test_a_share_that_somebody_claims_is_named_as_a_claim(tmp_path: Path) -> None:
    (share,) = figures_of(tmp_path, stakes=[a_stake(asserted_by="Durov; VK")])
    assert share.label == "the only share stated of VK; claimed by Durov and VK"


def disputes_of(folder: Path, **tables: object) -> list[KeyFigure]:
    return [f for f in figures_of(folder, **tables) if "dispute" in f.label]


CLAIM = {"status": "claimed", "asserted_by": "Durov"}


def test_rows_that_contradict_each_other_are_one_dispute(tmp_path: Path) -> None:
    claim = an_event(**CLAIM | {"disputed_by": "exit", "denied_by": "VK"})
    denial = an_event(id="exit", **SECOND | {"disputed_by": "founding"})
    for rows in ([claim, denial], [denial, claim]):
        (disputes,) = disputes_of(tmp_path, events=rows, stakes=[])
        assert disputes == KeyFigure("1", "claim disputed", (("event:founding", "VK is founded"),))


def test_what_somebody_denies_is_disputed(tmp_path: Path) -> None:
    rows = [an_event(**CLAIM | {"denied_by": "VK"}), an_event(id="exit", **SECOND)]
    (disputes,) = disputes_of(tmp_path, events=rows, stakes=[])
    assert disputes.number == "1"


def test_a_stake_and_an_event_of_the_same_words_are_one_dispute(tmp_path: Path) -> None:
    words = "bought 48 percent of VK"
    tables = {
        "events": [an_event(**CLAIM | {"denied_by": "VK"}),
                   an_event(id="buy", title="UCP buys", evidence=words, denied_by="VK")],
        "stakes": [a_stake(denied_by="VK"), a_stake(**RIVAL | {"share": "1"})],
    }  # fmt: skip
    (disputes,) = disputes_of(tmp_path, **tables)
    assert (disputes.number, disputes.label) == ("2", "claims disputed")


def named(story: Story, *figures: str) -> tuple[KeyFigure, ...]:
    return key_figures(replace(story, article=replace(story.article, figures=figures)))


def test_the_article_names_its_figures_in_their_order(tmp_path: Path) -> None:
    events = [
        an_event(date="2007~"),
        an_event(id="exit", **SECOND | CLAIM, denied_by="VK"),
        an_event(id="buy", date="2013-04", title="UCP buys", evidence="48 percent"),
    ]
    story = load_story(write_story(tmp_path, events=events, stakes=[a_stake(share="10..48")]))
    share, day, span = named(story, "stake:ucp", "event:exit", "event:buy..event:exit")
    assert share == KeyFigure(
        "10–48%", "stated share of VK, April 2013", (("stake:ucp", "United Capital Partners"),)
    )
    assert (day.number, day.label) == ("21 Apr 2014", "claimed by Durov; denied by VK")
    assert (span.number, span.label) == ("between 11 and 13 months", "April 2013 – 21 April 2014")
    assert [key for key, _ in span.rests_on] == ["event:buy", "event:exit"]
    (disputes,) = named(story, "disputes")
    assert disputes.number == "1"


def test_a_named_share_says_what_is_stated_against_it(tmp_path: Path) -> None:
    words = {"evidence": "He left VK"}
    stakes = [
        a_stake(disputed_by="claim"),
        a_stake(id="claim", share=">50", asserted_by="Durov", denied_by="VK", **words),
        a_stake(id="x", holder="X", share="30", disputed_by="ucp", **words),
    ]
    story = load_story(write_story(tmp_path, stakes=stakes))
    stated, claim = named(story, "stake:ucp", "stake:claim")
    label = "stated share of VK, April 2013"
    assert stated.label == f"{label}; against over 50%, claimed by Durov; denied by VK"
    assert claim.label == f"{label}; claimed by Durov; denied by VK; against 48%, by the article"


@pytest.mark.parametrize(
    "name", ["event:founding..event:exit", "event:nova", "stake:open", "disputes", "event:off"]
)
def test_a_named_figure_that_the_rows_do_not_support_is_left_out(tmp_path: Path, name: str) -> None:
    events = [an_event(date="2007~"), an_event(id="exit", **SECOND),
              an_event(id="off", date="", evidence="48 percent")]  # fmt: skip
    stakes = [a_stake(id="open", share="", basis="undisclosed")]
    story = load_story(write_story(tmp_path, events=events, stakes=stakes))
    assert named(story, name) == ()


def test_a_lead_event_stands_for_those_of_its_day(tmp_path: Path) -> None:
    events = [
        an_event(date="2013-04-20"),
        an_event(id="exit", **SECOND | {"weight": "lead"}),
        an_event(id="flag", **SECOND | {"title": "Flag lowered", "evidence": "of VK in April"}),
    ]
    (span,) = figures_of(tmp_path, events=events, stakes=[])
    assert span.number == "1 year, 1 day"
    assert [key for key, _ in span.rests_on] == ["event:founding", "event:exit"]


def test_a_span_between_lead_events_comes_before_any_other(tmp_path: Path) -> None:
    events = [
        an_event(date="2006-01-01"),
        an_event(id="buy", date="2014-04-19", weight="lead", evidence="of VK in April"),
        an_event(id="exit", **SECOND | {"weight": "lead"}),
    ]
    (span,) = figures_of(tmp_path, events=events, stakes=[])
    assert (span.number, span.label) == ("2 days", "19 April 2014 – 21 April 2014")


def test_a_disputed_stake_is_named_with_its_share(tmp_path: Path) -> None:
    stake = a_stake(asserted_by="Durov", denied_by="VK")
    *_, disputes = figures_of(tmp_path, stakes=[stake])
    assert disputes.rests_on == (("stake:ucp", "United Capital Partners: 48%"),)


def test_a_lead_alone_makes_no_figure(tmp_path: Path) -> None:
    assert figures_of(tmp_path, events=[an_event(weight="lead")], stakes=[]) == ()
