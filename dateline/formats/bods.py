"""``bods``: the stakes as statements of the Beneficial Ownership Data Standard, version 0.4.

A story doesn't say whether a holder is a person or an organisation, so none has a type.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dateline.dates import PartialDate
from dateline.formats.exported import Exported, Reason, all_left_out, losses
from dateline.formats.identity import stable_uuid, text_hash
from dateline.formats.prose import passages
from dateline.holdings import beginnings, holder_of
from dateline.story import Article, Share, Story, records, rivals
from dateline.wording import date_in_words, is_votes, names_in_words, stance_in_words

VERSION = "0.4"
Status = Literal["new", "updated", "closed"]
_UNDATED_ARTICLE = Reason(
    "stakes",
    "is left out: a statement needs the date of its source, and the article's is not known",
    "are left out: a statement needs the date of its source, and the article's is not known",
    is_left_out=True,
)
_BACKGROUND = Reason(
    "stakes",
    "is left out: a statement needs the date of its source, and a background source has none",
    "are left out: a statement needs the date of its source, and a background source has none",
    is_left_out=True,
)
_UNTYPED = Reason(
    "stakes",
    "has a holder that may be a person or an organisation and is named in words only",
    "have holders that may be persons or organisations and are named in words only",
)
_DISPUTED_ELSEWHERE = Reason(
    "stakes",
    "is disputed by a stake of other sources, which is not in the file",
    "are disputed by stakes of other sources, which are not in the file",
)
_NO_DAY = Reason(
    "stakes",
    "has no certain day: startDate is the first possible one, if any, with a note",
    "have no certain day: startDate is the first possible one, if any, with a note",
)


def make_bods(story: Story, *, now: dt.datetime | None = None) -> Exported:
    """A statement for each company, the subject first, then one for each stake.

    ``now`` is the time at which the file is made; None: the clock's.

    A holder has one record: a later statement updates it, and a share of 0 closes it.
    Statements that contradict each other have records of their own, since both are in force.
    ``statementDate`` is the first possible day of the article, ``startDate`` that of the stake;
    where they are not certain an annotation gives the date as far as it is known.
    """
    article = story.article
    stakes = records(story.stakes)
    declared = article.published.earliest if article.published else None
    article_stakes = [row for row in stakes if not row["background"]] if declared else []
    content: list[dict[str, Any]] = []
    if article_stakes and declared and article.published:
        made = (now or dt.datetime.now(dt.UTC)).date()
        frame = _Frame(article, article.published, declared, made)
        entities = dict.fromkeys(
            ("", *(company_of(row["of"], article.subject) for row in article_stakes))
        )
        content = [
            *map(frame.entity, entities),
            *frame.stakes(_steps(article_stakes, story.stakes)),
        ]
    vague = [row["id"] for row in article_stakes if not row["date"].is_exact]
    background = [row["id"] for row in stakes if row["background"]] if declared else []
    unheld = () if article_stakes else ("no stake can be stated: the file is an empty list",)
    return Exported(
        (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8"),
        (
            *losses(
                (_UNDATED_ARTICLE, [] if declared else [row["id"] for row in stakes]),
                (_BACKGROUND, background),
                (_UNTYPED, [row["id"] for row in article_stakes]),
                (_NO_DAY, vague),
                (_DISPUTED_ELSEWHERE, _disputed_elsewhere(article_stakes, stakes)),
            ),
            *all_left_out(story, "events", "quotes", why="no place among statements on ownership"),
        ),
        unheld,
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """One statement of a record: a stake, or the end of one for a later stake of its holder.

    ``record`` names the record within the story; ``ended_by`` is the stake that ends this one.
    """

    row: Mapping[str, Any]
    record: str
    status: Status
    ended_by: Mapping[str, Any] | None = None
    rivals: tuple[str, ...] = ()


def _steps(rows: Sequence[Mapping[str, Any]], stakes: pd.DataFrame) -> list[_Step]:
    """The statements in an order in which each record is begun before it is updated or closed."""
    begins = dict(zip(stakes["id"], beginnings(stakes), strict=True))
    disputes = rivals(records(stakes))
    held: dict[tuple[tuple[str, ...], str], list[Mapping[str, Any]]] = {}
    for row in rows:
        held.setdefault((holder_of(row), row.get("of", "")), []).append(row)
    found: list[list[_Step]] = []
    for (holder, of), group in held.items():
        open_records: list[list[_Step]] = []
        is_first = True
        for row in sorted(group, key=lambda row: (begins[row["id"]].last, begins[row["id"]].first)):
            last = begins[row["id"]].last
            ended = [
                steps for steps in open_records
                if begins[steps[-1].row["id"]].last < last
                and steps[-1].row["id"] not in disputes[row["id"]]
            ]  # fmt: skip
            if ended:
                steps, *others = ended
                status: Status = "closed" if _is_nothing(row) else "updated"
                steps.append(_Step(row, steps[-1].record, status, None, disputes[row["id"]]))
                for other in others:
                    before = other[-1]
                    other.append(_Step(before.row, before.record, "closed", row, before.rivals))
                closed = [*others, *([steps] if status == "closed" else [])]
                open_records = [steps for steps in open_records if steps not in closed]
            else:
                name = "; ".join(filter(None, ("holder=" + "; ".join(holder), of)))
                record = name if is_first else f"{name}; stake={row['id']}"
                open_records.append([_Step(row, record, "new", None, disputes[row["id"]])])
                found.append(open_records[-1])
            is_first = False
    return [step for steps in found for step in steps]


def _is_nothing(row: Mapping[str, Any]) -> bool:
    return bool(row["share"]) and row["share"].high == 0


def _disputed_elsewhere(
    rows: Sequence[Mapping[str, Any]], all_rows: Sequence[Mapping[str, Any]]
) -> list[str]:
    here, disputes = {row["id"] for row in rows}, rivals(all_rows)
    return [row["id"] for row in rows if not here.issuperset(disputes[row["id"]])]


class _Frame:
    """What all statements of a file have in common."""

    def __init__(
        self, article: Article, published: PartialDate, declared: dt.date, made: dt.date
    ) -> None:
        self.article, self.published = article, published
        self.declared, self.made = declared, made
        self.subject_id = stable_uuid(article, "subject")

    def entity_id(self, of: str) -> str:
        """The record of the company in which a stake is held; "" is the article's subject."""
        company = company_of(of, self.article.subject)
        return stable_uuid(self.article, f"of={company}") if company else self.subject_id

    def entity(self, company: str) -> dict[str, Any]:
        details: dict[str, Any] = {
            "isComponent": False,
            "entityType": {"type": "unknownEntity"},
            "unspecifiedEntityDetails": {
                "reason": "informationUnknownToPublisher",
                "description": "The article does not say what kind of entity it is.",
            },
        }
        if name := company or self.article.subject:
            details["name"] = name
        return self._statement("entity", self.entity_id(company), details, self._source({}), [])

    def stakes(self, steps: Sequence[_Step]) -> list[dict[str, Any]]:
        """The statements; once all have ids, those that contradict each other name each other."""
        found: list[dict[str, Any]] = []
        for step in steps:
            before = found[-1] if found and step.status != "new" else None
            found.append(self._stake(step, before["statementId"] if before else ""))
        ids = {step.row["id"]: said["statementId"]
               for step, said in zip(steps, found, strict=True) if not step.ended_by}  # fmt: skip
        for step, said in zip(steps, found, strict=True):
            said["annotations"] += [
                _note("", f"Disputed by the statement with statementId {ids[other]}.")
                if other in ids
                else _note("", "Disputed by a stake of other sources, which is not in this file.")
                for other in step.rivals
            ]
        return found

    def _stake(self, step: _Step, before: str) -> dict[str, Any]:
        row = step.row
        kind = "votingRights" if is_votes(row["of"]) else "shareholding"
        interest: dict[str, Any] = {"type": kind, "directOrIndirect": "unknown"}
        if row["note"]:
            interest["details"] = row["note"]
        if row["share"]:
            interest["share"] = _share(row["share"])
        if row["date"].earliest:
            interest["startDate"] = row["date"].earliest.isoformat()
        ended_by = step.ended_by or (row if _is_nothing(row) else None)
        if ended_by and ended_by["date"].latest:
            interest["endDate"] = ended_by["date"].latest.isoformat()
        together = ", together" if len(row["holder"]) > 1 else ""
        details = {
            "isComponent": False,
            "subject": self.entity_id(row["of"]),
            "interestedParty": {
                "reason": "informationUnknownToPublisher",
                "description": f"{names_in_words(row['holder'])}{together}. The article does not "
                "say whether a person or an organisation is meant.",
            },
            "interests": [interest],
        }
        notes = self._notes(row)
        if before:
            notes.append(_note("", f"Replaces the statement with statementId {before}."))
        if step.ended_by:
            words = date_in_words(step.ended_by["date"], self.article.language)
            notes.append(_note("", f"Ended by the statement for {words} of the same holder."))
        record_id = stable_uuid(self.article, step.record)
        said = self._statement("relationship", record_id, details, self._source(row), notes,
                               step.rivals)  # fmt: skip
        return said | {"recordStatus": step.status}

    def _notes(self, row: Mapping[str, Any]) -> list[dict[str, str]]:
        at = "/recordDetails/interests/0"
        words = date_in_words(row["date"], self.article.language)
        start = f"{at}/startDate" if row["date"].earliest else at
        may_be_earlier = "It may have begun before."
        notes = [
            _note(
                start,
                f"The share is stated for {words} (EDTF {row['date'].edtf}). {may_be_earlier}",
            ),
            *(
                _note("", f"The article's words: “{found}”")
                for found in passages(row, self.article)
            ),
        ]
        if row["share"] and row["share"].is_about:
            notes.append(_note(f"{at}/share", "The share is approximate."))
        if row["share_words"]:
            notes.append(_note(at, f"The article's words for the share: “{row['share_words']}”"))
        if row["basis"] == "derived":
            notes.append(_note(at, "The share is derived: the article prints no such number."))
        if row["basis"] == "undisclosed":
            notes.append(_note(at, "The share is not disclosed."))
        if side := stance_in_words(row):
            notes.append(_note("", f"The article does not vouch for this: {side}."))
        return notes

    def _source(self, row: Mapping[str, Any]) -> dict[str, Any]:
        names = row.get("asserted_by") or (self.article.outlet,)
        source: dict[str, Any] = {
            "type": ["thirdParty"],
            "description": f"{self.article.outlet}: {self.article.title}",
            "assertedBy": [{"name": name} for name in names],
        }
        if self.article.url:
            source["url"] = self.article.url
        return source

    def _statement(
        self,
        kind: str,
        record_id: str,
        details: Mapping[str, Any],
        source: Mapping[str, Any],
        notes: list[dict[str, str]],
        rivals: Sequence[str] = (),
    ) -> dict[str, Any]:
        if not self.published.is_exact:
            words = date_in_words(self.published, self.article.language)
            known = f"The article appeared {words} (EDTF {self.published.edtf})."
            notes = [*notes, _note("/statementDate", known)]
        said = json.dumps([details, source, notes, rivals], ensure_ascii=False, sort_keys=True)
        return {
            # A new id whenever the content changes; the record keeps its id.
            "statementId": stable_uuid(self.article, record_id, text_hash(said)),
            "statementDate": self.declared.isoformat(),
            "annotations": notes,
            "publicationDetails": {
                "publicationDate": self.made.isoformat(),
                "bodsVersion": VERSION,
                "publisher": {"name": "Dateline"},
            },
            "source": dict(source),
            "declarationSubject": self.subject_id,
            "recordId": record_id,
            "recordType": kind,
            "recordStatus": "new",
            "recordDetails": dict(details),
        }


def company_of(of: str, subject: str) -> str:
    """The company or class of shares that the ``of`` of a stake names; "" is the subject."""
    company = of[len("votes of ") :].strip() if is_votes(of) else of
    return "" if company.casefold() == subject.casefold() else company


def _note(pointer: str, words: str) -> dict[str, str]:
    return {"statementPointerTarget": pointer, "motivation": "commenting", "description": words}


def _share(share: Share) -> dict[str, float]:
    """The bounds that the article gives, and no others."""
    if share.given == "low":
        return {"exclusiveMinimum" if share.is_strict else "minimum": share.low}
    if share.given == "high":
        return {"exclusiveMaximum" if share.is_strict else "maximum": share.high}
    if share.low == share.high:
        return {"exact": share.low}
    return {"minimum": share.low, "maximum": share.high}
