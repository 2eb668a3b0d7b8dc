"""Tables as spreadsheets write them: what is read, noted and asked about."""

import codecs
import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import parse_date
from dateline.reading import Reading, load_story, read_story
from dateline.reading.date_guesses import guess_dates
from dateline.story import EVENTS, QUOTES, STAKES, Schema, Share
from tests.reading.test_reading import WRITE_SHARE
from tests.story_files import (
    BODY,
    Row,
    a_quote,
    a_stake,
    a_table,
    an_article,
    an_event,
    write_story,
)

STAKE_ROW = "stakes.csv row 2 (line 2), ucp"
EVENT_ROW = "events.csv row 2 (line 2), founding"
QUOTE_ROW = "quotes.csv row 2 (line 2), out"
CURLY_ARTICLE = an_article(BODY.replace('"I am out of Russia,"', "“I’m out of Russia,”"))
SAVE_TABLE = 'save the table as the spreadsheet\'s "CSV UTF-8"'


def notes(folder: Path) -> list[str]:
    reading = read_story(folder)
    assert reading.problems == ()
    return [str(note) for note in reading.notes]


def problems(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems]


# --- Files ---------------------------------------------------------------------------------


def test_a_story_written_by_the_format_has_no_notes(tmp_path: Path) -> None:
    assert notes(write_story(tmp_path)) == []


