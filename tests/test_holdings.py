"""Who held what on a day, and which statements cannot all be true."""

import datetime as dt

from dateline.dates import parse_date
from dateline.figures import history_figure
from dateline.holdings import conflicts, current_stakes
from dateline.story import Story
from tests.builders import a_stake, table


def test_a_vague_date_counts_from_its_first_stated_day() -> None:
    stakes = table(a_stake("s", date=parse_date("2013-12~")))
    assert list(current_stakes(stakes, dt.date(2013, 11, 30))["id"]) == []
    assert list(current_stakes(stakes, dt.date(2013, 12, 1))["id"]) == ["s"]


def test_shares_above_100_of_one_layer_cannot_be_true() -> None:
    stakes = table(a_stake("a", "A", 60), a_stake("b", "B", 60))
    assert conflicts(stakes, None) == ("The article's shares add up to 120%: A 60%; B 60%.",)


def test_a_little_over_100_is_rounding() -> None:
    stakes = table(a_stake("a", "A", 51.99), a_stake("b", "B", 48.02))
    assert conflicts(stakes, None) == ()


def test_two_layers_that_differ_on_one_holder_are_told() -> None:
    stakes = table(a_stake("a", "A", 48), a_stake("b", "A", 40, background=True))
    assert conflicts(stakes, None) == ("A 48% by the article, 40% by other sources.",)


def test_the_majority_of_the_article_has_no_place_in_the_public_record(published: Story) -> None:
    assert conflicts(published.stakes, dt.date(2014, 4, 23)) == (
        "The article names Igor Sechin and Alisher Usmanov as holding shares; by other sources "
        "Mail.ru Group 51.99%; United Capital Partners 48.01% make 100% without them.",
    )


def test_without_background_nothing_of_the_shipped_story_conflicts(published: Story) -> None:
    own = published.stakes[~published.stakes["background"]]
    assert conflicts(own, dt.date(2014, 4, 23)) == ()


def test_history_hatches_the_time_in_which_a_share_changed() -> None:
    stakes = table(
        a_stake("a", "A", 12, date=parse_date("2012-04"), background=True),
        a_stake("b", "A", 12, date=parse_date("2013-04"), background=True),
        a_stake("c", "A", 0, date=parse_date("2013-12"), background=True),
    )
    figure = history_figure(stakes, as_of=None)
    hatched = [trace for trace in figure.data if trace.type == "bar"]
    assert len(hatched) == 1
    assert hatched[0].marker.pattern.shape == "/"
    marks = [t.customdata[0] for t in figure.data if t.type == "scatter" and t.customdata]
    assert marks == ["stake:a", "stake:b", "stake:c"]
