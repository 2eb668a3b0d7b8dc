"""The page as a reader meets it: what a link, a filter or a broken story shows.

AppTest has no browser: it neither clicks a mark nor writes a widget's change into the link.
tests/browser/ does both.
"""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dateline.story import Story
from tests.conftest import ROOT
from tests.story_files import a_quote, a_stake, an_article, an_event, write_story

WIDE, PHONE, BAR, HOLDERS = range(4)


@pytest.fixture(autouse=True)
def shipped_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_STORY", raising=False)


def opened(**params: list[str]) -> AppTest:
    """The page as a link with ``params`` opens it."""
    page = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=30)
    for name, values in params.items():
        page.query_params[name.rstrip("_")] = values
    return page.run()


def link(page: AppTest) -> dict[str, list[str]]:
    """The parameters of the page's link; AppTest gives a single value without a list."""
    params = {name: page.query_params[name] for name in page.query_params}
    return {name: [v] if isinstance(v, str) else list(v) for name, v in params.items()}


def spec(page: AppTest, chart: int) -> Any:
    return json.loads(page.get("plotly_chart")[chart].proto.spec)


def drawn(page: AppTest, chart: int = WIDE) -> set[str]:
    """The keys of the rows in a chart; none where no chart is shown."""
    if chart >= len(page.get("plotly_chart")):
        return set()
    traces = spec(page, chart)["data"]
    return {key for trace in traces for key in trace.get("customdata") or ()}


def components(page: AppTest) -> list[dict[str, Any]]:
    protos = [element.proto for element in page.get("bidi_component")]
    return [json.loads(proto.json or proto.mixed.json) for proto in protos]


def pane(page: AppTest) -> dict[str, Any]:
    """What the article pane is told."""
    return next(data for data in components(page) if "blocks" in data)


def drawer(page: AppTest) -> str:
    """What the button of the filters says."""
    told = next(data["drawer"] for data in components(page) if "drawer" in data)
    return str(told["label"])


def visible(page: AppTest, table: str) -> set[str]:
    return {key for key in pane(page)["visible"] if key.startswith(f"{table}:")}


def listed(page: AppTest) -> list[str]:
    """The keys of all cards of quotes, in order."""
    cards = [card for data in components(page) for card in data.get("cards", ())]
    return [card["key"] for card in cards if card["key"].startswith("quote:")]


def keys(rows: Any, table: str) -> set[str]:
    return {f"{table}:{row_id}" for row_id in rows["id"]}


@pytest.fixture
def page() -> AppTest:
    return opened()


def test_the_shipped_story_opens_with_all_of_the_article(page: AppTest, published: Story) -> None:
    assert not page.exception
    assert page.title[0].value == r"Founder of Russia\'s Answer to Facebook Flees Country"
    assert [header.value for header in page.header] == [
        "What happened when",
        "Who owned VK",
        "Who said what (29 of 29)",
    ]
    events = published.events[~published.events["background"]]
    assert visible(page, "event") == keys(events, "event")
    assert visible(page, "quote") == keys(published.quotes, "quote")
    assert not page.info


def test_every_event_is_in_the_chart_or_on_a_card_and_never_in_both(page: AppTest) -> None:
    cards = [card["key"] for data in components(page) for card in data.get("cards", ())]
    shelved = [key for key in cards if key.startswith("event:")]
    assert sorted([*shelved, *drawn(page)]) == sorted(visible(page, "event"))
    assert drawn(page, WIDE) == drawn(page, PHONE)
    assert [header.value for header in page.subheader] == [
        "Undated in the article",
        "Planned",
        "Over time, from dated statements",
    ]


def test_each_chart_is_described_in_words(page: AppTest) -> None:
    charts = [chart.proto.alt for chart in page.get("plotly_chart")]
    assert charts[WIDE].startswith(f"Timeline of {len(drawn(page))} dated events. about 2007: ")
    assert charts[BAR].startswith("Shares on 23 April 2014, as far as stated. United Capital")


