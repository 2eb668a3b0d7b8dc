"""Take the pictures of the README and of docs/: python -m scripts.screenshots [folder]

Light, dark and phone of the first shipped story, and one of each other, with an event selected on
a wide screen; the story that docs/by-hand.md makes, from the files and commands of its page; and a
film of the tutorial's story as it is written at the desk.
build/contact-sheet.png has many views of the page side by side, for a person to look at.
"""

import base64
import html
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from dateline.page import make_page
from dateline.page.html_file import file_html
from dateline.plotly_bundle import find_bundle
from dateline.reading import load_story
from scripts.browser import browser_arguments, install
from scripts.desk_walk import WIDE as DESK_WIDE
from scripts.desk_walk import a_desk, publish, write_story
from scripts.doc_pages import blocks
from scripts.server import ROOT, Server

BY_HAND = "docs/by-hand.md"

WIDE = {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"}
PHONE = {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"}
# By name: the story's folder, what is asked of it, the window.
SHOTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "light": ("", "?event=ouster", WIDE),
    "dark": ("", "?event=ouster", WIDE | {"color_scheme": "dark"}),
    "phone": ("", "", PHONE),
    "takeover": ("stories/takeover", "?event=votes-frozen", WIDE),
    "takeover-phone": ("stories/takeover", "?section=ownership", PHONE),
    "gericht": ("stories/gericht", "?event=satz-am-ofen", WIDE),
    "ferry": (BY_HAND, "", WIDE),
    "over-time": ("stories/takeover", "?section=ownership", WIDE),
}
# Of the stages of the tutorial's story those that have a picture, and its name.
FILM = {
    "article": "desk-article",
    "proposal": "desk",
    "marked": "desk-marked",
    "disputed": "desk-disputed",
}
# Of these shots a part alone.
PARTS = {"over-time": "#ownership .history"}
DARK = {"color_scheme": "dark"}
CONTACT_SHEET = ROOT / "build" / "contact-sheet.png"
SHEET_WIDTH_PX, SHEET_ROW_PX = 2400, 520
# By caption: the story's folder, what is asked of it, the window; the whole page where it is.
VIEWS: dict[str, tuple[str, str, dict[str, Any], bool]] = {
    "start": ("", "", WIDE, False),
    "start, dark": ("", "", WIDE | DARK, False),
    "selected": ("", "?event=ouster", WIDE, False),
    "selected, dark": ("", "?event=ouster", WIDE | DARK, False),
    "filtered": ("", "?category=leadership&q=durov", WIDE, False),
    "background": ("", "?background=1&asof=2013-04-17", WIDE, True),
    "phone": ("", "", PHONE, False),
    "phone, dark": ("", "", PHONE | DARK, False),
    "phone, selected": ("", "?event=ouster", PHONE, False),
    "phone, whole": ("", "", PHONE, True),
    "takeover": ("stories/takeover", "?event=votes-frozen", WIDE, False),
    "takeover, whole": ("stories/takeover", "", WIDE, True),
    "gericht, whole": ("stories/gericht", "", WIDE, True),
    "gericht, phone, dark": ("stories/gericht", "", PHONE | DARK, False),
}


def write_story_by_hand(folder: Path) -> Path:
    """The story that is made by hand, as it is at the end of its page."""
    for block in blocks(ROOT / BY_HAND):
        if block.file:
            (folder / block.file).write_text(block.content, encoding="utf-8")
        for line in block.content.splitlines() if block.language == "sh" else ():
            words = shlex.split(line)
            if words[1] in ("new", "fmt"):
                command = [sys.executable, "-m", *words]
                env = {**os.environ, "PYTHONPATH": str(ROOT)}
                subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, check=True)
    return folder / "ferry"


def take(folder: Path) -> None:
    """Write NAME.png for each of ``SHOTS`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as logs, sync_playwright() as playwright:
        by_hand = write_story_by_hand(Path(logs))
        servers = {
            story: Server(
                by_hand if story == BY_HAND else ROOT / story, Path(logs) / f"log{place}.txt"
            ).start()
            for place, story in enumerate(dict.fromkeys(story for story, _, _ in SHOTS.values()))
        }
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        try:
            for name, (story, query, options) in SHOTS.items():
                context = browser.new_context(**options)
                page = context.new_page()
                page.goto(f"{servers[story].url}/{query}")
                page.wait_for_selector("html[data-dateline=ready]", state="attached")
                if "event=" in query:
                    current = page.locator(".dateline a.passage[aria-current]").first
                    expect(current).to_be_in_viewport()
                path = folder / f"{name}.png"
                if name in PARTS:
                    page.wait_for_selector("#ownership[data-drawn]")
                    page.locator(PARTS[name]).screenshot(path=path, animations="disabled")
                else:
                    page.screenshot(path=path, animations="disabled")
                context.close()
        finally:
            browser.close()
            for server in servers.values():
                server.stop()


def take_film(folder: Path) -> None:
    """Write a picture of each stage of the tutorial's story, from its article to its page."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        story, file = Path(made) / "regent", Path(made) / "regent.html"
        with a_desk(browser, story) as (person, address):

            def seen(stage: str) -> None:
                if name := FILM.get(stage):
                    person.page.screenshot(path=folder / f"{name}.png", animations="disabled")

            write_story(person, address, seen)
            publish(person, file)
        page = browser.new_page(viewport=DESK_WIDE)
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-dateline=ready]", state="attached")
        page.screenshot(path=folder / "regent.png", animations="disabled")
        browser.close()


def take_contact_sheet(target: Path) -> None:
    """Write all of ``VIEWS``, each the HTML file of its story, as one PNG."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        figures = []
        for caption, (story, query, options, is_whole) in VIEWS.items():
            file = Path(folder) / f"{Path(story).name or 'shipped'}.html"
            if not file.is_file():
                page = make_page(load_story(ROOT / story))
                file.write_text(file_html(page, plotly=find_bundle()), encoding="utf-8")
            shot = base64.b64encode(_shot(browser, file.as_uri() + query, options, is_whole))
            words = html.escape(f"{caption} {query}")
            figures.append(
                f'<figure style="margin:0"><figcaption>{words}</figcaption><img '
                f'style="height:{SHEET_ROW_PX}px" src="data:image/png;base64,{shot.decode()}">'
                "</figure>"
            )
        sheet = browser.new_page(viewport={"width": SHEET_WIDTH_PX, "height": SHEET_ROW_PX})
        sheet.set_content(
            '<body style="margin:16px;display:flex;flex-wrap:wrap;gap:16px;background:#bbb;'
            f'font:16px sans-serif">{"".join(figures)}'
        )
        sheet.screenshot(path=target, full_page=True)
        browser.close()


def _shot(browser: Browser, address: str, options: dict[str, Any], is_whole: bool) -> bytes:
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-dateline=ready]", state="attached")
    if is_whole and page.locator("#ownership").is_visible():
        page.locator("#ownership").scroll_into_view_if_needed()
        page.wait_for_selector("#ownership[data-drawn]")
        page.evaluate("scrollTo(0, 0)")
    taken = page.screenshot(animations="disabled", full_page=is_whole)
    context.close()
    return taken


if __name__ == "__main__":
    to = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    take(to)
    take_film(to)
    take_contact_sheet(CONTACT_SHEET)
    print(f"The contact sheet is {CONTACT_SHEET}")
