"""Tables to Plotly figures; the only importer of Plotly. Knows no Streamlit."""

from dateline.figures.holders import holders_figure
from dateline.figures.ownership import ownership_figure
from dateline.figures.ownership_history import history_figure
from dateline.figures.ownership_words import history_alt, ownership_alt
from dateline.figures.palette import guide, legend
from dateline.figures.timeline import (
    Placement,
    placement,
    timeline_alt,
    timeline_figure,
    timeline_list_figure,
)

__all__ = [
    "Placement",
    "guide",
    "history_alt",
    "history_figure",
    "holders_figure",
    "legend",
    "ownership_alt",
    "ownership_figure",
    "placement",
    "timeline_alt",
    "timeline_figure",
    "timeline_list_figure",
]
