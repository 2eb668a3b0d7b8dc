"""``python -m dateline fmt``: a story's tables in a canonical format; nothing is lost."""

import csv
import io
import stat
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.formatting import format_tables
from dateline.reading import read_story
from dateline.story import EVENTS, QUOTES, SCHEMAS, STAKES, Schema
from dateline.writing import write_together
from tests.command_line import run
from tests.story_files import a_quote, a_stake, a_table, an_event, write_story

FILES = tuple(schema.file for schema in SCHEMAS)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows_of(folder: Path, file: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((folder / file).read_text(encoding="utf-8"))))


def test_the_shipped_story_is_in_the_canonical_format() -> None:
    done = run("fmt", "--quiet", ".", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"{file} needs no change" for file in FILES]


def test_what_a_spreadsheet_writes_is_rewritten_in_the_canonical_format(tmp_path: Path) -> None:
    names = [name for name in reversed(STAKES.names) if name not in ("note", "denied_by")]
    names[names.index("basis")] = "Basis"
    cells = dict.fromkeys(STAKES.names, "") | dict(a_stake(share="24,9 %")) | {"Basis": "Stated"}
    table = "\r\n".join([";".join(names), ";".join(cells[name] for name in names), ";;", ""])
    write_story(tmp_path, stakes=b"\xef\xbb\xbf" + table.encode())
    before = read_story(tmp_path).story
    done = run("fmt", "--quiet", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "events.csv needs no change",
        "stakes.csv is rewritten: the byte-order mark goes; lines end in a line feed; "
        "is read as columns separated by semicolons; "
        'the column "Basis" is read as "basis"; '
        'the columns "denied_by" and "note" are missing; they are read as blank; '
        "1 blank row is left out; "
        'row 2, share: "24,9 %" is written "24.9"; row 2, basis: "Stated" is written "stated"',
        "quotes.csv needs no change",
    ]
    assert (tmp_path / "stakes.csv").read_text(encoding="utf-8") == a_table(
        STAKES, [a_stake(share="24.9")]
    )
    after = read_story(tmp_path)
    assert (after.problems, after.notes) == ((), ())
    assert before
    assert after.story
    assert_same(before.stakes, after.story.stakes)


def test_words_and_dates_stay_as_they_are(tmp_path: Path) -> None:
    row = an_event(title="It’s “founded”", evidence="Pavel Durov founded VK", date="11/3/2018")
    write_story(
        tmp_path, events=[row], quotes=[a_quote(evidence="“I am out of Russia,”")], stakes=[]
    )
    before = contents(tmp_path)
    done = run("fmt", str(tmp_path))
    assert done.returncode == 0
    assert contents(tmp_path) == before


def test_check_says_what_would_change_and_writes_nothing(tmp_path: Path) -> None:
    write_story(tmp_path, events=a_table(EVENTS, [an_event(status="Reported")], "\r\n"))
    before = contents(tmp_path)
    done = run("fmt", str(tmp_path), "--check")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == (
        "events.csv would be rewritten: lines end in a line feed; "
        'row 2, status: "Reported" is written "reported"'
    )
    assert contents(tmp_path) == before
    assert run("fmt", str(tmp_path)).returncode == 0
    assert run("fmt", str(tmp_path), "--check").returncode == 0


