"""What the front matter of ``article.md`` says of the article: one line read, checked, written."""

import json
import re
from pathlib import Path

import yaml

from dateline.desk.actions import Refused
from dateline.reading import ARTICLE_FILE
from dateline.reading.article import split_front_matter
from dateline.reading.cells import Cell, parse_cell
from dateline.reading.files import text_of_file
from dateline.reading.front_matter import compose_front_matter, load_front_matter
from dateline.reading.report import Place, Report
from dateline.story import FRONT_MATTER
from dateline.wording import locale_for
from dateline.writing import write_file

KEYS = {column.name: column for column in FRONT_MATTER}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def check_fact(key: str, value: str) -> None:
    """Raise ``Refused`` for what ``check`` would find wrong with a value that is not blank."""
    report = Report()
    parse_cell(Cell(Place(ARTICLE_FILE), KEYS[key], value, report))
    if report.problems:
        raise Refused(f"{key}: {report.problems[0].message}")
    if key == "language" and value and not _LANGUAGE.fullmatch(value):
        raise Refused(f"language: “{value}” is no language tag; write it as en, de or pt-BR")


def language_tag(language: str) -> str:
    """The tag of a language that is named in English ("German"); anything else as it is."""
    names: dict[str, str] = {
        str(name).casefold(): str(tag) for tag, name in locale_for("en").languages.items()
    }
    return names.get(language.casefold(), language)


def fact_of(folder: Path, key: str) -> str:
    """The value as the file has it; "" where it has none."""
    lines, _ = _front_matter(folder)
    try:
        known = load_front_matter("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        raise Refused(f"the front matter is not YAML: {error}") from error
    value = known.get(key, "") if isinstance(known, dict) else ""
    return value.strip() if isinstance(value, str) else ""


def write_fact(folder: Path, key: str, value: str) -> None:
    """Write the one line; all other lines stay as they are."""
    lines, text = _front_matter(folder)
    first, last = _lines_of_key(lines, key)
    whole = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    whole[first + 1 : last + 1] = [f"{key}: {json.dumps(value, ensure_ascii=False)}"]
    write_file(folder / ARTICLE_FILE, "\n".join(whole).encode("utf-8", "replace"))


def _front_matter(folder: Path) -> tuple[list[str], str]:
    """The lines of the front matter, and all of the file."""
    text = text_of_file(folder, ARTICLE_FILE, "", Report())
    split = split_front_matter(text) if text else None
    if text is None or split is None:
        raise Refused(f"{ARTICLE_FILE} has no front matter that can be read")
    return split[0], text


def _lines_of_key(lines: list[str], key: str) -> tuple[int, int]:
    """Where a key and its value stand among the lines of the front matter, half-open."""
    try:
        root = compose_front_matter("\n".join(lines))
    except yaml.YAMLError as error:
        raise Refused(f"the front matter is not YAML: {error}") from error
    for name, value in root.value if isinstance(root, yaml.MappingNode) else []:
        if str(name.value) == key:
            end = value.end_mark.line
            # The value of a block ends at the start of the line after it.
            last = end if value.end_mark.column == 0 and end > name.start_mark.line else end + 1
            return name.start_mark.line, last
    return len(lines), len(lines)
