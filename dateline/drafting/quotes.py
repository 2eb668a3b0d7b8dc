"""Quotations as quotes: which pieces are one, of what kind they are, and who says them.

A speaker is filled in where a verb of saying stands between a name and the words; a pronoun is
never resolved, and the name that stands nearest is only a candidate.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.drafting.findings import FoundQuote
from dateline.drafting.names import NAME, UPPER, Names, untitled
from dateline.drafting.quotations import Quotation, find_quotations
from dateline.drafting.sentences import END, last_sentence
from dateline.story import Passage

_VERBS = {
    "en": r"said|says|saying|told|tells|wrote|writes|asked|asks|added|adds|called|calls|calling"
    r"|blamed|put|puts|explained|explains|claimed|claims|argued|argues|announced|declared|insisted"
    r"|insists|replied|answered|warned|warns|recalled|recalls|noted|notes|denied|denies|described"
    r"|describes|admitted|promised|joked|shouted|testified|stated|complained|concluded|posted"
    r"|tweeted|continued|confirmed|thinks|believes|dismissed|praised|criticised|criticized",
    "de": r"sagte|sagt|sagten|erklärte|erklärt|schrieb|schreibt|nannte|nennt|meinte|meint|rief"
    r"|fragte|antwortete|betonte|betont|kritisierte|warnte|forderte|berichtete|erzählte|erzählt"
    r"|fügte|kündigte|bezeichnete|sprach|spricht|wies|urteilte|behauptete|teilte|räumte|ergänzte|versicherte|mahnte|lobte|verteidigte|begründete|warf",
    "ru": r"сказал|сказала|говорит|сообщил|сообщила|заявил|заявила|написал|написала|рассказал"
    r"|рассказала|отметил|отметила|добавил|добавила|объяснил|объяснила|назвал|назвала|называет"
    r"|пообещал|пообещала|обещает|считает|ответил|ответила|подчеркнул|подчеркнула|признался"
    r"|призналась|уверен|уверена|пояснил|пояснила|спросил|спросила|пишет|заметил|заметила",
}  # fmt: skip
_PRONOUN = {"en": r"he|she|they|it|who|I|we", "de": r"er|sie|es|man", "ru": r"он|она|они"}
_ACCORDING = {
    "en": r"according to",
    "de": r"laut|nach Angaben von|so",
    "ru": r"по словам|по мнению",
}
# Any other verb that stands between what is quoted and a name: "beteuert Kalkbrenner".
_TAG_VERB = {
    "en": r"(?!(?:based|called|named|dated|titled|launched|founded|signed|released)\b)[a-z]{3,}ed",
    "de": r"(?!(?:nicht|jetzt|damit|somit|soweit|statt|anstatt|selbst|zuerst|überhaupt|samt|dort"
    r"|damit|mitsamt|fast|zunächst|längst|sonst|bereit|meist|genannt|benannt|gefolgt|gesagt)\b)"
    r"[a-zäöüß]{3,}(?:t|te)|rief|sprach|schrie|hieß|bat|gab",
    "ru": r"[а-яё]{3,}(?:ла?|ает|яет|ит|ует|ался|алась|ился|илась)",
}
# What is called by a name in quotation marks.
_CALLED = re.compile(
    r"\b(?:film|movie|novel|books?|play|songs?|album|ship|vessel|ferry|yacht|boat|tanker|freighter"
    r"|newspaper|magazine|podcast|series|show|exhibition|painting|project|opera|poem|essay|column"
    r"|programme|operation|codenamed|titled|called|named|pub|restaurant|hotel|campaign"
    r"|Film|Roman|Buch|Stück|Lied|Album|Schiff|Fähre|Frachter|Dampfer|Jacht|Yacht|Zeitung"
    r"|Zeitschrift|Magazin|Serie|Ausstellung|Gemälde|Projekt|Oper|Gedicht|Reihe|\w*[Ii]nitiative"
    r"|Verein|Gasthof|Gasthaus|Hotel|Restaurant|Hütte|Podcast|Sendung|Aktion|Titel|namens|Firma"
    r"|Zeche|Grube|Brauerei|Unternehmen|Fonds|Stiftung|Kneipe)\s$"
)
# "Der Wanderweg": what German says before its name.
_NOUN = re.compile(
    r"(?:\b[Dd](?:er|ie|as|em|en|es)|\b[IiAa]m|\b[Vv]om|\b[Zz]u[mr])\s(?:[a-zäöüß]+\s)?[A-ZÄÖÜ][\w-]+\s$"
)
_GLOSS = re.compile(
    r"(?:\bmeans|\bmeaning|\bso-called|\bknown as|\btitled|\bentitled|\bsogenannte[nrsm]?|\bheißt"
    r"|\bbedeutet|\bтак называем\w+|\bозначает|\bпод названием)\W*$",
    re.IGNORECASE,
)
# "A person close to Castellan said" doesn't name who said it.
_PART = re.compile(
    r"(?<!\w)(?:[Oo]f|[Ii]n|[Aa]t|[Ff]rom|[Ww]ith|[Ff]or|[Tt]o|[Bb]y|[Nn]ear|[Aa]gainst|[Vv]on"
    r"|[Aa]us|[Bb]ei|[Mm]it|[Ff]ür|[Zz]u|[Gg]egen|[Vv]om|[Zz]um|[Zz]ur|[Bb]eim|[Ии]з|[Оо]т|[Кк]"
    r"|[Уу]|[Вв]|[Нн]а|[Дд]ля|[Сс])\s(?:(?:the|der|dem|den|des|its|his|her|their)\s)?$"
)
# What is heard or written is somebody else's.
_NOT_SAID = re.compile(
    r"\b(?:received|got|heard|read|was\s(?:told|asked|sent|given)|letter|e-?mail|note|sign|poster|text"
    r"|message|reads|erhielt|bekam|hörte|las|gefragt|Brief|E-Mail|Schild|Plakat|Zettel|Nachricht"
    r"|получил\w*|услышал\w*|прочитал\w*|спросили|письм\w+|записк\w+|who|which|котор\w+)\b"
)
# Somebody else's words within what somebody says.
_OTHER_SPEECH = re.compile(r"\b(?:call|say|hear|heard|nennen|hören|сказать|слышал\w*)\b")
_NEWSPAPER = re.compile(r"(?:[Zz]eitung|Anzeiger|Bote|Kurier|Spiegel|Nachrichten|Rundschau)$")
_END_MARK = re.compile(r"[.!?…]$")
# What a dash sets between two parts of one Russian quotation: the tag of who says it.
_DASH_TAG = re.compile(r"(?<=[,!?….])\s+[—–]\s+([^«»\n]{3,90}?(?:«[^»\n]{1,40}»)?)[.,]\s+[—–]\s+")
# The mark that closes a quotation, where a sentence follows.
_QUOTED_SENTENCE = re.compile(rf"\x00\s+(?=[{UPPER}])")
_RELATIVE = re.compile(r",\s(?:who|whose|whom|which|dessen|deren|который|которая)\b[^,]*(?=,)")
_LONGEST_TAG = 160
_FAR = 240
# As far before the words stands what says that they explain another.
_CLOSE = 40
_MOST_SCARE_WORDS = 2
_MOST_NAME_WORDS = 4
_MOST_TITLE_WORDS = 7
# Words that titles write small.
_SMALL = re.compile(
    "of|the|an?|and|in|on|at|to|for|from|with|de[rsmn]|die|das|und|[ia]m|vo[nm]|zu[mr]"
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some pieces of one quotation, and the words right before and after it, without quotes."""

    pieces: tuple[Passage, ...]
    before: str
    after: str
    tag: str
    kind: str
    last: str
    # What stands of its sentence before it.
    opening: str


