"""A story's folder to a file of another kind, written whole or not at all."""

import io
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dateline.chart_picture import PictureError
from dateline.formats import Exported, Format
from dateline.formats.excerpt import Excerpt, ViewError, excerpt, parse_query, without_background
from dateline.progress import Progress
from dateline.reading import FILES, load_story
from dateline.reading.cells import is_web_address
from dateline.reading.files import bytes_of_file, has_file
from dateline.story import Story
from dateline.writing import WritingError, write_file, write_folder

# Pictures that sites show with a link, by the end of the file's name, and their types.
PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}


class ExportError(Exception):
    """A file that cannot be written as asked; the message says the way out."""


@dataclass(frozen=True, slots=True)
class Written:
    """The size of what has been written, and a line for each thing that is not in it."""

    size_bytes: int
    messages: tuple[str, ...]


def export(
    folder: Path,
    out: Path,
    to: Format,
    *,
    query: str | None = None,
    background: bool = True,
    as_folder: bool = False,
    force: bool = False,
    options: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write the story, or the part of it that ``query`` shows, as one file of another kind.

    ``query`` is the page's own query string; None is the whole story. ``background`` False leaves
    out the rows that rest on other sources than the article. ``as_folder``: the files of a zip
    stand in a folder instead. ``options`` are the format's own, see ``Format.takes``. Raise
    ``StoryError`` with every problem of the story, ``ExportError`` for what hinders the writing.
    """
    # First: without a place to write to, the story need not be read.
    check_options(to, options or {}, as_folder=as_folder)
    check = check_folder_target if as_folder else check_target
    check(out, force=force)
    given = dict(options or {})
    image = find_share_image(given.get("share_image", ""))
    if image:
        beside = out.parent / image.name
        given["share_image"] = quote(image.name)
        if beside.exists() and beside.samefile(image):
            image = None
        else:
            check_target(beside, force=force)
    if not folder.is_dir():
        raise ExportError(f"{folder} is not a folder; name one with article.md")
    story = load_story(folder, progress)
    if progress:
        progress(f"making {out.name}")
    made, messages = made_of(story, to, query=query, background=background, options=given)
    if as_folder:
        write_folder_whole(out, unpacked(made.content), force=force)
    else:
        write_whole(out, made.content, force=force)
    if image:
        write_whole(beside, image.read_bytes(), force=force)
    return Written(len(made.content), messages)


def made_of(
    story: Story,
    to: Format,
    *,
    query: str | None = None,
    background: bool = True,
    options: Mapping[str, Any] | None = None,
) -> tuple[Exported, tuple[str, ...]]:
    """Make a file of a story, and a line for each thing that is not in it; see ``export``."""
    excerpt = _excerpt(story, query, background=background)
    given = dict(options or {})
    if to.draws_view:
        story = story if background else without_background(story).story
        given |= {"query": (query or "").removeprefix("?"), "shown": excerpt.story}
    else:
        story = excerpt.story
    try:
        made = to.make(story, **given)
    except (FileNotFoundError, PictureError) as error:
        raise ExportError(str(error)) from None
    messages = [f"view: {line}" for line in (*excerpt.losses, *excerpt.remarks)]
    messages += [f"{to.name}: {line}" for line in (*made.losses, *made.remarks)]
    return made, tuple(messages)


def _excerpt(story: Story, query: str | None, *, background: bool) -> Excerpt:
    if query is None:
        return Excerpt(story) if background else without_background(story)
    try:
        view = parse_query(query, story)
    except ViewError as error:
        raise ExportError("\n".join(f"--view: {line}" for line in str(error).split("\n"))) from None
    if view.background and not background:
        raise ExportError("--view asks for background, --no-background for none; keep one of them")
    return excerpt(story, view)


def check_options(to: Format, options: Mapping[str, Any], *, as_folder: bool) -> None:
    """Raise ``ExportError`` for an option that is wrong or that the format does not take."""
    page = options.get("page")
    if page is not None and not is_web_address(page):
        raise ExportError(f"--page {page} is not an http or https address")
    if not 320 <= int(options.get("width", 1000)) <= 10_000:
        raise ExportError(f"--width {options['width']} is not between 320 and 10000 pixels")
    for name in options:
        if name not in to.takes:
            raise ExportError(
                f"--{name.replace('_', '-')} has no effect on {to.name}; leave it out"
            )
    if as_folder and to.ending != ".zip":
        raise ExportError(
            f"{to.name} is a single file, not a folder; name a file, as story{to.ending}"
        )


def find_share_image(asked: str) -> Path | None:
    """The file that ``--share-image`` names; None for an address of the web, and for "".

    Raise ``ExportError`` for a file that is no picture, or cannot be read.
    """
    if not asked or is_web_address(asked):
        return None
    path = Path(asked)
    if path.suffix.lower() not in PICTURES:
        raise ExportError(
            f"--share-image {asked} is neither an http or https address nor a picture that sites "
            f"show; name a file that ends in {', '.join(PICTURES)}"
        )
    if not (path.is_file() and os.access(path, os.R_OK)):
        raise ExportError(f"--share-image {asked} is not a file that can be read; name another")
    return path


def check_target(out: Path, *, force: bool) -> None:
    """Raise ``ExportError`` if a file cannot be put at ``out``."""
    with _as_export_error(out):
        if out.is_dir():
            raise ExportError(f"{out} is a folder; name a file in it")
        if out.exists() and not out.is_file():
            raise ExportError(f"{out} is not a regular file; name another")
        _check_parent(out)
        if out.exists() and not force:
            raise ExportError(f"{out} already exists; name another file, or add --force")


def check_folder_target(out: Path, *, force: bool) -> None:
    """Raise ``ExportError`` if the files of a story cannot be put into a folder ``out``."""
    with _as_export_error(out):
        if out.exists() and not out.is_dir():
            raise ExportError(f"{out} is a file; name a folder")
        _check_parent(out)
        there = sorted(path.name for path in out.iterdir()) if out.is_dir() else []
        others = [name for name in there if name not in FILES]
        if others:
            raise ExportError(f"{out} holds {others[0]} as well; name an empty or a new folder")
        if there and not force:
            raise ExportError(
                f"{out} already contains a story; name another folder, or add --force"
            )


def _check_parent(out: Path) -> None:
    # Raises for a link that leads to itself.
    with suppress(FileNotFoundError, NotADirectoryError):
        out.stat()
    if not Path(os.path.realpath(out)).parent.is_dir():
        raise ExportError(f"{out.parent} is not a folder; make it first, or name another")


def write_whole(out: Path, content: bytes, *, force: bool) -> None:
    """Write a file: nobody ever reads half of it."""
    check_target(out, force=force)
    with _as_export_error(out):
        write_file(out, content)


def write_folder_whole(out: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    """Write a folder: a story of two versions is never there."""
    check_folder_target(out, force=force)
    with _as_export_error(out):
        write_folder(out, files)


@contextmanager
def _as_export_error(out: Path) -> Iterator[None]:
    """What hinders the writing, as an ``ExportError``; a name that is too long hinders a look."""
    try:
        yield
    except WritingError as error:
        raise ExportError(str(error)) from error
    except OSError as error:
        raise ExportError(f"{out} cannot be written: {error.strerror}; name another") from error


def unpacked(content: bytes) -> dict[str, bytes]:
    """The files of a zip archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def story_files(folder: Path) -> bytes:
    """The story's own files as they are, in one zip archive.

    Raise ``ExportError`` for one that cannot be read.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in FILES:
            if not has_file(folder, name):
                continue
            try:
                content = bytes_of_file(folder, name)
                # A day that a zip cannot say, as of 1970, becomes the nearest that it can.
                entry = zipfile.ZipInfo.from_file(folder / name, name, strict_timestamps=False)
            except OSError as error:
                raise ExportError(f"{name} cannot be read: {error.strerror}") from error
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
