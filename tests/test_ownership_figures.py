"""The ownership charts say what the stakes say, and no more."""

import datetime as dt
import json
import re
from typing import Any, NamedTuple

import plotly.graph_objects as go
import pytest
from dateline.reader.payload import stake_table
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.dates import parse_date
from dateline.figures import (
    history_alt,
    history_figure,
    holders_figure,
    ownership_alt,
    ownership_figure,
)
from dateline.figures.holder_marks import COLOURS, holder_looks
from dateline.holdings import in_force
from dateline.story import Share, Story, records
from tests.builders import a_stake, table
from tests.generated_stakes import DAYS, renamed, shuffled, stake_rows

TAKEOVER_DAY = dt.date(2017, 1, 10)
TAKEOVER = table(
    a_stake("told-45", "Northgate", 45, date=parse_date("2016-12-31"),
            asserted_by=("The chairman",), disputed_by=("told-58",)),
    a_stake("told-58", "Northgate", 58, date=parse_date("2016-12-31"),
            asserted_by=("The panel", "Two bankers"), denied_by=("The chairman",)),
    a_stake("fund", "Marlow", 38, date=parse_date("2015")),
    a_stake("fund-new", "Marlow", 30, date=parse_date("[2016-11-30..2017-02-15]")),
    a_stake("staff", "Staff", 15, date=parse_date("2016")) | {"share": Share(10, 15)},
    a_stake("vane", "Ilse Vane", None, date=parse_date("2016-10"), denied_by=("Ilse Vane",)),
    a_stake("sold", "Otto Brandt", 0, date=parse_date("2016-03"), basis="derived"),
    a_stake("reg-a", "Northgate", 61, date=parse_date("2016-12-01"), background=True),
    a_stake("reg-b", "Marlow", 52, date=parse_date("2016-12-01"), background=True),
)  # fmt: skip


class Bar(NamedTuple):
    key: str
    start: Any
    length: Any
    y: float
    shape: str
    colour: str


def bars(figure: go.Figure) -> list[Bar]:
    """Every bar of a chart of a day."""
    return [
        Bar(*cells)
        for trace in figure.data
        if trace.type == "bar"
        for cells in zip(
            *(trace.customdata, trace.base, trace.x, trace.y),
            *(trace.marker.pattern.shape, trace.marker.color),
            strict=True,
        )
    ]


def bars_of(figure: go.Figure, row_id: str) -> list[Bar]:
    return [bar for bar in bars(figure) if bar.key == f"stake:{row_id}"]


def dots(figure: go.Figure) -> dict[str, tuple[Any, float, str]]:
    """The dot of each key: x, y, symbol."""
    return {
        key: (x, y, symbol)
        for trace in figure.data
        if trace.type == "scatter"
        for key, x, y, symbol in zip(
            *(trace.customdata, trace.x, trace.y, trace.marker.symbol), strict=True
        )
    }


def keys(figure: go.Figure) -> set[str]:
    return {key.removeprefix("stake:") for t in figure.data for key in t.customdata if key}


def texts(figure: go.Figure) -> str:
    words = " | ".join(a.text.replace("<br>", " ") for a in figure.layout.annotations)
    return re.sub("</?b>", "", words)


def day_figure(*rows: dict[str, Any], as_of: dt.date | None = None, **options: Any) -> go.Figure:
    return ownership_figure(table(*rows), subject="VK", as_of=as_of, **options)


def figures(stakes: Any, as_of: dt.date | None) -> list[go.Figure]:
    return [
        ownership_figure(stakes, subject="VK", as_of=as_of),
        holders_figure(stakes, as_of=as_of),
        history_figure(stakes, as_of=as_of),
    ]


