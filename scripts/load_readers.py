"""Many readers at once: python -m scripts.load_readers --readers 200 --minutes 1

Measures two things, on this machine, in processes of their own:

**A crowd that opens** (``measure_opening``): so many readers open within so many minutes, the
served app and, afterwards, an empty Streamlit page, which is the floor. Two hundred browsers are
too many for one machine, so the crowd is simulated by clients that do what a browser does on the
wire: all the requests that a real browser was seen to make when it loaded that page cold, in that
order and six at a time, then our page's socket, or Streamlit's with its first run of the script,
which they hold to the end. They run no JavaScript, draw nothing and keep no cache: for
them the words count as there once what the words need has come whole (ours: the document, the
reader and the story; the empty page: all of it and the first run). Among them are a few real
browser pages, one after another, in which the words are seen on the page.

**Readers who stay while the story is edited** (``measure_staying``): an edit at fixed intervals,
every third one broken and then mended. Every client must hear of the last version and get it.

Memory is the resident memory of the server's process (its VmRSS, so Linux alone). Nothing is
asserted here, compare figures of one run.
"""

import argparse
import asyncio
import contextlib
import json
import os
import re
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dateline.hosts.server import allow_open_files
from scripts.bench.compared import Compared
from scripts.bench.ours import ours
from scripts.bench.streamlit_pages import EMPTY, SCRIPTS
from scripts.bench.visiting import words_ms
from scripts.browser import browser_arguments, install
from scripts.server import ROOT, Server, streamlit_server

OURS = ours("Dateline, served")
# As many requests as a browser has under way to one host.
AT_ONCE = 6
# Readers before the first look at the memory: what a process needs once is not a reader's.
WARM_UP = 10
# How long a message may take to arrive everywhere.
LAST_WORD_S = 20.0
# Who has not got all so long after the last reader came is counted as lost.
LONGEST_OPENING_S = 60.0
_START_STATE = re.compile(r'id="dateline-start">(.*?)</script>')
STORY_FILES = ("article.md", "events.csv", "stakes.csv", "quotes.csv")


@dataclass(frozen=True, slots=True)
class Opening:
    """One page, opened by a crowd. Times in milliseconds from the first request.

    ``words``: of the simulated readers, see the module; ``browser_words``: of the real pages.
    ``whole``: until all has come and, on Streamlit's page, its first run is over. ``memory_mb``:
    for each reader that is there. ``cpu_ms``: of a core, the server's for each reader. ``runs``:
    script runs a reader. ``errors``: what went wrong, each once.
    """

    readers: int
    words_median_ms: float
    words_p95_ms: float
    whole_p95_ms: float
    browser_words_median_ms: float
    browser_words_p95_ms: float
    browser_pages: int
    memory_mb: float
    cpu_ms: float
    runs: float
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staying:
    """Readers who stay while the story is edited.

    ``memory_mb``: of the server, the median of its first and of its last fifth after the warm-up;
    ``growth``: the last by the first, 1.0 for flat. ``behind``: readers who did not see the last
    version. ``shown_p95_ms``: from an edit until a reader has it. ``runs``: script runs while they
    stayed. ``log``: what the server's log says beside its start
    and the edits that are broken on purpose.
    """

    readers: int
    seconds: float
    edits: int
    memory_first_mb: float
    memory_last_mb: float
    growth: float
    behind: int
    shown_median_ms: float
    shown_p95_ms: float
    runs: int
    errors: tuple[str, ...]
    log: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReaderFigures:
    """Both pages opened by a crowd, and the readers who stay."""

    ours: Opening
    empty: Opening
    staying: Staying


