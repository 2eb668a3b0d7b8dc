"""What the article pane and the cards are told: plain data, the article's words untouched."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.key_figures import KeyFigure
from dateline.quoting import Tally
from dateline.reader.payload import (
    article_payload,
    blocks_payload,
    event_cards,
    event_table,
    figure_cards,
    items_payload,
    quote_cards,
    stake_table,
    tally_rows,
)
from dateline.reading import load_story
from dateline.story import Passage, Story, records
from tests.story_files import a_quote, a_stake, an_article, an_event, write_story

PLACES = st.tuples(st.integers(0, 3_000), st.integers(0, 3_000)).map(
    lambda pair: Passage(*sorted(pair))
)
EVIDENCE = st.dictionaries(
    st.sampled_from(["event:a", "event:b", "quote:a", "stake:a"]),
    st.lists(PLACES, max_size=4),
)


def words_of(pieces: Sequence[Mapping[str, Any]]) -> str:
    return "".join(piece["text"] for piece in pieces)


@given(EVIDENCE)
def test_the_pieces_of_the_blocks_are_the_article_whatever_is_marked(
    published: Story, evidence: dict[str, list[Passage]]
) -> None:
    article = published.article
    blocks = blocks_payload(article, evidence)
    assert [(block["kind"], words_of(block["pieces"])) for block in blocks] == [
        (block.kind, article.text[block.start : block.end]) for block in article.blocks
    ]


@given(EVIDENCE)
def test_the_pieces_of_a_mark_are_the_words_of_its_passage(
    published: Story, evidence: dict[str, list[Passage]]
) -> None:
    article = published.article
    pieces = [p for block in blocks_payload(article, evidence) for p in block["pieces"]]
    for key, found in evidence.items():
        for number, passage in enumerate(found):
            marked = words_of([piece for piece in pieces if [key, number] in piece["marks"]])
            places = [
                (max(block.start, passage.start), min(block.end, passage.end))
                for block in article.blocks
            ]
            assert marked == "".join(article.text[a:b] for a, b in places if a < b)


def a_payload(story: Story, *, background: bool = False) -> dict[str, Any]:
    return article_payload(
        story,
        visible={"quote:b", "event:a"},
        order=["event:a"],
        background=background,
        charts=("timeline",),
        query="{}",
    )


@pytest.fixture
def small(tmp_path: Path) -> Story:
    """An event that one of the article and one of background dispute."""
    return load_story(
        write_story(
            tmp_path,
            events=[
                an_event(
                    actors="Pavel Durov; VK", date="2006~", summary="It begins.",
                    date_words="in 2006", date_note="The year is given.",
                    disputed_by="exit; launch",
                    evidence="Pavel Durov founded VK\nHe left VK",
                ),
                an_event(id="exit", title="He leaves", status="claimed", asserted_by="VK",
                         date="", disputed_by="founding", evidence="He left VK on Monday"),
                an_event(id="launch", date="2007-01-02", disputed_by="founding", evidence="",
                         source="https://example.org/a\nhttps://example.org/b"),
            ],
            stakes=[
                a_stake(note="No seller."),
                a_stake(id="pair", holder="A; B", share="", basis="undisclosed"),
            ],
            quotes=[
                a_quote(said_to="The Paper", topic="Leaving Russia", date="2014-04-22",
                        role="founder"),
                a_quote(id="told", text="Durov said on Tuesday", kind="indirect", speaker="",
                        evidence="Durov said on Tuesday"),
            ],
        )
    )  # fmt: skip


def test_the_card_of_an_event_says_all_that_its_row_knows(small: Story) -> None:
    assert items_payload(small, background=True)["event:founding"] == {
        "eyebrow": "Company · reported",
        "title": "VK is founded",
        "summary": "It begins.",
        "says": "The article",
        "people": "Pavel Durov; VK",
        "when": "about 2006",
        "short": "about 2006",
        "why": "“in 2006”. The year is given.",
        "note": "",
        "disputes": ["event:exit", "event:launch"],
        "background": False,
        "sources": [],
        "passages": ["Pavel Durov founded VK", "He left VK"],
    }


def test_the_card_of_background_leads_to_its_sources(small: Story) -> None:
    card = items_payload(small, background=True)["event:launch"]
    assert (card["says"], card["passages"]) == ("Other sources", [])
    assert card["sources"] == ["https://example.org/a", "https://example.org/b"]


def test_a_claim_names_who_makes_it_and_a_row_without_date_says_so(small: Story) -> None:
    card = items_payload(small, background=False)["event:exit"]
    assert (card["says"], card["when"], card["why"]) == ("Claimed by VK", "undated", "")


def test_a_card_says_both_sides_and_a_denial_names_its_denier_once(tmp_path: Path) -> None:
    story = load_story(
        write_story(
            tmp_path,
            events=[
                an_event(status="claimed", asserted_by="Ann; Bo", denied_by="The chairman",
                         disputed_by="no"),
                an_event(id="no", title="The chairman denies it", disputed_by="founding"),
                an_event(id="told", denied_by="VK"),
            ],
            stakes=[a_stake(asserted_by="Ann", denied_by="VK; Bo")],
        )
    )  # fmt: skip
    items = items_payload(story, background=False)
    assert items["event:founding"]["says"] == "Claimed by Ann and Bo; denied by The chairman"
    assert items["event:told"]["says"] == "The article; denied by VK"
    assert items["stake:ucp"]["says"] == "Claimed by Ann; denied by VK and Bo"
    assert items["event:no"]["says"] == "The article"
    rows = event_table(records(story.events), "en")["rows"]
    assert [row["cells"][-1] for row in rows] == [
        "claimed by Ann and Bo; denied by The chairman",
        "the article",
        "the article; denied by VK",
    ]
    (stake,) = stake_table(records(story.stakes), "en", name="x", caption="")["rows"]
    assert stake["cells"][-1] == "claimed by Ann; denied by VK and Bo"
    cards = event_cards(records(story.events), "en", {})
    assert "claimed by Ann and Bo; denied by The chairman" in cards[0]["meta"]


def test_without_background_no_card_of_it_is_there_and_no_dispute_leads_to_it(
    small: Story,
) -> None:
    items = items_payload(small, background=False)
    assert "event:launch" not in items
    assert items["event:founding"]["disputes"] == ["event:exit"]


@pytest.mark.parametrize("background", [False, True])
def test_disputes_of_the_shipped_story_lead_only_to_rows_with_a_card(
    published: Story, background: bool
) -> None:
    items = items_payload(published, background=background)
    linked = {key for item in items.values() for key in item["disputes"]}
    assert linked <= set(items)
    assert linked
    assert any(item["background"] for item in items.values()) == background


def test_the_card_of_a_stake_says_who_holds_how_much(small: Story) -> None:
    items = items_payload(small, background=False)
    one, two = items["stake:ucp"], items["stake:pair"]
    assert (one["eyebrow"], one["note"]) == ("Stake in VK · stated", "No seller.")
    assert one["title"] == "United Capital Partners: 48%"
    assert two["title"] == "A and B: not disclosed"


def test_a_stake_in_a_story_without_a_subject_is_a_stake_in_nothing_named(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path, article=an_article(subject=None)))
    assert items_payload(story, background=False)["stake:ucp"]["eyebrow"] == "Stake · stated"


def test_the_card_of_a_quote_sets_spoken_words_in_quotation_marks(small: Story) -> None:
    items = items_payload(small, background=False)
    spoken, told = items["quote:out"], items["quote:told"]
    assert spoken["title"] == "“I am out of Russia,”"
    assert (told["title"], told["says"]) == ("Durov said on Tuesday", "Nobody named")
    assert told["eyebrow"] == "Reported speech"


def test_the_card_of_a_quote_says_who_spoke_to_whom_of_what(small: Story) -> None:
    card = items_payload(small, background=False)["quote:out"]
    assert card["says"] == "Pavel Durov, to The Paper"
    assert card["eyebrow"] == "Direct quote · Leaving Russia"


def test_cards_of_events_say_when_and_who_claims(small: Story) -> None:
    cards = event_cards(records(small.events), "en", {})
    assert [(card["key"], card["style"], card["meta"]) for card in cards] == [
        ("event:founding", "event", "about 2006"),
        ("event:exit", "event", "undated · claimed by VK"),
        ("event:launch", "background", "2 January 2007"),
    ]


def test_cards_of_quotes_say_who_to_whom_and_when(small: Story) -> None:
    spoken, told = quote_cards(records(small.quotes), "en")
    assert spoken == {
        "key": "quote:out",
        "style": "quote",
        "eyebrow": "Pavel Durov, founder",
        "text": "I am out of Russia,",
        "meta": "direct quote · to The Paper · 22 April 2014 · Leaving Russia",
    }
    assert (told["style"], told["meta"]) == ("indirect", "reported speech")


def test_who_said_how_much_is_told_in_words() -> None:
    tallies = [Tally("Bo", 4, 1), Tally("", 2, 0), Tally("Cy", 1, 0), Tally("Ann", 0, 2)]
    assert tally_rows(tallies) == [
        {"label": "Bo", "words": 4, "number": "4 words quoted, 1 statement reported"},
        {"label": "Nobody named", "words": 2, "number": "2 words quoted"},
        {"label": "Cy", "words": 1, "number": "1 word quoted"},
        {"label": "Ann", "words": 0, "number": "2 statements reported"},
    ]


def test_a_quote_of_several_pieces_is_shown_as_one() -> None:
    row = {"id": "q", "kind": "direct", "text": "“I am out,”\n“and I stay out.”", "speaker": "Ann",
           "role": "", "said_to": "", "date": None, "topic": ""}  # fmt: skip
    (card,) = quote_cards([row], "en")
    assert card["text"] == "I am out, … and I stay out."


@pytest.mark.parametrize("background", [False, True])
def test_the_payload_is_the_same_after_a_journey_as_json(
    published: Story, background: bool
) -> None:
    payload = a_payload(published, background=background)
    assert json.loads(json.dumps(payload, allow_nan=False)) == payload


def test_the_payload_names_the_article_and_what_answers_the_filters(small: Story) -> None:
    payload = a_payload(small)
    assert payload["citation"] == (
        "A Founder Leaves, The Daily, 23 April 2014, https://example.org/founder"
    )
    assert payload["visible"] == ["event:a", "quote:b"]


def test_the_citation_leaves_out_what_is_not_known(tmp_path: Path) -> None:
    article = an_article(url=None, published=None)
    story = load_story(write_story(tmp_path, article=article))
    assert a_payload(story)["citation"] == "A Founder Leaves, The Daily"


def test_the_revision_changes_with_the_marks_and_with_nothing_else(
    small: Story, published: Story
) -> None:
    assert a_payload(small)["revision"] == a_payload(small, background=True)["revision"]
    assert a_payload(small)["revision"] != a_payload(published)["revision"]


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "<b>x</b>", "[x](javascript:alert(1))", "$x$ & &lt;"]
)
def test_markup_in_a_title_stays_text(tmp_path: Path, title: str) -> None:
    story = load_story(
        write_story(tmp_path, article=an_article(title=title), events=[an_event(title=title)])
    )
    payload = a_payload(story)
    assert payload["items"]["event:founding"]["title"] == title
    assert payload["citation"].startswith(f"{title}, The Daily")
    assert event_cards(records(story.events), "en", {})[0]["text"] == title


def test_the_table_of_events_says_when_what_and_who(small: Story) -> None:
    table = event_table(records(small.events), "en")
    assert table["columns"] == ["Event", "Date", "Category", "Who says so"]
    assert [(row["key"], row["title"], row["cells"]) for row in table["rows"]] == [
        ("event:founding", "VK is founded", ["about 2006", "Company", "the article"]),
        ("event:exit", "He leaves", ["undated", "Company", "claimed by VK"]),
        ("event:launch", "VK is founded", ["2 January 2007", "Company", "other sources"]),
    ]


def test_the_table_tells_a_claim_of_another_source_as_such(small: Story) -> None:
    claim = {"status": "claimed", "asserted_by": ("The BBC",), "denied_by": ("VK",)}
    row = records(small.events)[2] | claim
    assert event_table([row], "en")["rows"][0]["cells"][-1] == (
        "claimed by The BBC, by other sources; denied by VK"
    )


def test_the_table_of_stakes_gives_no_number_that_nobody_gave(small: Story) -> None:
    table = stake_table(records(small.stakes), "de", name="ownership", caption="Shares")
    assert (table["name"], table["caption"]) == ("ownership", "Shares")
    assert [(row["title"], row["cells"]) for row in table["rows"]] == [
        ("United Capital Partners", ["48\u00a0%", "stated", "April 2013", "the article"]),
        ("A and B", ["not disclosed", "undisclosed", "April 2013", "the article"]),
    ]


def test_the_table_of_stakes_marks_what_a_search_has_found(small: Story) -> None:
    table = stake_table(records(small.stakes), "en", name="x", caption="", matching={"pair"})
    assert [row["is_match"] for row in table["rows"]] == [False, True]


def test_a_card_off_the_axis_has_the_mark_of_its_category(small: Story) -> None:
    mark = {"shape": "circle", "colour": "#3a76c4"}
    cards = event_cards(records(small.events), "en", {"Company": mark})
    assert [card["mark"] for card in cards] == [mark] * 3


def test_a_key_figure_keeps_its_rows_in_order() -> None:
    figure = KeyFigure("2", "claims disputed", (("event:a", "A"), ("event:b", "B")))
    assert figure_cards([figure]) == [
        {
            "number": "2",
            "label": "claims disputed",
            "rests_on": [{"key": "event:a", "title": "A"}, {"key": "event:b", "title": "B"}],
        }
    ]
