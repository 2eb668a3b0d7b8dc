"""Where labels go: a pure function of places and widths, in pixels."""

import html
import math
import re
import textwrap
from collections.abc import Sequence

# Advance of an average letter at 12 px; measured widths in Chromium stay below it.
_LETTER_PX = 6.9


def flag_heights(
    leaders_px: Sequence[float],
    widths_px: Sequence[float],
    heights_px: Sequence[float],
    *,
    gap_px: float = 8.0,
    highest_px: float = math.inf,
) -> list[float | None]:
    """Give the lower edge of each flag, so that no flag meets another flag or a leader.

    A flag hangs to the right of its leader, which runs from 0 to the flag's upper edge. Swept from
    the far end, each one goes above every flag whose leader it covers; what lies further left can
    then cross nothing. ``leaders_px`` need not be sorted; of equal leaders the first goes highest.
    None: the flag would start above ``highest_px``; it is left out and stands in no one's way.
    """
    bottoms: list[float | None] = [None] * len(leaders_px)
    placed: dict[int, float] = {}  # the flag and the lowest edge free above it
    order = sorted(range(len(leaders_px)), key=lambda i: (leaders_px[i], -i), reverse=True)
    for i in order:
        end = leaders_px[i] + widths_px[i] + gap_px
        bottom = max((above for j, above in placed.items() if leaders_px[j] < end), default=0.0)
        if bottom < highest_px:
            bottoms[i] = bottom
            placed[i] = bottom + heights_px[i] + gap_px
    return bottoms


def wrapped(text: str, letters: int, *, most: int | None = None) -> list[str]:
    """Cut a label into lines of at most ``letters``, and no more than ``most`` of them.

    A longer word is broken with a hyphen; what is left out is marked "…".
    """
    words = []
    for word in re.split(r"[ \t\n\r]+", text):  # not at no-break spaces
        while len(word) > letters:
            words.append(f"{word[: letters - 1]}-")
            word = word[letters - 1 :]
        words.append(word)
    lines = textwrap.wrap(" ".join(words), letters, break_on_hyphens=False, max_lines=most,
                          placeholder=" …")  # fmt: skip
    return lines or [""]


def escaped(text: str) -> str:
    """Text of a story as Plotly's labels need it: they read a small HTML and %{…} templates."""
    return html.escape(text, quote=False).replace("%{", "%&#123;")


def width_px(lines: Sequence[str]) -> float:
    """An upper estimate of the width of the longest line."""
    return max(len(line) for line in lines) * _LETTER_PX
