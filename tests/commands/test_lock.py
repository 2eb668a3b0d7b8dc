"""``python -m dateline lock``, then ``check`` and ``check --repair`` of an edited article."""

import json
from pathlib import Path

import jsonschema
import pytest

from dateline.evidence_lock import LOCK_FILE, LockError, compare_with_lock, rewrite_evidence
from tests.command_line import run
from tests.story_files import a_quote, an_event, write_story

ROOT = Path(__file__).parents[2]


def locked(folder: Path, **files: object) -> Path:
    write_story(folder, **files)  # type: ignore[arg-type]
    done = run("lock", str(folder), "--quiet")
    assert (done.returncode, done.stderr, done.stdout) == (0, "", f"{LOCK_FILE} is written\n")
    return folder


def edit(folder: Path, *changes: tuple[str, str]) -> None:
    article = folder / "article.md"
    text = article.read_text(encoding="utf-8")
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    article.write_text(text, encoding="utf-8")


def checked(folder: Path, *options: str) -> list[str]:
    """What ``check`` prints of evidence, by its first word."""
    lines = run("check", str(folder), "--quiet", *options).stdout.splitlines()
    words = ("evidence:", "moved:", "changed:", "possible:", "vanished:", "rewritten:", "not ")
    return [line for line in lines if line.startswith(words) or " rewritten" in line]


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


def test_a_lock_holds_the_articles_hash_and_the_context_of_each_passage(tmp_path: Path) -> None:
    lock = json.loads((locked(tmp_path) / LOCK_FILE).read_text(encoding="utf-8"))
    assert len(lock["article"]) == 64
    founded, bought, _ = lock["passages"]
    assert founded["words"] == "Pavel Durov founded VK"
    assert founded["after"].startswith(" in 2006. He left VK on Monday.")
    assert bought["before"].endswith("United Capital Partners ")
    assert checked(tmp_path) == ["evidence: the article is as it was locked"]


def test_the_front_matter_is_no_part_of_what_is_locked(tmp_path: Path) -> None:
    edit(locked(tmp_path), ('outlet: "The Daily"', 'outlet: "The Weekly"'))
    assert checked(tmp_path) == ["evidence: the article is as it was locked"]


def test_a_row_that_is_newer_than_the_lock_is_counted(tmp_path: Path) -> None:
    locked(tmp_path)
    write_story(tmp_path, events=[an_event(), an_event(id="left", evidence="He left VK")])
    assert checked(tmp_path) == [
        f"evidence: the article is as it was locked; 1 passage not in {LOCK_FILE}"
    ]


def test_check_tells_what_has_become_of_each_passage(tmp_path: Path) -> None:
    locked(
        tmp_path,
        events=[
            an_event(),
            an_event(id="left", date="", evidence="He left VK on Monday."),
            an_event(id="out", date="", evidence='"I am out of Russia," Durov said'),
        ],
        left_out=[{"evidence": "He says that he was pushed", "reason": ""}],
    )
    edit(
        tmp_path,
        ("Pavel Durov founded VK in 2006. He left VK on Monday.",
         "Pavel Durov then founded VK in 2006."),
        ("bought 48 percent", "bought 49 percent"),
        ("## He says that he was pushed", "## He says it"),
    )  # fmt: skip
    assert checked(tmp_path) == [
        "evidence: the article has changed since it was locked: 2 same, 2 changed, 2 vanished",
        "changed: events.csv row 2 (line 2), founding: evidence: Pavel Durov {+then+} founded VK",
        "changed: stakes.csv row 2 (line 2), ucp: evidence: "
        'bought [-48-] {+49+} percent of VK (a number differs ("48"))',
        "vanished: events.csv row 3 (line 3), left: evidence: [-He left VK on Monday.-]",
        "vanished: left_out.csv row 2 (line 2): evidence: [-He says that he was pushed-]",
    ]


