"""Where labels go: no flag meets another flag or a leader, however wide the plot."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.figures.labels import Place, balanced, flag_heights, flag_places, width_px, wrapped

PLOT_PX = 500.0
FLAGS = st.lists(
    st.tuples(st.floats(0, PLOT_PX), st.floats(10, 200), st.floats(10, 90)),
    min_size=1,
    max_size=30,
).map(sorted)
Box = tuple[float, float, float, float]


def boxes(
    leaders: list[float],
    widths: list[float],
    heights: list[float],
    places: list[Place | None],
    stretch: float,
) -> list[tuple[Box, Box]]:
    """Each placed flag and its leader, as left, right, bottom, top."""
    found = []
    for x, width, height, place in zip(leaders, widths, heights, places, strict=True):
        if place:
            at, side = x * stretch, place.side
            left, right = at - width * (1 - side) / 2, at + width * (1 + side) / 2
            top = place.bottom_px + height
            tip = top if side else place.bottom_px
            found.append(((left, right, place.bottom_px, top), (at, at, 0.0, tip)))
    return found


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


@given(FLAGS, st.sampled_from([math.inf, 60, 300]), st.floats(1, 4))
def test_no_flag_meets_another_flag_or_its_leader(
    flags: list[tuple[float, float, float]], highest_px: float, stretch: float
) -> None:
    leaders, widths, heights = (list(part) for part in zip(*flags, strict=True))
    places = flag_places(leaders, widths, heights, plot_px=PLOT_PX, highest_px=highest_px)
    drawn = boxes(leaders, widths, heights, places, stretch)
    for i, (flag, _) in enumerate(drawn):
        assert flag[0] >= 0
        assert flag[1] <= PLOT_PX * stretch + 1e-6
        assert flag[3] <= highest_px
        for other, leader in drawn[:i] + drawn[i + 1 :]:
            assert not meet(flag, other)
            assert not meet(flag, leader)


def test_a_single_flag_hangs_where_there_is_room_for_it() -> None:
    assert flag_places([10], [90], [20], plot_px=PLOT_PX) == [Place(0, 1)]
    assert flag_places([490], [90], [20], plot_px=PLOT_PX) == [Place(0, -1)]
    assert flag_places([10], [600], [20], plot_px=PLOT_PX) == [None]


def test_one_flag_in_the_middle_stands_on_its_tip_where_that_leaves_room_for_all() -> None:
    places = flag_places([20, 130, 240, 350, 460], [160] * 5, [20] * 5, plot_px=PLOT_PX - 20)
    sides = [place.side for place in places if place]
    assert len(sides) == 5
    assert sides.count(0) == 1


def test_flags_far_apart_all_stand_low_and_close_ones_are_stacked() -> None:
    far = flag_places([0, 200, 450], [90] * 3, [20] * 3, plot_px=PLOT_PX)
    assert [place and place.bottom_px for place in far] == [0, 0, 0]
    near = flag_places([10, 30], [90] * 2, [20] * 2, plot_px=PLOT_PX)
    assert near == [Place(28, 1), Place(0, 1)]


def test_a_flag_without_room_stands_in_no_ones_way() -> None:
    places = flag_places([0, 30, 60], [300] * 3, [9] * 3, plot_px=PLOT_PX, highest_px=26)
    assert places == [None, Place(17, 1), Place(0, 1)]


@given(FLAGS)
def test_where_all_hang_to_the_right_each_has_a_place(
    flags: list[tuple[float, float, float]],
) -> None:
    leaders, widths, heights = (list(part) for part in zip(*flags, strict=True))
    bottoms = flag_heights(leaders, widths, heights)
    places: list[Place | None] = [Place(bottom, 1) for bottom in bottoms]
    drawn = boxes(leaders, widths, heights, places, 1)
    for i, (flag, _) in enumerate(drawn):
        for other, leader in drawn[:i] + drawn[i + 1 :]:
            assert not meet(flag, other)
            assert not meet(flag, leader)


def test_of_equal_leaders_the_first_flag_is_highest() -> None:
    assert flag_heights([5, 5, 5], [20] * 3, [10] * 3) == [36, 18, 0]


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("", None, [""]),
        ("one two three", None, ["one two", "three"]),
        ("Telekommunikation", None, ["Telekom-", "munikat-", "ion"]),
        ("about 48\u00a0% of", None, ["about", "48\u00a0% of"]),
        ("one two three four", 2, ["one two", "three …"]),
        ("one two three four", 1, ["one …"]),
        ("Telekommunikation", 1, ["Telekom…"]),
        ("an Telekommunikation", 1, ["an …"]),
        ("中文新闻标题", None, ["中文新闻", "标题"]),
        ("VK 中文", None, ["VK 中文"]),
    ],
)
def test_a_label_is_wrapped(text: str, most: int | None, lines: list[str]) -> None:
    assert wrapped(text, 8, most=most) == lines


def test_a_label_is_balanced_without_more_lines() -> None:
    assert wrapped("Durov says he was forced out", 24) == ["Durov says he was forced", "out"]
    assert balanced("Durov says he was forced out", 24) == ["Durov says he", "was forced out"]
    assert balanced("Short", 24) == ["Short"]
    assert balanced("one two three four five", 8, most=2) == ["one two", "three …"]


def test_chinese_letters_and_capitals_count_for_more() -> None:
    assert width_px(["中文新闻"]) > width_px(["four"]) * 1.7
    assert width_px(["UCP"]) > width_px(["ucp"])
    assert width_px(["a", "abc"]) == width_px(["abc"])
