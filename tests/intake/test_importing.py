"""``python -m dateline import``: timelines and tables from elsewhere; no row is lost."""

import csv
import datetime as dt
import io
import json
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dateline.formats.json_story import make_json, parse_json
from dateline.intake.importing import Imported, import_file
from dateline.intake.plain_html import plain_words
from dateline.intake.written_dates import edtf_of
from dateline.reading import load_story, read_story
from dateline.reading.formulas import armed, is_formula
from tests.command_line import ROOT, run
from tests.formats.compared import content_of
from tests.story_files import an_article, write_story

NEW = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date",
    "Headline", "Text", "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type",
    "Group", "Background",
)  # fmt: skip
OLD = (
    "Start Date", "End Date", "Headline", "Text", "Media", "Media Credit", "Media Caption",
    "Media Thumbnail", "Type", "Tag",
)  # fmt: skip
SENTENCE = "United Capital Partners bought 48 percent of VK in April 2013."


def a_sheet(columns: tuple[str, ...], *rows: dict[str, str], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def imported(folder: Path, content: str | bytes, name: str = "t.csv", **options: str) -> Imported:
    """What comes of a file of that name beside ``tests.story_files``' article."""
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "a.md").write_text(an_article(), encoding="utf-8")
    return import_file(
        folder / name, folder / "story", article=folder / "a.md", given={},
        mapping=options.get("mapping", ""), sheet=options.get("sheet", ""),
        order=options.get("order", ""), category=options.get("category", ""),  # type: ignore[arg-type]
    )  # fmt: skip


def table_in(found: Imported, file: str = "events.csv") -> list[dict[str, str]]:
    """The cells as our reader takes them."""
    text = found.contents.get(file, b"").decode()
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: armed(cell) for name, cell in row.items()} for row in rows]


def filled(row: dict[str, str]) -> dict[str, str]:
    return {name: cell for name, cell in row.items() if cell}


def left_in(found: Imported) -> list[tuple[str, str, str, str]]:
    rows = table_in(found, "left-over.csv")
    return [(row["row"], row["id"], row["column"], row["value"]) for row in rows]


# --- TimelineJS ----------------------------------------------------------------------------


def test_a_timeline_with_all_its_columns(tmp_path: Path) -> None:
    rows = [
        {"Headline": "A <b>life</b>", "Text": "Of a founder", "Type": "title"},
        {
            "Year": "2013", "Month": "4", "Day": "7", "Time": "10:30", "Display Date": "In spring",
            "Headline": "A deal &amp; more", "Text": f"<p>{SENTENCE}</p>",
            "Media": "https://example.org/a.jpg", "Media Credit": "AP", "Media Caption": "A pic",
            "Media Thumbnail": "https://example.org/t.jpg", "Group": "Deals", "Background": "#fff",
        },
        {
            "Year": "2006", "End Year": "2007", "End Month": "3", "Headline": "Founded",
            "Text": 'See <a href="https://example.org/b">the page</a>.<br>So <i>it</i> was',
            "Media": "https://example.org/c", "Group": "Deals",
        },
        {"Year": "2008", "Headline": "Nothing says so", "Text": "One two three four."},
        {"Year": "2000", "End Year": "2010", "Headline": "An era", "Type": "era"},
    ]  # fmt: skip
    found = imported(tmp_path, a_sheet(NEW, *rows), category="Other")
    assert [filled(row) for row in table_in(found)] == [
        {
            "id": "a-deal-more", "date": "2013-04-07",
            "date_note": "Time: 10:30. Shown as: In spring. Media: https://example.org/a.jpg",
            "title": "A deal & more",
            "summary": SENTENCE, "category": "Deals", "status": "reported", "evidence": SENTENCE,
        },
        {
            "id": "founded", "date": "2006/2007-03", "title": "Founded",
            "summary": "See the page.\nSo it was", "category": "Deals", "status": "reported",
            "source": "https://example.org/b", "date_note": "Media: https://example.org/c",
        },
        {
            "id": "nothing-says-so", "date": "2008", "title": "Nothing says so",
            "summary": "One two three four.", "category": "Other",
        },
    ]  # fmt: skip
    assert left_in(found) == [
        ("3", "a-deal-more", "Media Credit", "AP"),
        ("3", "a-deal-more", "Media Caption", "A pic"),
        ("3", "a-deal-more", "Media Thumbnail", "https://example.org/t.jpg"),
        ("3", "a-deal-more", "Background", "#fff"),
        ("2", "(title)", "Headline", "A <b>life</b>"),
        ("2", "(title)", "Text", "Of a founder"),
        ("2", "(title)", "Type", "title"),
        ("6", "(era)", "Year", "2000"),
        ("6", "(era)", "End Year", "2010"),
        ("6", "(era)", "Headline", "An era"),
        ("6", "(era)", "Type", "era"),
    ]
    assert found.remarks[:2] == (
        "5 rows read: 3 events (1 on the article, 1 background, 1 that rest on nothing yet), "
        "2 rows of another kind",
        "what has no place in events.csv is in left-over.csv",
    )


