"""Start the served app in this process, wherever Dateline is installed."""

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Any

import streamlit as st

from dateline.hosts.app import PAGE_SCRIPT, AppOptions, app_options
from dateline.hosts.connections import limit_connections
from dateline.hosts.desk.windows import Model
from dateline.hosts.limits import Limits
from dateline.plotly_bundle import Kind

# The one file of settings: Streamlit itself reads it where `streamlit run` starts in the
# repository; an installed Dateline includes it (see pyproject.toml) and passes it on.
_IN_REPOSITORY = Path(__file__).parents[2] / ".streamlit" / "config.toml"
_INSTALLED = "share/dateline/config.toml"
_OPEN_FILES = 65_536
# Itself, its part of those that are refused, and of the three that a session of Streamlit's takes.
_FILES_A_CONNECTION = 2
LOOPBACK = "127.0.0.1"
# What a page of the desk may send: an article may come as a document with pictures in it.
_LARGEST_ARTICLE_MB = 64


def serve(
    folder: Path,
    *,
    port: int,
    address: str,
    embed: str,
    plotly: Kind,
    share_image: str,
    limits: Limits,
) -> None:
    """Serve the story, or the stories, in ``folder`` until the process ends.

    Raise as ``app_options`` does.
    """
    held = limits_within(limits, allow_open_files())
    options = app_options(folder, embed=embed, plotly=plotly, share_image=share_image, limits=held)
    if held != limits:
        print(
            f"This process may open files for {held.connections:,} connections, not for "
            f"{limits.connections:,}: raise the limit (ulimit -Hn, LimitNOFILE of systemd)",
            file=sys.stderr,
        )
    limit_connections(held)
    _run(options, {"server.port": port, "server.address": address})


def serve_desk(folder: Path, desk: Model, *, port: int) -> None:
    """Serve the story in ``folder`` and its desk, on this machine alone."""
    allow_open_files()
    options = app_options(folder, desk=desk)
    ours = {"server.port": port, "server.address": LOOPBACK}
    _run(options, {**ours, "server.maxMessageSize": _LARGEST_ARTICLE_MB})


def _run(options: AppOptions, config: Mapping[str, Any]) -> None:
    app = st.App(PAGE_SCRIPT, **options)
    # The command has said where the page is, and that it is not called Streamlit.
    app.run(config={**settings(), "logger.hideWelcomeMessage": True, **config})


def allow_open_files() -> int | None:
    """Have this process open as many files as the system allows; None where there is no limit."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return None if soft == resource.RLIM_INFINITY else soft


def limits_within(limits: Limits, files: int | None) -> Limits:
    """The limits that a process can hold which may open so many files."""
    if files is None:
        return limits
    most = max(1, files // _FILES_A_CONNECTION)
    return replace(limits, connections=min(limits.connections, most))


def settings() -> dict[str, Any]:
    """Streamlit's settings by their dotted names."""
    return dict(_dotted(tomllib.loads(_settings_file().read_text(encoding="utf-8"))))


def _settings_file() -> Path:
    if _IN_REPOSITORY.is_file():
        return _IN_REPOSITORY
    try:
        installed = files("dateline") or []
    except PackageNotFoundError:
        installed = []
    for path in installed:
        if path.as_posix().endswith(_INSTALLED):
            return Path(str(path.locate()))
    raise FileNotFoundError(f"{_INSTALLED} is missing; install Dateline again")


def _dotted(table: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    found = []
    for name, value in table.items():
        inner = isinstance(value, Mapping)
        found += _dotted(value, f"{before}{name}.") if inner else [(f"{before}{name}", value)]
    return found
