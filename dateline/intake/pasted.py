"""An article that is no file on this machine: what a page sends, or standard input."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from dateline.intake import IntakeError
from dateline.intake.articles import DraftArticle, draft_article


def draft_pasted(name: str, content: bytes, given: Mapping[str, str]) -> DraftArticle:
    """As ``draft_article``, of the content of a file; ``name`` says by its end what it is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "article.txt")
        path.write_bytes(content)
        try:
            return draft_article(path, given)
        except IntakeError as error:
            # It is nowhere that anybody could look.
            raise IntakeError(str(error).replace(f"{folder}/", "")) from error
