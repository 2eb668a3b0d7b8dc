"""The reader as one Streamlit component, told an address and a version; the page itself comes
by URL. Under plain ``streamlit run`` there are no addresses of ours: then it comes as data.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from dateline.hosts.scripts import host_text, served_script
from dateline.hosts.served import find_addresses, told_at_start, told_meanwhile
from dateline.library import Shelf, Shown
from dateline.plotly_bundle import find_bundle


def show_reader(shown: Shown, shelf: Shelf, *, static: Path, many: bool) -> None:
    """Mount the reader for one story; ``many``: with a way back to the chooser.

    ``static``: the folder that plain ``streamlit run`` serves files from.
    """
    addresses = find_addresses()
    data: dict[str, Any]
    if addresses:
        data = told_at_start(shown, shelf, addresses, many=many)
    else:
        page = shown.edition.page if shown.edition else None
        data = told_meanwhile(shown, shelf) | {
            "version": shown.edition.version if shown.edition else "",
            "content": page,
            "plotly": copied_plotly(static),
            "downloads": [],  # Streamlit's own buttons stand below.
            "many": many,
        }
    _mount(data, f"reader-{shelf.slug}")


def show_chooser(stories: Iterable[Mapping[str, str]], note: str) -> None:
    """Mount the list of stories, each with ``slug``, ``title``, ``language`` and ``note``."""
    addresses = find_addresses()
    data = {"stories": [dict(story) for story in stories], "note": note}
    _mount(data | ({"reader": addresses.reader} if addresses else {}), "chooser")


@lru_cache(maxsize=1)
def copied_plotly(static: Path) -> str:
    """Copy Plotly where Streamlit serves it, which follows no links; its address, or ""."""
    bundle = find_bundle()
    target = static / f"{bundle.stem}-{bundle.stat().st_size}{bundle.suffix}"
    part = target.with_suffix(f".{os.getpid()}.part")
    try:
        if not target.is_file():
            static.mkdir(exist_ok=True)
            shutil.copyfile(bundle, part)
            part.replace(target)
    except OSError:
        return ""  # A folder that cannot be written to: the reader says that charts are missing.
    return f"app/static/{target.name}"


def _mount(data: Mapping[str, Any], key: str) -> None:
    component(bool(find_addresses()))(data=dict(data), key=key, height="content")


@lru_cache(maxsize=2)
def component(is_served: bool) -> Callable[..., Any]:
    """The component; where nothing is served at an address, the reader's script is part of it."""
    place = host_text("place.js")
    return st.components.v2.component(
        f"dateline_{'served' if is_served else 'plain'}",
        html='<div class="dateline-place"></div>',
        js=place if is_served else served_script() + place,
        isolate_styles=False,
    )
