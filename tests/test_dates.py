"""EDTF text to bounds, words and certainty. The bounds are ours: the libraries get some wrong."""

import contextlib
import datetime as dt
import io
import re
from collections.abc import Callable

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import example, given
from hypothesis import strategies as st

from dateline import dates
from dateline.dates import (
    PartialDate,
    certainty,
    parse_date,
)

NO_BOUND = ""


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def stated_bounds(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    date = parse_date(edtf)
    return date.stated_earliest, date.stated_latest


def bounds(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    date = parse_date(edtf)
    return date.earliest, date.latest


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2014-04-21", "2014-04-21", "2014-04-21"),
        (" 2014-04-21 ", "2014-04-21", "2014-04-21"),
        ("2014-04", "2014-04-01", "2014-04-30"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2014", "2014-01-01", "2014-12-31"),
        ("2014-04-XX", "2014-04-01", "2014-04-30"),
        ("2014-XX", "2014-01-01", "2014-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        # Seasons; winter spans the new year and ends on a leap day every four years.
        ("2014-21", "2014-03-01", "2014-05-31"),
        ("2014-22", "2014-06-01", "2014-08-31"),
        ("2014-23", "2014-09-01", "2014-11-30"),
        ("2014-24", "2014-12-01", "2015-02-28"),
        ("2015-24", "2015-12-01", "2016-02-29"),
        # Approximate: one unit of its precision to either side.
        ("2014-04-21~", "2014-04-20", "2014-04-22"),
        ("2014-03-01~", "2014-02-28", "2014-03-02"),
        ("2014-04~", "2014-03-01", "2014-05-31"),
        ("2014-01~", "2013-12-01", "2014-02-28"),
        ("2014-12~", "2014-11-01", "2015-01-31"),
        ("2007~", "2006-01-01", "2008-12-31"),
        ("201X~", "2000-01-01", "2029-12-31"),
        ("19XX~", "1800-01-01", "2099-12-31"),
        # Uncertain: a doubt, not a wider range; '%' is both.
        ("2007?", "2007-01-01", "2007-12-31"),
        ("2007%", "2006-01-01", "2008-12-31"),
        # An approximate date can't go beyond the ends of the calendar.
        ("0001-01-01~", "0001-01-01", "0001-01-02"),
        ("9999-12-31~", "9999-12-30", "9999-12-31"),
        ("0001~", "0001-01-01", "0002-12-31"),
        # Intervals.
        ("2013-12/2014-02", "2013-12-01", "2014-02-28"),
        ("2014/2014-04-10", "2014-01-01", "2014-04-10"),
        ("2014-04-10/2014", "2014-04-10", "2014-12-31"),
        ("2007~/2014-04-21", "2006-01-01", "2014-04-21"),
        ("/2014-04-22", NO_BOUND, "2014-04-22"),
        ("../2014-04-22", NO_BOUND, "2014-04-22"),
        ("2014-04/", "2014-04-01", NO_BOUND),
        ("2014-04/..", "2014-04-01", NO_BOUND),
        ("2014-XX/2015", "2014-01-01", "2015-12-31"),
        ("2014/2014-XX", "2014-01-01", "2014-12-31"),
        ("../201X", NO_BOUND, "2019-12-31"),
        ("2014-21~/2014-22", "2013-12-01", "2014-08-31"),
        # One day out of a range.
        ("[2014-04-22..2014-04-23]", "2014-04-22", "2014-04-23"),
        ("[2013-12..2014-02]", "2013-12-01", "2014-02-28"),
        ("[..2014-04-23]", NO_BOUND, "2014-04-23"),
        ("[..2007]", NO_BOUND, "2007-12-31"),
        ("[2014-04-22..]", "2014-04-22", NO_BOUND),
    ],
)
def test_bounds_enclose_every_day_the_text_allows(edtf: str, earliest: str, latest: str) -> None:
    assert bounds(edtf) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2007~", "2007-01-01", "2007-12-31"),
        ("2014-04-21~", "2014-04-21", "2014-04-21"),
        ("2007~/2014-04-21~", "2007-01-01", "2014-04-21"),
    ],
)
def test_stated_bounds_leave_the_approximation_out(edtf: str, earliest: str, latest: str) -> None:
    assert stated_bounds(edtf) == (day(earliest), day(latest))


