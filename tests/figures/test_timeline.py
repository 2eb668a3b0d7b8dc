"""The timeline: the order of its rows, the axis, and how marks are drawn."""

import datetime as dt
import json
import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import parse_date
from dateline.figures.holder_marks import pieces_figure
from dateline.figures.palette import _STYLES, legend
from dateline.figures.plain import milliseconds, plain_figure
from dateline.figures.time_axis import MOST_SEGMENTS, time_segments
from dateline.figures.timeline import timeline_figure
from dateline.figures.timeline_rows import bar_days, placement
from dateline.story import Passage, Story
from dateline.view import choices
from tests.builders import an_event, table

Golden = Callable[[str, go.Figure], None]


class TestGolden:
    def test_the_marks_of_the_timeline(self, golden: Golden) -> None:
        golden("timeline", timeline_figure())

    def test_the_figure_of_shares(self, golden: Golden) -> None:
        golden("shares", pieces_figure())


class TestOrderOfRows:
    @pytest.mark.parametrize(
        ("changes", "group"),
        [
            ({}, "dated"),
            ({"date": None}, "undated"),
            ({"date": parse_date("[..2014-04-23]")}, "undated"),
            ({"date": parse_date("[2014-04-22..]")}, "undated"),
            ({"date": parse_date("/2014-04-22")}, "undated"),
            ({"date": parse_date("2014-04-22/..")}, "undated"),
            ({"date": parse_date("[2014-04-03..2014-04-23]"), "date_words": ""}, "dated"),
            ({"date": parse_date("2014-04-03/2014-04-23")}, "dated"),
            ({"date": parse_date("2014~")}, "dated"),
            ({"status": "planned"}, "planned"),
        ],
    )
    def test_an_event_is_dated_where_two_bounds_are_known(
        self, changes: dict[str, Any], group: str
    ) -> None:
        placed = placement(table(an_event() | changes))
        assert {name: len(rows) for name, rows in placed._asdict().items() if len(rows)} == {
            group: 1
        }

    def test_dated_events_stand_by_their_first_possible_day(self) -> None:
        rows = [
            an_event("known", "2006-06-01"),
            an_event("about", "2007~"),
            an_event("old", "1999"),
        ]
        assert list(placement(table(*rows)).dated["id"]) == ["old", "about", "known"]

    def test_undated_events_stand_by_their_only_bound_and_those_without_any_last(self) -> None:
        rows = [an_event("none", ""), an_event("by", "[..2014-04]"), an_event("from", "2013/..")]
        assert list(placement(table(*rows)).undated["id"]) == ["from", "by", "none"]

    def test_ties_stand_in_the_order_of_the_article_whatever_that_of_the_file(self) -> None:
        rows = [
            an_event("second", evidence=(Passage(50, 60), Passage(20, 30))),
            an_event("first", evidence=(Passage(10, 15),)),
            an_event("b", title="B", background=True),
            an_event("a", title="A", background=True),
        ]
        for order in (rows, rows[::-1]):
            assert list(placement(table(*order)).dated["id"]) == ["first", "second", "a", "b"]

    def test_the_shipped_story_has_eleven_dated_events_and_one_plan(self, published: Story) -> None:
        events = published.events
        placed = placement(events[~events["background"]])
        assert [len(rows) for rows in placed] == [11, 13, 1]
        assert placed.dated["id"].iloc[0] == "founding"


class TestBars:
    """Days as [first, last, first as written, last as written, mark, surely from, surely to]."""

    @pytest.mark.parametrize(
        ("date", "days"),
        [
            ("2014-04-21", None),
            ("", None),
            ("2007~", ["2006-01-01", "2008-12-31", "2007-01-01", "2007-12-31", "2008-12-31"]),
            ("[2014-04-03..2014-04-23]", ["2014-04-03", "2014-04-23"] * 2 + ["2014-04-23"]),
            ("[..2014-04-23]", [None, "2014-04-23", None, "2014-04-23", "2014-04-23"]),
            ("[2014-04-22..]", ["2014-04-22", None, "2014-04-22", None, "2014-04-22"]),
            ("2014-04-03/2014-04-23", ["2014-04-03", "2014-04-23"] * 2 + ["2014-04-23"]
             + ["2014-04-03", "2014-04-23"]),
            ("2014-04-03/..", ["2014-04-03", None] * 2 + ["2014-04-03", "2014-04-03", None]),
        ],
    )  # fmt: skip
    def test_a_vague_date_is_drawn_over_all_that_is_possible(
        self, date: str, days: list[str | None] | None
    ) -> None:
        found = bar_days(parse_date(date) if date else None)
        wanted = [dt.date.fromisoformat(day).toordinal() if day else None for day in days or ()]
        assert (found or []) == wanted


def segments(*dates: str) -> list[tuple[str, str, int]]:
    """The first and the last day of each, and how many events have their mark in it."""
    events = table(*(an_event(f"e{n}", date) for n, date in enumerate(dates)))
    return [
        (str(dt.date.fromordinal(one.start)), str(dt.date.fromordinal(one.end - 1)), one.rows)
        for one in time_segments(events)
    ]


