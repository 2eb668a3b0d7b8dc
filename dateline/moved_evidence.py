"""Where the passages of an article are once the article has changed. Opens no file.

    locked = lock_passages(before, passages)    # of the article as it was
    for verdict in find_moved(locked, after):   # the same passages, in the article as it is
        ...

``lock_passages`` keeps each passage and what stands around it, which is all that ``find_moved``
needs, and can be stored. The kinds of a verdict:

- ``same``: the words, in their place; ``moved``: the words elsewhere, with words that were beside
  them;
- ``changed``: other words in their place; ``possible``: words that may be it; ``vanished``: none.

Only what ``is_sure`` may be taken without a person; ``why`` says what speaks against the others,
and ``changes`` compares both passages word by word. Sure are words of which more than half are
kept, and words around them too, if nothing else in either article is as much like them and no
number, name, capital or negation differs.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from dateline import characters
from dateline.passages import IndexedText, NearestWords, likeness
from dateline.story import Passage
from dateline.word_alignment import Word, align, words_of

Kind = Literal["same", "moved", "changed", "possible", "vanished"]
Step = Literal["kept", "removed", "added"]

# How much of the article is kept on each side of a passage, in characters.
CONTEXT = 200
# So many words next to a passage tell that it is the same one elsewhere.
_NEIGHBOURS = 5
# Of the words around it so many, in so many characters, must be kept, no further away than that.
_KEPT_AROUND = 0.6
_AROUND = 80
_FAR = 600
# Of a changed passage so much is kept, else it's another one.
_KEPT = 0.6
# How alike words are that may be the passage, and how much more alike than any others.
_LIKE = 85.0
_MARGIN = 5.0
# Runs of so many words that stand in both articles are taken: no passage from elsewhere is there.
_TAKEN = 6
# Each search for what is alike reads a whole text; after so many characters there's no more.
_MOST_COMPARED = 20_000_000
# Between two stretches of an article of which what lies between isn't known.
_GAP = "\n\0\n"
_NEGATION = re.compile(
    "no|not|never|none|nobody|nothing|neither|nor|without|cannot|t|nicht|nie|niemals|kein(?:e[nmrs]?)?"
    "|niemand|nichts|ohne|weder|не|нет|ни|никогда|никто|ничего|без|нельзя"
)
_NUMBER = re.compile(
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred"
    "|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    "|[a-z]*(?:thousand|illion|illiard)s?|half|third|quarter|fifth|first|second|double|twice"
    "|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
    "|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|(?:zwan|vier|fünf|sech|sieb|acht|neun)zig"
    "|dreißig|hundert|tausend|hälfte|drittel|viertel|erste[nmrs]?|zweite[nmrs]?"
    "|один|одна|дв[ае]|три|четыре|пять|шесть|семь|восемь|девять|[а-я]+дцать|сорок|[а-я]+десят"
    "|девяносто|сто|тысяч[аи]?|(?:милли|билли|трилли)он(?:а|ов)?|миллиард(?:а|ов)?"
    "|половин[ау]|треть|четверть|перв[а-я]+|втор[а-я]+"
)


@dataclass(frozen=True, slots=True)
class LockedPassage:
    """A passage of the article as it was: its words, where they began, what stood around them."""

    start: int
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """Some words of the comparison of a passage as it was with the passage as it is."""

    step: Step
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What has become of a passage; ``passage`` is its place in the article as it is, or None.

    ``words`` are those at that place. ``why`` is blank where the verdict is sure.
    """

    locked: LockedPassage
    kind: Kind
    passage: Passage | None
    words: str
    is_sure: bool
    why: str

    @property
    def changes(self) -> tuple[Change, ...]:
        """The two passages compared word by word; nothing but ``kept`` where they are alike."""
        return compare_words(self.locked.words, self.words)


def lock_passages(text: str, passages: Iterable[Passage]) -> tuple[LockedPassage, ...]:
    """What to keep of an article for ``find_moved``, in the order of the text, each place once."""
    return tuple(
        LockedPassage(
            place.start,
            text[place.start : place.end],
            text[max(0, place.start - CONTEXT) : place.start],
            text[place.end : place.end + CONTEXT],
        )
        for place in sorted(set(passages), key=lambda place: (place.start, place.end))
    )


