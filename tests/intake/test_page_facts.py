"""What a page says about its article, where, and what disagrees."""

import json

import pytest

from dateline.intake.html_article import read_page


def facts(
    head: str, body: str = "<h1>Mill</h1><p>The mill was sold.</p>"
) -> tuple[dict[str, str], list[str]]:
    """The front matter, and the remarks about it."""
    found = read_page(
        f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()
    )
    keys = ("title", "outlet", "url", "published", "language")
    return found.known, [said for said in found.remarks if said.startswith(keys)]


def linked(**node: object) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | node)}</script>'
    )


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


@pytest.mark.parametrize(
    ("head", "body", "day", "place"),
    [
        (linked(datePublished="2024-05-20T21:30:00-04:00"), "", "2024-05-20",
         "JSON-LD datePublished"),
        (linked(datePublished="Mon, 20 May 2024 16:07:38 -0600"), "", "2024-05-20",
         "JSON-LD datePublished"),
        (meta("article:published_time", "May 20, 2024 13:42"), "", "2024-05-20",
         "article:published_time"),
        ("<meta itemprop=datePublished content=2024-05-20>", "", "2024-05-20", "datepublished"),
        ("<meta name=date content=2024-05-20>", "", "2024-05-20", "meta date"),
        ("", "<time datetime=2024-05-20T10:00>Monday</time>", "2024-05-20", "<time>"),
        ("", "<span itemprop=datePublished>20 May 2024</span>", "2024-05-20",
         "itemprop datePublished"),
        ("", "<span class=date>May 20, 2024</span>", "2024-05-20", "<span> for the date"),
    ],
)  # fmt: skip
def test_the_day_is_found_where_the_page_says_it(
    head: str, body: str, day: str, place: str
) -> None:
    known, said = facts(head, f"<h1>Mill</h1>{body}<p>The mill was sold.</p>")
    assert known["published"] == day
    assert known["published_note"].startswith(f"The page's {place} says ")
    assert f"published: from {place}" in said


def test_days_that_disagree_are_reported_and_none_is_taken() -> None:
    known, said = facts(
        linked(datePublished="2024-05-20") + meta("article:published_time", "2024-05-23")
    )
    assert "published" not in known
    assert (
        'published: not taken, since the page says "2024-05-20" in JSON-LD datePublished; '
        '"2024-05-23" in article:published_time; give the right one by --published or in article.md'
    ) in said


def test_one_instant_on_two_days_is_the_day_of_the_outlet() -> None:
    known, _ = facts(
        linked(datePublished="2024-05-21T01:30:00Z")
        + meta("article:published_time", "2024-05-20T21:30:00-04:00")
    )
    assert known["published"] == "2024-05-20"


def test_two_instants_are_one_day_only_if_they_are_one_instant() -> None:
    known, _ = facts(
        linked(datePublished="2024-12-06T22:00:40Z")
        + meta("article:published_time", "2024-12-07T12:43:39Z")
    )
    assert "published" not in known


def test_a_weaker_place_that_disagrees_is_reported() -> None:
    known, said = facts(linked(datePublished="2024-05-20") + "<meta name=date content=2024-06-01>")
    assert known["published"] == "2024-05-20"
    assert 'published: from JSON-LD datePublished; meta date says "2024-06-01"' in said


def test_many_times_on_a_page_are_no_day() -> None:
    body = "<h1>Mill</h1><time>2024-05-20</time><p>Sold.</p><time>2024-05-21</time>"
    assert "published" not in facts("", body)[0]


@pytest.mark.parametrize(
    ("head", "body", "title", "said"),
    [
        ("<title>Mill is sold - The Post</title>",
         "<header><h1 class=logo><a href=/>The Post</a></h1></header><h2>Mill is sold</h2>",
         "Mill is sold", "title: from the first heading"),
        (meta("og:title", "River mill"), "<h1>The mill is sold</h1>", "The mill is sold",
         'title: from the first heading; og:title says "River mill"'),
        (linked(headline="Mill is sold"), "", "Mill is sold", "title: from JSON-LD headline"),
        (meta("og:site_name", "The Post") + "<title>Mill is sold | The Post</title>",
         "<h1>The Post</h1>", "Mill is sold", "title: from <title>"),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_and_no_logo(head: str, body: str, title: str, said: str) -> None:
    known, remarks = facts(head, f"{body}<p>The mill was sold on Monday for 3 million.</p>")
    assert known["title"] == title
    assert said in remarks


def test_outlet_and_its_other_name() -> None:
    publisher = linked(publisher={"@type": "Organization", "name": "Post Media"})
    known, said = facts(publisher)
    assert (known["outlet"], said[1]) == ("Post Media", "outlet: from JSON-LD publisher")
    known, said = facts(publisher + meta("og:site_name", "The Post"))
    assert known["outlet"] == "The Post"
    assert 'outlet: from og:site_name; JSON-LD publisher says "Post Media"' in said
    graph = {"@graph": [{"@type": "NewsArticle", "publisher": {"@id": "#p"}},
                        {"@type": "Organization", "@id": "#p", "name": "The Post"}]}  # fmt: skip
    assert facts(f'<script type="application/ld+json">{json.dumps(graph)}</script>')[0][
        "outlet"
    ] == ("The Post")


def test_languages_that_disagree_are_reported_and_none_is_taken() -> None:
    known, said = facts(linked(inLanguage="de-AT") + meta("og:locale", "en_US"))
    assert "language" not in known
    assert (
        'language: not taken, since the page says "de-AT" in JSON-LD inLanguage; "en-US" in '
        "og:locale; give the right one by --language or in article.md"
    ) in said
    assert facts(linked(inLanguage="de-AT"))[0]["language"] == "de-AT"
