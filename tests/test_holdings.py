"""Which statements are in force on a day, what they add up to, and which do not fit together."""

import datetime as dt
import itertools
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import parse_date
from dateline.holdings import (
    Sum,
    asof_day,
    days_to_choose,
    in_force,
    is_over_100,
    shares_over_100,
    sum_in_words,
    sum_of,
)
from dateline.story import Share, Story, records
from dateline.story import rivals as story_rivals
from tests.builders import a_stake, table
from tests.generated_stakes import DAYS, renamed, shuffled, stake_rows
from tests.holdings_on_a_day import conflicts, groups_on, total_on

PUBLISHED = dt.date(2014, 4, 23)
# The columns with content; ids only name rows.
CONTENT = ["holder", "share", "date", "basis", "asserted_by", "denied_by", "note", "background"]


def rivals(found: pd.DataFrame) -> set[tuple[str, ...]]:
    """Every two statements in force that contradict each other, by their ids."""
    return {
        tuple(sorted((one["id"], other["id"])))
        for one, other in itertools.combinations(records(found), 2)
        if (one["holder"], one["background"]) == (other["holder"], other["background"])
        and other["id"] in story_rivals((one, other))[one["id"]]
    }


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def dated(stake_id: str, share: float | None, date: str, **changes: Any) -> dict[str, Any]:
    holder = changes.pop("holder", "A")
    return a_stake(stake_id, holder, share, date=parse_date(date), **changes)


def held(as_of: str | None, *rows: dict[str, Any]) -> list[str]:
    """The ids in force on a day; "?" follows those that only possibly are."""
    found = in_force(table(*rows), day(as_of) if as_of else None)
    answers = zip(found["id"], found["possibly"], strict=True)
    return [row_id + "?" * possibly for row_id, possibly in answers]


class TestWhenAStatementHolds:
    @pytest.mark.parametrize(
        ("date", "before", "possibly", "surely"),
        [
            ("2016", "2015-12-31", "2016-01-01", "2016-12-31"),
            ("2014-04-21", "2014-04-20", None, "2014-04-21"),
            ("2013-12~", "2013-10-31", "2013-11-01", "2014-01-31"),
            ("[2020-09-30..2020-12-25]", "2020-09-29", "2020-09-30", "2020-12-25"),
            ("2013-12/2014-02", "2013-11-30", "2013-12-01", "2013-12-31"),
            ("2013-12-05/..", "2013-12-04", None, "2013-12-05"),
            ("[2014-04-03..]", "2014-04-02", "9999-12-31", None),
            ("2014-04?", "2014-03-31", "9999-12-31", None),
        ],
    )
    def test_from_its_first_possible_day_and_surely_from_its_last(
        self, date: str, before: str, possibly: str | None, surely: str | None
    ) -> None:
        row = dated("s", 48, date)
        assert held(before, row) == []
        if possibly:
            assert held(possibly, row) == ["s?"]
        if surely:
            eve = day(surely) - dt.timedelta(days=1)
            assert held(eve.isoformat(), row) == (["s?"] if possibly else [])
            assert held(surely, row) == ["s"]

    @pytest.mark.parametrize("date", ["[..2018-08]", "/2018-08"])
    def test_one_open_to_the_left_is_not_held_before_any_day_that_the_story_names(
        self, date: str
    ) -> None:
        rows = (dated("s", 30, date), dated("b", 10, "2017-03-01", holder="B"))
        assert held("1920-01-01", *rows) == []
        assert held("2017-02-28", *rows) == []
        assert held("2017-03-01", *rows) == ["s?", "b"]
        assert held("2018-08-30", *rows) == ["s?", "b"]
        assert held("2018-08-31", *rows) == ["s", "b"]

    def test_alone_it_is_held_from_its_last_possible_day(self) -> None:
        assert held("2018-08-30", dated("s", 30, "[..2018-08]")) == []
        assert held("2018-08-31", dated("s", 30, "[..2018-08]")) == ["s"]

    def test_the_stated_figure_stays_until_its_successor_surely_begins(self) -> None:
        rows = (dated("old", 40, "2019-01-01"), dated("new", 55, "[2020-09-30..2020-12-25]"))
        assert held("2020-09-29", *rows) == ["old"]
        assert held("2020-09-30", *rows) == ["old?", "new?"]
        assert held("2020-12-24", *rows) == ["old?", "new?"]
        assert held("2020-12-25", *rows) == ["new"]
        assert rivals(in_force(table(*rows), day("2020-10-01"))) == set()

    def test_a_year_and_its_last_day_stand_side_by_side_and_not_as_a_fall(self) -> None:
        rows = (dated("year", 55, "2016"), dated("day", 40, "2016-12-31"))
        assert held("2016-06-01", *rows) == ["year?"]
        assert held("2016-12-31", *rows) == held("2030-01-01", *rows) == ["year", "day"]

    def test_a_day_within_a_year_may_come_before_or_after_what_is_said_of_the_year(self) -> None:
        rows = (
            dated("before", 10, "2015-01-01"),
            dated("year", 55, "2016"),
            dated("day", 40, "2016-06-30"),
        )
        assert held("2016-06-29", *rows) == ["before?", "year?"]
        assert held("2016-06-30", *rows) == ["day?", "year?"]
        assert held("2016-12-31", *rows) == ["year"]

    def test_without_a_day_all_have_begun(self) -> None:
        rows = (dated("a", 12, "2012-04"), dated("b", 0, "2013-12"), dated("c", 40, "2013"))
        assert held(None, *rows) == ["c", "b"]

    def test_holders_and_layers_never_end_each_other(self) -> None:
        rows = (
            dated("a", 48, "2013-04"),
            dated("theirs", 40, "2014-01", background=True),
            dated("b", 30, "2014-02", holder="B"),
        )
        assert held("2014-04-23", *rows) == ["a", "b", "theirs"]

    def test_names_that_hold_together_are_one_holder_in_any_order(self) -> None:
        rows = (dated("old", 48, "2013", holder="A; B"), dated("new", 50, "2014", holder="B; A"))
        assert held("2015-01-01", *rows) == ["new"]

    def test_without_statements_nothing_is_held(self) -> None:
        assert held("2014-04-23") == []

    def test_the_shipped_story_on_the_day_it_appeared(self, published: Story) -> None:
        article_stakes = published.stakes[~published.stakes["background"]]
        assert [
            (row["id"], row["possibly"]) for row in records(in_force(article_stakes, PUBLISHED))
        ] == [
            ("ucp-2014-04", False),
            ("durov-2013-12", False),
            ("sechin-usmanov-2014-04", False),
        ]
        eve = in_force(article_stakes, day("2014-04-22"))
        assert list(eve[eve["possibly"]]["id"]) == ["ucp-2014-04"]


class TestRivals:
    def test_both_stay_named_from_one_side_alone(self) -> None:
        rows = (
            dated("x", 45, "2016-12-31"),
            dated("y", 55, "2016-12-31", disputed_by=("x",)),
            dated("later", 20, "2018-01-01"),
        )
        assert held("2017-06-01", *rows) == ["x", "y"]
        found = in_force(table(*rows), day("2017-06-01"))
        assert rivals(found) == {("x", "y")}
        assert held("2018-01-01", *rows) == ["later"]

    def test_a_range_does_not_vanish_behind_a_later_denial_without_a_figure(self) -> None:
        rows = (
            dated("claim", 25, "2016-03", asserted_by=("The Daily",)) | {"share": Share(20, 25)},
            dated("denial", None, "2016-05-02", denied_by=("A",), disputed_by=("claim",)),
        )
        assert held("2016-06-01", *rows) == ["claim", "denial"]
        assert total_on(table(*rows), None) == Sum(0, 25)

    def test_a_rival_of_another_day_stays_until_another_statement_ends_both(self) -> None:
        rows = (
            dated("x", 40, "2012"),
            dated("y", 55, "2014-01-01", disputed_by=("x",)),
            dated("z", 30, "2015-01-01", disputed_by=("y",)),
        )
        assert held("2014-06-01", *rows) == ["x", "y"]
        assert held("2015-01-01", *rows) == ["y", "z"]

    def test_only_who_is_named_is_a_rival(self) -> None:
        rows = (
            dated("x", 40, "2014", disputed_by=("y",)),
            dated("y", 50, "2014"),
            dated("z", 60, "2014", disputed_by=("y",)),
            dated("b", 10, "2014", holder="B", disputed_by=("x",)),
        )
        assert rivals(in_force(table(*rows), None)) == {("x", "y"), ("y", "z")}


