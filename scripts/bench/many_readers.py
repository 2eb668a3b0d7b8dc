"""Many readers at once, by ``scripts.load_readers`` in a process of its own, which may be ended."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from typing import Any

from scripts.bench.plan import Crowd
from scripts.server import ROOT


def measure_crowd(crowd: Crowd) -> dict[str, Any]:
    """The ``ReaderFigures`` of that crowd as plain data, or a ``note`` of what hindered."""
    command = [sys.executable, "-m", "scripts.load_readers", "--json"]
    command += ["--readers", str(crowd.readers), "--minutes", str(crowd.minutes)]
    command += ["--stay-minutes", str(crowd.stay_minutes), *["--quick"] * crowd.is_quick]
    # A group of its own, so that its servers end with it.
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(timeout=crowd.longest_s)
    except subprocess.TimeoutExpired:
        _end(process)
        return {"note": f"not measured: over {crowd.longest_s:.0f} s"}
    if process.returncode:
        last = errors.strip().splitlines()[-1:] or ["it ended without a word"]
        return {"note": f"not measured: {last[0][:120]}"}
    return dict(json.loads(output))


def _end(process: subprocess.Popen[str]) -> None:
    """The process and those that it started, by their group."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(90)
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
