"""Workbooks: of the day in a cell, the parts are read that the cell shows."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dateline.intake import IntakeError
from dateline.intake.workbooks import load_workbook

EXCEL, LIBREOFFICE = "Microsoft Excel", "LibreOffice"


def an_xlsx(folder: Path, *cells: tuple[object, str], program: str = EXCEL) -> Path:
    """A workbook with one column of cells, each a value and its number format."""
    book = openpyxl.Workbook()
    for number, (value, number_format) in enumerate(cells, 1):
        cell = book.active.cell(number, 1, value)
        cell.number_format = number_format
    packed, path = io.BytesIO(), folder / "t.xlsx"
    book.save(packed)
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/app.xml":
                content = content.replace(EXCEL.encode(), program.encode())
                assert f"<Application>{program}".encode() in content
            new.writestr(name, content)
    return path


def an_ods(folder: Path, *cells: tuple[str, str]) -> Path:
    """A workbook with one column of days, each as stored and as shown."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="date" office:date-value="{held}">'
        f"<text:p>{shown}</text:p></table:table-cell></table:table-row>"
        for held, shown in cells
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="T">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    path = folder / "t.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<m:file-entry m:full-path="/" '
            'm:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>',
        )
    return path


def column_of(path: Path) -> list[str]:
    (rows,) = load_workbook(path).sheets.values()
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("number", "libreoffice", "excel"),
    [
        (-12678, "1865-04-14", "1865-04-14"),
        (0.5, "1899-12-30 12:00", "12:00:00"),
        (1, "1899-12-31", "1900-01-01"),
        (59, "1900-02-27", "1900-02-28"),
        (60, "1900-02-28", "1900-02-29"),
        (61, "1900-03-01", "1900-03-01"),
        (2958465, "9999-12-31", "9999-12-31"),
        (25404.6041666667, "1969-07-20 14:30", "1969-07-20 14:30"),
    ],
)
def test_a_number_of_days_is_counted_as_the_program_counts_that_wrote_it(
    number: float, libreoffice: str, excel: str, tmp_path: Path
) -> None:
    cell = (number, "yyyy-mm-dd")
    assert column_of(an_xlsx(tmp_path, cell, program=LIBREOFFICE)) == [libreoffice]
    assert column_of(an_xlsx(tmp_path, cell, program=EXCEL)) == [excel]


@pytest.mark.parametrize(
    ("day", "number_format", "expected"),
    [
        (dt.date(1969, 7, 1), "mmm-yy", "1969-07"),
        (dt.date(1969, 7, 1), "[$-409]mmmm\\ yyyy;@", "1969-07"),
        (dt.date(1969, 1, 1), "yyyy", "1969"),
        (dt.date(1969, 7, 1), "d mmm yyyy", "1969-07-01"),
        # More is stored than shown: none of it is lost.
        (dt.date(1969, 7, 20), "mmm-yy", "1969-07-20"),
        (dt.date(2026, 7, 20), "d-mmm", "20 July (held as 2026-07-20)"),
        (dt.datetime(1969, 7, 20, 14, 30), "yyyy-mm-dd hh:mm", "1969-07-20 14:30"),
        (dt.time(14, 30), "h:mm AM/PM", "14:30:00"),
        (0.485, "0.0%", "48.5%"),
        (2014, "General", "2014"),
    ],
)
def test_a_cell_keeps_the_parts_of_a_day_that_its_format_shows(
    day: object, number_format: str, expected: str, tmp_path: Path
) -> None:
    assert column_of(an_xlsx(tmp_path, (day, number_format))) == [expected]


