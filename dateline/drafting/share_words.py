"""The words around shares of ownership in English, German and Russian, as expressions."""

import re
from dataclasses import dataclass

from dateline.drafting.names import NAME

_NUMBER = r"\d{1,3}(?:[.,]\d{1,3})?"
_PERCENT = {
    "en": r"(?:[  ]?%|[ \u00a0\n-](?:percent|per[ -]cent|pct))",
    "de": r"(?:[  ]?%|[ \u00a0\n](?:Prozent|v\. ?H\.))",
    "ru": r"(?:[  ]?%|[ \u00a0\n]процент(?:а|ов|ами|ах|у|ам|ом)?)",
}
# Numbers before a word for percent.
_WORDED = {
    "en": {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
           "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
           "ninety": 90},
    "de": {"ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
           "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "fünfzehn": 15, "zwanzig": 20,
           "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
           "achtzig": 80, "neunzig": 90},
    "ru": {"один": 1, "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7,
           "восемь": 8, "девять": 9, "десять": 10, "пятнадцать": 15, "двадцать": 20,
           "тридцать": 30, "сорок": 40, "пятьдесят": 50},
}  # fmt: skip
# Expressions for shares in words, with the share; the first that matches counts. Blank is the
# share of the rest, which the article doesn't give as a number.
_FRACTIONS = {
    "en": (
        (r"(?:the last|all) of (?:his|her|its|their) shares|all (?:his|her|its|their) shares", "0"),
        (r"the (?:rest|remainder)", ""),
        (r"(?:a |the )?majority(?: (?:stake|holding|shareholding|interest))?", ">50"),
        (r"(?:a |one[ -]|the (?:other|remaining) )?half(?! (?:a|as|an|way|time)\b)", "1/2"),
        (r"two[ -]thirds", "2/3"), (r"three[ -]quarters", "3/4"), (r"two[ -]fifths", "2/5"),
        (r"three[ -]fifths", "3/5"), (r"four[ -]fifths", "4/5"),
        (r"(?:a |one[ -]|the (?:other|remaining) )third", "1/3"),
        (r"(?:a |one[ -]|the remaining )quarter", "1/4"),
        (r"(?:a |one[ -]|the remaining )fifth", "1/5"), (r"(?:a |one[ -])sixth", "1/6"),
        (r"(?:a |one[ -])seventh", "1/7"), (r"(?:an |one[ -])eighth", "1/8"),
        (r"(?:a |one[ -])ninth", "1/9"), (r"(?:a |one[ -])tenth", "1/10"),
    ),
    "de": (
        (r"(?:der|den|dem) rest", ""),
        (r"(?:die|eine|der|einer) mehrheit|mehrheitsbeteiligung", ">50"),
        (r"(?:zur |die (?:andere |übrige )?|der |je (?:zur )?)hälfte", "1/2"),
        (r"zwei drittel(?:n|s)?", "2/3"), (r"drei viertel(?:n|s)?", "3/4"),
        (r"(?:ein|einem|eines|das (?:übrige|restliche|letzte)) drittels?", "1/3"),
        (r"(?:ein|einem|eines|das (?:übrige|restliche|letzte)) viertels?", "1/4"),
        (r"(?:ein|einem|eines) fünftels?", "1/5"), (r"(?:ein|einem|eines) sechstels?", "1/6"),
        (r"(?:ein|einem|eines) achtels?", "1/8"), (r"(?:ein|einem|eines) zehntels?", "1/10"),
    ),
    "ru": (
        (r"остальн(?:ое|ые|ые акции|ая часть)", ""),
        (r"большинство|контрольн(?:ый|ого|ым|ому) пакет(?:а|ом|у)?", ">50"),
        (r"(?:две|двух|двум|двумя) трет(?:и|ей|ям|ями)", "2/3"),
        (r"(?:три|тр[её]х|тр[её]м|тремя) четверт(?:и|ей|ям|ями)", "3/4"),
        (r"половин(?:а|у|ы|ой|е)", "1/2"), (r"трет(?:ь|и|ью)", "1/3"),
        (r"четверт(?:ь|и|ью)", "1/4"), (r"пят(?:ая|ую|ой) част(?:ь|и|ью)", "1/5"),
        (r"шест(?:ая|ую|ой) част(?:ь|и|ью)", "1/6"), (r"восьм(?:ая|ую|ой) част(?:ь|и|ью)", "1/8"),
        (r"десят(?:ая|ую|ой) част(?:ь|и|ью)", "1/10"),
    ),
}  # fmt: skip
_BOUNDS = (
    ("<", r"(?:just|slightly|a little) (?:under|below)|(?:slightly )?less than|fewer than|under"
     r"|below|knapp|weniger als|unter|(?:чуть )?(?:менее|меньше)"),
    (">", r"(?:just|slightly|a little) (?:over|above)|(?:slightly )?more than"
     r"|(?<!took )(?<!takes )over|above|in excess of|mehr als|über|gut"
     r"|(?:чуть )?(?:более|больше)|свыше"),
    (">=", r"at least|no less than|mindestens|wenigstens|не менее|не меньше|как минимум"),
    ("<=", r"at most|up to|no more than|as much as|höchstens|bis zu|maximal|не более|не больше|до"),
    ("~", r"about|around|nearly|almost|roughly|approximately|some|close to|an estimated|etwa|rund"
     r"|fast|nahezu|ungefähr|circa|ca\.|около|примерно|почти|порядка"),
)  # fmt: skip
SIGNS = tuple(sign for sign, _ in _BOUNDS)
BOUND = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<b{n}>{words})" for n, (_, words) in enumerate(_BOUNDS))
    + r")(?: an?)?\s$",
    re.IGNORECASE,
)  # fmt: skip
# "His share up to 60": where it is raised to, no bound.
UP_TO = re.compile(r"(?:[Дд]ол[юия]|пакет|участие)\s(?:\w+\s){0,4}до\s$")
_OWNS = {
    "en": r"(?:part-)?own(?:s|ed|ing)?|holds?|held|holdings?|stakes?|shares|share capital"
    r"|shareholding\w*|shareholders?|belong(?:s|ed)?|control(?:s|led)?|equity"
    r"|share(?=\s(?:\w+\s){0,3}(?:diluted|cut|reduced|raised)|\sin\s(?:the|a|its|his|her)\b)"
    r"|interest(?=\sin\b)|(?:in\s)?the\shands\sof",
    "de": r"(?:ge)?hör(?:en|t|ten|te)|hält|halten|hielt\w*|Anteile?\w*|beteilig\w*|Beteiligung\w*"
    r"|besitz\w*|Besitz|Aktien|Kapitals?|kontrollier\w+|Gesellschafter\w*|Aktionär\w*|Eigentum|Streubesitz"
    r"|(?:Stimmrechts|Landes|Geschäfts|Firmen|Gesellschafts|Kapital)anteil\w*"
    r"|(?:Stamm|Vorzugs|Namen|Inhaber)aktien|(?:Grund|Stamm|Nenn|Stimm)kapitals?"
    r"|(?:Mehrheits|Mit|Haupt|Anteils|Allein)(?:eigner|eigentümer)\w*",
    "ru": r"принадлеж\w*|владе\w+|дол[яюией]|долей"
    # Of somebody with two names or in marks: "Доля импорта" is none.
    r"|Доля(?=\s(?:[А-ЯЁ]\w+\s[А-ЯЁ]|(?:[а-яё]+\s)?«))"
    r"|акци\w+|пакет\w*|контролир\w+"
    r"|собственност\w+|акционер\w*|распределен\w*\sсреди",
}
# Of the whole: a percentage "of the company" is a share of it.
_OF_WHOLE = {
    "en": r"\sof\s(?:the\s|its\s|his\s|her\s)?(?:company|firm|business|group|capital|club"
    r"|enterprise|partnership|venture)(?!['’\w])"
    r"|\sshare(?!\sof\b|\w)",
    "de": r"\s(?:(?:der|des)\s(?:Firma|Gesellschaft|Unternehmens|Konzerns|Werks)\b"
    r"|am\s[A-ZÄÖÜ]|an\s(?:(?:der|dem|einer|einem)\s)?[A-ZÄÖÜ])",
    "ru": r"\s(?:компании|предприятия|фирмы|холдинга|общества|банка)\b",
}
# Behind a share in words: what is passively owned, or a word for shares.
_IS_OWNED = {
    "en": r"belong(?:s|ed)?\b|owned\b|(?:is|are|was|were)\s(?:\w+\s)?(?:held|controlled)\b|held\sby"
    r"|shares\b|stakes?\b|holdings?\b|equity\b|capital\b|in\sthe\shands\b",
    "de": r"gehör\w*|Anteile?\b|Aktien\b|Kapitals?\b|beteilig\w*|im\sBesitz"
    r"|(?:hält|halten|hielt|hielten|besitzt|besitzen|besaß)(?:\s(?:d(?:er|ie|as)\s)?[A-ZÄÖÜ]|$)",
    "ru": r"(?i:контрольн\w+\sпакет)|принадлеж\w*|акци[йяи]\w*|контролиру\w+"
    r"|в\sсобственности|наход\w+\sу",
}
# Between a name and what it has, in a paragraph about shares.
_HAS = {
    "en": r"(?:has|have|had|keeps?|kept|retain(?:s|ed)?|received?|inherited?|got|gets?|left with"
    r"|takes?|took|for)",
    "de": r"(?:bleib\w+|blieb\w*|verblieb\w*|verbleib\w+|behält|behielt\w*|behalten|erhielt\w*"
    r"|erhält|bekam\w*|bekommt|erbte\w*|mit|hat|hatte)",
    "ru": r"(?:остал\w+|остан\w+|остаётся|оста[её]тся|получил\w*|получ[аи]т|у|сохранил\w*"
    r"|распределен\w*)",
}
_MOVES = {
    "en": r"rose|rise|risen|fell|fall|fallen|grew|grow|grown|dropped|drop|gained|lost|jumped|slid"
    r"|climbed|increased by|decreased|(?<!take )(?<!took )(?<!buy )(?<!built )up"
    r"|down|slumped|surged|declined|discount|premium|interest",
    "de": r"stieg\w*|gestiegen|fiel\w*|gefallen|sank\w*|gesunken|wuchs\w*|gewachsen|um|verlor",
    "ru": r"вырос\w*|выросл\w*|упал\w*|снизил\w*|увеличил\w*\sна|сократил\w*\sна|повысил\w*\sна"
    r"|больше на|меньше на|подорожал\w*|подешевел\w*|прибавил\w*",
}
NOT_OF = re.compile(
    r"[\s,]*(?:of (?:the |its |all |their |his |her )?(?:[\w-]+['’]s? )?(?:[\w-]+ )?(?:"
    # What is counted in the plural is no company.
    r"(?!(?:shares|stocks|votes|rights|business|press|works|airways|railways|brothers|sons"
    r"|belongs|owns|holds|is|was|has|his|its|this)\b)[a-z]+[^s\W\d_]s"
    r"|turnover|income|output|production|staff|workforce|the market|market|vote|people"
    r"|population|fish|territory|land|town|country|world|board|council|debt|time|capacity"
    r"|supply|trade|traffic|cost|price|value|budget|view|work|space|children|women|men)"
    r"|(?:in )?(?:discount|premium|dividend|interest(?! in)|tax|tariff|yield|return|margin"
    r"|increase|rise|drop|fall|gain|loss|decline|cut|raise|chance|market share"
    r"|share of the (?:market|vote))"
    r"|der (?:Aktionäre|Wähler|Befragten|Umsätze|Bretter|Beschäftigten|Stimmberechtigten|Zeit"
    r"|Gäste|Wohnungen|Frauen|Männer|Kinder|Bevölkerung|Fläche|Kosten|Einnahmen|Plätze|Sitze)"
    r"|nach(?=[.,;])|zu(?=[.,;])|im (?:Plus|Minus)"
    r"|(?:годовой|выручки|прибыли|опрошенных|акционеров|грузов|населения|бюджета|голосовавших"
    r"|зала|рынка)"
    r"|(?:as (?:much|many|big|large)|больше|меньше|mehr|weniger|more|less|higher|lower|above"
    r"|below)\b(?!\slast))(?!\w)"
)
# "Two thirds of the votes are needed": nobody holds them.
NEEDED = re.compile(
    r"[^.;,]{0,30}\b(?:is|are|was|were|would be|ist|sind|war|waren)?\s?"
    r"(?:needed|required|necessary|enough|nötig|notwendig|erforderlich|необходим\w*|требу\w+)\b"
)
# "The share of women", "its share of the market": no share of a company.
NOT_SHARE = re.compile(
    r"\bAnteil (?:der|von|an) (?:Frauen|Männer|Kinder|Ausländer|Raucher|Beschäftigten|Wähler"
    r"|Arbeitslosen|erneuerbaren?|Erneuerbaren|Elektroautos)\w*\b"
    r"|\b[Дд]ол[яюи] (?:рынка|женщин|мужчин|детей|населения|расходов|доходов)\b"
    r"|\bshare of (?:the )?(?:market|vote|women|population)\b"
)
# "Needs at least 75 percent": a mark to reach, which nobody holds.
REQUIRED = re.compile(
    r"\b(?:wants?|needs?|requires?|required|must have|must reach|takes|braucht|benötigt|bedarf"
    r"|нужн\w+|требу\w+)\s(?:der\s|einer\s|die\s|eine\s)?$"
)
VOTES = re.compile(r"[^.;]{0,12}\b(?:votes|voting (?:rights|shares)|Stimmrechte|Stimmen|голосов)\b")
SOLD = re.compile(
    # "Sold its 25 percent": what the seller held.
    r"\b(?:(?:sold|sells?|selling)(?!\s(?:its|his|her|their)\s(?:\w+\s)?$)|transferred|bought|buys?"
    r"|buying|acquired?|acquires|acquiring|(?:was|were|been)\soffered"
    r"|(?:offer(?:s|ed|ing)?|bids?|bot|bietet|pays?|paid)\b[^.;,]{1,50}\s(?:for|für)(?=\s(?:an?\s)?$)"
    r"|took over|takes over"
    # "The sale of 49 percent": right before the number only.
    r"|[Ss]ale\sof(?=\s(?:an?\s)?$)|Verkauf\w{0,2}\svon(?=\s$)|[Пп]родаж\w+(?=\s$)"
    r"|verkaufte?|kaufte?|erwarb|erwirbt|übernahm|übernimmt"
    r"|прода(?:л\w*|ть|[её]т|ст)|купи(?:л\w*|ть|т)|приобрести|выкупить|передал\w*|передать|уступил\w*|приобр[её]т\w*|приобрёл|приобрел\w*|выкупил\w*)\b"
)
SELLS = re.compile(
    r"sold|[Ss]ale|sells?|selling|transferred|[Vv]erkauf|veräußer|abgeb|abgegeb|übertrag|[Пп]рода|переда|уступ"
)
# "Sold her stake to Bo Coll": a transfer whose size isn't given.
STAKE_SOLD = re.compile(
    r"(?<!never )(?<!not )\b(?:sold|sells|transferred)\s(?P<stake>(?:his|her|its|their)\s"
    r"(?:(?:entire|whole|own|remaining)\s)?(?:stake|holding|shareholding))"
    r"(?=(?:\sin\s(?:[\w’'-]+\s){1,4}?)?\s?\bto\s(?:the\s)?"
    # "To the Dutch insurer": no name.
    r"(?![A-Z]\w*(?:ish|ian|ese|can|ean|nch|tch|man|reek|wiss)\s)[A-Z])"
)
# "Owns 29 percent, down from 41 percent": what was held before.
CHANGED = re.compile(r"[^.,;:%\d]{0,60}[,(—–]\s?(?:down|up)\sfrom\s$")
# "20 percent each", for others than who holds the share before.
MORE_EACH = re.compile(r"(?<!\w)[Ее]щ[её]\sпо\s$")
# "Holds 20 and Bo Coll 15 percent": the first number has no word for percent.
ELLIPTIC = re.compile(
    rf"(?<![\w.,/])(?P<n>{_NUMBER})(?=,?\s(?:and|und|и)\s(?:the\s|der\s|die\s)?{NAME}\s$)"
)
# "20, 15 and 5 percent": the numbers before the last two.
LISTED = re.compile(rf"(?<![\w.,/])(?:{_NUMBER},\s)+$")
LISTED_NUMBER = re.compile(rf"(?P<n>{_NUMBER})(?=,\s)")
BETWEEN = re.compile(r"\b(?:between|zwischen|между|from|von|от|с|со)\s$", re.IGNORECASE)
BUYER = re.compile(
    rf"\b(?:to|an(?: den| die| das)?)\s(?:the\s)?(?:[a-zäöüß]+en\s)?(?P<name>{NAME})"
    # Only what can be no genitive, of which the share would be.
    r"|\s(?P<dative>[а-яё]+[ую]\s«[^»\n]{2,40}»|[А-ЯЁ]\w+[ую]\s[А-ЯЁ]\w+(?:у|ому))"
)
OFFERS = re.compile("offer|bid|bot|biet|pay|paid")
# What German says behind the share: "wollte 10 Prozent verkaufen".
SOLD_AFTER = re.compile(
    r"[^.;,:]{0,80}?\b(verkaufen|verkauft|veräußern|veräußert|abgeben|abgegeben|übertragen|erworben"
    r"|erwerben|\w*(?<!ver)gekauft|\w*(?<!ver)kaufen|übernommen|übernehmen)\b"
)
_AUXILIARY = r"(?:hat|hatte|will|wollte|möchte|kann|könnte|soll|sollte|wird)"
# Who buys, by the verb to which such a one belongs.
BUYS = re.compile(
    rf"(?:^|[,;:]\s)(?:(?:[Dd]er|[Dd]ie|[Dd]as)\s)?(?P<name>{NAME})\s{_AUXILIARY}\s"
    rf"|\b{_AUXILIARY}\s(?:der|die|das)\s(?P<after>{NAME})\s"
    rf"|(?P<offers>{NAME})\s(?:has\s|had\s|is\s)?(?:offer(?:s|ed|ing)?|bids?)\b[^.;,]{{1,50}}\sfor\s(?:an?\s)?$"
    rf"|\b(?:bot|bietet)\s(?:der|die|das)?\s?(?:[a-zäöüß]+e\s)?(?P<bids>{NAME})\s(?:\w+\s){{0,3}}für\s$"
)
# A number after another share, without a word for percent.
UNITLESS = re.compile(
    rf"(?:(?<!\w)(?P<name>{NAME})|[Dd]ie\s(?:übrigen|anderen|restlichen)|[Tt]he\s(?:other|remaining)"
    r"|(?P<comes>\bkomm\w+\s(?:\w+\s){0,2}auf|\bkam\w*\s(?:\w+\s){0,2}auf)|остальные)"
    r"(?:\s(?:[—–]|mit|with))?\s(?P<n>\d{1,2}(?:[.,]\d{1,2})?)(?=[,;)](?!\d)|\.(?!\d)|\s(?:and|und|и)\s(?!\d)"
    r"|\s(?:gehör|hält|halten|besitz|belong|liegen|принадлеж))"
)
# "Bought 20 percent of Harrow Mills": so right after the verb it's a share of what has a name.
OF_NAMED = re.compile(r"\s(?:of\s|an\s|von\s)?(?:the\s|der\s|dem\s)?[«A-ZÄÖÜА-ЯЁ]")
# What stands after a percentage of which it's not said of what it is.
BARE = re.compile(
    r"\s*(?:[.,;:)–—]|$|each\b|apiece\b|and\b|und\b|и\b|from\b|to\b|von\b|у\s|an\s|last\b|in\s\d"
    r"|(?:dem|einem|einer)\s[A-ZÄÖÜ]|плюс\b|распределен|going\b|goes\b"
    r"|(?:ver)?bleib\w+|gehör\w+|liegen\b|behält\b|behalten\b|entfallen\b|remains?\b|stays?\b)"
)
# "40 процентов получит Ирина Лунина", where something is divided.
GETS = re.compile(
    r"\s(?:акций\s|der Anteile\s|of the shares\s)?(?:получ\w+|доста\w+|отойд\w+|отош\w+|перейд\w+"
    r"|переш\w+|erhält|erhalten|bekommt|bekommen|gehen an|geht an|goes to|go to|went to)\s"
    r"(?:[а-яa-z]+\s){0,2}[A-ZÄÖÜА-ЯЁ«]"
)
DIVIDED = re.compile(
    r"\b(?:[Рр]аздел\w*|[Хх]олдинг\w*|[Кк]омпани\w*|[Бб]изнес\w*|aufgeteilt|Anteile\w*|divided|split"
    r"|shares|stakes?)\b"
)
# Behind a share in words that a sentence about shares goes on with.
BARE_WORDS = re.compile(
    r"\s*(?:[.,;:)–—]|$|each\b|and\b|und\b|и\b|(?:dem|einem|einer)\s[A-ZÄÖÜ]"
    r"|(?:is|are|was|were|went|goes|lies|ging|gingen|liegt"
    r"|liegen|bleibt|досталась|остаётся|осталась)\b)"
)
# One of the parts of a whole; the last of them needs no more words.
PART = re.compile(r"(?i:the other|die andere)\s")
LAST_PART = re.compile(r"(?i:the remaining|die übrige|das (?:übrige|restliche|letzte))\s")


