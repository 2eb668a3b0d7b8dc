"""Find the browser that the tests drive, or install it: python scripts/browser.py --install

As root on Debian it comes from the package manager; elsewhere the Chrome or Chromium that is
there is used, or Playwright's own. DATELINE_BROWSER names another one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_browser() -> str | None:
    """The path of a Chromium or Chrome, or None."""
    named = os.environ.get("DATELINE_BROWSER")
    if named:
        return shutil.which(named)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return str(MAC) if MAC.is_file() else _playwrights_own()


def not_found() -> str:
    """What was tried where ``find_browser`` returns None, and the way out."""
    named = os.environ.get("DATELINE_BROWSER")
    if named:
        return f"DATELINE_BROWSER={named} is no program; name a Chrome or Chromium, or unset it"
    return (
        f"No Chrome or Chromium for the tests. Tried {', '.join(NAMES)} on PATH and Playwright's "
        "own; run: python scripts/browser.py --install, or set DATELINE_BROWSER"
    )


def browser_arguments() -> list[str]:
    """Options for a browser that asks nothing of the network but the page under test."""
    arguments = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    # Chromium refuses its sandbox to root.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox", *arguments] if is_root else arguments


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.is_file() else None


def install() -> str:
    """Return the browser, installing it first where there is none; SystemExit says what failed."""
    found = find_browser()
    if found:
        return found
    if os.environ.get("DATELINE_BROWSER"):
        sys.exit(not_found())  # Another browser than the one asked for would be a surprise.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        steps = [
            ["apt-get", "-qq", "update"],
            ["apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"],
        ]
    else:
        steps = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    for step in steps:
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
