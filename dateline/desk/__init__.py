"""The desk's model: a story's rows as a person writes them, and the files that they are kept in.

Knows no page and no server. ``Desk`` is all that a host needs.
"""

from dateline.desk.model import Desk, DeskError

__all__ = ["Desk", "DeskError"]
