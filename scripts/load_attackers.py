"""Readers beside attackers: python -m scripts.load_attackers --seconds 10

One kind of attacker after another, and then all of them, do their worst against a server of this
machine, from a process of their own. Meanwhile a simulated reader opens the page again and again,
see ``scripts.load_readers``: how long until the words are there? Nothing is asserted here.

Every attack is against 127.0.0.1 and ends by itself.
"""

import argparse
import asyncio
import contextlib
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
from streamlit.proto.BackMsg_pb2 import BackMsg

from scripts.generate_story import generate_story
from scripts.load_readers import STORY_FILES, Reader, p95
from scripts.server import ROOT, Server

ADDRESS = "127.0.0.1"
SOCKETS = 8
DOWNLOADS = 40
CONNECTIONS = 500
UNREAD = 200
FRAME_BYTES = 2_000_000
UPLOAD_PIECES = 300
READER_EVERY_S = 0.25
# Before an attacker who was refused or ended tries again.
ATTACK_EVERY_S = 0.25
# A reader who waits longer than this is counted as lost.
LONGEST_WAIT_S = 60
_BEGUN = "begun"
Attack = Callable[[aiohttp.ClientSession, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Attacked:
    """Readers who open the page beside one kind of attacker. In milliseconds."""

    kind: str
    readers: int
    words_median_ms: float
    words_p95_ms: float
    words_longest_ms: float
    errors: tuple[str, ...]


async def reruns(session: aiohttp.ClientSession, url: str) -> None:
    """Have Streamlit run its script a hundred times."""
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    async with session.ws_connect(f"{url}/_stcore/stream", protocols=("streamlit",)) as socket:
        for _ in range(100):
            await socket.send_bytes(ask.SerializeToString())
        async for _ in socket:
            pass  # Until the server closes it.


async def foreign_origins(session: aiohttp.ClientSession, url: str) -> None:
    await session.ws_connect(f"{url}/_stcore/stream", origin="https://elsewhere.example")


async def uploads(session: aiohttp.ClientSession, url: str) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(UPLOAD_PIECES):
            yield b"x" * 1_000_000

    await session.put(f"{url}/_stcore/upload_file/a/b", data=pieces())


async def downloads(session: aiohttp.ClientSession, url: str) -> None:
    """One of the great story, each time with another search, so that none is there already."""
    query = f"story=great&q={time.monotonic_ns()}"
    path = f"dateline/download/rows/xlsx.xlsx?{query}"
    async with session.get(f"{url}/{path}") as answer:
        await answer.read()


async def slow_heads(_: aiohttp.ClientSession, url: str) -> None:
    await _say_slowly(url, b"GET / HTTP/1.1\r\nHost: a\r\nX: ")


async def slow_bodies(_: aiohttp.ClientSession, url: str) -> None:
    await _say_slowly(url, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")


async def idle(_: aiohttp.ClientSession, url: str) -> None:
    reader, writer = await asyncio.open_connection(ADDRESS, urlsplit(url).port)
    await reader.read()  # Until the server ends it.
    writer.close()


async def unread(session: aiohttp.ClientSession, url: str) -> None:
    """Ask for the code of the charts, the largest answer, and take none of it."""
    async with session.get(f"{url}/dateline/start?story=shipped") as answer:
        start = await answer.json()
    _, writer = await asyncio.open_connection(ADDRESS, urlsplit(url).port, limit=1)
    writer.write(f"GET /{start['plotly']} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    while not writer.transport.is_closing():
        await asyncio.sleep(1)


async def frames(session: aiohttp.ClientSession, url: str) -> None:
    async with session.ws_connect(f"{url}/dateline/follow?story=shipped") as socket:
        await socket.send_bytes(b"x" * FRAME_BYTES)
        async for _ in socket:
            pass


async def _say_slowly(url: str, words: bytes) -> None:
    _, writer = await asyncio.open_connection(ADDRESS, urlsplit(url).port)
    writer.write(words)
    while not writer.transport.is_closing():
        await asyncio.sleep(1)
        writer.write(b"x")
        await writer.drain()


# By name: what one attacker does again and again, and how many there are at once.
ATTACKS: dict[str, tuple[Attack, int]] = {
    "100 reruns on a socket of Streamlit's": (reruns, SOCKETS),
    "sockets from another site": (foreign_origins, SOCKETS),
    "uploads of 300 MB": (uploads, SOCKETS),
    "downloads of 10,000 events": (downloads, DOWNLOADS),
    "requests of a byte a second": (slow_heads, CONNECTIONS),
    "bodies of a byte a second": (slow_bodies, CONNECTIONS),
    "connections that say nothing": (idle, CONNECTIONS),
    "answers that nobody reads": (unread, UNREAD),
    "frames of 2 MB": (frames, SOCKETS),
}
NOBODY, ALL = "nobody", "all of them"


async def attack(kinds: list[str], url: str, seconds: float) -> None:
    """Attack for so long; a word on standard output once the attackers are there."""
    limits = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=limits) as session:
        attackers = [
            asyncio.create_task(_again_and_again(ATTACKS[kind][0], session, url))
            for kind in kinds
            for _ in range(ATTACKS[kind][1])
        ]
        await asyncio.sleep(1)
        print(_BEGUN, flush=True)
        await asyncio.wait(attackers, timeout=seconds)
        for attacker in attackers:
            attacker.cancel()
        await asyncio.wait(attackers)


async def _again_and_again(one: Attack, session: aiohttp.ClientSession, url: str) -> None:
    while True:
        # The server refuses or ends it: that is its answer.
        with contextlib.suppress(aiohttp.ClientError, OSError, asyncio.IncompleteReadError):
            await one(session, url)
        await asyncio.sleep(ATTACK_EVERY_S)


async def read_beside(url: str, kind: str, seconds: float) -> Attacked:
    """Have readers open the page for so long."""
    crowd: list[Reader] = []
    tasks: list[asyncio.Task[None]] = []
    has_read = asyncio.Event()
    has_read.set()  # Nobody stays.
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        reader = Reader(url, (), query="?story=shipped")
        crowd.append(reader)
        tasks.append(asyncio.create_task(reader.stay(has_read)))
        await asyncio.sleep(READER_EVERY_S)
    _, late = await asyncio.wait(tasks, timeout=LONGEST_WAIT_S)
    for task in late:
        task.cancel()
    words = [reader.words_ms for reader in crowd if reader.words_ms]
    lost = [f"no words after {LONGEST_WAIT_S} s"] if late else []
    return Attacked(
        kind=kind,
        readers=len(crowd),
        words_median_ms=statistics.median(words) if words else float("nan"),
        words_p95_ms=p95(words) if words else float("nan"),
        words_longest_ms=max(words, default=float("nan")),
        errors=tuple(sorted({*lost, *(error for reader in crowd for error in reader.errors)})),
    )


def measure_attacked(work: Path, *, seconds: float) -> list[Attacked]:
    """Nobody, each kind and all of them, each for so many seconds, against one server."""
    shipped = work / "stories" / "shipped"
    shipped.mkdir(parents=True)
    for name in STORY_FILES:
        shutil.copy(ROOT / name, shipped / name)
    generate_story(work / "stories" / "great", 10_000)
    server = Server(work / "stories", work / "log.txt").start()
    try:
        for story in ("shipped", "great"):
            _wait_for_story(server.url, story)
        found = [asyncio.run(read_beside(server.url, NOBODY, seconds))]
        found += [_beside(server.url, name, [name], seconds) for name in ATTACKS]
        found.append(_beside(server.url, ALL, list(ATTACKS), seconds))
    finally:
        server.stop()
    return found


def _beside(url: str, name: str, kinds: list[str], seconds: float) -> Attacked:
    command = [sys.executable, "-m", "scripts.load_attackers", "--attack", *kinds]
    command += ["--url", url, "--seconds", str(seconds + LONGEST_WAIT_S)]
    attackers = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert attackers.stdout
        if attackers.stdout.readline().strip() != _BEGUN:
            raise RuntimeError(f"the attackers did not begin: {name}")
        return asyncio.run(read_beside(url, name, seconds))
    finally:
        attackers.kill()
        attackers.wait()


def _wait_for_story(url: str, story: str) -> None:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        with urllib.request.urlopen(f"{url}/dateline/version?story={story}", timeout=60) as answer:
            if json.load(answer)["version"]:
                return
        time.sleep(0.1)  # Waits for the condition above.
    raise RuntimeError(f"{story} was not read")


def print_attacked(measured: list[Attacked]) -> None:
    for one in measured:
        print(
            f"{one.readers} readers beside {one.kind}: words median "
            f"{one.words_median_ms:,.0f}, p95 {one.words_p95_ms:,.0f}, longest "
            f"{one.words_longest_ms:,.0f} ms; errors: {'; '.join(one.errors) or 'none'}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure readers beside attackers.")
    parser.add_argument("--seconds", type=float, default=10, help="for each kind")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--attack", nargs="+", choices=list(ATTACKS), help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.attack:
        asyncio.run(attack(options.attack, options.url, options.seconds))
        return
    with tempfile.TemporaryDirectory() as work:
        measured = measure_attacked(Path(work), seconds=options.seconds)
    if options.json:
        print(json.dumps([asdict(one) for one in measured], indent=1))
    else:
        print_attacked(measured)


if __name__ == "__main__":
    main()
