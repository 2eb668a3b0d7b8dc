"""What is fuzzed: each target takes any bytes, and raises only where Dateline is wrong.

An input is kept readable: the files of a story in one, or a document's XML without its archive.
"""

import asyncio
import contextlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Scope

from dateline.dates import certainty, gap_bounds, parse_date
from dateline.formatting import format_tables
from dateline.hosts.access import LoopbackOnly
from dateline.hosts.app import app_options
from dateline.hosts.reader_notices import Faults
from dateline.intake import IntakeError
from dateline.intake.articles import draft_article
from dateline.intake.importing import import_file
from dateline.page import make_page
from dateline.page.json_text import script_json
from dateline.page.parts import encode_page
from dateline.reading import load_story, read_story
from dateline.story import Story
from dateline.view import narrow, parse_view
from dateline.wording import date_in_words
from scripts.server import ROOT

# Between the files of a story, or before a document's kind and its text.
FILE_END = b"\n=====\n"
STORY_FILES = ("article.md", "events.csv", "stakes.csv", "quotes.csv", "left_out.csv")
ARTICLES = ("html", "md", "txt", "docx", "odt")
LANGUAGES = ("en", "de", "ru", "fr", "ar", "zh")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGED = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def edtf(data: bytes) -> None:
    """A date is refused, or has bounds in order and words in any language."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            date = parse_date(data.decode("utf-8", "replace"))
        except ValueError:
            return
        finally:
            assert printed.getvalue() == "", "nothing is printed where JSON may be"
    if date.earliest and date.latest:
        assert date.earliest <= date.latest
    bounds = gap_bounds(date)
    assert bounds is None or bounds[0] <= bounds[1]
    certainty(date, date.earliest, date.latest)
    for language in LANGUAGES:
        assert date_in_words(date, language)


def loader(data: bytes) -> None:
    """A story is refused with its problems, or becomes a page; its tables can be rewritten."""
    with _folder() as folder:
        for name, content in zip(STORY_FILES, data.split(FILE_END), strict=False):
            (folder / name).write_bytes(content)
        reading = read_story(folder)
        if reading.story is None:
            assert reading.problems
            return
        for part in encode_page(make_page(reading.story)):
            script_json(part).encode("utf-8")
        format_tables(folder)


def importers(data: bytes) -> None:
    """A file from elsewhere is refused with a message, or becomes files that can be checked."""
    start, _, content = data.partition(b"\n")
    kind = start.decode("ascii", "replace")
    kind = kind if kind in _KINDS else "txt"
    suffix = kind.removesuffix("=")
    with _folder() as folder:
        file = folder / f"from.{suffix}"
        file.write_bytes(_KINDS[kind](content))
        story = folder / "story"
        story.mkdir()
        with contextlib.suppress(IntakeError):
            if suffix in ARTICLES:
                draft = draft_article(file, {}, default_title="Title")
                (story / "article.md").write_text(draft.content, encoding="utf-8")
            else:
                made = import_file(file, story, article=None, given={})
                for name, made_bytes in made.contents.items():
                    (story / name).write_bytes(made_bytes)
            read_story(story)


def url(data: bytes) -> None:
    """A view of any address is answered, and a server answers every request but with a fault.

    The first line is the address; two more may be the headers Host and Origin.
    """
    address, *headers = data.split(b"\n")
    path, _, query = address.partition(b"?")
    params = parse_qs(query.decode("utf-8", "replace"), keep_blank_values=True)
    view, notes = parse_view(params, _story())
    narrow(_story(), view)
    assert all(notes)
    named = [(b"accept", b"text/html"), *zip((b"host", b"origin"), headers, strict=False)]
    for kind in ("http", "websocket"):
        scope = {
            "type": kind,
            "method": "GET",
            "path": f"/{path.decode('utf-8', 'replace').removeprefix('/')}",
            "raw_path": path,
            "root_path": "",
            "query_string": query,
            "headers": named,
            "server": ("localhost", 80),
            "scheme": "http",
            "client": ("127.0.0.1", 1),
        }
        asyncio.run(_ask(_app(), scope))
        asyncio.run(_ask(LoopbackOnly(_app()), scope))


async def _ask(app: ASGIApp, scope: Scope) -> None:
    first = "http.request" if scope["type"] == "http" else "websocket.connect"
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": f"{scope['type']}.disconnect" if sent else first}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(dict(scope), receive, send)
    assert sent
    assert sent[0].get("status", 0) != 500


@cache
def _story() -> Story:
    return load_story(ROOT)


@cache
def _app() -> Starlette:
    """Dateline without Streamlit; a fault is raised, since nothing catches it."""
    options = app_options(ROOT)
    middleware = [
        one for one in options["middleware"] if getattr(one.cls, "__name__", "") != Faults.__name__
    ]
    return Starlette(routes=options["routes"], middleware=middleware)


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="dateline-fuzz-") as name:
        yield Path(name)


def _archive(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _docx(document: bytes) -> bytes:
    related = (
        f'<Relationships xmlns="{_PACKAGED}"><Relationship Id="r1" Target="word/document.xml" '
        f'Type="{_RELATIONS}/officeDocument"/></Relationships>'
    )
    return _archive({"_rels/.rels": related, "word/document.xml": document})


def _odt(content: bytes) -> bytes:
    return _archive({"content.xml": content})


def _xlsx(sheet: bytes) -> bytes:
    workbook = (
        f'<workbook xmlns="{_SHEETS}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    related = (
        f'<Relationships xmlns="{_PACKAGED}"><Relationship Id="r1" '
        f'Target="{{}}" Type="{_RELATIONS}/{{}}"/></Relationships>'
    )
    return _archive(
        {
            "_rels/.rels": related.format("xl/workbook.xml", "officeDocument"),
            "xl/workbook.xml": workbook,
            "xl/_rels/workbook.xml.rels": related.format("worksheets/sheet1.xml", "worksheet"),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


# What the bytes after the kind become; "docx=" is a whole file.
_KINDS: dict[str, Callable[[bytes], bytes]] = {
    "html": bytes, "md": bytes, "txt": bytes, "csv": bytes, "json": bytes,
    "docx": _docx, "odt": _odt, "xlsx": _xlsx,
    "docx=": bytes, "odt=": bytes, "xlsx=": bytes, "xls=": bytes, "xlsm=": bytes, "ods=": bytes,
}  # fmt: skip
TARGETS: dict[str, Callable[[bytes], None]] = {
    "loader": loader, "edtf": edtf, "importers": importers, "url": url,
}  # fmt: skip
