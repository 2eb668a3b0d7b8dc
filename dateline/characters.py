"""When two texts are the same text to a reader, whatever characters they are written with.

Two degrees: ``normalized`` is NFC without characters that show nothing (soft hyphens, zero-width
and bidi marks, joiners); ``plain`` also writes typographic characters as a keyboard does (curly
quotation marks, ligatures, an ellipsis, the hyphen that doesn't break). What is shown is always
the text as it was written: joiners and bidi marks matter on screen.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

# Default_Ignorable_Code_Point of Unicode but variation selectors and other marks, which belong to
# the letter before them and are found by their category.
_IGNORABLE_RANGES = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
IGNORABLE = re.compile(f"[{_IGNORABLE_RANGES}]")
# What a terminal obeys or cannot show.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HALF = re.compile("[\ud800-\udfff]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
ZERO_WIDTH_JOINER = "\u200d"
TWINS = {
    "’": "'", "‘": "'", "‚": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
    "…": "...", "‐": "-", "\u2011": "-", "−": "-",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
_TWINS = str.maketrans(TWINS)
# The second and third letters of a Hangul syllable that is written letter by letter.
_JAMO = re.compile("[\u1161-\u1175\u11a8-\u11c2]")
# A message names no more characters than this.
_MOST_NAMED = 3


def normalized(text: str) -> str:
    """The text in NFC, without characters that show nothing."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", IGNORABLE.sub("", text))


def plain(text: str) -> str:
    """The normalized text with typographic characters as a keyboard writes them."""
    return normalized(text) if text.isascii() else normalized(text).translate(_TWINS)


# Each name of a table is asked for once a row.
@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What all spellings of one name share: how two names are compared."""
    return " ".join(plain(name).split())


def continues(text: str, at: int) -> bool:
    """Whether the character at ``at`` belongs to the one before it: a mark, a joined emoji."""
    here = text[at]
    if here < "\u0300":
        return False
    before = text[at - 1 : at]
    return (
        here == ZERO_WIDTH_JOINER
        or is_mark(here)
        or "\U0001f3fb" <= here <= "\U0001f3ff"  # the skin tone of an emoji
        or (before == ZERO_WIDTH_JOINER and not here.isspace())
    )


def is_mark(character: str) -> bool:
    """Whether a character combines with the one before it."""
    is_of_syllable = _JAMO.match(character) is not None
    return is_of_syllable or unicodedata.category(character).startswith("M")


def named(character: str) -> str:
    """A character as a message names it: "U+00AD soft hyphen"."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} {name}".rstrip()


def find_half(text: str) -> str:
    """The name of the first half of a character, which no file can hold; "" without one."""
    found = _HALF.search(text)
    return f"{named(found[0])}, half a character" if found else ""


def visible(text: str) -> str:
    """The text with a name in place of each character that a terminal would obey."""
    return _UNPRINTABLE.sub(lambda found: f"<{named(found[0])}>", text)


def with_whole_pairs(text: str) -> str:
    """The text as it is meant where a character is written as two escapes, as JSON does."""
    return _PAIR.sub(
        lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text
    )


def storable(text: str) -> str:
    """The text as a file of a story can hold it: lines that end in a line feed, no control
    characters, and U+FFFD for each half of a character."""
    if not _UNPRINTABLE.search(text):
        return text
    lines = with_whole_pairs(text).replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", _HALF.sub("\ufffd", lines))


def difference_named(here: str, there: str, where: str = "in the article") -> str:
    """The characters in which two look-alikes differ: "here U+2019 …, in the article U+00AD …".

    "" where they differ in plain letters and spaces alone, which a reader sees.
    """
    ours, theirs = Counter(here), Counter(there)
    sides = (("here", ours - theirs), (where, theirs - ours))
    listed = (
        (side, [named(c) for c in found if not (c.isascii() or c.isspace())][:_MOST_NAMED])
        for side, found in sides
    )
    return "; ".join(
        f"{side} {' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))}"
        for side, names in listed
        if names
    )
