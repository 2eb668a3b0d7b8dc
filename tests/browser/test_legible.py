"""The timeline can be read at any width: boxes of labels, marks and lines measured as drawn."""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page

from dateline import figures
from dateline.reading import load_story
from dateline.view import View, narrow
from scripts.server import ROOT, Server
from tests.browser.actions import KEY_OF, OpenPage, opened
from tests.browser.generated_stories import GENERATED

pytestmark = pytest.mark.browser

WIDTHS = (1920, 1400, 1000, 900, 390)
SHIPPED, BACKGROUND = "shipped", "shipped with background"
STORIES = (SHIPPED, BACKGROUND, *GENERATED)
TOLERANCE_PX = 1.0
# A flag's text stands this close to its leader.
BESIDE_PX = 8.0
# "…" must leave this much of a title to tell which event it is.
LEAST_LETTERS = 6
NEW_LINE = " / "
NO_ROOM = re.compile(r"No room for \D*(\d+)")

_MEASURE = """
selector => {
  const chart = document.querySelector(`${selector} .js-plotly-plot`);
  const things = [];
  const add = (kind, name, nodes) => {
    const boxes = nodes.map(n => n.getBoundingClientRect());
    const drawn = boxes.filter(b => b.width || b.height);
    if (drawn.length) {
      things.push({kind, name, boxes: drawn.map(b => [b.left, b.top, b.right, b.bottom])});
    }
  };
  for (const text of chart.querySelectorAll('.infolayer .annotation text')) {
    const lines = [...text.querySelectorAll('tspan.line')];
    const parts = lines.length ? lines : [text];
    add('label', parts.map(p => p.textContent.trim()).join(' / '), parts);
  }
  for (const text of chart.querySelectorAll('[class$="tick"] text')) {
    add('tick', text.textContent, [text]);
  }
  const keyOf = KEY_OF;
  for (const point of chart.querySelectorAll('.scatterlayer .point')) {
    add('mark', keyOf(point), [point]);
  }
  for (const point of chart.querySelectorAll('.barlayer .point')) {
    add('bar', keyOf(point), [point]);
  }
  for (const path of chart.querySelectorAll('.shapelayer path')) {
    const style = getComputedStyle(path);
    const seen = (paint, opacity) => paint !== 'none' && style.opacity * opacity > 0;
    const stroked = seen(style.stroke, style.strokeOpacity) && parseFloat(style.strokeWidth) > 0;
    // What is filled is an area, not a line.
    if (stroked && !seen(style.fill, style.fillOpacity)) add('line', '', [path]);
  }
  const {left, top, right, bottom} = chart.querySelector('.main-svg').getBoundingClientRect();
  return {
    things, chart: [left, top, right, bottom], window: document.documentElement.clientWidth,
  };
}
""".replace("KEY_OF", KEY_OF)

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
  const before = node.getAttribute('transform') ?? '';
  node.setAttribute('transform', `translate(${to - x},${down - y}) ${before}`);
  return before;
}
"""
_PUT_BACK = "([what, place]) => document.querySelector(what).setAttribute('transform', place)"


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def __str__(self) -> str:
        width, height = self.right - self.left, self.bottom - self.top
        return f"{width:.0f}×{height:.0f} at {self.left:.0f},{self.top:.0f}"

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge; a line has no width or no height."""
        return (
            self.left + TOLERANCE_PX < other.right
            and other.left + TOLERANCE_PX < self.right
            and self.top + TOLERANCE_PX < other.bottom
            and other.top + TOLERANCE_PX < self.bottom
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
    """What is drawn; of a text, a box for each line. Marks and bars are named "event:ID"."""

    kind: str
    name: str
    boxes: tuple[Box, ...]

    def __str__(self) -> str:
        return f"{self.kind} “{self.name}”" if self.name else self.kind

    @property
    def is_text(self) -> bool:
        return self.kind in ("label", "tick")


@dataclass(frozen=True, slots=True)
class Chart:
    things: tuple[Thing, ...]
    box: Box
    window_px: float

    def all(self, kind: str) -> list[Thing]:
        return [thing for thing in self.things if thing.kind == kind]


def measured(page: Page) -> Chart:
    """Measure the timeline that is shown at the page's width."""
    page.evaluate("document.fonts.ready")
    found: dict[str, Any] = page.evaluate(_MEASURE, shown_chart(page))
    things = (
        Thing(thing["kind"], thing["name"], tuple(Box(*box) for box in thing["boxes"]))
        for thing in found["things"]
    )
    return Chart(tuple(things), Box(*found["chart"]), found["window"])


def shown_chart(page: Page) -> str:
    size = page.viewport_size
    assert size is not None
    return ".st-key-timeline-wide" if size["width"] > 640 else ".st-key-timeline-list"


def faults(chart: Chart, titles: Mapping[str, str]) -> list[str]:
    """Say what cannot be read; ``titles`` has every event that may be drawn, by "event:ID"."""
    return [
        *_meetings(chart, titles),
        *_cut_off(chart),
        *_unlabelled(chart, titles),
        *(
            f"{line} {line.boxes[0]} is neither upright nor level"
            for line in chart.all("line")
            if min(_size(line.boxes[0])) >= 2
        ),
    ]


def _size(box: Box) -> tuple[float, float]:
    return box.right - box.left, box.bottom - box.top


def _meetings(chart: Chart, titles: Mapping[str, str]) -> Iterable[str]:
    labels = chart.all("label")
    own = {label: events_named(label, titles) for label in labels}
    for one, other in itertools.combinations(chart.things, 2):
        if not _must_keep_apart(one, other):
            continue
        for a, b in itertools.product(one.boxes, other.boxes):
            if a.meets(b) and not _belong_together(one, other, labels, own):
                yield f"{one} ({a}) meets {other} ({b})"
                break


def _must_keep_apart(one: Thing, other: Thing) -> bool:
    """A line may cross a line or a bar, and a mark stands on bars."""
    kinds = {one.kind, other.kind}
    return one.is_text or other.is_text or kinds in ({"mark"}, {"line", "mark"})


def _belong_together(
    one: Thing, other: Thing, labels: list[Thing], own: Mapping[Thing, set[str]]
) -> bool:
    """Whether a bar lies under its own text, or a leader stands on marks of its own flag."""
    by_kind = {one.kind: one, other.kind: other}
    if by_kind.keys() == {"bar", "label"}:
        return by_kind["bar"].name in own[by_kind["label"]]
    if by_kind.keys() == {"line", "mark"}:
        flag = _flag_of(by_kind["line"], labels)
        return flag is not None and by_kind["mark"].name in own[flag]
    return False


def _flag_of(leader: Thing, labels: list[Thing]) -> Thing | None:
    """The label that hangs at an upright line: the nearest text beside it."""
    line = leader.boxes[0]

    def distance(box: Box) -> float:
        return max(box.left - line.right, line.left - box.right)

    beside = [
        (abs(distance(box)), number)
        for number, label in enumerate(labels)
        for box in label.boxes
        if abs(distance(box)) <= BESIDE_PX and box.top < line.bottom and line.top < box.bottom
    ]
    return labels[min(beside)[1]] if beside else None


def _cut_off(chart: Chart) -> Iterable[str]:
    for thing in chart.things:
        if thing.kind != "mark" and not thing.is_text:
            continue
        for box in thing.boxes:
            if box.leaves(chart.box):
                yield f"{thing} ({box}) leaves the chart ({chart.box})"
            if thing.is_text and (box.left < 0 or box.right > chart.window_px):
                yield f"{thing} ({box}) leaves the window of {chart.window_px:.0f} px"


def _unlabelled(chart: Chart, titles: Mapping[str, str]) -> Iterable[str]:
    """Events without a mark, and events without a label that the chart does not own up to."""
    marked = {mark.name for mark in chart.all("mark")}
    yield from (f"{key} “{titles[key]}” has no mark" for key in titles if key not in marked)
    labels = chart.all("label")
    named = set().union(*(events_named(label, titles) for label in labels))
    told = sum(int(number) for label in labels for number in NO_ROOM.findall(label.name))
    silent = [f"{key} “{titles.get(key)}”" for key in sorted(marked - named)]
    if len(silent) != told:
        yield (
            f"{len(silent)} of {len(marked)} marks have no label, the chart says {told}: "
            f"{', '.join(silent)}"
        )


def events_named(label: Thing, titles: Mapping[str, str]) -> set[str]:
    """The events whose titles a label has, whole or, from the start of a line, cut with "…"."""
    lines = label.name.split(NEW_LINE)
    begun = [
        _letters("".join(lines[start : end + 1]))
        for end, line in enumerate(lines)
        if line.endswith("…")
        for start in range(end + 1)
    ]
    told = tuple(letters for letters in begun if len(letters) >= LEAST_LETTERS)
    whole = _letters(label.name)
    wanted = {key: _letters(title) for key, title in titles.items()}
    return {
        key
        for key, title in wanted.items()
        if title in whole or any(title.startswith(letters) for letters in told)
    }


def _letters(text: str) -> str:
    """The letters and digits: line breaks and hyphens depend on the width."""
    return "".join(filter(str.isalnum, text.casefold()))


class Told(NamedTuple):
    """A story being served: its address, and the titles of the events with a mark."""

    address: str
    titles: dict[str, str]


@pytest.fixture(scope="session")
def tell(
    url: str,
    serve_process: Callable[[Path], Server],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], Told]:
    """Serve a story by its name, each from one server."""

    @cache
    def told(name: str) -> Told:
        if name in GENERATED:
            folder = GENERATED[name](tmp_path_factory.mktemp("story"))
            return Told(serve_process(folder).url, _dated(folder, View()))
        view = View(background=name == BACKGROUND)
        return Told(f"{url}/?background=1" if view.background else url, _dated(ROOT, view))

    return told


