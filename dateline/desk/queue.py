"""Proposals for the article on the desk, without those that are settled."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.desk.rows import STORY_TABLES
from dateline.drafting.proposals import Proposal, RowMaker, drafted
from dateline.passages import overlapping
from dateline.story import Passage

# Of a longer article no rows are proposed: it takes too long, and is no article.
LONGEST_DRAFTED = 400_000


@dataclass(frozen=True, slots=True)
class Queued:
    """One proposal; ``key`` stays the same for as long as its words do."""

    key: str
    proposal: Proposal
    by: str = "rules"


@dataclass(slots=True)
class Queue:
    """All proposals of one article, in its order; ``accepted`` are keys by the uid of the row."""

    maker: RowMaker
    queued: list[Queued] = field(default_factory=list)
    remarks: tuple[str, ...] = ()
    _by_key: dict[str, Queued] = field(default_factory=dict)

    @classmethod
    def of(cls, maker: RowMaker) -> "Queue":
        queue = cls(maker)
        if len(maker.article.text) <= LONGEST_DRAFTED:
            draft = drafted(maker)
            queue.remarks = draft.remarks
            queue.add(draft.proposals, "rules")
        return queue

    def add(self, proposals: Iterable[Proposal], by: str) -> None:
        counts: dict[str, int] = {}
        for one in self.queued:
            counts[one.key.partition("~")[0]] = counts.get(one.key.partition("~")[0], 0) + 1
        for proposal in proposals:
            words = self.maker.article.words(proposal.passage)
            evidence = proposal.cells.get("evidence", "")
            named = "\n".join((by, proposal.table, words, evidence))
            base = hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:12]
            number = counts[base] = counts.get(base, 0) + 1
            key = base if number == 1 else f"{base}~{number}"
            self._by_key[key] = Queued(key, proposal, by)
            self.queued.append(self._by_key[key])
        self.queued.sort(key=lambda one: (one.proposal.passage.start, one.proposal.table))

    def find(self, key: str) -> Queued | None:
        return self._by_key.get(key)

    def left(self, settled: Mapping[str, list[Passage]], keys: Iterable[str]) -> list[Queued]:
        """Those that are not settled: by a row of their table that rests on their words, by words
        that are left out, or by their key."""
        done = set(keys)
        undone = [one for one in self.queued if one.key not in done]
        kept = []
        for table in STORY_TABLES:
            of_table = [one for one in undone if one.proposal.table == table]
            touched = overlapping(settled[table], [one.proposal.passage for one in of_table])
            kept += [one for one, spans in zip(of_table, touched, strict=True) if not spans]
        return sorted(kept, key=lambda one: (one.proposal.passage.start, one.proposal.table))