def test_a_repair_writes_what_is_sure_and_keeps_every_other_byte(tmp_path: Path) -> None:
    locked(tmp_path)
    events = (tmp_path / "events.csv").read_bytes().replace(b"\n", b"\r\n")
    (tmp_path / "events.csv").write_bytes(b"\xef\xbb\xbf" + events)
    edit(tmp_path, ("Durov founded VK", "Durov then founded VK"), ("48 percent", "49 percent"))
    before = tables(tmp_path)
    done = run("check", str(tmp_path), "--quiet", "--repair")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[:2] == [
        "rewritten: events.csv row 2 (line 2), founding: evidence: Pavel Durov {+then+} founded VK",
        "1 passage rewritten; 1 other can be named: --repair ID",
    ]
    wanted = before["events.csv"].replace(b"Durov founded VK", b"Durov then founded VK")
    assert tables(tmp_path) == before | {"events.csv": wanted}


@pytest.mark.parametrize("name", ["ucp", "stake:ucp"])
def test_a_repair_writes_the_row_that_is_named(name: str, tmp_path: Path) -> None:
    edit(locked(tmp_path), ("48 percent", "49 percent"))
    before = tables(tmp_path)
    assert checked(tmp_path, "--repair", name)[:2] == [
        "rewritten: stakes.csv row 2 (line 2), ucp: evidence: bought [-48-] {+49+} percent of VK",
        "1 passage rewritten",
    ]
    wanted = before["stakes.csv"].replace(b"bought 48", b"bought 49")
    assert tables(tmp_path) == before | {"stakes.csv": wanted}


def test_words_that_now_stand_twice_get_their_neighbours(tmp_path: Path) -> None:
    edit(locked(tmp_path), ("said on Tuesday.", "said on Tuesday, and bought 48 percent of VK."))
    assert checked(tmp_path, "--repair")[:2] == [
        "rewritten: stakes.csv row 2 (line 2), ucp: evidence: "
        "{+Partners+} bought 48 percent of VK {+in+}",
        "1 passage rewritten",
    ]
    assert run("check", str(tmp_path)).returncode == 0


def test_a_vanished_passage_is_never_rewritten(tmp_path: Path) -> None:
    edit(locked(tmp_path), ("Pavel Durov founded VK in 2006. ", ""))
    before = tables(tmp_path)
    assert checked(tmp_path, "--repair", "founding")[:2] == [
        "not rewritten, vanished: events.csv row 2 (line 2), founding: evidence: "
        "[-Pavel Durov founded VK-]",
        "0 passages rewritten",
    ]
    assert tables(tmp_path) == before


def test_a_named_row_whose_words_still_stand_is_not_rewritten(tmp_path: Path) -> None:
    edit(locked(tmp_path), ("48 percent", "49 percent"))
    before = tables(tmp_path)
    assert checked(tmp_path, "--repair", "founding")[0] == (
        "not rewritten, the words still stand there: events.csv row 2 (line 2), founding: "
        "evidence: Pavel Durov founded VK"
    )
    assert tables(tmp_path) == before


def test_a_new_lock_tells_what_the_old_one_says_of_the_article(tmp_path: Path) -> None:
    edit(locked(tmp_path), ("He left VK on Monday.", "He left VK on Tuesday."))
    lines = run("lock", str(tmp_path), "--quiet").stdout.splitlines()
    assert lines == [
        "evidence: the article has changed since it was locked: 3 same",
        f"{LOCK_FILE} is written",
    ]
    assert checked(tmp_path) == ["evidence: the article is as it was locked"]


def test_names_that_lead_to_no_row_or_to_two_are_refused(tmp_path: Path) -> None:
    locked(tmp_path, quotes=[a_quote(id="ucp")])
    edit(tmp_path, ("48 percent", "49 percent"))
    for name, message in (
        (
            "fonding",
            f'fonding is not a row with a passage in {LOCK_FILE}; did you mean "founding"?',
        ),
        ("ucp", "ucp is a row of stakes.csv and quotes.csv; write stake:ucp or quote:ucp"),
    ):  # fmt: skip
        done = run("check", str(tmp_path), "--quiet", "--repair", name)
        assert (done.returncode, done.stderr, done.stdout) == (2, f"{message}\n", "")


