"""A folder becomes a story, or every problem in it is reported, word for word."""

import codecs
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.dates import parse_date
from dateline.reading import load_story, read_story
from dateline.story import EVENTS, QUOTES, SCHEMAS, STAKES, Schema, Share, StoryError
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

EVENT_COLUMNS = (
    "id, date, date_words, date_note, title, summary, category, actors, status, asserted_by, "
    "denied_by, disputed_by, weight, evidence, source"
)
WRITE_EDTF = "write 2014, 2014-04, 2014-04-21, 2007~, 2013-12/2014-02 or [..2014-04-23]"
WRITE_SHARE = (
    "write a percentage from 0 to 100 as 48, 51.99 or 0..52, or a fraction as 1/3; before a number "
    "or a fraction ~ (about), <, >, <= or >="
)
WRITE_ARTICLE = "Write the front matter between two lines of ---, then the article's text"
UNREADABLE_ROW = (
    'the row cannot be read: {why}; close each quotation mark, and write "" for one inside a cell'
)


EVENT_ROW = "events.csv row 2 (line 2), founding"
STAKE_ROW = "stakes.csv row 2 (line 2), ucp"
QUOTE_ROW = "quotes.csv row 2 (line 2), out"
SAVE_TABLE = 'save the table as the spreadsheet\'s "CSV UTF-8"'


def problems(folder: Path) -> list[str]:
    with pytest.raises(StoryError) as error:
        load_story(folder)
    return [str(problem) for problem in error.value.problems]


# --- A story that is right -----------------------------------------------------------------


def test_each_table_has_its_columns_in_order_then_line_and_background(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path))
    for schema, table in zip(SCHEMAS, (story.events, story.stakes, story.quotes), strict=True):
        assert tuple(table.columns) == (*schema.names, "line", "background")


def test_cells_are_read_by_their_column(tmp_path: Path) -> None:
    event = an_event(actors="Pavel Durov; VK", disputed_by="denial")
    denial = an_event(id="denial", date="", status="claimed", asserted_by="VK; UCP", denied_by="A")
    stake = a_stake(share="48..51.99")
    story = load_story(write_story(tmp_path, events=[event, denial], stakes=[stake]))
    first, second = story.events.to_dict("records")
    assert (first["date"], second["date"]) == (parse_date("2006"), None)
    assert first["actors"] == ("Pavel Durov", "VK")
    assert first["disputed_by"] == ("denial",)
    assert (second["asserted_by"], second["denied_by"]) == (("VK", "UCP"), ("A",))
    assert [story.article.words(place) for place in first["evidence"]] == ["Pavel Durov founded VK"]
    assert (first["summary"], second["actors"], second["source"]) == ("", (), ())
    assert story.stakes["share"].tolist() == [Share(48, 51.99)]


def test_a_row_with_a_source_is_background(tmp_path: Path) -> None:
    outside = an_event(id="outside", evidence="", source="https://a.org/1\nhttp://b.org/2")
    story = load_story(write_story(tmp_path, events=[an_event(), outside]))
    assert story.events["background"].tolist() == [False, True]
    assert story.events["source"].tolist() == [(), ("https://a.org/1", "http://b.org/2")]


def test_an_undisclosed_share_is_no_number(tmp_path: Path) -> None:
    stake = a_stake(holder="Igor Sechin; Alisher Usmanov", share="", basis="undisclosed")
    story = load_story(write_story(tmp_path, stakes=[stake]))
    assert story.stakes["share"].tolist() == [None]
    assert story.stakes["holder"].tolist() == [("Igor Sechin", "Alisher Usmanov")]


def test_front_matter_describes_the_article(tmp_path: Path) -> None:
    article = load_story(write_story(tmp_path)).article
    assert (article.title, article.outlet) == ("A Founder Leaves", "The Daily")
    assert (article.url, article.language) == ("https://example.org/founder", "en")
    assert article.published == parse_date("2014-04-23")
    assert (article.published_note, article.subject) == ("the day on the page", "VK")


