"""Words and their place in a text. Knows no HTML and no table.

Invariant: whitespace is compared as read, so that any run of it (a plain space, a no-break
space, a line break) matches any other. All else is compared as ``characters`` says: normalized, or
on request plain, with typographic characters as a keyboard writes them. Offsets are those of the
text as it was written, and a passage never cuts off a mark from its letter.
"""

import difflib
import itertools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, TypeVar

from rapidfuzz.fuzz import partial_ratio_alignment, ratio

from dateline import characters
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
# Whitespace is one character for one, so that offsets hold. None is above the ideographic space.
_SPACES = {place: " " for place in range(0x3001) if chr(place).isspace()}
# A passage that still occurs twice with so many words around it is left to a person.
_MOST_WORDS_AROUND = 40
# A run of characters that show nothing, between a letter and its marks, is no longer than this.
_MOST_BETWEEN = 4
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
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

    Its answers are those of ``find_all``. ``plain``: typographic characters of the text and of the
    words are compared as a keyboard writes them.
    """

    def __init__(self, text: str, *, plain: bool = False) -> None:
        self.text = text
        self._is_plain = plain
        self._read = _as_read(text, plain=plain)
        self._suffixes = SuffixIndex(self._read.text)
        # Made for the first words that are not found.
        self._nearest: NearestWords | None = None

    def words(self, passage: Passage) -> str:
        return self.text[passage.start : passage.end]

    def count(self, words: str) -> int:
        """At how many places ``words`` stand, which costs the same however many they are."""
        return self._suffixes.count(_as_compared(words, plain=self._is_plain))

    def find_all(self, words: str) -> tuple[Passage, ...]:
        wanted = _as_compared(words, plain=self._is_plain)
        places = self._suffixes.places(wanted)
        return tuple(self._read.passage(place, len(wanted)) for place in places)

    def find_any(self, words: str) -> Passage | None:
        """One of the places of ``words``, which costs the same however many they are."""
        wanted = _as_compared(words, plain=self._is_plain)
        place = self._suffixes.find_any(wanted)
        return None if place is None else self._read.passage(place, len(wanted))

    def find_nearest(self, words: str) -> Miss | None:
        """Find the passage most like ``words``; None where nothing is near enough to suggest."""
        if self._nearest is None:
            self._nearest = NearestWords(self.text)
        return self._nearest.find(words)

    def words_found_once(self, passage: Passage) -> str:
        """The passage's words on one line, with as many around them from their paragraph as they
        need to occur once; "" where no number of words will do."""
        found = self.widened_to_once(passage)
        return " ".join(self.words(found).split()) if found else ""

    def widened_to_once(self, passage: Passage) -> Passage | None:
        """The passage, with as many words around it from its paragraph as it needs to occur once;
        None where no number of words will do."""
        wider: Passage | None = None
        for _ in range(_MOST_WORDS_AROUND):
            if passage == wider:
                return None
            if self.count(self.words(passage)) == 1:
                return passage
            start, end = passage.start, passage.end
            wider = passage
            passage = Passage(_word_before(self.text, start), _word_after(self.text, end))
        return None


class NearestWords:
    """The passages of a text that are most like given words.

    ``hidden`` are places, each without overlap and in order, in which none is looked for.
    """

    def __init__(self, text: str, hidden: Iterable[Passage] = ()) -> None:
        self._text = text
        shown = list(_fold(re.sub(r"\s", " ", text)))
        for place in hidden:
            shown[place.start : place.end] = "\0" * (place.end - place.start)
        # As long as the text, so that offsets hold.
        self._folded = "".join(shown)

    def find(self, words: str, likeness: float = _NEAR_ENOUGH) -> Miss | None:
        """The passage most like ``words``; None where none is at least so alike, from 0 to 100."""
        return _find_nearest(self._text, self._folded, words, likeness)


class ShortText:
    """A text in which many words are looked for one after the other, read once for all of them."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Made for the first words that are not found as they are.
        self._plain: _TextAsRead | None = None
        self._normalized = _as_read(text)

    def find(self, words: str, start: int = 0) -> Passage | None:
        """The first place at or after ``start``: normalized, or plain where there is none."""
        if found := next(_places(self._normalized, _as_compared(words), start), None):
            return found
        if self._plain is None:
            self._plain = _as_read(self._text, plain=True)
        return next(_places(self._plain, _as_compared(words, plain=True), start), None)