class OwnershipWords:
    """The words of a language around ownership, compiled once."""

    def __init__(self, code: str) -> None:
        self.owns = re.compile(rf"(?<!\w)(?:{_OWNS[code]})(?!\w)")
        self.about = re.compile(rf"(?<!\w)(?:{_OWNS[code]}|share)(?!\w)")
        self.of_whole = re.compile(_OF_WHOLE[code])
        self.has = re.compile(rf"(?<!\w){_HAS[code]}(?!\w)[^.,;:]{{0,40}}$", re.IGNORECASE)
        self.is_owned = re.compile(rf"(?<!\w)(?:{_IS_OWNED[code]})")
        self.moves = re.compile(rf"(?<!\w)(?:{_MOVES[code]})(?:\W+\w+){{0,2}}\W*$")
        self._worded = _WORDED[code]
        self.figure, self._fractions = _figure_pattern(code)

    def share_of(self, words: str) -> str:
        """The share that is given in words."""
        plain = " ".join(words.casefold().split())
        shares = (share for pattern, share in self._fractions if pattern.fullmatch(plain))
        found = next(shares, None)
        return str(self._worded[re.split(r"[\s-]", plain)[0]]) if found is None else found


@dataclass(frozen=True, slots=True)
class HolderForms:
    """Expressions that lead from a share to who holds it; each has a group ``name``.

    Those of ``before`` are looked for in the clause before the share, from the surest on, those of
    ``after`` in the words after it. ``rule`` says it to a person.
    """

    before: tuple[tuple[re.Pattern[str], str], ...]
    after: tuple[tuple[re.Pattern[str], str], ...]
    holding: re.Pattern[str]
    pronoun: re.Pattern[str]
    continued: re.Pattern[str]
    seller: re.Pattern[str]


