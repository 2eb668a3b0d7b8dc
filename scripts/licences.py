"""The licences of what runs: python -m scripts.licences [--write]

The table of NOTICE.md, made from what the installed packages say about themselves.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from scripts.lock import LOCKS, RUN, entries

NOTICE = Path(__file__).parents[1] / "NOTICE.md"
HEAD = "| package | licence |\n|---|---|\n"
_ROW = re.compile(r"^\| (\S+) \| (.+) \|$", re.MULTILINE)


def licence(package: str) -> str:
    """The licence of an installed package in its own words, in short. Raise if there is none."""
    about = metadata(package).json
    said = str(about.get("license_expression", ""))
    if not said:
        kinds = [kind for kind in about.get("classifier", []) if kind.startswith("License :: ")]
        said = kinds[0].rpartition(" :: ")[2] if kinds else str(about.get("license", ""))
    if not said.strip():
        raise ValueError(f"{package} names no licence; look it up, and name it here")
    return said.strip().splitlines()[0]


def table(known: str) -> str:
    """A row for each package of the lock; from ``known`` where it isn't installed here."""
    before = dict(_ROW.findall(known))
    rows = []
    for name in dict.fromkeys(name for name, _ in entries((LOCKS / RUN).read_text("utf-8"))):
        try:
            rows.append(f"| {name} | {licence(name)} |\n")
        except PackageNotFoundError:
            # Of another system.
            rows.append(f"| {name} | {before[name]} |\n")
    return HEAD + "".join(rows)


def notice(text: str) -> str:
    """The text of NOTICE.md with its table as it should be."""
    start = text.index(HEAD)
    return text[:start] + table(text[start:])


if __name__ == "__main__":
    made = notice(NOTICE.read_text(encoding="utf-8"))
    if "--write" in sys.argv:
        NOTICE.write_text(made, encoding="utf-8")
    else:
        print(made)
