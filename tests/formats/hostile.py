"""A story with everything that another format may trip over, and smaller ones."""

from pathlib import Path

from dateline.reading import load_story
from dateline.story import Story
from tests.story_files import a_quote, a_stake, an_article, an_event, write_story

SCRIPT = "<script>alert(1)</script>"
IMAGE = '<img src=x onerror="window.ran=1">'
ARABIC = "شركة السفن \u202eRTL\u202c"
SHIPS = "🚢🧑\u200d🚀𝔘"
CONTROL = "bell\x07\x01 end"
BODY = f"""
# Ships; commas, and \\\\ backslashes

{SHIPS} sailed before {ARABIC} did so. The word {CONTROL} rang.

\\{SCRIPT.replace("</", chr(92) + "</")} was written; on a wall, with \\{IMAGE} beside.

Später, im Mai, sagte sie: „Nein“. Позже он сказал: «Да».
"""


def hostile_story(folder: Path, language: str = "en") -> Story:
    events = [
        an_event(id="ships", date="2014-04-21", title=f"{SHIPS} sail", evidence=f"{SHIPS} sailed"),
        an_event(
            id="arabic", date="2014-04", title=ARABIC, evidence=ARABIC, category=f"Cat {SHIPS}",
            actors=f"{ARABIC}; {SCRIPT.replace(';', '')}",
        ),
        an_event(
            id="script", date="2007~", title=SCRIPT, summary=IMAGE, category=f"A {IMAGE} & <b>",
            evidence=f"{SCRIPT} was written", status="claimed", asserted_by=f"{IMAGE} & Co",
            denied_by="R&D, Inc.",
        ),
        an_event(id="bell", date="[2014-04-21..2014-04-23]", title=CONTROL, evidence=CONTROL),
        an_event(id="open", date="2014/..", title="Line\nbreak; a, b\\n", evidence="im Mai"),
        an_event(id="bound", date="[..2014-04-23]", evidence="sagte sie"),
        an_event(id="undated", date="", evidence="Später"),
        an_event(id="first", date="0001-01-01", evidence="Позже он сказал"),
        an_event(id="last", date="9999", evidence="«Да»", status="planned"),
        an_event(
            id="elsewhere", date="2013-12/2014-02-03", evidence="",
            source="https://example.org/a?b=1&c=2\nhttps://example.org/x",
        ),
    ]  # fmt: skip
    stakes = [
        a_stake(id="half", holder=f"{SCRIPT}; {ARABIC}", share="50", evidence=SHIPS),
        a_stake(id="some", holder="Somebody", share="", basis="undisclosed", evidence="a wall"),
        a_stake(id="range", holder="Somebody else", share="0..24.9", date="2014-04",
                evidence="beside", asserted_by="She"),
        a_stake(id="other", holder="X", share="1", date="[..2014-04-23]", evidence="",
                source="https://example.org/register"),
    ]  # fmt: skip
    quotes = [
        a_quote(id="no", speaker="", role="a sailor", text="„Nein“", evidence="„Nein“"),
        a_quote(id="yes", speaker=f"{IMAGE}", text="Да", evidence="«Да»", kind="fragment",
                date="2014-04-22"),
    ]  # fmt: skip
    for number in range(30):
        events.append(
            an_event(id=f"c{number}", category=f"Category {number}", evidence="rang", date="2001")
        )
    return load_story(
        write_story(
            folder,
            article=an_article(BODY, language=language, title=f"Ships; {SCRIPT}".replace('"', "")),
            events=events,
            stakes=stakes,
            quotes=quotes,
        )
    )


def bare_story(folder: Path, **article: str) -> Story:
    """One undated event, no stake, no quote."""
    event = an_event(date="")
    return load_story(
        write_story(folder, article=an_article(**article), events=[event], stakes=[], quotes=[])
    )
