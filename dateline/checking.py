"""A story folder to what ``check`` prints of it. Knows no command line and watches nothing.

Three ways to say the same: lines for people, one JSON object for programs (its schema is
``docs/check.schema.json``), and the workflow commands by which GitHub marks lines of a change.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from dateline.characters import visible
from dateline.coverage import Coverage, MentionKind, measure_coverage
from dateline.evidence_lock import LOCK_FILE, Comparison, RowVerdict
from dateline.moved_evidence import Change, Kind, compare_words
from dateline.reading import Reading
from dateline.story import Article, Problem
from dateline.wording import count_in_words

Format = Literal["text", "json", "github"]

_COUNTED = ("events", "stakes", "quotes", "passages")
# Enough to see what was overlooked; all of it stands in the JSON.
_MOST_NAMED = 8
_LONGEST_NAMED_CHARACTERS = 60


def report_lines(reading: Reading, evidence: Comparison | None = None) -> Iterator[str]:
    """Every problem as the page shows it, the warnings, what was read as something else.

    Then what has become of locked evidence and, of a story without problems, how much of the
    article is used and what is left. The last line counts what could be read and says "ok" or how
    many problems there are.
    """
    yield from map(str, reading.problems)
    yield from (f"warning: {warning}" for warning in reading.warnings)
    yield from (f"read as: {note}" for note in reading.notes)
    yield from evidence_lines(evidence)
    yield from coverage_lines(reading)
    yield _last_line(reading)


def evidence_lines(evidence: Comparison | None) -> Iterator[str]:
    """Whether the article is as it was locked; else how many passages are, and each that isn't."""
    if evidence is None:
        return
    passages = count_in_words(evidence.unlocked, "passage")
    unlocked = f"; {passages} not in {LOCK_FILE}" if evidence.unlocked else ""
    if evidence.is_same_article:
        yield f"evidence: the article is as it was locked{unlocked}"
        return
    counts = Counter(row.verdict.kind for row in evidence.rows)
    listed = ", ".join(f"{counts[kind]} {kind}" for kind in get_args(Kind) if counts[kind])
    yield f"evidence: the article has changed since it was locked: {listed or '0 same'}{unlocked}"
    # In the order of what asks for a person: the same ones are counted only.
    for kind in get_args(Kind)[1:]:
        for row in evidence.rows:
            if row.verdict.kind == kind:
                yield f"{kind}: {evidence_words(row)}"


def evidence_words(row: RowVerdict) -> str:
    """One passage of a row, compared with what it has become, and what speaks against that."""
    why = f" ({visible(row.verdict.why)})" if row.verdict.why else ""
    return f"{row.place.place}: evidence: {_compared(row.verdict.changes)}{why}"


def repaired_words(row: RowVerdict) -> str:
    """One passage of a row, compared with what is written in its stead."""
    return f"{row.place.place}: evidence: {_compared(compare_words(row.words, row.repaired))}"


def _compared(changes: Iterable[Change]) -> str:
    """Word by word, as wdiff writes it: "He [-sold-] {+gave+} it"."""
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return " ".join(signs[change.step].format(visible(change.words)) for change in changes)


def coverage_lines(reading: Reading) -> Iterator[str]:
    """How much of the article's text rows rest on, then a line a kind of the places left in it."""
    if reading.story is None:
        return
    found = measure_coverage(reading.story)
    left_out = f"; {_whole_percent(found.left_out_percent)} % is left out on purpose"
    yield (
        f"coverage: rows rest on {_whole_percent(found.share_percent)} % of the article's text"
        f"{left_out if found.left_out_percent else ''}"
    )
    for kind in get_args(MentionKind):
        mentions = [mention for mention in found.uncovered if mention.kind == kind]
        if not mentions:
            continue
        # The same words twice are one thing to look at; those of page furniture are another.
        named = Counter(
            (_shortened(reading.story.article.words(mention.passage)), mention.explanation)
            for mention in mentions
        )
        listed = [
            f'"{words}"' + "".join(f" ({note})" for note in _notes(count, explanation))
            for (words, explanation), count in named.items()
        ]
        more = len(listed) - _MOST_NAMED
        rest = f" and {more} more" if more > 0 else ""
        places = f"{count_in_words(len(mentions), kind)}: {', '.join(listed[:_MOST_NAMED])}{rest}"
        yield f"left in the text: {places}"


def _notes(count: int, explanation: str) -> Iterator[str]:
    if count > 1:
        yield f"{count} times"
    if explanation:
        yield explanation


def _whole_percent(share_percent: float) -> int:
    """Rounded, but 100 only where nothing is left, and 0 only where nothing is used."""
    if 0 < share_percent < 100:
        return min(max(round(share_percent), 1), 99)
    return round(share_percent)


