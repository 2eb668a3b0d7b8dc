"""A folder to a ``Story``, or to one ``StoryError`` with every problem of every file.

The only module that opens a story's files; it knows nothing of how anything looks. It guesses
nothing and drops nothing: a value that can mean only one thing is read and noted; everything else
is either understood or reported with its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.progress import Progress
from dateline.reading.article import ARTICLE_FILE, find_title, load_article
from dateline.reading.comparing import compare_tables
from dateline.reading.names import FirstWritings
from dateline.reading.report import Place, Report
from dateline.reading.tables import Table, frame, load_table
from dateline.reading.words import ArticleWords
from dateline.story import LEFT_OUT, SCHEMAS, TABLE_FILES, Article, Problem, Story, StoryError

__all__ = ["ARTICLE_FILE", "FILES", "Reading", "find_title", "load_story", "read_story"]

# All that a story's folder is read for.
FILES = (ARTICLE_FILE, *(schema.file for schema in TABLE_FILES))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder holds. ``story`` is None exactly when there are ``problems``.

    ``notes`` list what was read as something else, ``warnings`` what is allowed but likely a slip;
    all three are sorted by file and line. ``counts`` has the number of readable rows of "events",
    "stakes" and "quotes", and of "passages" that were found.
    """

    story: Story | None
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    counts: dict[str, int]


def load_story(folder: Path, progress: Progress | None = None) -> Story:
    """Load and check the story in ``folder``; raise ``StoryError`` with all its problems."""
    reading = read_story(folder, progress)
    if reading.story is None:
        raise StoryError(reading.problems)
    return reading.story


def read_story(folder: Path, progress: Progress | None = None) -> Reading:
    """Load and check the story in ``folder``, and report everything found in its files.

    ``progress`` is called for each file, and for its rows.
    """
    report = Report()
    try:
        is_folder = folder.is_dir()
    except OSError:
        is_folder = False
    if not is_folder:
        report.add(Place(str(folder)), "", "is not a folder; name a folder with article.md")
        return _reading(None, (), report)
    if progress:
        progress(f"reading {ARTICLE_FILE}")
    read = load_article(folder, report)
    words = ArticleWords(read.compared) if read and read.compared else None
    names = FirstWritings()
    tables = [load_table(folder, schema, words, names, report, progress) for schema in SCHEMAS]
    left_out = load_table(folder, LEFT_OUT, words, names, report, progress)
    if progress:
        progress("comparing the rows")
    compare_tables(read, tables, left_out, report)
    return _reading(read.article if read else None, tables, report, left_out)


def _reading(
    article: Article | None,
    tables: Sequence[Table],
    report: Report,
    left_out: Table | None = None,
) -> Reading:
    story = None
    if article and not report.problems:
        all_tables = (*tables, left_out) if left_out else tables
        frames = {table.schema.rows: frame(table.schema, table.rows) for table in all_tables}
        story = Story(article, **frames)
    counts = {table.schema.rows: len(table.rows) for table in tables}
    counts["passages"] = sum(len(row["evidence"]) for table in tables for row in table.rows)
    problems, notes, warnings = (
        tuple(sorted(set(entries))) for entries in (report.problems, report.notes, report.warnings)
    )
    return Reading(story, problems, notes, warnings, counts)
