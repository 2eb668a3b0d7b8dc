"""How a content security policy names a script or a style: by the hash of its text."""

import hashlib
from base64 import b64encode


def source_hash(text: str) -> str:
    """The source expression that allows exactly this text."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"
