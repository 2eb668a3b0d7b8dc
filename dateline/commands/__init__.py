"""The command line, one module a command. Arguments only; what they do stands elsewhere.

A command's module has ``add(commands)``, which makes its parser and names what runs it.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from dateline.commands import check, desk, draft, export, fmt, import_file, lock, new, serve

# As shells name what ends by Ctrl+C.
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0: ok, 1: problems of a story, 2: wrong use.

    argparse itself exits with 2 on wrong use.
    """
    options = make_parser().parse_args(arguments)
    done: int = options.run(options)
    return done


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="dateline", description="One news article as an interactive timeline."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in (new, import_file, draft, desk, check, lock, fmt, serve, export):
        command.add(commands)
    return parser


def run() -> int:
    """Run the command of ``sys.argv`` in a terminal or a pipe."""
    for stream in (sys.stdout, sys.stderr):
        # Names of files and words of a story may have no place in the terminal's encoding.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe (head) has seen enough; Python's own flush at exit would fail again.
        os._exit(1)
    return code
