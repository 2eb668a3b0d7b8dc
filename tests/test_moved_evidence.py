"""What becomes of an article's passages when it is edited; no wrong one is ever sure."""

import random
import re
import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.moved_evidence import (
    CONTEXT,
    Change,
    Verdict,
    compare_words,
    find_moved,
    lock_passages,
)
from dateline.passages import find_all
from dateline.reading import load_story
from dateline.story import Passage, Story
from dateline.word_alignment import align, words_of
from scripts.bench_moved import STORIES, judge, make_variant, passages_of

TEXT = (
    "The founder has fled the country. He left on Monday with two suitcases and a dog.\n\n"
    "United Capital Partners bought 48 percent of the company in April 2013. "
    "The board did not object at the time, its minutes say.\n\n"
    "Team Alpha met the regulator at the old mill. Nobody took notes of what was said there."
)


@cache
def stories() -> list[Story]:
    return [load_story(folder) for folder in STORIES]


def verdict_on(words: str, after: str, before: str = TEXT) -> Verdict:
    """The verdict on words that stand once in the article before."""
    (place,) = find_all(before, words)
    (verdict,) = find_moved(lock_passages(before, [place]), after)
    return verdict


def told(verdict: Verdict) -> tuple[str, str, str]:
    return verdict.kind, verdict.words, verdict.why


def test_what_is_kept_of_an_article_is_each_passage_and_what_stands_around_it() -> None:
    text = "a" * 300 + "left" + "b" * 300
    (kept,) = lock_passages(text, [Passage(300, 304), Passage(300, 304)])
    assert (kept.start, kept.words) == (300, "left")
    assert (kept.before, kept.after) == ("a" * CONTEXT, "b" * CONTEXT)


@pytest.mark.parametrize(
    ("words", "after", "told_of_it"),
    [
        ("bought 48 percent", f"A new first paragraph.\n\n{TEXT}",
         ("same", "bought 48 percent", "")),
        ("He left on Monday with two suitcases",
         TEXT.replace("He left on Monday with two suitcases and a dog.", "").replace(
             "its minutes say.", "its minutes say. He left on Monday with two suitcases and a dog."
         ),
         ("possible", "He left on Monday with two suitcases", "the words around it are others")),
        ("met the regulator", "\n\n".join(reversed(TEXT.split("\n\n"))),
         ("moved", "met the regulator", "")),
        ("did not object at the time", TEXT.replace("at the time", "at that time"),
         ("changed", "did not object at that time", "")),
        ("bought 48 percent of the company", TEXT.replace("48", "49"),
         ("changed", "bought 49 percent of the company", 'a number differs ("48")')),
        ("with two suitcases and a dog", TEXT.replace("two", "three"),
         ("changed", "with three suitcases and a dog", 'a number differs ("two")')),
        ("did not object at the time", TEXT.replace("did not object", "did object"),
         ("changed", "did object at the time", 'a negation differs ("not")')),
        ("Team Alpha met the regulator", TEXT.replace("Alpha", "Beta"),
         ("changed", "Team Beta met the regulator", 'a name or a capital differs ("Alpha")')),
        ("Nobody took notes of what was said there.", TEXT.partition(" Nobody")[0],
         ("vanished", "", "")),
    ],
)  # fmt: skip
def test_what_has_become_of_a_passage(
    words: str, after: str, told_of_it: tuple[str, str, str]
) -> None:
    verdict = verdict_on(words, after)
    assert told(verdict) == told_of_it
    assert verdict.is_sure == (not verdict.why)
    if verdict.passage:
        assert after[verdict.passage.start : verdict.passage.end] == verdict.words


def test_words_of_another_name_are_not_the_passage_that_is_gone() -> None:
    likes = TEXT.replace("Team Alpha met the regulator at the old mill.", "").replace(
        "He left", "Team Beta met the regulator at the old mill. He left"
    )
    assert told(verdict_on("Team Alpha met the regulator at the old mill", likes))[0] == "vanished"


def test_a_sentence_that_is_moved_and_rewritten_is_possible_and_never_sure() -> None:
    after = TEXT.replace(" The board did not object at the time, its minutes say.", "").replace(
        "He left", "The board did not object at that time, its minutes say. He left"
    )
    verdict = verdict_on("The board did not object at the time, its minutes say.", after)
    assert told(verdict) == (
        "possible",
        "The board did not object at that time, its minutes say.",
        "found by likeness alone",
    )


def test_of_words_that_now_stand_twice_the_one_with_its_neighbours_is_meant() -> None:
    after = TEXT.replace("Team Alpha", "Somebody bought 48 percent of a mill. Team Alpha")
    verdict = verdict_on("bought 48 percent of", after)
    assert (verdict.kind, verdict.is_sure) == ("same", True)
    assert verdict.passage == find_all(after, "bought 48 percent of")[0]
    twice = f"{TEXT}\n\n{TEXT}"
    assert told(verdict_on("bought 48 percent of", twice)) == (
        "possible", "bought 48 percent of", "its words stand at 2 places"
    )  # fmt: skip


def test_a_like_sentence_that_was_there_before_is_not_taken_for_one_that_is_gone() -> None:
    before = (
        "It was said on the radio. The fund holds 30 percent of the mill. "
        "The trust holds 30 percent of the mill. Nobody else was named in it."
    )
    after = (
        "It was said on the radio. The trust now holds 30 percent of the mill. "
        "Nobody else was named in it."
    )
    (place,) = find_all(before, "The fund holds 30 percent of the mill.")
    (verdict,) = find_moved(lock_passages(before, [place]), after)
    assert not (verdict.is_sure and verdict.passage)