class _Speech:
    """The words of a language around speech, compiled once."""

    def __init__(self, code: str) -> None:
        verbs, pronouns = _VERBS.get(code, ""), _PRONOUN.get(code, "")
        self.has_large_nouns = code == "de"
        role = r"(?:(?:the|a|an|his|her|its|der|die|das|ihr|sein)\s)?(?:[^\W\d_][\w’'-]*\s){0,3}?"
        role += r"(?:\x00+\s)?"
        subject = rf"(?P<name>{NAME})"
        adverbs = r"(?:(?:has|had|also|later|then|once|zudem|auch|hat|так|ещё)\s){0,2}"
        self.verb = re.compile(rf"(?<!\w)(?:{verbs})(?!\w)") if verbs else None
        any_verb = rf"(?:{verbs}|{_TAG_VERB.get(code, verbs)})"
        # "Said the mayor of Hirsby, Mette Krag".
        described = (
            r"(?:the|its|his|her|a|an|der|die|ihr|ihre|sein|seine)\s(?:[a-zäöüß][\w’'-]*\s){0,4}?"
            r"[^\W\d_][\w’'-]*"
            rf"(?:\s(?:of|at|in|for|von|der|des)\s(?:(?:the|der|den|dem)\s)?{NAME})?,\s"
        )
        self.tag_verb = re.compile(rf"[\s,—–-]*{any_verb}(?!\w)")
        self.verb_name = re.compile(
            rf"[\s,—–-]*{any_verb}\s(?!(?:{pronouns})\s)(?:{described}(?P<apposed>{NAME})|{role}{subject})"
        )
        self.name_verb = re.compile(
            rf"[\s,—–-]*{role}{subject}(?:,[^.,;:]{{2,60}},|,[^.;:]{{2,60}},)?\s{adverbs}"
            rf"(?:{verbs})(?!\w)"
        )
        self.pronoun = re.compile(
            rf"[\s,—–-]*(?:(?:{pronouns})\s{adverbs}(?:{verbs})|(?:{verbs})\s(?:{pronouns}))(?!\w)",
            re.IGNORECASE,
        )
        self.according = re.compile(
            rf"[\s,—–-]*(?i:{_ACCORDING.get(code, 'according to')})\s{role}{subject}"
        )
        according = _ACCORDING.get(code, "according to")
        self.according_before = re.compile(
            rf"(?<!\w)(?i:{according})\s{role}{subject}(?:,"
            r"|\s(?:ist|sei|war|hat|habe|wird|werde|gibt|sind|seien|is|was)\b)[^.;:\x00]{0,60}$"
        )
        self.pronoun_word = re.compile(rf"(?<!\w)(?:{pronouns})$", re.IGNORECASE)

    def is_tag(self, words: str) -> bool:
        """Whether words beside what is quoted say that somebody says it."""
        said = self.verb and self.verb.search(" ".join(words.split()[:6]))
        return bool(said or self.tag_verb.match(words) or self.according.match(words))

    def names_who(self, words: str) -> bool:
        """Whether they say so with a name."""
        return any(rule.match(words) for rule in (self.verb_name, self.name_verb, self.according))


