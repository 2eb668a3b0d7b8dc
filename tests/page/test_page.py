"""The page's data: plain data that says what the story's files say, and no more."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.page import make_page
from dateline.reading import load_story
from dateline.story import Story
from tests.story_files import a_quote, a_stake, an_article, an_event, write_story


def units(text: str) -> int:
    """The length that JavaScript gives a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, start: int, end: int) -> str:
    """What JavaScript's slice gives of a text."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def rows_of(page: Any) -> dict[str, Any]:
    return {row["key"]: row for table in ("events", "quotes", "stakes") for row in page[table]}


def words_of(block: Any) -> str:
    return "".join(piece["text"] for piece in block["pieces"])


def text_of(page: Any) -> dict[int, str]:
    """The blocks' texts by where they start."""
    return {block["start"]: words_of(block) for block in page["article"]["blocks"]}


def words_at(page: Any, span: list[int]) -> str:
    start = max(at for at in text_of(page) if at <= span[0])
    return cut(text_of(page)[start], span[0] - start, span[1] - start)


@pytest.fixture
def small(tmp_path: Path) -> Story:
    """An event that an event of the article and a background event dispute."""
    return load_story(
        write_story(
            tmp_path,
            events=[
                an_event(
                    actors="Pavel Durov; VK", date="2006~", summary="It begins.",
                    date_words="in 2006", date_note="The year is given.",
                    disputed_by="exit; launch", weight="lead",
                    evidence="Pavel Durov founded VK\nHe left VK",
                ),
                an_event(id="exit", title="He leaves", status="claimed", asserted_by="VK",
                         date="", disputed_by="founding", evidence="He left VK on Monday"),
                an_event(id="launch", date="2007-01-02", disputed_by="founding", evidence="",
                         source="https://example.org/a\nhttps://example.org/b"),
                an_event(id="plan", title="A plan", status="planned", date="2015",
                         evidence="He left VK on Monday"),
            ],
            stakes=[
                a_stake(note="No seller."),
                a_stake(id="pair", holder="A; B", share="", basis="undisclosed"),
                a_stake(id="other", share="40", evidence="", source="https://example.org/c"),
            ],
            quotes=[
                a_quote(said_to="The Paper", topic="Leaving Russia", date="2014-04-22",
                        role="founder"),
                a_quote(id="reported", text="Durov said on Tuesday", kind="indirect", speaker="",
                        evidence="Durov said on Tuesday"),
            ],
        )
    )  # fmt: skip


class TestText:
    def test_the_pieces_joined_are_the_article(self, published: Story) -> None:
        article = published.article
        blocks = make_page(published)["article"]["blocks"]
        assert [(block["kind"], words_of(block)) for block in blocks] == [
            (block.kind, article.text[block.start : block.end]) for block in article.blocks
        ]

    def test_the_pieces_of_a_mark_are_the_words_of_its_passage(self, published: Story) -> None:
        page = make_page(published)
        pieces = [piece for block in page["article"]["blocks"] for piece in block["pieces"]]
        for key, row in rows_of(page).items():
            for number, span in enumerate(row["passages"]):
                marked = "".join(p["text"] for p in pieces if [key, number] in p["marks"])
                assert marked == words_at(page, span)
                assert marked

    @given(
        letters=st.lists(st.sampled_from(["🚢", "𝔘", "é", "e\u0301", "Ж", "x", "中"]), max_size=8)
    )
    def test_places_are_counted_as_javascript_counts(
        self, tmp_path_factory: pytest.TempPathFactory, letters: list[str]
    ) -> None:
        odd = "".join(letters)
        body = (
            f"\n# Head {odd}\n\nBefore {odd} Ann left Orb {odd}{odd}.\n\n{odd} Bo {odd} stayed.\n"
        )
        folder = tmp_path_factory.mktemp("units")
        story = load_story(
            write_story(
                folder,
                article=an_article(body),
                events=[an_event(evidence="Ann left Orb"), an_event(id="bo", evidence="stayed")],
                stakes=[],
                quotes=[],
            )
        )
        page = make_page(story)
        assert words_at(page, rows_of(page)["event:founding"]["passages"][0]) == "Ann left Orb"
        assert words_at(page, rows_of(page)["event:bo"]["passages"][0]) == "stayed"
        for block in page["article"]["blocks"]:
            found = story.article.text.index(words_of(block))
            assert block["start"] == units(story.article.text[:found])