def fit_together(locked: Sequence[LockedPassage]) -> bool:
    """Whether these are passages of one article: what they say of the same place is the same."""
    text, places = _joined(locked)
    return all(
        text[place.start - len(one.before) : place.end + len(one.after)]
        == one.before + one.words + one.after
        for one, place in zip(locked, places, strict=True)
    )


def find_moved(locked: Sequence[LockedPassage], text: str) -> tuple[Verdict, ...]:
    """The verdict on each passage, in their order; ``text`` is the article as it is."""
    if not locked:
        return ()
    finding = _Finding(locked, text)
    return tuple(finding.verdict(number) for number in range(len(locked)))


def compare_words(before: str, after: str) -> tuple[Change, ...]:
    """Word by word what is kept, removed and added; typographic twins are the same word."""
    ours, theirs = before.split(), after.split()
    one, other = ([characters.plain(word) for word in words] for words in (ours, theirs))
    found: list[Change] = []
    for step, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        parts: tuple[tuple[Step, list[str]], ...] = (
            (("kept", theirs[c:d]),)
            if step == "equal"
            else (("removed", ours[a:b]), ("added", theirs[c:d]))
        )
        found += [Change(name, " ".join(words)) for name, words in parts if words]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Mapped:
    """Where the words of a passage are by the alignment of the two articles."""

    passage: Passage
    kept: float
    is_held_at_both_ends: bool


