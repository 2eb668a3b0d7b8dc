"""What the JSON schemas of our own formats have in common."""

from collections.abc import Collection, Mapping
from typing import Any


def strict_object(
    properties: Mapping[str, Any], *, optional: Collection[str] = ()
) -> dict[str, Any]:
    """The schema of an object with these required and optional properties and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