class TestSums:
    def total(self, *rows: dict[str, Any], as_of: str | None = None) -> Sum | None:
        return total_on(table(*rows), day(as_of) if as_of else None)

    def test_from_the_lowest_to_the_highest_choice(self) -> None:
        rows = (
            dated("x", 45, "2014"),
            dated("y", 55, "2014", disputed_by=("x",)),
            dated("r", 20, "2014", holder="B") | {"share": Share(10, 20)},
            dated("n", None, "2014", holder="C"),
        )
        assert self.total(*rows) == Sum(55, 75)

    def test_nothing_is_cut_at_100(self) -> None:
        rows = (dated("a", 60, "2014"), dated("b", 53, "2014", holder="B"))
        assert self.total(*rows) == Sum(113, 113)

    def test_what_may_not_have_begun_may_count_nothing(self) -> None:
        rows = (dated("a", 60, "2013"), dated("b", 60, "2014", holder="B"))
        assert self.total(*rows, as_of="2014-06-01") == Sum(60, 120)

    def test_one_of_a_statement_and_its_possible_successor_counts(self) -> None:
        rows = (dated("a", 60, "2013"), dated("b", 40, "2014"))
        assert self.total(*rows, as_of="2014-06-01") == Sum(40, 60)

    def test_without_a_figure_there_is_no_sum(self) -> None:
        assert self.total(dated("n", None, "2014")) is None
        assert self.total() is None

    @pytest.mark.parametrize(
        ("total", "words"),
        [
            (None, ""),
            (Sum(48, 48), "48%"),
            (Sum(100.05, 100.05), "100.05%"),
            (Sum(55, 75), "55–75%"),
            (Sum(90, 113), "up to 113%"),
            (Sum(113, 113), "over 100%: 113%"),
            (Sum(105, 120.5), "over 100%: 105–120.5%"),
        ],
    )
    def test_over_100_and_up_to_are_said_only_where_they_are_true(
        self, total: Sum | None, words: str
    ) -> None:
        assert sum_in_words(total) == words


class TestDays:
    def test_the_first_possible_and_the_sure_day_of_each_statement(self) -> None:
        rows = (
            dated("a", 40, "2016-12-31"),
            dated("b", 55, "2016"),
            dated("c", 30, "[..2015-08]"),
            dated("d", 30, "[2017-05-02..]"),
        )
        assert days_to_choose(table(*rows)) == tuple(
            map(day, ("2015-08-31", "2016-01-01", "2016-12-31", "2017-05-02"))
        )

    def test_any_day_asked_is_answered_as_that_day(self) -> None:
        stakes = table(dated("a", 40, "2016-12-31"))
        assert asof_day(stakes, day("1920-01-01"), parse_date("2014-04")) == day("1920-01-01")

    def test_the_default_is_the_last_possible_day_of_publication(self) -> None:
        stakes = table(dated("a", 40, "2016-12-31"))
        assert asof_day(stakes, None, parse_date("2014-04")) == day("2014-04-30")

    def test_without_publication_the_default_is_the_last_day_on_which_a_statement_begins(
        self,
    ) -> None:
        assert asof_day(table(dated("a", 40, "2016")), None, None) == day("2016-12-31")
        assert asof_day(table(), None, None) is None


