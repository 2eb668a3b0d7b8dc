"""The commands of the article's words: marks, and proposals."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.answer_checking import check_answer
from dateline.desk.actions import (
    Done,
    Refused,
    added,
    deleted,
    made_id,
    noun,
    row_of,
    with_passages,
)
from dateline.desk.asked import Asked
from dateline.desk.marking import Taken, take
from dateline.desk.rows import LEFT_OUT_ROWS, NAMES_OF, STORY_TABLES, lines_of
from dateline.desk.session import Answer, Session
from dateline.desk.typed_dates import read_typed_date
from dateline.drafting.answers import read_answer
from dateline.drafting.marked import row_of_marked
from dateline.drafting.prompting import prompt_of
from dateline.passages import place_of_unit, units_of
from dateline.story import Passage
from dateline.wording import count_in_words


def _taken(session: Session, asked: Asked) -> list[Taken]:
    """The passages of the spans that are asked for, in UTF-16 units."""
    maker = session.maker()
    text = maker.article.text
    place, length = place_of_unit(text), units_of(text)(len(text))
    spans = asked.spans("spans")
    if any(not 0 <= start <= end <= length for start, end in spans):
        raise Refused("those places are not in the article as it is now; select the words again")
    return take(maker, [Passage(place(start), place(end)) for start, end in spans])


def preview(session: Session, asked: Asked) -> Answer:
    """What a mark would take."""
    units = units_of(session.maker().article.text)
    return {
        "passages": [
            {
                "start": units(one.passage.start),
                "end": units(one.passage.end),
                "words": one.words,
                "extended": one.is_extended,
            }
            for one in _taken(session, asked)
        ]
    }


def mark(session: Session, asked: Asked) -> Answer:
    """A new row of the words, or more passages of the row ``into``."""
    session.take_in()
    taken = _taken(session, asked)
    if not taken:
        raise Refused("select words of the article that occur once")
    words = [one.words for one in taken]
    if asked.has("into"):
        into = asked.text("into")
        row = row_of(session.state, into)
        all_words = [*lines_of(row.cells["evidence"]), *words]
        return session.apply(with_passages(session.state, into, all_words), said="Added")
    return _made(session, asked.text("table"), [one.passage for one in taken], words)


def _made(
    session: Session, table: str, passages: Sequence[Passage], words: Sequence[str]
) -> Answer:
    if table not in STORY_TABLES:
        raise Refused(f"“{table}” is no table; there are {', '.join(STORY_TABLES)}")
    marked = row_of_marked(session.maker(), table, passages)
    done = session.new_row(table, {**marked.cells, "evidence": "\n".join(words)})
    session.note_rule(done.uid, marked.rule, marked.alternatives)
    return session.apply(done)


def also(session: Session, asked: Asked) -> Answer:
    """A second row of the same words."""
    session.take_in()
    row = row_of(session.state, asked.text("uid"))
    words = lines_of(row.cells["evidence"])
    article = session.stored.reader.words
    found = [place.passage for line in words if article and (place := article.find(line))]
    if len(found) != len(words) or not words:
        raise Refused("its passages are not all in the article")
    return _made(session, asked.text("table"), found, words)


def accept(session: Session, asked: Asked) -> Answer:
    """A proposal as a row, with the cells that were changed first."""
    session.take_in()
    one = session.queued(asked.text("key"))
    if one.key in session.accepted_keys():
        raise Refused("that proposal is accepted already")
    proposal = one.proposal
    changes = asked.cells("cells")
    cells = {**proposal.cells, **changes}
    if typed := read_typed_date(cells.get("date", ""), session.article):
        cells["date"] = typed.edtf
    if (
        proposal.table == "events"
        and cells.get("date")
        and (cells["date"] == proposal.cells.get("date"))
    ):
        cells["date_note"] = cells.get("date_note") or proposal.reason
    if changes and "id" not in changes:
        cells["id"] = made_id(proposal.table, cells) or cells["id"]
    known = {name: cell for name, cell in cells.items() if name in NAMES_OF[proposal.table]}
    done = session.new_row(proposal.table, known)
    session.notes.keys[done.uid] = one.key
    session.note_rule(done.uid, proposal.rule, proposal.alternatives)
    return session.apply(done, said=f"Accepted as {noun(proposal.table)}")


def skip(session: Session, asked: Asked) -> Answer:
    one = session.queued(asked.text("key"))
    state = replace(session.state, skipped=session.state.skipped | {one.key})
    return session.apply(Done(state, "skipped proposal"), said="Skipped")


def leave_out(session: Session, asked: Asked) -> Answer:
    """Words that no row is to rest on: a proposal's, a row's, or those that are selected."""
    session.take_in()
    state = session.state
    if asked.has("key"):
        one = session.queued(asked.text("key"))
        found = session.maker().unique(one.proposal.passage)
        words = [session.maker().article.words(found)] if found else []
    elif asked.has("uid"):
        words = lines_of(row_of(state, asked.text("uid")).cells["evidence"])
        state = deleted(state, asked.text("uid")).state
    else:
        words = [one.words for one in _taken(session, asked)]
    lines = [" ".join(line.split()) for line in words]
    if not lines:
        raise Refused("its words cannot be told apart from others")
    new_uid = session.stored.new_uid(LEFT_OUT_ROWS, str(len(state.tables[LEFT_OUT_ROWS]) + 1))
    cells = {"evidence": "\n".join(lines), "reason": asked.text("reason", "").strip()}
    done = added(state, new_uid, LEFT_OUT_ROWS, cells)
    return session.apply(Done(done.state, "words left out"), said="Left out")


def prompt(session: Session, _: Asked) -> Answer:
    """What to ask any chat model for rows."""
    return {"prompt": prompt_of(session.maker().article)}


def answer(session: Session, asked: Asked) -> Answer:
    """A chat model's answer: rows that the article bears out join the proposals."""
    article = session.maker().article
    rows = read_answer(asked.text("text"))
    if not rows:
        raise Refused("the answer has no row: no JSON object in it has a table and evidence")
    checked = check_answer(session.folder, article, rows)
    queue = session.queue()
    if queue:
        queue.add(checked.accepted, "model")
    session.version += 1
    refused = [f"{one.row.table}: {'; '.join(one.reasons)}" for one in checked.refused]
    said = f"{count_in_words(len(checked.accepted), 'row')} proposed"
    return {"said": f"{said}, {len(refused)} refused" if refused else said, "refused": refused}


COMMANDS = {
    "preview": preview,
    "mark": mark,
    "also": also,
    "accept": accept,
    "skip": skip,
    "leave_out": leave_out,
    "prompt": prompt,
    "answer": answer,
}
