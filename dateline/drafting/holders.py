"""Who holds a share, by the words around it; blank where no rule is sure.

A name counts where it is the subject of the holding, stands after "owned by", or right before the
number; nothing is filled in because it stands near.
"""

import re
from collections.abc import Sequence

from dateline.drafting import share_words
from dateline.drafting.names import NAME, UPPER, Names, case_doubt, stem, untitled
from dateline.drafting.sentences import END
from dateline.drafting.share_words import BESIDE, CITED, SUBJECT, holder_forms

_NOT_SURE = "who holds it is not sure"
_CLAUSE_END = re.compile(r";|,\sand\s|\sand\s(?=[^\W\d_a-zа-я])|\sund\s|,\sа\s|,\sно\s|,\sbut\s")
_NEXT_CLAUSE = re.compile(r";|,\sand\s|\sund\s|,\sа\s|,\swhile\s")
# A name joined to one before it holds nothing by itself.
_JOINS = re.compile(rf"\s(?:and|und|и|sowie|&)\s(?:the\s|der\s|die\s|das\s)?{NAME}")
_JOINED = re.compile(
    rf"(?:{NAME})\s(?:and|und|и|sowie|&)\s(?:(?:his|her|their|its|sein\w*|ihr\w*|его|е[её]|их)\s(?:\w+\s)?)?$"
)
# Another share between a name and this one: the name holds the other one.
_SHARE = (
    r"(?:%|percent|per cent|Prozent|процент\w*|(?<!\w)(?i:half|third|quarter|fifth|sixth|eighth"
    r"|tenth|Hälfte|Drittel|Viertel|половин\w+|трет\w+|четверт\w+)(?!\w))"
)
_ANY_SHARE = re.compile(_SHARE)
_OTHER_SHARE = re.compile(rf"{_SHARE}[^,]{{0,40}}(?:,\s|\s(?:and|und|и)\s(?!\d))")
# What an organisation is called or said to be: "it" means one, "she" doesn't.
_KIND = (
    r"(?:firm|company|fund|bank|group|maker|brewer|insurer|publisher|investor|trust|union|chain"
    r"|foundation|developer|airline|retailer|supplier|lender|club|newspaper|paper|party|agency)"
)
_ORGANISATION = re.compile(
    rf"(?i:\b{_KIND}s?\b)|\b(?:Partners|Capital|Holdings?|Ltd|Inc|AG|GmbH|SE|Media|Invest|Industries"
    r"|Company|Co|Corp|Management|Infrastructure|Energy|Airlines|Airways|Air|Ha?rbou?rs?|Ports?"
    r"|Logistics|Pharma|Pharmaceuticals|Therapeutics|Biotech|Scheme|Pensions?|Ventures|Equity"
    r"|Associates|Assets?|Insurance|Steel|Motors|Works|Mills|Foods|Brewery|Systems|Technologies"
    r"|Labs|Institute|Authority|Association|Society|Council|Ministry|University|Museum|Stiftung"
    r"|Stadtwerke|Werke|Beteiligungen|plc|LLC|LLP|KG|Aviation|Travel|Resources|Investments"
    r"|Securities|Advisors|Fonds|Sparkasse|Versicherung\w*)\b|&"
)
# "An der Werft Nord": a place, and what is owned.
_ELSEWHERE = re.compile(
    r"(?:An|Am|Bei|Beim|Im|Von|Zum|Zur|Aus|Über|At|Of|From)\s|In\s(?:der|den|dem|the)\s"
)
# A name behind these is none that holds: "from Ana Bell", "an dem Verlag Kern hält".
_OBJECT = re.compile(
    r"\b(?:from|of|у|от|из|dem|den|des|einem|am|im|vom)\s(?:[a-zäöüßа-яё][\w-]+\s)?$"
)
# A clause about somebody that a comma after the name closes.
_RELATIVE = re.compile(r",\s(?:whose|who|which|that|der|die|das|deren|dessen|котор\w+)\s[^,]*$")
# A name that begins its sentence does so before so many characters.
_SUBJECT_BY = 30
_CLOSE = 120
# How a Russian noun before a cited name is written in the nominative.
_KINDS = (
    ("фонд", "фонд"), ("групп", "группа"), ("компани", "компания"), ("банк", "банк"),
    ("холдинг", "холдинг"), ("концерн", "концерн"), ("корпораци", "корпорация"),
    ("фирм", "фирма"), ("структур", "структура"),
)  # fmt: skip
_NO_NAMES = frozenset(
    ("Nobody", "Everybody", "Somebody", "Anybody", "Everyone", "Someone", "Anyone", "None",
     "Nothing", "Management", "Staff", "Who", "Whoever", "What", "Neither", "Either")
)  # fmt: skip
_SAID_TO_BE = re.compile(
    rf"\b{_KIND}\s(?:called\s)?(?P<before>{NAME})"
    rf"|(?<!\w)(?P<after>{NAME}),\s(?:which|[^,.\n]{{0,60}}\b{_KIND})\b"
)
_CAPITAL = re.compile(rf"(?<=[^\W\d_]|,) ([{UPPER}][\w’'-]*)")


