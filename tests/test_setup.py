"""Starting the dashboard: what must be right before the first page."""

import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/serve.py", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


def test_a_taken_port_is_named_with_a_way_out() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = serve("--port", str(port))
    assert ended.returncode == 1
    assert ended.stderr.strip() == (
        f"Port {port} of 127.0.0.1 is taken or not allowed; "
        f"choose another: make run PORT={min(port + 1, 65535)}"
    )


def test_a_story_that_is_no_folder_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    ended = serve("--story", str(missing))
    assert ended.returncode == 1
    assert ended.stderr.strip() == (
        f"{missing} is not a folder; name one with article.md: make run STORY=path"
    )


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_has_one_exact_version(file: str) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").split("\n")
    wanted = [line for line in lines if line and not line.startswith("-r ")]
    assert wanted
    assert [line for line in wanted if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_ci_runs_what_a_person_runs() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("exec make test")


def test_no_usage_statistics_leave_the_machine() -> None:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert config["browser"]["gatherUsageStats"] is False


def test_large_messages_are_never_kept_in_the_browser() -> None:
    """Else the session dies at a slow network: see the comment in the file."""
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert config["global"]["minCachedMessageSize"] >= 10**8
