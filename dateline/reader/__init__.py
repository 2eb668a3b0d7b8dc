"""The page in the browser: ES modules and styles, joined into one script and one style sheet.

No bundler: the modules are joined in the order of their imports, which are left out, so that every
top-level name is unique among them. The joined script defines ``mountDateline(root, host)``; a host
calls it.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
MAIN = "main.js"
STYLES = ("page.css", "charts.css", "text.css", "print.css")
_IMPORT = re.compile(r'^import \{[^}]*\} from "([\w./]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


@cache
def script() -> str:
    """All modules as one strict script, each behind those that it imports."""
    texts = (_EXPORT.sub("", _IMPORT.sub("", _read(name))) for name in modules())
    return '"use strict";\n' + "\n".join(texts)


@cache
def style() -> str:
    """All styles, every rule under ``.dateline``."""
    return "\n".join(map(_read, STYLES))


@cache
def modules() -> tuple[str, ...]:
    """The paths of the modules that ``main.js`` needs, in the order in which they are joined.

    Raise ``ValueError`` where modules import each other in a circle.
    """
    return tuple(dict.fromkeys(_needed(MAIN, ())))


def _needed(name: str, importers: tuple[str, ...]) -> Iterator[str]:
    if name in importers:
        raise ValueError(f"these modules import each other: {' → '.join((*importers, name))}")
    folder = posixpath.dirname(name)
    for imported in _IMPORT.findall(_read(name)):
        path = posixpath.normpath(posixpath.join(folder, imported))
        yield from _needed(path, (*importers, name))
    yield name


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