class TestConflicts:
    def test_shares_above_100_of_one_layer(self) -> None:
        stakes = table(a_stake("a", "A", 60), a_stake("b", "B", 60))
        assert conflicts(stakes, None) == (
            "The shares in the article add up to 120%: A 60%; B 60%.",
        )

    def test_a_claim_does_not_stand_as_the_articles_statement(self) -> None:
        stakes = table(
            a_stake("a", "A", 60, asserted_by=("C",), denied_by=("D", "E")), a_stake("b", "B", 60)
        )
        assert conflicts(stakes, None) == (
            "The shares in the article add up to 120%: A 60% (claimed by C; denied by D and E); "
            "B 60%.",
        )

    def test_a_little_over_100_is_rounding(self) -> None:
        stakes = table(a_stake("a", "A", 51.99), a_stake("b", "B", 48.02))
        assert conflicts(stakes, None) == ()

    def test_rivals_conflict_only_where_no_choice_fits(self) -> None:
        rivals = (a_stake("a", "A", 60), a_stake("b", "A", 80, disputed_by=("a",)))
        assert conflicts(table(*rivals), None) == ()
        assert conflicts(table(*rivals, a_stake("c", "B", 30)), None) == ()
        assert conflicts(table(*rivals, a_stake("c", "B", 45)), None) == (
            "The shares in the article add up to 105–125%: A 60% or 80%; B 45%.",
        )

    def test_what_only_possibly_holds_conflicts_with_nothing(self) -> None:
        rows = (dated("a", 60, "2013"), dated("b", 60, "2014", holder="B"))
        assert conflicts(table(*rows), day("2014-06-01")) == ()

    def test_two_layers_that_differ_on_one_holder(self) -> None:
        stakes = table(a_stake("a", "A", 48), a_stake("b", "A", 40, background=True))
        expected = ("A 48% in the article, 40% in other sources.",)
        assert conflicts(stakes, None) == expected
        assert conflicts(stakes, None, background=False) == ()

    def test_the_majority_of_the_article_has_no_place_in_the_public_record(
        self, published: Story
    ) -> None:
        assert conflicts(published.stakes, PUBLISHED) == (
            "The article names Igor Sechin and Alisher Usmanov as holding shares (claimed by "
            "Pavel Durov); by other sources Mail.ru Group 51.99%; United Capital Partners 48.01% "
            "make 100% without them.",
        )
        assert conflicts(published.stakes, PUBLISHED, background=False) == ()


