"""Words found by the sorted suffixes of a text, and how much of the text that reads."""

from collections import Counter
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import suffixes
from dateline.suffixes import SuffixIndex, sorted_suffixes

# Few letters repeat most; surrogates and other planes are included.
TEXTS = st.one_of(st.text("ab ", max_size=80), st.text(max_size=40))


def by_hand(text: str, words: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(words, place)]


@pytest.mark.parametrize("batch", [1, 3, 1 << 17])
@given(text=TEXTS)
def test_suffixes_are_in_the_order_of_strings(text: str, batch: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suffixes, "_BATCH", batch)
        places = sorted_suffixes(text).tolist()
    assert [text[place:] for place in places] == sorted(text[place:] for place in range(len(text)))


@given(TEXTS, st.text("ab ", min_size=1, max_size=5))
def test_words_are_found_wherever_they_stand(text: str, words: str) -> None:
    index = SuffixIndex(text)
    assert index.places(words) == by_hand(text, words)
    assert index.count(words) == len(by_hand(text, words))


@pytest.mark.parametrize("text", ["", "a", "abc"])
def test_words_longer_than_the_text_are_never_found(text: str) -> None:
    assert SuffixIndex(text).places("abcd") == []


class Looked(str):
    """A text that counts how often it is sliced, and how long the slices are."""

    pieces: Counter[str]

    def __getitem__(self, key: Any) -> str:
        piece = super().__getitem__(key)
        self.pieces.update(times=1, characters=len(piece))
        return piece


def looked_at(text: str, words: list[str]) -> Counter[str]:
    index = SuffixIndex(text)
    watched = Looked(text)
    watched.pieces = Counter()
    index._text = watched
    for each in words:
        index.count(each)
    return watched.pieces


@pytest.mark.parametrize("sentence", ["The {n}th ship came in. ", "aaaaaaaaaaaaaaaaaaaaaaa "])
def test_a_longer_text_costs_no_more_than_some_looks_for_each_words(sentence: str) -> None:
    """No search of the whole text: its length is halved each time, even where it repeats itself."""
    few, many = (
        looked_at("".join(sentence.format(n=n) for n in range(size)), ["ship came", "aaaa a"] * 50)
        for size in (100, 10_000)
    )
    assert many["times"] <= 100 * 2 * (np.log2(10_000 * len(sentence)) + 2)
    assert many["characters"] < 3 * few["characters"]


@pytest.mark.parametrize("text", ["ab" * 20_000, "".join(f"ship {n} came, " for n in range(3000))])
def test_the_text_is_sorted_in_few_rounds(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each round doubles the sorted length, so the logarithm of the longest repetition counts."""
    rounds = Mock(side_effect=suffixes._batches)
    monkeypatch.setattr(suffixes, "_batches", rounds)
    sorted_suffixes(text)
    assert rounds.call_count <= np.log2(len(text)) + 1
