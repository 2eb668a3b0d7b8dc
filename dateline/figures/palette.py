"""Colour and shape of each category: the same on every chart, whatever the filters leave."""

from collections.abc import Sequence
from dataclasses import dataclass


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
    Style("#a8586a", "hourglass", "⧗"),
)
# For hatches, leaders and axes: the grey that keeps 3:1 against both papers.
QUIET = "#7a7f87"


def tint(colour: str, opacity: float) -> str:
    """A colour that lets through what is behind it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def style_of(category: str, categories: Sequence[str]) -> Style:
    """The style of a category by its place among all categories of the story.

    Where colours come again it is with another shape, as long as there is one.
    """
    round_, place = divmod(list(categories).index(category), len(_STYLES))
    shape = _STYLES[(place + round_) % len(_STYLES)]
    return Style(_STYLES[place].colour, shape.symbol, shape.glyph)


def legend(categories: Sequence[str]) -> list[dict[str, str]]:
    """What stands for each category, in order: label, colour, shape, glyph."""
    styles = ((name, style_of(name, categories)) for name in categories)
    return [
        {"label": name, "colour": style.colour, "shape": style.symbol, "glyph": style.glyph}
        for name, style in styles
    ]
