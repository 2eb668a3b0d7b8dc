"""The scripts and styles that the hosts are made of, as text, each with names of its own."""

import json
from functools import cache
from pathlib import Path

from dateline import reader

_HERE = Path(__file__).parent


def reader_script() -> str:
    """The reader, which leaves one name behind: ``mountDateline``."""
    return (
        f'(() => {{\n"use strict";\n{reader.script()}\n'
        "globalThis.mountDateline = mountDateline;\n})();\n"
    )


def served_script() -> str:
    """Reader and host in Streamlit's page; leaves ``datelineHost`` behind."""
    style = "\n".join((reader.style(), host_text("below.css", "served.css")))
    return (
        f"{reader_script()}globalThis.datelineStyle = {json.dumps(style, ensure_ascii=False)};\n"
        f"{{\n{host_text('below.js', 'notes.js', 'follow.js', 'download.js', 'served.js')}}}\n"
    )


@cache
def host_text(*names: str) -> str:
    """The texts of these files of this folder, joined in that order."""
    return "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)
