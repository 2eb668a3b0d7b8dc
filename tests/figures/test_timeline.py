"""The timeline's figures say what the table of events says: places, symbols, bars, ticks."""

import datetime as dt
import json
import math
from collections.abc import Callable
from typing import Any, NamedTuple

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import parse_date
from dateline.figures.ownership_history import ownership_history
from dateline.figures.palette import _STYLES, legend
from dateline.figures.panels import DAY, MOST_MARKS, Panel, placement, timeline_panels
from dateline.figures.plain import milliseconds, plain_figure
from dateline.figures.timeline import timeline_figure
from dateline.story import Passage, Story
from dateline.view import choices
from tests.builders import an_event, table
from tests.figures.test_ownership import TAKEOVER

Golden = Callable[[str, go.Figure], None]
CATEGORIES = ("Company", "Ownership")
UNEVEN = (
    an_event("a", "2007~", title="Founded"),
    an_event("b", "2013-12", title="Sold", category="Ownership"),
    an_event("c", "2014-04-01", title="Resigns"),
    an_event("d", "2014-04-03", title="Takes it back", status="disputed"),
    an_event("e", "2014-04-21", title="Out", status="claimed"),
    an_event("f", "2014-04-22", title="Complaints"),
)


def panels(*rows: dict[str, Any]) -> tuple[Panel, ...]:
    return timeline_panels(placement(table(*rows)).dated)


def figures(*rows: dict[str, Any]) -> list[go.Figure]:
    return [timeline_figure(panel, categories=CATEGORIES) for panel in panels(*rows)]


def figure(*rows: dict[str, Any]) -> go.Figure:
    """The only panel."""
    (found,) = figures(*rows)
    return found


class Point(NamedTuple):
    x: Any
    y: float
    symbol: str
    colour: str


def marks(found: go.Figure) -> dict[str, Point]:
    """Every event's mark, by key; the trace of marks is the last."""
    trace = found.data[-1]
    cells = (trace.x, trace.y, trace.marker.symbol, trace.marker.color)
    return {key: Point(*point) for key, *point in zip(trace.customdata, *cells, strict=True)}


def bars(found: go.Figure) -> list[tuple[str, dt.datetime, dt.datetime]]:
    """Every bar's key, start and end, in the order drawn."""
    return [
        (key, base, base + dt.timedelta(milliseconds=length))
        for trace in found.data
        if trace.type == "bar"
        for key, base, length in zip(trace.customdata, trace.base, trace.x, strict=True)
    ]


def arrows(found: go.Figure) -> list[str]:
    return [
        key
        for trace in found.data
        if trace.type == "scatter" and "triangle-left" in (trace.marker.symbol or "")
        for key in trace.customdata
    ]


class TestGolden:
    def test_one_day(self, golden: Golden) -> None:
        golden("one-day", figure(an_event()))

    def test_a_year_an_unknown_start_and_other_sources(self, golden: Golden) -> None:
        golden(
            "vague",
            figure(
                an_event("y", "2007~"),
                an_event("u", "/2008-02", category="Ownership"),
                an_event("b", "2007-06-01", background=True),
            ),
        )

    def test_several_events_of_one_day(self, golden: Golden) -> None:
        golden("same-day", figure(*[an_event(f"e{i}", title=f"No. {i}") for i in range(3)]))

    def test_uneven_dates_in_two_panels(self, golden: Golden) -> None:
        overview, enlarged = figures(*UNEVEN)
        golden("overview", overview)
        golden("enlarged", enlarged)

    def test_shares_over_time(self, golden: Golden) -> None:
        golden("history", ownership_history(TAKEOVER).figure)


class TestPlacement:
    @pytest.mark.parametrize(
        ("changes", "place"),
        [
            ({}, "dated"),
            ({"date": None}, "undated"),
            ({"date": parse_date("[..2014-04-23]")}, "undated"),
            ({"date": parse_date("[2014-04-22..]")}, "undated"),
            ({"date": parse_date("[2014-04-03..2014-04-23]"), "date_words": ""}, "undated"),
            ({"date": parse_date("[2014-04-03..2014-04-23]")}, "dated"),
            ({"date": parse_date("/2014-04-22")}, "dated"),
            ({"status": "planned"}, "planned"),
        ],
    )
    def test_an_event_goes_where_its_date_allows(self, changes: dict[str, Any], place: str) -> None:
        placed = placement(table(an_event() | changes))
        assert [len(placed.dated), len(placed.undated), len(placed.planned)] == [
            int(place == name) for name in ("dated", "undated", "planned")
        ]

    def test_each_part_is_in_reading_order(self) -> None:
        rows = [an_event("late", "2014-04-22"), an_event("early", "2007")]
        assert list(placement(table(*rows)).dated["id"]) == ["early", "late"]

    def test_events_of_one_day_stand_in_the_order_of_the_article_whatever_that_of_the_file(
        self,
    ) -> None:
        rows = [
            an_event("second", evidence=(Passage(50, 60), Passage(20, 30))),
            an_event("first", evidence=(Passage(10, 15),)),
            an_event("b", title="B", background=True),
            an_event("a", title="A", background=True),
        ]
        for order in (rows, rows[::-1]):
            dated = placement(table(*order)).dated
            assert list(dated["id"]) == ["first", "second", "a", "b"]

    def test_the_shipped_story_puts_nine_events_on_the_axis_and_one_plan(
        self, published: Story
    ) -> None:
        events = published.events
        placed = placement(events[~events["background"]])
        assert list(placed.planned["id"]) == ["mobile-network-plan"]
        assert [date.edtf for date in placed.dated["date"]] == [
            "2007~", "2013-12", "2014-04-01", "2014-04-03", "2014-04-21", "2014-04-21",
            "/2014-04-22", "2014-04-22", "2014-04-22",
        ]  # fmt: skip


