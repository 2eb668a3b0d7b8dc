"""A story's tables against each other, and against the figures that its article names."""

from collections.abc import Sequence

from dateline.reading.article import ARTICLE_FILE, ReadArticle
from dateline.reading.doubts import doubt_left_out, doubt_tables
from dateline.reading.report import Place, Report, did_you_mean, nearest, shown
from dateline.reading.tables import Table
from dateline.story import Article


def compare_tables(
    read: ReadArticle | None, tables: Sequence[Table], left_out: Table, report: Report
) -> None:
    """Report what only all tables together show; ``tables`` are those of ``story.SCHEMAS``."""
    if read:
        check_figures(read.article, read.figures_line, tables, report)
    doubt_tables(tables, read.compared if read else None, report)
    doubt_left_out(left_out, tables, report)


def check_figures(article: Article, line: int, tables: Sequence[Table], report: Report) -> None:
    """Report key figures of rows that don't exist or don't rest on the article."""
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
                    f"{shown(key)} is not the id of any row of {table.schema.file}{hint}",
                )
            elif row is not None and row.background:
                report.add(
                    place,
                    "figures",
                    f"{shown(key)} is background; key figures rest on the article only",
                )