class TestTheBar:
    def test_what_is_not_stated_is_hatched_and_called_arithmetic(self) -> None:
        figure = day_figure(a_stake("u", "UCP", 48), a_stake("s", "Sechin; Usmanov", None))
        solid, rest = bars(figure)
        assert (solid.key, solid.start, solid.length, solid.shape) == ("stake:u", 0, 48, "")
        assert (rest.key, rest.start, rest.length, rest.shape) == ("stake:s", 48, 52, "/")
        assert "Hatched: 52% = 100% − 48%, our arithmetic. Who holds" in texts(figure)
        assert "Sechin and Usmanov: not disclosed" in texts(figure)

    def test_nobody_gets_a_number_that_nobody_gave(self, published: Story) -> None:
        day = dt.date(2014, 4, 23)
        options: dict[str, Any] = {"as_of": day, "background": False}
        for figure in (
            ownership_figure(published.stakes, subject="VK", **options),
            holders_figure(published.stakes, **options),
        ):
            assert "26" not in texts(figure)
            (rest,) = bars_of(figure, "sechin-usmanov-2014-04")
            assert (rest.length, rest.shape) == (52, "/")

    def test_a_share_of_nothing_is_kept(self) -> None:
        row = a_stake("d", "Durov", 0, basis="derived", date=parse_date("2013-12"))
        figure = day_figure(row)
        assert "Durov: 0% since December 2013, derived" in texts(figure)
        assert "d" in keys(figure)

    def test_a_range_is_solid_to_its_lower_bound_and_hatched_to_its_upper_one(self) -> None:
        figure = day_figure(a_stake("r", "A", 20) | {"share": Share(5, 20)})
        assert [(bar.start, bar.length, bar.shape) for bar in bars(figure)] == [
            (0, 5, ""), (5, 15, "/"), (20, 80, "/"),
        ]  # fmt: skip
        assert "Hatched: at least 80% = 100% − 20%, our arithmetic." in texts(figure)

    def test_what_possibly_holds_is_an_outline_and_says_so(self) -> None:
        row = a_stake("p", "A", 60, date=parse_date("[2020-09-30..2020-12-25]"))
        figure = day_figure(row, as_of=dt.date(2020, 10, 1))
        outline, rest = bars(figure)
        assert (outline.length, outline.colour, outline.shape) == (60, "rgba(0,0,0,0)", "")
        assert "A: possibly 60%, stated" in texts(figure)
        assert "at least 40% = 100% − 60%" in texts(figure)
        assert rest.length == 40

    def test_the_label_names_both_sides(self) -> None:
        row = a_stake("c", "A", 60, asserted_by=("B",), denied_by=("C", "D"))
        words = texts(day_figure(row)).replace("- ", "-")
        assert "A: 60%, stated (claimed by B; denied by C and D)" in words

    def test_rivals_have_a_row_below_the_bar_one_bar_a_statement(self) -> None:
        figure = ownership_figure(TAKEOVER, subject="P", as_of=TAKEOVER_DAY, background=False)
        (staff, *_), (one,), (other,) = (
            bars_of(figure, row_id) for row_id in ("staff", "told-45", "told-58")
        )
        assert (one.start, one.length) == (0, 45)
        assert (other.start, other.length) == (0, 58)
        assert staff.y > one.y > other.y
        words = texts(figure)
        assert "Northgate: 2 statements that contradict each other" in words
        assert "45%, stated, 31 Dec 2016 (claimed by The chairman)" in words
        assert "58%, stated, 31 Dec 2016 (claimed by The panel and Two bankers; denied by" in words

    def test_a_statement_and_its_possible_successor_are_no_rivals(self) -> None:
        figure = ownership_figure(TAKEOVER, subject="P", as_of=TAKEOVER_DAY, background=False)
        assert "Marlow: 2 statements, of which it is not sure which one holds" in texts(figure)
        assert "possibly 38%, stated, 2015" in texts(figure)
        assert {bar.colour for bar in bars_of(figure, "fund")} == {"rgba(0,0,0,0)"}
        assert "What is stated of Northgate and Marlow stands below." in texts(figure)

    def test_a_rival_without_a_figure_has_words_and_no_bar(self) -> None:
        figure = day_figure(
            a_stake("told", "A", 25) | {"share": Share(20, 25)},
            a_stake("no", "A", None, denied_by=("A",), disputed_by=("told",)),
        )
        assert "20–25%, stated, 22 Apr 2014" in texts(figure)
        assert "not disclosed, 22 Apr 2014 (denied by A)" in texts(figure)
        assert bars_of(figure, "no") == []
        assert keys(figure) == {"told", "no"}

    def test_over_100_makes_no_bar_but_a_row_each(self) -> None:
        figure = day_figure(a_stake("a", "A", 61), a_stake("b", "B", 52), a_stake("c", "C", None))
        assert [(bar.start, bar.length) for bar in bars(figure)] == [(0, 61), (0, 52)]
        assert len({bar.y for bar in bars(figure)}) == 2
        assert "Together over 100%: 113%. So each is drawn in a row of its own." in texts(figure)
        assert "Hatched" not in texts(figure)
        assert "C: not disclosed" in texts(figure)

    def test_up_to_is_said_where_only_a_choice_exceeds_100(self) -> None:
        figure = day_figure(
            *(a_stake("a", "A", 60), a_stake("b", "A", 80, disputed_by=("a",))),
            a_stake("c", "B", 30),
        )
        assert "Together up to 110%." in texts(figure)
        assert "over 100" not in texts(figure)

    def test_a_little_over_100_still_ends_at_100(self) -> None:
        figure = day_figure(a_stake("a", "A", 51.99), a_stake("b", "B", 48.02))
        assert max(bar.start + bar.length for bar in bars(figure)) <= 100
        assert "Together" not in texts(figure)

    def test_other_sources_have_a_bar_of_their_own(self) -> None:
        rows = (a_stake("a", "UCP", 48), a_stake("b", "UCP", 48.01, background=True))
        figure = day_figure(*rows)
        (own, *_), (other, *_) = bars_of(figure, "a"), bars_of(figure, "b")
        assert own.y > other.y
        assert "Other sources" in texts(figure)
        alone = day_figure(*rows, background=False)
        assert keys(alone) == {"a"}
        assert "Other sources" not in texts(alone)

    def test_a_day_before_every_statement_says_so(self) -> None:
        figure = day_figure(a_stake(), as_of=dt.date(2001, 1, 1))
        assert "No share in VK is stated for a day this early" in texts(figure)

    def test_each_of_twelve_holders_is_told_apart_and_named_at_its_own_piece(self) -> None:
        rows = [a_stake(f"h{n}", f"Holder {n}", 13 - n) for n in range(12)]
        figure = day_figure(*rows)
        assert len({(bar.colour, bar.shape) for bar in bars(figure)}) == len(bars(figure)) == 13
        assert "/" not in {bar.shape for bar in bars(figure) if bar.key}
        for n in range(12):
            assert texts(figure).count(f"Holder {n}:") == 1
        by_key = {bar.key: bar for bar in bars(figure)}
        leaders = [line.x0 for line in figure.layout.shapes]
        for x in leaders:
            assert any(bar.start < x < bar.start + bar.length for bar in by_key.values())

    def test_a_switch_or_a_day_never_changes_a_colour(self, published: Story) -> None:
        looks = holder_looks(published.stakes)
        own = published.stakes[~published.stakes["background"]]
        assert holder_looks(own).items() <= looks.items()
        assert len(set(looks.values())) == len(looks)
        for as_of in (dt.date(2014, 4, 23), dt.date(2014, 12, 31), None):
            figure = ownership_figure(published.stakes, subject="VK", as_of=as_of)
            named = {row["id"]: row for row in records(published.stakes)}
            for bar in bars(figure):
                row = named[bar.key.removeprefix("stake:")] if bar.key else None
                if row and row["basis"] == "stated" and bar.shape != "/":
                    assert bar.colour == looks[row["holder"]].colour

    def test_the_shipped_story_on_the_day_it_appeared(self, published: Story) -> None:
        figure = ownership_figure(
            published.stakes, subject="VK", as_of=dt.date(2014, 4, 23), background=False
        )
        words = texts(figure)
        assert "United Capital Partners: 48%, stated" in words
        assert "possibly" not in words
        assert "Pavel Durov: 0% since December 2013, derived" in words
        assert "Igor Sechin and Alisher Usmanov: not disclosed (claimed by Pavel Durov)" in words


