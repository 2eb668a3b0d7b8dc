"""The layers of the design, held by the code itself: who imports whom, who opens files."""

import ast
import re
from pathlib import Path

import pytest

from dateline import reader

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dateline"
SCRIPT, DASHBOARD = ROOT / "dashboard.py", PACKAGE / "hosts" / "dashboard.py"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, SCRIPT]
READING, FIGURES = PACKAGE / "reading", PACKAGE / "figures"
READER, HOSTS = PACKAGE / "reader", PACKAGE / "hosts"
SCRIPTS = sorted([*READER.glob("*.js"), *HOSTS.glob("*.js")])
LONGEST_DASHBOARD_LINES, LONGEST_DASHBOARD_FUNCTION_LINES = 150, 40
LONGEST_SCRIPT_LINES = 400

# What of the package each part may lean on; the arrows of the design's picture. A part is a
# module or a folder of dateline/.
MAY_IMPORT = {
    "dates": set(),
    "story": {"dates"},
    "suffixes": set(),
    "progress": set(),
    "passages": {"story", "suffixes"},
    "wording": {"story", "dates"},
    "holdings": {"story", "dates", "wording"},
    "key_figures": {"story", "dates", "holdings", "passages", "wording"},
    "coverage": {"story", "dates", "passages", "wording"},
    "reading": {"story", "dates", "passages", "holdings", "progress", "wording"},
    "quoting": {"story", "passages"},
    "view": {"story", "dates", "passages", "wording"},
    "figures": {"story", "dates", "holdings", "wording"},
    "page_ownership": {"story", "figures", "holdings", "wording"},
    "page": {"story", "coverage", "dates", "figures", "key_figures", "page_ownership", "passages",
             "progress", "quoting", "view", "wording"},
    "columns": set(),
    "parts": {"columns", "view"},
    "library": {"story", "reading", "page", "parts", "progress"},
    "reader": set(),
    "plotly_bundle": set(),
    "checking": {"coverage", "reading", "story", "wording"},
    "watching": {"library", "reading"},
    "formatting": {"progress", "reading", "story"},
    "writing": set(),
    "intake": {"dates", "exporting", "formats", "formatting", "passages", "progress", "reading",
               "story", "wording", "writing"},
    "formats": {"story", "chart_picture", "dates", "figures", "formatting", "hosts", "page",
                "plotly_bundle", "reading", "view", "wording"},
    "exporting": {"chart_picture", "formats", "progress", "reading", "story", "writing"},
    "hosts": {"exporting", "formats", "library", "parts", "plotly_bundle", "reader"},
    "take_plotly": {"plotly_bundle"},
    "browser": set(),
    "chart_picture": {"browser"},
    "commands": {"checking", "exporting", "formats", "formatting", "hosts", "intake", "progress",
                 "reading", "story", "watching", "writing"},
    "__main__": {"commands"},
}  # fmt: skip
PROGRAM = ("__main__", "browser", "chart_picture", "exporting", "plotly_bundle", "take_plotly")
# They decide what is told of a story; how it is set is the reader's and the hosts' to know.
TELLING = [
    path for path in MODULES
    if path.parent in (READING, FIGURES)
    or (path.parent == PACKAGE and path.stem not in PROGRAM)
]  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))


