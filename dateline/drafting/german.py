"""German words for times."""

import re

from dateline.drafting.languages import YEAR, Language, any_of, at_end, patterns_of

_MONTH_NAMES = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
                "Oktober", "November", "Dezember")  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {f"{name}s": number for name, number in _MONTHS.items()}
_MONTHS |= {"Jänner": 1, "Feber": 2, "Maerz": 3, "Jan": 1, "Feb": 2, "Mär": 3, "Apr": 4, "Aug": 8,
            "Sept": 9, "Sep": 9, "Okt": 10, "Nov": 11, "Dez": 12}  # fmt: skip
_FULL_MONTHS = [name for name in _MONTHS if len(name) > 4 or name in _MONTH_NAMES]
_DAY_NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_WEEKDAYS = {name: number for number, name in enumerate(_DAY_NAMES)} | {"Sonnabend": 5}
_NUMBERS = {"einem": 1, "einer": 1, "einen": 1, "ein": 1, "eine": 1, "zwei": 2, "drei": 3,
            "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
            "elf": 11, "zwölf": 12, "fünfzehn": 15, "zwanzig": 20, "dreißig": 30, "vierzig": 40,
            "fünfzig": 50, "hundert": 100}  # fmt: skip
_UNITS = {"tag": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week",
          "monat": "month", "monats": "month", "monate": "month", "monaten": "month",
          "jahr": "year", "jahre": "year",
          "jahren": "year", "jahres": "year", "jahrzehnt": "decade", "jahrzehnte": "decade",
          "jahrzehnten": "decade", "jahrhundert": "century", "jahrhunderten": "century",
          "quartal": "quarter", "wochenende": "weekend", "stunde": "hour", "stunden": "hour",
          "minuten": "hour"}  # fmt: skip
_SEASONS = {"frühjahr": 21, "frühling": 21, "sommer": 22, "herbst": 23, "winter": 24,
            "frühjahrs": 21, "sommers": 22, "herbstes": 23, "winters": 24}  # fmt: skip
_SEASON_NAMES = [name.capitalize() for name in _SEASONS]
_STEMS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4}
_ORDINALS: dict[str, int] = {
    stem + end: number for stem, number in _STEMS.items() for end in ("e", "en", "es", "er")
}
_DECADES = {"zwanziger": 1920, "dreißiger": 1930, "vierziger": 1940, "fünfziger": 1950,
            "sechziger": 1960, "siebziger": 1970, "achtziger": 1980, "neunziger": 1990}  # fmt: skip
_FEASTS = {"Neujahr": "01-01", "Heiligabend": "12-24", "Weihnachten": "12-25",
           "Silvester": "12-31", "Allerheiligen": "11-01", "Nikolaus": "12-06"}  # fmt: skip
_SHIFT_STEMS = {"letzt": -1, "vergangen": -1, "vorig": -1, "dies": 0, "laufend": 0, "kommend": 1,
                "nächst": 1}  # fmt: skip
