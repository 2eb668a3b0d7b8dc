"""Find all quotation marks of a text and what stands between them.

Marks are paired paragraph by paragraph, so that a missing one spoils no more than its own. A
quotation that is not closed ends with its paragraph, and goes on in the next if that opens with a
mark.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.story import Passage

_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‘": "’", "‚": "‘’", '"': '"', "'": "'",
            "‹": "›", "›": "‹"}  # fmt: skip
_MARK = re.compile('[“”„«»"]')
_SINGLE = re.compile(r"(?<!\w)[‘'‚‹›](?=\w)")
_SINGLE_END = re.compile(r"(?<=[^\s(\[])[’'‘›‹](?!\w)")
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![^\S\n]*\n))+")
# A single mark closes within this; a longer stretch is an apostrophe's.
_LONGEST_SINGLE = 600


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks, and the marks; ``is_open``: the closing one is missing."""

    words: Passage
    marks: Passage
    is_open: bool = False
    continues: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """Outermost quotations in order; what continues one of the paragraph before says so."""
    found: list[Quotation] = []
    was_open = False
    for paragraph in _PARAGRAPH.finditer(text):
        inside = list(_of_paragraph(text, *paragraph.span()))
        if was_open and inside and not text[paragraph.start() : inside[0].marks.start].strip():
            first = inside[0]
            inside[0] = Quotation(first.words, first.marks, first.is_open, True)
        found += inside
        was_open = bool(inside) and inside[-1].is_open and inside[-1].marks.end == paragraph.end()
    return found


def _of_paragraph(text: str, start: int, end: int) -> Iterator[Quotation]:
    double = list(_doubles(text, start, end))
    yield from sorted(
        [*double, *_singles(text, start, end, double)], key=lambda one: one.marks.start
    )


def _doubles(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened, depth = -1, 0
    for mark in _MARK.finditer(text, start, end):
        at, sign = mark.start(), mark[0]
        if opened < 0:
            if _opens(text, at, start):
                opened, depth = at, 1
            continue
        opener = text[opened]
        if sign in _CLOSERS[opener] and (opener != '"' or _closes(text, at, end)):
            depth -= 1
            if depth == 0:
                yield _quotation(text, opened, at)
                opened = -1
        elif sign == opener and _opens(text, at, start):
            if opener in "«„":
                depth += 1
            else:
                yield _unclosed(text, opened, at)
                opened, depth = at, 1
    if opened >= 0:
        yield _unclosed(text, opened, end)


def _opens(text: str, at: int, start: int) -> bool:
    sign, before, after = text[at], text[at - 1 : at] if at > start else "", text[at + 1 : at + 2]
    if sign == "”" or before.isalnum() or not after:
        return False
    # French sets a space within its marks.
    if after.isspace() and sign != "«":
        return False
    return sign != "»" or before in ("", " ", "(", "\n", "\u00a0", "–", "—")


def _closes(text: str, at: int, end: int) -> bool:
    """Whether a straight mark closes: what stands before it is no space."""
    before, after = text[at - 1], text[at + 1 : at + 2] if at + 1 < end else ""
    return not before.isspace() and not after.isalnum()


def _quotation(text: str, opened: int, closed: int) -> Quotation:
    return Quotation(_trimmed(text, opened + 1, closed), Passage(opened, closed + 1))


def _unclosed(text: str, opened: int, end: int) -> Quotation:
    return Quotation(_trimmed(text, opened + 1, end), Passage(opened, end), is_open=True)


def _trimmed(text: str, start: int, end: int) -> Passage:
    words = text[start:end]
    return Passage(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _singles(text: str, start: int, end: int, double: list[Quotation]) -> Iterator[Quotation]:
    """Quotations in single marks that no double ones hold."""
    starts = [one.marks.start for one in double]
    done = start
    ends: list[int] | None = None
    for opened in _SINGLE.finditer(text, start, end):
        at = opened.start()
        within = bisect_left(starts, at) - 1
        if at < done or (within >= 0 and double[within].marks.end > at):
            continue
        if ends is None:
            ends = [mark.start() for mark in _SINGLE_END.finditer(text, start, end)]
        closed = _single_end(text, at, ends)
        if closed is not None and (opened[0] != "'" or _is_speech(text, at, closed)):
            yield _quotation(text, at, closed)
            done = closed + 1


def _single_end(text: str, at: int, ends: list[int]) -> int | None:
    """The first end after a mark of punctuation, else the first end."""
    closers = _CLOSERS[text[at]]
    first = None
    for closed in ends[bisect_left(ends, at + 2) :][:40]:
        if closed > at + _LONGEST_SINGLE:
            break
        if text[closed] not in closers:
            continue
        if text[closed - 1] in ".,!?…":
            return closed
        if first is None:
            first = closed
            if text.count(" ", at, closed) <= 3:
                return closed
    return first


def _is_speech(text: str, at: int, closed: int) -> bool:
    """A straight single mark is an apostrophe unless it opens a sentence that ends before it."""
    return text[at + 1].isupper() and text[closed - 1] in ".,!?…"
