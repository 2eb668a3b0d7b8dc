"""Find shares of ownership: percentages, fractions and majorities beside a word of ownership.

Who holds a share is filled in where a name is the subject of the holding, stands after "owned by",
or right before the number; nothing is filled in because it stands near.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.drafting.findings import FoundStake
from dateline.drafting.names import NAME, Names, untitled
from dateline.drafting.sentences import first_sentence, last_sentence
from dateline.story import Passage

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"
_PERCENT = {
    "en": r"(?:[  ]?%|[ \u00a0\n-](?:percent|per[ -]cent|pct))",
    "de": r"(?:[  ]?%|[ \u00a0\n](?:Prozent|v\. ?H\.))",
    "ru": r"(?:[  ]?%|[ \u00a0\n]процент(?:а|ов|ами|ах|у|ам)?)",
}
_FRACTIONS = {
    "en": {"a half": "1/2", "half": "1/2", "a third": "1/3", "one third": "1/3", "one-third": "1/3",
           "two thirds": "2/3", "two-thirds": "2/3", "a quarter": "1/4", "one quarter": "1/4",
           "three quarters": "3/4", "three-quarters": "3/4", "a fifth": "1/5", "one fifth": "1/5",
           "a sixth": "1/6", "a seventh": "1/7", "an eighth": "1/8", "a ninth": "1/9",
           "a tenth": "1/10", "third": "1/3", "a majority": ">50", "the majority": ">50",
           "majority stake": ">50", "majority": ">50", "the last of his shares": "0",
           "the last of her shares": "0",
           "the last of its shares": "0", "all of his shares": "0", "all of her shares": "0",
           "all of its shares": "0", "all his shares": "0", "all her shares": "0",
           "all its shares": "0"},
    "de": {"die hälfte": "1/2", "ein drittel": "1/3", "einem drittel": "1/3", "zwei drittel": "2/3",
           "ein viertel": "1/4",
           "drei viertel": "3/4", "ein fünftel": "1/5", "ein zehntel":
           "1/10", "die mehrheit": ">50", },
    "ru": {"половина": "1/2", "половину": "1/2", "треть": "1/3", "две трети": "2/3",
           "четверть": "1/4", "три четверти": "3/4", "десятая часть": "1/10",
           "большинство": ">50", "контрольный пакет": ">50"},
}  # fmt: skip
_BOUNDS = (
    ("<", r"just under|slightly less than|less than|fewer than|under|below|knapp|weniger als|unter"
     r"|менее|меньше|чуть менее|чуть меньше"),
    (">", r"just over|slightly more than|more than|over|above|mehr als|über|gut|более|больше"
     r"|свыше"),
    (">=", r"at least|no less than|mindestens|не менее|не меньше|как минимум"),
    ("<=", r"at most|up to|no more than|höchstens|bis zu|не более|не больше|до"),
    ("~", r"about|around|nearly|almost|roughly|approximately|some|etwa|rund|fast|ungefähr|circa"
     r"|около|примерно|почти|порядка"),
)  # fmt: skip
_BEFORE = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<b{n}>{words})" for n, (_, words) in enumerate(_BOUNDS))
    + r")(?: an?)?\s$",
    re.IGNORECASE,
)  # fmt: skip
_OWNS = {
    "en": r"own(?:s|ed|ing)?|holds?|held|holding|stakes?|shares|shareholding\w*|shareholders?"
    r"|belongs?|belonged|control(?:s|led)?|equity",
    "de": r"gehör\w*|hält|halten|hielt\w*|Anteile?\w*|beteilig\w*|Beteiligung\w*|besitz\w*|Aktien"
    r"|Kapitals?|Gesellschafter\w*",
    "ru": r"принадлеж\w*|владе\w+|дол[яюией]|долей|акци\w+|пакет\w*|доле",
}
_MOVES = {
    "en": r"rose|rise|risen|fell|fall|fallen|grew|grow|grown|dropped|drop|gained|lost|jumped|slid"
    r"|climbed|increased by|decreased|up|down|slumped|surged|declined|discount|premium|interest",
    "de": r"stieg\w*|gestiegen|fiel\w*|gefallen|sank\w*|gesunken|wuchs\w*|gewachsen|um|verlor",
    "ru": r"вырос\w*|выросл\w*|упал\w*|снизил\w*|на|больше на|меньше на|подорожал\w*|подешевел\w*",
}
_NOT_OF = re.compile(
    r"[\s,]*(?:of (?:the |its |all |their )?(?:shareholders|voters|respondents|sales|revenues?|"
    r"profits?|customers|staff|employees|market|votes cast|people|readers|fish|storms)"
    r"|der (?:Aktionäre|Wähler|Befragten|Umsätze)|годовой|выручки|опрошенных|акционеров"
    r"|больше|меньше|mehr|weniger|more|less|higher|lower|above|below)\b"
)
_VOTES = re.compile(
    r"[^.;]{0,12}\b(?:votes|voting (?:rights|shares)|Stimmrechte|Stimmen|голосов)\b"
)
_SOLD = re.compile(
    r"\b(?:sold|sells?|selling|transferred|bought|buys|acquired|acquires|verkaufte?|kaufte?|erwarb"
    r"|übernahm|продал\w*|купил\w*|приобр[её]т\w*|приобрёл|приобрел\w*|выкупил\w*)\b"
)
_BUYER = re.compile(rf"\b(?:to|an(?: den| die| das)?)\s(?:the\s)?(?P<name>{NAME})")
_SELLS = re.compile(r"sold|sells?|selling|transferred|verkauf|продал")
_REACH = 240
_CLOSE = 60


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    share: str


def find_stakes(text: str, code: str) -> list[FoundStake]:
    """All stakes in order; of another language than these none."""
    if code not in _OWNS:
        return []
    names = Names(text)
    rules = _Rules(code)
    return [
        stake
        for figure in _figures(text, code)
        if (stake := _stake(text, figure, names, rules)) is not None
    ]


class _Rules:
    """The words of a language around ownership, compiled once."""

    def __init__(self, code: str) -> None:
        self.owns = re.compile(rf"(?<!\w)(?:{_OWNS[code]})(?!\w)")
        self.moves = re.compile(rf"(?<!\w)(?:{_MOVES[code]})(?:\W+\w+){{0,2}}\W*$")
        by = {
            "en": r"(?:owned|held|controlled)(?:\sto\s\d+\s\w+)?\sby|belongs?\sto|belonged\sto",
            "de": r"(?:gehören|gehört|gehörten|hält|halten)(?:\s(?:noch|heute|bereits))?",
            "ru": r"принадлеж\w+",
        }[code]
        article = r"(?:(?:the|der|die|dem|den|das)\s)?"
        self.held_by = re.compile(rf"(?<!\w)(?:{by})\s{article}(?P<name>{NAME})")
        holds = {
            "en": r"(?:owns|owned|holds|held|has|had|controls|controlled|kept|keeps|raised its|cut"
            r" its|increased its|bought|acquired|buys)",
            "de": r"(?:hält|hielt|besitzt|besaß|kaufte|erwarb|übernahm)",
            "ru": r"(?:владеет|владел|владела|купил|купила|увеличил\w*|приобр[её]л\w*"
            r"|сократил\w*)",
        }[code]
        adverb = r"(?:(?:already|still|now|also|only|together|noch|bereits|weiterhin|ещё|уже)\s)?"
        self.holds = re.compile(
            rf"(?P<name>{NAME}(?:\s(?:family|trust|group))?)(?:,\s[^,.;]{{2,60}},|,)?\s{adverb}{holds}(?!\w)"
        )
        self.holding = re.compile(rf"(?<!\w)(?:{holds}|own|hold|have)(?!\w)")
        self.holds_later = re.compile(
            rf"(?P<name>{NAME}),\s(?:der|die|das)\s[^,.;]{{0,80}}$"
            if code == "de"
            else rf"(?P<name>{NAME}|\w+\s«[^»]{{2,40}}»),\s(?:которо\w+|who|which)\s[^,.;]{{0,80}}$"
        )
        self.given_to = re.compile(rf"(?P<name>{NAME})\s(?:принадлежит|принадлежат|принадлежало)")
        self.beside = re.compile(rf"(?P<name>{NAME})\s{adverb}$")
        self.seller = re.compile(rf"(?P<name>{NAME})(?:,\swho)?\s(?:has\s|had\s)?sold\s$")


def _figures(text: str, code: str) -> Iterator[_Figure]:
    """Every figure that could be a share, in order, with the words that bound it."""
    fractions = _FRACTIONS[code]
    listed = "|".join(map(re.escape, sorted(fractions, key=len, reverse=True)))
    figure = re.compile(
        rf"(?<![\w.,/])(?:(?P<a>{_NUMBER})(?:(?:(?P<apart>{_PERCENT[code]})?"
        rf"(?P<join>[ ]?[–-][ ]?|\s(?:to|and|or|bis|und|auf|до|и)\s)(?P<b>{_NUMBER}))?"
        rf"{_PERCENT[code]})|(?P<words>(?i:{listed}))(?!\w))(?!\w)"
    )
    for match in figure.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        bound = _BEFORE.search(before)
        start = match.start() - (len(bound[0]) if bound else 0)
        sign = (
            _BOUNDS[int(next(k for k, v in bound.groupdict().items() if v)[1:])][0] if bound else ""
        )
        if match["words"]:
            share = fractions[match["words"].casefold()]
            is_final = share == "0" or share.startswith(">")
            yield _Figure(start, match.end(), share if is_final else sign + share)
            continue
        low = match["a"].replace(",", ".")
        if match["b"] is None:
            yield _Figure(start, match.end(), sign + low)
            continue
        high = match["b"].replace(",", ".")
        is_change = re.search(r"\b(?:from|von|с|со)\s$", before)
        if is_change or match["apart"]:
            end_of_first = match.end("apart") if match["apart"] else match.end("a")
            yield _Figure(match.start(), end_of_first, low)
            yield _Figure(match.start("b"), match.end(), high)
        elif float(low) < float(high):
            yield _Figure(start, match.end(), f"{low}..{high}")


def _stake(text: str, figure: _Figure, names: Names, rules: _Rules) -> FoundStake | None:
    if not _is_in_range(figure.share):
        return None
    before = last_sentence(text[max(0, figure.start - _REACH) : figure.start])
    after = first_sentence(text[figure.end : figure.end + _REACH])
    clause_before, clause_after = before[-_CLOSE * 2 :], after[: _CLOSE * 2]
    if _NOT_OF.match(after):
        return None
    sold = _SOLD.search(re.split(r"[;:]|, and ", before)[-1])
    is_sold = sold is not None and len(before) - sold.end() < _CLOSE
    buyer = _BUYER.search(clause_after) if is_sold else None
    owns = rules.owns.search(clause_before) or rules.owns.search(clause_after) or buyer
    beside = rules.beside.search(before) and rules.owns.search(before)
    if not (owns or beside or figure.share == "0"):
        return None
    if rules.moves.search(re.split(r"[,;]", before)[-1]) and not _is_of_stake(before):
        return None
    if figure.share in ("1/2", "1/3", "1/4") and not _is_holding(before, after, rules):
        return None
    holder, rule = _holder(before, after, names, rules)
    words = text[figure.start : figure.end]
    of = "votes" if _VOTES.match(after) else ""
    passage = Passage(figure.start, figure.end)
    if figure.share == "0":
        seller = rules.seller.search(before)
        holder = _full(seller["name"], names) if seller else ""
        rule = "who sold all of it" if holder else "who sold it is not sure"
        return FoundStake(passage, words, holder, "0" if is_sold else "", rule, of,
                          basis="derived" if is_sold else "undisclosed")  # fmt: skip
    if sold and is_sold:
        if _SELLS.match(sold[0]):
            holder = _full(buyer["name"], names) if buyer else ""
            rule = "the buyer, after the verb of selling" if buyer else "the buyer is not named"
        note = f"The article gives what changed hands ({words}), not what the buyer then held."
        return FoundStake(passage, words, holder, "", rule, of, note, "undisclosed",
                          _candidates(before, after, names))  # fmt: skip
    return FoundStake(passage, words, holder, figure.share, rule, of,
                      candidates=() if holder else _candidates(before, after, names))  # fmt: skip


def _is_in_range(share: str) -> bool:
    numbers = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", share)]
    return "/" in share or all(0 <= number <= 100 for number in numbers)


def _is_of_stake(before: str) -> bool:
    """ "Raised its stake by" and "its shares from 9 to": the stake is what moves."""
    return re.search(r"\b(?:stake|holding|Anteil|Beteiligung|долю|доля)\b", before) is not None


def _is_holding(before: str, after: str, rules: _Rules) -> bool:
    """A fraction is a share of ownership only in the same clause as the word of ownership."""
    near = re.split(r"[,;:]", before)[-1] + " " + re.split(r"[,;:]", after)[0]
    return rules.owns.search(near) is not None


def _holder(before: str, after: str, names: Names, rules: _Rules) -> tuple[str, str]:
    """The holder and the rule; both blank of what is not sure."""
    clause = re.split(r";|,\sand\s|\sand\s(?=[^\W\d_a-zа-я])|\sund\s", before)[-1]
    beside = rules.beside.search(clause)
    if beside and (name := _full(beside["name"], names)):
        return name, "the name right before the number"
    given = list(rules.given_to.finditer(clause))
    if given:
        return _full(given[-1]["name"], names), "to whom it belongs"
    later = rules.holds_later.search(clause)
    if later and rules.owns.search(clause + after):
        return _full(later["name"], names), "the name that the clause is about"
    subject = list(rules.holds.finditer(clause))
    is_own = subject and not rules.holding.search(clause, subject[-1].end())
    if is_own and (name := _full(subject[-1]["name"], names)):
        return name, "subject of the holding"
    held = rules.held_by.search(re.split(r"[;]|,\sand\s|\sund\s", after)[0][: _CLOSE * 2])
    if held and (name := _full(held["name"], names)):
        return name, "after the words of ownership"
    mentioned = list(rules.held_by.finditer(clause))
    if mentioned and (name := _full(mentioned[-1]["name"], names)):
        return name, "after the words of ownership"
    return "", "who holds it is not sure"


def _full(name: str, names: Names) -> str:
    plain = untitled(" ".join(name.split()))
    if "«" in name:
        return plain
    return names.full(plain) if plain else ""


def _candidates(before: str, after: str, names: Names) -> tuple[str, ...]:
    around: Sequence[str] = re.findall(NAME, before)[::-1] + re.findall(NAME, after)
    return tuple(dict.fromkeys(filter(None, (_full(name, names) for name in around))))[:3]