class TestHolders:
    def test_no_more_is_left_than_arithmetic_leaves(self) -> None:
        rows = (a_stake("a", "A", 61), a_stake("b", "B", 53.5), a_stake("c", "C", None))
        figure = holders_figure(table(*rows), as_of=None)
        assert "C: not disclosed" in texts(figure)
        assert "up to" not in texts(figure)
        assert "−" not in texts(figure)
        assert keys(figure) == {"a", "b", "c"}

    def test_beside_rivals_the_least_is_counted(self) -> None:
        rivals = (a_stake("a", "A", 60), a_stake("b", "A", 80, disputed_by=("a",)))
        figure = holders_figure(table(*rivals, a_stake("c", "C", None)), as_of=None)
        assert "C: not disclosed; up to 40% beside the least stated, 60%" in texts(figure)


class TestHistory:
    def spans(self, *rows: dict[str, Any], row_id: str) -> list[tuple[str, str, str]]:
        """The times drawn for a statement: first and last day, and how they are drawn."""
        figure = history_figure(table(*rows), as_of=None)
        found = []
        for trace in figure.data:
            if trace.type != "bar":
                continue
            shapes, colours = trace.marker.pattern.shape, trace.marker.color
            for key, x, width, shape, colour in zip(
                trace.customdata, trace.x, trace.width, shapes, colours, strict=True
            ):
                half = dt.timedelta(milliseconds=width) / 2
                how = "hatched" if shape == "/" else "light" if "0.35" in colour else "possibly"
                if key == f"stake:{row_id}":
                    found.append((f"{x - half:%Y-%m-%d}", f"{x + half:%Y-%m-%d}", how))
        return sorted(found)

    def test_a_vague_beginning_is_an_outline_and_so_is_what_it_would_end(self) -> None:
        rows = (
            a_stake("old", "A", 40, date=parse_date("2019-01-01")),
            a_stake("new", "A", 55, date=parse_date("[2020-09-30..2020-12-25]")),
        )
        assert self.spans(*rows, row_id="old") == [
            ("2019-01-01", "2020-09-30", "hatched"),
            ("2020-09-30", "2020-12-25", "possibly"),
        ]
        assert self.spans(*rows, row_id="new")[0] == ("2020-09-30", "2020-12-25", "possibly")

    def test_what_a_later_statement_confirms_is_filled(self) -> None:
        rows = (
            a_stake("a", "A", 12, date=parse_date("2012-04-01")),
            a_stake("b", "A", 12, date=parse_date("2013-04-01")),
            a_stake("c", "A", 0, date=parse_date("2013-12-01")),
        )
        assert self.spans(*rows, row_id="a") == [("2012-04-01", "2013-04-01", "light")]
        assert self.spans(*rows, row_id="b") == [("2013-04-01", "2013-12-01", "hatched")]

    def test_an_interval_is_filled_as_long_as_it_is_stated(self) -> None:
        row = a_stake("a", "A", 12, date=parse_date("2012-04-01/2012-09-30"))
        assert self.spans(row, row_id="a")[0] == ("2012-04-01", "2012-09-30", "light")

    def test_both_rivals_and_other_sources_have_a_band_each_in_the_row_of_their_holder(
        self,
    ) -> None:
        figure = history_figure(TAKEOVER, as_of=TAKEOVER_DAY)
        words = texts(figure)
        assert words.count("Northgate by the article") == 1
        assert "by the article: 45%, 31 Dec 2016 (claimed by The chairman)" in words
        assert "by the article: 58%, 31 Dec 2016 (claimed by The panel and" in words
        assert "by other sources: 61%, 1 Dec 2016" in words
        heights = {key: y for key, (_, y, _) in dots(figure).items()}
        assert heights["stake:told-45"] > heights["stake:told-58"] > heights["stake:reg-a"]
        assert dots(figure)["stake:reg-a"][2] == "circle-open-dot"

    def test_a_share_that_is_not_disclosed_has_a_mark_and_no_height(self) -> None:
        figure = history_figure(TAKEOVER, as_of=None)
        assert dots(figure)["stake:vane"][2] == "asterisk-open"
        assert keys(figure) == set(TAKEOVER["id"])

    @pytest.mark.parametrize("date", ["0001", "9999", "9999-12-31", "[..0001]", "9999-12-31/.."])
    def test_the_first_and_the_last_year_can_be_drawn(self, date: str) -> None:
        row = a_stake(date=parse_date(date))
        assert keys(history_figure(table(row), as_of=None)) == {"s1"}

    def test_a_day_far_off_does_not_shrink_what_is_stated(self) -> None:
        for as_of, is_shown in ((dt.date(2018, 1, 1), True), (dt.date(1920, 1, 1), False)):
            figure = history_figure(TAKEOVER, as_of=as_of)
            first, last = figure.layout.xaxis.range
            assert (first.date() <= as_of <= last.date()) == is_shown
            assert any(line.line.dash == "dot" for line in figure.layout.shapes) == is_shown
            assert last - first < dt.timedelta(days=5 * 365)


