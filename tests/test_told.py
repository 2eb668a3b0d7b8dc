"""What is told of any story: nothing that is not in its files, whatever their order and ids.

Told are the titles, labels, tables, gaps, key figures, cards, notes and alt texts.
"""

import datetime as dt
import itertools
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

import pandas as pd
from babel import Locale
from babel.dates import format_timedelta
from dateline.reader.payload import (
    article_payload,
    event_cards,
    event_table,
    figure_cards,
    quote_cards,
    stake_table,
    tally_rows,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import figures
from dateline.coverage import measure_coverage
from dateline.dates import PartialDate, Point, gap_bounds
from dateline.key_figures import key_figures
from dateline.quoting import in_reading_order, own_words, words_by_speaker
from dateline.story import Story, records
from dateline.view import View, choices, narrow
from tests.drawn_stories import stories

PATIENT = settings(max_examples=50)
UNITS: tuple[Literal["day", "month", "year"], ...] = ("day", "month", "year")
# Ids that a word of the page could not be taken for.
ID = re.compile(r"\b(event|stake|quote):[\w-]+")
# What the page itself says, in the interface's English.
INTERFACE = set(
    re.findall(
        r"\w+",
        "a about after also and article as autumn background before between by claim claimed dated "
        "day days denied derived direct disputed claims end enlarged event events fragment from "
        "held in is known label labels largest later left mark maybe month months more named no "
        "nobody not of on only or other out outside planned possibly quote quoted reported room "
        "s said say share shares since sources speech spring stake start stated statement "
        "statements summer table the then timeline to translation undated undisclosed ones order "
        "until vaguer winter without word words year years dates disclosed distance choose for at",
    )
)


def told(story: Story, *, background: bool = True) -> dict[str, Any]:
    """All that the page would be told of a story, as plain data."""
    language = story.article.language
    shown = narrow(story, View(background=background))
    placed = figures.placement(shown.events)
    quotes = in_reading_order(records(shown.quotes))
    categories = choices(story, "category")
    placed_rows = [row for rows in placed for row in records(rows)]
    return {
        "key figures": figure_cards(key_figures(story)),
        "wide": _words_of(
            figures.timeline_figure(placed.dated, categories=categories, language=language)
        ),
        "list": _words_of(
            figures.timeline_list_figure(placed.dated, categories=categories, language=language)
        ),
        "alt": figures.timeline_alt(placed.dated, language=language),
        "legend": figures.legend(categories),
        "table": event_table(placed_rows, language),
        "shelf": event_cards(records(placed.undated), language, {}),
        "plans": event_cards(records(placed.planned), language, {}),
        "quotes": quote_cards(quotes, language),
        "tally": tally_rows(
            words_by_speaker(quotes, own_words(records(story.quotes), story.article))
        ),
        "article": {
            name: part
            for name, part in article_payload(
                story,
                visible=shown.keys,
                order=[f"event:{row['id']}" for row in placed_rows],
                background=background,
                charts=(),
                query="",
            ).items()
            if name in ("items", "order", "blocks")
        },
    }


def _words_of(figure: Any) -> list[str]:
    """Labels and hover texts of a figure, in its order; not its ticks."""
    hovers = [text for trace in figure.data for text in (trace.text or ())]
    labels = [annotation.text for annotation in figure.layout.annotations]
    return [re.sub(r"<[^>]+>", " ", text) for text in (*hovers, *labels)]


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)


def in_the_files(story: Story) -> str:
    """Every cell and the article, as they stand in the files, without ids."""
    article = story.article
    published = article.published.edtf if article.published else ""
    cells: list[str] = [article.title, article.text, article.subject, published]
    for rows in (story.events, story.stakes, story.quotes):
        for row in records(rows):
            for name, cell in row.items():
                if name in ("id", "disputed_by", "line", "background", "weight", "evidence"):
                    continue
                if isinstance(cell, PartialDate):
                    cells.append(cell.edtf)
                elif isinstance(cell, tuple):
                    cells += map(str, cell)
                elif name == "share" and cell:
                    cells += [f"{cell.low:g}", f"{cell.high:g}"]
                elif isinstance(cell, str):
                    cells.append(cell)
    return "\n".join(cells)


def _dates(story: Story) -> list[PartialDate]:
    cells = [*story.events["date"], *story.stakes["date"], *story.quotes["date"],
             story.article.published]  # fmt: skip
    return [date for date in cells if date]


def _points(dates: Iterable[PartialDate]) -> Iterable[Point]:
    return (point for date in dates for point in (date.start, date.end) if point)


def numbers_of_dates(story: Story) -> set[str]:
    """The numbers that the dates state, each at its own precision."""
    found: set[str] = set()
    for point in _points(_dates(story)):
        first, last = point.stated_earliest, point.stated_latest
        found |= {str(first.year), str(last.year)}
        if point.season == "winter":
            found.add(f"{last.year % 100:02}")
        if point.precision == "day":
            found.add(str(first.day))
    return found


