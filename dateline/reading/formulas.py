"""Cells that a spreadsheet would take for a formula, and the apostrophe that makes a text of one.

The apostrophe is no part of the cell: who writes a table adds it, who reads one takes it off.
"""

import re

_SIGNS = "=+-@＝＋－＠"
# No cell of ours begins with a blank, but one from elsewhere may.
_STARTS = (*_SIGNS, "\t", "\r")
_DISARMED = re.compile(f"'+[{re.escape(_SIGNS)}]")


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula."""
    return cell.startswith(_STARTS)


def disarmed(cell: str) -> str:
    """The cell as it is written: with an apostrophe before what would be a formula.

    A cell that begins with apostrophes and then such a sign by itself gets one more, so that
    ``armed`` of what is written is the cell again.
    """
    return f"'{cell}" if is_formula(cell) or _DISARMED.match(cell) else cell


def armed(cell: str) -> str:
    """The cell that is meant by one as it is written: without that apostrophe."""
    return cell[1:] if _DISARMED.match(cell) else cell