@pytest.mark.parametrize(
    ("delimiter", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
)
def test_another_separator_is_read(tmp_path: Path, delimiter: str, name: str) -> None:
    row = a_stake(holder="Ana Bell; Bo Bell", note="a, b; c|d\te")
    write_story(tmp_path, stakes=a_table(STAKES, [row], delimiter=delimiter))
    assert notes(tmp_path) == [f"stakes.csv: is read as columns separated by {name}"]
    stakes = load_story(tmp_path).stakes
    assert stakes["holder"].tolist() == [("Ana Bell", "Bo Bell")]
    assert stakes["note"].tolist() == ["a, b; c|d\te"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_excels_unicode_text_is_read(tmp_path: Path, encoding: str) -> None:
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    table = a_table(STAKES, [a_stake(share="24,9 %")], "\r\n", "\t")
    write_story(tmp_path, stakes=marks.get(encoding, b"") + table.encode(encoding))
    assert notes(tmp_path) == [
        "stakes.csv: is read as UTF-16",
        "stakes.csv: is read as columns separated by tabs",
        f'{STAKE_ROW}: share: "24,9 %" is read as "24.9"',
    ]


def test_an_article_of_utf16_is_read(tmp_path: Path) -> None:
    write_story(tmp_path, article=an_article().encode("utf-16"))
    assert notes(tmp_path) == ["article.md: is read as UTF-16"]


def test_half_a_character_of_utf16(tmp_path: Path) -> None:
    write_story(tmp_path, quotes=a_table(QUOTES, [a_quote()]).encode("utf-16") + b"a")
    assert problems(read_story(tmp_path)) == [f"quotes.csv:3: byte 61 is not UTF-16; {SAVE_TABLE}"]


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_that_was_renamed(tmp_path: Path, start: bytes) -> None:
    write_story(tmp_path, stakes=start + b"\0\0\0")
    assert problems(read_story(tmp_path)) == [
        f"stakes.csv: is a workbook or an archive, not text; {SAVE_TABLE}"
    ]


def test_an_article_of_other_bytes_is_to_be_saved_as_utf8(tmp_path: Path) -> None:
    write_story(tmp_path, article=an_article().replace("Durov", "Dürov").encode("latin-1"))
    (problem,) = problems(read_story(tmp_path))
    assert problem == "article.md:17: byte fc is not UTF-8; save it as UTF-8"


# --- Edges ---------------------------------------------------------------------------------


def test_blank_rows_are_left_out(tmp_path: Path) -> None:
    table = a_table(STAKES, [a_stake()]) + ("," * 10 + "\n") * 3
    write_story(tmp_path, stakes=table, quotes=a_table(QUOTES, [a_quote()]) + "," * 9)
    assert notes(tmp_path) == [
        "quotes.csv row 3 (line 3): 1 blank row is left out",
        "stakes.csv row 3 (line 3): 3 blank rows are left out",
    ]


def test_blank_rows_between_rows_and_above_the_header_keep_the_count(tmp_path: Path) -> None:
    header, row = a_table(STAKES, [a_stake(note="a\nb")]).split("\n", 1)
    blank = "," * 10
    other = a_table(STAKES, [a_stake(id="x", share="half")]).split("\n", 1)[1]
    write_story(tmp_path, stakes="\n".join([blank, header, row + blank, other]))
    assert problems(read_story(tmp_path)) == [
        'stakes.csv row 5 (line 6), x: share: "half" is not a share; did you mean "1/2"?'
    ]


def test_blank_columns_are_left_out(tmp_path: Path) -> None:
    lines = a_table(STAKES, [a_stake()]).splitlines()
    write_story(tmp_path, stakes="\n".join(f"{line},," for line in lines))
    assert notes(tmp_path) == ["stakes.csv row 1 (line 1): 2 blank columns are left out"]


def test_blank_cells_beyond_the_header_are_left_out(tmp_path: Path) -> None:
    header, row = a_table(STAKES, [a_stake()]).splitlines()
    write_story(tmp_path, stakes=f"{header}\n{row},,\n")
    assert notes(tmp_path) == [f"{STAKE_ROW}: blank cells beyond the last column are left out"]


@pytest.mark.parametrize(
    "cells",
    [
        {"title": "Out, he says"},  # What follows moves on, into a choice.
        {"evidence": "Pavel Durov founded VK, in 2006"},  # Only the last column takes something.
    ],
    ids=["in the middle", "near the end"],
)
def test_an_unquoted_comma_is_reported_where_the_last_cell_is_blank(
    tmp_path: Path, cells: Row
) -> None:
    header, row = a_table(EVENTS, [an_event(**cells)]).splitlines()
    write_story(tmp_path, events=f"{header}\n{row.replace(chr(34), '')}\n")
    assert problems(read_story(tmp_path)) == [
        f"{EVENT_ROW}: the row has 16 cells, the header 15; "
        "put cells that hold a comma or a line break in quotation marks"
    ]


def test_a_column_without_a_name_that_holds_something(tmp_path: Path) -> None:
    header, row = a_table(STAKES, [a_stake()]).splitlines()
    write_story(tmp_path, stakes=f"{header},\n{row},my remark\n")
    assert problems(read_story(tmp_path)) == [
        'stakes.csv row 1 (line 1): column 14 has no name, but row 2 has "my remark" in it; '
        "name the column, or remove it"
    ]


def test_a_row_that_ends_early_is_filled_up(tmp_path: Path) -> None:
    """Excel leaves out the blank cells at the end of rows."""
    header, row = a_table(STAKES, [a_stake()]).splitlines()
    write_story(tmp_path, stakes=f"{header}\n{row.removesuffix(',')}")
    assert notes(tmp_path) == [f"{STAKE_ROW}: the row ends early; read as blank: source"]


@pytest.mark.parametrize("schema", [EVENTS, STAKES, QUOTES], ids=lambda schema: schema.rows)
def test_a_column_that_is_not_needed_may_be_missing(tmp_path: Path, schema: Schema) -> None:
    row = {"events": an_event(), "stakes": a_stake(), "quotes": a_quote()}[schema.rows]
    for column in schema.columns:
        if not column.may_be_absent or column.name in row:
            continue
        kept = Schema(schema.file, schema.rows, tuple(c for c in schema.columns if c != column))
        write_story(tmp_path, **{schema.rows: a_table(kept, [row])})
        assert notes(tmp_path) == [
            f'{schema.file} row 1 (line 1): the column "{column.name}" is missing; '
            "it is read as blank"
        ]


def test_columns_that_are_missing_are_noted_together(tmp_path: Path) -> None:
    table = "id,speaker,text,kind,evidence\n" + ",".join(
        f'"{a_quote()[name]}"'.replace('""', '"""') for name in ("id", "speaker", "text", "kind")
    )
    write_story(tmp_path, quotes=f'{table},"""I am out of Russia,"""\n')
    assert notes(tmp_path) == [
        'quotes.csv row 1 (line 1): the columns "role", "said_to", "date", "topic" and "note" are '
        "missing; they are read as blank"
    ]


@pytest.mark.parametrize(
    ("first", "delimiter", "name"),
    [("sep=;", ";", "semicolon"), ("SEP=\t", "\t", "tab"), ('"sep=,"', ",", "")],
    ids=["semicolon", "tab", "comma"],
)
def test_a_first_line_may_name_the_separator(
    tmp_path: Path, first: str, delimiter: str, name: str
) -> None:
    table = a_table(STAKES, [a_stake(share="none")], delimiter=delimiter)
    write_story(tmp_path, stakes=f"{first}\r\n{table}")
    reading = read_story(tmp_path)
    assert [str(problem) for problem in reading.problems] == [
        f'stakes.csv row 2 (line 3), ucp: share: "none" is not a share; {WRITE_SHARE}'
    ]
    expected = [f"stakes.csv: is read as columns separated by {name}s"] if name else []
    assert [str(note) for note in reading.notes] == expected


def test_a_header_may_have_capitals_and_spaces(tmp_path: Path) -> None:
    table = a_table(STAKES, [a_stake()]).replace("holder", "Holder").replace("_by", " By")
    write_story(tmp_path, stakes=table)
    assert notes(tmp_path) == [
        f'stakes.csv row 1 (line 1): the column "{written}" is read as "{name}"'
        for written, name in [
            ("Holder", "holder"),
            ("asserted By", "asserted_by"),
            ("denied By", "denied_by"),
            ("disputed By", "disputed_by"),
        ]
    ]


# --- Cells that are read -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "delimiter", "low", "high", "read"),
    [
        ("10%", ",", 10, 10, "10"),
        ("10 %", ",", 10, 10, "10"),
        ("10\N{NO-BREAK SPACE}%", ",", 10, 10, "10"),
        ("10.5 percent", ",", 10.5, 10.5, "10.5"),
        ("10%..12%", ",", 10, 12, "10..12"),
        ("10 .. 12", ",", 10, 12, "10..12"),
        ("24,9", ";", 24.9, 24.9, "24.9"),
        ("24,900", "\t", 24.9, 24.9, "24.900"),
        ("24,9%..30,1%", ";", 24.9, 30.1, "24.9..30.1"),
    ],
)
def test_a_share_that_can_be_read_in_one_way(
    tmp_path: Path, written: str, delimiter: str, low: float, high: float, read: str
) -> None:
    table = a_table(STAKES, [a_stake(share=written)], delimiter=delimiter)
    write_story(tmp_path, stakes=table)
    shown = " ".join(written.split())
    assert notes(tmp_path)[-1] == f'{STAKE_ROW}: share: "{shown}" is read as "{read}"'
    assert load_story(tmp_path).stakes["share"].tolist() == [Share(low, high)]


def test_a_choice_may_have_capitals(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event(status="Reported", weight="LEAD")])
    assert notes(tmp_path) == [
        f'{EVENT_ROW}: status: "Reported" is read as "reported"',
        f'{EVENT_ROW}: weight: "LEAD" is read as "lead"',
    ]


