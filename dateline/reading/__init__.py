"""A folder to a ``Story``, or to one ``StoryError`` with every problem of every file.

The only opener of a story's files; knows nothing of how anything looks. Nothing is guessed and
nothing is dropped: what can be read in one way only is read and noted, all else is either
understood or reported with its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.progress import Progress
from dateline.reading.article import ARTICLE_FILE, find_title, load_article
from dateline.reading.doubts import doubt_tables
from dateline.reading.report import Place, Report, did_you_mean, nearest, shown
from dateline.reading.tables import Table, frame, load_table
from dateline.reading.words import ArticleWords
from dateline.story import SCHEMAS, Article, Problem, Story, StoryError

__all__ = ["ARTICLE_FILE", "FILES", "Reading", "find_title", "load_story", "read_story"]

# All that a story's folder is read for.
FILES = (ARTICLE_FILE, *(schema.file for schema in SCHEMAS))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a folder holds. ``story`` is None exactly when there are ``problems``.

    ``notes`` say what was read as something else, ``warnings`` what is legal but likely a slip;
    all three are in the order of files and lines. ``counts`` has the number of rows that could
    be read of "events", "stakes" and "quotes", and of "passages" that were found.
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
    """Load and check the story in ``folder``, and tell all there is to tell of its files.

    ``progress`` is told of each file, and of its rows.
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
    # Words that are not in half an article may be in the other half: then nothing is compared.
    compared = read.article if read and read.is_whole else None
    words = ArticleWords(compared) if compared else None
    tables = [load_table(folder, schema, words, report, progress) for schema in SCHEMAS]
    if read:
        _check_figures(read.article, read.figures_line, tables, report)
    if progress:
        progress("comparing the rows")
    doubt_tables(tables, compared, report)
    return _reading(read.article if read else None, tables, report)


def _reading(article: Article | None, tables: Sequence[Table], report: Report) -> Reading:
    story = None
    if article and not report.problems:
        frames = {table.schema.rows: frame(table.schema, table.rows) for table in tables}
        story = Story(article, **frames)
    counts = {table.schema.rows: len(table.rows) for table in tables}
    counts["passages"] = sum(len(row["evidence"]) for table in tables for row in table.rows)
    problems, notes, warnings = (
        tuple(sorted(set(entries))) for entries in (report.problems, report.notes, report.warnings)
    )
    return Reading(story, problems, notes, warnings, counts)


def _check_figures(article: Article, line: int, tables: Sequence[Table], report: Report) -> None:
    """Each row that a key figure is asked of is there, and rests on the article."""
    by_name = {table.schema.rows.removesuffix("s"): table for table in tables}
    place = Place(ARTICLE_FILE, line)
    for figure in article.figures:
        keys = [] if figure == "disputes" else figure.split("..")
        if len(keys) == 2 and keys[0] == keys[1]:
            report.add(place, "figures", f"{shown(figure)} spans from an event to itself")
            continue
        for key in keys:
            name, _, row_id = key.partition(":")
            table = by_name[name]
            row = table.find(row_id)
            if row is None and not table.may_have(row_id):
                guess = nearest(row_id, table.ids)
                hint = did_you_mean(*([f"{name}:{guess}"] if guess else []))
                report.add(
                    place,
                    "figures",
                    f"{shown(key)} is the id of no row of {table.schema.file}{hint}",
                )
            elif row is not None and row.background:
                report.add(
                    place,
                    "figures",
                    f"{shown(key)} is background; a key figure rests on the article alone",
                )