def find_all(text: str, words: str) -> tuple[Passage, ...]:
    """Find every place of ``words`` in ``text``, overlapping ones too; blank words have none.

    For one search; ``IndexedText`` is for many in one text.
    """
    return tuple(_places(_as_read(text), _as_compared(words)))


def _places(read: "_TextAsRead", wanted: str, start: int = 0) -> Iterator[Passage]:
    place = read.text.find(wanted, read.place(start)) if wanted else -1
    while place >= 0:
        passage = read.passage(place, len(wanted))
        if passage.start >= start:
            yield passage
        place = read.text.find(wanted, place + 1)


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """A text of which some stretches were replaced, and the way back to their places.

    ``before`` and ``after`` are the [start, end) of each stretch in the text and in what was made
    of it, in order; a stretch of which nothing is left begins where it ends.
    """

    text: str
    starts_before: tuple[int, ...] = ()
    ends_before: tuple[int, ...] = ()
    starts_after: tuple[int, ...] = ()
    ends_after: tuple[int, ...] = ()

    def start(self, place: int) -> int:
        """Where the character at ``place`` begins in the text itself."""
        last = bisect_right(self.starts_after, place) - 1
        if last < 0:
            return place
        if place < self.ends_after[last]:
            return self.starts_before[last]
        return self.ends_before[last] + place - self.ends_after[last]

    def after(self, place: int) -> int:
        """Where what was made of the character at ``place`` of the text begins."""
        last = bisect_right(self.starts_before, place) - 1
        if last < 0:
            return place
        if place < self.ends_before[last]:
            return self.starts_after[last]
        return self.ends_after[last] + place - self.ends_before[last]

    def end(self, place: int) -> int:
        """Where the character at ``place`` ends in the text itself."""
        last = bisect_right(self.starts_after, place) - 1
        is_within = last >= 0 and place < self.ends_after[last]
        return self.ends_before[last] if is_within else self.start(place) + 1


@dataclass(frozen=True, slots=True)
class _TextAsRead:
    """A text as it is compared, with every run of whitespace as one space, and the way back."""

    written: str
    letters: _Rewriting
    spaces: _Rewriting

    @property
    def text(self) -> str:
        return self.spaces.text

    def place(self, start: int) -> int:
        """The place, as it is read, of a character of the text itself."""
        return self.spaces.after(self.letters.after(start))

    def passage(self, start: int, length: int) -> Passage:
        """The place in the text itself of a stretch that begins and ends with no whitespace."""
        first = self.letters.start(self.spaces.start(start))
        last = self.letters.end(self.spaces.start(start + length - 1))
        while first > 0 and characters.continues(self.written, first):
            first -= 1
        while last < len(self.written) and characters.continues(self.written, last):
            last += 1
        return Passage(first, last)


def _as_read(text: str, *, plain: bool = False) -> _TextAsRead:
    letters = _letters_as_read(text, plain=plain)
    spaced = letters.text.translate(_SPACES)
    return _TextAsRead(text, letters, _rewritten(spaced, _RUN_OF_SPACES, lambda _: " "))


def _letters_as_read(text: str, *, plain: bool) -> _Rewriting:
    rewrite = characters.plain if plain else characters.normalized
    pattern = None if text.isascii() else _changeable(text, rewrite)
    return _rewritten(text, pattern, rewrite) if pattern else _Rewriting(text)


def _changeable(text: str, rewrite: Callable[[str], str]) -> re.Pattern[str] | None:
    """What of the text may be rewritten: single characters, and letters with their marks."""
    present = [character for character in set(text) if not character.isascii()]
    marks = "".join(re.escape(c) for c in present if characters.is_mark(c))
    changed = "".join(re.escape(c) for c in present if rewrite(c) != c)
    hidden = characters.IGNORABLE.pattern
    ways = [f".(?:{hidden}{{0,{_MOST_BETWEEN}}}[{marks}])+"] if marks else []
    ways += [f"[{changed}]"] if changed else []
    return re.compile("|".join(ways), re.DOTALL) if ways else None


