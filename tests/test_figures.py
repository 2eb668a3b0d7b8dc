"""The charts say what the tables say."""

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import pytest

from dateline.dates import parse_date
from dateline.figures import (
    guide,
    history_figure,
    holders_figure,
    legend,
    ownership_figure,
    placement,
    timeline_alt,
    timeline_figure,
    timeline_list_figure,
)
from dateline.figures.palette import _STYLES
from dateline.story import Story
from dateline.view import choices
from tests.builders import a_stake, an_event, table
from tests.test_ownership_figures import TAKEOVER, TAKEOVER_DAY

Golden = Callable[[str, go.Figure], None]
CATEGORIES = ("Company", "Ownership")


def drawn(figure: go.Figure) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(figure.to_json())
    return content


def keys(figure: go.Figure) -> list[str]:
    """The rows that have a mark or bar, in the order drawn, each once."""
    found = [key for trace in figure.data for key in (trace.customdata or ()) if key]
    return list(dict.fromkeys(found))


def texts(figure: go.Figure) -> str:
    return " | ".join(a.text.replace("<br>", " ") for a in figure.layout.annotations)


def sizes(figure: go.Figure) -> dict[str, float]:
    """The size of each row's mark."""
    return {t.customdata[0]: t.marker.size for t in figure.data if t.type == "scatter"}


def timeline(*rows: dict[str, Any], **options: Any) -> go.Figure:
    return timeline_figure(placement(table(*rows)).dated, categories=CATEGORIES, **options)


UNEVEN = (
    an_event("a", "2007~", title="Founded"),
    an_event("b", "2013-12", title="Sold", category="Ownership"),
    an_event("c", "2014-04-01", title="Resigns"),
    an_event("d", "2014-04-03", title="Takes it back", status="disputed"),
    an_event("e", "2014-04-21", title="Out", status="claimed"),
    an_event("f", "2014-04-22", title="Complaints"),
)


