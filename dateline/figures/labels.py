"""Where labels go: a pure function of places and widths, in pixels."""

import html
import itertools
import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# Advance of an average letter at 12 px, and how much wider capitals and Chinese letters are;
# measured widths in Chromium stay below.
_LETTER_PX = 6.9
_CAPITAL, _WIDE = 1.1, 1.8
_GAP_PX = 8.0
_TRIED = 144  # flags times splits: how much is tried before the best is taken


class Place(NamedTuple):
    """Where a flag goes: its lower edge above the row of marks, and the side it hangs to.

    ``side`` is +1 to the right of its leader, -1 to the left, 0 on its tip.
    """

    bottom_px: float
    side: int


def flag_places(
    leaders_px: Sequence[float],
    widths_px: Sequence[float],
    heights_px: Sequence[float],
    *,
    plot_px: float,
    highest_px: float = math.inf,
) -> list[Place | None]:
    """Place flags above a row of marks so that none meets another flag or another leader.

    Leaders come in order. The first few flags hang to the right, the last to the left, and one
    between may stand on its tip; of all such splits the one that leaves out the fewest flags is
    taken, and of those the lowest. A flag keeps within 0 and ``plot_px``. Stretching the plot
    only makes room. None: left out, since it would rise above ``highest_px`` or finds no place; it
    stands in no one's way.
    """
    best: list[Place | None] = []
    least = (math.inf, math.inf)
    for sides in _splits(len(leaders_px)):
        bottoms = _bottoms(leaders_px, widths_px, heights_px, sides, plot_px, highest_px)
        tops = [b + h for b, h in zip(bottoms, heights_px, strict=True) if b is not None]
        cost = (bottoms.count(None), max(tops, default=0.0))
        if cost < least:
            least = cost
            best = [
                None if bottom is None else Place(bottom, side)
                for bottom, side in zip(bottoms, sides, strict=True)
            ]
    return best


