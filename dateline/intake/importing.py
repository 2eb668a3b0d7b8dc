"""A file from elsewhere to the files of a story's folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.formats.article_markdown import front_matter
from dateline.formats.csv_tables import files_of
from dateline.formats.json_story import is_json_story, parse_json
from dateline.intake import IntakeError, option_of
from dateline.intake.articles import ASKED, draft_article
from dateline.intake.blank import empty_tables
from dateline.intake.events import LEFT_OVER_FILE, DraftEvent, LeftRow, import_events
from dateline.intake.files import check_whole_characters, load_bytes, load_json, load_text
from dateline.intake.mapped import parse_map, read_mapped
from dateline.intake.sheets import SheetTable, load_sheet, sheet_of
from dateline.intake.story_workbook import is_story, story_files
from dateline.intake.timelinejs import has_events, is_timelinejs, read_timeline, timeline_rows
from dateline.intake.workbooks import WORKBOOKS, load_workbook
from dateline.intake.written_dates import Order
from dateline.passages import IndexedText
from dateline.progress import Progress
from dateline.reading import ARTICLE_FILE
from dateline.reading.article import split_front_matter
from dateline.reading.markdown import read_body
from dateline.reading.report import shown
from dateline.story import EVENTS, TABLE_FILES
from dateline.wording import count_in_words

WHOLE = "a whole Dateline story, with its article and all tables"
# Dates that have no place in their column; more than these are counted.
_MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class Imported:
    """The files to write, by name, and remarks on them.

    ``outdated`` are those that an earlier import wrote, and that have nothing to say now.
    """

    contents: dict[str, bytes]
    remarks: tuple[str, ...]
    outdated: tuple[str, ...] = ()


def import_file(
    path: Path,
    folder: Path,
    *,
    article: Path | None,
    is_whole: bool = False,
    mapping: str = "",
    sheet: str = "",
    order: Order = "",
    category: str = "",
    given: Mapping[str, str],
    progress: Progress | None = None,
) -> Imported:
    """Read ``path`` for a story in ``folder``, whose own article and other tables stay.

    ``given`` is front matter by key; ``category`` is that of rows that have none; ``is_whole``
    keeps all that the article's web page shows. What is a whole story by itself takes the place of
    all files, and nothing else goes with it. ``progress`` is called for the reading, and for each
    row.
    """
    if progress:
        progress(f"reading {path.name}")
    if path.suffix.lower() in (".json", ".jsonp", ".js"):
        content = load_json(path)
        if is_json_story(content):
            asked = {
                "article": article,
                "whole": is_whole,
                "map": mapping,
                "sheet": sheet,
                "dates": order,
                "category": category,
                **given,
            }
            _refuse_options(path, [name for name, value in asked.items() if value])
            return _in_place_of(folder, _whole_story(path))
        check_whole_characters(path, content)
        table = timeline_rows(path, content)
        is_timeline = not mapping
        if is_timeline and not has_events(table):
            raise _no_timeline(path, table)
    elif path.suffix.lower() in WORKBOOKS:
        workbook = load_workbook(path)
        if is_story(workbook) and not (mapping or sheet):
            asked = {
                "article": article,
                "whole": is_whole,
                "dates": order,
                "category": category,
                **given,
            }
            _refuse_options(path, [name for name, value in asked.items() if value])
            files, remarks = story_files(path, workbook)
            return _in_place_of(folder, Imported(files, (WHOLE, *remarks)))
        table = sheet_of(path, workbook, sheet)
        is_timeline = not mapping and is_timelinejs(table.columns)
    elif sheet:
        raise IntakeError(f"{path} is not a workbook; leave out --sheet")
    else:
        table = load_sheet(path)
        is_timeline = not mapping and is_timelinejs(table.columns)
    drafts: tuple[DraftEvent, ...]
    left: tuple[LeftRow, ...] = ()
    title = ""
    if is_timeline:
        timeline = read_timeline(table, order)
        drafts, left, title = timeline.drafts, timeline.left, timeline.title
    else:
        drafts = read_mapped(table, parse_map(mapping), order)
    drafts = tuple(
        replace(draft, cells=draft.cells | {"category": draft.cells.get("category") or category})
        for draft in drafts
    )
    content, remarks = _article(folder, article, title, given, is_whole=is_whole)
    found = import_events(drafts, left, _indexed(content), progress)
    contents = {} if article is None and (folder / ARTICLE_FILE).is_file() else {
        ARTICLE_FILE: content.encode("utf-8")
    }  # fmt: skip
    contents[EVENTS.file] = found.content
    contents |= {name: empty for name, empty in empty_tables().items()
                 if name != EVENTS.file and not (folder / name).is_file()}  # fmt: skip
    if found.left_over:
        contents[LEFT_OVER_FILE] = found.left_over
    counts = (
        f"{count_in_words(len(table.rows), 'row')} read: {count_in_words(found.rows, 'event')} "
        f"({found.evidence} on the article, {found.background} background, {found.to_solve} that "
        f"rest on nothing yet), {count_in_words(found.left_rows, 'row')} of another kind"
    )
    where = (f"what has no place in events.csv is in {LEFT_OVER_FILE}",)
    all_remarks = (
        counts,
        *_too_early(found.too_early),
        *(where if found.left_over else ()),
        *table.remarks,
        *remarks,
    )
    return _with_outdated(Imported(contents, all_remarks), folder)


def _too_early(dates: Sequence[str]) -> Iterator[str]:
    """One remark on all dates before the year 1."""
    if dates:
        listed = ", ".join(dict.fromkeys(map(shown, dates[:_MOST_LISTED])))
        more = f" and {len(dates) - _MOST_LISTED:,} more" if len(dates) > _MOST_LISTED else ""
        noun, verb = ("date", "is") if len(dates) == 1 else ("dates", "are")
        yield (
            f"{len(dates):,} {noun} before the year 1, which the format can't hold, {verb} kept in "
            f"date_note: {listed}{more}"
        )


def _in_place_of(folder: Path, whole: Imported) -> Imported:
    """A whole story: a file that it doesn't have is none of it, and goes."""
    found = _with_outdated(whole, folder)
    gone = [schema.file for schema in TABLE_FILES
            if schema.file not in whole.contents and (folder / schema.file).is_file()]  # fmt: skip
    removed = [f"{name} is removed: the story that is imported has none" for name in gone]
    return replace(found, remarks=(*found.remarks, *removed), outdated=(*found.outdated, *gone))


