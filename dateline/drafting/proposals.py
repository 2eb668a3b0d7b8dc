"""Proposals: rows that rules suggest for a story's tables, each with its passage and its rule.

They are made from the article alone, each time anew. What a row already rests on, and what is left
out on purpose, is not proposed. A cell that the article does not fill for sure is blank.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.dates import parse_date
from dateline.drafting.answers import Refused
from dateline.drafting.calendar_points import Published, published_of
from dateline.drafting.dates import find_dates, language_of
from dateline.drafting.findings import FoundDate, FoundQuote, FoundStake
from dateline.drafting.names import NAME, Names
from dateline.drafting.quotes import find_quotes
from dateline.drafting.sentences import Sentences
from dateline.drafting.stakes import find_stakes
from dateline.drafting.titles import title_of
from dateline.passages import IndexedText, overlapping
from dateline.reading.cells import id_for
from dateline.story import SCHEMAS, Article, Block, Passage, Schema, Story

NO_RULES = "there are no rules for this language: quotation marks and dates in numbers only"
NO_CATEGORY = "Events"
_MOST_WORDS_OF_ID = 5
_MOST_WORDS_OF_BYLINE = 12
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’»“)]*\s*$")
# "MARLOW, 9 Nov (Wire) — The club": where and when a report was sent.
_SENT_FROM = re.compile(r"(?:[^\W\d_a-zа-яёß][\w.’'-]*[,/ ]{1,3}){1,6}\(?")
_SENT_BY = re.compile(r"\)?[,.]?[ ]?(?:\([^)\n]{1,30}\)[ ]?)?[—–-]{1,3}\s")
_MOST_ACTORS = 4
_SCHEMAS: Mapping[str, Schema] = {schema.rows: schema for schema in SCHEMAS}
_CATEGORIES = (
    ("Court", r"\b(?:court|judge|trial|sentenced?|convicted|charged|lawsuit|verdict|sued|appeal"
     r"|Gericht\w*|Richter\w*|Prozess|Anklage|Urteil\w*|freigesprochen|суд\w*|приговор\w*)\b"),
    ("Ownership", r"\b(?:shares?|stakes?|bid|takeover|acquired|merger|shareholders?|Aktien"
     r"|Anteil\w*|Übernahme|акци\w+|дол[юяие]|акционер\w*)\b"),
    ("Leadership", r"\b(?:resign\w*|appointed|dismissed|fired|chief executive|stepped down"
     r"|took over|Rücktritt|trat zurück|entlassen|отставк\w+|назначен\w*|уволен\w*)\b"),
)  # fmt: skip
# The present of holding, with which a share is stated for the day of publication.
_HOLDS_NOW = re.compile(
    r"\b(?:owns|holds|controls|(?:is|are) (?:owned|held|controlled)|belongs? to|has|have|hält"
    r"|halten|besitzt|gehört|gehören|принадлежит|принадлежат|владеет|владеют)\b"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row that could be added to a table.

    ``cells`` are texts by column, without the blank ones. ``passage`` is the place of the words in
    question; the evidence among the cells is blank where those words cannot be told apart from
    others. ``rule`` says in words why, ``alternatives`` what else it could be.
    """

    table: str
    cells: Mapping[str, str]
    passage: Passage
    rule: str
    alternatives: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The rule and the alternatives in one sentence."""
        others = f"; could be {' or '.join(self.alternatives)}" if self.alternatives else ""
        return f"{self.rule[:1].upper()}{self.rule[1:]}{others}."

    def accepted(self) -> dict[str, str]:
        """The cells of a row once a person accepts it: the rule stands in its note."""
        column = "date_note" if self.table == "events" else "note"
        note = " ".join(filter(None, (self.cells.get(column, ""), self.reason)))
        return {**self.cells, column: note}


@dataclass(frozen=True, slots=True)
class Draft:
    """All proposals in the order of the article, and what a person should know of them.

    ``refused`` are rows of a model that the article does not bear out.
    """

    proposals: tuple[Proposal, ...]
    remarks: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()

    def joined(
        self, proposals: Iterable[Proposal], refused: Iterable[Refused], remarks: Iterable[str]
    ) -> "Draft":
        """With a model's rows, in their places."""
        together = sorted((*self.proposals, *proposals), key=_place)
        return Draft(
            tuple(with_own_ids(together)),
            (*self.remarks, *remarks),
            (*self.refused, *refused),
        )


