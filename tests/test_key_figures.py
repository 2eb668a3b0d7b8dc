"""The three figures of the headline, and that each is only what the rows support."""

from pathlib import Path

import pytest

from dateline.key_figures import KeyFigure, key_figures
from dateline.reading import load_story
from dateline.story import Story
from tests.story_files import a_stake, an_article, an_event, write_story

SECOND = {"date": "2014-04-21", "title": "Durov leaves", "evidence": "He left VK on Monday."}


def figures_of(folder: Path, **tables: object) -> tuple[KeyFigure, ...]:
    return key_figures(load_story(write_story(folder, **tables)))  # type: ignore[arg-type]


def test_the_shipped_story_is_told_in_three(published: Story) -> None:
    span, share, disputes = key_figures(published)
    assert (span.number, span.label) == ("≈ 7 years", "about 2007 – 22 April 2014")
    assert span.rests_on[0] == ("event:founding", "Durov founds VK")
    assert span.rests_on[1] == ("event:ucp-statement", "UCP: Durov sought to politicize")
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


def test_of_several_stated_shares_the_largest_is_told_as_one_of_them(tmp_path: Path) -> None:
    stakes = [
        a_stake(),
        a_stake(id="durov", holder="Pavel Durov", share="12", evidence="founded VK in 2006"),
        a_stake(id="x", holder="X", share="30", basis="derived", evidence="He left VK"),
    ]
    (share,) = figures_of(tmp_path, stakes=stakes)
    assert (share.number, share.label) == ("48%", "the largest of 2 stated of VK")


@pytest.mark.parametrize(("share", "told"), [("10..52", []), ("10..20", ["48%"]), ("0", ["48%"])])
def test_a_share_is_not_the_largest_where_a_stated_range_could_be(
    tmp_path: Path, share: str, told: list[str]
) -> None:
    other = a_stake(id="x", holder="X", share=share, evidence="He left VK")
    found = figures_of(tmp_path, stakes=[a_stake(), other])
    assert [figure.number for figure in found] == told
    assert all(figure.label == "the largest of 2 stated of VK" for figure in found)


def test_a_decade_around_all_does_not_hide_the_span(tmp_path: Path) -> None:
    events = [an_event(date="201X"), an_event(id="exit", **SECOND),
              an_event(id="a", date="2011-01-01", evidence="founded VK in 2006")]  # fmt: skip
    (span,) = figures_of(tmp_path, events=events, stakes=[])
    assert (span.number, span.label) == ("≈ 3 years", "1 January 2011 – 21 April 2014")


def test_figures_are_set_in_the_language_of_the_article(tmp_path: Path) -> None:
    (share,) = figures_of(tmp_path, article=an_article(language="de"))
    assert share.number == "48\u00a0%"


def test_rows_that_contradict_each_other_are_one_dispute(tmp_path: Path) -> None:
    claim = {"status": "claimed", "asserted_by": "Durov", "disputed_by": "exit"}
    denial = {"status": "denied", "asserted_by": "VK", "disputed_by": "founding"}
    events = [an_event(**claim), an_event(id="exit", **SECOND | denial)]
    found = figures_of(tmp_path, events=events, stakes=[])
    assert [(f.number, f.label, f.rests_on) for f in found if "dispute" in f.label] == [
        ("1", "claim disputed", (("event:founding", "VK is founded"),))
    ]
