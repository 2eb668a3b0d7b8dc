"""A document of Word (.docx) to HTML, as a reader of its final version sees it."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree

from dateline.intake.documents import DocumentText, parts_of_document

_CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "language": "{http://purl.org/dc/elements/1.1/}language",
}
# Word's own names for what Markdown has no other word for.
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh\n" \
          "p[style-name='Caption'] => figcaption:fresh"  # fmt: skip
_TEXT = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")


def read_docx(content: bytes) -> DocumentText:
    """Raise ``KeyError``, ``ValueError`` or an error of the archive or its XML for other files."""
    # Here: it takes a tenth of a second to come, and only Word's files need it.
    import mammoth

    def left_out(image: object) -> dict[str, str]:
        return {"src": "", "alt": str(getattr(image, "alt_text", None) or "")}

    parts = parts_of_document(content)
    properties = _properties(parts)
    remarks = _remarks(parts)
    parts[_TEXT], hidden = _without_hidden(parts[_TEXT])
    if hidden:
        remarks.append(f"left out: hidden text: {hidden}")
    content = _archive_of(parts)
    result = mammoth.convert_to_html(
        io.BytesIO(content), style_map=_STYLES, convert_image=mammoth.images.img_element(left_out)
    )
    said = dict.fromkeys(f"Word: {message.message}" for message in result.messages)
    return DocumentText(result.value, properties, (*remarks, *said))


def _properties(parts: Mapping[str, bytes]) -> dict[str, str]:
    if "docProps/core.xml" not in parts:
        return {}
    core = ElementTree.fromstring(parts["docProps/core.xml"])
    found = {key: " ".join((core.findtext(tag) or "").split()) for key, tag in _CORE.items()}
    return {key: value for key, value in found.items() if value}


def _remarks(parts: Mapping[str, bytes]) -> list[str]:
    """What is in the document beside its final text."""
    remarks = [
        f"tracked {what} are read as accepted"
        for tag, what in (("del", "deletions"), ("ins", "insertions"))
        if re.search(rb"<w:%s[ />]" % tag.encode(), parts[_TEXT])
    ]
    count = len(re.findall(rb"<w:comment[ >]", parts.get("word/comments.xml", b"")))
    if count:
        remarks.append(f"left out: {count:,} {'comment' if count == 1 else 'comments'}")
    return remarks


def _without_hidden(text: bytes) -> tuple[bytes, str]:
    """The text without the runs that Word hides, and their words; a double line strikes as one."""
    root = ElementTree.fromstring(text)
    hidden: list[str] = []
    for parent in list(root.iter()):
        for run in parent.findall(f"{_WORD}r"):
            properties = run.find(f"{_WORD}rPr")
            if properties is None:
                continue
            for line in properties.findall(f"{_WORD}dstrike"):
                line.tag = f"{_WORD}strike"
            vanish = properties.find(f"{_WORD}vanish")
            if vanish is not None and vanish.get(f"{_WORD}val") not in _OFF:
                hidden.append("".join(run.itertext()))
                parent.remove(run)
    return ElementTree.tostring(root, encoding="utf-8"), " ".join(" ".join(hidden).split())


def _archive_of(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()
