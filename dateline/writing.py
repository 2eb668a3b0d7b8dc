"""Files of a story's folder, written together: all of them or none. Knows nothing of their words.

A reader that looks in between may see some of the new files beside old ones, but never half a
file; who looks afterwards sees all that was to be written, or the folder as it was.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class WritingError(Exception):
    """Files that cannot be written; the message says which and why. All is as it was."""


def write_together(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write ``contents`` by file name into ``folder``, which is made if it is not there.

    A link to a file stays a link: what it names is replaced, and keeps its rights.
    """
    made = _made_folders(folder)
    parts: dict[Path, Path] = {}
    olds: dict[Path, Path | None] = {}
    is_done = False
    try:
        for name, content in contents.items():
            # A loop of links resolves to nothing that could be replaced, and fails below.
            target = Path(os.path.realpath(folder / name))
            part = _beside(target, "part")
            parts[target] = part
            with part.open("xb") as file:
                file.write(content)
            if target.is_file():
                shutil.copymode(target, part)
        for target, part in parts.items():
            # A copy: the target itself is never away.
            old = _beside(target, "old") if target.exists() else None
            olds[target] = old
            if old:
                shutil.copy2(target, old)
            part.replace(target)
        is_done = True
    except OSError as error:
        raise WritingError(f"{error.filename or folder} cannot be written: {error.strerror}") from (
            error
        )
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
        _tidy(olds, is_done=is_done)
        if not is_done:
            for path in made:
                with suppress(OSError):
                    path.rmdir()


def _made_folders(folder: Path) -> list[Path]:
    """Make the folder and those above it that are missing; the innermost first."""
    missing = [folder] if not folder.exists() else []
    missing += [path for path in folder.parents if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WritingError(f"{folder} cannot be made: {error.strerror}") from error
    return missing


def _beside(target: Path, kind: str) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}.{kind}")


def _tidy(olds: Mapping[Path, Path | None], *, is_done: bool) -> None:
    """Let go of what was replaced, or put it back."""
    for target, old in olds.items():
        with suppress(OSError):
            if is_done and old:
                old.unlink(missing_ok=True)
            elif not is_done and old:
                old.replace(target)
            elif not is_done:
                target.unlink(missing_ok=True)
