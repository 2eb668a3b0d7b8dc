"""Words for a share of ownership to a stake."""

import pytest

from tests.drafting.bare_text import found_in


def stakes_in(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """Words, share and holder of each stake."""
    return [
        (stake["words"], stake["share"], stake["holder"])
        for stake in found_in(text, language)["stakes"]
    ]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("A 48 percent stake is owned by United Capital Partners.", "en",
         [("48 percent", "48", "United Capital Partners")]),
        ("Tolland Capital holds just under 30 percent of it.", "en",
         [("just under 30 percent", "<30", "Tolland Capital")]),
        ("A third of the shares belongs to Ana Bell.", "en", [("A third", "1/3", "Ana Bell")]),
        ("Ana Bell owns a third of it.", "en", [("a third", "1/3", "Ana Bell")]),
        ("Ana Bell owns a majority of it.", "en", [("a majority", ">50", "Ana Bell")]),
        ("Ana Bell holds 34 percent of the firm and Joan Bell 33 percent.", "en",
         [("34 percent", "34", "Ana Bell"), ("33 percent", "33", "Joan Bell")]),
        ("Brisk Bank cut its stake from 9 percent to 4 percent.", "en",
         [("9 percent", "9", "Brisk Bank"), ("4 percent", "4", "Brisk Bank")]),
        ("Ana Bell sold 6 percent of the shares to Bo Coll.", "en",
         [("6 percent", "", "Bo Coll")]),
        ("Pavel Durov, who sold the last of his shares in December, left.", "en",
         [("the last of his shares", "0", "Pavel Durov")]),
        ("Seitdem hält Ida Harms 12,5 Prozent.", "de", [("12,5 Prozent", "12.5", "Ida Harms")]),
        ("Вере Сомовой принадлежит 42,5 процента акций.", "ru",
         [("42,5 процента", "42.5", "Вере Сомовой")]),
    ],
)  # fmt: skip
def test_shares_are_read_with_their_bounds_and_holder(
    text: str, language: str, found: list[tuple[str, str, str]]
) -> None:
    assert stakes_in(text, language) == found


@pytest.mark.parametrize(
    "text",
    [
        "Shares rose 20 percent.",
        "The plan was backed by 60 percent of shareholders.",
        "Around 62 percent of the layers could be read.",
        "He owns 300 percent more shares.",
    ],
)
def test_a_percentage_of_something_else_is_no_stake(text: str) -> None:
    assert stakes_in(text) == []


def test_a_share_that_nobody_is_said_to_hold_has_no_holder() -> None:
    assert stakes_in("It now owns 9 percent of the shares.") == [("9 percent", "9", "")]
