"""Files made on request: each once, a few at a time, kept as long as they fit."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from dateline.hosts import making
from dateline.hosts.making import MOST_WAITING, FileMaker, TooMany
from tests.event_loop import run_async


class Files:
    """Makes files that are held up until they are let go; ``made`` are their names."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.may_end = threading.Event()

    def maker(self, name: str, size: int = 1) -> Callable[[], bytes]:
        def make() -> bytes:
            self.may_end.wait()
            self.made.append(name)
            return name.encode() * size

        return make


def test_a_file_that_many_ask_for_is_made_once() -> None:
    files = Files()

    async def ask() -> list[bytes]:
        maker = FileMaker()
        asked = [asyncio.create_task(maker.file("a", files.maker("a"))) for _ in range(40)]
        await asyncio.sleep(0)
        files.may_end.set()
        return [*await asyncio.gather(*asked), await maker.file("a", files.maker("a"))]

    assert run_async(ask()) == [b"a"] * 41
    assert files.made == ["a"]


def test_beyond_some_that_wait_a_file_is_refused_at_once() -> None:
    files = Files()

    async def ask() -> None:
        maker = FileMaker()
        names = [f"f{number}" for number in range(MOST_WAITING)]
        asked = [asyncio.create_task(maker.file(name, files.maker(name))) for name in names]
        await asyncio.sleep(0)
        with pytest.raises(TooMany):
            await maker.file("one more", files.maker("one more"))
        files.may_end.set()
        await asyncio.gather(*asked)
        assert await maker.file("one more", files.maker("one more")) == b"one more"
        assert files.made == [*names, "one more"]

    run_async(ask())


def test_the_newest_files_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_KEPT_BYTES", 25)
    files = Files()
    files.may_end.set()

    async def ask() -> None:
        maker = FileMaker()
        for name in "abcba":
            await maker.file(name, files.maker(name, 10))

    run_async(ask())
    # Of a, b and c only b and c fit.
    assert files.made == ["a", "b", "c", "a"]


def test_what_a_file_fails_with_is_raised_and_not_kept() -> None:
    def fail() -> bytes:
        raise ValueError("no such view")

    async def ask() -> bytes:
        maker = FileMaker()
        with pytest.raises(ValueError, match="no such view"):
            await maker.file("a", fail)
        return await maker.file("a", lambda: b"a")

    assert run_async(ask()) == b"a"