class TestAnyStory:
    @given(stake_rows(), st.sampled_from(DAYS), st.integers(0, 99))
    def test_the_order_and_the_ids_of_the_file_change_nothing(
        self, rows: list[dict[str, Any]], as_of: str, seed: int
    ) -> None:
        in_force_by_order = []
        for version in (rows, shuffled(rows, seed), renamed(rows, seed)):
            stakes = table(*version)
            found = in_force(stakes, day(as_of))
            place = {row_id: n for n, row_id in enumerate(found["id"])}
            in_force_by_order.append(
                (
                    found[[*CONTENT, "possibly", "begun"]].to_dict("records"),
                    sorted(
                        tuple(sorted(place[row_id] for row_id in pair)) for pair in rivals(found)
                    ),
                    [total_on(stakes, day(as_of), layer=layer) for layer in (False, True)],
                    days_to_choose(stakes),
                    conflicts(stakes, day(as_of)),
                )
            )
        assert in_force_by_order[0] == in_force_by_order[1] == in_force_by_order[2]

    @given(stake_rows(most=6), st.sampled_from(DAYS))
    def test_a_sum_is_the_least_and_the_most_of_all_choices(
        self, rows: list[dict[str, Any]], as_of: str
    ) -> None:
        """One statement of each holder is chosen, as many as do not contradict each other."""
        for layer, groups in enumerate(groups_on(table(*rows), day(as_of))):
            rows_of_layer = [row for group in groups for row in group]
            named = story_rivals(rows_of_layer)
            begun = {frozenset(row["holder"]) for row in rows_of_layer if row["begun"]}

            def fits(one: Any, other: Any, named: Any = named) -> bool:
                is_one_holder = set(one["holder"]) == set(other["holder"])
                return not is_one_holder and other["id"] not in named[one["id"]]

            believed = [
                chosen
                for size in range(len(rows_of_layer) + 1)
                for chosen in itertools.combinations(rows_of_layer, size)
                if all(fits(*pair) for pair in itertools.combinations(chosen, 2))
                and all(
                    any(row is one or not fits(row, one) for one in chosen) for row in rows_of_layer
                )
            ]
            ends = [
                (
                    sum(row["share"].low for row in chosen
                        if row["share"] and not row["is_aside"]
                        and frozenset(row["holder"]) in begun),
                    sum(row["share"].extent for row in chosen
                        if row["share"] and not row["is_aside"]),
                )
                for chosen in believed
            ]  # fmt: skip
            total = total_on(table(*rows), day(as_of), layer=bool(layer))
            if not any(row["share"] and not row["is_aside"] for row in rows_of_layer):
                assert total is None
            else:
                assert total is not None
                lowest, highest = min(low for low, _ in ends), max(high for _, high in ends)
                assert (total.low, total.high) == pytest.approx((lowest, highest))

    @given(stake_rows(), st.sampled_from(DAYS))
    def test_a_layer_does_not_know_the_other(self, rows: list[dict[str, Any]], as_of: str) -> None:
        # Except for the first day that the story names: here all rows name it.
        named = [row for row in rows if row["date"].start]
        both = in_force(table(*named), day(as_of)) if named else in_force(table(), day(as_of))
        for layer in (False, True):
            layer_rows = [row for row in named if row["background"] == layer]
            alone = in_force(table(*layer_rows), day(as_of))
            assert list(both[both["background"] == layer]["id"]) == list(alone["id"])

    @given(stake_rows(), st.sampled_from(DAYS))
    def test_a_holder_that_was_held_stays_held(
        self, rows: list[dict[str, Any]], as_of: str
    ) -> None:
        """Whatever ends a statement is in force itself, or was ended by what is."""
        now = in_force(table(*rows), day(as_of))
        later = in_force(table(*rows), None)
        for layer in (False, True):
            holders = {frozenset(h) for h in now[now["background"] == layer]["holder"]}
            assert holders <= {frozenset(h) for h in later[later["background"] == layer]["holder"]}

    @given(stake_rows())
    def test_shares_over_100_are_found_on_the_days_when_a_layer_is_over(
        self, rows: list[dict[str, Any]]
    ) -> None:
        stakes = table(*rows)
        for layer in (False, True):
            over = [
                date
                for date in days_to_choose(stakes)
                if is_over_100(sum_of(groups_on(stakes, date, background=layer)[layer]))
            ]
            found = [one for one in shares_over_100(stakes) if one.newest["background"] == layer]
            assert {one.day for one in found} <= set(over)
            assert [one.day for one in found][:1] == over[:1]

    @given(stake_rows())
    def test_nothing_changes_between_two_days_to_choose(self, rows: list[dict[str, Any]]) -> None:
        stakes = table(*rows)
        days = days_to_choose(stakes)
        for first, second in itertools.pairwise(days):
            eve = second - dt.timedelta(days=1)
            one, other = in_force(stakes, first), in_force(stakes, eve)
            assert one[["id", "possibly"]].equals(other[["id", "possibly"]])
        assert not len(in_force(stakes, days[0] - dt.timedelta(days=1)))