def _dated(folder: Path, view: View) -> dict[str, str]:
    dated = figures.placement(narrow(load_story(folder), view).events).dated
    return {f"event:{row_id}": title for row_id, title in dated[["id", "title"]].to_numpy()}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("story", STORIES)
def test_nothing_in_the_timeline_hides_anything_else(
    open_page: OpenPage, tell: Callable[[str], Told], story: str, width: int
) -> None:
    told = tell(story)
    found = faults(measured(opened(open_page, told.address, width=width)), told.titles)
    assert not found, f"{len(found)} faults of “{story}” at {width} px:\n" + "\n".join(found)


@pytest.mark.parametrize("story", GENERATED)
def test_a_generated_story_has_every_event_on_the_axis_and_titles_that_begin_differently(
    story: str, tmp_path: Path
) -> None:
    folder = GENERATED[story](tmp_path)
    titles = _dated(folder, View())
    assert len(titles) == len(load_story(folder).events)
    assert len({_letters(title)[:LEAST_LETTERS] for title in titles.values()}) == len(titles)


WIDE = ".st-key-timeline-wide"
LABEL = f"{WIDE} .infolayer .annotation[data-index='{{}}']"
MARK = f"{WIDE} .scatterlayer .trace:nth-child({{}}) .point"
LEADER = f"{WIDE} .shapelayer path[data-index='{{}}']"