def words_of_dates(story: Story) -> set[str]:
    """The words for the months and for the units of time, in the story's language."""
    locale = Locale.parse("en_GB" if story.article.language == "en" else story.article.language)
    months = {
        month
        for point in _points(_dates(story))
        if point.precision in ("day", "month", "season")
        for month in (point.stated_earliest.month, point.stated_latest.month)
    }
    names = [locale.months[form][width][month]
             for form in ("format", "stand-alone") for width in ("wide", "abbreviated")
             for month in months]  # fmt: skip
    names += [_counted(n, unit, story.article.language) for unit in UNITS for n in (1, 2, 5)]
    return set(_letters(" ".join(names))) | {"г", "гг"}


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _numbers(text: str) -> list[str]:
    return [number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)?(?![.,]?\d)", text)]


@PATIENT
@given(stories())
def test_no_name_and_no_word_is_told_that_is_not_in_the_files(story: Story) -> None:
    known = set(_letters(in_the_files(story).casefold())) | INTERFACE
    known |= set(_letters(" ".join(words_of_dates(story)).casefold()))
    # Labels may cut a title: the last word before "…" is a part of one.
    for text in _strings(_without_keys(told(story))):
        for word in _letters(re.sub(r"\w*…", "", text).casefold()):
            assert word in known, (word, text)


def _without_keys(value: Any) -> Any:
    """Without what no reader sees: keys, names of styles, colours, the names of columns."""
    hidden = {"key", "order", "blocks", "name", "style", "shape", "colour", "glyph", "sources",
              "disputes", "columns", "show", "hide"}  # fmt: skip
    if isinstance(value, dict):
        return {name: _without_keys(item) for name, item in value.items() if name not in hidden}
    if isinstance(value, list | tuple):
        return [_without_keys(item) for item in value]
    return value


@PATIENT
@given(stories())
def test_no_number_is_told_that_is_not_in_the_files_or_counted(story: Story) -> None:
    stated = set(_numbers(in_the_files(story))) | numbers_of_dates(story)
    said = _without_keys(told(story))
    gaps = _gaps_that_hold(story)
    counts = {str(count) for count in range(len(story.events) + len(story.stakes) + 1)}
    for name in ("table", "shelf", "plans", "quotes", "article"):
        for text in _strings(said[name]):
            assert set(_numbers(text)) <= stated, text
    assert set(_numbers(said["alt"])) <= stated | {str(len(story.events))} | counts
    for text in said["list"]:
        bare = text.removesuffix(" later").removeprefix("+ ")
        assert bare in gaps or set(_numbers(text)) <= stated, text
    for text in said["wide"]:
        if "more" not in text and "No room" not in text:
            assert set(_numbers(re.sub(r"enlarged \d+×", "", text))) <= stated, text
    for figure in said["key figures"]:
        number = figure["number"]
        assert number in gaps or set(_numbers(number)) <= stated | counts, number
        assert set(_numbers(figure["label"])) <= stated | counts, figure["label"]


def _gaps_that_hold(story: Story) -> set[str]:
    """Every gap between two events that may be printed, worded anew from all possible days."""
    held = set()
    locale = story.article.language
    dates = {date.edtf: date for date in story.events["date"] if date}
    for before, after in itertools.permutations(dates.values(), 2):
        start, end = gap_bounds(before), gap_bounds(after)
        if start is None or end is None:
            continue
        shortest, longest = (end[0] - start[1]).days, (end[1] - start[0]).days
        if shortest < 0 or longest > 3 * shortest:
            continue
        held |= _wordings(start, end, locale)
    return held


def _wordings(
    start: tuple[dt.date, dt.date], end: tuple[dt.date, dt.date], language: str
) -> set[str]:
    """In each unit, from the most whole ones that the shortest holds to those of the longest."""
    held = set()
    for unit in UNITS:
        if unit == "day":
            low, high = (end[0] - start[1]).days, (end[1] - start[0]).days
        else:
            months = 1 if unit == "month" else 12
            low = _whole(start[1], end[0], months)
            high = _whole(start[0], end[1], months)
            high += _plus(start[0], high * months) != end[1]
        many = _counted(high, unit, language)
        if low == high:
            held.add(many)
        elif language == "en":
            held.add(f"between {low} and {many}")
        else:
            held |= {many.replace(str(high), f"{low}–{high}", 1),
                     f"{_counted(low, unit, language)} – {many}"}  # fmt: skip
    return held


def _counted(number: int, unit: Literal["day", "month", "year"], language: str) -> str:
    span = dt.timedelta(days=number * {"day": 1, "month": 30, "year": 365}[unit])
    locale = Locale.parse("en_GB" if language == "en" else language)
    return format_timedelta(span, granularity=unit, threshold=10**9, locale=locale)


