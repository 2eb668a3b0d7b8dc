"""Many readers at once, by ``scripts.load_readers`` in a process of its own, which may be ended."""

import contextlib
import datetime as dt
import json
import os
import signal
import subprocess
import sys
from typing import Any

from scripts.bench.plan import Crowd
from scripts.server import ROOT


def measure_crowd(crowd: Crowd) -> dict[str, Any]:
    """The ``ReaderFigures`` of that crowd as plain data, with those of readers beside attackers.

    ``day``, ``cores`` and ``load``, as of a ``Run``; or a ``note`` of what hindered.
    """
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    command = ["scripts.load_readers", "--readers", str(crowd.readers)]
    command += ["--minutes", str(crowd.minutes), "--stay-minutes", str(crowd.stay_minutes)]
    figures = _figures_of([*command, *["--quick"] * crowd.is_quick], crowd.longest_s)
    if isinstance(figures, str):
        return {"note": figures}
    attacked: Any = []
    if crowd.attack_s:
        command = ["scripts.load_attackers", "--seconds", str(crowd.attack_s)]
        attacked = _figures_of(command, crowd.longest_s)
    day = dt.date.today().isoformat()
    cores = os.cpu_count() or 1
    return {**figures, "attacked": attacked, "day": day, "cores": cores, "load": load}


def _figures_of(command: list[str], longest_s: float) -> Any:
    """What a module prints as JSON; or in words what hindered."""
    # A group of its own, so that its servers end with it.
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        output, errors = process.communicate(timeout=longest_s)
    except subprocess.TimeoutExpired:
        _end(process)
        return f"not measured: over {longest_s:.0f} s"
    if process.returncode:
        last = errors.strip().splitlines()[-1:] or ["it ended without a word"]
        return f"not measured: {last[0][:120]}"
    return json.loads(output)


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
