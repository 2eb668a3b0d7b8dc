"""Colour and shape of each category: the same on every chart, whatever the filters leave."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How a category is drawn: a colour and a Plotly symbol name."""

    colour: str
    symbol: str


# Mid-tones that keep 3:1 against white and against #14161a, told apart in the common forms of
# colour blindness by lightness and by their shapes.
_STYLES = (
    Style("#3a76c4", "circle"),
    Style("#c8553d", "square"),
    Style("#7d6fd0", "diamond"),
    Style("#2f8f6b", "triangle-up"),
    Style("#b5762a", "triangle-down"),
    Style("#b0559b", "pentagon"),
    Style("#7a7f87", "hexagon"),
    Style("#5b8a1f", "star"),
    Style("#2a8fa3", "cross"),
    Style("#a8586a", "hourglass"),
)
HATCH = "#7a7f87"


def style_of(category: str, categories: Sequence[str]) -> Style:
    """The style of a category by its place among all categories of the story."""
    return _STYLES[list(categories).index(category) % len(_STYLES)]


def legend(categories: Sequence[str], *, background: bool = False) -> list[dict[str, str]]:
    """The page's legend: label, colour, shape and fill ("solid", "hollow") of each entry.

    One entry per category; with ``background`` one more for what other sources say.
    """
    entries = []
    for name in categories:
        style = style_of(name, categories)
        entries.append(
            {"label": name, "colour": style.colour, "shape": style.symbol, "fill": "solid"}
        )
    if background:
        label = "below the line: background, from another source"
        entries.append({"label": label, "colour": HATCH, "shape": "circle", "fill": "hollow"})
    return entries
