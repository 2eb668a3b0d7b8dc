"""Where the browser finds what the app serves."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dateline.formats import FORMATS

PAGE_FILE, TABLES_FILE = "story.html", "story.zip"
# Formats made from the rows that the view shows. The page itself draws the pictures.
ROW_FORMATS = tuple(to for to in FORMATS if to.name != "html" and not to.draws_view)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses relative to the page. ``reader`` and ``plotly`` are named by their content."""

    reader: str
    plotly: str

    def start(self, slug: str) -> str:
        return f"dateline/start{_query(slug)}"

    def status(self, slug: str) -> str:
        return f"dateline/version{_query(slug)}"

    def follow(self, slug: str) -> str:
        return f"dateline/follow{_query(slug)}"

    def page(self, slug: str, version: str) -> str:
        return f"dateline/page/{version}.json{_query(slug)}"

    def downloads(self, slug: str) -> list[dict[str, Any]]:
        """Links as the reader shows them; those under ``rows`` carry the view as well."""
        files = [
            (PAGE_FILE, "This page as one HTML file", False),
            (TABLES_FILE, "The article and its tables", False),
            *((f"rows/{to.name}{to.ending}", to.label, True) for to in ROW_FORMATS),
        ]
        return [
            {
                "href": f"dateline/download/{file}{_query(slug)}",
                "label": label,
                "name": file.rpartition("/")[2],
                "rows": is_of_rows,
            }
            for file, label, is_of_rows in files
        ]


def _query(slug: str) -> str:
    return f"?{urlencode({'story': slug})}" if slug else ""
