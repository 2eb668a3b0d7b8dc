"""The charts can be read at any width: boxes of labels, marks and leaders measured as drawn.

A label is an item of ``.labels`` whose left or right border is its leader. On a phone the timeline
is a list, of which the same is asked: every event there, its title whole, nothing on anything.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from dateline.figures import panels
from dateline.reading import load_story
from dateline.view import View, narrow
from tests.browser.conftest import ROOT
from tests.browser.generated_stories import GENERATED, HARD, takeover
from tests.browser.window import Window, a_window, near_view, settled

pytestmark = pytest.mark.browser

NARROW_PX = 640
ALL_WIDTHS = range(1920, 389, -37)
SOME_WIDTHS = (1920, 1400, 777, 641, 390)
LONG_WORDS_WIDTHS = (1400, 690, 390)
SHIPPED, BACKGROUND = "shipped", "shipped with background"
STORIES = (SHIPPED, BACKGROUND, *HARD)
HOLDERS = (1, 3, 7, 12)
TOLERANCE_PX = 1.0
LABEL_PX = 13


def _long(names: Iterable[Any], but: Iterable[Any] = ()) -> list[Any]:
    """Parameters of tests that only make test-long runs."""
    return [pytest.param(name, marks=pytest.mark.long) for name in names if name not in but]


_MEASURE = Path(__file__).with_name("timeline_boxes.js").read_text(encoding="utf-8")


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def __str__(self) -> str:
        width, height = self.right - self.left, self.bottom - self.top
        return f"{width:.0f}×{height:.0f} at {self.left:.0f},{self.top:.0f}"

    def meets(self, other: "Box", by: float = TOLERANCE_PX) -> bool:
        """Whether the two share more than an edge; a line has no width or no height."""
        return (
            self.left + by < other.right
            and other.left + by < self.right
            and self.top + by < other.bottom
            and other.top + by < self.bottom
        )

    def leaves(self, other: "Box") -> bool:
        return (
            self.left < other.left - TOLERANCE_PX
            or self.top < other.top - TOLERANCE_PX
            or self.right > other.right + TOLERANCE_PX
            or self.bottom > other.bottom + TOLERANCE_PX
        )


@dataclass(frozen=True, slots=True)
class Thing:
    """What is drawn; of a text, a box for each piece. ``chart``: which panel, -1 for the list."""

    chart: int
    kind: str
    keys: tuple[str, ...]
    text: str
    boxes: tuple[Box, ...]
    size_px: float

    def __str__(self) -> str:
        return f"{self.kind} “{self.text or ' '.join(self.keys)}”"


@dataclass(frozen=True, slots=True)
class Chart:
    things: tuple[Thing, ...]
    charts: tuple[Box, ...]
    more: tuple[tuple[str, str], ...]
    says: str
    window_px: float
    wide_px: float
    height_px: float

    def all(self, kind: str) -> list[Thing]:
        return [thing for thing in self.things if thing.kind == kind]

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """The middles of the marks in their chart, by key."""
        found = {}
        for mark in self.all("mark"):
            left, top, right, bottom = mark.boxes[0]
            frame = self.charts[mark.chart]
            middle = ((left + right) / 2 - frame.left, (top + bottom) / 2 - frame.top)
            found[mark.keys[0]] = (round(middle[0]), round(middle[1]))
        return found


def measured(page: Page) -> Chart:
    """Measure the timeline as it is drawn now."""
    found: dict[str, Any] = page.evaluate(_MEASURE)
    things = (
        Thing(
            thing["chart"],
            thing["kind"],
            tuple(thing["keys"]),
            " ".join(thing["text"].split()),
            tuple(Box(*box) for box in thing["boxes"]),
            thing["size"],
        )
        for thing in found["things"]
    )
    return Chart(
        tuple(things),
        tuple(Box(*box) for box in found["charts"]),
        tuple((key, text) for key, text in found["more"]),
        found["says"],
        found["window"],
        found["wide"],
        found["height"],
    )


def faults(chart: Chart, titles: Mapping[str, str]) -> list[str]:
    """Say what cannot be read; ``titles`` has every event that has to be there, by "event:ID"."""
    found = [*_meetings(chart), *_cut_off(chart), *_unlabelled(chart, titles)]
    if chart.wide_px > chart.window_px:
        found.append(f"the page is {chart.wide_px} px wide, the window {chart.window_px}")
    return found


def _meetings(chart: Chart) -> Iterable[str]:
    for one, other in itertools.combinations(chart.things, 2):
        if one.chart != other.chart or not _must_keep_apart(one, other):
            continue
        # Marks of one row may touch: two pixels are the width of their outlines.
        by = 2.0 if one.kind == other.kind == "mark" else TOLERANCE_PX
        if "leader" in (one.kind, other.kind):
            by = 0.5
        for a, b in itertools.product(one.boxes, other.boxes):
            if a.meets(b, by):
                yield f"{one} ({a}) meets {other} ({b})"
                break


def _must_keep_apart(one: Thing, other: Thing) -> bool:
    """A leader may cross a leader or a bar, and a mark stands on bars; a clip is no thing drawn."""
    kinds = {one.kind, other.kind}
    if "clip" in kinds:
        return False
    if kinds == {"leader", "mark"} and set(one.keys) & set(other.keys):
        return False  # A leader stands on the marks of its own flag.
    return bool(kinds & {"label", "tick"}) or kinds in ({"mark"}, {"leader", "mark"})


def _cut_off(chart: Chart) -> Iterable[str]:
    for thing in chart.things:
        if thing.kind == "clip":
            yield f"the words of {thing} may be cut"
        if thing.kind not in ("mark", "label", "tick"):
            continue
        frame = chart.charts[thing.chart] if thing.chart >= 0 else None
        for box in thing.boxes:
            if frame and box.leaves(frame) and thing.kind != "tick":
                yield f"{thing} ({box}) leaves the chart ({frame})"
            if box.left < 0 or box.right > chart.window_px:
                yield f"{thing} ({box}) leaves the window of {chart.window_px:.0f} px"


def _unlabelled(chart: Chart, titles: Mapping[str, str]) -> Iterable[str]:
    """Events without a mark, a label or a link below; titles that are not whole."""
    marked = {mark.keys[0] for mark in chart.all("mark")}
    if chart.charts:
        yield from (f"{key} “{titles[key]}” has no mark" for key in titles if key not in marked)
    labels = {label.keys[0]: label.text for label in chart.all("label")}
    more = dict(chart.more) if chart.charts else {}
    for key, title in titles.items():
        if key not in labels and key not in more:
            yield f"{key} “{title}” has neither a label nor a link below"
        elif " ".join(title.split()) not in labels.get(key, more.get(key, "")):
            yield f"{key} “{title}” reads “{labels.get(key, more.get(key, ''))}”"
    if chart.charts and bool(more) != bool(chart.says):
        yield f"{len(more)} events have no label, the chart says “{chart.says}”"
    if more and chart.charts and f"+{len(more)} more" not in chart.says:
        yield f"{len(more)} events have no label, the chart says “{chart.says}”"
    for label in chart.all("label"):
        if label.size_px < LABEL_PX:
            yield f"{label} is {label.size_px} px small"


class StoryPage(NamedTuple):
    """A story's page: its address, and the titles of the events with a mark."""

    address: str
    titles: dict[str, str]


