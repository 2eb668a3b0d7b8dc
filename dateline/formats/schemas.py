"""What the JSON schemas of our own formats have in common."""

from collections.abc import Mapping
from typing import Any


def strict_object(
    properties: Mapping[str, Any], optional: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The schema of an object that has all properties, maybe the optional ones, and no other."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }
