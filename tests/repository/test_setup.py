"""Starting the dashboard: what must work before the first page."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.hosts.app import options_from_environment
from dateline.hosts.server import settings
from scripts.lock import FILES
from scripts.server import Server, kept_port
from tests.command_line import run, run_apart

ROOT = Path(__file__).parents[2]


def make_environment(folder: Path, python: Path) -> subprocess.CompletedProcess[str]:
    """Let the Makefile make an environment of its own in ``folder``, by ``python``."""
    venv = folder / "environment"
    command = ["make", f"VENV={venv}", f"PYTHON={python}", f"{venv}/bin/python"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)


def test_a_taken_port_is_reported_with_another_to_choose() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run("serve", ".", "--port", str(port))
    assert ended.returncode == 2
    assert ended.stderr.strip() == (
        f"Port {port} of 127.0.0.1 is taken or not allowed; "
        f"choose another: --port {port + 1}, or make run PORT={port + 1}"
    )


@pytest.mark.parametrize("port", [-1, 0, 65535 + 1])
def test_for_an_impossible_port_one_is_suggested_that_anybody_may_use(port: int) -> None:
    ended = run("serve", ".", "--port", str(port))
    assert ended.returncode == 2
    assert ended.stderr.strip() == (
        f"Port {port} of 127.0.0.1 is taken or not allowed; "
        "choose another: --port 8501, or make run PORT=8501"
    )


def test_a_story_that_is_not_a_folder_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"
    ended = run("serve", str(missing))
    assert ended.returncode == 2
    assert ended.stderr.strip().endswith(
        f"{missing} is not a folder; name a folder with article.md"
    )


def test_an_address_of_another_machine_is_not_called_a_taken_port() -> None:
    ended = run("serve", ".", "--address", "192.0.2.1")  # Reserved: no machine has it.
    assert ended.returncode == 2
    assert ended.stderr.strip() == (
        "192.0.2.1 is not an address of this machine; "
        "choose another: --address 127.0.0.1, or make run ADDRESS=127.0.0.1"
    )


def test_an_address_with_colons_is_printed_in_brackets_and_a_wrong_embed_ends_the_server() -> None:
    try:
        port, address, shown = kept_port("::1"), "::1", "[::1]"
    except OSError:  # This machine has no such address.
        port, address, shown = kept_port(), "127.0.0.1", "127.0.0.1"
    ended = run_apart("serve", ".", "--address", address, "--port", str(port), "--embed", "yes")
    assert ended.returncode == 2
    assert ended.stdout == f"Dateline: http://{shown}:{port} (Ctrl+C stops it)\n"
    assert ended.stderr.strip().startswith("EMBED: yes is no origin; write 1 for everybody")


@pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is another signal there")
def test_ctrl_c_ends_the_dashboard_without_a_word(tmp_path: Path) -> None:
    server = Server(ROOT, tmp_path / "log.txt").start()
    assert server.process
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(90) == 0
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(("target", "command"), [("run", "serve"), ("desk", "desk")])
def test_make_passes_on_a_story_whose_path_has_a_space(target: str, command: str) -> None:
    asked = ["make", "--dry-run", target, "STORY=a story", "PORT=8600"]
    shown = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f'-m dateline {command} "a story" --port 8600' in shown.stdout


def test_make_names_the_python_it_needs(tmp_path: Path) -> None:
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    ended = make_environment(tmp_path, old)
    assert ended.returncode == 2
    assert "Dateline needs Python 3.11 or later" in ended.stdout


def test_a_half_made_environment_is_not_left_behind(tmp_path: Path) -> None:
    python = tmp_path / "python-without-venv"
    python.write_text('#!/bin/sh\n[ "$1" = -m ] || exit 0\nmkdir -p "$3/bin"\nexit 1\n')
    python.chmod(0o755)
    ended = make_environment(tmp_path, python)
    assert ended.returncode == 2
    assert "could not make an environment" in ended.stdout
    assert not (tmp_path / "environment").exists()


def test_a_browser_that_is_named_but_missing_is_named_and_nothing_installed() -> None:
    ended = subprocess.run(
        [sys.executable, "scripts/browser.py", "--install"],
        cwd=ROOT,
        env={**os.environ, "DATELINE_BROWSER": "/nowhere/chromium"},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert ended.returncode == 1
    assert ended.stderr.strip() == (
        "DATELINE_BROWSER=/nowhere/chromium is no program; name a Chrome or Chromium, or unset it"
    )


@pytest.mark.parametrize("file", FILES)
def test_every_requirement_has_one_exact_version(file: str) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").split("\n")
    wanted = [line for line in lines if line and not line.startswith(("-r ", "#"))]
    assert wanted
    assert [line for line in wanted if not re.fullmatch(r"[\w.-]+==[\w.]+( ; .+)?", line)] == []


def test_ci_runs_what_a_person_runs() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("\nexec make test")


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("EMBED", "yes", "EMBED: yes is no origin; write 1 for everybody"),
        (
            "DATELINE_PLOTLY",
            "small",
            "small is no kind of plotly.js; name one of auto, full, basic",
        ),
    ],
)
def test_a_wrong_variable_is_named_by_both_ways_to_start(
    variable: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SystemExit, match=re.escape(message)):
        options_from_environment(ROOT)
    ended = run("serve", ".", "--port", str(kept_port()))
    assert ended.returncode == 2
    assert ended.stderr.startswith(message)


def test_the_environment_names_the_story_for_both_ways_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_STORY", str(tmp_path / "nowhere"))
    assert (
        run("serve")
        .stderr.strip()
        .endswith(f"{tmp_path / 'nowhere'} is not a folder; name a folder with article.md")
    )
    monkeypatch.delenv("DATELINE_STORY")
    assert "the following arguments are required: FOLDER" in run("serve").stderr


def test_streamlit_has_the_settings_that_it_needs() -> None:
    found = settings()
    assert found["browser.gatherUsageStats"] is False  # No usage statistics leave the machine.
    # Otherwise the session ends on a slow network: see the comments in the file.
    assert found["global.minCachedMessageSize"] >= 10**8
    assert found["runner.postScriptGC"] is False
