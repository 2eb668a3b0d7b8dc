"""Messages on a story's files: problems, notes and warnings, each with its place.

All have one grammar: the value found, in quotation marks, what is wrong with it, and the fix.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.characters import visible
from dateline.story import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; see ``Problem`` for what 0 and "" mean."""

    file: str
    line: int = 0
    row: int = 0
    row_id: str = ""

    @property
    def beside(self) -> str:
        """The row as another row of its file names it: "row 14, frozen"."""
        return f"row {self.row}, {self.row_id}" if self.row_id else f"row {self.row}"


@dataclass(slots=True)
class Report:
    """Collects while files are read; ``notes`` say what was read as something else."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    # Passages that were not found, and the place of the first one without its nearest passage.
    lost: int = 0
    none_nearest_from: str = ""

    def add(self, place: Place, column: str, message: str) -> None:
        self.problems.append(_problem(place, column, message))

    def note(self, place: Place, column: str, message: str) -> None:
        self.notes.append(_problem(place, column, message))

    def warn(self, place: Place, column: str, message: str) -> None:
        self.warnings.append(_problem(place, column, message))


def _problem(place: Place, column: str, message: str) -> Problem:
    # A message may quote anything, and a terminal obeys control characters.
    return Problem(
        visible(place.file), place.line, place.row, place.row_id, visible(column), visible(message)
    )


def shown(value: str, longest: int = 80) -> str:
    """The value in quotation marks as a message shows it: one line, shortened."""
    line = " ".join(value.split())
    return (
        f'"{line}"' if len(line) <= longest else f'"{line[:longest]}…" ({len(value):,} characters)'
    )


def read_as(written: str, read: str, why: str = "") -> str:
    """The note of a value that is read as another; ``why`` names characters that look alike."""
    return f"{shown(written)} is read as {shown(read)}" + (f" ({why})" if why else "")


def did_you_mean(*guesses: str) -> str:
    """'; did you mean "a" or "b"?', or nothing where there is no guess."""
    if not guesses:
        return ""
    return f"; did you mean {' or '.join(shown(guess) for guess in guesses)}?"


def nearest(value: str, allowed: Iterable[str]) -> str | None:
    """The allowed value that a misspelt one is likeliest to be."""
    found = difflib.get_close_matches(value.lower(), list(allowed), n=1, cutoff=0.6)
    return found[0] if found else None
