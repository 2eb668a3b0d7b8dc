"""``xlsx``: a workbook with a sheet for each table and one for the article. All cells are text."""

import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dateline.formats.article_markdown import markdown_blocks
from dateline.formats.cells import cell_text, table_cells
from dateline.formats.exported import Exported, Reason, losses
from dateline.formats.plain_text import control_character_losses, without_controls
from dateline.reading.formulas import is_formula
from dateline.story import FRONT_MATTER, SCHEMAS, TABLE_FILES, Story

# A cell's limit counts UTF-16 units: a character beyond U+FFFF counts twice.
MOST_UNITS = 32_767
ARTICLE, TEXT, CONTINUED = "article", "text", "text, continued"
_WIDTHS = {"title": 32, "summary": 48, "text": 60, "evidence": 60, "value": 100, "note": 48,
           "date_note": 48}  # fmt: skip
_WIDTH = 18
# For the default font of a workbook; a row can't be higher.
_LINE_POINTS, _HIGHEST_POINTS = 15.0, 409.0
_SPACE_AT_LINE_ENDS = 1.15
# An escape that a spreadsheet reads as one character.
_MADE_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def make_xlsx(story: Story) -> Exported:
    """The sheets "events", "stakes" and "quotes" with the files' columns, and "article".

    There is a sheet "left_out" if anything is left out on purpose.

    The article's sheet has a row for each line of the front matter, then one for each block of the
    text, in Markdown; a block that is too long for one cell continues in rows "text, continued".
    """
    book = Workbook(write_only=True)
    cut = []
    for schema in TABLE_FILES:
        rows = table_cells(story, schema)
        if schema.is_optional and not rows:
            continue
        kept = [[_shortened(cell) for cell in cells] for cells in rows]
        _fill(book, schema.rows, schema.names, kept)
        reason = Reason(
            schema.rows,
            f"has more than {MOST_UNITS:,} characters in a cell, where it is cut off",
            f"have more than {MOST_UNITS:,} characters in a cell, where they are cut off",
        )
        ids = [cells[0] for cells, short in zip(rows, kept, strict=True) if cells != short]
        cut.append((reason, ids))
    blocks, remarks = markdown_blocks(story.article)
    _fill(book, ARTICLE, ("name", "value"), _article_rows(story, blocks))
    packed = io.BytesIO()
    book.save(packed)
    lost = losses(*cut) + control_character_losses(story, [schema.rows for schema in SCHEMAS])
    if without_controls(story.article.text) != story.article.text:
        remarks += ("the article contains control characters, each written as U+FFFD",)
    return Exported(_without_clock(packed), lost, remarks)


def _without_clock(packed: io.BytesIO) -> bytes:
    """The same workbook for the same story, whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(packed) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = _MADE_AT.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            kept.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _article_rows(story: Story, blocks: Sequence[str]) -> Iterable[Sequence[str]]:
    for column in FRONT_MATTER:
        value = getattr(story.article, column.name)
        yield column.name, cell_text(value, column, story.article) if value else ""
    for block in blocks:
        name, rest = TEXT, block
        while rest:
            piece = _shortened(rest)
            yield name, piece
            name, rest = CONTINUED, rest[len(piece) :]


def _shortened(text: str) -> str:
    """As much of a text as fits into a cell, never half a character."""
    if len(text) * 2 <= MOST_UNITS:
        return text
    units = text.encode("utf-16-le", "surrogatepass")[: MOST_UNITS * 2]
    return units.decode("utf-16-le", "ignore")


def _fill(book: Workbook, name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(header, 1):
        width = _WIDTHS.get(column, _WIDTH)
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate((header, *rows), 1):
        cells = []
        sheet.row_dimensions[number].height = _height_points(header, row)
        for text in row:
            cell = WriteOnlyCell(sheet)
            cell.value = _ESCAPE.sub("_x005F_", _plain(text)) or None
            if cell.value:
                # Set after the value, which would turn "=1+1" into a formula.
                cell.data_type = "s"
                cell.quotePrefix = is_formula(text)
            cell.alignment = wrapped
            if row is header:
                cell.font = bold
            cells.append(cell)
        sheet.append(cells)


def _height_points(header: Sequence[str], row: Sequence[str]) -> float:
    """The height that a row needs for its longest cell: programs don't measure it themselves."""
    lines = (
        sum(_lines(line, _WIDTHS.get(column, _WIDTH)) for line in text.split("\n"))
        for column, text in zip(header, row, strict=True)
    )
    return min(max(lines) * _LINE_POINTS, _HIGHEST_POINTS)


def _lines(text: str, width: int) -> int:
    """Into how many lines a cell of a width in digits breaks a text, or one more."""
    if len(text) * 2 < width:
        return 1
    units = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
    return math.ceil(units * _SPACE_AT_LINE_ENDS / width)


def _plain(text: str) -> str:
    return without_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
