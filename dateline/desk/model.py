"""``Desk``: a story's folder on the desk, one action after another, each on disk at its end."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import dateline.desk.article_commands as article_commands
import dateline.desk.row_commands as row_commands
import dateline.desk.text_commands as text_commands
from dateline.desk.actions import Refused
from dateline.desk.asked import Asked
from dateline.desk.session import Session
from dateline.desk.shown import View
from dateline.writing import WritingError, remove_leftovers

Command = Mapping[str, Any]
_COMMANDS: Mapping[str, Callable[[Session, Asked], dict[str, Any]]] = {
    **row_commands.COMMANDS,
    **text_commands.COMMANDS,
    **article_commands.COMMANDS,
}


class DeskError(Exception):
    """A folder that no desk can be opened on; the message says why."""


class Desk:
    """See ``open``, ``view``, ``do`` and ``refresh``. Used from one thread at a time."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._session = Session(folder, clock)
        self._view = View()

    @classmethod
    def open(cls, folder: Path, clock: Callable[[], float] = time.monotonic) -> "Desk":
        """A folder that is there, or can be made; ``DeskError`` says why it cannot be written."""
        place = folder
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir():
            raise DeskError(f"{place} is not a folder; name a story's folder, or a new one")
        if not os.access(place, os.W_OK | os.X_OK):
            raise DeskError(
                f"{place} cannot be written, and the desk saves each change; ask its owner, or "
                "copy the folder"
            )
        remove_leftovers(folder)
        desk = cls(folder, clock)
        desk._session.take_in()
        desk._session.save()
        desk._session.look_up_lock()
        return desk

    def view(self) -> dict[str, Any]:
        """The whole state as plain data; offsets are in UTF-16 units, as JavaScript counts.

        What has not changed since the last view is the same object.
        """
        return self._view.of(self._session)

    def refresh(self) -> bool:
        """Take in what others wrote; whether the view changed."""
        return self._session.refresh()

    def do(self, command: Command) -> dict[str, Any]:
        """Do one thing: {"said", "uid"} or {"error"}; whatever is wrong is said, not raised."""
        name = command.get("do", "")
        action = _COMMANDS.get(name) if isinstance(name, str) else None
        if action is None:
            return {"error": f"the desk does not know “{name}”"}
        try:
            answer = action(self._session, Asked(command))
        except (Refused, WritingError) as error:
            return {"error": str(error)}
        unsaved = self._session.stored.unsaved
        return {**answer, "error": f"Not saved: {unsaved}"} if unsaved else answer
