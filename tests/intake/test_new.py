"""``python -m dateline new``: a story's folder from an article, whose words stay as they are."""

import html
import io
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dateline.intake.article_markdown import Run, Words, article_markdown
from dateline.intake.articles import draft_article
from dateline.intake.blank import blank_story, explained
from dateline.intake.html_article import read_document, read_page
from dateline.reading import Reading, read_story
from dateline.reading.markdown import Body, read_body
from dateline.story import FRONT_MATTER, TABLE_FILES, Article
from tests.command_line import run


def made(folder: Path, content: str | bytes, name: str, *options: str) -> list[str]:
    """The lines that ``new`` prints of an article in a file of that name."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    done = run("new", "--quiet", str(folder / "story"), "--article", str(file), *options)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.replace(str(folder / "story"), "STORY").splitlines()


def article_in(folder: Path) -> Article:
    reading = read_story(folder / "story")
    assert reading.problems == ()
    assert reading.story
    assert len(reading.story.events) == 0
    return reading.story.article


def read_back(markdown: str) -> Body:
    messages: list[str] = []
    body = read_body(markdown, lambda _, message: messages.append(message))
    assert messages == []
    return body


KNOWN = ("--title", "T", "--outlet", "O", "--language", "en", "--published", "2021-10-16")


# --- Blank ---------------------------------------------------------------------------------


def test_a_blank_story_loads_without_a_remark(tmp_path: Path) -> None:
    done = run("new", "--quiet", str(tmp_path / "bridge"), "--blank")
    assert (done.returncode, done.stderr) == (0, "")
    reading: Reading = read_story(tmp_path / "bridge")
    assert (reading.problems, reading.warnings, reading.notes) == ((), (), ())
    assert reading.counts == {"events": 1, "stakes": 1, "quotes": 1, "passages": 3}
    assert done.stdout.splitlines()[-1] == "1 event, 1 stake, 1 quote, 3 passages: ok"
    written = {path.name: path.read_bytes() for path in (tmp_path / "bridge").iterdir()}
    assert written == blank_story()


def test_a_blank_story_is_in_the_canonical_format(tmp_path: Path) -> None:
    run("new", str(tmp_path / "bridge"), "--blank")
    assert run("fmt", str(tmp_path / "bridge"), "--check").returncode == 0


def test_the_readme_explains_every_column() -> None:
    text = " ".join(explained().split())
    columns = [*FRONT_MATTER, *(column for schema in TABLE_FILES for column in schema.columns)]
    for column in columns:
        required = " (required)" if column.required else ""
        meaning = column.meaning.replace("`", "")
        assert f"{column.name}{required}: {meaning}. Allowed: {column.allowed}." in text
    assert max(map(len, explained().splitlines())) <= 78


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "one of the arguments --blank --article is required"),
        (["--blank", "--article", "x.txt"], "not allowed with argument --blank"),
        (["--blank", "--title", "T"], "--title goes with --article; the blank story has"),
        (["--blank", "--published-note", "x"], "--published-note goes with --article; the blank"),
        (["--article", "gone.txt"], "gone.txt: is missing. There is nothing to take in"),
        (["--article", "x.pdf"], "x.pdf: is a PDF, which has lines and no paragraphs; save its "),
        (["--article", "gone.html"], "gone.html cannot be read: No such file or directory"),
    ],
)
def test_wrong_use(tmp_path: Path, options: list[str], expected: str) -> None:
    done = run("new", str(tmp_path / "story"), *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    story = tmp_path / "story"
    story.mkdir()
    (story / "events.csv").write_text("mine", encoding="utf-8")
    (story / "notes.txt").write_text("mine", encoding="utf-8")
    done = run("new", "--quiet", str(story), "--blank")
    assert done.returncode == 2
    assert done.stderr == (
        f"{story} already exists and is not empty; name another folder, or add --force to write "
        "over the story's files in it\n"
    )
    assert sorted(path.name for path in story.iterdir()) == ["events.csv", "notes.txt"]
    assert run("new", str(story), "--blank", "--force").returncode == 0
    assert (story / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert read_story(story).problems == ()


# --- Plain text and Markdown ---------------------------------------------------------------


def test_plain_text_stays_word_for_word(tmp_path: Path) -> None:
    text = (
        'T\n\n# 1 of them*: a_b_c <em>\n1984. It "was" so; “so”.\n\n- 3\xa0percent &amp; '
        "[sic]\n\n\n    indented\n===\n"
    )
    lines = made(tmp_path, text, "a.txt", *KNOWN)
    assert lines[0] == "STORY: article.md, events.csv, stakes.csv, quotes.csv"
    assert lines[1] == "warning: events.csv: has a header but no rows: the page shows only text"
    assert lines[-2:] == [
        "0 events, 0 stakes, 0 quotes, 0 passages: ok",
        "1 event, 0 stakes, 2 quotes can be proposed: dateline draft STORY",
    ]
    article = article_in(tmp_path)
    assert article.text.split("\n\n") == [
        "T",
        '# 1 of them*: a_b_c <em> 1984. It "was" so; “so”.',
        "- 3\xa0percent &amp; [sic]",
        "indented ===",
    ]
    assert [block.kind for block in article.blocks] == ["headline", *["paragraph"] * 3]


def test_text_without_blank_lines_is_a_paragraph_a_line(tmp_path: Path) -> None:
    made(tmp_path, "\ufeffOne.\r\nTwo.\r\n", "a.txt", *KNOWN)
    assert article_in(tmp_path).text == "One.\n\nTwo."


def test_what_nobody_says_is_asked_for(tmp_path: Path) -> None:
    lines = made(tmp_path, "A headline, perhaps\n\nText.", "a.txt")
    assert [line for line in lines if line.startswith("article.md")] == [
        'article.md:2: title: "" is blank; write any text (the headline)',
        'article.md:3: outlet: "" is blank; write any text (who published it)',
        'article.md:8: language: "" is blank; write any text (language tag of the article, as en)',
    ]


def test_what_a_story_may_go_without_has_a_blank_line_to_be_filled(tmp_path: Path) -> None:
    undated = ("--title", "T", "--outlet", "O", "--language", "en", "--subject", "VK")
    lines = made(tmp_path, "Text.", "a.txt", *undated)
    written = (tmp_path / "story" / "article.md").read_text(encoding="utf-8")
    assert written.split("---\n")[1].splitlines() == [
        'title: "T"',
        'outlet: "O"',
        'url: ""',
        'published: ""',
        'published_note: ""',
        'subject: "VK"',
        'language: "en"',
    ]
    assert lines[1] == (
        "note: published: not known; write the day into article.md, since words such as “Monday” "
        "or “three years ago” are dated by it"
    )
    article = article_in(tmp_path)
    assert (article.url, article.published, article.published_note) == ("", None, "")


@pytest.mark.parametrize(
    "title", ["A\x85B", "A\u2028B\u2029C", "A\ufeffB", 'A "B" \\ 🚢 é', "A\x7fB"]
)
def test_any_title_that_is_given_is_read_again(tmp_path: Path, title: str) -> None:
    made(tmp_path, "Text.", "a.txt", *KNOWN, "--title", title)
    assert article_in(tmp_path).title == title


def test_markdown_keeps_its_body_and_what_is_known_of_its_head(tmp_path: Path) -> None:
    body = "# A \\*headline\n\n> Photo: *N*\n\nText, *set* apart.\n"
    head = '---\noutlet: The Daily\nauthor: N\nlanguage: de\nurl: "https://a.example/"\n---\n\n'
    lines = made(tmp_path, head + body, "a.md", "--language", "en")
    assert lines[1:3] == [
        'note: left out: the front matter\'s author: "N"',
        "note: title: from the first heading",
    ]
    article = article_in(tmp_path)
    assert (article.title, article.outlet, article.language, article.url) == (
        "A *headline", "The Daily", "en", "https://a.example/",
    )  # fmt: skip
    assert (tmp_path / "story" / "article.md").read_text(encoding="utf-8").endswith(f"\n\n{body}")


def test_front_matter_that_stands_for_more_than_memory_holds(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in pairwise("abcdefgh")]
    file = tmp_path / "bomb.md"
    file.write_text("\n".join(["---", *lines, "---", "Text."]), encoding="utf-8")
    done = run("new", "--quiet", str(tmp_path / "story"), "--article", str(file))
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        "the front matter is not YAML: & and * name other values in YAML",
    )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("[" * 3000, "its brackets are nested too deeply"),
        ('"\\U00110000"', "an escape in it names no character"),
    ],
)
def test_front_matter_that_cannot_be_read(tmp_path: Path, value: str, why: str) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"---\ntitle: {value}\n---\nText.", encoding="utf-8")
    done = run("new", "--quiet", str(tmp_path / "story"), "--article", str(file))
    assert (done.returncode, done.stderr) == (2, f"the front matter is not YAML: {why}\n")


# --- HTML ----------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Site | A title</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="og:title" content="Another title">
<meta property="article:published_time" content="2021-09-14T23:30:00+02:00">
<link rel="canonical" href="https://example.org/aurora"><script>var no = 1</script></head>
<body><nav>Home News</nav><article><h1>Aurora:<br>who holds it?</h1>
<figure><img src="x.jpg" alt="A brewery"><figcaption>Photo: K.&nbsp;Lind</figcaption></figure>
<h2>The founder says no.</h2>
<p>Talks began <em>in May</em>&nbsp;or <b>Ju<i>ne</i></b>, see <a href="https://example.org/(a)">the
 report</a> and <a href="/more">more</a>.<!-- not this --></p>
<blockquote>We paid.</blockquote>
<ul><li>One<ul><li>Inner</li></ul></li><li>2. Two</li></ul>
<ol start="3"><li>Three</li><li>Four</li></ol>
<table><tr><th>Who</th><th>Share</th></tr><tr><td>Quay</td><td>40&nbsp;%</td></tr></table>
<p>Line one<br>line two<br><br>New paragraph <del>with</del> a*star and <span hidden>no</span>
dash</p><aside>Read also this</aside>
<form><button>Sign up now</button></form></article><footer>All rights</footer></body></html>"""