def _splits(count: int) -> list[list[int]]:
    """The ways to share flags among the sides that are worth trying, the rightmost first."""
    tried = min(count, max(4, _TRIED // max(count, 1)))
    cuts = {count, *(round(count * n / tried) for n in range(tried))} if count else {0}
    return [
        [+1] * cut + [0] * on_tip + [-1] * (count - cut - on_tip)
        for cut in sorted(cuts, reverse=True)
        for on_tip in (0, 1)
        if cut + on_tip <= count
    ]


def flag_heights(
    leaders_px: Sequence[float], widths_px: Sequence[float], heights_px: Sequence[float]
) -> list[float]:
    """Give the lower edge of each flag where all hang to the right; of equals the first is highest.

    ``leaders_px`` need not be in order.
    """
    sides = [+1] * len(leaders_px)
    found = _bottoms(leaders_px, widths_px, heights_px, sides, math.inf, math.inf)
    return [bottom for bottom in found if bottom is not None]


def _bottoms(
    leaders_px: Sequence[float],
    widths_px: Sequence[float],
    heights_px: Sequence[float],
    sides: Sequence[int],
    plot_px: float,
    highest_px: float,
) -> list[float | None]:
    """Place each flag as low as it can be, those first whose leaders others cover.

    A leader runs from 0 to its flag's upper edge, so a flag must lie above every flag whose leader
    it covers. Where two cover each other's leader, the one that covers more is left out.
    """
    bottoms: list[float | None] = [None] * len(leaders_px)
    boxes = {}
    for i, (x, width, side) in enumerate(zip(leaders_px, widths_px, sides, strict=True)):
        left, right = x - width * (1 - side) / 2, x + width * (1 + side) / 2
        if left >= 0 and right <= plot_px:
            boxes[i] = (left - _GAP_PX * (side < 1), right + _GAP_PX * (side > -1))
    covers = {
        i: {j for j in boxes if j != i and low <= leaders_px[j] <= high and
            (leaders_px[j] != leaders_px[i] or _goes_first(i, j, sides))}
        for i, (low, high) in boxes.items()
    }  # fmt: skip
    waiting = {i: set(covered) for i, covered in covers.items()}
    placed: list[tuple[float, float, int]] = []
    while waiting:
        i = min(waiting, key=lambda flag: len(waiting[flag]))
        if waiting[i]:
            i = max(waiting, key=lambda flag: len(waiting[flag]))
            bottom = math.inf
        else:
            bottom, (low, high) = 0.0, boxes[i]
            for lower, upper, j in placed:
                meets = boxes[j][0] < high and low < boxes[j][1]
                is_free_below = j not in covers[i] and bottom + heights_px[i] + _GAP_PX <= lower
                if meets and not is_free_below:
                    bottom = max(bottom, upper + _GAP_PX)
        del waiting[i]
        for others in waiting.values():
            others.discard(i)
        if bottom + heights_px[i] <= highest_px:
            bottoms[i] = bottom
            placed.append((bottom, bottom + heights_px[i], i))
            placed.sort()
    return bottoms


def _goes_first(i: int, j: int, sides: Sequence[int]) -> bool:
    """Of equal leaders the flag on its tip is highest, then the first."""
    return sides[i] == 0 or (sides[j] != 0 and i < j)


def wrapped(text: str, letters: int, *, most: int | None = None) -> list[str]:
    """Cut a label into lines of at most ``letters``, and no more than ``most`` of them.

    A longer word is broken with a hyphen; what is left out is marked "…". Letters of scripts that
    are set without spaces, as Chinese, count for more and break anywhere.
    """
    lines = [""]
    for space, word in _words(text, letters):
        line = lines[-1]
        if not line:
            lines[-1] = word
        elif _weight(line + space + word) <= letters:
            lines[-1] = line + space + word
        else:
            lines.append(word)
    if most is None or len(lines) <= most:
        return lines
    last = lines[most - 1]
    if _weight(last) > letters - 2:
        while _weight(last) > letters - 1:
            last = last[:-1]
        whole_words, _, _ = last.rpartition(" ")
        last = whole_words or f"{last.rstrip('-')}…"
    return [*lines[: most - 1], last if last.endswith("…") else f"{last} …"]


def _words(text: str, letters: int) -> Iterator[tuple[str, str]]:
    """What a line may break before, each with the space that else stands before it."""
    for run in re.split(r"[ \t\n\r]+", text.strip(" \t\n\r")):  # not at no-break spaces
        space = " "
        for wide, group in itertools.groupby(run, _is_wide):
            for word in group if wide else ["".join(group)]:
                while len(word) > letters:
                    yield space, f"{word[: letters - 1]}-"
                    space, word = "", word[letters - 1 :]
                yield space, word
                space = ""


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _weight(text: str) -> float:
    """How many average letters a text is as wide as."""
    return sum(_WIDE if _is_wide(letter) else 1 for letter in text)


def balanced(text: str, letters: int, *, most: int | None = None) -> list[str]:
    """Like ``wrapped``, in lines as even as they can be without being more."""
    return list(_balanced(text, letters, most))


@lru_cache(maxsize=4096)
def _balanced(text: str, letters: int, most: int | None) -> tuple[str, ...]:
    lines = wrapped(text, letters, most=most)
    if lines[-1].endswith(" …"):
        return tuple(lines)
    for narrower in range(letters - 1, letters // 2, -1):
        even = wrapped(text, narrower)
        if len(even) > len(lines) or any(line.endswith("-") for line in even):
            break
        lines = even
    return tuple(lines)


def escaped(text: str) -> str:
    """Text of a story as Plotly's labels need it: they read a small HTML and %{…} templates."""
    return html.escape(text, quote=False).replace("%{", "%&#123;")


def width_px(lines: Sequence[str]) -> float:
    """An upper estimate of the width of the longest line."""
    return max(_weight(line) + _capitals(line) for line in lines) * _LETTER_PX


def _capitals(text: str) -> float:
    return sum(map(str.isupper, text)) * (_CAPITAL - 1)