@dataclass(frozen=True, slots=True)
class Findings:
    """All that rules find in a text, also what makes no row."""

    dates: list[FoundDate]
    quotes: list[FoundQuote]
    stakes: list[FoundStake]


def find_all(text: str, language: str, published: Published | None) -> Findings:
    """Dates, quotes and stakes of a text; of a language without rules only what needs none."""
    known = language_of(language)
    code = known.code if known else ""
    return Findings(
        find_dates(text, known, published), find_quotes(text, code), find_stakes(text, code)
    )


def draft(article: Article, *, settled: Mapping[str, Iterable[Passage]] | None = None) -> Draft:
    """Propose rows for an article; ``settled`` has the passages, by table, to leave alone."""
    return drafted(RowMaker(article), settled=settled)


def drafted(maker: "RowMaker", *, settled: Mapping[str, Iterable[Passage]] | None = None) -> Draft:
    """As ``draft``, of an article in which everything is found already."""
    article, found = maker.article, maker.found
    made = [
        *(proposal for date in found.dates if (proposal := maker.event(date))),
        *map(maker.stake, found.stakes),
        *map(maker.quote, found.quotes),
    ]
    kept = _without_settled(made, settled or {}, article.blocks)
    remarks = []
    if language_of(article.language) is None:
        remarks.append(f"language {article.language}: {NO_RULES}")
    if published_of(article.published) is None:
        remarks.append("published is blank: times that count from it are proposed without a date")
    return Draft(tuple(with_own_ids(sorted(kept, key=_place))), tuple(remarks))


def draft_story(story: Story) -> Draft:
    """Propose rows for what no row of the story rests on and nobody has left out."""
    left_out = [passage for found in story.left_out["evidence"] for passage in found]
    tables = {"events": story.events, "stakes": story.stakes, "quotes": story.quotes}
    settled = {
        name: [*left_out, *(passage for found in rows["evidence"] for passage in found)]
        for name, rows in tables.items()
    }
    taken = {str(row_id) for rows in tables.values() for row_id in rows["id"]}
    made = draft(story.article, settled=settled)
    return Draft(tuple(with_own_ids(made.proposals, taken)), made.remarks)


def _place(proposal: Proposal) -> tuple[int, str]:
    return proposal.passage.start, proposal.table


def _without_settled(
    proposals: list[Proposal], settled: Mapping[str, Iterable[Passage]], blocks: Iterable[Block]
) -> list[Proposal]:
    furniture = [Passage(b.start, b.end) for b in blocks if b.kind == "furniture"]
    kept = []
    for table in _SCHEMAS:
        of_table = [proposal for proposal in proposals if proposal.table == table]
        spans = [*furniture, *settled.get(table, ())]
        touched = overlapping(spans, [proposal.passage for proposal in of_table])
        kept += [one for one, spans_of in zip(of_table, touched, strict=True) if not spans_of]
    return kept


def short_id(title: str) -> str:
    """An id of a title's first words."""
    return id_for(" ".join(title.split()[:_MOST_WORDS_OF_ID]))


def with_own_ids(proposals: Iterable[Proposal], taken: Iterable[str] = ()) -> list[Proposal]:
    """Each proposal with an id that no other row has."""
    used = set(taken)
    counts: dict[str, int] = {}
    made = []
    for one in proposals:
        base = re.sub(r"-\d+$", "", one.cells["id"])
        row_id = base
        while row_id in used:
            counts[base] = counts.get(base, 1) + 1
            row_id = f"{base}-{counts[base]}"
        used.add(row_id)
        cells = {**one.cells, "id": row_id}
        made.append(Proposal(one.table, cells, one.passage, one.rule, one.alternatives))
    return made


