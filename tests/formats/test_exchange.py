"""To another tool and back: what a story keeps on its way through TimelineJS."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from dateline.commands import main
from dateline.formats import find_format
from dateline.reading import load_story, read_story

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "shipped": ROOT,
    "takeover": ROOT / "stories/takeover",
    "gericht": ROOT / "stories/gericht",
}


@pytest.mark.parametrize("name", FOLDERS)
def test_timelinejs_and_back_keeps_every_event_and_every_piece_of_evidence(
    name: str, tmp_path: Path
) -> None:
    folder = FOLDERS[name]
    story = load_story(folder)
    out, back = tmp_path / "timeline.json", tmp_path / "back"
    shutil.copy(folder / "article.md", tmp_path / "article.md")
    assert main(["export", str(folder), "--to", "timelinejs", "--out", str(out)]) == 0
    article = str(tmp_path / "article.md")
    assert main(["import", str(out), "--to", str(back), "--article", article]) == 0

    to = find_format("timelinejs")
    assert to
    left_out = to.make(story).left_out("events")
    sent = [row for row in story.events.to_dict("records") if row["id"] not in left_out]
    came = list(csv.DictReader(io.StringIO((back / "events.csv").read_text("utf-8"), newline="")))
    assert len(sent) == len(came) > 0
    titles = sorted(row["title"] for row in came)
    # The claim that a title carries on the way is words, and stays words.
    assert all(any(title.startswith(row["title"]) for title in titles) for row in sent)
    evidence = {cell for row in came for cell in row["evidence"].split("\n") if cell}
    words = {story.article.words(passage) for row in sent for passage in row["evidence"]}
    # Only the article's own words come back as evidence.
    text = " ".join(story.article.text.split())
    assert evidence
    assert all(" ".join(cell.split()) in text for cell in evidence)
    assert len(evidence & words) >= len(evidence) * 0.9
    # Rows from other sources are background again, never evidence.
    sources = {address for row in sent if row["background"] for address in row["source"]}
    background = [row for row in came if row["source"]]
    assert {address for row in background for address in row["source"].split("\n")} >= sources
    assert all(not row["evidence"] for row in background)
    reading = read_story(back)
    assert {problem.file for problem in reading.problems} <= {"events.csv", "article.md"}