class _Finding:
    """Both articles, read once for all passages."""

    def __init__(self, locked: Sequence[LockedPassage], text: str) -> None:
        self._locked = locked
        self._text = text
        self._index = IndexedText(text, plain=True)
        self._before, self._places = _joined(locked)
        self._old, self._new = words_of(self._before), words_of(text)
        self._old_starts = [word.start for word in self._old]
        self._new_starts = [word.start for word in self._new]
        self._images = align([w.key for w in self._old], [w.key for w in self._new])
        self._sources = {image: n for n, image in enumerate(self._images) if image is not None}
        self._nearest: NearestWords | None = None
        self._compared = 0

    def verdict(self, number: int) -> Verdict:
        locked, old = self._locked[number], self._places[number]
        first, last = self._span(self._old, self._old_starts, old)
        mapped = self._map(old, first, last)
        hits = self._index.find_all(locked.words)
        beside = [hit for hit in hits if self._has_neighbour(first, last, hit)]
        is_in_place = mapped is not None and mapped.passage in hits
        if is_in_place and len(hits) == 1 and self._is_context_kept(first, last):
            return self._found(locked, "same", hits[0])
        if len(beside) == 1:
            if is_in_place and mapped is not None and mapped.passage == beside[0]:
                return self._found(locked, "same", beside[0])
            if mapped is None or mapped.kept < _KEPT or mapped.passage.overlaps(beside[0]):
                return self._found(locked, "moved", beside[0])
            return self._found(locked, "possible", beside[0], "words like it are in its place")
        if hits and (is_in_place or beside):
            likeliest = mapped.passage if mapped and is_in_place else beside[0]
            return self._found(locked, "possible", likeliest, self._doubt(hits))
        if mapped and mapped.kept >= _KEPT:
            against = self._against(locked, old, first, last, mapped, is_elsewhere=bool(hits))
            is_held = mapped.is_held_at_both_ends and self._is_context_kept(first, last)
            kind: Kind = "changed" if is_held else "possible"
            return self._found(locked, kind, mapped.passage, against)
        if hits:
            return self._found(locked, "possible", hits[0], self._doubt(hits))
        return self._alike(locked)

    def _found(
        self, locked: LockedPassage, kind: Kind, passage: Passage | None, why: str = ""
    ) -> Verdict:
        words = self._text[passage.start : passage.end] if passage else ""
        return Verdict(locked, kind, passage, words, not why, why)

    @staticmethod
    def _span(words: Sequence[Word], starts: Sequence[int], passage: Passage) -> tuple[int, int]:
        """The words that a passage touches, from the first to after the last."""
        first = max(0, bisect_right(starts, passage.start) - 1)
        if words[first].end <= passage.start:
            first += 1
        return first, bisect_left(starts, passage.end)

    def _map(self, old: Passage, first: int, last: int) -> _Mapped | None:
        """The place between the words next to the passage, or of its own first and last words."""
        images = [(n, image) for n in range(first, last) if (image := self._images[n]) is not None]
        if not images:
            return None
        start, is_start_held = self._edge(first, images[0], -1)
        end, is_end_held = self._edge(last - 1, images[-1], 1)
        whole = sum(self._old[n].end - self._old[n].start for n in range(first, last))
        kept = sum(self._old[n].end - self._old[n].start for n, _ in images)
        cut = old.start - self._old[first].start if images[0][0] == first else 0
        cut_end = self._old[last - 1].end - old.end if images[-1][0] == last - 1 else 0
        begins, ends = self._new[start].start + max(0, cut), self._new[end].end - max(0, cut_end)
        if begins >= ends:
            return None
        return _Mapped(Passage(begins, ends), kept / whole, is_start_held and is_end_held)

    def _edge(self, own: int, nearest: tuple[int, int], step: int) -> tuple[int, bool]:
        """The passage's first or last word in the article as it is, and whether that is sure.

        It is the image of the word itself, or stands next to the image of the word beyond it.
        """
        if nearest[0] == own:
            return nearest[1], True
        beyond = own + step
        image = self._images[beyond] if 0 <= beyond < len(self._images) else None
        if image is None:
            return nearest[1], False
        return image - step, True

    @staticmethod
    def _doubt(hits: Sequence[Passage]) -> str:
        if len(hits) > 1:
            return f"its words stand at {len(hits)} places"
        return "the words around it are others"

    def _is_context_kept(self, first: int, last: int) -> bool:
        """Whether most words next to the passage, on one side of it at least, are still there."""
        inner = [image for n in range(first, last) if (image := self._images[n]) is not None]
        if not inner:
            return False
        sides = ((range(first - 1, -1, -1), inner[0]), (range(last, len(self._old)), inner[-1]))
        return any(self._kept_beside(side, image) >= _KEPT_AROUND for side, image in sides)

    def _kept_beside(self, side: Iterable[int], image: int) -> float:
        at = self._new[image].start
        kept = whole = 0
        for n in side:
            word = self._old[n]
            if word.key == "\0" or whole >= _AROUND:
                break
            size = word.end - word.start
            whole += size
            there = self._images[n]
            if there is not None and abs(self._new[there].start - at) <= _FAR:
                kept += size
        return kept / whole if whole else 0.0

    def _has_neighbour(self, first: int, last: int, hit: Passage) -> bool:
        """Whether the words before or after a hit are those before or after the passage."""
        start, end = self._span(self._new, self._new_starts, hit)
        old = [
            [w.key for w in self._old[max(0, first - _NEIGHBOURS) : first]],
            [w.key for w in self._old[last : last + _NEIGHBOURS]],
        ]
        new = [
            [w.key for w in self._new[max(0, start - _NEIGHBOURS) : start]],
            [w.key for w in self._new[end : end + _NEIGHBOURS]],
        ]
        return any(
            len(one) == _NEIGHBOURS and "\0" not in one and one == other
            for one, other in zip(old, new, strict=True)
        )

    def _against(
        self,
        locked: LockedPassage,
        old: Passage,
        first: int,
        last: int,
        mapped: _Mapped,
        *,
        is_elsewhere: bool,
    ) -> str:
        """Why words in a passage's place may not be taken for it; blank where nothing is against
        them."""
        if is_elsewhere:
            return "the words as they were stand elsewhere"
        if not self._is_context_kept(first, last):
            return "the words around it are others"
        if not mapped.is_held_at_both_ends:
            return "where it begins or ends is not sure"
        new = self._span(self._new, self._new_starts, mapped.passage)
        if fact := self._changed_fact((first, last), new):
            return fact
        here = self._text[mapped.passage.start : mapped.passage.end]
        enough = likeness(locked.words, here) - _MARGIN
        for text, hidden, words in (
            (self._before, old, here),
            (self._text, mapped.passage, locked.words),
        ):
            if self._is_spent(text):
                return "the article is too long to look for words that are as much like it"
            if NearestWords(text, [hidden]).find(words, max(enough, 1.0)):
                return "other words are as much like it"
        return ""

    def _is_spent(self, text: str) -> bool:
        self._compared += len(text)
        return self._compared > _MOST_COMPARED

    def _changed_fact(self, old: tuple[int, int], new: tuple[int, int]) -> str:
        """What of a changed passage may change what it says, in words."""
        kept = {
            image for n in range(*old) if (image := self._images[n]) is not None and image < new[1]
        }
        removed = [self._old_word(n) for n in range(*old) if self._images[n] not in kept]
        added = [self._new_word(n) for n in range(*new) if n not in kept]
        return _fact_in(removed + added)

    def _old_word(self, n: int) -> str:
        return self._before[self._old[n].start : self._old[n].end]

    def _new_word(self, n: int) -> str:
        return self._text[self._new[n].start : self._new[n].end]

    def _alike(self, locked: LockedPassage) -> Verdict:
        """What is most like a passage among words that have no place in the article before."""
        if self._nearest is None:
            self._nearest = NearestWords(self._text, self._taken())
        if self._is_spent(self._text):
            why = "the article is too long to look for words that are like it"
            return self._found(locked, "vanished", None, why)
        near = self._nearest.find(locked.words, _LIKE - 10)
        if near:
            here = self._text[near.passage.start : near.passage.end]
            if likeness(locked.words, here) >= _LIKE and not _differing_fact(locked.words, here):
                return self._found(locked, "possible", near.passage, "found by likeness alone")
        return Verdict(locked, "vanished", None, "", is_sure=True, why="")

    def _taken(self) -> Iterator[Passage]:
        """The runs of words that stand in both articles, in the order of the text."""
        run: list[int] = []
        for image, source in (*sorted(self._sources.items()), (-1, -1)):
            if run and (image != run[-1] + 1 or source != self._sources[run[-1]] + 1):
                if len(run) >= _TAKEN:
                    yield Passage(self._new[run[0]].start, self._new[run[-1]].end)
                run = []
            run.append(image)


