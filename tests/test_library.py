"""Stories as a server holds them: each version is read once, the last good one is kept."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dateline import library, watching
from dateline.library import Library, WatchedStory
from dateline.progress import Progress
from dateline.reading import load_story
from dateline.story import Story
from tests.story_files import change, write_story


@pytest.fixture(autouse=True)
def _check_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "CHECK_EVERY_S", 0.0)
    monkeypatch.setattr(watching, "SETTLE_S", 0.001)


def test_a_version_of_the_files_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_story(tmp_path)
    loads = []

    def counted(folder: Path, progress: Progress | None) -> Story:
        loads.append(folder)
        return load_story(folder, progress)

    monkeypatch.setattr(library, "load_story", counted)
    story = WatchedStory(tmp_path)
    first = story.refresh()
    assert story.refresh() is first
    assert loads == [tmp_path]
    change(tmp_path / "article.md", "A Founder Leaves", "A Founder Stays")
    second = story.refresh()
    assert first.edition is not None
    assert second.edition is not None
    assert second.edition.version != first.edition.version
    assert second.edition.page["article"]["title"] == "A Founder Stays"


def test_a_broken_edit_keeps_the_last_good_edition(tmp_path: Path) -> None:
    write_story(tmp_path)
    story = WatchedStory(tmp_path)
    good = story.refresh()
    change(tmp_path / "events.csv", "2006", "2006-13")
    broken = story.refresh()
    assert broken.edition is good.edition
    assert [problem.file for problem in broken.problems] == ["events.csv"]
    change(tmp_path / "events.csv", "2006-13", "2007")
    assert story.refresh().problems == ()


def test_a_story_that_was_never_good_has_problems_only(tmp_path: Path) -> None:
    state = WatchedStory(tmp_path).refresh()
    assert state.edition is None
    assert len(state.problems) == 4


@pytest.mark.parametrize("step", ["load_story", "make_page"])
def test_while_one_reads_the_others_get_the_last_version_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    write_story(tmp_path)
    story = WatchedStory(tmp_path)
    first = story.refresh()
    change(tmp_path / "article.md", "A Founder Leaves", "A Founder Stays")
    began, may_end = threading.Event(), threading.Event()

    real = getattr(library, step)

    def slow(*given: Any, **named: Any) -> Any:
        began.set()
        assert may_end.wait(90)
        return real(*given, **named)

    monkeypatch.setattr(library, step, slow)
    reading = threading.Thread(target=story.refresh)
    reading.start()
    assert began.wait(90)
    assert story.refresh() is first
    may_end.set()
    reading.join(90)
    assert story.state is not first


@dataclass(frozen=True, slots=True)
class Held:
    """A reading that reports one stage, then sets ``has_begun`` and waits until it ``may_end``."""

    has_begun: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held()

    def slow(folder: Path, progress: Progress | None) -> Story:
        if progress:
            progress("reading events.csv", 40, 100)
        held.has_begun.set()
        assert held.may_end.wait(90)
        return load_story(folder)

    monkeypatch.setattr(library, "load_story", slow)
    yield held
    held.may_end.set()


def test_the_first_reader_waits_no_longer_than_agreed_and_learns_what_is_being_read(
    tmp_path: Path, held: Held
) -> None:
    write_story(tmp_path)
    story = WatchedStory(tmp_path)
    assert story.title == (tmp_path.name, "")
    assert story.refresh(longest_s=0.2).is_coming
    assert held.has_begun.wait(90)
    again = story.refresh(longest_s=0.2)
    assert again.is_coming
    assert again.reading == "reading events.csv … 40 of 100 rows (40 %)"
    assert story.find_title() == ("A Founder Leaves", "en")
    held.may_end.set()
    assert story.refresh().edition is not None
    assert story.state.reading == ""


def test_a_bug_of_our_own_is_reported_and_ends_the_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(folder: Path, progress: Progress | None) -> Story:
        raise ZeroDivisionError

    write_story(tmp_path)
    good = WatchedStory(tmp_path)
    edition = good.refresh().edition
    monkeypatch.setattr(library, "load_story", faulty)
    change(tmp_path / "article.md", "A Founder Leaves", "A Founder Stays")
    for story, kept in ((good, edition), (WatchedStory(tmp_path), None)):
        state = story.refresh()
        assert state.edition is kept
        assert "a fault of Dateline itself" in str(state.problems[0])
        assert not story.is_unread
    assert "ZeroDivisionError" in caplog.text


def test_a_folder_of_stories_is_listed_before_they_are_read(tmp_path: Path, held: Held) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_story(tmp_path / name)
    many = Library(tmp_path)
    many.refresh_all(longest_s=0.2)
    assert held.has_begun.wait(90)  # All titles are found before the first story is read.
    stories = many.stories()
    assert {name: story.title[0] for name, story in stories.items()} == {
        "one": "A Founder Leaves",
        "two": "A Founder Leaves",
    }
    assert all(story.is_unread for story in stories.values())
    held.may_end.set()
    many.refresh_all(longest_s=90)
    assert all(story.state.edition for story in stories.values())


def test_a_story_that_is_asked_for_does_not_wait_for_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("great", "small"):
        (tmp_path / name).mkdir()
        write_story(tmp_path / name)
    may_end = threading.Event()

    def slow(folder: Path, progress: Progress | None) -> Story:
        assert folder.name != "great" or may_end.wait(90)
        return load_story(folder)

    monkeypatch.setattr(library, "load_story", slow)
    many = Library(tmp_path)
    many.refresh_all(longest_s=0.05)
    small = many.find("small")
    assert small is not None
    assert small.refresh().edition is not None
    may_end.set()


def test_one_story_is_found_by_any_name(tmp_path: Path) -> None:
    write_story(tmp_path)
    one = Library(tmp_path)
    assert one.is_one_story
    assert one.find("") is one.find("whatever")


def test_a_folder_of_stories_has_them_by_slug(tmp_path: Path) -> None:
    for name in ("The Zoo", "alpha", "the-zoo"):
        (tmp_path / name).mkdir()
        write_story(tmp_path / name)
    (tmp_path / "no story").mkdir()
    many = Library(tmp_path)
    assert not many.is_one_story
    assert {slug: story.folder.name for slug, story in many.stories().items()} == {
        "the-zoo": "The Zoo",
        "alpha": "alpha",
    }
    assert many.find("") is None
    assert many.find("../alpha") is None
    (tmp_path / "later").mkdir()
    write_story(tmp_path / "later")
    assert many.find("later") is not None
