"""What was likely meant by a date that is not written in EDTF.

A guess is written out in a message and never taken: that is the writer's to decide. Each is EDTF
that the parser reads. Knows no file and no row.
"""

import contextlib
import datetime as dt
import itertools
import re
from collections.abc import Iterator

from dateline.dates import is_date, parse_date

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
# Of other languages whole names alone: short ones mean another month elsewhere.
_MONTHS_ELSEWHERE = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
)
MONTHS = {
    name: number for names in _MONTHS_ELSEWHERE for number, name in enumerate(names.split(), 1)
}
MONTHS |= {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1} | {
    f"{number}{end}": number for number, end in ((1, "st"), (2, "nd"), (3, "rd"), (4, "th"))
}
# What EDTF calls thirds, quarters and halves of a year, which level 1 does not have.
_PARTS_OF_YEAR = {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12), 37: (1, 4), 38: (5, 8),
                  39: (9, 12), 40: (1, 6), 41: (7, 12)}  # fmt: skip
# A spreadsheet counts days from here, and 1900 as a leap year.
_SERIALS_BEGIN = dt.date(1899, 12, 30)
# No date is longer, in whatever words.
_LONGEST_CHARACTERS = 80
# A date within a date within a range is enough.
_DEEPEST = 3

MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_GAP = r"[ ,/.-]+(?:(?:of|de|del) )?"
_TIME = r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]\.?m\.?|z)?)?"
_BY_NAME = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{MONTH}{_GAP}{_DAY}{_GAP}(?P<year>\d{{4}})",
        rf"{_DAY}{_GAP}{MONTH}{_GAP}{_YEAR}",
        rf"{MONTH}{_GAP}(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}}){_GAP}{MONTH}(?:{_GAP}{_DAY})?",
        rf"{_DAY}{_GAP}{MONTH}",
        MONTH,
    )
)
_MONTH_AND_NUMBER = re.compile(rf"{MONTH}{_GAP}{_DAY}")
_SEASON = re.compile(rf"(?P<season>{'|'.join(_SEASONS)}){_GAP}(?P<year>\d{{4}})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})" + _TIME)
_YEAR_AND_NUMBER = re.compile(r"(\d{4}) ?[-/.–] ?(\d{1,2})")
_NUMBER_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_TWO_YEARS = re.compile(r"(\d{4}) ?(?:-|–|to|\.\.) ?(\d{4})")
_TWO_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})\.?")
_WEEK = re.compile(r"(?P<year>\d{4})-?w(?P<week>\d{1,2})(?:-?(?P<weekday>[1-7]))?"
                   r"|week (?P<number>\d{1,2})(?:,| of)? (?P<its_year>\d{4})")  # fmt: skip
