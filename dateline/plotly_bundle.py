"""Which plotly.js the browser gets: the full one of the pip package, or the small one of npm.

The charts are bars and marks, which the basic bundle draws as well: it starts a second sooner and
is a quarter of the size. Set-up takes it where npm is there; nothing depends on it.
"""

import importlib.util
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

Kind = Literal["auto", "full", "basic"]

NPM_PACKAGE = "plotly.js-basic-dist-min"
NPM_MEMBER = "package/plotly-basic.min.js"
# Of that file, by the version of plotly.js: the only content that set-up takes.
NPM_SHA256 = {"4.1.1": "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"}
# Both bundles begin with a comment that names their version.
_VERSION = re.compile(r"plotly\.js (?:\(basic - minified\) )?v(\d+\.\d+\.\d+)")
_HEAD_BYTES = 400


def parse_kind(text: str) -> Kind:
    """A kind by its name. Raise ``ValueError`` for any other."""
    for kind in get_args(Kind):
        if text == kind:
            known: Kind = kind
            return known
    raise ValueError(f"{text} is no kind of plotly.js; name one of {', '.join(get_args(Kind))}")


def find_bundle(kind: Kind = "auto") -> Path:
    """Find a bundle; ``auto`` is the basic one where set-up has taken it, else the full one.

    Raise ``FileNotFoundError`` where the kind asked for is not there.
    """
    if kind in ("auto", "basic"):
        path = basic_path()
        if path.is_file() and read_version(path) == full_version():
            return path
        if kind == "basic":
            raise FileNotFoundError(
                f"the small plotly.js is not there ({path.name}); where npm is there, "
                "python -m dateline.take_plotly takes it"
            )
    return full_path()


def full_path() -> Path:
    """Find plotly.min.js in the pip package, without importing the package."""
    spec = importlib.util.find_spec("plotly")
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        path = Path(place) / "package_data" / "plotly.min.js"
        if path.is_file():
            return path
    raise FileNotFoundError("the pip package plotly has no plotly.min.js; install it again")


@lru_cache(maxsize=1)
def full_version() -> str:
    """The version of the plotly.js for which plotly.py makes its figures."""
    return read_version(full_path())


def basic_path() -> Path:
    """Where set-up puts the small bundle: within the environment, never in the repository."""
    return Path(sys.prefix) / "share" / "dateline" / f"plotly-basic-{full_version()}.min.js"


def read_version(path: Path) -> str:
    """The version that a bundle names in its first lines; "" if it names none."""
    with path.open("rb") as file:
        found = _VERSION.search(file.read(_HEAD_BYTES).decode("utf-8", "replace"))
    return found[1] if found else ""
