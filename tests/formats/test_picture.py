"""svg and png: what the picture shows, what is reported as left out, and what can go wrong."""

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import resvg_py
from PIL import Image, ImageChops

from dateline.exporting import ExportError, export
from dateline.formats import Format, find_format
from tests.formats.hostile import hostile_story
from tests.story_files import a_stake, an_event, write_story

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
    assert keys == {"event:one", "event:two", "event:none"}
    assert written.messages == (
        "svg: 1 stake has no place in this format and is left out: ucp",
        "svg: 1 quote has no place in this format and is left out: out",
    )


def test_background_rows_are_reported_if_their_layer_is_off(folder: Path, tmp_path: Path) -> None:
    source = "https://example.org/register"
    stakes = [a_stake(), a_stake(id="register", evidence="", source=source)]
    asked: dict[str, Any] = {"options": {"chart": "ownership"}, "force": True}
    out = tmp_path / "ownership.svg"
    written = export(write_story(folder, stakes=stakes), out, format_of("svg"), **asked)
    assert written.messages[0] == (
        "svg: 1 stake rests on other sources and is left out; --view background=1 draws it: "
        "register"
    )
    with_layer = export(folder, out, format_of("svg"), query="background=1", **asked)
    assert [line for line in with_layer.messages if "register" in line] == []


def test_a_view_is_drawn_as_the_page_draws_it(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "timeline.svg"
    export(folder, out, format_of("svg"), query="?category=court")
    svg = ET.fromstring(out.read_bytes())
    words = {"".join(text.itertext()) for text in svg.iter(f"{SVG}text")}
    assert {"The second", "Filters: Category: Court"} <= words
    assert "The first" not in words


def test_a_view_may_name_any_section_and_story_and_hold_any_character(
    folder: Path, tmp_path: Path
) -> None:
    events = [
        an_event(id="one", title="The #1", date="2011-05-02"),
        an_event(id="two", title="The second", date="2012-06-03", category="Court"),
    ]
    out = tmp_path / "timeline.svg"
    query = "?section=quotes&q=#1&story=another"
    export(write_story(folder, events=events), out, format_of("svg"), query=query)
    svg = ET.fromstring(out.read_bytes())
    words = {"".join(text.itertext()) for text in svg.iter(f"{SVG}text")}
    assert words & {"The #1", "The second"} == {"The #1"}


@pytest.mark.parametrize(("name", "language"), [("svg", "ar"), ("png", "de")])
def test_a_hostile_story_replaces_an_existing_file_by_force(
    name: str, language: str, folder: Path, tmp_path: Path
) -> None:
    hostile_story(folder, language)
    out = tmp_path / f"timeline.{name}"
    out.write_text("mine")
    written = export(folder, out, format_of(name), force=True)
    content = out.read_bytes()
    if name == "svg":
        ET.fromstring(content)
    assert content.startswith(b"<svg" if name == "svg" else b"\x89PNG")
    assert f"{name}: 1 event contains control characters, each written as U+FFFD: bell" in (
        written.messages
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["story", out.name]


ARABIC = "صندوق وادي الزعتر"
# What every program paints: of colours SVG 1.1 knows these.
PAINT = re.compile(r"none|url\(#[^)]+\)|#[0-9a-f]{3,6}|rgb\(\d+, \d+, \d+\)")


def another_program_draws(svg: str) -> Image.Image:
    return Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=svg))).convert("RGB")


def ink(svg: str) -> Image.Image:
    """How far each pixel differs from the same picture without its words, from 0 to 255."""
    wordless = re.sub(r"<text.*?</text>", "", svg)
    found = ImageChops.difference(another_program_draws(svg), another_program_draws(wordless))
    return found.convert("L")


def words_and_places(svg: str) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """Each piece of text that was on the page, and the box that it has in the picture."""
    for group in ET.fromstring(svg).findall(f"{SVG}g"):
        moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", group.get("transform", ""))
        assert moved
        left, top = float(moved[1]), float(moved[2])
        for text in group.iter(f"{SVG}text"):
            if "textLength" in text.attrib:
                wide, size = float(text.attrib["textLength"]), float(text.attrib["font-size"][:-2])
                x, y = left + float(text.attrib["x"]), top + float(text.attrib["y"])
                if text.get("text-anchor") == "middle":
                    x -= wide / 2
                yield text.text or "", (int(x), int(y - size), int(x + wide) + 1, int(y) + 1)


@pytest.mark.parametrize("chart", ["timeline", "ownership"])
def test_another_program_draws_every_word_that_the_page_shows(
    chart: str, folder: Path, tmp_path: Path
) -> None:
    days = ["1990-01-01", "2022-05-09", "2022-05-10", "2022-05-11", "2022-05-13", "2022-05-16"]
    events = [an_event(id=f"e{n}", title=f"{ARABIC} {n}", date=day) for n, day in enumerate(days)]
    stakes = [a_stake(holder=ARABIC), a_stake(id="other", holder="Ann", share="12")]
    out = tmp_path / "chart.svg"
    asked = {"chart": chart}
    export(write_story(folder, events=events, stakes=stakes), out, format_of("svg"), options=asked)
    svg = out.read_text(encoding="utf-8")
    paints = re.findall(r'(?:fill|stroke|color)="([^"]*)"|(?:fill|stroke): ([^;"]*)', svg)
    assert [
        paint for pair in paints for paint in pair if paint and not PAINT.fullmatch(paint)
    ] == []

    places = list(words_and_places(svg))
    assert ARABIC in " ".join(re.sub("[\u200e\u2066-\u2069]", "", words) for words, _ in places)
    drawn = ink(svg)
    unread = [words for words, box in places if max(drawn.crop(box).tobytes()) < 100]
    assert unread == []


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
        ({"plotly": "full"}, "--plotly has no effect on svg; leave it out"),
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
