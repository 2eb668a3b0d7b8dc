"""What is shown is right at the second animation frame after anything that a reader asks."""

from typing import Any

import pytest

from dateline.story import Story
from dateline.view import View, narrow
from tests.browser.actions import SHOWN, TWO_FRAMES, At, shown, two_frames
from tests.views import counts, leading_quotes

pytestmark = pytest.mark.browser

PILL = 'document.querySelector(\'[data-facet="{}"][data-value="{}"]\').click()'
TYPED = """{
  const box = document.querySelector('#dateline-search');
  box.value = %r;
  box.dispatchEvent(new InputEvent('input', {bubbles: true}));
}"""
SLID = """{
  const slider = document.querySelector('#ownership input[type=range]');
  slider.value = 0;
  slider.dispatchEvent(new InputEvent('input', {bubbles: true}));
}"""
DATED = """{
  const box = document.querySelector('.filter-panel input[type=date]');
  box.value = '2014-04-20';
  box.dispatchEvent(new Event('change', {bubbles: true}));
}"""


def after(at: At, query: str, act: str) -> dict[str, Any]:
    """Act and read in one script, so that no more than two frames lie between."""
    page = at(query)
    found: dict[str, Any] = page.evaluate(
        f"async () => {{ {act}; await ({TWO_FRAMES})(); return ({SHOWN})(); }}"
    )
    two_frames(page)
    assert shown(page) == found, "it was not done at the second frame"
    return found


def of(story: Story, view: View) -> dict[str, Any]:
    """What Python answers, in the words of ``shown``."""
    rows = narrow(story, view)
    return {
        "events": {f"event:{row_id}" for row_id in rows.events["id"]},
        "quotes": {f"quote:{row_id}" for row_id in leading_quotes(rows, view)},
        "counts": counts(story, view, "category"),
    }


def compare(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert set(found["rows"]) == wanted["events"]
    assert set(found["marks"]) <= wanted["events"]
    assert set(found["quotes"]) == wanted["quotes"]
    category_counts = {
        name: n for name, n in found["counts"].items() if name.startswith("category=")
    }
    assert sorted(category_counts.values()) == sorted(wanted["counts"].values())
    assert found["nav"][0] == f"Timeline {len(found['rows'])}"


def test_a_choice_of_a_filter(at: At, published: Story) -> None:
    found = after(at, "", PILL.format("category", "reaction"))
    compare(found, of(published, View(category=("Reaction",))))
    assert found["chips"] == ["Category: Reaction"]
    assert found["pressed"] == ["category=reaction"]


def test_two_choices_in_one_frame(at: At, published: Story) -> None:
    both = PILL.format("category", "reaction") + ";" + PILL.format("kind", "direct")
    found = after(at, "", both)
    compare(found, of(published, View(category=("Reaction",), kind=("direct",))))


def test_a_search(at: At, published: Story) -> None:
    found = after(at, "", TYPED % "resignation")
    compare(found, of(published, View(q="resignation")))


def test_a_search_without_an_answer(at: At, published: Story) -> None:
    found = after(at, "", TYPED % "zeppelin")
    compare(found, of(published, View(q="zeppelin")))


def test_a_selection(at: At) -> None:
    act = "document.querySelector('.rows a[data-key=\"event:departure\"]').click()"
    found = after(at, "", act)
    assert found["selected"] == ["event:departure"]
    assert found["card"] == "Durov leaves Russia"


def test_the_next_event_by_a_key(at: At) -> None:
    act = "dispatchEvent(new KeyboardEvent('keydown', {key: 'j'}))"
    page = at("?event=resignation-tendered")
    page.evaluate("document.activeElement.blur()")
    found = after(at, "?event=resignation-tendered", f"document.body.{act}".replace(
        "{key: 'j'}", "{key: 'j', bubbles: true}"))  # fmt: skip
    assert found["selected"] == ["event:resignation-withdrawn"]


def test_the_day_of_the_shares(at: At) -> None:
    before = shown(at("?background=1"))
    found = after(at, "?background=1", SLID)
    assert found["day"] != before["day"]
    assert found["holders"] != before["holders"]
    assert found["quotes"] == before["quotes"]


def test_a_date(at: At) -> None:
    found = after(at, "", DATED)
    assert found["chips"] == ["from 2014-04-20"]
    assert "event:founding" not in found["rows"]
    assert "event:ouster" in found["rows"]


def test_background(at: At) -> None:
    found = after(at, "", "document.querySelector('.filters button[aria-pressed][title]').click()")
    assert {"event:launch-2006", "event:fsb-letter"} <= set(found["rows"])


def test_back(at: At) -> None:
    page = at("?category=reaction")
    before = shown(at(""))
    page.evaluate("history.pushState(null, '', '?category=reaction')")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    two_frames(page)
    assert shown(page) != before
    page.evaluate("history.pushState(null, '', location.pathname)")
    found = page.evaluate(
        f"async () => {{ dispatchEvent(new PopStateEvent('popstate')); "
        f"await ({TWO_FRAMES})(); return ({SHOWN})(); }}"
    )
    assert found == before
