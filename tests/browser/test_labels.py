"""Where labels go: no flag meets another flag or a leader, however wide the plot is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from tests.browser.actions import OpenPage
from tests.story_files import an_event, write_story

pytestmark = pytest.mark.browser

MOST_SHARING = 6  # labels at a leader, of bars that have no place for one of their own
Flag = dict[str, float]
Box = tuple[float, float, float, float]


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Flags in order of x on a plot of some width, at most one of them selected."""
    width = draw(st.sampled_from((200, 500, 1400)))
    flags = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "x": st.integers(0, width),
                    "width": st.integers(10, 260),
                    "height": st.sampled_from((18, 36, 54, 90)),
                    "rank": st.sampled_from((1, 2, 2, 2, 3)),
                }
            ),
            min_size=1,
            max_size=30,
        )
    )
    flags.sort(key=lambda flag: flag["x"])
    if draw(st.booleans()):
        draw(st.sampled_from(flags))["rank"] = 0
    return {"flags": flags, "width": width, "highest": draw(st.sampled_from((54, 150, 470, 1e9)))}


# Many cases an example, since a call into the browser costs more than placing.
# To shrink a batch would take minutes.
BATCHED = settings(phases=(Phase.explicit, Phase.reuse, Phase.generate))
BATCHES = st.lists(cases(), min_size=5, max_size=15)
_PLACE = """
(cases) => cases.map(({flags, width, highest}) => {
  const places = placeFlags(flags, width, highest);
  const first = flags.filter((flag) => flag.rank === 0);
  return {
    places,
    height: heightOf(flags, places),
    fitsAlone: first.length > 0 && placeFlags(first, width, highest)[0] !== null,
  };
})
"""


def box_of(flag: Flag, place: dict[str, float]) -> Box:
    """Left, right, bottom, top."""
    left = flag["x"] if place["side"] > 0 else flag["x"] - flag["width"]
    return left, left + flag["width"], place["bottom"], place["bottom"] + flag["height"]


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


# The last covers the leader of the one whose label is above the first's: it cannot stay below.
RISES_AGAIN: dict[str, Any] = {
    "flags": [
        {"x": 40, "width": 260, "height": 90, "rank": 1},
        {"x": 136, "width": 208, "height": 18, "rank": 1},
        {"x": 171, "width": 82, "height": 18, "rank": 1},
        {"x": 378, "width": 42, "height": 36, "rank": 2},
        {"x": 400, "width": 109, "height": 18, "rank": 2},
    ],
    "width": 500,
    "highest": 150,
}


@BATCHED
@example(batch=[RISES_AGAIN])
@given(batch=BATCHES)
def test_no_flag_meets_another_flag_or_its_leader(blank: Page, batch: list[dict[str, Any]]) -> None:
    for case, found in zip(batch, blank.evaluate(_PLACE, batch), strict=True):
        pairs = zip(case["flags"], found["places"], strict=True)
        placed = [(flag, box_of(flag, place)) for flag, place in pairs if place]
        for at, (flag, box) in enumerate(placed):
            assert box[0] >= 0
            assert box[1] <= case["width"]
            assert box[2] >= 0
            assert box[3] <= case["highest"]
            for other, other_box in placed[at + 1 :]:
                for one, another, leader in ((box, other_box, other), (other_box, box, flag)):
                    assert not meet(one, another)
                    assert not meet(one, (leader["x"], leader["x"] + 0.1, 0, another[3])), (
                        "a label lies on another's leader"
                    )
        assert found["height"] == max([0, *(box[3] for _, box in placed)])


@BATCHED
@given(batch=BATCHES)
def test_what_is_selected_has_a_place_wherever_it_fits_alone(
    blank: Page, batch: list[dict[str, Any]]
) -> None:
    for case, found in zip(batch, blank.evaluate(_PLACE, batch), strict=True):
        for flag, place in zip(case["flags"], found["places"], strict=True):
            if flag["rank"] == 0:
                assert (place is not None) == found["fitsAlone"]


def placed(blank: Page, flags: list[tuple[float, float]], width: int, highest: float) -> list[Any]:
    flag_boxes = [{"x": x, "width": w, "height": 20, "rank": 1} for x, w in flags]
    (found,) = blank.evaluate(_PLACE, [{"flags": flag_boxes, "width": width, "highest": highest}])
    return [place and (place["bottom"], place["side"]) for place in found["places"]]


