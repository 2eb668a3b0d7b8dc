"""A file with an article in it to the ``article.md`` of a story.

Plain text, Markdown, HTML and .docx. The words stay as they are; what a file says of its article
goes into the front matter, and what nobody says is left blank for ``check`` to ask for.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import yaml

from dateline.formats.article_markdown import front_matter
from dateline.intake import IntakeError
from dateline.intake.article_markdown import Run, Words, article_markdown
from dateline.intake.files import load_bytes, load_text
from dateline.intake.html_article import FoundArticle, read_html
from dateline.reading.article import split_front_matter
from dateline.story import FRONT_MATTER

# What a writer is asked for by a blank line, although a story may go without.
ASKED = ("url", "published", "published_note", "subject")
KINDS = "plain text (.txt), Markdown (.md), HTML (.html, .htm) or .docx"
_CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "language": "{http://purl.org/dc/elements/1.1/}language",
}
# Word's own names for what Markdown has no other word for.
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh\n" \
          "p[style-name='Caption'] => figcaption:fresh"  # fmt: skip
# No article is larger; a zip archive may claim to be.
_LARGEST_PART_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class DraftArticle:
    """``article.md`` as text, and what a writer should be told of how it was made."""

    content: str
    remarks: tuple[str, ...]


def draft_article(path: Path, given: Mapping[str, str], *, default_title: str = "") -> DraftArticle:
    """Read a file by the end of its name; ``given`` is front matter by key, and wins.

    ``default_title`` stands where neither the file nor ``given`` has one.
    """
    suffix = path.suffix.lower()
    if suffix in (".md", ".markdown"):
        known, body, remarks = _from_markdown(load_text(path))
        return _draft(known, body, remarks, given, default_title)
    if suffix in (".html", ".htm", ".xhtml"):
        found = read_html(load_bytes(path))
    elif suffix == ".docx":
        found = _read_docx(path, load_bytes(path))
    elif suffix in (".txt", ".text", ""):
        title = given.get("title") or default_title
        found = FoundArticle(_plain_blocks(load_text(path), title), {}, ())
    else:
        raise IntakeError(f"{path}: is not read as an article; give {KINDS}")
    body, markdown_remarks = article_markdown(found.blocks)
    return _draft(found.known, body, (*found.remarks, *markdown_remarks), given, default_title)


def _draft(
    known: Mapping[str, str],
    body: str,
    remarks: tuple[str, ...],
    given: Mapping[str, str],
    default_title: str,
) -> DraftArticle:
    whole = {**known, **{key: value for key, value in given.items() if value}}
    whole["title"] = whole.get("title") or default_title
    if whole.get("published") != known.get("published") and not given.get("published_note"):
        # The note is of the day that the file says, and not of another.
        whole.pop("published_note", None)
    said = tuple(remark for remark in remarks if not given.get(remark.partition(": from ")[0]))
    if not whole.get("published"):
        said += ("published: not known; write the day into article.md, since words such as "
                 "“Monday” or “three years ago” are dated by it",)  # fmt: skip
    return DraftArticle(front_matter(whole, asked=ASKED) + body, said)


def _plain_blocks(text: str, title: str) -> tuple[Words, ...]:
    """Paragraphs between blank lines; without any blank line each line is a paragraph."""
    lines = [line.strip(" \t\f") for line in text.strip("\n").split("\n")]
    if "" not in lines:
        paragraphs = lines
    else:
        joined = "\n".join(lines)
        paragraphs = [part.replace("\n", " ") for part in re.split(r"\n{2,}", joined) if part]
    blocks = [Words("paragraph", (Run(words),)) for words in paragraphs if words.strip()]
    if blocks and title and blocks[0].text.split() == title.split():
        blocks[0] = Words("headline", blocks[0].runs)
    return tuple(blocks)


def _from_markdown(text: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """Front matter as far as this format knows its keys, the body as it is, and remarks."""
    known: dict[str, str] = {}
    remarks: list[str] = []
    split = split_front_matter(text)
    head, body = split if split else ([], text)
    if head:
        try:
            found = yaml.load("\n".join(head), Loader=yaml.BaseLoader) or {}
        except yaml.YAMLError as error:
            raise IntakeError(f"the front matter is not YAML: {error}") from error
        # Figures are of rows, and the tables are not these.
        names = {column.name for column in FRONT_MATTER if column.parse != "figures"}
        for key, value in found.items() if isinstance(found, dict) else ():
            if key in names and isinstance(value, str):
                known[key] = value.strip()
            else:
                remarks.append(f"left out: the front matter's {key}: {value}")
    if not known.get("title"):
        heading = re.search(r"(?m)^#[ \t]+(.+?)[ \t#]*$", body)
        if heading:
            known["title"] = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", heading[1])
            remarks.append("title: from the first heading")
    return known, body.lstrip("\n"), tuple(remarks)


def _read_docx(path: Path, content: bytes) -> FoundArticle:
    # Here: it takes a tenth of a second to come, and only Word's files need it.
    import mammoth

    def left_out(image: object) -> dict[str, str]:
        return {"src": "", "alt": str(getattr(image, "alt_text", None) or "without a description")}

    try:
        known, remarks = _docx_properties(content)
        result = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(left_out),
        )
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError) as error:
        raise IntakeError(f"{path}: is not a .docx file that can be read ({error})") from error
    found = read_html(result.value)
    word_messages = dict.fromkeys(f"Word: {message.message}" for message in result.messages)
    title = found.known.pop("title", "")
    known = ({"title": title} if title else {}) | found.known | (known if not title else
             {key: value for key, value in known.items() if key != "title"})  # fmt: skip
    said = [f"{key}: from the document's properties" for key in known if key not in found.known
            and not (key == "title" and title)]  # fmt: skip
    return FoundArticle(found.blocks, known, (*found.remarks, *remarks, *word_messages, *said))


def _docx_properties(content: bytes) -> tuple[dict[str, str], list[str]]:
    """Title and language where the document states them, and a word on tracked changes."""
    known: dict[str, str] = {}
    remarks: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(part.file_size > _LARGEST_PART_BYTES for part in archive.infolist()):
            raise ValueError("a part of it is too large")
        names = archive.namelist()
        if "docProps/core.xml" in names:
            core = ElementTree.fromstring(archive.read("docProps/core.xml"))
            for key, tag in _CORE.items():
                value = " ".join((core.findtext(tag) or "").split())
                if value:
                    known[key] = value
        document = archive.read("word/document.xml")
    for tag, what in (("del", "deletions"), ("ins", "insertions")):
        if re.search(rb"<w:%s[ />]" % tag.encode(), document):
            remarks.append(f"tracked {what} are read as accepted")
    return known, remarks