@pytest.fixture(scope="session")
def story_page(
    file_of: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], StoryPage]:
    """The page of a story by its name."""

    @cache
    def page_of(name: str) -> StoryPage:
        if name.startswith("holders "):
            folder = takeover(tmp_path_factory.mktemp("story"), int(name.split()[1]))
            return StoryPage(file_of(folder), _dated(folder, View()))
        if name in HARD:
            folder = HARD[name](tmp_path_factory.mktemp("story"))
            return StoryPage(file_of(folder), _dated(folder, View()))
        view = View(background=name == BACKGROUND)
        address = file_of(ROOT)
        return StoryPage(
            f"{address}?background=1" if view.background else address, _dated(ROOT, view)
        )

    return page_of


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Window]:
    with a_window(browser) as window:
        yield window


def _dated(folder: Path, view: View) -> dict[str, str]:
    dated = panels.placement(narrow(load_story(folder), view).events).dated
    return {f"event:{row_id}": title for row_id, title in dated[["id", "title"]].to_numpy()}


def sweep(window: Window, shown: StoryPage, widths: Iterable[int]) -> list[str]:
    """The faults of a story's timeline at each width."""
    window.show(shown.address, width=max(widths))
    found = []
    for width in widths:
        chart = measured(window.resize(width))
        assert bool(chart.charts) == (width > NARROW_PX)
        found += [f"{width} px: {fault}" for fault in faults(chart, shown.titles)]
    return found


