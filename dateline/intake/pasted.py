"""An article that is no file on this machine: what a page sends, or standard input."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from dateline.intake import IntakeError
from dateline.intake.articles import DraftArticle, draft_article

_LONGEST_SUFFIX = 12


def draft_pasted(name: str, content: bytes, given: Mapping[str, str]) -> DraftArticle:
    """As ``draft_article``, of the content of a file; ``name`` says by its end what it is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"article{Path(name).suffix[:_LONGEST_SUFFIX]}"
        path.write_bytes(content)
        try:
            return draft_article(path, given)
        except IntakeError as error:
            # That file is nowhere that anybody could look.
            raise IntakeError(str(error).replace(str(path), name)) from error