@pytest.mark.parametrize(
    ("held", "shown", "expected"),
    [
        ("1865-04-14", "14.04.1865", "1865-04-14"),
        ("1969-07-20", "Sunday, July 20, 1969", "1969-07-20"),
        ("1969-07-20", "07/20/69", "1969-07-20"),
        ("1969-07-20", "1969年7月20日", "1969-07-20"),
        ("1969-07-01", "Juli 1969", "1969-07"),
        ("1969-07-01", "07/1969", "1969-07"),
        ("1969-01-01", "1969", "1969"),
        ("1969-07-20T14:30:00", "20.07.69 14:30", "1969-07-20 14:30"),
        ("1969-07-20", "21 July 1969", "21 July 1969 (held as 1969-07-20)"),
        ("1969-07-01", "August 1969", "August 1969 (held as 1969-07-01)"),
        ("2026-07-20", "20 July", "20 July (held as 2026-07-20)"),
    ],
)
def test_a_day_beside_other_words_is_asked_about(
    held: str, shown: str, expected: str, tmp_path: Path
) -> None:
    assert column_of(an_ods(tmp_path, (held, shown))) == [expected]


def test_a_workbook_whose_formats_cannot_be_read_is_read_without_them(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path, (dt.date(1969, 7, 1), "mmm-yy"))
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            damaged = old.read(name).replace(b'family val="2"', b'family val="99"')
            new.writestr(name, damaged)
    workbook = load_workbook(path)
    assert workbook.sheets == {"Sheet": [["1969-07-01"]]}
    (remark,) = workbook.remarks
    assert remark.startswith("how its cells show dates cannot be read (")
    assert remark.endswith("): a month may stand as its first day")


@pytest.mark.parametrize("name", ["t.xlsx", "t.ods", "t.xls"])
def test_a_file_that_is_not_a_workbook_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK no zip")
    with pytest.raises(IntakeError, match=f"{name} cannot be read as a workbook: "):
        load_workbook(tmp_path / name)


def with_stored(path: Path, stored: str) -> Path:
    """The workbook with a stored value in its formulas' cells; openpyxl calculates none."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    kind, value = stored.split(":")
    files[name] = re.sub(r"<c ([^>]*)>(<f>.*?</f>)<v ?/?>(</v>)?",
                         rf'<c \1 t="{kind}">\2{value}', files[name])  # fmt: skip
    assert f't="{kind}"' in files[name]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("formulas", "more"),
    [(("=A1", "x"), ""), (("x", "=A1", "=TODAY()"), " (and 1 more like it)")],
)
def test_a_formula_without_a_stored_value_is_refused(
    tmp_path: Path, formulas: tuple[str, ...], more: str
) -> None:
    path = an_xlsx(tmp_path, *((formula, "General") for formula in formulas))
    first = 1 + next(n for n, formula in enumerate(formulas) if formula.startswith("="))
    with pytest.raises(IntakeError) as error:
        load_workbook(path)
    assert str(error.value) == (
        f"{path}, sheet Sheet, cell A{first}: the formula has no stored value{more}; open the "
        "workbook in a spreadsheet program and save it there, or type the value in its place"
    )


@pytest.mark.parametrize(("stored", "read"), [("str:<v></v>", ""), ("n:<v>7</v>", "7")])
def test_a_formula_with_a_stored_value_is_read_as_that(
    tmp_path: Path, stored: str, read: str
) -> None:
    path = an_xlsx(tmp_path, ("x", "General"), ("=A1", "General"))
    assert column_of(with_stored(path, stored)) == ["x", read]


def test_a_formula_of_ods_without_a_value_is_refused(tmp_path: Path) -> None:
    path = an_ods(tmp_path, ("2014-04-21", "21 April 2014"))
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    for stored, is_refused in (('office:value-type="string"', False), ("", True)):
        formula = f'<table:table-row><table:table-cell table:formula="of:=[.A1]" {stored}/>'
        content = files["content.xml"].replace(
            "</table:table>", f"{formula}</table:table-row></table:table>"
        )
        with zipfile.ZipFile(path, "w") as archive:
            for name, old in files.items():
                archive.writestr(name, content if name == "content.xml" else old)
        if is_refused:
            with pytest.raises(IntakeError, match=r"sheet T, cell A2: the formula has no stored"):
                load_workbook(path)
        else:
            assert column_of(path) == ["2014-04-21", ""]
