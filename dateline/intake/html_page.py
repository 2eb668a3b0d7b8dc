"""The bytes of an HTML page to its elements, decoded and parsed as a browser does it."""

import codecs
import re

from bs4 import BeautifulSoup

from dateline.intake import IntakeError
from dateline.reading.report import shown

# Browsers read these labels as the encodings of Windows, which have all of their characters.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    # A label that can be read is in no encoding of two bytes.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABEL = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)
_LABEL_WITHIN_BYTES = 4_096
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# No parser takes these for text.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
DEEPEST = 500


def parse_page(text: str) -> BeautifulSoup:
    """The page's elements; unclosed ones are closed as in a browser."""
    text = _CONTROLS.sub("", _XML_DECLARATION.sub("", text, count=1))
    soup = BeautifulSoup(text, "lxml")
    if _depth(soup) > DEEPEST:
        raise IntakeError("the page is nested too deeply to be read")
    return soup


def _depth(soup: BeautifulSoup) -> int:
    deepest = 0
    level = list(soup.find_all(True, recursive=False))
    while level and deepest <= DEEPEST:
        deepest += 1
        level = [child for tag in level for child in tag.find_all(True, recursive=False)]
    return deepest


def decode_page(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The page's text by its own label, and a remark where that label isn't true."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), ()
    found = _LABEL.search(content[:_LABEL_WITHIN_BYTES])
    label = found[1].decode("ascii") if found else ""
    encoding = _encoding(label)
    try:
        as_utf8 = content.decode("utf-8")
    except UnicodeDecodeError:
        as_utf8 = ""
    if as_utf8 and encoding in ("", "utf-8", "cp1252"):
        is_misleading = encoding == "cp1252" and not content.isascii()
        remark = f"encoding: the page says {label}, but all of it is UTF-8 and is read so"
        return as_utf8, (remark,) if is_misleading else ()
    remarks: list[str] = []
    if label and not encoding:
        remarks.append(
            f"encoding: the page says {shown(label)}, which is none; read as windows-1252"
        )
    text = content.decode(encoding or "cp1252", "replace")
    lost = text.count("\ufffd")
    if lost:
        remarks.append(f"encoding: {lost:,} characters are not {label or 'windows-1252'} and are "
                       "written as \ufffd; save the page as UTF-8")  # fmt: skip
    return text, tuple(remarks)


def _encoding(label: str) -> str:
    try:
        name = codecs.lookup(label).name if label else ""
    except LookupError:
        return ""
    return _READ_AS.get(name, name)
