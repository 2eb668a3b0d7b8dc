"""Shares as text: what is typed in a cell to a ``Share``, and a ``Share`` to its one spelling."""

import re

from dateline.story import Share

# What a number after a sign is.
_SIGNS = {"~": "about", "<=": "high", ">=": "low", "<": "high", ">": "low"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_FRACTION = re.compile(r"(\d+)/(\d+)")
_SIGNED = re.compile(r"(~|<=|>=|<|>)?(.*)")
# Other spellings of a sign that mean nothing else.
_SAME_SIGNS = str.maketrans({"≈": "~", "≤": "<=", "≥": ">=", "＜": "<", "＞": ">", "～": "~"})
_PERCENT_SIGN = re.compile(r"(?<=\d)\s*(?:%|percent|per cent)", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d+(?:\D|$))")


def plain_share(text: str, *, has_decimal_comma: bool) -> str:
    """The share without percent signs and spaces, its signs in ASCII: "≥ 10 %" as ">=10".

    ``has_decimal_comma``: a comma between digits is a decimal one, since it separates no columns.
    """
    written = text.translate(_SAME_SIGNS)
    if "/" not in written:
        written = _PERCENT_SIGN.sub("", written)
    if has_decimal_comma:
        written = _DECIMAL_COMMA.sub(".", written)
    written = re.sub(r"^\s*(~|<=|>=|<|>)\s*", r"\1", written)
    written = re.sub(r"(?<=\d)\s*(/|\.\.)\s*(?=[\d-])", r"\1", written)
    return written.strip()


def is_share(text: str) -> bool:
    """Whether ``parse_share`` takes it."""
    try:
        parse_share(text)
    except ValueError:
        return False
    return True


def parse_share(text: str) -> Share:
    """Read ``48``, ``0..52`` or ``1/3``, the first and the last also after ~, <, >, <= or >=.

    Raise ValueError with what is wrong, worded to follow the text. Two numbers that make 100, as
    50/50, are the shares of two holders and no fraction.
    """
    match = _SIGNED.fullmatch(text)
    sign, rest = (match[1] or "", match[2]) if match else ("", text)
    if ".." in rest:
        return _parsed_range(sign, rest)
    fraction = _FRACTION.fullmatch(rest)
    if fraction:
        part, whole = int(fraction[1]), int(fraction[2])
        if not whole or part > whole or part + whole == 100:
            raise ValueError("is not a share")
        percent = 100 * part / whole
    elif _NUMBER.fullmatch(rest):
        percent = float(rest)
    else:
        raise ValueError("is not a share")
    if not 0 <= percent <= 100:
        raise ValueError("is outside 0 to 100 percent")
    if (sign, percent) in ((">", 100), ("<", 0)):
        raise ValueError("leaves no share from 0 to 100 percent")
    kind = _SIGNS.get(sign, "")
    return Share(
        low=0.0 if kind == "high" else percent,
        high=100.0 if kind == "low" else percent,
        given="low" if kind == "low" else "high" if kind == "high" else "both",
        is_strict=sign in ("<", ">"),
        is_about=kind == "about",
        fraction=rest if fraction else "",
    )


def _parsed_range(sign: str, text: str) -> Share:
    bounds = text.split("..")
    if len(bounds) > 2 or not all(_NUMBER.fullmatch(bound) for bound in bounds):
        raise ValueError("is not a share")
    if sign:
        raise ValueError(f"has {sign} before a range; write {sign} before one number, or no sign")
    low, high = map(float, bounds)
    if low > high:
        raise ValueError("ends below its start; write the lower bound first")
    if low < 0 or high > 100:
        raise ValueError("is outside 0 to 100 percent")
    return Share(low, high)


def share_text(share: Share) -> str:
    """The share as a cell has it, which ``parse_share`` reads as the same one."""
    if share.given == "both" and share.low != share.high:
        return f"{_number(share.low)}..{_number(share.high)}"
    sign = "~" if share.is_about else ""
    if share.given != "both":
        sign = ("<" if share.given == "high" else ">") + ("" if share.is_strict else "=")
    return sign + (share.fraction or _number(share.number))


def _number(percent: float) -> str:
    """The shortest number that is read as the same one, never with an exponent."""
    return format(percent, "f") if "e" in repr(percent) else repr(percent).removesuffix(".0")
