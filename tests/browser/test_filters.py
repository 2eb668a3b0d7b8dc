"""Filters, search and links to views: what is shown is what was asked for."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dateline.story import Story
from dateline.view import View, narrow
from tests.browser.actions import (
    SEARCH,
    At,
    OpenPage,
    choice,
    open_filters,
    other_sources,
    params,
    search,
    shown,
    toggle,
    two_frames,
)
from tests.story_files import an_event, write_story

pytestmark = pytest.mark.browser

FileOf = Callable[..., str]


def events(page: Page) -> set[str]:
    """The keys of all events that have a row."""
    return set(shown(page)["rows"])


def keys(*ids: str, table: str = "event") -> set[str]:
    return {f"{table}:{row_id}" for row_id in ids}


def set_date(page: Page, name: str, day: str) -> None:
    open_filters(page)
    page.get_by_label(name, exact=True).fill(day)
    two_frames(page)


class TestEach:
    def test_without_filters_all_of_the_article_is_shown(self, at: At, published: Story) -> None:
        page = at("")
        rows = narrow(published, View())
        assert events(page) == keys(*rows.events["id"])
        assert set(shown(page)["quotes"]) == keys(*rows.quotes["id"], table="quote")
        assert shown(page)["chips"] == []

    def test_a_category(self, at: At, published: Story) -> None:
        page = at("")
        toggle(page, "category", "leadership")
        wanted = keys(*narrow(published, View(category=("Leadership",))).events["id"])
        now = shown(page)
        assert events(page) == wanted
        assert set() < set(now["marks"]) <= wanted
        expect(page.get_by_text("20 other quotes")).to_be_visible()
        assert now["chips"] == ["Category: Leadership"]
        assert params(page) == {"category": ["leadership"]}

    def test_two_choices_of_a_facet_are_either_and_two_facets_are_both(self, at: At) -> None:
        page = at("")
        toggle(page, "category", "leadership")
        one = events(page)
        toggle(page, "category", "reaction")
        assert events(page) > one
        toggle(page, "status", "claimed")
        assert events(page) == keys("ouster", "never-retracted", "dismissal", "ucp-statement",
                                    "salin-comment", "resignation-in-press")  # fmt: skip
        toggle(page, "category", "leadership")
        assert events(page) == keys("ucp-statement", "salin-comment")

    def test_search_narrows_events_and_quotes_and_counts_the_text(self, at: At) -> None:
        page = at("")
        search(page, " arab  SPRING ")
        assert events(page) == keys("arab-spring")
        assert shown(page)["quotes"] == ["quote:arab-spring-showed"]
        status = page.locator(".search-status")
        expect(status).to_contain_text("1 event, 1 quote · 0 stakes marked · 2 in the text")

    def test_search_is_folded_and_no_stake_is_removed(self, at: At) -> None:
        page = at("")
        before = shown(page)["holders"]
        search(page, "UNÍTED")
        assert events(page) == keys("ucp-statement", "ucp-link-claim", "ucp-link-denial")
        assert shown(page)["holders"] == before
        expect(page.locator("#ownership .ownership-day .share-labels a.found")).to_have_count(1)

    def test_words_found_in_the_text_are_stepped_through(self, at: At) -> None:
        page = at("")
        search(page, "arab spring")
        # A slow machine reads the text in several slices.
        page.wait_for_function("CSS.highlights.get('dateline-found')?.size === 2")
        passage = page.locator("article p", has_text="The Arab Spring showed")
        expect(passage).not_to_be_in_viewport()
        page.get_by_role("button", name="Next place in the text").click()
        expect(passage).to_be_in_viewport()
        search(page, "")
        assert page.evaluate("CSS.highlights.has('dateline-found')") is False

    def test_the_step_back_from_none_is_to_the_last_place(self, at: At) -> None:
        page = at("")
        search(page, "arab spring")
        page.get_by_role("button", name="Previous place in the text").click()
        page.wait_for_function("CSS.highlights.get('dateline-here')?.size === 1")
        later = page.evaluate(
            """() => {
              const [here] = CSS.highlights.get('dateline-here');
              const rangeOf = ({startContainer, startOffset}) => {
                const range = new Range();
                range.setStart(startContainer, startOffset);
                return range;
              };
              return [...CSS.highlights.get('dateline-found')].filter((found) =>
                rangeOf(found).compareBoundaryPoints(Range.START_TO_START, rangeOf(here)) > 0
              ).map(String);
            }"""
        )
        assert later == []

    def test_a_status(self, at: At) -> None:
        page = at("")
        toggle(page, "status", "disputed")
        assert events(page) == keys("resignation-withdrawn")

    def test_a_person_keeps_what_they_did_and_leads_with_what_they_said(self, at: At) -> None:
        page = at("")
        toggle(page, "actor", "pavel-salin")
        assert events(page) == keys("arab-spring", "salin-comment")
        # Words in quotation marks come before reported speech.
        assert shown(page)["quotes"] == ["quote:arab-spring-showed", "quote:says-kremlin-threat"]
        expect(page.get_by_text("27 other quotes")).to_be_visible()

    def test_from_and_to_keep_what_may_have_happened_between_them(self, at: At) -> None:
        page = at("")
        set_date(page, "From", "2014-04-01")
        assert "event:share-sale" not in events(page)
        set_date(page, "To", "2014-04-03")
        now = shown(page)
        assert {"event:resignation-tendered", "event:pressure"} <= events(page)
        # Of a day that nobody gives, it may have been one of these.
        assert "event:ukraine-revolution" in events(page)
        assert events(page).isdisjoint(keys("founding", "ouster", "complaints"))
        assert now["chips"] == ["from 2014-04-01 to 2014-04-03"]
        assert params(page) == {"from": ["2014-04-01"], "to": ["2014-04-03"]}

    def test_dates_are_said_to_who_listens(self, at: At) -> None:
        page = at("")
        live = page.locator(".live[aria-live=polite]")
        set_date(page, "From", "2014-04-21")
        expect(live).to_have_text(f"from 2014-04-21: {len(events(page))} events")
        set_date(page, "To", "2014-04-22")
        expect(live).to_have_text(f"from 2014-04-21 to 2014-04-22: {len(events(page))} events")
        page.get_by_role("button", name="Remove the filter: from 2014-04-21 to 2014-04-22").click()
        expect(live).to_have_text("All dates: 25 events")

    def test_what_lies_there_only_perhaps_says_so_and_sure_leaves_it_out(self, at: At) -> None:
        page = at("?from=2014-04-01&to=2014-04-03")
        row = page.locator('#timeline [data-row="event:pressure"]')
        expect(row.locator(".note")).to_contain_text("maybe outside")
        open_filters(page)
        page.get_by_label("Only what surely happened then").check()
        two_frames(page)
        assert events(page) == keys("resignation-tendered", "resignation-withdrawn")
        assert params(page)["sure"] == ["1"]

    def test_sure_can_be_chosen_only_beside_a_date(self, at: At) -> None:
        page = at("")
        open_filters(page)
        box = page.get_by_label("Only what surely happened then")
        expect(box).to_be_disabled()
        set_date(page, "From", "2014-04-01")
        expect(box).to_be_enabled()

    def test_a_range_that_would_end_before_it_begins_loses_its_end(self, at: At) -> None:
        page = at("?to=2014-04-03")
        set_date(page, "From", "2014-04-21")
        expect(page.get_by_label("To", exact=True)).to_have_value("")
        assert params(page) == {"from": ["2014-04-21"]}
        assert "event:ouster" in events(page)

    @pytest.mark.parametrize(
        ("facet", "value", "quotes"),
        [
            ("speaker", "vk", ["says-never-retracted"]),
            ("topic", "plans", ["says-plans-network"]),
            ("kind", "direct", ["incompatible", "arab-spring-showed"]),
        ],
    )
    def test_speaker_topic_and_kind_narrow_the_quotes_alone(
        self, at: At, facet: str, value: str, quotes: list[str]
    ) -> None:
        page = at("")
        before = events(page)
        toggle(page, facet, value)
        assert set(shown(page)["quotes"]) == keys(*quotes, table="quote")
        assert f"Quotes {len(quotes)}" in shown(page)["nav"]
        assert events(page) == before

    def test_the_as_of_day_changes_the_shares_and_nothing_else(self, at: At) -> None:
        before = shown(at("?background=1"))
        now = shown(at("?background=1&asof=2012-04-30"))
        assert now["day"] == "30 April 2012"
        assert "stake:mirilashvili-2012-04" in now["holders"]
        assert "stake:mirilashvili-2012-04" not in before["holders"]
        for part in ("rows", "marks", "quotes"):
            assert now[part] == before[part]


class TestCounts:
    def test_each_choice_says_how_many_rows_it_would_show(self, at: At) -> None:
        page = at("")
        search(page, "arab spring")
        counts = shown(page)["counts"]
        categories = {name: n for name, n in counts.items() if name.startswith("category=")}
        assert {name for name, number in categories.items() if number} == {"category=context"}
        assert len(categories) == 7
        assert counts["speaker=pavel-salin"] == 1
        assert "none" in (choice(page, "category", "leadership").get_attribute("class") or "")

    def test_a_pressed_choice_is_announced(self, at: At) -> None:
        page = at("")
        pill = choice(page, "category", "reaction")
        expect(pill).to_have_attribute("aria-pressed", "false")
        expect(pill).to_have_accessible_name(re.compile(r"^Reaction 4$"))
        pill.click()
        expect(pill).to_have_attribute("aria-pressed", "true")
        expect(pill).to_be_focused()


class TestChips:
    def test_each_lifts_its_filter(self, at: At) -> None:
        query = "?q=durov&category=leadership&category=ownership&from=2014-04-01&speaker=vk"
        page = at(query)
        assert shown(page)["chips"] == [
            "“durov”", "Category: Leadership", "Category: Ownership", "Speaker: VK",
            "from 2014-04-01",
        ]  # fmt: skip
        for name, left in (
            ("Category: Leadership", {"q", "category", "from", "speaker"}),
            ("“durov”", {"category", "from", "speaker"}),
            ("from 2014-04-01", {"category", "speaker"}),
            ("Speaker: VK", {"category"}),
            ("Category: Ownership", set()),
        ):
            page.get_by_role("button", name=f"Remove the filter: {name}").click()
            two_frames(page)
            assert set(params(page)) == left
        assert params(page) == {}
        expect(page.locator(".chips")).to_be_hidden()
        expect(page.locator(SEARCH)).to_have_value("")

    def test_reset_lifts_every_filter_and_leaves_background_day_and_selection(self, at: At) -> None:
        whole = shown(at("?background=1&asof=2013-12-01&event=ouster"))
        page = at(
            "?q=durov&category=leadership&actor=vk&status=claimed&from=2014-04-01&to=2014-04-23"
            "&sure=1&speaker=vk&topic=dismissal&kind=indirect&asof=2013-12-01&background=1"
            "&event=ouster"
        )
        opener = page.locator("[aria-controls=dateline-filters]")
        expect(opener).to_have_text("Filters (8)")
        expect(opener).to_have_accessible_name("Filters (8 active)")
        page.get_by_role("button", name="Reset all", exact=True).click()
        two_frames(page)
        assert params(page) == {"asof": ["2013-12-01"], "background": ["1"], "event": ["ouster"]}
        assert shown(page) == whole
        expect(opener).to_have_text("Filters")
        expect(page.get_by_role("button", name="Reset all", exact=True)).to_have_count(0)


class TestLinks:
    def test_a_link_restores_its_view(self, at: At) -> None:
        page = at(
            "?q=durov&category=leadership&category=ownership&actor=vk&status=claimed"
            "&from=2014-04-01&to=2014-04-23&sure=1&speaker=vk&topic=dismissal&kind=indirect"
            "&asof=2013-12-01&background=1&event=control-change"
        )
        now = shown(page)
        assert set(now["pressed"]) == {
            "category=leadership", "category=ownership", "actor=vk", "status=claimed",
            "speaker=vk", "topic=dismissal", "kind=indirect",
        }  # fmt: skip
        expect(page.locator(SEARCH)).to_have_value("durov")
        open_filters(page)
        expect(page.get_by_label("From", exact=True)).to_have_value("2014-04-01")
        expect(page.get_by_label("To", exact=True)).to_have_value("2014-04-23")
        expect(page.get_by_label("Only what surely happened then")).to_be_checked()
        assert now["day"] == "1 December 2013"
        expect(other_sources(page)).to_have_attribute("aria-pressed", "true")
        assert events(page) == keys("ouster", "control-change", "never-retracted", "dismissal",
                                    "dismissed-as-ceo")  # fmt: skip
        assert now["quotes"] == ["quote:says-never-retracted"]
        assert now["card"] == "Control said to change hands"

    def test_what_a_link_asks_for_and_the_story_has_not_is_said(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = open_page(f"{url}?category=sport&category=leadership&from=spring&event=moon")
        assert page.locator(".link-notes p").all_text_contents() == [
            "The link asks for category “sport”, which this story doesn't have.",
            "The link’s from date “spring” is not a day like 2014-04-21.",
            "The link leads to event “moon”, which this story doesn't have.",
        ]
        assert shown(page)["pressed"] == ["category=leadership"]

    def test_a_link_of_former_days_gets_a_note_and_shows_the_rest(
        self, open_page: OpenPage, url: str
    ) -> None:
        page = open_page(f"{url}?event=ouster&category=leadership&status=denied")
        expect(page.locator(".link-notes p")).to_have_text(
            "The link asks for status “denied”, which is no status any more: who denies something "
            "stands with the claim."
        )
        now = shown(page)
        assert now["pressed"] == ["category=leadership"]
        assert now["card"] == "Durov says he was forced out"

    def test_a_hostile_link_is_shown_as_text(self, open_page: OpenPage, url: str) -> None:
        page = open_page(f"{url}?category=%3Cscript%3Ealert(1)%3C/script%3E&q=%3Cb%3E$x$%3C/b%3E")
        expect(page.locator(".link-notes p")).to_have_text(
            "The link asks for category “<script>alert(1)</script>”, which this story doesn't have."
        )
        expect(page.locator(SEARCH)).to_have_value("<b>$x$</b>")
        assert shown(page)["chips"] == ["“<b>$x$</b>”"]


class TestOtherStories:
    def opened(self, open_page: OpenPage, file_of: FileOf, folder: Path, **tables: Any) -> Page:
        return open_page(file_of(write_story(folder, **tables)))

    def test_without_stakes_there_is_no_question_of_ownership(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        page = self.opened(open_page, file_of, tmp_path, stakes=[])
        expect(page.locator("#ownership")).to_be_hidden()
        assert shown(page)["nav"] == ["Timeline 1", "Quotes 1"]

    def test_without_any_date_the_events_stand_without_an_axis(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        page = self.opened(open_page, file_of, tmp_path, events=[an_event(date="")], stakes=[])
        assert shown(page)["rows"] == ["event:founding"]
        expect(page.locator("#timeline .row-group:visible")).to_have_text(["Day not given 1"])
        expect(page.locator("#timeline .axis")).to_be_hidden()
        assert shown(page)["nav"] == ["Timeline 1", "Quotes 1"]

    def test_a_plan_with_a_day_is_not_called_undated(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        plan = an_event(id="plan", date="2014-05-01", status="planned")
        page = self.opened(open_page, file_of, tmp_path, events=[an_event(), plan], stakes=[])
        assert shown(page)["nav"] == ["Timeline 2", "Quotes 1"]
        assert shown(page)["rows"] == ["event:founding", "event:plan"]
        expect(page.locator("#timeline .row-group:visible")).to_have_text(["Planned 1"])

    def test_without_background_there_is_no_switch_for_it(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        page = self.opened(open_page, file_of, tmp_path)
        expect(other_sources(page)).to_have_count(0)
        expect(page.locator(SEARCH)).to_have_attribute("placeholder", "Search, as Pavel Durov")

    def test_one_of_many_choices_is_found_by_its_letters(
        self, open_page: OpenPage, file_of: FileOf, tmp_path: Path
    ) -> None:
        people = [*(f"Person {number}" for number in range(1, 60)), "Élodie Zürn", "Elodie Marsh"]
        page = self.opened(
            open_page,
            file_of,
            tmp_path,
            events=[
                an_event(id=f"e{number}", actors=person) for number, person in enumerate(people)
            ],
        )
        open_filters(page)
        field = page.get_by_label("Find among 61: People and organisations")
        pills = page.locator("[data-facet=actor]:visible")
        expect(pills).to_have_count(24)
        field.fill("elodie")
        expect(pills).to_have_text(["Elodie Marsh 1", "Élodie Zürn 1"])
        expect(page.locator(".choice-finder [role=status]")).to_have_text("2 of 61")
        field.fill("zurn elo")
        expect(pills).to_have_text(["Élodie Zürn 1"])
        pills.click()
        expect(page.locator(".chips button")).to_have_text(
            ["People and organisations: Élodie Zürn", "Reset all"]
        )
        expect(page.locator('#timeline [data-key~="event:e59"]').first).to_be_visible()
        expect(pills).to_have_attribute("aria-pressed", "true")
        field.fill("")
        expect(pills).to_have_count(24)
        page.get_by_role("button", name="37 more").click()
        expect(pills).to_have_count(61)
        page.get_by_role("button", name="Show fewer").click()
        expect(pills).to_have_count(24)
        field.fill("nobody")
        expect(pills).to_have_count(0)
        expect(page.locator(".choice-finder [role=status]")).to_have_text("0 of 61")
