"""How the work of making a page grows with the story, counted; times are in ``make bench``."""

import datetime as dt
import itertools
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd

from dateline.dates import parse_date
from dateline.key_figures import key_figures
from dateline.page import make_page
from dateline.page.ownership import ownership
from dateline.reading import load_story
from dateline.story import Article, Story
from scripts.generate_story import generate_story
from tests.builders import a_stake, table
from tests.reading.test_load_size import calls_of

SIZES = (300, 900)
ARTICLE = Article("T", "O", "", parse_date("2014-04-23"), "", "VK", "en", "", ())


def test_three_times_the_story_is_three_times_the_calls(tmp_path: Path) -> None:
    stories = [load_story(generate_story(tmp_path / str(size), size)) for size in SIZES]
    make_page(stories[0])  # What is kept for the process is there before counting.
    small, large = (calls_of(make_page, story) for story in stories)
    assert large <= 3.5 * small


def held(count: int, holders: int) -> Story:
    """``count`` statements of ``holders``, each on a day of its own."""
    stakes = table(
        *(
            a_stake(
                f"s{n}", f"Holder {n % holders}", round(90 / holders, 2),
                date=parse_date((dt.date(1950, 1, 1) + dt.timedelta(days=3 * n)).isoformat()),
            )
            for n in range(count)
        )
    )  # fmt: skip
    none = stakes.iloc[:0]
    return Story(ARTICLE, events=none, stakes=stakes, quotes=none)


def test_three_times_the_stakes_of_three_times_the_holders_are_three_times_the_work() -> None:
    small, large = held(100, 20), held(300, 60)
    ownership(small)
    assert calls_of(ownership, large) <= 4 * calls_of(ownership, small)
    short, long = (len(json.dumps(ownership(story))) for story in (small, large))
    assert long <= 3.5 * short


def test_many_statements_of_one_holder_are_as_many_times_the_work() -> None:
    small, large = held(100, 1), held(300, 1)
    ownership(small)
    assert calls_of(ownership, large) <= 4 * calls_of(ownership, small)


def test_disputes_that_hang_together_are_as_many_times_the_work(tmp_path: Path) -> None:
    def disputed(size: int) -> Story:
        story = load_story(generate_story(tmp_path / str(size), size))
        chains = [(f"e{n - 1}",) if n % 10 else () for n in range(1, size + 1)]
        cells = pd.Series(chains, index=story.events.index, dtype="object")
        return replace(story, events=story.events.assign(disputed_by=cells))

    small, large = map(disputed, SIZES)
    assert [figure.number for figure in key_figures(large) if "disputed" in figure.label] == ["90"]
    assert calls_of(key_figures, large) <= 3.5 * calls_of(key_figures, small)


def test_a_page_holds_a_holder_once_as_long_as_nothing_changes() -> None:
    (chart,) = ownership(held(60, 20))["layers"]["article"]["wholes"][0]["charts"]
    spans = sorted((one["name"], *one["at"]) for one in chart["holders"])
    assert len(spans) == 60
    for before, after in itertools.pairwise(spans):
        assert before[0] != after[0] or before[2] == after[1]
