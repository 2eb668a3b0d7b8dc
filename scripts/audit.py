"""Known weaknesses of the locked requirements: python scripts/audit.py

pip-audit asks a database on the network. Where it reaches none it finds nothing, which is no good
news: this says so, and ends with 2. Weaknesses end it with 1.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

LOCKS = Path(__file__).resolve().parents[1] / "locks"
FOUND, NOT_AUDITED = 1, 2


def report(asked: Sequence[Mapping[str, Any]]) -> tuple[str, int]:
    """What pip-audit's answer about each requirement comes to, in words and as an exit code."""
    lines = [
        f"{one['name']} {one['version']}: {weakness['id']}, "
        f"mended in {', '.join(weakness['fix_versions']) or 'no version yet'}"
        for one in asked
        for weakness in one.get("vulns", ())
    ]
    unknown = [one["name"] for one in asked if "skip_reason" in one]
    if unknown:
        names = "all" if len(unknown) == len(asked) else ", ".join(unknown)
        lines.append(
            f"Not audited: {names} of {len(asked)} requirements; the database doesn't know them. "
            "Run make audit where one can be reached."
        )
    if not lines:
        lines.append(f"No weakness is known of {len(asked)} requirements.")
    code = FOUND if any(one.get("vulns") for one in asked) else NOT_AUDITED if unknown else 0
    return "\n".join(lines), code


def audit() -> tuple[str, int]:
    """Ask about everything that is locked."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
    command += ["--format", "json", "--progress-spinner", "off"]
    asked: dict[str, Mapping[str, Any]] = {}
    for lock in sorted(LOCKS.glob("*.txt")):
        done = subprocess.run(
            [*command, "-r", str(lock)], capture_output=True, text=True, check=False
        )
        try:
            answer = json.loads(done.stdout)
        except ValueError:
            last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
            return f"Not audited: pip-audit failed for {lock.name}: {last[0]}", NOT_AUDITED
        asked |= {f"{one['name']} {one.get('version', '')}": one for one in answer["dependencies"]}
    return report(list(asked.values()))


if __name__ == "__main__":
    words, code = audit()
    print(words)
    sys.exit(code)
