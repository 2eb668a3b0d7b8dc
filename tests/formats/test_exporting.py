"""The command: every format, of a story or a view of it, and how losses are reported."""

import datetime as dt
import os
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given

from dateline.commands import main
from dateline.exporting import story_files, unpacked
from dateline.formats import FORMATS, Format, find_format
from dateline.formats.csv_tables import make_csv
from dateline.formats.excerpt import (
    ViewError,
    excerpt,
    parse_query,
    without_background,
)
from dateline.formats.json_story import parse_json
from dateline.reading import load_story
from dateline.story import Story, records
from dateline.view import View, narrow
from tests.drawn_stories import stories
from tests.formats.compared import content_of, loadable
from tests.formats.hostile import bare_story, hostile_story
from tests.story_files import an_article, an_event, write_story

ROOT = Path(__file__).parents[2]
# Each picture starts a browser, and one of nothing is refused: see test_picture.py.
OF_ROWS = [to for to in FORMATS if not to.draws_view]
EACH = pytest.mark.parametrize("to", OF_ROWS, ids=lambda to: to.name)


@EACH
@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_hostile_story_becomes_each_format(to: Format, language: str, tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    hostile_story(folder, language)
    out = tmp_path / f"out{to.ending}"
    assert main(["export", "--quiet", str(folder), "--to", to.name, "--out", str(out)]) == 0
    assert out.stat().st_size > 0


@EACH
def test_a_story_of_one_event_becomes_each_format(to: Format, tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    bare_story(folder)
    out = tmp_path / f"out{to.ending}"
    assert main(["export", "--quiet", str(folder), "--to", to.name, "--out", str(out)]) == 0


@EACH
def test_a_view_without_events_becomes_each_format_and_says_so(
    to: Format, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out{to.ending}"
    asked = ["export", "--quiet", str(ROOT), "--to", to.name, "--out", str(out)]
    assert main([*asked, "--view", "?q=zeppelin"]) == 0
    assert "view: the view leaves no event" in capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("to", FORMATS, ids=lambda to: to.name)
def test_an_existing_file_is_kept_without_force(
    to: Format, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out{to.ending}"
    out.write_text("mine")
    asked = ["export", "--quiet", str(ROOT), "--to", to.name, "--out", str(out)]
    assert main(asked) == 2
    assert capsys.readouterr().err == (f"{out} already exists; name another file, or add --force\n")
    assert out.read_text() == "mine"
    if not to.draws_view:
        assert main([*asked, "--force"]) == 0
        assert out.read_bytes() != b"mine"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("to", FORMATS, ids=lambda to: to.name)
def test_a_story_with_problems_is_not_exported_and_each_problem_is_printed(
    to: Format, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "story").mkdir()
    out = tmp_path / f"out{to.ending}"
    asked = ["export", "--quiet", str(tmp_path / "story"), "--to", to.name, "--out", str(out)]
    assert main(asked) == 1
    printed = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in printed] == [
        "article.md", "events.csv", "quotes.csv", "stakes.csv",
    ]  # fmt: skip
    assert not out.exists()


LONG, TOO_LONG = "n" * 250, "n" * 256


@pytest.mark.parametrize("out", ["{name}", "{name}/"])
def test_a_name_may_be_as_long_as_a_disk_allows(
    out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["export", "--quiet", str(ROOT), "--to", "csv", "--out"]
    assert main([*asked, f"{tmp_path}/{out.format(name=LONG)}"]) == 0
    assert main([*asked, f"{tmp_path}/{out.format(name=LONG)}", "--force"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == [LONG]
    capsys.readouterr()
    assert main([*asked, f"{tmp_path}/{out.format(name=TOO_LONG)}"]) == 2
    assert capsys.readouterr().err == (
        f"{tmp_path}/{TOO_LONG} cannot be written: File name too long; name another\n"
    )


@pytest.mark.parametrize("day", [dt.datetime(1970, 1, 2), dt.datetime(2200, 1, 1)])
def test_files_from_before_the_first_day_of_a_zip_are_packed(
    day: dt.datetime, tmp_path: Path
) -> None:
    write_story(tmp_path)
    os.utime(tmp_path / "events.csv", (day.timestamp(), day.timestamp()))
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert unpacked(story_files(tmp_path)) == files


def test_names_are_unique_and_found() -> None:
    assert [find_format(to.name) for to in FORMATS] == list(FORMATS)
    assert find_format("pdf") is None


@pytest.mark.parametrize(
    ("view", "message"),
    [
        (
            "colour=red",
            "--view: colour is not a parameter of a view; allowed: q, category, actor, status, "
            "speaker, topic, kind, from, to, asof, sure, background, event, quote, stake, of, "
            "section, story",
        ),
        (
            "category=court&status=denied",
            '--view: category: "court" is not in this story; allowed: company\n'
            '--view: status: "denied" is not in this story; allowed: reported',
        ),
        ("from=2014", '--view: from: "2014" is not a day; write one like 2014-04-21'),
        ("sure=yes", '--view: sure: "yes" is not in this story; allowed: 1'),
        ("event=nope", '--view: event: "nope" is not in this story; allowed: founding'),
        (
            "from=2014-04-02&to=2014-04-01",
            "--view: The link’s dates end before they begin; they are left out.",
        ),
    ],
)
def test_a_view_that_the_story_cannot_answer_is_wrong_use(
    view: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_story(tmp_path)
    out = tmp_path / "out.json"
    asked = ["export", "--quiet", str(folder), "--to", "json", "--out", str(out), "--view", view]
    assert main(asked) == 2
    assert capsys.readouterr().err == f"{message}\n"
    assert not out.exists()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--page", "https://example.org"], "--page has no effect on json; leave it out"),
        (["--page", "example.org"], "--page example.org is not an http or https address"),
        (["--share-image", "a.png"], "--share-image has no effect on json; leave it out"),
        (["--plotly", "full"], "--plotly has no effect on json; leave it out"),
        (
            ["--view", "background=1", "--no-background"],
            "--view asks for background, --no-background for none; keep one of them",
        ),
    ],
)
def test_what_does_not_go_together_is_wrong_use(
    more: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out.json")
    assert main(["export", "--quiet", str(ROOT), "--to", "json", "--out", out, *more]) == 2
    assert capsys.readouterr().err == f"{message}\n"


def test_a_picture_for_links_is_copied_beside_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "for links.png"
    picture.write_bytes(b"picture")
    (tmp_path / "site").mkdir()
    out = tmp_path / "site" / "story.html"
    asked = ["export", "--quiet", str(ROOT), "--to", "html", "--out", str(out)]
    assert main([*asked, "--share-image", str(picture)]) == 0
    assert (out.parent / picture.name).read_bytes() == b"picture"
    assert '<meta property="og:image" content="for%20links.png">' in out.read_text(encoding="utf-8")
    # Existing files are not overwritten unasked; then nothing is written.
    out.unlink()
    capsys.readouterr()
    assert main([*asked, "--share-image", str(picture)]) == 2
    there = out.parent / picture.name
    assert capsys.readouterr().err == (
        f"{there} already exists; name another file, or add --force\n"
    )
    assert not out.exists()
    # A picture that lies beside the page already is as it is.
    assert main([*asked, "--share-image", str(there)]) == 0
    assert there.read_bytes() == b"picture"


def test_an_address_of_a_picture_for_links_stands_in_the_page(tmp_path: Path) -> None:
    out, address = tmp_path / "story.html", "https://news.example/share.png?a=1&b=2"
    asked = ["export", "--quiet", str(ROOT), "--to", "html", "--out", str(out)]
    assert main([*asked, "--share-image", address]) == 0
    assert f'content="{address.replace("&", "&amp;")}"' in out.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_is_for_what_has_several_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--quiet", str(ROOT), "--to", "json", "--out", f"{tmp_path}/new/"]) == 2
    assert capsys.readouterr().err == (
        "json is a single file, not a folder; name a file, as story.json\n"
    )


def test_a_view_is_what_the_page_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], published: Story
) -> None:
    out = tmp_path / "out.json"
    asked = ["export", "--quiet", str(ROOT), "--to", "json", "--out", str(out)]
    assert main([*asked, "--view", "?category=ownership&story=x&section=timeline"]) == 0
    part = parse_json(out.read_bytes())
    wanted = narrow(published, View(category=("Ownership",)))
    assert part.events["id"].tolist() == wanted.events["id"].tolist()
    assert part.stakes["id"].tolist() == wanted.stakes["id"].tolist()
    assert part.quotes["id"].tolist() == wanted.quotes["id"].tolist()
    assert "view: key figures of rows outside the view are left out: " in capsys.readouterr().err


def test_no_background_leaves_no_trace_of_it(published: Story) -> None:
    article_only = without_background(published).story
    assert not article_only.events["background"].any()
    assert not article_only.stakes["background"].any()
    ids = {*article_only.events["id"], *article_only.stakes["id"]}
    named = [
        i
        for rows in (article_only.events, article_only.stakes)
        for cell in rows["disputed_by"]
        for i in cell
    ]
    assert set(named) <= ids


def disputed(folder: Path) -> Story:
    return load_story(
        write_story(
            folder,
            article=an_article(),
            events=[
                an_event(id="one", status="disputed", disputed_by="two", category="Shown"),
                an_event(id="two", category="Else", evidence="He left VK on Monday",
                         disputed_by="three"),
                an_event(id="three", category="Else", evidence="I am out of Russia"),
            ],
        )
    )  # fmt: skip


def test_a_row_that_nobody_vouches_for_takes_its_other_side_along(tmp_path: Path) -> None:
    part = excerpt(disputed(tmp_path), View(category=("Shown",)))
    assert part.story.events["id"].tolist() == ["one", "two"]
    assert [str(loss) for loss in part.losses] == [
        "1 event is kept beside the view, since a disputed row names it: two",
        "1 event names in disputed_by a row that the view leaves out: two",
    ]


@given(stories())
def test_each_view_of_a_drawn_story_is_a_whole_story(drawn: Story) -> None:
    story = loadable(drawn)
    view = View(category=tuple(sorted(set(story.events["category"]))[:1]), last=dt.date(2014, 4, 3))
    part = excerpt(story, view)
    shown = narrow(story, view)
    kept = {i for loss in part.losses if "beside" in loss.reason.many for i in loss.ids}
    assert set(part.story.events["id"]) == set(shown.events["id"]) | (
        kept & set(story.events["id"])
    )
    ids = set(part.story.events["id"])
    for row in records(part.story.events):
        assert set(row["disputed_by"]) <= ids
    unlinked = {i for loss in part.losses if "leaves out" in loss.reason.many for i in loss.ids}
    for row in records(story.events):
        if row["id"] in ids and not set(row["disputed_by"]) <= ids:
            assert row["id"] in unlinked
    assert parse_query("", story) == View()


def test_a_part_of_the_shipped_story_is_loaded_again(published: Story, tmp_path: Path) -> None:
    shown = excerpt(published, parse_query("category=ownership&background=1", published)).story
    for name, content in unpacked(make_csv(shown).content).items():
        (tmp_path / name).write_bytes(content)
    assert content_of(load_story(tmp_path)) == content_of(shown)


def test_all_faults_of_a_view_are_reported_at_once(published: Story) -> None:
    with pytest.raises(ViewError) as found:
        parse_query("colour=1&actor=nobody&from=x", published)
    assert len(str(found.value).splitlines()) == 3
    assert "and 1 more" not in str(found.value)
    many = replace(
        published,
        events=published.events.assign(
            actors=pd.Series(
                [tuple(f"A{n}-{m}" for m in range(9)) for n in range(len(published.events))],
                index=published.events.index,
                dtype="object",
            )
        ),
    )
    with pytest.raises(ViewError, match=r"allowed: .* and \d+ more"):
        parse_query("actor=nobody", many)