class TestAlt:
    def test_it_says_who_holds_what(self) -> None:
        stakes = table(a_stake("u", "UCP", 48), a_stake("s", "S; U", None))
        assert ownership_alt(stakes, as_of=dt.date(2014, 4, 23)) == (
            "Shares on 23 April 2014, as far as stated. UCP: 48%, stated; S and U: not disclosed."
        )

    def test_it_says_both_sides_and_sums(self) -> None:
        assert ownership_alt(TAKEOVER, as_of=TAKEOVER_DAY) == (
            "Shares on 10 January 2017, as far as stated. "
            "Northgate: 2 statements that contradict each other: "
            "45%, stated, 31 Dec 2016 (claimed by The chairman) or "
            "58%, stated, 31 Dec 2016 (claimed by The panel and Two bankers; "
            "denied by The chairman); "
            "Marlow: 2 statements, of which it is not sure which one holds: "
            "possibly 38%, stated, 2015 or "
            "possibly 30%, stated, between 30 Nov 2016 and 15 Feb 2017; "
            "Staff: 10–15%, stated; Otto Brandt: 0%, derived; "
            "Ilse Vane: not disclosed (denied by Ilse Vane); "
            "Northgate: 61%, stated, background; Marlow: 52%, stated, background. "
            "The shares in the article: together up to 111%. "
            "The shares of other sources: together over 100%: 113%."
        )

    def test_nothing_of_other_sources_is_told_with_their_layer_off(self) -> None:
        options: dict[str, Any] = {"background": False}
        assert "61%" not in ownership_alt(TAKEOVER, as_of=TAKEOVER_DAY, **options)
        assert "61%" not in history_alt(TAKEOVER, **options)
        for figure in (
            ownership_figure(TAKEOVER, subject="P", as_of=TAKEOVER_DAY, **options),
            holders_figure(TAKEOVER, as_of=TAKEOVER_DAY, **options),
            history_figure(TAKEOVER, as_of=TAKEOVER_DAY, **options),
        ):
            assert "61%" not in figure.to_json()
            assert not any("reg-" in row_id for row_id in keys(figure))

    def test_over_time_it_names_every_statement(self) -> None:
        words = history_alt(TAKEOVER)
        assert words.startswith("9 statements of shares over time. 2015: Marlow: 38%;")
        assert "31 December 2016: Northgate: 45% (claimed by The chairman);" in words
        assert "1 December 2016: Northgate: 61%, background;" in words