@dataclass(slots=True, eq=False)
class Reader:
    """One simulated reader of a page; see the module for what it leaves out."""

    url: str
    paths: Sequence[str]
    query: str = ""
    words_ms: float = 0.0
    whole_ms: float = 0.0
    runs: int = 0
    version: str = ""
    problems: int = 0
    seen: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def stay(self, until: asyncio.Event) -> None:
        """Open the page and read until then."""
        # The server closes an idle connection after five seconds: a browser that is just then
        # using it asks again on a new one, this client would fail.
        limits = aiohttp.TCPConnector(limit=0, keepalive_timeout=2)
        # No body is unpacked: that is a browser's work, and not the server's.
        async with aiohttp.ClientSession(
            connector=limits, auto_decompress=False, headers={"Accept-Encoding": "gzip"}
        ) as session:
            try:
                await self._read(session, until)
            except Exception as error:
                self.errors.append(f"{type(error).__name__}: {error}")

    async def _read(self, session: aiohttp.ClientSession, until: asyncio.Event) -> None:
        began = time.monotonic()
        gate = asyncio.Semaphore(AT_ONCE)

        async def get(path: str) -> bytes:
            async with gate, session.get(f"{self.url}/{path}") as answer:
                answer.raise_for_status()
                return await answer.read()

        def passed_ms() -> float:
            return 1000 * (time.monotonic() - began)

        document = f"{self.url}/{self.query}"
        async with session.get(document, headers={"Accept-Encoding": "identity"}) as answer:
            answer.raise_for_status()
            match = _START_STATE.search(await answer.text())
        start = json.loads(match[1]) if match else None
        # The story's address names its version, which is not that of the recorded load.
        paths = [path for path in self.paths if "dateline/page" not in path]
        first = [start["reader"], start["page"]] if start else []
        words = [asyncio.create_task(get(path)) for path in first]
        others = [asyncio.create_task(get(path)) for path in paths if path not in first]
        if start:
            await asyncio.gather(*words)
            self.words_ms, self.version = passed_ms(), start["version"]
        await asyncio.gather(*others)
        if start:
            self.whole_ms = passed_ms()
            holding = asyncio.create_task(self._follow(session, start["follow"]))
        else:
            holding = asyncio.create_task(self._run_script(session, passed_ms))
        ends = asyncio.create_task(until.wait())
        done, _ = await asyncio.wait({ends, holding}, return_when=asyncio.FIRST_COMPLETED)
        for task in (holding, ends):
            task.cancel()
        if holding in done:
            holding.result()
            self.errors.append("the server closed a socket")

    async def _run_script(
        self, session: aiohttp.ClientSession, passed_ms: Callable[[], float]
    ) -> None:
        """Streamlit's page: its first run, and what it hears later."""
        address = f"{self.url.replace('http', 'ws', 1)}/_stcore/stream"
        async with session.ws_connect(address, protocols=("streamlit",), max_msg_size=0) as socket:
            ask = BackMsg()
            ask.rerun_script.query_string = ""
            await socket.send_bytes(ask.SerializeToString())
            await self._hear_run(socket)
            self.words_ms = self.whole_ms = passed_ms()
            with contextlib.suppress(ConnectionError):
                while True:
                    await self._hear_run(socket)

    async def _hear_run(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """One run of the script, from its first message to its last."""
        async for message in socket:
            said = ForwardMsg()
            said.ParseFromString(message.data)
            if said.WhichOneof("type") == "new_session":
                self.runs += 1
            if said.WhichOneof("type") == "script_finished":
                return
        raise ConnectionError("Streamlit's socket was closed before the script had run")

    async def _follow(self, session: aiohttp.ClientSession, path: str) -> None:
        async with session.ws_connect(f"{self.url.replace('http', 'ws', 1)}/{path}") as socket:
            async for message in socket:
                if not message.data:
                    continue
                state = json.loads(message.data)
                self.problems = state["problem_count"]
                if state["version"] != self.version:
                    async with session.get(f"{self.url}/{state['page']}") as answer:
                        answer.raise_for_status()
                        await answer.read()
                    self.version = state["version"]
                    self.seen.append((self.version, time.monotonic()))


def paths_of(browser: Browser, url: str) -> list[str]:
    """What a browser asks for when it loads the page cold, in its order, without the document."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2000)  # What it asks for after its start.
    context.close()
    from_server = [address for address in asked if address.startswith(f"{url}/")]
    return list(dict.fromkeys(address.removeprefix(f"{url}/") for address in from_server))[1:]


def memory_mb(server: Server) -> float:
    """The server's resident memory."""
    assert server.process is not None
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
    (found,) = re.findall(r"VmRSS:\s+(\d+) kB", status)
    return int(found) / 1024


def used_s(server: Server) -> float:
    """How long the server has used a core."""
    assert server.process is not None
    stat = Path(f"/proc/{server.process.pid}/stat").read_text(encoding="ascii")
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def measure_opening(
    server: Server, page: Compared, browser: Browser, *, readers: int, seconds: float, pages: int
) -> Opening:
    """Let the readers open the server's ``page``, one after another within ``seconds``.

    The real pages come at the same time: as many of them as there is time for.
    """
    paths = paths_of(browser, server.url)
    words: list[float] = []
    lost: list[str] = []
    crowd = [Reader(server.url, paths) for _ in range(readers)]
    memory: list[float] = []
    cpu_s: list[float] = []

    async def come() -> None:
        try:
            await crowd_comes()
        finally:
            is_open.set()
            is_over.set()

    async def crowd_comes() -> None:
        until = asyncio.Event()
        early = [asyncio.create_task(Reader(server.url, paths).stay(until)) for _ in range(WARM_UP)]
        await asyncio.sleep(3)
        until.set()
        await asyncio.gather(*early)
        await asyncio.sleep(2)
        memory.append(memory_mb(server))
        cpu_s.append(used_s(server))
        until = asyncio.Event()
        is_open.set()
        tasks = []
        for reader in crowd:
            tasks.append(asyncio.create_task(reader.stay(until)))
            await asyncio.sleep(seconds / readers)
        await _all_there(crowd)
        is_over.set()
        await asyncio.sleep(2)
        memory.append(memory_mb(server))
        cpu_s.append(used_s(server))
        until.set()
        _, late = await asyncio.wait(tasks, timeout=LAST_WORD_S)
        for task in late:
            task.cancel()

    is_open, is_over = threading.Event(), threading.Event()
    with _beside(come):
        is_open.wait()
        while not is_over.is_set():
            try:
                words.append(words_ms(browser, page, server.url))
            except PlaywrightError as error:
                lost.append(f"a browser page: {str(error).splitlines()[0]}")
            is_over.wait(max(0.0, seconds / pages - 2))
    seen = [reader.words_ms for reader in crowd if reader.words_ms]
    whole = [reader.whole_ms for reader in crowd if reader.whole_ms]
    return Opening(
        readers=readers,
        words_median_ms=statistics.median(seen),
        words_p95_ms=p95(seen),
        whole_p95_ms=p95(whole),
        browser_words_median_ms=statistics.median(words) if words else float("nan"),
        browser_words_p95_ms=p95(words) if words else float("nan"),
        browser_pages=len(words),
        memory_mb=(memory[1] - memory[0]) / readers,
        cpu_ms=1000 * (cpu_s[1] - cpu_s[0]) / readers,
        runs=sum(reader.runs for reader in crowd) / readers,
        errors=tuple(sorted({*lost, *(error for reader in crowd for error in reader.errors)})),
    )


def measure_staying(
    folder: Path, browser: Browser, *, readers: int, seconds: float, every_s: float
) -> Staying:
    """Let them read a copy of the shipped story in ``folder``, and edit it meanwhile."""
    story = folder / "story"
    story.mkdir(parents=True)
    for name in STORY_FILES:
        shutil.copy(ROOT / name, story / name)
    server = Server(story, folder / "log.txt").start()
    try:
        paths = paths_of(browser, server.url)
        found: list[Staying] = []

        async def stay() -> None:
            found.append(await _stay(server, paths, readers, seconds, every_s))

        with _beside(stay):
            pass
        return found[0]
    finally:
        server.stop()


async def _stay(
    server: Server, paths: Sequence[str], readers: int, seconds: float, every_s: float
) -> Staying:
    until = asyncio.Event()
    crowd = [Reader(server.url, paths) for _ in range(readers)]
    tasks = [asyncio.create_task(reader.stay(until)) for reader in crowd]
    await _all_there(crowd)
    runs = sum(reader.runs for reader in crowd)
    article, events = (server.folder / name for name in ("article.md", "events.csv"))
    good_article, good_events = (path.read_text(encoding="utf-8") for path in (article, events))
    title = good_article.split("\n", 2)[1]
    memory: list[float] = []
    took: list[float] = []
    edits = round(seconds / every_s)
    for edit in range(1, edits + 1):
        edited = time.monotonic()
        if edit % 3 == 0:
            # Broken first: no reader may lose the last good story over it.
            events.write_text(good_events.replace("\n", "\nbroken,", 1), encoding="utf-8")
            await asyncio.sleep(every_s / 2)
            broken = await _count_unaware(crowd)
            if broken:
                crowd[0].errors.append(f"{broken} readers did not hear of the problems")
            events.write_text(good_events, encoding="utf-8")
            await asyncio.sleep(every_s / 2)
        else:
            new_title = f'{title.rstrip(chr(34))} {edit}"'
            article.write_text(good_article.replace(title, new_title, 1), encoding="utf-8")
            await asyncio.sleep(every_s)
            took += [
                1000 * (at - edited) for reader in crowd for _, at in reader.seen if at > edited
            ]
        memory.append(memory_mb(server))
    last = await _last_version(server.url, crowd)
    runs = sum(reader.runs for reader in crowd) - runs
    behind = sum(reader.version != last or bool(reader.problems) for reader in crowd)
    until.set()
    await asyncio.gather(*tasks)
    kept = memory[len(memory) // 5 :]
    fifth = max(1, len(kept) // 5)
    first, final = statistics.median(kept[:fifth]), statistics.median(kept[-fifth:])
    log = server.log.read_text(encoding="utf-8", errors="replace")
    messages = [line for line in log.splitlines() if line.strip() and not _is_expected(line)]
    return Staying(
        readers=readers,
        seconds=seconds,
        edits=edits,
        memory_first_mb=first,
        memory_last_mb=final,
        growth=final / first,
        behind=behind,
        shown_median_ms=statistics.median(took),
        shown_p95_ms=p95(took),
        runs=runs,
        errors=tuple(sorted({error for reader in crowd for error in reader.errors})),
        log=tuple(messages),
    )


async def _all_there(crowd: Sequence[Reader]) -> None:
    """Wait until all has come for everybody, or they have waited long enough."""
    end = time.monotonic() + LONGEST_OPENING_S
    while not all(reader.whole_ms or reader.errors for reader in crowd):
        if time.monotonic() > end:
            for reader in crowd:
                if not reader.whole_ms:
                    reader.errors.append(f"not there {LONGEST_OPENING_S:.0f} s after the last came")
            return
        await asyncio.sleep(0.1)


async def _count_unaware(crowd: Sequence[Reader]) -> int:
    """How many readers have not heard of the problems within the time allowed."""
    end = time.monotonic() + LAST_WORD_S
    while True:
        count = sum(not reader.problems for reader in crowd if not reader.errors)
        if not count or time.monotonic() > end:
            return count
        await asyncio.sleep(0.05)


async def _last_version(url: str, crowd: Sequence[Reader]) -> str:
    """The newest version, once all readers have it or have had time enough."""
    end = time.monotonic() + LAST_WORD_S
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.get(f"{url}/dateline/version") as answer:
                last = str((await answer.json())["version"])
            is_everywhere = all(reader.version == last for reader in crowd)
            if is_everywhere or time.monotonic() > end:
                return last
            await asyncio.sleep(0.2)


def _is_expected(line: str) -> bool:
    """The start, and the edits that break the story on purpose."""
    words = ("Dateline: http", "You can now view", "URL: http", ": 1 problem in its files")
    return any(one in line for one in words)


@contextlib.contextmanager
def _beside(work: Callable[[], Any]) -> Iterator[None]:
    """Run the coroutine in another thread meanwhile; what it raises is raised at the end."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(work())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join()
    if failed:
        raise failed[0]


def p95(values: Sequence[float]) -> float:
    """What 95 of 100 do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def measure_readers(
    quick: bool = False, *, readers: int = 200, minutes: float = 1, stay_minutes: float = 5
) -> ReaderFigures:
    """All of it; ``quick``: a few readers for some seconds, which shows that it works."""
    seconds, stay_s, staying, every_s = 60 * minutes, 60 * stay_minutes, 25, 15.0
    if quick:
        readers, seconds, stay_s, staying, every_s = 20, 6.0, 30.0, 5, 3.0
    pages = max(3, int(seconds / 6))
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        servers = (
            (Server(ROOT, folder / "ours.txt"), OURS),
            (streamlit_server(SCRIPTS / "empty.py", folder / "empty.txt"), EMPTY),
        )
        openings = []
        for server, page in servers:
            server.start()
            try:
                opened = measure_opening(
                    server, page, browser, readers=readers, seconds=seconds, pages=pages
                )
            finally:
                server.stop()
            openings.append(opened)
        stayed = measure_staying(
            folder / "staying", browser, readers=staying, seconds=stay_s, every_s=every_s
        )
        browser.close()
    ours, empty = openings
    return ReaderFigures(ours, empty, stayed)


def print_readers(figures: ReaderFigures) -> None:
    for name, opening in (("ours", figures.ours), ("empty Streamlit page", figures.empty)):
        print(
            f"{opening.readers} readers open, {name}: words median {opening.words_median_ms:,.0f}, "
            f"p95 {opening.words_p95_ms:,.0f} ms (simulated); in {opening.browser_pages} browser "
            f"pages among them median {opening.browser_words_median_ms:,.0f}, p95 "
            f"{opening.browser_words_p95_ms:,.0f} ms; all of it p95 "
            f"{opening.whole_p95_ms:,.0f} ms; {opening.memory_mb:.3f} MB, {opening.cpu_ms:.1f} ms "
            f"of a core and {opening.runs:.1f} script runs a reader; "
            f"errors: {'; '.join(opening.errors) or 'none'}"
        )
    more = figures.ours.memory_mb - figures.empty.memory_mb
    print(f"memory of a reader: {more:+.3f} MB beside one of the empty page")
    stay = figures.staying
    print(
        f"{stay.readers} readers stay {stay.seconds:.0f} s, {stay.edits} edits: memory "
        f"{stay.memory_first_mb:.1f}, at the end {stay.memory_last_mb:.1f} MB "
        f"({100 * (stay.growth - 1):+.1f} %); an edit is there after {stay.shown_median_ms:,.0f}, "
        f"p95 {stay.shown_p95_ms:,.0f} ms; {stay.runs} script runs; {stay.behind} readers behind; "
        f"errors: {'; '.join(stay.errors) or 'none'}; log: {' | '.join(stay.log) or 'empty'}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure many readers at once.")
    parser.add_argument("--readers", type=int, default=200, help="who open")
    parser.add_argument("--minutes", type=float, default=1, help="within which they open")
    parser.add_argument("--stay-minutes", type=float, default=5, help="of 25 readers, with edits")
    parser.add_argument("--quick", action="store_true", help="a few for some seconds")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    allow_open_files()  # Ours, and those of the servers, which inherit the limit.
    figures = measure_readers(
        options.quick,
        readers=options.readers,
        minutes=options.minutes,
        stay_minutes=options.stay_minutes,
    )
    if options.json:
        print(json.dumps(asdict(figures), indent=1))
    else:
        print_readers(figures)


if __name__ == "__main__":
    main()
