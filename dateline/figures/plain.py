"""Figures as plain data for JSON, without Plotly's packed arrays."""

import datetime as dt
from typing import Any

import plotly.graph_objects as go


def plain_figure(figure: go.Figure) -> dict[str, Any]:
    """A figure's traces and layout as lists; moments are ISO text; without the template."""
    layout = figure.layout.to_plotly_json()
    layout.pop("template", None)
    return {
        "data": _plain([trace.to_plotly_json() for trace in figure.data]),
        "layout": _plain(layout),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    return value.isoformat() if isinstance(value, dt.datetime) else value


def milliseconds(time: dt.datetime) -> float:
    """Milliseconds since 1970, as Plotly counts them."""
    return (time - dt.datetime(1970, 1, 1)) / dt.timedelta(milliseconds=1)
