"""English words for times."""

import re

from dateline.drafting.languages import YEAR, Language, any_of, at_end, patterns_of

_MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December")  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"Sept": 9}
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS: dict[str, int] = {name: number for number, name in enumerate(_DAY_NAMES)}
_SHORT_DAYS = {"Mon": 0, "Tue": 1, "Tues": 1, "Wed": 2, "Thu": 3, "Thur": 3, "Thurs": 3, "Fri": 4,
               "Sat": 5, "Sun": 6}  # fmt: skip
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
            "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
            "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
            "a hundred": 100, "a couple of": 2}  # fmt: skip
_UNITS = {"day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month",
          "months": "month", "year": "year", "years": "year", "decade": "decade",
          "decades": "decade", "century": "century", "centuries": "century", "quarter": "quarter",
          "weekend": "weekend", "hour": "hour", "hours": "hour", "minutes": "hour",
          "fortnight": "week"}  # fmt: skip
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4}
_DECADES = {"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950,
            "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}  # fmt: skip
_FEASTS = {"New Year's Day": "01-01", "New Year’s Day": "01-01", "Valentine's Day": "02-14",
           "April Fools' Day": "04-01", "April Fools’ Day": "04-01", "Halloween": "10-31",
           "Christmas Eve": "12-24", "Christmas Day": "12-25", "Christmas": "12-25",
           "Boxing Day": "12-26", "New Year's Eve": "12-31", "New Year’s Eve": "12-31"}  # fmt: skip
_SHIFTS = {"last": -1, "previous": -1, "past": -1, "this": 0, "the": 0, "next": 1, "coming": 1}

_PARTS = {
    "y": rf"(?P<y>{YEAR})",
    "month": rf"(?P<month>{any_of(_MONTH_NAMES)}|(?:Sept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)\b\.?)",
    "d": r"(?:the_)?(?P<d>\d{1,2})(?:st|nd|rd|th)?",
    "dd": r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:_?[–—-]_?|_to_|_and_|_or_)"
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?",
    "wd": rf"(?:(?:{any_of(_DAY_NAMES)}|(?:{any_of(_SHORT_DAYS)})\b\.?),?_)?",
    "weekday": rf"(?P<weekday>{any_of(_DAY_NAMES)})",
    "n": rf"(?P<n>(?i:{any_of(_NUMBERS)})|\d{{1,3}})",
    "unit": r"(?P<unit>days?|weeks?|months?|years?|decades?|century|centuries|fortnight)",
    "clock": r"(?P<unit>hours?|minutes|days?|weeks?|months?|years?|decades?)",
    "season": rf"(?P<season>{any_of(_SEASONS)})",
    "about": r"(?:(?i:about|around|nearly|almost|roughly|some|over|more_than|less_than|at_least)"
    r"_)?",
    "part": r"(?P<part>(?:[Ee]arly|[Ll]ate|[Mm]id|(?:the_)?(?:middle|start|beginning|end)_of)"
    r"(?:_in)?(?:_the)?(?:_|-|–))?",
    "shift": r"(?P<shift>[Ll]ast|[Nn]ext|[Tt]his|this_coming|this_past|[Cc]oming|[Pp]revious)",
    "time": r"(?:_(?:night|morning|evening|afternoon))?",
    "ordinal": r"(?P<ordinal>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|Q[1-4])",
    "feast": rf"(?P<feast>{any_of(_FEASTS)})",
    "decades": rf"(?P<ordinal>{any_of(_DECADES)})",
}
_PATTERNS = patterns_of(
    {
        "iso": r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)",
        "feast": r"{feast}(?:,?_{y})?",
        "day_range": (
            r"{dd}(?:_of)?_{month}(?:,?_{y})?",
            r"{month}_{dd}(?:,?_{y})?",
        ),
        "day": (
            r"{wd}{d}(?:_of)?_{month},?_{y}",
            r"{wd}{month}_{d},?_{y}",
            r"{wd}{d}(?:_of)?_{month}(?:,?_(?:of_)?{shift}_year)?",
            r"{wd}{month}_(?P<d>\d{1,2})(?:st|nd|rd|th)?(?![\d,.]?\d)(?:,?_(?:of_)?{shift}_year)?",
        ),
        "month": (
            r"{part}{month},?_(?:of_)?{y}",
            r"{part}{month}_(?:of_)?{shift}_year",
            r"{shift}_{month}",
            r"{part}{month}",
        ),
        "season": (
            r"{part}(?:the_)?{season},?_(?:of_)?{y}(?:[/–-]\d{2,4})?",
            r"{part}{shift}_{season}",
            r"{part}the_{season}(?!_of_the)(?:_of_{shift}_year)?",
        ),
        "quarter": (
            r"(?:the_)?{ordinal}_quarter(?:_of|_in)?_(?:{y}|(?:{shift}|the)_year)",
            r"(?:the_)?{ordinal}_quarter",
            r"(?P<ordinal>Q[1-4])(?:_{y})?",
            r"{shift}_quarter",
        ),
        "half": (r"(?:the_)?{ordinal}_half_of_(?:{y}|(?:{shift}|the)_year)",),
        "decade": (
            r"{part}(?:the_)?(?P<y>(?:1[5-9]|20)\d)0['’]?s",
            r"{part}(?:the_)?['’](?P<n>[2-9])0s",
            r"the_{decades}",
        ),
        "century": r"(?:the_)?(?P<n>1\d|20|21)(?:st|th)_century",
        "weekend": (r"{shift}_weekend", r"(?<=the )weekend"),
        "weekday": (
            r"{shift}_{weekday}{time}",
            r"{weekday}_(?:of_)?{shift}_week",
            r"{weekday}{time}",
        ),
        "ago": r"{about}(?:(?:a_)?full_)?{n}_{unit}_ago",
        "link": (
            r"{about}{n}_{clock}_(?:later|earlier|afterwards?|before(?!_that)|after)",
            r"(?:(?:a_few|several|some|many)_)?(?i:hours|days|weeks|months|years)_(?:later|earlier)",
            r"(?:the_)?(?:next|following|same|previous|preceding)_"
            r"(?:day|night|morning|evening|afternoon)",
            r"the_(?:next|following|same|previous|preceding)_(?:week|weekend|month|year|spring|"
            r"summer|autumn|winter)",
            r"(?:the_(?:next|previous)|(?:the_)?(?:following|same|preceding))_"
            r"(?:{weekday}{time}|{month})",
            r"that_(?:day|night|evening|afternoon|morning|week|weekend|month|year|summer|winter|"
            r"spring|autumn)",
            r"the_day_(?:after|before)(?!_yesterday|_tomorrow)",
        ),
        "ahead": (r"in_{about}{n}_{unit}(?:['’]_time)?", r"{about}{n}_{unit}_from_now"),
        "unit": (
            r"{part}{shift}_(?P<unit>week|month|year|decade|century)",
            r"(?:the_)?(?:end|start|beginning|middle)_of_(?P<shift>the|this|last|next)_"
            r"(?P<unit>week|month|year|decade|century)",
        ),
        "near_day": r"(?P<ordinal>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight"
        r"|the_day_before_yesterday|the_day_after_tomorrow)(?:_(?:morning|evening|afternoon))?",
        "long": (
            r"for_(?:many_|several_|some_)?(?:weeks|months|years|decades)",
            r"the_past_(?:{n}_)?(?:weeks?|months?|years?|decades?)",
            r"for_the_(?:past|last)_(?:{n}_)?(?:weeks?|months?|years?|decades?)",
        ),
        "years": r"(?P<y>{year})[–/-](?P<y2>(?:1[0-9]|20)?\d\d)".replace("{year}", YEAR),
        "year": r"{part}{y}",
    },
    **_PARTS,
)
_STARTERS = (
    *(name.casefold() for name in (*_MONTHS, *_DAY_NAMES, *_SHORT_DAYS)),
    *(word.split()[0] for word in _NUMBERS),
    *_SEASONS, *_SHIFTS, *map(str.casefold, _ORDINALS),
    *(re.split(r"\W", word)[0].casefold() for word in _FEASTS),
    "early", "late", "mid", "middle", "start", "beginning", "end", "about", "around", "nearly",
    "almost", "roughly", "some", "over", "more", "less", "at", "today", "yesterday", "tomorrow",
    "tonight", "that", "following", "same", "preceding", "in", "for", "weekend",
    "a", "several", "many", "hours", "days", "weeks", "months", "years",
)  # fmt: skip

