"""What the reader is told of a story: plain data, the article's words untouched, all rows whole."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from dateline.dates import parse_date
from dateline.page import FACETS, Page, Row, make_page, to_json
from dateline.reading import load_story
from dateline.story import Block, Passage, Story
from tests.drawn_stories import stories
from tests.story_files import a_quote, a_stake, an_article, an_event, write_story


def rows_of(page: Page) -> dict[str, Row]:
    return {row["key"]: row for row in (*page["events"], *page["quotes"], *page["stakes"])}


def words_of(pieces: Sequence[Mapping[str, Any]]) -> str:
    return "".join(piece["text"] for piece in pieces)


@pytest.fixture
def small(tmp_path: Path) -> Story:
    """An event that one of the article and one of background dispute."""
    return load_story(
        write_story(
            tmp_path,
            events=[
                an_event(
                    actors="Pavel Durov; VK", date="2006~", summary="It begins.",
                    date_words="in 2006", date_note="The year is given.", weight="lead",
                    disputed_by="exit; launch",
                    evidence="Pavel Durov founded VK\nHe left VK",
                ),
                an_event(id="exit", title="He leaves", status="claimed", asserted_by="VK",
                         denied_by="Ann; Bo", date="", disputed_by="founding",
                         evidence="He left VK on Monday"),
                an_event(id="launch", date="2007-01-02", disputed_by="founding", evidence="",
                         status="claimed", asserted_by="The BBC",
                         source="https://example.org/a\nhttps://example.org/b"),
            ],
            stakes=[
                a_stake(note="No seller."),
                a_stake(id="pair", holder="A; B", share="", basis="undisclosed",
                        asserted_by="Ann", denied_by="VK"),
            ],
            quotes=[
                a_quote(said_to="The Paper", topic="Leaving Russia", date="2014-04-22",
                        role="founder"),
                a_quote(id="told", text="Durov said on Tuesday", kind="indirect", speaker="",
                        evidence="Durov said on Tuesday"),
                a_quote(id="left", text="left VK", kind="scare", speaker="",
                        evidence="He left VK on Monday"),
            ],
        )
    )  # fmt: skip


class TestArticle:
    @settings(max_examples=60)
    @given(stories())
    def test_the_pieces_are_the_article_whatever_is_marked(self, story: Story) -> None:
        text = story.article.text
        blocks = make_page(story)["article"]["blocks"]
        assert [(block["kind"], words_of(block["pieces"])) for block in blocks] == [
            (block.kind, text[block.start : block.end]) for block in story.article.blocks
        ]

    @settings(max_examples=60)
    @given(stories())
    def test_the_pieces_of_a_mark_are_the_words_of_its_passage(self, story: Story) -> None:
        page = make_page(story)
        pieces = [p for block in page["article"]["blocks"] for p in block["pieces"]]
        blocks = story.article.blocks
        for key, row in rows_of(page).items():
            for number, (start, end) in enumerate(row["passages"]):
                marked = words_of([piece for piece in pieces if [key, number] in piece["marks"]])
                places = [(max(block.start, start), min(block.end, end)) for block in blocks]
                assert marked == "".join(story.article.text[a:b] for a, b in places if a < b)

    def test_pieces_are_cut_at_passages_and_at_styles(self, tmp_path: Path) -> None:
        body = "# T\n\nHe **left *VK***, [they say](https://x.org/a).\n\n- one\n"
        folder = write_story(tmp_path, article=an_article(body), events=None, stakes=[], quotes=[])
        (folder / "events.csv").write_text(
            'id,title,category,status,evidence\nleft,Left,Exit,reported,"left VK, they"\n'
        )
        blocks = make_page(load_story(folder))["article"]["blocks"]
        mark = [["event:left", 0]]
        strong, emphasis = {"kind": "strong", "href": ""}, {"kind": "emphasis", "href": ""}
        link = {"kind": "link", "href": "https://x.org/a"}
        assert blocks[1]["pieces"] == [
            {"text": "He ", "marks": []},
            {"text": "left ", "marks": mark, "styles": [strong]},
            {"text": "VK", "marks": mark, "styles": [strong, emphasis]},
            {"text": ", ", "marks": mark},
            {"text": "they", "marks": mark, "styles": [link]},
            {"text": " say", "marks": [], "styles": [link]},
            {"text": ".", "marks": []},
        ]
        assert (blocks[2]["kind"], blocks[2]["marker"], blocks[2]["depth"]) == ("item", "•", 1)
        assert blocks[2]["pieces"] == [{"text": "one", "marks": []}]

    def test_places_are_counted_as_javascript_counts_letters(self, small: Story) -> None:
        text = "😀 He left. 😀 Then more."
        article = replace(
            small.article, text=text, styles=(),
            blocks=(Block("paragraph", 0, 10), Block("paragraph", 11, len(text))),
        )  # fmt: skip
        found = [(Passage(text.index("Then"), text.index(" more")),), (), ()]
        events = small.events.assign(evidence=pd.Series(found, dtype="object"))
        page = make_page(
            Story(article, events, stakes=small.stakes.iloc[:0], quotes=small.quotes.iloc[:0])
        )
        (start, end) = rows_of(page)["event:founding"]["passages"][0]
        units = text.encode("utf-16-le")
        assert units[start * 2 : end * 2].decode("utf-16-le") == "Then"
        assert [block["start"] for block in page["article"]["blocks"]] == [0, 12]

    def test_it_is_cited_by_what_is_known(self, small: Story, tmp_path: Path) -> None:
        assert make_page(small)["article"]["citation"] == (
            "A Founder Leaves, The Daily, 23 April 2014, https://example.org/founder"
        )
        folder = tmp_path / "bare"
        folder.mkdir()
        bare = load_story(write_story(folder, article=an_article(url=None, published=None)))
        assert make_page(bare)["article"]["citation"] == "A Founder Leaves, The Daily"


class TestRows:
    def test_an_event_says_all_that_its_row_knows(self, small: Story) -> None:
        row = dict(rows_of(make_page(small))["event:founding"])
        assert "it begins." in str(row.pop("search"))
        text = small.article.text
        assert [text[a:b] for a, b in row.pop("passages")] == [  # type: ignore[attr-defined]
            "Pavel Durov founded VK", "He left VK",
        ]  # fmt: skip
        day = dt.date.toordinal
        first, last = day(dt.date(2005, 1, 1)), day(dt.date(2007, 12, 31))
        assert row == {
            "key": "event:founding",
            "eyebrow": "Company · reported",
            "title": "VK is founded",
            "summary": "It begins.",
            "says": "the article",
            "denied": "",
            "stance": "",
            "note": "",
            "remark": "",
            "people": "Pavel Durov; VK",
            "when": "about 2006",
            "short": "about 2006",
            "why": "“in 2006”. The year is given.",
            "disputes": ["event:exit", "event:launch"],
            "background": False,
            "sources": [],
            "dates": [first, last, last, first, 0],
            "gap": None,
            "vague": True,
            "place": "dated",
            "weight": "lead",
            "category": [0],
            "actor": [0, 1],
            "status": [0],
        }

    def test_both_sides_are_told_each_by_name(self, small: Story) -> None:
        rows = rows_of(make_page(small))
        said = {key: (row["says"], row["denied"], row["stance"]) for key, row in rows.items()}
        assert said["event:exit"] == ("VK", "Ann and Bo", "claimed by VK; denied by Ann and Bo")
        assert said["event:launch"] == ("The BBC, by other sources", "", "claimed by The BBC")
        assert said["stake:ucp"] == ("the article", "", "")
        assert said["stake:pair"] == ("Ann", "VK", "claimed by Ann; denied by VK")
        assert rows["event:exit"]["note"] == "claimed, denied"

    def test_a_row_without_date_says_so(self, small: Story) -> None:
        row = rows_of(make_page(small))["event:exit"]
        assert (row["when"], row["why"], row["dates"], row["gap"]) == ("undated", "", None, None)
        assert (row["vague"], row["place"]) == (True, "undated")

    @pytest.mark.parametrize(
        ("date", "bounds"),
        [
            ("2014-04-21", ["2014-04-21", "2014-04-21", "2014-04-21", "2014-04-21", 0]),
            ("2014-04?", ["2014-04-01", "2014-04-30", "2014-04-30", "2014-04-01", 1]),
            ("2013-12/2014-02", ["2013-12-01", "2014-02-28", "2013-12-31", "2014-02-01", 0]),
            ("2014-04-01/..", ["2014-04-01", "9999-12-31", "2014-04-01", "9999-12-31", 0]),
            ("/2014-04-22", ["0001-01-01", "2014-04-22", "2014-04-22", "2014-04-22", 0]),
            ("[..2014-04-23]", ["0001-01-01", "2014-04-23", "2014-04-23", "0001-01-01", 0]),
        ],
    )
    def test_the_bounds_of_a_date(self, small: Story, date: str, bounds: list[Any]) -> None:
        dates = pd.Series([parse_date(date), None, None], dtype="object")
        page = make_page(replace(small, events=small.events.assign(date=dates)))
        days = [dt.date.fromisoformat(day).toordinal() for day in bounds[:4]]
        assert rows_of(page)["event:founding"]["dates"] == [*days, bounds[4]]

    def test_background_leads_to_its_sources(self, small: Story) -> None:
        row = rows_of(make_page(small))["event:launch"]
        assert (row["background"], row["passages"]) == (True, [])
        assert row["sources"] == ["https://example.org/a", "https://example.org/b"]

    def test_without_background_nothing_of_it_is_there(self, small: Story) -> None:
        page = make_page(small, background=False)
        assert "event:launch" not in rows_of(page)
        assert rows_of(page)["event:founding"]["disputes"] == ["event:exit"]
        assert "example.org/a" not in to_json(page)
        assert "BBC" not in to_json(page)

    @pytest.mark.parametrize("background", [False, True])
    def test_disputes_lead_only_to_rows_that_are_there(
        self, published: Story, background: bool
    ) -> None:
        rows = rows_of(make_page(published, background=background))
        linked = {key for row in rows.values() for key in row["disputes"]}
        assert linked
        assert linked <= set(rows)
        assert any(row["background"] for row in rows.values()) == background

    def test_a_stake_says_who_holds_how_much(self, small: Story, tmp_path: Path) -> None:
        rows = rows_of(make_page(small))
        one, two = rows["stake:ucp"], rows["stake:pair"]
        assert (one["eyebrow"], one["remark"]) == ("Stake in VK · stated", "No seller.")
        assert (one["title"], one["share"]) == ("United Capital Partners: 48%", "48%")
        assert two["title"] == "A and B: not disclosed"
        folder = tmp_path / "bare"
        folder.mkdir()
        bare = load_story(write_story(folder, article=an_article(subject=None)))
        assert rows_of(make_page(bare))["stake:ucp"]["eyebrow"] == "Stake · stated"

    def test_a_quote_says_who_spoke_to_whom_of_what(self, small: Story) -> None:
        rows = rows_of(make_page(small))
        spoken, told, held = rows["quote:out"], rows["quote:told"], rows["quote:left"]
        assert (spoken["title"], spoken["eyebrow"]) == (
            "I am out of Russia,", "Quote · direct quote",
        )  # fmt: skip
        assert spoken["says"] == "Pavel Durov, founder, to The Paper"
        assert spoken["origin"] == "to The Paper · 22 Apr 2014 · Leaving Russia"
        assert (told["says"], told["eyebrow"]) == ("Nobody named", "Quote · reported speech")
        assert held["origin"] == "words held at a distance"
        assert [row["words"] for row in (spoken, told, held)] == [5, 0, 0]

    def test_a_quote_knows_the_events_whose_words_it_shares(self, small: Story) -> None:
        rows = rows_of(make_page(small))
        assert rows["quote:left"]["near"] == ["event:founding", "event:exit"]
        assert rows["quote:out"]["near"] == []

    @pytest.mark.parametrize(
        "title", ["<script>alert(1)</script>", "<b>x</b>", "[x](javascript:alert(1))", "$x$ &lt;"]
    )
    def test_markup_in_a_title_stays_text(self, tmp_path: Path, title: str) -> None:
        story = load_story(
            write_story(tmp_path, article=an_article(title=title), events=[an_event(title=title)])
        )
        page = make_page(story)
        assert rows_of(page)["event:founding"]["title"] == title
        assert page["article"]["citation"].startswith(f"{title}, The Daily")


class TestFacets:
    def test_a_choice_has_the_slug_that_links_use_the_most_used_first(self, small: Story) -> None:
        facets = make_page(small)["facets"]
        assert set(facets) == set(FACETS)
        assert facets["actor"] == [
            {"value": "Pavel Durov", "slug": "pavel-durov", "label": "Pavel Durov"},
            {"value": "VK", "slug": "vk", "label": "VK"},
        ]
        assert [choice["label"] for choice in facets["speaker"]] == ["Nobody named", "Pavel Durov"]
        assert "reported speech" in [choice["label"] for choice in facets["kind"]]
        assert facets["category"][0]["mark"]["shape"] == "circle"

    @settings(max_examples=60)
    @given(stories())
    def test_a_row_names_its_choices_by_their_place(self, story: Story) -> None:
        page = make_page(story)
        values = {name: [c["value"] for c in found] for name, found in page["facets"].items()}
        events = {f"event:{row['id']}": row for _, row in story.events.iterrows()}
        for row in page["events"]:
            written = events[row["key"]]
            assert [values["category"][n] for n in row["category"]] == [written["category"]]
            assert [values["actor"][n] for n in row["actor"]] == list(written["actors"])
            assert [values["status"][n] for n in row["status"]] == [written["status"]]


class TestTimeline:
    def test_the_enlarged_panel_names_the_time_of_its_events_and_its_factor(
        self, published: Story
    ) -> None:
        overview, enlarged = make_page(published)["timeline"]["article"]
        assert overview["scale"] == ""
        factor = (overview["end"] - overview["start"]) / (enlarged["end"] - enlarged["start"])
        assert enlarged["scale"] == f"1 to 22 April 2014, enlarged {factor:.0f}×"

    @settings(max_examples=60)
    @given(stories())
    def test_each_dated_event_stands_once_in_either_layer(self, story: Story) -> None:
        page = make_page(story)
        for layer, shown in page["timeline"].items():
            keys = [mark["key"] for panel in shown for mark in panel["marks"]]
            assert sorted(keys) == sorted(
                row["key"]
                for row in page["events"]
                if row["place"] == "dated" and (layer == "all" or not row["background"])
            )
            for panel in shown:
                drawn = {k for trace in panel["figure"]["data"] for k in trace["customdata"]}
                assert drawn == {mark["key"] for mark in panel["marks"]}
                for mark in panel["marks"]:
                    start, end = mark["span"] or (mark["at"], mark["at"])
                    assert panel["start"] <= start <= mark["at"] <= end <= panel["end"]


class TestJson:
    @pytest.mark.parametrize("background", [False, True])
    def test_the_page_is_the_same_after_a_journey(self, published: Story, background: bool) -> None:
        page = make_page(published, background=background)
        assert json.loads(to_json(page)) == page
        json.dumps(page, allow_nan=False)

    def test_the_version_changes_with_the_story_and_with_nothing_else(
        self, small: Story, published: Story
    ) -> None:
        version = make_page(small)["version"]
        assert re.fullmatch("[0-9a-f]{16}", version)
        assert make_page(small)["version"] == version
        assert make_page(published)["version"] != version
        other = replace(small, article=replace(small.article, outlet="The Weekly"))
        assert make_page(other)["version"] != version

    def test_key_figures_keep_their_rows_in_order(self, published: Story) -> None:
        span, _, _ = make_page(published)["figures"]
        assert [row["key"] for row in span["rests_on"]] == [
            "event:resignation-tendered", "event:ouster",
        ]  # fmt: skip
