"""timelinejs: TimelineJS's own parser, in a real browser, takes each event; nothing runs."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from playwright.sync_api import Browser, Error, Page, Route

from dateline.formats.timelinejs import make_timelinejs
from dateline.reading import load_story
from dateline.story import Story, records
from tests.drawn_stories import stories
from tests.formats.hostile import IMAGE, SCRIPT, bare_story, hostile_story
from tests.story_files import an_event, write_story

VERSION = "3.9.11"
PACKAGE, MEMBER = f"@knight-lab/timelinejs@{VERSION}", "package/dist/js/timeline.js"
# What the parser has of each event once it has read it.
READ = """async (story) => {
  const made = new TL.Timeline('timeline', story);
  const refused = () => made.config && made.config.getErrors().length > 0;
  while (!made.ready && !refused()) await new Promise(requestAnimationFrame);
  if (refused()) throw new Error(made.config.getErrors().join('; '));
  const shown = (selector) => [...document.querySelectorAll(selector)].map(e => e.textContent);
  return {
    events: made.config.events.map(e => ({
      id: e.unique_id, start: e.start_date.data, end: e.end_date ? e.end_date.data : null,
      words: e.display_date, group: e.group})),
    headlines: shown('.tl-timemarker-content .tl-headline'),
    groups: shown('.tl-timegroup-message'),
    slides: shown('.tl-slide .tl-headline'),
    dates: shown('.tl-slide .tl-headline-date'),
    markup: document.querySelectorAll('#timeline script, #timeline img[onerror]').length,
    ran: window.ran === undefined ? null : window.ran,
  };
}"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """TimelineJS as npm has it, kept in the environment."""
    path = Path(sys.prefix) / "share" / "dateline" / f"timelinejs-{VERSION}.js"
    if path.is_file():
        return path
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("TimelineJS's own parser comes from npm, which is not here")
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = tmp_path_factory.mktemp(
        "npm"
    )  # Another test process may download it at the same time.
    command = [npm, "pack", PACKAGE, "--pack-destination", str(folder), "--ignore-scripts"]
    subprocess.run([*command, "--silent"], check=True, capture_output=True, timeout=90)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as tar:
        script = tar.extractfile(MEMBER)
        assert script, f"{PACKAGE} has {MEMBER}"
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(script.read())
    part.replace(path)
    return path


@pytest.fixture
def read(browser: Browser, library: Path) -> Iterator[Callable[[Story], dict[str, Any]]]:
    page: Page = browser.new_page(viewport={"width": 1400, "height": 900})

    def local(route: Route) -> None:
        # Its fonts come from the net, its script from the disk.
        if route.request.url == "http://timeline.test/":
            route.fulfill(body='<!DOCTYPE html><div id="timeline" style="height:700px"></div>',
                          content_type="text/html")  # fmt: skip
        elif route.request.url.endswith(".css"):
            route.fulfill(body="", content_type="text/css")
        else:
            route.abort()

    page.route("**/*", local)

    def read_story(story: Story) -> dict[str, Any]:
        page.goto("http://timeline.test/")
        page.add_script_tag(path=library)
        found: dict[str, Any] = page.evaluate(READ, json.loads(make_timelinejs(story).content))
        return found

    yield read_story
    page.close()


def ids_out(story: Story) -> list[str]:
    left_out = make_timelinejs(story).left_out("events")
    return [f"event-{row_id}" for row_id in story.events["id"] if row_id not in left_out]


@given(stories())
def test_every_event_is_exported_or_reported(story: Story) -> None:
    made = make_timelinejs(story)
    content = json.loads(made.content)
    assert [event["unique_id"] for event in content["events"]] == ids_out(story)
    bounded = {r["id"] for r in records(story.events) if r["date"] and r["date"].is_bounded}
    assert made.left_out("events") == set(story.events["id"]) - bounded
    assert made.left_out("stakes") == set(story.stakes["id"])
    assert made.left_out("quotes") == set(story.quotes["id"])


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2014", {"year": 2014}, None),
        ("2014-04", {"year": 2014, "month": 4}, None),
        ("2013-12/2014-02", {"year": 2013, "month": 12}, {"year": 2014, "month": 2}),
        ("2013/2014", {"year": 2013}, {"year": 2014}),
        # An uncertain date covers the days that are possible.
        ("2014~", {"year": 2013, "month": 1, "day": 1}, {"year": 2015, "month": 12, "day": 31}),
        ("2014/2014-04", {"year": 2014, "month": 1, "day": 1},
         {"year": 2014, "month": 4, "day": 30}),
    ],
)  # fmt: skip
def test_a_month_stays_a_month(
    edtf: str, start: dict[str, int], end: dict[str, int] | None, tmp_path: Path
) -> None:
    events = [an_event(date=edtf, status="planned", date_words="")]
    made = make_timelinejs(load_story(write_story(tmp_path, events=events, stakes=[], quotes=[])))
    (event,) = json.loads(made.content)["events"]
    assert (event["start_date"], event.get("end_date")) == (start, end)
    assert (made.losses == ()) == (len(start) < 3)
    assert "Status: planned" in event["text"]["text"]


@pytest.mark.browser
def test_its_own_parser_takes_each_event_of_the_shipped_story(
    read: Callable[[Story], dict[str, Any]], published: Story
) -> None:
    found = read(published)
    assert sorted(e["id"] for e in found["events"]) == sorted(ids_out(published))
    founding = next(e for e in found["events"] if e["id"] == "event-founding")
    assert [int(founding["start"][part]) for part in ("year", "month", "day")] == [2006, 1, 1]
    assert [int(founding["end"][part]) for part in ("year", "month", "day")] == [2008, 12, 31]
    assert founding["words"] == "about 2007"
    assert "about 2007" in found["dates"]
    assert published.article.title in found["slides"]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "de", "ru", "ar"])
def test_hostile_words_stand_as_words(
    language: str, read: Callable[[Story], dict[str, Any]], tmp_path: Path
) -> None:
    story = hostile_story(tmp_path, language)
    found = read(story)
    assert sorted(e["id"] for e in found["events"]) == sorted(ids_out(story))
    assert (found["ran"], found["markup"]) == (None, 0)
    claim = f"{SCRIPT} (claimed by {IMAGE} & Co; denied by R&D, Inc.)"
    assert claim in found["headlines"]
    assert claim in found["slides"]
    assert f"A {IMAGE} & <b>" in found["groups"]


@pytest.mark.browser
def test_a_story_without_a_dated_event_is_refused_with_a_message(
    read: Callable[[Story], dict[str, Any]], tmp_path: Path
) -> None:
    story = bare_story(tmp_path)
    assert make_timelinejs(story).remarks == (
        "no event has a date: TimelineJS rejects a timeline without one",
    )
    with pytest.raises(Error, match="Timeline configuration has no events"):
        read(story)