ENGLISH = Language(
    code="en",
    words={
        "month": _MONTHS,
        "weekday": _WEEKDAYS,
        "number": _NUMBERS,
        "unit": _UNITS,
        "season": _SEASONS,
        "shift": _SHIFTS | {"this coming": 1, "this past": -1},
        "ordinal": _ORDINALS | _DECADES,
        "near_day": {
            "today": 0,
            "tonight": 0,
            "yesterday": -1,
            "tomorrow": 1,
            "the day before yesterday": -2,
            "the day after tomorrow": 2,
        },
        "feast": _FEASTS,
    },
    starters=frozenset(_STARTERS),
    patterns=_PATTERNS,
    joins=re.compile(r"\s(?:and|to|until|till|or|through)\s|\s?–\s?"),
    before_since=at_end(r"since(?: about| around| at least| the)?|from(?= )"),
    before_until=at_end(r"until|till|up to|through"),
    before_deadline=at_end(
        r"by(?: (?:\d{1,2}\s?[ap]m|noon|midnight) on)?|no later than|not later than|before"
        r" the end of|at the latest by"
    ),
    before_not_earlier=at_end(r"not before|no earlier than|not until|at the earliest in"),
    before_about=at_end(r"about|around|circa|c\.|ca\.|roughly|approximately"),
    before_between=at_end(r"between"),
    before_from=at_end(r"from"),
    before_repeated=at_end(r"every|each|on every"),
    before_month=at_end(
        r"in|since|by|until|till|before|after|during|from|of|for|and|or|to|through|between|on"
        r"|throughout|later in|earlier in|this"
    ),
    before_year=at_end(
        r"in|since|by|until|till|before|after|during|from|of|for|and|or|to|between|about|around"
        r"|than|the|circa|late|early|mid|through"
    ),
    # A count of things or a sum follows, and no verb, preposition or mark.
    after_year=re.compile(
        r"[ \u00a0]?(?:[%€$£°]|(?:percent|per cent|people|men|women|children|euros?|dollars?"
        r"|crowns?|pounds?|million|billion|miles|metres|meters|kilometres|feet|tons|tonnes"
        r"|employees|members|copies|shares|votes|jobs|seats|pages|words|hours|kg|km|rpm|hp)\b"
        r"|(?!(?:was|is|has|as|this|its|his|does|says|years|us)\b)[a-z]{3,}(?<!s)s\b)"
    ),
    future_before=re.compile(
        r"\b(?:will|['’]ll|due|scheduled|is to|are to"
        r"|planned|plans to|expected|expects|shall"
        r"|going to|would be|must|(?-i:may)|ahead of|deadline|hopes to|intends? to|aims? to"
        r"|(?:could|might|should)\s(?!not\b|have\b)\w+"
        r"|(?:said|says|told|announced|warned)\b[^.;]{0,120}\bwould(?!\shave\b)"
        r"|resumes?|reopens?|takes?\seffect|takes? over|meets?|begins?|opens?|starts?"
        r"|ends|closes|expires)\b",
        re.IGNORECASE,
    ),
    future_after=re.compile(r"\W*(?:\w+\W+){0,6}?will\b"),
    # What "he said," stands within goes on.
    past_before=re.compile(
        r"\b(?:(?<!be )(?:said|told|wrote|asked|added|announced|declared|replied|warned|denied"
        r"|confirmed|insisted|admitted|agreed|decided|ruled|learned|did)\b(?!,)"
        r"|(?:was|were|had)\b(?:\s(?:not|been|also|originally|first)\b)*"
        r"(?:\s(?:due|to|scheduled|planned|expected|supposed|meant|set|going to)\b)*)",
        re.IGNORECASE,
    ),
)
