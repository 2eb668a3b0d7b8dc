"""The page under Streamlit, top to bottom: what `dateline serve` and dashboard.py run."""

import os
from contextlib import suppress
from pathlib import Path

import streamlit as st

from dateline.exporting import story_files
from dateline.hosts.component import show_chooser, show_reader
from dateline.hosts.file import file_html
from dateline.hosts.served import DOWNLOADS, find_addresses
from dateline.library import (
    FIRST_WAIT_S,
    Edition,
    Library,
    Shelf,
    Shown,
    Stamp,
    files_stamp,
    open_library,
)
from dateline.plotly_bundle import find_bundle

# Where a server names the folder of the story, or of the stories, to its script.
STORY_VARIABLE = "DATELINE_STORY"
LOOK_EVERY_S = 1.0
BEING_READ = "(is being read …)"


def chooser(library: Library, asked: str) -> None:
    """All stories of the folder; a story that was asked for and is not there is named."""
    library.read_all()
    listed = listing(library)
    show_chooser(listed, f"There is no story “{asked}” here." if asked else "")
    if any(story["note"] == BEING_READ for story in listed):
        follow_listing(library, listed)


def listing(library: Library) -> list[dict[str, str]]:
    """What is known of each story by now: at first no more than the name of its folder."""
    found = []
    for slug, shelf in library.shelves().items():
        title, language = shelf.title
        count = len(shelf.now.problems)
        note = f"({count} problem{'s' * (count != 1)} in its files)" if count else ""
        note = BEING_READ if shelf.is_first else note
        found.append({"slug": slug, "title": title, "language": language, "note": note})
    return found


@st.fragment(run_every=LOOK_EVERY_S)
def follow_listing(library: Library, listed: list[dict[str, str]]) -> None:
    """Look until every story is read, and run again for what has become known."""
    if listing(library) != listed:
        st.rerun()


def reader(library: Library, shelf: Shelf, static: Path) -> None:
    """The story; problems of a broken edit stand beside its last good version."""
    shown = shelf.look(longest_s=FIRST_WAIT_S)
    show_reader(shown, shelf, static=static, many=not library.is_one_story)
    if not find_addresses():
        follow(shelf, shown)
        # One section, for a frame on another page, stands alone.
        if shown.edition and "section" not in st.query_params:
            downloads(shelf, shown.edition)


@st.fragment(run_every=LOOK_EVERY_S)
def follow(shelf: Shelf, shown: Shown) -> None:
    """Plain `streamlit run` has no address to ask at: look here, and run again after a change."""
    if shelf.look(longest_s=0) is not shown:
        st.rerun()


def downloads(shelf: Shelf, edition: Edition) -> None:
    """Of the version that is shown, made beforehand: Streamlit soon drops what it makes at a click.

    Such a file is gone with the second look for edits, though a slow browser may not have it yet.
    """
    with st.container(key="downloads", horizontal=True):
        offer(shelf, "html", "text/html", page_file(edition.version, edition))
        # A file that cannot be read is told of above, among the problems.
        with suppress(OSError):
            tables = tables_file(shelf.folder, files_stamp(shelf.folder))
            offer(shelf, "zip", "application/zip", tables)


def offer(shelf: Shelf, ending: str, kind: str, file: bytes) -> None:
    """A button that saves a file, named after its story."""
    words = DOWNLOADS[f"story.{ending}"]
    st.download_button(words, file, f"{shelf.slug or 'story'}.{ending}", kind, on_click="ignore")


@st.cache_resource(max_entries=4, show_spinner=False)
def page_file(version: str, _edition: Edition) -> bytes:
    """The page as one file, made once a version, for all readers."""
    return file_html(_edition.page, plotly=find_bundle()).encode("utf-8", "replace")


@st.cache_resource(max_entries=4, show_spinner=False)
def tables_file(folder: Path, stamp: Stamp) -> bytes:
    """The story's own files, packed once a version of them."""
    return story_files(folder)


def main(folder: Path, *, static: Path) -> None:
    """Draw the page; ``static``: the folder that plain ``streamlit run`` serves files from."""
    library = open_library(folder)
    asked = st.query_params.get("story", "")
    shelf = library.find(asked)
    title = shelf.find_title()[0] if shelf else "Dateline"
    st.set_page_config(page_title=title, layout="wide")
    if shelf is None:
        chooser(library, asked)
        return
    reader(library, shelf, static)


if __name__ == "__main__":
    # The served app has an address for each file, and copies none.
    main(Path(os.environ[STORY_VARIABLE]), static=Path("static"))