def test_a_link_restores_its_view() -> None:
    page = opened(
        q=["durov"], category=["leadership", "ownership"], actor=["vk"], status=["claimed"],
        from_=["2014-04-01"], to=["2014-04-23"], sure=["1"], speaker=["vk"], topic=["dismissal"],
        kind=["indirect"], asof=["2013-12-01"], background=["1"], event=["control-change"],
    )  # fmt: skip
    state = page.session_state
    assert page.text_input(key="filter-q").value == "durov"
    assert state["filter-category"] == ["Leadership", "Ownership"]
    assert page.multiselect(key="filter-actor").value == ["VK"]
    assert state["filter-status"] == ["claimed"]
    assert str(page.selectbox(key="filter-from").value) == "2014-04-01"
    assert str(page.selectbox(key="filter-to").value) == "2014-04-23"
    assert page.checkbox(key="filter-sure").value is True
    assert page.multiselect(key="filter-topic").value == ["Dismissal"]
    assert str(page.selectbox(key="filter-asof").value) == "2013-12-01"
    assert page.toggle(key="filter-background").value is True
    assert visible(page, "event") == {
        "event:ouster", "event:control-change", "event:never-retracted", "event:dismissal",
        "event:dismissed-as-ceo",
    }  # fmt: skip
    assert visible(page, "quote") == {"quote:says-never-retracted"}
    assert link(page)["event"] == ["control-change"]
    assert drawer(page) == "Filters (8 active)"


def test_a_category_narrows_chart_marks_and_quotes_together(
    page: AppTest, published: Story
) -> None:
    before = drawn(page)
    page.button_group(key="filter-category").set_value(["Leadership"]).run()
    wanted = published.events[
        (published.events["category"] == "Leadership") & ~published.events["background"]
    ]
    assert visible(page, "event") == keys(wanted, "event")
    assert drawn(page) == before & keys(wanted, "event")
    assert set(listed(page)) == visible(page, "quote") == keys(published.quotes, "quote")
    assert page.header[2].value == "Who said what (29 of 29)"
    assert [box.label for box in page.expander if "other" in box.label] == ["… 20 other quotes"]
    assert link(page)["category"] == ["leadership"]


def test_search_text_narrows_events_and_quotes(page: AppTest) -> None:
    page.text_input(key="filter-q").set_value(" arab  SPRING ").run()
    assert visible(page, "event") == {"event:arab-spring"}
    assert listed(page) == ["quote:arab-spring-showed"]
    assert "1 event, 1 quote, 0 statements, 2 in the text" in [c.value for c in page.caption]


def test_a_status_keeps_only_events_that_have_it(page: AppTest) -> None:
    page.button_group(key="filter-status").set_value(["disputed"]).run()
    assert visible(page, "event") == {"event:resignation-withdrawn"}


def test_a_person_keeps_what_they_did_and_what_they_said(page: AppTest) -> None:
    page.multiselect(key="filter-actor").set_value(["Pavel Salin"]).run()
    assert visible(page, "event") == {"event:arab-spring", "event:salin-comment"}
    assert listed(page)[:2] == ["quote:says-kremlin-threat", "quote:arab-spring-showed"]
    assert [box.label for box in page.expander if "other" in box.label] == ["… 27 other quotes"]


def test_from_and_to_keep_what_may_have_happened_between_them(page: AppTest) -> None:
    page.selectbox(key="filter-from").set_value(dt.date(2014, 4, 1)).run()
    assert "event:share-sale" not in drawn(page)
    page.selectbox(key="filter-to").set_value(dt.date(2014, 4, 3)).run()
    assert drawn(page) == {
        "event:resignation-tendered", "event:resignation-withdrawn", "event:pressure",
    }  # fmt: skip
    assert "event:ukraine-revolution" in visible(page, "event")
    assert link(page) == {"from": ["2014-04-01"], "to": ["2014-04-03"]}


def test_a_date_box_offers_each_day_that_a_date_names_and_no_limit(page: AppTest) -> None:
    options = page.selectbox(key="filter-from").options
    assert options[:4] == ["any time", "10 Oct 2006", "1 Jan 2007", "31 Dec 2007"]


def test_sure_leaves_out_what_only_may_have_happened_then() -> None:
    page = opened(from_=["2014-04-01"], to=["2014-04-03"])
    page.checkbox(key="filter-sure").check().run()
    assert visible(page, "event") == {
        "event:resignation-tendered", "event:resignation-withdrawn",
    }  # fmt: skip


def test_sure_can_be_chosen_only_beside_a_date(page: AppTest) -> None:
    assert page.checkbox(key="filter-sure").disabled
    assert not opened(from_=["2014-04-01"]).checkbox(key="filter-sure").disabled


def test_a_range_that_would_end_before_it_begins_loses_its_end() -> None:
    page = opened(to=["2014-04-03"])
    page.selectbox(key="filter-from").set_value(dt.date(2014, 4, 21)).run()
    assert not page.selectbox(key="filter-to").value
    assert link(page) == {"from": ["2014-04-21"]}
    assert "event:ouster" in drawn(page)


def test_background_adds_events_and_cards_that_the_article_does_not_have(page: AppTest) -> None:
    before = drawn(page)
    assert "event:launch-2006" not in pane(page)["items"]
    page.toggle(key="filter-background").set_value(True).run()
    assert drawn(page) - before >= {"event:launch-2006", "event:fsb-letter"}
    assert "event:launch-2006" in pane(page)["items"]
    assert link(page)["background"] == ["1"]