def test_a_passage_is_found_in_any_script() -> None:
    before = "他星期一离开了这个国家。公司拒绝发表评论。\n\nเขาออกจากประเทศเมื่อวันจันทร์ และไม่ได้กลับมา"
    after = before.replace("拒绝发表评论", "拒绝对此发表评论")
    assert told(verdict_on("离开了这个国家", after, before))[0] == "same"
    assert told(verdict_on("公司拒绝发表评论", after, before)) == (
        "changed", "公司拒绝对此发表评论", 'a word differs ("对")'
    )  # fmt: skip
    assert told(verdict_on("เมื่อวันจันทร์", after, before))[0] == "same"


def test_typography_is_no_change() -> None:
    before = "He said: “It’s over — go\u00adne.” Then he left the house by the back door."
    after = before.replace("“", '"').replace("”", '"').replace("’", "'").replace("\u00ad", "")
    assert told(verdict_on("“It’s over — go\u00adne.”", after, before)) == (
        "same", '"It\'s over — gone."', ""
    )  # fmt: skip


@pytest.mark.parametrize("after", ["", "   ", "Word", "\N{COMBINING ACUTE ACCENT}"])
def test_of_an_article_without_the_words_every_passage_has_vanished(after: str) -> None:
    kept = lock_passages(TEXT, [Passage(0, 11), Passage(4, 33), Passage(0, len(TEXT))])
    assert [verdict.kind for verdict in find_moved(kept, after)] == ["vanished"] * 3
    assert find_moved((), after) == ()


def test_two_passages_are_compared_word_by_word() -> None:
    assert compare_words("He sold all of his “shares”", 'He gave his "shares" away') == (
        Change("kept", "He"),
        Change("removed", "sold all of"),
        Change("added", "gave"),
        Change("kept", 'his "shares"'),
        Change("added", "away"),
    )


@given(st.integers(0, 2**32), st.integers(0, len(STORIES) - 1))
def test_no_wrong_passage_is_ever_taken_as_sure(seed: int, number: int) -> None:
    """Editors' edits, and sentences that are like others, of which it's known what came whence."""
    story, other = stories()[number], stories()[number - 1].article.text
    text, passages = story.article.text, passages_of(story)
    variant = make_variant(text, passages, other, random.Random(seed))
    verdicts = find_moved(lock_passages(text, passages), variant.text)
    assert [
        (verdict.locked.words, verdict.words)
        for verdict, truth in zip(verdicts, variant.truth, strict=True)
        if verdict.is_sure
        and judge(verdict, truth) in ("wrong", "made up")
        # The words of a passage that was deleted may have been added elsewhere.
        and not (truth is None and not _differ(verdict))
    ] == []


def _differ(verdict: Verdict) -> bool:
    return any(change.step != "kept" for change in verdict.changes)


@given(st.text(st.sampled_from("abÄ1. \n\u0301"), max_size=60), st.data())
def test_what_is_sure_says_the_same_in_any_text(text: str, data: st.DataObject) -> None:
    spans = [m.span() for m in re.finditer(r"\S+(?: \S+)?", text)]
    passages = [Passage(*span) for span in spans]
    after = data.draw(st.text(st.sampled_from("abÄ1. \n\u0301"), max_size=60))
    for verdict in find_moved(lock_passages(text, passages), after):
        assert (verdict.passage is None) == (verdict.kind == "vanished")
        if verdict.passage:
            assert 0 <= verdict.passage.start < verdict.passage.end <= len(after)
            assert verdict.words == after[verdict.passage.start : verdict.passage.end]
        if verdict.is_sure and verdict.passage:
            one, other = (re.findall("[Ä1]", w) for w in (verdict.locked.words, verdict.words))
            assert one == other


@given(st.lists(st.sampled_from("abcde"), max_size=40), st.lists(st.sampled_from("abcde")))
def test_words_are_aligned_with_equal_ones_in_rising_order(
    before: list[str], after: list[str]
) -> None:
    images = align(before, after)
    matched = [(n, image) for n, image in enumerate(images) if image is not None]
    assert all(before[n] == after[image] for n, image in matched)
    assert [image for _, image in matched] == sorted({image for _, image in matched})
    assert align(before, before) == list(range(len(before)))


def test_words_are_read_with_their_marks_and_without_what_shows_nothing() -> None:
    words = [(w.key, w.start, w.end) for w in words_of("Cafe\u0301 ge\u00adht, 他们")]
    assert words == [
        ("café", 0, 5), ("geht", 6, 11), (",", 11, 12), ("他", 13, 14), ("们", 14, 15)
    ]  # fmt: skip


@pytest.mark.long
def test_a_great_article_takes_a_time_that_grows_with_its_length() -> None:
    """A bound with much room: what is quadratic in words takes hours here."""
    chance = random.Random(1)
    words = [f"w{chance.randrange(5_000)}" for _ in range(400_000)]
    before = ". ".join(" ".join(words[n : n + 12]) for n in range(0, len(words), 12))
    starts = [m.start() for m in re.finditer(r"(?<=\. )w", before)]
    passages = [Passage(n, n + 40) for n in starts[::10]]
    after = before.replace("w17 ", "w18 w19 ")
    began = time.process_time()
    verdicts = find_moved(lock_passages(before, passages), after)
    assert len(verdicts) == len(passages)
    assert time.process_time() - began < 120