@pytest.mark.parametrize(
    ("written", "in_article", "why"),
    [
        ("He left VK", "He left V\u00adK", "in the article U+00AD soft hyphen"),
        ("He left V\u200bK", "He left VK", "here U+200B zero width space"),
        (
            "He left Zoë",
            "He left Zoe\u0308",
            "here U+00EB latin small letter e with diaeresis; in the article U+0308 combining "
            "diaeresis",
        ),
        ("the vice-chair", "the vice\u2011chair", "in the article U+2011 non-breaking hyphen"),
    ],
    ids=["soft hyphen", "zero width space", "nfd", "hyphen"],
)
def test_look_alikes_of_the_article_are_found_and_named(
    tmp_path: Path, written: str, in_article: str, why: str
) -> None:
    article = an_article(f"{BODY}\nIt says: {in_article} today.\n")
    write_story(tmp_path, article=article, events=[an_event(evidence=f"It says: {written} today")])
    reading = read_story(tmp_path)
    assert [str(note) for note in reading.notes] == [
        f'{EVENT_ROW}: evidence: "It says: {written} today" is read as '
        f'"It says: {in_article} today" ({why})'
    ]
    assert reading.story
    (passage,) = reading.story.events["evidence"][0]
    assert reading.story.article.words(passage) == f"It says: {in_article} today"