def test_no_cell_from_elsewhere_is_a_formula(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://x.example","a")'
    row = {"Year": "2008", "Headline": formula, "Text": "@a", "Media Credit": formula}
    found = imported(tmp_path, a_sheet(NEW, row), category="Other")
    assert [(row["title"], row["summary"]) for row in table_in(found)] == [(formula, "@a")]
    assert [value for _, _, _, value in left_in(found)] == [formula]
    for file in ("events.csv", "left-over.csv"):
        cells = [cell for row in csv.reader(io.StringIO(found.contents[file].decode()))
                 for cell in row]  # fmt: skip
        assert f"'{formula}" in cells
        assert not [cell for cell in cells if is_formula(cell)]


def test_the_old_sheet(tmp_path: Path) -> None:
    rows = [
        {"Start Date": "2011", "End Date": "2012", "Headline": "A", "Tag": "x"},
        {"Start Date": "4/2011", "Headline": "B", "Media": "<iframe src='x'></iframe>"},
        {"Start Date": "12/31/2011 10:00", "Headline": "C"},
        {"Start Date": "3/4/2011", "Headline": "D"},
        {"Start Date": "2011/3/4", "Headline": "E"},
        {"Start Date": "-44", "Headline": "F"},
        {"Headline": ""},
        {"Text": "no headline"},
    ]
    found = imported(tmp_path, a_sheet(OLD, *rows))
    assert [(row["id"], row["date"], row["date_note"]) for row in table_in(found)] == [
        ("a", "2011/2012", ""),
        ("b", "2011-04", ""),
        ("c", "2011-12-31", "Time: 10:00."),
        ("d", "3/4/2011", ""),
        ("e", "2011-03-04", ""),
        ("f", "", "Date in the file: -44."),
        ("row-9", "", ""),
    ]
    assert left_in(found) == [("3", "b", "Media", "<iframe src='x'></iframe>")]
    (tmp_path / "story").mkdir()
    for name, content in found.contents.items():
        (tmp_path / "story" / name).write_bytes(content)
    asked = [str(problem) for problem in read_story(tmp_path / "story").problems]
    assert (
        'events.csv row 5 (line 5), d: date: "3/4/2011" is not an EDTF date; did you mean '
        '"2011-03-04" or "2011-04-03"?'
    ) in asked
    assert not [problem for problem in asked if "row 7 (line 7), f: date: " in problem]
    assert found.remarks[1] == (
        '1 date before the year 1, which the format can\'t hold, is kept in date_note: "-44"'
    )
    assert sum('evidence: "" is blank' in problem for problem in asked) == 7


def test_an_option_gives_the_order_of_ambiguous_dates(tmp_path: Path) -> None:
    sheet = a_sheet(OLD, {"Start Date": "3/4/2011", "Headline": "D"})
    assert table_in(imported(tmp_path, sheet, order="mdy"))[0]["date"] == "2011-03-04"
    assert table_in(imported(tmp_path, sheet, order="dmy"))[0]["date"] == "2011-04-03"


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        ("2014", "", "", "2014"),
        ("2014", "4", "", "2014-04"),
        ("2014", "04", "9", "2014-04-09"),
        ("2014", "13", "", "2014-13"),
        ("2014", "", "9", "2014-?-9"),
        ("44", "", "", "0044"),
        ("2014", "2", "30", "2014-02-30"),
        ("", "4", "1", "?-04-01"),
        ("2014.0", "4.0", "9.0", "2014-04-09"),
    ],
)
def test_parts_of_a_date(tmp_path: Path, year: str, month: str, day: str, expected: str) -> None:
    row = {"Year": year, "Month": month, "Day": day, "Headline": "A"}
    assert table_in(imported(tmp_path, a_sheet(NEW, row)))[0]["date"] == expected