_SPEECH = {code: _Speech(code) for code in _VERBS}


def find_quotes(text: str, code: str) -> list[FoundQuote]:
    """All quotes in order. ``code`` is the language's; another than these has marks alone."""
    quotations = find_quotations(text)
    speech = _SPEECH.get(code)
    masked = _masked(text, quotations)
    names = Names(masked)
    pieces = [_piece(text, masked, one, speech, code) for one in quotations]
    pieces = _joined(masked, quotations, pieces, speech)
    kept = [piece for piece in pieces if piece.kind]
    if speech is None:
        return [FoundQuote(p.pieces, p.kind, "", "quotation marks", ()) for p in kept]
    for piece in kept:
        _prefer_subject(piece, names, speech)
    return [_quote(piece, names, speech) for piece in kept]


def _prefer_subject(piece: _Piece, names: Names, speech: _Speech) -> None:
    """A name beside a verb of saying stands in the form in which it is named."""
    for rule in (speech.verb_name, speech.name_verb):
        if match := rule.match(piece.tag or piece.after):
            names.prefer(untitled(" ".join(_name_in(match).split())))


def _name_in(match: re.Match[str]) -> str:
    return match.groupdict().get("apposed") or match["name"]


def _masked(text: str, quotations: Sequence[Quotation]) -> str:
    """The text with what is quoted made blank, as long as it."""
    parts, done = [], 0
    for one in quotations:
        parts += [text[done : one.marks.start], "\x00" * (one.marks.end - one.marks.start)]
        done = one.marks.end
    return "".join((*parts, text[done:]))


def _piece(text: str, masked: str, one: Quotation, speech: _Speech | None, code: str) -> _Piece:
    before = masked[max(0, one.marks.start - _FAR) : one.marks.start]
    after = masked[one.marks.end : one.marks.end + _FAR]
    before = re.split(r"\n\s*\n", before)[-1]
    after = re.split(r"\n\s*\n", after)[0]
    words = text[one.words.start : one.words.end]
    opening = _opening(text, before, one.marks.start)
    split = _DASH_TAG.search(words) if speech and code == "ru" else None
    if split and speech and speech.is_tag(split[1]):
        first = Passage(one.words.start, one.words.start + split.start())
        last = Passage(one.words.start + split.end(), one.words.end)
        return _Piece((first, last), before, after, split[1], "direct", words[-1],
                      opening)  # fmt: skip
    kind = _kind(words, before, after, one, speech, code)
    return _Piece((one.words,), before, after, "", kind, words[-1:], opening)


