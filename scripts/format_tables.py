"""Write what the code knows into docs/exporting.md and docs/format.md, and the schema of ``json``.

python -m scripts.format_tables   rewrites them between their markers, and docs/story.schema.json
"""

import json
from collections.abc import Iterable
from pathlib import Path

from dateline.formats import FORMATS
from dateline.formats.json_story import json_schema
from dateline.story import FRONT_MATTER, TABLE_FILES, Column

ROOT = Path(__file__).parents[1]
EXPORTING = ROOT / "docs" / "exporting.md"
FORMAT_PAGE = ROOT / "docs" / "format.md"
BEGIN = "<!-- columns: made by scripts/format_tables.py -->"
END = "<!-- end of columns -->"
FORMATS_BEGIN = "<!-- formats: made by scripts/format_tables.py -->"
FORMATS_END = "<!-- end of formats -->"
STORY_SCHEMA = ROOT / "docs" / "story.schema.json"


def column_table(columns: Iterable[Column]) -> str:
    """One Markdown table: what each column holds and means, and the cell hardest to write."""
    lines = [
        "| name | required | allowed | meaning | hardest case |",
        "|---|---|---|---|---|",
    ]
    for column in columns:
        required = "yes" if column.required else ""
        cells = [f"`{column.name}`", required, column.allowed, column.meaning, column.hardest]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def format_tables() -> str:
    """All tables: the article's front matter, then each CSV file."""
    parts = [f"### article.md, front matter\n\n{column_table(FRONT_MATTER)}"]
    parts += [f"### {schema.file}\n\n{column_table(schema.columns)}" for schema in TABLE_FILES]
    return "\n\n".join(parts)


def formats_table() -> str:
    """What a story can be exported to, in the registry's order."""
    lines = ["| `--to` | file | opens in | what is lost |", "|---|---|---|---|"]
    lines += [f"| `{f.name}` | `{f.ending}` | {f.opens_in} | {f.loses} |" for f in FORMATS]
    return "\n".join(lines)


def with_formats(page: str) -> str:
    """The text of docs/exporting.md with the formats as the code has them."""
    return _between(page, FORMATS_BEGIN, formats_table(), FORMATS_END)


def with_columns(page: str) -> str:
    """The text of docs/format.md with the columns as the code has them."""
    return _between(page, BEGIN, format_tables(), END)


def _between(text: str, begin: str, table: str, end: str) -> str:
    before, rest = text.split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}\n\n{table}\n\n{end}{after}"


def story_schema() -> str:
    """The JSON schema of an exported story, as it stands in docs/."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for page, with_tables in ((EXPORTING, with_formats), (FORMAT_PAGE, with_columns)):
        page.write_text(with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
    STORY_SCHEMA.write_text(story_schema(), encoding="utf-8")