def test_json_in_its_present_form(tmp_path: Path) -> None:
    content = {
        "title": {"text": {"headline": "A life", "text": "x"}, "unique_id": "t"},
        "events": [
            {
                "start_date": {"year": 2013, "month": "4", "hour": 3, "display_date": "Spring"},
                "end_date": {"year": "2013", "month": "4"},
                "display_date": "April",
                "unique_id": "deal",
                "group": "Deals",
                "text": {"headline": "A deal", "text": f"<blockquote>{SENTENCE}</blockquote>Yes"},
                "media": {"url": "https://example.org/m", "alt": "a pic", "credit": "AP"},
                "autolink": False,
            },
            {"text": {"headline": "Undated"}, "unique_id": "Not an id"},
        ],
        "eras": [{"start_date": {"year": "2000"}, "text": {"headline": "Era"}}],
        "scale": "human",
    }
    found = imported(tmp_path, json.dumps(content), "t.json")
    assert [filled(row) for row in table_in(found)] == [
        {
            "id": "deal", "date": "2013-04", "title": "A deal",
            "date_note": "Shown as: Spring. Media: https://example.org/m",
            "summary": f"{SENTENCE}\nYes", "category": "Deals", "status": "reported",
            "evidence": SENTENCE,
        },
        {"id": "undated", "title": "Undated"},
    ]  # fmt: skip
    assert left_in(found) == [
        ("2", "deal", "start_date.hour", "3"),
        ("2", "deal", "display_date", "April"),
        ("2", "deal", "media.alt", "a pic"),
        ("2", "deal", "media credit", "AP"),
        ("2", "deal", "autolink", "false"),
        ("3", "undated", "unique id", "Not an id"),
        ("1", "(title)", "headline", "A life"),
        ("1", "(title)", "text", "x"),
        ("1", "(title)", "unique id", "t"),
        ("1", "(title)", "type", "title"),
        ("4", "(era)", "headline", "Era"),
        ("4", "(era)", "type", "era"),
        ("4", "(era)", "year", "2000"),
        ("5", "(beside)", "type", "beside"),
        ("5", "(beside)", "scale", "human"),
    ]


def test_json_in_its_old_form(tmp_path: Path) -> None:
    content = {
        "timeline": {
            "headline": "A life", "type": "default", "startDate": "2011",
            "date": [
                {"startDate": "2011,12,10", "endDate": "2011,12,11", "headline": "A", "tag": "T",
                 "text": "x", "asset": {"media": "https://example.org/m", "credit": "AP"}},
                {"startDate": "2011,12", "headline": "B", "classname": "c"},
            ],
            "era": [{"startDate": "2011", "headline": "E"}],
        }
    }  # fmt: skip
    found = imported(tmp_path, json.dumps(content), "t.json")
    assert [(row["date"], row["category"], row["date_note"]) for row in table_in(found)] == [
        ("2011-12-10/2011-12-11", "T", "Media: https://example.org/m"),
        ("2011-12", "", ""),
    ]
    assert not any(row["source"] for row in table_in(found))
    assert ("1", "(title)", "timeline.type", "default") in left_in(found)
    assert ("3", "b", "classname", "c") in left_in(found)
    assert ("4", "(era)", "headline", "E") in left_in(found)


@pytest.mark.parametrize(
    ("written", "date", "note"),
    [
        ("2011,12,10,07,02,10", "2011-12-10", "Time: 07:02:10."),
        ("2011, 2, 1, 7, 2", "2011-02-01", "Time: 07:02."),
        ("2011,12,10,07", "2011-12-10", "Time: 07:00."),
        ("2011,12,10,07,02,10,500", "2011-12-10", "Time: 07:02:10.500."),
        ("2011,12,10,00,00,00", "2011-12-10", ""),
        ("2011,12,,", "2011-12", ""),
        ("2011,12,10,x", "2011,12,10,x", ""),
    ],
)
def test_a_day_of_the_old_json_may_have_a_time(
    tmp_path: Path, written: str, date: str, note: str
) -> None:
    content = {"timeline": {"date": [{"startDate": written, "headline": "A"}]}}
    row = table_in(imported(tmp_path, json.dumps(content), "t.json"))[0]
    assert (row["date"], row["date_note"]) == (date, note)


def test_words_found_twice_or_changed_are_no_evidence(tmp_path: Path) -> None:
    body = "The board met on Monday. The board met on Monday. It was a long day for all."
    (tmp_path / "a.md").write_text(an_article(body), encoding="utf-8")
    rows = [
        {"Headline": "A", "Text": "The board met on Monday."},
        {"Headline": "B", "Text": "It was a very long day for all."},
        {"Headline": "C", "Text": "long day"},
        {"Headline": "It was a long day", "Text": "So they say"},
    ]
    (tmp_path / "t.csv").write_text(a_sheet(OLD, *rows), encoding="utf-8")
    found = import_file(tmp_path / "t.csv", tmp_path / "s", article=tmp_path / "a.md", given={})
    assert [row["evidence"] for row in table_in(found)] == ["", "", "", "It was a long day"]


