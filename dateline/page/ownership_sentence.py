"""One sentence on who holds what: the first thing that the page says of ownership.

It gives the numbers that are stated, contradictions before all else, and what nobody says. Made
from what holds on a day; knows no figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.figures.ownership_words import is_contradicting, key_of, share_words
from dateline.holdings import ROUNDING_PERCENT, Sum, added_in_words, is_over_100, stance_aside
from dateline.wording import count_in_words, names_set_apart, stake_share

Row = Mapping[str, Any]
# Text, or the key of a statement with its share in words.
Part = str | tuple[str, str]
_WORDS = ("no", "one", "two", "three")


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds on a day: of each kind the first few statements, of some also how many there are.

    ``numbers``: shares of holders with one statement, the largest first, but where ``is_named`` the
    one that the story names as a key figure. ``several``: statements that stand together.
    ``without``: holders of nothing, ``unnumbered``: of a share without a number. ``rest`` words
    what is left, ``is_bound`` where that is no exact number; ``doubt`` follows it.
    """

    numbers: Sequence[Row] = ()
    is_named: bool = False
    count: int = 0
    several: Sequence[Sequence[Row]] = ()
    several_count: int = 0
    without: Sequence[Row] = ()
    unnumbered: Sequence[Row] = ()
    total: Sum | None = None
    rest: str = ""
    is_bound: bool = False
    doubt: str = ""


def ownership_sentence(
    facts: Facts, language: str, *, of: str = "", is_background: bool = False
) -> tuple[Part, ...]:
    """What the article, or other sources, give of a whole on a day; () where they give nothing.

    ``of`` names the whole where a story has several.
    """
    voice = _Voice(is_background)
    if not (facts.count or facts.several_count or facts.without or facts.unnumbered):
        return ()
    start = f"Of {of} {voice.who}" if of else voice.who[:1].upper() + voice.who[1:]
    parts: list[Part] = []
    if is_over_100(facts.total) and facts.total:
        sum_ = added_in_words(facts.total, language)
        parts += [f"{start} {voice.give} numbers that add up to {sum_} and cannot all be true"]
        parts += [": " if facts.count else ".", *_numbers(facts, language)]
    elif facts.count:
        parts += [f"{start} {voice.give} {_how_many(facts)}: ", *_numbers(facts, language)]
    elif facts.several_count:
        parts += [f"{start} {voice.give} numbers that do not agree."]
    else:
        parts += [f"{start} {voice.give} no number."]
        parts += [f" {sentence}" for sentence in _unnumbered(facts, language)]
    for group in facts.several:
        parts += [" ", *_several(group, language, is_alone=facts.several_count == 1)]
    if facts.several_count > len(facts.several):
        more = facts.several_count - len(facts.several)
        parts += [f" So it is of {count_in_words(more, 'more holder')}."]
    if facts.rest and facts.count:
        parts += [f" {_rest(facts, voice)}"]
    return tuple(_joined(parts))


class _Voice:
    """Who speaks, and the verbs that follow."""

    def __init__(self, is_background: bool) -> None:
        self.who = "other sources" if is_background else "the article"
        self.give = "give" if is_background else "gives"
        self.does_not_say = "they do not say" if is_background else "it does not say"


def _how_many(facts: Facts) -> str:
    """ "one number", "all of it", "9 numbers, the largest"."""
    is_all = (
        facts.total is not None
        and not facts.rest
        and not facts.several_count
        and abs(facts.total.low - 100) <= ROUNDING_PERCENT
    )
    if facts.count > len(facts.numbers):
        which = "among them" if facts.is_named else "the largest"
        return f"{'all of it in ' * is_all}{facts.count} numbers, {which}"
    if is_all:
        return "all of it"
    return f"{_WORDS[facts.count]} number{'s' * (facts.count > 1)}"


def _numbers(facts: Facts, language: str) -> Iterator[Part]:
    """Shares with their holders: all where they are few, else the first."""
    shown = facts.numbers if facts.count <= len(facts.numbers) else facts.numbers[:1]
    for n, row in enumerate(shown):
        yield from ("; " if n else "", (key_of(row), share_words(row, language)))
        basis = f", {row['basis']}" if row["basis"] == "derived" else ""
        yield f", {names_set_apart(row['holder'], language)}{basis}{stance_aside(row)}"
    if shown:
        yield "."


def _several(group: Sequence[Row], language: str, *, is_alone: bool) -> Iterator[Part]:
    """What is said of one holder, or of holders that exclude each other, more than once.

    Where it is so of others as well, each has its count: the rows below say the rest.
    """
    names = list(dict.fromkeys(names_set_apart(row["holder"], language) for row in group))
    count = count_in_words(len(group), "statement")
    are_rivals = is_contradicting(group)
    which = f"{count} contradict each other" if are_rivals else f"one of {count} holds"
    if not is_alone:
        yield f"For {' or '.join(names)} {which}."
        return
    yield f"For {' or '.join(names)} {which}: "
    for n, row in enumerate(group[:3]):
        name = f", {names_set_apart(row['holder'], language)}" if len(names) > 1 else ""
        share = share_words(row, language) if are_rivals else stake_share(row, language)
        yield from ("; " if n else "", (key_of(row), share))
        yield f"{name}{stance_aside(row)}"
    yield " and others." if len(group) > 3 else "."


def _unnumbered(facts: Facts, language: str) -> Iterator[str]:
    """Who is named as a holder, and who as one no more."""
    for row in facts.unnumbered:
        many = "holders" if len(row["holder"]) > 1 else "a holder"
        yield f"{names_set_apart(row['holder'], language)}: {many}{stance_aside(row)}."
    for row in facts.without:
        yield (
            f"{names_set_apart(row['holder'], language)}: "
            f"{share_words(row, language)}{stance_aside(row)}."
        )


def _rest(facts: Facts, voice: _Voice) -> str:
    holds = "would hold" if facts.doubt else "holds"
    what = f"the rest, {facts.rest}" if facts.is_bound else f"the other {facts.rest}"
    comma = "," if facts.is_bound or facts.doubt else ""
    return f"Who {holds} {what}{facts.doubt}{comma} {voice.does_not_say}."


def _joined(parts: Sequence[Part]) -> Iterator[Part]:
    """Neighbouring texts as one."""
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        if text:
            yield text
        text = ""
        yield part
    if text:
        yield text