def test_front_matter_that_is_not_required_may_be_left_out(tmp_path: Path) -> None:
    text = an_article(url=None, published="", published_note=None, subject=None)
    article = load_story(write_story(tmp_path, article=text)).article
    assert (article.url, article.published, article.published_note, article.subject) == (
        "",
        None,
        "",
        "",
    )


def test_front_matter_is_text_whatever_yaml_would_make_of_it(tmp_path: Path) -> None:
    text = an_article().replace('"The Daily"', "2014-04-21").replace('"VK"', "no")
    article = load_story(write_story(tmp_path, article=text)).article
    assert (article.outlet, article.subject) == ("2014-04-21", "no")


def test_the_article_is_its_blocks_without_marks(tmp_path: Path) -> None:
    article = load_story(write_story(tmp_path)).article
    assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks] == [
        ("headline", "A Founder Leaves"),
        ("furniture", "Photo: Somebody"),
        ("standfirst", "He says that he was pushed"),
        ("paragraph", "Pavel Durov founded VK in 2006. He left VK on Monday."),
        ("paragraph", "United Capital Partners bought 48 percent of VK in April 2013."),
        ("heading", "What he said"),
        ("paragraph", '"I am out of Russia," Durov said on Tuesday.'),
    ]
    assert article.text == "\n\n".join(
        article.text[block.start : block.end] for block in article.blocks
    )


def test_a_no_break_space_stays_and_matches_a_plain_one(tmp_path: Path) -> None:
    body = BODY.replace("in April 2013", "in April\N{NO-BREAK SPACE}2013")
    stake = a_stake(evidence="in April 2013")
    story = load_story(write_story(tmp_path, article=an_article(body), stakes=[stake]))
    (place,) = story.stakes["evidence"][0]
    assert story.article.words(place) == "in April\N{NO-BREAK SPACE}2013"


def test_lines_are_counted_through_quoted_newlines_and_blank_lines(tmp_path: Path) -> None:
    rows = [an_event(summary="one\ntwo\nthree"), an_event(id="b"), an_event(id="c")]
    table = a_table(EVENTS, rows).replace("\nb,", "\n\nb,")
    story = load_story(write_story(tmp_path, events=table))
    assert story.events["line"].tolist() == [2, 6, 7]
    assert story.events["summary"].tolist() == ["one\ntwo\nthree", "", ""]


def test_a_byte_order_mark_is_no_part_of_a_file(tmp_path: Path) -> None:
    folder = write_story(tmp_path)
    for path in folder.iterdir():
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    assert load_story(folder).events["id"].tolist() == ["founding"]


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    rows = [an_event(evidence="Pavel Durov founded VK\nHe left VK"), an_event(id="b")]
    plain = load_story(write_story(tmp_path, events=rows))
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    windows = load_story(tmp_path)
    assert windows.article == plain.article
    assert windows.events.to_dict("records") == plain.events.to_dict("records")


@pytest.mark.parametrize("schema", [STAKES, QUOTES], ids=lambda schema: schema.rows)
def test_a_story_may_have_no_stakes_and_no_quotes(tmp_path: Path, schema: Schema) -> None:
    story = load_story(write_story(tmp_path, **{schema.rows: []}))  # type: ignore[arg-type]
    table = getattr(story, schema.rows)
    assert len(table) == 0
    assert tuple(table.columns) == (*schema.names, "line", "background")


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    table = "evidence,kind,text,id,speaker,role,said_to,date,topic,note\n"
    table += '"I am out of Russia,",direct,out of Russia,out,Pavel Durov,,,,,\n'
    story = load_story(write_story(tmp_path, quotes=table))
    assert story.quotes["speaker"].tolist() == ["Pavel Durov"]


# --- Files that cannot be read -------------------------------------------------------------


def test_a_missing_folder(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    assert problems(folder) == [f"{folder}: is not a folder; name a folder with article.md"]


def test_a_missing_article(tmp_path: Path) -> None:
    write_story(tmp_path).joinpath("article.md").unlink()
    assert problems(tmp_path) == [f"article.md: is missing. {WRITE_ARTICLE}"]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.rows)
