"""The data we publish is right. Reads the files themselves, so as not to depend on the loader."""

import csv
import hashlib
import re
from pathlib import Path

import pytest

STORY = Path(__file__).resolve().parents[2]
ARTICLE_SHA256 = "701004bda0dda516394f3d3e576c5edff1b47f728dd96a920022f0afb792e62d"

COLUMNS = {
    "events.csv": "id,date,date_words,date_note,title,summary,category,actors,status,"
    "asserted_by,denied_by,disputed_by,weight,evidence,source",
    "stakes.csv": "id,holder,share,share_words,of,date,basis,asserted_by,denied_by,disputed_by,"
    "note,evidence,"
    "source",
    "quotes.csv": "id,speaker,role,text,kind,said_to,date,topic,note,evidence",
}
TABLES = list(COLUMNS)

# The minimal correct timeline of the editorial notes: what the article tells and when.
ARTICLE_EVENTS = {
    "graduation": "[..2007]",
    "founding": "2007~",
    "share-sale": "2013-12",
    "pressure": "/2014-04-22",
    "resignation-tendered": "2014-04-01",
    "resignation-withdrawn": "2014-04-03",
    "resignation-in-press": "[..2014-04-21]",
    "ouster": "2014-04-21",
    "control-change": "2014-04-21",
    "ucp-statement": "2014-04-22",
    "complaints": "2014-04-22",
    "ukraine-revolution": "",
    "arab-spring": "",
    "fsb-demand": "[..2014-04-23]",
    "prosecutors-demand": "[..2014-04-23]",
    "refusal": "[..2014-04-23]",
    "ucp-link-claim": "[..2014-04-23]",
    "ucp-link-denial": "[..2014-04-23]",
    "never-retracted": "[2014-04-03..2014-04-23]",
    "dismissal": "[2014-04-03..2014-04-23]",
    "departure": "[..2014-04-23]",
    "techcrunch-interview": "[..2014-04-23]",
    "reinstatement-group": "[2014-04-21..2014-04-23]",
    "salin-comment": "[..2014-04-23]",
    "mobile-network-plan": "[2014-04-22..]",
}
BACKGROUND_EVENTS = {
    "launch-2006": "2006-10-10",
    "fsb-letter": "2013-12-13",
    "prosecutors-letter": "2014-03-13",
    "resignation-letter": "2014-03-21",
    "resignation-post": "2014-04-01",
    "withdrawal-reported": "2014-04-03",
    "demands-made-public": "2014-04-16",
    "dismissed-as-ceo": "2014-04-21",
    "techcrunch-published": "2014-04-22",
    "ucp-on-sechin": "2014-04-22",
}
ARTICLE_STAKES = {
    ("United Capital Partners", "48", "[2014-04-22..2014-04-23]", "stated"),
    ("Igor Sechin; Alisher Usmanov", "", "2014-04-21", "undisclosed"),
    ("Pavel Durov", "0", "2013-12", "derived"),
}
BACKGROUND_STAKES = {
    ("Mail.ru Group", "25", "2007"),
    ("Mail.ru Group", "32.5", "2010-11~"),
    ("Mail.ru Group", "39.99", "2011-07"),
    ("Mail.ru Group", "39.99", "2012-04"),
    ("Mirilashvili family", "40", "2012-04"),
    ("Pavel Durov", "12", "2012-04"),
    ("Lev Leviev", "8", "2012-04"),
    ("United Capital Partners", "48", "2013-04-17"),
    ("Mirilashvili family", "0", "2013-04-17"),
    ("Lev Leviev", "0", "2013-04-17"),
    ("Pavel Durov", "12", "2013-04-17"),
    ("Mail.ru Group", "39.99", "2013-04-17"),
    ("Pavel Durov", "0", "2013-12"),
    ("Ivan Tavrin", "12", "2013-12"),
    ("Mail.ru Group", "51.99", "2014-03-18"),
    ("Ivan Tavrin", "0", "2014-03-18"),
    ("United Capital Partners", "48.01", "2014-03-18"),
    ("Mail.ru Group", "100", "2014-09-16"),
    ("United Capital Partners", "0", "2014-09-16"),
}
CONTRADICTIONS = [
    ("events.csv", "resignation-withdrawn", "never-retracted"),
    ("events.csv", "ucp-link-claim", "ucp-link-denial"),
    ("events.csv", "founding", "launch-2006"),
    ("events.csv", "resignation-tendered", "resignation-letter"),
    ("stakes.csv", "sechin-usmanov-2014-04", "mailru-2014-03"),
    ("stakes.csv", "sechin-usmanov-2014-04", "ucp-2014-03"),
]
NAMES_NOT_IN_THE_ARTICLE = [
    "Mail.ru",
    "Tavrin",
    "Sherbovich",
    "Sergeev",
    "Mirilashvili",
    "Leviev",
    "Telegram",
    "Euromaidan",
    "Hollywood Reporter",
    "DST",
]