def _whole(first: dt.date, last: dt.date, months: int) -> int:
    return max(n for n in range(500) if _plus(first, n * months) <= last)


def _plus(day: dt.date, months: int) -> dt.date:
    """The same day some months on; past the end of a short month it is the next month's first."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return dt.date(year, month + 1, day.day)
    except ValueError:
        return dt.date(year, month + 2, 1)


@PATIENT
@given(stories())
def test_ticks_name_their_time_and_the_zoom_is_that_of_the_axes(story: Story) -> None:
    placed = figures.placement(narrow(story, View(background=True)).events)
    language = story.article.language
    figure = figures.timeline_figure(
        placed.dated, categories=choices(story, "category"), language=language
    )
    parts = figure.layout.to_plotly_json()
    axes = [parts[name] for name in ("xaxis", "xaxis2") if parts.get(name, {}).get("range")]
    for axis in axes:
        for day, words in zip(axis["tickvals"], axis["ticktext"], strict=True):
            assert set(_numbers(words)) <= {str(day.year), str(day.day)}
            assert str(day.year) in words or day.day == int(_numbers(words)[0])
    factors = [match.group(1) for text in _words_of(figure)
               if (match := re.search(r"enlarged (\d+)×", text))]  # fmt: skip
    if len(axes) == 2:
        whole, detail = (last - first for first, last in (axis["range"] for axis in axes))
        assert factors == [f"{whole / detail:.0f}"]
    else:
        assert factors == []


@PATIENT
@given(stories())
def test_coverage_is_the_characters_that_a_passage_holds(story: Story) -> None:
    rows = [*story.events["evidence"], *story.stakes["evidence"], *story.quotes["evidence"]]
    held = {place for cell in rows for passage in cell
            for place in range(passage.start, passage.end)}  # fmt: skip
    blocks = [range(block.start, block.end) for block in story.article.blocks]
    found = measure_coverage(story)
    assert [part.used for part in found.blocks] == [len(held.intersection(b)) for b in blocks]


@PATIENT
@given(stories())
def test_who_says_so_is_never_who_denies_it(story: Story) -> None:
    cells = {row["key"]: row["cells"][-1] for row in told(story)["table"]["rows"]}
    stakes = stake_table(records(story.stakes), "en", name="x", caption="")["rows"]
    cells |= {row["key"]: row["cells"][-1] for row in stakes}
    for name, rows in (("event", story.events), ("stake", story.stakes)):
        for row in records(rows):
            says, _, denies = cells[f"{name}:{row['id']}"].partition("denied by ")
            assert all(person in says for person in row["asserted_by"])
            assert all(person in denies for person in row["denied_by"])
            assert not any(person in says for person in row["denied_by"])


def shuffled(story: Story, orders: dict[str, list[int]]) -> Story:
    tables = {
        name: getattr(story, name).iloc[order].reset_index(drop=True)
        for name, order in orders.items()
    }
    return Story(story.article, **tables)


def renamed(story: Story) -> Story:
    """The same story under other ids, which stand in another order."""
    tables: dict[str, pd.DataFrame] = {}
    names: dict[str, str] = {}
    for table in ("events", "stakes", "quotes"):
        rows = getattr(story, table).copy()
        new = {old: f"{table[0]}{99 - n}-renamed" for n, old in enumerate(rows["id"])}
        rows["id"] = pd.Series([new[i] for i in rows["id"]], index=rows.index, dtype="str")
        if "disputed_by" in rows:
            rows["disputed_by"] = pd.Series(
                [tuple(new[i] for i in cell) for cell in rows["disputed_by"]],
                index=rows.index,
                dtype="object",
            )
        tables[table] = rows
        names |= {f"{table[:-1]}:{old}": f"{table[:-1]}:{i}" for old, i in new.items()}
    asked = tuple(
        ID.sub(lambda match: names[match.group()], figure) for figure in story.article.figures
    )
    return Story(replace(story.article, figures=asked), **tables)


@PATIENT
@given(st.data())
def test_the_order_of_the_rows_changes_nothing(data: st.DataObject) -> None:
    story = data.draw(stories())
    orders = {
        name: data.draw(st.permutations(range(len(getattr(story, name)))))
        for name in ("events", "stakes", "quotes")
    }
    assert told(shuffled(story, orders)) == told(story)


@PATIENT
@given(stories())
def test_ids_change_nothing(story: Story) -> None:
    def without_ids(one: Story) -> str:
        # Items stand by key: their order is told by "order" and by the passages.
        said = told(one)
        items = said["article"].pop("items").values()
        said["items"] = sorted(map(without, items))
        return without(said)

    def without(value: Any) -> str:
        return ID.sub(r"\1:ID", json.dumps(value, ensure_ascii=False, sort_keys=True))

    assert without_ids(renamed(story)) == without_ids(story)
