"""Measure what becomes of the passages of real articles when these are edited.

Each variant of a story's article has 1 to 6 edits, as editors make them, of which it is known where
every character came from. Prints, over all variants, what verdicts were right.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.moved_evidence import Verdict, find_moved, lock_passages
from dateline.reading import load_story
from dateline.story import Passage, Story, records

ROOT = Path(__file__).resolve().parents[1]
STORIES = (ROOT, ROOT / "stories" / "takeover", ROOT / "stories" / "gericht")
# A character and where it, or what it replaces, stood before; None: it is new.
Character = tuple[str, int | None]
Text = list[Character]
# How often a kind of verdict was right, near, wrong and so on.
Counts = Counter[tuple[str, str]]
Edit = Callable[[Text, random.Random, str], Text]
_SENTENCE_END = re.compile(r"(?<=[^\d\W][.!?])[”\"“»]?\s+(?=[^\W\d_a-zа-я])")


@dataclass(frozen=True, slots=True)
class Variant:
    """An edited article; ``truth`` is where each passage is now, None = it was deleted."""

    text: str
    truth: tuple[Passage | None, ...]


def passages_of(story: Story) -> list[Passage]:
    """Every passage on which a row rests, in the order of the text, each once."""
    tables = (story.events, story.stakes, story.quotes)
    found = {p for table in tables for row in records(table) for p in row["evidence"]}
    return sorted(found, key=lambda p: (p.start, p.end))


def make_variant(
    text: str, passages: Sequence[Passage], other: str, chance: random.Random
) -> Variant:
    """1 to 6 edits; ``other`` is an article from which new sentences are taken."""
    edited: Text = [(character, n) for n, character in enumerate(text)]
    for _ in range(chance.randint(1, 6)):
        edited = chance.choice(EDITS)(edited, chance, other)
    return Variant("".join(c for c, _ in edited), _truth(edited, passages))


def _truth(edited: Text, passages: Sequence[Passage]) -> tuple[Passage | None, ...]:
    """A passage is where at least half of its characters are, without spaces at its ends."""
    places: dict[int, list[int]] = {}
    for n, (_, origin) in enumerate(edited):
        if origin is not None:
            places.setdefault(origin, []).append(n)
    found: list[Passage | None] = []
    for passage in passages:
        kept = [n for origin in range(passage.start, passage.end) for n in places.get(origin, ())]
        there = sum(origin in places for origin in range(passage.start, passage.end))
        is_kept = there * 2 >= passage.end - passage.start
        found.append(Passage(min(kept), max(kept) + 1) if kept and is_kept else None)
    return tuple(found)


def _spans(edited: Text, pattern: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(pattern, "".join(c for c, _ in edited))]


def _sentences(edited: Text) -> list[tuple[int, int]]:
    """The sentences with the blank after them, none across a paragraph."""
    text = "".join(c for c, _ in edited)
    spans = []
    for block in re.finditer(r"[^\n]+", text):
        start = block.start()
        for end in _SENTENCE_END.finditer(text, block.start(), block.end()):
            spans.append((start, end.end()))
            start = end.end()
        spans.append((start, block.end()))
    return spans


def _new(words: str) -> Text:
    return [(c, None) for c in words]


def _delete_sentence(edited: Text, chance: random.Random, _: str) -> Text:
    start, end = chance.choice(_sentences(edited))
    return edited[:start] + edited[end:]


def _insert_sentence(edited: Text, chance: random.Random, other: str) -> Text:
    start, _ = chance.choice(_sentences(edited))
    source = _new(other)
    first, last = chance.choice(_sentences(source))
    return edited[:start] + source[first:last] + _new(" ") + edited[start:]


def _move_sentence(edited: Text, chance: random.Random, _: str) -> Text:
    start, end = chance.choice(_sentences(edited))
    moved, rest = edited[start:end], edited[:start] + edited[end:]
    if not rest:
        return edited
    at, _end = chance.choice(_sentences(rest))
    return rest[:at] + moved + _new(" ") + rest[at:]


def _move_paragraph(edited: Text, chance: random.Random, _: str) -> Text:
    blocks = _spans(edited, r"[^\n]+\n*")
    start, end = chance.choice(blocks)
    moved, rest = edited[start:end], edited[:start] + edited[end:]
    at, _end = chance.choice(_spans(rest, r"[^\n]+\n*") or [(0, 0)])
    return rest[:at] + moved + _new("\n\n") + rest[at:]


def _replace_word(edited: Text, chance: random.Random, other: str) -> Text:
    start, end = chance.choice(_spans(edited, r"\w+"))
    word = chance.choice(re.findall(r"\w+", other))
    return edited[:start] + [(c, edited[start][1]) for c in word] + edited[end:]


def _change_number(edited: Text, chance: random.Random, _: str) -> Text:
    spans = _spans(edited, r"\d+")
    if not spans:
        return edited
    start, end = chance.choice(spans)
    return (
        edited[:start] + [(c, edited[start][1]) for c in str(chance.randint(1, 99))] + edited[end:]
    )


def _delete_words(edited: Text, chance: random.Random, _: str) -> Text:
    spans = _spans(edited, r"\w+ ")
    at = chance.randrange(len(spans))
    start, end = spans[at][0], spans[min(at + chance.randint(0, 2), len(spans) - 1)][1]
    return edited[:start] + edited[end:] if end - start < 60 else edited


def _insert_words(edited: Text, chance: random.Random, other: str) -> Text:
    start, _ = chance.choice(_spans(edited, r"(?<= )\w+"))
    words = re.findall(r"\w+", other)
    at = chance.randrange(len(words) - 3)
    new = " ".join(words[at : at + chance.randint(1, 3)])
    return edited[:start] + _new(f"{new} ") + edited[start:]


def _join_or_split(edited: Text, chance: random.Random, _: str) -> Text:
    start, end = chance.choice(_spans(edited, r"\n\n|(?<=[.!?]) "))
    gap = " " if end - start == 2 else "\n\n"
    return edited[:start] + _new(gap) + edited[end:]


def _straighten(edited: Text, _: random.Random, __: str) -> Text:
    plain = {"“": '"', "”": '"', "„": '"', "’": "'", "–": "-"}
    return [(plain.get(c, c), origin) for c, origin in edited]


def _add_likeness(edited: Text, chance: random.Random, _: str) -> Text:
    """A sentence like one that is there, with another name, number or word: never the same one."""
    start, end = chance.choice(_sentences(edited))
    copy = "".join(c for c, _ in edited[start:end])
    words = re.findall(r"\w+", "".join(c for c, _ in edited))
    changed = list(re.finditer(r"\w+", copy))
    for match in reversed(chance.sample(changed, min(2, len(changed)))):
        copy = copy[: match.start()] + chance.choice(words) + copy[match.end() :]
    at, _end = chance.choice(_sentences(edited))
    return edited[:at] + _new(f"{copy.strip()} ") + edited[at:]


EDITS: Sequence[Edit] = (
    _delete_sentence, _insert_sentence, _move_sentence, _move_paragraph, _replace_word,
    _change_number, _delete_words, _insert_words, _join_or_split, _straighten, _add_likeness,
)  # fmt: skip


def judge(verdict: Verdict, truth: Passage | None) -> str:
    """One word on one verdict: right, near, wrong, lost, "deleted" or "made up"."""
    found = verdict.passage
    if truth is None:
        return "deleted" if found is None else "made up"
    if found is None:
        return "lost"
    if found == truth:
        return "right"
    both = min(found.end, truth.end) - max(found.start, truth.start)
    # Of a passage that was torn apart either part is near.
    shorter = min(found.end - found.start, truth.end - truth.start)
    return "near" if both * 2 >= shorter else "wrong"


def measure(variants: int, seed: int, *, show: bool = False) -> tuple[Counts, float]:
    """How often each kind of verdict was what; and the seconds for an article."""
    counts: Counts = Counter()
    seconds = 0.0
    texts = [load_story(folder) for folder in STORIES]
    for number, story in enumerate(texts):
        text, passages = story.article.text, passages_of(story)
        locked = lock_passages(text, passages)
        other = texts[(number + 1) % len(texts)].article.text
        for n in range(variants):
            variant = make_variant(text, passages, other, random.Random(f"{seed} {number} {n}"))
            before = time.perf_counter()
            verdicts = find_moved(locked, variant.text)
            seconds += time.perf_counter() - before
            for verdict, truth in zip(verdicts, variant.truth, strict=True):
                kind = verdict.kind if verdict.is_sure else f"{verdict.kind}?"
                judged = judge(verdict, truth)
                counts[kind, judged] += 1
                if show and judged in ("wrong", "made up", "lost"):
                    there = variant.text[truth.start : truth.end] if truth else None
                    print(f"{kind} {judged} ({verdict.why}): {verdict.locked.words!r} -> "
                          f"{verdict.words!r}, not {there!r}")  # fmt: skip
    return counts, seconds / variants / len(texts)


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=300, help="of each article")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", action="store_true", help="list what is wrong, lost, made up")
    options = parser.parse_args(None if arguments is None else list(arguments))
    counts, seconds = measure(options.variants, options.seed, show=options.errors)
    judged = ("right", "near", "wrong", "lost", "deleted", "made up")
    print(f"{'':10}" + "".join(f"{name:>9}" for name in judged))
    for kind in sorted({kind for kind, _ in counts}):
        print(f"{kind:10}" + "".join(f"{counts[kind, name]:9,}" for name in judged))
    print(f"{seconds * 1000:.0f} ms an article")


if __name__ == "__main__":
    main()
