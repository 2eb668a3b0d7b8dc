"""What differs between two views of the desk, as its windows get it."""

from collections.abc import Mapping
from typing import Any

View = Mapping[str, Any]


def change_between(before: View, after: View) -> dict[str, Any]:
    """The top-level keys that changed; of the rows those that changed, went, or moved."""
    change = {
        key: value
        for key, value in after.items()
        if key != "rows" and (key not in before or not _is_same(value, before[key]))
    }
    rows = _rows_change(before.get("rows", ()), after.get("rows", ()))
    return change | ({"rows": rows} if rows else {})


def _rows_change(before: Any, after: Any) -> dict[str, Any]:
    old = {row["uid"]: row for row in before}
    new = {row["uid"]: row for row in after}
    put = [row for uid, row in new.items() if not _is_same(row, old.get(uid))]
    gone = [uid for uid in old if uid not in new]
    # Where those that stay keep their order and new ones come last, the windows know the order.
    kept = [uid for uid in old if uid in new] + [uid for uid in new if uid not in old]
    change: dict[str, Any] = {"put": put, "gone": gone} if put or gone else {}
    if kept != list(new):
        change = {"put": put, "gone": gone, "order": list(new)}
    return change


def _is_same(one: Any, other: Any) -> bool:
    return one is other or bool(one == other)
