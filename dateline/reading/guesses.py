"""What was likely meant by a share or a choice that is not written as the format has it.

A guess is written out in a message and never taken: that is the writer's to decide. Knows no
file and no row.
"""

import difflib
import re

from dateline.reading.date_guesses import MONTH, MONTHS
from dateline.story import Column

_NUMBER = r"\d+(?:\.\d+)?"
_SPAN = re.compile(rf"({_NUMBER}) ?(?:-|–|—|to|…|/|\.\.+) ?({_NUMBER})")
_LIMITS = (
    (re.compile(rf"(?:\.\.|…|<|≤|up to|under|below|at most|less than) ?({_NUMBER})"), "0..{}"),
    (re.compile(rf"(?:>|≥|over|above|at least|more than) ?({_NUMBER})"), "{}..100"),
    (re.compile(rf"({_NUMBER}) ?(?:\.\.|…|\+)"), "{}..100"),
    (re.compile(rf"(?:about|around|circa|ca?\.?|~|≈) ?({_NUMBER})"), "{}"),
)
_AS_DATE = (
    re.compile(rf"{MONTH}-(?P<day>\d{{1,2}})"),
    re.compile(rf"(?P<day>\d{{1,2}})-{MONTH}"),
)


def guess_shares(text: str) -> tuple[str, ...]:
    """The share that ``text`` likely means, in the format's own writing."""
    plain = re.sub(r"(\d),(\d)", r"\1.\2", " ".join(text.casefold().split()))
    plain = re.sub(r" ?(?:%|percent|per cent)", "", plain)
    guess = ""
    if re.fullmatch(_NUMBER, plain):
        guess = plain
    elif match := re.fullmatch(rf"({_NUMBER}) ?/ ?({_NUMBER})", plain):
        # "50/50" is two holders' shares in one cell.
        guess = match[1] if float(match[1]) + float(match[2]) == 100 else ""
    elif match := _SPAN.fullmatch(plain):
        guess = f"{match[1]}..{match[2]}"
    for pattern, form in _LIMITS:
        if match := pattern.fullmatch(plain):
            guess = form.format(match[1])
    for pattern in _AS_DATE:
        # A spreadsheet makes a date of "10-20" that was typed as a range.
        if match := pattern.fullmatch(plain):
            low, high = sorted((MONTHS[match["month"]], int(match["day"])))
            guess = f"{low}..{high}"
    bounds = [float(bound) for bound in guess.split("..") if bound]
    return (guess,) if bounds and bounds == sorted(bounds) and bounds[-1] <= 100 else ()


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
