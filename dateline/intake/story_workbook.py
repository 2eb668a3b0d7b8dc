"""A workbook as ``formats.xlsx_workbook`` writes it, edited or not, to the files of its story."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline.formats.article_markdown import front_matter, joined
from dateline.formats.xlsx_workbook import ARTICLE, CONTINUED, TEXT
from dateline.formatting import table_bytes
from dateline.intake import IntakeError
from dateline.intake.workbooks import Workbook, filled
from dateline.reading import ARTICLE_FILE
from dateline.reading.report import did_you_mean, nearest, shown
from dateline.story import EVENTS, FRONT_MATTER, TABLE_FILES


def is_story(workbook: Workbook) -> bool:
    """Whether it has an article's sheet and one of events with the columns that each needs."""
    article, events = (workbook.sheets.get(name) for name in (ARTICLE, EVENTS.rows))
    required = {column.name for column in EVENTS.columns if column.required}
    return bool(article and events and article[0][:2] == ["name", "value"]
                and required <= {cell.strip() for cell in events[0]})  # fmt: skip


def story_files(path: Path, workbook: Workbook) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The story's files by name, and remarks; raise ``IntakeError`` for a row of no place.

    Whether the rows may be as they are is for ``reading`` to say, of the files.
    """
    remarks = list(workbook.remarks)
    article = _article(path, workbook.sheets[ARTICLE])
    files = {ARTICLE_FILE: article.encode("utf-8", "surrogatepass")}
    for schema in TABLE_FILES:
        rows = workbook.sheets.get(schema.rows, [])
        if not filled(rows):
            if schema.is_optional:
                continue
            remarks.append(f'the workbook has no sheet "{schema.rows}": {schema.file} has no row')
            rows = [list(schema.names)]
        files[schema.file] = _table(rows)
    others = [
        name
        for name, rows in workbook.sheets.items()
        if filled(rows) and name not in (ARTICLE, *(schema.rows for schema in TABLE_FILES))
    ]
    if others:
        remarks.append(f"left out: the workbook's sheets {', '.join(others)}")
    return files, tuple(remarks)


def _table(rows: Sequence[Sequence[str]]) -> bytes:
    """All rows with anything in them, as far as any of them goes."""
    kept = [[cell.strip() for cell in row] for row in rows if filled([row])]
    width = max(_width(row) for row in kept)
    header, *body = ([*row, *[""] * width][:width] for row in kept)
    return table_bytes(header, body)


def _width(row: Sequence[str]) -> int:
    return max((place for place, cell in enumerate(row, 1) if cell), default=0)


def _article(path: Path, rows: Iterable[Sequence[str]]) -> str:
    head: dict[str, str] = {}
    blocks: list[str] = []
    known = [column.name for column in FRONT_MATTER]
    for number, row in enumerate(rows, 1):
        name, value = (*row, "", "")[:2]
        name, beyond = name.strip(), [cell for cell in row[2:] if cell.strip()]
        if number == 1 or not filled([row]):
            continue
        place = f"{path}, sheet {ARTICLE}, row {number}"
        if beyond:
            raise IntakeError(f"{place}: {shown(beyond[0])} stands beside the value; remove it")
        if name in known and name not in head:
            head[name] = value.strip()
        elif name == TEXT:
            blocks.append(value)
        elif name == CONTINUED and blocks:
            blocks[-1] += value
        elif name in known:
            raise IntakeError(f"{place}: {name} appears twice; keep one")
        else:
            allowed = (*known, TEXT, CONTINUED)
            guess = did_you_mean(*filter(None, [nearest(name, allowed)]))
            raise IntakeError(
                f"{place}: {shown(name)} is no name there; allowed: {', '.join(known)}, or {TEXT} "
                f"for a paragraph and {CONTINUED} for its further cells{guess}"
            )
    return front_matter(head) + joined([block.strip("\n") for block in blocks if block.strip()])
