"""The reader's answers, addresses and gaps are Python's: both are asked the same, by chance."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from dateline.dates import gap_bounds, parse_date
from dateline.page import make_page
from dateline.page.parts import encode_page
from dateline.story import EVENT_FACETS, FACETS, QUOTE_FACETS, Story, slug
from dateline.view import View, narrow, parse_view
from dateline.wording import gap_in_words
from tests.browser.random_stories import random_story, random_view
from tests.page.ownership_states import states_of
from tests.views import (
    active_filters,
    certainties,
    counts,
    leading_quotes,
    matching_stakes,
    text_matches,
    to_params,
)

pytestmark = pytest.mark.browser

VIEWS_OF_A_STORY = 50
_ASK = """
({parts, queries}) => {
  const page = readPage(parts[0]);
  parts.slice(1).forEach(page.addPart);
  const texts = page.article.blocks.map(({start, pieces}) => [start, pieces.map((p) => p.text).join('')]);
  return queries.map((query) => {
    const {view, notes} = parseUrl(query, page);
    const answer = answerTo(page, view);
    const words = queryWords(view.q, page.folds);
    const keysOf = (name) => answer[name].rows.map(({key}) => key);
    return {
      notes,
      query: queryOf(view, page),
      active: activeFilters(view),
      events: Object.fromEntries(keysOf('events').map((key) => [key, answer.events.get(key) === SURELY ? 'surely' : 'possibly'])),
      rows: ['events', 'quotes', 'stakes'].flatMap(keysOf).sort(),
      leading: keysOf('leading').sort(),
      found: keysOf('found').sort(),
      counts: Object.fromEntries(Object.entries(answer.counts).map(([facet, numbers]) =>
        [facet, Object.fromEntries(numbers.map((n, place) => [page.facets[facet][place].value, n]))])),
      text: texts.flatMap(([start, text]) =>
        findInText(text, words, page.folds).map(([from, to]) => [start + from, start + to])),
      selected: view.selected,
    };
  });
}
"""  # noqa: E501


@pytest.fixture(scope="module")
def by_chance(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return random_story(tmp_path_factory.mktemp("chance"), 1)


@pytest.fixture(scope="module")
def page_by_chance(by_chance: Story) -> Mapping[str, Any]:
    return make_page(by_chance)


def query_of(view: View) -> str:
    return urlencode(to_params(view), doseq=True)


def units(story: Story, place: int) -> int:
    return len(story.article.text[:place].encode("utf-16-le")) // 2


def expected(story: Story, view: View, facets: Sequence[str]) -> dict[str, Any]:
    shown = narrow(story, view)
    matches = text_matches(story, view.q)
    return {
        "notes": [],
        "active": active_filters(view),
        "events": {f"event:{row_id}": found for row_id, found in certainties(shown, view).items()},
        "rows": sorted(shown.keys),
        "leading": sorted(f"quote:{row_id}" for row_id in leading_quotes(shown, view)),
        "found": sorted(f"stake:{row_id}" for row_id in matching_stakes(story, shown, view)),
        "counts": {facet: counts(story, view, facet) for facet in facets},
        "text": [[units(story, span.start), units(story, span.end)] for span in matches],
        "selected": view.selected,
    }


def compare(blank: Page, story: Story, seed: int) -> None:
    chance = random.Random(seed)
    views = [random_view(chance, story) for _ in range(VIEWS_OF_A_STORY)]
    asked = {"parts": encode_page(make_page(story)), "queries": [query_of(view) for view in views]}
    for view, answer in zip(views, blank.evaluate(_ASK, asked), strict=True):
        back, notes = parse_view(params_of(answer.pop("query")), story)
        assert (back, notes) == (view, ()), "the address that the reader writes is another view"
        facets = chance.sample(list(FACETS), 2)  # Python counts slowly, and there are many views.
        answer["counts"] = {facet: answer["counts"][facet] for facet in facets}
        assert answer == expected(story, view, facets), view


def params_of(query: str) -> dict[str, list[str]]:
    return parse_qs(query.removeprefix("?"), keep_blank_values=True)


def test_the_browser_knows_the_facets_by_the_same_names(blank: Page) -> None:
    known = blank.evaluate("[EVENT_FACETS, QUOTE_FACETS]")
    assert known == [list(EVENT_FACETS), list(QUOTE_FACETS)]


class TestAnswers:
    @pytest.mark.parametrize(
        "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 9))]
    )
    def test_a_story_made_by_chance_is_answered_as_by_python(
        self, blank: Page, tmp_path: Path, seed: int
    ) -> None:
        compare(blank, random_story(tmp_path, seed), seed)

    def test_the_shipped_story_is_answered_as_by_python(
        self, blank: Page, published: Story
    ) -> None:
        compare(blank, published, seed=7)

    def test_the_stories_made_by_chance_have_what_is_compared(self, by_chance: Story) -> None:
        """A generator that made no background or no found words would compare nothing."""
        story, chance = by_chance, random.Random(0)
        views = [random_view(chance, story) for _ in range(VIEWS_OF_A_STORY)]
        answers = [expected(story, view, ("speaker",)) for view in views]
        everything = set(answers[0]["counts"]["speaker"])
        assert story.events["background"].any()
        assert story.stakes["background"].any()
        assert len(everything) > 2
        for part in ("events", "leading", "found", "text"):
            assert sum(bool(answer[part]) for answer in answers) > 3, part
        assert any("possibly" in answer["events"].values() for answer in answers)
        assert any(0 < len(a["leading"]) < len(story.quotes) for a in answers)


# What an address may ask.
ADDRESSES: list[dict[str, list[str]]] = [
    {"category": ["sport", "Leadership"]},
    {"category": ["STRASSENBAU"]},
    {"category": ["straßenbau"]},
    {"actor": ["ΟΔΟΣ", "οδός", "Straße 9"]},
    {"actor": ["bolt", "Bolt", "BOLT"]},
    {"kind": ["<b>"]},
    {"from": ["spring"]},
    {"from": ["20140421"]},
    {"from": ["2014-W17-1"]},
    {"from": ["0000-01-01"]},
    {"to": ["2014-02-30"]},
    {"to": ["9999-12-31"]},
    {"asof": [""]},
    {"from": ["2014-04-02"], "to": ["2014-04-01"]},
    {"from": ["2014-04-02", "nonsense"]},
    {"event": ["nova"], "stake": [""]},
    {"event": ["last"], "quote": ["nova"]},
    {"sure": ["1"]},
    {"sure": ["yes"], "from": ["2014-01-01"]},
    {"background": ["0"]},
    {"q": [" one ", "two"]},
    {"nonsense": ["%", "\0"]},
    {"q": ["a&b=c+d %20 #x"]},
]


class TestAddresses:
    def test_what_an_address_asks_is_read_as_by_python(
        self, blank: Page, by_chance: Story, page_by_chance: Mapping[str, Any]
    ) -> None:
        story = by_chance
        queries = [urlencode(asked, doseq=True) for asked in ADDRESSES]
        parts = encode_page(page_by_chance)
        answers = blank.evaluate(_ASK, {"parts": parts, "queries": queries})
        for asked, answer in zip(ADDRESSES, answers, strict=True):
            view, notes = parse_view(asked, story)
            assert answer["notes"] == list(notes), asked
            back = parse_view(params_of(answer["query"]), story)[0]
            assert to_params(back) == to_params(view), asked

    def test_values_of_one_slug_are_all_asked_for(self, blank: Page) -> None:
        facets: dict[str, list[Any]] = {facet: [] for facet in FACETS} | {
            "category": [
                {"value": v, "slug": slug(v)} for v in ("State pressure", "State-pressure")
            ]
        }
        view = blank.evaluate(
            "facets => parseUrl('?category=state-pressure', {facets}).view", facets
        )
        assert view["facets"]["category"] == [0, 1]

    def test_a_status_of_former_days_gets_a_note_of_its_own(
        self, blank: Page, published: Story
    ) -> None:
        asked = {
            "parts": encode_page(make_page(published)),
            "queries": ["?status=denied&category=leadership"],
        }
        (answer,) = blank.evaluate(_ASK, asked)
        assert answer["notes"] == [
            "The link asks for status “denied”, which is no status any more: who denies "
            "something stands with the claim."
        ]
        assert answer["query"] == "?category=leadership"

    def test_parameters_that_are_not_ours_are_kept(self, blank: Page, published: Story) -> None:
        search = "?embed=true&q=old&section=quotes&x=1"
        query = blank.evaluate(
            "([page, search]) => queryOf({...emptyView(), q: 'new'}, page, search)",
            [make_page(published), search],
        )
        assert params_of(query) == {"embed": ["true"], "x": ["1"], "q": ["new"]}


DATES = st.sampled_from(
    ("2014", "2014-04", "2013-12", "2014-04-21", "2014-04-22", "2014-02-28", "2016-02-29",
     "2014-12-31", "2015-01-01", "1914-06-28", "2014-04~", "2014?", "201X", "2014-21", "2013-24",
     "[2014-04-21..2014-04-23]", "[..2014-04-22]", "[2014-04-21..]", "2013-12/2014-04-22",
     "2014-04-21/..", "/2014-04-23", "2024-02")
) | st.dates(dt.date(1950, 1, 1), dt.date(2030, 12, 31)).map(dt.date.isoformat)  # fmt: skip


class TestGaps:
    @given(pairs=st.lists(st.tuples(DATES, DATES), min_size=20, max_size=60))
    def test_the_time_between_two_dates_is_worded_as_by_python(
        self, blank: Page, pairs: list[tuple[str, str]]
    ) -> None:
        both = [sorted(pair, key=_order) for pair in pairs]
        asked = [[_bounds(before), _bounds(after)] for before, after in both]
        for language in ("en", "de", "ru"):
            found = blank.evaluate(
                "([pairs, language]) => pairs.map(([a, b]) => gapInWords(a, b, language))",
                [asked, language],
            )
            wanted = [gap_in_words(parse_date(a), parse_date(b), language) for a, b in both]
            assert list(zip(both, found, strict=True)) == list(zip(both, wanted, strict=True))

    @pytest.mark.parametrize(
        ("before", "after", "language", "words"),
        [
            ("2014-04-01", "2014-04-03", "en", "2 days"),
            ("2014-04-01", "2014-04-03", "de", "2 Tage"),
            ("2013-12-31", "2014-04-01", "en", "91 days"),
            ("2013-12", "2014-04-01", "en", "between 3 and 4 months"),
            ("2013-12", "2014-04-01", "de", "3–4 Monate"),
            ("2013-12", "2014-01", "en", ""),
            ("2014-04-21", "2014-04-21", "en", ""),
        ],
    )
    def test_known_pairs_in_words(
        self, blank: Page, before: str, after: str, language: str, words: str
    ) -> None:
        asked = [_bounds(before), _bounds(after), language]
        assert blank.evaluate("(asked) => gapInWords(...asked)", asked) == words


def _order(date: str) -> tuple[dt.date, str]:
    return parse_date(date).earliest or dt.date.min, date


def _bounds(date: str) -> list[int] | None:
    bounds = gap_bounds(parse_date(date))
    return [day.toordinal() for day in bounds] if bounds else None


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3, 5))]
)
def test_who_holds_what_on_a_day_is_put_together_alike(
    blank: Page, tmp_path: Path, seed: int
) -> None:
    ownership = make_page(random_story(tmp_path, seed, sentences=60))["ownership"]
    ours = {
        name: [states_of(ownership, whole) for whole in layer["wholes"]]
        for name, layer in ownership["layers"].items()
    }
    assert any(
        state["conflicts"] for wholes in ours.values() for states in wholes for state in states
    )
    theirs = blank.evaluate(
        """(ownership) => {
            const states = (one) => one.states.map((_, place) => stateAt(ownership, one, place));
            const layers = Object.entries(ownership.layers);
            return Object.fromEntries(layers.map(([name, own]) => [name, own.wholes.map(states)]));
        }""",
        ownership,
    )
    assert theirs == ours


def test_a_day_between_two_has_the_state_of_the_one_before(blank: Page) -> None:
    layer = {"days": [{"day": 10}, {"day": 20}]}
    places = blank.evaluate(
        "(layer) => [9, 10, 19, 20, 99, null].map((day) => placeOfState(layer, day))", layer
    )
    assert places == [0, 1, 1, 2, 2, 2]
