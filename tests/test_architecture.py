"""The layers of the design, held by the code itself: who imports whom, who opens files."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dateline"
PAGE = ROOT / "dashboard.py"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, *filter(Path.exists, [PAGE])]
READING = PACKAGE / "reading"
CORE = [*(PACKAGE / f"{name}.py" for name in ("story", "dates", "suffixes", "passages", "view", "holdings",
             "coverage", "wording", "key_figures", "quoting")), *sorted(READING.glob("*.py"))]  # fmt: skip
LONGEST_PAGE_FUNCTION_LINES = 40

FIGURES = PACKAGE / "figures"
READER = PACKAGE / "reader"
HOSTS = PACKAGE / "hosts"
# What of the package each core module may lean on; the arrows of the design's picture.
MAY_IMPORT = {
    "dates": set(),
    "story": {"dates"},
    "suffixes": set(),
    "passages": {"story", "suffixes"},
    "wording": {"story", "dates"},
    "holdings": {"story", "dates", "wording"},
    "key_figures": {"story", "dates", "holdings", "wording"},
    "coverage": {"story", "dates", "passages", "wording"},
    "reading": {"story", "dates", "passages", "holdings"},
    "quoting": {"story", "passages"},
    "view": {"story", "dates", "passages", "wording"},
}


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


def test_the_core_is_there_to_be_checked() -> None:
    assert [path for path in CORE if not path.exists()] == []


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_page_and_its_two_hosts_know_streamlit(path: Path) -> None:
    allowed = is_under(path, PAGE, HOSTS / "served.py", HOSTS / "component.py")
    assert allowed or not imports(path, "streamlit")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_figures_know_plotly(path: Path) -> None:
    assert is_under(path, FIGURES) or not imports(path, "plotly")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_the_reader_knows_no_pandas(path: Path) -> None:
    assert not (is_under(path, READER) and imports(path, "pandas"))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_reading_opens_files(path: Path) -> None:
    """Of a story. The reader and its hosts read what is the program's own: scripts and styles."""
    own = (READER / "__init__.py", HOSTS, PACKAGE / "plotly_bundle.py")
    # It writes what comes out, and opens nothing to read.
    allowed = is_under(path, READING / "files.py", PACKAGE / "exporting.py", *own)
    assert allowed or not opens_files(path)


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_the_core_leans_only_on_what_stands_below_it(path: Path) -> None:
    own = "reading" if is_under(path, READING) else path.stem
    siblings = {module.stem for module in PACKAGE.iterdir()} - {own}
    inner = {name.split(".")[1] for name in imports_of(path) if name.startswith("dateline.")}
    assert inner & siblings <= MAY_IMPORT[own]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_imports_the_page(path: Path) -> None:
    assert not imports(path, "dashboard")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_text_of_a_story_never_becomes_html_by_string(path: Path) -> None:
    assert "unsafe_allow_html" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert (ast.get_docstring(tree_of(path)) or "").strip()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_a_drawer_for_anything(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "misc", "common"}


def test_the_page_reads_like_a_table_of_contents() -> None:
    functions = [node for node in ast.walk(tree_of(PAGE)) if isinstance(node, ast.FunctionDef)]
    long = {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in functions
        if (node.end_lineno or node.lineno) - node.lineno >= LONGEST_PAGE_FUNCTION_LINES
    }
    assert long == {}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_charts_and_text_know_nothing_of_each_other(path: Path) -> None:
    """The page's data brings them together; the hosts may only mount the reader."""
    parts = {"dateline.figures": FIGURES, "dateline.reader": READER}
    mounts = is_under(path, HOSTS)
    tells = is_under(path, PACKAGE / "page.py", PACKAGE / "page_ownership.py")
    for name, folder in parts.items():
        may = is_under(path, folder) or (mounts if name == "dateline.reader" else tells)
        assert may or not imports(path, name)
