"""The page of any story says nothing that is not in its files, whatever their order and ids.

That holds for titles, labels, tables, gaps, key figures, cards, notes and alt texts.
"""

import datetime as dt
import itertools
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

import pandas as pd
from babel import Locale
from babel.dates import format_timedelta
from hypothesis import given
from hypothesis import strategies as st

from dateline.coverage import measure_coverage
from dateline.dates import PartialDate, Point, gap_bounds
from dateline.page import make_page
from dateline.story import Story, records
from tests.drawn_stories import stories
from tests.page.ownership_states import states_of

UNITS: tuple[Literal["day", "month", "year"], ...] = ("day", "month", "year")
# Ids that can't be confused with words of the page.
ID = re.compile(r"\b(event|stake|quote):[\w-]+")
# The page's own words, in the interface's English.
_INTERFACE_WORDS = (
    "a about add adds after against agree all also among and are arithmetic article as at "
    "autumn background before between but by cannot claim claimed claims company contradict "
    "counting date dates day days denied derived direct disclosed disputed distance do does "
    "each early end enlarged event explanation far for force fragment from give gives held hold "
    "holder holders holds how if in is it known largest later least left make many month months "
    "more most much named no nobody none not nothing number numbers of on one only or other "
    "others our out outlet over page planned possibly quote quoted range reported rest right s "
    "said say says share shares since so some sources speech spring stake start stated "
    "statement statements stay stays sum summer sure that the them then they this three to "
    "together translation true two undated under undisclosed until up used vaguer were what "
    "which who whole winter words would year years "
)
INTERFACE = frozenset(_INTERFACE_WORDS.split())
# What is data for the reader's script and no words: keys, names of styles, figures, the folds.
HIDDEN = {
    "key", "keys", "format", "version", "story", "folds", "search", "figure", "disputes", "near",
    "sources", "passages", "mark", "slug", "kind", "marks", "styles", "style", "fill", "possibly",
    "language", "place", "weight", "basis", "url", "coverage", "edges",
}  # fmt: skip


def page_of(story: Story) -> dict[str, Any]:
    """The page of a story, with the ownership of each day assembled."""
    page = make_page(story)
    ownership = page["ownership"]
    layers = {
        name: [
            {
                "heading": whole["heading"],
                "states": states_of(ownership, whole),
            }
            for whole in layer["wholes"]
        ]
        for name, layer in ownership.get("layers", {}).items()
    }
    return {**page, "ownership": {**ownership, "layers": layers}}


def ticks(page: Mapping[str, Any]) -> list[str]:
    """The words on the axes of all figures that bring their own."""
    found: list[str] = []

    def visit(value: Any) -> None:
        if isinstance(value, dict):
            found.extend(value.get("ticktext", ()))
            for inner in value.values():
                visit(inner)
        elif isinstance(value, list):
            for inner in value:
                visit(inner)

    visit(page)
    return found


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        if not ID.fullmatch(value):
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
                    cells += [f"{cell.low:g}", f"{cell.high:g}", cell.fraction]
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
    # Ownership is first shown for the last day on which the article may have appeared.
    published = story.article.published
    months |= {published.latest.month} if published and published.latest else set()
    names = [locale.months[form][width][month]
             for form in ("format", "stand-alone") for width in ("wide", "abbreviated")
             for month in months]  # fmt: skip
    names += [_counted(n, unit, story.article.language) for unit in UNITS for n in (1, 2, 5)]
    return set(_letters(" ".join(names))) | {"г", "гг"}


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


def _numbers(text: str) -> list[str]:
    return [number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)?(?![.,]?\d)", text)]


@given(stories())
def test_every_name_and_word_is_in_the_files_or_the_interface(story: Story) -> None:
    known = set(_letters(in_the_files(story).casefold())) | INTERFACE
    known |= set(_letters(" ".join(words_of_dates(story)).casefold()))
    for text in _strings(_shown(page_of(story))):
        for word in _letters(text.casefold()):
            assert word in known, (word, text)


def _shown(value: Any) -> Any:
    """Without what no reader sees."""
    if isinstance(value, dict):
        return {name: _shown(inner) for name, inner in value.items() if name not in HIDDEN}
    return [_shown(inner) for inner in value] if isinstance(value, list) else value


@given(stories())
def test_every_number_is_in_the_files_or_counted(story: Story) -> None:
    stated = set(_numbers(in_the_files(story))) | numbers_of_dates(story)
    page = _shown(page_of(story))
    counts = {str(count) for count in range(len(story.events) + len(story.stakes) + 1)}
    for name in ("article", "facets", "events", "quotes", "stakes"):
        for text in _strings(page[name]):
            assert set(_numbers(text)) <= stated, text
    gaps = _gaps_that_hold(story)
    for figure in page["figures"]:
        number = figure["number"]
        assert number in gaps or set(_numbers(number)) <= stated | counts, number
        assert set(_numbers(figure["label"])) <= stated | counts, figure["label"]


