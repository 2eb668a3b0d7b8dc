"""``csv``: the files of a story, as ``reading`` takes them, in one zip or a folder."""

import codecs
import io
import zipfile

from dateline.formats.article_markdown import article_markdown
from dateline.formats.cells import table_cells
from dateline.formats.exported import Exported, Reason, losses
from dateline.formatting import table_bytes
from dateline.reading import ARTICLE_FILE
from dateline.story import TABLE_FILES, Story, records

# The earliest time in a zip: with the time of day the same story would never be the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_DISPUTED_BY_NOBODY = Reason(
    "events",
    "is disputed by rows that are not in the file, and is rejected when loaded again",
    "are disputed by rows that are not in the file, and are rejected when loaded again",
)


def make_csv(story: Story) -> Exported:
    """A zip of article.md and a file for each table; loaded again, it is an equal story.

    Each table starts with a byte-order mark: without one Excel misreads UTF-8. An optional file is
    included if it has rows.
    """
    files, remarks = files_of(story)
    tables = {schema.file for schema in TABLE_FILES}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, codecs.BOM_UTF8 + content if name in tables else content)
    return Exported(
        packed.getvalue(), losses((_DISPUTED_BY_NOBODY, disputed_by_nobody(story))), remarks
    )


def files_of(story: Story) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of a story's folder by name, and remarks on the article's."""
    article, remarks = article_markdown(story.article)
    files = {ARTICLE_FILE: article.encode("utf-8")} | {
        schema.file: table_bytes(schema.names, cells)
        for schema in TABLE_FILES
        if (cells := table_cells(story, schema)) or not schema.is_optional
    }
    return files, remarks


def disputed_by_nobody(story: Story) -> list[str]:
    """The ids of the disputed events whose other side has been cut off."""
    return [
        row["id"]
        for row in records(story.events)
        if row["status"] == "disputed" and not row["disputed_by"] and not row["denied_by"]
    ]
