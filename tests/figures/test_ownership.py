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
from dateline.figures.holder_marks import holder_styles
from dateline.figures.palette import _STYLES, HOLDERS
from dateline.holdings import in_force, is_over_100, may_be_over_100, stated_until
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
    style: int
    how: str


def bars(chart: Mapping[str, Any]) -> list[Bar]:
    """Every piece of a chart of a day."""
    names = ("key", "start", "length", "row", "style", "fill")
    return [Bar(*(piece[name] for name in names)) for piece in chart["pieces"]]


def bars_of(chart: Mapping[str, Any], row_id: str) -> list[Bar]:
    return [bar for bar in bars(chart) if bar.key == f"stake:{row_id}"]


def texts(chart: Mapping[str, Any]) -> str:
    """All that stands beside, in and below the bars."""
    lines = [": ".join(filter(None, (line["name"], line["text"]))) for line in chart["lines"]]
    labels = [row["label"] for row in chart["rows"]]
    upon = [" ".join((piece["name"], piece["words"], piece["stance"])) for piece in chart["pieces"]]
    return " | ".join(filter(None, [*labels, *lines, *upon, chart["sum"]]))


def said(chart: Mapping[str, Any]) -> str:
    """The sentence that stands first."""
    return "".join(part if isinstance(part, str) else part[1] for part in chart["sentence"])


def listed_keys(chart: Mapping[str, Any]) -> list[str]:
    """The statement of every label and line, in order."""
    return [one["key"] for one in (*chart["rows"], *chart["lines"]) if one["key"]]


class TestTheBar:
    def test_what_is_not_stated_is_hatched_and_called_arithmetic(self) -> None:
        chart = day_chart(a_stake("u", "UCP", 48), a_stake("s", "Sechin; Usmanov", None))
        solid, rest = bars(chart)
        assert (solid.key, solid.start, solid.length, solid.how) == ("stake:u", 0, 48, "solid")
        assert (rest.key, rest.start, rest.length, rest.how) == ("", 48, 52, "hatched")
        assert "52% not stated = 100% − 48%, our arithmetic" in texts(chart)
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
        assert "100% not stated" in texts(chart)
        assert "arithmetic" not in texts(chart)

    def test_a_range_is_solid_to_its_lower_bound_and_hatched_to_its_upper_one(self) -> None:
        chart = day_chart(a_stake("r", "A", 20) | {"share": Share(5, 20)})
        assert [(bar.start, bar.length, bar.how) for bar in bars(chart)] == [
            (0, 5, "solid"), (5, 15, "hatched"), (20, 80, "hatched"),
        ]  # fmt: skip
        assert "at least 80% not stated" in texts(chart)
        assert "= 100% − 20%, our arithmetic" in texts(chart)

    def test_what_is_derived_is_hatched(self) -> None:
        (bar, _) = bars(day_chart(a_stake("d", "A", 30, basis="derived")))
        assert bar.how == "hatched"

    def test_what_possibly_holds_is_an_outline_and_says_so(self) -> None:
        row = a_stake("p", "A", 60, date=parse_date("[2020-09-30..2020-12-25]"))
        chart = day_chart(row, as_of=dt.date(2020, 10, 1))
        outline, rest = bars(chart)
        assert (outline.length, outline.how) == (60, "possibly")
        assert "A: possibly 60%, stated" in texts(chart)
        assert "at least 40% not stated" in texts(chart)
        assert rest.length == 40

    def test_a_line_names_both_sides(self) -> None:
        chart = day_chart(a_stake("c", "A", 60, asserted_by=("B",), denied_by=("C", "D")))
        assert "A: 60%, stated, 22 Apr 2014 (claimed by B; denied by C and D)" in texts(chart)

    def test_the_words_in_a_piece_are_of_its_own_holder(self) -> None:
        chart = day_chart(a_stake("a", "A", 60), a_stake("b", "B", 30))
        assert [(p["key"], p["name"], p["words"]) for p in chart["pieces"]] == [
            ("stake:a", "A", "60%"),
            ("stake:b", "B", "30%"),
            ("", "10% not stated", "= 100% − 90%, our arithmetic"),
        ]

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
        assert {bar.how for bar in bars_of(chart, "fund")} == {"possibly"}

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
        assert (article_chart["name"], other_chart["name"]) == ("The article", "Other sources")
        assert (listed_keys(article_chart), listed_keys(other_chart)) == (["stake:a"], ["stake:b"])
        alone = state(stakes)
        assert [chart["name"] for chart in alone["charts"]] == [""]
        assert alone["keys"] == ["stake:a"]

    def test_a_day_before_every_statement_says_so(self) -> None:
        chart = day_chart(a_stake(), as_of=dt.date(2001, 1, 1))
        assert "No share in VK is stated for a day this early." in said(chart)
        chart = day_chart(a_stake(), as_of=dt.date(2001, 1, 1), subject="")
        assert "No share in it is stated for a day this early." in said(chart)

    def test_each_of_twelve_holders_has_a_style_and_is_named_once(self) -> None:
        chart = day_chart(*[a_stake(f"h{n}", f"Holder {n}", 13 - n) for n in range(12)])
        assert len({bar.style for bar in bars(chart)}) == len(bars(chart)) == 13
        assert "hatched" not in {bar.how for bar in bars(chart) if bar.key}
        for n in range(12):
            assert texts(chart).count(f"Holder {n}:") == 1

    def test_a_fill_has_a_colour_or_a_pattern(self) -> None:
        for style in in_page(TAKEOVER)["styles"]:
            fills = style["fills"]
            assert {name for name, fill in fills.items() if "shape" in fill} == {
                "hatched", "denied",
            }  # fmt: skip
            assert all(("color" in fill) != ("shape" in fill) for fill in fills.values())

    def test_a_switch_or_a_day_never_changes_a_colour(self, published: Story) -> None:
        styles = holder_styles(published.stakes)
        article_stakes = published.stakes[~published.stakes["background"]]
        assert holder_styles(article_stakes).items() <= styles.items()
        assert len(set(styles.values())) == len(styles)
        named = {row["id"]: row for row in records(published.stakes)}
        found = ownership_of(published.stakes)
        for layer in found["layers"].values():
            for chart in (chart for one in layer["states"] for chart in one["charts"]):
                for bar in (bar for bar in bars(chart) if bar.key):
                    holder = named[bar.key.removeprefix("stake:")]["holder"]
                    drawn = found["styles"][bar.style]
                    style = styles[tuple(sorted(holder))]
                    assert (drawn["colour"], drawn["pattern"]) == (style.colour, style.pattern)

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