@given(stories())
def test_ownership_prints_only_numbers_of_the_files_or_of_printed_arithmetic(
    story: Story,
) -> None:
    stated = set(_numbers(in_the_files(story))) | numbers_of_dates(story)
    # A day to choose is one on which a statement begins, or surely holds: bounds of a date.
    stated |= {
        number
        for date in story.stakes["date"]
        for day in (date.earliest, date.latest)
        if day
        for number in (str(day.year), str(day.day))
    }
    published = story.article.published
    if published and published.latest:
        stated |= {str(published.latest.year), str(published.latest.day)}
    for text in _strings(_shown(page_of(story)["ownership"])):
        words = re.sub(r"\d+ (statements|numbers|more holders?)", "", text)
        numbers = _numbers(words)
        if set(numbers) <= stated:
            continue
        held = {float(number) for number in stated}
        sums = {0.0}
        for share in (share for share in story.stakes["share"] if share):
            sums |= {total + end for total in sums for end in (share.low, share.high)}
        totals = held | {round(total, 2) for total in sums} | {
            round(100 - total, 2) for total in sums
        }  # fmt: skip
        assert re.search("not stated|arithmetic|ogether|add up to|not say", words), text
        assert {float(number) for number in numbers} <= totals | {100.0}, text


def _gaps_that_hold(story: Story) -> set[str]:
    """Every gap between two events that may be printed, computed again from all possible days."""
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


@given(stories())
def test_ticks_are_percent(story: Story) -> None:
    assert {_numbers(words)[0] for words in ticks(page_of(story))} <= {"0", "25", "50", "75", "100"}


@given(stories())
def test_coverage_is_the_characters_that_a_passage_holds(story: Story) -> None:
    rows = [*story.events["evidence"], *story.stakes["evidence"], *story.quotes["evidence"]]
    held = {place for cell in rows for passage in cell
            for place in range(passage.start, passage.end)}  # fmt: skip
    blocks = [range(block.start, block.end) for block in story.article.blocks]
    found = measure_coverage(story)
    assert [part.used for part in found.blocks] == [len(held.intersection(b)) for b in blocks]


@given(stories())
def test_who_says_so_is_never_who_denies_it(story: Story) -> None:
    page = make_page(story)
    rows = {row["key"]: row for row in (*page["events"], *page["stakes"])}
    for name, table in (("event", story.events), ("stake", story.stakes)):
        for row in records(table):
            found = rows[f"{name}:{row['id']}"]
            before, _, after = found["stance"].partition("denied by ")
            for says, denies in ((found["says"], found["denied"]), (before, after)):
                assert all(person in says for person in row["asserted_by"])
                assert all(person in denies for person in row["denied_by"])
                assert not any(person in says for person in row["denied_by"])
                assert not any(person in denies for person in row["asserted_by"])


def shuffled(story: Story, orders: dict[str, list[int]]) -> Story:
    tables = {
        name: getattr(story, name).iloc[order].reset_index(drop=True)
        for name, order in orders.items()
    }
    return Story(story.article, **tables)


def renamed(story: Story) -> Story:
    """The same story under other ids, which sort differently."""
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


def without_ids(story: Story) -> str:
    """All that the page says, with a row's words for its key; what stands by key alone in order."""
    page = page_of(story)
    del page["version"]
    names = {
        row["key"]: "~".join(
            re.sub(r"\W", "_", str(part))
            for part in (row["title"], row["when"], row["passages"], row["remark"])
        )
        for row in (*page["events"], *page["quotes"], *page["stakes"])
    }
    for rows in ("events", "stakes"):
        page[rows] = sorted(page[rows], key=lambda row: names[row["key"]])
    text = json.dumps(page, ensure_ascii=False, sort_keys=True)
    named = ID.sub(lambda match: names[match.group()], text)
    content: dict[str, Any] = json.loads(named)
    return json.dumps(_sorted_marks(content), ensure_ascii=False, sort_keys=True)


def _sorted_marks(value: Any) -> Any:
    """Lists of marks and links say nothing by their order, which is that of the rows."""
    if isinstance(value, dict):
        return {
            name: sorted(_sorted_marks(inner), key=str)
            if name in ("marks", "disputes", "near", "keys", "possibly")
            else _sorted_marks(inner)
            for name, inner in value.items()
        }
    return [_sorted_marks(inner) for inner in value] if isinstance(value, list) else value


@given(st.data())
def test_the_order_of_the_rows_changes_nothing(data: st.DataObject) -> None:
    story = data.draw(stories())
    orders = {
        name: data.draw(st.permutations(range(len(getattr(story, name)))))
        for name in ("events", "stakes", "quotes")
    }
    assert without_ids(shuffled(story, orders)) == without_ids(story)


@given(stories())
def test_ids_change_nothing(story: Story) -> None:
    assert without_ids(renamed(story)) == without_ids(story)
