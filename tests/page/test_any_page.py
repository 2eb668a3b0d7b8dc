"""What is true of any story's page: pieces, bounds, facets, panels."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from dateline.dates import parse_date
from dateline.page import Page, Row, make_page
from dateline.reading import load_story
from dateline.story import FACETS, Story
from tests.drawn_stories import stories
from tests.story_files import a_quote, a_stake, an_article, an_event, write_story


def rows_of(page: Page) -> dict[str, Row]:
    return {row["key"]: row for row in (*page["events"], *page["quotes"], *page["stakes"])}


def words_of(pieces: Sequence[Mapping[str, Any]]) -> str:
    return "".join(piece["text"] for piece in pieces)


@pytest.fixture
def small(tmp_path: Path) -> Story:
    """An event that an event of the article and a background event dispute."""
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
                a_quote(id="reported", text="Durov said on Tuesday", kind="indirect", speaker="",
                        evidence="Durov said on Tuesday"),
                a_quote(id="left", text="left VK", kind="scare", speaker="",
                        evidence="He left VK on Monday"),
            ],
        )
    )  # fmt: skip


class TestArticle:
    @given(stories())
    def test_the_pieces_are_the_article_whatever_is_marked(self, story: Story) -> None:
        text = story.article.text
        blocks = make_page(story)["article"]["blocks"]
        assert [(block["kind"], words_of(block["pieces"])) for block in blocks] == [
            (block.kind, text[block.start : block.end]) for block in story.article.blocks
        ]

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


class TestRows:
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

    @pytest.mark.parametrize("background", [True, False])
    def test_a_row_that_one_of_two_names_is_disputed_on_both_cards(
        self, small: Story, background: bool
    ) -> None:
        rows = rows_of(make_page(small, background=background))
        assert rows["event:exit"]["disputes"] == ["event:founding"]
        others = ["event:exit", "event:launch"] if background else ["event:exit"]
        assert rows["event:founding"]["disputes"] == others

    def test_a_stake_that_one_of_two_names_is_disputed_on_both_cards(self, tmp_path: Path) -> None:
        stakes = [a_stake(id="a"), a_stake(id="b", disputed_by="a", holder="B")]
        rows = rows_of(make_page(load_story(write_story(tmp_path, stakes=stakes))))
        assert rows["stake:a"]["disputes"] == ["stake:b"]
        assert rows["stake:b"]["disputes"] == ["stake:a"]


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
    @given(stories())
    def test_each_bound_lies_on_the_axis_of_its_layer(self, story: Story) -> None:
        page = make_page(story)
        for layer in ("article", "all"):
            segments = page["timeline"][layer]
            for row in page["events"]:
                if not row["dates"] or (row["background"] and layer == "article"):
                    continue
                bounds = row["bar"][:2] if row["bar"] else row["dates"][:1]
                for day in bounds:
                    assert day is None or any(start <= day < end for start, end, _ in segments)

    @given(stories())
    def test_events_stand_in_one_order_dated_undated_planned(self, story: Story) -> None:
        places = [row["place"] for row in make_page(story)["events"]]
        assert places == sorted(places, key=["dated", "undated", "planned"].index)


class TestRoles:
    def test_a_role_that_differs_stands_with_each_quote_and_else_with_the_speaker(
        self, tmp_path: Path
    ) -> None:
        quotes = [
            a_quote(role="founder"),
            a_quote(id="later", role="former chief", text="Durov said", kind="indirect",
                    evidence="Durov said on Tuesday"),
        ]  # fmt: skip
        rows = rows_of(make_page(load_story(write_story(tmp_path, quotes=quotes))))
        shown = {key: (row["role"], row["origin"]) for key, row in rows.items() if "origin" in row}
        assert shown == {"quote:out": ("", "founder"), "quote:later": ("", "former chief")}
        alone = load_story(write_story(tmp_path, quotes=quotes[:1]))
        row = rows_of(make_page(alone))["quote:out"]
        assert (row["role"], row["origin"]) == ("founder", "")
