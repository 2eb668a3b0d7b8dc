"""Words and their place in a text. Knows no HTML and no table.

Invariant: whitespace is compared as read, so that any run of it (a plain space, a no-break
space, a line break) matches any other; every other character must be the same.
"""

import difflib
import itertools
import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from dateline.story import Passage

Key = TypeVar("Key", bound=Hashable)

# Below this likeness (0 to 100) a "nearest" passage is a guess that helps nobody.
_NEAR_ENOUGH = 65.0
# Alignment costs length times length; words longer than this are no slip of copying.
_LONGEST_MISS = 2_000
# How far the ends of an alignment may move, in characters: a few words.
_SLACK = 40
_WORD = re.compile(r"\w+|[^\w\s]")
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


def find_all(text: str, words: str) -> tuple[Passage, ...]:
    """Find every place of ``words`` in ``text``, overlapping ones too; blank words have none."""
    parts = words.split()
    # Words longer than the text cannot be in it; a pattern of megabytes takes seconds to build.
    if not parts or len(" ".join(parts)) > len(text):
        return ()
    pattern = r"\s+".join(re.escape(part) for part in parts)
    matches = re.finditer(f"(?=({pattern}))", text)
    return tuple(Passage(match.start(1), match.end(1)) for match in matches)


def find_nearest(text: str, words: str) -> Miss | None:
    """Find the passage most like ``words``; None where nothing is near enough to suggest."""
    wanted = " ".join(words.split())
    if not wanted or len(wanted) > _LONGEST_MISS:
        return None
    # Same length as the text, so that offsets hold.
    plain = re.sub(r"\s", " ", text)
    folded = [_fold(character) for character in plain]
    found = partial_ratio_alignment(_fold(wanted), "".join(folded), score_cutoff=_NEAR_ENOUGH)
    if found is None:
        return None
    passage = _refined("".join(folded), _fold(wanted), found.dest_start, found.dest_end)
    here = " ".join(text[passage.start : passage.end].split())
    return Miss(passage, _difference(wanted, here))


def _refined(text: str, wanted: str, start: int, end: int) -> Passage:
    """Move both ends to the near word boundary that makes the passage most like ``wanted``.

    The alignment is as long as ``wanted``, so that a word left out cuts off one at an end.
    """
    words = [match.span() for match in _WORD.finditer(text)]
    ends = [last for _, last in words if abs(last - end) <= _SLACK and last > start]
    end = max(ends, key=lambda last: ratio(wanted, text[start:last]), default=end)
    starts = [first for first, _ in words if abs(first - start) <= _SLACK and first < end]
    start = max(starts, key=lambda first: ratio(wanted, text[first:end]), default=start)
    return Passage(start, end)


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


def segments(spans: Iterable[tuple[Key, Passage]], start: int, end: int) -> Iterator[Segment[Key]]:
    """Cut ``[start, end)`` at every boundary of ``spans``; the pieces cover it, in order.

    A piece's keys stand in the order of ``spans``, each once.
    """
    inside = [
        (key, max(passage.start, start), min(passage.end, end))
        for key, passage in spans
        if passage.start < end and passage.end > start
    ]
    cuts = sorted({start, end, *(a for _, a, _ in inside), *(b for _, _, b in inside)})
    for left, right in itertools.pairwise(cuts):
        keys = dict.fromkeys(key for key, a, b in inside if a <= left and right <= b)
        yield Segment(left, right, tuple(keys))
