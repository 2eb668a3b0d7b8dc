"""Start the served app in this process, wherever Dateline is installed."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.hosts import dashboard
from dateline.hosts.served import make_app
from dateline.plotly_bundle import Kind

# Streamlit's settings as it reads them where plain `streamlit run` starts in the repository. An
# installed Dateline has no such folder: they are handed over.
SETTINGS = Path(__file__).with_name("streamlit.toml")


def serve(folder: Path, *, port: int, address: str, embed: str, plotly: Kind) -> None:
    """Serve the story, or the stories, in ``folder`` until the process is ended.

    Raise ``ValueError`` for an ``embed`` that names nobody (see ``content_policy``),
    ``FileNotFoundError`` for a plotly.js that is not there.
    """
    os.environ[dashboard.STORY_VARIABLE] = str(folder)
    app = make_app(Path(dashboard.__file__), folder, embed=embed, plotly=plotly)
    app.run(
        config={
            **settings(),
            "server.port": port,
            "server.address": address,
            # Only plain `streamlit run` needs it: here everything has an address of its own.
            "server.enableStaticServing": False,
        }
    )


def settings() -> dict[str, Any]:
    """Streamlit's settings by their dotted names."""
    return dict(_dotted(tomllib.loads(SETTINGS.read_text(encoding="utf-8"))))


def _dotted(table: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    found = []
    for name, value in table.items():
        inner = isinstance(value, Mapping)
        found += _dotted(value, f"{before}{name}.") if inner else [(f"{before}{name}", value)]
    return found