@pytest.mark.parametrize(
    ("edtf", "kind", "ongoing"),
    [
        ("2014", "date", False),
        ("2013/2014", "interval", False),
        ("2013/", "interval", False),
        ("2013/..", "interval", True),
        ("../2013", "interval", False),
        ("[2013..2014]", "one_of", False),
        ("[2013..]", "one_of", False),
    ],
)
def test_an_open_end_goes_on_and_an_unknown_end_does_not(
    edtf: str, kind: str, ongoing: bool
) -> None:
    date = parse_date(edtf)
    assert (date.kind, date.ongoing) == (kind, ongoing)


@pytest.mark.parametrize(
    ("edtf", "exact"),
    [
        ("2014-04-21", True),
        ("2014-04-21/2014-04-23", True),
        ("2014-04", False),
        ("2014-04-21~", False),
        ("2014-04-21?", False),
        ("2014-04-21/", False),
        ("[2014-04-21..2014-04-22]", False),
    ],
)
def test_only_certain_days_are_exact(edtf: str, exact: bool) -> None:
    assert parse_date(edtf).is_exact is exact


@pytest.mark.parametrize(
    ("edtf", "bounded"),
    [("2014", True), ("2013/2014", True), ("2013/", False), ("[..2014]", False)],
)
def test_a_date_is_bounded_when_both_ends_are_known(edtf: str, bounded: bool) -> None:
    assert parse_date(edtf).is_bounded is bounded


