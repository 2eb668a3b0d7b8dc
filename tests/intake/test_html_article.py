"""Web pages: which words are the article's, and what happens to the rest."""

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.intake import IntakeError
from dateline.intake.html_article import FoundArticle, read_page
from tests.command_line import ROOT, run

STORY = "".join(
    f"<p>The mill was sold on Monday, and buyer number {number} has paid for it in full.</p>"
    for number in range(4)
)
SENTENCES = [
    f"The mill was sold on Monday, and buyer number {number} has paid for it in full."
    for number in range(4)
]


def read(body: str, head: str = "", *, is_whole: bool = False) -> FoundArticle:
    page = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"
    return read_page(page.encode(), is_whole=is_whole)


def texts(found: FoundArticle) -> list[str]:
    return [block.text for block in found.blocks]


def text_of(body: str) -> str:
    """The words of a paragraph of an article."""
    words = texts(read(f"<article>{STORY}<p>As we said {body}</p></article>"))[-1]
    return words.removeprefix("As we said ")


MENU = "<nav><a href=/>Home</a> <a href=/n>News</a></nav>"
RELATED = "<div class=related><h4>Related stories</h4><ul><li><a href=/a>Lake</a></ul></div>"


@pytest.mark.parametrize(
    "body",
    [
        f"{MENU}<article><h1>Mill</h1>{STORY}</article><footer>All rights</footer>",
        f"{MENU}<div><h1>Mill</h1>{STORY}</div><aside>Read also this</aside>",
        f"<article></article><main></main><div><h1>Mill</h1>{STORY}</div>",
        f"<h1>Mill</h1><div id=story>{STORY}</div><section><article><h2>Lake freezes over</h2>"
        "<p>Skaters are glad that it is so cold.</p></article></section>",
        f"<table width=100%><tr><td>Home | News<tr><td><h1>Mill</h1>{STORY}</table>",
        f"<header><h1 class=logo><a href=/>The Post</a></h1></header><h2>Mill</h2>{STORY}",
        f"<h1>Mill</h1><div class='body x'>{STORY[: len(STORY) // 2]}</div><aside>Ad</aside>"
        f"<div class='body x'>{STORY[len(STORY) // 2 :]}</div>",
    ],
    ids=["menu", "aside", "empty-article", "teaser", "layout-table", "logo", "two-containers"],
)
def test_the_article_is_found_in_its_page(body: str) -> None:
    found = read(body, "<title>Mill - The Post</title>")
    assert texts(found) == ["Mill", *SENTENCES]
    assert [block.kind for block in found.blocks] == ["headline", *["paragraph"] * 4]


def test_what_is_left_out_is_listed_and_kept_with_whole() -> None:
    body = f"{MENU}<article><h1>Mill</h1>{STORY}</article>{RELATED}<footer>All rights</footer>"
    found = read(body)
    assert found.remarks[0] == (
        'left out: 7 words that are no part of the article: <nav> "Home News" (2), "Related '
        'stories Lake" (3), <footer> "All rights" (2); --whole keeps them'
    )
    whole = read(body, is_whole=True)
    assert texts(whole) == [
        "Home News",
        "Mill",
        *SENTENCES,
        "Related stories",
        "Lake",
        "All rights",
    ]
    assert not [remark for remark in whole.remarks if remark.startswith("left out")]


def test_embedded_quotations_and_captions_within_the_article_are_kept() -> None:
    half = len(STORY) // 2
    tweet = "<blockquote class=twitter-tweet><p>I sold it. — Ann</p></blockquote>"
    figure = "<figure><img src=a><figcaption>The mill in May</figcaption></figure>"
    found = read(f"<article><h1>Mill</h1>{STORY[:half]}{tweet}{figure}{STORY[half:]}</article>")
    assert [(block.kind, block.text) for block in found.blocks[3:5]] == [
        ("paragraph", "I sold it. — Ann"),
        ("furniture", "The mill in May"),
    ]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("in 2014<sup>2</sup> so", "in 2014² so"),
        ("stake<sup><a href='#n1'>12</a></sup>", "stake¹²"),
        ("stake<sup><a href='#n'>a</a></sup>", "stake[a]"),
        ("stake<sup>[3]</sup>", "stake[3]"),
        ("10<sup>6</sup>, 10<sup>−3</sup> and 3 m<sup>2</sup>", "10⁶, 10⁻³ and 3 m²"),
        ("the 1<sup>st</sup>, 2014<sup>nb</sup>", "the 1st, 2014 nb"),
        ("CO<sub>2</sub>, log 10<sub>2</sub>", "CO2, log 10₂"),
        ("said: <q>So <q>he</q> did.</q>", "said: “So ‘he’ did.”"),
        ("paid <s>2</s> <del>3</del> <span style='text-decoration: line-through'>4</span> 5",
         "paid 5"),
        ("no <span style='visibility: hidden'>a</span><b hidden>b</b><i class='x sr-only'>c</i>w",
         "no w"),
        ("<span aria-hidden=true>T</span>he mill", "The mill"),
        ("<ruby>漢<rt>kan</rt></ruby>", "漢(kan)"),
    ],
)  # fmt: skip
def test_words_are_read_as_they_are_printed(written: str, read_as: str) -> None:
    assert text_of(written) == read_as


