"""Take the pictures of the README and of docs/: python -m scripts.screenshots [folder]

Light, dark and phone of the first shipped story, and one of each other, with an event selected on
a wide screen; and the story that the tutorial makes, from the files and commands of its page.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import expect, sync_playwright

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
PARTS = {"over-time": "#ownership .over-time"}


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
                app = page.get_by_test_id("stApp")
                expect(app).to_have_attribute("data-test-script-state", "notRunning")
                if "event=" in query:
                    current = page.locator("article a.passage[aria-current]").first
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


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