def _joined(locked: Sequence[LockedPassage]) -> tuple[str, list[Passage]]:
    """What is known of the article before as one text, and where each passage is in it."""
    pieces: list[str] = []
    places: dict[int, Passage] = {}
    known_to = shift = length = 0
    for n in sorted(range(len(locked)), key=lambda n: locked[n].start):
        one = locked[n]
        start = one.start - len(one.before)
        stretch = one.before + one.words + one.after
        if not pieces or start > known_to:
            if pieces:
                pieces.append(_GAP)
                length += len(_GAP)
            shift, known_to = length - start, start
        if more := stretch[known_to - start :]:
            pieces.append(more)
            length += len(more)
            known_to = start + len(stretch)
        places[n] = Passage(one.start + shift, one.start + len(one.words) + shift)
    return "".join(pieces), [places[n] for n in range(len(locked))]


def _differing_fact(before: str, after: str) -> str:
    """What two passages differ in that may change what they say; blank where nothing does."""
    ours, theirs = ([text[w.start : w.end] for w in words_of(text)] for text in (before, after))
    one, other = ([characters.plain(word).casefold() for word in each] for each in (ours, theirs))
    differing: list[str] = []
    for step, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if step != "equal":
            differing += ours[a:b] + theirs[c:d]
    return _fact_in(differing)


def _fact_in(words: Iterable[str]) -> str:
    for word in words:
        key = characters.plain(word).casefold()
        if any(c.isdigit() for c in word) or _NUMBER.fullmatch(key):
            return f'a number differs ("{word}")'
        if _NEGATION.fullmatch(key):
            return f'a negation differs ("{word}")'
        if any(c.isupper() or c.istitle() for c in word):
            return f'a name or a capital differs ("{word}")'
        if any(c.isalpha() and c.lower() == c.upper() for c in word):
            # A script without capitals tells no names from other words.
            return f'a word differs ("{word}")'
    return ""
