"""The reader's script, and what stands below the reader in both hosts, as text."""

from functools import cache
from pathlib import Path

from dateline import reader

_FOLDER = Path(__file__).parent


def reader_script() -> str:
    """The reader, which leaves one name behind: ``mountDateline``."""
    return (
        f'(() => {{\n"use strict";\n{reader.script()}\n'
        "globalThis.mountDateline = mountDateline;\n})();\n"
    )


def below_script() -> str:
    """Defines ``drawBelow`` and ``element`` for a host's script."""
    return file_text(_FOLDER / "below.js")


def page_style(*host_styles: Path) -> str:
    """The reader's style, that of what stands below it, and a host's own."""
    styles = [file_text(path) for path in (_FOLDER / "below.css", *host_styles)]
    return "\n".join((reader.style(), *styles))


@cache
def file_text(path: Path) -> str:
    """The text of a file of the program, which does not change while it runs."""
    return path.read_text(encoding="utf-8")
