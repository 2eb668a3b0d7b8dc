"""Names in a text, by their capital letters, and which full name a short one stands for.

Suggestions only: it takes no person for an organisation or the other way round, since it knows
neither.
"""

import re

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
    "Aber", "Nach", "Seit", "Wie", "Wer", "Man", "Ihr", "Sein", "В", "Во", "На", "Но", "И",
    "Он", "Она", "Они", "Мы", "По", "С", "Со", "За", "Как", "Его", "Её", "Monday", "Tuesday",
    "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag", "Investor",
    "Investorin", "Kaufmann", "Kauffrau", "Unternehmer", "Unternehmerin", "Firma", "Ещё",
    "Кроме", "При", "Для", "До", "От", "Об", "О", "Это", "Там", "Так", "Prozent", "Interim",
    "CEO", "CFO", "COO", "Chief", "Executive", "Эксперт", "Аналитик", "Президент", "Директор",
    "Генеральный", "Министр", "Глава", "Адвокат", "Судья", "Vorstandschef", "Vorstandschefin",
    "Geschäftsführer", "Geschäftsführerin", "Sprecher", "Sprecherin",
))  # fmt: skip
_ENDINGS = re.compile(r"(?:ого|его|ому|ему|ой|ей|ым|им|ом|ем|ою|ах|ую|ая|ий|ый|[аяуюыиеоьй])$")
_FEWEST_STEM_LETTERS = 3


class Names:
    """The names of a text: ``full`` gives the full name that a short one can only stand for."""

    def __init__(self, text: str) -> None:
        self._full: dict[str, str] = {}
        self._by_last: dict[str, dict[str, str]] = {}
        self._by_first: dict[str, dict[str, str]] = {}
        for found in _NAME.finditer(text):
            self._add(untitled(found[0]))

    def _add(self, name: str) -> None:
        words = name.split()
        if len(words) < 2:
            return
        key = stem(name)
        self._full.setdefault(key, name)
        self._by_last.setdefault(stem(words[-1]), {})[key] = self._full[key]
        self._by_first.setdefault(stem(words[0]), {})[key] = self._full[key]

    def prefer(self, name: str) -> None:
        """Take this form of a name wherever it is meant: it stands as the subject of a verb."""
        key = stem(name)
        if key in self._full:
            self._full[key] = name

    def full(self, name: str) -> str:
        """The full name, or the name itself where it is no other's short form for sure."""
        name = untitled(" ".join(name.split()))
        if not name:
            return ""
        words = name.split()
        if len(words) > 1:
            return self._full.get(stem(name), name)
        for table in (self._by_last, self._by_first):
            keys = table.get(stem(name), {})
            if len(keys) == 1:
                return self._full[next(iter(keys))]
            if keys:
                return ""
        return name


def untitled(name: str) -> str:
    """The name without titles and other words that only begin a sentence."""
    words = name.split()
    while words and (words[0].rstrip(".") in TITLES):
        words = words[1:]
    return re.sub(r"[’']s$", "", " ".join(words))


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
