"""The tutorial's story, written at the desk as a person writes it: every key and click is counted.

python -m scripts.desk_walk [folder]: from docs/regent.txt to a page, and what the same tables take
by hand. Minutes are by the keystroke-level model, which gives a usual typist's times.
"""

import csv
import itertools
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from dateline.intake.blank import empty_tables
from dateline.story import QUOTES, SCHEMAS, STAKES
from scripts.browser import browser_arguments, install
from scripts.server import ROOT, desk_server

ARTICLE = ROOT / "docs" / "regent.txt"
OUTLET, PUBLISHED = "The Harrow Bay Echo", "14 March 2023"
SUBJECT = "Bayside Leisure"
# Seconds: a key, a click with the way to it, a decision (Card, Moran and Newell 1983).
KEY_S, CLICK_S, DECISION_S = 0.28, 1.1, 1.35
# A passage copied by hand: dragged over, copied, its cell clicked, pasted.
COPY_KEYS, COPY_CLICKS = 2, 2
WIDE: ViewportSize = {"width": 1400, "height": 900}
LONGEST_WAIT_MS = 10_000
# The picture of one shows rows that are accepted already.
FILMED_PROPOSAL = 14

HOUSE, OWNERS, COUNCIL, COURT = "The house", "Ownership", "Council", "Court"
ANY = "any"
Change = Mapping[str, str]
# What is changed before a proposal is accepted, by its table, words of its evidence, and its date
# where two proposals share them. Others are skipped. "-name" takes a name away.
CHANGES: dict[tuple[str, str, str], Change] = {
    ("event", "The doors were locked", ANY): {
        "title": "The doors are locked", "category": HOUSE},
    ("quote", "I was told by a locksmith", ANY): {},
    ("event", "The Regent was built", "1926"): {
        "title": "The Regent is built", "category": HOUSE},
    ("event", "The Regent was built", "1941-03"): {
        "title": "It burns down to its walls", "category": HOUSE, "actors": "-Alfred Tanner"},
    ("event", "It reopened", ANY): {"title": "It reopens with 412 seats", "category": HOUSE},
    ("event", "In 1993", ANY): {
        "title": "Sold to Bayside Leisure", "category": OWNERS, "actors": "-Alfred Tanner"},
    ("event", "a multiplex opened", ANY): {
        "title": "A multiplex opens", "category": HOUSE},
    ("event", "In 2016 the company", ANY): {
        "title": "Corran Fund buys 30 percent", "category": OWNERS},
    ("stake", "In 2016 the company", ANY): {"share": "30", "basis": "stated"},
    ("quote", "We wanted a friend", ANY): {},
    ("stake", "We wanted a friend", ANY): {"holder": "Peter Lisle's family"},
    ("event", "leave to build forty", ANY): {
        "title": "Corran Fund wants flats", "category": COUNCIL, "actors": "Corran Fund"},
    ("event", "The council refused", ANY): {"title": "The council refuses", "category": COUNCIL},
    ("event", "Five weeks later", ""): {
        "title": "The pandemic closes the cinema", "category": HOUSE, "date": "March 2020"},
    ("event", "volunteers showed films", "2022-05"): {
        "title": "Volunteers show films", "category": HOUSE,
        "date": "between May and September 2020"},
    ("quote", "He shook my hand", ANY): {"speaker": "Nora Quill"},
    ("quote", "I have shaken many hands", ANY): {"speaker": "Simon Vane"},
    ("event", "two of the three families", ANY): {
        "title": "Two families decide to leave", "category": OWNERS},
    ("stake", "45 percent together", ANY): {
        "holder": "Two families", "date": "early January 2023", "asserted_by": "Peter Lisle"},
    ("quote", "If there was a letter", ANY): {"speaker": "Agnes Holt"},
    ("event", "The Corran Fund says", ANY): {
        "title": "Corran Fund buys 45 percent", "category": OWNERS, "status": "claimed",
        "asserted_by": "Corran Fund"},
    ("event", "A second company", "2023-02-27"): {
        "title": "Northlight signs a contract", "category": OWNERS, "status": "claimed",
        "asserted_by": "Northlight Pictures"},
    ("quote", "One of these two", ANY): {},
    ("event", "On Monday Northlight", ANY): {"title": "Northlight goes to court"},
    ("event", "A hearing is planned", ANY): {
        "title": "Hearing at the county court", "category": COURT},
    ("event", "their lawyer wrote", ANY): {
        "title": "The families' lawyer writes", "category": OWNERS},
    ("quote", "have acted in good faith", ANY): {"speaker": "The families' lawyer"},
    ("event", "They have not been paid", "1988~"): {
        "title": "Tom Ferris starts at the Regent", "category": HOUSE},
    ("event", "he took the lenses home", ANY): {
        "title": "Ferris takes the lenses home", "category": HOUSE, "actors": "Tom Ferris"},
    ("quote", "safekeeping", ANY): {"speaker": "Tom Ferris"},
    ("event", "At the end of the month", ANY): {
        "title": "Council talks about the house", "category": COUNCIL, "status": "planned"},
    ("event", "Friends of the Regent", ANY): {
        "title": "Signatures for the house", "category": COUNCIL},
    ("event", "On Sunday evening", ANY): {
        "title": "A film on a bed sheet", "category": HOUSE},
    ("quote", "Nobody has ever seen", ANY): {},
}  # fmt: skip

