"""Where any words stand in a long text, found by its sorted suffixes. Knows no passage, no fold.

One sorting of the text answers every question by halving, so that the time for all words together
grows with their length, not with words times text, however often the text repeats itself. An
automaton of all words (Aho-Corasick) is quicker, but took more memory than a whole load may.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

# How many suffixes are sorted at a time: it bounds the memory that sorting takes beside the order.
_BATCH = 1 << 15


class SuffixIndex:
    """Each place of any words in one text; places overlap, characters are compared as they are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._order = sorted_suffixes(text)

    def count(self, words: str) -> int:
        """At how many places ``words``, which are not blank, stand."""
        return len(self._range(words))

    def places(self, words: str) -> list[int]:
        """Where ``words``, which are not blank, begin, in the order of the text."""
        found = self._range(words)
        return sorted(self._order[found.start : found.stop].tolist())

    def find_any(self, words: str) -> int | None:
        """One place where ``words``, which are not blank, begin; None where they do not stand."""
        found = self._range(words)
        return int(self._order[found.start]) if found else None

    def _range(self, words: str) -> range:
        """The stretch of the order whose suffixes begin with ``words``."""
        text, length = self._text, len(words)
        if not 0 < length <= len(text):
            return range(0)

        def beginning(place: int) -> str:
            return text[place : place + length]

        low = bisect_left(self._order, words, key=beginning)
        return range(low, bisect_right(self._order, words, lo=low, key=beginning))


def sorted_suffixes(text: str) -> npt.NDArray[np.int32]:
    """The places of ``text`` in the order of what stands from each on, by code points.

    By prefix doubling (Manber and Myers; Larsson and Sadakane): once the places are in the order of
    their first ``known`` characters, the rank of the place ``known`` further on gives the next
    ``known`` ones, and only places that still share a rank are sorted again.
    """
    length = len(text)
    order, rank, is_shared = _by_first_letter(text)
    known = 1
    while is_shared.any():
        for start, stop in _batches(order, rank):
            slots = np.flatnonzero(is_shared[start:stop]).astype(np.int32) + np.int32(start)
            places = order[slots]
            further = np.minimum(places + np.int32(known), np.int32(length))
            key = rank[places].astype(np.int64)
            key *= length + 1
            key += rank[further]
            by_key = np.argsort(key)
            order[slots] = places = places[by_key]
            firsts = _differs_from_last(key[by_key])
            # At once: a rank that is finer than its neighbours' puts nothing out of order.
            rank[places] = _group_starts(slots, firsts)
            is_shared[slots] = _has_company(firsts)
        known *= 2
    return order


def _by_first_letter(
    text: str,
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """The places by their first character, their ranks, and whether the place at a slot shares it.

    A place's rank is the first slot of its group: of the places that are alike so far. All goes a
    stretch at a time, since NumPy counts and looks up with eight bytes for each character.
    """
    present = sorted(map(ord, set(text)))
    numbers = np.zeros(max(present, default=0) + 1, np.int64)
    numbers[present] = np.arange(len(present))

    def stretches() -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
        for start in range(0, len(text), _BATCH):
            codes = text[start : start + _BATCH].encode("utf-32-le", "surrogatepass")
            yield start, numbers[np.frombuffer(codes, np.uint32)]

    counts = np.zeros(len(present), np.int64)
    for _, letters in stretches():
        counts += np.bincount(letters, minlength=len(present))
    firsts = np.cumsum(counts) - counts
    free = firsts.copy()
    order = np.empty(len(text), np.int32)
    rank = np.empty(len(text) + 1, np.int32)
    # What is beyond the end comes before everything.
    rank[-1] = -1
    for start, letters in stretches():
        rank[start : start + len(letters)] = firsts[letters]
        here = np.bincount(letters, minlength=len(present))
        # The nth place of a letter goes to the nth slot that its letter has free.
        slots = np.repeat(free - (np.cumsum(here) - here), here) + np.arange(len(letters))
        order[slots] = np.argsort(letters, kind="stable") + start
        free += here
    return order, rank, np.repeat(counts > 1, counts)


def _differs_from_last(keys: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    differs = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=differs[1:])
    return differs


def _has_company(firsts: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which members belong to a group of more than one, where ``firsts`` begin the groups."""
    alone = firsts.copy()
    alone[:-1] &= firsts[1:]
    return ~alone


def _group_starts(
    slots: npt.NDArray[np.int32], firsts: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int32]:
    """For each of the growing ``slots`` the slot at which its group begins."""
    starts = np.where(firsts, slots, np.int32(0))
    return np.maximum.accumulate(starts, out=starts)


def _batches(
    order: npt.NDArray[np.int32], rank: npt.NDArray[np.int32]
) -> Iterator[tuple[int, int]]:
    """Cut the slots into stretches of about ``_BATCH``, none of them within a group.

    Read as it goes on: what is behind may be sorted meanwhile, what is ahead not.
    """
    start = 0
    while start < len(order):
        size, stop = _BATCH, start
        # A group that is longer than the stretch comes whole.
        while stop <= start:
            end = start + size
            stop = int(rank[order[end]]) if end < len(order) else len(order)
            size *= 2
        yield start, stop
        start = stop
