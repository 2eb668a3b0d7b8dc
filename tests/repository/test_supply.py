"""What Dateline is made of: everything that is installed is declared, pinned and known."""

import ast
import io
import os
import re
import subprocess
import sys
import tarfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from dateline import take_plotly
from dateline.plotly_bundle import NPM_MEMBER, NPM_SHA256, full_version
from scripts.audit import FOUND, NOT_AUDITED, report
from scripts.licences import NOTICE, notice
from scripts.lock import DEV, FILES, LOCKS, RUN, entries

ROOT = Path(__file__).parents[2]
OURS = {"dateline", "scripts", "tests"}
# Only in the environment of `make fuzz`.
ELSEWHERE = {"atheris"}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(file: str) -> dict[str, str]:
    """The versions that a file of requirements names itself."""
    found = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / file).read_text("utf-8"), re.MULTILINE)
    return {canonical(name): version for name, version in found}


def locked(*files: str) -> dict[tuple[str, str], str]:
    return {
        key: entry
        for file in files
        for key, entry in entries((LOCKS / file).read_text("utf-8")).items()
    }


def imported(*places: str) -> set[str]:
    """The packages outside the standard library that Python files import, by their modules."""
    found: set[str] = set()
    for place in places:
        path = ROOT / place
        for file in [path] if path.is_file() else path.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module)
    return {name.partition(".")[0] for name in found} - sys.stdlib_module_names - OURS - ELSEWHERE


@pytest.mark.parametrize(
    ("places", "files"),
    [
        (("dateline", "dashboard.py"), (RUN,)),
        (("scripts", "tests"), (RUN, DEV)),
    ],
)
def test_every_package_that_is_imported_is_declared(
    places: tuple[str, ...], files: tuple[str, ...]
) -> None:
    packages = packages_distributions()
    known = set().union(*map(declared, files))
    undeclared = {
        module
        for module in imported(*places)
        if known.isdisjoint(map(canonical, packages.get(module, [module])))
    }
    assert undeclared == set()


@pytest.mark.parametrize("file", FILES)
def test_every_requirement_is_locked_with_hashes_and_no_address(file: str) -> None:
    files = (RUN, DEV) if file == DEV else (file,)
    versions = locked(*files)
    assert declared(file).items() <= set(versions)
    own = (LOCKS / file).read_text("utf-8")
    assert "://" not in own
    assert "".join(entries(own).values()) == own.partition("\n")[2]
    for key, entry in entries(own).items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), key


def test_set_up_installs_only_what_has_a_known_hash() -> None:
    shown = subprocess.run(
        ["make", "--dry-run", "--always-make", "run", "lint", "audit"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    installs = [line for line in shown.stdout.splitlines() if "pip install" in line]
    assert len(installs) == 3
    assert [line for line in installs if "--require-hashes --only-binary :all:" not in line] == []


def test_the_small_plotly_js_of_the_locked_plotly_has_a_known_hash() -> None:
    assert list(NPM_SHA256) == [full_version()]


@pytest.mark.skipif(os.name != "posix", reason="the npm of this test is a shell script")
def test_another_plotly_js_than_the_known_one_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = b"/* plotly.js (basic - minified) v%s */ steal()" % full_version().encode()
    with tarfile.open(tmp_path / "sent.tgz", "w:gz") as tar:
        member = tarfile.TarInfo(NPM_MEMBER)
        member.size = len(script)
        tar.addfile(member, io.BytesIO(script))
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\ncp "{tmp_path}/sent.tgz" "$4/got.tgz"\n')
    npm.chmod(0o755)
    target = tmp_path / "taken.js"
    target.write_bytes(script)
    monkeypatch.setattr(take_plotly, "basic_path", lambda: target)
    monkeypatch.setattr("shutil.which", lambda _: str(npm))
    assert take_plotly.take() == (
        f"plotly.js-basic-dist-min@{full_version()} is not the one whose SHA-256 Dateline knows"
    )
    assert not target.exists()


def test_the_notice_lists_the_licence_of_every_package_that_is_installed() -> None:
    text = NOTICE.read_text("utf-8")
    assert notice(text) == text, "make lock renews it"
    listed = re.findall(r"^\| (\S+) \| (?!licence|-)", text, re.MULTILINE)
    assert listed == list(dict.fromkeys(name for name, _ in locked(RUN)))


WEAK = {
    "name": "starlette",
    "version": "1.0",
    "vulns": [{"id": "CVE-2030-1", "fix_versions": ["1.1"]}],
}
SOUND = {"name": "numpy", "version": "2.4", "vulns": []}
UNKNOWN = {"name": "plotly", "version": "7.1", "skip_reason": "not found"}


def test_an_audit_without_a_database_is_no_good_news() -> None:
    assert report([UNKNOWN]) == (
        "Not audited: all of 1 requirements; the database doesn't know them. "
        "Run make audit where one can be reached.",
        NOT_AUDITED,
    )
    words, code = report([SOUND, UNKNOWN])
    assert (code, words.startswith("Not audited: plotly of 2")) == (NOT_AUDITED, True)
    assert report([SOUND]) == ("No weakness is known of 1 requirements.", 0)


def test_an_audit_names_each_weakness_and_its_cure() -> None:
    words, code = report([SOUND, WEAK])
    assert (words, code) == ("starlette 1.0: CVE-2030-1, mended in 1.1", FOUND)