@pytest.mark.parametrize(
    "event", [{"id": "a", "title": "A", "date": {"edtf": "2014"}}, {"what": "A"}, "A"]
)
def test_other_json_with_events_is_no_timeline(tmp_path: Path, event: object) -> None:
    content = {"title": {"text": {"headline": "A life"}}, "events": [event]}
    (tmp_path / "t.json").write_text(json.dumps(content), encoding="utf-8")
    done = run("import", str(tmp_path / "t.json"), "--to", str(tmp_path / "s"))
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        "t.json is neither a Dateline story nor a TimelineJS timeline: no event has a "
        "start_date or a text (in its old form startDate or headline). Name what its events have, "
        "as --map 'title="
    ) in done.stderr
    assert not (tmp_path / "s").exists()


def test_other_json_is_taken_by_a_map(tmp_path: Path) -> None:
    content = {"events": [{"what": "A", "when": "2014"}]}
    found = imported(tmp_path, json.dumps(content), "t.json", mapping="title=what,date=when")
    assert [filled(row) for row in table_in(found)] == [{"id": "a", "date": "2014", "title": "A"}]


# --- A story of our own ----------------------------------------------------------------------

OWN = {"shipped": ROOT, "takeover": ROOT / "stories/takeover", "gericht": ROOT / "stories/gericht"}


@pytest.mark.parametrize("name", OWN)
def test_a_story_that_was_exported_as_json_is_the_same_story(name: str, tmp_path: Path) -> None:
    out, back = tmp_path / "story.json", tmp_path / "back"
    assert run("export", str(OWN[name]), "--to", "json", "--out", str(out)).returncode == 0
    done = run("import", "--quiet", str(out), "--to", str(back))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == [
        f"{back}: article.md, events.csv, stakes.csv, quotes.csv",
        "note: a whole Dateline story, with its article and all tables",
    ]
    assert content_of(load_story(back)) == content_of(load_story(OWN[name]))


@pytest.mark.parametrize("view", ["category=ownership", "category=ownership&background=1", "q=xyz"])
def test_a_view_that_was_exported_as_json_is_the_same_part(view: str, tmp_path: Path) -> None:
    out, back = tmp_path / "part.json", tmp_path / "back"
    asked = ("export", str(ROOT), "--to", "json", "--out", str(out), "--view", view)
    assert run(*asked).returncode == 0
    done = run("import", str(out), "--to", str(back))
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if line.startswith("note: ")] == [
        "note: a whole Dateline story, with its article and all tables"
    ]
    assert content_of(load_story(back)) == content_of(parse_json(out.read_bytes()))


def a_story_file(folder: Path, **changes: object) -> Path:
    file = folder / "story.json"
    read = json.loads(make_json(load_story(write_story(folder))).content)
    file.write_text(json.dumps(read | changes), encoding="utf-8")
    return file


