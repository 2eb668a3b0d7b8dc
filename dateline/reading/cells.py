"""One cell to its value. A cell is understood, or reported with what was likely meant.

What can be read in one way only is read, with a note: 10% as 10, a curly apostrophe as the
article's straight one. What can be read in two ways is an error that writes out the likely one.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from dateline.characters import find_half
from dateline.dates import EXAMPLES, PartialDate, parse_date
from dateline.reading.date_guesses import guess_dates, says_which_part
from dateline.reading.guesses import guess_choice, guess_shares
from dateline.reading.names import FirstWritings, why_one
from dateline.reading.report import Place, Report, did_you_mean, read_as, shown
from dateline.reading.words import ArticleWords
from dateline.shares import is_share, parse_share, plain_share
from dateline.story import EVENTS, MOST_FIGURES, Column, Passage, Share

# No cell of a story is longer than an article; beyond this a cell is a broken quotation mark.
_LONGEST_CELL = 100_000
# Looking for what is nearest reads the whole article; nobody reads more than these.
MOST_NEAREST = 100
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What Excel, LibreOffice, Numbers and Google Sheets write where a formula fails.
_FORMULA_ERROR = re.compile(
    r"#(?:REF!|NAME\?|VALUE!|N/A|DIV/0!|NULL!|NUM!|ERROR!|SPILL!|CALC!|#+)|Err:\d{3}"
)
_FIGURE = re.compile(r"disputes|stake:\S+|event:\S+?(?:\.\.event:\S+)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with its place, which adds itself to every message about it.

    ``article`` is None where its words are not to be compared with: it cannot be read whole.
    ``has_decimal_comma``: the file's columns are not separated by commas. ``names`` are those of
    the cells before.
    """

    place: Place
    column: Column
    value: str
    report: Report
    article: ArticleWords | None = None
    has_decimal_comma: bool = False
    names: FirstWritings = field(default_factory=FirstWritings)

    def wrong(self, message: str, value: str | None = None) -> None:
        found = shown(self.value if value is None else value)
        self.report.add(self.place, self.column.name, f"{found} {message}")

    def read_as(self, value: str, why: str = "", *, written: str | None = None) -> None:
        message = read_as(self.value if written is None else written, value, why)
        self.report.note(self.place, self.column.name, message)


def is_id(value: str) -> bool:
    return _SLUG.fullmatch(value) is not None


def id_for(value: str) -> str:
    """The id that a writer of ``value`` likely wants; "" where nothing is left of it."""
    return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:60].strip("-")


def parse_cell(cell: Cell) -> Any:
    """The cell's value by its column; a blank one where it cannot be read, which is reported."""
    value, column = cell.value, cell.column
    if len(value) > _LONGEST_CELL:
        cell.wrong(f"is too long; at most {_LONGEST_CELL:,} characters: is a quotation mark open?")
    elif not value and column.required:
        cell.wrong(f"is blank; write {column.allowed} ({column.meaning})")
    elif _FORMULA_ERROR.fullmatch(value):
        cell.wrong("is a spreadsheet error, not a value; write the value")
    elif half := find_half(value):
        cell.wrong(f"holds {half}; remove it")
    elif value:
        return _PARSERS[column.parse](cell)
    return BLANK[column.parse]


def _parse_id(cell: Cell) -> str:
    if not is_id(cell.value):
        hint = id_for(cell.value)
        hint = f"; write {shown(hint)}" if hint else ""
        cell.wrong(f"is not an id: {cell.column.allowed}{hint}")
    return cell.value


def _parse_text(cell: Cell) -> str:
    _doubt_boolean(cell, cell.value)
    return _first_writing(cell, cell.value)


def _first_writing(cell: Cell, name: str) -> str:
    """The name as it was written first; only what looks alike is read as another writing."""
    first = cell.names.first(cell.column.name, name)
    if first != name:
        cell.read_as(first, why_one(name, first), written=name)
    return first


def _doubt_boolean(cell: Cell, value: str) -> None:
    if value in ("TRUE", "FALSE"):
        cell.report.warn(
            cell.place,
            cell.column.name,
            f"{shown(value)} may come from a spreadsheet; is it intended?",
        )


def _parse_date(cell: Cell) -> PartialDate | None:
    try:
        return parse_date(cell.value)
    except ValueError as error:
        published = cell.article.published if cell.article else None
        day = published.latest or published.earliest if published else None
        guesses = guess_dates(cell.value, day.year if day else None)
        hint = did_you_mean(*guesses) or f"; write {EXAMPLES}"
        # Only events have date_words.
        if guesses and cell.place.file == EVENTS.file and says_which_part(cell.value):
            hint += "; put the words into date_words"
        cell.wrong(f"{error}{hint}")
        return None


def _parse_share(cell: Cell) -> Share | None:
    plain = plain_share(cell.value, has_decimal_comma=cell.has_decimal_comma)
    try:
        share = parse_share(plain)
    except ValueError as error:
        guesses = guess_shares(cell.value)
        hint = did_you_mean(*guesses)
        if not hint and "; write " not in str(error):
            hint = f"; write {cell.column.allowed}"
        is_split = re.fullmatch(r"[^/]*\d ?/ ?\d[^/]*", cell.value) and "/" not in "".join(guesses)
        each = "; write a row for each holder" if is_split and guesses else ""
        cell.wrong(f"{error}{hint}{each}")
        return None
    if plain != cell.value:
        cell.read_as(plain)
    return share