def test_spellings_of_one_name_are_one_over_all_tables_in_the_first_writing(tmp_path: Path) -> None:
    events = [
        an_event(actors="Zoë Öst; O’Brien", category="Prüfung"),
        an_event(id="two", actors="Zoe\u0308 O\u0308st", category="Pru\u0308fung"),
    ]
    write_story(tmp_path, events=events, stakes=[a_stake(holder="Zo\u00adë Öst; O'Brien")])
    story = read_story(tmp_path).story
    assert story
    assert story.events["actors"].tolist() == [("Zoë Öst", "O’Brien"), ("Zoë Öst",)]
    assert story.events["category"].tolist() == ["Prüfung", "Prüfung"]
    assert story.stakes["holder"].tolist() == [("Zoë Öst", "O’Brien")]
    assert notes(tmp_path)[2:] == [
        f'{STAKE_ROW}: holder: "O\'Brien" is read as "O’Brien" (at first U+2019 right single '
        "quotation mark)",
        f'{STAKE_ROW}: holder: "Zo\u00adë Öst" is read as "Zoë Öst" (here U+00AD soft hyphen)',
    ]


def test_two_spellings_of_one_name_in_a_cell_are_one_name_twice(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event(actors="Zoë; Zoe\u0308")])
    assert [str(problem) for problem in read_story(tmp_path).problems] == [
        f'{EVENT_ROW}: actors: "Zoë" appears twice in the cell; keep one'
    ]


def test_straight_marks_find_curly_ones(tmp_path: Path) -> None:
    quote = a_quote(text="I'm out", evidence='"I\'m out of Russia,"')
    write_story(tmp_path, article=CURLY_ARTICLE, quotes=[quote])
    assert notes(tmp_path) == [
        f'{QUOTE_ROW}: evidence: ""I\'m out of Russia,"" is read as "“I’m out of Russia,”" '
        "(in the article U+201C left double quotation mark, U+2019 right single quotation mark and "
        "U+201D right double quotation mark)"
    ]
    story = load_story(tmp_path)
    (place,) = story.quotes["evidence"][0]
    assert story.article.words(place) == "“I’m out of Russia,”"
    assert story.quotes["text"].tolist() == ["I'm out"]


def test_curly_marks_find_straight_ones(tmp_path: Path) -> None:
    article = an_article(BODY.replace("on Monday.", "on 'Monday'."))
    event = an_event(date_words="on ‘Monday’", evidence="He left VK on ‘Monday’")
    write_story(tmp_path, article=article, events=[event])
    assert notes(tmp_path) == [
        f"{EVENT_ROW}: {column} is read as {read} "
        "(here U+2018 left single quotation mark and U+2019 right single quotation mark)"
        for column, read in (
            ('date_words: "on ‘Monday’"', "\"on 'Monday'\""),
            ('evidence: "He left VK on ‘Monday’"', "\"He left VK on 'Monday'\""),
        )
    ]


def test_words_that_match_exactly_are_not_changed(tmp_path: Path) -> None:
    article = an_article(BODY + "\nIt is VK’s. It was VK's.\n")
    rows = [an_event(evidence="VK’s"), an_event(id="b", evidence="VK's")]
    write_story(tmp_path, article=article, events=rows)
    assert notes(tmp_path) == []


# --- Cells that can be read in two ways ----------------------------------------------------