NOT_EDTF = "is not an EDTF date"
NOT_READ = "is EDTF of a kind that is not supported (only level 0, level 1 and [a..b] are)"
NO_DAY = "is outside the years 1 to 9999 or not a day of the calendar"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", NOT_EDTF),
        ("April 2014", NOT_EDTF),
        ("2014-13-05", NOT_EDTF),
        ("2014-02-30", NOT_EDTF),
        ("21/04/2014", NOT_EDTF),
        ("2014-04-21/open", NOT_EDTF),
        ("[2014,2015]", "is a list of dates, which a timeline cannot place"),
        ("[2014,2014-XX]", "is a list of dates, which a timeline cannot place"),
        ("[2014-04-21]", NOT_EDTF),
        ("2014/2014-XX/2015", NOT_EDTF),
        ("[2014/2015]", NOT_EDTF),
        ("2014/[2015]", NOT_EDTF),
        ("../Y12014", NOT_READ),
        ("{2014..2015}", NOT_READ),
        ("-0100", NOT_READ),
        ("Y17000", NOT_READ),
        ("2014-25", NOT_READ),
        ("2014?-04", NOT_READ),
        ("2014-04-21T10:00:00", NOT_READ),
        ("0000", NO_DAY),
        ("0000-04", NO_DAY),
        ("9999-24", NO_DAY),
        ("../..", "names no day at either end"),
        ("/..", "names no day at either end"),
        ("2014-04/2013", "ends before it starts"),
        ("[2014-04-22..2014-04-21]", "ends before it starts"),
    ],
)
def test_an_invalid_date_says_why(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_date(text)


@pytest.mark.parametrize(
    ("edtf", "first", "last", "expected"),
    [
        # A point.
        ("2014-04-21", "2014-04-21", "2014-04-21", "surely"),
        ("2014-04-21", "2014-04-22", NO_BOUND, "no"),
        ("2014-04-21", NO_BOUND, "2014-04-20", "no"),
        ("2014-04", "2014-04-01", "2014-04-30", "surely"),
        ("2014-04", "2014-04-02", NO_BOUND, "possibly"),
        ("2014-04", "2014-04-30", "2014-05-31", "possibly"),
        ("2014-04", "2014-05-01", NO_BOUND, "no"),
        ("2007~", "2007-01-01", "2007-12-31", "possibly"),
        ("2007~", "2006-01-01", "2008-12-31", "surely"),
        ("2007~", "2009-01-01", NO_BOUND, "no"),
        ("2007?", "2000-01-01", "2020-12-31", "possibly"),
        ("2007?", "2008-01-01", NO_BOUND, "no"),
        ("2007?", NO_BOUND, NO_BOUND, "surely"),
        # One day out of a range.
        ("[..2014-04-23]", NO_BOUND, "2014-04-23", "surely"),
        ("[..2014-04-23]", "2014-01-01", "2014-04-23", "possibly"),
        ("[..2014-04-23]", "2014-04-24", NO_BOUND, "no"),
        ("[2014-04-22..]", "2014-04-22", NO_BOUND, "surely"),
        ("[2014-04-22..]", NO_BOUND, "2014-12-31", "possibly"),
        ("[2014-04-22..2014-04-23]", "2014-04-23", "2014-04-23", "possibly"),
        # An interval lasts: one day of it in the range is enough.
        ("2013-12-01/2014-02-28", "2014-01-10", "2014-01-10", "surely"),
        ("2013-12/2014-02", "2014-01-10", "2014-01-10", "surely"),
        ("2013-12/2014-02", "2013-12-10", "2013-12-10", "possibly"),
        ("2013-12/2014-02", "2014-02-10", NO_BOUND, "possibly"),
        ("2013-12/2014-02", "2014-03-01", NO_BOUND, "no"),
        ("2014-04-10~/2014-04-10~", "2014-04-01", "2014-04-30", "surely"),
        ("2013?/2014-02", "2014-01-10", "2014-01-10", "possibly"),
        # With an open end it goes on; with an unknown end only its start is sure.
        ("2013-12-05/..", "2020-01-01", "2020-01-01", "surely"),
        ("2013-12-05/", "2020-01-01", "2020-01-01", "possibly"),
        ("2013-12-05/", "2013-12-05", "2013-12-05", "surely"),
        ("2014-04/", "2014-04-30", "2014-12-31", "possibly"),
        ("2014-04/", "2014-05-01", NO_BOUND, "possibly"),
        ("/2014-04-22", "2014-04-22", "2014-04-22", "surely"),
        ("/2014-04-22", "2014-01-01", "2014-04-21", "possibly"),
        ("/2014-04", NO_BOUND, "2014-04-01", "possibly"),
        ("/2014-04-22", "2014-04-23", NO_BOUND, "no"),
    ],
)
def test_a_date_is_surely_possibly_or_not_in_a_range(
    edtf: str, first: str, last: str, expected: str
) -> None:
    assert certainty(parse_date(edtf), day(first), day(last)) == expected


def test_an_undated_row_is_possibly_in_any_range_and_surely_in_all_time() -> None:
    assert certainty(None, dt.date(2014, 1, 1), None) == "possibly"
    assert certainty(None, None, None) == "surely"


def test_dates_are_read_by_their_first_day_as_written_then_by_their_last() -> None:
    in_order = [
        "[..2007]",  # no first day is known: its last one stands in
        "2013",
        "2013-12-01",
        "2013-12",
        "2014-01~",  # after December, which it may have been
        "2014-04-20/..",
        "[2014-04-21..2014-04-22]",
        "[2014-04-21..2014-04-23]",
        "2014-04-21/",
        "[..2014-04-23]",
    ]
    backwards = in_order[::-1]
    assert sorted(backwards, key=lambda text: parse_date(text).sort_key) == in_order


DAYS = st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31))
RANGES = st.tuples(DAYS, DAYS).map(sorted)


def _written(form: str) -> Callable[[dt.date], str]:
    return lambda d: {
        "day": d.isoformat(),
        "month": d.isoformat()[:7],
        "year": d.isoformat()[:4],
        "season": f"{d.year:04}-{21 + d.month % 4}",
        "decade": f"{d.isoformat()[:3]}X",
    }[form]


