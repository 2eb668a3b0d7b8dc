"""Ownership: what is drawn and worded is what the stakes say, and no more."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import parse_date
from dateline.figures.holder_marks import COLOURS, holder_styles
from dateline.figures.ownership_history import History, ownership_history
from dateline.holdings import in_force, is_over_100, may_be_over_100
from dateline.page.ownership import ownership
from dateline.shares import parse_share
from dateline.story import Article, Share, Story, records
from tests.builders import a_stake, table
from tests.generated_stakes import renamed, shuffled, stake_rows
from tests.holdings_on_a_day import conflicts, total_on
from tests.page.ownership_states import with_states

TAKEOVER_DAY = dt.date(2017, 1, 10)
TAKEOVER = table(
    a_stake("said-45", "Northgate", 45, date=parse_date("2016-12-31"),
            asserted_by=("The chairman",), disputed_by=("said-58",)),
    a_stake("said-58", "Northgate", 58, date=parse_date("2016-12-31"),
            asserted_by=("The panel", "Two bankers"), denied_by=("The chairman",)),
    a_stake("fund", "Marlow", 38, date=parse_date("2015")),
    a_stake("fund-new", "Marlow", 30, date=parse_date("[2016-11-30..2017-02-15]")),
    a_stake("staff", "Staff", 15, date=parse_date("2016")) | {"share": Share(10, 15)},
    a_stake("vane", "Ilse Vane", None, date=parse_date("2016-10"), denied_by=("Ilse Vane",)),
    a_stake("sold", "Otto Brandt", 0, date=parse_date("2016-03"), basis="derived"),
    a_stake("reg-a", "Northgate", 61, date=parse_date("2016-12-01"), background=True),
    a_stake("reg-b", "Marlow", 52, date=parse_date("2016-12-01"), background=True),
)  # fmt: skip


ARTICLE = Article("T", "O", "", parse_date("2014-04-23"), "", "VK", "en", "", ())


def in_page(stakes: pd.DataFrame, **changes: Any) -> dict[str, Any]:
    """A story with only these stakes."""
    none = table().iloc[:0]
    return ownership(Story(replace(ARTICLE, **changes), events=none, stakes=stakes, quotes=none))


def ownership_of(stakes: pd.DataFrame, **changes: Any) -> dict[str, Any]:
    """The same with the state of each day assembled."""
    return with_states(in_page(stakes, **changes))


def state(
    stakes: pd.DataFrame, as_of: dt.date | None = None, *, layer: str = "article", **changes: Any
) -> dict[str, Any]:
    """The state that holds on a day; without one, the last."""
    found = ownership_of(stakes, **changes)["layers"][layer]
    held: dict[str, Any] = found["before"]
    for day, after in zip(found["days"], found["states"], strict=True):
        if as_of is None or day["day"] <= as_of.toordinal():
            held = after
    return held


def day_chart(*rows: dict[str, Any], as_of: dt.date | None = None, **changes: Any) -> Any:
    """The chart of what the article says."""
    return state(table(*rows), as_of, **changes)["charts"][0]


class Bar(NamedTuple):
    key: str
    start: float
    length: float
    row: int
    shape: str
    fgcolor: str
    bgcolor: str
    line: str

    @property
    def how(self) -> str:
        if self.shape == "/" and self.fgcolor == self.line:
            return "solid" if self.bgcolor == self.line else "hatched"
        return "outline" if self.bgcolor == "rgba(0,0,0,0)" else "solid"


def bars(chart: Mapping[str, Any]) -> list[Bar]:
    """Every piece of a chart of a day."""
    (trace,) = chart["figure"]["data"]
    pattern = trace["marker"]["pattern"]
    return [
        Bar(*cells)
        for cells in zip(
            *(trace["customdata"], trace["base"], trace["x"], trace["y"]),
            *(pattern["shape"], pattern["fgcolor"], pattern["bgcolor"]),
            trace["marker"]["line"]["color"],
            strict=True,
        )
    ]


def bars_of(chart: Mapping[str, Any], row_id: str) -> list[Bar]:
    return [bar for bar in bars(chart) if bar.key == f"stake:{row_id}"]


def texts(chart: Mapping[str, Any]) -> str:
    """All that stands beside, in and below the bars."""
    lines = [": ".join(filter(None, (line["name"], line["text"]))) for line in chart["lines"]]
    labels = [row["label"] for row in chart["rows"]]
    inside = [piece["words"] for piece in chart["inside"]]
    return " | ".join(filter(None, [*labels, *lines, *inside, chart["sum"]]))


def listed_keys(chart: Mapping[str, Any]) -> list[str]:
    """The statement of every label and line, in order."""
    return [one["key"] for one in (*chart["rows"], *chart["lines"]) if one["key"]]


class TestTheBar:
    def test_what_is_not_stated_is_hatched_and_called_arithmetic(self) -> None:
        chart = day_chart(a_stake("u", "UCP", 48), a_stake("s", "Sechin; Usmanov", None))
        solid, rest = bars(chart)
        assert (solid.key, solid.start, solid.length, solid.how) == ("stake:u", 0, 48, "solid")
        assert (rest.key, rest.start, rest.length, rest.how) == ("", 48, 52, "hatched")
        assert (
            "52% not stated: who holds how much of it is not disclosed "
            "(= 100% − 48%, our arithmetic)"
        ) in texts(chart)
        assert "Sechin and Usmanov: not disclosed" in texts(chart)

    def test_nobody_gets_a_number_that_nobody_gave(self, published: Story) -> None:
        (chart,) = state(published.stakes, dt.date(2014, 4, 23))["charts"]
        assert "26" not in texts(chart)
        assert bars_of(chart, "sechin-usmanov-2014-04") == []
        (rest,) = bars_of(chart, "") or [bar for bar in bars(chart) if not bar.key]
        assert (rest.length, rest.how) == (52, "hatched")

    def test_a_share_of_nothing_is_listed_and_has_no_piece(self) -> None:
        chart = day_chart(a_stake("d", "Durov", 0, basis="derived", date=parse_date("2013-12")))
        assert "Durov: 0%, derived, Dec 2013" in texts(chart)
        assert bars_of(chart, "d") == []

    def test_where_nothing_is_held_the_rest_is_no_sum(self) -> None:
        chart = day_chart(a_stake("d", "Durov", 0))
        assert "100% not stated: who holds how much of it is not disclosed" in texts(chart)
        assert "arithmetic" not in texts(chart)

    def test_a_range_is_solid_to_its_lower_bound_and_hatched_to_its_upper_one(self) -> None:
        chart = day_chart(a_stake("r", "A", 20) | {"share": Share(5, 20)})
        assert [(bar.start, bar.length, bar.how) for bar in bars(chart)] == [
            (0, 5, "solid"), (5, 15, "hatched"), (20, 80, "hatched"),
        ]  # fmt: skip
        assert "at least 80% not stated" in texts(chart)
        assert "(= 100% − 20%, our arithmetic)" in texts(chart)

    def test_what_is_derived_is_hatched(self) -> None:
        (bar, _) = bars(day_chart(a_stake("d", "A", 30, basis="derived")))
        assert bar.how == "hatched"

    def test_what_possibly_holds_is_an_outline_and_says_so(self) -> None:
        row = a_stake("p", "A", 60, date=parse_date("[2020-09-30..2020-12-25]"))
        chart = day_chart(row, as_of=dt.date(2020, 10, 1))
        outline, rest = bars(chart)
        assert (outline.length, outline.how) == (60, "outline")
        assert "A: possibly 60%, stated" in texts(chart)
        assert "at least 40% not stated" in texts(chart)
        assert rest.length == 40

    def test_a_line_names_both_sides(self) -> None:
        chart = day_chart(a_stake("c", "A", 60, asserted_by=("B",), denied_by=("C", "D")))
        assert "A: 60%, stated, 22 Apr 2014 (claimed by B; denied by C and D)" in texts(chart)

    def test_the_words_in_a_piece_are_of_its_own_holder(self) -> None:
        chart = day_chart(a_stake("a", "A", 60), a_stake("b", "B", 30))
        assert [(p["key"], p["words"], p["start"], p["length"]) for p in chart["inside"]] == [
            ("stake:a", "A 60%", 0, 60), ("stake:b", "B 30%", 60, 30),
        ]  # fmt: skip

    def test_rivals_have_a_row_each_below_the_bar(self) -> None:
        (chart,) = state(TAKEOVER, TAKEOVER_DAY)["charts"]
        (staff, *_), (one,), (other,) = (
            bars_of(chart, row_id) for row_id in ("staff", "said-45", "said-58")
        )
        assert (one.start, one.length) == (0, 45)
        assert (other.start, other.length) == (0, 58)
        assert staff.row < one.row < other.row
        words = texts(chart)
        assert "Northgate: 2 statements that contradict each other" in words
        assert "45%, stated, 31 Dec 2016 (claimed by The chairman)" in words
        assert "58%, stated, 31 Dec 2016 (claimed by The panel and Two bankers; denied by" in words

    def test_beside_rivals_nothing_is_said_of_a_rest(self) -> None:
        (chart,) = state(TAKEOVER, TAKEOVER_DAY)["charts"]
        assert "not stated" not in texts(chart)
        assert all(bar.key for bar in bars(chart))

    def test_a_statement_and_its_possible_successor_are_no_rivals(self) -> None:
        (chart,) = state(TAKEOVER, TAKEOVER_DAY)["charts"]
        assert "Marlow: 2 statements, of which it is not sure which one holds" in texts(chart)
        assert "possibly 38%, stated, 2015" in texts(chart)
        assert {bar.how for bar in bars_of(chart, "fund")} == {"outline"}

    def test_a_rival_without_a_figure_has_words_and_no_bar(self) -> None:
        chart = day_chart(
            a_stake("claim", "A", 25) | {"share": Share(20, 25)},
            a_stake("no", "A", None, denied_by=("A",), disputed_by=("claim",)),
        )
        assert "20–25%, stated, 22 Apr 2014" in texts(chart)
        assert "not disclosed, 22 Apr 2014 (denied by A)" in texts(chart)
        assert bars_of(chart, "no") == []
        assert listed_keys(chart) == ["stake:claim", "stake:no"]
        assert [row["bar"] for row in chart["rows"]][-2:] == [True, False]

    def test_over_100_makes_no_bar_but_a_row_each(self) -> None:
        chart = day_chart(a_stake("a", "A", 61), a_stake("b", "B", 52), a_stake("c", "C", None))
        assert [(bar.start, bar.length) for bar in bars(chart)] == [(0, 61), (0, 52)]
        assert len({bar.row for bar in bars(chart)}) == 2
        assert chart["sum"] == "Together over 100%: 113%."
        assert "not stated" not in texts(chart)
        assert "C: not disclosed" in texts(chart)

    def test_up_to_is_said_where_only_a_choice_exceeds_100(self) -> None:
        chart = day_chart(
            *(a_stake("a", "A", 60), a_stake("b", "A", 80, disputed_by=("a",))),
            a_stake("c", "B", 30),
        )
        assert chart["sum"] == "Together up to 110%."

    def test_a_little_over_100_still_ends_at_100(self) -> None:
        chart = day_chart(a_stake("a", "A", 51.99), a_stake("b", "B", 48.02))
        assert max(bar.start + bar.length for bar in bars(chart)) <= 100
        assert chart["sum"] == ""

    def test_other_sources_have_a_chart_of_their_own(self) -> None:
        stakes = table(a_stake("a", "UCP", 48), a_stake("b", "UCP", 48.01, background=True))
        article_chart, other_chart = state(stakes, layer="all")["charts"]
        assert (article_chart["name"], other_chart["name"]) == (
            "The article says",
            "Other sources say",
        )
        assert (listed_keys(article_chart), listed_keys(other_chart)) == (["stake:a"], ["stake:b"])
        alone = state(stakes)
        assert [chart["name"] for chart in alone["charts"]] == [""]
        assert alone["keys"] == ["stake:a"]

    def test_a_day_before_every_statement_says_so(self) -> None:
        chart = day_chart(a_stake(), as_of=dt.date(2001, 1, 1))
        assert "No share in VK is stated for a day this early." in texts(chart)
        chart = day_chart(a_stake(), as_of=dt.date(2001, 1, 1), subject="")
        assert "No share in it is stated for a day this early." in texts(chart)

    def test_each_of_twelve_holders_has_a_style_and_is_named_once(self) -> None:
        chart = day_chart(*[a_stake(f"h{n}", f"Holder {n}", 13 - n) for n in range(12)])
        styles = {(bar.line, bar.shape, bar.fgcolor, bar.bgcolor) for bar in bars(chart)}
        assert len(styles) == len(bars(chart)) == 13
        assert "hatched" not in {bar.how for bar in bars(chart) if bar.key}
        for n in range(12):
            assert texts(chart).count(f"Holder {n}:") == 1

    def test_every_piece_has_a_pattern_and_no_colour_of_its_own(self) -> None:
        """Beside an array of marker colours Plotly ignores the colours of patterns."""
        found = ownership_of(TAKEOVER)
        figures = [
            chart["figure"]
            for layer in found["layers"].values()
            for one in layer["states"]
            for chart in one["charts"]
        ] + [layer["over_time"]["figure"] for layer in found["layers"].values()]
        for trace in (t for figure in figures for t in figure["data"] if t["type"] == "bar"):
            assert "color" not in trace["marker"]
            assert all(trace["marker"]["pattern"]["shape"])
            assert len(trace["marker"]["pattern"]["shape"]) == len(trace["customdata"])

    def test_a_switch_or_a_day_never_changes_a_colour(self, published: Story) -> None:
        styles = holder_styles(published.stakes)
        article_stakes = published.stakes[~published.stakes["background"]]
        assert holder_styles(article_stakes).items() <= styles.items()
        assert len(set(styles.values())) == len(styles)
        named = {row["id"]: row for row in records(published.stakes)}
        for layer in ownership_of(published.stakes)["layers"].values():
            for chart in (chart for one in layer["states"] for chart in one["charts"]):
                for bar in (bar for bar in bars(chart) if bar.key):
                    holder = named[bar.key.removeprefix("stake:")]["holder"]
                    assert bar.line == styles[tuple(sorted(holder))].colour

    def test_the_shipped_story_on_the_day_it_appeared(self, published: Story) -> None:
        (chart,) = state(published.stakes, dt.date(2014, 4, 23))["charts"]
        words = texts(chart)
        assert "United Capital Partners: 48%, stated" in words
        assert "possibly" not in words
        assert "Pavel Durov: 0%, derived, Dec 2013" in words
        assert "Igor Sechin and Alisher Usmanov: not disclosed" in words
        assert "(claimed by Pavel Durov)" in words


class TestDays:
    def test_a_story_without_stakes_has_no_ownership(self) -> None:
        assert ownership_of(table().iloc[:0]) == {}

    def test_the_day_shown_first_is_the_last_possible_of_publication(self) -> None:
        found = ownership_of(table(a_stake()), published=parse_date("[2014-04-22..2014-04-23]"))
        assert found["default"] == dt.date(2014, 4, 23).toordinal()
        assert found["default_words"] == "23 April 2014"

    def test_each_day_to_choose_has_its_words_and_its_state(self) -> None:
        found = ownership_of(TAKEOVER)["layers"]["article"]
        assert len(found["days"]) == len(found["states"])
        words = {day["words"] for day in found["days"]}
        assert {"30 November 2016", "15 February 2017", "31 December 2016"} <= words
        days = [day["day"] for day in found["days"]]
        assert days == sorted(set(days))

    def test_a_story_without_other_sources_has_one_layer(self) -> None:
        assert set(ownership_of(table(a_stake()))["layers"]) == {"article"}

    def test_nothing_of_other_sources_is_shown_with_their_layer_off(self) -> None:
        of_article = json.dumps(in_page(TAKEOVER)["layers"]["article"], ensure_ascii=False)
        assert "61%" not in of_article
        assert "reg-" not in of_article
        assert "reg-a" in json.dumps(ownership_of(TAKEOVER)["layers"]["all"])

    def test_what_possibly_holds_is_named(self) -> None:
        assert state(TAKEOVER, TAKEOVER_DAY)["possibly"] == ["stake:fund", "stake:fund-new"]


def spans(*rows: dict[str, Any], row_id: str) -> list[tuple[str, str, str]]:
    """The times drawn for a statement: first and last day, and how they are drawn."""
    found = []
    trace = ownership_history(table(*rows)).figure.data[0]
    pattern = trace.marker.pattern
    for key, x, width, line, shape, front, back in zip(
        *(trace.customdata, trace.x, trace.width, trace.marker.line.color),
        *(pattern.shape, pattern.fgcolor, pattern.bgcolor),
        strict=True,
    ):
        half = dt.timedelta(milliseconds=width) / 2
        how = "light" if "0.35" in back else "possibly"
        if shape == "/" and front == line:
            how = "hatched"
        if key == f"stake:{row_id}":
            found.append((f"{x - half:%Y-%m-%d}", f"{x + half:%Y-%m-%d}", how))
    return sorted(found)


def dots(history: History) -> dict[str, tuple[Any, float, str]]:
    """The dot of each statement: x, y, symbol."""
    trace = history.figure.data[1]
    cells = zip(trace.customdata, trace.x, trace.y, trace.marker.symbol, strict=True)
    return {key.removeprefix("stake:"): (x, y, symbol) for key, x, y, symbol in cells}


class TestHistory:
    def test_a_vague_beginning_is_an_outline_and_so_is_what_it_would_end(self) -> None:
        rows = (
            a_stake("old", "A", 40, date=parse_date("2019-01-01")),
            a_stake("new", "A", 55, date=parse_date("[2020-09-30..2020-12-25]")),
        )
        assert spans(*rows, row_id="old") == [
            ("2019-01-01", "2020-09-30", "hatched"),
            ("2020-09-30", "2020-12-25", "possibly"),
        ]
        assert spans(*rows, row_id="new")[0] == ("2020-09-30", "2020-12-25", "possibly")

    def test_what_a_later_statement_confirms_is_filled(self) -> None:
        rows = (
            a_stake("a", "A", 12, date=parse_date("2012-04-01")),
            a_stake("b", "A", 12, date=parse_date("2013-04-01")),
            a_stake("c", "A", 0, date=parse_date("2013-12-01")),
        )
        assert spans(*rows, row_id="a") == [("2012-04-01", "2013-04-01", "light")]
        assert spans(*rows, row_id="b") == [("2013-04-01", "2013-12-01", "hatched")]

    def test_an_interval_is_filled_as_long_as_it_is_stated(self) -> None:
        row = a_stake("a", "A", 12, date=parse_date("2012-04-01/2012-09-30"))
        assert spans(row, row_id="a")[0] == ("2012-04-01", "2012-09-30", "light")

    def test_rivals_and_other_sources_have_a_band_each_below_the_name_of_their_holder(
        self,
    ) -> None:
        history = ownership_history(TAKEOVER)
        bands = [(band.name, band.text, band.keys) for band in history.bands]
        at = next(n for n, band in enumerate(bands) if band[0] == "Northgate")
        assert [band[0] for band in bands[at : at + 3]] == ["Northgate", "", ""]
        assert bands[at][1:] == (
            "by the article: 45%, 31 Dec 2016 (claimed by The chairman)", ("stake:said-45",),
        )  # fmt: skip
        assert bands[at + 1][1].startswith("by the article: 58%, 31 Dec 2016 (claimed by The panel")
        assert bands[at + 2][1] == "by other sources: 61%, 1 Dec 2016"
        assert dots(history)["reg-a"][2] == "circle-open-dot"
        assert dots(history)["said-45"][2] == "circle"

    def test_each_point_is_in_the_band_that_lists_it(self) -> None:
        history = ownership_history(TAKEOVER)
        for trace, numbers in zip(
            history.figure.data, (history.bar_bands, history.dot_bands), strict=True
        ):
            for key, number in zip(trace.customdata, numbers, strict=True):
                assert key in history.bands[number].keys

    def test_a_share_that_is_not_disclosed_has_a_mark_and_no_height(self) -> None:
        history = ownership_history(TAKEOVER)
        assert dots(history)["vane"][2] == "asterisk-open"
        assert "stake:vane" not in history.figure.data[0].customdata
        assert set(dots(history)) == set(TAKEOVER["id"])

    @pytest.mark.parametrize("date", ["0001", "9999", "9999-12-31", "[..0001]", "9999-12-31/.."])
    def test_the_first_and_the_last_year_can_be_drawn(self, date: str) -> None:
        history = ownership_history(table(a_stake(date=parse_date(date))))
        assert history.start <= dots(history)["s1"][0] <= history.end

    def test_it_is_there_where_two_dates_are_stated_and_else_not(self) -> None:
        rows = (a_stake("a", "A"), a_stake("b", "B", 12))
        assert ownership_of(table(*rows))["layers"]["article"]["over_time"] == {}
        later = a_stake("c", "A", 30, date=parse_date("2014-06"))
        over_time = ownership_of(table(*rows, later))["layers"]["article"]["over_time"]
        assert [band["name"] for band in over_time["bands"]] == ["A", "B"]

    def test_an_earlier_date_of_other_sources_alone_brings_no_chart_to_the_article(self) -> None:
        rows = (a_stake("a", "A"), a_stake("b", "A", date=parse_date("2012"), background=True))
        layers = ownership_of(table(*rows))["layers"]
        assert layers["article"]["over_time"] == {}
        assert layers["all"]["over_time"]


class TestAlt:
    def test_it_says_who_holds_what(self) -> None:
        stakes = table(a_stake("u", "UCP", 48), a_stake("s", "S; U", None))
        assert state(stakes, dt.date(2014, 4, 23))["alt"] == (
            "Shares on 22 April 2014, as far as stated. UCP: 48%, stated; S and U: not disclosed."
        )

    def test_it_says_both_sides_and_sums(self) -> None:
        assert state(TAKEOVER, TAKEOVER_DAY, layer="all")["alt"] == (
            "Shares on 31 December 2016, as far as stated. "
            "Northgate: 2 statements that contradict each other: "
            "45%, stated, 31 Dec 2016 (claimed by The chairman) or "
            "58%, stated, 31 Dec 2016 (claimed by The panel and Two bankers; "
            "denied by The chairman); "
            "Marlow: 2 statements, of which it is not sure which one holds: "
            "possibly 38%, stated, 2015 or "
            "possibly 30%, stated, 30 Nov 2016 – 15 Feb 2017; "
            "Staff: 10–15%, stated; Otto Brandt: 0%, derived; "
            "Ilse Vane: not disclosed (denied by Ilse Vane); "
            "Northgate: 61%, stated, background; Marlow: 52%, stated, background. "
            "The shares in the article: together up to 111%, counting what is denied. "
            "The shares of other sources: together over 100%: 113%."
        )

    def test_nothing_of_other_sources_is_shown_with_their_layer_off(self) -> None:
        assert "61%" not in state(TAKEOVER, TAKEOVER_DAY)["alt"]

    def test_before_every_statement_it_says_that_none_is_stated(self) -> None:
        assert ownership_of(TAKEOVER)["layers"]["article"]["before"]["alt"] == "No share is stated."


def without_ids(stakes: pd.DataFrame, changes: Mapping[str, Any]) -> str:
    """All that the page says of a story's stakes, as JSON; each key is its row's note."""
    text = json.dumps(in_page(stakes, **changes), ensure_ascii=False, sort_keys=True)
    notes = {row["id"]: row["note"] for row in records(stakes)}
    return re.sub(r"stake:([\w-]+)", lambda match: notes[match.group(1)], text)


def held_in(stakes: pd.DataFrame, layer: str, day: dt.date) -> pd.DataFrame:
    """The statements in force on a day that a layer shows."""
    held = in_force(stakes, day)
    return held if layer == "all" else held[~held["background"]]


def all_states(found: Mapping[str, Any]) -> list[tuple[str, dt.date, Mapping[str, Any]]]:
    """Every layer, day and state; the state of earlier days stands for the first day of all."""
    return [
        (name, day, one)
        for name, layer in found["layers"].items()
        for day, one in [
            (dt.date.min, layer["before"]),
            *(
                (dt.date.fromordinal(day["day"]), one)
                for day, one in zip(layer["days"], layer["states"], strict=True)
            ),
        ]
    ]


class TestAnyStory:
    @given(stake_rows(), st.sampled_from(("en", "de")), st.integers(0, 99))
    def test_the_order_and_the_ids_of_the_file_change_no_figure(
        self, rows: list[dict[str, Any]], language: str, seed: int
    ) -> None:
        changes = {"language": language}
        first = without_ids(table(*rows), changes)
        assert without_ids(table(*shuffled(rows, seed)), changes) == first
        assert without_ids(table(*renamed(rows, seed)), changes) == first

    @given(stake_rows())
    def test_nothing_is_drawn_outside_0_to_100_and_each_statement_is_listed_once(
        self, rows: list[dict[str, Any]]
    ) -> None:
        stakes = table(*rows)
        for layer, day, one in all_states(ownership_of(stakes)):
            held = held_in(stakes, layer, day)
            keys = [key for chart in one["charts"] for key in listed_keys(chart)]
            assert sorted(keys) == sorted(one["keys"]) == sorted(f"stake:{i}" for i in held["id"])
            for chart in one["charts"]:
                assert tuple(chart["figure"]["layout"]["xaxis"]["range"]) == (0, 100)
                ends: dict[int, float] = {}
                for bar in bars(chart):
                    # The pieces of a row are adjacent: each starts where the previous one ends.
                    assert bar.start == pytest.approx(ends.get(bar.row, 0.0))
                    assert bar.length > 0
                    ends[bar.row] = bar.start + bar.length
                assert all(end <= 100 + 1e-9 for end in ends.values())
                assert all(chart["rows"][bar.row]["bar"] for bar in bars(chart))
                assert not re.search(r"[-−]\d", texts(chart).replace("100% − ", ""))

    @given(stake_rows())
    def test_each_day_has_what_is_in_force_on_it_and_what_does_not_fit(
        self, rows: list[dict[str, Any]]
    ) -> None:
        stakes = table(*rows)
        for layer, day, one in all_states(ownership_of(stakes)):
            held = held_in(stakes, layer, day)
            assert sorted(one["keys"]) == sorted(f"stake:{i}" for i in held["id"])
            possibly = sorted(f"stake:{i}" for i in held.loc[held["possibly"], "id"])
            assert sorted(one["possibly"]) == possibly
            doubts = conflicts(stakes, day, background=layer == "all")
            assert one["conflicts"] == list(doubts)

    @given(stake_rows())
    def test_over_time_every_statement_is_listed_once_and_drawn_within_the_axis(
        self, rows: list[dict[str, Any]]
    ) -> None:
        history = ownership_history(table(*rows))
        keys = [key for band in history.bands for key in band.keys]
        assert sorted(keys) == sorted(f"stake:{row['id']}" for row in rows)
        assert set(dots(history)) == {row["id"] for row in rows}
        bars_, marks = history.figure.data
        for x, width, base, height in zip(bars_.x, bars_.width, bars_.base, bars_.y, strict=True):
            half = dt.timedelta(milliseconds=width) / 2
            assert history.start <= x - half <= x + half <= history.end
            assert 0 <= base <= base + height <= 100
        assert all(history.start <= x <= history.end for x in marks.x)
        assert all(0 <= y <= 100 for y in marks.y)

    @given(stake_rows())
    def test_over_100_and_up_to_are_said_where_they_are_so(
        self, rows: list[dict[str, Any]]
    ) -> None:
        stakes = table(*[row | {"background": False} for row in rows])
        for _, day, one in all_states(ownership_of(stakes)):
            total = total_on(stakes, day)
            sum_ = one["charts"][0]["sum"]
            assert sum_.startswith("Together over 100%") == is_over_100(total)
            assert bool(sum_) == may_be_over_100(total)
            assert sum_.startswith("Together up to ") == (bool(sum_) and not is_over_100(total))

    @given(stake_rows())
    def test_every_number_is_in_the_rows_or_in_printed_arithmetic(
        self, rows: list[dict[str, Any]]
    ) -> None:
        dates = {row["date"] for row in rows}
        stated = {"100"} | {
            number
            for date in dates
            for point in (date.start, date.end)
            if point
            for day in (point.stated_earliest, point.stated_latest)
            for number in (str(day.year), str(day.day))
        }
        stated |= {
            f"{end:g}" for r in rows if r["share"] for end in (r["share"].low, r["share"].number)
        }
        stated |= {"1", "2", "3", "4"}  # of fractions
        for _, _, one in all_states(ownership_of(table(*rows))):
            for chart in one["charts"]:
                words = texts(chart).replace(chart["sum"], "")
                # The count of statements, and the rest with its printed sum.
                words = re.sub(r"\d+ statements", "", words)
                for rest, sum_ in re.findall(r"([\d.]+)% not stated.*?100% − ([\d.]+)%", words):
                    assert float(rest) == pytest.approx(100 - float(sum_))
                words = re.sub(r"[\d.]+% not stated.*?arithmetic\)", "", words)
                assert set(re.findall(r"\d+(?:\.\d+)?", words)) <= stated, words


def test_there_are_patterns_past_the_end_of_the_colours() -> None:
    rows = [a_stake(f"h{n}", f"Holder {n:02}", 1) for n in range(len(COLOURS) * 4)]
    styles = holder_styles(table(*rows))
    assert len(set(styles.values())) == len(rows)


def signed(stake_id: str, holder: str, share: str, **changes: Any) -> dict[str, Any]:
    return a_stake(stake_id, holder, **changes) | {"share": parse_share(share)}


class TestSharesAsGiven:
    """What the article gives of a share is what is drawn and added up."""

    def test_names_that_hold_together_are_added_to_nothing_beside_a_stake_of_one_of_them(
        self,
    ) -> None:
        together = a_stake("ab", "B; A", 36, asserted_by=("Carl",))
        (chart,) = state(
            table(a_stake("a", "A", 30), a_stake("b", "B", 6), together), dt.date(2014, 4, 23)
        )["charts"]
        assert "64% not stated" in texts(chart)
        assert "(= 100% − 36%, our arithmetic)" in texts(chart)
        assert chart["rows"][-1]["label"] == (
            "B and A: together 36%, stated, 22 Apr 2014 (claimed by Carl)"
        )
        (alone,) = state(table(together), dt.date(2014, 4, 23))["charts"]
        assert "64% not stated" in texts(alone)
        assert [row["label"] for row in alone["rows"]] == [""]

    def test_a_share_that_is_denied_is_never_plain_and_its_arithmetic_says_so(self) -> None:
        stakes = table(a_stake("b", "Bob", 40, asserted_by=("Ann",), denied_by=("Bob",)))
        (chart,) = state(stakes, dt.date(2014, 4, 23))["charts"]
        assert chart["figure"]["data"][0]["marker"]["pattern"]["shape"] == ["\\", "/"]
        assert [inside["words"] for inside in chart["inside"]] == ["Bob 40%, denied by Bob"]
        assert "60% not stated, if the denied 40% is right" in texts(chart)
        assert "(= 100% − 40%, which is denied; our arithmetic)" in texts(chart)

    @pytest.mark.parametrize(
        ("share", "rest", "length"),
        [
            ("~48", "about 52% not stated", 48),
            ("<30", "over 70% not stated", 30),
            ("<=30", "at least 70% not stated", 30),
            (">50", "under 50% not stated", 50),
            (">=50", "up to 50% not stated", 50),
            ("10..20", "at least 80% not stated", 10),
        ],
    )
    def test_the_rest_is_as_sure_as_the_share(self, share: str, rest: str, length: float) -> None:
        (chart,) = state(table(signed("s", "A", share)), dt.date(2014, 4, 23))["charts"]
        assert [line["name"] for line in chart["lines"] if not line["key"]] == [rest]
        assert chart["figure"]["data"][0]["x"][0] == length
        assert bool(chart["edges"]) == share.startswith("<")

    def test_the_rest_of_shares_without_an_upper_and_a_lower_bound_is_at_most_what_is_left(
        self,
    ) -> None:
        stakes = table(signed("a", "A", ">=60"), signed("b", "B", "<25"))
        (chart,) = state(stakes, dt.date(2014, 4, 23))["charts"]
        assert [line["name"] for line in chart["lines"] if not line["key"]] == [
            "up to 40% not stated"
        ]
        assert "(= 100% − 60%, our arithmetic)" in texts(chart)

    def test_strict_bounds_fit_together_as_long_as_some_choice_does(self) -> None:
        fits = table(signed("a", "A", ">70"), signed("b", "B", "<30"))
        assert state(fits, dt.date(2014, 4, 23))["conflicts"] == []
        twice = table(signed("a", "A", ">50"), signed("b", "B", ">50"))
        assert state(twice, dt.date(2014, 4, 23))["conflicts"] == [
            "The shares in the article add up to over 100%: A over 50%; B over 50%."
        ]

    def test_holders_that_contradict_each_other_are_not_added_up(self) -> None:
        rows = (a_stake("a", "A", 60), a_stake("b", "B", 60, disputed_by=("a",)))
        one = state(table(*rows), dt.date(2014, 4, 23))
        assert one["conflicts"] == []
        (chart,) = one["charts"]
        assert chart["sum"] == ""
        assert [row["label"] for row in chart["rows"]] == [
            "A or B: 2 statements that contradict each other",
            "A: 60%, stated, 22 Apr 2014",
            "B: 60%, stated, 22 Apr 2014",
        ]

    def test_each_whole_has_bars_and_sums_of_its_own(self) -> None:
        rows = (a_stake("c", "Meta", 40), a_stake("v", "Meta", 70, of="votes"),
                a_stake("m", "VK", 100, of="Mill Ltd"))  # fmt: skip
        wholes = in_page(table(*rows))["layers"]["article"]["wholes"]
        assert [(whole["of"], whole["heading"]) for whole in wholes] == [
            ("", "VK"), ("Mill Ltd", "Mill Ltd"), ("votes", "Votes of VK")
        ]  # fmt: skip
        keys = [[row["key"] for holder in whole["charts"][0]["holders"] for row in holder["rows"]]
                for whole in wholes]  # fmt: skip
        assert keys == [["stake:c"], ["stake:m"], ["stake:v"]]
        assert not any(found["conflicts"] for whole in wholes for found in whole["states"])
