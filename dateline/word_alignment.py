"""Which word of one text is which word of another. Knows no passage and no article.

Runs of words that stand once in each text are matched first, as far as they stand in the same order
in both (patience); what lies between is compared word by word, unless it is long. So the time grows
with the length of the texts, and a word that was moved across others is not matched.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dateline import characters

# Runs of so many words, the longest first, are looked for; then those of the next length between.
_RUNS = (4, 2, 1)
# Stretches with more pairs of words than this are not compared word by word.
_MOST_PAIRS = 40_000
# Scripts that put no space between words: each character is a word.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign; ``key`` is the same for all its spellings, capitals and quotation marks."""

    key: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words and signs of a text in order, with their places."""
    marks = "".join(
        re.escape(c)
        for c in set(text)
        if not c.isascii() and (characters.is_mark(c) or characters.IGNORABLE.match(c))
    )
    word = re.compile(rf"[{_UNSPACED}][{marks}]*|(?:(?![{_UNSPACED}])[\w{marks}])+|\S"
                      if marks else rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+|\S")  # fmt: skip
    return [
        Word(characters.plain(match[0]).casefold(), *match.span()) for match in word.finditer(text)
    ]


def align(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """For each word of ``before`` its place in ``after``, None where it has none; places rise."""
    found: list[int | None] = [None] * len(before)
    ahead = [(0, len(before), 0, len(after), 0)]
    while ahead:
        start, end, start_after, end_after, step = ahead.pop()
        while start < end and start_after < end_after and before[start] == after[start_after]:
            found[start] = start_after
            start, start_after = start + 1, start_after + 1
        while start < end and start_after < end_after and before[end - 1] == after[end_after - 1]:
            end, end_after = end - 1, end_after - 1
            found[end] = end_after
        if start == end or start_after == end_after:
            continue
        is_small = (end - start) * (end_after - start_after) <= _MOST_PAIRS
        if step and is_small:
            _compare(before[start:end], after[start_after:end_after], start, start_after, found)
        elif step < len(_RUNS):
            anchors = _anchors(before[start:end], after[start_after:end_after], _RUNS[step])
            place, place_after = start, start_after
            for anchor, anchor_after in anchors:
                one, other = start + anchor, start_after + anchor_after
                for n in range(_RUNS[step]):
                    found[one + n] = other + n
                ahead.append((place, one, place_after, other, step + 1))
                place, place_after = one + _RUNS[step], other + _RUNS[step]
            ahead.append((place, end, place_after, end_after, step + 1))
    return found


def _compare(
    before: Sequence[str],
    after: Sequence[str],
    start: int,
    start_after: int,
    found: list[int | None],
) -> None:
    for a, b, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        for n in range(size):
            found[start + a + n] = start_after + b + n


def _anchors(before: Sequence[str], after: Sequence[str], size: int) -> Iterator[tuple[int, int]]:
    """Where runs of ``size`` words stand that are in each text once, in the order of both.

    No two overlap.
    """
    there = _single_runs(after, size)
    pairs = [(n, there[run]) for run, n in _single_runs(before, size).items() if run in there]
    end = end_after = 0
    for one, other in _rising(pairs):
        if one >= end and other >= end_after:
            yield one, other
            end, end_after = one + size, other + size


def _single_runs(words: Sequence[str], size: int) -> dict[tuple[str, ...], int]:
    """The runs that occur once, and where, in their order."""
    places: dict[tuple[str, ...], int] = {}
    for n in range(len(words) - size + 1):
        run = tuple(words[n : n + size])
        places[run] = -1 if run in places else n
    return {run: n for run, n in places.items() if n >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs``, which rise in their first number, that rises in both."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_, other) in enumerate(pairs):
        place = bisect_left(tails, other)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [other]
        ends[place : place + 1] = [n]
    chain = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]
