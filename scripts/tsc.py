"""The types of the reader's JavaScript: python scripts/tsc.py

TypeScript reads the modules' JSDoc and ``dateline/reader/types.d.ts`` as ``tsconfig.json`` says; it
makes nothing. Without npm, or without a network, nothing is checked, and the reason is printed.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION = "7.0.2"
FOLDER = Path(sys.prefix) / "share" / "dateline" / "typescript"
LONGEST_S = 180
_COMPILER = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"


def install() -> str:
    """Install the pinned compiler into the environment; return what hinders, or ""."""
    if _installed():
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "there is no npm"
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(FOLDER), f"typescript@{VERSION}"]
    command += ["--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--fetch-retries=1"]
    try:
        ended = subprocess.run(
            command, cwd=FOLDER, capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"npm install did not end well: {type(error).__name__}"
    if ended.returncode or not _installed():
        last = (ended.stderr or ended.stdout).strip().splitlines()[-1:] or ["no reason given"]
        return f"npm install typescript@{VERSION} failed: {last[0]}"
    return ""


def _installed() -> bool:
    package = FOLDER / "node_modules" / "typescript" / "package.json"
    return package.is_file() and f'"version": "{VERSION}"' in package.read_text(encoding="utf-8")


def check() -> int:
    """Check the types; return the exit code."""
    hindrance = install()
    if hindrance:
        print(f"The types of the JavaScript are not checked: {hindrance}.")
        return 0
    return subprocess.run(["node", str(_COMPILER), "--project", str(ROOT)], check=False).returncode


if __name__ == "__main__":
    sys.exit(check())
