"""The two stories in ``stories/`` are valid and still show what they are meant to show."""

import re
from pathlib import Path

import pytest

from dateline.checking import report_lines
from dateline.coverage import measure_coverage
from dateline.holdings import is_over_100, may_be_over_100
from dateline.key_figures import key_figures
from dateline.page import make_page
from dateline.quoting import pieces
from dateline.reading import load_story, read_story
from dateline.story import Passage, Story, records
from tests.holdings_on_a_day import groups_on, total_on

STORIES = Path(__file__).parents[2] / "stories"
NAMES = ("gericht", "takeover")
COUNTS = {
    "gericht": "33 events, 5 stakes, 22 quotes, 73 passages: ok",
    "takeover": "34 events, 25 stakes, 21 quotes, 97 passages: ok",
}
# Percent of the article's characters that a row rests on.
LEAST_COVERAGE_PERCENT = {"gericht": 85, "takeover": 92}
# A letter of each script that the names use.
SCRIPTS = {
    "Greek": "Θ", "Cyrillic": "Ф", "Chinese": "蓼", "Arabic": "ص", "Icelandic": "Þ",
    "Polish": "Ż", "Czech": "ř", "Romanian": "ț", "Hungarian": "ú",
}  # fmt: skip


@pytest.fixture(scope="module")
def stories() -> dict[str, Story]:
    return {name: load_story(STORIES / name) for name in NAMES}


@pytest.fixture
def takeover(stories: dict[str, Story]) -> Story:
    return stories["takeover"]


@pytest.fixture
def gericht(stories: dict[str, Story]) -> Story:
    return stories["gericht"]


def values(story: Story, table: str, column: str) -> list[str]:
    return [str(row[column]) for row in records(getattr(story, table))]


def dates(story: Story, table: str = "events") -> list[str]:
    return [row["date"].edtf for row in records(getattr(story, table)) if row["date"]]


# --- both


def test_these_are_the_stories() -> None:
    assert tuple(sorted(path.parent.name for path in STORIES.glob("*/article.md"))) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_check_says_ok_and_nothing_else(name: str) -> None:
    *coverage, verdict = report_lines(read_story(STORIES / name))
    assert verdict == COUNTS[name]
    # No date, percentage, quotation or known name is left: only the percentage is printed.
    assert [line.partition(" on ")[0] for line in coverage] == ["coverage: rows rest"]


@pytest.mark.parametrize("name", NAMES)
def test_each_is_as_long_as_an_article_and_says_that_it_is_invented(
    stories: dict[str, Story], name: str
) -> None:
    article = stories[name].article
    assert 700 <= len(article.text.split()) <= 1200
    furniture = [article.words(Passage(b.start, b.end)) for b in article.blocks
                 if b.kind == "furniture"]  # fmt: skip
    assert re.search("An invented article|Ein erfundener Artikel", furniture[0])
    assert re.search("Invented for Dateline|Erfunden für Dateline", article.published_note)


@pytest.mark.parametrize("name", NAMES)
def test_no_date_percentage_quotation_or_known_name_is_overlooked(
    stories: dict[str, Story], name: str
) -> None:
    found = measure_coverage(stories[name])
    assert found.uncovered == ()
    assert found.share_percent >= LEAST_COVERAGE_PERCENT[name]


@pytest.mark.parametrize("name", NAMES)
def test_evidence_comes_back_from_the_page_as_it_is_written(
    stories: dict[str, Story], name: str
) -> None:
    story = stories[name]
    article = story.article.text.encode("utf-16-le")
    page = make_page(story)
    written = {
        f"{table.removesuffix('s')}:{row['id']}": [story.article.words(p) for p in row["evidence"]]
        for table in ("events", "stakes", "quotes")
        for row in records(getattr(story, table))
    }
    evidence = {
        row["key"]: [article[2 * a : 2 * b].decode("utf-16-le") for a, b in row["passages"]]
        for row in (*page["events"], *page["stakes"], *page["quotes"])
    }
    assert evidence == written
    assert all(
        story.article.text.count(words) == 1 for found in evidence.values() for words in found
    )


@pytest.mark.parametrize("name", NAMES)
def test_titles_are_short_and_every_date_is_explained(stories: dict[str, Story], name: str) -> None:
    events = records(stories[name].events)
    assert [row["title"] for row in events if len(row["title"]) > 32] == []
    assert [row["id"] for row in events if not (row["date_note"] and row["summary"])] == []


@pytest.mark.parametrize("name", NAMES)
def test_disputes_are_named_by_both_rows(stories: dict[str, Story], name: str) -> None:
    for table in (stories[name].events, stories[name].stakes):
        named = {row["id"]: set(row["disputed_by"]) for row in records(table)}
        links = [(one, other) for one, others in named.items() for other in others]
        assert [pair for pair in links if pair[0] not in named[pair[1]]] == []


@pytest.mark.parametrize("name", NAMES)
def test_sources_are_addresses_that_can_belong_to_nobody(
    stories: dict[str, Story], name: str
) -> None:
    for table in (stories[name].events, stories[name].stakes):
        for row in records(table):
            assert all(url.startswith("https://example.org/") for url in row["source"])


