"""The language and the headline that the desk suggests for an article."""

from pathlib import Path

import pytest

from dateline.intake.guesses import guess_language, guess_title
from dateline.reading import load_story

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT, *sorted(path.parent for path in (ROOT / "stories").glob("*/article.md"))]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_language_of_each_story_of_this_repository_is_found(folder: Path) -> None:
    article = load_story(folder).article
    assert guess_language(article.text) == article.language.partition("-")[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Паром остановлен. Он не ходит по ночам, как это было раньше, и на острова не попасть.",
         "ru"),
        ("Порон зупинено: він не ходить вночі, як це було до війни, і на острови не дістатися з "
         "міста, що є на березі.", "uk"),
        ("渡轮公司停航了", "zh"), ("フェリーは止まった", "ja"), ("توقفت العبارة", "ar"),
    ],
)  # fmt: skip
def test_other_scripts_are_told_apart(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "1 2 3", "Osland Ferries", "lorem ipsum dolor sit amet"])
def test_nothing_is_guessed_from_nothing(text: str) -> None:
    assert guess_language(text) == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The bridge  is closed\n\nOn Monday it was closed.", "The bridge is closed"),
        ("\nWho owns the bridge\nText.", "Who owns the bridge"),
        ("On Monday the bridge was closed.\n\nText.", ""),
        ("“It is closed.”\n\nText.", ""),
        ("a " * 100 + "\n\nText.", ""),
        ("The bridge is closed", ""),
        ("", ""),
    ],
)
def test_a_short_first_line_that_is_no_sentence_is_the_headline(text: str, title: str) -> None:
    assert guess_title(text) == title