_SHIFTS = {
    stem + end: number
    for stem, number in _SHIFT_STEMS.items()
    for end in ("e", "en", "er", "es", "em")
}
_NEAR_DAYS = {"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2}

_PARTS = {
    "y": rf"(?P<y>{YEAR})",
    "month": rf"(?P<month>{any_of(_FULL_MONTHS)}|(?:Jan|Feb|Mär|Apr|Aug|Sept|Sep|Okt|Nov|Dez)\.)",
    "d": r"(?P<d>\d{1,2})\.",
    "wd": rf"(?:(?:{any_of(_WEEKDAYS)}),?_(?:(?:den|dem)_)?)?",
    "weekday": rf"(?P<weekday>{any_of(_WEEKDAYS)})",
    "n": rf"(?P<n>(?i:{any_of(_NUMBERS)})|\d{{1,3}})",
    "unit": r"(?P<unit>Tage?n?|Wochen?|Monate?n?|Jahre?n?|Jahrzehnte?n?|Jahrhundert(?:en)?)",
    "clock": r"(?P<unit>Stunden?|Minuten|Tage?n?|Wochen?|Monate?n?|Jahre?n?|Jahrzehnte?n?)",
    "season": rf"(?P<season>{any_of(_SEASON_NAMES)})",
    "about": r"(?:(?:etwa|rund|gut|fast|knapp|mehr_als|über|ungefähr)_)?",
    "part": r"(?P<part>(?:Anfang|Mitte|Ende)_(?:des_Jahres_)?)?",
    "shift": rf"(?P<shift>{any_of(_SHIFTS)})",
    "time": r"(?:morgen|vormittag|mittag|nachmittag|abend|nacht)?",
    "ordinal": rf"(?P<ordinal>{any_of(_ORDINALS)})",
    "feast": rf"(?P<feast>{any_of(_FEASTS)})",
    "decades": rf"(?P<ordinal>{any_of(_DECADES)})",
}
_PATTERNS = patterns_of(
    {
        "iso": (
            r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)",
            r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})",
        ),
        "day_range": r"{d}(?:_?[–-]_?|_bis_(?:zum_)?|_und_|_oder_)(?P<d2>\d{1,2})\._{month}"
        r"(?:_{y})?",
        "day": (
            r"{wd}{d}_{month}_{y}",
            r"{wd}{d}_{month}_{shift}_Jahres",
            r"{wd}{d}_{month}",
        ),
        "month": (
            r"{part}{month}_{y}",
            r"{shift}_{month}",
            r"{part}{month}",
        ),
        "season": (
            r"{season}_(?:des_Jahres_)?{y}(?:[/–-]\d{2,4})?",
            r"{shift}_{season}",
            r"{season}",
        ),
        "quarter": (
            r"{ordinal}_Quartal_(?:des_Jahres_)?{y}",
            r"{ordinal}_Quartal",
            r"{shift}_Quartal",
        ),
        "half": (r"{ordinal}_(?:Halbjahr|Jahreshälfte)_{y}", r"{ordinal}_(?:Halbjahr)"),
        "decade": (
            r"{part}(?P<y>(?:1[5-9]|20)\d)0er(?:-Jahren?|_Jahren?)?",
            r"(?P<n>[2-9])0er(?:-Jahren?|_Jahren?)",
            r"{decades}_Jahren?",
            r"{decades}jahren?",
        ),
        "century": r"(?P<n>1\d|20|21)\._Jahrhunderts?",
        "weekend": (r"{shift}_Wochenende", r"(?:am_)?Wochenende"),
        "weekday": (
            r"{shift}_{weekday}{time}",
            r"{weekday}_{shift}_Woche",
            r"{weekday}{time}",
        ),
        "ago": r"[Vv]or_{about}{n}_{unit}",
        "link": (
            r"{about}{n}_{clock}_(?:später|danach|zuvor|darauf|davor|nach|vor)",
            r"(?:(?:wenige|einige|mehrere)_)?(?:Stunden|Tage|Wochen|Monate|Jahre)_(?:später|zuvor|danach"
            r"|davor)",
            r"(?:[Tt]ags|(?:am_)?Tag|(?:ein_)?Jahr|(?:im_)?Monat)_(?:darauf|danach|zuvor|davor)",
            r"(?:am_)?(?:(?:nächst|folgend|selb)en|gleichen|nämlichen)_(?:Tag|Morgen|Abend)(?:es)?",
            r"(?:folgenden|darauffolgenden|selben|gleichen)_{weekday}{time}",
            r"(?:an_)?(?:diesem|jenem)_(?:Tag|Abend|Morgen)",
        ),
        "ahead": r"in_{about}{n}_{unit}",
        "unit": (
            r"(?:Anfang|Mitte|Ende)_des_(?P<unit>Monats|Jahres|Jahrzehnts)",
            r"(?P<unit>Monats|Jahres)(?:ende|anfang|mitte)",
            r"{part}{shift}_(?P<unit>Woche|Monats?|Jahr(?:es)?|Jahrzehnts?)",
        ),
        "near_day": r"(?P<ordinal>[Hh]eute|[Gg]estern|[Vv]orgestern|morgen|[Üü]bermorgen)"
        r"(?:_(?:früh|Morgen|Mittag|Nachmittag|Abend))?",
        "feast": r"{feast}(?:_{y})?",
        "long": r"[Ss]eit_(?:vielen_|einigen_|mehreren_)?(?:Tagen|Wochen|Monaten|Jahren|"
        r"Jahrzehnten)",
        "years": r"(?P<y>{year})[–/-](?P<y2>(?:1[0-9]|20)?\d\d)".replace("{year}", YEAR),
        "year": r"{part}{y}",
    },
    **_PARTS,
)
_STARTERS = (
    *(name.casefold() for name in (*_MONTHS, *_WEEKDAYS, *_FEASTS)),
    *(name.casefold() + time for name in _WEEKDAYS
      for time in ("morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht")),
    *_NUMBERS, *_SEASONS, *_ORDINALS, *_SHIFTS, *_DECADES, *_NEAR_DAYS,
    *(f"{decade}jahre" for decade in _DECADES), *(f"{decade}jahren" for decade in _DECADES),
    "anfang", "mitte", "ende", "vor", "in", "seit", "etwa", "rund", "gut", "fast", "knapp", "mehr",
    "über", "ungefähr", "tags", "tag", "jahr", "monat", "am", "an", "wochenende", "folgenden",
    "darauffolgenden", "selben", "gleichen", "diesem", "jenem", "monatsende", "jahresende",
    "monatsanfang", "jahresanfang", "monatsmitte", "jahresmitte", "wenige", "einige", "mehrere",
    "stunden", "tage", "wochen", "monate", "jahre",
)  # fmt: skip