# What no rule proposes is marked in the article.
PROMISE = "promised her then that the house would never be sold without her"
PROMISED: Change = {
    "title": "Vane promises not to sell", "category": OWNERS, "status": "claimed",
    "asserted_by": "Nora Quill", "denied_by": "Simon Vane",
}  # fmt: skip
SALE, RIVAL = "it bought the 45 percent", "Northlight signs a contract"
_ENDS = """words => {
  const article = document.querySelector(".desk-text");
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const placeOf = offset => {
    const [start, node] = nodes.findLast(([from]) => from <= offset);
    return [node, offset - start];
  };
  const range = document.createRange();
  range.setStart(...placeOf(text.indexOf(words)));
  range.setEnd(...placeOf(text.indexOf(words) + words.length - 1));
  range.startContainer.parentElement.scrollIntoView({ block: "center" });
  const rects = [...range.getClientRects()];
  const [first, last] = [rects[0], rects.at(-1)];
  const [letter, half] = [7, first.height / 2];
  return [first.left + 1, first.top + half, last.right + letter, last.top + half];
}"""


@dataclass(slots=True)
class Effort:
    """Keys, clicks and decisions; a chord is one key, a drag one click."""

    keys: int = 0
    clicks: int = 0
    decisions: int = 0

    @property
    def minutes(self) -> float:
        seconds = self.keys * KEY_S + self.clicks * CLICK_S + self.decisions * DECISION_S
        return seconds / 60


@dataclass(slots=True)
class Person:
    """Somebody at a page of the desk."""

    page: Page
    effort: Effort = field(default_factory=Effort)

    def click(self, place: Locator) -> None:
        self.effort.clicks += 1
        place.click()

    def press(self, key: str) -> None:
        self.effort.keys += 1
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.effort.keys += len(words)
        self.page.keyboard.type(words)

    def paste(self, words: str) -> None:
        self.page.keyboard.insert_text(words)
        self.effort.keys += 1

    def mark(self, words: str) -> None:
        """Drag over words of the article."""
        left, top, right, bottom = self.page.evaluate(_ENDS, words)
        self.effort.clicks += 1
        self.page.mouse.move(left, top)
        self.page.mouse.down()
        self.page.mouse.move(right, bottom)
        self.page.mouse.up()

    def replace(self, place: Locator, words: str) -> None:
        self.click(place)
        self.press("Control+a")
        self.type(words)


Seen = Callable[[str], None]


def write_story(person: Person, address: str, seen: Seen = lambda _: None) -> None:
    """From the article to the last proposal; ``seen`` is called at each stage with its name."""
    page = person.page
    page.goto(address)
    person.click(page.get_by_label("Words of the article"))
    person.paste(ARTICLE.read_text(encoding="utf-8"))
    expect(page.get_by_label("Headline")).not_to_have_value("")
    person.click(page.get_by_label("Outlet"))
    person.type(OUTLET)
    person.click(page.get_by_label("Day of publication"))
    person.type(PUBLISHED)
    expect(page.locator("#desk-published-note")).to_have_text(PUBLISHED)
    seen("article")
    person.click(page.get_by_role("button", name="Make the story"))
    accept = page.locator("[data-do=accept]")
    expect(accept).to_be_focused()
    for number in itertools.count(1):
        if not accept.is_visible():
            break
        if number == FILMED_PROPOSAL:
            seen("proposal")
        settle(person)
    person.mark(PROMISE)
    seen("marked")
    person.press("e")
    for column, value in PROMISED.items():
        _write(person, column, value)
    dispute(person)
    seen("disputed")


