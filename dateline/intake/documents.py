"""What a word processor's document gives: its text as HTML, and parts of the archive that it is."""

import io
import zipfile
from dataclasses import dataclass

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

# All of its XML together; the text of a long novel is less. Pictures aren't read, however large.
_LARGEST_XML_BYTES = 20_000_000
# Far below this elements in elements exhaust what reads them.
_DEEPEST = 200
# What Word makes of a document with a password; also the format of Word before 2007.
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
_IS_ENCRYPTED = 1
_ENCRYPTED = "it is encrypted, or of an old Word; save it anew without a password"


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The words as HTML, title and language where the document has them, and what is left out."""

    html: str
    properties: dict[str, str]
    remarks: tuple[str, ...]


def parts_of_document(content: bytes) -> dict[str, bytes]:
    """The XML of an archive by name; other parts are blank.

    Raise ``ValueError`` for XML that is too large, nested too deeply or names parts of itself,
    which a few lines can make larger than memory, and an error of the archive or of the XML where
    it is broken or encrypted.
    """
    parts: dict[str, bytes] = {}
    if content.startswith(_COMPOUND_FILE):
        raise ValueError(_ENCRYPTED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        left_bytes = _LARGEST_XML_BYTES
        for part in archive.infolist():
            if part.flag_bits & _IS_ENCRYPTED:
                raise ValueError(_ENCRYPTED)
            is_xml = part.filename.endswith((".xml", ".rels"))
            left_bytes -= part.file_size if is_xml else 0
            if left_bytes < 0:
                raise ValueError(f"its text and styles have more than {_LARGEST_XML_BYTES:,} bytes")
            parts[part.filename] = archive.read(part) if is_xml else b""
    for xml in parts.values():
        if xml:
            _check_xml(xml)
    return parts


def _check_xml(content: bytes) -> None:
    depth = 0
    try:
        for event, element in iterparse(io.BytesIO(content), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise ValueError("it is nested too deeply")
            if event == "end":
                element.clear()
    except DefusedXmlException:
        raise ValueError("its XML has a document type, which no document needs") from None
