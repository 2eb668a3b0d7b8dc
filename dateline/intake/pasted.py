"""An article for the desk, where what nobody says of it is guessed and shown to a person.

It may be no file on this machine: what a page sends, or standard input.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.intake import IntakeError
from dateline.intake.articles import DraftArticle, draft_article
from dateline.intake.guesses import guess_language, guess_title
from dateline.reading.article import split_front_matter
from dateline.reading.front_matter import load_front_matter
from dateline.story import FRONT_MATTER

_LONGEST_SUFFIX = 12


@dataclass(frozen=True, slots=True)
class GuessedArticle:
    """An article, its text without the front matter, what is known of it, and what is guessed."""

    draft: DraftArticle
    body: str
    facts: Mapping[str, str]
    guessed: Mapping[str, str]


def draft_guessed(path: Path, given: Mapping[str, str]) -> GuessedArticle:
    """As ``draft_article``, with a headline and a language where neither the file nor ``given``
    says them, and the text does."""
    draft = draft_article(path, given)
    facts, body = _parts(draft)
    guesses = {"title": guess_title(body), "language": guess_language(body)}
    guessed = {key: guess for key, guess in guesses.items() if guess and not facts.get(key)}
    if guessed:
        # Once more: the headline is a line of the text.
        draft = draft_article(path, {**guessed, **given})
        facts, body = _parts(draft)
    return GuessedArticle(draft, body, facts, guessed)


def draft_pasted(name: str, content: bytes, given: Mapping[str, str]) -> GuessedArticle:
    """As ``draft_guessed``, of the content of a file; ``name`` says by its end what it is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"article{Path(name).suffix[:_LONGEST_SUFFIX]}"
        path.write_bytes(content)
        try:
            return draft_guessed(path, given)
        except IntakeError as error:
            # That file is nowhere that anybody could look.
            raise IntakeError(str(error).replace(str(path), name)) from error


def _parts(draft: DraftArticle) -> tuple[dict[str, str], str]:
    head, body = split_front_matter(draft.content) or ([], draft.content)
    known = load_front_matter("\n".join(head)) or {}
    facts = {column.name: known[column.name] for column in FRONT_MATTER if known.get(column.name)}
    return facts, body.lstrip("\n")