_QUARTER = r"(?:q(?P<quarter>[1-4])|h(?P<half>[12]))"
_ORDINAL = rf"(?P<ordinal>{'|'.join(_ORDINALS)})"
_PART_OF_YEAR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_QUARTER}[ /-]*(?P<year>\d{{4}})",
        rf"(?P<year>\d{{4}})[ /-]*{_QUARTER}",
        rf"(?:the )?{_ORDINAL} (?P<unit>quarter|half)(?: of)? (?P<year>\d{{4}})",
    )
)
_CENTURY = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th) century")
_DECADE = re.compile(r"(?:the )?(\d{3})0['’]?s")
_ABOUT = re.compile(r"(?:about|around|approximately|roughly|circa|ca?\.?|~|≈) ?(?P<date>.+)")
_PERHAPS = re.compile(r"(?:perhaps|possibly|probably|maybe|presumably) (?P<date>.+)"
                      r"|(?P<before>.+?) ?(?:\(\?\)|\?)")  # fmt: skip
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +")
_LEAD_IN = re.compile(r"(?:on|in|at|the|am|im|le|el) +")
# The words stay in date_words: how early is nobody's to say in numbers.
_STRETCH = re.compile(
    r"(?:(?:the )?(?:very )?(?:early|late|mid|middle|beginning|start|end)(?:[ -](?:in|of))?"
    r"|anfang|mitte|ende)[ -]+(?P<date>.+)"
)
# Each: what stands before a date, and the EDTF that is likely meant by it, likeliest first. The
# day before and the day after a date are {before} and {after}.
_BOUNDS = (
    (r"(?:by|no later than|not later than|up to|on or before|≤|<=)", ("[..{0}]", "/{0}")),
    (r"(?:before|prior to|<)", ("[..{before}]", "[..{0}]")),
    (r"(?:until|till|til|through|bis|jusqu'au)", ("/{0}", "[..{0}]")),
    (r"(?:after|>)", ("[{after}..]", "[{0}..]")),
    (r"(?:on or after|no earlier than|not before|≥|>=)", ("[{0}..]", "{0}/..")),
    (r"(?:since|from|seit|starting|beginning)", ("{0}/..", "[{0}..]")),
    (r"(?:\.\.|…)", ("[..{0}]", "/{0}")),
    (r"(?:open|unknown|\?|\.\.)/", ("/{0}",)),
)  # fmt: skip
_BEFORE_DATE = tuple((re.compile(rf"{word} ?(?P<date>.+)"), forms) for word, forms in _BOUNDS)
_AFTER_DATE = (
    (re.compile(r"(?P<date>.+?) ?(?:\.\.|…)"), ("[{0}..]", "{0}/..")),
    (
        re.compile(
            r"(?P<date>.+?) ?(?:/|-|–|—|to|until|till) ?"
            r"(?:open|now|today|present|the present|ongoing|date|heute)?"
        ),
        ("{0}/..", "[{0}..]"),
    ),
    (re.compile(r"(?P<date>.+?)/(?:unknown|\?)"), ("{0}/",)),
)
_JOINED = (
    (re.compile(r"between (?P<first>.+?) and (?P<last>.+)"), ("[{0}..{1}]", "{0}/{1}")),
    (re.compile(r"(?P<first>.+?) ?(?: or |/) ?(?P<last>.+)"), ("[{0}..{1}]",)),
    (
        re.compile(
            r"(?:from )?(?P<first>.+?) ?(?: to | until | till | through | bis |\.\.+|…|–|—| - ) ?"
            r"(?P<last>.+)"
        ),
        ("{0}/{1}", "[{0}..{1}]"),
    ),
    (re.compile(r"(?:from )?(?P<first>[^-]+)-(?P<last>[^-]+)"), ("{0}/{1}", "[{0}..{1}]")),
)
_DAYS_OF_MONTH = (
    re.compile(rf"(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?P<join> ?[-–—/] ?| to | or | and )"
               rf"(?P<last>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}{MONTH}{_GAP}(?P<year>\d{{4}})"),
    re.compile(rf"{MONTH}{_GAP}(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?P<join> ?[-–—/] ?| to | or )"
               rf"(?P<last>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<year>\d{{4}})"),
)  # fmt: skip


def says_which_part(text: str) -> bool:
    """Whether words such as "early March 2023" say more than the date that is guessed for them."""
    return _STRETCH.fullmatch(" ".join(text.casefold().split())) is not None


def guess_dates(text: str, year: int | None = None) -> tuple[str, ...]:
    """EDTF that ``text`` likely means, likeliest first; ``year`` stands in where it has none."""
    plain = " ".join(text.casefold().split())
    if len(plain) > _LONGEST_CHARACTERS:
        return ()
    return tuple(itertools.islice(_accepted(plain, year, _DEEPEST), 2))


def months_of(ordinal: int, unit: str) -> tuple[int, int]:
    """The first and the last month of a quarter or half of a year; -1 is the last one."""
    count, length = (4, 3) if unit == "quarter" else (2, 6)
    number = count if ordinal == -1 else ordinal
    if not 1 <= number <= count:
        raise ValueError(f"a year has no {unit} {number}")
    return (number - 1) * length + 1, number * length


def _accepted(text: str, year: int | None, depth: int) -> Iterator[str]:
    """Each guess once, of those that are dates; with less and less of what stands around it."""
    seen: set[str] = set()
    for guess in _all(text, year, depth) if depth else ():
        if guess and guess not in seen and is_date(guess):
            seen.add(guess)
            yield guess


def _all(text: str, year: int | None, depth: int) -> Iterator[str]:
    yield from _point(text, year)
    yield from _vague(text, year, depth)
    yield from _ranges(text, year, depth)
    for pattern in (_WEEKDAY, _LEAD_IN):
        if match := pattern.match(text):
            yield from _accepted(text[match.end() :], year, depth - 1)


def _best(text: str, year: int | None, depth: int) -> str:
    """The one date within a longer text: as it is, or as it is likeliest meant."""
    found = text.strip()
    return found if is_date(found) else next(_accepted(found, year, depth - 1), "")


def _vague(text: str, year: int | None, depth: int) -> Iterator[str]:
    """Dates that are about, perhaps or within some time."""
    for pattern, mark in ((_ABOUT, "~"), (_PERHAPS, "?")):
        if match := pattern.fullmatch(text):
            found = match["date"] or match["before"]
            inner = (found, *_accepted(found, year, depth - 1))
            yield from (f"{guess}{mark}" for guess in inner if "/" not in guess)
    if match := _STRETCH.fullmatch(text):
        yield _best(match["date"], year, depth)