def test_a_missing_table(tmp_path: Path, schema: Schema) -> None:
    write_story(tmp_path).joinpath(schema.file).unlink()
    header = ",".join(schema.names)
    assert problems(tmp_path) == [f"{schema.file}: is missing. Its first line is: {header}"]


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    write_story(tmp_path, quotes=None).joinpath("quotes.csv").mkdir()
    header = ",".join(QUOTES.names)
    assert problems(tmp_path) == [
        "quotes.csv: is a folder; put a file of that name there. Its first line is: " + header
    ]


def test_a_file_that_the_system_does_not_open(tmp_path: Path) -> None:
    loop = write_story(tmp_path, quotes=None) / "quotes.csv"
    loop.symlink_to(loop)
    assert problems(tmp_path) == ["quotes.csv: cannot be read: Too many levels of symbolic links"]


def test_a_link_that_leaves_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder, secret = tmp_path / "story", tmp_path / "secret.csv"
    folder.mkdir()
    secret.write_text("id,passphrase\n", encoding="utf-8")
    (write_story(folder, quotes=None) / "quotes.csv").symlink_to("../secret.csv")
    assert problems(folder) == [
        "quotes.csv: cannot be read: it is a link that leaves the story's folder; put the file "
        "itself there"
    ]


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    write_story(tmp_path)
    (tmp_path / "quotes.csv").rename(tmp_path / "v2.csv")
    (tmp_path / "quotes.csv").symlink_to("v2.csv")
    assert len(load_story(tmp_path).quotes) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(write_story(tmp_path, quotes=None) / "quotes.csv")
    assert problems(tmp_path) == [
        "quotes.csv: cannot be read: it is not an ordinary file; put one there"
    ]


@pytest.mark.parametrize("content", ["", "\n \n", "\N{BYTE ORDER MARK}"])
def test_an_empty_file(tmp_path: Path, content: str) -> None:
    write_story(tmp_path, article=content, stakes=content)
    header = ",".join(STAKES.names)
    assert problems(tmp_path)[0] == f"article.md: is empty. {WRITE_ARTICLE}"
    assert problems(tmp_path)[-1] == f"stakes.csv: is empty. Its first line is: {header}"


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_bytes_that_are_not_utf8(tmp_path: Path, mark: bytes) -> None:
    table = mark + a_table(QUOTES, [a_quote(role="XX")]).encode().replace(b"XX", b"\xe9\xff")
    write_story(tmp_path, quotes=table)
    assert problems(tmp_path) == [f"quotes.csv:2: byte e9 is not UTF-8; {SAVE_TABLE}"]


def test_a_nul_byte(tmp_path: Path) -> None:
    write_story(tmp_path, quotes=a_table(QUOTES, [a_quote(role="a\0b")]))
    assert problems(tmp_path) == [f"quotes.csv:2: holds a NUL byte; {SAVE_TABLE}"]


def test_a_message_shows_by_name_what_a_terminal_would_obey(tmp_path: Path) -> None:
    write_story(tmp_path, quotes=[a_quote(evidence="red \x1b[31m and \x9b31m")])
    assert "red <U+001B>[31m and <U+009B>31m" in problems(tmp_path)[0]


def test_a_character_that_is_escaped_in_two_halves_as_json_does(tmp_path: Path) -> None:
    write_story(tmp_path, article=an_article(title="A \\ud83d\\ude00 in a title"))
    assert load_story(tmp_path).article.title == "A 😀 in a title"


@pytest.mark.parametrize(
    ("title", "message"),
    [
        (
            "half \\ud83d of one",
            'title: "half <U+D83D> of one" holds U+D83D, half a character; remove it',
        ),
        (
            "\\U00110000",
            'title: the front matter is not YAML; put it in quotation marks: "\\\\U00110000"',
        ),
    ],
)
def test_an_escape_that_is_no_character(tmp_path: Path, title: str, message: str) -> None:
    write_story(tmp_path, article=an_article(title=title))
    assert message in [problem.partition(": ")[2] for problem in problems(tmp_path)]


