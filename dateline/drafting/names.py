"""Names in a text, by their capital letters, and which full name a short one stands for.

Suggestions only: it takes no person for an organisation or the other way round, since it knows
neither.
"""

import re

from dateline.drafting.russian_names import is_first_name, nominative

UPPER = "".join(chr(code) for code in range(0x530) if chr(code).isupper())
_WORD = rf"(?:[{UPPER}]\.|(?:Dr|Mrs?|Ms|Prof|St|Sen|Rep|Gov|Gen|Lt|Sgt)\.|[{UPPER}][\w’'-]*\w)"
_JOINER = r"(?:de|del|di|da|van|von|der|den|zu|al|bin|la|le|&|и)"
NAME = rf"{_WORD}(?:['’]?[ \u00a0\n](?:{_JOINER}[ \u00a0]){{0,2}}{_WORD}){{0,4}}"
_NAME = re.compile(rf"(?<!\w){NAME}")
# Titles and roles that stand before a name, and other words that begin a sentence.
TITLES = frozenset((
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Professor", "Sir", "Lady", "Lord", "Judge", "Justice",
    "Mayor", "President", "Minister", "Senator", "Captain", "Chairman", "Chairwoman", "Deputy",
    "Inspector", "Detective", "Sergeant", "General", "Colonel", "King", "Queen", "Prince",
    "Princess", "Herr", "Frau", "Richter", "Richterin", "Staatsanwalt", "Staatsanwältin",
    "Bürgermeister", "Bürgermeisterin", "Oberbürgermeister", "Oberbürgermeisterin", "Anwalt",
    "Anwältin", "Ministerin", "Anwohner", "Anwohnerin", "Sachverständige", "Präsident",
    "Präsidentin", "Verteidiger", "Verteidigerin", "The", "A", "An", "In", "On", "At", "He",
    "She", "It", "They", "We", "I", "But", "And", "When", "If", "For", "From", "Since", "After",
    "Before", "Until", "As", "Asked", "His", "Her", "Its", "Their", "This", "That", "Not",
    "Some", "By", "Der", "Die", "Das", "Ein", "Eine", "Er", "Sie", "Es", "Im", "Am", "Und",
    "Aber", "Seine", "Seiner", "Ihre", "Nach", "Seit", "Wie", "Wer", "Man", "Ihr", "Sein", "В",
    "Во", "На", "Но", "И", "Then", "Now", "Today", "Later", "Yesterday", "Meanwhile", "However",
    "Although", "While", "Because", "So", "Yet", "Still", "Once", "Both", "Under", "Over",
    "Between", "With", "Without", "Of", "To", "Or", "There", "These", "Those", "Another", "Each",
    "Every", "Only", "Even", "Also", "During", "Despite", "Among", "Together", "Damals", "Heute",
    "Bisher", "Künftig", "Zuvor", "Dann", "Doch", "Auch", "Mit", "Bei", "Von", "Zu", "Für",
    "Ему", "Ей", "Им", "Ihm", "Ihnen", "Теперь", "Тогда", "Сейчас", "Сама", "Сам", "Если", "Когда",
    "Он", "Она", "Они", "Мы", "По", "С", "Со", "За", "Как", "Его", "Её", "Monday", "Tuesday",
    "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag", "Investor",
    "Investorin", "Kaufmann", "Kauffrau", "Unternehmer", "Unternehmerin", "Firma", "Ещё",
    "Кроме", "При", "Для", "До", "От", "Об", "О", "Это", "Там", "Так", "Prozent", "Interim",
    "CEO", "CFO", "COO", "Chief", "Executive", "Эксперт", "Аналитик", "Президент", "Директор",
    "Генеральный", "Министр", "Глава", "Губернатор", "Юрист", "Адвокат", "Судья", "Vorstandschef",
    "Vorstandschefin",
    "Geschäftsführer", "Geschäftsführerin", "Sprecher", "Sprecherin", "Dame", "Baroness", "Baron",
    "Cllr", "Councillor", "Sister", "Father", "Rev", "Reverend", "Commissioner", "Constable",
    "Superintendent", "Secretary", "Governor", "Ambassador", "Coach", "Bishop", "Archbishop",
    "Officer", "Major", "Lieutenant", "Admiral", "Commander", "Attorney", "Prosecutor", "Analyst",
    "Former", "Acting", "Spokesman", "Spokeswoman", "Who", "What", "One", "Others", "Two", "Three",
    "Several", "Many", "Most", "All", "None", "Nobody", "Everyone", "People", "Critics", "Neither",
    "Either", "Here", "Where", "Why", "How", "Dieser", "Diese", "Dieses", "Jener", "Beide",
    "Niemand", "Alle", "Andere", "Viele", "Manche", "Einer", "Keiner", "Jemand", "Deren", "Dessen",
    "Was", "Wenn", "Weil", "Dass", "Ob", "Als", "Während", "Obwohl", "Zwar", "Nun", "Schon", "Noch",
    "Erst", "Nur", "So", "Hier", "Dort", "Vor", "Unter", "Über", "Gegen", "Ohne", "Um", "Aus", "Ab",
    "Bis", "Zum", "Zur", "Beim", "Vom", "Dem", "Den", "Des", "Einem", "Einen", "Seinem", "Ihrem",
    "Тот", "Та", "Те", "Этот", "Эта", "Кто", "Что", "Все", "Другой", "Один", "Одна", "Многие",
    "Никто", "Источник", "Собеседник", "Из", "У", "К", "Под", "После", "Перед", "Но", "А", "Ни",
    "Уже", "Только", "Сегодня", "Вчера", "Поэтому", "Однако", "Зато", "Потом", "Ранее", "Позже",
))  # fmt: skip
_ROLE_WORDS = (
    "unternehmer|führer|sprecher|trainer|lehrer|meister|vertreter|verwalter|forscher|berater"
    "|winzer|pfarrer|richter|verteidiger|gutachter|politiker|schaftler|historiker|physiker|chemiker"
    "|techniker|mathematiker|besitzer|eigentümer|inhaber|rentner|schüler|arbeiter|apotheker"
    "|mediziner|handwerker|gesellschafter|partner|ermittler|kritiker|nachfolger|vorgänger|bewohner"
    "|sänger|künstler|kämmerer|retter|banker|manager|betreiber|mitarbeiter|schwager|landwirt"
    "|gastwirt|nichte|neffe|mutter|tante|onkel|cousin|anwalt|arzt|professor|direktor|redakteur"
    "|ingenieur|präsident|kommandant|dezernent|referent|assistent|student|architekt|experte|zeuge"
    "|loge|landrat|stadtrat|gemeinderat|kreisrat|aufsichtsrat|beigeordnete|vorsitzende|angeklagte"
    "|beauftragte|abgeordnete|sachverständige|staatssekretär|ökonom|jurist|journalist|kaufmann"
    "|hauptmann|obmann|förster|kapitän|schäfer|züchter|vorstand|kurator|investor|autor|senator"
)
# What somebody is, as the first word of a name: "Apothekerin Jutta Behn", "Гендиректор Олег Рогов".
_FIRST_ROLES = re.compile(
    rf"(?:[\w-]*(?:{_ROLE_WORDS})(?:in|r|n)?|[\w-]*(?:zeugin|anwältin|ärztin|login|rätin|kauffrau)"
    # Women's, but no first name.
    r"|(?!(?:Valentin|Konstantin|Augustin|Severin|Quentin|Kerstin|Christin|Cathrin|Kathrin)$)"
    r"[\w-]{2,}(?:erin|orin|istin|entin|antin|ändin|eurin|nomin|aphin|ektin|ärin)"
    r"|(?:ген|экс-?)?директор\w*|председател\w+|заместител\w+|(?:со)?основател\w+|владел[ье]\w+"
    r"|представител\w+|акционер\w*|адвокат\w*|юрист\w*|профессор\w*|врач\w*|следовател\w+"
    r"|прокурор\w*|депутат\w*|мэр\w*|сенатор\w*|журналист\w*|редактор\w*|режисс[её]р\w*"
    r"|аналитик\w*|эксперт\w*|бизнесмен\w*|предпринимател\w+|министр\w*|вдов[аеуы]|сын\w*"
    r"|дочь|брат\w*|сестр[аеуы]|жена|бывш\w+|главн\w+|нынешн\w+)",
    re.IGNORECASE,
)
# Roles that English writes large where they begin a sentence.
_BEFORE_TWO = re.compile(
    "(?:Co-)?(?:Trustee|Nurse|Lawyer|Solicitor|Barrister|Economist|Actor|Actress|Author|Writer|Director"
    "|Curator|Leader|Founder|Owner|Investor|Scientist|Researcher|Doctor|Surgeon|Engineer|Pilot|Resident"
    "|Neighbou?r|Farmer|Teacher|Driver|Fisherman|Manager|Striker|Defender|Midfielder|Goalkeeper"
    "|Campaigner|Activist|Historian|Artist|Patient|Passenger|Shareholder|Spokesperson|[A-Z][a-z]+ologist"
    "|Colleague|Partner|Witness|Reporter|Editor|Publisher|Designer|Architect)"
)
# Letters behind a name.
_LETTERS = re.compile("[QKS]C|MS?P|MEP|[MOC]BE|PhD|MD|JP|FRS|Md[BL]")
# What somebody is, with all that stands before it: "Seine Schwester Gerda Lohr".
_ROLES = re.compile(
    r"(?:[A-ZÄÖÜ][\w-]*)?(?:konzern|versorger|anbieter|dienstleister|entwickler|firma|unternehmen|versicherer|hersteller"
    r"|händler(?:in)?|leiter(?:in)?|chef(?:in)?|schwester|bruder|tochter|sohn|witwe|ehefrau"
    r"|enkel(?:in)?|gründer(?:in)?|minister(?:in)?)",
    re.IGNORECASE,
)
# May be part of the name; before two words it's none.
_KINDS = re.compile(r"[A-ZÄÖÜ][a-zäöüß]*gesellschaft")
# "Mr Halden" is a person, whatever begins with the name: "Halden Holdings".
_TITLED = re.compile(rf"\b(?:Mrs?|Ms|Herrn?|Frau)\.?\s([{UPPER}][\w’-]*\w)(?!\s[{UPPER}])")
_ENDINGS = re.compile(r"(?:ого|его|ому|ему|ой|ей|ым|им|ом|ем|ою|ах|ую|ая|ий|ый|[аяуюыиеоьй])$")
_FEWEST_STEM_LETTERS = 3