@pytest.mark.parametrize(
    ("facet", "value", "quotes"),
    [
        ("speaker", "VK", ["says-never-retracted"]),
        ("topic", "Plans", ["says-plans-network"]),
        ("kind", "direct", ["incompatible", "arab-spring-showed"]),
    ],
)
def test_speaker_topic_and_kind_narrow_the_quotes_alone(
    page: AppTest, facet: str, value: str, quotes: list[str]
) -> None:
    before = visible(page, "event")
    page.multiselect(key=f"filter-{facet}").set_value([value]).run()
    assert listed(page) == [f"quote:{row_id}" for row_id in quotes]
    assert page.header[2].value == f"Who said what ({len(quotes)} of 29)"
    assert visible(page, "event") == before


def test_the_as_of_day_changes_the_shares_and_nothing_else() -> None:
    page = opened(background=["1"])
    before, events = drawn(page, BAR), visible(page, "event")
    page = opened(background=["1"], asof=["2012-04-30"])
    assert page.caption[1].value == "As far as stated for 30 April 2012."
    assert "stake:mirilashvili-2012-04" in drawn(page, BAR) - before
    assert visible(page, "event") == events


def test_the_as_of_box_changes_the_link(page: AppTest) -> None:
    box = page.selectbox(key="filter-asof")
    assert box.options[0] == "when the article appeared"
    index = box.options.index("1 Dec 2013")
    box.select_index(index).run()
    assert page.caption[1].value == "As far as stated for 1 December 2013."
    assert link(page)["asof"] == ["2013-12-01"]


def test_each_choice_says_how_many_rows_it_shows(page: AppTest) -> None:
    page.text_input(key="filter-q").set_value("arab spring").run()
    categories = page.button_group(key="filter-category").options
    found = [words.split("} ")[1] for words in categories if not words.endswith(" 0")]
    assert found == ["Context 1"]
    assert categories[0] == ':color[●]{foreground="#3a76c4"} Leadership 0'
    assert "Pavel Salin (1)" in page.multiselect(key="filter-speaker").options


def test_no_result_says_so_and_a_reset_brings_all_back(page: AppTest) -> None:
    before = pane(page)["visible"]
    page.text_input(key="filter-q").set_value("zeppelin").run()
    assert [info.value for info in page.info] == [
        "No event answers these filters. Lift one of them, or reset them all.",
        "No quote answers these filters.",
    ]
    assert visible(page, "event") == visible(page, "quote") == set()
    page.button(key="reset-empty").click().run()
    assert pane(page)["visible"] == before
    assert not page.info
    assert link(page) == {}


def test_reset_lifts_every_filter_and_leaves_background_and_the_as_of_day() -> None:
    page = opened(
        q=["durov"], category=["leadership"], actor=["vk"], status=["claimed"], sure=["1"],
        from_=["2014-04-01"], to=["2014-04-23"], speaker=["vk"], topic=["dismissal"],
        kind=["indirect"], asof=["2013-12-01"], background=["1"], event=["ouster"],
    )  # fmt: skip
    page.button(key="reset").click().run()
    assert link(page) == {"asof": ["2013-12-01"], "background": ["1"], "event": ["ouster"]}
    assert pane(page)["visible"] == pane(opened(background=["1"]))["visible"]
    assert page.button(key="reset").disabled


def test_what_a_link_asks_for_and_the_story_has_not_is_said() -> None:
    page = opened(category=["sport", "leadership"], from_=["spring"], event=["moon"])
    assert [info.value for info in page.info] == [
        r"The link asks for category “sport”\, which this story has not\.",
        r"The link’s from date “spring” is not a day like 2014\-04\-21\.",
        r"The link leads to event “moon”\, which this story has not\.",
    ]
    assert page.session_state["filter-category"] == ["Leadership"]
    page.text_input(key="filter-q").set_value("resignation").run()
    assert not page.info


def test_a_hostile_link_is_shown_as_text() -> None:
    page = opened(category=["<script>alert(1)</script>"], q=["<b>$x$</b>"])
    assert page.info[0].value == (
        r"The link asks for category “\<script\>alert\(1\)\<\/script\>”\, "
        r"which this story has not\."
    )
    assert page.text_input(key="filter-q").value == "<b>$x$</b>"


