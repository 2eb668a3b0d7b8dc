"""Run a command of the command line and see what it prints and with which code it ends."""

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
    """What a command printed. An error that nothing catches fails the test that ran it."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, folder: Path = ROOT, together: bool = False) -> Done:
    """Run a command in this process, in ``folder``: what starts anew needs a second each time.

    ``together``: what it says on stderr stands among the lines of stdout, as on a terminal.

    A test that holds stderr to be empty asks a command that can take long for ``--quiet``: on a
    busy machine anything can last longer than what is not worth saying.
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
