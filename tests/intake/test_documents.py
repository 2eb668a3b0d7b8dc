"""Word-processor documents: the text of their final version, and what else they contain."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from dateline.intake import IntakeError
from dateline.intake.articles import draft_article

NAMES = {"office": "office", "text": "text", "table": "table", "style": "style",
         "fo": "xsl-fo-compatible", "meta": "meta"}  # fmt: skip
SPACES = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in NAMES.items()
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
STYLES = (
    '<style:style style:name="S"><style:text-properties style:text-line-through-style="solid"/>'
    '</style:style><style:style style:name="I"><style:text-properties fo:font-style="italic"/>'
    '</style:style><style:style style:name="U">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="H"><style:text-properties text:display="none"/>'
    '</style:style><text:list-style style:name="L"><text:list-level-style-number text:level="1"/>'
    "</text:list-style>"
)
TEXT = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p>"
    "</text:deletion></text:changed-region></text:tracked-changes>"
    '<text:p text:style-name="Title">Mill</text:p><text:p text:style-name="Subtitle">Sold.</text:p>'
    '<text:p>Paid <text:span text:style-name="S">2</text:span> <text:span text:style-name="I">three'
    "</text:span><text:s/>million<office:annotation><text:p>Sure?</text:p></office:annotation> in "
    '2014<text:span text:style-name="U">2</text:span>'
    '<text:span text:style-name="H">secret</text:span><text:note><text:note-citation>1'
    "</text:note-citation><text:note-body><text:p>A filing.</text:p></text:note-body></text:note>"
    '<text:line-break/>by <text:a xlink:href="https://a.example/">Ann</text:a>.</text:p>'
    '<text:h text:outline-level="2">Old owners</text:h>'
    '<text:list text:style-name="L"><text:list-item><text:p>One</text:p></text:list-item>'
    "</text:list><table:table><table:table-row><table:table-cell><text:p>Ann</text:p>"
    "</table:table-cell><table:table-cell><text:p>40</text:p></table:table-cell></table:table-row>"
    "</table:table>"
)


def an_odt(text: str = TEXT) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}"
            f"</office:automatic-styles><office:body><office:text>{text}</office:text>"
            "</office:body></office:document-content>",
        )
        archive.writestr(
            "meta.xml",
            f"<office:document-meta {SPACES}><office:meta><dc:title>Its property</dc:title>"
            "<dc:language>en-GB</dc:language></office:meta></office:document-meta>",
        )
    return out.getvalue()


def test_an_odt_becomes_its_article(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(an_odt())
    draft = draft_article(tmp_path / "a.odt", {"published": "2024-05-20"})
    head, body = draft.content.split("---\n\n")
    assert body == (
        "# Mill\n\n## Sold.\n\nPaid *three* million in 2014²\\[1\\]\\\nby "
        "[Ann](https://a.example/).\n\n## Old owners\n\n1. One\n\n- Ann; 40\n\n1. A filing.\n"
    )
    assert 'title: "Mill"' in head
    assert 'language: "en-GB"' in head
    assert draft.remarks == (
        'left out: words that are struck out: "2"',
        "1 table is written as a list of rows, ; between cells",
        "title: from the first heading",
        "left out: 1 comment",
        "left out: 1 hidden text",
        "left out: 1 tracked deletion",
        "language: from the document's properties",
    )


def test_a_docx_without_what_is_struck_hidden_or_said_of_it(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Paid ")
    paragraph.add_run("1").font.strike = True
    paragraph.add_run("2").font.double_strike = True
    paragraph.add_run("3 million in 2014")
    paragraph.add_run("2").font.superscript = True
    paragraph.add_run(" secret").font.hidden = True
    document.add_comment(paragraph.runs[0], text="Sure?", author="Ann")
    out = io.BytesIO()
    document.save(out)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    draft = draft_article(tmp_path / "a.docx", {})
    assert draft.content.endswith("\n\nPaid 3 million in 2014²\n")
    for remark in ('left out: words that are struck out: "12"', "left out: 1 comment",
                   "left out: hidden text: secret"):  # fmt: skip
        assert remark in draft.remarks


@pytest.mark.parametrize("content", [b"text", an_odt("")[:200]])
def test_a_file_that_is_not_odt_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.odt").write_bytes(content)
    with pytest.raises(IntakeError, match=r"a\.odt: is not a \.odt file that can be read \("):
        draft_article(tmp_path / "a.odt", {})
