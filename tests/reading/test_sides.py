"""Who says and who denies: every combination, and the message for each wrong one."""

from pathlib import Path

import pytest

from dateline.reading import read_story
from tests.story_files import Row, a_stake, an_event, write_story

EVENT_ROW = "events.csv row 2 (line 2), founding"
STAKE_ROW = "stakes.csv row 2 (line 2), ucp"
OTHER = an_event(id="other")
NO_ASSERTER = 'asserted_by: "" is blank, but the row is claimed; write who says so'
NOBODY_DISPUTES = (
    'status: "disputed" names nobody; write who denies it in denied_by, or the ids of the rows '
    "that contradict it in disputed_by"
)


def vouched(name: str) -> str:
    return (
        f'asserted_by: "{name}" says so, but the row is reported, which means that the article '
        "itself vouches; write status claimed, or leave it blank"
    )


def both(name: str) -> str:
    return (
        f'denied_by: "{name}" is in asserted_by as well; nobody both says and denies a '
        "thing: keep one of the two"
    )


def problems_of(folder: Path, **tables: list[Row]) -> list[str]:
    return [str(problem) for problem in read_story(write_story(folder, **tables)).problems]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "asserted_by", "denied_by", "disputed_by", "expected"),
    [
        ("reported", "", "", "", None),
        ("reported", "", "UCP", "", None),
        ("reported", "", "", "other", None),
        ("reported", "", "UCP", "other", None),
        ("reported", "Durov", "", "", vouched("Durov")),
        ("reported", "Durov", "UCP", "other", vouched("Durov")),
        ("claimed", "Durov", "", "", None),
        ("claimed", "Durov; VK", "UCP", "", None),
        ("claimed", "Durov", "UCP", "other", None),
        ("claimed", "", "", "", NO_ASSERTER),
        ("claimed", "", "UCP", "", NO_ASSERTER),
        ("claimed", "", "", "other", NO_ASSERTER),
        ("claimed", "Durov; UCP", "VK; UCP", "", both("UCP")),
        ("claimed", "Durov", "  DUROV ", "", both("DUROV")),
        ("disputed", "", "UCP", "", None),
        ("disputed", "", "", "other", None),
        ("disputed", "Durov", "UCP", "other", None),
        ("disputed", "", "", "", NOBODY_DISPUTES),
        ("disputed", "Durov", "", "", NOBODY_DISPUTES),
        ("planned", "", "", "", None),
        ("planned", "Durov", "", "", None),
        ("planned", "Durov", "UCP", "other", None),
        ("planned", "Durov", "Durov", "", both("Durov")),
    ],
)
def test_who_says_and_who_denies_an_event(
    tmp_path: Path,
    status: str,
    asserted_by: str,
    denied_by: str,
    disputed_by: str,
    expected: str | None,
) -> None:
    row = an_event(
        status=status, asserted_by=asserted_by, denied_by=denied_by, disputed_by=disputed_by
    )
    found = problems_of(tmp_path, events=[row, OTHER])
    assert found == ([f"{EVENT_ROW}: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, None),
        ({"asserted_by": "UCP"}, None),
        ({"denied_by": "Durov"}, None),
        ({"asserted_by": "UCP", "denied_by": "Durov", "disputed_by": "other"}, None),
        ({"asserted_by": "UCP", "denied_by": "Durov; UCP"}, both("UCP")),
    ],
)
def test_who_says_and_who_denies_a_stake(tmp_path: Path, cells: Row, expected: str | None) -> None:
    rows = [a_stake(**cells), a_stake(id="other", holder="Somebody")]
    assert problems_of(tmp_path, stakes=rows) == ([f"{STAKE_ROW}: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("cells", "claim", "denial"),
    [
        (
            {"asserted_by": "Durov", "denied_by": "UCP", "disputed_by": "other"},
            "status=claimed, asserted_by=Durov, denied_by=UCP",
            "status=reported, asserted_by blank, denied_by=UCP, disputed_by=other",
        ),
        (
            {"asserted_by": "Durov"},
            "status=claimed, asserted_by=Durov, denied_by=who denies it",
            "status=reported, asserted_by blank, denied_by blank, disputed_by=the id of the claim",
        ),
        (
            {},
            "status=disputed, asserted_by blank, denied_by=who denies it",
            "status=reported, asserted_by blank, denied_by blank, disputed_by=the id of the claim",
        ),
    ],
)
@pytest.mark.parametrize("written", ["denied", "Denied"])
def test_the_old_status_denied_is_answered_with_the_new_cells(
    tmp_path: Path, cells: Row, claim: str, denial: str, written: str
) -> None:
    assert problems_of(tmp_path, events=[an_event(status=written, **cells), OTHER]) == [
        f'{EVENT_ROW}: status: "{written}" is no longer a status; if the row states what is '
        f"denied, write {claim}; if it states the denial itself, write {denial}"
    ]


def test_a_wrong_status_is_one_fault(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, events=[an_event(status="claimd", asserted_by="")])
    assert problem == (
        f'{EVENT_ROW}: status: "claimd" is not allowed; write reported, claimed, disputed or '
        'planned; did you mean "claimed"?'
    )