@pytest.mark.parametrize("line", ["outlet: &name The Daily", "outlet: *name"])
def test_names_of_values_are_not_front_matter(tmp_path: Path, line: str) -> None:
    write_story(tmp_path, article=an_article().replace('outlet: "The Daily"', line))
    meant = line.partition(": ")[2]
    assert problems(tmp_path)[0] == (
        f'article.md:3: outlet: the front matter is not YAML; put it in quotation marks: "{meant}"'
    )


def test_brackets_in_brackets_without_end_are_not_front_matter(tmp_path: Path) -> None:
    write_story(tmp_path, article=an_article().replace('"The Daily"', "[" * 3000))
    assert "outlet: the front matter is not YAML" in problems(tmp_path)[0]


# --- The header ----------------------------------------------------------------------------


def test_events_without_a_row_are_a_page_of_text(tmp_path: Path) -> None:
    reading = read_story(write_story(tmp_path, events=[], stakes=[], quotes=[]))
    assert list(map(str, reading.warnings)) == [
        "events.csv: has a header but no rows: the page shows only text"
    ]
    assert reading.story is not None
    assert len(reading.story.events) == 0


def test_a_line_ends_in_one_way_whatever_the_file_ends_its_lines_in(tmp_path: Path) -> None:
    rows = [an_event(summary="one\ntwo")]
    files = [a_table(EVENTS, rows).replace("\n", end) for end in ("\n", "\r\n", "\r")]
    stories = [load_story(write_story(tmp_path, events=file)) for file in files]
    assert [story.events["summary"].tolist() for story in stories] == [["one\ntwo"]] * 3


def test_a_table_whose_only_row_is_broken_is_not_called_empty(tmp_path: Path) -> None:
    write_story(tmp_path, events=a_table(EVENTS, []) + "a,b\n")
    assert problems(tmp_path) == [
        "events.csv row 2 (line 2), a: the row has 2 cells, the header 15; "
        "put cells that hold a comma or a line break in quotation marks"
    ]


@pytest.mark.parametrize("column", ["id", "title", "category", "status", "evidence"])
def test_a_missing_column_that_is_needed(tmp_path: Path, column: str) -> None:
    kept = Schema("events.csv", "events", tuple(c for c in EVENTS.columns if c.name != column))
    row = {name: cell for name, cell in an_event().items() if name != column}
    write_story(tmp_path, events=a_table(kept, [row]))
    assert problems(tmp_path) == [
        f'events.csv row 1 (line 1): the column "{column}" is missing; add it '
        f"({EVENTS[column].meaning})"
    ]


def test_an_unknown_column(tmp_path: Path) -> None:
    write_story(tmp_path, events=a_table(EVENTS, [an_event()]).replace("source", "source,zzz", 1))
    assert problems(tmp_path) == [
        f'events.csv row 1 (line 1): "zzz" is not a column; allowed: {EVENT_COLUMNS}',
    ]


def test_a_misspelt_column_is_answered_with_the_nearest_missing_name(tmp_path: Path) -> None:
    write_story(tmp_path, events=a_table(EVENTS, [an_event()]).replace("status", "Statuss", 1))
    assert problems(tmp_path) == [
        f'events.csv row 1 (line 1): "Statuss" is not a column; allowed: {EVENT_COLUMNS}; '
        'did you mean "status"?'
    ]


def test_a_column_that_stands_twice(tmp_path: Path) -> None:
    write_story(tmp_path, events=a_table(EVENTS, [an_event()]).replace("source", "source,id", 1))
    assert problems(tmp_path) == [
        'events.csv row 1 (line 1): the column "id" appears twice; keep one'
    ]


# --- Rows ----------------------------------------------------------------------------------


def test_a_ragged_row(tmp_path: Path) -> None:
    write_story(tmp_path, quotes=a_table(QUOTES, [a_quote()]) + "b,c\n" + ",".join("d" * 11) + "\n")
    why = "put cells that hold a comma or a line break in quotation marks"
    assert problems(tmp_path) == [
        f"quotes.csv row 3 (line 3), b: the row has 2 cells, the header 10; {why}",
        f"quotes.csv row 4 (line 4), d: the row has 11 cells, the header 10; {why}",
    ]


