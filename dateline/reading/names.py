"""Names that differ only in characters that look alike are one name, shown in its first writing."""

from dataclasses import dataclass, field

from dateline.characters import difference_named, name_key

# Columns whose names may be of the same people and firms, and columns that stand alone.
KINDS_OF_NAMES = (
    ("holder", "speaker", "actors", "asserted_by", "denied_by", "said_to"),
    ("category",),
    ("topic",),
    ("role",),
)
_KIND_OF = {column: columns[0] for columns in KINDS_OF_NAMES for column in columns}


@dataclass(slots=True)
class FirstWritings:
    """How each name was written first, over all tables."""

    _by_kind: dict[tuple[str, str], str] = field(default_factory=dict)

    def first(self, column: str, name: str) -> str:
        """The first writing of a name; of a column that holds no names it is the cell itself."""
        kind = _KIND_OF.get(column)
        return self._by_kind.setdefault((kind, name_key(name)), name) if kind and name else name

    def agrees(self, other: "FirstWritings") -> bool:
        """Take in the names of a row that was read by itself; whether each is written as before."""
        first = self._by_kind.setdefault
        return all(first(key, name) == name for key, name in other._by_kind.items())


def why_one(name: str, first: str) -> str:
    """Why two writings are read as one name."""
    return difference_named(name, first, "at first") or "the spaces differ"