@pytest.mark.parametrize(
    ("written", "guesses"),
    [
        ("2021-2-12", ["2021-02-12"]),
        ("11/3/2018", ["2018-11-03", "2018-03-11"]),
        ("3/3/2018", ["2018-03-03"]),
        ("11/30/2018", ["2018-11-30"]),
        ("30/11/2018", ["2018-11-30"]),
        ("Nov. 3, 2018", ["2018-11-03"]),
        ("November 3rd, 2018", ["2018-11-03"]),
        ("3 November 2018", ["2018-11-03"]),
        ("Monday, 3 Nov 2018", ["2018-11-03"]),
        ("3-Nov-18", ["2018-11-03"]),
        ("3-Nov-99", ["1999-11-03"]),
        ("Nov 2018", ["2018-11"]),
        ("2018 November", ["2018-11"]),
        ("Aug-17", ["2017-08", "2014-08-17"]),
        ("Aug 17", ["2014-08-17", "2017-08"]),
        ("Aug-31", ["2014-08-31", "1931-08"]),
        ("17-Aug", ["2014-08-17"]),
        ("10-20", ["2014-10-20"]),
        ("10/5", ["2014-10-05", "2014-05-10"]),
        ("41753", ["2014-04-24"]),
        ("41753.5", ["2014-04-24"]),
        ("21.04.2014", ["2014-04-21"]),
        ("1.4.14", ["2014-04-01"]),
        ("2014/04/21", ["2014-04-21"]),
        ("2014-04-21 00:00:00", ["2014-04-21"]),
        ("4/21/2014 12:00 AM", ["2014-04-21"]),
        ("2014-13-05", ["2014-05-13"]),
        ("2014-4", ["2014-04"]),
        ("4/2014", ["2014-04"]),
        ("2013-14", ["2013/2014"]),
        ("2013–2014", ["2013/2014", "[2013..2014]"]),
        ("..2013-06-30", ["[..2013-06-30]", "/2013-06-30"]),
        ("2013-06-14..", ["[2013-06-14..]", "2013-06-14/.."]),
        ("by 2013-06-30", ["[..2013-06-30]", "/2013-06-30"]),
        ("before 2013-06-30", ["[..2013-06-29]", "[..2013-06-30]"]),
        ("until May 2013", ["/2013-05", "[..2013-05]"]),
        ("since 2013", ["2013/..", "[2013..]"]),
        ("after 3 May 2013", ["[2013-05-04..]", "[2013-05-03..]"]),
        ("2013/open", ["2013/..", "[2013..]"]),
        ("2013–present", ["2013/..", "[2013..]"]),
        ("unknown/2013", ["/2013"]),
        ("2013-05-03 to 2013-05-10", ["2013-05-03/2013-05-10", "[2013-05-03..2013-05-10]"]),
        ("2013-05-03 - 2013-05-10", ["2013-05-03/2013-05-10", "[2013-05-03..2013-05-10]"]),
        ("3-10 May 2013", ["2013-05-03/2013-05-10", "[2013-05-03..2013-05-10]"]),
        ("May 3–10, 2013", ["2013-05-03/2013-05-10", "[2013-05-03..2013-05-10]"]),
        ("3 or 4 May 2013", ["[2013-05-03..2013-05-04]", "2013-05-03/2013-05-04"]),
        ("3 May to 10 June 2013", ["2013-05-03/2013-06-10", "[2013-05-03..2013-06-10]"]),
        ("between 2011 and 2013", ["[2011..2013]", "2011/2013"]),
        ("2013-Q1", ["[2013-01..2013-03]", "2013-01/2013-03"]),
        ("Q4 2013", ["[2013-10..2013-12]", "2013-10/2013-12"]),
        ("H1 2013", ["[2013-01..2013-06]", "2013-01/2013-06"]),
        ("the second half of 2013", ["[2013-07..2013-12]", "2013-07/2013-12"]),
        ("2013-33", ["[2013-01..2013-03]", "2013-01/2013-03"]),
        ("1939-45", ["1939/1945"]),
        ("2013-W33", ["[2013-08-12..2013-08-18]", "2013-08-12/2013-08-18"]),
        ("the 19th century", ["18XX"]),
        ("on 3 May 2013", ["2013-05-03"]),
        ("3. Mai 2013", ["2013-05-03"]),
        ("15 de mayo de 2013", ["2013-05-15"]),
        ("probably 2013", ["2013?"]),
        ("20140421", ["2014-04-21"]),
        ("about 2007", ["2007~"]),
        ("c. May 2007", ["2007-05~"]),
        ("1990s", ["199X"]),
        ("spring 2014", ["2014-21"]),
        ("May or June 2014", ["[2014-05..2014-06]"]),
        ("April", ["2014-04"]),
    ],
)
def test_an_invalid_date_is_answered_with_the_likely_one(
    tmp_path: Path, written: str, guesses: list[str]
) -> None:
    """A year that is not written is that of publication, 2014 here."""
    write_story(tmp_path, events=[an_event(date=written)])
    (problem,) = problems(read_story(tmp_path))
    meant = " or ".join(f'"{guess}"' for guess in guesses)
    why = problem.partition(f'"{written}" ')[2].partition(";")[0]
    assert why.startswith("is ")
    assert problem == f'{EVENT_ROW}: date: "{written}" {why}; did you mean {meant}?'


@pytest.mark.parametrize(
    ("written", "guess"),
    [("early March 2013", "2013-03"), ("mid-2013", "2013"), ("late 1990s", "199X")],
)
def test_what_a_date_cannot_say_belongs_into_date_words(
    tmp_path: Path, written: str, guess: str
) -> None:
    write_story(tmp_path, events=[an_event(date=written)], stakes=[a_stake(date=written)])
    hint = f'date: "{written}" is not an EDTF date; did you mean "{guess}"?'
    assert problems(read_story(tmp_path)) == [
        f"{EVENT_ROW}: {hint}; put the words into date_words",
        f"{STAKE_ROW}: {hint}",
    ]


