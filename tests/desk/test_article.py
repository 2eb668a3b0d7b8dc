"""The article at the desk: made there, described there, and edited by others meanwhile."""

from pathlib import Path

import pytest

from dateline.desk import Desk, session
from dateline.evidence_lock import lock_story
from dateline.reading import load_story
from tests.desk.desks import (
    ARTICLE,
    a_blank_desk,
    a_desk,
    cells_in,
    done,
    problems_in,
    row,
    span,
    uids,
)
from tests.story_files import a_quote, change

GIVEN = {"title": "The mill: sold", "outlet": "The Post", "published": "22 April 2014",
         "language": "en", "text": "# The mill: sold\n\nAna Bell bought it.\n"}  # fmt: skip


def test_a_folder_that_is_not_there_gets_the_article_and_empty_tables(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "story"
    desk = Desk.open(folder)
    view = desk.view()
    assert (view["article"], view["rows"], view["proposals"]) == (None, [], [])
    assert not folder.exists()
    done(desk, "article", **GIVEN)
    story = load_story(folder)
    assert (story.article.title, story.article.outlet) == ("The mill: sold", "The Post")
    assert story.article.published
    assert story.article.published.edtf == "2014-04-22"
    assert desk.view()["article"]["title"] == "The mill: sold"
    done(desk, "mark", table="events", spans=[span(desk, "Ana Bell bought it.")])
    assert problems_in(folder) == []


@pytest.mark.parametrize("empty", [b"", b" \n\n"])
def test_an_empty_article_may_be_written(tmp_path: Path, empty: bytes) -> None:
    (tmp_path / "article.md").write_bytes(empty)
    desk = Desk.open(tmp_path)
    assert desk.view()["unreadable"] == []
    done(desk, "article", **GIVEN)
    assert problems_in(tmp_path) == []


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_article_needs_words(tmp_path: Path, text: str) -> None:
    answer = Desk.open(tmp_path).do({"do": "article", **GIVEN, "text": text})
    assert answer == {"error": "the article has no words yet"}
    assert list(tmp_path.iterdir()) == []


def test_an_article_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    assert desk.do({"do": "article", **GIVEN})["error"] == "article.md is there already"
    (tmp_path / "article.md").write_text("No front matter.\n")
    desk.refresh()
    answer = desk.do({"do": "article", **GIVEN})
    assert answer["error"].startswith("article.md is there already; it cannot be read: has no")
    assert desk.view()["unreadable"][0]["file"] == "article.md"


def test_one_fact_is_written_and_all_else_stays(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    done(desk, "fact", key="outlet", value='The "Post": daily')
    done(desk, "fact", key="published", value="3 May 2014")
    assert (tmp_path / "article.md").read_text() == ARTICLE.replace(
        'outlet: "The Daily"', 'outlet: "The \\"Post\\": daily"'
    ).replace('published: "2014-04-23"', 'published: "2014-05-03"')
    assert desk.view()["article"]["published"] == "2014-05-03"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("published", "nonsense", 'published: "nonsense" is not an EDTF date'),
        ("language", "?", "language: “?” is no language tag; write it as en, de or pt-BR"),
        ("url", "post", 'url: "post" is not an http or https address'),
        ("title", "", 'title: "" is blank; write any text'),
        ("mood", "x", "“mood” is not known of an article"),
    ],
)
def test_a_fact_that_check_would_refuse_is_not_written(
    tmp_path: Path, key: str, value: str, words: str
) -> None:
    desk = a_blank_desk(tmp_path)
    before = (tmp_path / "article.md").read_bytes()
    assert desk.do({"do": "fact", "key": key, "value": value})["error"].startswith(words)
    assert (tmp_path / "article.md").read_bytes() == before


