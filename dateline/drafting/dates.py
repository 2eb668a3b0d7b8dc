"""Find every expression of time in a text.

The text is read once, word by word; at a number or a word with which a time may begin, the
language's patterns are tried there, so that the time this takes grows with the text's length.
"""

import re
from collections.abc import Iterator

from dateline.dates import is_date
from dateline.drafting.calendar_points import Published
from dateline.drafting.english import ENGLISH
from dateline.drafting.findings import FoundDate
from dateline.drafting.german import GERMAN
from dateline.drafting.languages import YEAR, Language
from dateline.drafting.russian import RUSSIAN
from dateline.drafting.sentences import first_sentence, last_sentence
from dateline.drafting.time_forms import FORMS, Reading, Setting
from dateline.story import Passage

LANGUAGES = {language.code: language for language in (ENGLISH, GERMAN, RUSSIAN)}
_WORD = re.compile(r"[^\W_]+")
# Numbers that are no day and no year start no time.
_NUMBER = re.compile(r"\d{1,2}|\d{4}")
# How far around a time is looked for what directs it.
_NEAR = 80
_SHORT = 30
# Between two years: the second one counts nothing.
_IN_RANGE = re.compile(rf"(?<!\d){YEAR}\s(?:und|bis|and|to)\s$")
_QUOTED_BEFORE = re.compile(r"^.*[,.!?…][\"”“»’]", re.DOTALL)
# A year that stands in another sentence.
_THAT_YEAR = re.compile(
    r",?\s(?:of\s|in\s)?(?:(?P<same>that|the\ssame)|the\s(?:following|next|previous))\syear\b"
    r"|\s(?:des\s)?(?:(?P<selben>desselben|selben|gleichen|jenes)|(?:darauf)?folgenden)\sJahres\b"
    r"|\s(?P<того>того\sже)\sгода\b"
)
# In a clause about a name nothing behind it says when it was: "who left in May, will".
_IN_CLAUSE = re.compile(
    r",\s(?:who|whose|which|where|when|der|die|das|deren|dessen|котор\w+)\s[^,]*$"
)
# "The highest since 2015" lasts no longer.
_BEST_SINCE = re.compile(
    r"\b(?:\w{2,}est|first|best|worst|most|least|erste\w?|\w{3,}ste[nrs]?|[Вв]первые|сам\w+|м\w+имум\w*)"
    r"\b[^.,;]{0,30}\s(?:since|seit|со?)(?:\s(?:the|dem|der|at least))?\s*$"
)
_CURRENCY = "$€£¥₽№#"
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
# Year, month and day, each with its sign, as Chinese, Japanese and Korean write them. A year alone
# must be one: "1500年前" counts years.
_SIGNED = re.compile(
    rf"(?<!\d)(?:(\d{{4}})\s?[年년]\s?(\d{{1,2}})\s?[月월](?:\s?(\d{{1,2}})\s?[日号號일])?"
    rf"|({YEAR})\s?[年년](?![前来來后後间間度代以多之\d]))"
)


def language_of(code: str) -> Language | None:
    """The language of a tag such as "en-GB"; None where it has no rules here."""
    return LANGUAGES.get(re.split(r"[-_]", code.strip().lower())[0])


def find_dates(
    text: str, language: Language | None, published: Published | None
) -> list[FoundDate]:
    """All expressions of time, in order; without a language dates in numbers alone."""
    if language is None:
        return list(_in_numbers(text))
    found = _joined(text, list(_single(text, language, published)), language)
    return _without_lent_years(text, found)


def _in_numbers(text: str) -> Iterator[FoundDate]:
    """The dates that need no word of a language."""
    matches = sorted((*_ISO.finditer(text), *_SIGNED.finditer(text)), key=re.Match.start)
    for found in matches:
        edtf = "-".join(part.zfill(2) for part in found.groups() if part)
        if is_date(edtf):
            yield FoundDate(Passage(*found.span()), found[0], edtf, "written with numbers")


