"""Words and their places in a text: found where they are, cut where they overlap."""

import re
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline import characters
from dateline.passages import (
    IndexedText,
    Miss,
    Segment,
    ShortText,
    find_all,
    overlapping,
    segments,
)
from dateline.story import Passage

NBSP = "\N{NO-BREAK SPACE}"
TEXT = (
    'The founder has fled the country. "I\'m out of Russia," Pavel Durov said on Tuesday.\n\n'
    "United Capital Partners bought 48 percent of the company in April 2013."
)


def found(text: str, words: str) -> list[str]:
    return [text[place.start : place.end] for place in find_all(text, words)]


def first(text: str, words: str) -> str:
    place = ShortText(text).find(words)
    return text[place.start : place.end] if place else ""


def test_words_are_found_at_every_place_they_stand() -> None:
    assert find_all("no and no", "no") == (Passage(0, 2), Passage(7, 9))


@pytest.mark.parametrize("gap", [" ", NBSP, "\n", "\r\n", "\n\n", "  ", "\t"])
def test_any_run_of_whitespace_matches_any_other(gap: str) -> None:
    assert found(f"on April{gap}21 he left", "April 21") == [f"April{gap}21"]
    assert found("on April 21 he left", f"April{gap}21") == ["April 21"]


def test_whitespace_around_the_words_is_no_part_of_them() -> None:
    assert find_all("he left", f" \n{NBSP}left ") == (Passage(3, 7),)


def test_overlapping_places_are_all_found() -> None:
    assert find_all("aaa", "aa") == (Passage(0, 2), Passage(1, 3))


@pytest.mark.parametrize("words", ["(48%)", "a.c", "what?", "[sic]", "$1 * 2", "a\\b", "^x|y"])
def test_characters_of_regular_expressions_stand_for_themselves(words: str) -> None:
    assert found(f"abc {words} abc", words) == [words]


@pytest.mark.parametrize("words", ["", " ", "\n", NBSP])
def test_blank_words_are_never_found(words: str) -> None:
    assert find_all("some text", words) == ()


@pytest.mark.parametrize("words", ["Pavel durov", "Pavel  Durov.", "PavelDurov", "“I'm out"])
def test_only_whitespace_is_read_loosely(words: str) -> None:
    assert find_all(TEXT, words) == ()


# Characters that are compared unchanged, none of which belongs to the one before it.
SINGLE = st.characters(exclude_categories=["Cs", "Mn", "Mc", "Me"]).filter(
    lambda c: characters.normalized(c) == c and not characters.continues(f"a{c}", 1)
)
TEXTS = st.text(st.one_of(st.sampled_from(f"ab.*(\\ \n{NBSP}"), SINGLE), min_size=1, max_size=60)


