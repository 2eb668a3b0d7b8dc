"""Where labels go: a pure function of places and widths, in pixels."""

import html
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
) -> list[float]:
    """Give the lower edge of each flag, so that no flag meets another flag or a leader.

    A flag hangs to the right of its leader, which runs from 0 to the flag's upper edge. Swept from
    the far end, each one goes above every flag whose leader it covers; what lies further left can
    then cross nothing. ``leaders_px`` need not be sorted; of equal leaders the first goes highest.
    """
    bottoms = [0.0] * len(leaders_px)
    placed: list[int] = []
    order = sorted(range(len(leaders_px)), key=lambda i: (leaders_px[i], -i), reverse=True)
    for i in order:
        end = leaders_px[i] + widths_px[i] + gap_px
        covered = [bottoms[j] + heights_px[j] + gap_px for j in placed if leaders_px[j] < end]
        bottoms[i] = max(covered, default=0.0)
        placed.append(i)
    return bottoms


def wrapped(text: str, letters: int) -> list[str]:
    """Cut a label into lines of at most ``letters``; a longer word is broken."""
    return textwrap.wrap(text, letters, break_on_hyphens=False) or [""]


def escaped(text: str) -> str:
    """Text of a story as Plotly's labels need it: they read a small HTML and %{…} templates."""
    return html.escape(text, quote=False).replace("%{", "%&#123;")


def width_px(lines: Sequence[str]) -> float:
    """An upper estimate of the width of the longest line."""
    return max(len(line) for line in lines) * _LETTER_PX
