"""Shares as text, and as people read them."""

import pytest

from dateline.shares import parse_share, plain_share, share_text
from dateline.story import Share
from dateline.wording import share_in_words, stake_share

THIRD = 100 / 3


@pytest.mark.parametrize(
    ("text", "share", "english", "german"),
    [
        ("48", Share(48, 48), "48%", "48 %"),
        ("0..52", Share(0, 52), "0–52%", "0–52 %"),
        ("1/3", Share(THIRD, THIRD, fraction="1/3"), "1/3", "1/3"),
        ("~48", Share(48, 48, is_about=True), "about 48%", "≈ 48 %"),
        ("~1/3", Share(THIRD, THIRD, is_about=True, fraction="1/3"), "about 1/3", "≈ 1/3"),
        ("<30", Share(0, 30, "high", is_strict=True), "under 30%", "< 30 %"),
        ("<=30", Share(0, 30, "high"), "at most 30%", "≤ 30 %"),
        (">50", Share(50, 100, "low", is_strict=True), "over 50%", "> 50 %"),
        (">=1/4", Share(25, 100, "low", fraction="1/4"), "at least 1/4", "≥ 1/4"),
    ],
)
def test_a_share_is_read_worded_and_written_as_the_article_gives_it(
    text: str, share: Share, english: str, german: str
) -> None:
    assert parse_share(text) == share
    assert share_text(share) == text
    assert share_in_words(share) == english
    assert share_in_words(share, "de").replace("\N{NO-BREAK SPACE}", " ") == german


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("50/50", "is not a share"),
        ("4/3", "is not a share"),
        ("1/0", "is not a share"),
        ("a third", "is not a share"),
        ("101", "is outside 0 to 100 percent"),
        (">100", "leaves no share from 0 to 100 percent"),
        ("~30..40", "has ~ before a range; write ~ before one number, or no sign"),
        ("52..48", "ends below its start; write the lower bound first"),
    ],
)
def test_an_invalid_share_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011 the whole message is compared
        parse_share(text)
    assert str(error.value) == why


@pytest.mark.parametrize(
    ("written", "plain"),
    [("≥ 10 %", ">=10"), ("10% .. 20%", "10..20"), ("1 / 3", "1/3"), ("≈48", "~48")],
)
def test_a_share_has_one_spelling(written: str, plain: str) -> None:
    assert plain_share(written, has_decimal_comma=False) == plain


def test_the_articles_own_words_are_printed_where_a_row_has_them() -> None:
    row = {"share": parse_share("1/3"), "share_words": ""}
    assert stake_share(row) == "1/3"
    assert stake_share(row | {"share_words": "a third"}) == "a third"
    assert stake_share({"share": None, "share_words": "a stake"}) == "a stake, no number given"