def _opening(text: str, before: str, end: int) -> str:
    """The last sentence of what stands before words, also after a quotation that ends one."""
    start = end - len(before)
    ended = [
        found.end()
        for found in _QUOTED_SENTENCE.finditer(before)
        if text[start + found.start() - 1] in ".!?…"
    ]
    return last_sentence(before[ended[-1] :] if ended else before)


def _kind(
    words: str, before: str, after: str, one: Quotation, speech: _Speech | None, code: str
) -> str:
    """How the words are quoted; "" for a name in marks, as Russian writes it."""
    if not any(map(str.isalnum, words)):
        return ""
    starts_large = words[0] in UPPER or words[0].isdigit() or words[0] in "…¿¡["
    ends = words[-1] in ".,!?…—–-"
    count = len(words.split())
    follows_colon = before.rstrip().endswith((":", ","))
    is_tagged = bool(speech and (
        (re.match(r"\s*[,—–]", after) and (count > 3 or speech.is_tag(after))) or not after.strip()
    ))  # fmt: skip
    is_name = starts_large and not ends and count <= _MOST_TITLE_WORDS and not one.continues
    if is_name and not follows_colon and not is_tagged and _is_called(before, speech, code):
        return ""
    is_large = (
        bool(speech)
        and starts_large
        and (ends or before.rstrip().endswith(":") or (is_tagged and (count > 3 or code != "en")))
    )
    if _GLOSS.search(before[-_CLOSE:]):
        return "gloss"
    if one.continues or (is_large and (count > 1 or follows_colon or ends)):
        return "direct"
    if starts_large and count > 5 and not before.strip():
        return "direct"
    near = _is_verb_near(before, after, speech)
    if code == "de" and count <= _MOST_NAME_WORDS and _NEWSPAPER.search(words):
        return ""
    if is_name and not follows_colon and (
        (code == "ru" and count <= (_MOST_SCARE_WORDS if near else _MOST_NAME_WORDS))
        or (count > 1 and _is_title(words) and not (code == "de" and near))
        or (code == "en" and count == 1 and not near)
    ):  # fmt: skip
        return ""
    if count <= _MOST_SCARE_WORDS and not _END_MARK.search(words) and not near:
        return "scare"
    return "fragment"


def _is_called(before: str, speech: _Speech | None, code: str) -> bool:
    """Whether the words before lead to a name: "the ship", and in German any such noun."""
    if _CALLED.search(before[-_CLOSE:]):
        return True
    is_said = speech and speech.verb and speech.verb.search(last_sentence(before))
    return code == "de" and not is_said and _NOUN.search(before[-_CLOSE:]) is not None


def _is_title(words: str) -> bool:
    """A name or a title: every word but small ones within begins with a capital."""
    parts = words.split()
    return all(
        word[0] in UPPER or word[0].isdigit() or (n > 0 and _SMALL.fullmatch(word))
        for n, word in enumerate(parts)
    )


def _is_verb_near(before: str, after: str, speech: _Speech | None) -> bool:
    if speech is None or speech.verb is None:
        return False
    sentence = last_sentence(before)
    close = " ".join(after.split()[:4])
    said = speech.verb.search(sentence) or speech.verb.search(close)
    return bool(said or speech.according_before.search(sentence))


def _joined(
    masked: str, quotations: Sequence[Quotation], pieces: Sequence[_Piece], speech: _Speech | None
) -> list[_Piece]:
    """Pieces between which stands nothing but who says them, or a break of paragraphs, are one."""
    made: list[_Piece] = []
    for one, piece in zip(quotations, pieces, strict=True):
        if made and made[-1].kind == "direct" and piece.kind in ("direct", "fragment"):
            last = made[-1]
            gap = masked[last.pieces[-1].end : one.marks.start].lstrip("\x00”\"’»“«'")
            if one.continues or (speech and _is_one(last, gap, piece, speech)):
                tag = last.tag or ("" if one.continues else gap)
                joined = (*last.pieces, *piece.pieces)
                made[-1] = _Piece(joined, last.before, piece.after, tag, "direct", piece.last,
                                   last.opening)  # fmt: skip
                continue
        made.append(piece)
    return made


