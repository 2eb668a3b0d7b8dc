"""Run a command of the command line, and see what it prints and its exit code."""

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dateline.commands import main

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Done:
    """What a command printed. An uncaught error fails the test that ran it."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, folder: Path = ROOT, together: bool = False) -> Done:
    """Run a command in this process, in ``folder``: a new process takes a second to start.

    ``together``: its stderr is mixed with the lines of stdout, as on a terminal.

    A test that expects an empty stderr passes ``--quiet`` to a command that can take long: on a
    busy machine anything may last long enough to be reported.
    """
    out = io.StringIO()
    err = out if together else io.StringIO()
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            code = main(arguments)
        except SystemExit as end:  # argparse, on wrong use
            code = end.code if isinstance(end.code, int) else 1
    return Done(code, out.getvalue(), "" if together else err.getvalue())


def run_apart(
    *arguments: str | bytes, folder: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "dateline", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
