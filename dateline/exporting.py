"""A story's folder to a file of another kind, written whole or not at all."""

import io
import os
import zipfile
from pathlib import Path

from dateline.hosts.file import file_html
from dateline.library import FILES
from dateline.page import make_page
from dateline.plotly_bundle import Kind, find_bundle
from dateline.progress import Progress
from dateline.reading import load_story


class ExportError(Exception):
    """A file that cannot be written as asked; the message says the way out."""


def export_html(
    folder: Path,
    out: Path,
    *,
    background: bool = True,
    plotly: Kind = "auto",
    force: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write the story as one HTML file; return its size in bytes.

    ``background`` False leaves out the rows that rest on other sources than the article. Raise
    ``StoryError`` with every problem of the story, ``ExportError`` for what hinders the writing.
    """
    check_target(out, force=force)  # First: reading a story that has nowhere to go is a waste.
    if not folder.is_dir():
        raise ExportError(f"{folder} is not a folder; name one with article.md")
    try:
        bundle = find_bundle(plotly)
    except FileNotFoundError as error:
        raise ExportError(str(error)) from None
    story = load_story(folder, progress)
    page = make_page(story, background=background, progress=progress)
    if progress:
        progress(f"writing {out.name}")
    content = file_html(page, plotly=bundle).encode("utf-8")
    write_whole(out, content, force=force)
    return len(content)


def check_target(out: Path, *, force: bool) -> None:
    """Raise ``ExportError`` if a file cannot be put at ``out``."""
    if out.is_dir():
        raise ExportError(f"{out} is a folder; name a file in it")
    if out.exists() and not out.is_file():
        raise ExportError(f"{out} is no ordinary file; name another")
    if not out.resolve().parent.is_dir():
        raise ExportError(f"{out.parent} is not a folder; make it first, or name another")
    if out.exists() and not force:
        raise ExportError(f"{out} is there already; name another file, or add --force")


def write_whole(out: Path, content: bytes, *, force: bool) -> None:
    """Write beside the target, then rename: nobody ever reads half a file."""
    check_target(out, force=force)
    target = out.resolve()  # A link stays a link; what it names is replaced.
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        # With the usual rights, which a temporary file has not: web servers read it as well.
        with part.open("xb") as file:
            file.write(content)
        part.replace(target)
    except OSError as error:
        raise ExportError(f"{out} cannot be written: {error.strerror}") from None
    finally:
        part.unlink(missing_ok=True)


def story_files(folder: Path) -> bytes:
    """The story's own files as they are, in one zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            if (folder / name).is_file():
                archive.write(folder / name, name)
    return packed.getvalue()
