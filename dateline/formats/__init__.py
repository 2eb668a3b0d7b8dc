"""What a story is exported to: one module a format, all of them listed here, in order.

The command line, the README's table and the page's downloads are driven by ``FORMATS``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from dateline.formats.annotations import make_annotations
from dateline.formats.bods import make_bods
from dateline.formats.csv_tables import make_csv
from dateline.formats.exported import Exported
from dateline.formats.html_page import make_html
from dateline.formats.icalendar_file import make_ics
from dateline.formats.json_story import make_json
from dateline.formats.jsonld import make_jsonld
from dateline.formats.picture import make_png, make_svg
from dateline.formats.timelinejs import make_timelinejs
from dateline.formats.xlsx_workbook import make_xlsx

__all__ = ["FORMATS", "Exported", "Format", "find_format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    ``name`` is what ``--to`` says, ``label`` what the page does; ``opens_in`` and ``loses`` are for
    people, in a word or two, ``loses`` in general: what of a given story is lost stands in
    ``Exported``. ``make`` takes a story and, by name, those options that ``takes`` lists. A zip
    may be written as a folder too.
    ``draws_view``: ``make`` takes the whole story, and by name also the view as ``query``, and
    ``shown``, the story of the rows that the view shows.
    """

    name: str
    label: str
    ending: str
    media_type: str
    opens_in: str
    loses: str
    make: Callable[..., Exported]
    takes: tuple[str, ...] = ()
    draws_view: bool = False


FORMATS = (
    Format(
        "html",
        "The rows as a page in one file",
        ".html",
        "text/html",
        "any browser, from a disk, a mail or a web server",
        "nothing",
        make_html,
        takes=("plotly",),
    ),
    Format(
        "csv",
        "Tables (CSV)",
        ".zip",
        "application/zip",
        "Dateline again, spreadsheets; with / at the end of `--out` a folder",
        "nothing; a cell that a spreadsheet would take for a formula gets an apostrophe",
        make_csv,
    ),
    Format(
        "json",
        "All there is (JSON)",
        ".json",
        "application/json",
        "programs; docs/story.schema.json says what stands where",
        "nothing",
        make_json,
    ),
    Format(
        "xlsx",
        "Workbook (Excel, LibreOffice)",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel, LibreOffice, Numbers, Google Sheets",
        "control characters; what is beyond 32,767 characters in a cell of a table",
        make_xlsx,
    ),
    Format(
        "timelinejs",
        "TimelineJS",
        ".json",
        "application/json",
        "TimelineJS 3 of Knight Lab",
        "undated events and those open at one end; stakes and quotes; which events lead",
        make_timelinejs,
    ),
    Format(
        "ics",
        "Calendar (iCalendar)",
        ".ics",
        "text/calendar",
        "calendars: Apple, Google, Outlook, Thunderbird",
        "undated events and those open at one end; stakes and quotes; which events lead",
        make_ics,
    ),
    Format(
        "annotations",
        "Web Annotations",
        ".jsonld",
        "application/ld+json",
        "readers of W3C Web Annotations",
        "rows that rest on other sources than the article; which events lead",
        make_annotations,
        takes=("page",),
    ),
    Format(
        "bods",
        "Beneficial ownership (BODS)",
        ".json",
        "application/json",
        "tools for the Beneficial Ownership Data Standard 0.4",
        "events, quotes and background; holders are named in words, typed as nobody",
        make_bods,
    ),
    Format(
        "jsonld",
        "schema.org (JSON-LD)",
        ".jsonld",
        "application/ld+json",
        "search engines and whatever else reads schema.org",
        "stakes; words at a distance; dates beyond ISO 8601 stand as text; which events lead",
        make_jsonld,
    ),
    Format(
        "svg",
        "Picture (SVG)",
        ".svg",
        "image/svg+xml",
        "browsers, Inkscape, Illustrator, word processors: a chart, its words as text",
        "all but one chart: `--chart timeline` (undated events are counted) or `ownership`",
        make_svg,
        takes=("chart", "width"),
        draws_view=True,
    ),
    Format(
        "png",
        "Picture (PNG)",
        ".png",
        "image/png",
        "anything that shows a picture",
        "as svg, and its words are no text",
        make_png,
        takes=("chart", "width"),
        draws_view=True,
    ),
)


def find_format(name: str) -> Format | None:
    return next((known for known in FORMATS if known.name == name), None)
