"""Stories made by chance, and views of them, for what must hold of every story.

A story's sentences stand in its article in order; each is the evidence of up to one event, one
quote and one stake, so that quotes lie within the passages of events and beside them.
"""

import datetime as dt
import random
from pathlib import Path

from dateline.reading import load_story
from dateline.story import FACETS, Story
from dateline.view import View, choices, narrow
from tests.story_files import Row, a_quote, a_stake, an_article, an_event, write_story
from tests.views import days

_PEOPLE = ("Ada Moss", "Zoë Łuck", "Straße 9", "Пётр", "ΟΔΟΣ", "Bolt")
_CATEGORIES = ("Company", "Leadership", "State pressure", "Straßenbau")
_TOPICS = ("Exit", "Money", "")
_DATES = (
    "", "2014", "2014-04", "2014-04-21", "2014-04-30", "2013-12~", "2014-04?", "[..2014-04-22]",
    "[2014-04-21..2014-04-23]", "[2014-04-21..]", "2013-12/2014-04-22", "2014-04-21/..",
    "/2014-04-23", "201X", "2014-21", "2013-11-02",
)  # fmt: skip
_WORDS = (
    "the ship", "sailed", "Zoë", "JOSE", "José", "said", "“enough”", "Ødegård's", "in Łódź", "🚢",
    "twice", "ﬁnally", "straße", "STRASSE", "a letter", "Pe\N{COMBINING ACUTE ACCENT}ter", "48",
    "percent", "left\N{NO-BREAK SPACE}Orb", "…", "для всех", "again",
)  # fmt: skip
_SOURCE = "https://example.org/page"


def random_story(folder: Path, seed: int, *, sentences: int = 18) -> Story:
    """Write a story by chance and read it; the same seed makes the same one."""
    chance = random.Random(seed)
    text_sentences = [_sentence(chance, number) for number in range(sentences)]
    events, quotes, stakes = [], [], []
    for number, sentence in enumerate(text_sentences):
        if chance.random() < 0.7:
            events.append(_an_event(chance, f"e{number}", sentence))
        if chance.random() < 0.6:
            quotes.append(_a_quote(chance, f"q{number}", sentence))
        if chance.random() < 0.3:
            stakes.append(_a_stake(chance, f"s{number}", sentence))
    elsewhere = {"evidence": "", "source": _SOURCE}
    events.append({**_an_event(chance, "last", text_sentences[-1]), **elsewhere})
    stakes.append({**_a_stake(chance, "last", text_sentences[-1]), **elsewhere})
    paragraphs = [" ".join(text_sentences[at : at + 4]) for at in range(0, sentences, 4)]
    folder.mkdir(parents=True, exist_ok=True)
    article = an_article("\n\n".join(["\n# By chance", *paragraphs]) + "\n")
    return load_story(
        write_story(folder, article=article, events=events, quotes=quotes, stakes=stakes)
    )


def random_view(chance: random.Random, story: Story) -> View:
    """A view that a reader of the story can ask for; few filters, as many would leave nothing."""
    words = [*sorted(set(story.article.text.split())), "zeppelin", "company", "moss"]
    named = days([*story.events["date"], *story.quotes["date"]])
    near = [day + dt.timedelta(days=chance.choice((-1, 0, 0, 1))) for day in named]
    keys = sorted(narrow(story, View(background=True)).keys)
    fields: dict[str, object] = {}
    for name in chance.sample([*FACETS, "q", "first", "last", "last", "background"], 4)[
        : chance.randint(0, 4)
    ]:
        if name == "q":
            fields["q"] = " ".join(chance.sample(words, chance.choice((1, 1, 1, 2))))
        elif name in ("first", "last"):
            fields[name] = chance.choice(near)
        elif name == "background":
            fields["background"] = True
        elif known := choices(story, name):
            some = chance.sample(known, min(len(known), chance.choice((1, 1, 2, 3))))
            fields[name] = tuple(some)
    view = View(**fields)  # type: ignore[arg-type]
    first, last = view.first, view.last
    if first and last and first > last:
        first, last = last, first
    return View(
        **{name: getattr(view, name) for name in FACETS},
        q=view.q,
        first=first,
        last=last,
        sure=bool(first or last) and chance.random() < 0.5,
        asof=chance.choice((None, *named)),
        background=view.background or chance.random() < 0.3,
        selected=chance.choice(("", *keys)),
    )


def _sentence(chance: random.Random, number: int) -> str:
    words = " ".join(chance.sample(_WORDS, chance.randint(3, 7)))
    return f"Line {number} tells that {words} end {number}."


def _names(chance: random.Random, most: int) -> str:
    return "; ".join(chance.sample(_PEOPLE, chance.randint(0, most)))


def _an_event(chance: random.Random, row_id: str, sentence: str) -> Row:
    row = {
        "id": row_id,
        "date": chance.choice(_DATES),
        "title": f"Event {row_id} {chance.choice(_WORDS)}",
        "category": chance.choice(_CATEGORIES),
        "actors": _names(chance, 3),
        "status": chance.choice(("reported", "claimed", "planned")),
        "weight": chance.choice(("lead", "", "minor")),
        "evidence": sentence,
    }
    if row["status"] == "claimed":
        row["asserted_by"] = chance.choice(_PEOPLE)
    if chance.random() < 0.25:
        row |= {"evidence": "", "source": _SOURCE}
    return an_event(**row)


def _a_quote(chance: random.Random, row_id: str, sentence: str) -> Row:
    words = sentence.split(" ")
    cut = " ".join(words[: chance.randint(4, len(words))])
    return a_quote(
        id=row_id,
        speaker=chance.choice((*_PEOPLE, "")),
        text=cut,
        kind=chance.choice(("indirect", "scare", "gloss")),
        topic=chance.choice(_TOPICS),
        date=chance.choice(_DATES),
        evidence=cut,
    )


def _a_stake(chance: random.Random, row_id: str, sentence: str) -> Row:
    row = {
        "id": row_id,
        "holder": chance.choice(_PEOPLE),
        "share": str(chance.randint(0, 12)),
        "date": chance.choice([date for date in _DATES if date]),
        "asserted_by": chance.choice(("", "Bolt")),
        "evidence": sentence,
    }
    if chance.random() < 0.3:
        row |= {"evidence": "", "source": _SOURCE}
    return a_stake(**row)