def test_an_unclosed_quotation_mark_names_the_row_it_opens_in(tmp_path: Path) -> None:
    table = a_table(QUOTES, [a_quote(note="one\ntwo")]) + 'b,"Pavel,,,\nc,,,\n'
    write_story(tmp_path, quotes=table)
    why = UNREADABLE_ROW.format(why="unexpected end of data")
    assert problems(tmp_path) == [f"quotes.csv row 3 (line 4): {why}"]


def test_a_quotation_mark_inside_a_cell_must_be_doubled(tmp_path: Path) -> None:
    write_story(tmp_path, quotes=a_table(QUOTES, []) + 'b,"Pavel "P" Durov",,,,,,,,\n')
    why = UNREADABLE_ROW.format(why="',' expected after '\"'")
    assert problems(tmp_path) == [f"quotes.csv row 2 (line 2): {why}"]


def test_a_cell_of_a_megabyte_is_too_long_in_any_column(tmp_path: Path) -> None:
    columns = ("summary", "date_words", "evidence", "disputed_by", "status")
    write_story(tmp_path, events=[an_event(**dict.fromkeys(columns, "word " * 200_000))])
    shown = f'"{("word " * 16).strip()} …" (999,999 characters)'
    assert {
        f"{EVENT_ROW}: {column}: {shown} is too long; "
        "at most 100,000 characters: is a quotation mark open?"
        for column in columns
    } <= set(problems(tmp_path))


def test_a_duplicate_id(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event(summary="a\nb"), an_event()])
    assert problems(tmp_path) == [
        'events.csv row 3 (line 4), founding: id: "founding" is the id of row 2 already; '
        "write another"
    ]


def test_rows_of_different_files_may_share_an_id(tmp_path: Path) -> None:
    write_story(tmp_path, events=[an_event(id="a")], stakes=[a_stake(id="a")])
    assert load_story(tmp_path).stakes["id"].tolist() == ["a"]


def test_a_row_cannot_be_disputed_by_itself_or_by_nothing(tmp_path: Path) -> None:
    rows = [an_event(disputed_by="founding; fundin; xyz"), an_event(id="funding")]
    write_story(tmp_path, events=rows)
    no_row = "is not the id of any row of events.csv"
    assert problems(tmp_path) == [
        f'{EVENT_ROW}: disputed_by: "founding" is the row itself',
        f'{EVENT_ROW}: disputed_by: "fundin" {no_row}; did you mean "funding"?',
        f'{EVENT_ROW}: disputed_by: "xyz" {no_row}',
    ]


