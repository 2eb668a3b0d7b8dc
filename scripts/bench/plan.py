"""What is measured in one run, and how often: few tries where one takes long."""

from dataclasses import dataclass

from dateline.plotly_bundle import Kind

SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Case:
    """A story that all pages show; ``visits`` at most, ``share`` of the time that is left."""

    name: str
    events: int
    visits: int
    share: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """Readers who open within so many minutes, and how long some stay.

    ``attack_s``: how long they read beside each kind of attacker. ``least_s``: without so much time
    left they are left out; ``longest_s``: then they are ended.
    """

    readers: int
    minutes: float
    stay_minutes: float
    least_s: float
    longest_s: float
    attack_s: float = 0
    is_quick: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Cases in order of size, the limits, and which plotly.js ours are measured with.

    ``longest_min`` holds for the pages; the readers come after them, if at all.
    """

    cases: tuple[Case, ...]
    longest_min: float
    longest_step_s: float
    kinds: tuple[Kind, ...]
    lost_events: int
    delays_ms: tuple[int, ...]
    readers: Crowd | None = None


def _case(events: int, visits: int, share: float) -> Case:
    return Case(str(events), events, visits, share)


# ``events`` of the shipped story are counted when it is there.
FULL = Plan(
    cases=(
        Case(SHIPPED, 0, 5, 1),
        _case(25, 3, 0.8),
        _case(100, 5, 1.2),
        _case(1_000, 4, 1.2),
        _case(10_000, 3, 3),
        _case(100_000, 2, 6),
    ),
    longest_min=14,
    longest_step_s=60,
    kinds=("basic", "full"),
    lost_events=10_000,
    delays_ms=(150, 1000),
    readers=Crowd(1_000, 1, 1.5, -600, 600, attack_s=10),
)
QUICK = Plan(
    cases=(_case(100, 2, 1), _case(10_000, 1, 2)),
    longest_min=2.5,
    longest_step_s=20,
    kinds=("basic",),
    lost_events=0,
    delays_ms=(),
    # Only where the pages left time for it.
    readers=Crowd(20, 0.1, 0.5, 60, 75, is_quick=True),
)
