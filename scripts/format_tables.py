"""Write the README's column tables from the schemas, between its two markers.

python -m scripts.format_tables            rewrites README.md
"""

from collections.abc import Iterable
from pathlib import Path

from dateline.story import FRONT_MATTER, SCHEMAS, Column

README = Path(__file__).parents[1] / "README.md"
BEGIN = "<!-- columns: made by scripts/format_tables.py -->"
END = "<!-- end of columns -->"


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
    parts = [f"**article.md**, front matter\n\n{column_table(FRONT_MATTER)}"]
    parts += [f"**{schema.file}**\n\n{column_table(schema.columns)}" for schema in SCHEMAS]
    return "\n\n".join(parts)


def with_tables(readme: str) -> str:
    """The README's text with the tables as the schemas have them now."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{format_tables()}\n\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