def test_quotation_marks_and_edges_alone_are_reported(tmp_path: Path) -> None:
    write_story(tmp_path, events=a_table(EVENTS, [an_event()]).replace("Company", '" Company"'))
    assert run("fmt", str(tmp_path), "--check").stdout.splitlines()[0] == (
        "events.csv would be rewritten: columns, quotation marks, blank lines or spaces at the "
        "edges of cells"
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_no_cell_is_a_formula_and_each_is_read_as_before(sign: str, tmp_path: Path) -> None:
    titles = [f"{sign}x y", f"'{sign}x y", f"''{sign}x y"]
    events = [an_event(id=f"e{number}", title=title) for number, title in enumerate(titles)]
    write_story(tmp_path, events=events)
    before = read_story(tmp_path).story
    assert before
    assert before.events["title"].tolist() == [f"{sign}x y", f"{sign}x y", f"'{sign}x y"]
    assert run("fmt", str(tmp_path)).stdout.splitlines()[0] == (
        f'events.csv is rewritten: row 2, title: "{sign}x y" is written "\'{sign}x y"'
    )
    assert [row[4] for row in rows_of(tmp_path, "events.csv")[1:]] == [titles[1], *titles[1:]]
    after = read_story(tmp_path).story
    assert after
    assert_same(before.events, after.events)
    assert run("fmt", str(tmp_path), "--check").returncode == 0


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            a_table(EVENTS, [an_event()]).replace("weight", "wait"),
            'events.csv row 1 (line 1): "wait" is not a column; allowed: ',
        ),
        (
            a_table(EVENTS, [an_event()]).rstrip() + ",more\n",
            "events.csv row 2 (line 2), founding: the row has 16 cells, the header 15; ",
        ),
        ("# a remark\n" + a_table(EVENTS, [an_event()]), 'row 1 (line 1): "# a remark" is not a'),
        (a_table(EVENTS, [an_event()]) + 'x,"y', "the row cannot be read: unexpected end of data"),
        (a_table(EVENTS, [an_event(title="\xe9")]).encode("latin-1"), "byte e9 is not UTF-8"),
        (None, "events.csv: is missing. Its first line is: id,date"),
    ],
)
def test_what_is_not_understood_is_left_alone(
    tmp_path: Path, table: str | bytes | None, expected: str
) -> None:
    write_story(tmp_path, events=table, stakes=a_table(STAKES, [a_stake()], "\r\n"))
    before = contents(tmp_path)
    done = run("fmt", "--quiet", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    first, *_, last = done.stderr.splitlines()
    assert expected in first
    assert last == (
        "Nothing is written: a table that cannot be read whole would lose what is not understood."
    )
    assert contents(tmp_path) == before


def test_a_cell_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    write_story(
        tmp_path,
        events=a_table(EVENTS, [an_event(date="soon", status="sure")], "\r\n"),
        stakes=a_table(STAKES, [a_stake(share="about 3%")], "\r\n"),
        quotes=[],
    )
    before = [str(problem) for problem in read_story(tmp_path).problems]
    assert run("fmt", str(tmp_path)).returncode == 0
    assert [str(problem) for problem in read_story(tmp_path).problems] == before
    assert rows_of(tmp_path, "stakes.csv")[1][2] == "about 3%"


@pytest.mark.skipif(sys.platform == "win32", reason="rights and links are other ones there")
def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    folder = write_story(tmp_path)
    elsewhere = folder / "tables" / "elsewhere.csv"
    elsewhere.parent.mkdir()
    elsewhere.write_text(a_table(EVENTS, [an_event()], "\r\n"), encoding="utf-8")
    elsewhere.chmod(0o640)
    (folder / "events.csv").unlink()
    (folder / "events.csv").symlink_to(elsewhere)
    assert run("fmt", str(folder)).returncode == 0
    assert (folder / "events.csv").is_symlink()
    assert elsewhere.read_bytes() == a_table(EVENTS, [an_event()]).encode()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    assert [path.name for path in elsewhere.parent.iterdir()] == ["elsewhere.csv"]


# Signs that a table could trip over.
WORDS = st.text(st.sampled_from("ab1é„“’\"',;\t|#=%.\n\r \xa0\u2028\ufeff"), max_size=12)
# What a spreadsheet would take for a formula, and what has been kept from it, once or more.
FORMULAS = st.builds("{}{}{}".format, st.text("'", max_size=3), st.sampled_from("=+-@＝＋－＠\t\r"),
                     WORDS)  # fmt: skip
CELLS = WORDS | FORMULAS
SHARES = st.sampled_from(["48", "10%", "24,9", "1..3", "2,5 % .. 3", "about 3", "", "120"])


def assert_same(before: pd.DataFrame, after: pd.DataFrame) -> None:
    """Everything but the lines in the file, which may move."""
    pd.testing.assert_frame_equal(before.drop(columns="line"), after.drop(columns="line"))


def table_text(draw: st.DrawFn, schema: Schema, rows: list[dict[str, str]]) -> str:
    """The rows as some spreadsheet writes them: columns in any order, some that are blank away."""
    blank = {c.name for c in schema.columns if c.may_be_absent} - {k for r in rows for k in r}
    gone = draw(st.sets(st.sampled_from(sorted(blank)))) if blank else set()
    names = draw(st.permutations([name for name in schema.names if name not in gone]))
    all_quoted = draw(st.booleans())
    if not all_quoted:
        # Python's writer leaves a lone carriage return bare, and then nobody can tell the rows.
        rows = [{name: cell.replace("\r", "") for name, cell in row.items()} for row in rows]
    out = io.StringIO()
    writer = csv.DictWriter(
        out,
        names,
        restval="",
        lineterminator=draw(st.sampled_from(["\n", "\r"])) if all_quoted else "\r\n",
        delimiter=draw(st.sampled_from(",;\t|")),
        quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL,
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_the_story_is_the_same_before_and_after(tmp_path: Path, data: st.DataObject) -> None:
    draw = data.draw
    events = [
        dict(an_event(id=f"e{n}", summary=draw(CELLS), date_note=draw(CELLS), title=draw(CELLS)))
        for n in range(draw(st.integers(0, 3)))
    ]
    stakes = [
        dict(a_stake(id=f"s{n}", share=draw(SHARES), note=draw(CELLS),
                     basis=draw(st.sampled_from(["stated", "Stated", "undisclosed"]))))
        for n in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    quotes = [dict(a_quote(note=draw(CELLS), topic=draw(CELLS)))]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    tables = {
        schema.rows: data.draw(st.composite(table_text)(schema, rows)).encode(encoding)
        for schema, rows in ((EVENTS, events), (STAKES, stakes), (QUOTES, quotes))
    }
    write_story(tmp_path, **tables)
    before = read_story(tmp_path)
    formatted = format_tables(tmp_path)
    write_together(tmp_path, {table.file: table.content for table in formatted})
    after = read_story(tmp_path)
    assert [(p.file, p.row, p.column) for p in after.problems] == [
        (p.file, p.row, p.column) for p in before.problems
    ]
    assert [after.counts, after.story is None] == [before.counts, before.story is None]
    if before.story and after.story:
        assert before.story.article == after.story.article
        assert_same(before.story.events, after.story.events)
        assert_same(before.story.stakes, after.story.stakes)
        assert_same(before.story.quotes, after.story.quotes)
    assert [table.changes for table in format_tables(tmp_path)] == [(), (), ()]