# What is moved, onto what ("": out of the window), and the fault that must be told.
MOVES = (
    (LABEL.format(0), LABEL.format(1), r"label .* meets label "),
    (LABEL.format(0), f"{WIDE} .xtick text", r"label .* meets tick "),
    (MARK.format(1), LABEL.format(0), r"label .* meets mark "),
    (MARK.format(1), MARK.format(2), r"mark .* meets mark "),
    (MARK.format(1), LEADER.format(1), r"mark .* meets line "),
    (LEADER.format(1), LABEL.format(1), r"label .* meets line "),
    (f"{WIDE} .barlayer .point", LABEL.format(0), r"label .* meets bar "),
    (MARK.format(1), "", r"mark .* leaves the chart"),
    (LABEL.format(0), "", r"label .* leaves the chart"),
    (LABEL.format(0), "", r"label .* leaves the window"),
)


def test_what_is_moved_out_of_place_is_reported(
    open_page: OpenPage, tell: Callable[[str], Told]
) -> None:
    told = tell(SHIPPED)
    page = opened(open_page, told.address)
    before = faults(measured(page), told.titles)
    for what, onto, expected in MOVES:
        place = page.evaluate(_MOVE, [what, onto])
        new = set(faults(measured(page), told.titles)) - set(before)
        assert any(re.match(expected, fault) for fault in new), (what, onto, new)
        page.evaluate(_PUT_BACK, [what, place])
        assert faults(measured(page), told.titles) == before


def test_a_label_that_is_missing_is_reported(
    open_page: OpenPage, tell: Callable[[str], Told]
) -> None:
    told = tell("one day")
    page = opened(open_page, told.address)
    page.evaluate(
        "selector => document.querySelectorAll(selector).forEach(label => label.remove())",
        f"{WIDE} .infolayer .annotation",
    )
    assert any(
        fault.startswith("3 of 3 marks have no label, the chart says 0")
        for fault in faults(measured(page), told.titles)
    )


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Februar 2021 / Planfeststellungsver- / fahren …", {"event:a"}),
        ("Februar 2021 / Planfeststellungsver- / fahren eröffnet", {"event:a"}),
        ("März 2021 / Das Ende der Planfeststellung …", set()),
        ("März 2021 / Plan …", set()),
        ("März 2021 / …", set()),
    ],
)
def test_a_label_cut_short_names_its_event_if_enough_is_left(name: str, named: set[str]) -> None:
    titles = {"event:a": "Planfeststellungsverfahren eröffnet", "event:b": "Planung endet"}
    assert events_named(Thing("label", name, ()), titles) == named
