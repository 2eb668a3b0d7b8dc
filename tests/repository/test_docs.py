"""The README and docs/: each command runs and prints what the page shows below it; links work.

A page's blocks are gone through from top to bottom in a folder of their own: a block whose info
string names a file is written there, each line of a ``sh`` block is run, and a ``text`` block right
below is what it prints, to the letter.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.commands import make_parser
from scripts.doc_pages import (
    PAGES,
    Block,
    blocks,
    code_spans,
    is_elsewhere,
    links,
    page_anchors,
    pictures,
)
from scripts.docs_site import ROOT
from scripts.server import desk_server, kept_port
from tests.command_line import run

FROM_NOTHING = (ROOT / "docs/by-hand.md", ROOT / "docs/tutorial.md", ROOT / "docs/desk.md")
# What can't run in a scratch folder, and the test that covers it.
RUN_ELSEWHERE = {
    "make run": (
        "tests/repository/test_setup.py::test_make_passes_on_a_story_whose_path_has_a_space"
    ),
    "make run PORT=8600 STORY=~/story": (
        "tests/repository/test_setup.py::test_make_passes_on_a_story_whose_path_has_a_space"
    ),
    "make desk STORY=bridge": (
        "tests/repository/test_setup.py::test_make_passes_on_a_story_whose_path_has_a_space"
    ),
    "make test": "tests/repository/test_setup.py::test_ci_runs_what_a_person_runs",
    "python3 -m venv .venv": (
        "tests/repository/test_setup.py::test_a_half_made_environment_is_not_left_behind"
    ),
    ".venv/bin/pip install --require-hashes -r locks/requirements.txt": (
        "tests/repository/test_setup.py::test_every_requirement_has_one_exact_version"
    ),
}
# The same for what stands within a sentence; targets of make alone are looked up in the Makefile.
FRAMED = (
    "tests/browser/test_hosts.py::"
    "test_another_page_may_frame_a_section_only_if_the_server_allows_it"
)
SAID_ONLY = {
    "pip install .": (
        "tests/repository/test_install.py::test_it_exports_a_page_with_scripts_and_styles"
    ),
    "streamlit run dashboard.py": (
        "tests/browser/test_hosts.py::test_streamlit_run_serves_the_same_app"
    ),
    "EMBED=1 make run": FRAMED,
    'EMBED="https://news.example https://other.example" make run': FRAMED,
}
# Files that a block names and plain text have nothing to run.
LANGUAGES = {"sh", "text", "txt", "csv", "markdown", "html", "diagram"}
PYTHON = ".venv/bin/python -m dateline"
TIME = re.compile(r"^\d\d:\d\d:\d\d ", re.M)


def commands(block: Block) -> Iterator[str]:
    for line in block.content.splitlines():
        if command := re.sub(r"(^|\s+)# .*", "", line).strip():
            yield command


def words_of(line: str) -> list[str] | None:
    """A Dateline command as it is run here; None for any other command."""
    for start in ("dateline ", f"{PYTHON} "):
        if line.startswith(start):
            return shlex.split(line.removeprefix(start))
    return None


# --- The commands ---------------------------------------------------------------------------


def a_folder(page: Path, folder: Path) -> Path:
    """What the page's commands find: those on a new story nothing, the others the shipped ones."""
    if page not in FROM_NOTHING:
        for file in ("article.md", "events.csv", "stakes.csv", "quotes.csv"):
            shutil.copy(ROOT / file, folder)
        shutil.copytree(ROOT / "stories", folder / "stories")
    return folder