def test_a_date_without_a_year_where_none_is_known(tmp_path: Path) -> None:
    write_story(tmp_path, article=an_article(published=None), events=[an_event(date="10-20")])
    assert problems(read_story(tmp_path)) == [
        f'{EVENT_ROW}: date: "10-20" is not an EDTF date; write 2014, 2014-04, 2014-04-21, '
        "2007~, 2013-12/2014-02 or [..2014-04-23]"
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("50/50", 'did you mean "50"?; write a row for each holder'),
        ("60 / 40", 'did you mean "60"?; write a row for each holder'),
        ("48-52", 'did you mean "48..52"?'),
        ("48 to 52 %", 'did you mean "48..52"?'),
        ("..52", 'did you mean "<=52"?'),
        ("more than 50", 'did you mean ">50"?'),
        ("52..", 'did you mean ">=52"?'),
        ("24,9", 'did you mean "24.9"?'),
        ("about 48", 'did you mean "~48"?'),
        ("20-Oct", 'did you mean "10..20" or "10/20"?'),
        ("lots", WRITE_SHARE),
    ],
)
def test_an_invalid_share_is_answered_with_the_likely_one(
    tmp_path: Path, written: str, expected: str
) -> None:
    write_story(tmp_path, stakes=[a_stake(share=written)])
    assert problems(read_story(tmp_path)) == [
        f'{STAKE_ROW}: share: "{written}" is not a share; {expected}'
    ]


@pytest.mark.parametrize(
    "written", ["#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "#ERROR!", "#####", "Err:508"]
)
@pytest.mark.parametrize("column", ["date", "title", "summary", "actors", "weight"])
def test_the_error_of_a_failed_formula_is_not_a_value(
    tmp_path: Path, written: str, column: str
) -> None:
    write_story(tmp_path, events=[an_event(**{column: written})])
    assert problems(read_story(tmp_path)) == [
        f'{EVENT_ROW}: {column}: "{written}" is a spreadsheet error, not a value; write the value'
    ]


@given(
    st.text(alphabet="0123456789-/., :~?XJanMayOctst|to", max_size=12)
    | st.lists(
        st.sampled_from(
            [
                "2013",
                "2013-06-30",
                "3",
                "31",
                "may",
                "march",
                "Q3",
                "H2",
                "early",
                "mid",
                "by",
                "before",
                "to",
                "or",
                "between",
                "and",
                "since",
                "/",
                "..",
                "-",
                "–",
                "33",
                "about",
                "perhaps",
                "?",
                "open",
                "present",
                "century",
                "1990s",
                "summer",
                "half of",
                "until",
            ]
        ),
        max_size=7,
    ).map(" ".join),
    st.none() | st.integers(1, 9999),
)
def test_each_guess_is_a_date(text: str, year: int | None) -> None:
    for guess in guess_dates(text, year):
        assert parse_date(guess).edtf == guess


DAYS = st.dates(dt.date(1800, 1, 1), dt.date(2100, 12, 31))


@given(DAYS, DAYS, st.sampled_from(["{} to {}", "from {} until {}", "{} – {}", "{}..{}", "{}-{}"]))
def test_two_days_in_any_writing_are_the_time_between_them(
    one: dt.date, other: dt.date, join: str
) -> None:
    first, last = sorted((one, other))
    written = join.format(*(f"{day.day} {day:%B} {day.year}" for day in (first, last)))
    assert guess_dates(written) == (f"{first}/{last}", f"[{first}..{last}]")


@pytest.mark.parametrize(
    ("column", "written", "meant"),
    [
        ("status", "confirmed", "reported"),
        ("status", "alleged", "claimed"),
        ("status", "Contested", "disputed"),
        ("status", "scheduled", "planned"),
        ("status", "unverified", "claimed"),
        ("status", "plannd", "planned"),
        ("weight", "main", "lead"),
    ],
)
def test_a_synonym_is_answered_with_the_choice_that_it_means(
    tmp_path: Path, column: str, written: str, meant: str
) -> None:
    write_story(tmp_path, events=[an_event(**{column: written})])
    (problem,) = problems(read_story(tmp_path))
    assert problem.startswith(f'{EVENT_ROW}: {column}: "{written}" is not allowed; write ')
    assert problem.endswith(f'; did you mean "{meant}"?')


def test_a_word_that_means_no_choice_gets_no_suggestion(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event(status="chained")])
    assert "did you mean" not in problems(read_story(tmp_path))[0]


