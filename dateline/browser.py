"""Find the Chrome or Chromium of this machine. DATELINE_BROWSER names another one."""

import os
import shutil
from pathlib import Path

# The headless shell comes first: it does the same in less than half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
         "google-chrome-stable", "chrome")  # fmt: skip
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_browser() -> str | None:
    """The path of a Chrome or Chromium, or None."""
    named = os.environ.get("DATELINE_BROWSER")
    if named:
        return shutil.which(named)
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return str(MAC) if MAC.is_file() else None


def not_found() -> str:
    """What was tried where ``find_browser`` returns None, and the way out."""
    named = os.environ.get("DATELINE_BROWSER")
    if named:
        return f"DATELINE_BROWSER={named} is no program; name a Chrome or Chromium, or unset it"
    return (
        f"No Chrome or Chromium here: tried {', '.join(NAMES)} on PATH; install one, or name its "
        "program in DATELINE_BROWSER"
    )


def browser_arguments() -> list[str]:
    """Options for a browser that asks nothing of the network but the page that it is given."""
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
