"""A date as other tools write it to EDTF, where it can be read in one way only.

What can be read in two ways comes back as it is: ``check`` asks, and writes out the likely ones.
"""

import re
from typing import Literal

from dateline.dates import is_date
from dateline.reading.date_guesses import guess_dates

Order = Literal["", "mdy", "dmy"]

_YEAR_FIRST = re.compile(r"(\d{4})[-/., ]+(\d{1,2})(?:[-/., ]+(\d{1,2}))?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
# The old JSON of TimelineJS: 2011,12,10,07,02,10, to which milliseconds may be added.
_PARTS = re.compile(
    r"(\d{4},\d{1,2},\d{1,2}),(\d{1,2})(?:,(\d{1,2}))?(?:,(\d{1,2}))?(?:,(\d{1,3}))?"
)
_CLOCK = re.compile(
    r"(.*\S)[ T](\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))*)"
)
# Without it a guess has filled in the century, or a spreadsheet's count of days.
_WHOLE_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d|\.\d)|(?<!\d)\d{8}(?!\d)")
_MIDNIGHT = re.compile(r"0?0:00(?::00(?:[.,]0+)?)?(?: ?(?:Z|UTC|GMT|[+-]00:?00))*")


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
    if _MIDNIGHT.fullmatch(clock):
        clock = ""
    if clock:
        text = text.rstrip(", ").removesuffix(" at")
    text = re.sub(r"^(\d{4})\.0+$", r"\1", text)
    for found in (text, _numbers(text.rstrip(", "), order), _by_words(text)):
        if found and is_date(found):
            return found, clock
    return text, clock


def _by_words(text: str) -> str:
    """The one date that ``check`` would suggest for words such as "July 20, 1969"; "" for more."""
    has_year = _WHOLE_YEAR.search(text) or re.search(r"\d{4}['’]?s\b", text)
    guesses: tuple[str, ...] = guess_dates(text) if has_year else ()
    return guesses[0] if len(guesses) == 1 else ""


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
    """EDTF at the precision of what is given; what is no date comes back in the same writing.

    A workbook writes whole numbers as 2014.0.
    """
    if not (year or month or day):
        return ""
    year, month, day = (re.sub(r"(?<=\d)\.0+$", "", part.strip()) for part in (year, month, day))
    parts = [year.zfill(4) if year.isdigit() else year or "?"]
    parts += [part.zfill(2) for part in (month, day if month else "") if part]
    if day and not month:
        parts.append(f"?-{day}")
    return "-".join(parts)
