"""The packages of npm that are compared: installed once, within the environment, exact versions."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {"@knight-lab/timelinejs": "3.9.11", "vis-timeline": "8.5.4"}
LONGEST_S = 120


def peers_folder() -> Path:
    """Where the packages are, within the environment and never in the repository."""
    return Path(sys.prefix) / "peers"


def take_peers() -> str:
    """Install the packages where they are not there; return what hinders, or ""."""
    if all(_version(package) == version for package, version in PACKAGES.items()):
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "there is no npm"
    command = [npm, "install", "--prefix", str(peers_folder()), "--save-exact"]
    # What a package would run, or wants beside it, is not needed: each brings a whole script.
    command += ["--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--silent"]
    command += [f"{package}@{version}" for package, version in PACKAGES.items()]
    peers_folder().mkdir(parents=True, exist_ok=True)
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"npm install did not end well: {type(error).__name__}"
    if ended.returncode:
        last = (ended.stderr or ended.stdout).strip().splitlines()[-1:] or ["no reason given"]
        return f"npm install failed: {last[0]}"
    return ""


def package_folder(package: str) -> Path:
    return peers_folder() / "node_modules" / package


def _version(package: str) -> str:
    try:
        manifest = json.loads(
            (package_folder(package) / "package.json").read_text(encoding="utf-8")
        )
    except (OSError, ValueError):
        return ""
    return str(manifest.get("version", ""))