class Names:
    """The names of a text: ``full`` gives the full name that a short one can only stand for."""

    def __init__(self, text: str) -> None:
        self._full: dict[str, str] = {}
        self._by_last: dict[str, dict[str, str]] = {}
        self._by_first: dict[str, dict[str, str]] = {}
        self._titled = frozenset(found[1] for found in _TITLED.finditer(text))
        for found in _NAME.finditer(text):
            self._add(untitled(found[0]))

    def _add(self, name: str) -> None:
        words = name.split()
        if len(words) < 2:
            return
        key = stem(name)
        if case_doubt(name):
            name = nominative(name) or name
        if key not in self._full or case_doubt(name) < case_doubt(self._full[key]):
            self._full[key] = name
        self._by_last.setdefault(stem(words[-1]), {})[key] = self._full[key]
        self._by_first.setdefault(stem(words[0]), {})[key] = self._full[key]

    def prefer(self, name: str) -> None:
        """Take this form of a name wherever it is meant: it stands as the subject of a verb."""
        key = stem(name)
        if key in self._full and nominative(name) in ("", name):
            self._full[key] = name

    def full(self, name: str, *, is_person: bool = False) -> str:
        """The full name, or the name itself where it is no other's short form for sure."""
        name = untitled(" ".join(name.split()))
        if not name:
            return ""
        words = name.split()
        if len(words) > 1:
            known = self._full.get(stem(name), name)
            return (nominative(known) or known) if case_doubt(known) else known
        keys: dict[str, str] = self._by_last.get(stem(name), {})
        if re.search("[иоеы][нв]ой$", name) and any(
            re.search("[нв]$", key) for key in keys.values()
        ):
            return ""  # A woman's name, and a man's.
        if not keys and name not in self._titled:
            keys = self._by_first.get(stem(name), {})
        elif (
            not is_person
            and name not in self._titled
            and set(keys) != set(self._by_first.get(stem(name), keys))
        ):
            return ""  # "Strand" is Honor Strand, or Strand Harbours.
        if len(keys) > 1:
            # With a word before it that is no part of it, it's the same name.
            keys = {key: "" for key in keys if not any(key.endswith(f" {o}") for o in keys)}
        if len(keys) == 1:
            return self._full[next(iter(keys))]
        return "" if keys else name