def _without_lent_years(text: str, found: list[FoundDate]) -> list[FoundDate]:
    """Of "July of that year" nothing here says which year it is: the last one is a suggestion."""
    made: list[FoundDate] = []
    last_year = ""
    for date in found:
        lent = _THAT_YEAR.match(text, date.passage.end)
        if made and date.passage.start < made[-1].passage.end:
            continue  # "that year" itself.
        if lent and not re.search(r"\d{4}", date.words):
            passage = Passage(date.passage.start, lent.end())
            words = text[passage.start : passage.end]
            others = _in_year(date.edtf, last_year) if any(lent.groups()) else ()
            date = FoundDate(passage, words, "", "the year is that of another sentence", others)
        elif years := re.findall(r"\d{4}", date.words):
            last_year = years[-1]
        made.append(date)
    return made


def _in_year(edtf: str, year: str) -> tuple[str, ...]:
    """The date in another year; none where it has several, or isn't in the calendar then."""
    years = set(re.findall(r"\d{4}", edtf))
    moved = re.sub(r"\d{4}", year, edtf)
    return (moved,) if year and len(years) == 1 and is_date(moved) else ()


def _single(text: str, language: Language, published: Published | None) -> Iterator[FoundDate]:
    done = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < done or not _may_start(text, word, language):
            continue
        found = _found_at(text, start, language, published)
        if found:
            done = found.passage.end
            yield found


def _may_start(text: str, word: re.Match[str], language: Language) -> bool:
    plain = word[0]
    if plain.isdigit():
        start = word.start()
        before = text[start - 1 : start]
        is_inner = (
            before in (".", ",", ":", "/", "-", "–") and text[start - 2 : start - 1].isdigit()
        )
        return (
            bool(_NUMBER.match(plain)) and not is_inner and (not before or before not in _CURRENCY)
        )
    return plain.casefold() in language.starters or plain[:1].isdigit()


def _found_at(
    text: str, start: int, language: Language, published: Published | None
) -> FoundDate | None:
    before = text[max(0, start - _SHORT) : start]
    if language.before_repeated.search(before):
        return None
    for pattern in language.patterns:
        match = pattern.regex.match(text, start)
        if match is None:
            continue
        setting = _setting(text, match, before, language, published)
        reading = FORMS[pattern.form](match, setting)
        if reading is not None:
            reading = _where_sure(reading, text[match.end() :][:_NEAR], language, setting)
            reading = _with_part(_directed(reading, before, language, setting), match)
            return FoundDate(
                Passage(start, match.end()), match[0], reading.edtf, reading.rule,
                reading.alternatives,
            )  # fmt: skip
    return None


def _setting(
    text: str, match: re.Match[str], before: str, language: Language, published: Published | None
) -> Setting:
    sentence = last_sentence(text[max(0, match.start() - _NEAR) : match.start()])
    # What was quoted before says nothing of when it was said.
    sentence = _QUOTED_BEFORE.sub("", sentence)
    after = text[match.end() : match.end() + _NEAR]
    if _IN_CLAUSE.search(sentence):
        after = after.partition(",")[0]
    is_since = re.search(r"\b(?:since|seit)(?:\s(?:dem|der|the))?\s*$", before) is not None
    is_future = not is_since and _is_future(sentence, first_sentence(after), language)
    return Setting(
        language,
        published,
        is_future,
        bool(language.before_month.search(before)),
        _is_year(match, before, after, language),
    )


def _is_future(before: str, after: str, language: Language) -> bool:
    """Whether the words of its sentence say that a time is to come: the last one before it counts.

    What comes after it counts where no verb right before it has the time for itself.
    """
    past = max((found.end() for found in language.past_before.finditer(before)), default=-1)
    ahead = max((found.end() for found in language.future_before.finditer(before)), default=-1)
    if ahead > past:
        return True
    is_taken = past >= 0 and not re.search(r"[,;:]|\b(?:that|dass|что)\b", before[past:])
    return not is_taken and language.future_after.match(after) is not None