def imports_of(path: Path) -> set[str]:
    """Every module that a file names in an import, also within functions."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = list(path.relative_to(ROOT).parts[: -node.level]) if node.level else []
            module = ".".join([*parts, *filter(None, [node.module])])
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def imports(path: Path, library: str) -> bool:
    return any(name == library or name.startswith(f"{library}.") for name in imports_of(path))


def is_under(path: Path, *places: Path) -> bool:
    return any(path == place or place in path.parents for place in places)


def opens_files(path: Path) -> bool:
    openers = {"open", "read_text", "read_bytes", "read_csv"}
    calls = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    return any(
        (isinstance(call, ast.Name) and call.id in openers)
        or (isinstance(call, ast.Attribute) and call.attr in openers)
        for call in calls
    )


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_part_of_the_package_has_its_place_in_the_layers() -> None:
    assert {part_of(path) for path in MODULES} - {"__init__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_dashboard_and_its_host_know_streamlit(path: Path) -> None:
    allowed = is_under(path, DASHBOARD, HOSTS / "served.py", HOSTS / "component.py")
    assert allowed or not imports(path, "streamlit")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_hosts_know_a_server(path: Path) -> None:
    assert is_under(path, HOSTS) or not imports(path, "starlette")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_figures_know_plotly(path: Path) -> None:
    assert is_under(path, FIGURES) or not imports(path, "plotly")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_the_reader_knows_no_pandas(path: Path) -> None:
    assert not (is_under(path, READER) and imports(path, "pandas"))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_reading_opens_files(path: Path) -> None:
    """Of a story. The reader and its hosts read what is the program's own: scripts and styles."""
    own = (READER / "__init__.py", HOSTS, PACKAGE / "plotly_bundle.py", PACKAGE / "take_plotly.py")
    # It writes what comes out, and opens nothing to read.
    writers = (PACKAGE / "exporting.py", PACKAGE / "writing.py", PACKAGE / "intake" / "files.py")
    allowed = is_under(path, READING / "files.py", *writers, *own)
    assert allowed or not opens_files(path)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_part_leans_only_on_what_stands_below_it(path: Path) -> None:
    own = part_of(path)
    parts = set(MAY_IMPORT) - {own}
    inner = {name.split(".")[1] for name in imports_of(path) if name.startswith("dateline.")}
    assert inner & parts <= MAY_IMPORT.get(own, set())


@pytest.mark.parametrize("path", TELLING, ids=name_of)
def test_what_is_told_of_a_story_knows_no_html(path: Path) -> None:
    assert not any(imports(path, library) for library in ("html", "markupsafe", "xml"))
    texts = [node.value for node in ast.walk(tree_of(path))
             if isinstance(node, ast.Constant) and isinstance(node.value, str)]  # fmt: skip
    # A regular expression names its groups in the same brackets.
    assert [text for text in texts if re.search(r"(?<!\?P)</?[a-zA-Z]+[ />]", text)] == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_nothing_imports_the_dashboard(path: Path) -> None:
    """But the script beside the repository's story, and the server, which names its file."""
    allowed = is_under(path, SCRIPT, HOSTS / "server.py")
    assert allowed or not imports(path, "dateline.hosts.dashboard")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_text_of_a_story_never_becomes_html_by_string(path: Path) -> None:
    assert "unsafe_allow_html" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert (ast.get_docstring(tree_of(path)) or "").strip()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_a_drawer_for_anything(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "misc", "common"}


def test_the_dashboard_reads_like_a_table_of_contents() -> None:
    functions = [n for n in ast.walk(tree_of(DASHBOARD)) if isinstance(n, ast.FunctionDef)]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    assert max(lengths.values()) <= LONGEST_DASHBOARD_FUNCTION_LINES, lengths
    lines = DASHBOARD.read_text(encoding="utf-8").splitlines()
    assert len(lines) < LONGEST_DASHBOARD_LINES


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_each_script_says_what_it_is_and_has_one_job(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("// ")
    assert len(lines) < LONGEST_SCRIPT_LINES


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_no_script_makes_html_of_a_string(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    banned = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
              "createContextualFragment", "DOMParser", "new Function")  # fmt: skip
    assert [name for name in banned if name in text] == []


def test_the_scripts_and_styles_of_the_reader_are_all_joined() -> None:
    assert sorted(reader.SCRIPTS) == [path.name for path in sorted(READER.glob("*.js"))]
    assert sorted(reader.STYLES) == [path.name for path in sorted(READER.glob("*.css"))]
