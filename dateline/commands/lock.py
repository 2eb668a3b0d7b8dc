"""``lock``: records what each row's evidence stands among, before the article is edited."""

import argparse
import sys
from contextlib import suppress

from dateline.checking import evidence_lines
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
from dateline.evidence_lock import LOCK_FILE, LockError, compare_with_lock, lock_story
from dateline.reading import load_story
from dateline.story import StoryError
from dateline.writing import WritingError, write_together


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "lock",
        help="record where the evidence stands, before the article changes",
        description=f"Write {LOCK_FILE}: a hash of the article's text and, of each passage on "
        "which a row rests, the words around it. Once the article has changed, check says of each "
        "passage whether it is the same, moved, changed or gone, and check --repair rewrites the "
        "evidence. Lock again when all is settled. Exit code 0: ok, 1: problems, 2: wrong use.",
        examples=("dateline lock .",),
    )
    add_folder(parser)
    add_quiet(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    try:
        with progress_of(options) as progress:
            story = load_story(options.folder, progress)
        # What the lock that is replaced says of the article, for the last time.
        with suppress(LockError):
            for line in evidence_lines(compare_with_lock(options.folder)):
                print(line)
        write_together(options.folder, {LOCK_FILE: lock_story(story)})
    except StoryError as error:
        print("\n".join(map(str, error.problems)), file=sys.stderr)
        print("Nothing is locked: evidence can be recorded once check finds no problem.",
              file=sys.stderr)  # fmt: skip
        return PROBLEMS
    except WritingError as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    print(f"{LOCK_FILE} is written")
    return OK
