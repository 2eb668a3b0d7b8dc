"""The commands of the article as a whole: made, described, followed by the rows."""

import json
from collections.abc import Mapping
from typing import Any

import yaml

from dateline.desk.actions import Refused, row_of, with_passages
from dateline.desk.rows import lines_of
from dateline.desk.session import Answer, Session
from dateline.desk.typed_dates import read_typed_date
from dateline.formats.article_markdown import front_matter
from dateline.intake.blank import empty_tables
from dateline.passages import place_of_unit
from dateline.reading import ARTICLE_FILE
from dateline.reading.article import split_front_matter
from dateline.reading.files import has_file, text_of_file
from dateline.reading.front_matter import compose_front_matter
from dateline.reading.report import Report
from dateline.story import FRONT_MATTER, Passage
from dateline.writing import write_together

Command = Mapping[str, Any]
_KEYS = tuple(column.name for column in FRONT_MATTER)
_ASKED = ("url", "published", "subject")


def article(session: Session, command: Command) -> Answer:
    """The article of a folder that has none; ``text`` is Markdown."""
    session.take_in()
    if session.stored.is_story:
        told = [] if session.article else session.stored.article_problems
        why = f"; it cannot be read: {told[0].message}" if told else ""
        raise Refused(f"{ARTICLE_FILE} is there already{why}")
    known = {name: str(command.get(name) or "").strip() for name in _KEYS}
    known["language"] = known["language"] or "en"
    text = str(command["text"]).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refused("the article has no words yet")
    if typed := read_typed_date(known["published"], None):
        known["published"] = typed.edtf
    content = front_matter(known, asked=_ASKED) + text.strip("\n") + "\n"
    tables = {
        name: table for name, table in empty_tables().items() if not has_file(session.folder, name)
    }
    write_together(session.folder, {ARTICLE_FILE: content.encode("utf-8", "replace"), **tables})
    session.take_in()
    session.save()
    return {"said": "The article is on the desk"}


def fact(session: Session, command: Command) -> Answer:
    """One line of the front matter; all other lines stay as they are."""
    session.take_in()
    key, value = str(command["key"]), " ".join(str(command["value"]).split())
    if key not in _KEYS:
        raise Refused(f"“{key}” is not known of an article; there are {', '.join(_KEYS)}")
    if key == "published" and (typed := read_typed_date(value, None)):
        value = typed.edtf
    report = Report()
    text = text_of_file(session.folder, ARTICLE_FILE, "", report)
    split = split_front_matter(text) if text else None
    if text is None or split is None:
        raise Refused(f"{ARTICLE_FILE} has no front matter that can be read")
    lines, _ = split
    first, last = _lines_of_key(lines, key)
    whole = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    whole[first + 1 : last + 1] = [f"{key}: {json.dumps(value, ensure_ascii=False)}"]
    write_together(session.folder, {ARTICLE_FILE: "\n".join(whole).encode("utf-8", "replace")})
    session.take_in()
    session.save()
    return {"said": f"{key.replace('_', ' ').capitalize()} is written"}


def _lines_of_key(lines: list[str], key: str) -> tuple[int, int]:
    """Where a key and its value stand among the lines of the front matter, half-open."""
    try:
        root = compose_front_matter("\n".join(lines))
    except yaml.YAMLError as error:
        raise Refused(f"the front matter is not YAML: {error}") from error
    for name, value in root.value if isinstance(root, yaml.MappingNode) else []:
        if str(name.value) == key:
            end = value.end_mark.line
            # The value of a block ends at the start of the line after it.
            last = end if value.end_mark.column == 0 and end > name.start_mark.line else end + 1
            return name.start_mark.line, last
    return len(lines), len(lines)


def follow(session: Session, command: Command) -> Answer:
    """A passage that did not surely follow the article is now the words at this place."""
    session.take_in()
    words = session.stored.reader.words
    if words is None:
        raise Refused("there is no article that can be read")
    uid = str(command["uid"])
    place = place_of_unit(words.text)
    passage = Passage(place(int(command["start"])), place(int(command["end"])))
    asked = [one for one in session.notes.lost if one.uid == uid]
    lost = next((one for one in asked if one.verdict.passage == passage), None)
    lost = lost or next(iter(asked), None)
    if lost is None:
        raise Refused("none of its passages is asked about")
    new = words.words_found_once(passage)
    if not new:
        raise Refused("those words cannot be told apart from others")
    row = row_of(session.state, uid)
    lines = [new if line == lost.words else line for line in lines_of(row.cells["evidence"])]
    session.notes.lost = tuple(one for one in session.notes.lost if one is not lost)
    return session.apply(with_passages(session.state, uid, lines), said="The passage follows")


COMMANDS = {"article": article, "fact": fact, "follow": follow}