def printed_by(line: str, words: list[str], folder: Path) -> str:
    if words[0] == "serve":
        return served(words, folder)
    if words[0] == "desk":
        return opened_desk(words, folder)
    if "--watch" in words:
        return watched(words, folder)
    # What takes longer than half a second reports progress, which depends on the machine.
    done = run(*words, "--quiet", folder=folder, together=True)
    has_problems = re.search(r": [0-9]+ problems?$", done.stdout.rstrip()) is not None
    expected = 1 if has_problems and words[0] == "check" else 0
    assert done.returncode == expected, f"{line}\n{done.stdout}"
    return done.stdout


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def watched(words: list[str], folder: Path) -> str:
    """What is printed before anything changes, up to the line with the time."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dateline", *words],
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    lines = []
    assert process.stdout
    try:
        for line in process.stdout:
            lines.append(line)
            if TIME.match(line):
                break
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(90)
        process.stdout.close()
    return "".join(lines)


def served(words: list[str], folder: Path) -> str:
    """Start it on a free port, send it one request, and stop it."""
    port = str(kept_port())
    asked = list(words)
    if "--port" in asked:
        asked[asked.index("--port") + 1] = port
    else:
        asked += ["--port", port]
    # Of a folder of stories one of them is asked for.
    stories = sorted(path.parent.name for path in (folder / words[1]).glob("*/article.md"))
    is_one = (folder / words[1] / "article.md").exists()
    asked_for = "" if is_one else f"?story={stories[0]}"
    log = folder / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "dateline", *asked],
            cwd=folder,
            env=environment(),
            stdout=out,
            stderr=out,
        )
    try:
        wait_for_story(f"http://127.0.0.1:{port}/dateline/version{asked_for}", process, log)
    finally:
        process.terminate()
        process.wait(90)
        log.unlink()
    return ""


def opened_desk(words: list[str], folder: Path) -> str:
    """Open it, with an article of any words if it names one, and stop it."""
    server = desk_server(folder / words[1], folder / "desk.log")
    options = list(words[2:])
    if "--article" in options:
        article = folder / "article.txt"
        article.write_text("The bridge is closed.", encoding="utf-8")
        options[options.index("--article") + 1] = str(article)
    server.command += options
    try:
        server.start()
    finally:
        server.stop()
        server.log.unlink()
    return ""


def wait_for_story(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server has a version of the story; fail at once if it can't be shown."""
    end = time.monotonic() + 180
    while True:
        try:
            with urllib.request.urlopen(address, timeout=90) as response:
                state = json.loads(response.read())
            assert state["problems"] == []
            if state["version"]:
                return
        except urllib.error.HTTPError:
            raise
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, log.read_text(encoding="utf-8")
        assert time.monotonic() < end, "the server does not answer"
        time.sleep(0.05)  # Waits for the condition above.


def gone_through(page: Path, folder: Path) -> Iterator[tuple[Block, str, str]]:
    """Each block that something printed belongs to, with what was printed and the commands."""
    run = printed = ""
    end = 0
    for block in blocks(page):
        if block.file:
            file = folder / block.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.content, encoding="utf-8")
        elif block.language == "sh":
            run, printed, end = block.content, "", block.end
            for line in commands(block):
                words = words_of(line)
                if words is not None:
                    printed += printed_by(line, words, folder)
            continue
        elif block.language == "text":
            where = f"{page.name}:{block.line}"
            assert run, f"{where} is what no command prints"
            assert block.line == end + 1, f"{where} does not stand right below its commands"
            yield block, printed, run
        run = ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_command_runs_and_prints_what_the_page_says(page: Path, tmp_path: Path) -> None:
    for block, printed, command in gone_through(page, a_folder(page, tmp_path)):
        where = f"{page.name}:{block.line}: {command}"
        assert TIME.sub("HH:MM:SS ", printed) == TIME.sub("HH:MM:SS ", block.content), where


def test_each_line_of_a_sh_block_is_run_here_or_by_another_test() -> None:
    lines = [
        line
        for page in PAGES
        for block in blocks(page)
        if block.language == "sh"
        for line in commands(block)
    ]
    assert sum(words_of(line) is not None for line in lines) > 20
    elsewhere = {line for line in lines if words_of(line) is None}
    assert elsewhere == set(RUN_ELSEWHERE)