class TestGolden:
    def test_one_day(self, golden: Golden) -> None:
        golden("one-day", timeline(an_event()))

    def test_one_year_only(self, golden: Golden) -> None:
        golden("one-year", timeline(an_event(date="2007")))

    def test_several_events_of_one_day(self, golden: Golden) -> None:
        golden("same-day", timeline(*[an_event(f"e{i}", title=f"No. {i}") for i in range(3)]))

    def test_uneven_dates_in_two_panels(self, golden: Golden) -> None:
        golden("two-panels", timeline(*UNEVEN))

    def test_nothing_left(self, golden: Golden) -> None:
        golden("nothing", timeline())

    def test_a_list_for_the_phone(self, golden: Golden) -> None:
        golden("phone", timeline_list_figure(table(*UNEVEN), categories=CATEGORIES))

    def test_one_stated_share_and_holders_without_one(self, golden: Golden) -> None:
        stakes = table(a_stake("u", "UCP", 48), a_stake("s", "Sechin; Usmanov", None))
        golden("stated-and-not", ownership_figure(stakes, subject="VK", as_of=None))

    def test_holders(self, golden: Golden) -> None:
        stakes = table(
            a_stake("u", "UCP", 48),
            a_stake("s", "Sechin; Usmanov", None),
            a_stake("d", "Durov", 0, basis="derived"),
        )
        golden("holders", holders_figure(stakes, as_of=None))

    def test_rivals_what_possibly_holds_and_other_sources(self, golden: Golden) -> None:
        golden("rivals", ownership_figure(TAKEOVER, subject="Portmere", as_of=TAKEOVER_DAY))

    def test_over_time(self, golden: Golden) -> None:
        golden("history", history_figure(TAKEOVER, as_of=TAKEOVER_DAY))


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
    def test_every_event_has_a_mark_with_its_key(self) -> None:
        assert sorted(keys(timeline(*UNEVEN))) == [f"event:{letter}" for letter in "abcdef"]

    def test_the_list_has_the_same_marks(self) -> None:
        figure = timeline_list_figure(table(*UNEVEN), categories=CATEGORIES)
        assert keys(figure) == [f"event:{letter}" for letter in "abcdef"]

    def test_only_a_known_day_is_solid(self) -> None:
        symbols = {
            trace.customdata[0]: trace.marker.symbol
            for trace in timeline(*UNEVEN).data
            if trace.type == "scatter"
        }
        assert symbols["event:a"] == "circle-open"
        assert symbols["event:b"] == "square-open"
        assert symbols["event:c"] == "circle"

    def test_a_vague_date_is_drawn_over_its_whole_range(self) -> None:
        bars = [trace for trace in timeline(an_event(date="2007~")).data if trace.type == "bar"]
        days = [round(bar.x[0] / 86_400_000) for bar in bars]
        assert days == [1096, 365]
        assert [bar.base[0].year for bar in bars] == [2006, 2007]

    def test_the_factor_of_the_enlarged_panel_is_printed(self) -> None:
        assert re.search(r"1 to 22 April 2014, enlarged \d+×", texts(timeline(*UNEVEN)))

    def test_even_dates_need_no_second_panel(self) -> None:
        rows = [an_event(f"y{year}", str(year)) for year in range(2001, 2012)]
        assert "enlarged" not in texts(timeline(*rows))

    def test_the_label_says_that_an_event_is_claimed_or_disputed(self) -> None:
        words = texts(timeline(*UNEVEN))
        assert "21 Apr 2014 · claimed" in words
        assert "3 Apr 2014 · disputed" in words

    def test_an_unknown_start_is_said(self) -> None:
        words = texts(timeline(an_event(date="/2014-04-22")))
        assert "until 22 Apr 2014, start not known".replace(" ", "") in re.sub(
            r"[\s]|</?b>|\|", "", words
        )

    def test_background_is_hollow_with_a_dot_and_hangs_below_the_axis(self) -> None:
        figure = timeline(an_event("a"), an_event("b", background=True))
        marks = {t.customdata[0]: t for t in figure.data if t.type == "scatter"}
        assert marks["event:b"].marker.symbol == "circle-open-dot"
        assert marks["event:a"].y[0] > 0 > marks["event:b"].y[0]

    def test_what_only_possibly_happened_in_time_is_small_and_says_so(self) -> None:
        figure = timeline(
            an_event("a"), an_event("b", "2014"), certainty={"a": "surely", "b": "possibly"}
        )
        assert sizes(figure)["event:b"] < sizes(figure)["event:a"]
        assert "2014 · maybe outside the dates" in re.sub("</?b>", "", texts(figure))

    def test_what_came_after_the_date_asked_for_is_small_and_says_so(self) -> None:
        figure = timeline(*UNEVEN, until=dt.date(2014, 4, 1))
        assert sizes(figure)["event:d"] < sizes(figure)["event:c"]
        assert "3 Apr 2014 · disputed, later" in re.sub("</?b>", "", texts(figure))

    def test_nothing_is_drawn_pale(self) -> None:
        figure = timeline(*UNEVEN, until=dt.date(2014, 4, 1))
        assert {trace.opacity for trace in figure.data} == {None}

    def test_the_list_prints_the_time_between_events(self) -> None:
        words = texts(timeline_list_figure(table(*UNEVEN), categories=CATEGORIES))
        assert "| between 3 and 4 months later" in words
        assert "| 2 days later" in words
        assert "year" not in words  # About 2007: nothing can be counted from it.

    def test_the_list_prints_no_time_to_or_from_an_unknown_start(self) -> None:
        rows = [an_event("a"), an_event("b", "/2014-04-23"), an_event("c", "2014-04-25")]
        words = texts(timeline_list_figure(table(*rows), categories=CATEGORIES))
        assert "later" not in words

    def test_a_mark_says_on_hover_who_says_so(self) -> None:
        figure = timeline(an_event(title="Out", status="claimed", asserted_by=("Pavel Durov",)))
        assert figure.data[-1].text == ("21 April 2014<br>Out<br>claimed by Pavel Durov",)

    def test_a_denial_is_never_put_in_the_mouth_of_who_says_so(self) -> None:
        row = an_event(
            title="Out", status="claimed", asserted_by=("Ann", "Bo"), denied_by=("The chairman",)
        )
        figure = timeline(row)
        assert "21 Apr 2014 · claimed, denied" in re.sub("</?b>", "", texts(figure))
        told = figure.data[-1].text[0].replace("<br>", " ")
        assert told == "21 April 2014 Out claimed by Ann and Bo; denied by The chairman"
        assert timeline_alt(table(row)).endswith(
            "Out, claimed by Ann and Bo; denied by The chairman."
        )

    def test_a_long_title_is_cut_on_its_flag_and_whole_on_hover(self) -> None:
        title = "A title that goes on and on " * 4
        figure = timeline(an_event(title=title))
        assert texts(figure).endswith("…")
        assert figure.data[-1].text[0].replace("<br>", " ").endswith(title.strip())

    def test_labels_that_find_no_room_are_counted(self) -> None:
        rows = [
            an_event(f"e{i}", f"19{i:02}-01-01", title="A longer title " * 3) for i in range(60)
        ]
        figure = timeline(*rows)
        assert re.search(r"No room for \d+ labels: choose a mark or the table", texts(figure))
        assert len(keys(figure)) == 60

    def test_a_crowded_day_names_some_and_counts_the_rest(self) -> None:
        figure = timeline(*(an_event(f"e{i}", title=f"Event {i}") for i in range(40)))
        assert re.search(r"and \d\d more", texts(figure))
        assert figure.layout.height < 1300
        assert len(keys(figure)) == 40

    @pytest.mark.parametrize("count", [200, 1000])
    def test_many_events_make_no_tower(self, count: int) -> None:
        days = [dt.date(1900, 1, 1) + dt.timedelta(days=i * 40_000 // count) for i in range(count)]
        rows = [an_event(f"e{i}", day.isoformat()) for i, day in enumerate(days)]
        figure = timeline(*rows)
        assert figure.layout.height < 2000
        assert len(keys(figure)) == count

    @pytest.mark.parametrize("date", ["0001", "9999", "9999-12-31", "9999-12-31/", "/0001-01-02"])
    def test_the_first_and_the_last_year_can_be_drawn(self, date: str) -> None:
        assert keys(timeline(an_event(date=date))) == ["event:e1"]

    def test_background_is_told_in_words_where_no_line_tells_it(self) -> None:
        rows = table(an_event(background=True, status="claimed"))
        listed = timeline_list_figure(rows, categories=CATEGORIES)
        assert "<i>background, claimed</i>" in texts(listed)
        assert timeline_alt(rows).endswith("Something happens, claimed, background.")

    def test_lines_are_cut_shorter_where_that_leaves_room_for_all(self) -> None:
        def longest(count: int) -> int:
            title = "Of many words " * 9
            rows = [an_event(f"e{i}", f"{1990 + i}-01-01", title=title) for i in range(count)]
            figure = timeline(*rows)
            assert texts(figure).count("…") == count
            assert "No room" not in texts(figure)
            labels = (a.text.split("<br>") for a in figure.layout.annotations)
            return max(len(line) for _, *lines in labels for line in lines)

        assert longest(1) > 18
        assert longest(7) <= 18

    def test_labels_of_late_events_hang_to_the_left(self) -> None:
        sides = {a.text.split("<br>")[0]: a.xanchor for a in timeline(*UNEVEN).layout.annotations}
        assert sides["<b>about 2007</b>"] == "left"
        assert sides["<b>22 Apr 2014</b>"] == "right"

    def test_text_of_a_story_is_never_markup(self) -> None:
        hostile = "<b>x</b> %{y} <a href='javascript:1'>y</a>"
        for figure in (
            timeline(an_event(title=hostile)),
            timeline_list_figure(table(an_event(title=hostile)), categories=CATEGORIES),
        ):
            words = json.dumps(drawn(figure))
            assert "<b>x</b>" not in words
            assert "<a href" not in words
            assert "%{y}" not in words

    def test_alt_names_every_event_in_order(self) -> None:
        events = placement(table(*UNEVEN[:2])).dated
        assert timeline_alt(events) == (
            "Timeline of 2 dated events. about 2007: Founded; December 2013: Sold."
        )

    def test_alt_of_nothing(self) -> None:
        assert timeline_alt(table()) == "Timeline without events."


class TestPalette:
    def test_a_filter_never_changes_a_colour(self) -> None:
        alone = timeline(an_event(category="Ownership")).data[-1]
        together = timeline(an_event("x"), an_event("y", category="Ownership")).data[-1]
        assert alone.marker.color == together.marker.color

    def test_each_category_has_its_own_colour_and_shape(self, published: Story) -> None:
        entries = legend(choices(published, "category"))
        assert len({entry["colour"] for entry in entries}) == len(entries)
        assert len({entry["shape"] for entry in entries}) == len(entries)

    def test_the_guide_names_background_only_where_it_is_shown(self) -> None:
        line = {"sample": "background",
                "label": "dotted: background, from other sources"}  # fmt: skip
        assert line in guide(background=True)
        assert line not in guide()

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