def article_file() -> tuple[dict[str, str], str]:
    """Front matter as plain strings, and the marked-up body."""
    _, front, body = (STORY / "article.md").read_bytes().decode("utf-8").split("---\n", 2)
    pairs = (line.split(": ", 1) for line in front.splitlines())
    return {key: value.strip("\"'") for key, value in pairs}, body.strip("\n")


def article_text() -> str:
    marks = re.compile(r"^(# |## |> )", re.MULTILINE)
    return marks.sub("", article_file()[1])


def as_read(text: str) -> str:
    return text.replace("\u00a0", " ")


def rows(table: str) -> list[dict[str, str]]:
    with (STORY / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def passages(row: dict[str, str]) -> list[str]:
    return row["evidence"].split("\n") if row["evidence"] else []


def items(cell: str) -> list[str]:
    return cell.split("; ") if cell else []


def is_background(row: dict[str, str]) -> bool:
    return bool(row.get("source"))


# --- the article


def test_the_article_is_the_publishers_text_to_the_byte() -> None:
    assert hashlib.sha256(article_text().encode("utf-8")).hexdigest() == ARTICLE_SHA256


def test_only_headline_standfirst_and_page_furniture_are_marked() -> None:
    paragraphs = article_file()[1].split("\n\n")
    marked = [p for p in paragraphs if p.startswith(("#", ">"))]
    assert [p.split(" ")[0] for p in marked] == ["#", ">", "##", ">", ">"]
    assert marked[1] == "> Getty Images"
    assert [p[:9] for p in marked[3:]] == ["> STORY:\u00a0"] * 2


def test_the_front_matter_marks_the_publication_day_as_derived_and_prints_no_author() -> None:
    front, _ = article_file()
    assert list(front) == [
        "title",
        "outlet",
        "url",
        "published",
        "published_note",
        "subject",
        "language",
        "figures",
    ]
    assert article_text().startswith(front["title"] + "\n")
    assert front["published"] == "[2014-04-22..2014-04-23]"
    assert "derived" in front["published_note"]
    assert "outside the article" in front["published_note"]
    assert (front["subject"], front["language"]) == ("VK", "en")


# --- every table


@pytest.mark.parametrize("table", TABLES)
def test_the_files_are_plain_utf8_csv_with_the_agreed_columns(table: str) -> None:
    content = (STORY / table).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert b"\0" not in content
    assert content.split(b"\n", 1)[0].decode() == COLUMNS[table]
    for row in rows(table):
        assert None not in row, row["id"]
        assert None not in row.values(), row["id"]
        assert all(value == value.strip() for value in row.values()), row["id"]


def test_ids_are_slugs_and_unique_over_all_three_files() -> None:
    ids = [row["id"] for table in TABLES for row in rows(table)]
    assert len(set(ids)) == len(ids)
    assert [i for i in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", i)] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_passage_occurs_exactly_once_and_inside_one_paragraph(table: str) -> None:
    text = as_read(article_text())
    found = {(row["id"], p): text.count(as_read(p)) for row in rows(table) for p in passages(row)}
    assert {where: count for where, count in found.items() if count != 1} == {}


@pytest.mark.parametrize("table", TABLES)
def test_a_row_rests_on_the_article_or_on_a_source_never_on_both(table: str) -> None:
    for row in rows(table):
        assert bool(row["evidence"]) != is_background(row), row["id"]
        for url in row.get("source", "").split("\n"):
            assert not url or re.fullmatch(r"https?://\S+", url), row["id"]


@pytest.mark.parametrize("table", ["events.csv", "stakes.csv"])
def test_disputes_are_linked_both_ways(table: str) -> None:
    disputes = {row["id"]: items(row["disputed_by"]) for row in rows(table)}
    links = [(one, other) for one, others in disputes.items() for other in others]
    assert [pair for pair in links if pair[0] == pair[1]] == []
    assert [(a, b) for a, b in links if a not in disputes.get(b, [])] == []


@pytest.mark.parametrize(("table", "one", "other"), CONTRADICTIONS)
def test_the_known_contradictions_are_linked(table: str, one: str, other: str) -> None:
    disputes = {row["id"]: items(row["disputed_by"]) for row in rows(table)}
    assert other in disputes[one]
    assert one in disputes[other]


@pytest.mark.parametrize("table", TABLES)
def test_no_name_that_the_article_lacks_is_tied_to_its_words(table: str) -> None:
    columns = ("actors", "holder", "speaker", "asserted_by", "said_to")
    named = [
        (row["id"], name)
        for row in rows(table)
        if not is_background(row)
        for name in NAMES_NOT_IN_THE_ARTICLE
        if any(name in row.get(column, "") for column in columns)
    ]
    assert named == []


def test_nothing_unverified_is_published() -> None:
    """No reporter, no deal values, no first split of the founders."""
    own_words = [
        (row["id"], value)
        for table in TABLES
        for row in rows(table)
        for column, value in row.items()
        if column not in ("evidence", "source", "text")
    ]
    own_words += list(article_file()[0].items())
    banned = re.compile(r"[$€£₽]|\b(price|paid|billion|dollars?|ro?ubles?)\b")
    assert [cell for cell in own_words if banned.search(cell[1])] == []
    assert not {"author", "authors", "byline"} & set(article_file()[0])
    assert [row["id"] for row in rows("stakes.csv") if row["share"] in ("10", "20", "60")] == []
    assert [row["id"] for row in rows("stakes.csv") if row["date"].startswith("2006")] == []


# --- events


def test_the_timeline_is_the_minimal_correct_one() -> None:
    dates = {row["id"]: row["date"] for row in rows("events.csv") if not is_background(row)}
    assert dates == ARTICLE_EVENTS


def test_the_background_events_have_their_dates() -> None:
    dates = {row["id"]: row["date"] for row in rows("events.csv") if is_background(row)}
    assert dates == BACKGROUND_EVENTS


def test_every_time_word_occurs_in_the_article_and_only_dated_rows_have_one() -> None:
    text = as_read(article_text())
    for row in rows("events.csv"):
        assert as_read(row["date_words"]) in text, row["id"]
        undated = is_background(row) or row["date"] == "" or row["date"].startswith("[")
        assert bool(row["date_words"]) != undated, row["id"]


def test_every_date_is_explained_and_says_what_comes_from_outside() -> None:
    for row in rows("events.csv"):
        assert row["date_note"], row["id"]
        if row["date"] and not is_background(row):
            assert "outside the article" in row["date_note"], row["id"]


def test_categories_and_statuses_come_from_the_agreed_sets() -> None:
    events = rows("events.csv")
    assert {row["category"] for row in events} <= {
        "Company",
        "Ownership",
        "Leadership",
        "State pressure",
        "Departure",
        "Reaction",
        "Context",
    }
    assert {row["status"] for row in events} <= {
        "reported",
        "claimed",
        "disputed",
        "planned",
    }
    assert [r["id"] for r in events if r["status"] == "claimed" and not r["asserted_by"]] == []
    assert [r["id"] for r in events if r["category"] == "Context" and is_background(r)] == []
    assert [r["id"] for r in events if r["status"] == "planned"] == ["mobile-network-plan"]


def test_titles_are_short_enough_for_a_flag() -> None:
    assert [row["title"] for row in rows("events.csv") if len(row["title"]) > 32] == []


@pytest.mark.parametrize(
    ("event_id", "paragraphs"),
    [("ouster", 3), ("departure", 3), ("fsb-demand", 2), ("resignation-in-press", 2)],
)
def test_events_the_article_returns_to_carry_each_passage(event_id: str, paragraphs: int) -> None:
    event = next(row for row in rows("events.csv") if row["id"] == event_id)
    text = [as_read(p) for p in article_text().split("\n\n")]
    where = {i for i, p in enumerate(text) for words in passages(event) if as_read(words) in p}
    assert len(where) == paragraphs


def test_the_security_services_are_not_the_fsb_and_no_circle_around_putin_is_named() -> None:
    actors = {row["id"]: items(row["actors"]) for row in rows("events.csv")}
    assert "Federal Security Service" not in actors["pressure"] + actors["ucp-link-claim"]
    assert "Security services" not in actors["fsb-demand"]
    assert not {"Igor Sechin", "Alisher Usmanov"} & set(actors["pressure"] + actors["ouster"])


# --- stakes


def test_the_article_gives_three_stakes_and_one_number() -> None:
    stakes = [row for row in rows("stakes.csv") if not is_background(row)]
    assert {(r["holder"], r["share"], r["date"], r["basis"]) for r in stakes} == ARTICLE_STAKES
    assert len(stakes) == len(ARTICLE_STAKES)


def test_the_background_stakes_are_those_of_the_public_record() -> None:
    stakes = [row for row in rows("stakes.csv") if is_background(row)]
    assert {(row["holder"], row["share"], row["date"]) for row in stakes} == BACKGROUND_STAKES
    assert {row["basis"] for row in stakes} == {"stated"}


def test_no_day_holds_more_than_all_the_shares() -> None:
    totals: dict[tuple[bool, str], float] = {}
    for row in rows("stakes.csv"):
        key = (is_background(row), row["date"])
        totals[key] = totals.get(key, 0.0) + float(row["share"] or 0)
    assert {key: total for key, total in totals.items() if total > 100 + 1e-9} == {}


# --- quotes


def test_every_quotation_mark_of_the_article_lies_in_a_quoted_span_with_a_row() -> None:
    text = as_read(article_text())
    marks = {i for i, character in enumerate(text) if character == '"'}
    covered: set[int] = set()
    spans = 0
    for row in rows("quotes.csv"):
        if row["kind"] == "indirect":
            continue
        spans += 1
        (evidence,) = passages(row)
        start = text.index(as_read(evidence)) + as_read(evidence).index(f'"{as_read(row["text"])}"')
        covered |= {start, start + len(row["text"]) + 1}
    assert (len(marks), spans) == (16, 8)
    assert covered == marks


def test_the_words_of_a_quote_are_the_articles_words() -> None:
    for row in rows("quotes.csv"):
        assert any(as_read(row["text"]) in as_read(p) for p in passages(row)), row["id"]


def test_quotes_are_counted_by_kind() -> None:
    kinds = [row["kind"] for row in rows("quotes.csv")]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "direct": 2,
        "fragment": 3,
        "indirect": 21,
        "scare": 2,
        "gloss": 1,
    }


def test_words_set_apart_without_a_speaker_have_none_and_say_so() -> None:
    for row in rows("quotes.csv"):
        if row["kind"] in ("scare", "gloss"):
            assert (row["speaker"], row["role"]) == ("", ""), row["id"]
        if not row["speaker"]:
            assert row["note"], row["id"]


def test_topics_are_few() -> None:
    topics = {row["topic"] for row in rows("quotes.csv")}
    assert "" not in topics
    assert len(topics) <= 9


def test_the_readme_and_the_notice_name_the_stories_beside_it() -> None:
    readme, notice = ((STORY / name).read_text(encoding="utf-8") for name in
                      ("README.md", "NOTICE.md"))  # fmt: skip
    found = sorted(path.parent.name for path in STORY.glob("stories/*/article.md"))
    assert found == ["gericht", "takeover"]
    assert [name for name in found if f"`{name}`" not in readme] == []
    assert "[stories/](stories)" in readme
    assert "The two stories in `stories/`" in notice
    assert "invented" in notice


def test_the_shipped_story_loads_as_it_is_written_and_without_a_doubt() -> None:
    from dateline.reading import read_story

    reading = read_story(STORY)
    assert (reading.problems, reading.notes, reading.warnings) == ((), (), ())
    story = reading.story
    assert story
    assert len(story.events) == len(rows("events.csv"))
    assert len(story.stakes) == len(rows("stakes.csv"))
    assert len(story.quotes) == len(rows("quotes.csv"))