def _figure_pattern(code: str) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    listed = "|".join(expression for expression, _ in _FRACTIONS[code])
    listed += rf"|(?:{'|'.join(_WORDED[code])}){_PERCENT[code]}"
    figure = re.compile(
        rf"(?<![\w.,/])(?:(?P<a>{_NUMBER})(?:(?:(?P<apart>{_PERCENT[code]})?"
        rf"(?P<join>[ ]?[–-][ ]?|\s(?:to|and|or|bis|und|auf|до|и)\s)(?P<b>{_NUMBER}))?"
        rf"{_PERCENT[code]})|(?P<words>(?i:{listed}))(?!\w))(?!\w)"
    )
    return figure, tuple((re.compile(words), share) for words, share in _FRACTIONS[code])


# The rule by which a name is the holder as the subject of a verb.
SUBJECT = "subject of the holding"
BESIDE = "the name right before the number"
_ARTICLE = r"(?:(?:the|a|an|der|die|dem|den|das|des|einem|einer|eines|ein|eine)\s)?"
# Small words between an article and a name: "the Dutch insurer Van Maanen".
_DESCRIBED = (
    rf"{_ARTICLE}(?:(?:(?:US|UK|EU|[A-Z]\w*(?:ish|ian|ese|can|ean|nch|tch|man|reek|wiss))\s)?"
    r"(?:(?!(?:and|or|in|on|with|by|since|from|of|to|at|for|as|but|who|whose|which|that|when|while"
    r"|after|before|und|oder|seit|von|bei|mit|als|wie|aber|über|durch|through|via|dessen|deren|в|с|на|и|по|от|а|но|у"
    r"|котор\w+|структур\w+|родственникам|семь\w+|наследникам|близким|партн[её]рам)\s)[a-zäöüßа-яё][\w-]+\s){1,3})?"
)
CITED = r"(?:[А-ЯЁа-яё]+\s)?«[^»\n]{2,40}»"
_ADVERB = (
    r"(?:(?:already|still|now|also|only|together|since|itself|later|then|currently|noch|bereits"
    r"|weiterhin|unverändert|heute|jetzt|seither|künftig|ещё|уже|теперь|сейчас)\s){0,2}"
)
_ASIDE = r"(?:,\s[^,.;]{2,80},|,)?"
_HOLDS = {
    "en": rf"(?:has|had|have|would|will)?\s?{_ADVERB}(?:owns?|owned|holds?|held"
    r"|ha(?:s|d)(?!\s\w+ed\b)|controls?|controlled|keeps?|kept|retains?|retained|received|inherited|got|takes?|took|bought|buys"
    r"|acquired|acquires|disclosed|revealed|built|amassed"
    r"|(?:agreed\sto\s|wants\sto\s|plans\sto\s)?(?:sell|sells|sold)\s(?:its|his|her|their)"
    r"|(?:raised?|raises|cut|cuts|increased?|reduced?|lift(?:ed)?|lower(?:ed)?|trim(?:med)?"
    r"|doubled|halved)\s(?:its|his|her|their))",
    "de": r"(?:hält|hielt|besitzt|besaß|kontrolliert|kontrollierte|kaufte|erwarb"
    r"|übernahm|übernimmt|kauft|erwirbt|behält|behielt|erhielt|erhält|bekam|bekommt|erbte|bot"
    r"|(?:stockte|senkte|erhöhte|reduzierte|verringerte)\s(?:seinen|ihren|seine|ihre))",
    "ru": r"(?:владеет|владел|владела|контролирует|купил|купила|получ(?:ил|ила|ит|ает)|увеличил\w*"
    r"|приобр[её]л\w*|сократил\w*|сохранил\w*|намерен\w*)",
}
_HELD_BY = {
    "en": rf"(?:owned|held|controlled)(?:\s(?:to|since)\s[\w ]{{1,20}})?\sby\s{_DESCRIBED}"
    rf"|belong(?:s|ed)?\sto\s{_DESCRIBED}|in\sthe\shands\sof\s{_DESCRIBED}",
    "de": rf"(?:gehören|gehört|gehörten|gehörte|hält|halten|hielt|besitzt|besaß)"
    rf"(?:\s(?:noch|heute|bereits|seitdem|seither))?\s{_DESCRIBED}",
    "ru": rf"(?:принадлеж(?!авш)\w+|контролиру\w+|владе\w+)\s{_DESCRIBED}",
}


