"""The part of a story that a view of the page shows, as a story of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

import pandas as pd

from dateline.formats.exported import Loss, Reason, losses
from dateline.story import FACETS, Article, Story, records, slug
from dateline.view import SELECTABLE, View, choices, narrow, parse_view

DAYS = ("from", "to", "asof")
SWITCHES = ("sure", "background")
# They decide what the page shows first or where, and do not narrow any table.
WITHOUT_ROWS = ("of", "section", "story")
PARAMETERS = ("q", *FACETS, *DAYS, *SWITCHES, *SELECTABLE, *WITHOUT_ROWS)
_MOST_LISTED = 30

_KEPT = Reason(
    "events",
    "is kept beside the view, since a disputed row names it",
    "are kept beside the view, since disputed rows name them",
)
_UNLINKED = tuple(
    Reason(
        table,
        "names in disputed_by a row that the view leaves out",
        "name in disputed_by rows that the view leaves out",
    )
    for table in ("events", "stakes")
)


class ViewError(ValueError):
    """A view that this story can't show; the message lists what is allowed, one line per fault."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A story with fewer rows, and what these lost by being separated from the rest."""

    story: Story
    losses: tuple[Loss, ...] = ()
    remarks: tuple[str, ...] = ()


def parse_query(query: str, story: Story) -> View:
    """Read the page's own query string, with or without "?"; raise ``ViewError`` for any fault."""
    params = parse_qs(query.removeprefix("?"), keep_blank_values=True)
    faults = list(_faults(params, story))
    view, notes = parse_view(params, story)
    # Dates in the wrong order; the faults already include all other notes.
    if faults or notes:
        raise ViewError("\n".join(faults or notes))
    return view


def _faults(params: Mapping[str, Sequence[str]], story: Story) -> list[str]:
    found = []
    for name, values in params.items():
        if name not in PARAMETERS:
            found.append(f"{name} is not a parameter of a view; allowed: {', '.join(PARAMETERS)}")
        elif name in FACETS:
            allowed = [slug(value) for value in choices(story, name)]
            found += [_unknown(name, v, allowed) for v in values if slug(v) not in allowed]
        elif name in SELECTABLE:
            allowed = getattr(story, f"{name}s")["id"].tolist()
            found += [_unknown(name, v, allowed) for v in values[:1] if v not in allowed]
        elif name in SWITCHES:
            found += [_unknown(name, v, ["1"]) for v in values[:1] if v != "1"]
        elif name in DAYS and parse_view({name: values}, story)[1]:
            found.append(f'{name}: "{values[0]}" is not a day; write one like 2014-04-21')
    return found


def _unknown(name: str, value: str, allowed: Sequence[str]) -> str:
    listed = ", ".join(allowed[:_MOST_LISTED]) or "none: this story has none"
    more = f" and {len(allowed) - _MOST_LISTED} more" if len(allowed) > _MOST_LISTED else ""
    return f'{name}: "{value}" is not in this story; allowed: {listed}{more}'


def without_background(story: Story) -> Excerpt:
    """The story with only those rows that rest on the article."""
    events, stakes, quotes = (
        rows[~rows["background"].astype(bool)]
        for rows in (story.events, story.stakes, story.quotes)
    )
    return _cut(story, events, stakes, quotes)


def excerpt(story: Story, view: View) -> Excerpt:
    """Keep the rows that answer ``view``.

    A disputed row brings along the rows that dispute it: alone it would be disputed by nobody.
    Other links to rows that are left out are removed and reported.
    """
    narrowed = narrow(story, view)
    events = _with_disputers(narrowed.events, story.events, background=view.background)
    asked = set(narrowed.events["id"])
    added = (_KEPT, [row_id for row_id in events["id"] if row_id not in asked])
    cut = _cut(story, events, narrowed.stakes, narrowed.quotes)
    remarks = () if len(cut.story.events) else ("the view leaves no event",)
    return Excerpt(cut.story, (*losses(added), *cut.losses), (*cut.remarks, *remarks))


def _with_disputers(
    rows: pd.DataFrame, all_rows: pd.DataFrame, *, background: bool
) -> pd.DataFrame:
    """The events, and what one of status "disputed" without a denier names, and so on."""
    by_id = {row["id"]: row for row in records(all_rows) if background or not row["background"]}
    wanted: dict[str, None] = dict.fromkeys(rows["id"])
    waiting = list(wanted)
    while waiting:
        row = by_id[waiting.pop()]
        if row["status"] == "disputed" and not row["denied_by"]:
            new = [i for i in row["disputed_by"] if i not in wanted and i in by_id]
            wanted.update(dict.fromkeys(new))
            waiting += new
    return all_rows[all_rows["id"].isin(list(wanted))]


def _cut(story: Story, events: pd.DataFrame, stakes: pd.DataFrame, quotes: pd.DataFrame) -> Excerpt:
    linked = [_linked(rows) for rows in (events, stakes)]
    unlinked = losses(*((reason, ids) for reason, (_, ids) in zip(_UNLINKED, linked, strict=True)))
    article = _with_figures(story.article, events, stakes)
    lost = [figure for figure in story.article.figures if figure not in article.figures]
    remarks = (f"key figures of rows outside the view are left out: {'; '.join(lost)}",)
    cut = replace(story, article=article, events=linked[0][0], stakes=linked[1][0], quotes=quotes)
    return Excerpt(cut, unlinked, remarks if lost else ())


def _linked(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows without links to others than themselves, and the ids of those that had some."""
    ids = set(rows["id"])
    there = [tuple(other for other in cell if other in ids) for cell in rows["disputed_by"]]
    cut = [
        row_id
        for row_id, before, after in zip(rows["id"], rows["disputed_by"], there, strict=True)
        if before != after
    ]
    return rows.assign(disputed_by=pd.Series(there, index=rows.index, dtype="object")), cut


def _with_figures(article: Article, events: pd.DataFrame, stakes: pd.DataFrame) -> Article:
    ids = {f"event:{i}" for i in events["id"]} | {f"stake:{i}" for i in stakes["id"]}
    figures = [f for f in article.figures if f == "disputes" or set(f.split("..")) <= ids]
    return replace(article, figures=tuple(figures))
