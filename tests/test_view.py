"""What a reader asks for, and which rows of a story match."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading import load_story
from dateline.story import EVENT_FACETS, FACETS, Story, slug
from dateline.view import NOBODY, Narrowed, View, choices, folded, narrow, parse_view
from tests.story_files import a_quote, a_stake, an_article, an_event, write_story
from tests.views import (
    active_filters,
    certainties,
    counts,
    days,
    leading_quotes,
    matching_stakes,
    text_matches,
    to_params,
)

BODY = """
# The Ship

Ann Lee founded Orb in 2006. Orb sold its "ship" to Ann\N{NO-BREAK SPACE}Lee.

Bo Ray said early in April that he had left Orb. "I am done," he told a paper.
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Three events, three quotes and two stakes; a background event and a background stake."""
    founding = an_event(
        id="founding", date="2006", title="Orb begins", category="Company", actors="Ann Lee; Orb",
        evidence="Ann Lee founded Orb",
    )  # fmt: skip
    sale = an_event(
        id="sale", date="", title="The sale", category="Company", actors="Orb",
        evidence='sold its "ship" to Ann Lee',
    )  # fmt: skip
    exit_ = an_event(
        id="exit", date="[2014-04-01..2014-04-10]", title="Ray goes", category="Leadership",
        actors="Bo Ray", status="claimed", asserted_by="Bo Ray", evidence="he had left Orb",
    )  # fmt: skip
    letter = an_event(
        id="letter", date="2014-04-05", title="A letter", category="Leadership", actors="Bo Ray",
        evidence="", source="https://example.org/letter",
    )  # fmt: skip
    left = a_quote(
        id="left", speaker="Bo Ray", text="said early in April that he had left", kind="indirect",
        topic="Exit", date="2014-04-10", evidence="said early in April that he had left",
    )  # fmt: skip
    done = a_quote(
        id="done", speaker="Bo Ray", text="I am done,", kind="direct", topic="Mood",
        said_to="The Paper", evidence='"I am done,"',
    )  # fmt: skip
    ship = a_quote(id="ship", speaker="", text="ship", kind="scare", evidence='"ship"')
    stake = a_stake(holder="Ann Lee", share="10", date="2006", evidence="Ann Lee founded Orb")
    source = a_stake(id="source", date="2006", evidence="", source="https://example.org/stake")
    folder = write_story(
        tmp_path_factory.mktemp("small"),
        article=an_article(BODY),
        events=[founding, sale, exit_, letter],
        quotes=[left, done, ship],
        stakes=[stake, source],
    )
    return load_story(folder)


def ids(shown: Narrowed) -> tuple[list[str], list[str]]:
    return list(shown.events["id"]), list(shown.quotes["id"])


def test_without_filters_all_of_the_article_is_shown_in_the_order_of_the_files(
    small: Story,
) -> None:
    assert ids(narrow(small, View())) == (["founding", "sale", "exit"], ["left", "done", "ship"])


def test_background_is_shown_only_when_asked_for(small: Story) -> None:
    off, on = narrow(small, View()), narrow(small, View(background=True))
    assert on.keys - off.keys == {"event:letter", "stake:source"}
    assert off.keys < on.keys


@pytest.mark.parametrize(
    ("query", "events", "quotes"),
    [
        pytest.param("ray left", ["exit"], ["left"], id="every word must occur"),
        pytest.param("RAY", ["exit"], ["left", "done"], id="capitals do not matter"),
        pytest.param("founded", ["founding"], [], id="in the passage alone"),
        pytest.param("ann lee", ["founding", "sale"], [], id="no-break space is a space"),
        pytest.param("leadership", ["exit"], [], id="in the category"),
        pytest.param("mood", [], ["done"], id="in the topic"),
        pytest.param("paper", [], ["done"], id="in whom it was said to"),
        pytest.param("begins ray", [], [], id="words of two rows"),
        pytest.param(" \n", ["founding", "sale", "exit"], ["left", "done", "ship"], id="blank"),
    ],
)
def test_search_keeps_rows_that_hold_each_word(
    small: Story, query: str, events: list[str], quotes: list[str]
) -> None:
    assert ids(narrow(small, View(q=query))) == (events, quotes)


@pytest.mark.parametrize(
    ("view", "events"),
    [
        (View(category=("Company",)), ["founding", "sale"]),
        (View(category=("Company", "Leadership")), ["founding", "sale", "exit"]),
        (View(actor=("Orb",)), ["founding", "sale"]),
        (View(actor=("Ann Lee", "Bo Ray")), ["founding", "exit"]),
        (View(status=("claimed",)), ["exit"]),
        (View(category=("Company",), actor=("Ann Lee",)), ["founding"]),
        (View(category=("Company",), status=("claimed",)), []),
    ],
)
def test_a_filter_keeps_any_of_its_values_and_two_filters_keep_what_answers_both(
    small: Story, view: View, events: list[str]
) -> None:
    assert ids(narrow(small, view))[0] == events


@pytest.mark.parametrize(
    ("view", "quotes"),
    [
        (View(speaker=("Bo Ray",)), ["left", "done"]),
        (View(speaker=(NOBODY,)), ["ship"]),
        (View(topic=("Exit", "Mood")), ["left", "done"]),
        (View(kind=("scare",)), ["ship"]),
        (View(speaker=("Bo Ray",), kind=("direct",)), ["done"]),
    ],
)
def test_quotes_are_kept_by_speaker_topic_and_kind_and_leave_the_events_alone(
    small: Story, view: View, quotes: list[str]
) -> None:
    assert ids(narrow(small, view)) == (["founding", "sale", "exit"], quotes)


ALL_QUOTES = ["left", "done", "ship"]


@pytest.mark.parametrize(
    ("view", "leading"),
    [
        pytest.param(View(), set(ALL_QUOTES), id="no filter of events"),
        pytest.param(View(category=("Leadership",)), {"left"}, id="passages that overlap"),
        pytest.param(View(category=("Company",)), {"ship"}, id="passages of another category"),
        pytest.param(View(status=("planned",)), set(), id="no event at all"),
        pytest.param(View(actor=("Bo Ray",)), {"left", "done"}, id="what a person says"),
        pytest.param(
            View(category=("Leadership",), actor=("Bo Ray",)),
            {"left"},
            id="only the event answers a category",
        ),
    ],
)
def test_filters_of_events_say_which_quotes_come_first_and_hide_none(
    small: Story, view: View, leading: set[str]
) -> None:
    shown = narrow(small, view)
    assert list(shown.quotes["id"]) == ALL_QUOTES
    assert leading_quotes(shown, view) == leading


def test_what_hides_a_quote_hides_it_under_filters_of_events_too(small: Story) -> None:
    view = View(category=("Leadership",), speaker=("Bo Ray",), q="done")
    shown = narrow(small, view)
    assert list(shown.quotes["id"]) == ["done"]
    assert leading_quotes(shown, view) == set()


@pytest.mark.parametrize(
    ("first", "last", "certainty", "quotes"),
    [
        ("2014-04-01", "2014-04-10", {"sale": "possibly", "exit": "surely"}, ["left"]),
        ("2014-04-05", "2014-04-09", {"sale": "possibly", "exit": "possibly"}, []),
        ("2006-01-01", "2006-12-31", {"sale": "possibly", "founding": "surely"}, []),
        ("2006-06-01", None, {"sale": "possibly", "founding": "possibly", "exit": "surely"},
         ["left"]),
        (None, "2005-12-31", {"sale": "possibly"}, []),
    ],
)  # fmt: skip
def test_dates_keep_what_surely_or_possibly_lies_between_them(
    small: Story, first: str | None, last: str | None, certainty: dict[str, str], quotes: list[str]
) -> None:
    begin, end = (dt.date.fromisoformat(day) if day else None for day in (first, last))
    view = View(first=begin, last=end)
    shown = narrow(small, view)
    assert certainties(shown, view) == certainty
    assert list(shown.quotes["id"]) == [*quotes, "done", "ship"]
    sure = narrow(small, View(first=begin, last=end, sure=True))
    assert list(sure.events["id"]) == [i for i in shown.events["id"] if certainty[i] == "surely"]
    assert list(sure.quotes["id"]) == quotes


def test_sure_without_dates_leaves_out_nothing(small: Story) -> None:
    assert narrow(small, View(sure=True)).keys == narrow(small, View()).keys


def test_filters_leave_the_stakes_alone(small: Story) -> None:
    day = dt.date(1999, 1, 1)
    view = View("zzz", ("Company",), ("Orb",), ("planned",), day, day, True, (NOBODY,), ("Exit",))
    assert narrow(small, view).keys == {"stake:ucp"}


def test_a_search_marks_the_stakes_that_match_and_removes_none(small: Story) -> None:
    def found(query: str, *, background: bool = True) -> tuple[list[str], set[str]]:
        view = View(q=query, background=background)
        shown = narrow(small, view)
        return list(shown.stakes["id"]), matching_stakes(small, shown, view)

    both = ["ucp", "source"]
    assert found("ann") == (both, {"ucp"})
    assert found("united") == (both, {"source"})
    assert found("10%") == (both, {"ucp"})
    assert found("united", background=False) == (["ucp"], set())
    assert found("nothing like it") == (both, set())
    assert found(" ") == (both, set())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Durão", "DURAO"), ("durao", "Durão"), ("Straße", "STRASSE"), ("Strasse", "straße"),
        ("Ærø", "aero"), ("Łódź", "lodz"), ("ÉCOLE", "e\u0301cole"), ("İstanbul", "istanbul"),
        ("ΟΔΌΣ", "οδος"), ("Durov’s", "durov's"), ("ﬁnal", "FINAL"), ("пётр", "ПЕТР"),
        ("a\u00a0 b", "A\nB"),
    ],
)  # fmt: skip
def test_accents_and_case_are_folded_both_ways(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text())
def test_what_is_folded_is_folded_for_good(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.fixture(scope="module")
def accented(tmp_path_factory: pytest.TempPathFactory) -> Story:
    body = "\n# José\n\nJOSE met Zoe\u0308 in the Straße. Jose\u0301 left.\n\nZoë stayed in Łódź.\n"
    rows = [an_event(title="Durão arrives", evidence="met Zoe\u0308"),
            an_event(id="stay", title="She stays", evidence="stayed in Łódź")]  # fmt: skip
    folder = tmp_path_factory.mktemp("accented")
    return load_story(
        write_story(folder, article=an_article(body), events=rows, stakes=[], quotes=[])
    )


@pytest.mark.parametrize(
    ("query", "events"), [("durao", ["founding"]), ("ZOË", ["founding"]), ("lodz", ["stay"])]
)
def test_a_search_is_folded(accented: Story, query: str, events: list[str]) -> None:
    assert list(narrow(accented, View(q=query)).events["id"]) == events


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("josé", ["José", "JOSE", "Jose\u0301"]),
        ("zoe", ["Zoe\u0308", "Zoë"]),
        ("strasse", ["Straße"]),
        ("jose zoe", ["JOSE", "Zoe\u0308", "Jose\u0301"]),
        ("met et", ["met"]),
        ("durao", []),
        ("", []),
    ],
)
def test_words_are_found_in_the_text(accented: Story, query: str, words: list[str]) -> None:
    found = text_matches(accented, query)
    assert [accented.article.words(passage) for passage in found] == words


def test_choices_are_most_frequent_first_and_of_equal_ones_the_first_by_name(
    small: Story,
) -> None:
    assert choices(small, "category") == ("Company", "Leadership")
    assert choices(small, "actor") == ("Bo Ray", "Orb", "Ann Lee")
    assert choices(small, "speaker") == ("Bo Ray", NOBODY)
    assert choices(small, "topic") == ("Exit", "Mood")


def test_choices_of_status_and_kind_stand_in_the_order_of_the_schema(small: Story) -> None:
    assert choices(small, "status") == ("reported", "claimed")
    assert choices(small, "kind") == ("direct", "indirect", "scare")


def test_a_story_without_quotes_offers_no_speaker(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path, quotes=[]))
    assert choices(story, "speaker") == ()
    assert narrow(story, View(actor=("Nobody",))).keys == {"stake:ucp"}


def test_counts_ignore_the_facet_itself_and_follow_the_other_filters(small: Story) -> None:
    view = View(category=("Leadership",), actor=("Orb",))
    assert counts(small, view, "category") == {"Company": 2, "Leadership": 0}
    assert counts(small, View(), "speaker") == {"Bo Ray": 2, NOBODY: 1}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("State pressure", "state-pressure"),
        ("St. Petersburg's  University!", "st-petersburg-s-university"),
        ("Павел Дуров", "павел-дуров"),
        ("a_b", "a-b"),
        ("…", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_any_script(value: str, expected: str) -> None:
    assert slug(value) == expected


def test_a_view_stands_in_the_url_under_short_names(small: Story) -> None:
    view = View(
        q="left orb", actor=("Ann Lee", "Bo Ray"), first=dt.date(2006, 1, 1),
        last=dt.date(2014, 4, 9), sure=True, asof=dt.date(2010, 1, 1), background=True,
        selected="event:exit",
    )  # fmt: skip
    params = {
        "q": ["left orb"], "actor": ["ann-lee", "bo-ray"], "from": ["2006-01-01"],
        "to": ["2014-04-09"], "asof": ["2010-01-01"], "sure": ["1"], "background": ["1"],
        "event": ["exit"],
    }  # fmt: skip
    assert to_params(view) == params
    assert parse_view(params, small) == (view, ())


def test_an_empty_view_has_no_parameters(small: Story) -> None:
    assert to_params(View()) == {}
    assert parse_view({}, small) == (View(), ())


def test_sure_stands_in_the_url_only_beside_a_date() -> None:
    assert to_params(View(sure=True)) == {}


@pytest.mark.parametrize(
    ("params", "note"),
    [
        (
            {"category": ["sport"]},
            "The link asks for category “sport”, which this story doesn't have.",
        ),
        ({"kind": ["<b>"]}, "The link asks for kind “<b>”, which this story doesn't have."),
        ({"from": ["spring"]}, "The link’s from date “spring” is not a day like 2014-04-21."),
        ({"to": ["2014-02-30"]}, "The link’s to date “2014-02-30” is not a day like 2014-04-21."),
        ({"asof": [""]}, "The link’s asof date “” is not a day like 2014-04-21."),
        (
            {"from": ["2014-04-02"], "to": ["2014-04-01"]},
            "The link’s dates end before they begin; they are left out.",
        ),
        ({"event": ["nova"]}, "The link leads to event “nova”, which this story doesn't have."),
        ({"quote": ["exit"]}, "The link leads to quote “exit”, which this story doesn't have."),
        ({"stake": [""]}, "The link leads to stake “”, which this story doesn't have."),
    ],
)
def test_what_the_story_does_not_know_becomes_a_note(
    small: Story, params: Mapping[str, Sequence[str]], note: str
) -> None:
    assert parse_view(params, small) == (View(), (note,))


def test_known_values_are_kept_beside_unknown_ones(small: Story) -> None:
    view, notes = parse_view({"category": ["Leadership", "sport"], "event": ["exit"]}, small)
    assert view == View(category=("Leadership",), selected="event:exit")
    assert notes == ("The link asks for category “sport”, which this story doesn't have.",)


def test_a_value_named_twice_is_asked_for_once(small: Story) -> None:
    assert parse_view({"actor": ["orb", "Orb"]}, small) == (View(actor=("Orb",)), ())


def test_two_dates_count_as_one_filter_and_background_as_none() -> None:
    day = dt.date(2014, 4, 1)
    view = View(q="x", status=("planned",), first=day, last=day, background=True, asof=day)
    assert active_filters(view) == 3
    assert active_filters(View()) == 0


def test_days_are_the_ends_of_all_dates_as_stated_in_order(small: Story) -> None:
    named = [dt.date(2006, 1, 1), dt.date(2006, 12, 31), dt.date(2014, 4, 1), dt.date(2014, 4, 5)]
    assert days(small.events["date"]) == (*named, dt.date(2014, 4, 10))


def views(story: Story) -> st.SearchStrategy[View]:
    """Views of few filters that a reader of ``story`` can ask for; many would leave nothing."""
    words = st.sampled_from(sorted(set(story.article.text.split())))
    day = st.sampled_from(days([*story.events["date"], *story.quotes["date"]]))
    keys = sorted(narrow(story, View(background=True)).keys)
    fields: dict[str, Any] = {
        "q": st.lists(words, min_size=1, max_size=2).map(" ".join),
        "first": day,
        "last": day,
        "sure": st.just(True),
        "asof": day,
        "background": st.just(True),
        "selected": st.sampled_from(keys),
    }
    for facet in FACETS:
        some = st.lists(st.sampled_from(choices(story, facet)), min_size=1, max_size=3, unique=True)
        fields[facet] = some.map(tuple)
    names = st.lists(st.sampled_from(sorted(fields)), max_size=4, unique=True)
    return names.flatmap(
        lambda chosen: st.builds(View, **{name: fields[name] for name in chosen}).map(_askable)
    )


def _askable(view: View) -> View:
    """The view as the page lets a reader ask it: dates in order, sure only beside a date."""
    first, last = view.first, view.last
    if first and last and first > last:
        first, last = last, first
    return replace(view, first=first, last=last, sure=view.sure and bool(first or last))


@pytest.fixture(scope="module")
def asked(published: Story) -> st.SearchStrategy[View]:
    return views(published)


@given(st.data())
def test_every_view_of_the_shipped_story_comes_back_from_its_url(
    published: Story, asked: st.SearchStrategy[View], data: st.DataObject
) -> None:
    view = data.draw(asked)
    assert parse_view(to_params(view), published) == (view, ())


LIFTED: list[dict[str, Any]] = [
    {"q": ""}, {"first": None}, {"last": None}, {"first": None, "last": None}, {"sure": False},
    {"background": True}, *({facet: ()} for facet in FACETS),
]  # fmt: skip


@given(st.data())
def test_one_filter_more_never_adds_a_row(
    published: Story, asked: st.SearchStrategy[View], data: st.DataObject
) -> None:
    view = data.draw(asked)
    keys = narrow(published, view).keys
    for wider in {replace(view, **lifted) for lifted in LIFTED} - {view}:
        assert keys <= narrow(published, wider).keys


@given(st.data())
def test_narrowing_what_is_narrowed_changes_nothing(
    published: Story, asked: st.SearchStrategy[View], data: st.DataObject
) -> None:
    view = data.draw(asked)
    once = narrow(published, view)
    left = Story(published.article, once.events, once.stakes, once.quotes)
    twice = narrow(left, view)
    assert twice.keys == once.keys


@given(st.data())
def test_a_filter_of_events_hides_no_quote(
    published: Story, asked: st.SearchStrategy[View], data: st.DataObject
) -> None:
    view = data.draw(asked)
    lifted = narrow(published, replace(view, category=(), status=(), actor=()))
    shown = narrow(published, view)
    assert list(shown.quotes["id"]) == list(lifted.quotes["id"])
    assert leading_quotes(shown, view) <= set(shown.quotes["id"])


@given(st.data())
def test_the_count_beside_a_choice_is_what_that_choice_alone_would_show(
    published: Story, asked: st.SearchStrategy[View], data: st.DataObject
) -> None:
    view, facet = data.draw(asked), data.draw(st.sampled_from(list(FACETS)))
    choice = data.draw(st.sampled_from(choices(published, facet)))
    alone: dict[str, Any] = {facet: (choice,)}
    shown = narrow(published, replace(view, **alone))
    rows = shown.events if facet in EVENT_FACETS else shown.quotes
    assert counts(published, view, facet)[choice] == len(rows)
