"""``html``: the page itself, in one file."""

from dateline.formats.exported import Exported
from dateline.page import make_page
from dateline.page.html_file import file_html
from dateline.plotly_bundle import Kind, find_bundle
from dateline.story import Story


def make_html(story: Story, *, plotly: Kind = "auto", share_image: str = "") -> Exported:
    """Raise ``FileNotFoundError`` if the requested plotly.js is missing."""
    html = file_html(make_page(story), plotly=find_bundle(plotly), share_image=share_image)
    return Exported(html.encode("utf-8"))