def _ranges(text: str, year: int | None, depth: int) -> Iterator[str]:
    """Dates with one bound or two."""
    for pattern in _DAYS_OF_MONTH:
        if match := pattern.fullmatch(text):
            month = MONTHS[match["month"]]
            days = [_edtf(match["year"], month, match[name]) for name in ("first", "last")]
            both = ["{0}/{1}", "[{0}..{1}]"]
            if "or" in match["join"]:
                both.reverse()
            yield from (form.format(*days) for form in both)
    for pattern, forms in _BEFORE_DATE + _AFTER_DATE:
        if (match := pattern.fullmatch(text)) and (date := _best(match["date"], year, depth)):
            near = {"before": _next_to(date, -1), "after": _next_to(date, 1)}
            yield from (form.format(date, **near) for form in forms)
    for pattern, forms in _JOINED:
        match = pattern.fullmatch(text)
        last = _best(match["last"], year, depth) if match else ""
        if match and last:
            # "3 May to 10 June 2023" and "May or June 2014": one year is of both.
            shared = re.match(r"\d{4}", last)
            first = _best(match["first"], int(shared[0]) if shared else year, depth)
            if first:
                yield from (form.format(first, last) for form in forms)


def _next_to(date: str, days: int) -> str:
    """The day before or after a day; any other date is its own neighbour."""
    parsed = parse_date(date)
    day = parsed.earliest
    if not parsed.is_exact or day is None or parsed.kind != "date":
        return date
    try:
        return (day + dt.timedelta(days=days)).isoformat()
    except OverflowError:
        return date


def _point(text: str, year: int | None) -> Iterator[str]:
    """Dates that name one day, month, season, year or part of a year."""
    for pattern in _BY_NAME:
        if match := pattern.fullmatch(text):
            parts = {"day": None, "year": None} | match.groupdict()
            yield _edtf(_whole_year(parts["year"], year), MONTHS[match["month"]], parts["day"])
    if match := _MONTH_AND_NUMBER.fullmatch(text):
        # "Aug-17" is how a spreadsheet shows both August 2017 and the 17th of August.
        month, number = MONTHS[match["month"]], match["day"]
        written = _whole_year(number, year) if len(number) == 2 else None
        as_year, as_day = _edtf(written, month), _edtf(year, month, number)
        is_recent = "-" in text and not str(written).startswith("19")
        yield from (as_year, as_day) if is_recent else (as_day, as_year)
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
        yield from _year_and_number(match[1], match[2], year)
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
    if re.fullmatch(r"\d{4}", text):
        yield text
    yield from _named_span(text)


def _year_and_number(year: str, number: str, published: int | None) -> Iterator[str]:
    """ "2014-4" is a month, "2014-33" a quarter in EDTF, "1939-45" two years."""
    yield _edtf(year, number)
    if int(number) in _PARTS_OF_YEAR:
        yield from _months(year, *_PARTS_OF_YEAR[int(number)])
    end = f"{year[:2]}{number:>02}"
    if int(end) <= (published or dt.date.today().year) or len(number) == 1 or int(number) < 21:
        yield f"{year}/{end}"


def _named_span(text: str) -> Iterator[str]:
    """A week, a quarter, a half, a decade or a century."""
    if match := _WEEK.fullmatch(text):
        year, week = match["year"] or match["its_year"], match["week"] or match["number"]
        try:
            monday = dt.date.fromisocalendar(int(year), int(week), 1)
        except ValueError:
            return
        if match["weekday"]:
            yield (monday + dt.timedelta(days=int(match["weekday"]) - 1)).isoformat()
            return
        sunday = monday + dt.timedelta(days=6)
        yield from (f"[{monday}..{sunday}]", f"{monday}/{sunday}")
    for pattern in _PART_OF_YEAR:
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            number = found.get("quarter") or found.get("half")
            unit = found.get("unit") or ("quarter" if found.get("quarter") else "half")
            ordinal = int(number) if number else _ORDINALS[found["ordinal"] or ""]
            with contextlib.suppress(ValueError):
                yield from _months(match["year"], *months_of(ordinal, unit))
    if match := _DECADE.fullmatch(text):
        yield f"{match[1]}X"
    if match := _CENTURY.fullmatch(text):
        yield f"{int(match[1]) - 1:02}XX"


def _months(year: str, first: int, last: int) -> Iterator[str]:
    """The months of a part of a year: one day in them, or all of the time."""
    start, end = _edtf(year, first), _edtf(year, last)
    yield from (f"[{start}..{end}]", f"{start}/{end}")


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
