"""Find shares of ownership: percentages, fractions and majorities beside a word of ownership.

Without such a word in its sentence a share counts after another one in the sentence, or where its
paragraph is about shares and somebody has, keeps, buys or sells it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.drafting import share_words
from dateline.drafting.findings import FoundStake
from dateline.drafting.holders import Holders
from dateline.drafting.sentences import first_sentence, last_sentence
from dateline.drafting.share_words import OwnershipWords
from dateline.story import Passage

LANGUAGES = ("en", "de", "ru")
_REACH = 240
_CLOSE = 60
_NEXT = 25
# How far the paragraph around a share is looked at.
_AROUND = 300
# A number that belongs to the word before it.
_NUMBERED = re.compile(
    r"(?:Jan\w*|Feb\w*|Mar(?:ch|s)?|März|Apr\w*|May|Mai|Jun\w*|Jul\w*|Aug\w*|Sept?\w*|O[ck]t\w*|Nov\w*"
    r"|De[cz]\w*|No|Nr|Article|Artikel|Route|Boeing|Airbus|Flight|Room|Page|Chapter|Section|Act|Day"
    r"|Week|Top|Covid|Terminal|Gate|Pier|Block|Unit|Phase|Stage|Level|Platz|Seite|Paragraf|Band"
    r"|Kapitel|Zimmer|Raum|Tag|Woche|Linie|Bundesstraße|Autobahn|FTSE|DAX|Dax|Formula|Form|Age)$"
)
_JOINER = re.compile(r",\s|\s(?:and|und|и)\s")


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    share: str
    # Without a word for percent; "sum": the rest to a hundred, "next": after another share, "sold":
    # a stake that changes hands, without a number.
    unitless: str = ""
    # Where the words for percent of the two numbers end, if this is the first of them.
    reach: int = 0
    # Whether it counts only with the number before it: "20 and 15 percent".
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    """A figure with the rest of its sentence and what of its paragraph is before and after."""

    figure: _Figure
    before: str
    after: str
    paragraph: str

    @property
    def is_worded(self) -> bool:
        return "/" in self.figure.share or self.figure.share in (">50", "")


def find_stakes(text: str, code: str) -> list[FoundStake]:
    """All stakes in order; of another language than these none."""
    if code not in LANGUAGES:
        return []
    finding = _Finding(text, code)
    return list(finding.stakes())


class _Finding:
    """One text, its names and the words of its language."""

    def __init__(self, text: str, code: str) -> None:
        self._text = text
        self._code = code
        self._words = OwnershipWords(code)
        self._holders = Holders(text, code)

    def stakes(self) -> Iterator[FoundStake]:
        last_end, total, holder = -1, 0.0, ""
        figures = [*self._figures(), *self._unitless(), *self._sold_stakes()]
        for figure in sorted(figures, key=lambda one: one.start):
            if figure.start < last_end:
                continue
            context = self._context(figure)
            is_number = figure.share.replace(".", "", 1).isdigit()
            number = float(figure.share) if is_number else 0.0
            if figure.unitless == "sold":
                yield self._stake(context)
                continue
            if figure.unitless:
                before = self._text[max(0, last_end) : figure.start]
                is_next = last_end >= 0 and figure.start - last_end <= len(context.before)
                is_rest = last_end >= 0 and len(before) <= _AROUND and "\n\n" not in before
                if not (
                    is_rest and total + number == 100
                    if figure.unitless == "sum"
                    else is_next and total + number <= 100
                ):
                    continue
                last_end, total = figure.end, total + number
                stake = self._stake(context)
                holder = stake.holder
                yield stake
                continue
            # Whether a share before it in the same sentence is one of ownership.
            follows = 0 <= figure.start - last_end <= len(context.before)
            between = self._text[max(0, last_end) : figure.start]
            if figure.is_second and not _JOINER.fullmatch(between):
                continue
            is_other = share_words.NOT_OF.match(context.after) or not _is_in_range(figure.share)
            if last_end >= 0 and not is_other and share_words.CHANGED.fullmatch(between):
                last_end = figure.end
                yield self._earlier(figure, holder)
            elif self._is_stake(context, follows=follows):
                last_end, total = figure.end, number + (total if follows else 0)
                stake = self._stake(context)
                holder = "" if stake.share == "" else stake.holder
                yield stake

    def _figures(self) -> Iterator[_Figure]:
        """Every figure that could be a share, in order, with the words that bound it."""
        for match in self._words.figure.finditer(self._text):
            before = self._text[max(0, match.start() - 40) : match.start()]
            bound = None if share_words.UP_TO.search(before) else share_words.BOUND.search(before)
            start = match.start() - (len(bound[0]) if bound else 0)
            sign = ""
            if bound:
                name = next(name for name, words in bound.groupdict().items() if words)
                sign = share_words.SIGNS[int(name[1:])]
            if match["words"]:
                share = self._words.share_of(match["words"])
                is_final = share in ("", "0") or share.startswith(">")
                yield _Figure(start, match.end(), share if is_final else sign + share)
                continue
            if match["b"] is None and (first := share_words.ELLIPTIC.search(before)):
                at = match.start() - len(before) + first.start("n")
                share = first["n"].replace(",", ".")
                yield _Figure(at, at + len(first["n"]), share, reach=match.end())
            yield from _numbers(match, before, start, sign)

    def _unitless(self) -> Iterator[_Figure]:
        """Numbers that may be shares after another one, as "Lakeline 30" and "the other 40"."""
        for match in share_words.UNITLESS.finditer(self._text):
            if match["name"] and _NUMBERED.search(match["name"]):
                continue
            kind = "next" if match["name"] or match["comes"] else "sum"
            yield _Figure(match.start("n"), match.end("n"), match["n"].replace(",", "."), kind)

    def _sold_stakes(self) -> Iterator[_Figure]:
        """Stakes that change hands without a number: "sold her stake to"."""
        for match in share_words.STAKE_SOLD.finditer(self._text) if self._code == "en" else ():
            yield _Figure(match.start("stake"), match.end("stake"), "", "sold")

    def _context(self, figure: _Figure) -> _Context:
        text = self._text
        before = text[max(0, figure.start - _AROUND) : figure.start].rpartition("\n\n")[2]
        reach = max(figure.end, figure.reach)
        after = text[reach : reach + _AROUND].partition("\n\n")[0]
        return _Context(
            figure,
            last_sentence(before[-_REACH:]),
            first_sentence(after[:_REACH]),
            f"{before} {after}",
        )

    def _is_stake(self, context: _Context, *, follows: bool) -> bool:
        words, before, after = self._words, context.before, context.after
        share = context.figure.share
        if not _is_in_range(share) or share_words.NOT_OF.match(after):
            return False
        if share_words.NEEDED.match(after) and share_words.VOTES.match(after):
            return False
        clause = re.split(r"[,;]", before)[-1]
        if share_words.REQUIRED.search(clause) or share_words.NOT_SHARE.search(clause):
            return False
        if not _is_of_stake(before) and (words.moves.search(clause) or clause.endswith("by ")):
            return False
        if share == "0" or words.of_whole.match(after):
            return True
        if follows and share_words.MORE_EACH.search(before):
            return True
        if context.is_worded:
            # In words it is a share of ownership only with such a word in the same clause.
            next_clause = re.split(r"[,;:]", after)[0]
            is_owned = words.is_owned.search(f"{self._text_of(context.figure)}{next_clause}")
            if is_owned or (share and words.owns.search(clause)):
                return True
            text = self._text_of(context.figure)
            is_about = self._is_about_shares(context)
            if is_about and share_words.LAST_PART.match(text) and not after.startswith(" of "):
                return True
            is_part = is_about and share_words.PART.match(text) is not None
            return (follows or is_part) and share_words.BARE_WORDS.match(after) is not None
        near = (before[-_CLOSE * 2 :], after[: _CLOSE * 2])
        if any(words.owns.search(part) for part in near) or self._is_beside(context):
            return True
        if share_words.GETS.match(after) and share_words.DIVIDED.search(context.paragraph):
            return True
        if sold := self._transfer(context):
            is_next = before.rfind(sold) < 0 or (
                len(before) - before.rfind(sold) - len(sold) < _NEXT
            )
            return bool(
                share_words.BUYER.search(after[: _CLOSE * 2])
                or (
                    is_next
                    and (self._is_about_shares(context) or share_words.OF_NAMED.match(after))
                )
            )
        is_bare = share_words.BARE.match(after) is not None
        if context.is_worded or not is_bare:
            return False
        return follows or (words.has.search(before) is not None and self._is_about_shares(context))

    def _is_beside(self, context: _Context) -> bool:
        """Whether a name stands right before the number, and its sentence is about ownership."""
        return (
            self._holders.is_beside(context.before)
            and self._words.owns.search(context.before) is not None
        )

    def _is_about_shares(self, context: _Context) -> bool:
        return self._words.about.search(context.paragraph) is not None

    def _text_of(self, figure: _Figure) -> str:
        return self._text[figure.start : figure.end]

    def _transfer(self, context: _Context) -> str:
        """A verb of buying or selling close before the number, with none of holding between; in
        German also one behind it."""
        if self._code == "de" and (after := share_words.SOLD_AFTER.match(context.after)):
            return after[1]
        if share_words.UP_TO.search(context.before):
            return ""
        clause = re.split(r"[;:]|, and ", context.before)[-1]
        sold = share_words.SOLD.search(clause)
        if sold is None or len(clause) - sold.end() >= _CLOSE:
            return ""
        is_held = self._holders.is_held(clause[sold.end() :]) or context.after.startswith(" that ")
        return "" if is_held else sold[0]

    def _earlier(self, figure: _Figure, holder: str) -> FoundStake:
        """What was held before: the share of a change, of whoever holds the one before it."""
        rule = "the holder of the share before, which changed" if holder else ""
        return FoundStake(
            Passage(figure.start, figure.end),
            self._text_of(figure),
            holder,
            figure.share,
            rule or "who holds it is not sure",
            is_earlier=True,
        )

    def _stake(self, context: _Context) -> FoundStake:
        before, after, figure = context.before, context.after, context.figure
        holders = self._holders
        words = self._text_of(figure)
        of = "votes" if share_words.VOTES.match(after) else ""
        passage = Passage(figure.start, figure.end)
        sold = self._transfer(context)
        if figure.share == "0":
            holder, rule = holders.seller(before)
            return FoundStake(passage, words, holder, "0" if sold else "", rule, of,
                              basis="derived" if sold else "undisclosed")  # fmt: skip
        earlier = context.paragraph[: context.paragraph.find(before + " ")]
        holder, rule = holders.find(before, "" if sold else after, earlier)
        candidates = () if holder and not sold else holders.candidates(before, after)
        if sold:
            if share_words.SELLS.match(sold):
                holder, rule = holders.buyer(after[: _CLOSE * 2])
            elif share_words.OFFERS.match(sold) or sold not in before:
                holder, rule = holders.who_buys(before)
            note = f"The article gives what changed hands ({words}), not what the buyer then held."
            if figure.unitless == "sold":
                note = "The article doesn't say how large a share changed hands."
            return FoundStake(passage, words, holder, "", rule, of, note, "undisclosed",
                              candidates)  # fmt: skip
        basis = "stated" if figure.share else "undisclosed"
        return FoundStake(
            passage, words, holder, figure.share, rule, of, basis=basis, candidates=candidates
        )


def _numbers(match: re.Match[str], before: str, start: int, sign: str) -> Iterator[_Figure]:
    """One number, a range, or the two ends of a change."""
    low = match["a"].replace(",", ".")
    if match["b"] is None:
        yield _Figure(start, match.end(), sign + low)
        return
    high = match["b"].replace(",", ".")
    is_change = re.search(r"\b(?:from|von|с|со)\s$", before)
    if is_change or match["apart"]:
        end_of_first = match.end("apart") if match["apart"] else match.end("a")
        yield _Figure(match.start(), end_of_first, low)
        yield _Figure(match.start("b"), match.end(), high)
    elif re.search(r"\s(?:and|und|и)\s", match["join"]) and not share_words.BETWEEN.search(before):
        yield from (listed := _listed(match, before))
        yield _Figure(start, match.end("a"), sign + low, "", match.end(), bool(listed))
        yield _Figure(match.start("b"), match.end(), high, is_second=True)
    elif float(low) < float(high):
        yield _Figure(start, match.end(), f"{low}..{high}")


def _listed(match: re.Match[str], before: str) -> list[_Figure]:
    """The numbers of a list before its last two."""
    found = share_words.LISTED.search(before)
    if found is None or _NUMBERED.search(before[: found.start()].rstrip()):
        return []
    offset = match.start() - len(before)
    numbers = share_words.LISTED_NUMBER.finditer(before, found.start())
    return [
        _Figure(offset + one.start("n"), offset + one.end("n"), one["n"].replace(",", "."),
                reach=match.end(), is_second=count > 0)
        for count, one in enumerate(numbers)
    ]  # fmt: skip


def _is_in_range(share: str) -> bool:
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", share)]
    return "/" in share or all(0 <= number <= 100 for number in numbers)


def _is_of_stake(before: str) -> bool:
    """ "Raised its stake by" and "its shares from 9 to": the stake is what moves."""
    return (
        re.search(
            r"\b(?:stake|holding|share in|share has|Anteil|Beteiligung|долю|[Дд]оля)\b", before
        )
        is not None
    )