class Holders:
    """The rules of one language for the names of one text."""

    def __init__(self, text: str, code: str) -> None:
        self._code = code
        self._names = Names(text)
        self._forms = holder_forms(code)
        # Words with a capital that begin no sentence.
        self._capitals = frozenset(found[1] for found in _CAPITAL.finditer(text))
        self._organisations = frozenset(
            self.full(found["before"] or found["after"]) for found in _SAID_TO_BE.finditer(text)
        )
        self._cited: dict[str, str] = {}
        for found in re.finditer(CITED, text) if code == "ru" else ():
            key = _cited_key(found[0])
            if key not in self._cited or self._cited[key][0] == "«":
                self._cited[key] = _cited(found[0])

    def is_beside(self, before: str) -> bool:
        """Whether a name stands right before a share."""
        form, _ = self._forms.before[0]
        return form.search(_CLAUSE_END.split(before)[-1]) is not None

    def is_held(self, words: str) -> bool:
        """Whether there is a verb of holding among the words."""
        return self._forms.holding.search(words) is not None

    def find(self, before: str, after: str, earlier: str) -> tuple[str, str]:
        """The holder and the rule; ``earlier`` is what of the paragraph is before the sentence."""
        clause = _CLAUSE_END.split(before)[-1]
        found = self._before(clause, before)
        if found is None and clause != before and self._forms.continued.match(clause):
            # "It took a stake and now holds": the subject is that of the whole sentence.
            first = _CLAUSE_END.split(before)[0]
            found = self._before(first, first) or self._pronoun(first, earlier)
        found = found or self._pronoun(clause, earlier)
        if found is not None:
            return found
        for form, rule in self._forms.after:
            held = form.search(_NEXT_CLAUSE.split(after)[0][:_CLOSE])
            if held and _JOINS.match(after, held.end()):
                return "", _NOT_SURE
            if held and (name := self.full(held["name"])):
                return name, rule
        form, rule = self._forms.after[0]
        mentioned = list(form.finditer(clause))
        # "A third belongs to Ana Bell, a quarter": she is named for the other one.
        if mentioned and not _ANY_SHARE.search(clause[: mentioned[-1].start()]):
            name = self.full(mentioned[-1]["name"])
            return (name, rule) if name else ("", _NOT_SURE)
        return "", _NOT_SURE

    def _before(self, clause: str, before: str) -> tuple[str, str] | None:
        """By the clause before the share, which ends ``before``; None where no rule applies."""
        for form, rule in self._forms.before:
            found = list(form.finditer(clause))
            if not found:
                continue
            last = found[-1]
            start = len(before) - len(clause) + last.start("name")
            if _JOINED.search(before[:start]) or _OTHER_SHARE.search(clause, last.end("name")):
                return "", _NOT_SURE
            if rule == SUBJECT and self._forms.holding.search(clause, last.end()):
                continue
            if _ELSEWHERE.match(last["name"]):
                continue
            earlier = before[:start]
            # "Of Kern Foods, which holds": a thing's clause is that of the name before it.
            is_things = clause.startswith((", which", ", которо"), last.end("name"))
            is_things = is_things or clause[last.end("name") :].endswith(" zu ")
            if not is_things and (
                _OBJECT.search(earlier)
                or (_RELATIVE.search(earlier) and clause.startswith(",", last.end("name")))
            ):
                continue
            is_word = not re.search(r"[\s«]", last["name"])
            if (
                is_word
                and rule == BESIDE
                and (self._code == "de" or (start == 0 and not self._is_name(last["name"])))
            ):
                continue
            if is_word and rule == SUBJECT and start == 0 and not self._is_name(last["name"]):
                continue
            if name := self.full(last["name"]):
                return name, rule
        return None

    def _is_name(self, word: str) -> bool:
        """Whether the word with which a sentence begins is a name: it has its capital elsewhere
        too. In English, where nouns have none, one that is no plural will do."""
        if word in self._capitals:
            return True
        return self._code == "en" and not word.endswith("s") and word not in _NO_NAMES

    def _pronoun(self, clause: str, earlier: str) -> tuple[str, str] | None:
        pronoun = self._forms.pronoun.search(clause)
        if pronoun is None or self._forms.holding.search(clause, pronoun.end()):
            return None
        name = self._subject(earlier)
        is_thing = pronoun[0].split()[0].casefold() in ("it", "es", "оно")
        if (
            not name
            or (name in self._organisations or bool(_ORGANISATION.search(name))) != is_thing
        ):
            return "", _NOT_SURE
        return name, "the only name of the sentence before, for a pronoun"

    def _subject(self, earlier: str) -> str:
        """The name with which the sentence before begins, if there's no other in it."""
        sentences = [part for part in END.split(earlier) if part and part.strip()]
        if not sentences:
            return ""
        found = (self.full(name) for name in re.findall(NAME, sentences[-1]))
        names = list(dict.fromkeys(filter(None, found)))
        begins = re.search(NAME, sentences[-1][:_SUBJECT_BY]) is not None
        return names[0] if len(names) == 1 and begins else ""

    def seller(self, before: str) -> tuple[str, str]:
        found = self._forms.seller.search(before)
        name = self.full(found["name"]) if found else ""
        return name, "who sold all of it" if name else "who sold it is not sure"

    def buyer(self, after: str) -> tuple[str, str]:
        found = share_words.BUYER.search(after)
        if found is None:
            return "", "the buyer is not named"
        return self.full(found["name"] or found["dative"]), "the buyer, after the verb of selling"

    def who_buys(self, before: str) -> tuple[str, str]:
        """Who buys what a verb behind the share says is bought."""
        found = share_words.BUYS.search(before)
        name = self.full(next(filter(None, found.groups()))) if found else ""
        return name, "who buys or offers" if name else "who buys it is not sure"

    def full(self, name: str) -> str:
        """The name in full as the text has it first, without what stands before it."""
        words = " ".join(name.split())
        if "«" in words:
            return self._cited.get(_cited_key(words), "")
        plain = untitled(words)
        full = self._names.full(plain) if plain else ""
        # A name that the article has in other cases only is a person's to write.
        return full if case_doubt(full) < 2 else ""

    def candidates(self, before: str, after: str) -> tuple[str, ...]:
        """Names near the share, none of them sure."""
        around: Sequence[str] = re.findall(NAME, before)[::-1] + re.findall(NAME, after)
        full = (self._names.full(untitled(" ".join(name.split()))) for name in around)
        return tuple(dict.fromkeys(filter(None, full)))[:3]


def _cited(words: str) -> str:
    """фонду «Полынь» is фонд «Полынь»; another noun before the name is left out."""
    noun, mark, name = words.rpartition("«")
    kind = next((kind for stem, kind in _KINDS if noun.casefold().startswith(stem)), "")
    return " ".join(filter(None, (kind, mark + name)))


def _cited_key(words: str) -> str:
    """What the cases of a cited name share."""
    return stem(words.rpartition("«")[2].rstrip("»"))
