"""Write the tables of docs/messages.md from the examples: python -m scripts.message_page"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from dateline.reading import Reading, read_story
from scripts.message_examples import PARTS, Example, Write

PAGE = Path(__file__).parents[1] / "docs" / "messages.md"
BEGIN = "<!-- messages: made by scripts/message_page.py -->"
END = "<!-- end of messages -->"
# Of a hundred alike the first and the last are enough to read.
_MOST_ALIKE = 6


def messages(reading: Reading, folder: Path) -> list[str]:
    """All messages, as ``check`` prints them; the folder itself is called FOLDER."""
    lines = [
        *map(str, reading.problems),
        *(f"warning: {warning}" for warning in reading.warnings),
        *(f"read as: {note}" for note in reading.notes),
    ]
    return [line.replace(str(folder), "FOLDER") for line in lines]


def messages_of(write: Write) -> list[str]:
    """The messages on the story that ``write`` writes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "story"
        folder.mkdir()
        write(folder)
        return messages(read_story(folder), folder)


def _shortened(lines: list[str]) -> list[str]:
    return lines if len(lines) <= _MOST_ALIKE else [lines[0], "…", lines[-1]]


def table(examples: tuple[Example, ...] | list[Example]) -> Iterator[str]:
    yield "| in the file | message | fixed |"
    yield "|---|---|---|"
    for example in examples:
        said = "<br>".join(f"`{line}`" for line in _shortened(messages_of(example.write)))
        cells = (example.cause, said, example.cure)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def with_messages(page: str) -> str:
    """The page with its tables of messages as the code makes them."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    parts = [f"## {name}\n\n" + "\n".join(table(list(PARTS[name]))) for name in PARTS]
    return f"{before}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_messages(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
