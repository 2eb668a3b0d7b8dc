"""Golden figures: a figure's content, compared with a file that a person has checked."""

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

FOLDER = Path(__file__).parent / "golden"


def normalised(figure: go.Figure) -> str:
    """The figure as JSON without its template, keys sorted, numbers rounded to 3 decimals."""
    content = json.loads(figure.to_json())
    content.get("layout", {}).pop("template", None)
    return json.dumps(_rounded(content), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value


def compare(name: str, figure: go.Figure, *, update: bool) -> None:
    """Fail if the figure differs from NAME.json, and write NAME-changed.json beside it."""
    path, changed = FOLDER / f"{name}.json", FOLDER / f"{name}-changed.json"
    found = normalised(figure)
    if update:
        path.write_text(found, encoding="utf-8")
    wanted = path.read_text(encoding="utf-8") if path.is_file() else ""
    if found != wanted:
        changed.write_text(found, encoding="utf-8")
        pytest.fail(f"the figure differs from {path.name}: see {changed.name}, or --golden-update")
    changed.unlink(missing_ok=True)
