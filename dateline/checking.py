"""A story folder to the lines that ``python -m dateline check`` prints. Knows no command line."""

from collections.abc import Iterator

from dateline.reading import Reading

_COUNTED = ("events", "stakes", "quotes", "passages")


def report_lines(reading: Reading) -> Iterator[str]:
    """Every problem as the page shows it, then the warnings, then what was read as something else.

    The last line counts what could be read and says "ok" or how many problems there are.
    """
    yield from map(str, reading.problems)
    yield from (f"warning: {warning}" for warning in reading.warnings)
    yield from (f"read as: {note}" for note in reading.notes)
    counts = reading.counts
    read = ", ".join(_counted(counts[name], name) for name in _COUNTED if name in counts)
    yield ": ".join(filter(None, (read, verdict(reading))))


def verdict(reading: Reading) -> str:
    return _counted(len(reading.problems), "problems") if reading.problems else "ok"


def _counted(count: int, plural: str) -> str:
    return f"{count:,} {plural.removesuffix('s') if count == 1 else plural}"
