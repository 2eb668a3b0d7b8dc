"""Every colour of the charts: that of categories, with their shapes, and that of holders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Style:
    """How a category is drawn: a colour, a Plotly symbol name, the like of it as a letter."""

    colour: str
    symbol: str
    glyph: str


# Mid-tones that keep 3:1 against white and against #14161a, distinguishable in the common forms of
# colour blindness by lightness and by their shapes.
_STYLES = (
    Style("#3a76c4", "circle", "●"),
    Style("#c8553d", "square", "■"),
    Style("#7d6fd0", "diamond", "◆"),
    Style("#2f8f6b", "triangle-up", "▲"),
    Style("#b5762a", "triangle-down", "▼"),
    Style("#b0559b", "pentagon", "⬟"),
    Style("#7a7f87", "hexagon", "⬢"),
    Style("#5b8a1f", "star", "★"),
    Style("#2a8fa3", "cross", "✚"),
    Style("#a8586a", "triangle-left", "◀"),
)
# Colours of holders, muted, so that none is taken for a category's. Lightness between those against
# which black and white words can be read: 3:1 against both papers, and 4.5:1 under dark words.
HOLDERS = ("#7d91b0", "#a68c5c", "#7a9a80", "#9d84a3", "#b3826f", "#6f979e", "#8f9160", "#a97f8f")
# For hatches and axes: the grey that keeps 3:1 against both papers.
QUIET = "#7a7f87"
_PALE, _TINT = 0.18, 0.36
_FADING = (0.08, 0.2, 0.36, 0.55, 0.78, 1.0)


def tint(colour: str, opacity: float) -> str:
    """A colour that lets through what is behind it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.2f})"


def style_of(category: str, categories: Sequence[str]) -> Style:
    """The style of a category by its place among all categories of the story.

    Where colours come again it is with another shape, as long as there is one.
    """
    round_, place = divmod(list(categories).index(category), len(_STYLES))
    shape = _STYLES[(place + round_) % len(_STYLES)]
    return Style(_STYLES[place].colour, shape.symbol, shape.glyph)


def legend(categories: Sequence[str]) -> list[dict[str, Any]]:
    """What stands for each category, in order: its label, shape, glyph and colours.

    ``pale`` fills what is only possible, ``tint`` what is written, ``fading`` the steps of a bar
    whose other end is not known.
    """
    styles = ((name, style_of(name, categories)) for name in categories)
    return [
        {
            "label": name,
            "colour": style.colour,
            "shape": style.symbol,
            "glyph": style.glyph,
            "pale": tint(style.colour, _PALE),
            "tint": tint(style.colour, _TINT),
            "fading": [tint(style.colour, _TINT * step) for step in _FADING],
        }
        for name, style in styles
    ]