def test_a_language_may_be_named(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    done(desk, "fact", key="language", value="German")
    assert desk.view()["article"]["language"] == "de"


def test_a_fact_is_undone_and_done_again_but_not_over_what_others_wrote(tmp_path: Path) -> None:
    desk = a_blank_desk(tmp_path)
    before = (tmp_path / "article.md").read_bytes()
    done(desk, "fact", key="title", value="a: b\n---\nx")
    assert desk.view()["article"]["title"] == "a: b --- x"
    assert desk.view()["undo"] == "change of the article's title"
    done(desk, "undo")
    assert (tmp_path / "article.md").read_bytes() == before
    done(desk, "redo")
    assert desk.view()["article"]["title"] == "a: b --- x"
    change(tmp_path / "article.md", "a: b --- x", "Theirs")
    answer = desk.do({"do": "undo"})
    assert answer["said"].endswith("what others changed since is kept")
    assert desk.view()["article"]["title"] == "Theirs"


def test_a_fact_that_is_not_there_yet_is_added(tmp_path: Path) -> None:
    article = "---\ntitle: >\n  A mill\n  is sold\noutlet: B\nlanguage: en\n---\nWords.\n"
    desk = a_desk(tmp_path, article=article, events=(), stakes=(), quotes=())
    done(desk, "fact", key="subject", value="The mill")
    done(desk, "fact", key="title", value="Sold")
    assert (tmp_path / "article.md").read_text() == (
        '---\ntitle: "Sold"\noutlet: B\nlanguage: en\nsubject: "The mill"\n---\nWords.\n'
    )


def test_passages_follow_an_article_that_is_edited(tmp_path: Path) -> None:
    desk = a_desk(tmp_path, quotes=[a_quote()])
    before = "Pavel Durov founded VK in 2006."
    change(tmp_path / "article.md", before, "A Russian, " + before)
    change(tmp_path / "article.md", "bought 48 percent of VK", "bought fully 48 percent of VK")
    assert desk.refresh()
    assert desk.view()["changed_passages"] == []
    assert cells_in(tmp_path, "stakes")[0]["evidence"] == "bought fully 48 percent of VK"
    assert problems_in(tmp_path) == []
    done(desk, "undo")
    assert row(desk, "stakes/ucp")["cells"]["evidence"] == "bought 48 percent of VK"


def test_a_passage_that_is_not_sure_is_asked_about(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    change(tmp_path / "article.md", "bought 48 percent", "bought 49 percent")
    assert desk.refresh()
    (asked,) = desk.view()["changed_passages"]
    assert (asked["uid"], asked["words"]) == ("stakes/ucp", "bought 48 percent of VK")
    assert asked["why"] == 'a number differs ("48")'
    assert {"step": "added", "words": "49"} in asked["diff"]
    assert cells_in(tmp_path, "stakes")[0]["evidence"] == "bought 48 percent of VK"
    done(desk, "follow", uid="stakes/ucp", start=asked["start"], end=asked["end"])
    assert desk.view()["changed_passages"] == []
    assert cells_in(tmp_path, "stakes")[0]["evidence"] == "bought 49 percent of VK"


def test_an_article_that_was_edited_while_no_desk_was_open_is_held_against_its_lock(
    tmp_path: Path,
) -> None:
    a_desk(tmp_path)
    (tmp_path / "evidence.lock.json").write_bytes(lock_story(load_story(tmp_path)))
    change(tmp_path / "article.md", "bought 48 percent", "bought fully 48 percent")
    desk = Desk.open(tmp_path)
    (asked,) = desk.view()["changed_passages"]
    assert (asked["verdict"], asked["why"]) == ("changed", "")
    done(desk, "follow", uid="stakes/ucp", start=asked["start"], end=asked["end"])
    assert problems_in(tmp_path) == []


def test_rows_of_an_article_that_cannot_be_read_for_a_while_stay(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    text = (tmp_path / "article.md").read_text()
    (tmp_path / "article.md").write_text(text[:40])
    desk.refresh()
    assert uids(desk) == ["events/founding", "stakes/ucp", "quotes/out"]
    # Nobody can tell whether these are its words.
    done(desk, "edit", uid="quotes/out", column="text", value="I am in")
    assert cells_in(tmp_path, "quotes")[0]["text"] == "I am out of Russia,"
    told = [one["words"] for one in row(desk, "quotes/out")["problems"]]
    assert told == ["waits until the article can be read"]
    done(desk, "undo")
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    other = text.replace("bought 48 percent", "bought fully 48 percent")
    (tmp_path / "article.md").write_text(other)
    desk.refresh()
    assert problems_in(tmp_path) == []
    assert cells_in(tmp_path, "events")[0]["title"] == "VK begins"


def test_an_article_that_is_edited_proposes_anew(tmp_path: Path) -> None:
    def proposed() -> dict[str, str]:
        return {one["key"]: one["cells"]["evidence"] for one in desk.view()["proposals"]}

    desk = a_blank_desk(tmp_path)
    before = proposed()
    change(tmp_path / "article.md", "Ivan Tavrin owns 12 percent of VK.", "")
    desk.refresh()
    assert any("Tavrin" in evidence for evidence in before.values())
    assert not any("Tavrin" in evidence for evidence in proposed().values())
    assert set(proposed()) < set(before)


def test_of_a_very_long_article_no_rows_are_proposed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "LONGEST_DRAFTED", 100)
    desk = a_blank_desk(tmp_path)
    assert desk.view()["proposals"] == []
    done(desk, "mark", table="quotes", spans=[span(desk, "I am out of Russia,")])
    assert len(cells_in(tmp_path, "quotes")) == 1


@pytest.mark.long
def test_an_article_of_five_megabytes_opens(tmp_path: Path) -> None:
    words = "".join(f"On {n % 28 + 1} May 2013 the board of the mill met for the {n}th time.\n\n"
                    for n in range(80_000))  # fmt: skip
    desk = a_desk(tmp_path, article=ARTICLE + words)
    assert len(desk.view()["article"]["text"]) > 5_000_000
    done(desk, "edit", uid="events/founding", column="title", value="VK begins")
    assert cells_in(tmp_path, "events")[0]["title"] == "VK begins"


def test_a_link_to_an_article_elsewhere_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    (tmp_path / "secret.md").write_text(ARTICLE)
    (folder / "article.md").symlink_to(tmp_path / "secret.md")
    view = Desk.open(folder).view()
    assert view["article"] is None
    assert "leaves the story's folder" in view["unreadable"][0]["words"]