def test_a_command_of_another_program_within_a_sentence_has_a_test_as_well() -> None:
    spans = {span for page in PAGES for span in code_spans(page)}
    programs = r"(?:[A-Z]+=\S+ )|(?:pip|streamlit|git|apt-get|npm|docker) \w+ \S"
    found = {span for span in spans if re.match(programs, span) and " " in span}
    assert found == set(SAID_ONLY)


@pytest.mark.parametrize("test", sorted({*RUN_ELSEWHERE.values(), *SAID_ONLY.values()}))
def test_a_test_that_stands_for_a_command_is_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_block_says_what_it_is(page: Path) -> None:
    unknown = [block for block in blocks(page) if block.language not in LANGUAGES]
    assert [f"{page.name}:{block.line}" for block in unknown] == []


def options_by_command() -> dict[str, set[str]]:
    (commands_action,) = [
        action
        for action in make_parser()._actions
        if hasattr(action, "choices") and isinstance(action.choices, dict)
    ]
    assert isinstance(commands_action.choices, dict)
    return {
        name: set(parser._option_string_actions) for name, parser in commands_action.choices.items()
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_within_a_sentence_have_the_options_that_they_name(page: Path) -> None:
    known = options_by_command()
    every = set().union(*known.values())
    for span in code_spans(page):
        asked = set(re.findall(r"(?<!\S)--[a-z][a-z-]*", span))
        match = re.match(r"(?:\.venv/bin/)?(?:python -m )?dateline ([a-z]+)", span)
        allowed = known[match[1]] if match else every
        assert asked <= allowed, f"{page.name}: {span}"


MAKE = r'(?:[A-Z]+=(?:"[^"]*"|\S+) )*make ([a-z-]+)'


def test_each_make_target_named_exists() -> None:
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    spans = [span for page in PAGES for span in code_spans(page)]
    named = {match[1] for span in spans if (match := re.match(MAKE, span))}
    lines = {line for page in PAGES for block in blocks(page) for line in commands(block)}
    named |= {line.split()[1] for line in lines if line.startswith("make ")}
    assert {"run", "test", "docs", "bench"} <= named <= rules


# --- Links and pictures ----------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_link_leads_to_a_file_and_its_heading(page: Path) -> None:
    astray = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if is_elsewhere(link):
            continue
        if not target.exists() or (anchor and anchor not in page_anchors(target)):
            astray.append(link)
    assert astray == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_picture_is_there_and_described_in_words(page: Path) -> None:
    for file, words in pictures(page):
        assert (page.parent / file).is_file(), file
        assert len(words) > 20, file


def test_each_page_of_docs_is_reached_from_the_index_and_the_readme() -> None:
    names = {path.name for path in (ROOT / "docs").glob("*.md")}
    from_index = {link.partition("#")[0] for link in links(ROOT / "docs/index.md")}
    assert names - {"index.md"} <= from_index
    assert "docs/index.md" in set(links(ROOT / "README.md"))


def test_each_picture_of_docs_is_shown_somewhere() -> None:
    shown = {(page.parent / file).resolve() for page in PAGES for file, _ in pictures(page)} | {
        (page.parent / link).resolve() for page in PAGES for link in links(page)
    }
    kept = {path.resolve() for path in (ROOT / "docs").glob("*.png")}
    assert kept <= shown


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 100


def test_the_modules_that_the_architecture_names_are_there() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`([^`]+)`", row)]
    package = ROOT / "dateline"
    found = [(package / name).exists() or (package / f"{name}.py").exists() for name in named]
    assert len(named) > 15
    assert [name for name, is_there in zip(named, found, strict=True) if not is_there] == []
    folders = {path.parent.name for path in package.glob("*/__init__.py")} | {"reader"}
    assert folders - {name.partition("/")[0] for name in named} == set()
