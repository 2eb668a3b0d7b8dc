"""The page under Streamlit, top to bottom. `make run`, or: streamlit run dashboard.py"""

import os
from pathlib import Path

import streamlit as st

from dateline.exporting import story_files
from dateline.hosts.component import show_chooser, show_reader
from dateline.hosts.file import file_html
from dateline.hosts.served import DOWNLOADS, find_addresses
from dateline.library import FIRST_WAIT_S, Library, Shelf, Shown, open_library
from dateline.plotly_bundle import find_bundle

HERE = Path(__file__).parent
FOLDER = Path(os.environ.get("DATELINE_STORY") or HERE)
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


def reader(library: Library, shelf: Shelf) -> None:
    """The story; problems of a broken edit stand beside its last good version."""
    shown = shelf.look(longest_s=FIRST_WAIT_S)
    show_reader(shown, shelf, static=HERE / "static", many=not library.is_one_story)
    if not find_addresses():
        follow(shelf, shown)
        # One section, for a frame on another page, stands alone.
        if shown.edition and "section" not in st.query_params:
            downloads(shelf)


@st.fragment(run_every=LOOK_EVERY_S)
def follow(shelf: Shelf, shown: Shown) -> None:
    """Plain `streamlit run` has no address to ask at: look here, and run again after a change."""
    if shelf.look(longest_s=0) is not shown:
        st.rerun()


def downloads(shelf: Shelf) -> None:
    """Each is made when it is asked for, of the newest good version."""
    name = shelf.slug or "story"

    def page_file() -> bytes:
        edition = shelf.look().edition
        assert edition is not None, "downloads stand below a story that is shown"
        return file_html(edition.page, plotly=find_bundle()).encode("utf-8", "replace")

    files = (
        ("html", "text/html", page_file),
        ("zip", "application/zip", lambda: story_files(shelf.folder)),
    )
    with st.container(key="downloads", horizontal=True):
        for (ending, kind, make), words in zip(files, DOWNLOADS.values(), strict=True):
            st.download_button(words, make, f"{name}.{ending}", kind, on_click="ignore")


def main() -> None:
    library = open_library(FOLDER)
    asked = st.query_params.get("story", "")
    shelf = library.find(asked)
    title = shelf.find_title()[0] if shelf else "Dateline"
    st.set_page_config(page_title=title, layout="wide")
    if shelf is None:
        chooser(library, asked)
        return
    reader(library, shelf)


main()