@pytest.mark.parametrize(
    ("flags", "places"),
    [
        pytest.param([(10, 90)], [(0, 1)], id="room on the right"),
        pytest.param([(490, 90)], [(0, -1)], id="room on the left alone"),
        pytest.param([(10, 600)], [None], id="wider than the plot"),
        pytest.param([(0, 90), (200, 90), (450, 40)], [(0, 1)] * 3, id="far apart"),
        pytest.param([(10, 90), (30, 90)], [(20, 1), (0, 1)], id="close ones are stacked"),
        pytest.param([(20, 90), (470, 90)], [(0, 1), (0, -1)], id="one to either side"),
    ],
)
def test_known_places(blank: Page, flags: list[tuple[float, float]], places: list[Any]) -> None:
    gap = blank.evaluate("LINE_GAP")
    wanted = [place and (place[0] + gap * (place[0] > 0), place[1]) for place in places]
    assert placed(blank, flags, 500, 1e9) == wanted


def test_a_flag_without_room_stands_in_no_ones_way(blank: Page) -> None:
    found = placed(blank, [(0, 300), (30, 300), (60, 300)], 500, 44)
    assert sum(place is not None for place in found) == 2
    assert (0, 1) in found


def test_lead_comes_before_plain_and_plain_before_minor(blank: Page) -> None:
    for order in ((1, 3, 2), (3, 2, 1), (2, 1, 3)):
        flags = [{"x": 5 * at, "width": 300, "height": 20, "rank": rank}
                 for at, rank in enumerate(order)]  # fmt: skip
        asked = {"flags": flags, "width": 340, "highest": 21}
        (found,) = blank.evaluate(_PLACE, [asked])
        kept = [rank for rank, place in zip(order, found["places"], strict=True) if place]
        assert kept == [1]


def test_no_flags_take_no_height(blank: Page) -> None:
    assert blank.evaluate("[placeFlags([], 500), heightOf([], [])]") == [[], 0]


# Every letter is 10 wide, so that lines can be counted by hand.
_BREAK = """
(cases) => cases.map(([runs, most]) => breakLines(runs, most, (text) => [...text].length * 10))
"""
WORDS = st.lists(
    st.tuples(
        st.text(st.sampled_from("ab ßДц🚢\u00a0-"), min_size=1, max_size=40),
        st.sampled_from(("date", "title", "note")),
    ),
    min_size=1,
    max_size=3,
)


@BATCHED
@given(batch=st.lists(st.tuples(WORDS, st.sampled_from((40, 80, 200))), min_size=10, max_size=30))
def test_lines_keep_all_letters_and_cut_no_word_that_fits(
    blank: Page, batch: list[tuple[list[tuple[str, str]], int]]
) -> None:
    asked = [
        [[{"text": text, "style": style} for text, style in runs], most] for runs, most in batch
    ]
    for (runs, most), found in zip(batch, blank.evaluate(_BREAK, asked), strict=True):
        lines = ["".join(run["text"] for run in line) for line in found["lines"]]
        whole = "".join(text for text, _ in runs)
        assert "".join("".join(lines).split()) == "".join(whole.split())
        assert all(len(line.rstrip(" ")) * 10 <= most for line in lines)
        assert found["width"] <= most
        # A word is what no space divides within a run; where it fits, it stands whole in a line.
        for text, style in runs:
            for part in text.split(" "):
                word = part.strip("\u00a0")
                if word and len(part) * 10 <= most:
                    assert any(word in run["text"] for line in found["lines"] for run in line
                               if run["style"] == style)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("one two three", ["one two", "three"]),
        ("Telekommunikation", ["Telekomm", "unikatio", "n"]),
        ("about 48\u00a0% of", ["about", "48\u00a0% of"]),
        ("  one   two  ", ["one two"]),
    ],
)
def test_known_lines(blank: Page, text: str, lines: list[str]) -> None:
    (found,) = blank.evaluate(_BREAK, [[[{"text": text, "style": "title"}], 80]])
    made = ["".join(run["text"] for run in line).strip() for line in found["lines"]]
    assert made == lines


@pytest.mark.parametrize("count", [2, 6, 9])
def test_bars_over_the_same_time_share_a_leader_and_the_lead_event_is_among_its_labels(
    open_page: OpenPage, file_of: Callable[..., str], tmp_path: Path, count: int
) -> None:
    weights = ["lead", *[""] * (count - 1)]
    rows = [
        an_event(id=f"e{number}", date="2013-06", weight=weight)
        for number, weight in enumerate(weights)
    ]
    rows.append(an_event(id="day", date="2013-08-01"))
    page = open_page(file_of(write_story(tmp_path, events=rows)))
    labels = page.locator("#timeline .label a")
    expect(labels).to_have_count(min(count, MOST_SHARING) + 1)
    expect(page.locator('#timeline .label a[data-key="event:e0"]')).to_be_visible()
    left = page.locator("#timeline .more-labels a")
    expect(left).to_have_count(max(0, count - MOST_SHARING))
    if count > MOST_SHARING:
        page.locator("#timeline .more-labels summary").click()
        key = left.first.get_attribute("data-key")
        left.first.click()
        expect(page.locator(f'#timeline .label a[data-key="{key}"]')).to_be_visible()