def _is_year(match: re.Match[str], before: str, after: str, language: Language) -> bool:
    """Whether four digits are a year: by what stands before or after them."""
    if "y" not in match.re.groupindex or match["y"] != match[0]:
        return True
    if _IN_RANGE.search(before):
        return True
    if re.match(r"[.,:]\d|[-–/]?\w", after) or language.after_year.match(after):
        # Russian names what is counted, or the word "year".
        return (
            False
            if language.code != "ru"
            else bool(language.before_year.search(before))
            and (re.match(r"\s*[),;.]|\s+(?:по|до|и)\s", after) is not None)
        )
    return bool(
        language.before_year.search(before)
        or before.endswith("(")
        or (language.code != "ru" and "1800" <= match[0] <= "2099")
    )


def _directed(reading: Reading, before: str, language: Language, setting: Setting) -> Reading:
    """The reading as a start, an end, a deadline or about a year, where the words before say so."""
    edtf = reading.edtf
    if not edtf or set(edtf) & set("[/~"):
        return reading
    if language.before_not_earlier.search(before):
        return Reading(f"[{edtf}..]", f"not before it; {reading.rule}", reading.alternatives)
    if language.before_deadline.search(before):
        return Reading(f"[..{edtf}]", f"by then; {reading.rule}", reading.alternatives)
    if language.before_until.search(before):
        return Reading(f"/{edtf}", f"until then; {reading.rule}", reading.alternatives)
    if _BEST_SINCE.search(before):
        return reading
    if language.before_since.search(before) and not re.search(r"from\s*$", before, re.I):
        return Reading(f"{edtf}/..", f"since then; {reading.rule}", reading.alternatives)
    if len(edtf) == 4 and language.before_about.search(before):
        return Reading(f"{edtf}~", f"about; {reading.rule}", reading.alternatives)
    return reading


def _where_sure(reading: Reading, after: str, language: Language, setting: Setting) -> Reading:
    """Blank where the tenses before and after a time disagree: "due in May was delayed"."""
    is_over = language.code == "en" and re.match(r"\s(?:was|were|had)\b", after)
    if not (setting.is_future and is_over and reading.edtf and reading.alternatives):
        return reading
    rule = "whether it is past or to come the words leave open"
    return Reading("", rule, (reading.edtf, *reading.alternatives))


def _with_part(reading: Reading, match: re.Match[str]) -> Reading:
    """The reading, with a word on "early", for which EDTF has no form."""
    part = match["part"] if "part" in match.re.groupindex else None
    if not (part and reading.edtf):
        return reading
    rule = f'{reading.rule}; "{part.strip(" -–")}" stands in the words alone'
    return Reading(reading.edtf, rule, reading.alternatives)


def _joined(text: str, found: list[FoundDate], language: Language) -> list[FoundDate]:
    """Two times that the words before and between them make a range become one."""
    made: list[FoundDate] = []
    for date in found:
        joined = _range(text, made[-1], date, language) if made else None
        if joined:
            made[-1] = joined
        else:
            made.append(date)
    return made


def _range(text: str, one: FoundDate, other: FoundDate, language: Language) -> FoundDate | None:
    between = text[one.passage.end : other.passage.start]
    if len(between) > _SHORT or not language.joins.fullmatch(between):
        return None
    before = text[max(0, one.passage.start - _SHORT) : one.passage.start]
    first, last = one.edtf.removesuffix("/.."), other.edtf.removeprefix("/")
    if not (first and last) or set(first + last) & set("[/~X") or not first < last:
        return None
    is_choice = between.strip() in ("or", "oder", "или")
    is_between = language.before_between.search(before) is not None
    is_span = between.strip() in ("–", "to", "until", "bis", "по", "through", "till") or (
        language.before_from.search(before) is not None and between.strip() in ("до", "bis")
    )
    if not (is_choice or is_between or is_span):
        return None
    lasts = is_span or (is_between and len(first) == len(last) == 4)
    passage = Passage(one.passage.start, other.passage.end)
    range_, unknown = f"{first}/{last}", f"[{first}..{last}]"
    edtf, alternative = (range_, unknown) if lasts else (unknown, range_)
    return FoundDate(
        passage, text[passage.start : passage.end], edtf, "both ends are written", (alternative,)
    )