def test_quotation_marks_are_those_of_the_language() -> None:
    page = f"<html lang=de-AT><body><article>{STORY}<p><q>Ja, <q>so</q></q></p></article>"
    assert texts(read_page(page.encode()))[-1] == "„Ja, ‚so‘“"


def test_unclosed_items_and_cells_are_items_and_rows_of_their_own() -> None:
    found = read(f"<article>{STORY}<ul><li>One<li>Two</ul><table><tr><th>Who<th>Share<tr><td>Ann"
                 "<td>40</table></article>")  # fmt: skip
    assert [(block.kind, block.depth, block.text) for block in found.blocks[4:]] == [
        ("item", 1, "One"),
        ("item", 1, "Two"),
        ("item", 1, "Who; Share"),
        ("item", 1, "Ann; 40"),
    ]


def test_struck_and_hidden_words_and_all_pixels_are_a_note_each() -> None:
    pixels = "<img src=p.gif>" * 58
    found = read(f"<article>{STORY}{pixels}<img alt='A mill'><p>So <s>not this</s><b hidden>nor</b>"
                 f" it is.</p>{STORY}</article>")  # fmt: skip
    assert found.remarks[:3] == (
        'left out: words that are struck out: "not this"',
        'left out: words that the page hides: "nor"',
        'left out: 59 images, "A mill"; write a caption as a > note if one is missing',
    )


@pytest.mark.parametrize(
    ("content", "text", "remark"),
    [
        (b"<meta charset=iso-8859-1><p>\x93So\x94", "“So”", None),
        (b"<p>\x93So\x94", "“So”", None),
        ("<meta charset=windows-1251><p>«ушёл»".encode("cp1251"), "«ушёл»", None),
        ("<p>«ушёл»".encode(), "«ушёл»", None),
        ("\ufeff<p>«ушёл»".encode("utf-16"), "«ушёл»", None),
        ("<meta charset=latin1><p>“So”".encode(), "“So”",
         "encoding: the page says latin1, but all of it is UTF-8 and is read so"),
        (b"<meta charset=utf-8><p>\xe2\x80\x9cSo\xff", "“So\ufffd",
         "encoding: 1 characters are not utf-8 and are written as \ufffd; save the page as UTF-8"),
        (b"<meta charset=x-none><p>\x93So\x94", "“So”",
         'encoding: the page says "x-none", which is none; read as windows-1252'),
    ],
)  # fmt: skip
def test_encodings_are_read_as_browsers_read_them(
    content: bytes, text: str, remark: str | None
) -> None:
    found = read_page(content)
    assert texts(found) == [text]
    assert [said for said in found.remarks if said.startswith("encoding")] == (
        [remark] if remark else []
    )


def test_a_template_says_that_it_is_one() -> None:
    with pytest.raises(IntakeError) as error:
        read("<ul>{% for post in site.posts %}<li>{{ post.title }}</li>{% endfor %}</ul>")
    assert str(error.value) == (
        'the page is a template (Liquid or Jinja: "{% for post in site.posts %}"), which a site '
        "fills with words when it is built; give what the site shows"
    )
    assert texts(read(f"{STORY}<pre>{{% for x in y %}}</pre>"))[-1] == "{% for x in y %}"


WITHOUT_NETWORK = """
import sys
def refuse(event, _):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        raise SystemExit(f"asked the network: {event}")
sys.addaudithook(refuse)
from dateline.commands import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_page_is_read_without_the_network(tmp_path: Path) -> None:
    head = "<link rel=canonical href=https://example.org/a><meta property=og:site_name content=P>"
    page = f"<html><head>{head}</head><body><h1>Mill</h1>{STORY}<span class=date>x</span></body>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK, "new", "--quiet", str(tmp_path / "s"), "--article",
         str(tmp_path / "a.html")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_what_serves_a_story_loads_nothing_that_reads_web_pages() -> None:
    code = (
        "import sys, dateline.commands.serve, dateline.hosts.app\n"
        "print([m for m in ('trafilatura', 'htmldate', 'lxml', 'bs4') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "a.jsonp",
            "a.jsonp: is JSONP, JSON within a call of a JavaScript function, and no article;",
        ),
        (
            "a.liquid",
            "a.liquid: is a Liquid template, which a site fills with words when it is built;",
        ),
        ("a.txt", "--whole is for web pages; of "),
    ],
)
def test_a_file_that_is_not_a_page_leaves_no_half_story(
    tmp_path: Path, name: str, expected: str
) -> None:
    (tmp_path / name).write_text("{}", encoding="utf-8")
    options = ["--whole"] if name == "a.txt" else []
    done = run("new", str(tmp_path / "s"), "--article", str(tmp_path / name), *options)
    assert done.returncode == 2
    assert expected in done.stderr
    assert not (tmp_path / "s").exists()