def test_the_table_names_both_sides_and_what_possibly_holds() -> None:
    now = records(in_force(TAKEOVER, TAKEOVER_DAY))
    content = stake_table(now, "en", name="ownership", caption="Shares")
    assert content["columns"][-1] == "Who says so, who does not"
    lines = {row["key"]: (row["title"], *row["cells"]) for row in content["rows"]}
    assert list(lines) == [
        f"stake:{row_id}"
        for row_id in ("told-45", "told-58", "fund", "fund-new", "staff", "sold", "vane",
                       "reg-a", "reg-b")
    ]  # fmt: skip
    assert lines["stake:told-58"] == (
        "Northgate",
        "58%",
        "stated",
        "31 December 2016",
        "claimed by The panel and Two bankers; denied by The chairman; "
        "contradicted by Northgate: 45%",
    )
    assert lines["stake:told-45"][-1] == "claimed by The chairman; contradicted by Northgate: 58%"
    assert lines["stake:fund"][1] == "possibly 38%"
    assert lines["stake:vane"][-1] == "the article; denied by Ilse Vane"
    assert lines["stake:reg-a"][-1] == "other sources"


def test_text_of_a_story_is_never_markup() -> None:
    hostile = "<b>x</b> %{y} <a href='javascript:1'>y</a>"
    stakes = table(
        *(a_stake("a", hostile), a_stake("b", hostile + "z", None), a_stake("c", hostile + "w", 0)),
        a_stake("d", hostile, 50, disputed_by=("a",), asserted_by=(hostile,), denied_by=(hostile,)),
    )
    for figure in figures(stakes, None):
        words = figure.to_json()
        assert "<b>x</b>" not in words
        assert "<a href" not in words
        assert "%{y}" not in words