def test_a_page_becomes_its_article(tmp_path: Path) -> None:
    lines = made(tmp_path, PAGE, "a.html")
    assert lines[1:13] == [
        'note: left out: 10 words that are no part of the article: <nav> "Home News" (2), <aside> '
        '"Read also this" (3), <form> "Sign up now" (3), <footer> "All rights" (2); --whole keeps '
        "them",
        'note: left out: words that are struck out: "with"',
        'note: left out: words that the page hides: "no"',
        'note: left out: 1 image, "A brewery"; write a caption as a > note if one is missing',
        "note: 1 table is written as a list of rows, ; between cells",
        "note: 1 block quotation is written as text: in article.md > is page furniture",
        "note: 1 link is without http or https written as words alone",
        'note: title: from the first heading; og:title says "Another title"',
        "note: outlet: from og:site_name",
        "note: url: from rel=canonical",
        "note: published: from article:published_time",
        "note: language: from <html lang>",
    ]
    article = article_in(tmp_path)
    assert article.title == "Aurora: who holds it?"
    assert (article.outlet, article.language) == ("The Harbour Post", "en-GB")
    assert article.published
    assert article.published.edtf == "2021-09-14"
    assert article.published_note == (
        "The page's article:published_time says 2021-09-14T23:30:00+02:00."
    )
    assert [(block.kind, block.marker, block.depth, article.text[block.start : block.end])
            for block in article.blocks] == [
        ("headline", "", 0, "Aurora: who holds it?"),
        ("furniture", "", 0, "Photo: K.\xa0Lind"),
        ("standfirst", "", 0, "The founder says no."),
        ("paragraph", "", 0, "Talks began in May\xa0or June, see the report and more."),
        ("paragraph", "", 0, "We paid."),
        ("item", "•", 1, "One"),
        ("item", "•", 2, "Inner"),
        ("item", "•", 1, "2. Two"),
        ("item", "3.", 1, "Three"),
        ("item", "4.", 1, "Four"),
        ("item", "•", 1, "Who; Share"),
        ("item", "•", 1, "Quay; 40\xa0%"),
        ("paragraph", "", 0, "Line one\nline two"),
        ("paragraph", "", 0, "New paragraph a*star and dash"),
    ]  # fmt: skip
    styles = [(style.kind, article.text[style.start : style.end], style.href)
              for style in article.styles]  # fmt: skip
    assert ("emphasis", "in May", "") in styles
    assert ("link", "the report", "https://example.org/(a)") in styles


