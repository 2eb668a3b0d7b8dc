"""What was likely meant by a share or a choice that is not written as the format has it.

A guess is written out in a message and never taken: that is the writer's to decide. Knows no
file and no row.
"""

import difflib
import itertools
import re
from collections.abc import Iterator

from dateline.reading.date_guesses import MONTH, MONTHS
from dateline.shares import is_share
from dateline.story import Column

_NUMBER = r"\d+(?:\.\d+)?"
_SPAN = re.compile(rf"({_NUMBER}) ?(?:-|–|—|to|…|/|\.\.+) ?({_NUMBER})")
_FRACTION_WORDS = {
    "half": "1/2", "third": "1/3", "quarter": "1/4", "fifth": "1/5", "sixth": "1/6",
    "seventh": "1/7", "eighth": "1/8", "ninth": "1/9", "tenth": "1/10", "twelfth": "1/12",
}  # fmt: skip
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_FRACTION_IN_WORDS = re.compile(
    rf"(?:(?P<count>{'|'.join(_COUNTS)})[ -])?(?P<part>{'|'.join(_FRACTION_WORDS)})s?"
)
_MAJORITY = re.compile(r"(?:a |the )?(?:simple )?majority(?: stake)?|most|50\.0*1(?:\.\.100)?")
# Words before a number, by the sign that stands for them.
_SIGN_WORDS = (
    (
        re.compile(r"(?:just |a little )?(?:<(?!=)|under|below|less than|nearly|almost|shy of) ?"),
        "<",
    ),
    (re.compile(r"(?:\.\.|…|<=|≤|up to|at most|no more than|not more than|maximum) ?"), "<="),
    (re.compile(r"(?:just |a little )?(?:>(?!=)|over|above|more than) ?"), ">"),
    (re.compile(r"(?:>=|≥|at least|no less than|not less than|minimum) ?"), ">="),
    (re.compile(r"(?:about|around|roughly|some|approximately|circa|ca?\.?|~|≈) ?"), "~"),
)
_OPEN_END = re.compile(rf"({_NUMBER}) ?(?:\.\.|…|\+|or more)")
_AS_DATE = (
    re.compile(rf"{MONTH}-(?P<day>\d{{1,2}})"),
    re.compile(rf"(?P<day>\d{{1,2}})-{MONTH}"),
)


def guess_shares(text: str) -> tuple[str, ...]:
    """The share that ``text`` likely means, in the format's own spelling."""
    plain = re.sub(r"(\d),(\d)", r"\1.\2", " ".join(text.casefold().split()))
    plain = re.sub(r" ?(?:%|percent|per cent)", "", plain)
    guesses = dict.fromkeys(guess for guess in _shares(plain) if is_share(guess))
    return tuple(itertools.islice(guesses, 2))


def _shares(text: str) -> Iterator[str]:
    yield from _share_numbers(text)
    if _MAJORITY.fullmatch(text):
        yield ">50"
    for pattern, sign in _SIGN_WORDS:
        match = pattern.match(text)
        if match and match.end():
            yield from (f"{sign}{number}" for number in _share_numbers(text[match.end() :]))
    if match := _OPEN_END.fullmatch(text):
        yield f">={match[1]}"
    if match := re.fullmatch(rf"({_NUMBER}) ?/ ?({_NUMBER})", text):
        # "50/50" is two holders' shares in one cell.
        yield match[1] if float(match[1]) + float(match[2]) == 100 else ""
    elif match := _SPAN.fullmatch(text):
        yield f"{match[1]}..{match[2]}"
    for pattern in _AS_DATE:
        # A spreadsheet makes a date of "10-20" that was typed as a range, and of "1/3".
        if match := pattern.fullmatch(text):
            month, day = MONTHS[match["month"]], int(match["day"])
            low, high = sorted((month, day))
            yield f"{low}..{high}"
            yield f"{low}/{high}"


def _share_numbers(text: str) -> Iterator[str]:
    """A number or a fraction, in digits or in words."""
    if re.fullmatch(_NUMBER, text) or re.fullmatch(r"\d+/\d+", text):
        yield text
    if match := _FRACTION_IN_WORDS.fullmatch(text):
        part, whole = _FRACTION_WORDS[match["part"]].split("/")
        yield f"{int(part) * _COUNTS[match['count'] or 'a']}/{whole}"


# Other words for a choice, by column; what is close to a choice in letters may be its opposite.
_MEANT: dict[str, dict[str, str]] = {
    "status": {
        "reported": "confirmed verified true fact factual certain sure yes proven established "
        "undisputed documented official known happened past done",
        "claimed": "alleged allegation claim claims said says asserted purported rumoured rumored "
        "rumour rumor unconfirmed unverified suspected reportedly attributed",
        "disputed": "contested controversial contradicted conflicting doubtful denies challenged "
        "questioned",
        "planned": "plan scheduled expected future upcoming intended proposed forthcoming pending "
        "promised announced due projected",
    },
    "basis": {
        "stated": "given printed explicit reported disclosed known quoted",
        "derived": "calculated computed inferred implied estimated estimate deduced",
        "undisclosed": "unknown secret hidden none n/a unstated undefined",
    },
    "weight": {
        "lead": "main key major important high top primary",
        "minor": "low small secondary unimportant less",
    },
    "kind": {
        "direct": "quote quotation verbatim speech said",
        "fragment": "partial part snippet phrase",
        "indirect": "paraphrase paraphrased reported summary",
        "scare": "ironic irony distance",
        "gloss": "translation translated explanation definition",
    },
}
# How like a choice a misspelt one is: "confirmed" is nearer to "claimed" than that to be offered.
_NEAR_ENOUGH = 0.75


def guess_choice(column: Column, value: str) -> str | None:
    """The choice that another word or a misspelt one likely means."""
    word = value.casefold().strip()
    for choice, words in _MEANT.get(column.name, {}).items():
        if word in words.split() and choice in column.choices:
            return choice
    return next(iter(difflib.get_close_matches(word, column.choices, 1, _NEAR_ENOUGH)), None)