class TestRows:
    def test_an_event_says_all_that_its_row_knows(self, small: Story) -> None:
        row = rows_of(make_page(small))["event:founding"]
        expected = {
            "eyebrow": "Company · reported",
            "title": "VK is founded",
            "summary": "It begins.",
            "says": "the article",
            "denied": "",
            "people": "Pavel Durov; VK",
            "when": "about 2006",
            "short": "about 2006",
            "why": "“in 2006”. The year is given.",
            "note": "",
            "stance": "",
            "disputes": ["event:exit", "event:launch"],
            "background": False,
            "sources": [],
            "place": "dated",
            "weight": "lead",
            "vague": True,
            "gap": None,
        }
        assert {name: row[name] for name in expected} == expected

    def test_events_stand_in_reading_order(self, small: Story) -> None:
        events = make_page(small)["events"]
        assert [(row["key"], row["place"]) for row in events] == [
            ("event:founding", "dated"),
            ("event:launch", "dated"),
            ("event:exit", "undated"),
            ("event:plan", "planned"),
        ]

    def test_background_leads_to_its_sources(self, small: Story) -> None:
        row = rows_of(make_page(small))["event:launch"]
        assert (row["says"], row["passages"], row["background"]) == ("other sources", [], True)
        assert row["sources"] == ["https://example.org/a", "https://example.org/b"]

    def test_a_claim_names_who_makes_it_and_a_row_without_date_says_so(self, small: Story) -> None:
        row = rows_of(make_page(small))["event:exit"]
        assert (row["says"], row["stance"], row["note"]) == ("VK", "claimed by VK", "claimed")
        assert row["named_note"] == "says VK"
        assert (row["when"], row["why"], row["dates"]) == ("undated", "", None)

    def test_both_sides_are_named_and_a_denial_names_its_denier_once(self, tmp_path: Path) -> None:
        story = load_story(
            write_story(
                tmp_path,
                events=[
                    an_event(status="claimed", asserted_by="Ann; Bo", denied_by="The chairman",
                             disputed_by="no"),
                    an_event(id="no", title="The chairman denies it", disputed_by="founding"),
                    an_event(id="claim", denied_by="VK"),
                    an_event(id="far", status="claimed", asserted_by="The BBC", denied_by="VK",
                             evidence="", source="https://example.org/a"),
                ],
                stakes=[a_stake(asserted_by="Ann", denied_by="VK; Bo")],
            )
        )  # fmt: skip
        rows = rows_of(make_page(story))
        sides = {key: (row["says"], row["denied"], row["stance"]) for key, row in rows.items()}
        assert sides["event:founding"] == (
            "Ann and Bo", "The chairman", "claimed by Ann and Bo; denied by The chairman",
        )  # fmt: skip
        assert sides["event:claim"] == ("the article", "VK", "denied by VK")
        assert sides["event:no"] == ("the article", "", "")
        assert sides["event:far"] == (
            "The BBC, by other sources", "VK", "claimed by The BBC; denied by VK",
        )  # fmt: skip
        assert sides["stake:ucp"] == ("Ann", "VK and Bo", "claimed by Ann; denied by VK and Bo")

    def test_a_stake_says_who_holds_how_much(self, small: Story) -> None:
        rows = rows_of(make_page(small))
        one, two = rows["stake:ucp"], rows["stake:pair"]
        assert (one["eyebrow"], one["remark"]) == ("Stake in VK · stated", "No seller.")
        assert (one["holder"], one["share"]) == ("United Capital Partners", "48%")
        assert one["title"] == "United Capital Partners: 48%"
        assert (two["title"], two["share"]) == ("A and B: not disclosed", "not disclosed")

    def test_a_stake_in_a_story_without_a_subject_is_a_stake_in_nothing_named(
        self, tmp_path: Path
    ) -> None:
        story = load_story(write_story(tmp_path, article=an_article(subject=None)))
        assert rows_of(make_page(story))["stake:ucp"]["eyebrow"] == "Stake · stated"

    def test_shares_and_dates_are_worded_in_the_language_of_the_story(self, tmp_path: Path) -> None:
        story = load_story(write_story(tmp_path, article=an_article(language="de")))
        row = rows_of(make_page(story))["stake:ucp"]
        assert (row["share"], row["when"]) == ("48\u00a0%", "April 2013")

    def test_a_quote_says_who_spoke_to_whom_of_what(self, small: Story) -> None:
        rows = rows_of(make_page(small))
        spoken, reported = rows["quote:out"], rows["quote:reported"]
        assert spoken["title"] == "I am out of Russia,"
        assert spoken["says"] == "Pavel Durov, founder, to The Paper"
        assert spoken["origin"] == "to The Paper · 22 Apr 2014 · Leaving Russia"
        assert spoken["eyebrow"] == "Quote · direct quote"
        assert (reported["title"], reported["says"]) == ("Durov said on Tuesday", "Nobody named")
        assert reported["eyebrow"] == "Quote · reported speech"

    def test_an_unnamed_speaker_stands_with_each_quote_and_is_not_one_speaker(
        self, tmp_path: Path
    ) -> None:
        quotes = [
            a_quote(id="one", speaker="", role="a neighbour", topic="Leaving"),
            a_quote(id="two", speaker="", role="a guard", text="out", evidence='out of Russia,"'),
        ]
        one, two = make_page(load_story(write_story(tmp_path, quotes=quotes)))["quotes"]
        assert (one["role"], one["origin"]) == ("", "a neighbour · Leaving")
        assert (two["role"], two["origin"]) == ("", "a guard")
        assert one["says"] == "Nobody named, a neighbour"

    def test_a_holder_whose_name_runs_from_the_right_is_set_apart_from_the_share(
        self, tmp_path: Path
    ) -> None:
        stakes = [a_stake(holder="صندوق وادي الزعتر")]
        (stake,) = make_page(load_story(write_story(tmp_path, stakes=stakes)))["stakes"]
        assert stake["title"] == "\u200e\u2068صندوق وادي الزعتر\u2069: 48%"
        assert stake["holder"] == "صندوق وادي الزعتر"

    def test_a_quote_of_several_pieces_is_one_row(self, tmp_path: Path) -> None:
        body = '\n# Out\n\nPavel Durov founded VK. "I am out," Ann said, "and I stay out."\n'
        quote = a_quote(speaker="Ann", text="“I am out,”\n“and I stay out.”",
                        evidence='"I am out," Ann said, "and I stay out."')  # fmt: skip
        story = load_story(
            write_story(tmp_path, article=an_article(body), stakes=[], quotes=[quote])
        )
        assert rows_of(make_page(story))["quote:out"]["title"] == "I am out, … and I stay out."

    def test_quotes_know_the_events_whose_words_overlap_theirs(self, published: Story) -> None:
        rows = rows_of(make_page(published))
        assert rows["quote:complaints-online"]["near"] == ["event:complaints"]
        assert rows["quote:in-touch"]["near"] == ["event:founding"]

    def test_a_category_has_its_mark_and_a_kind_its_words(self, small: Story) -> None:
        facets = make_page(small)["facets"]
        (company,) = facets["category"]
        assert company["mark"]["shape"] == "circle"
        assert re.fullmatch("#[0-9a-f]{6}", company["mark"]["colour"])
        assert [(one["slug"], one["label"]) for one in facets["kind"]] == [
            ("direct", "direct quote"),
            ("indirect", "reported speech"),
        ]
        assert [one["label"] for one in facets["speaker"]] == ["Nobody named", "Pavel Durov"]

    def test_the_citation_leaves_out_what_is_not_known(self, small: Story, tmp_path: Path) -> None:
        assert make_page(small)["article"]["citation"] == (
            "A Founder Leaves, The Daily, 23 April 2014, https://example.org/founder"
        )
        article = an_article(url=None, published=None)
        bare = load_story(write_story(tmp_path, article=article))
        assert make_page(bare)["article"]["citation"] == "A Founder Leaves, The Daily"