# --- Cells ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"id": "The Founding of VK!"},
            'id: "The Founding of VK!" is not an id: lower-case letters, digits and hyphens, '
            'unique in the file; write "the-founding-of-vk"',
        ),
        (
            {"id": "…"},
            'id: "…" is not an id: lower-case letters, digits and hyphens, unique in the file',
        ),
        (
            {"id": ""},
            'id: "" is blank; write lower-case letters, digits and hyphens, unique in the file '
            "(names the row in links; keep it stable)",
        ),
        (
            {"title": " "},
            'title: "" is blank; write any text (a few words for the timeline)',
        ),
        (
            {"date": "2014-13-05"},
            'date: "2014-13-05" is not an EDTF date; did you mean "2014-05-13"?',
        ),
        (
            {"date": "2014-04/2013"},
            f'date: "2014-04/2013" ends before it starts; {WRITE_EDTF}',
        ),
        (
            {"date_words": "last week"},
            'date_words: "last week" is not in the article; copy the article\'s words, or leave '
            "it blank",
        ),
        (
            {"status": "Claimd"},
            'status: "Claimd" is not allowed; write reported, claimed, disputed or '
            'planned; did you mean "claimed"?',
        ),
        (
            {"status": "xyz"},
            'status: "xyz" is not allowed; write reported, claimed, disputed or planned',
        ),
        (
            {"actors": "Durov;; VK"},
            'actors: "Durov;; VK" has a blank name; write names with ; between them',
        ),
        ({"actors": "VK; Durov; VK"}, 'actors: "VK" appears twice in the cell; keep one'),
        (
            {"evidence": ""},
            'evidence: "" is blank: the row rests on nothing; copy words from the article, '
            "or name a source",
        ),
        (
            {"source": "https://x.org"},
            'source: "https://x.org" cannot be combined with evidence; keep one of the two',
        ),
        (
            {"evidence": "", "source": "https://x.org ftp://y.org"},
            'source: "ftp://y.org" is not an http or https address',
        ),
        (
            {"evidence": "", "source": "http://[x"},
            'source: "http://[x" is not an http or https address',
        ),
        (
            {"evidence": "", "source": "https://x.org\nhttps://y.org\nhttps://x.org"},
            'source: "https://x.org" appears twice in the cell; keep one',
        ),
        (
            {"evidence": "VK"},
            'evidence: "VK" is in the article 3 times; quote more words, so that it occurs once',
        ),
        (
            {"evidence": "Pavel Durov\nPavel\N{NO-BREAK SPACE}Durov"},
            'evidence: "Pavel Durov" appears twice in the cell; keep one',
        ),
        (
            {"evidence": "Pavel Durov created VK in 2006."},
            'evidence: "Pavel Durov created VK in 2006." is not in the article; nearest: '
            '"Pavel Durov founded VK in 2006." ("created" where it has "founded")',
        ),
        (
            {"evidence": "Quizzical zebras jumped"},
            'evidence: "Quizzical zebras jumped" is not in the article; '
            "copy the words from it, one passage per line",
        ),
    ],
)
def test_an_event_that_is_wrong(tmp_path: Path, changes: dict[str, str], expected: str) -> None:
    write_story(tmp_path, events=[an_event(**changes)])
    row = "events.csv row 2 (line 2)" if "id" in changes else EVENT_ROW
    assert problems(tmp_path) == [f"{row}: {expected}"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"share": "lots"}, f'share: "lots" is not a share; {WRITE_SHARE}'),
        ({"share": "-1"}, f'share: "-1" is outside 0 to 100 percent; {WRITE_SHARE}'),
        ({"share": "100.5"}, f'share: "100.5" is outside 0 to 100 percent; {WRITE_SHARE}'),
        (
            {"share": "52..48"},
            'share: "52..48" ends below its start; write the lower bound first',
        ),
        (
            {"share": ""},
            'share: "" is blank, but basis is "stated"; write a share, or basis undisclosed',
        ),
        (
            {"basis": "undisclosed"},
            'share: "48" is given, but basis is "undisclosed"; leave it blank',
        ),
    ],
)
def test_a_stake_that_is_wrong(tmp_path: Path, changes: dict[str, str], expected: str) -> None:
    write_story(tmp_path, stakes=[a_stake(**changes)])
    assert problems(tmp_path) == [f"{STAKE_ROW}: {expected}"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"text": "in Russia"},
            'text: "in Russia" is not within the row\'s evidence; copy it from there, '
            "one piece per line",
        ),
        (
            {"evidence": ""},
            'evidence: "" is blank: the row rests on nothing; copy words from the article',
        ),
    ],
)
def test_a_quote_that_is_wrong(tmp_path: Path, changes: dict[str, str], expected: str) -> None:
    write_story(tmp_path, quotes=[a_quote(**changes)])
    assert problems(tmp_path) == [f"{QUOTE_ROW}: {expected}"]


