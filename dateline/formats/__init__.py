"""What a story is exported to: one module a format, all of them listed here, in order.

``FORMATS`` drives the command line, the table in the docs and the page's downloads.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from dateline.formats.exported import Exported
from dateline.story import Story

__all__ = ["FORMATS", "Exported", "Format", "find_format"]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    ``name`` is the value of ``--to``, ``label`` the page's name for it. ``opens_in`` and ``loses``
    are short descriptions for people, ``loses`` in general: what a given story loses is in
    ``Exported``. ``module`` is the module of this package that makes the format, ``takes`` lists
    the options of ``make``. A zip may be written as a folder too. ``draws_view``: ``make`` takes
    the whole story, the view as ``query``, and ``shown``, the story of the rows that it shows.
    """

    name: str
    label: str
    ending: str
    media_type: str
    opens_in: str
    loses: str
    module: str
    takes: tuple[str, ...] = ()
    draws_view: bool = False

    def make(self, story: Story, **options: Any) -> Exported:
        """Make the file of a story with the module's ``make_NAME``.

        The module is imported only now: the libraries of some formats take a while to import, and
        most commands need none.
        """
        module = import_module(f"dateline.formats.{self.module}")
        made: Exported = getattr(module, f"make_{self.name}")(story, **options)
        return made


FORMATS = (
    Format(
        "html",
        "The rows as a page in one file",
        ".html",
        "text/html",
        "any browser, from a disk, a mail or a web server",
        "nothing",
        "html_page",
        takes=("plotly", "share_image"),
    ),
    Format(
        "csv",
        "Tables (CSV)",
        ".zip",
        "application/zip",
        "Dateline again, spreadsheets; with / at the end of `--out` a folder",
        "nothing; a cell that a spreadsheet would take for a formula gets an apostrophe",
        "csv_tables",
    ),
    Format(
        "json",
        "All there is (JSON)",
        ".json",
        "application/json",
        "Dateline again; programs: docs/story.schema.json says what stands where",
        "nothing",
        "json_story",
    ),
    Format(
        "xlsx",
        "Workbook (Excel, LibreOffice)",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel, LibreOffice, Numbers, Google Sheets; edited there, Dateline again by `import`",
        "control characters; what is beyond 32,767 characters in a cell of a table",
        "xlsx_workbook",
    ),
    Format(
        "timelinejs",
        "TimelineJS",
        ".json",
        "application/json",
        "TimelineJS 3 of Knight Lab",
        "undated events and those open at one end; stakes and quotes; which events lead",
        "timelinejs",
    ),
    Format(
        "ics",
        "Calendar (iCalendar)",
        ".ics",
        "text/calendar",
        "calendars: Apple, Google, Outlook, Thunderbird",
        "undated events and those open at one end; stakes and quotes; which events lead",
        "icalendar_file",
    ),
    Format(
        "annotations",
        "Web Annotations",
        ".jsonld",
        "application/ld+json",
        "readers of W3C Web Annotations",
        "rows that rest on other sources than the article; which events lead",
        "annotations",
        takes=("page",),
    ),
    Format(
        "bods",
        "Beneficial ownership (BODS)",
        ".json",
        "application/json",
        "tools for the Beneficial Ownership Data Standard 0.4",
        "events, quotes and background; holders are named in words, without a type",
        "bods",
    ),
    Format(
        "jsonld",
        "schema.org (JSON-LD)",
        ".jsonld",
        "application/ld+json",
        "search engines and whatever else reads schema.org",
        "stakes; words at a distance; dates beyond ISO 8601 stand as text, the article's own is "
        "left out; which events lead",
        "jsonld",
    ),
    Format(
        "svg",
        "Picture (SVG)",
        ".svg",
        "image/svg+xml",
        "browsers, Inkscape, Illustrator, word processors: a chart, its words as text",
        "everything but one chart: `--chart timeline` or `ownership`; "
        "background, without `--view background=1`",
        "picture",
        takes=("chart", "width"),
        draws_view=True,
    ),
    Format(
        "png",
        "Picture (PNG)",
        ".png",
        "image/png",
        "anything that shows a picture",
        "as svg; its words are not text",
        "picture",
        takes=("chart", "width"),
        draws_view=True,
    ),
)


def find_format(name: str) -> Format | None:
    return next((known for known in FORMATS if known.name == name), None)