def case_doubt(name: str) -> int:
    """How little likely it is that a Russian name stands in the nominative, from 0 to 2.

    1 for a woman's nominative, which is a man's genitive too; 0 for names in other scripts.
    """
    words = name.split()
    if not re.search("[а-яё]", name):
        return 0
    if len(words) > 1 and re.search("(?:[оиэ]|[иы]х)$", words[-1]):
        words = words[:-1]  # Such a last name has no cases.
    if all(re.search("[ое]й$", word) for word in words):
        return 2
    ends = [re.search("[бвгджзйклмнпрстфхцчшщь]$", word) is not None for word in words]
    if any(ends) and all(end or word[-1] in "ая" for end, word in zip(ends, words, strict=True)):
        return 0
    return 1 if all(word[-1] in "ая" for word in words) else 2


def untitled(name: str) -> str:
    """The name without titles and other words that only begin a sentence."""
    words = name.split()
    while words and (words[0].rstrip(".") in TITLES or _is_role(words)):
        words = words[1:]
    while words and _LETTERS.fullmatch(re.sub(r"[’']s$", "", words[-1])):
        words = words[:-1]
    roles = [n for n, word in enumerate(words[:-1]) if _ROLES.fullmatch(word)]
    roles += [n for n, word in enumerate(words[:-2]) if _KINDS.fullmatch(word)]
    words = words[max(roles) + 1 :] if roles else words
    # "Holger Timm von der Initiative": two words are a name already.
    for n in range(2, len(words) - 1):
        if words[n] in ("von", "vom") and words[n + 1] in ("der", "den", "dem", "des"):
            words = words[:n]
            break
    if words and words[0] in ("der", "den", "und", "и", "&"):
        return ""  # "Anwalt der Erben" is nobody's name.
    words = _without_owner(words)
    return re.sub(r"[’']s$", "", " ".join(words))


def _without_owner(words: list[str]) -> list[str]:
    """ "Адвокат Саенко Лев Гринёв": whose lawyer it is stands before the name."""
    if len(words) != 3 or not re.search("[а-яё]", words[0]) or is_first_name(words[0]):
        return words
    if re.search("(?:вич|вн)[а-яё]{0,2}$", words[1]):
        return words
    return words[1:] if is_first_name(words[1]) else []


def _is_role(words: list[str]) -> bool:
    if len(words) > 2 and _BEFORE_TWO.fullmatch(words[0]):
        return True
    return len(words) > 1 and _FIRST_ROLES.fullmatch(words[0]) is not None


def stem(name: str) -> str:
    """What the cases of a Russian name share; other names are only put in small letters."""
    words = []
    for word in name.split():
        plain = word.casefold()
        if re.search("[а-яё]", plain):
            plain = plain.replace("ё", "е")
            short = _ENDINGS.sub("", plain)
            plain = short if len(short) >= _FEWEST_STEM_LETTERS else plain
        words.append(plain)
    return " ".join(words)
