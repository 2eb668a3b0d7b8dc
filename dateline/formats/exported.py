"""The result of an export: the file's bytes, and every row that loses something in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.story import Story
from dateline.wording import count_in_words


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows of ``table`` ("events", "stakes" or "quotes") lose something, for one and for many.

    ``is_left_out``: they have no place in the file at all.
    """

    table: str
    one: str
    many: str
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Loss:
    """One reason and the ids of its rows, in the order of the table, never none."""

    reason: Reason
    ids: tuple[str, ...]

    def __str__(self) -> str:
        """As "3 events have no date and are left out: a, b, c"."""
        counted = count_in_words(len(self.ids), self.reason.table.removesuffix("s"))
        why = self.reason.one if len(self.ids) == 1 else self.reason.many
        return f"{counted} {why}: {', '.join(self.ids)}"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's bytes, what the rows lose in it, and other remarks on it."""

    content: bytes
    losses: tuple[Loss, ...] = ()
    remarks: tuple[str, ...] = ()

    def left_out(self, table: str) -> frozenset[str]:
        """The ids of the rows of a table that have no place in the file."""
        return frozenset(
            row_id
            for loss in self.losses
            if loss.reason.table == table and loss.reason.is_left_out
            for row_id in loss.ids
        )


def losses(*found: tuple[Reason, Iterable[str]]) -> tuple[Loss, ...]:
    """A loss for each reason that has rows."""
    all_ids = [(reason, tuple(ids)) for reason, ids in found]
    return tuple(Loss(reason, ids) for reason, ids in all_ids if ids)


def all_left_out(story: Story, *tables: str, why: str = "no place in this format") -> list[Loss]:
    """The loss of whole tables for which a format has no place."""
    return [
        loss
        for table in tables
        for loss in losses(
            (
                Reason(table, f"has {why} and is left out", f"have {why} and are left out", True),
                getattr(story, table)["id"].tolist(),
            )
        )
    ]
