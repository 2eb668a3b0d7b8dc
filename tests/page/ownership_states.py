"""Who holds what on each day, assembled from a page as the reader does it (holdings.js).

tests/browser/test_contract.py compares the two.
"""

from collections.abc import Mapping, Sequence
from typing import Any


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
            {
                "name": chart["name"],
                "sentence": _sentence(whole, summed, holders, number),
                "sum": summed["sum"],
                **_chart(ownership, summed, holders),
            }
            for number, (chart, summed, holders) in enumerate(charts)
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


def _sentence(
    whole: Mapping[str, Any],
    summary: Mapping[str, Any],
    holders: Sequence[Mapping[str, Any]],
    number: int,
) -> list[Any]:
    if summary["sentence"] is not None:
        return list(whole["sentences"][summary["sentence"]])
    return [] if number or holders else [whole["nothing"]]


def _chart(
    ownership: Mapping[str, Any],
    summary: Mapping[str, Any],
    holders: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
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
            pieces += _pieces(one["name"], row, 0, place)
            place += row["share"][1]
        if summary["rest"]:
            words = {"name": summary["rest"]["name"], "words": summary["rest"]["text"]}
            nobody = {"key": "", **words, "stance": "", "style": len(ownership["styles"]) - 1}
            pieces.append(
                {**nobody, "fill": "hatched", "row": 0, "start": place, "length": 100 - place}
            )

    def add_row(label: str, row: Mapping[str, Any], name: str) -> None:
        pieces.extend(_pieces(name, row, len(rows), 0.0))
        rows.append({"label": label, "key": row["key"], "bar": row["share"] is not None})

    for one in single:
        (row,) = one["rows"]
        if summary["stacked"] or one not in barred:
            said = {name: row[name] for name in ("key", "text", "share", "stance")}
            lines.append({**said, "name": one["name"], "words": row["short"]})
        else:
            add_row(f"{one['name']}: {row['text']}", row, one["name"])
    for one in (one for one in holders if len(one["rows"]) == 1 and one["aside"]):
        (row,) = one["rows"]
        add_row(f"{one['name']}: {row['text']}", row, one["name"])
    for one in (one for one in holders if len(one["rows"]) > 1):
        rows.append({"label": one["head"], "key": "", "bar": False})
        for row in one["rows"]:
            add_row(row["text"], row, one["name"])
    return {"rows": rows, "lines": lines, "pieces": pieces}


def _pieces(name: str, row: Mapping[str, Any], number: int, start: float) -> list[dict[str, Any]]:
    if row["share"] is None:
        return []
    low, high = (min(end, 100 - start) for end in row["share"])
    piece = {
        "key": row["key"],
        "name": name,
        "words": row["short"],
        "stance": row["stance"],
        "style": row["style"],
        "row": number,
    }
    found = []
    if low:
        found.append({**piece, "fill": row["fill"], "start": start, "length": low})
    if high > low:
        found.append({**piece, "fill": row["more"], "start": start + low, "length": high - low})
    return found