def test_a_story_file_with_a_fault_is_refused_with_its_place(tmp_path: Path) -> None:
    file = a_story_file(tmp_path, version=2)
    done = run("import", "--quiet", str(file), "--to", str(tmp_path / "s"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"{file} claims to be a Dateline story, but cannot be read as one: version: 1 was "
        "expected; export it again, or fix it with the help of docs/story.schema.json\n"
    )
    assert not (tmp_path / "s").exists()


def test_a_deeply_nested_story_file_is_refused(tmp_path: Path) -> None:
    nested: object = []
    for _ in range(900):
        nested = [nested]
    done = run("import", str(a_story_file(tmp_path, quotes=nested)), "--to", str(tmp_path / "s"))
    assert done.returncode == 2
    assert "cannot be read as one: " in done.stderr or "is not JSON: " in done.stderr


def test_rows_of_a_story_file_that_check_refuses_are_listed(tmp_path: Path) -> None:
    read = json.loads(make_json(load_story(write_story(tmp_path))).content)
    events = [read["events"][0] | {"title": "", "status": "claimed"}]
    done = run("import", str(a_story_file(tmp_path, events=events)), "--to", str(tmp_path / "s"))
    assert done.returncode == 0
    assert 'events.csv row 2 (line 2), founding: title: "" is blank' in done.stdout
    assert '"" is blank, but the row is claimed; write who says so' in done.stdout


def test_an_articles_page_is_kept_whole_on_request(tmp_path: Path) -> None:
    page, table = tmp_path / "a.html", tmp_path / "t.csv"
    page.write_text("<nav>Menu of towns</nav><article><p>Ana Bell sold the mill.</p></article>")
    table.write_text("date,title\n2014-04-21,Sale\n")
    bodies = []
    for options in ([], ["--whole"]):
        story = tmp_path / f"s{len(options)}"
        arguments = [str(table), "--to", str(story), "--map", "date=date", *options]
        run("import", "--quiet", *arguments, "--article", str(page))
        bodies.append("Menu of towns" in (story / "article.md").read_text())
        refused = run("import", "--quiet", *arguments, "--force")
        assert refused.returncode == len(options) * 2
        assert refused.stderr == "--whole goes with --article\n" * len(options)
    assert bodies == [False, True]


@pytest.mark.parametrize(
    "options",
    [
        ("--map", "title=x"),
        ("--article", "a.md"),
        ("--published-note", "x"),
        ("--dates", "mdy"),
        ("--whole",),
    ],
)
def test_a_whole_story_takes_no_options(tmp_path: Path, options: tuple[str, ...]) -> None:
    file = a_story_file(tmp_path)
    done = run("import", "--quiet", str(file), "--to", str(tmp_path / "s"), *options)
    assert done.returncode == 2
    assert done.stderr.startswith(
        f"{options[0]} has no effect on {file}, which is a whole Dateline story; leave it out"
    )


def test_a_whole_story_takes_the_place_of_all_files(tmp_path: Path) -> None:
    file, back = a_story_file(tmp_path), tmp_path / "back"
    assert run("new", str(back), "--blank").returncode == 0
    assert run("import", str(file), "--to", str(back)).returncode == 2
    assert run("import", str(file), "--to", str(back), "--force").returncode == 0
    assert content_of(load_story(back)) == content_of(load_story(tmp_path))


@pytest.mark.parametrize("fence", ["---", "--- ", "---\t"])
def test_words_below_any_fence_that_check_takes_are_evidence(tmp_path: Path, fence: str) -> None:
    story = tmp_path / "s"
    story.mkdir()
    head, body = an_article().removeprefix("---\n").split("\n---\n")
    article = f"{fence}\n{head}\n{fence}\n{body}"
    (story / "article.md").write_text(article, encoding="utf-8")
    (tmp_path / "t.csv").write_text(a_sheet(OLD, {"Headline": "A", "Text": SENTENCE}), "utf-8")
    found = import_file(tmp_path / "t.csv", story, article=None, given={})
    assert table_in(found)[0]["evidence"] == SENTENCE
    # As an article of its own it keeps its front matter.
    (tmp_path / "a.md").write_text(article, encoding="utf-8")
    found = import_file(tmp_path / "t.csv", tmp_path / "new", article=tmp_path / "a.md", given={})
    assert b'title: "A Founder Leaves"' in found.contents["article.md"]
    assert table_in(found)[0]["evidence"] == SENTENCE


def test_without_front_matter_check_reads_no_words_and_neither_does_import(tmp_path: Path) -> None:
    story = tmp_path / "s"
    story.mkdir()
    (story / "article.md").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "t.csv").write_text(a_sheet(OLD, {"Headline": "A", "Text": SENTENCE}), "utf-8")
    found = import_file(tmp_path / "t.csv", story, article=None, given={})
    assert table_in(found)[0]["evidence"] == ""


# --- Any table -----------------------------------------------------------------------------


def test_a_table_by_a_map(tmp_path: Path) -> None:
    sheet = a_sheet(
        ("When", "What", "Link", "Who knows", "Category"),
        {
            "When": "21.4.2014",
            "What": "He leaves",
            "Link": "https://example.org/x",
            "Category": "C",
        },
        {"When": "2014-04-21", "What": "He leaves", "Who knows": "me"},
        delimiter=";",
    )
    found = imported(tmp_path, sheet, mapping="date=When, title=What,source=Link")
    assert [filled(row) for row in table_in(found)] == [
        {
            "id": "he-leaves", "date": "2014-04-21", "title": "He leaves", "category": "C",
            "status": "reported", "source": "https://example.org/x",
        },
        {"id": "he-leaves-2", "date": "2014-04-21", "title": "He leaves"},
    ]  # fmt: skip
    assert left_in(found) == [("3", "he-leaves-2", "Who knows", "me")]