def test_a_repair_without_a_lock_is_refused(tmp_path: Path) -> None:
    done = run("check", str(write_story(tmp_path)), "--quiet", "--repair")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"there is no {LOCK_FILE} to compare with; dateline lock FOLDER writes it\n"
    )
    done = run("check", str(tmp_path), "--repair", "--watch")
    assert (done.returncode, done.stderr) == (2, "--repair and --watch exclude each other\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no lock of evidence"),
        ("[]", "is no lock of evidence"),
        ('{"dateline": "evidence lock", "version": 1, "article": "", "passages": [{"start": 1}]}',
         "is no lock of evidence"),
        ('{"dateline": "evidence lock", "version": 9, "article": "", "passages": []}',
         "is of another version of Dateline"),
        ('{"dateline": "evidence lock", "version": 1, "article": "", "passages": ['
         '{"start": 5, "words": "a", "before": "12345", "after": "b"},'
         '{"start": 6, "words": "c", "before": "12345a", "after": ""}]}',
         "its passages don't fit together"),
    ],
)  # fmt: skip
def test_a_lock_that_cannot_be_read_is_a_problem(
    content: str, message: str, tmp_path: Path
) -> None:
    (write_story(tmp_path) / LOCK_FILE).write_text(content, encoding="utf-8")
    done = run("check", str(tmp_path), "--quiet")
    assert done.returncode == 1
    assert done.stderr == (
        f"{LOCK_FILE}: {message}; remove it, or write it anew: dateline lock FOLDER\n"
    )


def test_a_story_with_problems_is_not_locked(tmp_path: Path) -> None:
    done = run("lock", str(write_story(tmp_path, events=[an_event(date="x")])), "--quiet")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1] == (
        "Nothing is locked: evidence can be recorded once check finds no problem."
    )
    assert not (tmp_path / LOCK_FILE).exists()


def test_a_table_that_cannot_be_read_whole_or_has_just_changed_is_not_written(
    tmp_path: Path,
) -> None:
    edit(locked(tmp_path), ("Durov founded VK", "Durov then founded VK"))
    comparison = compare_with_lock(tmp_path)
    assert comparison is not None
    events = tmp_path / "events.csv"
    changed = events.read_bytes() + b"\n"
    events.write_bytes(changed)
    with pytest.raises(LockError, match=r"events\.csv has just changed; nothing is written"):
        rewrite_evidence(tmp_path, comparison, comparison.rows)
    assert events.read_bytes() == changed
    events.write_bytes(changed + b'x,"')
    comparison = compare_with_lock(tmp_path)
    assert comparison is not None
    with pytest.raises(LockError, match=r"events\.csv can't be read whole"):
        rewrite_evidence(tmp_path, comparison, comparison.rows)


def test_the_json_of_moved_evidence_follows_the_schema(tmp_path: Path) -> None:
    edit(locked(tmp_path), ("48 percent", "49 percent"))
    done = run("check", str(tmp_path), "--quiet", "--format", "json")
    found = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(found, schema)
    evidence = found["evidence"]
    assert (evidence["is_same_article"], evidence["unlocked"]) == (False, 0)
    (stake,) = (each for each in evidence["passages"] if each["file"] == "stakes.csv")
    assert (stake["id"], stake["verdict"], stake["is_sure"]) == ("ucp", "changed", False)
    assert stake["why"] == 'a number differs ("48")'
    assert stake["repaired"] == stake["found"] == "bought 49 percent of VK"
    github = run("check", str(tmp_path), "--quiet", "--format", "github").stdout
    assert "::notice title=evidence::evidence: the article has changed" in github
