"""Find the browser that the tests drive, or install it: python scripts/browser.py --install

The Chrome or Chromium that is there is used. Where there is none, Chromium's headless shell comes
from the package manager as root on Debian, elsewhere Playwright's own. DATELINE_BROWSER names
another one.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # Run as a file, from anywhere.

from dateline import browser
from dateline.browser import browser_arguments
from scripts.debian import can_install, install_packages

__all__ = ["browser_arguments", "find_browser", "install", "not_found"]


def find_browser() -> str | None:
    """The path of a Chromium or Chrome, Playwright's own at last, or None."""
    found = browser.find_browser()
    return found if found or os.environ.get("DATELINE_BROWSER") else _playwrights_own()


def not_found() -> str:
    """What was tried where ``find_browser`` returns None, and the way out."""
    if os.environ.get("DATELINE_BROWSER"):
        return browser.not_found()
    return f"{browser.not_found()}\nFor the tests: python scripts/browser.py --install"


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.is_file() else None


def install() -> str:
    """Return the browser, installing it first where there is none; SystemExit says what failed."""
    found = find_browser()
    if not found and os.environ.get("DATELINE_BROWSER"):
        sys.exit(not_found())  # Another browser than the one asked for would be a surprise.
    if found:
        return found
    if can_install():
        install_packages("chromium-headless-shell", otherwise=not_found())
    else:
        step = [sys.executable, "-m", "playwright", "install", "chromium"]
        if subprocess.run(step, stdout=subprocess.DEVNULL, check=False).returncode:
            sys.exit(f"{not_found()}\nThis failed: {' '.join(step)}")
    found = find_browser()
    if found is None:
        sys.exit(not_found())
    return found


if __name__ == "__main__":
    path = install() if "--install" in sys.argv else find_browser()
    if path is None:
        sys.exit(not_found())
    print(path)
