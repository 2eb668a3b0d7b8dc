"""csv: the files load as the same story, and no spreadsheet executes a word of it."""

import codecs
import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.commands import main
from dateline.exporting import unpacked
from dateline.formats.article_markdown import article_markdown
from dateline.formats.csv_tables import make_csv
from dateline.reading import load_story, read_story
from dateline.reading.formulas import disarmed
from dateline.story import Story
from tests.browser.random_stories import random_story
from tests.drawn_stories import stories
from tests.formats.compared import content_of, loadable
from tests.story_files import a_quote, an_article, an_event, write_story

ROOT = Path(__file__).parents[2]


def loaded_again(story: Story) -> Story:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in unpacked(make_csv(story).content).items():
            (Path(folder) / name).write_bytes(content)
        return load_story(Path(folder))


def test_the_shipped_story_is_loaded_again_as_it_was(published: Story) -> None:
    assert content_of(loaded_again(published)) == content_of(published)
    assert make_csv(published).losses == ()
    assert make_csv(published).remarks == ()


@pytest.mark.parametrize("seed", range(3))
def test_a_story_by_chance_is_loaded_again_as_it_was(seed: int, tmp_path: Path) -> None:
    story = random_story(tmp_path, seed)
    assert content_of(loaded_again(story)) == content_of(story)


@given(stories())
def test_a_drawn_story_is_loaded_again_as_it_was(drawn: Story) -> None:
    story = loadable(drawn)
    assert content_of(loaded_again(story)) == content_of(story)


BODY = r"""
# A \# headline \*so\* \<b>

## A standfirst with `code *x*` in it

### Not the standfirst

> Photo: *Somebody*\
> else

Plain **strong *and* emphasised**, a [link *in* it](https://example.org/a_(b)?x=1&y=2), ``a`b``.
Two\
lines \- 1986\. A great year & \&amp; a \| b \_c\_ d_e_f \[x\] ~~no~~.

1986\. A year begins the paragraph.

\- no item

+\ no item either

- one *item*

  its second paragraph

  1. inner
  2. second\
     of two lines

- - deep

3) third

- an item

  > a note within *it*

  ### A heading within it

  its end

Text between.

- - deep at once #

## A heading, of C #\#

Hello\![link](https://example.org/a)

``` is no fence ``` here, and \>no note, \=\=\=

مرحبا 🚢 𝔘nicode Pé. The "end".
"""


def test_each_thing_that_an_article_may_hold_is_written_so_that_it_is_read_again(
    tmp_path: Path,
) -> None:
    evidence = "Plain strong and emphasised"
    story = load_story(
        write_story(
            tmp_path,
            article=an_article(BODY, figures=None),
            events=[an_event(evidence=evidence)],
            stakes=[],
            quotes=[a_quote(text="end", evidence='The "end".')],
        )
    )
    assert len(story.article.styles) > 6
    text, remarks = article_markdown(story.article)
    assert remarks == ()
    assert content_of(loaded_again(story)) == content_of(story)
    assert "Two\\\nlines - 1986. A great year & \\&amp;" in text


FRONT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20
)


@given(FRONT.map(str.strip).filter(lambda t: t and t.upper() not in ("TRUE", "FALSE")))
def test_any_title_is_read_again(title: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        story = load_story(write_story(folder))
        changed = Story(
            type(story.article)(**{
                field: getattr(story.article, field) for field in story.article.__slots__
            } | {"title": title}),
            story.events, story.stakes, story.quotes,
        )  # fmt: skip
        assert content_of(loaded_again(changed)) == content_of(changed)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "'=", "''-", "\t", "\r"])
def test_a_cell_that_would_be_a_formula_is_a_text(start: str) -> None:
    assert disarmed(f"{start}1+1") == f"'{start}1+1"
    assert disarmed("1=1") == "1=1"
    assert disarmed("'tis") == "'tis"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "'=", "''-"])
def test_no_cell_of_any_table_is_a_formula_and_each_is_read_again(
    start: str, tmp_path: Path
) -> None:
    hostile = f'{start}HYPERLINK("http://x.example","<script>")'
    body = (
        f"\n{hostile.replace('<', chr(92) + '<')} they wrote.\n\nPavel Durov founded VK in 2006.\n"
    )
    story = load_story(
        write_story(
            tmp_path,
            article=an_article(body),
            events=[an_event(title=f"'{hostile}", actors=f"'{hostile}", evidence=f"'{hostile}")],
            stakes=[],
            quotes=[],
        )
    )
    assert story.events["title"].tolist() == [hostile]
    assert content_of(loaded_again(story)) == content_of(story)
    files = unpacked(make_csv(story).content)
    cells = [
        cell
        for name in ("events.csv", "stakes.csv", "quotes.csv")
        for row in csv.reader(io.StringIO(files[name].decode("utf-8-sig")))
        for cell in row
    ]
    assert [c for c in cells if c[:1] in {"=", "+", "-", "@", "＝"}] == []
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    notes = [note.message for note in read_story(tmp_path).notes]
    assert [note for note in notes if f'is read as "{start}HYPERLINK' in note]


def test_a_table_begins_with_the_mark_by_which_a_spreadsheet_knows_its_encoding(
    published: Story,
) -> None:
    files = unpacked(make_csv(published).content)
    marked = [name for name, content in files.items() if content.startswith(codecs.BOM_UTF8)]
    assert marked == [name for name in files if name.endswith(".csv")] != []


def test_a_story_may_be_written_into_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], published: Story
) -> None:
    out = tmp_path / "mine"
    asked = ["export", "--quiet", str(ROOT), "--to", "csv", "--out", f"{out}/"]
    assert main(asked) == 0
    assert content_of(load_story(out)) == content_of(published)
    assert main(asked) == 2
    assert capsys.readouterr().err == (
        f"{out} already contains a story; name another folder, or add --force\n"
    )
    (out / "events.csv").write_text("broken")
    assert main([*asked, "--force"]) == 0
    assert content_of(load_story(out)) == content_of(published)
    (out / "diary.txt").write_text("mine")
    assert main([*asked, "--force"]) == 2
    assert "holds diary.txt as well; name an empty or a new folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_cannot_be_put_there_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    write_story(out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError(28, "No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert main(["export", "--quiet", str(ROOT), "--to", "csv", "--out", f"{out}/", "--force"]) == 2
    assert "cannot be written: No space left on device" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert list(tmp_path.iterdir()) == [out]