class RowMaker:
    """Makes rows of what rules find in one article."""

    def __init__(
        self, article: Article, *, index: IndexedText | None = None, finds: bool = True
    ) -> None:
        """``index`` is of the article's text, where there is one; without ``finds`` the text is
        too long, and nothing is looked for."""
        published = published_of(article.published)
        text = article.text if finds else ""
        self.found = found = find_all(text, article.language, published)
        self.article = article
        self._text = article.text
        self._index = index or IndexedText(article.text)
        self.sentences = Sentences(article.text, article.blocks)
        self._names = Names(text)
        self._dates = found.dates
        quoted = [piece for quote in found.quotes for piece in quote.pieces]
        inside = overlapping(quoted, [date.passage for date in found.dates])
        self._quoted = {
            date.passage for date, quotes in zip(found.dates, inside, strict=True) if quotes
        }
        sentences = [self.sentences.around(stake.passage) for stake in found.stakes]
        self._dates_of = dict(
            zip(
                [stake.passage for stake in found.stakes],
                overlapping([date.passage for date in found.dates], sentences),
                strict=True,
            )
        )
        self._last_dated: FoundDate | None = None
        language = language_of(article.language)
        self._code = language.code if language else ""
        self._first_sentence = next(
            (
                block.start
                for block in article.blocks
                if block.kind not in ("heading", "furniture")
                and _SENTENCE_END.search(self._text[block.start : block.end])
            ),
            0,
        )

    def event(self, date: FoundDate) -> Proposal | None:
        """A row for a date; None for one within a quotation, which the speaker vouches for."""
        is_none = date.passage in self._quoted or self._is_dateline(date)
        return None if is_none else self.event_of(date)

    def _is_dateline(self, date: FoundDate) -> bool:
        """Whether it only says when the article was written: in a line before the first sentence,
        in one of nothing but the day of publication, or at the head of a report."""
        blocks = self.article.blocks
        place = bisect_right(blocks, date.passage.start, key=lambda block: block.start) - 1
        block = blocks[max(0, place)]
        if _SENT_FROM.fullmatch(self._text, block.start, date.passage.start) and _SENT_BY.match(
            self._text, date.passage.end
        ):
            return True
        words = self._text[block.start : block.end]
        if block.kind == "heading" or len(words.split()) > _MOST_WORDS_OF_BYLINE:
            return False
        published = self.article.published
        is_published = published is not None and date.edtf == published.edtf
        return not _SENTENCE_END.search(words) and (
            is_published or block.end <= self._first_sentence
        )

    def event_of(self, date: FoundDate) -> Proposal:
        """A row for a date, wherever it stands."""
        sentence = self.sentences.around(date.passage)
        words = self._text[sentence.start : sentence.end]
        cells = {
            "id": short_id(self._title(sentence, date)) or "event",
            "date": date.edtf,
            "date_words": " ".join(date.words.split()),
            "title": self._title(sentence, date),
            "category": _category(words),
            "actors": "; ".join(self._actors(words)),
            "status": "planned" if self._is_planned(date) else "reported",
            "evidence": self._evidence(sentence),
        }
        rule, alternatives = date.rule, date.alternatives
        if not date.edtf and self._last_dated and "another event" in rule:
            before = self._last_dated
            rule += f'; the nearest date before is "{before.words}" ({before.edtf})'
        if date.edtf:
            self._last_dated = date
        return _proposal("events", cells, date.passage, rule, alternatives)

    def stake(self, stake: FoundStake) -> Proposal:
        sentence = self.sentences.around(stake.passage)
        date, dated_by = self._date_of(stake)
        is_worded = bool(re.search(r"[/<>~]", stake.share)) or not re.search(r"\d", stake.words)
        cells = {
            "id": id_for(f"{stake.holder or 'stake'} {date[:4]}") or "stake",
            "holder": stake.holder,
            "share": stake.share,
            "share_words": " ".join(stake.words.split()) if is_worded and stake.share else "",
            "of": stake.of,
            "date": date,
            "basis": stake.basis,
            "note": stake.note,
            "evidence": self._evidence(sentence),
        }
        rule = "; ".join(filter(None, (f"holder: {stake.rule}", f"date: {dated_by}")))
        return _proposal("stakes", cells, stake.passage, rule, stake.candidates)

    def quote(self, quote: FoundQuote) -> Proposal:
        pieces = [self._text[piece.start : piece.end] for piece in quote.pieces]
        cells = {
            "id": id_for(" ".join([quote.speaker, *pieces[0].split()[:4]])) or "quote",
            "speaker": quote.speaker,
            "text": "\n".join(" ".join(piece.split()) for piece in pieces),
            "kind": quote.kind,
            "evidence": self._evidence_of(quote),
        }
        return _proposal("quotes", cells, quote.passage, quote.rule, quote.candidates)

    def _title(self, sentence: Passage, date: FoundDate) -> str:
        before = self._text[sentence.start : date.passage.start]
        after = self._text[date.passage.end : sentence.end]
        return title_of(before, date.words, after, self._code)

    def _actors(self, sentence: str) -> list[str]:
        found = (self._names.full(name) for name in re.findall(NAME, sentence))
        return list(dict.fromkeys(name for name in found if " " in name))[:_MOST_ACTORS]

    def _is_planned(self, date: FoundDate) -> bool:
        """Whether it begins after publication."""
        published = self.article.published
        if not date.edtf or not published or not published.latest:
            return False
        earliest = parse_date(date.edtf).earliest
        return earliest is not None and earliest > published.latest

    def _date_of(self, stake: FoundStake) -> tuple[str, str]:
        """The sentence's one date, or publication where it has none and says what is so now."""
        if stake.is_earlier:
            return "", "not said, of a share before a change"
        dates = [self._dates[place] for place in self._dates_of[stake.passage]]
        dated = [date for date in dates if date.edtf]
        if len(dates) == 1 and dated:
            return dated[0].edtf, f'"{" ".join(dated[0].words.split())}", the sentence\'s only one'
        if dates:
            return "", "not sure, by the times in the sentence"
        sentence = self.sentences.around(stake.passage)
        published = self.article.published
        if published and _HOLDS_NOW.search(self._text, sentence.start, sentence.end):
            return published.edtf, "publication, since the sentence says what is so now"
        return "", "none in the sentence"

    def _evidence_of(self, quote: FoundQuote) -> str:
        """One passage; of a quote over several paragraphs one for each piece."""
        words = self._text[quote.passage.start : quote.passage.end]
        if "\n\n" not in words:
            return self._evidence(quote.passage)
        found = [self._evidence(piece) for piece in quote.pieces]
        return "\n".join(found) if all(found) else ""

    def _evidence(self, passage: Passage) -> str:
        """The words, with so many around them that they occur once; "" where none do."""
        found = self.unique(passage)
        return " ".join(self._text[found.start : found.end].split()) if found else ""

    def unique(self, passage: Passage) -> Passage | None:
        """The passage, with so many words around it that it occurs once; None where none do."""
        is_of_two = "\n\n" in self._text[passage.start : passage.end].strip()
        return None if is_of_two else self._index.widened_to_once(passage)


def _category(sentence: str) -> str:
    for name, expression in _CATEGORIES:
        if re.search(expression, sentence):
            return name
    return NO_CATEGORY


def _proposal(
    table: str, cells: Mapping[str, str], passage: Passage, rule: str, others: tuple[str, ...]
) -> Proposal:
    filled = {name: value for name, value in cells.items() if value}
    return Proposal(table, filled, passage, rule, others)