LISTS = (
    '<ul><li>Outer<ul><li>Inner <a href="https://a.example/">y</a>, "quoted" (yes).<p>And <b>on</b>'
    '</p><ol start="99"><li>Deep <em>z</em></li><li>Deep<ul><li><b>Deepest</b>.</li></ul></li></ol>'
    "</li></ul></li></ul>"
)


def test_lists_in_lists_keep_their_links_and_emphasis(tmp_path: Path) -> None:
    lines = made(tmp_path, f"<body>{LISTS}</body>", "a.html", *KNOWN)
    assert [line for line in lines if line.startswith("note: ")] == []
    article = article_in(tmp_path)
    assert [(block.marker, block.depth, article.text[block.start : block.end])
            for block in article.blocks] == [
        ("•", 1, "Outer"),
        ("•", 2, 'Inner y, "quoted" (yes).'),
        ("", 2, "And on"),
        ("99.", 3, "Deep z"),
        ("100.", 3, "Deep"),
        ("•", 4, "Deepest."),
    ]  # fmt: skip
    assert [
        (style.kind, article.text[style.start : style.end], style.href) for style in article.styles
    ] == [
        ("link", "y", "https://a.example/"),
        ("strong", "on", ""),
        ("emphasis", "z", ""),
        ("strong", "Deepest", ""),
    ]
    written = (tmp_path / "story" / "article.md").read_text(encoding="utf-8")
    assert 'Inner [y](https://a.example/), "quoted" (yes).' in written


