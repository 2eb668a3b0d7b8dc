"""What was likely meant by a date or a share that can be read in more ways than one.

A guess is written out in a message and never taken: that is the writer's to decide. Knows no
file and no row.
"""

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from dateline.dates import is_date
from dateline.shares import is_share

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
# A spreadsheet counts days from here, and 1900 as a leap year.
_SERIALS_BEGIN = dt.date(1899, 12, 30)

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_GAP = r"[ ,/.-]+(?:of )?"
_TIME = r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?|z)?)?"
_BY_NAME = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_MONTH}{_GAP}{_DAY}{_GAP}(?P<year>\d{{4}})",
        rf"{_DAY}{_GAP}{_MONTH}{_GAP}{_YEAR}",
        rf"{_MONTH}{_GAP}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}){_GAP}{_MONTH}(?:{_GAP}{_DAY})?",
        rf"{_DAY}{_GAP}{_MONTH}",
        _MONTH,
    )
)
_MONTH_AND_NUMBER = re.compile(rf"{_MONTH}{_GAP}{_DAY}")
_TWO_MONTHS = re.compile(
    rf"{_MONTH}(?: ?(?:-|–|or|to) ?){_MONTH.replace('month', 'other')}{_GAP}(?P<year>\d{{4}})"
)
_SEASON = re.compile(rf"(?P<season>{'|'.join(_SEASONS)}){_GAP}(?P<year>\d{{4}})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})" + _TIME)
_YEAR_AND_NUMBER = re.compile(r"(\d{4}) ?[-/.–] ?(\d{1,2})")
_NUMBER_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_TWO_YEARS = re.compile(r"(\d{4}) ?(?:-|–|to|\.\.) ?(\d{4})")
_TWO_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})\.?")
_ABOUT = re.compile(r"(?:about|around|circa|ca?\.?|~|≈) ?(?P<date>.+)")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +")


def guess_dates(text: str, year: int | None = None) -> tuple[str, ...]:
    """EDTF that ``text`` likely means, likeliest first; ``year`` stands in where it has none."""
    plain = _WEEKDAY.sub("", " ".join(text.casefold().split()), count=1)
    guesses = dict.fromkeys(guess for guess in _dates(plain, year) if guess and is_date(guess))
    return tuple(itertools.islice(guesses, 2))


def _dates(text: str, year: int | None) -> Iterator[str]:
    if match := _ABOUT.fullmatch(text):
        found = match["date"]
        yield from (f"{guess}~" for guess in (found, *guess_dates(found, year)))
    for pattern in _BY_NAME:
        if match := pattern.fullmatch(text):
            parts = {"day": None, "year": None} | match.groupdict()
            yield _edtf(_whole_year(parts["year"], year), _MONTHS[match["month"]], parts["day"])
    if match := _MONTH_AND_NUMBER.fullmatch(text):
        # "Aug-17" is how a spreadsheet shows both August 2017 and the 17th of August.
        month, number = _MONTHS[match["month"]], match["day"]
        written = _whole_year(number, year) if len(number) == 2 else None
        as_year, as_day = _edtf(written, month), _edtf(year, month, number)
        is_recent = "-" in text and not str(written).startswith("19")
        yield from (as_year, as_day) if is_recent else (as_day, as_year)
    if match := _TWO_MONTHS.fullmatch(text):
        first, last = (_edtf(match["year"], _MONTHS[match[name]]) for name in ("month", "other"))
        yield f"[{first}..{last}]"
    if match := _SEASON.fullmatch(text):
        yield f"{match['year']}-{_SEASONS[match['season']]}"
    if match := _YEAR_FIRST.fullmatch(text):
        yield _edtf(match[1], match[2], match[3])
        if int(match[2]) > 12:
            yield _edtf(match[1], match[3], match[2])
    if match := _YEAR_LAST.fullmatch(text):
        written = _whole_year(match[4], year)
        if match[2] != ".":  # with full stops the day always comes first
            yield _edtf(written, match[1], match[3])
        yield _edtf(written, match[3], match[1])
        if len(match[4]) == 2 and match[2] != ".":
            yield _edtf(_whole_year(f"{match[1]:>02}", year), match[3], match[4])
    if match := _YEAR_AND_NUMBER.fullmatch(text):
        yield _edtf(match[1], match[2])
        yield f"{match[1]}/{match[1][:2]}{match[2]}"
    if match := _NUMBER_AND_YEAR.fullmatch(text):
        yield _edtf(match[2], match[1])
    if match := _TWO_YEARS.fullmatch(text):
        yield f"{match[1]}/{match[2]}"
    if match := _TWO_NUMBERS.fullmatch(text):
        yield _edtf(year, match[1], match[2])
        yield _edtf(year, match[2], match[1])
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        yield (_SERIALS_BEGIN + dt.timedelta(days=int(text[:5]))).isoformat()
    if re.fullmatch(r"\d{8}", text):
        yield _edtf(text[:4], text[4:6], text[6:])
    if match := re.fullmatch(r"(?:the )?(\d{3})0['’]?s", text):
        yield f"{match[1]}X"