GERMAN = Language(
    code="de",
    words={
        "month": _MONTHS,
        "weekday": _WEEKDAYS,
        "number": _NUMBERS,
        "unit": _UNITS,
        "season": _SEASONS,
        "shift": _SHIFTS,
        "ordinal": _ORDINALS | _DECADES,
        "near_day": _NEAR_DAYS,
        "feast": _FEASTS,
    },
    starters=frozenset(map(str.casefold, _STARTERS)),
    patterns=_PATTERNS,
    joins=re.compile(r"\s(?:und|bis|oder)\s(?:zum\s)?|\s?–\s?"),
    before_since=at_end(r"seit(?: dem| der| den| etwa| rund)?"),
    before_until=at_end(r"bis(?: zum| zur| in den| ins)?"),
    before_deadline=at_end(r"spätestens(?: am| im| bis)?"),
    before_not_earlier=at_end(r"nicht vor(?: dem| der)?|frühestens(?: am| im)?"),
    before_about=at_end(r"um|etwa|ungefähr|circa|ca\.|gegen|rund um"),
    before_between=at_end(r"zwischen(?: dem)?"),
    before_from=at_end(r"von|vom"),
    before_repeated=at_end(r"jeden|jeder|jedem|alle"),
    before_month=at_end(
        r"im|seit|bis|vom|ab|zum|und|oder|vor|nach|von|zwischen|den|dem|des|seit dem|ende|anfang"
        r"|mitte|noch im|erst im"
    ),
    before_year=at_end(
        r"jahre?s?|seit|bis|von|ab|um|etwa|vor|nach|und|oder|zwischen|ende|anfang|mitte|schon|erst"
        r"|noch|im jahre?|sommer|herbst|winter|frühjahr"
    ),
    after_year=re.compile(r"[ \u00a0]?(?:[%€$£°]|(?!(?:Jahre?)\b)[A-ZÄÖÜ][a-zäöüß]+)"),
    future_before=re.compile(
        r"\b(?:wird|werden|soll|sollen|geplant|will|wollen|kann|können|vorgesehen|muss|müssen|beginnt|beginnen"
        r"|startet|starten|endet|enden|läuft|tagt|tagen|entscheidet|verhandelt|eröffnet|tritt|treten"
        r"|finde[tn]\s(?:am|im|an)"
        r"|(?:stimm(?:t|en)|wähl(?:t|en)|komm(?:t|en)|trifft|treffen|spiel(?:t|en)|feier(?:t|n)|reist"
        r"|geh(?:t|en)|wechselt|erscheint|berät|beraten)\s(?:\w+\s){0,2}(?:am|im|ab|zum))\b",
        re.IGNORECASE,
    ),
    future_after=re.compile(
        r"\s(?:(?:wird|werden|soll|sollen|will|wollen|muss|tagt|tagen|beginnt|beginnen|startet|starten"
        r"|endet|enden|öffnet|öffnen|schließt|findet|finden|entscheidet|entscheiden|tritt|treten|läuft"
        r"|laufen|kommt|kommen|übernimmt|übernehmen|wählt|wählen|folgt|jährt|verhandelt|urteilt"
        r"|eröffnet|wechselt|feiert|geht|zieht|steht an|stimmt|stimmen)\b"
        r"|(?:\w+\s){1,3}(?:wird|werden)(?=[,.;]|$))"
    ),
    # Only what ends no clause within another: "soll das Haus, das verkauft wurde, im Mai öffnen".
    past_before=re.compile(
        r"\b(?:sagten?|erklärten?|schrieb(?:en)?|teilten?|kündigten?|berichteten?|betonten?"
        r"|bestätigten?|(?:war|waren|hatten?)(?:\s\w+){0,2}?\s(?:geplant|vorgesehen))\b",
        re.IGNORECASE,
    ),
)