def _with_outdated(imported: Imported, folder: Path) -> Imported:
    if LEFT_OVER_FILE in imported.contents or not (folder / LEFT_OVER_FILE).is_file():
        return imported
    removed = f"{LEFT_OVER_FILE} of an earlier import is removed: nothing is left over now"
    return replace(imported, remarks=(*imported.remarks, removed), outdated=(LEFT_OVER_FILE,))


def _refuse_options(path: Path, asked: Sequence[str]) -> None:
    if asked:
        raise IntakeError(
            f"{option_of(asked[0])} has no effect on {path}, which is a whole Dateline story; "
            "leave it out, and change the files afterwards"
        )


def _whole_story(path: Path) -> Imported:
    """The files of a story that was exported as JSON."""
    try:
        files, remarks = files_of(parse_json(load_bytes(path)))
    except (ValueError, RecursionError) as error:
        raise IntakeError(
            f"{path} claims to be a Dateline story, but cannot be read as one: {error}; "
            "export it again, or fix it with the help of docs/story.schema.json"
        ) from error
    return Imported(files, (WHOLE, *remarks))


def _no_timeline(path: Path, table: SheetTable) -> IntakeError:
    return IntakeError(
        f"{path} is neither a Dateline story nor a TimelineJS timeline: no event has a "
        "start_date or a text (in its old form startDate or headline). Name what its events "
        f"have, as --map 'title={table.columns[0]}': {', '.join(table.columns)}"
    )


def _article(
    folder: Path,
    article: Path | None,
    title: str,
    given: Mapping[str, str],
    *,
    is_whole: bool,
) -> tuple[str, tuple[str, ...]]:
    """``article.md`` as it will be, and remarks; without any article its front matter alone."""
    if article is not None:
        draft = draft_article(article, given, default_title=title, is_whole=is_whole)
        return draft.content, draft.remarks
    if is_whole:
        raise IntakeError("--whole goes with --article")
    if (folder / ARTICLE_FILE).is_file():
        if given:
            raise IntakeError(
                f"{option_of(next(iter(given)))} goes with --article; {folder / ARTICLE_FILE} "
                "stays as it is"
            )
        return load_text(folder / ARTICLE_FILE), ()
    known = ({"title": title} if title else {}) | dict(given)
    remark = "no article: give its text with --article, or write it below the front matter of "
    return front_matter(known, asked=ASKED), (f"{remark}{ARTICLE_FILE}",)


def _indexed(content: str) -> IndexedText | None:
    """The article's words as rows are compared with them; None where there are none."""
    split = split_front_matter(content)
    text = read_body(split[1], lambda _, __: None).text if split else ""
    return IndexedText(text) if text else None
