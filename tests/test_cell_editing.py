"""Cells rewritten in a table's file; every other byte is kept."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.cell_editing import edit_cells
from dateline.reading.formulas import disarmed
from dateline.story import LEFT_OUT


def edited(content: bytes, *rows: int, to: str = "new") -> bytes:
    return edit_cells(content, LEFT_OUT, {(row, "evidence"): lambda _: to for row in rows})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"evidence,reason\nold,why\n", b"evidence,reason\nnew,why\n"),
        (b"reason,evidence\r\nwhy,old", b"reason,evidence\r\nwhy,new"),
        (b'evidence,reason\n"old","why"\n', b'evidence,reason\n"new","why"\n'),
        (b'\xef\xbb\xbf"Evidence";reason\n\n old ;"a;""b"""\n',
         b'\xef\xbb\xbf"Evidence";reason\n\n new ;"a;""b"""\n'),
        (b"sep=;\nevidence;reason\nx;y\nold;\n", b"sep=;\nevidence;reason\nx;y\nnew;\n"),
        (b"evidence,reason\nx,y\n'=old,z\n", b"evidence,reason\nx,y\nnew,z\n"),
        ("evidence\treason\nx\ty\nold\té\n".encode("utf-16"),
         "evidence\treason\nx\ty\nnew\té\n".encode("utf-16")),
    ],
)  # fmt: skip
def test_one_cell_is_rewritten(before: bytes, after: bytes) -> None:
    text = before.decode("utf-16" if before[:1] in (b"\xff", b"\xfe") else "utf-8-sig")
    row = sum(1 for line in text.splitlines() if not line.startswith("sep=")) if text else 0
    assert edited(before, row) == after


@pytest.mark.parametrize(
    ("to", "written"),
    [
        ("a, b", b'"a, b"'),
        ('"a" b', b'"""a"" b"'),
        ("a\nb", b'"a\nb"'),
        ("=a", b"'=a"),
        (" a", b'" a"'),
    ],
)
def test_what_a_cell_may_not_hold_bare_is_quoted(to: str, written: bytes) -> None:
    assert edited(b"evidence,reason\nold,why\n", 2, to=to) == (
        b"evidence,reason\n" + written + b",why\n"
    )


def test_an_edit_gets_what_the_cell_holds() -> None:
    content = b'evidence,reason\n"one, ""two""\r\nthree",why\n'
    held: list[str] = []

    def edit(cell: str) -> str:
        held.append(cell)
        return cell

    assert edit_cells(content, LEFT_OUT, {(2, "evidence"): edit}) == content
    assert held == ['one, "two"\r\nthree']


def test_a_cell_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="has no cell"):
        edited(b"evidence,reason\nold,why\n", 7)


def quoted(rows: list[list[str]], end: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["evidence", "reason"], *rows])
    return out.getvalue()


@given(
    st.lists(st.lists(st.text("ab ,;\"'=\n\r\té", max_size=5), min_size=2, max_size=2), min_size=1),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.text("xy,\"'=\n", max_size=5),
    st.data(),
)
def test_other_cells_are_the_same_bytes_in_any_table(
    rows: list[list[str]], end: str, to: str, data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(rows) - 1))
    wanted = [[disarmed(to) if n == row else rows[n][0], rows[n][1]] for n in range(len(rows))]
    assert edited(quoted(rows, end).encode(), row + 2, to=to).decode() == quoted(wanted, end)