# --- One fault, one message ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "link"),
    [
        (an_event(id="The Founding"), "the-founding"),
        (an_event(id="The Founding"), "The Founding"),
        (an_event(id=""), "anything"),
    ],
)
def test_links_to_a_row_whose_id_is_wrong_are_no_second_fault(
    tmp_path: Path, first: Row, link: str
) -> None:
    write_story(tmp_path, events=[first, an_event(id="b", disputed_by=link)])
    (problem,) = problems(read_story(tmp_path))
    assert problem.startswith("events.csv row 2 (line 2): id: ")


def test_links_to_a_row_that_cannot_be_read_are_no_second_fault(tmp_path: Path) -> None:
    rows = a_table(EVENTS, [an_event(disputed_by="broken; xyz")])
    write_story(tmp_path, events=rows + "broken,2014\n")
    link, row = problems(read_story(tmp_path))
    assert link == f'{EVENT_ROW}: disputed_by: "xyz" is not the id of any row of events.csv'
    assert row.startswith("events.csv row 3 (line 3), broken: the row has 2 cells")


def test_links_past_an_open_quotation_mark_are_no_second_fault(tmp_path: Path) -> None:
    rows = a_table(EVENTS, [an_event(disputed_by="late")])
    write_story(tmp_path, events=rows + 'open,"2014\nlate,2014,,,,,,,,,,,,,\n')
    (problem,) = problems(read_story(tmp_path))
    assert problem.startswith("events.csv row 3 (line 3): the row cannot be read: ")


def test_evidence_beside_a_source_is_not_looked_for_in_the_article(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event(source="https://x.org", evidence="Not in it")])
    assert problems(read_story(tmp_path)) == [
        f'{EVENT_ROW}: source: "https://x.org" cannot be combined with evidence; keep one of '
        "the two"
    ]


def test_a_quote_whose_evidence_is_not_found_is_one_fault(tmp_path: Path) -> None:
    write_story(tmp_path, quotes=[a_quote(evidence="Durov said on Tuesday\nQuizzical zebras")])
    (problem,) = problems(read_story(tmp_path))
    assert problem.startswith(f'{QUOTE_ROW}: evidence: "Quizzical zebras" is not in the article')


def test_a_share_that_is_wrong_is_one_fault(tmp_path: Path) -> None:
    write_story(tmp_path, stakes=[a_stake(share="half", basis="undisclosed")])
    (problem,) = problems(read_story(tmp_path))
    assert problem.startswith(f'{STAKE_ROW}: share: "half" is not a share')


def test_an_article_that_cannot_be_read_says_nothing_of_evidence(tmp_path: Path) -> None:
    write_story(tmp_path, article="No front matter. Nor Durov.")
    (problem,) = problems(read_story(tmp_path))
    assert problem.startswith("article.md:1: has no front matter.")


# --- Pieces of a quote ---------------------------------------------------------------------

BROKEN = BODY + "\n“We paid,” she said. “Twice.”\n\n“And then we left.”\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We paid,\nTwice.", None),
        ("“We paid,”\n“Twice.”\n“And then we left.”", None),
        ('"We paid,"\n"Twice."', None),
        ("paid,\n\nTwice", None),
        (
            "Twice.\nWe paid,",
            '"We paid," is within the row\'s evidence, but not after the piece before it; '
            "put the pieces in the order of the evidence",
        ),
        (
            "We paid,\nThrice.",
            '"Thrice." is not within the row\'s evidence; copy it from there, one piece per line',
        ),
        (
            "Twice. And then",
            '"Twice. And then" is not within the row\'s evidence; copy it from there, '
            "one piece per line",
        ),
    ],
)
def test_a_quote_may_be_broken_into_pieces(tmp_path: Path, text: str, expected: str | None) -> None:
    quote = a_quote(text=text, evidence="“We paid,” she said. “Twice.”\n“And then we left.”")
    reading = read_story(write_story(tmp_path, article=an_article(BROKEN), quotes=[quote]))
    assert problems(reading) == ([f"{QUOTE_ROW}: text: {expected}"] if expected else [])
    if reading.story:
        assert reading.story.quotes["text"].tolist() == [text]


def test_a_piece_that_comes_twice_is_looked_for_after_the_one_before(tmp_path: Path) -> None:
    article = an_article(BODY + "\n“No,” she said. “Yes.” He nodded. “No.”\n")
    quote = a_quote(text="Yes.\nNo", evidence="“No,” she said. “Yes.” He nodded. “No.”")
    assert problems(read_story(write_story(tmp_path, article=article, quotes=[quote]))) == []