class TestSweep:
    """At every width: no label meets a label, a leader, a mark or a tick; none is cut."""

    def test_the_shipped_story(
        self, window: Window, story_page: Callable[[str], StoryPage]
    ) -> None:
        assert sweep(window, story_page(BACKGROUND), SOME_WIDTHS) == []

    @pytest.mark.parametrize("story", ["german", "a court case"])
    def test_stories_that_are_hard_to_label(
        self, window: Window, story_page: Callable[[str], StoryPage], story: str
    ) -> None:
        assert sweep(window, story_page(story), LONG_WORDS_WIDTHS) == []

    @pytest.mark.long
    @pytest.mark.parametrize("story", STORIES)
    def test_all_stories_at_all_widths(
        self, window: Window, story_page: Callable[[str], StoryPage], story: str
    ) -> None:
        assert sweep(window, story_page(story), ALL_WIDTHS) == []


class TestRoom:
    @pytest.mark.parametrize("story", [SHIPPED, *_long(STORIES, but=(SHIPPED, "century"))])
    def test_every_event_has_its_label_where_there_is_room(
        self, window: Window, story_page: Callable[[str], StoryPage], story: str
    ) -> None:
        chart = measured(window.show(story_page(story).address, width=1400))
        # One of the Russian titles, and minor events of the takeover, would make the chart higher
        # than it may be.
        assert len(chart.more) <= {"russian": 1, "a takeover": 2}.get(story, 0), chart.more

    def test_most_of_sixty_events_in_a_century_have_one(
        self, window: Window, story_page: Callable[[str], StoryPage]
    ) -> None:
        shown = story_page("century")
        chart = measured(window.show(shown.address, width=1400))
        assert len(chart.all("label")) >= 30
        assert len(chart.all("label")) + len(chart.more) == len(shown.titles) == 60

    @pytest.mark.parametrize(
        ("story", "width"),
        [(BACKGROUND, 700), pytest.param("century", 1000, marks=pytest.mark.long)],
    )
    def test_the_selected_event_always_has_its_label_and_nothing_moves(
        self, window: Window, story_page: Callable[[str], StoryPage], story: str, width: int
    ) -> None:
        shown = story_page(story)
        page = window.show(shown.address, width=width)
        before = measured(page)
        seen = set()
        for _ in range(len(shown.titles) + 30):
            page.keyboard.press("j")
            settled(page)
            key = page.evaluate("document.querySelector('.card select').value")
            if key not in shown.titles:
                continue
            chart = measured(page)
            assert key in {label.keys[0] for label in chart.all("label")}
            assert chart.places == before.places
            assert chart.height_px == before.height_px
            assert faults(chart, shown.titles) == []
            if key in seen:
                break
            seen.add(key)
            if len(seen) == 8:
                break
        assert len(seen) == 8

    @pytest.mark.parametrize("story", [SHIPPED, *_long(["century"])])
    def test_marks_stay_and_the_height_does_not_jump_when_a_filter_narrows(
        self, window: Window, story_page: Callable[[str], StoryPage], story: str
    ) -> None:
        page = window.show(story_page(story).address)
        before = measured(page)
        pills = page.locator(".filter-bar [data-facet=category]")
        for number in range(pills.count()):
            pills.nth(number).click()
            settled(page)
            chart = measured(page)
            assert len(chart.places) < len(before.places)
            assert chart.places.items() <= before.places.items()
            assert chart.height_px == before.height_px
            pills.nth(number).click()
        settled(page)
        assert measured(page).places == before.places

    def test_labels_that_find_no_room_lead_to_their_events(
        self, window: Window, story_page: Callable[[str], StoryPage]
    ) -> None:
        page = window.show(story_page("century").address, width=700)
        more = page.locator("#timeline .more-labels")
        more.locator("summary").click()
        link = more.locator("a[data-key]").first
        key = link.get_attribute("data-key")
        link.click()
        page.wait_for_function(
            "key => `event:${new URLSearchParams(location.search).get('event')}` === key", arg=key
        )
        settled(page)
        assert key in {label.keys[0] for label in measured(page).all("label")}