# --- The article ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("Only text.", f"article.md:1: has no front matter. {WRITE_ARTICLE}"),
        ("---\ntitle: x\n", f"article.md:1: has no front matter. {WRITE_ARTICLE}"),
        (
            an_article().replace('"The Daily"', '"The Daily'),
            "article.md:3: outlet: the front matter is not YAML; put it in quotation marks: "
            '"The Daily"',
        ),
        (
            an_article(titel="x"),
            "article.md:9: titel: is not a known key; write title, outlet, url, published, "
            'published_note, subject, language, figures; did you mean "title"?',
        ),
        (
            an_article().replace("subject:", "outlet:"),
            "article.md:7: outlet: appears twice, in line 3 as well; keep one",
        ),
        (
            an_article().replace('"The Daily"', "[The Daily, The Nightly]"),
            "article.md:3: outlet: is a list; put the value in quotation marks",
        ),
        (
            an_article(outlet=None),
            "article.md:1: outlet: is missing; write outlet: who published it",
        ),
        (
            an_article(title=""),
            'article.md:2: title: "" is blank; write any text (the headline)',
        ),
        (
            an_article(published="April"),
            f'article.md:5: published: "April" is not an EDTF date; {WRITE_EDTF}',
        ),
        (
            an_article(url="example.org"),
            'article.md:4: url: "example.org" is not an http or https address',
        ),
        (
            an_article(BODY + "\n    indented\n"),
            "article.md:25: is a code block (four spaces or a fence); "
            "an article consists of headings, text, lists and > notes",
        ),
        (
            an_article(BODY + "\n```\nfenced\n```\n"),
            "article.md:25: is a code block (four spaces or a fence); "
            "an article consists of headings, text, lists and > notes",
        ),
        (an_article("\n\n"), "article.md:10: has no text below the front matter"),
    ],
)
def test_an_article_that_is_wrong(tmp_path: Path, article: str, expected: str) -> None:
    write_story(tmp_path, article=article)
    assert problems(tmp_path) == [expected]


# --- All together --------------------------------------------------------------------------


def test_all_problems_of_all_files_come_together_sorted(tmp_path: Path) -> None:
    write_story(
        tmp_path,
        article=an_article(outlet=""),
        events=[an_event(id=f"e{row}", date="" if row % 5 else "soon") for row in range(1, 11)],
        stakes=[a_stake(share="101", basis="guessed")],
        quotes=[a_quote(kind="loud")],
    )
    assert [problem.split(': "')[0] for problem in problems(tmp_path)] == [
        "article.md:3: outlet",
        "events.csv row 6 (line 6), e5: date",
        "events.csv row 11 (line 11), e10: date",
        f"{QUOTE_ROW}: kind",
        f"{STAKE_ROW}: basis",
        f"{STAKE_ROW}: share",
    ]


def test_the_tables_are_checked_when_the_article_cannot_be(tmp_path: Path) -> None:
    write_story(tmp_path, article="", events=[an_event(date="soon")])
    assert problems(tmp_path) == [
        f"article.md: is empty. {WRITE_ARTICLE}",
        f'{EVENT_ROW}: date: "soon" is not an EDTF date; {WRITE_EDTF}',
    ]


def test_the_error_is_its_problems_one_a_line(tmp_path: Path) -> None:
    write_story(tmp_path, stakes=[a_stake(share="-1")], quotes=[a_quote(kind="loud")])
    with pytest.raises(StoryError) as error:
        load_story(tmp_path)
    assert str(error.value).splitlines() == problems(tmp_path)


BREAKS: list[Row] = [
    {"id": "Not A Slug"},
    {"title": ""},
    {"date": "soon"},
    {"status": "maybe"},
    {"evidence": "Quizzical zebras jumped"},
    {"disputed_by": "nobody"},
]


@given(
    summaries=st.lists(st.sampled_from(["", "one line", "two\nlines", 'a "b"\n\nc']), min_size=1),
    change=st.sampled_from(BREAKS),
    newline=st.sampled_from(["\n", "\r\n"]),
    data=st.data(),
)
def test_a_broken_cell_names_its_own_line(
    summaries: list[str], change: Row, newline: str, data: st.DataObject
) -> None:
    broken = data.draw(st.integers(0, len(summaries) - 1))
    rows = [an_event(id=f"e{place}", summary=text) for place, text in enumerate(summaries)]
    rows[broken] = {**rows[broken], **change}
    line = 2 + sum(1 + text.count("\n") for text in summaries[:broken])
    with tempfile.TemporaryDirectory() as folder:
        write_story(Path(folder), events=a_table(EVENTS, rows, newline))
        (problem,) = problems(Path(folder))
    (column,) = change
    row_id = "" if column == "id" else f", e{broken}"
    assert problem.startswith(f"events.csv row {broken + 2} (line {line}){row_id}: {column}: ")