# --- Facets --------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["category", "actors"])
def test_two_values_of_a_facet_with_one_slug(tmp_path: Path, column: str) -> None:
    rows = [
        an_event(id="a", **{column: "Big Co"}),
        an_event(id="b", **{column: "big-co"}),
        an_event(id="c", **{column: "big-co"}),
    ]
    assert problems(read_story(write_story(tmp_path, events=rows))) == [
        f'events.csv row 3 (line 3), b: {column}: "big-co" and "Big Co" (row 2, a) are both '
        '"big-co" in a link; write them alike, or make them more distinct'
    ]


@pytest.mark.parametrize("column", ["speaker", "topic"])
def test_two_values_of_a_quotes_facet_with_one_slug(tmp_path: Path, column: str) -> None:
    rows = [a_quote(id="a", **{column: "The Sale"}), a_quote(id="b", **{column: "The sale"})]
    assert problems(read_story(write_story(tmp_path, quotes=rows))) == [
        f'quotes.csv row 3 (line 3), b: {column}: "The sale" and "The Sale" (row 2, a) are both '
        '"the-sale" in a link; write them alike, or make them more distinct'
    ]


def test_a_value_of_signs_alone_cannot_be_linked_to(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event(category="???")])
    assert problems(read_story(tmp_path)) == [
        f'{EVENT_ROW}: category: "???" has no letter or digit to name it in a link; write a word'
    ]


# --- Any bytes ---

FILES = ("article.md", "events.csv", "stakes.csv", "quotes.csv")
SPLINTERS = [
    *(bytes([sign]) for sign in b"\",\n\r;\0\xff[{&*\t'|%"),
    *(b"---\n", b": ", b" #", b"..", b"<b>", "’".encode(), codecs.BOM_UTF16_LE),
]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 20), st.sampled_from(SPLINTERS)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_damage_to_a_file_ends_the_reading(
    damages: list[tuple[str, float, int, bytes]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_story(Path(folder))
        for name, place, cut, splinter in damages:
            content = (Path(folder) / name).read_bytes()
            at = round(place * len(content))
            (Path(folder) / name).write_bytes(content[:at] + splinter + content[at + cut :])
        reading = read_story(Path(folder))
    assert (reading.story is None) == bool(reading.problems)
    for problem in (*reading.problems, *reading.notes, *reading.warnings):
        assert str(problem).startswith(FILES)
        assert "\n" not in str(problem)


# --- Any dialect ---------------------------------------------------------------------------

CELLS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "S"], include_characters="\n"),
    max_size=20,
).filter(lambda text: text == text.strip() and text not in ("TRUE", "FALSE"))


@given(
    notes_=st.lists(CELLS, min_size=1, max_size=4),
    delimiter=st.sampled_from([",", ";", "\t"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    blank_columns=st.integers(0, 2),
    blank_rows=st.integers(0, 2),
    has_final_newline=st.booleans(),
)
def test_a_story_is_the_same_in_every_dialect(
    notes_: list[str],
    delimiter: str,
    newline: str,
    encoding: str,
    blank_columns: int,
    blank_rows: int,
    has_final_newline: bool,
) -> None:
    rows = [
        a_stake(id=f"s{number}", holder=f"Holder {number}; B", share="1.5", note=note)
        for number, note in enumerate(notes_)
    ]
    table = a_table(STAKES, rows, newline, delimiter)
    table = _widened(table, newline, delimiter, blank_columns)
    table += (delimiter * (len(STAKES.names) - 1 + blank_columns) + newline) * blank_rows
    if not has_final_newline:
        table = table.removesuffix(newline)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        plain = load_story(write_story(Path(one), stakes=rows))
        read = load_story(write_story(Path(other), stakes=table.encode(encoding)))
    columns = [name for name in plain.stakes if name != "line"]
    assert read.article == plain.article
    assert read.stakes[columns].to_dict("records") == plain.stakes[columns].to_dict("records")


def _widened(table: str, newline: str, delimiter: str, columns: int) -> str:
    """The table with blank columns at its right, as spreadsheets leave them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    for cells in csv.reader(io.StringIO(table, newline=""), delimiter=delimiter):
        writer.writerow([*cells, *[""] * columns])
    return out.getvalue()