class TestTimeline:
    def test_nothing_left_is_no_panel(self) -> None:
        assert panels() == ()

    def test_every_event_has_a_mark_with_its_key_in_one_panel_or_the_other(self) -> None:
        overview, enlarged = figures(*UNEVEN)
        assert list(marks(overview)) == ["event:a", "event:b"]
        assert list(marks(enlarged)) == ["event:c", "event:d", "event:e", "event:f"]

    def test_a_mark_stands_in_the_middle_of_what_is_possible(self) -> None:
        found = marks(figure(an_event("day", "2014-04-21"), an_event("year", "2014")))
        assert found["event:day"].x == dt.datetime(2014, 4, 21, 12)
        assert found["event:year"].x == dt.datetime(2014, 7, 2, 12)

    def test_an_event_without_a_start_stands_at_its_end(self) -> None:
        found = marks(figure(an_event(date="/2014-04-22")))
        assert found["event:e1"].x == dt.datetime(2014, 4, 22, 12)

    @pytest.mark.parametrize(("date", "sure"), [("2014-04/..", ["2014-04-30"]), ("2014-04/", [])])
    def test_an_event_without_an_end_stands_where_it_began_and_reaches_to_the_edge(
        self, date: str, sure: list[str]
    ) -> None:
        found = figure(an_event(date=date), an_event("later", "2015-01-01"))
        assert marks(found)["event:e1"].x == dt.datetime(2014, 4, 16)
        edge = found.layout.xaxis.range[1]
        starts = [dt.datetime(2014, 4, 1), *map(dt.datetime.fromisoformat, sure)]
        assert bars(found) == [("event:e1", start, edge) for start in starts]
        points = [trace for trace in found.data if trace.type == "scatter"]
        (arrow,) = (trace for trace in points if "triangle-right" in (trace.marker.symbol or ""))
        assert (list(arrow.x), list(arrow.customdata)) == ([edge], ["event:e1"])

    def test_about_widens_the_start_of_what_goes_on_and_not_its_end(self) -> None:
        found = figure(an_event(date="2014~/.."), an_event("later", "2018-01-01"))
        assert marks(found)["event:e1"].x == dt.datetime(2014, 7, 2, 12)
        edge = found.layout.xaxis.range[1]
        spans = [(start, end) for _, start, end in bars(found)]
        starts = (dt.datetime(2013, 1, 1), dt.datetime(2014, 1, 1), dt.datetime(2015, 12, 31))
        assert spans == [(start, edge) for start in starts]

    def test_what_lasted_has_a_line_along_the_days_on_which_it_surely_went_on(self) -> None:
        found = figure(an_event(date="2014-04/2014-06"), an_event("day", "[2014-04..2014-06]"))
        whole = (dt.datetime(2014, 4, 1), dt.datetime(2014, 7, 1))
        sure = (dt.datetime(2014, 4, 30), dt.datetime(2014, 6, 2))
        assert bars(found) == [("event:e1", *whole), ("event:day", *whole), ("event:e1", *sure)]
        bar, line = (trace for trace in found.data if trace.type == "bar")
        assert line.width[0] < bar.width[0] / 2
        assert line.marker.color[0].endswith(",1)")
        assert marks(found)["event:e1"].symbol == "circle-open"

    def test_only_a_known_day_is_solid(self) -> None:
        symbols = {k: m.symbol for f in figures(*UNEVEN) for k, m in marks(f).items()}
        assert symbols["event:a"] == "circle-open"
        assert symbols["event:b"] == "square-open"
        assert symbols["event:c"] == "circle"

    def test_a_hollow_mark_has_an_outline_and_a_solid_one_none(self) -> None:
        trace = figure(an_event("a"), an_event("b", "2014-05")).data[-1]
        widths = dict(zip(trace.customdata, trace.marker.line.width, strict=True))
        assert widths == {"event:a": 0, "event:b": 2}

    def test_a_known_day_has_no_bar(self) -> None:
        assert bars(figure(an_event())) == []

    def test_a_vague_date_is_drawn_over_its_whole_range_and_darker_over_what_is_written(
        self,
    ) -> None:
        found = figure(an_event(date="2007~"))
        assert bars(found) == [
            ("event:e1", dt.datetime(2006, 1, 1), dt.datetime(2009, 1, 1)),
            ("event:e1", dt.datetime(2007, 1, 1), dt.datetime(2008, 1, 1)),
        ]
        possible, written = (trace.marker.color[0] for trace in found.data[:2])
        assert float(possible.split(",")[-1][:-1]) < float(written.split(",")[-1][:-1])

    @pytest.mark.parametrize(
        ("date", "first", "end"),
        [
            ("2014-04", "2014-04-01", "2014-05-01"),
            ("[2014-04-03..2014-04-23]", "2014-04-03", "2014-04-24"),
            ("2014-21", "2014-03-01", "2014-06-01"),
            ("201X", "2010-01-01", "2020-01-01"),
        ],
    )
    def test_a_bar_ends_with_its_last_day(self, date: str, first: str, end: str) -> None:
        assert bars(figure(an_event(date=date))) == [
            ("event:e1", dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(end))
        ]

    def test_an_unknown_start_is_an_arrow_at_the_edge_of_the_panel(self) -> None:
        rows = (an_event("open", "/2014-04-22"), an_event("day", "2014-04-01"))
        found = figure(*rows)
        assert arrows(found) == ["event:open"]
        start, _ = found.layout.xaxis.range
        assert [bar[:2] for bar in bars(found)] == [("event:open", start)]
        (arrow,) = (t for t in found.data if t.type == "scatter" and t is not found.data[-1])
        assert list(arrow.x) == [start]

    def test_where_nothing_is_open_there_is_no_arrow(self) -> None:
        assert arrows(figure(an_event(), an_event("e2", "2014"))) == []

    def test_background_is_hollow_with_a_dot_and_hangs_below_the_axis(self) -> None:
        found = figure(an_event("a"), an_event("b", background=True))
        assert marks(found)["event:b"].symbol == "circle-open-dot"
        assert (marks(found)["event:a"].y, marks(found)["event:b"].y) == (1, -1)

    def test_nothing_is_drawn_pale(self) -> None:
        for found in figures(*UNEVEN):
            assert {trace.opacity for trace in found.data} == {None}
            assert found.data[-1].marker.opacity == 1

    @pytest.mark.parametrize("count", [1, 200, 1000])
    def test_few_traces_draw_however_many_events(self, count: int) -> None:
        days = [dt.date(1900, 1, 1) + dt.timedelta(days=i * 40_000 // count) for i in range(count)]
        dates = [d.isoformat() if i % 3 else f"{d.year}~" for i, d in enumerate(days)]
        rows = [an_event(f"e{i}", date) for i, date in enumerate(dates)]
        found = figures(*rows)
        assert sum(len(marks(one)) for one in found) == count
        assert all(len(one.data) <= 4 for one in found)

    @pytest.mark.parametrize("date", ["0001", "9999", "9999-12-31", "9999-12-31/", "/0001-01-02"])
    def test_the_first_and_the_last_year_can_be_drawn(self, date: str) -> None:
        found = figure(an_event(date=date))
        first, last = found.layout.xaxis.range
        assert first <= marks(found)["event:e1"].x <= last
        for _, start, end in bars(found):
            assert first <= start < end <= last

    def test_a_figure_has_no_words_but_its_ticks(self) -> None:
        hostile = "<b>x</b> %{y} <a href='javascript:1'>y</a>"
        for row in (an_event(title=hostile), an_event(date="2014~", actors=(hostile,))):
            content = json.loads(figure(row).to_json())
            content["layout"].pop("template", None)
            assert "annotations" not in content["layout"]
            assert "javascript" not in json.dumps(content)


class TestTwoPanels:
    def test_even_dates_need_no_second_panel(self) -> None:
        rows = [an_event(f"y{year}", str(year)) for year in range(2001, 2012)]
        assert len(panels(*rows)) == 1

    def test_two_late_events_are_too_few_for_a_panel(self) -> None:
        rows = [an_event("a", "1950"), an_event("b", "2014-04-01"), an_event("c", "2014-04-02")]
        assert len(panels(*rows)) == 1

    def test_the_tail_is_a_sixth_of_the_time_or_less(self) -> None:
        whole, tail = panels(*UNEVEN)
        ats = [mark.at for mark in tail.marks]
        assert ats[-1] - ats[0] <= (whole.end - whole.start) / 6
        assert whole.start < tail.start < tail.end <= whole.end

    def test_nothing_of_the_tail_may_lie_before_what_stays_in_the_overview(self) -> None:
        rows = [*UNEVEN, an_event("since", "2013~/2014-04-22")]
        whole, *tail = panels(*rows)
        for mark in (mark for panel in tail for mark in panel.marks):
            assert mark.start is not None
            assert mark.start > max(other.at for other in whole.marks)

    def test_a_row_stands_in_one_panel_alone(self) -> None:
        keys = [mark.key for panel in panels(*UNEVEN) for mark in panel.marks]
        assert sorted(keys) == sorted(set(keys)) == [f"event:{letter}" for letter in "abcdef"]

    def test_so_many_that_they_are_counted_at_first_are_one_panel(self) -> None:
        def rows(count: int) -> list[dict[str, Any]]:
            tail = (dt.date(2014, 4, 1) + n % 20 * DAY for n in range(count - 1))
            return [an_event("old", "1950")] + [
                an_event(f"e{n}", day.isoformat()) for n, day in enumerate(tail)
            ]

        assert len(panels(*rows(MOST_MARKS))) == 2
        assert len(panels(*rows(MOST_MARKS + 1))) == 1


DATES = st.one_of(
    st.dates(dt.date(2013, 1, 1), dt.date(2014, 12, 31)).map(dt.date.isoformat),
    st.dates(dt.date(1900, 1, 1), dt.date(2014, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.integers(1900, 2020).map(str),
    st.sampled_from(["2014~", "2007~", "201X", "19XX", "2014-22", "/2014-04-22", "2013-12/..",
                     "2014-04-01/2014-04-03", "2013/2014", "/2013", "2014-04-21"]),
)  # fmt: skip
ROWS = st.lists(st.tuples(DATES, st.booleans(), st.sampled_from(CATEGORIES)), max_size=25).map(
    lambda cells: [
        an_event(f"e{n}", date, background=background, category=category)
        for n, (date, background, category) in enumerate(cells)
    ]
)


class TestAnyDates:
    @given(ROWS)
    def test_every_dated_event_is_drawn_once_within_the_axes(
        self, rows: list[dict[str, Any]]
    ) -> None:
        dated = placement(table(*rows)).dated if rows else table()
        seen = []
        for panel in panels(*rows):
            found = timeline_figure(panel, categories=CATEGORIES)
            first, last = found.layout.xaxis.range
            assert (first, last) == (panel.start, panel.end)
            background = {mark.key: mark.background for mark in panel.marks}
            for key, mark in marks(found).items():
                seen.append(key)
                assert first <= mark.x <= last
                assert mark.y == (-1 if background[key] else 1)
            for _, start, end in bars(found):
                assert first <= start < end <= last
            assert len(found.data) <= 6
        assert sorted(seen) == sorted(f"event:{row_id}" for row_id in dated["id"])

    @given(ROWS)
    def test_a_bar_spans_all_days_that_are_possible(self, rows: list[dict[str, Any]]) -> None:
        for panel in panels(*rows):
            spans: dict[str, list[dt.datetime]] = {}
            for key, start, end in bars(timeline_figure(panel, categories=CATEGORIES)):
                spans.setdefault(key, []).extend((start, end))
            for mark in panel.marks:
                date = mark.date
                if not mark.is_vague:
                    assert mark.key not in spans
                    continue
                first, last = min(spans[mark.key]), max(spans[mark.key])
                assert first.date() == (date.earliest or panel.start.date())
                if date.latest is None:
                    assert last == panel.end
                elif date.latest < dt.date.max:
                    assert last == dt.datetime.combine(date.latest, dt.time()) + DAY


class TestPlain:
    def test_a_figure_as_plain_data_is_json_without_a_template(self) -> None:
        found = plain_figure(figure(*UNEVEN[:1]))
        assert json.loads(json.dumps(found, allow_nan=False)) == found
        assert "template" not in found["layout"]
        assert found["data"][-1]["x"] == ["2007-07-03T00:00:00"]
        assert found["data"][0]["base"] == ["2006-01-01T00:00:00"]

    @pytest.mark.parametrize(
        ("time", "since"),
        [(dt.datetime(1970, 1, 1), 0), (dt.datetime(1970, 1, 2), 86_400_000),
         (dt.datetime(1, 1, 1), -62_135_596_800_000)],
    )  # fmt: skip
    def test_moments_are_milliseconds_since_1970(self, time: dt.datetime, since: int) -> None:
        assert math.isclose(milliseconds(time), since)


class TestPalette:
    def test_a_filter_never_changes_a_colour(self) -> None:
        alone = marks(figure(an_event("y", category="Ownership")))
        together = marks(figure(an_event("x"), an_event("y", category="Ownership")))
        assert alone["event:y"].colour == together["event:y"].colour
        assert alone["event:y"].symbol == together["event:y"].symbol == "square"

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
