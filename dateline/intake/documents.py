"""What a word processor's document gives: its text as HTML, and parts of the archive that it is."""

import zipfile
from dataclasses import dataclass

# No article is larger; a zip archive may claim to be.
_LARGEST_PART_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The words as HTML, title and language where the document has them, and what is left out."""

    html: str
    properties: dict[str, str]
    remarks: tuple[str, ...]


def part_of_archive(archive: zipfile.ZipFile, name: str) -> bytes:
    """Raise ``KeyError`` where there is none, ``ValueError`` where it is too large."""
    if archive.getinfo(name).file_size > _LARGEST_PART_BYTES:
        raise ValueError("a part of it is too large")
    return archive.read(name)