def _rewritten(text: str, pattern: re.Pattern[str], rewrite: Callable[[str], str]) -> _Rewriting:
    """Replace what the pattern finds and ``rewrite`` changes."""
    pieces: list[str] = []
    befores: list[tuple[int, int]] = []
    afters: list[tuple[int, int]] = []
    place = length = 0
    for match in pattern.finditer(text):
        written = match.group()
        new = rewrite(written)
        if new == written:
            continue
        start, end = match.span()
        pieces += (text[place:start], new)
        length += start - place
        befores.append((start, end))
        afters.append((length, length + len(new)))
        length += len(new)
        place = end
    if not befores:
        return _Rewriting(text)
    pieces.append(text[place:])
    return _Rewriting(
        "".join(pieces),
        *(tuple(bound) for bound in zip(*befores, strict=True)),
        *(tuple(bound) for bound in zip(*afters, strict=True)),
    )


def _as_compared(words: str, *, plain: bool = False) -> str:
    """The words as ``_as_read`` reads a text: normalized first, since that may leave blanks."""
    read = characters.plain(words) if plain else characters.normalized(words)
    return " ".join(read.split()).translate(_SPACES)


def likeness(words: str, others: str) -> float:
    """How alike two passages are, from 0 to 100, as ``NearestWords`` compares them."""
    return ratio(*(_fold(" ".join(each.split())) for each in (words, others)))


def _find_nearest(text: str, folded: str, words: str, likeness: float) -> Miss | None:
    wanted = " ".join(words.split())
    if not wanted or len(wanted) > _LONGEST_MISS:
        return None
    found = partial_ratio_alignment(_fold(wanted), folded, score_cutoff=likeness)
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


def _word_before(text: str, start: int) -> int:
    """Where the word before begins; the same place at the start of a paragraph."""
    at = start
    while at > 0 and text[at - 1].isspace():
        at -= 1
    if "\n\n" in text[at:start]:
        return start
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _word_after(text: str, end: int) -> int:
    at = end
    while at < len(text) and text[at].isspace():
        at += 1
    if "\n\n" in text[end:at]:
        return end
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _fold(text: str) -> str:
    """Lower case and plain quotation marks, length kept."""
    plain = text.translate(_LOOKALIKES)
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _difference(wanted: str, here: str) -> str:
    one, other = (characters.plain(words).translate(_LOOKALIKES) for words in (wanted, here))
    if one == other:
        names = characters.difference_named(wanted, here)
        return ": ".join(filter(None, ("quotation marks or dashes differ", names)))
    if _fold(wanted) == _fold(here):
        return "capital letters differ"
    ours, theirs = wanted.split(), here.split()
    plain_ours, plain_theirs = (list(map(characters.plain, words)) for words in (ours, theirs))
    steps = difflib.SequenceMatcher(None, plain_ours, plain_theirs, autojunk=False).get_opcodes()
    changes = []
    for step, a, b, c, d in steps:
        if step == "replace":
            one, other = " ".join(ours[a:b]), " ".join(theirs[c:d])
            names = characters.difference_named(one, other) if _is_twin(one, other) else ""
            changes.append(f'"{one}" where it has "{other}"' + (f" ({names})" if names else ""))
        elif step == "delete":
            changes.append(f'"{" ".join(ours[a:b])}" is not in it')
        elif step == "insert":
            changes.append(f'"{" ".join(theirs[c:d])}" is left out')
    return "; ".join(changes[:3])


def _is_twin(one: str, other: str) -> bool:
    """Whether two words differ in letters of two scripts alone, which may look the same."""
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return all(_script(a) != _script(b) for a, b in differing)


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def units_of(text: str) -> Callable[[int], int]:
    """Places in the text as JavaScript counts: letters beyond U+FFFF are two."""
    if text.isascii():
        return lambda place: place
    beyond = [match.start() for match in _BEYOND.finditer(text)]
    return lambda place: place + bisect_left(beyond, place)


def place_of_unit(text: str) -> Callable[[int], int]:
    """The way back from ``units_of``; within a letter that counts as two it is the letter's."""
    if text.isascii():
        return lambda unit: unit
    beyond = [match.start() + number for number, match in enumerate(_BEYOND.finditer(text))]
    return lambda unit: unit - bisect_left(beyond, unit)


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
