"""The reader's modules as sources: one script of unique names, short functions, checked types."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dateline import reader
from dateline.hosts import desk

FOLDER = Path(reader.__file__).parent
MODULES = sorted(FOLDER.rglob("*.js"))
DESK_FOLDER = Path(desk.__file__).parent / "page"
MOST_LINES = 60
# What the modules of a folder may import, besides each other; those of the root import anything.
MAY_IMPORT = {
    "state": {"dom.js"},
    "chart": {"dom.js", "screen.js", "state"},
    "article": {"dom.js", "screen.js", "state"},
    "sections": {"dom.js", "popover.js", "roving.js", "screen.js", "state", "chart", "article"},
}
_IMPORTED = re.compile(r'^import .* from "\.\./([\w.]+)', re.MULTILINE)
_NAME = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|class|const|let) (?:(\w+)|([\[{][^=]*[\]}]) =)",
    re.MULTILINE,
)
_SECOND = re.compile(r"(?<=, )([A-Z][A-Z_0-9]+) = ")
# A function, a method or an arrow whose block is not on one line; the block ends where a line of
# the same indent begins with a brace.
_FUNCTION = re.compile(
    r"^( *)(?!.*\b(?:if|for|while|switch|else|try|catch)\b.*\{$)(.*(?:\)|=>) \{)$"
)


def functions(text: str) -> Iterator[tuple[str, int]]:
    """Each function's first line and its number of lines."""
    lines = text.splitlines()
    for start, line in enumerate(lines):
        found = _FUNCTION.match(line)
        if found:
            end = next(
                n for n in range(start + 1, len(lines)) if lines[n].startswith(found[1] + "}")
            )
            yield found[2], end - start + 1


def test_no_two_modules_have_a_name_in_common() -> None:
    texts = [path.read_text() for path in MODULES]
    names = Counter(name for text in texts for name, _ in _NAME.findall(text) if name)
    names.update(name for text in texts for name in _SECOND.findall(text))
    assert [name for name, count in names.items() if count > 1] == []


def test_imports_of_the_folders_lead_one_way() -> None:
    assert {path.parent.name for path in MODULES if path.parent != FOLDER} == set(MAY_IMPORT)
    for folder, allowed in MAY_IMPORT.items():
        texts = [path.read_text() for path in MODULES if path.parent.name == folder]
        assert {name for text in texts for name in _IMPORTED.findall(text)} <= allowed, folder


def test_functions_are_measured() -> None:
    text = "const a = () => {\n  b();\n};\nexport function c(d) {\n  if (d) {\n    e();\n  }\n}\n"
    assert list(functions(text)) == [("const a = () => {", 3), ("export function c(d) {", 5)]


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path.name}: {first}": length
        for path in [*MODULES, *DESK_FOLDER.glob("*.js")]
        for first, length in functions(path.read_text())
        if length > MOST_LINES
    }
    assert long == {}


def test_all_modules_have_types() -> None:
    assert [path.name for path in MODULES if "@ts-nocheck" in path.read_text()] == []
