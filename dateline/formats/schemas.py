"""What the JSON schemas of our own formats have in common."""

from collections.abc import Mapping
from typing import Any


def strict_object(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of an object that has all of these properties and no other."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
