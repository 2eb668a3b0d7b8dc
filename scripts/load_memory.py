"""The memory of loading one story, in a process of its own: python -m scripts.load_memory FOLDER

Prints how many bytes the process grew at its peak, above what it held after its imports.
"""

import re
import resource
import subprocess
import sys
from pathlib import Path

from dateline.reading import load_story
from scripts.server import ROOT

_STATUS = Path("/proc/self/status")
# Bytes on a Mac, kilobytes elsewhere.
_UNIT = 1 if sys.platform == "darwin" else 1024


def memory_above_imports_bytes(folder: Path) -> int:
    """How much a new process grows by loading the story in ``folder``."""
    command = [sys.executable, "-m", "scripts.load_memory", str(folder.resolve())]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


def size_of_files_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def _peak_bytes() -> int:
    # On Linux ru_maxrss may be that of the process which started this one.
    if _STATUS.is_file():
        (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", _STATUS.read_text())
        return int(peak) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


if __name__ == "__main__":
    before = _peak_bytes()
    load_story(Path(sys.argv[1]))
    print(_peak_bytes() - before)
