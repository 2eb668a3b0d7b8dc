"""The commands of the article as a whole: made, described, followed by the rows."""

from dateline.desk.actions import Refused, row_of, with_passages
from dateline.desk.asked import Asked
from dateline.desk.facts import KEYS, check_fact, fact_of, language_tag, write_fact
from dateline.desk.rows import lines_of
from dateline.desk.session import Answer, Session
from dateline.desk.typed_dates import read_typed_date
from dateline.formats.article_markdown import front_matter
from dateline.intake.blank import empty_tables
from dateline.passages import place_of_unit
from dateline.reading import ARTICLE_FILE
from dateline.reading.files import has_file
from dateline.story import Passage
from dateline.writing import write_together

_ASKED = ("url", "published", "subject")


def article(session: Session, asked: Asked) -> Answer:
    """The article of a folder that has none; ``text`` is Markdown."""
    session.take_in()
    if session.stored.is_story:
        told = [] if session.article else session.stored.article_problems
        why = f"; it cannot be read: {told[0].message}" if told else ""
        raise Refused(f"{ARTICLE_FILE} is there already{why}")
    known = {key: _fact(asked, key, key) for key in KEYS if asked.has(key)}
    known.setdefault("language", "en")
    text = asked.text("text").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Refused("the article has no words yet")
    content = front_matter(known, asked=_ASKED) + text.strip("\n") + "\n"
    tables = {
        name: table for name, table in empty_tables().items() if not has_file(session.folder, name)
    }
    write_together(session.folder, {ARTICLE_FILE: content.encode("utf-8", "replace"), **tables})
    session.take_in()
    session.save()
    return {"said": "The article is on the desk"}


def fact(session: Session, asked: Asked) -> Answer:
    """One line of the front matter; undo writes what it said before."""
    session.take_in()
    key = asked.text("key")
    if key not in KEYS:
        raise Refused(f"“{key}” is not known of an article; there are {', '.join(KEYS)}")
    value, before = _fact(asked, key, "value"), fact_of(session.folder, key)
    if value != before:
        write_fact(session.folder, key, value)
        session.note_fact(key, before, value)
        session.take_in()
        session.save()
    return {"said": f"{key.replace('_', ' ').capitalize()} is written"}


def _fact(asked: Asked, key: str, name: str) -> str:
    """The value of a key, on one line; a day of publication as EDTF."""
    value = " ".join(asked.text(name).split())
    if key == "published" and (typed := read_typed_date(value, None)):
        value = typed.edtf
    if key == "language":
        value = language_tag(value)
    check_fact(key, value)
    return value


def follow(session: Session, asked: Asked) -> Answer:
    """A passage that did not surely follow the article is now the words at this place."""
    session.take_in()
    words = session.stored.reader.words
    if words is None:
        raise Refused("there is no article that can be read")
    uid = asked.text("uid")
    place = place_of_unit(words.text)
    passage = Passage(place(asked.number("start")), place(asked.number("end")))
    of_row = [one for one in session.notes.lost if one.uid == uid]
    lost = next((one for one in of_row if one.verdict.passage == passage), None)
    lost = lost or next(iter(of_row), None)
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
