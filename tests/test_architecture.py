"""The layers of the design: which module imports which, and which opens files.

One rule is one test; a failure lists every file that breaks the rule.
"""

import ast
import graphlib
import re
from functools import cache
from pathlib import Path

from dateline import reader

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dateline"
SCRIPT = ROOT / "dashboard.py"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, SCRIPT]
READING, FIGURES, PAGE = PACKAGE / "reading", PACKAGE / "figures", PACKAGE / "page"
READER, HOSTS = PACKAGE / "reader", PACKAGE / "hosts"
HTML_FILE = PAGE / "html_file.py"
SCRIPTS = sorted(PACKAGE.rglob("*.js"))
LONGEST_SCRIPT_LINES = 400

# The layers from the bottom up: each module or folder of dateline/, and what it may import of those
# that precede it in this list.
MAY_IMPORT = {
    "dates": set(),
    "suffixes": set(),
    "faults": set(),
    "progress": set(),
    "writing": set(),
    "reader": set(),
    "plotly_bundle": set(),
    "browser": set(),
    "characters": set(),
    "story": {"characters", "dates"},
    "shares": {"story"},
    "passages": {"characters", "story", "suffixes"},
    "word_alignment": {"characters"},
    "moved_evidence": {"characters", "passages", "story", "word_alignment"},
    "wording": {"story", "dates"},
    "holdings": {"story", "dates", "wording"},
    "key_figures": {"story", "dates", "holdings", "passages", "wording"},
    "coverage": {"story", "passages", "wording"},
    "quoting": {"story", "passages"},
    "view": {"story", "characters", "dates", "wording"},
    "reading": {"story", "characters", "dates", "passages", "holdings", "progress", "shares",
                "wording"},
    "cell_editing": {"reading", "story"},
    "evidence_lock": {"cell_editing", "characters", "moved_evidence", "reading", "story",
                      "writing"},
    "checking": {"characters", "coverage", "evidence_lock", "moved_evidence", "reading", "story",
                 "wording"},
    "formatting": {"progress", "reading", "story"},
    "drafting": {"characters", "dates", "formatting", "passages", "reading", "story", "wording"},
    "answer_checking": {"characters", "dates", "drafting", "formatting", "passages", "reading",
                        "story", "writing"},
    "model_server": set(),
    "figures": {"story", "dates", "holdings", "wording"},
    "page": {"story", "coverage", "dates", "figures", "holdings", "key_figures", "passages",
             "progress", "quoting", "reader", "view", "wording"},
    "watching": {"reading"},
    "library": {"faults", "story", "reading", "page", "progress", "watching"},
    "devtools": {"browser"},
    "chart_picture": {"browser", "devtools"},
    "take_plotly": {"plotly_bundle"},
    "formats": {"story", "chart_picture", "dates", "figures", "formatting", "holdings", "page",
                "plotly_bundle", "reading", "shares", "view", "wording"},
    "exporting": {"chart_picture", "formats", "progress", "reading", "story", "writing"},
    "intake": {"dates", "formats", "formatting", "passages", "progress", "reading",
               "story", "wording", "writing"},
    "desk": {"answer_checking", "characters", "coverage", "dates", "drafting", "evidence_lock",
             "formats", "formatting", "intake", "moved_evidence", "passages", "reading", "shares",
             "story", "watching", "wording", "writing"},
    "hosts": {"dates", "desk", "exporting", "faults", "formats", "intake", "library", "page",
              "plotly_bundle", "reader", "reading", "story", "watching", "wording"},
    "commands": {"answer_checking", "checking", "dates", "desk", "drafting", "evidence_lock",
                 "exporting", "formats", "formatting", "hosts", "intake", "model_server",
                 "plotly_bundle", "progress", "reading", "story", "watching", "wording", "writing"},
    "__main__": {"commands"},
}  # fmt: skip
# These run the program. The other modules, reading/, figures/ and page/ determine what a story
# contains; the reader, the hosts and the formats turn it into HTML.
PROGRAM = ("__main__", "browser", "chart_picture", "devtools", "exporting", "plotly_bundle",
           "take_plotly")  # fmt: skip
STORY_MODULES = [
    path for path in MODULES
    if (path.parent in (READING, FIGURES, PAGE) and path != HTML_FILE)
    or (path.parent == PACKAGE and path.stem not in PROGRAM)
]  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name_of(path))


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Every module that a file imports, including imports within functions."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = list(path.relative_to(ROOT).parts[: -node.level]) if node.level else []
            module = ".".join([*parts, *filter(None, [node.module])])
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def imports(path: Path, library: str) -> bool:
    return any(name == library or name.startswith(f"{library}.") for name in imports_of(path))


def importers(library: str, *allowed: Path) -> list[str]:
    """The sources that import a library, without those under ``allowed``."""
    return [
        name_of(path)
        for path in SOURCES
        if imports(path, library) and not is_under(path, *allowed)
    ]  # fmt: skip


def is_under(path: Path, *places: Path) -> bool:
    return any(path == place or place in path.parents for place in places)


