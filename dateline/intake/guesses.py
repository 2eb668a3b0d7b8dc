"""What a text alone tells of itself: its language and its headline. For a person to look at.

The language is told by the script and the commonest words, the headline by its place.
"""

import re
from collections import Counter

# Words that stand in nearly every sentence of the language and in few of the others.
_WORDS = {
    "en": "the and of to in that is was for it with as his on be at by had are but from have they",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es",
    "fr": "le la les des et du une dans est que qui pour pas au sur ne ce il plus par avec son",
    "es": "el los de la que y en un las del se por con una su para es al lo como más pero",
    "it": "il di che la e per un non sono della con del si da le una nel dei gli alla anche ha",
    "pt": "o de que e do da em um para não uma os no se na por mais as dos como mas foi ao",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als bij maar",
    "pl": "i w na z się nie że do to o jest po jak za przez od które ale dla był",
    "sv": "och att det som en på är av för med den till inte om ett han de har från",
    "ru": "и в не на что с по как это он его за из от но она они был года для к",
    "uk": "і в не на що з до та як це він за від але її вони був року для є",
}
_KNOWN = {word: {code for code, words in _WORDS.items() if word in words.split()}
          for words in _WORDS.values() for word in words.split()}  # fmt: skip
# Scripts that one language of newspapers has nearly to itself; the first that is found wins.
_SCRIPTS = (
    ("ja", r"[\u3040-\u30ff]"), ("ko", r"[\uac00-\ud7af]"), ("zh", r"[\u4e00-\u9fff]"),
    ("he", r"[\u0590-\u05ff]"), ("ar", r"[\u0600-\u06ff]"), ("el", r"[\u0370-\u03ff]"),
    ("hi", r"[\u0900-\u097f]"), ("th", r"[\u0e00-\u0e7f]"),
)  # fmt: skip
_READ_CHARACTERS = 20_000
_SHARE_OF_SCRIPT = 0.2
_FEWEST_WORDS = 5
_LONGEST_TITLE = 160
_SENTENCE_END = re.compile(r"""[.!?:;,…]["'”’»)]*$""")


def guess_language(text: str) -> str:
    """Its code, as "en"; "" where nothing tells it."""
    read = text[:_READ_CHARACTERS]
    letters = sum(map(str.isalpha, read)) or 1
    for code, script in _SCRIPTS:
        if len(re.findall(script, read)) / letters > _SHARE_OF_SCRIPT:
            return code
    counts: Counter[str] = Counter()
    for word in re.findall(r"[^\W\d_]+", read.lower()):
        codes = _KNOWN.get(word, set())
        counts.update({code: 1 / len(codes) for code in codes})
    best = [*counts.most_common(2), ("", 0)][:2]
    return best[0][0] if best[0][1] >= _FEWEST_WORDS and best[0][1] > best[1][1] else ""


def guess_title(text: str) -> str:
    """The first line, where it is short and no sentence; "" else."""
    first, _, rest = text.strip().partition("\n")
    title = " ".join(first.split())
    is_title = 0 < len(title) <= _LONGEST_TITLE and not _SENTENCE_END.search(title)
    return title if is_title and rest.strip() else ""
