"""Take the README's pictures of the shipped story: python -m scripts.screenshots [folder]

Light, dark and phone, each with one event selected.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from scripts.browser import browser_arguments, install
from scripts.server import ROOT, Server

SHOTS = {
    "light": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
}


def take(folder: Path) -> None:
    """Write NAME.png for each of ``SHOTS`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as logs, sync_playwright() as playwright:
        server = Server(ROOT, Path(logs) / "log.txt").start()
        browser = playwright.chromium.launch(executable_path=install(), args=browser_arguments())
        try:
            for name, options in SHOTS.items():
                context = browser.new_context(**options)  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(f"{server.url}/" if name == "phone" else f"{server.url}/?event=ouster")
                page.wait_for_selector("html[data-dateline=ready]", state="attached")
                app = page.get_by_test_id("stApp")
                expect(app).to_have_attribute("data-test-script-state", "notRunning")
                if name != "phone":
                    current = page.locator("article a.passage[aria-current]").first
                    expect(current).to_be_in_viewport()
                page.screenshot(path=folder / f"{name}.png", animations="disabled")
                context.close()
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs")