def test_a_generated_story_has_every_event_on_the_axis(tmp_path: Path) -> None:
    for name, generate in GENERATED.items():
        folder = tmp_path / name
        folder.mkdir()
        generate(folder)
        assert len(_dated(folder, View())) == len(load_story(folder).events), name


_SHARES = Path(__file__).with_name("share_boxes.js").read_text(encoding="utf-8")


class TestOwnership:
    """Words in a piece are that piece's and whole; nothing outside 0–100; all is listed below."""

    def swept(self, window: Window, address: str, widths: Iterable[int]) -> list[str]:
        page = window.show(address, width=max(widths))
        near_view(page)
        found = []
        for width in widths:
            window.resize(width)
            near_view(page)
            state = page.evaluate(_SHARES)
            assert state["drawn"]
            found += [f"{width} px: {fault}" for fault in state["faults"]]
        return found

    @pytest.mark.parametrize("holders", [12, *_long(HOLDERS, but=(12,))])
    def test_any_number_of_holders(
        self, window: Window, story_page: Callable[[str], StoryPage], holders: int
    ) -> None:
        assert self.swept(window, story_page(f"holders {holders}").address, (1400, 777, 390)) == []

    @pytest.mark.parametrize("story", [BACKGROUND, *_long(["a takeover", "a court case"])])
    def test_a_story_on_every_day(
        self, window: Window, story_page: Callable[[str], StoryPage], story: str
    ) -> None:
        page = window.show(story_page(story).address, width=1400)
        slider = page.locator("#ownership input[type=range]")
        days = int(slider.get_attribute("max") or 0)
        assert days > (1 if story == "a court case" else 3)
        found = []
        for day in range(days + 1):
            slider.fill(str(day))
            settled(page)
            found += [f"day {day}: {fault}" for fault in page.evaluate(_SHARES)["faults"]]
        assert found == []

    def test_every_statement_of_twelve_holders_is_listed(
        self, window: Window, story_page: Callable[[str], StoryPage]
    ) -> None:
        page = window.show(story_page("takeover").address)
        listed = page.evaluate(_SHARES)["listed"]
        assert set(listed) == {f"stake:s{n:02}" for n in range(12)} | {"stake:claim"}

    @pytest.mark.long
    @pytest.mark.parametrize("story", [BACKGROUND, *(f"holders {n}" for n in HOLDERS)])
    def test_at_all_widths(
        self, window: Window, story_page: Callable[[str], StoryPage], story: str
    ) -> None:
        assert self.swept(window, story_page(story).address, ALL_WIDTHS) == []

    def test_words_that_leave_their_piece_are_reported(
        self, window: Window, story_page: Callable[[str], StoryPage]
    ) -> None:
        page = window.show(story_page(SHIPPED).address)
        assert page.evaluate(_SHARES)["faults"] == []
        page.locator("#ownership .inside").first.evaluate("piece => { piece.style.left = '60%'; }")
        assert any("its own piece" in fault for fault in page.evaluate(_SHARES)["faults"])
        page.locator("#ownership .holders li").first.evaluate("line => line.remove()")
        page.locator("#ownership .holders [data-key]").first.evaluate("link => link.remove()")
        assert any("is drawn and not listed" in fault for fault in page.evaluate(_SHARES)["faults"])


