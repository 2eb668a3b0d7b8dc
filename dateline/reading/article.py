"""``article.md`` to an ``Article``: the front matter, and the text below it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dateline.characters import with_whole_pairs
from dateline.reading.cells import Cell, parse_cell
from dateline.reading.files import text_of_file
from dateline.reading.front_matter import compose_front_matter
from dateline.reading.markdown import Body, read_body
from dateline.reading.report import Place, Report, did_you_mean, nearest
from dateline.story import FRONT_MATTER, Article

ARTICLE_FILE = "article.md"
# A title is looked for no further than this.
_LONGEST_HEAD_CHARACTERS = 20_000
_FIX = "Write the front matter between two lines of ---, then the article's text"
_KEYS = {column.name: column for column in FRONT_MATTER}
_LINE = re.compile(r"(?P<key>[A-Za-z_]+)\s*:\s+(?P<value>\S.*?)\s*")


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """The article as far as it can be read; ``figures_line`` is where its figures are asked for.

    ``is_whole`` is False where parts of the text are left out, so that words which are not in
    it may yet be the article's.
    """

    article: Article
    is_whole: bool
    figures_line: int

    @property
    def compared(self) -> Article | None:
        """What rows are compared with: words missing from half an article may be in the other."""
        return self.article if self.is_whole else None


def load_article(folder: Path, report: Report) -> ReadArticle | None:
    text = text_of_file(folder, ARTICLE_FILE, _FIX, report)
    if text is None:
        return None
    split = split_front_matter(text)
    if split is None:
        report.add(Place(ARTICLE_FILE, 1), "", f"has no front matter. {_FIX}")
        return None
    head_lines, below = split
    head, found_lines = _front_matter(head_lines, report)
    # The head stands between two fences.
    first_line = len(head_lines) + 3

    def report_at(line: int, message: str) -> None:
        report.add(Place(ARTICLE_FILE, first_line + line), "", message)

    body = read_body(below, report_at)
    if not body.blocks:
        if body.is_whole:
            report_at(0, "has no text below the front matter")
        return None
    return ReadArticle(_article(head, body), body.is_whole, found_lines.get("figures", 1))


def split_front_matter(text: str) -> tuple[list[str], str] | None:
    """The lines between the two fences at the top, and all below; None where they do not stand."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(fences) < 2 or fences[0] != 0:
        return None
    return lines[1 : fences[1]], "\n".join(lines[fences[1] + 1 :])


def find_title(folder: Path) -> tuple[str, str] | None:
    """The title and the language that the front matter names, without a look at anything else.

    None where no title can be read: ``load_article`` reports what is wrong.
    """
    report = Report()
    text = text_of_file(folder, ARTICLE_FILE, _FIX, report) or ""
    split = split_front_matter(text[:_LONGEST_HEAD_CHARACTERS])
    if split is None:
        return None
    head, _ = _front_matter(split[0], report)
    return (head["title"], head.get("language", "en")) if head.get("title") else None


def _article(head: dict[str, Any], body: Body) -> Article:
    return Article(
        title=head.get("title", ""),
        outlet=head.get("outlet", ""),
        url=head.get("url", ""),
        published=head.get("published"),
        published_note=head.get("published_note", ""),
        subject=head.get("subject", ""),
        language=head.get("language", "en"),
        text=body.text,
        blocks=body.blocks,
        styles=body.styles,
        figures=head.get("figures", ()),
    )


def _front_matter(lines: list[str], report: Report) -> tuple[dict[str, Any], dict[str, int]]:
    """Read values as plain strings, so that YAML makes no date or list of them, and their lines."""
    try:
        root = compose_front_matter("\n".join(lines))
    except yaml.YAMLError as error:
        _report_yaml(lines, error, report)
        return {}, {}
    if root is not None and not isinstance(root, yaml.MappingNode):
        report.add(Place(ARTICLE_FILE, 2), "", "is not front matter; write lines of key: value")
        return {}, {}
    found: dict[str, Any] = {}
    found_lines: dict[str, int] = {}
    meant: set[str] = set()
    for key, value in root.value if root else []:
        name, place = str(key.value), Place(ARTICLE_FILE, key.start_mark.line + 2)
        if name not in _KEYS:
            guess = nearest(name, _KEYS)
            meant |= {guess} if guess else set()
            hint = did_you_mean(*filter(None, [guess]))
            report.add(place, name, f"is not a known key; write {', '.join(_KEYS)}{hint}")
        elif name in found_lines:
            report.add(place, name, f"appears twice, in line {found_lines[name]} as well; keep one")
        else:
            found_lines[name] = place.line
            found[name] = _value(name, value, lines, place, report)
    for name, column in _KEYS.items():
        # A misspelt key is one fault: that the right one is missing follows from it.
        if column.required and name not in found_lines and name not in meant:
            report.add(Place(ARTICLE_FILE, 1), name, f"is missing; write {name}: {column.meaning}")
    return {name: value for name, value in found.items() if value is not None}, found_lines


def _value(name: str, node: yaml.Node, lines: list[str], place: Place, report: Report) -> Any:
    """One key's value, or None where it is no text."""
    column = _KEYS[name]
    if isinstance(node, yaml.SequenceNode) and column.parse == "figures":
        items = [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
        return parse_cell(Cell(place, column, "\n".join(items), report))
    if not isinstance(node, yaml.ScalarNode):
        report.add(place, name, "is a list; put the value in quotation marks")
        return None
    end = node.end_mark
    rest = lines[end.line][end.column :].strip() if end.line < len(lines) else ""
    if node.style not in ("|", ">") and rest.startswith("#"):
        report.add(place, name, f"YAML ignores “{rest}”; put the value in quotation marks")
        return None
    return parse_cell(Cell(place, column, with_whole_pairs(node.value.strip()), report))


def _report_yaml(lines: list[str], error: Exception, report: Report) -> None:
    """Point at the line that is no YAML by itself: YAML's own place may lie lines below it."""
    for number, line in enumerate(lines, 2):
        match = _LINE.fullmatch(line)
        if match and not _is_yaml(line):
            value = match["value"].strip("\"'") if match["value"][0] in "\"'" else match["value"]
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            report.add(
                Place(ARTICLE_FILE, number),
                match["key"],
                f'the front matter is not YAML; put it in quotation marks: "{quoted}"',
            )
            return
    mark = getattr(error, "problem_mark", None)
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or error
    report.add(
        Place(ARTICLE_FILE, mark.line + 2 if mark else 1),
        "",
        f"the front matter is not YAML: {why}; put each value in quotation marks",
    )


def _is_yaml(line: str) -> bool:
    try:
        compose_front_matter(line)
    except yaml.YAMLError:
        return False
    return True
