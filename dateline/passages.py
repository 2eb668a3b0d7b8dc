"""Words and their place in a text. Knows no HTML and no table.

Invariant: whitespace is compared as read, so that any run of it (a plain space, a no-break
space, a line break) matches any other; every other character must be the same. What counts as
the same character is said in one place, ``_SAME``.
"""

import difflib
import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, TypeVar

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from dateline.story import Passage
from dateline.suffixes import SuffixIndex

Key = TypeVar("Key", bound=Hashable)

# Below this likeness (0 to 100) a "nearest" passage is a guess that helps nobody.
_NEAR_ENOUGH = 65.0
# Alignment costs length times length; words longer than this are no slip of copying.
_LONGEST_MISS = 2_000
# How far the ends of an alignment may move, in characters: a few words.
_SLACK = 40
_WORD_START = re.compile(r"(?<!\w)\w|[^\w\s]")
_WORD_END = re.compile(r"\w(?!\w)|[^\w\s]")
_RUN_OF_SPACES = re.compile(r" {2,}")
# What is read as the same, one character for one, so that offsets hold. No whitespace is above
# the ideographic space.
_SAME = {place: " " for place in range(0x3001) if chr(place).isspace()}
_LOOKALIKES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}
)


@dataclass(frozen=True, slots=True)
class Miss:
    """The passage most like words that are not in the text, and how the two differ."""

    passage: Passage
    difference: str


@dataclass(frozen=True, slots=True)
class Segment(Generic[Key]):
    """A stretch of text over which the same keys hold; no keys for plain text."""

    start: int
    end: int
    keys: tuple[Key, ...]