def opens_files(path: Path) -> bool:
    openers = {"open", "read_text", "read_bytes", "read_csv"}
    calls = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    return any(
        (isinstance(call, ast.Name) and call.id in openers)
        or (
            isinstance(call, ast.Attribute)
            and call.attr in openers
            and ast.unparse(call) != "Desk.open"
        )
        for call in calls
    )


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_every_module_of_the_package_has_its_place_in_the_layers() -> None:
    assert {layer_of(path) for path in MODULES} - {"__init__"} == set(MAY_IMPORT)


def test_a_layer_may_import_only_layers_below_it() -> None:
    order = list(MAY_IMPORT)
    back_up = {
        (layer, imported)
        for layer, allowed in MAY_IMPORT.items()
        for imported in allowed
        if order.index(imported) >= order.index(layer)
    }
    assert back_up == set()


def test_each_layer_imports_only_what_is_listed_for_it() -> None:
    arrows = {
        (name_of(path), name.split(".")[1])
        for path in MODULES
        for name in imports_of(path)
        if name.startswith("dateline.")
        and name.split(".")[1] in MAY_IMPORT.keys() - {layer_of(path)}
        and name.split(".")[1] not in MAY_IMPORT.get(layer_of(path), set())
    }
    assert arrows == set()


def test_there_are_no_import_cycles() -> None:
    names = {module_of(path) for path in MODULES}
    arrows = {module_of(path): imports_of(path) & names - {module_of(path)} for path in MODULES}
    graphlib.TopologicalSorter(arrows).prepare()  # A CycleError names the modules of the circle.


def test_the_package_imports_neither_scripts_nor_tests() -> None:
    assert importers("scripts") + importers("tests") == []


def test_only_the_hosts_import_streamlit() -> None:
    assert importers("streamlit", SCRIPT, HOSTS) == []


def test_only_the_hosts_import_a_server() -> None:
    assert importers("starlette", HOSTS) == []


def test_only_the_figures_import_plotly() -> None:
    assert importers("plotly", FIGURES) == []


def test_the_reader_does_not_import_pandas() -> None:
    assert [name for name in importers("pandas") if name.startswith(name_of(READER))] == []


def test_only_reading_opens_files_of_a_story() -> None:
    """The reader, its file and its hosts read the program's own scripts and styles."""
    modules = (
        PACKAGE / f"{name}.py"
        for name in ("devtools", "model_server", "plotly_bundle", "take_plotly")
    )
    program = (READER / "__init__.py", PAGE / "scripts.py", HTML_FILE, HOSTS, *modules)
    # They write results and open nothing to read.
    writers = (PACKAGE / "exporting.py", PACKAGE / "writing.py", PACKAGE / "intake" / "files.py")
    allowed = (READING / "files.py", *writers, *program)
    assert [name_of(p) for p in SOURCES if opens_files(p) and not is_under(p, *allowed)] == []


def test_the_modules_of_a_story_contain_no_html() -> None:
    libraries = [
        (name_of(path), library)
        for path in STORY_MODULES
        for library in ("html", "markupsafe", "xml")
        if imports(path, library)
    ]
    markup = [
        (name_of(path), node.value)
        for path in STORY_MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        # A regular expression names its groups in the same brackets.
        and re.search(r"(?<!\?P)</?[a-zA-Z]+[ />]", node.value)
    ]
    assert libraries + markup == []


def test_nothing_imports_the_script_that_streamlit_runs() -> None:
    assert importers("dateline.hosts.streamlit_page") == []


def test_text_of_a_story_never_becomes_html_by_string() -> None:
    unsafe = "unsafe_allow_html"
    assert [name_of(p) for p in SOURCES if unsafe in p.read_text(encoding="utf-8")] == []


def test_every_module_has_a_docstring() -> None:
    assert [
        name_of(path) for path in SOURCES if not (ast.get_docstring(tree_of(path)) or "").strip()
    ] == []


def test_no_module_is_a_catch_all() -> None:
    drawers = {"utils", "util", "helpers", "misc", "common"}
    assert [name_of(path) for path in MODULES if path.stem in drawers] == []


def test_each_script_begins_with_a_comment_and_has_one_job() -> None:
    lines = {name_of(path): path.read_text(encoding="utf-8").splitlines() for path in SCRIPTS}
    assert [name for name, of in lines.items() if not of[0].startswith("// ")] == []
    too_long = {name: len(of) for name, of in lines.items() if len(of) >= LONGEST_SCRIPT_LINES}
    assert too_long == {}


def test_no_script_makes_html_of_a_string() -> None:
    banned = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
              "createContextualFragment", "DOMParser", "new Function")  # fmt: skip
    assert [
        (name_of(path), name)
        for path in SCRIPTS
        for name in banned
        if name in path.read_text(encoding="utf-8")
    ] == []


def test_the_scripts_and_styles_of_the_reader_are_all_joined() -> None:
    scripts = [path.relative_to(READER).as_posix() for path in READER.rglob("*.js")]
    assert sorted(reader.modules()) == sorted(scripts)
    assert sorted(reader.STYLES) == [path.name for path in sorted(READER.glob("*.css"))]


def test_the_readme_of_the_tests_names_every_folder_of_tests() -> None:
    tests = ROOT / "tests"
    named = re.findall(r"^\| `(\w+)/`", (tests / "README.md").read_text(encoding="utf-8"), re.M)
    assert sorted(named) == sorted(path.parent.name for path in tests.glob("*/__init__.py"))
