"""What was measured, as plain figures; kept as JSON, so that tables and plot can be made again."""

import dataclasses
import json
import statistics
from dataclasses import dataclass, field
from typing import Any

NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class Measured:
    """All tries of one figure, in the order taken; ``note``: why there are none, or no more."""

    values: tuple[float, ...] = ()
    note: str = ""

    @property
    def median(self) -> float | None:
        """The middle of the tries; None without any."""
        return statistics.median(self.values) if self.values else None

    @property
    def p95(self) -> float | None:
        """The value that 95 of 100 tries do not exceed; of few tries, their greatest."""
        tries = sorted(self.values)
        return tries[min(int(len(tries) * 0.95), len(tries) - 1)] if tries else None

    def with_values(self, values: tuple[float, ...], note: str = "") -> "Measured":
        return Measured((*self.values, *values), note or self.note)


@dataclass(frozen=True, slots=True)
class Row:
    """One page at one case: cold visits, and clicks within them.

    ``case`` is "shipped" or the number of events as text. ``filter`` and ``mark`` are in
    milliseconds from the click to the task after the frame that shows its answer; ``filter_is`` and
    ``mark_is`` say what was clicked.
    """

    page: str
    case: str
    events: int
    words_ms: Measured = Measured()
    charts_ms: Measured = Measured()
    wire_bytes: Measured = Measured()
    requests: Measured = Measured()
    heap_bytes: Measured = Measured()
    filter_ms: Measured = Measured()
    mark_ms: Measured = Measured()
    filter_is: str = ""
    mark_is: str = ""
    refused: tuple[str, ...] = ()

    @property
    def visits(self) -> int:
        return len(self.charts_ms.values)


@dataclass(frozen=True, slots=True)
class Loading:
    """What Python does with a story before anybody sees it; bytes None where not measured.

    ``memory_bytes`` is what a process grows by at its peak while the story is read, above its
    imports. ``note`` says what hindered, "" for nothing.
    """

    case: str
    events: int
    files_bytes: int
    load_ms: Measured = Measured()
    page_ms: Measured = Measured()
    memory_bytes: int | None = None
    json_bytes: int | None = None
    gzipped_bytes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the benchmark, on one machine; figures of two runs are not compared.

    ``load``: how many processes wanted a core when it began; None where that is not known.
    """

    day: str
    minutes: float
    machine: tuple[str, ...]
    cores: int = 1
    load: float | None = None
    loadings: tuple[Loading, ...] = ()
    rows: tuple[Row, ...] = ()
    slow_line: tuple[Row, ...] = ()
    readers: dict[str, Any] | None = field(default=None)

    def find_row(self, page: str, case: str) -> Row | None:
        """The page's row at that case, or None where it was not measured."""
        return next((row for row in self.rows if (row.page, row.case) == (page, case)), None)

    @property
    def was_busy(self) -> bool:
        """Whether others wanted the machine, so that its figures are not those of a quiet one."""
        return self.load is not None and self.load > self.cores / 2

    @property
    def cases(self) -> list[str]:
        """In the order measured."""
        return list(dict.fromkeys(row.case for row in self.rows))

    @property
    def pages(self) -> list[str]:
        return list(dict.fromkeys(row.page for row in self.rows))


def run_to_json(run: Run) -> str:
    """One line a row, so that a change can be read."""
    values = dataclasses.asdict(run)
    lines = []
    for name, value in values.items():
        if isinstance(value, tuple | list) and value and isinstance(value[0], dict):
            inner = ",\n".join(f"  {json.dumps(_short(one), ensure_ascii=False)}" for one in value)
            lines.append(f"{json.dumps(name)}: [\n{inner}\n ]")
        else:
            lines.append(f"{json.dumps(name)}: {json.dumps(_short(value), ensure_ascii=False)}")
    return "{\n " + ",\n ".join(lines) + "\n}\n"


def parse_run(text: str) -> Run:
    """The run that ``run_to_json`` wrote."""
    values = json.loads(text)
    return Run(
        day=values["day"],
        minutes=values["minutes"],
        machine=tuple(values["machine"]),
        cores=values["cores"],
        load=values["load"],
        loadings=tuple(_made(Loading, one) for one in values["loadings"]),
        rows=tuple(_made(Row, one) for one in values["rows"]),
        slow_line=tuple(_made(Row, one) for one in values["slow_line"]),
        readers=values["readers"],
    )


def _made(kind: type[Any], values: dict[str, Any]) -> Any:
    return kind(**{name: _value(value) for name, value in values.items()})


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return Measured(tuple(value.get("values", ())), value.get("note", ""))
    return tuple(value) if isinstance(value, list) else value


def _short(value: Any) -> Any:
    """Tenths are enough, below ten thousandths; what is empty is left out."""
    if isinstance(value, float):
        return round(value, 1 if abs(value) >= 10 else 3)
    if isinstance(value, dict):
        return {name: _short(inner) for name, inner in value.items() if inner not in ("", ())}
    return [_short(inner) for inner in value] if isinstance(value, list | tuple) else value