def plain_cell(column: Column, value: str, *, has_decimal_comma: bool) -> str:
    """The one writing of a share or a choice that is read: 10% is "10", Reported "reported".

    All else comes back as it is: words are somebody's, and what cannot be read is not mended.
    """
    if column.parse == "choice" and value.lower() in column.choices:
        return value.lower()
    if column.parse == "share":
        plain = plain_share(value, has_decimal_comma=has_decimal_comma)
        if is_share(plain):
            return plain
    return value


def _parse_choice(cell: Cell) -> str:
    if cell.value in cell.column.choices:
        return cell.value
    if (folded := cell.value.lower()) in cell.column.choices:
        cell.read_as(folded)
        return folded
    guess = guess_choice(cell.column, cell.value)
    cell.wrong(f"is not allowed; write {cell.column.allowed}{did_you_mean(*filter(None, [guess]))}")
    return ""


def _parse_list(cell: Cell) -> tuple[str, ...]:
    items = [item.strip() for item in cell.value.split(";")]
    if not all(items):
        cell.wrong("has a blank name; write names with ; between them")
    names = [_first_writing(cell, item) for item in items if item]
    for name, count in Counter(names).items():
        _doubt_boolean(cell, name)
        if count > 1:
            cell.wrong("appears twice in the cell; keep one", name)
    return tuple(dict.fromkeys(names))


def _parse_passages(cell: Cell) -> tuple[Passage, ...]:
    """Find each line's words; without an article there is nothing to compare with."""
    found: dict[Passage, None] = {}
    if cell.article is None:
        return ()
    for words in filter(None, map(str.strip, cell.value.splitlines())):
        match = cell.article.find(words)
        if match is None:
            cell.wrong(
                f"is not in the article; {_nearest_passage(cell, cell.article, words)}", words
            )
        elif match.count > 1:
            cell.wrong(
                f"is in the article {match.count} times; quote more words, so that it occurs once",
                words,
            )
        elif match.passage in found:
            cell.wrong("appears twice in the cell; keep one", words)
        else:
            if reading := cell.article.reading_of(words, match.passage):
                cell.read_as(*reading, written=words)
            found[match.passage] = None
    return tuple(found)


def _nearest_passage(cell: Cell, article: ArticleWords, words: str) -> str:
    report = cell.report
    report.lost += 1
    if report.lost > MOST_NEAREST:
        report.none_nearest_from = (
            report.none_nearest_from or f"{cell.place.file}:{cell.place.line}"
        )
        return (
            f"copy the words from it (from {report.none_nearest_from} on no nearest passage is "
            f"looked for, after the first {MOST_NEAREST})"
        )
    miss = article.find_nearest(words)
    if miss is None:
        return "copy the words from it, one passage per line"
    return f"nearest: {shown(article.words(miss.passage), 160)} ({miss.difference})"


def _parse_urls(cell: Cell) -> tuple[str, ...]:
    addresses = Counter(cell.value.split())
    for address, count in addresses.items():
        if not is_web_address(address):
            cell.wrong("is not an http or https address", address)
        if count > 1:
            cell.wrong("appears twice in the cell; keep one", address)
    return tuple(addresses)


def _parse_url(cell: Cell) -> str:
    addresses = _parse_urls(cell)
    if len(addresses) > 1:
        cell.wrong(f"is {len(addresses)} addresses; keep the one of the original")
    return addresses[0]


def is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def _parse_figures(cell: Cell) -> tuple[str, ...]:
    """Read what each figure is of; whether its rows are there is checked with the tables."""
    asked = [item.strip() for item in re.split(r"[;\n]", cell.value) if item.strip()]
    for item in asked:
        if not _FIGURE.fullmatch(item):
            cell.wrong(
                'is not a key figure; write "stake:ID", "event:ID", "event:A..event:B" or '
                '"disputes"',
                item,
            )
    for item, count in Counter(asked).items():
        if count > 1:
            cell.wrong("appears twice; keep one", item)
    if len(set(asked)) > MOST_FIGURES:
        cell.wrong(f"has {len(set(asked))} figures; keep {MOST_FIGURES} at most")
    return tuple(item for item in dict.fromkeys(asked) if _FIGURE.fullmatch(item))


_PARSERS: dict[str, Callable[[Cell], Any]] = {
    "id": _parse_id,
    "text": _parse_text,
    "date": _parse_date,
    "share": _parse_share,
    "choice": _parse_choice,
    "list": _parse_list,
    "ids": _parse_list,
    "passages": _parse_passages,
    "urls": _parse_urls,
    "url": _parse_url,
    "figures": _parse_figures,
}
BLANK: dict[str, Any] = {
    "id": "",
    "text": "",
    "date": None,
    "share": None,
    "choice": "",
    "list": (),
    "ids": (),
    "passages": (),
    "urls": (),
    "url": "",
    "figures": (),
}
