"""Files written whole: one, several of a folder, or a folder. Knows nothing of their words.

What is new is written beside what it replaces, then renamed. A reader that looks in between may see
some of several new files beside old ones, but never half a file; who looks afterwards sees all that
was to be written, or what was there before.
"""

import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

# A file's bytes, or a folder's files by name.
Content: TypeAlias = bytes | Mapping[str, bytes]


_BESIDE = ".dateline-"
_LONGEST_WRITING_S = 60


class WritingError(Exception):
    """What cannot be written; the message says which and why. All is as it was, or it says where
    what was there has gone."""


def write_file(path: Path, content: bytes) -> None:
    """Write one file, with the rights of the one that it replaces; a link to one stays a link."""
    _replace([_Replacement(path, content)])


def write_folder(path: Path, contents: Mapping[str, bytes]) -> None:
    """Write a folder that holds ``contents`` by file name, and nothing of what was in it before."""
    _replace([_Replacement(path, contents)])


def write_together(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write ``contents`` by file name into ``folder``, which is made if it is not there.

    Other files stay. A link to a file stays a link: what it names is replaced, its rights stay.
    """
    made = _made_folders(folder)
    try:
        _replace([_Replacement(folder / name, content) for name, content in contents.items()])
    except BaseException:
        for path in made:
            with suppress(OSError):
                path.rmdir()
        raise


def _made_folders(folder: Path) -> list[Path]:
    """Make the folder and those above it that are missing; the innermost first."""
    missing = [folder] if not folder.exists() else []
    missing += [path for path in folder.parents if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WritingError(f"{folder} cannot be made: {error.strerror}") from error
    return missing


def remove_leftovers(folder: Path) -> None:
    """Remove what a program that was killed left beside the files that it was writing.

    What is younger may be another program's, which is writing now.
    """
    for path in (*folder.glob(f"{_BESIDE}*.new"), *folder.glob(f"{_BESIDE}*.old")):
        with suppress(OSError):
            if time.time() - path.stat().st_ctime > _LONGEST_WRITING_S:
                _remove(path)


class _Replacement:
    """What is to stand at ``path``: written beside it, put there, and taken back if need be.

    How far it has come is read from the disk, never remembered: so it does not matter between
    which two steps an interruption falls.
    """

    def __init__(self, path: Path, content: Content) -> None:
        self.path, self._content = path, content
        # A loop of links resolves to nothing that could be replaced, and fails when it is put.
        self._target = Path(os.path.realpath(path))
        # Short, and not made of the target's name, which may be as long as a name can be.
        beside = f"{_BESIDE}{secrets.token_hex(6)}"
        self._new, self.old = (self._target.with_name(f"{beside}.{end}") for end in ("new", "old"))
        self.is_lost = False  # The old one is in ``old`` and nowhere else.

    def write(self) -> None:
        with self._named():
            if isinstance(self._content, bytes):
                _write(self._new, self._content, self._target)
                return
            self._new.mkdir()
            for name, content in self._content.items():
                _write(self._new / name, content, self._target / name)
            if self._target.is_dir():
                shutil.copymode(self._target, self._new)

    def put(self) -> None:
        with self._named():
            if isinstance(self._content, bytes):
                if self._target.exists():
                    # A copy: the target itself is never away.
                    shutil.copy2(self._target, self.old)
            elif self._target.exists():
                # Nothing takes the place of a folder that holds something.
                self._target.rename(self.old)
            self._new.replace(self._target)

    def take_back(self) -> None:
        """Undo ``put``, wherever in it or before it the work was broken off."""
        self.is_lost = True  # Until it is known better, nothing that may be the last is removed.
        with suppress(OSError):
            is_put = not self._new.exists()
            is_away = self.old.exists() and (is_put or not self._target.exists())
            self.is_lost = is_away
            if is_put and not (is_away and self._target.is_file()):
                self._target.rename(self._new)
            if is_away:
                self.old.replace(self._target)
            self.is_lost = False

    def tidy(self) -> None:
        _remove(self._new)
        if not self.is_lost:
            _remove(self.old)

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WritingError(f"{self.path} cannot be written: {error.strerror}") from error


def _replace(replacements: Sequence[_Replacement]) -> None:
    """Put all in their places, or leave everything as it was."""
    try:
        for replacement in replacements:
            replacement.write()
        try:
            for replacement in replacements:
                replacement.put()
        except BaseException as error:
            for replacement in replacements:
                replacement.take_back()
            lost = [replacement for replacement in replacements if replacement.is_lost]
            if lost:
                raise WritingError(
                    "\n".join(
                        f"{each.path} is not written and could not be put back; what was there is "
                        f"kept as {each.old}"
                        for each in lost
                    )
                ) from error
            raise
    finally:
        for replacement in replacements:
            replacement.tidy()


def _write(path: Path, content: bytes, replaced: Path) -> None:
    """With the rights of what is replaced, else the usual ones: web servers read it as well."""
    with path.open("xb") as file:
        file.write(content)
    if replaced.is_file():
        shutil.copymode(replaced, path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