def _edtf(year: str | int | None, month: str | int, day: str | int | None = None) -> str:
    if year is None:
        return ""
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day is not None else "")


def _whole_year(written: str | None, published: int | None) -> str | int | None:
    """Four digits: two are of the century that does not lie well after publication."""
    if written is None or len(written) == 4:
        return written or published
    latest = (published or dt.date.today().year) + 10
    return 2000 + int(written) if 2000 + int(written) <= latest else 1900 + int(written)


_NUMBER = r"\d+(?:\.\d+)?"
_SPAN = re.compile(rf"({_NUMBER}) ?(?:-|–|—|to|…|/|\.\.+) ?({_NUMBER})")
_FRACTION_WORDS = {
    "half": "1/2", "third": "1/3", "quarter": "1/4", "fifth": "1/5", "sixth": "1/6",
    "seventh": "1/7", "eighth": "1/8", "ninth": "1/9", "tenth": "1/10", "twelfth": "1/12",
}  # fmt: skip
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_FRACTION_IN_WORDS = re.compile(
    rf"(?:(?P<count>{'|'.join(_COUNTS)})[ -])?(?P<part>{'|'.join(_FRACTION_WORDS)})s?"
)
_MAJORITY = re.compile(r"(?:a |the )?(?:simple )?majority(?: stake)?|most|50\.0*1(?:\.\.100)?")
# Words before a number, by the sign that stands for them.
_SIGN_WORDS = (
    (
        re.compile(r"(?:just |a little )?(?:<(?!=)|under|below|less than|nearly|almost|shy of) ?"),
        "<",
    ),
    (re.compile(r"(?:\.\.|…|<=|≤|up to|at most|no more than|not more than|maximum) ?"), "<="),
    (re.compile(r"(?:just |a little )?(?:>(?!=)|over|above|more than) ?"), ">"),
    (re.compile(r"(?:>=|≥|at least|no less than|not less than|minimum) ?"), ">="),
    (re.compile(r"(?:about|around|roughly|some|approximately|circa|ca?\.?|~|≈) ?"), "~"),
)
_OPEN_END = re.compile(rf"({_NUMBER}) ?(?:\.\.|…|\+|or more)")
_AS_DATE = (
    re.compile(rf"{_MONTH}-(?P<day>\d{{1,2}})"),
    re.compile(rf"(?P<day>\d{{1,2}})-{_MONTH}"),
)


def guess_shares(text: str) -> tuple[str, ...]:
    """The share that ``text`` likely means, in the format's own spelling."""
    plain = re.sub(r"(\d),(\d)", r"\1.\2", " ".join(text.casefold().split()))
    plain = re.sub(r" ?(?:%|percent|per cent)", "", plain)
    guesses = dict.fromkeys(guess for guess in _shares(plain) if is_share(guess))
    return tuple(itertools.islice(guesses, 2))


def _shares(text: str) -> Iterator[str]:
    yield from _share_numbers(text)
    if _MAJORITY.fullmatch(text):
        yield ">50"
    for pattern, sign in _SIGN_WORDS:
        match = pattern.match(text)
        if match and match.end():
            yield from (f"{sign}{number}" for number in _share_numbers(text[match.end() :]))
    if match := _OPEN_END.fullmatch(text):
        yield f">={match[1]}"
    if match := re.fullmatch(rf"({_NUMBER}) ?/ ?({_NUMBER})", text):
        # "50/50" is two holders' shares in one cell.
        yield match[1] if float(match[1]) + float(match[2]) == 100 else ""
    elif match := _SPAN.fullmatch(text):
        yield f"{match[1]}..{match[2]}"
    for pattern in _AS_DATE:
        # A spreadsheet makes a date of "10-20" that was typed as a range, and of "1/3".
        if match := pattern.fullmatch(text):
            month, day = _MONTHS[match["month"]], int(match["day"])
            low, high = sorted((month, day))
            yield f"{low}..{high}"
            yield f"{low}/{high}"


def _share_numbers(text: str) -> Iterator[str]:
    """A number or a fraction, in digits or in words."""
    if re.fullmatch(_NUMBER, text) or re.fullmatch(r"\d+/\d+", text):
        yield text
    if match := _FRACTION_IN_WORDS.fullmatch(text):
        part, whole = _FRACTION_WORDS[match["part"]].split("/")
        yield f"{int(part) * _COUNTS[match['count'] or 'a']}/{whole}"