def _shortened(words: str) -> str:
    line = visible(" ".join(words.split()))
    cut = line[:_LONGEST_NAMED_CHARACTERS].rstrip()
    return line if len(line) <= _LONGEST_NAMED_CHARACTERS else f"{cut}…"


def report_object(
    reading: Reading, folder: Path, evidence: Comparison | None = None
) -> dict[str, Any]:
    """The whole report on the story, as plain data; see ``docs/check.schema.json``."""
    return {
        "dateline": "check",
        "version": 1,
        "folder": folder.as_posix(),
        "ok": not reading.problems,
        "problems": list(map(_problem_object, reading.problems)),
        "warnings": list(map(_problem_object, reading.warnings)),
        "read_as": list(map(_problem_object, reading.notes)),
        "counts": {name: reading.counts.get(name, 0) for name in _COUNTED},
        "evidence": None if evidence is None else _evidence_object(evidence),
        "coverage": None
        if reading.story is None
        else _coverage_object(measure_coverage(reading.story), reading.story.article),
    }


def _problem_object(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line or None,
        "row": problem.row or None,
        "id": problem.row_id or None,
        "column": problem.column or None,
        "message": problem.message,
        "text": str(problem),
    }


def _evidence_object(evidence: Comparison) -> dict[str, Any]:
    return {
        "is_same_article": evidence.is_same_article,
        "unlocked": evidence.unlocked,
        "passages": [
            {
                "file": row.place.file,
                "row": row.place.row,
                "id": row.place.row_id or None,
                "words": row.words,
                "verdict": row.verdict.kind,
                "is_sure": row.verdict.is_sure,
                "why": row.verdict.why or None,
                "start": row.verdict.passage.start if row.verdict.passage else None,
                "end": row.verdict.passage.end if row.verdict.passage else None,
                "found": row.verdict.words or None,
                "repaired": row.repaired or None,
            }
            for row in evidence.rows
        ],
    }


def _coverage_object(found: Coverage, article: Article) -> dict[str, Any]:
    return {
        "share_percent": round(found.share_percent, 2),
        "left_out_percent": round(found.left_out_percent, 2),
        "blocks": [
            {
                "kind": part.block.kind,
                "start": part.block.start,
                "end": part.block.end,
                "share_percent": round(part.share_percent, 2),
            }
            for part in found.blocks
        ],
        "left": [
            {
                "kind": mention.kind,
                "words": article.words(mention.passage),
                "start": mention.passage.start,
                "end": mention.passage.end,
                "explanation": mention.explanation or None,
            }
            for mention in found.uncovered
        ],
    }


def report_json(
    reading: Reading, folder: Path, evidence: Comparison | None = None, *, indent: int | None = 2
) -> str:
    return json.dumps(report_object(reading, folder, evidence), ensure_ascii=False, indent=indent)


def github_lines(
    reading: Reading, folder: Path, evidence: Comparison | None = None
) -> Iterator[str]:
    """Workflow commands, a line each; files are named as seen from where the command runs."""
    by_command: Iterable[tuple[str, tuple[Problem, ...]]] = (
        ("error", reading.problems),
        ("warning", reading.warnings),
        ("notice", reading.notes),
    )
    for command, problems in by_command:
        for problem in problems:
            path = folder / problem.file if not Path(problem.file).is_absolute() else problem.file
            where = {"file": Path(path).as_posix()}
            if problem.line:
                where["line"] = str(problem.line)
            title = ": ".join(filter(None, (problem.place, problem.column)))
            yield _workflow_command(command, where | {"title": title}, problem.message)
    if moved := "\n".join(evidence_lines(evidence)):
        yield _workflow_command("notice", {"title": "evidence"}, moved)
    left = "\n".join(coverage_lines(reading))
    if left:
        yield _workflow_command("notice", {"title": "coverage"}, left)
    yield _last_line(reading)


def _workflow_command(command: str, properties: Mapping[str, str], message: str) -> str:
    """As GitHub's own toolkit writes them; a property's value knows two signs more."""
    listed = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}"
        for name, value in properties.items()
    )
    return f"::{command} {listed}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


FORMATS: dict[Format, Callable[[Reading, Path, Comparison | None], Iterable[str]]] = {
    "text": lambda reading, _, evidence: report_lines(reading, evidence),
    "json": lambda reading, folder, evidence: [report_json(reading, folder, evidence)],
    "github": github_lines,
}


def verdict(reading: Reading) -> str:
    return count_in_words(len(reading.problems), "problem") if reading.problems else "ok"


def _last_line(reading: Reading) -> str:
    counts, nouns = reading.counts, (name.removesuffix("s") for name in _COUNTED)
    read = ", ".join(
        count_in_words(counts[f"{noun}s"], noun) for noun in nouns if f"{noun}s" in counts
    )
    return ": ".join(filter(None, (read, verdict(reading))))