class TestStatedUntil:
    """Until when a share is stated; from then on it only holds."""

    def until(self, *rows: dict[str, Any]) -> list[str]:
        return [day.isoformat() for day in stated_until(table(*rows)).values()]

    def test_a_statement_of_a_day_is_stated_on_it(self) -> None:
        assert self.until(a_stake("a", date=parse_date("2019-01-01"))) == ["2019-01-02"]

    def test_what_a_later_statement_confirms_is_stated_until_then(self) -> None:
        rows = (
            a_stake("a", "A", 12, date=parse_date("2012-04-01")),
            a_stake("b", "A", 12, date=parse_date("2013-04-01")),
            a_stake("c", "A", 0, date=parse_date("2013-12-01")),
        )
        assert self.until(*rows) == ["2013-04-01", "2013-04-02", "2013-12-02"]

    def test_an_interval_is_stated_until_its_end(self) -> None:
        row = a_stake("a", "A", 12, date=parse_date("2012-04-01/2012-09-30"))
        assert self.until(row) == ["2012-10-01"]

    @pytest.mark.parametrize("date", ["0001", "9999", "9999-12-31", "[..0001]", "9999-12-31/.."])
    def test_the_first_and_the_last_year_have_an_axis(self, date: str) -> None:
        stakes = table(a_stake(date=parse_date(date)))
        ((start, *_), *_) = segments = in_page(stakes, published=None)["layers"]["article"]["axis"]
        assert 1 <= start < segments[-1][1] <= dt.date.max.toordinal() + 1