def _is_one(last: _Piece, gap: str, piece: _Piece, speech: _Speech) -> bool:
    """Whether the words between two quotations only say who says both."""
    if len(gap) > _LONGEST_TAG or not _is_tag(gap, speech):
        return False
    end = gap.rstrip()[-1:]
    if end == ":" and last.last in tuple(".!?…"):
        return False  # They lead to the second one alone.
    is_own = not _starts_sentence(piece, piece.after) and speech.names_who(piece.after)
    return not (end == "." and is_own)


def _is_tag(gap: str, speech: _Speech) -> bool:
    if "\x00" in gap or "\n\n" in gap or not speech.verb:
        return False
    if not (speech.verb.search(gap) or speech.names_who(gap)):
        return False
    if gap.rstrip()[-1:] not in ".,:;—–":
        return False
    inner = gap.strip().rstrip(".,:;—– ")
    if (
        re.search(rf"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\d)[.!?:]\s+[{UPPER}]", inner)
        or "\n" in inner
    ):
        return False
    if speech.names_who(gap) or speech.pronoun.match(gap):
        return True
    is_small = gap.lstrip()[:1].islower()
    return is_small and re.match(r"[\s,—–-]*(?:\w+\s){0,6}\w+", gap) is not None


def _quote(piece: _Piece, names: Names, speech: _Speech) -> FoundQuote:
    speaker, rule = "", ""
    candidates: tuple[str, ...] = ()
    if piece.kind in ("direct", "fragment"):
        speaker, rule, candidates = _speaker(piece, names, speech)
    if not rule:
        rule = {
            "gloss": "explains a word, or is a name or title",
            "scare": "held at a distance, perhaps speech",
        }.get(piece.kind, "quotation marks; who says it is not sure")
    return FoundQuote(piece.pieces, piece.kind, speaker, rule, candidates)


def _speaker(piece: _Piece, names: Names, speech: _Speech) -> tuple[str, str, tuple[str, ...]]:
    """The speaker where one is sure, the rule, and candidates where none is."""
    is_whole = piece.kind == "direct" and not piece.tag
    after = piece.tag or (piece.after if is_whole or re.match(r"\s*,", piece.after) else "")
    if piece.tag or not _starts_sentence(piece, after):
        for rule, worded in (
            (speech.verb_name, "verb of saying and name"),
            (speech.name_verb, "name and verb of saying"),
            (speech.according, "according to"),
        ):
            match = rule.match(after)
            if match and (name := _said_by(_name_in(match), names, speech)):
                return name, f"{worded} beside the words", ()
        if speech.pronoun.match(after):
            only = _only_subject(piece, names, speech)
            if only:
                return only, "the pronoun's only person: the paragraph names no other before", ()
            return "", "a pronoun, which could be several people", _candidates(piece, names)
    if (is_whole and piece.before.rstrip().endswith((":", ","))) or piece.kind == "fragment":
        found = _subject(piece.opening, names, speech)
        if found:
            return found, "subject of a verb of saying before the words", ()
        if is_whole and (found := _who_leads(piece.opening, names, speech)):
            return found, "the only name of the words that lead to it", ()
        cited = speech.according_before.search(piece.opening)
        if cited and (found := _said_by(cited["name"], names, speech)):
            return found, "according to", ()
    return "", "", _candidates(piece, names)


def _only_subject(piece: _Piece, names: Names, speech: _Speech) -> str:
    """The one person named before the words in their paragraph, who begins the sentence before."""
    sentences = [part for part in END.split(piece.before) if part and part.strip()]
    people = {_named(found, names) for found in re.findall(NAME, piece.before)}
    people = {name for name in people if " " in name}
    if len(people) != 1 or not sentences or "\x00" in piece.before:
        return ""
    first = re.match(rf"\s*{NAME}", sentences[-1])
    return people.pop() if first and _named(first[0], names) in people else ""


