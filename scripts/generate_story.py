"""Write a valid story of n events: python -m scripts.generate_story FOLDER --events 1000

For the benchmark and for tests of great sizes. Everything follows from the seed, and the article
has about 150 characters an event, so that sizes can be compared.
"""

import argparse
import csv
import datetime as dt
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

from dateline.story import EVENTS, QUOTES, STAKES, Schema

# A name, a deed and a thing each; the reference number makes each sentence stand once only.
_ACTORS = (
    "Ada Moss", "Olaf Brandt", "Petra Kuehn", "Maria Lapteva", "Ingrid Holm", "Aquila Water",
    "Norhaven Line", "Coastal Fund", "Osland Ferries", "Savings Bank", "Harbour Board", "Kite & Co",
)  # fmt: skip
_DEEDS = (
    "signed the contract for", "turned down the plan for", "opened an inquiry into",
    "paid the first instalment of", "made public the minutes on", "was asked in court about",
    "wrote to the shareholders about", "stopped all work on",
)  # fmt: skip
_THINGS = (
    "the new terminal", "the second pipeline", "the rescue loan", "the island ferry",
    "the pension scheme", "the water tower", "the archive", "the night train",
)  # fmt: skip
_ASIDES = (
    "which few people noticed", "as the minutes show", "against the advice of its own lawyers",
    "after a night of talks", "to the surprise of the town", "while the price was still falling",
)  # fmt: skip
_CATEGORIES = ("Company", "Money", "Court", "Politics", "Protest")
_FIRST_DAY = dt.date(1950, 1, 1)
_EVENTS_A_PARAGRAPH = 4


def generate_story(folder: Path, events: int, *, seed: int = 0, lost: int = 0) -> Path:
    """Write a story of ``events`` events, a quote for every tenth and a stake for every twentieth.

    The first ``lost`` events name words that are nearly in the article but not quite, which makes
    the story one that cannot be loaded.
    """
    choose = random.Random(seed)
    sentences: list[str] = []
    rows: dict[str, list[dict[str, str]]] = {"events": [], "stakes": [], "quotes": []}
    for number in range(1, events + 1):
        sentence, event = _event(number, choose)
        if number <= lost:
            event["evidence"] = event["evidence"].replace(" the ", " that ", 1)
        sentences.append(sentence)
        rows["events"].append(event)
        if number % 10 == 0:
            said, quote = _quote(number, choose)
            sentences.append(said)
            rows["quotes"].append(quote)
        if number % 20 == 0:
            held, stake = _stake(number, choose)
            sentences.append(held)
            rows["stakes"].append(stake)
    folder.mkdir(parents=True, exist_ok=True)
    _write_article(folder, sentences)
    for schema in (EVENTS, STAKES, QUOTES):
        _write_table(folder, schema, rows[schema.rows])
    return folder


def _event(number: int, choose: random.Random) -> tuple[str, dict[str, str]]:
    actor, thing = choose.choice(_ACTORS), choose.choice(_THINGS)
    day = _FIRST_DAY + dt.timedelta(days=choose.randrange(25_000))
    date, words = choose.choice(
        (
            (day.isoformat(), f"on {day.day} {day:%B %Y}"),
            (f"{day:%Y-%m}", f"in {day:%B %Y}"),
            (f"{day:%Y}", f"in the year {day:%Y}"),
            (f"{day:%Y}~", f"about {day:%Y}"),
        )
    )
    sentence = f"{actor} {choose.choice(_DEEDS)} {thing} {words}"
    evidence = f"{sentence}, {choose.choice(_ASIDES)}, by entry {number} of the register"
    status = choose.choice(("reported", "reported", "claimed", "planned"))
    event = {
        "id": f"e{number}",
        "date": date,
        "date_words": words,
        "title": f"{actor} and {thing}, {number}",
        "summary": f"{sentence}.",
        "category": choose.choice(_CATEGORIES),
        "actors": actor,
        "status": status,
        "asserted_by": choose.choice(_ACTORS) if status == "claimed" else "",
        "evidence": evidence,
    }
    return f"{evidence}.", event


def _quote(number: int, choose: random.Random) -> tuple[str, dict[str, str]]:
    speaker = choose.choice(_ACTORS)
    words = f"I read page {number} twice"
    quote = {
        "id": f"q{number}",
        "speaker": speaker,
        "text": words,
        "kind": "direct",
        "topic": choose.choice(_THINGS).removeprefix("the "),
        "evidence": f'"{words}," {speaker} said',
    }
    return f"{quote['evidence']}.", quote


def _stake(number: int, choose: random.Random) -> tuple[str, dict[str, str]]:
    holder, share = choose.choice(_ACTORS), choose.randrange(1, 50)
    # A day of its own for each: the shares of one day may not exceed 100.
    day = _FIRST_DAY + dt.timedelta(days=number)
    # With its full stop: reckoning 40 would stand in reckoning 400 again.
    evidence = f"{holder} held {share} percent at reckoning {number}."
    stake = {
        "id": f"s{number}",
        "holder": holder,
        "share": str(share),
        "date": day.isoformat(),
        "basis": "stated",
        "evidence": evidence,
    }
    return evidence, stake


def _write_article(folder: Path, sentences: list[str]) -> None:
    front = {
        "title": "The register",
        "outlet": "Dateline",
        "published": "2020-01-02",
        "subject": "Norhaven Line",
        "language": "en",
    }
    paragraphs = (
        " ".join(sentences[start : start + _EVENTS_A_PARAGRAPH])
        for start in range(0, len(sentences), _EVENTS_A_PARAGRAPH)
    )
    lines = ["---", *(f'{key}: "{value}"' for key, value in front.items()), "---", ""]
    body = "\n\n".join([f"# {front['title']}", *paragraphs])
    (folder / "article.md").write_text("\n".join([*lines, body, ""]), encoding="utf-8")


def _write_table(folder: Path, schema: Schema, rows: Iterable[Mapping[str, str]]) -> None:
    with (folder / schema.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, schema.names, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write a valid story of n events.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--events", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--lost", type=int, default=0, help="events whose words are not found")
    options = parser.parse_args()
    generate_story(options.folder, options.events, seed=options.seed, lost=options.lost)
