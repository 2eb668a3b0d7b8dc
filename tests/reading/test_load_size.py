"""How the work of loading grows with the story, counted; times are in ``make bench``."""

import csv
import sys
import tracemalloc
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from dateline import passages, suffixes
from dateline.coverage import measure_coverage
from dateline.reading import load_story
from dateline.story import StoryError
from scripts.generate_story import generate_story
from scripts.load_memory import memory_above_imports_bytes, size_of_files_bytes
from tests.story_files import BODY, a_quote, an_article, write_story


def calls_of(action: Any, *arguments: Any) -> int:
    """How many functions, ours and others', are called."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        action(*arguments)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("lost", [False, True], ids=["found", "lost"])
def test_three_times_the_story_is_three_times_the_calls(tmp_path: Path, lost: bool) -> None:
    def load(folder: Path) -> None:
        try:
            measure_coverage(load_story(folder))
        except StoryError:
            assert lost

    sizes = (300, 900)
    folders = [
        generate_story(tmp_path / str(size), size, lost=size if lost else 0) for size in sizes
    ]
    load(folders[0])  # What is kept for the process, such as a locale, is there before counting.
    small, large = (calls_of(load, folder) for folder in folders)
    assert large <= 3.5 * small


@pytest.mark.parametrize("events", [30, 300])
def test_the_article_is_read_once_however_many_rows_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: int
) -> None:
    lengths = []

    def watch(module: Any, name: str) -> None:
        real = getattr(module, name)

        def watched(text: str, *rest: Any, **named: Any) -> Any:
            lengths.append(len(text))
            return real(text, *rest, **named)

        monkeypatch.setattr(module, name, watched)

    watch(passages, "_as_read")
    watch(passages, "SuffixIndex")
    watch(passages, "find_all")
    watch(suffixes, "sorted_suffixes")
    story = load_story(generate_story(tmp_path, events))
    whole = [length for length in lengths if length > len(story.article.text) / 2]
    assert len(whole) == 3


@pytest.mark.parametrize("is_one_passage", [True, False])
def test_the_pieces_of_a_quote_are_looked_for_once_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_one_passage: bool
) -> None:
    words = [f"w{number}é" for number in range(2_000)]
    read: list[str] = []
    real = passages._as_read

    def watched(text: str, **named: Any) -> Any:
        read.append(text)
        return real(text, **named)

    monkeypatch.setattr(passages, "_as_read", watched)
    body = f"{BODY}\n{' '.join(words)}\n"
    quote = a_quote(text="\n".join(words), evidence=(" " if is_one_passage else "\n").join(words))
    load_story(write_story(tmp_path, article=an_article(body), quotes=[quote]))
    # Each passage as it is and plain, beside the article.
    assert len(read) <= 2 * len(quote["evidence"].splitlines()) + 2


def test_only_the_first_hundred_lost_passages_get_their_nearest(tmp_path: Path) -> None:
    with pytest.raises(StoryError) as caught:
        load_story(generate_story(tmp_path, 120, lost=103))
    messages = [str(problem) for problem in caught.value.problems]
    assert len(messages) == 103
    assert all("; nearest: " in message for message in messages[:100])
    # The first row is line 2.
    assert [message.partition(" is not in the article; ")[2] for message in messages[100:]] == [
        "copy the words from it (from events.csv:102 on no nearest passage is looked for, "
        "after the first 100)"
    ] * 3


def test_only_the_first_hundred_links_astray_get_a_guess(tmp_path: Path) -> None:
    """Each guess reads all ids, so a guess for each would take quadratic time."""
    folder = generate_story(tmp_path, 105)
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    column, last = header.index("disputed_by"), rows[-1][header.index("id")]
    for row in rows[:-1]:
        row[column] = f"{last}-x"
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    with pytest.raises(StoryError) as caught:
        load_story(folder)
    messages = [problem.message for problem in caught.value.problems]
    wrong = f'"{last}-x" is not the id of any row of events.csv'
    assert all(message.startswith(f"{wrong}; did you mean ") for message in messages[:100])
    assert messages[100:] == [wrong] * 4


def test_memory_is_at_most_ten_times_the_files(tmp_path: Path) -> None:
    folder = generate_story(tmp_path, 1_000)
    load_story(folder)
    tracemalloc.start()
    try:
        load_story(folder)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= 10 * size_of_files_bytes(folder)


@pytest.mark.long
def test_a_hundred_thousand_events_are_a_valid_story(tmp_path: Path) -> None:
    story = load_story(generate_story(tmp_path, 100_000))
    assert (len(story.events), len(story.stakes), len(story.quotes)) == (100_000, 5_000, 10_000)


@pytest.mark.long
class TestTenThousandEvents:
    def test_the_process_grows_by_at_most_ten_times_the_files(self, tmp_path: Path) -> None:
        folder = generate_story(tmp_path, 10_000)
        assert memory_above_imports_bytes(folder) <= 10 * size_of_files_bytes(folder)

    def test_none_of_the_passages_is_found(self, tmp_path: Path) -> None:
        with pytest.raises(StoryError) as caught:
            load_story(generate_story(tmp_path, 10_000, lost=10_000))
        nearest = [p for p in caught.value.problems if "; nearest: " in p.message]
        assert (len(caught.value.problems), len(nearest)) == (10_000, 100)