def test_a_broken_story_shows_every_problem_with_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_story(
        tmp_path,
        events=[an_event(status="reportd")],
        stakes=[a_stake(), a_stake()],
        quotes=None,
    )
    monkeypatch.setenv("DATELINE_STORY", str(tmp_path))
    page = opened()
    assert not page.exception
    assert page.title[0].value == "This story cannot be shown yet"
    assert page.markdown[0].value == "3 problems in its files. Nothing is shown until none is left."
    first, second, third = page.code[0].value.splitlines()
    assert first == (
        'events.csv row 2 (line 2), founding: status: "reportd" is not allowed; write reported, '
        'claimed, disputed or planned; did you mean "reported"?'
    )
    assert second.startswith("quotes.csv: is missing. ")
    assert third == (
        'stakes.csv row 3 (line 3), ucp: id: "ucp" is the id of row 2 already; write another'
    )
    assert not page.get("plotly_chart")


def test_one_problem_is_counted_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_STORY", str(tmp_path / "nowhere"))
    page = opened()
    assert page.markdown[0].value == "1 problem in its files. Nothing is shown until none is left."
    assert page.code[0].value == (
        f"{tmp_path / 'nowhere'}: is not a folder; name a folder with article.md"
    )


def test_a_story_mended_on_disk_opens_at_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_STORY", str(tmp_path))
    write_story(tmp_path, events=[an_event(status="reportd")])
    page = opened()
    write_story(tmp_path)
    page.run()
    assert page.title[0].value == "A Founder Leaves"
    assert drawn(page) == {"event:founding"}


def test_a_story_without_stakes_has_no_question_of_ownership(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_story(tmp_path, stakes=[])
    monkeypatch.setenv("DATELINE_STORY", str(tmp_path))
    page = opened()
    assert [header.value for header in page.header] == [
        "What happened when",
        "Who said what (1 of 1)",
    ]


HOSTILE = "<script>alert(1)</script> <b>x</b> [x](javascript:alert(1)) $x$ :red[y]"
ESCAPED = (
    r"\<script\>alert\(1\)\<\/script\> \<b\>x\<\/b\> \[x\]\(javascript\:alert\(1\)\) "
    r"\$x\$ \:red\[y\]"
)


@pytest.fixture
def hostile_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A story whose every free text is markup."""
    write_story(
        tmp_path,
        article=an_article(title=HOSTILE, outlet=HOSTILE, subject=HOSTILE),
        events=[an_event(title=HOSTILE, category=HOSTILE, actors=HOSTILE, summary=HOSTILE)],
        stakes=[a_stake(holder=HOSTILE, note=HOSTILE)],
        quotes=[a_quote(speaker=HOSTILE, role=HOSTILE, topic=HOSTILE)],
    )
    monkeypatch.setenv("DATELINE_STORY", str(tmp_path))
    return opened()


def test_a_story_without_any_date_has_its_events_on_the_shelf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_story(tmp_path, events=[an_event(date="")], stakes=[])
    monkeypatch.setenv("DATELINE_STORY", str(tmp_path))
    page = opened()
    assert [info.value for info in page.info] == ["No event with a date answers these filters."]
    assert not page.get("plotly_chart")
    cards = [card["key"] for data in components(page) for card in data.get("cards", ())]
    assert cards[0] == "event:founding"


def test_markup_of_a_story_is_escaped_wherever_streamlit_reads_markdown(
    hostile_page: AppTest,
) -> None:
    assert hostile_page.title[0].value == ESCAPED
    assert hostile_page.caption[0].value.startswith(f"{ESCAPED} · 23 April 2014 · ")
    assert hostile_page.header[1].value == f"Who owned {ESCAPED}"
    assert hostile_page.button_group(key="filter-category").options == [
        f':color[●]{{foreground="#3a76c4"}} {ESCAPED} 1'
    ]


def test_markup_of_a_story_reaches_the_pane_and_plain_choices_as_it_is(
    hostile_page: AppTest,
) -> None:
    assert pane(hostile_page)["items"]["event:founding"]["title"] == HOSTILE
    assert hostile_page.multiselect(key="filter-actor").options == [f"{HOSTILE} (1)"]


def test_markup_of_a_story_is_text_in_every_chart(hostile_page: AppTest) -> None:
    for chart in (WIDE, PHONE, BAR, HOLDERS):
        figure = json.dumps(spec(hostile_page, chart))
        assert not re.search(r"</?script|<b>x|<a\b", figure)
        assert "&lt;script&gt;" in figure


def test_the_address_of_the_original_cannot_break_out_of_its_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_story(tmp_path, article=an_article(url="https://example.org/)[x](https://evil.example"))
    monkeypatch.setenv("DATELINE_STORY", str(tmp_path))
    assert (
        opened()
        .caption[0]
        .value.endswith(
            r"[Read the original](https\:\/\/example\.org\/\)\[x\]\(https\:\/\/evil\.example)"
        )
    )
