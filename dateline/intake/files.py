"""Files from elsewhere to bytes and text, and a story's folder that is made of them."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dateline.intake import IntakeError
from dateline.reading.files import text_of_file
from dateline.reading.report import Report, shown
from dateline.writing import WritingError, write_together

_JSONP = re.compile(r"\s*(?:(?:var|let|const|window\.)\s*)?[\w$.]+\s*(?:=|\()\s*(?=[\[{])")
_TEMPLATE_TAG = re.compile(
    r"\{%-?\s*(?:extends|include|include_relative|for|if|unless|block|assign|capture|layout|set|"
    r"raw|macro|case|end\w+)\b[^%]*%\}"
)
# Where a text about templates shows one.
_CODE = re.compile(
    r"<(pre|code|script|style)\b.*?</\1\s*>|^(```|~~~).*?^\2",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)


def load_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror}") from error


def load_text(path: Path) -> str:
    """Text in UTF-8, or in UTF-16 with its mark; nothing else is guessed."""
    report = Report()
    text = text_of_file(
        path.parent, path.name, "There is nothing to take in", report, is_named=True
    )
    if text is None:
        problem = report.problems[0]
        line = f":{problem.line}" if problem.line else ""
        raise IntakeError(f"{path}{line}: {problem.message}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def load_json(path: Path) -> Any:
    text = load_text(path)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if call := _JSONP.match(text):
            raise IntakeError(
                f"{path} is JSONP, JSON within JavaScript ({shown(call[0].strip())}); keep what "
                "stands from its first { to its last } alone, save it as .json and import that"
            ) from error
        check_no_template(text, str(path))
        raise IntakeError(f"{path} is not JSON: {error}") from error


def check_whole_characters(path: Path, content: Any) -> None:
    """Raise ``IntakeError`` where JSON has half of a character, which no file can hold."""
    try:
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"U+{ord(error.object[error.start]):04X}"
        raise IntakeError(f"{path} holds {half}, half a character; remove it") from None


def check_no_template(text: str, name: str) -> None:
    """Raise ``IntakeError`` for a Liquid or Jinja template: it makes a file and isn't the file."""
    if found := _TEMPLATE_TAG.search(_CODE.sub("", text)):
        raise IntakeError(
            f"{name} is a template (Liquid or Jinja: {shown(found[0], 40)}), which a site fills "
            "with words when it is built; give what the site shows"
        )


def check_folder(folder: Path, *, force: bool) -> None:
    """Raise ``IntakeError`` where a story may not be put: not a folder, or not an empty one."""
    try:
        if not folder.exists() and not folder.is_symlink():
            return
        is_taken = any(folder.iterdir())
    except OSError as error:
        raise IntakeError(
            f"{folder} is not a folder that can be written to: {error.strerror}"
        ) from error
    if is_taken and not force:
        raise IntakeError(
            f"{folder} already exists and is not empty; name another folder, or add --force to "
            "write over the story's files in it"
        )


def write_story(
    folder: Path, contents: Mapping[str, bytes], *, force: bool, outdated: Iterable[str] = ()
) -> None:
    """Write all files of a story, or none and raise ``IntakeError``.

    ``outdated`` are files about what is overwritten; they are removed.
    """
    check_folder(folder, force=force)
    try:
        write_together(folder, contents)
        for name in outdated:
            (folder / name).unlink(missing_ok=True)
    except WritingError as error:
        raise IntakeError(str(error)) from error
    except OSError as error:
        raise IntakeError(f"{error.filename} cannot be removed: {error.strerror}") from error
