"""Stories as a server holds them: read once a version, the last good one kept."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dateline import library
from dateline.library import Library, Shelf
from dateline.progress import Progress
from dateline.reading import load_story
from dateline.story import Story
from tests.story_files import change, write_story


@pytest.fixture(autouse=True)
def _look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "LOOK_EVERY_S", 0.0)
    monkeypatch.setattr(library, "SETTLE_S", 0.001)


def test_a_version_of_the_files_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_story(tmp_path)
    loads = []

    def counted(folder: Path, progress: Progress | None) -> Story:
        loads.append(folder)
        return load_story(folder, progress)

    monkeypatch.setattr(library, "load_story", counted)
    shelf = Shelf(tmp_path)
    first = shelf.look()
    assert shelf.look() is first
    assert loads == [tmp_path]
    change(tmp_path / "article.md", "A Founder Leaves", "A Founder Stays")
    second = shelf.look()
    assert first.edition is not None
    assert second.edition is not None
    assert second.edition.version != first.edition.version
    assert second.edition.page["article"]["title"] == "A Founder Stays"


def test_a_broken_edit_keeps_the_last_good_edition(tmp_path: Path) -> None:
    write_story(tmp_path)
    shelf = Shelf(tmp_path)
    good = shelf.look()
    change(tmp_path / "events.csv", "2006", "2006-13")
    broken = shelf.look()
    assert broken.edition is good.edition
    assert [problem.file for problem in broken.problems] == ["events.csv"]
    change(tmp_path / "events.csv", "2006-13", "2007")
    assert shelf.look().problems == ()


def test_a_story_that_was_never_good_has_problems_only(tmp_path: Path) -> None:
    shown = Shelf(tmp_path).look()
    assert shown.edition is None
    assert len(shown.problems) == 4


@pytest.mark.parametrize("step", ["load_story", "make_page"])
def test_while_one_reads_the_others_get_the_last_version_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    write_story(tmp_path)
    shelf = Shelf(tmp_path)
    first = shelf.look()
    change(tmp_path / "article.md", "A Founder Leaves", "A Founder Stays")
    began, may_end = threading.Event(), threading.Event()

    real = getattr(library, step)

    def slow(*given: Any, **named: Any) -> Any:
        began.set()
        assert may_end.wait(90)
        return real(*given, **named)

    monkeypatch.setattr(library, step, slow)
    reading = threading.Thread(target=shelf.look)
    reading.start()
    assert began.wait(90)
    assert shelf.look() is first
    may_end.set()
    reading.join(90)
    assert shelf.now is not first


@dataclass(frozen=True, slots=True)
class Held:
    """A reading that tells one stage, which ``has_told`` says, and waits until it ``may_end``."""

    has_told: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    held = Held()

    def slow(folder: Path, progress: Progress | None) -> Story:
        if progress:
            progress("reading events.csv", 40, 100)
        held.has_told.set()
        assert held.may_end.wait(90)
        return load_story(folder)

    monkeypatch.setattr(library, "load_story", slow)
    yield held
    held.may_end.set()


def test_who_asks_first_is_not_kept_longer_than_agreed_and_told_what_is_read(
    tmp_path: Path, held: Held
) -> None:
    write_story(tmp_path)
    shelf = Shelf(tmp_path)
    assert shelf.title == (tmp_path.name, "")
    assert shelf.look(longest_s=0.2).is_coming
    assert held.has_told.wait(90)
    again = shelf.look(longest_s=0.2)
    assert again.is_coming
    assert again.reading == "reading events.csv … 40 of 100 rows (40 %)"
    assert shelf.find_title() == ("A Founder Leaves", "en")
    held.may_end.set()
    assert shelf.look().edition is not None
    assert shelf.now.reading == ""


def test_a_fault_of_our_own_is_told_and_ends_the_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(folder: Path, progress: Progress | None) -> Story:
        raise ZeroDivisionError

    write_story(tmp_path)
    good = Shelf(tmp_path)
    edition = good.look().edition
    monkeypatch.setattr(library, "load_story", faulty)
    change(tmp_path / "article.md", "A Founder Leaves", "A Founder Stays")
    for shelf, kept in ((good, edition), (Shelf(tmp_path), None)):
        shown = shelf.look()
        assert shown.edition is kept
        assert "a fault of Dateline itself" in str(shown.problems[0])
        assert not shelf.is_first
    assert "ZeroDivisionError" in caplog.text


def test_a_folder_of_stories_is_listed_before_they_are_read(tmp_path: Path, held: Held) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_story(tmp_path / name)
    many = Library(tmp_path)
    many.read_all(longest_s=0.2)
    assert held.has_told.wait(90)  # All titles are found before the first story is read.
    shelves = many.shelves()
    assert {name: shelf.title[0] for name, shelf in shelves.items()} == {
        "one": "A Founder Leaves",
        "two": "A Founder Leaves",
    }
    assert all(shelf.is_first for shelf in shelves.values())
    held.may_end.set()
    many.read_all(longest_s=90)
    assert all(shelf.now.edition for shelf in shelves.values())


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
    many.read_all(longest_s=0.05)
    small = many.find("small")
    assert small is not None
    assert small.look().edition is not None
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
    assert {slug: shelf.folder.name for slug, shelf in many.shelves().items()} == {
        "the-zoo": "The Zoo",
        "alpha": "alpha",
    }
    assert many.find("") is None
    assert many.find("../alpha") is None
    (tmp_path / "later").mkdir()
    write_story(tmp_path / "later")
    assert many.find("later") is not None