def dispute(person: Person) -> None:
    """Two rows contradict each other: one is opened by its words, and the other is picked."""
    page = person.page
    person.click(page.locator(".desk-text").get_by_text(SALE))
    person.click(page.locator(".desk-more > summary, details > summary").last)
    field_ = page.locator("[data-column=disputed_by] input")
    person.click(field_)
    person.type(RIVAL[:10])
    person.press("ArrowDown")
    person.press("Enter")
    expect(page.locator("[data-column=disputed_by]")).to_contain_text(RIVAL)


def publish(person: Person, out: Path) -> None:
    """What is known of the article is completed, and the page is saved."""
    page = person.page
    person.click(page.get_by_role("link", name="Problems"))
    person.click(page.get_by_label("Whose shares it is about"))
    person.type(SUBJECT)
    person.click(page.get_by_role("link", name="Export"))
    with page.expect_download() as download:
        person.click(page.get_by_role("button", name="Download the page"))
    download.value.save_as(out)


def settle(person: Person) -> None:
    """The proposal in hand: accept it, changed where that is asked for, or skip it."""
    page = person.page
    shown = page.locator(".desk-what")
    count = shown.inner_text()
    kind = count.split()[1]
    change = _change(kind, page)
    person.effort.decisions += 1
    if change is None:
        person.press("s")
    else:
        for column, value in change.items():
            _write(person, column, value)
        person.press("Control+Enter")
    # A proposal that is changed may be a row meanwhile.
    expect(shown).not_to_have_text(count)
    expect(shown).to_have_text(re.compile("^(Proposed|Nothing)"))


def _change(kind: str, page: Page) -> Change | None:
    evidence = page.locator("[data-column=evidence]").inner_text()
    date = page.locator("[data-column=date] input").input_value()
    asked = (
        change
        for (table, words, day), change in CHANGES.items()
        if table == kind and words in evidence and day in (ANY, date)
    )
    return next(asked, None)


def _write(person: Person, column: str, value: str) -> None:
    person.effort.decisions += 1
    box = person.page.locator(f"[data-column={column}]")
    if value.startswith("-"):
        person.click(box.get_by_role("button", name=f"Remove {value[1:]}"))
    elif column in ("status", "basis"):
        person.click(box.get_by_role("radio", name=value, exact=True))
    elif column in ("actors", "asserted_by", "holder"):
        person.click(box.locator("input"))
        person.type(value)
        person.press("Enter")
    else:
        person.replace(box.locator("input, textarea").first, value)


def by_hand(folder: Path) -> Effort:
    """What the same tables take in an editor: cells typed, passages and quotes copied.

    Columns that a story can do without, and that the desk fills by itself, are left blank.
    """
    effort = Effort(keys=sum(map(len, map(bytes.decode, empty_tables().values()))))
    for schema in SCHEMAS:
        with (folder / schema.file).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                copied = row["evidence"].splitlines()
                if schema is QUOTES:
                    copied += row["text"].splitlines()
                if schema is STAKES:
                    row["note"] = ""
                row |= {"evidence": "", "text": "", "date_note": "", "date_words": ""}
                typed = [cell for cell in row.values() if cell]
                effort.keys += sum(map(len, typed)) + len(schema.columns)
                effort.keys += COPY_KEYS * len(copied)
                effort.clicks += COPY_CLICKS * len(copied)
                effort.decisions += len(typed) + len(copied)
    return effort


@contextmanager
def a_desk(browser: Browser, folder: Path) -> Iterator[tuple[Person, str]]:
    """Somebody before the desk of a folder that is not there yet, and its address."""
    with tempfile.TemporaryDirectory() as logs:
        server = desk_server(folder, Path(logs) / "log.txt").start()
        try:
            context = browser.new_context(viewport=WIDE)
            page = context.new_page()
            page.set_default_timeout(LONGEST_WAIT_MS)
            yield Person(page), f"{server.url}/desk"
            context.close()
        finally:
            server.stop()


def main(folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        with a_desk(browser, folder) as (person, address):
            write_story(person, address)
            publish(person, folder.parent / f"{folder.name}.html")
        browser.close()
    for name, effort in (("desk", person.effort), ("by hand", by_hand(folder))):
        print(f"{name}: {effort.keys} keys, {effort.clicks} clicks, {effort.decisions} decisions: "
              f"{effort.minutes:.0f} minutes")  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made) / "regent")