def sentences(*rows: dict[str, Any], **changes: Any) -> list[str]:
    """The sentence of each chart on the last day."""
    layer = "all" if any(row["background"] for row in rows) else "article"
    return [said(chart) for chart in state(table(*rows), layer=layer, **changes)["charts"]]


class TestTheSentence:
    def test_of_one_number_the_rest_is_what_is_not_said(self) -> None:
        assert sentences(a_stake("u", "UCP", 48), a_stake("s", "S; U", None)) == [
            "The article gives one number: 48%, UCP. Who holds the other 52% it does not say."
        ]

    def test_few_numbers_are_listed_and_of_many_the_largest(self) -> None:
        rows = [
            a_stake(name, name, share) for name, share in zip("ABCD", (40, 20, 10, 5), strict=True)
        ]
        assert sentences(*rows[:2]) == [
            "The article gives two numbers: 40%, A; 20%, B. "
            "Who holds the other 40% it does not say."
        ]
        assert sentences(*rows) == [
            "The article gives 4 numbers, the largest: 40%, A. "
            "Who holds the other 25% it does not say."
        ]

    def test_a_key_figure_comes_first(self) -> None:
        rows = [
            a_stake(name, name, share) for name, share in zip("ABCD", (40, 20, 10, 5), strict=True)
        ]
        assert sentences(*rows, figures=("stake:C",))[0].startswith(
            "The article gives 4 numbers, among them: 10%, C."
        )

    def test_where_all_is_disclosed_it_says_so(self) -> None:
        rows = (a_stake("a", "A", 60), a_stake("b", "B", 40), a_stake("c", "C", 0))
        assert sentences(*rows) == ["The article gives all of it: 60%, A; 40%, B."]

    def test_rivals_are_named_with_both_their_sides(self) -> None:
        rows = (
            a_stake("a", "A", 40, asserted_by=("B",), denied_by=("A",)),
            a_stake("b", "A", 20, disputed_by=("a",)),
            a_stake("c", "C", 30),
        )
        assert sentences(*rows) == [
            "The article gives one number: 30%, C. For A 2 statements contradict each other: "
            "20%; 40% (claimed by B; denied by A)."
        ]
        assert sentences(*rows[:2])[0].startswith("The article gives numbers that do not agree.")

    def test_several_holders_with_rivals_are_counted(self) -> None:
        rows = [
            a_stake(f"{name}{n}", name, 10 + n, disputed_by=() if n else (f"{name}1",))
            for name in "ABCDE"
            for n in (0, 1)
        ]
        assert sentences(*rows) == [
            "The article gives numbers that do not agree. "
            "For A 2 statements contradict each other. For B 2 statements contradict each other. "
            "For C 2 statements contradict each other. So it is of 2 more holders."
        ]

    def test_a_statement_and_the_one_that_may_follow_it_are_no_contradiction(self) -> None:
        rows = (
            a_stake("a", "A", 40, date=parse_date("2014")),
            a_stake("b", "A", 20, date=parse_date("[2016-11-30..2017-02-15]")),
        )
        (chart,) = state(table(*rows), dt.date(2017, 1, 1))["charts"]
        assert said(chart) == (
            "The article gives numbers that do not agree. "
            "For A one of 2 statements holds: 40%; 20%."
        )

    def test_what_adds_up_to_over_100_cannot_be_true(self) -> None:
        assert sentences(a_stake("a", "A", 61), a_stake("b", "B", 52)) == [
            "The article gives numbers that add up to 113% and cannot all be true: 61%, A; 52%, B."
        ]

    def test_without_a_number_it_says_who_is_named(self) -> None:
        rows = (a_stake("a", "A; B", None, asserted_by=("C",)), a_stake("d", "D", 0))
        assert sentences(*rows) == [
            "The article gives no number. A and B: holders (claimed by C). D: 0%."
        ]

    def test_what_is_denied_would_be_so(self) -> None:
        row = a_stake("b", "Bob", 40, asserted_by=("Ann",), denied_by=("Bob",))
        assert sentences(row) == [
            "The article gives one number: 40%, Bob (claimed by Ann; denied by Bob). Who would "
            "hold the other 60%, if the denied 40% is right, it does not say."
        ]

    def test_the_rest_of_a_bound_is_a_bound(self) -> None:
        assert sentences(signed("s", "A", "<30")) == [
            "The article gives one number: under 30%, A. "
            "Who holds the rest, over 70%, it does not say."
        ]

    def test_other_sources_and_one_of_several_wholes_have_one_of_their_own(self) -> None:
        rows = (a_stake("a", "A", 40), a_stake("b", "A", 30, background=True))
        assert sentences(*rows)[1] == (
            "Other sources give one number: 30%, A. Who holds the other 70% they do not say."
        )
        wholes = in_page(table(a_stake("a", "A", 40), a_stake("v", "A", 70, of="votes")))
        starts = [whole["sentences"][-1][0] for whole in wholes["layers"]["article"]["wholes"]]
        assert starts == [
            "Of VK the article gives one number: ",
            "Of the votes of VK the article gives one number: ",
        ]

    def test_each_number_leads_to_its_statement(self) -> None:
        chart = day_chart(a_stake("a", "A", 60), a_stake("b", "B", 30))
        links = [part for part in chart["sentence"] if not isinstance(part, str)]
        assert [tuple(link) for link in links] == [("stake:a", "60%"), ("stake:b", "30%")]


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
                words = re.sub(r"[\d.]+% not stated.*?arithmetic", "", words)
                assert set(re.findall(r"\d+(?:\.\d+)?", words)) <= stated, words