def _who_leads(opening: str, names: Names, speech: _Speech) -> str:
    """Who is alone named in what ends in a colon, and begins it: "Mari Lund was blunter:"."""
    if not opening.rstrip().endswith(":") or _NOT_SAID.search(opening) or "\x00" in opening:
        return ""
    found = [(match, _said_by(match[0], names, speech)) for match in re.finditer(NAME, opening)]
    people = [(match, name) for match, name in found if " " in name]
    if len({name for _, name in people}) != 1:
        return ""
    match, name = people[0]
    head = opening[: match.start()]
    is_first = re.fullmatch(r"\s*(?:[^\W\d_][\w-]*\s){0,2}", head) and not _PART.search(head)
    return name if is_first and not re.match(r"[’']s?\s", opening[match.end() :]) else ""


def _starts_sentence(piece: _Piece, after: str) -> bool:
    """Whether what follows is a sentence of its own: the words ended with a full stop."""
    return piece.last == "." or bool(re.match(r"[.!?\s]*\n|\s*[.!?]", after))


def _subject(sentence: str, names: Names, speech: _Speech) -> str:
    """The name that a verb of saying in the sentence belongs to, nearest before it."""
    if speech.verb is None:
        return ""
    verbs = list(speech.verb.finditer(sentence))
    if not verbs:
        return ""
    verb = verbs[-1]
    if _OTHER_SPEECH.search(sentence, verb.end()):
        return ""
    head = sentence[: verb.start()]
    if re.search(r"\x00", head):
        head = head.rpartition("\x00")[2]
    last = re.split(r"[;:]|\s(?:that|dass|что)\s", head)[-1]
    if speech.pronoun_word.search(last.strip()):
        return ""
    # Whom a clause within names does not say it.
    last = _RELATIVE.sub("", last)
    found = list(re.finditer(rf"(?<!\w){NAME}", last))
    if len(found) > 1 and _is_role(last, found[0], speech):
        found = found[1:]
    named = [(match, _said_by(match[0], names, speech)) for match in found]
    if named and not named[-1][1] and _is_beside_verb(last, named[-1][0]):
        return ""  # The verb's own name, of whom it is not sure who it is.
    named = [
        (match, name) for match, name in named if name and not _PART.search(last[: match.start()])
    ]
    if not named:
        follows = re.match(rf"\s(?P<name>{NAME})", sentence[verb.end() :])
        return _said_by(follows["name"], names, speech) if follows else ""
    match, name = named[0]
    if _is_apposition(last, named[-1][0]) or _is_beside_verb(last, named[-1][0]):
        match, name = named[-1]
    between = last[match.end() :]
    is_owner = re.match(r"[’']s?\s|s[’']\s", between) or match[0].endswith(("'s", "’s"))
    return "" if is_owner or len(between) > _LONGEST_TAG else name


def _is_role(head: str, match: re.Match[str], speech: _Speech) -> bool:
    """ "Sports director Ana Reyes": a word is large since it begins the sentence."""
    after = re.match(r"\s([^\W\d_]+)\s", head[match.end() :])
    is_first = not head[: match.start()].strip() and len(match[0].split()) == 1
    is_verb = after and speech.verb and speech.verb.fullmatch(after[1])
    return bool(is_first and after and after[1].islower() and not is_verb
                and re.match(NAME, head[match.end() + after.end() :]))  # fmt: skip


def _is_beside_verb(head: str, match: re.Match[str]) -> bool:
    """ "With the site TechCrunch, Durov said": the name is the verb's own; "of Elmstead" is not."""
    return not _PART.search(head[: match.start()]) and not head[match.end() :].strip()


def _is_apposition(head: str, match: re.Match[str]) -> bool:
    """ "The chairman, Ralph Odgers, called": the last name stands between commas."""
    return head[: match.start()].rstrip().endswith(",") and head[match.end() :].lstrip().startswith(
        ","
    )


def _named(name: str, names: Names) -> str:
    plain = untitled(" ".join(name.split()))
    if not plain:
        return ""
    return names.full(plain, is_person=True)


def _said_by(name: str, names: Names, speech: _Speech) -> str:
    """The full name; of a language that writes nouns large no single word that is no known name."""
    full = _named(name, names)
    return "" if speech.has_large_nouns and " " not in full else full


def _candidates(piece: _Piece, names: Names) -> tuple[str, ...]:
    """The names around the words, nearest first."""
    around = [_named(found, names) for found in re.findall(NAME, piece.before)][::-1]
    around += [_named(found, names) for found in re.findall(NAME, piece.after)]
    return tuple(dict.fromkeys(name for name in around if name and " " in name))[:3]
