"""Who holds what on each day, assembled from a page as the reader does it (holdings.js).

tests/browser/test_contract.py compares the two.
"""

from collections.abc import Mapping, Sequence
from typing import Any

BAR_PX = 34


def with_states(ownership: Mapping[str, Any]) -> dict[str, Any]:
    """The page's ownership of its only whole, with the ``states`` of each layer.

    ``before`` is the state of earlier days.
    """
    if not ownership:
        return {}
    layers = {}
    for name, layer in ownership["layers"].items():
        (whole,) = layer["wholes"]
        before, *states = states_of(ownership, whole)
        layers[name] = {
            "days": layer["days"],
            "before": before,
            "states": states,
            "over_time": whole["over_time"],
        }
    return {**ownership, "layers": layers}


def states_of(ownership: Mapping[str, Any], whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All states of a whole; the first is that of the days before all others."""
    return [_state(ownership, whole, place) for place in range(len(whole["states"]))]


def _state(ownership: Mapping[str, Any], whole: Mapping[str, Any], place: int) -> dict[str, Any]:
    state = whole["states"][place]
    held = [
        [one for one in chart["holders"] if one["at"][0] <= place < one["at"][1]]
        for chart in whole["charts"]
    ]
    listed = ["; ".join(one["listed"] for one in holders if one["listed"]) for holders in held]
    listed += ["; ".join(one["listed"] for one in holders if one["sure"]) for holders in held[1:]]
    rows = [row for holders in held for one in holders for row in one["rows"]]
    before, after = state["alt"]
    charts = zip(whole["charts"], state["charts"], held, strict=True)
    return {
        "charts": [
            {"name": chart["name"], **_chart(ownership, summed, holders, whole["nothing"])}
            for chart, summed, holders in charts
        ],
        "keys": [row["key"] for row in rows],
        "possibly": [row["key"] for row in rows if row["possibly"]],
        "conflicts": [
            "".join(
                part if isinstance(part, str) else listed[part]
                for part in whole["conflicts"][number]
            )
            for number in state["conflicts"]
        ],
        "alt": before + "; ".join(one["alt"] for holders in held for one in holders) + after,
    }


def _chart(
    ownership: Mapping[str, Any],
    summary: Mapping[str, Any],
    holders: Sequence[Mapping[str, Any]],
    nothing: str,
) -> dict[str, Any]:
    styles = ownership["styles"]
    single = [one for one in holders if len(one["rows"]) == 1 and not one["aside"]]
    barred = [one for one in single if one["rows"][0]["share"] and one["rows"][0]["share"][1] > 0]
    rows: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    pieces: list[dict[str, Any]] = []
    if summary["stacked"] and (barred or summary["rest"]):
        rows.append({"label": "", "key": "", "bar": True})
        place = 0.0
        for one in sorted(barred, key=lambda one: -one["rows"][0]["share"][1]):
            (row,) = one["rows"]
            pieces += _pieces(row, 0, place, f"{one['name']} {row['short']}")
            place += row["share"][1]
        if summary["rest"]:
            nobody = len(styles) - 1
            pieces.append(_piece("", "", nobody, "hatched", 0, place, 100 - place))
            lines.append({"key": "", "style": None, "fill": "hatched", **summary["rest"]})
    for one in single:
        (row,) = one["rows"]
        if summary["stacked"] or one not in barred:
            lines.append(
                {
                    "key": row["key"],
                    "name": one["name"],
                    "text": row["text"],
                    "style": styles[row["style"]] if row["share"] else None,
                    "fill": row["swatch"],
                }
            )
        else:
            pieces += _pieces(row, len(rows), 0.0, "")
            rows.append({"label": f"{one['name']}: {row['text']}", "key": row["key"], "bar": True})
    for one in (one for one in holders if len(one["rows"]) == 1 and one["aside"]):
        (row,) = one["rows"]
        pieces += _pieces(row, len(rows), 0.0, "")
        label = f"{one['name']}: {row['text']}"
        rows.append({"label": label, "key": row["key"], "bar": row["share"] is not None})
    for one in (one for one in holders if len(one["rows"]) > 1):
        rows.append({"label": one["head"], "key": "", "bar": False})
        for row in one["rows"]:
            pieces += _pieces(row, len(rows), 0.0, "")
            rows.append({"label": row["text"], "key": row["key"], "bar": row["share"] is not None})
    if not holders:
        lines.append({"key": "", "name": "", "text": nothing, "style": None, "fill": "solid"})
    return {
        "rows": rows,
        "lines": lines,
        "sum": summary["sum"],
        "edges": [
            {name: piece[name] for name in ("row", "start", "length")}
            | {"colour": styles[piece["style"]]["colour"]}
            for piece in pieces
            if piece["fill"] == "unbounded"
        ],
        "figure": {
            "data": [_bars(ownership, pieces)],
            "layout": ownership["figure"]["layout"],
        },
        "inside": [
            {name: piece[name] for name in ("key", "words", "row", "start", "length")}
            | {"solid": piece["fill"] == "solid"}
            for piece in pieces
            if piece["words"]
        ],
    }


def _piece(
    key: str, words: str, style: int, fill: str, row: int, start: float, length: float
) -> dict[str, Any]:
    return {
        "key": key, "words": words, "style": style, "fill": fill,
        "row": row, "start": start, "length": length,
    }  # fmt: skip


def _pieces(row: Mapping[str, Any], number: int, place: float, words: str) -> list[dict[str, Any]]:
    if row["share"] is None:
        return []
    low, high = (min(end, 100 - place) for end in row["share"])
    key, style, fill, found = row["key"], row["style"], row["fill"], []
    if low:
        found.append(_piece(key, words, style, fill, number, place, low))
    if high > low:
        holders = "" if low else words
        found.append(_piece(key, holders, style, row["more"], number, place + low, high - low))
    if not high:
        found.append(_piece(key, words, style, fill, number, place, 0.4))
    return found


def _bars(ownership: Mapping[str, Any], pieces: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    (bars,) = ownership["figure"]["data"]
    styles = ownership["styles"]
    fills = [styles[piece["style"]]["fills"][piece["fill"]] for piece in pieces]
    colours = [styles[piece["style"]]["colour"] for piece in pieces]
    names = ("shape", "fgcolor", "bgcolor", "size", "solidity")
    return {
        **bars,
        "base": [piece["start"] for piece in pieces],
        "x": [piece["length"] for piece in pieces],
        "y": [piece["row"] for piece in pieces],
        "width": [BAR_PX] * len(pieces),
        "customdata": [piece["key"] for piece in pieces],
        "marker": {
            "line": {
                "width": [
                    0 if piece["fill"] == "unbounded" else bars["marker"]["line"]["width"]
                    for piece in pieces
                ],
                "color": colours,
            },
            "pattern": {name: [fill[name] for fill in fills] for name in names},
        },
    }
