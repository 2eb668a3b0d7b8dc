"""What a page asks for, read with care: it comes from outside, and may be anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.characters import storable
from dateline.desk.actions import Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """One command; each of its parts is of its kind, or ``Refused`` says which is not."""

    command: Mapping[str, Any]

    def has(self, name: str) -> bool:
        return self.command.get(name) not in (None, "")

    def text(self, name: str, default: str | None = None) -> str:
        value = self.command.get(name, default)
        if not isinstance(value, str):
            raise self._refused(name, "text")
        return storable(value)

    def number(self, name: str) -> int:
        return self._whole(name, self.command.get(name))

    def texts(self, name: str) -> list[str]:
        listed = self._of_kind(name, self.command.get(name), list, "a list of texts")
        return [storable(self._of_kind(name, one, str, "a list of texts")) for one in listed]

    def cells(self, name: str) -> dict[str, str]:
        """Texts by column; none where the command has none."""
        found = self.command.get(name)
        cells = self._of_kind(name, {} if found is None else found, dict, "cells by column")
        for part in (*cells, *cells.values()):
            self._of_kind(name, part, str, "cells by column")
        return {column: storable(value) for column, value in cells.items()}

    def items(self, name: str) -> list["Asked"]:
        listed = self._of_kind(name, self.command.get(name), list, "a list")
        return [Asked({"do": self._do, **self._of_kind(name, one, dict, "a list")})
                for one in listed]  # fmt: skip

    def spans(self, name: str) -> list[tuple[int, int]]:
        listed = self._of_kind(name, self.command.get(name), list, "a list of places")
        found = []
        for one in listed:
            pair = self._of_kind(name, one, list, "a list of places")
            if len(pair) != 2:
                raise self._refused(name, "a list of places")
            start, end = (self._whole(name, place) for place in pair)
            found.append((start, end))
        return found

    @property
    def _do(self) -> str:
        return str(self.command.get("do", ""))

    def _whole(self, name: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._refused(name, "a whole number")
        return value

    def _of_kind(self, name: str, value: Any, kind: type, words: str) -> Any:
        if not isinstance(value, kind):
            raise self._refused(name, words)
        return value

    def _refused(self, name: str, words: str) -> Refused:
        return Refused(f"“{self._do}” needs {words} as “{name}”")
