"""Measure what the rules for drafts find against articles that were labelled by hand.

Prints the seen articles, on which the rules were tuned, and the unseen ones apart; the docs give
the unseen figures alone. ``--errors`` lists what differs.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.dates import parse_date
from dateline.drafting.calendar_points import published_of
from dateline.drafting.proposals import find_all
from dateline.drafting.written import findings_json

ARTICLES = Path(__file__).resolve().parents[1] / "tests" / "drafting" / "articles"
Found = Mapping[str, Any]


def labelled(*, seen: bool) -> list[tuple[str, str, dict[str, Any]]]:
    """Name, text and labels of each article."""
    made = []
    for path in sorted(ARTICLES.glob("*.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        if labels["seen"] == seen:
            made.append((path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), labels))
    return made


def found_in(text: str, labels: Found) -> dict[str, list[Found]]:
    """What the rules find, in the form of the labels."""
    published = published_of(parse_date(labels["published"]))
    made: dict[str, list[Found]] = json.loads(
        findings_json(text, find_all(text, labels["language"], published))
    )
    return made


class Tally:
    """Counts over articles, and the lines that say what differs."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.errors: list[str] = []

    def add(self, name: str, kind: str, labels: Sequence[Found], found: Sequence[Found]) -> None:
        self.counts[f"{kind} labelled"] += len(labels)
        self.counts[f"{kind} found"] += len(found)
        left = list(found)
        for label in labels:
            match = next((one for one in left if _is_same(kind, label, one)), None)
            if match is None:
                self.errors.append(f"{name}: missed {kind}: {_shown(label)}")
                continue
            left.remove(match)
            self.counts[f"{kind} matched"] += 1
            self._compare(name, kind, label, match)
        self.errors += [f"{name}: false {kind}: {_shown(one)}" for one in left]

    def _compare(self, name: str, kind: str, label: Found, match: Found) -> None:
        for column in {"dates": ("edtf",), "quotes": ("kind", "speaker"),
                       "stakes": ("share", "holder")}[kind]:  # fmt: skip
            wanted, got = label[column], match[column]
            verdict = "right" if wanted == got else "wrong" if got else "blank"
            self.counts[f"{kind} {column} {verdict}"] += 1
            if column == "edtf" and len(wanted.strip("~/.[]")) < 10 <= len(got.strip("~/.[]")):
                self.counts["days invented"] += wanted != ""
            if verdict != "right":
                self.errors.append(
                    f"{name}: {column} {verdict}: {_shown(match)}: {got!r} for {wanted!r}"
                )

    def share(self, part: str, whole: str) -> str:
        total = self.counts[whole]
        return f"{self.counts[part] / total:.2f} ({self.counts[part]} of {total})" if total else "-"

    def lines(self) -> list[str]:
        made = []
        for kind, columns in (("dates", ("edtf",)), ("quotes", ("kind", "speaker")),
                              ("stakes", ("share", "holder"))):  # fmt: skip
            made.append(
                f"{kind}: precision {self.share(f'{kind} matched', f'{kind} found')}, "
                f"recall {self.share(f'{kind} matched', f'{kind} labelled')}"
            )
            for column in columns:
                parts = (
                    f"{verdict} {self.share(f'{kind} {column} {verdict}', f'{kind} matched')}"
                    for verdict in ("right", "wrong", "blank")
                )
                made.append(f"  {column}: {', '.join(parts)}")
        return [*made, f"days invented: {self.counts['days invented']}"]


def measure(*, seen: bool) -> Tally:
    """The tally over all seen, or all unseen, articles."""
    tally = Tally()
    for name, text, labels in labelled(seen=seen):
        found = found_in(text, labels)
        for kind in ("dates", "quotes", "stakes"):
            tally.add(name, kind, labels[kind], found[kind])
    return tally


def _is_same(kind: str, label: Found, found: Found) -> bool:
    """A quote is found where its words are the same; anything else where the two overlap."""
    if kind == "quotes":
        return (label["start"], label["end"]) == (found["start"], found["end"])
    return bool(label["start"] < found["end"] and found["start"] < label["end"])


def _shown(one: Found) -> str:
    words = one.get("words") or one["text"]
    return " ".join(words.split())[:60]


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list what differs")
    options = parser.parse_args(None if arguments is None else list(arguments))
    for seen in (True, False):
        tally = measure(seen=seen)
        print(f"{'seen' if seen else 'unseen'}: {len(labelled(seen=seen))} articles")
        print("\n".join(f"  {line}" for line in tally.lines()))
        if options.errors and seen:
            print("\n".join(f"  {error}" for error in tally.errors))


if __name__ == "__main__":
    main()
