"""A date as other tools write it to EDTF, where it can be read in one way only.

What can be read in two ways comes back as it is: ``check`` asks, and writes out the likely ones.
"""

import re
from typing import Literal

from dateline.dates import is_date

Order = Literal["", "mdy", "dmy"]

_YEAR_FIRST = re.compile(r"(\d{4})[-/., ]+(\d{1,2})(?:[-/., ]+(\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
# The old JSON of TimelineJS: 2011,12,10,07,02,10, to which milliseconds may be added.
_PARTS = re.compile(
    r"(\d{4},\d{1,2},\d{1,2}),(\d{1,2})(?:,(\d{1,2}))?(?:,(\d{1,2}))?(?:,(\d{1,3}))?"
)
_CLOCK = re.compile(r"(.*\S)[ T](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?)")


def edtf_of(text: str, order: Order = "") -> tuple[str, str]:
    """The date in EDTF, and the time of day beside it, which EDTF is not read with; "" = none.

    ``order`` says what 3/4/2014 means where somebody knows.
    """
    text, clock = text.strip(), ""
    parts = re.sub(r"\s*,\s*", ",", text).rstrip(",")
    if match := _PARTS.fullmatch(parts):
        text, hour, minute, second, millisecond = match.groups(default="")
        clock = f"{hour:0>2}:{minute:0>2}"
        clock += f":{second:0>2}" if second else ""
        clock += f".{millisecond:0>3}" if millisecond else ""
    elif match := _CLOCK.fullmatch(text):
        text, clock = match[1], match[2]
    if re.fullmatch(r"0?0:00(?::00(?:\.0+)?)?", clock):
        clock = ""
    for found in (text, _numbers(text.rstrip(", "), order)):
        if found and is_date(found):
            return found, clock
    return text, clock


def _numbers(text: str, order: Order) -> str:
    if match := _YEAR_FIRST.fullmatch(text):
        return date_of_parts(match[1], match[2], match[3] or "")
    if match := _MONTH_YEAR.fullmatch(text):
        return date_of_parts(match[2], match[1], "")
    if match := _YEAR_LAST.fullmatch(text):
        one, other, year = match[1], match[3], match[4]
        if order:
            month, day = (one, other) if order == "mdy" else (other, one)
            return date_of_parts(year, month, day)
        # With full stops the day comes first; else a number over 12 or two equal ones decide.
        if match[2] == "." or int(one) > 12 or int(one) == int(other):
            return date_of_parts(year, other, one)
        if int(other) > 12:
            return date_of_parts(year, one, other)
    return ""


def date_of_parts(year: str, month: str = "", day: str = "") -> str:
    """EDTF at the precision of what is given; what is no date comes back in the same writing."""
    parts = [year.zfill(4) if year.isdigit() else year]
    parts += [part.zfill(2) for part in (month, day if month else "") if part]
    if day and not month:
        parts.append(f"?-{day}")
    return "-".join(parts)
