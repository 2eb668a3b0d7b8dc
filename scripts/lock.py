"""Pin every requirement, also indirect ones, with hashes: python scripts/lock.py [--upgrade]

requirements*.txt name what Dateline itself uses, each in one version. This writes locks/, from
which all is installed: one file holds for every supported Python and system. It needs uv, see
requirements-tools.txt; ``make lock`` brings it. Without ``--upgrade``, indirect requirements keep
their versions as long as they fit.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "locks"
RUN, DEV = "requirements.txt", "requirements-dev.txt"
# By file: more options. DEV is installed after RUN, and its lock holds only what it adds.
FILES = {
    RUN: [],
    DEV: ["--constraint", f"locks/{RUN}"],
    "requirements-fonts.txt": ["--no-deps"],
    "requirements-tools.txt": [],
}
OLDEST_PYTHON = "3.11"
_HEAD = "# Made by `make lock` from {name}; changes are made there.\n"
# A requirement and its hashes, line by line.
_ENTRY = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+).*\n(?:    .*\n)*", re.MULTILINE)


def entries(text: str) -> dict[tuple[str, str], str]:
    """The entries of a lock file by name and version."""
    return {(found["name"], found["version"]): found[0] for found in _ENTRY.finditer(text)}


def lock(name: str, *, upgrade: bool) -> None:
    """Write the lock of one file of requirements."""
    target = LOCKS / name
    command = [uv(), "pip", "compile", name, "--output-file", f"locks/{name}", *FILES[name]]
    command += ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes"]
    command += ["--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links"]
    command += ["--quiet", *(["--upgrade"] if upgrade else [])]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(f"{name} could not be locked. This failed: {' '.join(command)}")
    known = entries((LOCKS / RUN).read_text(encoding="utf-8")) if name == DEV else {}
    made = entries(target.read_text(encoding="utf-8"))
    own = "".join(entry for key, entry in made.items() if entry != known.get(key))
    target.write_text(_HEAD.format(name=name) + own, encoding="utf-8")


def uv() -> str:
    """The program beside this Python, or elsewhere."""
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.is_file() else shutil.which("uv")
    return found or sys.exit("uv is missing; `make lock` brings it")


if __name__ == "__main__":
    LOCKS.mkdir(exist_ok=True)
    for file in FILES:
        lock(file, upgrade="--upgrade" in sys.argv)
