"""Take the pictures of the README and of docs/: python -m scripts.screenshots [folder]

Light, dark and phone of the first shipped story, and one of each other, with an event selected on
a wide screen; and the story that the tutorial makes, from the files and commands of its page.
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
from scripts.doc_pages import blocks
from scripts.server import ROOT, Server

TUTORIAL = "docs/tutorial.md"

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
    "ferry": (TUTORIAL, "", WIDE),
    "over-time": ("stories/takeover", "?section=ownership", WIDE),
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


def write_tutorial_story(folder: Path) -> Path:
    """The tutorial's story as it is at the end of its page."""
    for block in blocks(ROOT / TUTORIAL):
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
        tutorial = write_tutorial_story(Path(logs))
        servers = {
            story: Server(
                tutorial if story == TUTORIAL else ROOT / story, Path(logs) / f"log{place}.txt"
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
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
    take_contact_sheet(CONTACT_SHEET)
    print(f"The contact sheet is {CONTACT_SHEET}")