_GROUP = r"(?:\s(?:family|trust|group|foundation))?"


def _after_forms(code: str) -> list[tuple[str, str]]:
    """What leads from a share to a holder behind it."""
    name = rf"(?P<name>{CITED}|{NAME})" if code == "ru" else rf"(?P<name>{NAME})"
    holder = name if code == "ru" else rf"(?P<name>{NAME}{_GROUP})"
    by = rf"(?<!\w)(?:{_HELD_BY[code]}){holder}"
    after = [(by, "after the words of ownership")]
    if code == "en":
        after.append((rf"^\sby\s{_DESCRIBED}{holder}", "after the words of ownership"))
    if code == "de":
        someone = rf"(?!(?:Anteile|Aktien|Stimmen)\b){holder}"
        belongs = rf"^\sde[rmn]\s{someone}(?=[,.;]|\s(?:und|gehör)|$)"
        after.append((belongs, "to whom it belongs"))
    if code == "ru":
        gets = r"(?:получ\w+|доста\w+|отойд\w+|перейд\w+|отош\w+|переш\w+)"
        after.append((rf"^[^.;,]{{0,12}}\s{gets}\s(?:[а-яё]+\s){{0,2}}?{name}", "who gets it"))
        after.append(
            (r"^[^.;,]{0,40}\bу\s(?:[а-яё]+(?:ого|ой|их|ых)\s){0,2}" + name, "named with the share")
        )
    return after


