"""The tutorial, followed at the desk: its story, and the keys and clicks that it states."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dateline.reading import load_story
from scripts.desk_walk import Effort, a_desk, by_hand, publish, write_story
from scripts.server import ROOT

TUTORIAL = ROOT / "docs" / "tutorial.md"


def stated(name: str) -> list[int]:
    """The row of the tutorial's table."""
    row = re.search(rf"^\| {name} \|(.*)\|$", TUTORIAL.read_text(encoding="utf-8"), re.MULTILINE)
    assert row
    return [int(cell.replace(",", "")) for cell in row[1].split("|")]


def counted(effort: Effort) -> list[int]:
    return [effort.keys, effort.clicks, effort.decisions, round(effort.minutes)]


@pytest.mark.browser
@pytest.mark.long
def test_the_tutorial_leads_to_its_story_with_the_keys_and_clicks_that_it_states(
    browser: Browser, tmp_path: Path
) -> None:
    folder, file = tmp_path / "regent", tmp_path / "regent.html"
    with a_desk(browser, folder) as (person, address):
        write_story(person, address)
        publish(person, file)
    story = load_story(folder)
    assert (len(story.events), len(story.stakes), len(story.quotes)) == (23, 3, 9)
    assert not (folder / "unfinished.json").exists()
    # A word more in a proposal's title changes an id, and so what an id takes by hand.
    assert counted(person.effort) == pytest.approx(stated("at the desk"), rel=0.05)
    assert counted(by_hand(folder)) == pytest.approx(stated("by hand"), rel=0.05)
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
