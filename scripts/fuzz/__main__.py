"""Fuzz one target: python -m scripts.fuzz TARGET --seconds 600

atheris changes the inputs that reach new code, beginning with tests/fuzz/corpus. What it finds is
kept in build/fuzz: put an input that broke something into the corpus together with the cure.
"""

import argparse
import sys

import atheris

from scripts.server import ROOT

# A message comes within ten seconds and half a gigabyte; the rest is the program itself.
LONGEST_S, MOST_MB = 10, 1_000

with atheris.instrument_imports(
    include=["dateline", "edtf", "mammoth", "markdown_it", "bs4", "openpyxl", "yaml", "csv"]
):
    from scripts.fuzz.targets import TARGETS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    asked = parser.parse_args()
    found = ROOT / "build" / "fuzz" / asked.target
    found.mkdir(parents=True, exist_ok=True)
    seeds = ROOT / "tests" / "fuzz" / "corpus" / asked.target
    options = [
        f"-max_total_time={asked.seconds}",
        f"-timeout={LONGEST_S}",
        f"-rss_limit_mb={MOST_MB}",
        f"-artifact_prefix={found.parent}/{asked.target}-",
        "-max_len=4096",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], str(found), str(seeds), *options], TARGETS[asked.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