def _points(year: st.SearchStrategy[dt.date], marks: str = "~?%") -> st.SearchStrategy[str]:
    plain = st.one_of(*(year.map(_written(form)) for form in ("day", "month", "year")))
    marked = st.tuples(plain, st.sampled_from(["", *marks])).map("".join)
    return st.one_of(marked, year.map(_written("season")), year.map(_written("decade")))


POINTS = _points(st.dates(dt.date(10, 1, 1), dt.date(9998, 12, 31)))
OPEN_OR_POINT = st.one_of(st.sampled_from(["", ".."]), POINTS)


def _is_readable(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


# Few of the generated ranges run backwards or are open at both ends; those are left out.
EDTF = st.one_of(
    POINTS,
    st.tuples(OPEN_OR_POINT, OPEN_OR_POINT).map("/".join),
    st.tuples(OPEN_OR_POINT, OPEN_OR_POINT).map(
        lambda ends: "[" + "..".join(end.strip(".") for end in ends) + "]"
    ),
).filter(_is_readable)


_PIECES = st.one_of(
    POINTS, st.sampled_from([*"0123456789XYSTZe~?%.,/[]{}:+- ", "..", "2014-XX", "T10:00:00Z"])
)


@given(st.lists(_PIECES, max_size=6).map("".join))
@example("2014-XX/2015")
@example("../201X")
def test_any_text_is_read_or_refused_and_nothing_is_printed(text: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        _is_readable(text)
    assert printed.getvalue() == ""


@given(EDTF)
def test_the_stated_days_lie_within_the_possible_ones(edtf: str) -> None:
    date = parse_date(edtf)
    known = [date.earliest, date.stated_earliest, date.stated_latest, date.latest]
    days = [each for each in known if each is not None]
    assert days == sorted(days)
    assert (date.earliest is None) == (date.start is None)
    assert (date.latest is None) == (date.end is None)


@given(DAYS)
def test_a_day_is_that_day_and_nothing_wider(one: dt.date) -> None:
    date = parse_date(one.isoformat())
    assert (date.earliest, date.latest, date.is_exact) == (one, one, True)


@given(EDTF, RANGES, RANGES)
def test_a_wider_range_never_makes_a_date_less_sure(
    edtf: str, one: list[dt.date], other: list[dt.date]
) -> None:
    order = ["no", "possibly", "surely"]
    date = parse_date(edtf)
    narrow = certainty(date, one[0], one[1])
    wide = certainty(date, min(one[0], other[0]), max(one[1], other[1]))
    assert order.index(narrow) <= order.index(wide)


def _possible_spans(date: PartialDate) -> list[tuple[dt.date, dt.date]]:
    """Every first and last day that the text allows, in a calendar of one month."""
    first, last = dt.date(2014, 4, 1), dt.date(2014, 4, 30)
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    starts = [d for d in days if not date.start or date.start.earliest <= d <= date.start.latest]
    ends = [d for d in days if not date.end or date.end.earliest <= d <= date.end.latest]
    if date.kind != "interval":
        return [(d, d) for d in days if d in starts or d in ends]
    return [(a, b) for a in starts for b in ends if a <= b]


APRIL = st.dates(dt.date(2014, 4, 3), dt.date(2014, 4, 27))
APRIL_POINT = st.tuples(APRIL.map(str), st.sampled_from(["", "~"])).map("".join)
APRIL_END = st.one_of(st.just(""), APRIL_POINT)


@given(
    st.tuples(APRIL_END, APRIL_END).map("/".join).filter(_is_readable),
    st.tuples(APRIL, APRIL).map(sorted),
)
def test_an_interval_is_sure_when_every_way_to_read_it_reaches_into_the_range(
    edtf: str, asked: list[dt.date]
) -> None:
    first, last = asked
    date = parse_date(edtf)
    inside = [a <= last and b >= first for a, b in _possible_spans(date)]
    expected = "surely" if all(inside) else "possibly" if any(inside) else "no"
    assert certainty(date, first, last) == expected


BOUNDED = st.tuples(APRIL_POINT, APRIL_POINT).map("/".join).filter(_is_readable)


@given(BOUNDED)
def test_an_interval_went_on_on_the_days_that_it_has_however_it_is_read(edtf: str) -> None:
    date = parse_date(edtf)
    spans = _possible_spans(date)
    sure = [
        day for day, _ in _possible_spans(parse_date("2014-04/2014-04"))
        if all(first <= day <= last for first, last in spans)
    ]  # fmt: skip
    assert date.went_on == ((min(sure), max(sure)) if sure else None)


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2014-04-03/2014-04-10", ("2014-04-03", "2014-04-10")),
        ("2014-04/2014-06", ("2014-04-30", "2014-06-01")),
        ("2014-04/2014-04", None),
        ("2014/..", ("2014-12-31", None)),
        ("2014~/..", ("2015-12-31", None)),
        # Nothing is sure about an unknown date or one that may be another.
        ("2014/", None),
        ("/2014-04-22", None),
        ("2014?/..", None),
        ("2014-04-03/2014-04-10?", None),
        # Neither one day between two nor a month is a duration.
        ("[2014-04-03..2014-04-10]", None),
        ("2014-04", None),
    ],
)
def test_the_days_on_which_an_interval_surely_went_on(
    edtf: str, days: tuple[str, str | None] | None
) -> None:
    found = parse_date(edtf).went_on
    assert (found and tuple(day and day.isoformat() for day in found)) == days


