"""The title of an event: its sentence, without the words for the time where it stays whole.

Where it isn't sure that what remains can be read as a sentence, the words for the time stay.
"""

import re

_LONGEST_TITLE = 60
# Goes with the time.
_PREPOSITION = re.compile(
    r"(?<!\w)(?:on|in|at|by|since|until|am|im|in den|vom|seit|bis|в|во|с|до)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# A word that leads to what follows it: before a time it would be left dangling.
_LEADS = re.compile(
    r"(?<![\w'’-])(?:the|a|an|this|that|these|those|his|her|its|their|our|my|of|in|on|at|by|to|from"
    r"|for|with|without|within|between|before|after|during|since|until|till|through|throughout"
    r"|over|under|about|around|into|and|or|but|nor|than|as|least|most|only|just|early|late|dated"
    r"|born|due|next|last|previous|following|same|each|every|both|not|nearly|almost|some"
    r"|der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|im|am|an|auf|aus|bei|bis|ab|für"
    r"|mit|nach|seit|von|vom|vor|zu|zum|zur|zwischen|um|über|unter|und|oder|aber|als|wie|noch"
    r"|schon|erst|nur|rund|etwa|ende|anfang|mitte|gegen|jeden|folgenden|selben"
    r"|в|во|на|с|со|до|к|ко|по|из|от|за|о|об|и|или|а|но|для|у|при|под|над|перед|после|между|около"
    r"|не|как|этот|того|конце|начале|середине|конца|начала)\s*$",
    re.IGNORECASE,
)
# Joins the time to what follows it.
_JOINED = re.compile(r"[-–/’'(]|\s*[–-]\s*\d|\s+(?:and|or|und|oder|bis|и|или|по)\s")
# After an English time these begin a new part; other words may belong to it ("the May vote").
_ENGLISH_GOES_ON = re.compile(
    r"\s*(?:[,.;:!?)…—–]|$)|\s+(?:the|an?|this|that|these|those|his|her|its|their|our|my|he|she|it"
    r"|they|we|I|you|who|which|when|where|while|because|after|before|with|without|from|in|on|at|by"
    r"|for|to|of|as|under|over|over|into|about|against|between|during|despite|nobody|somebody"
    r"|everybody|no|some|most|many|both|two|three|four|five|all|another)\s"
)
_ENGLISH_VERB = re.compile(r"\s+(?:was|were|is|are|has|had|have|will|would|could|did)\s")
_CAPITAL_OR_NUMBER = re.compile(r"\s+(?:\d|[A-Z])")


def title_of(before: str, time: str, after: str, code: str) -> str:
    """The title of a sentence, given as what stands before its time, the time, and the rest."""
    start = _PREPOSITION.sub("", before)
    words = start + after if _is_whole(start, after, code) else before + time + after
    words = re.sub(r"\s+(?=[,.;:!?])", "", " ".join(words.split()))
    words = re.sub(r",(?=[,.;:!?])", "", words).strip(" ,.;:–—-")
    if len(words) > _LONGEST_TITLE:
        cut = words[: _LONGEST_TITLE + 1].rpartition(" ")[0] or words[:_LONGEST_TITLE]
        words = cut.rstrip(" ,.;:–—-") + "…"
    return words[:1].upper() + words[1:] or "Event"


def _is_whole(start: str, after: str, code: str) -> bool:
    """Whether a sentence is whole without its time. Of a language without rules nobody knows."""
    left = start.rstrip()
    if _LEADS.search(left) or left.endswith(("(", "-", "/", "|")) or _JOINED.match(after):
        return False
    if code == "ru":
        return True
    if code == "de":  # After a time that begins a clause its verb stands before its subject.
        return left[-1:].isalpha()
    if code != "en":
        return False
    if _ENGLISH_GOES_ON.match(after):
        return True
    # "Monday was a holiday" has no other subject.
    return bool(
        _ENGLISH_VERB.match(after) if left[-1:].isalpha() else _CAPITAL_OR_NUMBER.match(after)
    )