def told(stakes: Any, as_of: dt.date) -> list[Any]:
    """All that is told of a story's stakes, without ids."""
    now = records(in_force(stakes, as_of))
    rows = stake_table(now, "en", name="n", caption="c")["rows"]
    drawn = []
    for figure in figures(stakes, as_of):
        content = json.loads(figure.to_json())
        for trace in content["data"]:
            del trace["customdata"]
        drawn.append(content)
    alts = [ownership_alt(stakes, as_of=as_of), history_alt(stakes)]
    return [*drawn, *alts, [(row["title"], row["cells"]) for row in rows]]


class TestAnyStory:
    @settings(max_examples=40)
    @given(stake_rows(), st.sampled_from(DAYS), st.integers(0, 99))
    def test_the_order_and_the_ids_of_the_file_change_nothing_that_is_told(
        self, rows: list[dict[str, Any]], as_of: str, seed: int
    ) -> None:
        day = dt.date.fromisoformat(as_of)
        first = told(table(*rows), day)
        assert told(table(*shuffled(rows, seed)), day) == first
        assert told(table(*renamed(rows, seed)), day) == first

    @settings(max_examples=60)
    @given(stake_rows(), st.sampled_from(DAYS))
    def test_nothing_is_drawn_outside_0_to_100_and_nothing_is_left_out(
        self, rows: list[dict[str, Any]], as_of: str
    ) -> None:
        stakes = table(*rows)
        day = dt.date.fromisoformat(as_of)
        held = set(in_force(stakes, day)["id"])
        for figure in figures(stakes, day)[:2]:
            for bar in bars(figure):
                assert 0 <= bar.start <= bar.start + bar.length <= 100 + 1e-9
            for x, _, _ in dots(figure).values():
                assert 0 <= x <= 100
            assert tuple(figure.layout.xaxis.range) == (0, 100)
            assert keys(figure) == held
            assert not re.search(r"[-−]\d", texts(figure).replace("100% − ", ""))
        history = history_figure(stakes, as_of=day)
        assert keys(history) == set(stakes["id"])
        first, last = history.layout.xaxis.range
        for trace in history.data:
            if trace.type == "bar":
                for x, width in zip(trace.x, trace.width, strict=True):
                    half = dt.timedelta(milliseconds=width) / 2
                    assert first <= x - half <= x + half <= last
            assert len(history.data) <= 3

    @settings(max_examples=60)
    @given(stake_rows(), st.sampled_from(DAYS))
    def test_over_100_and_up_to_are_told_as_the_test_adds_them_up(
        self, rows: list[dict[str, Any]], as_of: str
    ) -> None:
        day = dt.date.fromisoformat(as_of)
        own = [row | {"background": False} for row in rows]
        groups: dict[frozenset[str], list[dict[str, Any]]] = {}
        for row in records(in_force(table(*own), day)):
            groups.setdefault(frozenset(row["holder"]), []).append(row)
        least = most = 0.0
        for group in groups.values():
            ends = [(r["share"].low, r["share"].high) if r["share"] else (0, 0) for r in group]
            is_sure = any(row["begun"] for row in group)
            least += min(low for low, _ in ends) if is_sure else 0
            most += max(high for _, high in ends)
        words = texts(ownership_figure(table(*own), subject="VK", as_of=day))
        assert ("Together over 100%: " in words) == (least > 100.05)
        assert ("Together up to " in words) == (least <= 100.05 < most)


def test_there_are_patterns_past_the_end_of_the_colours() -> None:
    rows = [a_stake(f"h{n}", f"Holder {n:02}", 1) for n in range(len(COLOURS) * 4)]
    looks = holder_looks(table(*rows))
    assert len(set(looks.values())) == len(rows)