@given(TEXTS, st.data())
def test_a_passage_is_found_where_it_was_cut(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    cut = text[start:end]
    assume(cut.strip())
    start += len(cut) - len(cut.lstrip())
    end -= len(cut) - len(cut.rstrip())
    assert Passage(start, end) in find_all(text, cut)


@pytest.mark.parametrize(
    ("text", "words", "here"),
    [
        ("Cafe\u0301 Zoe\u0308 opened", "Café Zoë", "Cafe\u0301 Zoe\u0308"),
        ("Café Zoë opened", "Cafe\u0301 Zoe\u0308", "Café Zoë"),
        ("the Wasser\u00adwerk closed", "Wasserwerk", "Wasser\u00adwerk"),
        ("The chair\u200b sold", "chair sold", "chair\u200b sold"),
        ("says \u2067صندوق\u2069 here", "says صندوق here", "says \u2067صندوق\u2069 here"),
        ("او می\u200cخواهد", "میخواهد", "می\u200cخواهد"),
        ("a family 👨\u200d👩\u200d👧 here", "👩", "👨\u200d👩\u200d👧"),
        ("वह क\u094d\u200dष है", "क\u094dष", "क\u094d\u200dष"),
        ("the \u1112\u1161\u11ab river", "한", "\u1112\u1161\u11ab"),
    ],
    ids=["nfd", "nfc", "soft hyphen", "zero width", "bidi", "persian", "emoji", "indic", "jamo"],
)
def test_a_text_has_one_form_whatever_characters_it_is_written_with(
    text: str, words: str, here: str
) -> None:
    assert found(text, words) == [here]
    assert [IndexedText(text).words(p) for p in IndexedText(text).find_all(words)] == [here]


MARKED = st.text("ae ﬁ…\u0301\u0308\u00ad\u200d\u1100\u1161\u11a8\ufe0f", min_size=1, max_size=14)


def begins_a_letter(text: str, at: int) -> bool:
    """Whether neither the character at ``at`` nor the first that shows belongs to one before."""
    shown = characters.normalized(text[at:])[:1]
    return not characters.continues(text, at) and not (shown and characters.is_mark(shown))


@given(MARKED, st.data())
def test_what_is_cut_at_whole_letters_is_found_there(text: str, data: st.DataObject) -> None:
    cuts = [at for at in range(len(text)) if at == 0 or begins_a_letter(text, at)]
    start = data.draw(st.sampled_from(cuts))
    end = data.draw(st.sampled_from([at for at in (*cuts, len(text)) if at > start]))
    cut = text[start:end]
    assume(characters.normalized(cut).strip())
    places = find_all(text, cut)
    assert ShortText(text).find(cut, start) == next(p for p in places if p.start >= start)
    assert any(start <= place.start and place.end <= end for place in places)
    words = " ".join(characters.normalized(cut).split())
    # Elsewhere a mark may follow, which belongs to the letter that it follows.
    assert all(
        words in " ".join(characters.normalized(text[p.start : p.end]).split()) for p in places
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the vice\u2011chair", "vice-chair"),
        ("to ﬁnd oﬃce", "to find office"),
        ("and so on…", "and so on..."),
        ("today’s “paper”", 'today\'s "paper"'),
    ],
)
def test_typographic_characters_match_plain_ones_both_ways(text: str, words: str) -> None:
    assert find_all(text, words) == ()
    assert first(text, words) == text.removeprefix("the ")
    assert first(words, text) in ("", words)
    assert IndexedText(text, plain=True).count(words) == 1


def found_by_pattern(text: str, words: str) -> tuple[Passage, ...]:
    """The former ``find_all``: the same answer, but slow for many words."""
    parts = words.split()
    if not parts:
        return ()
    pattern = r"\s+".join(re.escape(part) for part in parts)
    matches = re.finditer(f"(?=({pattern}))", text)
    return tuple(Passage(match.start(1), match.end(1)) for match in matches)


CROWDED = st.text(f"ab \n{NBSP}", max_size=40)


@given(st.one_of(CROWDED, TEXTS), st.one_of(CROWDED.map(lambda words: words[:6]), TEXTS))
def test_all_ways_to_find_words_agree(text: str, words: str) -> None:
    expected = found_by_pattern(text, words)
    indexed = IndexedText(text)
    assert find_all(text, words) == expected
    assert indexed.find_all(words) == expected
    assert indexed.count(words) == len(expected)


@given(TEXTS, st.data())
def test_an_indexed_text_finds_what_was_cut_from_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    cut = text[start : data.draw(st.integers(start + 1, len(text)))]
    assert IndexedText(text).find_all(cut) == found_by_pattern(text, cut)


def test_no_whitespace_is_overlooked() -> None:
    every = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace())
    assert find_all(f"a{every}b", "a b") == (Passage(0, len(every) + 2),)
    assert [c for c in every if find_all(f"a{c}b", "a b") != (Passage(0, 3),)] == []


def find_nearest(text: str, words: str) -> Miss | None:
    return IndexedText(text).find_nearest(words)


@pytest.mark.parametrize("words", ["Pavel durov said", "48 per cent of the company", "zzz", ""])
def test_the_nearest_passage_is_the_same_however_often_it_is_looked_for(words: str) -> None:
    indexed = IndexedText(TEXT)
    assert indexed.find_nearest(words) == indexed.find_nearest(words) == find_nearest(TEXT, words)