def test_emphasis_that_markdown_cannot_say_is_left_out_and_reported(tmp_path: Path) -> None:
    page = (
        "<body><p>Plain <b>so</b>.</p><p>a<b>.b.</b>c and <i>more</i>, "
        '<a href="https://a.example/">a link</a></p></body>'
    )
    lines = made(tmp_path, page, "a.html", *KNOWN)
    assert [line for line in lines if line.startswith("note: ")] == [
        "note: left out: emphasis of a block, for which Markdown has no marks there: "
        '"a.b.c and more, a link"'
    ]
    article = article_in(tmp_path)
    assert article.text == "Plain so.\n\na.b.c and more, a link"
    assert [(style.kind, article.text[style.start : style.end]) for style in article.styles] == [
        ("strong", "so"),
        ("link", "a link"),
    ]


def test_a_page_without_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<body><script>1</script></body>", encoding="utf-8")
    done = run("new", "--quiet", str(tmp_path / "story"), "--article", str(tmp_path / "a.html"))
    assert (done.returncode, done.stderr) == (
        2, "the page has no words in its body; save it as the browser shows it\n",
    )  # fmt: skip


def test_a_page_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<b>" * 3_000 + "x", encoding="utf-8")
    done = run("new", "--quiet", str(tmp_path / "story"), "--article", str(tmp_path / "a.html"))
    assert (done.returncode, done.stderr) == (2, "the page is nested too deeply to be read\n")


def test_a_page_says_its_encoding() -> None:
    page = '<meta charset="windows-1251"><p>Дуров «ушёл»</p>'.encode("cp1251")
    assert [block.text for block in read_page(page).blocks] == ["Дуров «ушёл»"]


