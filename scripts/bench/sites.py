"""All pages of one case, each at its address while its server runs."""

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from dateline.plotly_bundle import Kind, find_bundle
from scripts.bench import streamlit_pages
from scripts.bench.compared import Compared, Site
from scripts.bench.events import events_json
from scripts.bench.ours import ours
from scripts.bench.static_server import StaticServer
from scripts.bench.timelinejs import TIMELINEJS, add_timelinejs
from scripts.bench.vis_timeline import VIS_TIMELINE, add_vis_timeline
from scripts.server import Server, streamlit_server

NO_BASIC = "not there: no npm"


def served_name(kind: Kind) -> str:
    return f"Dateline, served ({kind} plotly.js)"


def file_name(kind: Kind) -> str:
    return f"Dateline, HTML file ({kind} plotly.js)"


def all_pages(kinds: Iterable[Kind]) -> list[Compared]:
    """Every page of a run, in the order of the tables."""
    our_pages = [ours(name) for kind in kinds for name in (served_name(kind), file_name(kind))]
    return [*our_pages, streamlit_pages.EMPTY, streamlit_pages.NAIVE, TIMELINEJS, VIS_TIMELINE]


@contextmanager
def open_sites(
    folder: Path, work: Path, kinds: Iterable[Kind], hindered: Mapping[str, str]
) -> Iterator[list[Site]]:
    """The pages, in the order of ``all_pages``, that show the story in ``folder``.

    ``work`` holds the HTML files, and gets the servers' logs. ``hindered``: by page, why it is not
    opened.
    """
    with ExitStack() as stack:
        static = stack.enter_context(StaticServer())
        events = ""
        sites = []
        for page in all_pages(kinds):
            note = hindered.get(page.name, "")
            address, warm_up = "", False
            if note:
                sites.append(Site(page, note=note))
                continue
            kind = next((kind for kind in kinds if f"({kind} " in page.name), None)
            if page in (TIMELINEJS, VIS_TIMELINE):
                events = events or events_json(folder)
                add = add_timelinejs if page == TIMELINEJS else add_vis_timeline
                address = add(static, events)
            elif kind and page.name == served_name(kind):
                server = Server(folder, work / f"served-{kind}.txt")
                server.command += ["--plotly", kind]
                address, note, warm_up = *_started(server, stack), True
            elif kind:
                file = work / f"{kind}.html"
                if file.is_file():
                    address = static.add_file(f"/{file.name}", file)
                else:
                    note = "the file could not be made"
            else:
                script = "empty" if page == streamlit_pages.EMPTY else "naive"
                server = streamlit_server(
                    streamlit_pages.SCRIPTS / f"{script}.py",
                    work / f"{script}.txt",
                    folder=folder,
                )
                address, note, warm_up = *_started(server, stack), True
            sites.append(Site(page, address, note, warm_up))
        yield sites


def hindrances(kinds: Iterable[Kind], no_peers: str) -> dict[str, str]:
    """Which pages cannot be there at all on this machine, and why; ``no_peers``: why these not."""
    found: dict[str, str] = {}
    if no_peers:
        found |= dict.fromkeys((TIMELINEJS.name, VIS_TIMELINE.name), f"not there: {no_peers}")
    for kind in kinds:
        try:
            find_bundle(kind)
        except FileNotFoundError:
            found |= dict.fromkeys((served_name(kind), file_name(kind)), NO_BASIC)
    return found


def count_events(folder: Path) -> int:
    """Dated events, which every page shows."""
    return len(json.loads(events_json(folder)))


def _started(server: Server, stack: ExitStack) -> tuple[str, str]:
    """The address of the started server and "", or "" and why it did not start."""
    stack.callback(_stop, server)
    try:
        return server.start().url, ""
    except RuntimeError as error:
        return "", str(error).strip().splitlines()[-1][:120]


def _stop(server: Server) -> None:
    """Also a server that is making a page, and hears nothing until it is made."""
    try:
        server.stop()
    except subprocess.TimeoutExpired:
        if server.process is not None:
            server.process.kill()
            server.process.wait()
