"""The README says what the code does."""

import re
from pathlib import Path

from scripts.format_tables import README, with_tables

ROOT = Path(__file__).parents[1]


def test_the_column_tables_are_those_of_the_schemas() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_tables(text) == text, "run: python -m scripts.format_tables"


def test_each_make_target_named_exists() -> None:
    targets = set(re.findall(r"make ([a-z-]+)", README.read_text(encoding="utf-8")))
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert targets - {"are"} <= rules


def test_each_picture_and_file_linked_exists() -> None:
    links = re.findall(r"\]\((?!http)([^)]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).is_file()] == []
