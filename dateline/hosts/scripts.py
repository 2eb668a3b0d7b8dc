"""The script that the served page runs: the reader, its host and their styles."""

from pathlib import Path

from dateline.page.json_text import compact_json
from dateline.page.scripts import below_script, file_text, page_style, reader_script

_FOLDER = Path(__file__).parent
_SCRIPTS = ("notes.js", "follow.js", "download.js", "served.js")


def served_script() -> str:
    """Reader and host in Streamlit's page; leaves ``datelineHost`` behind.

    On a slow connection it may be loaded twice, by the page and by Streamlit's component: the
    second time a host exists, and no other is made.
    """
    host = "\n".join((below_script(), *(file_text(_FOLDER / name) for name in _SCRIPTS)))
    style = compact_json(page_style(_FOLDER / "served.css"))
    return (
        f"{reader_script()}globalThis.datelineStyle = {style};\n"
        f"if (!globalThis.datelineHost) {{\n{host}}}\n"
    )