POINTS = st.from_regex(r"\A[0-3]\d{3}(-[0-3]\d(-[0-4]\d)?)?[~?%]?\Z")
PLAIN = st.one_of(
    POINTS,
    st.tuples(POINTS, POINTS).map("/".join),
    st.tuples(st.one_of(st.just(""), POINTS), st.one_of(st.just(""), POINTS)).map(
        lambda ends: "[{}..{}]".format(*ends)
    ),
)


@given(PLAIN)
def test_a_text_that_the_library_is_not_asked_about_is_edtf(text: str) -> None:
    if dates._is_plain(text):
        parse_edtf(text)


@pytest.mark.parametrize(
    "text",
    ["2014", "2014-04", "2014-04-30", "2007~", "2007-04?", "2014-04-21%", "2013-12/2014-02",
     "2014-02-28~/2015", "[..2014-04-23]", "[2014..]", "[2014-03..2014-04]"],
)  # fmt: skip
def test_what_stories_hold_most_is_known_without_the_library(text: str) -> None:
    parse_edtf(text)
    assert dates._is_plain(text)


@pytest.mark.parametrize(
    "text",
    ["2014-13", "2014-04-31", "2013-02-29", "[2014..2014-04]", "[2014~..]", "2014-04-31/2015",
     "0000", "201X", "2014-21"],
)  # fmt: skip
def test_everything_else_is_left_to_the_library(text: str) -> None:
    assert not dates._is_plain(text)


PIECES = st.sampled_from(
    ("2014", "2014-04-21", "21", "3", "11", "/", "..", ".", "-", "~", "?", "[", "]", "{", ",", " ",
     "unknown", "open", "March", "X", "Y", "E", "S2", "T10:00", "Z", "199", "20", "+01:00")
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=5).map("".join))
@example("11/3/2018")
@example("21.04.2014")
@example("about 2014")
def test_a_text_rejected_without_the_library_is_not_edtf(text: str) -> None:
    if dates._NEVER.search(text):
        with pytest.raises((EDTFParseException, ValueError, TypeError)):
            parse_edtf(text)


def test_an_invalid_date_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Anything printed would end up in the JSON of ``check``."""
    for text in ("/..", "../", "/", "../.."):
        with pytest.raises(ValueError, match="names no day"):
            parse_date(text)
    assert capsys.readouterr().out == ""
