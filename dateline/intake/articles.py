"""A file with an article in it to the ``article.md`` of a story.

Plain text, Markdown, HTML, .docx and .odt. The words stay as they are; what a file says of its
article goes into the front matter, and what nobody says is left blank for ``check`` to ask for.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from dateline.formats.article_markdown import front_matter
from dateline.intake import IntakeError
from dateline.intake.article_markdown import Run, Words, article_markdown
from dateline.intake.documents import DocumentText
from dateline.intake.docx_article import read_docx
from dateline.intake.files import check_no_template, load_bytes, load_text
from dateline.intake.html_article import FoundArticle, read_document, read_page
from dateline.intake.odt_article import read_odt
from dateline.reading.article import split_front_matter
from dateline.reading.front_matter import load_front_matter
from dateline.reading.report import shown
from dateline.story import FRONT_MATTER

# What a writer is asked for by a blank line, although a story may go without.
ASKED = ("url", "published", "published_note", "subject")
KINDS = "plain text (.txt), Markdown (.md), HTML (.html, .htm), .docx or .odt"
_OTHERS = {
    ".jsonp": "is JSONP, JSON within a call of a JavaScript function, and no article",
    ".json": "is JSON, and no article",
    ".pdf": "is a PDF, which has lines and no paragraphs; save its text as .txt or .docx",
    ".doc": "is of an old Word; save it as .docx",
    ".rtf": "is rich text; save it as .docx or .odt",
    ".mhtml": "is a web archive; save the page as HTML",
    ".webarchive": "is a web archive; save the page as HTML",
    ".liquid": "is a Liquid template, which a site fills with words when it is built",
    ".jinja": "is a Jinja template, which a site fills with words when it is built",
    ".j2": "is a Jinja template, which a site fills with words when it is built",
}


@dataclass(frozen=True, slots=True)
class DraftArticle:
    """``article.md`` as text, and remarks for the writer on how it was made."""

    content: str
    remarks: tuple[str, ...]


def draft_article(
    path: Path, given: Mapping[str, str], *, default_title: str = "", is_whole: bool = False
) -> DraftArticle:
    """Read a file by the end of its name; ``given`` is front matter by key, and wins.

    ``default_title`` stands where neither the file nor ``given`` has one; ``is_whole``: all that a
    web page shows is the article.
    """
    suffix = path.suffix.lower()
    is_page = suffix in (".html", ".htm", ".xhtml")
    if is_whole and not is_page:
        raise IntakeError(f"--whole is for web pages; of {path} all words are kept")
    if suffix in (".md", ".markdown"):
        text = load_text(path)
        check_no_template(text, str(path))
        known, body, remarks = _from_markdown(text)
        return _draft(known, body, remarks, given, default_title)
    if is_page:
        found = read_page(load_bytes(path), is_whole=is_whole)
    elif suffix == ".docx":
        found = _from_document(path, read_docx)
    elif suffix == ".odt":
        found = _from_document(path, read_odt)
    elif suffix in (".txt", ".text", ""):
        title = given.get("title") or default_title
        found = FoundArticle(_plain_blocks(load_text(path), title), {}, ())
    else:
        what = _OTHERS.get(suffix, "is not read as an article")
        raise IntakeError(f"{path}: {what}; give {KINDS}")
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
            found = load_front_matter("\n".join(head)) or {}
        except yaml.YAMLError as error:
            raise IntakeError(f"the front matter is not YAML: {error}") from error
        # Figures are of rows, and the tables are not these.
        names = {column.name for column in FRONT_MATTER if column.parse != "figures"}
        for key, value in found.items() if isinstance(found, dict) else ():
            if key in names and isinstance(value, str):
                known[key] = value.strip()
            else:
                remarks.append(f"left out: the front matter's {key}: {shown(str(value))}")
    if not known.get("title"):
        heading = re.search(r"(?m)^#[ \t]+(.+?)[ \t#]*$", body)
        if heading:
            known["title"] = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", heading[1])
            remarks.append("title: from the first heading")
    return known, body.lstrip("\n"), tuple(remarks)


def _from_document(path: Path, read: Callable[[bytes], DocumentText]) -> FoundArticle:
    """A word processor's document; what the text says of itself wins over its properties."""
    content = load_bytes(path)
    try:
        document = read(content)
        found = read_document(document.html)
    except IntakeError:
        raise
    # What reads documents raises whatever a broken file leads it to.
    except Exception as error:
        kind = path.suffix.lower()
        raise IntakeError(f"{path}: is not a {kind} file that can be read ({error})") from error
    properties = {
        key: value for key, value in document.properties.items() if key not in found.known
    }
    said = [f"{key}: from the document's properties" for key in properties]
    return FoundArticle(
        found.blocks, found.known | properties, (*found.remarks, *document.remarks, *said)
    )