class TestAxis:
    def test_without_dates_there_is_no_axis(self) -> None:
        assert segments("", "") == []

    def test_a_gap_of_more_than_half_of_the_time_is_cut_out(self) -> None:
        found = segments("2007~", "2013-12", "2014-04-01", "2014-04-03", "2014-04-12", "2014-04-22")
        assert found == [
            ("2006-01-01", "2008-12-31", 1),
            ("2013-12-01", "2013-12-31", 1),
            ("2014-04-01", "2014-04-22", 4),
        ]

    def test_even_dates_have_one_scale(self) -> None:
        assert len(segments(*(f"{year}-05-01" for year in range(2001, 2009)))) == 1

    def test_two_groups_need_no_cut(self) -> None:
        assert segments("1974", "2023-03-17") == [("1974-01-01", "2023-03-17", 2)]

    def test_nothing_is_cut_where_something_may_have_happened(self) -> None:
        assert len(segments("1974", "[1974..2023]", "2023-03-01", "2023-03-17")) == 1

    def test_what_lasted_may_reach_over_a_cut(self) -> None:
        found = segments("1974", "1974-06-01/2023-03-02", "2023-03-01", "2023-03-17")
        assert [(first, last) for first, last, _ in found] == [
            ("1974-01-01", "1974-12-31"),
            ("2023-03-01", "2023-03-17"),
        ]

    def test_the_only_bound_of_a_date_is_on_the_axis(self) -> None:
        assert segments("[..2014-04-23]", "2014-04-01") == [("2014-04-01", "2014-04-23", 2)]

    def test_there_are_five_segments_at_most_and_the_longest_gaps_are_cut(self) -> None:
        years = (100, 1100, 1590, 1820, 1930, 1985, 2005, 2010)
        found = segments(*(f"{year:04}-01-0{day}" for year in years for day in (1, 2)))
        assert len(found) == MOST_SEGMENTS
        assert found[0][:2] == ("0100-01-01", "0100-01-02")
        assert found[-1][:2] == ("1930-01-01", "2010-01-02")

    @given(st.lists(st.dates(), min_size=1, max_size=12))
    def test_each_day_lies_in_one_segment(self, days: list[dt.date]) -> None:
        found = time_segments(table(*(an_event(f"e{n}", str(day)) for n, day in enumerate(days))))
        for day in days:
            assert sum(one.start <= day.toordinal() < one.end for one in found) == 1
        assert sum(one.rows for one in found) == len(days)
        assert all(one.end <= other.start for one, other in pairwise(found))


class TestMarks:
    def test_few_traces_without_points_and_the_marks_on_top(self) -> None:
        found = timeline_figure()
        assert len(found.data) == 7
        assert found.data[-1].meta["point"] == "mark"
        assert all(trace.x is None for trace in found.data)

    def test_a_figure_as_plain_data_is_json_without_a_template(self) -> None:
        found = plain_figure(timeline_figure())
        assert json.loads(json.dumps(found, allow_nan=False)) == found
        assert "template" not in found["layout"]

    def test_plotly_knows_the_symbol_of_every_category_in_every_state(self) -> None:
        suffixes = timeline_figure().data[-1].meta["symbols"].values()
        for style in _STYLES:
            for suffix in suffixes:
                assert go.scatter.Marker(symbol=style.symbol + suffix).symbol


class TestMoments:
    @pytest.mark.parametrize(
        ("time", "since"),
        [(dt.datetime(1970, 1, 1), 0), (dt.datetime(1970, 1, 2), 86_400_000),
         (dt.datetime(1, 1, 1), -62_135_596_800_000)],
    )  # fmt: skip
    def test_moments_are_milliseconds_since_1970(self, time: dt.datetime, since: int) -> None:
        assert math.isclose(milliseconds(time), since)


class TestPalette:
    def test_a_category_is_paler_where_it_is_only_possible(self) -> None:
        (entry,) = legend(["Company"])
        assert entry["colour"] == "#3a76c4"
        assert (entry["pale"], entry["tint"]) == ("rgba(58,118,196,0.18)", "rgba(58,118,196,0.36)")
        assert len(entry["fading"]) == 6

    def test_each_category_has_its_own_colour_and_shape(self, published: Story) -> None:
        entries = legend(choices(published, "category"))
        assert len({entry["colour"] for entry in entries}) == len(entries)
        assert len({entry["shape"] for entry in entries}) == len(entries)
        assert len({entry["glyph"] for entry in entries}) == len(entries)

    @pytest.mark.parametrize("paper", ["#ffffff", "#14161a"])
    @pytest.mark.parametrize("style", _STYLES)
    def test_each_colour_stands_out_from_paper_and_night(self, style: Any, paper: str) -> None:
        assert contrast(style.colour, paper) >= 3


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