def test_there_are_patterns_past_the_end_of_the_colours() -> None:
    rows = [a_stake(f"h{n}", f"Holder {n:02}", 1) for n in range(len(HOLDERS) * 4)]
    styles = holder_styles(table(*rows))
    assert len(set(styles.values())) == len(rows)


def test_no_holder_has_a_colour_of_a_category() -> None:
    assert not {style.colour for style in _STYLES} & set(HOLDERS)


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
        assert "= 100% − 36%, our arithmetic" in texts(chart)
        assert chart["rows"][-1]["label"] == (
            "B and A: together 36%, stated, 22 Apr 2014 (claimed by Carl)"
        )
        (alone,) = state(table(together), dt.date(2014, 4, 23))["charts"]
        assert "64% not stated" in texts(alone)
        assert [row["label"] for row in alone["rows"]] == [""]

    def test_a_share_that_is_denied_is_never_plain_and_its_arithmetic_says_so(self) -> None:
        stakes = table(a_stake("b", "Bob", 40, asserted_by=("Ann",), denied_by=("Bob",)))
        (chart,) = state(stakes, dt.date(2014, 4, 23))["charts"]
        denied, rest = chart["pieces"]
        assert (denied["fill"], rest["fill"]) == ("denied", "hatched")
        assert denied["stance"] == "claimed by Ann; denied by Bob"
        assert "60% not stated, if the denied 40% is right" in texts(chart)
        assert "= 100% − 40%, which is denied; our arithmetic" in texts(chart)

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
        assert [piece["name"] for piece in chart["pieces"] if not piece["key"]] == [rest]
        assert chart["pieces"][0]["length"] == length
        assert (chart["pieces"][0]["fill"] == "unbounded") == share.startswith("<")

    def test_the_rest_of_shares_without_an_upper_and_a_lower_bound_is_at_most_what_is_left(
        self,
    ) -> None:
        stakes = table(signed("a", "A", ">=60"), signed("b", "B", "<25"))
        (chart,) = state(stakes, dt.date(2014, 4, 23))["charts"]
        assert chart["pieces"][-1]["name"] == "up to 40% not stated"
        assert "= 100% − 60%, our arithmetic" in texts(chart)

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
        assert [(whole["of"], whole["heading"], whole["slug"]) for whole in wholes] == [
            ("", "VK", "vk"),
            ("Mill Ltd", "Mill Ltd", "mill-ltd"),
            ("votes", "Votes of VK", "votes"),
        ]
        keys = [[row["key"] for holder in whole["charts"][0]["holders"] for row in holder["rows"]]
                for whole in wholes]  # fmt: skip
        assert keys == [["stake:c"], ["stake:m"], ["stake:v"]]
        assert not any(found["conflicts"] for whole in wholes for found in whole["states"])
