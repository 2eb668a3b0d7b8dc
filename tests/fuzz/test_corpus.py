"""The inputs from which `make fuzz` begins, and those that once broke something, are answered."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from scripts.fuzz.targets import TARGETS

CORPUS = Path(__file__).with_name("corpus")


@pytest.mark.parametrize("target", TARGETS)
def test_what_was_fuzzed_is_answered(target: str) -> None:
    files = sorted((CORPUS / target).iterdir())
    assert files
    for file in files:
        try:
            # In a thread of its own, as Playwright keeps a loop in the main one.
            with ThreadPoolExecutor(max_workers=1) as thread:
                thread.submit(TARGETS[target], file.read_bytes()).result()
        except Exception as error:
            raise AssertionError(f"{target}/{file.name} breaks it") from error
