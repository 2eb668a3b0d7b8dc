"""``check``: every problem, warning and note of a story, and what of the article is left."""

import argparse
import sys
import time

from dateline.checking import FORMATS, evidence_words, repaired_words, report_json, verdict
from dateline.commands.arguments import (
    OK,
    PROBLEMS,
    WRONG_USE,
    Commands,
    add_command,
    add_folder,
    add_quiet,
    progress_of,
)
from dateline.evidence_lock import (
    LOCK_FILE,
    Comparison,
    LockError,
    RowVerdict,
    compare_with_lock,
    rewrite_evidence,
)
from dateline.reading import Reading, read_story
from dateline.reading.report import did_you_mean, nearest
from dateline.watching import each_version
from dateline.wording import count_in_words
from dateline.writing import WritingError


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "check",
        help="list every problem, warning and note of a story's files, and what is left",
        description="List every problem of a story's files as the page shows it, then warnings, "
        "then what was read as something else, then how much of the article is used and what is "
        "left in the text: each place with a date, a percentage, a quotation or a name of the "
        "tables that no row's evidence covers, also where the same words are covered elsewhere. "
        f"Of an article that has changed since dateline lock wrote {LOCK_FILE}, also what has "
        "become of each passage. Exit code 0: ok, 1: problems, 2: wrong use.",
        examples=(
            "dateline check .",
            "dateline check . --format json",
            "dateline check . --repair",
            "dateline check . --repair founding stake:ucp",
        ),
    )
    add_folder(parser)
    add_quiet(parser)
    parser.add_argument(
        "--format",
        choices=list(FORMATS),
        default="text",
        help="json: one object, as docs/check.schema.json says, with --watch one a line; github: "
        "workflow commands that mark the lines of a change",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="check again after each change, until Ctrl+C; the exit code is that of the last check",
    )
    parser.add_argument(
        "--repair",
        nargs="*",
        metavar="ID",
        help="show how evidence has changed since dateline lock and rewrite it: what is sure, or "
        "the rows that are named (event:ID where two tables have the id, left_out:ROW)",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.watch and options.repair is not None:
        print("--repair and --watch exclude each other", file=sys.stderr)
        return WRONG_USE
    if options.watch:
        return _watch(options)
    if options.repair is not None:
        try:
            _repair(options)
        except (LockError, WritingError) as error:
            print(error, file=sys.stderr)
            return WRONG_USE
    with progress_of(options) as progress:
        reading = read_story(options.folder, progress)
    evidence, is_read = _evidence(options)
    for line in FORMATS[options.format](reading, options.folder, evidence):
        print(line)
    return _code(reading) if is_read else PROBLEMS


def _evidence(options: argparse.Namespace) -> tuple[Comparison | None, bool]:
    """The comparison with the lock, and whether the lock, if there is one, can be read."""
    try:
        return compare_with_lock(options.folder), True
    except LockError as error:
        print(error, file=sys.stderr)
        return None, False


def _repair(options: argparse.Namespace) -> None:
    """Print what changes, then write it; to stderr where stdout is for programs."""
    evidence = compare_with_lock(options.folder)
    if evidence is None:
        raise LockError(f"there is no {LOCK_FILE} to compare with; dateline lock FOLDER writes it")
    if options.repair and not evidence.is_same_article:
        rows = [row for name in options.repair for row in _named(evidence, name)]
    else:
        rows = [row for row in evidence.rows if row.verdict.is_sure]
    written = [row for row in rows if row.repaired]
    out = sys.stdout if options.format == "text" else sys.stderr
    for row in rows:
        if row.repaired:
            print(f"rewritten: {repaired_words(row)}", file=out)
        elif options.repair:
            why = "vanished" if row.verdict.passage is None else "the words still stand there"
            print(f"not rewritten, {why}: {evidence_words(row)}", file=out)
    rewrite_evidence(options.folder, evidence, written)
    left = sum(bool(row.repaired) for row in evidence.rows) - len(written)
    named = f"; {count_in_words(left, 'other')} can be named: --repair ID" if left else ""
    print(f"{count_in_words(len(written), 'passage')} rewritten{named}", file=out)


def _named(evidence: Comparison, name: str) -> list[RowVerdict]:
    """The passages of the row that a person names."""
    rows = [row for row in evidence.rows if name in row.names]
    if not rows:
        known = sorted({known for row in evidence.rows for known in row.names})
        guess = nearest(name, known)
        hint = did_you_mean(*filter(None, [guess]))
        raise LockError(f"{name} is not a row with a passage in {LOCK_FILE}{hint}")
    if len(tables := {row.place.file: row.names[-1] for row in rows}) > 1:
        names = " or ".join(tables.values())
        raise LockError(f"{name} is a row of {' and '.join(tables)}; write {names}")
    return rows


def _watch(options: argparse.Namespace) -> int:
    code = OK
    try:
        for _ in each_version(options.folder):
            reading = read_story(options.folder)
            evidence, is_read = _evidence(options)
            code = _code(reading) if is_read else PROBLEMS
            if options.format == "json":
                report = report_json(reading, options.folder, evidence, indent=None)
                print(report, flush=True)
                continue
            for line in FORMATS[options.format](reading, options.folder, evidence):
                print(line)
            print(f"{time.strftime('%H:%M:%S')} {verdict(reading)}", flush=True)
    except KeyboardInterrupt:
        pass  # This is how it is stopped.
    return code


def _code(reading: Reading) -> int:
    return PROBLEMS if reading.problems else OK