# Lay a thing's middle on another's, or at a place left of the window where there is no other.
_MOVE = """
([what, onto]) => {
  const middle = selector => {
    const box = document.querySelector(selector).getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const node = document.querySelector(what);
  const [x, y] = middle(what);
  const [to, down] = onto ? middle(onto) : [-200, y];
  if (node instanceof SVGElement) {
    const before = node.getAttribute('transform') ?? '';
    node.setAttribute('transform', `translate(${to - x},${down - y}) ${before}`);
    return before;
  }
  node.style.translate = `${to - x}px ${down - y}px`;
  return '';
}
"""
_PUT_BACK = """
([what, place]) => {
  const node = document.querySelector(what);
  if (node instanceof SVGElement) node.setAttribute('transform', place);
  else node.style.translate = '';
}
"""
PANEL = "#timeline .panel.detail"
LABEL = f"{PANEL} .labels > .label:nth-child({{}}) .line"
MARK = f"{PANEL} .scatterlayer .point:nth-child({{}})"
# What is moved, onto what ("": out of the window), and the fault that must be reported.
MOVES = (
    (LABEL.format(1), LABEL.format(2), ("label", "meets label")),
    (LABEL.format(1), f"{PANEL} .xtick text", ("label", "meets tick")),
    (LABEL.format(1), MARK.format(2), ("label", "meets mark")),
    (MARK.format(1), MARK.format(2), ("mark", "meets mark")),
    (LABEL.format(2), f"{PANEL} .labels > .label:nth-child(1)", ("label", "meets leader")),
    (f"{PANEL} .barlayer .point path", LABEL.format(1), ("label", "meets bar")),
    (MARK.format(1), "", ("mark", "leaves the chart")),
    (LABEL.format(1), "", ("label", "leaves the window")),
)


class TestTheMeasure:
    """What is out of place, missing, cut or small is reported."""

    def test_what_is_moved_out_of_place(
        self, window: Window, story_page: Callable[[str], StoryPage]
    ) -> None:
        shown = story_page(SHIPPED)
        page = window.show(shown.address)
        assert faults(measured(page), shown.titles) == []
        for what, onto, (who, expected) in MOVES:
            place = page.evaluate(_MOVE, [what, onto])
            new = faults(measured(page), shown.titles)
            assert any(who in fault and _says(fault, expected) for fault in new), (what, onto, new)
            page.evaluate(_PUT_BACK, [what, place])
            assert faults(measured(page), shown.titles) == []

    def test_a_label_that_is_missing_cut_or_small(
        self, window: Window, story_page: Callable[[str], StoryPage]
    ) -> None:
        shown = story_page("one day")
        page = window.show(shown.address)
        page.evaluate("window.kept = window.at = null")
        link = page.locator(f"{PANEL.split('.detail')[0]} .label a").first
        title = link.evaluate("link => link.textContent")
        for change, expected in (
            ("link.style.fontSize = '12px'", "is 12 px small"),
            ("link.style.overflow = 'hidden'", "may be cut"),
            ("link.querySelector('.title').textContent = 'Night…'", "reads “"),
            ("link.remove()", "has neither a label nor a link below"),
        ):
            assert faults(measured(page), shown.titles) == [], title
            link.evaluate(
                f"link => {{ window.kept = link.cloneNode(true); window.at = link; {change} }}"
            )
            new = faults(measured(page), shown.titles)
            assert any(expected in fault for fault in new), (change, new)
            page.evaluate("at.isConnected && at.replaceWith(kept)")


def _says(fault: str, expected: str) -> bool:
    """Whether a fault tells of the two kinds, in either order."""
    verb, kind = expected.split(" ", 1)
    return verb in fault and kind in fault