@pytest.mark.parametrize(
    ("written", "date", "note"),
    [
        ("July 20, 1969", "1969-07-20", ""),
        ("20 July 1969", "1969-07-20", ""),
        ("July 1969", "1969-07", ""),
        ("1960s", "196X", ""),
        ("about 1920", "1920~", ""),
        ("1969-07-20T20:17:40Z", "1969-07-20", "Time: 20:17:40Z."),
        ("1969-07-20T00:00:00+00:00", "1969-07-20", ""),
        ("July 20, 1969 at 10:30 PM", "1969-07-20", "Time: 10:30 PM."),
        ("2014.0", "2014", ""),
        # What check would ask about stays unchanged.
        ("3/4/2014", "3/4/2014", ""),
        ("20 July 69", "20 July 69", ""),
        ("41750", "41750", ""),
        ("44 BC", "", "Date in the file: 44 BC."),
        # What the date can't say is kept.
        ("early March 2023", "2023-03", "Date in the file: early March 2023."),
        ("Late 2013", "2013", "Date in the file: Late 2013."),
    ],
)
def test_a_date_that_can_be_read_in_one_way_is_converted(
    tmp_path: Path, written: str, date: str, note: str
) -> None:
    sheet = a_sheet(("When", "What"), {"When": written, "What": "He leaves"})
    row = table_in(imported(tmp_path, sheet, mapping="date=When,title=What"))[0]
    assert (row["date"], row["date_note"]) == (date, note)


def test_html_leaves_the_words_of_a_table(tmp_path: Path) -> None:
    title = '<b>He</b> leaves &amp; <a href="https://a.example/">goes</a><img src="x">'
    sheet = a_sheet(("What", "Summary"), {"What": title, "Summary": "<p>One.</p><p>Two.</p>"})
    found = imported(tmp_path, sheet, mapping="title=What")
    assert [(row["title"], row["summary"]) for row in table_in(found)] == [
        ("He leaves & goes", "One.\nTwo.")
    ]
    assert left_in(found) == [
        ("2", "he-leaves-goes", "What", "https://a.example/"),
        ("2", "he-leaves-goes", "What", '<img src="x"/>'),
    ]


def test_a_workbook(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    first, second = workbook.active, workbook.create_sheet("More")
    second.append(["What", "When"])
    second.append(["Second", 2014])
    first.append(["What", "When", "", "Ok"])
    first.append(["He leaves", dt.date(2014, 4, 21), "", True])
    first.append([None, None])
    first.append(["He comes", dt.datetime(2014, 4, 22, 9, 5), "extra", None])
    workbook.save(tmp_path / "t.xlsx")
    content = (tmp_path / "t.xlsx").read_bytes()
    found = imported(tmp_path, content, "t.xlsx", mapping="date=When,title=What")
    assert [(row["title"], row["date"], row["date_note"]) for row in table_in(found)] == [
        ("He leaves", "2014-04-21", ""),
        ("He comes", "2014-04-22", "Time: 09:05."),
    ]
    assert left_in(found) == [
        ("2", "he-leaves", "Ok", "TRUE"),
        ("4", "he-comes", "column 3", "extra"),
    ]
    assert "left out: the workbook's sheets More; choose one with --sheet" in found.remarks
    found = imported(tmp_path, content, "t.xlsx", mapping="date=When,title=What", sheet="More")
    assert [(row["title"], row["date"]) for row in table_in(found)] == [("Second", "2014")]


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)