SIGNS = st.sampled_from(
    ["a", "b ", " ", "*", "**", "_", "`", "[", "]", "(", ")", "<", ">", "&", "&amp;", "#", "# ",
     "\\", "- ", "+ ", "1. ", "2) ", "=", "---", "===", "~~~", "|", "!", "\xa0", "“", "'", "é",
     "漢", ":", "\t", "http://a.example "]
)  # fmt: skip
TEXTS = st.lists(SIGNS, min_size=1, max_size=12).map("".join)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "h2", "li", "figcaption", "div", "pre"]),
            st.lists(st.tuples(TEXTS, st.sampled_from(["", "em", "b", "a", "br"])), max_size=4),
        ),
        max_size=5,
    )
)
def test_words_of_a_page_are_never_changed(drawn: list[tuple[str, list[tuple[str, str]]]]) -> None:
    parts, words = [], []
    for tag, runs in drawn:
        inner = ""
        for text, style in runs:
            inside = html.escape(text)
            if style == "br":
                inner += f"<br>{inside}"
            elif style == "a":
                inner += f'<a href="https://example.org/">{inside}</a>'
            else:
                inner += f"<{style}>{inside}</{style}>" if style else inside
            words.append((" " if style == "br" else "") + text)
        words.append(" ")
        parts.append(f"<{tag}>{inner}</{tag}>")
    expected = "".join(words).split()
    page = f"<body>{''.join(parts)}</body>"
    if not expected:
        return
    written, remarks = article_markdown(read_document(page).blocks)
    assert read_back(written).text.split() == expected
    assert [remark for remark in remarks if not remark.startswith("left out: emphasis")] == []


@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=6))
def test_words_of_plain_text_are_never_changed(paragraphs: list[str]) -> None:
    blocks = [Words("paragraph", (Run(text.strip()),)) for text in paragraphs]
    written, remarks = article_markdown(blocks)
    assert remarks == ()
    body = read_back(written)
    assert body.text.split() == " ".join(paragraphs).split()
    assert {block.kind for block in body.blocks} == {"paragraph"}


# --- Word ----------------------------------------------------------------------------------


def a_document() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Its property"
    document.core_properties.language = "en-GB"
    document.add_paragraph("Who holds the brewery?", style="Title")
    document.add_paragraph("The founder says no.", style="Subtitle")
    paragraph = document.add_paragraph("Talks “began” in\xa0May, ")
    paragraph.add_run("they").italic = True
    paragraph.add_run(" say. 5 * 3")
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Photo: Lind", style="Caption")
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "png")
    picture.seek(0)
    document.add_picture(picture)
    deleted = OxmlElement("w:del")
    document.paragraphs[2]._p.append(deleted)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Quay", "40 %"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_becomes_its_article(tmp_path: Path) -> None:
    lines = made(tmp_path, a_document(), "a.docx", "--outlet", "The Harbour Post")
    notes = [line for line in lines if line.startswith("note: ")]
    assert notes == [
        "note: left out: 1 image",
        "note: 1 table is written as a list of rows, ; between cells",
        "note: title: from the first heading",
        "note: tracked deletions are read as accepted",
        "note: language: from the document's properties",
        "note: published: not known; write the day into article.md, since words such as “Monday” "
        "or “three years ago” are dated by it",
    ]
    article = article_in(tmp_path)
    assert (article.title, article.language) == ("Who holds the brewery?", "en-GB")
    assert [(block.kind, article.text[block.start : block.end]) for block in article.blocks] == [
        ("headline", "Who holds the brewery?"),
        ("standfirst", "The founder says no."),
        ("paragraph", "Talks “began” in\xa0May, they say. 5 * 3"),
        ("item", "One"),
        ("furniture", "Photo: Lind"),
        ("item", "Quay; 40 %"),
    ]
    assert [article.text[style.start : style.end] for style in article.styles] == ["they"]


def test_a_document_without_a_heading_has_its_property_for_a_title(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Its property"
    document.add_paragraph("Text.")
    out = io.BytesIO()
    document.save(out)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    draft = draft_article(tmp_path / "a.docx", {})
    assert 'title: "Its property"' in draft.content
    assert "title: from the document's properties" in draft.remarks


def test_a_file_that_is_not_a_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"text")
    done = run("new", str(tmp_path / "story"), "--article", str(tmp_path / "a.docx"))
    assert done.returncode == 2
    assert "a.docx: is not a .docx file that can be read (" in done.stderr
