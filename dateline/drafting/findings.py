"""What rules find in a text: spans with a reading, and the rule in words that led to it.

An empty ``edtf``, ``speaker`` or ``holder`` is what the text does not say for sure.
"""

from dataclasses import dataclass

from dateline.story import Passage


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Words for a time; ``edtf`` is blank where no rule dates them, and ``rule`` then says why."""

    passage: Passage
    words: str
    edtf: str
    rule: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """One quotation; ``pieces`` are its words without marks, in order.

    ``candidates`` are speakers that a rule suggests without being sure.
    """

    pieces: tuple[Passage, ...]
    kind: str
    speaker: str
    rule: str
    candidates: tuple[str, ...] = ()

    @property
    def passage(self) -> Passage:
        return Passage(self.pieces[0].start, self.pieces[-1].end)


@dataclass(frozen=True, slots=True)
class FoundStake:
    """Words for a share; a blank ``share`` with a ``note`` is a stake whose size isn't given."""

    passage: Passage
    words: str
    holder: str
    share: str
    rule: str
    of: str = ""
    note: str = ""
    basis: str = "stated"
    candidates: tuple[str, ...] = ()
    # The share before a change, to which no time in its sentence need belong.
    is_earlier: bool = False
