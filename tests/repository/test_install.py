"""The wheel, installed elsewhere: the command ``dateline`` away from the repository."""

import json
import os
import shutil
import site
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path

import pytest

from dateline.hosts.server import settings
from scripts.server import kept_port
from tests.story_files import write_story

ROOT = Path(__file__).parents[2]
SOURCES = (
    "dateline",
    ".streamlit",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "NOTICE.md",
    "requirements.txt",
)


@pytest.fixture(scope="module")
def dateline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed command, from a wheel built from a copy, in an environment of its own.

    Its dependencies come from the environment of the tests, in which Dateline is not installed.
    """
    folder = tmp_path_factory.mktemp("install")
    copy = folder / "source"
    copy.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheels = folder / "wheels"
    build = [*pip, "wheel", str(copy), "--no-deps", "--no-build-isolation", "-w", str(wheels)]
    subprocess.run(build, check=True, timeout=120)
    place = folder / "environment"
    venv.create(place)
    [packages] = place.glob("[Ll]ib/**/site-packages")
    (packages / "lent.pth").write_text("\n".join(site.getsitepackages()))
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    [wheel] = wheels.glob("*.whl")
    install = [*pip, "--python", str(scripts / "python"), "install", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True, timeout=120)
    return scripts / "dateline"


def run(dateline: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [dateline, *arguments], cwd=cwd, capture_output=True, encoding="utf-8", timeout=180
    )


def test_it_is_the_installed_one_that_checks(dateline: Path, tmp_path: Path) -> None:
    write_story(tmp_path)
    done = run(dateline, "check", ".", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "1 event, 1 stake, 1 quote, 3 passages: ok"
    where = "import dateline; print(dateline.__file__)"
    python = dateline.with_name("python")
    found = subprocess.run([python, "-c", where], cwd=tmp_path, capture_output=True, text=True)
    assert Path(found.stdout.strip()).is_relative_to(dateline.parents[1])


def test_it_exports_a_page_with_scripts_and_styles(dateline: Path, tmp_path: Path) -> None:
    write_story(tmp_path)
    done = run(
        dateline, "export", ".", "--to", "html", "--out", "page.html", "--quiet", cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "function mountDateline" in html
    assert ".dateline" in html


def test_it_has_the_page_of_the_desk(dateline: Path) -> None:
    page = Path("dateline", "hosts", "desk", "page")
    [installed] = dateline.parents[1].glob(f"[Ll]ib/**/site-packages/{page.as_posix()}")
    served = {path.name for path in (ROOT / page).iterdir() if path.suffix != ".ts"}
    assert {path.name for path in installed.iterdir()} == served


def test_it_has_the_settings_of_the_repository(dateline: Path, tmp_path: Path) -> None:
    ask = "import json; from dateline.hosts.server import settings; print(json.dumps(settings()))"
    python = dateline.with_name("python")
    found = subprocess.run([python, "-c", ask], cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(found.stdout) == settings()


def test_it_serves_a_story(dateline: Path, tmp_path: Path) -> None:
    write_story(tmp_path)
    port = kept_port()
    with (tmp_path / "log.txt").open("wb") as log:
        command = [str(dateline), "serve", ".", "--port", str(port)]
        server = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        # A page has an address once the story is read.
        while not (state := json.loads(answer(f"{address}/dateline/version", server)))["version"]:
            time.sleep(0.05)  # Waits for the condition above.
        page = json.loads(answer(f"{address}/{state['page']}", server))
        assert page["version"] == state["version"]
        assert "dateline/reader/" in answer(f"{address}/", server)
    finally:
        server.terminate()
        server.wait(90)


def answer(address: str, server: subprocess.Popen[bytes]) -> str:
    """The server's answer, once there is one."""
    end = time.monotonic() + 180
    while True:
        try:
            with urllib.request.urlopen(address, timeout=90) as response:
                return str(response.read().decode())
        except (urllib.error.URLError, OSError):
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.1)  # Waits for the condition above.
