"""Passages of rows when the article is edited: those that surely moved follow it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.characters import plain
from dateline.desk.rows import LEFT_OUT_ROWS, STORY_TABLES, State, lines_of
from dateline.moved_evidence import LockedPassage, Verdict, find_moved, lock_passages
from dateline.reading.words import ArticleWords
from dateline.story import Passage


@dataclass(frozen=True, slots=True)
class Lost:
    """A passage of a row that did not follow the article for sure; ``words`` as its row has it."""

    uid: str
    words: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Followed:
    state: State
    lost: tuple[Lost, ...]


def follow_article(before: ArticleWords, after: ArticleWords, state: State) -> Followed:
    """The state with the words of the article as it is, where there is no doubt which they are."""
    places: dict[str, Passage] = {}
    for row in state.rows():
        for words in lines_of(row.cells.get("evidence", "")):
            found = before.find(words)
            if found and found.count == 1:
                places[words] = found.passage
    locked = lock_passages(before.text, places.values())
    by_place = {
        Passage(one.locked.start, one.locked.start + len(one.locked.words)): one
        for one in find_moved(locked, after.text)
    }
    lost: list[Lost] = []
    for name in (*STORY_TABLES, LEFT_OUT_ROWS):
        for row in state.tables[name]:
            made = []
            for words in lines_of(row.cells["evidence"]):
                verdict = by_place.get(places.get(words, Passage(-1, -1)))
                new = _followed(words, verdict, after)
                if new is None and verdict:
                    lost.append(Lost(row.uid, words, verdict))
                made.append(new or words)
            cell = "\n".join(dict.fromkeys(made))
            if made != lines_of(row.cells["evidence"]):
                state = state.with_row(row.with_cells(evidence=cell))
    return Followed(state, tuple(lost))


def _followed(words: str, verdict: Verdict | None, after: ArticleWords) -> str | None:
    """The words as the article has them now; None where nobody can tell."""
    if verdict is None or not (verdict.is_sure and verdict.passage):
        return None
    found = after.find(words)
    if found and found.count == 1 and found.passage.overlaps(verdict.passage):
        return words
    return after.words_found_once(verdict.passage) or None


def lost_since(
    locked: Sequence[LockedPassage], after: ArticleWords, state: State
) -> tuple[Lost, ...]:
    """The rows' passages that are no longer in the article as it was locked."""
    lines = [
        (row.uid, words)
        for row in state.rows()
        for words in lines_of(row.cells.get("evidence", ""))
        if not ((found := after.find(words)) and found.count == 1)
    ]
    if not lines:
        return ()
    verdicts = {
        " ".join(plain(one.locked.words).split()): one for one in find_moved(locked, after.text)
    }
    found_by = ((uid, words, verdicts.get(" ".join(plain(words).split()))) for uid, words in lines)
    return tuple(Lost(uid, words, verdict) for uid, words, verdict in found_by if verdict)


def still_lost(lost: tuple[Lost, ...], state: State, words: ArticleWords) -> tuple[Lost, ...]:
    """Those whose rows still have these words, which the article does not have once."""
    rows = {row.uid: row for row in state.rows()}
    return tuple(
        one
        for one in lost
        if one.uid in rows
        and one.words in lines_of(rows[one.uid].cells["evidence"])
        and not ((found := words.find(one.words)) and found.count == 1
                 and one.verdict.kind != "possible")
    )  # fmt: skip
