"""Take the small plotly.js from npm into the environment: python -m dateline.take_plotly

Part of set-up. Fails softly: without npm, without a network, or if npm sends anything but the
content that we know, the full bundle of the pip package is used, and the reason is printed.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from dateline.plotly_bundle import (
    NPM_MEMBER,
    NPM_PACKAGE,
    NPM_SHA256,
    basic_path,
    full_version,
)

LONGEST_S = 90


def take() -> str:
    """Take the bundle if it is not there; return what hinders, or ""."""
    target = basic_path()
    if target.is_file() and _is_known(target.read_bytes()):
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "there is no npm"
    with tempfile.TemporaryDirectory() as folder:
        package = f"{NPM_PACKAGE}@{full_version()}"
        command = [npm, "pack", package, "--pack-destination", folder, "--ignore-scripts"]
        command += ["--silent", "--fetch-retries=1", "--fetch-timeout=30000"]
        try:
            ended = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, timeout=LONGEST_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"npm pack {package} did not end well: {type(error).__name__}"
        archive = next(Path(folder).glob("*.tgz"), None)
        if ended.returncode or archive is None:
            last = (ended.stderr or ended.stdout).strip().splitlines()[-1:] or ["no reason given"]
            return f"npm pack {package} failed: {last[0]}"
        script = _member(archive)
        if script is None:
            return f"{package} has no {NPM_MEMBER}"
        if not _is_known(script):
            target.unlink(missing_ok=True)
            return f"{package} is not the one whose SHA-256 Dateline knows"
        # Whole or not at all: a half-written bundle would be found the next time.
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(script)
        part.replace(target)
    return ""


def _is_known(script: bytes) -> bool:
    return hashlib.sha256(script).hexdigest() == NPM_SHA256.get(full_version())


def _member(archive: Path) -> bytes | None:
    """The one file that is wanted; nothing else of the archive touches the disk."""
    try:
        with tarfile.open(archive) as tar:
            file = tar.extractfile(NPM_MEMBER)
            return file.read() if file else None
    except (KeyError, tarfile.TarError):
        return None


if __name__ == "__main__":
    reason = take()
    if reason:
        print(f"The full plotly.js is used, which starts later: {reason}.")
