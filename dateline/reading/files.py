"""Bytes to text: the only opener of a story's files."""

import codecs
import errno
import os
import stat
from pathlib import Path

from dateline.reading.report import Place, Report

# A workbook that was only renamed: zip (xlsx, ods, numbers) and the older compound file (xls).
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def bytes_of_file(folder: Path, file: str) -> bytes:
    """A story's file as it is; OSError where there is none, or none that a story may have.

    A pipe would keep its reader waiting for ever, and a link could show any file of the machine.
    """
    path = folder / file
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is not an ordinary file; put one there")
    if not path.resolve().is_relative_to(folder.resolve()):
        raise OSError(
            errno.EPERM, "it is a link that leaves the story's folder; put the file itself there"
        )
    return path.read_bytes()


def has_file(folder: Path, file: str) -> bool:
    """Whether anything of that name is there, be it a link that leads nowhere."""
    return os.path.lexists(folder / file)


def text_of_file(
    folder: Path, file: str, fix: str, report: Report, *, is_named: bool = False
) -> str | None:
    """The file's text without a byte-order mark, or None when it cannot be read as text.

    ``is_named``: a person has asked for this file, whatever it is and wherever it leads.
    """
    whole, is_table = Place(file), file.endswith(".csv")
    save = 'save the table as the spreadsheet\'s "CSV UTF-8"' if is_table else "save it as UTF-8"
    path = folder / file
    try:
        if path.is_dir():
            report.add(whole, "", f"is a folder; put a file of that name there. {fix}")
            return None
        content = path.read_bytes() if is_named else bytes_of_file(folder, file)
    except FileNotFoundError:
        report.add(whole, "", f"is missing. {fix}")
        return None
    except OSError as error:
        report.add(whole, "", f"cannot be read: {error.strerror}")
        return None
    if content.startswith(_WORKBOOKS):
        report.add(whole, "", f"is a workbook or an archive, not text; {save}")
        return None
    encoding, name = ("utf-16", "UTF-16") if content.startswith(_UTF16) else ("utf-8-sig", "UTF-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        # The error's own bytes: a byte-order mark is cut off before they are counted.
        line = error.object[: error.start].decode(encoding, errors="ignore").count("\n") + 1
        found = error.object[error.start : error.end].hex(" ")
        report.add(Place(file, line), "", f"byte {found} is not {name}; {save}")
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        report.add(Place(file, line), "", f"holds a NUL byte; {save}")
        return None
    if not text or text.isspace():
        report.add(whole, "", f"is empty. {fix}")
        return None
    if name == "UTF-16":
        report.note(whole, "", "is read as UTF-16")
    return text
