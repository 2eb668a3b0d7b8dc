"""Up to three figures that sum up the story, each with the rows that it rests on.

Those that the article's ``figures`` name, or the ones chosen by rule: only what the article's own
rows carry. Background is left out, and so is a figure that the rows do not carry. Nothing depends
on the order of the rows or on their ids. Knows no page.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.dates import PartialDate, gap_bounds
from dateline.holdings import holder_of, in_force
from dateline.passages import overlapping
from dateline.story import Story, linked_groups, records, rivals, status_of
from dateline.wording import (
    date_in_words,
    gap_in_words,
    names_in_words,
    stake_share,
    stance_in_words,
    whole_in_words,
)

MOST = 3
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure, what it counts, and the rows behind it as (key, title), the first one foremost.

    ``is_span``: it is the time between two events, and they are the rows.
    """

    number: str
    label: str
    rests_on: tuple[tuple[str, str], ...]
    is_span: bool = False


def key_figures(story: Story) -> tuple[KeyFigure, ...]:
    """The figures that the article names, else the span, the largest share and the disputes."""
    if story.article.figures:
        found: Iterable[KeyFigure | None] = (_named(story, n) for n in story.article.figures)
    else:
        found = (_whole_span(story), _largest_share(story), _disputes(story))
    return tuple(figure for figure in found if figure)[:MOST]


def _named(story: Story, name: str) -> KeyFigure | None:
    """``stake:ID``, ``event:ID``, ``event:A..event:B`` or ``disputes``; else None."""
    if name == "disputes":
        return _disputes(story)
    rows = {f"event:{row['id']}": row for row in _article_rows(story.events)}
    rows |= {f"stake:{row['id']}": row for row in _article_rows(story.stakes)}
    first, _, last = name.partition("..")
    if first not in rows or (last and last not in rows):
        return None
    if last:
        ends = sorted((rows[first], rows[last]), key=_order)
        return _span(story, ends[0], ends[1]) if all(row["date"] for row in ends) else None
    return _date(story, rows[first]) if name.startswith("event:") else _share(story, rows[first])


def _article_rows(table: Any) -> list[dict[str, Any]]:
    return [row for row in records(table) if not row["background"]]


def _date(story: Story, row: Row) -> KeyFigure | None:
    if not row["date"]:
        return None
    return KeyFigure(
        date_in_words(row["date"], story.article.language, short=True),
        stance_in_words(row) or "by the article",
        (_event(row),),
    )


def _share(story: Story, row: Row) -> KeyFigure | None:
    if row["share"] is None:
        return None
    article = story.article
    whole = whole_in_words(row["of"], article.subject)
    subject = f" of {whole}" if whole else ""
    when = date_in_words(row["date"], article.language)
    basis_and_date = f"{row['basis']} share{subject}, {when}"
    return KeyFigure(
        stake_share(row, article.language),
        "; ".join(filter(None, (basis_and_date, stance_in_words(row), _rivals(story, row)))),
        (_stake(row),),
    )


def _rivals(story: Story, row: Row) -> str:
    """What else is stated of the same holder, where the rows say that both cannot be true."""
    language = story.article.language
    article_stakes = _article_rows(story.stakes)
    ids = rivals(article_stakes)[row["id"]]
    others = [other for other in article_stakes if other["id"] in ids and other["share"]
              and holder_of(other) == holder_of(row)]  # fmt: skip
    against = [
        f"against {stake_share(other, language)}, {stance_in_words(other) or 'by the article'}"
        for other in sorted(others, key=_order)
    ]
    return "; ".join(against)


def _span(story: Story, first: Row, last: Row, note: str = "") -> KeyFigure | None:
    language = story.article.language
    gap = gap_in_words(first["date"], last["date"], language)
    if not gap:
        return None
    start, end = (date_in_words(row["date"], language) for row in (first, last))
    return KeyFigure(gap, f"{start} – {end}{note}", (_event(first), _event(last)), is_span=True)


def _whole_span(story: Story) -> KeyFigure | None:
    """From the first to the last event from whose dates time may be counted, the lead ones first.

    Without two of these it is of all events: of those on one day a lead one stands for it, and
    where an event of a vaguer date may lie outside, the label says that such are left out.
    """
    dated = [
        row for row in _article_rows(story.events) if row["status"] != "planned" and row["date"]
    ]
    ends = [
        (row, bounds)
        for row in dated
        if _is_date_of_article(row) and (bounds := gap_bounds(row["date"]))
    ]
    lead = _ends([end for end in ends if _is_lead(end[0])])
    if lead and (span := _span(story, lead[0][0], lead[1][0])):
        return span
    both = _ends(ends)
    if not both:
        return None
    (first, (start, _)), (last, (_, finish)) = both
    counted = {row["id"] for row, _ in ends}
    uncounted = [
        row
        for row in dated
        if row["id"] not in counted
        and ((row["date"].earliest or dt.date.min) < start
             or (row["date"].latest or dt.date.max) > finish)
    ]  # fmt: skip
    return _span(story, first, last, ", vaguer dates left out" if uncounted else "")


Ended = tuple[Row, tuple[dt.date, dt.date]]