class IndexedText:
    """A text indexed once, so that finding words takes a time that grows with their length.

    Its answers are those of ``find_all`` and ``find_nearest``.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._read = _as_read(text)
        self._suffixes = SuffixIndex(self._read.text)
        # Made for the first words that are not found.
        self._folded: str | None = None

    def words(self, passage: Passage) -> str:
        return self.text[passage.start : passage.end]

    def count(self, words: str) -> int:
        """At how many places ``words`` occur, at the same cost however many there are."""
        return self._suffixes.count(_as_compared(words))

    def find_all(self, words: str) -> tuple[Passage, ...]:
        wanted = _as_compared(words)
        places = self._suffixes.places(wanted)
        return tuple(self._read.passage(place, len(wanted)) for place in places)

    def find_nearest(self, words: str) -> Miss | None:
        if self._folded is None:
            self._folded = _folded(self.text)
        return _find_nearest(self.text, self._folded, words)


def find_all(text: str, words: str) -> tuple[Passage, ...]:
    """Find every place of ``words`` in ``text``, overlapping ones too; blank words have none.

    For one search; ``IndexedText`` is for many in one text.
    """
    wanted = _as_compared(words)
    if not wanted:
        return ()
    read = _as_read(text)
    found = []
    place = read.text.find(wanted)
    while place >= 0:
        found.append(read.passage(place, len(wanted)))
        place = read.text.find(wanted, place + 1)
    return tuple(found)


def find_nearest(text: str, words: str) -> Miss | None:
    """Find the passage most like ``words``; None where nothing is near enough to suggest."""
    return _find_nearest(text, _folded(text), words)


@dataclass(frozen=True, slots=True)
class _TextAsRead:
    """A text with every run of whitespace as one space, and the way back to the text itself.

    ``ends`` are the places here after which characters were left out, ``left_out`` how many up
    to there.
    """

    text: str
    ends: tuple[int, ...]
    left_out: tuple[int, ...]

    def passage(self, start: int, length: int) -> Passage:
        """The place in the text itself of a stretch that begins and ends with no whitespace."""
        return Passage(self._original(start), self._original(start + length - 1) + 1)

    def _original(self, place: int) -> int:
        gaps = bisect_right(self.ends, place)
        return place + (self.left_out[gaps - 1] if gaps else 0)


def _as_read(text: str) -> _TextAsRead:
    spaced = text.translate(_SAME)
    ends, left_out = [], []
    total = 0
    for run in _RUN_OF_SPACES.finditer(spaced):
        ends.append(run.start() + 1 - total)
        total += run.end() - run.start() - 1
        left_out.append(total)
    return _TextAsRead(_RUN_OF_SPACES.sub(" ", spaced), tuple(ends), tuple(left_out))


def _as_compared(words: str) -> str:
    return " ".join(words.split()).translate(_SAME)


def _find_nearest(text: str, folded: str, words: str) -> Miss | None:
    wanted = " ".join(words.split())
    if not wanted or len(wanted) > _LONGEST_MISS:
        return None
    found = partial_ratio_alignment(_fold(wanted), folded, score_cutoff=_NEAR_ENOUGH)
    if found is None:
        return None
    passage = _refined(folded, _fold(wanted), found.dest_start, found.dest_end)
    here = " ".join(text[passage.start : passage.end].split())
    return Miss(passage, _difference(wanted, here))


def _refined(text: str, wanted: str, start: int, end: int) -> Passage:
    """Move both ends to the near word boundary that makes the passage most like ``wanted``.

    The alignment is as long as ``wanted``, so that a word left out cuts off one at an end.
    """
    # From one before: a boundary is reported with the character that stands at it.
    near_end = _near(_WORD_END, text, end - 1)
    ends = [last + 1 for last in near_end if last + 1 > start]
    end = max(ends, key=lambda last: ratio(wanted, text[start:last]), default=end)
    starts = [first for first in _near(_WORD_START, text, start) if first < end]
    start = max(starts, key=lambda first: ratio(wanted, text[first:end]), default=start)
    return Passage(start, end)


def _near(boundary: re.Pattern[str], text: str, place: int) -> list[int]:
    """Where ``boundary`` stands within the slack; only there, however long the text is."""
    # Seen with one character more, which a boundary at the edge looks at.
    found = boundary.finditer(text, max(0, place - _SLACK), place + _SLACK + 2)
    return [match.start() for match in found if match.start() <= place + _SLACK]


def _folded(text: str) -> str:
    """The text in which the nearest passage is looked for: as long as it, so that offsets hold."""
    return _fold(re.sub(r"\s", " ", text))


def _fold(text: str) -> str:
    """Lower case and plain quotation marks, length kept."""
    plain = text.translate(_LOOKALIKES)
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _difference(wanted: str, here: str) -> str:
    if wanted.translate(_LOOKALIKES) == here.translate(_LOOKALIKES):
        return "quotation marks or dashes differ"
    if _fold(wanted) == _fold(here):
        return "capital letters differ"
    ours, theirs = wanted.split(), here.split()
    steps = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    changes = []
    for step, a, b, c, d in steps:
        if step == "replace":
            changes.append(f'"{" ".join(ours[a:b])}" where it has "{" ".join(theirs[c:d])}"')
        elif step == "delete":
            changes.append(f'"{" ".join(ours[a:b])}" is not in it')
        elif step == "insert":
            changes.append(f'"{" ".join(theirs[c:d])}" is left out')
    return "; ".join(changes[:3])


def overlapping(spans: Sequence[Passage], wanted: Sequence[Passage]) -> list[list[int]]:
    """For each of ``wanted`` the places in ``spans`` of those that overlap it, in their order.

    Takes as long as the two are long and as many as are found; neither need be in order.
    """
    by_start = sorted(range(len(spans)), key=lambda n: spans[n].start)
    starts = [spans[n].start for n in by_start]
    found: list[list[int]] = [[] for _ in wanted]
    # What has begun and not ended where the next one wanted begins, the first to end at the top.
    begun: list[tuple[int, int]] = []
    taken = 0
    for asked in sorted(range(len(wanted)), key=lambda n: wanted[n].start):
        one = wanted[asked]
        after = bisect_right(starts, one.start)
        for n in by_start[taken:after]:
            heappush(begun, (spans[n].end, n))
        taken = max(taken, after)
        while begun and begun[0][0] <= one.start:
            heappop(begun)
        later = by_start[after : bisect_left(starts, one.end, lo=after)]
        near = itertools.chain((n for _, n in begun), later)
        found[asked] = sorted(n for n in near if spans[n].overlaps(one))
    return found


def segments(spans: Iterable[tuple[Key, Passage]], start: int, end: int) -> Iterator[Segment[Key]]:
    """Cut ``[start, end)`` at every boundary of ``spans``; the pieces cover it, in order.

    A piece's keys stand in the order of ``spans``, each once.
    """
    inside = [
        (key, max(passage.start, start), min(passage.end, end))
        for key, passage in spans
        if passage.start < end and passage.end > start
    ]
    begin: dict[int, list[int]] = {}
    cease: dict[int, list[int]] = {}
    for n, (_, first, last) in enumerate(inside):
        begin.setdefault(first, []).append(n)
        cease.setdefault(last, []).append(n)
    open_: list[int] = []
    for left, right in itertools.pairwise(sorted({start, end, *begin, *cease})):
        ended = set(cease.get(left, ()))
        open_ = [n for n in (*open_, *begin.get(left, ())) if n not in ended]
        open_.sort()
        yield Segment(left, right, tuple(dict.fromkeys(inside[n][0] for n in open_)))
