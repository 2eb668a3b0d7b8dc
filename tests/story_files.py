"""Write a small valid story folder, so that each test states only what it is about."""

import csv
import fcntl
import io
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dateline.story import EVENTS, LEFT_OUT, QUOTES, STAKES, Schema

Row = Mapping[str, str]
# Rows by column, or the file as it is; None leaves the file out.
Table = Sequence[Row] | str | bytes | None

FRONT_MATTER = {
    "title": "A Founder Leaves",
    "outlet": "The Daily",
    "url": "https://example.org/founder",
    "published": "2014-04-23",
    "published_note": "the day on the page",
    "subject": "VK",
    "language": "en",
}
BODY = """
# A Founder Leaves

> Photo: Somebody

## He says that he was pushed

Pavel Durov founded VK in 2006. He left VK on Monday.

United Capital Partners bought 48 percent of VK in April 2013.

## What he said

"I am out of Russia," Durov said on Tuesday.
"""


def an_event(**changes: str) -> Row:
    return {
        "id": "founding",
        "date": "2006",
        "title": "VK is founded",
        "category": "Company",
        "status": "reported",
        "evidence": "Pavel Durov founded VK",
    } | changes


def a_stake(**changes: str) -> Row:
    return {
        "id": "ucp",
        "holder": "United Capital Partners",
        "share": "48",
        "date": "2013-04",
        "basis": "stated",
        "evidence": "bought 48 percent of VK",
    } | changes


def a_quote(**changes: str) -> Row:
    return {
        "id": "out",
        "speaker": "Pavel Durov",
        "text": "I am out of Russia,",
        "kind": "direct",
        "evidence": '"I am out of Russia,"',
    } | changes


def an_article(body: str = BODY, **changes: str | None) -> str:
    """``article.md``; a front matter key changed to None is left out."""
    front = {**FRONT_MATTER, **changes}
    lines = [f'{key}: "{value}"' for key, value in front.items() if value is not None]
    return "\n".join(["---", *lines, "---", body])


def a_table(schema: Schema, rows: Sequence[Row], newline: str = "\n", delimiter: str = ",") -> str:
    """A table's file with the schema's header; columns a row does not name are blank."""
    out = io.StringIO()
    writer = csv.DictWriter(
        out, schema.names, restval="", lineterminator=newline, delimiter=delimiter
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


EVENT, STAKE, QUOTE = an_event(), a_stake(), a_quote()


def write_story(
    folder: Path,
    *,
    article: str | bytes | None = None,
    events: Table = (EVENT,),
    stakes: Table = (STAKE,),
    quotes: Table = (QUOTE,),
    left_out: Table = None,
) -> Path:
    """Write the files into ``folder`` and return it."""
    contents: dict[str, str | bytes] = {}
    contents["article.md"] = an_article() if article is None else article
    for schema, table in (
        (EVENTS, events),
        (STAKES, stakes),
        (QUOTES, quotes),
        (LEFT_OUT, left_out),
    ):
        if table is None:
            continue
        if isinstance(table, str | bytes):
            contents[schema.file] = table
        else:
            contents[schema.file] = a_table(schema, table)
    for name, content in contents.items():
        raw = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(raw)
    return folder


def held_up(path: Path) -> Callable[[], None]:
    """Block openers of a file with a lease of Linux; calling the result unblocks them."""
    # The system tells of the opener by a signal that would end this process.
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    lease = os.open(path, os.O_RDWR)
    fcntl.fcntl(lease, fcntl.F_SETLEASE, fcntl.F_WRLCK)

    def let_read() -> None:
        fcntl.fcntl(lease, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        os.close(lease)

    return let_read


def change(path: Path, old: str, new: str) -> None:
    """Edit a file atomically: nobody reads a half-written one."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    beside = path.with_name(f".{path.name}")
    beside.write_text(text.replace(old, new, 1), encoding="utf-8")
    beside.replace(path)
