"""Front matter as YAML: plain strings, lists and mappings, and no more of YAML than that."""

from typing import Any

import yaml


class _PlainLoader(yaml.BaseLoader):
    """Refuses anchors and aliases: a few lines of them stand for more than memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None) is not None:
            raise yaml.composer.ComposerError(
                None, None, "& and * name other values in YAML", event.start_mark
            )
        return super().compose_node(parent, index)


def compose_front_matter(text: str) -> yaml.Node | None:
    """The nodes, each with its place; raise ``yaml.YAMLError`` for all that cannot be read."""
    found: yaml.Node | None = _read(yaml.compose, text)
    return found


def load_front_matter(text: str) -> Any:
    """The values, each of them text; raise ``yaml.YAMLError`` for all that cannot be read."""
    return _read(yaml.load, text)


def _read(read: Any, text: str) -> Any:
    try:
        return read(text, Loader=_PlainLoader)
    except RecursionError:
        raise yaml.YAMLError("its brackets are nested too deeply") from None
    except (ValueError, OverflowError) as error:
        # An escape of a character that does not exist, as \U00110000.
        raise yaml.YAMLError("an escape in it names no character") from error
