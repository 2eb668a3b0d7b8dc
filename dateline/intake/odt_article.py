"""A text of OpenDocument (.odt) to HTML, as a reader of the document sees it.

Comments, deleted and hidden words are left out and counted; words that are struck out are marked
so, for the reader of the HTML to leave out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dateline.intake.documents import DocumentText, parts_of_document

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
_TAGS = {
    "text:list": "ul",
    "text:list-item": "li",
    "text:list-header": "li",
    "table:table": "table",
    "table:table-row": "tr",
    "table:table-cell": "td",
}
# Around what is read, and of no meaning of their own here.
_DROPPED = {
    "text:tracked-changes": "",
    "office:annotation": "comment",
    "office:annotation-end": "",
    "text:sequence-decls": "",
    "office:forms": "",
    "text:hidden-text": "hidden text",
    "text:hidden-paragraph": "hidden text",
}


@dataclass(slots=True)
class _Draft:
    styles: Mapping[str, Mapping[str, str]]
    parents: Mapping[str, str]
    ordered: frozenset[str]
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[Element] = field(default_factory=list)


def read_odt(content: bytes) -> DocumentText:
    """Raise ``KeyError``, ``ValueError`` or an error of the archive or its XML for other files."""
    parts = parts_of_document(content)
    document = ElementTree.fromstring(parts["content.xml"])
    common = ElementTree.fromstring(parts.get("styles.xml") or "<none/>")
    meta = ElementTree.fromstring(parts.get("meta.xml") or "<none/>")
    text = document.find("office:body/office:text", _SPACES)
    if text is None:
        raise ValueError("it has no text")
    styles = [style for part in (common, document) for style in part.iter(_full("style:style"))]
    draft = _Draft(
        {_of(style, "style:name"): _properties(style) for style in styles},
        {_of(style, "style:name"): _of(style, "style:parent-style-name") for style in styles},
        frozenset(_ordered_lists(common, document)),
    )
    body = Element("body")
    _copy(text, body, draft)
    if draft.notes:
        notes = ElementTree.SubElement(body, "ol")
        notes.extend(draft.notes)
    # Changes that were deleted stand beside the text, by their places.
    deleted = len(list(text.iter(_full("text:deletion"))))
    if deleted:
        draft.left_out["tracked deletion"] = deleted
    remarks = tuple(
        f"left out: {count:,} {what}{'s' if count > 1 and what != 'hidden text' else ''}"
        for what, count in draft.left_out.items()
    )
    html = ElementTree.tostring(body, encoding="unicode", method="html")
    return DocumentText(html, _known(meta, common), remarks)


def _full(name: str) -> str:
    space, _, tag = name.partition(":")
    return f"{{{_SPACES[space]}}}{tag}"


def _short(tag: str) -> str:
    space, _, name = tag.removeprefix("{").partition("}")
    return next((f"{short}:{name}" for short, full in _SPACES.items() if full == space), name)


def _of(node: Element, name: str) -> str:
    return node.get(_full(name), "")


def _known(meta: Element, common: Element) -> dict[str, str]:
    """Title and language where the document states them."""
    title = " ".join(next((node.text or "" for node in meta.iter(_full("dc:title"))), "").split())
    language = next((node.text or "" for node in meta.iter(_full("dc:language"))), "").strip()
    if not language:
        for style in common.iter(_full("style:default-style")):
            properties = style.find("style:text-properties", _SPACES)
            if _of(style, "style:family") == "paragraph" and properties is not None:
                parts = (_of(properties, "fo:language"), _of(properties, "fo:country"))
                language = "-".join(part for part in parts if part not in ("", "none"))
    return {key: value for key, value in (("title", title), ("language", language)) if value}


def _ordered_lists(*parts: Element) -> Iterator[str]:
    for part in parts:
        for style in part.iter(_full("text:list-style")):
            if style.find("text:list-level-style-number", _SPACES) is not None:
                yield _of(style, "style:name")


def _properties(style: Element) -> dict[str, str]:
    properties = style.find("style:text-properties", _SPACES)
    return (
        {_short(key): value for key, value in properties.items()} if properties is not None else {}
    )


def _copy(node: Element, parent: Element, draft: _Draft) -> None:
    _add_text(parent, node.text or "")
    for child in node:
        name = _short(child.tag)
        if name in _DROPPED:
            if _DROPPED[name]:
                draft.left_out[_DROPPED[name]] += 1
        else:
            _copy_element(child, name, parent, draft)
        _add_text(parent, child.tail or "")


def _copy_element(node: Element, name: str, parent: Element, draft: _Draft) -> None:
    if name == "text:s":
        _add_text(parent, " " * int(_of(node, "text:c") or 1))
    elif name == "text:tab":
        _add_text(parent, " ")
    elif name == "text:line-break":
        ElementTree.SubElement(parent, "br")
    elif name == "draw:image":
        described = node.find("../svg:title", _SPACES)
        alt = (described.text or "") if described is not None else ""
        ElementTree.SubElement(parent, "img", {"alt": alt})
    elif name == "text:note":
        _copy_note(node, parent, draft)
    elif name in ("text:p", "text:h"):
        _copy(node, ElementTree.SubElement(parent, _block_tag(node, name, draft)), draft)
    elif name in ("text:span", "text:a"):
        _copy_inline(node, name, parent, draft)
    elif name in _TAGS:
        style = _of(node, "text:style-name")
        tag = "ol" if name == "text:list" and style in draft.ordered else _TAGS[name]
        _copy(node, ElementTree.SubElement(parent, tag), draft)
    else:
        _copy(node, parent, draft)


def _block_tag(node: Element, name: str, draft: _Draft) -> str:
    style = _of(node, "text:style-name")
    family = {style, draft.parents.get(style, "")}
    if "Title" in family:
        return "h1"
    if name == "text:h":
        return f"h{min(int(_of(node, 'text:outline-level') or 1), 6)}"
    if "Subtitle" in family:
        return "h2"
    return "figcaption" if family & {"Caption", "Illustration", "Figure"} else "p"


def _copy_inline(node: Element, name: str, parent: Element, draft: _Draft) -> None:
    if name == "text:a":
        href = _of(node, "xlink:href")
        _copy(node, ElementTree.SubElement(parent, "a", {"href": href}), draft)
        return
    style = draft.styles.get(_of(node, "text:style-name"), {})
    if style.get("text:display") == "none":
        draft.left_out["hidden text"] += 1
        return
    raised = style.get("style:text-position", "").partition(" ")[0]
    tags = {
        "s": style.get("style:text-line-through-style", "none") != "none",
        "b": style.get("fo:font-weight") in ("bold", "700", "800", "900"),
        "i": style.get("fo:font-style") == "italic",
        "sup": raised == "super" or raised.startswith(tuple("123456789")),
        "sub": raised == "sub" or raised.startswith("-"),
    }
    for tag in (tag for tag, is_set in tags.items() if is_set):
        parent = ElementTree.SubElement(parent, tag)
    _copy(node, parent, draft)


def _copy_note(node: Element, parent: Element, draft: _Draft) -> None:
    """A note's mark in its place; its words follow the text, as Word's do."""
    mark = "".join(node.findtext("text:note-citation", "", _SPACES).split())
    ElementTree.SubElement(parent, "sup").text = f"[{mark}]"
    body = node.find("text:note-body", _SPACES)
    item = Element("li")
    if body is not None:
        _copy(body, item, draft)
    draft.notes.append(item)


def _add_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
