"""Stories that are at an edge and ok: the page is ready, and the browser draws their pictures."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from dateline.exporting import made_of
from dateline.formats import find_format
from dateline.page import make_page
from dateline.page.html_file import file_html
from dateline.plotly_bundle import find_bundle
from dateline.reading import load_story
from tests.browser.actions import OpenPage
from tests.story_files import Row, an_event, write_story

pytestmark = pytest.mark.browser

SOURCE = {"evidence": "", "source": "https://example.org/x"}
# As many as there are symbols and more, on both layers, dated in every way.
EVERY_SYMBOL = [
    an_event(id=f"e{number}{layer}", date=date, category=f"Category {number}", **rests)
    for number, date in enumerate(
        ("2014", "2014-XX/2015", "2014-04", "2007~", "201X", "2014-22", "/2014", "2014/..", "",
         "[2014..2015]", "[..2014]", "2014?", "2014-04-XX")
    )
    for layer, rests in (("a", {}), ("b", SOURCE))
]  # fmt: skip
STORIES: dict[str, list[Row]] = {
    "every symbol": EVERY_SYMBOL,
    "background only, enough to be counted": [
        an_event(id=f"e{number}", date=f"20{number % 20:02}", **SOURCE) for number in range(150)
    ],
    "none": [],
    "what XML has no place for": [an_event(title="bell \x01\x1b[31m and \uffff")],
}


@pytest.mark.parametrize("events", STORIES.values(), ids=STORIES)
def test_its_page_is_ready_and_its_chart_a_picture(
    events: list[Row], open_page: OpenPage, tmp_path: Path
) -> None:
    story = load_story(write_story(tmp_path, events=events))
    file = tmp_path / "story.html"
    file.write_text(file_html(make_page(story), plotly=find_bundle()), encoding="utf-8")
    open_page(file.as_uri())
    open_page(f"{file.as_uri()}?background=1")
    if not events:
        return
    for name in ("svg", "png"):
        to = find_format(name)
        assert to
        made = made_of(story, to, query="background=1")[0].content
        if name == "svg":
            assert ElementTree.fromstring(made).tag.endswith("svg")
        else:
            assert made.startswith(b"\x89PNG")