@pytest.mark.parametrize("name", NAMES)
def test_the_stories_have_leads_plans_denials_and_disputes(
    stories: dict[str, Story], name: str
) -> None:
    events = records(stories[name].events)
    assert sum(row["weight"] == "lead" for row in events) in (3, 4)
    assert sum(row["status"] == "planned" for row in events) >= 3
    assert sum(bool(row["denied_by"]) for row in events) >= 3
    assert sum(bool(row["disputed_by"]) for row in events) >= 4
    assert any(row["denied_by"] for row in records(stories[name].stakes))


@pytest.mark.parametrize("name", NAMES)
def test_quotes_are_interrupted_by_the_article(stories: dict[str, Story], name: str) -> None:
    broken = [row for row in records(stories[name].quotes) if len(pieces(row["text"])) == 2]
    assert len(broken) >= 4
    assert all(len(row["evidence"]) == 2 for row in broken)


# --- the takeover


def test_the_takeover_has_twelve_holders_and_transfers_between_them(takeover: Story) -> None:
    own, _ = groups_on(takeover.stakes, takeover.article.published.latest)  # type: ignore[union-attr]
    assert len(own) == 12
    held = {row["id"]: row["share"] for row in records(takeover.stakes)}
    assert (held["russian-2022"].high, held["chinese-2022"].low) == (0, held["russian-2018"].low)
    assert held["pension-2016"].low - held["pension-2020"].low == 7


def test_the_takeover_has_rival_counts_that_make_over_100_percent(takeover: Story) -> None:
    day = takeover.article.published.latest  # type: ignore[union-attr]
    own, _ = groups_on(takeover.stakes, day)
    rivals = {group[0]["holder"][0]: len(group) for group in own if len(group) > 1}
    assert rivals == {"Corvane Partners": 2, "Θαλάσσια Καλώδια": 3}
    total = total_on(takeover.stakes, day)
    assert may_be_over_100(total)
    assert not is_over_100(total)
    assert total is not None
    assert (total.low, total.high) == (91.85, 121.55)


def test_the_takeover_knows_shares_as_ranges_and_one_not_at_all(takeover: Story) -> None:
    stakes = records(takeover.stakes)
    assert sum(row["share"] is not None and not row["share"].is_exact for row in stakes) == 2
    assert [row["holder"] for row in stakes if row["basis"] == "undisclosed"] == [
        ("Łukasz Żebrowiecki",)
    ]


def test_the_takeover_has_names_in_many_scripts(takeover: Story) -> None:
    names = " ".join(
        [
            *(name for row in records(takeover.events) for name in row["actors"]),
            *(name for row in records(takeover.stakes) for name in row["holder"]),
            *values(takeover, "quotes", "speaker"),
        ]
    )
    assert [script for script, letter in SCRIPTS.items() if letter not in names] == []


def test_the_takeover_has_three_figures(takeover: Story) -> None:
    assert [figure.number for figure in key_figures(takeover)] == [
        "38–41%", "1 year, 1 month, 8 days", "4",
    ]  # fmt: skip


# --- the court case


def test_the_court_case_has_seasons_and_vague_dates(gericht: Story) -> None:
    assert gericht.article.language == "de"
    found = dates(gericht)
    assert {"2018-21", "2018-23", "2018-24", "2019-22", "2023-21"} <= set(found)
    assert {"2016~", "2020~/..", "[2020-03-01..2020-03-10]", "[..2020-06-17]"} <= set(found)


def test_the_court_case_has_a_quote_within_a_quote(gericht: Story) -> None:
    quotes = {row["id"]: row for row in records(gericht.quotes)}
    outer, inner = quotes["am-ofen"], quotes["zinn-hoert-keiner"]
    assert gericht.article.words(outer["evidence"][0])[0] == "»"
    assert gericht.article.words(inner["evidence"][0])[0] == "›"
    assert outer["evidence"][0].overlaps(inner["evidence"][0])
    assert (outer["speaker"], inner["speaker"]) == ("Jannik Ohlenbrook", "Konrad Brömmelsund")


def test_the_court_case_quotes_in_each_way(gericht: Story) -> None:
    assert set(values(gericht, "quotes", "kind")) == {
        "direct", "fragment", "indirect", "scare", "gloss",
    }  # fmt: skip
    assert {"„", "“", "»", "«", "›", "‹"} <= set(gericht.article.text)


def test_the_court_case_has_each_status_and_background(gericht: Story) -> None:
    assert set(values(gericht, "events", "status")) == {
        "reported", "claimed", "disputed", "planned",
    }  # fmt: skip
    assert int(gericht.events["background"].sum()) == 3
    assert int(gericht.stakes["background"].sum()) == 1


def test_the_court_case_has_three_figures(gericht: Story) -> None:
    span, share, disputes = key_figures(gericht)
    assert (span.number, share.number, disputes.number) == ("11–13 Monate", "51\u00a0%", "6")
    assert share.label.endswith(
        "against ≥ 75\u00a0%, claimed by Staatsanwaltschaft; denied by Ilsabe Moorgrund"
    )
