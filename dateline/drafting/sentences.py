"""Where one sentence ends and the next begins."""

import re
from bisect import bisect_right

from dateline.story import Block, Passage

# After these a full stop ends no sentence.
_SHORT = "".join(
    rf"(?<!\b{word}\.)"
    for word in ("Mr", "Mrs", "Ms", "Dr", "St", "No", "Prof", "Jan", "Feb", "Mar", "Apr", "Jun",
                 "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Okt", "Dez", "ca", "bzw", "Nr",
                 "г", "им", "vs", "Inc", "Co", "Corp", "Bros", "Cie", "Jr", "Sr", "Ltd",
                 "Sen", "Gen", "Rep", "Gov")
)  # fmt: skip
# A single capital is an initial, a number before a full stop a day or an ordinal. What may end a
# sentence stands first in the expression, so that all else is passed over at once.
END = re.compile(
    r"[.!?…\n](?:(?<=\n)[^\S\n]*\n"
    rf"|(?<!\n)(?:(?<=[!?…])|(?<=\d\d\d\.)|(?<!\d\.)(?<!\b[A-ZА-Я]\.){_SHORT})"
    r"['\"”’»“)]*\s+(?=[^\W\d_a-zа-яß]|[“„«»‘\"(]|\d|\Z))"
    r"|[。！？][”」』]*"
)


def last_sentence(before: str) -> str:
    """What stands of a sentence before a place, of the text before it."""
    return END.split(before)[-1]


def first_sentence(after: str) -> str:
    """What stands of a sentence after a place, with its end, of the text after it."""
    found = END.search(after)
    return after[: found.start() + 1] if found else after


class Sentences:
    """The sentences of a text, block by block; found once."""

    def __init__(self, text: str, blocks: tuple[Block, ...]) -> None:
        self._spans: list[Passage] = []
        for block in blocks:
            start = block.start
            for end in END.finditer(text, block.start, block.end):
                self._add(text, start, end.end())
                start = end.end()
            self._add(text, start, block.end)
        self._starts = [span.start for span in self._spans]

    def _add(self, text: str, start: int, end: int) -> None:
        words = text[start:end]
        first = start + len(words) - len(words.lstrip())
        last = end - len(words) + len(words.rstrip())
        if first < last:
            self._spans.append(Passage(first, last))

    def around(self, passage: Passage) -> Passage:
        """From the sentence in which a passage begins to that in which it ends."""
        first = self._spans[max(0, bisect_right(self._starts, passage.start) - 1)]
        last = self._spans[max(0, bisect_right(self._starts, passage.end - 1) - 1)]
        return Passage(min(first.start, passage.start), max(last.end, passage.end))
