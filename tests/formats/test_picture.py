"""svg and png: what the picture shows, what is told to be left out, what hinders it."""

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

from dateline.exporting import ExportError, export
from dateline.formats import Format, find_format
from tests.story_files import an_event, write_story

SVG = "{http://www.w3.org/2000/svg}"


def format_of(name: str) -> Format:
    found = find_format(name)
    assert found
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    story = tmp_path / "story"
    story.mkdir()
    events = [
        an_event(id="one", title="The first", date="2011-05-02"),
        an_event(id="two", title="The second", date="2012-06-03", category="Court"),
        an_event(id="none", title="Some day", date="", date_words=""),
    ]
    return write_story(story, events=events)


def test_every_event_is_drawn_and_listed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "timeline.svg"
    written = export(folder, out, format_of("svg"))
    svg = ET.fromstring(out.read_bytes())
    keys = {group.get("data-key") for group in svg.iter(f"{SVG}g")} - {None}
    assert keys == {"event:one", "event:two"}
    assert written.messages == (
        "svg: 1 event has no place on the axis and is left out: none",
        "svg: 1 stake has no place in this format and is left out: ucp",
        "svg: 1 quote has no place in this format and is left out: out",
    )


def test_a_view_is_drawn_as_the_page_draws_it(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "timeline.svg"
    export(folder, out, format_of("svg"), query="?category=court")
    words = {
        "".join(text.itertext()) for text in ET.fromstring(out.read_bytes()).iter(f"{SVG}text")
    }
    assert {"The second", "Filters: Category: Court", "2011"} & words >= {
        "The second",
        "Filters: Category: Court",
    }
    assert "The first" not in words


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("section=quotes&story=another", {"The #1", "The second"}),
        ("q=#1", {"The #1"}),
        ("?q=the+second&section=quotes", {"The second"}),
    ],
)
def test_any_view_is_drawn_whatever_section_it_names_or_signs_it_holds(
    query: str, titles: set[str], folder: Path, tmp_path: Path
) -> None:
    events = [
        an_event(id="one", title="The #1", date="2011-05-02"),
        an_event(id="two", title="The second", date="2012-06-03", category="Court"),
    ]
    out = tmp_path / "timeline.svg"
    export(write_story(folder, events=events), out, format_of("svg"), query=query)
    svg = ET.fromstring(out.read_bytes())
    words = {"".join(text.itertext()) for text in svg.iter(f"{SVG}text")}
    assert words & {"The #1", "The second"} == titles


def test_a_png_of_ownership_is_as_wide_as_asked_for(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "ownership.png"
    written = export(folder, out, format_of("png"), options={"chart": "ownership", "width": 600})
    with Image.open(io.BytesIO(out.read_bytes())) as png:
        assert 2 * 500 < png.width < 2 * 660
    assert [line.partition(" ")[2][:7] for line in written.messages] == ["3 event", "1 quote"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"width": 10}, "--width 10 is not between 320 and 10000 pixels"),
        ({"plotly": "full"}, "--plotly says nothing to svg; leave it out"),
    ],
)
def test_wrong_options_are_reported(
    options: dict[str, object], message: str, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(ExportError) as raised:
        export(folder, tmp_path / "x.svg", format_of("svg"), options=options)
    assert str(raised.value) == message


def test_without_a_browser_nothing_is_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_BROWSER", "/nowhere/chromium")
    with pytest.raises(ExportError, match="is no program; name a Chrome or Chromium, or unset it"):
        export(folder, tmp_path / "x.svg", format_of("svg"))
    assert not (tmp_path / "x.svg").exists()


def test_a_view_with_nothing_to_draw_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="this view of the story has no timeline to draw"):
        export(folder, tmp_path / "x.svg", format_of("svg"), query="q=zeppelin")
    assert not (tmp_path / "x.svg").exists()