def test_an_open_document_table(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    day = ('<table:table-cell office:value-type="date" office:date-value="2014-04-21"><text:p>'
           "21/04/14</text:p></table:table-cell>")  # fmt: skip
    rows = "".join(
        f"<table:table-row>{row}</table:table-row>"
        for row in (cell.format("What") + cell.format("When"), cell.format("He leaves") + day)
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{names}><office:body><office:spreadsheet>'
        f'<table:table table:name="T">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    found = imported(tmp_path, out.getvalue(), "t.ods", mapping="date=When,title=What")
    assert [(row["title"], row["date"]) for row in table_in(found)] == [("He leaves", "2014-04-21")]


# --- The command ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "options", "expected"),
    [
        ("a,b\n1,2\n", [], "no column of the file is an event's title; name it: --map 'title=a'. "
         "The file has a, b"),
        ("a,b\n1,2\n", ["--map", "title=c"], "--map: the file has no column 'c'; it has a, b"),
        ("a,b\n1,2\n", ["--map", "what=a"], "--map: 'what=a' is no pair; write a column of "),
        ("a,b\n1,2\n", ["--map", "title=a,title=b"], "--map: 'title' appears twice; keep one"),
        ("a,a\n1,2\n", ["--map", "title=a"], "the column 'a' appears twice; rename one of them"),
        ("a,b\n", ["--map", "title=a"], "t.csv has a header but no rows"),
        ("a,b\n1,2\n", ["--map", "title=a", "--sheet", "x"], "not a workbook; leave out --sheet"),
        ("", ["--map", "title=a"], "t.csv: is empty. There is nothing to take in"),
        (b"a\n\xff\n", ["--map", "title=a"], "t.csv:2: byte ff is not UTF-8; save the table"),
        ('date,title,summary\n2014,a,"b\nc"\n2014-01-01,"He said "no" to it",abc\n', [],
         "t.csv:4: the row cannot be read: ',' expected after '\"'; close each quotation mark, "
         'and write "" for one inside a cell'),
        ('date;title;summary\n2014;a|b,c|d,e|f;"b', [],
         "t.csv:2: the row cannot be read: unexpected end of data; close each quotation mark"),
        ('"a" b,c\n1,2\n', ["--map", "title=c"], "t.csv:1: the row cannot be read: ',' expected"),
    ],
)  # fmt: skip
def test_wrong_use(tmp_path: Path, content: str | bytes, options: list[str], expected: str) -> None:
    (tmp_path / "t.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    done = run("import", str(tmp_path / "t.csv"), "--to", str(tmp_path / "s"), *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("t.json", "{", "t.json is not JSON: "),
        (
            "t.jsonp",
            'storyjs_jsonp_data = {"timeline": {}}',
            "t.jsonp is JSONP, JSON within "
            'JavaScript ("storyjs_jsonp_data ="); keep what stands from its first { to its last } ',
        ),
        (
            "t.json",
            '{"events": [{% for e in site.data %}{}{% endfor %}]}',
            't.json is a template (Liquid or Jinja: "{% for e in site.data %}"), which a site',
        ),
        (
            "t.json",
            '{"events": [{"text": {"headline": "\\ud83d"}}]}',
            "t.json holds U+D83D, half a character; remove it",
        ),
        ("t.json", "[]", "t.json is not a TimelineJS timeline: it has no events"),
        ("t.xlsx", "x", "t.xlsx cannot be read as a workbook: "),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: str, expected: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = run("import", str(tmp_path / name), "--to", str(tmp_path / "s"))
    assert done.returncode == 2
    assert expected in done.stderr


def test_a_story_that_is_there_keeps_its_article_and_other_tables(tmp_path: Path) -> None:
    story = tmp_path / "s"
    assert run("new", str(story), "--blank").returncode == 0
    before = {path.name: path.read_bytes() for path in story.iterdir()}
    sheet = a_sheet(OLD, {"Headline": "The Elmford Trust holds 40 percent", "Tag": "Trust"})
    (tmp_path / "t.csv").write_text(sheet, encoding="utf-8")
    refused = run("import", str(tmp_path / "t.csv"), "--to", str(story))
    assert refused.returncode == 2
    assert "already exists and is not empty; name another folder, or add --force" in refused.stderr
    asked = ("import", str(tmp_path / "t.csv"), "--to", str(story), "--force")
    refused = run(*asked, "--published-note", "x")
    assert refused.stderr.endswith(
        f"--published-note goes with --article; {story / 'article.md'} stays as it is\n"
    )
    assert {path.name: path.read_bytes() for path in story.iterdir()} == before
    done = run(*asked, "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"{story}: events.csv"
    assert done.stdout.splitlines()[-1] == "1 event, 1 stake, 1 quote, 3 passages: ok"
    after = {path.name: path.read_bytes() for path in story.iterdir()}
    assert {name for name in after if after[name] != before.get(name)} == {"events.csv"}


@pytest.mark.parametrize("is_whole", [False, True])
def test_what_an_earlier_import_left_over_goes_with_it(tmp_path: Path, is_whole: bool) -> None:
    story, sheet = tmp_path / "s", tmp_path / "t.csv"
    sheet.write_text(a_sheet(OLD, {"Headline": "A", "Media Credit": "AP"}), encoding="utf-8")
    assert run("import", str(sheet), "--to", str(story)).returncode == 0
    assert (story / "left-over.csv").is_file()
    sheet.write_text(a_sheet(OLD, {"Headline": "A"}), encoding="utf-8")
    file = a_story_file(tmp_path) if is_whole else sheet
    done = run("import", "--quiet", str(file), "--to", str(story), "--force")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (story / "left-over.csv").exists()
    removed = "note: left-over.csv of an earlier import is removed: nothing is left over now"
    assert removed in done.stdout.splitlines()
    done = run("import", str(file), "--to", str(story), "--force")
    assert removed not in done.stdout.splitlines()


def test_without_an_article_the_title_slide_names_it_and_the_text_is_asked_for(
    tmp_path: Path,
) -> None:
    rows = [{"Headline": "A life", "Type": "title"}, {"Headline": "A", "Start Date": "2011"}]
    (tmp_path / "t.csv").write_text(a_sheet(OLD, *rows), encoding="utf-8")
    done = run("import", str(tmp_path / "t.csv"), "--to", str(tmp_path / "s"), "--language", "en")
    assert done.returncode == 0
    assert (
        (tmp_path / "s" / "article.md")
        .read_text(encoding="utf-8")
        .startswith('---\ntitle: "A life"\noutlet: ""\nurl: ""\npublished: ""\n')
    )
    assert "note: no article: give its text with --article, or write it below the " in done.stdout
    assert "has no text below the front matter" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.md", '---\ntitle: Its own\n---\n\nText.\n\n```\ntitle: ""\n```\n', "Its own"),
        ("a.md", '# Its own\n\nText.\ntitle: ""\nMore.\n', "Its own"),
        ("a.md", '---\ntitle: ""\n---\n\nText.\n', "A life"),
        ("a.md", '---\ntitle: ""\n---\n\n# Its own\n', "Its own"),
        ("a.txt", "A life\n\nText.", "A life"),
        ("a.html", "<title>Its own</title><p>Text.</p>", "Its own"),
        ("a.html", "<p>Text.</p>", "A life"),
    ],
)
def test_the_title_slide_names_an_article_that_has_no_title(
    tmp_path: Path, name: str, content: str, expected: str
) -> None:
    rows = [{"Headline": "A life", "Type": "title"}, {"Headline": "A", "Start Date": "2011"}]
    (tmp_path / "t.csv").write_text(a_sheet(OLD, *rows), encoding="utf-8")
    (tmp_path / name).write_text(content, encoding="utf-8")
    found = import_file(tmp_path / "t.csv", tmp_path / "s", article=tmp_path / name, given={})
    article = found.contents["article.md"].decode().splitlines()
    assert article[1] == f'title: "{expected}"'
    # A text that begins with the title has it for its headline.
    assert ("# A life" in article) == (name == "a.txt")


# --- Properties ----------------------------------------------------------------------------

CELLS = st.sampled_from(
    ["", "a", "2014", "13", "4", "Title", "era", "<b>x</b>", "https://a.example/", SENTENCE,
     "3/4/2011", 'See <a href="https://b.example/">it</a> <img src="y">', "1 < 2 & 3",
     "a,b;c\nd", '"']
)  # fmt: skip


@settings(phases=[Phase.generate])
@given(st.data())
def test_nothing_of_a_sheet_is_lost(data: st.DataObject) -> None:
    columns = (*data.draw(st.sampled_from([NEW, OLD])), "Own column")
    rows = [
        {name: data.draw(CELLS) for name in columns} for _ in range(data.draw(st.integers(1, 4)))
    ]
    rows[0]["Headline"] = "First"
    with tempfile.TemporaryDirectory() as folder:
        found = imported(Path(folder), a_sheet(columns, *rows))
    kept = [row for row in rows if any(row.values())]
    events, left = table_in(found), left_in(found)
    others = {number for number, what, _, _ in left if what in ("(title)", "(era)")}
    assert len(events) + len(others) == len(kept)
    assert len({row["id"] for row in events}) == len(events)
    written = "\n".join([*(cell for row in events for cell in row.values()),
                         *(value for _, _, _, value in left)])  # fmt: skip
    digits = written.replace("-", " ").replace("/", " ").split()
    for row in kept:
        for name, cell in row.items():
            if not cell or name == "Type":
                continue
            # Markup may go and numbers be padded; words and addresses may not.
            words = plain_words(cell)
            for part in (*words.text.split(), *words.addresses):
                assert part in written or part.zfill(2) in digits or part.zfill(4) in digits
    for row in events:
        assert not (row["evidence"] and row["source"])
        assert row["evidence"] in ("", SENTENCE)


@given(st.dates(dt.date(1000, 1, 1)), st.sampled_from(["mdy", "dmy"]))
def test_a_day_that_can_be_read_in_one_way_is_read_that_way(day: dt.date, order: str) -> None:
    written = (day.month, day.day) if order == "mdy" else (day.day, day.month)
    text = f"{written[0]}/{written[1]}/{day.year:04}"
    assert edtf_of(text, order) == (day.isoformat(), "")  # type: ignore[arg-type]
    is_plain = day.day > 12 or day.day == day.month
    assert edtf_of(text)[0] == (day.isoformat() if is_plain else text)
