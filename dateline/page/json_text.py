"""JSON as the browser gets it: short, and safe inside a script element."""

import json
import re
from typing import Any

_HALF_PAIR = re.compile("[\ud800-\udfff]")


def compact_json(value: Any) -> str:
    """JSON without spaces, with every letter as it is."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def script_json(value: Any) -> str:
    """JSON that can stand in a script element and be encoded: no ``<``, no half of a pair."""
    text = compact_json(value)
    # Half of a surrogate pair is a character to Python and none to UTF-8.
    text = _HALF_PAIR.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
    return text.replace("<", "\\u003c")