def _ends(rows: Sequence[Ended]) -> tuple[Ended, Ended] | None:
    """The first and the last of events with their bounds; of equal ones a lead one."""
    if len(rows) < 2:
        return None
    first = min(rows, key=lambda end: (end[1], not _is_lead(end[0]), _order(end[0])))
    last = max(rows, key=lambda end: (end[1][::-1], _is_lead(end[0]), _order(end[0])))
    return first, last


def _is_lead(row: Row) -> bool:
    return bool(row["weight"] == "lead")


def _is_date_of_article(row: Row) -> bool:
    """Whether the date is the article's; "one day between" may be an editor's reasoning."""
    return row["date"].kind != "one_of" or bool(row["date_words"])


def _largest_share(story: Story) -> KeyFigure | None:
    """The largest share stated for the day the article appeared.

    Given only if it is certainly the largest and nobody contradicts it: none that is stated as a
    range, disputed, or only possibly in force may reach it.
    """
    article = story.article
    as_of = article.published.latest if article.published else None
    article_stakes = _article_rows(story.stakes)
    stated = [
        row
        for row in _article_rows(in_force(story.stakes, as_of))
        if row["basis"] == "stated" and row["share"]
    ]
    contested_ids = _contested_ids(article_stakes)
    contested = [row for row in article_stakes if row["id"] in contested_ids
                 and row["basis"] == "stated" and row["share"]]  # fmt: skip
    if not stated:
        return None
    most = max(row["share"].high for row in [*stated, *contested])
    largest = [row for row in stated if row["share"].high == most]
    if len(largest) != 1 or not most or any(row["share"].high == most for row in contested):
        return None
    row = largest[0]
    if not row["share"].is_exact or row["possibly"]:
        return None
    which = "the only share stated" if len(stated) == 1 else f"the largest of {len(stated)} stated"
    subject = f" of {article.subject}" if article.subject else ""
    return KeyFigure(
        stake_share(row, article.language),
        "; ".join(filter(None, (f"{which}{subject}", stance_in_words(row)))),
        (_stake(row),),
    )


def _contested_ids(rows: Sequence[Row]) -> set[str]:
    """Ids of rows that somebody denies or another of ``rows`` contradicts, named by either."""
    named = rivals(rows)
    return {row["id"] for row in rows if row["denied_by"] or named[row["id"]]}


def _disputes(story: Story) -> KeyFigure | None:
    """Count the rows that are denied or contradicted; those that hang together are one dispute.

    Rows hang together that name each other, directly or by way of others, and so do an event and
    a stake that rest on the same words.
    """
    contested = [_contested(_article_rows(table)) for table in (story.events, story.stakes)]
    rows = [*contested[0], *contested[1]]
    if not rows:
        return None
    language = story.article.language
    keys = [*map(_event, contested[0]), *(_with_share(row, language) for row in contested[1])]
    groups = linked_groups(len(rows), _ties(*contested))
    foremost = [min(group, key=lambda n: _foremost(rows[n])) for group in groups]
    foremost.sort(key=lambda n: _order(rows[n]))
    return KeyFigure(
        str(len(groups)),
        "claims disputed" if len(groups) > 1 else "claim disputed",
        tuple(keys[n] for n in foremost),
    )


def _contested(rows: Sequence[Row]) -> list[Row]:
    ids = _contested_ids(rows)
    return [row for row in rows if row.get("status") == "disputed" or row["id"] in ids]


def _ties(events: Sequence[Row], stakes: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """What hangs together, as places of two rows, the stakes counted after the events."""
    for first, rows in ((0, events), (len(events), stakes)):
        places = {row["id"]: place for place, row in enumerate(rows, first)}
        for row_id, others in rivals(rows).items():
            yield from ((places[row_id], places[other]) for other in others)
    spans, wanted = (
        [(place, passage) for place, row in enumerate(rows, first) for passage in row["evidence"]]
        for first, rows in ((0, events), (len(events), stakes))
    )
    touched = overlapping([passage for _, passage in spans], [passage for _, passage in wanted])
    for (place, _), found in zip(wanted, touched, strict=True):
        for n in found:
            yield spans[n][0], place


def _foremost(row: Row) -> tuple[Any, ...]:
    """What is contested stands before what contests it, then by date and title."""
    status = status_of(row) or "reported"
    return (not row["denied_by"], ("disputed", "claimed", "planned", "reported").index(status),
            *_order(row))  # fmt: skip


def _order(row: Row) -> tuple[Any, ...]:
    """By date, then by place in the article, then by title: never by place in the file."""
    date: PartialDate | None = row["date"]
    place = min((passage.start for passage in row["evidence"]), default=-1)
    day = date.sort_key if date else (dt.date.max, dt.date.max)
    return (*day, place, row.get("title") or names_in_words(row["holder"]))


def _event(row: Row) -> tuple[str, str]:
    return f"event:{row['id']}", row["title"]


def _with_share(row: Row, language: str) -> tuple[str, str]:
    key, holder = _stake(row)
    return key, f"{holder}: {stake_share(row, language)}"


def _stake(row: Row) -> tuple[str, str]:
    return f"stake:{row['id']}", names_in_words(row["holder"])
