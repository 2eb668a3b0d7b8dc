"""The parts of each story's newest page, compressed once per version."""

import asyncio
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from dateline.hosts.compression import JSON_TYPE, Packed
from dateline.library import Edition
from dateline.page.json_text import script_json


@dataclass(slots=True, eq=False)
class PackedPages:
    """Prepares each part of an edition at the first request for it; a request holds no thread."""

    _packed: dict[str, tuple[str, dict[int, Packed]]] = field(default_factory=dict)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)

    async def part(self, slug: str, edition: Edition, number: int) -> Packed:
        """One part of an edition, by its number; 0 is the first."""
        async with self._locks.setdefault(slug, asyncio.Lock()):
            version, parts = self._packed.get(slug, ("", {}))
            if version != edition.version:
                parts = {}
                self._packed[slug] = (edition.version, parts)
            if number not in parts:
                parts[number] = await run_in_threadpool(_packed_part, edition, number)
            return parts[number]


def _packed_part(edition: Edition, number: int) -> Packed:
    return Packed.make(script_json(edition.parts[number]).encode("utf-8"), JSON_TYPE)