@pytest.mark.parametrize(
    ("words", "here", "difference"),
    [
        (
            "“I'm out of Russia,” Pavel Durov",
            '"I\'m out of Russia," Pavel Durov',
            "quotation marks or dashes differ: here U+201C left double quotation mark and "
            "U+201D right double quotation mark",
        ),
        (
            "48 percent of thе company in April",
            "48 percent of the company in April",
            '"thе" where it has "the" (here U+0435 cyrillic small letter ie)',
        ),
        (
            "united capital partners bought",
            "United Capital Partners bought",
            "capital letters differ",
        ),
        (
            "Partners sold 48 percent of the company",
            "Partners bought 48 percent of the company",
            '"sold" where it has "bought"',
        ),
        (
            "The founder has fled country",
            "The founder has fled the country",
            '"the" is left out',
        ),
        (
            "The founder has now fled the country",
            "The founder has fled the country",
            '"now" is not in it',
        ),
    ],
)
def test_the_nearest_passage_says_how_it_differs(words: str, here: str, difference: str) -> None:
    miss = find_nearest(TEXT, words)
    assert miss is not None
    assert TEXT[miss.passage.start : miss.passage.end] == here
    assert miss.difference == difference


def test_the_nearest_passage_lists_three_differences_at_most() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen"
    miss = find_nearest(text, "one 2wo three f4ur five s1x seven e1ght nine ten eleven twelve")
    assert miss is not None
    assert miss.difference == (
        '"2wo" where it has "two"; "f4ur" where it has "four"; "s1x" where it has "six"'
    )


@pytest.mark.parametrize("words", ["", " ", "zzzz qqqq xxxx jjjj", "9" * 2_001])
def test_without_a_near_passage_none_is_suggested(words: str) -> None:
    assert find_nearest(TEXT, words) is None


def test_in_an_empty_text_nothing_is_near() -> None:
    assert find_nearest("", "some words") is None


def test_overlapping_spans_are_cut_at_every_boundary() -> None:
    spans = [("a", Passage(2, 6)), ("b", Passage(4, 8))]
    assert list(segments(spans, 0, 10)) == [
        Segment(0, 2, ()),
        Segment(2, 4, ("a",)),
        Segment(4, 6, ("a", "b")),
        Segment(6, 8, ("b",)),
        Segment(8, 10, ()),
    ]


def test_keys_stand_in_the_order_of_the_spans_each_once() -> None:
    spans = [("b", Passage(0, 3)), ("a", Passage(0, 3)), ("b", Passage(0, 3))]
    assert list(segments(spans, 0, 3)) == [Segment(0, 3, ("b", "a"))]


def test_spans_are_clipped_to_the_stretch() -> None:
    spans = [("a", Passage(0, 4)), ("b", Passage(8, 12)), ("far", Passage(20, 30))]
    assert list(segments(spans, 2, 10)) == [
        Segment(2, 4, ("a",)),
        Segment(4, 8, ()),
        Segment(8, 10, ("b",)),
    ]


PLACES = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Passage(*sorted(pair)))
SPANS = st.lists(st.tuples(st.sampled_from("abcd"), PLACES), max_size=12)


@given(SPANS, PLACES)
def test_segments_cover_the_stretch_once_with_the_keys_that_hold(
    spans: list[tuple[str, Passage]], stretch: Passage
) -> None:
    text = "".join(chr(0x41 + place) for place in range(40))
    pieces = list(segments(spans, stretch.start, stretch.end))
    joined = "".join(text[piece.start : piece.end] for piece in pieces)
    assert joined == text[stretch.start : stretch.end]
    for piece in pieces:
        assert piece.start < piece.end
        for place in range(piece.start, piece.end):
            assert set(piece.keys) == {key for key, p in spans if p.start <= place < p.end}


@given(st.lists(PLACES, max_size=12), st.lists(PLACES, max_size=12))
def test_what_overlaps_is_found_in_its_order(spans: list[Passage], wanted: list[Passage]) -> None:
    assert overlapping(spans, wanted) == [
        [n for n, span in enumerate(spans) if span.overlaps(one)] for one in wanted
    ]
