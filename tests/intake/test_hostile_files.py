"""Files that are broken, or made to break whoever reads them, get a message."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from dateline.intake import IntakeError
from dateline.intake.article_markdown import article_markdown
from dateline.intake.articles import draft_article
from dateline.intake.html_article import read_document, read_page
from dateline.intake.importing import import_file
from tests.reading.test_load_size import calls_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPH = "<w:p><w:r><w:t>Some words.</w:t></w:r></w:p>"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
BOMB = (
    '<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def a_body(inner: str) -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'


def an_archive(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def a_docx(text: str = PARAGRAPH, **parts: str | bytes) -> bytes:
    content = an_archive(word__document=a_body(text), **parts)
    with zipfile.ZipFile(file := io.BytesIO(content), "a") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Target="word/document.xml" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            'officeDocument"/></Relationships>',
        )
    return file.getvalue()


def with_flags(content: bytes, flag: int) -> bytes:
    """The archive with a flag set in the headers of all its parts."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(signature)
        while place >= 0:
            changed[place + offset] |= flag
            place = changed.find(signature, place + 4)
    return bytes(changed)


def message_on(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    with pytest.raises(IntakeError) as refused:
        draft_article(folder / name, {})
    return str(refused.value).removeprefix(f"{folder / name}: ")


def test_a_small_document_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(a_docx(word__media__huge=b""))
    assert draft_article(tmp_path / "a.docx", {}).content.endswith("\n\nSome words.\n")


ENCRYPTED = "it is encrypted, or of an old Word; save it anew without a password"
TYPED = "its XML has a document type, which no document needs"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (a_docx()[:300], "File is not a zip file"),
        (with_flags(a_docx(), 1), ENCRYPTED),
        (b"\xd0\xcf\x11\xe0" + bytes(600), ENCRYPTED),
        (a_docx(word__styles="<a><b></a>"), "mismatched tag: line 1, column 8"),
        (a_docx(word__styles=f"{BOMB}<a>&a9;</a>"), TYPED),
        (a_docx("<w:p>" * 20_000 + "</w:p>" * 20_000), "it is nested too deeply"),
        (
            a_docx(word__styles=b"<a>" + b" " * 20_000_000 + b"</a>"),
            "its text and styles have more than 20,000,000 bytes",
        ),
    ],
    ids=["cut", "encrypted", "compound", "broken", "bomb", "deep", "large"],
)
def test_a_document_that_cannot_be_read(tmp_path: Path, content: bytes, why: str) -> None:
    assert (
        message_on(tmp_path, "a.docx", content) == f"is not a .docx file that can be read ({why})"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{BOMB}<a>&a9;</a>", TYPED),
        ("<a>" * 30_000 + "</a>" * 30_000, "it is nested too deeply"),
        ("<a/>", "it has no text"),
    ],
    ids=["bomb", "deep", "none"],
)
def test_an_open_document_that_cannot_be_read(tmp_path: Path, text: str, why: str) -> None:
    found = message_on(tmp_path, "a.odt", an_archive(content=text))
    assert found == f"is not a .odt file that can be read ({why})"


def test_pictures_of_any_size_are_not_read(tmp_path: Path) -> None:
    content = a_docx()
    with zipfile.ZipFile(file := io.BytesIO(content), "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.png", bytes(30_000_000))
    (tmp_path / "a.docx").write_bytes(file.getvalue())
    assert "Some words." in draft_article(tmp_path / "a.docx", {}).content


@pytest.mark.parametrize(
    ("start", "first"), [("²", "1."), ("9" * 5_000, "1."), ("-3", "1."), ("7", "7.")]
)
def test_a_list_begins_at_a_number_that_markdown_has(start: str, first: str) -> None:
    page = f"<body><ol start='{start}'><li>One of many words</li><li>Two</li></ol></body>"
    markers = [block.marker for block in read_page(page.encode(), is_whole=True).blocks]
    assert markers == [first, f"{int(first[:-1]) + 1}."]


def far_xlsx(cell: str) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"], book.active[cell] = "title", "far"
    book.save(out := io.BytesIO())
    return out.getvalue()


def an_ods(rows: int, columns: int) -> bytes:
    cell = f'<t:table-cell t:number-columns-repeated="{columns}"><p/></t:table-cell>'
    row = f'<t:table-row t:number-rows-repeated="{rows}">{cell}</t:table-row>'
    table = f'<t:table xmlns:t="{OFFICE}:table:1.0" t:name="Sheet">{row}</t:table>'
    return an_archive(content=table)


@pytest.mark.parametrize(
    ("name", "content"),
    [("t.xlsx", far_xlsx("XFD1048576")), ("t.ods", an_ods(1_048_576, 16_384))],
)
def test_a_sheet_that_reaches_to_the_last_cell(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(IntakeError) as refused:
        import_file(tmp_path / name, tmp_path / "s", article=None, given={}, mapping="title=title")
    assert str(refused.value) == (
        f"{tmp_path / name}, sheet Sheet: reaches to cell XFD1048576, and has more than 5,000,000 "
        "cells; delete what stands far from the table"
    )


def test_a_workbook_that_is_much_larger_unpacked(tmp_path: Path) -> None:
    (tmp_path / "t.ods").write_bytes(an_archive(content=b" " * 100_000_001))
    with pytest.raises(IntakeError, match="has more than 100 MB unpacked; keep the table alone"):
        import_file(tmp_path / "t.ods", tmp_path / "s", article=None, given={})


def test_a_document_nested_as_deeply_as_one_may_be_is_read() -> None:
    assert read_document("<div>" * 100 + "<p>Some words.</p>").blocks


@pytest.mark.parametrize(
    "piece",
    ["<a href='https://e.example/'>link</a> words ", "<ol><li>one</li></ol>", "<li>one</li>"],
)
def test_the_work_grows_with_the_page_and_not_with_its_square(piece: str) -> None:
    def take_in(count: int) -> None:
        page = f"<body><ol><li>{piece * count}</ol></body>"
        article_markdown(read_page(page.encode(), is_whole=True).blocks)

    take_in(10)  # Fills what is kept between calls.
    assert calls_of(take_in, 800) <= 2.5 * calls_of(take_in, 400)
