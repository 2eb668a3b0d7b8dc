"""``draft``: what it prints and writes, and what it refuses."""

import csv
import json
from pathlib import Path

import pytest

from tests.command_line import run

TEXT = "He fled on Monday. “We paid,” said Dora Venn, who owns 9 percent of the shares.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    folder = str(tmp_path / "story")
    known = ("--title", "A", "--outlet", "B", "--language", "en", "--published", "2014-04-23")
    done = run("new", folder, "--article", str(article), *known, "--quiet")
    assert "1 event, 1 stake, 1 quote can be proposed: dateline draft" in done.stdout
    return tmp_path / "story"


def test_a_bare_text_gives_one_object_with_offsets_in_code_points(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    done = run("draft", "--text", str(file), "--published", "2014-04-23", "--language", "en",
               "--format", "json")  # fmt: skip
    assert json.loads(done.stdout) == {
        "dates": [{"start": 11, "end": 17, "words": "Monday", "edtf": "2014-04-21"}],
        "quotes": [{"start": 20, "end": 28, "text": "We paid,", "kind": "direct",
                    "speaker": "Dora Venn"}],
        "stakes": [{"start": 55, "end": 64, "words": "9 percent", "holder": "Dora Venn",
                    "share": "9"}],
    }  # fmt: skip


def test_the_proposals_are_listed_with_their_rules_and_what_is_blank(story: Path) -> None:
    done = run("draft", str(story), "--quiet")
    assert done.returncode == 0
    assert "  rule: Monday before 23 April 2014; could be 2014-04-14.\n" in done.stdout
    assert done.stdout.endswith("\n1 event, 1 stake, 1 quote proposed\n")


def test_the_proposals_as_json_have_their_table_and_cells(story: Path) -> None:
    made = json.loads(run("draft", str(story), "--format", "json", "--quiet").stdout)
    assert [one["table"] for one in made["proposals"]] == ["events", "quotes", "stakes"]
    assert made["proposals"][1]["cells"]["speaker"] == "Dora Venn"


def test_the_tables_of_a_draft_have_a_column_for_the_rule(story: Path, tmp_path: Path) -> None:
    done = run("draft", str(story), "--to", str(tmp_path / "out"), "--quiet")
    assert done.stdout == f"{tmp_path / 'out'}: 1 event, 1 stake, 1 quote\n"
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["date"], row["rule"]) == (
        "2014-04-21", "Monday before 23 April 2014; could be 2014-04-14.",
    )  # fmt: skip


def test_the_storys_own_folder_is_refused(story: Path) -> None:
    before = {path.name: path.read_bytes() for path in story.iterdir()}
    done = run("draft", str(story), "--to", str(story), "--force", "--quiet")
    assert done.returncode == 2
    assert done.stderr == (
        f"{story} is the story's own folder; name another one, and take over the rows that you "
        "accept\n"
    )
    assert {path.name: path.read_bytes() for path in story.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Name either a story's FOLDER or a text with --text FILE\n"),
        (("--text", "a.txt"), "--text needs --language, as --language en\n"),
        (("--text", "a.txt", "--language", "en", "--to", "x"),
         "--to and --format csv go with FOLDER; a bare text makes no tables\n"),
        ((".", "--language", "en"),
         "--published and --language go with --text; a story has them in article.md\n"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(arguments: tuple[str, ...], message: str) -> None:
    done = run("draft", *arguments)
    assert (done.returncode, done.stderr) == (2, message)


def test_another_language_is_named_on_stderr(tmp_path: Path) -> None:
    file = tmp_path / "article.txt"
    file.write_text("Il a dit « non » le 2014-03-04.", encoding="utf-8")
    done = run("draft", "--text", str(file), "--language", "fr")
    assert done.stderr == (
        "language fr: there are no rules for this language: quotation marks and dates in numbers"
        " only\n"
    )
    assert "date: 2014-03-04: 2014-03-04 (written with numbers)" in done.stdout


def test_a_text_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    done = run("draft", "--text", str(tmp_path / "none.txt"), "--language", "en")
    assert done.returncode == 2
    assert done.stderr.startswith(f"{tmp_path / 'none.txt'}: is missing.")


def test_the_prompt_is_printed_alone(story: Path) -> None:
    done = run("draft", str(story), "--prompt", "--quiet")
    assert done.stdout.startswith("You turn one news article into rows of three tables")
    assert TEXT.strip() in done.stdout


def test_an_answers_rows_join_the_proposals_or_are_listed_as_refused(
    story: Path, tmp_path: Path
) -> None:
    row = {"table": "quotes", "text": "We paid,", "kind": "direct", "evidence": "“We paid,”"}
    answer = tmp_path / "answer.txt"
    rows = [row | {"speaker": "Dora Venn"}, row | {"speaker": "Bo Coll"}]
    answer.write_text(json.dumps({"rows": rows}), encoding="utf-8")
    done = run("draft", str(story), "--answer", str(answer), "--quiet")
    assert "\n  rule: By a model.\n" in done.stdout
    assert "\n  because speaker: Bo Coll does not stand in the article\n" in done.stdout
    assert done.stdout.endswith("\n1 event, 1 stake, 2 quotes proposed\n")


def test_an_answer_without_a_row_says_so(story: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.txt"
    answer.write_text("I cannot do that.", encoding="utf-8")
    done = run("draft", str(story), "--answer", str(answer), "--quiet")
    assert done.stdout.startswith(
        f"note: {answer} has no row: no JSON object in it has a table and evidence\n"
    )