def holder_forms(code: str) -> HolderForms:
    """The expressions of a language, compiled once."""
    name = rf"(?P<name>{CITED}|{NAME})" if code == "ru" else rf"(?P<name>{NAME})"
    holds = _HOLDS[code]
    subject = (
        rf"(?P<name>{CITED}|{NAME}){_ASIDE}\s{_ADVERB}{holds}(?!\w)"
        if code == "ru"
        else rf"(?P<name>{NAME}{_GROUP}){_ASIDE}\s{_ADVERB}{holds}(?!\w)"
    )
    later = (
        rf"{name},\s(?:der|die|das)\s[^,.;]{{0,80}}$"
        if code == "de"
        else rf"{name},\s(?:которо\w+|who|which)\s[^,.;]{{0,80}}$"
    )
    before = [
        (rf"{name}\s{_ADVERB}$", BESIDE),
        (rf"(?:[Dd]em|[Dd]er|[Dd]en)\s{name}\s(?:[a-zäöüß]+\s){{0,2}}zu\s$", "to whom it belongs"),
        (rf"{name}\s(?:принадлежит|принадлежат|принадлежало)", "to whom it belongs"),
        (rf"{name},\swhose\s(?:own\s|combined\s)?(?:stake|holding|share|shareholding)\b[^.;]*$",
         "whose stake it is"),
        (later, "the name that the clause is about"),
        (rf"{name}(?:(?<=['’]s)|['’])\s(?:[a-z]+\s)?(?:stake|holding|share|shareholding|interest)\b[^.;,]{{0,40}}$",
         "whose stake it is"),
        (subject, SUBJECT),
        (rf"{name}(?:,\s[^.;]{{2,80}}?,)?\swith\s(?:a\s(?:further\s)?)?$", "named with the share"),
        (rf"{name},\s(?:[^,.;]{{2,60}}\s)?(?:\w*investor|\w*shareholder|owner|backer"
         r"|[\w-]*[Aa]ktionär\w*|[\w-]*[Gg]esellschafter\w*|[\w-]*eigner\w*|[\w-]*eigentümer\w*),?"
         r"\s(?:with|mit)\s(?:a\s|einem\sAnteil\svon\s|einer\sBeteiligung\svon\s)?$",
         "named with the share"),
        (rf"{name}\s(?:gehör\w+|bleib\w+|blieb\w*|verbleib\w+|verblieb\w*)\s"
         r"(?:(?:noch|weiterhin|heute|nun|dann|damit|jetzt|künftig|bisher|bislang|nur|zudem|auch)"
         r"\s){0,2}$", "to whom it belongs"),
        (rf"{name}\s[—–]\s$", BESIDE),
        (rf"\ban\s(?:der|dem|denen)\s(?:der|die|das)\s{name}\smit\s$", "named with the share"),
        (rf"{name},\sу\sкотор(?:ого|ой|ых)\s(?:есть\s)?$", "named with the share"),
        (rf"(?:ist|war|bleibt|blieb)\s{_DESCRIBED}{name}\smit\s$", "named with the share"),
        (rf"{name}\s(?:ist|war|bleibt|blieb)\s(?:[a-zäöüß]+\s){{0,3}}mit\s$",
         "named with the share"),
        (rf"(?<!\w)[Уу]\s{name}\s(?:оста\w+\s)?(?:есть\s)?$", "named with the share"),
        (rf"Дол[яюи]\s(?:[а-яё]+\s)?{name}\s[а-яё]+(?:ла|ло|лась|лось|ется|ится|ает|ит)\s(?:с|до|на)\s"
         r"(?:\d\S*\sдо\s)?$", "whose share it is"),
        (rf"Дол[яюи]\s(?:[а-яё]+\s)?{name}(?:,\s[^.;]{{2,80}},)?\s(?:составля\w+|равна)\s$",
         "whose share it is"),
    ]  # fmt: skip
    pronoun = {"en": "It|He|She|They|it|he|she", "de": "Er|Sie|Es|er|sie", "ru": "Он|Она|Оно"}[code]
    compiled = [
        tuple((re.compile(form), rule) for form, rule in forms)
        for forms in (before, _after_forms(code))
    ]
    return HolderForms(
        compiled[0],
        compiled[1],
        re.compile(rf"(?<!\w)(?:{holds}|own|hold|have)(?!\w)"),
        re.compile(rf"(?<!\w)(?:{pronoun})\s{_ADVERB}{holds}(?!\w)"),
        re.compile(rf"(?:after\s[^,]*,\s)?{_ADVERB}{holds}(?!\w)"),
        re.compile(rf"(?P<name>{NAME})(?:,\swho)?\s(?:has\s|had\s)?sold\s$"),
    )
