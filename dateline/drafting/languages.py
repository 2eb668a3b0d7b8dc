"""The words of a language for times, and the patterns that they make.

A pattern has the name of its form (see ``time_forms``) and groups with fixed names: ``y``, ``y2``,
``month``, ``m``, ``d``, ``d2``, ``weekday``, ``n``, ``unit``, ``season``, ``shift`` (the last one,
this one, the next one), ``part`` (early, mid, late), ``ordinal``, ``feast``. Patterns stand in the
order in which they are tried at a word; the first that matches claims its characters.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Between two words; never over a blank line.
GAP = r"(?:[^\S\n]{1,3}|[^\S\n]?\n(?![^\S\n]*\n))"
YEAR = r"(?:1[0-9]|20)\d\d"


@dataclass(frozen=True, slots=True)
class Pattern:
    form: str
    regex: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Language:
    """All that is known of one language.

    ``starters`` are the words, in small letters, at which a time may begin; a number always may.
    ``joins`` is what stands between two times of a range. The expressions ``before_*`` are looked
    for right before a time, those of the direction within its sentence, where the last one before
    the time counts: "who will leave, said on Monday" is past.
    """

    code: str
    words: Mapping[str, Mapping[str, int | str]]
    starters: frozenset[str]
    patterns: tuple[Pattern, ...]
    joins: re.Pattern[str]
    before_since: re.Pattern[str]
    before_until: re.Pattern[str]
    before_deadline: re.Pattern[str]
    before_not_earlier: re.Pattern[str]
    before_about: re.Pattern[str]
    before_between: re.Pattern[str]
    before_from: re.Pattern[str]
    before_repeated: re.Pattern[str]
    before_month: re.Pattern[str]
    before_year: re.Pattern[str]
    after_year: re.Pattern[str]
    future_before: re.Pattern[str]
    future_after: re.Pattern[str]
    past_before: re.Pattern[str]

    def value(self, kind: str, word: str) -> int | str | None:
        """What a word of a kind ("month", "unit") means; None for none."""
        plain = " ".join(word.split()).rstrip(".")
        table = self.words[kind]
        return table.get(plain, table.get(plain.casefold()))


def patterns_of(forms: Mapping[str, object], **parts: str) -> tuple[Pattern, ...]:
    """Compile patterns in which ``_`` stands for a gap and ``{name}`` for a part."""
    made = []
    for form, written in forms.items():
        ways = written if isinstance(written, tuple) else (written,)
        for way in ways:
            regex = re.sub(r"\{([a-z]+)\}", lambda match: parts[match[1]], str(way))
            regex = regex.replace("_", GAP)
            made.append(Pattern(form, re.compile(rf"{regex}(?![\w])")))
    return tuple(made)


def any_of(words: object) -> str:
    """An alternation, the longest first."""
    listed = sorted(map(str, words), key=len, reverse=True)  # type: ignore[call-overload]
    return "|".join(re.escape(word).replace(r"\ ", GAP) for word in listed)


def at_end(expression: str) -> re.Pattern[str]:
    """The expression right before a time, after the start of a word."""
    return re.compile(rf"(?<!\w)(?:{expression})\s*$", re.IGNORECASE)