class TestBackground:
    def test_without_it_no_row_figure_or_name_of_it_is_left(self, published: Story) -> None:
        page = make_page(published, background=False)
        whole = make_page(published)
        left_out = {key for key, row in rows_of(whole).items() if row["background"]}
        assert left_out
        assert set(rows_of(page)) == set(rows_of(whole)) - left_out
        content = json.dumps(page, ensure_ascii=False)
        for key in left_out:
            assert f'"{key}"' not in content
        assert "Mail.ru" in json.dumps(whole)
        assert "Mail.ru" not in content

    def test_no_dispute_leads_out_of_the_page(self, small: Story, published: Story) -> None:
        assert rows_of(make_page(small, background=False))["event:founding"]["disputes"] == [
            "event:exit"
        ]
        for story in (small, published):
            for background in (False, True):
                rows = rows_of(make_page(story, background=background))
                linked = {key for row in rows.values() for key in row["disputes"]}
                assert linked
                assert linked <= set(rows)

    def test_its_axis_is_that_of_a_page_that_has_it_off(self, published: Story) -> None:
        without, whole = make_page(published, background=False), make_page(published)
        assert without["timeline"]["article"] == whole["timeline"]["article"]


class TestJson:
    @pytest.mark.parametrize("background", [False, True])
    def test_the_page_is_the_same_after_a_journey_as_json(
        self, published: Story, background: bool
    ) -> None:
        page = make_page(published, background=background)
        assert json.loads(json.dumps(page)) == page
        json.dumps(page, allow_nan=False)

    def test_the_version_is_that_of_the_content(self, tmp_path: Path) -> None:
        def version(**changes: Any) -> str:
            return make_page(load_story(write_story(tmp_path, **changes)))["version"]

        first = version()
        assert version() == first
        others = [
            version(article=an_article(title="Another")),
            version(events=[an_event(title="Another")]),
            version(stakes=[a_stake(share="49.5", basis="derived")]),
            version(quotes=[a_quote(topic="Another")]),
        ]
        assert len({first, *others}) == 5

    def test_the_page_has_the_slug_of_the_story(self, small: Story) -> None:
        assert make_page(small, slug="founder")["story"] == "founder"

    @pytest.mark.parametrize(
        "title", ["<script>alert(1)</script>", "<b>x</b>", "[x](javascript:alert(1))", "$x$ & &lt"]
    )
    def test_markup_stays_text(self, tmp_path: Path, title: str) -> None:
        story = load_story(
            write_story(tmp_path, article=an_article(title=title), events=[an_event(title=title)])
        )
        page = make_page(story)
        assert rows_of(page)["event:founding"]["title"] == title
        assert page["article"]["citation"].startswith(f"{title}, The Daily")

    def test_a_key_figure_keeps_its_rows_in_order(self, published: Story) -> None:
        figures = make_page(published)["figures"]
        rows = rows_of(make_page(published))
        assert 1 <= len(figures) <= 3
        for figure in figures:
            assert figure["number"]
            for rest in figure["rests_on"]:
                assert rows[rest["key"]]["title"] == rest["title"] or rest["key"][:5] == "stake"
