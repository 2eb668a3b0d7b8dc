"""ics: two programs can read it, it has each dated event once, and no day is invented."""

import datetime as dt
from pathlib import Path
from typing import Any

import icalendar
import ics
import pytest
from hypothesis import given

from dateline.commands import main
from dateline.formats.exported import Exported
from dateline.formats.icalendar_file import make_ics
from dateline.story import Story, records
from tests.drawn_stories import stories
from tests.formats.hostile import CONTROL, SCRIPT, SHIPS, bare_story, hostile_story

ROOT = Path(__file__).parents[2]


def entries(made: Exported) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(made.content)
    assert calendar.errors == []
    found = list(calendar.walk("VEVENT"))
    assert [entry.errors for entry in found if entry.errors] == []
    return found


def check_counts(story: Story, made: Exported) -> None:
    """Everything is exported or reported, for both readers."""
    number = len(story.events) - len(made.left_out("events"))
    assert len(entries(made)) == number
    assert made.left_out("stakes") == set(story.stakes["id"])
    assert made.left_out("quotes") == set(story.quotes["id"])


def check_lines(made: Exported) -> None:
    lines = made.content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
        assert not set(line) & set(range(32))


@given(stories())
def test_every_event_is_exported_or_reported(story: Story) -> None:
    made = make_ics(story)
    check_counts(story, made)
    check_lines(made)
    bounded = {r["id"] for r in records(story.events) if r["date"] and r["date"].is_bounded}
    assert made.left_out("events") == set(story.events["id"]) - bounded


def test_the_shipped_story_says_what_it_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], published: Story
) -> None:
    out = tmp_path / "story.ics"
    assert main(["export", "--quiet", str(ROOT), "--to", "ics", "--out", str(out)]) == 0
    messages = capsys.readouterr().err.splitlines()
    open_ended = [
        r["id"] for r in records(published.events) if r["date"] and not r["date"].is_bounded
    ]
    assert (
        f"ics: {len(open_ended)} events have dates that are open at one end and are left out: "
        + ", ".join(open_ended)
    ) in messages
    assert [line.partition(":")[0] for line in messages] == ["ics"] * len(messages)
    check_counts(published, make_ics(published))


def by_title(made: Exported) -> dict[str, Any]:
    return {str(entry["SUMMARY"]): entry for entry in entries(made)}


def test_a_day_is_a_day_and_anything_else_a_span_that_says_so(tmp_path: Path) -> None:
    made = make_ics(hostile_story(tmp_path))
    found = by_title(made)
    day = found[f"{SHIPS} sail"]
    assert (day["DTSTART"].dt, day["DTEND"].dt) == (dt.date(2014, 4, 21), dt.date(2014, 4, 22))
    assert "not known" not in day["DESCRIPTION"]
    (month,) = (entry for title, entry in found.items() if title.endswith("(April 2014)"))
    assert (month["DTSTART"].dt, month["DTEND"].dt) == (dt.date(2014, 4, 1), dt.date(2014, 5, 1))
    assert "covers every day that is possible" in month["DESCRIPTION"]
    about = found[
        f'{SCRIPT} (about 2007; claimed by <img src=x onerror="window.ran=1"> & Co; '
        "denied by R&D, Inc.)"
    ]
    assert (about["DTSTART"].dt, about["DTEND"].dt) == (dt.date(2006, 1, 1), dt.date(2009, 1, 1))
    assert made.left_out("events") == {"open", "bound", "undated", "last"}


def test_each_entry_has_what_the_standard_demands(tmp_path: Path) -> None:
    story = hostile_story(tmp_path)
    first, again = (entries(make_ics(story)) for _ in range(2))
    ids = [str(entry["UID"]) for entry in first]
    assert len(set(ids)) == len(ids)
    assert ids == [str(entry["UID"]) for entry in again]
    published = dt.datetime(2014, 4, 23, tzinfo=dt.UTC)
    assert {entry["DTSTAMP"].dt for entry in first} == {published}


def test_hostile_words_come_back_as_they_are(tmp_path: Path) -> None:
    made = make_ics(hostile_story(tmp_path, "ar"))
    check_lines(made)
    assert "<script>" in made.content.decode()
    messages = [str(loss) for loss in made.losses]
    assert "1 event contains control characters, each written as U+FFFD: bell" in messages
    (bell,) = (e for e in entries(made) if "bell" in e["SUMMARY"])
    assert str(bell["SUMMARY"]).startswith(CONTROL.replace("\x07\x01", "\ufffd\ufffd"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("language", ["en", "de", "ru", "ar"])
def test_a_second_reader_reads_the_same(language: str, tmp_path: Path) -> None:
    made = make_ics(hostile_story(tmp_path, language))
    theirs = {event.uid: event for event in ics.Calendar(made.content.decode("utf-8")).events}
    ours = {str(entry["UID"]): entry for entry in entries(made)}
    assert set(theirs) == set(ours)
    for uid, entry in ours.items():
        event = theirs[uid]
        assert event.all_day
        assert event.name == str(entry["SUMMARY"])
        assert event.description == str(entry["DESCRIPTION"])
        assert event.begin.date() == entry["DTSTART"].dt


def test_a_story_without_a_dated_event_is_an_empty_calendar(tmp_path: Path) -> None:
    made = make_ics(bare_story(tmp_path))
    assert entries(made) == []
    assert [str(loss) for loss in made.losses] == ["1 event has no date and is left out: founding"]
