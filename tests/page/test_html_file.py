"""The HTML file, as text: its policy fits its scripts, and no word of a story becomes markup."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dateline.commands import main
from dateline.exporting import ExportError, write_whole
from dateline.page.html_file import file_html
from dateline.page.json_text import script_json
from dateline.page.parts import encode_page
from dateline.plotly_bundle import Kind, find_bundle, full_path, full_version, read_version

ROOT = Path(__file__).parents[2]
NASTY = '</script><script>alert(1)</script><!-- <b onclick="x">"\' & \u2028 \0 \ud800'
SMALL: dict[str, Any] = {"version": "1", "article": {"title": NASTY, "language": "en"}}


class Parts(HTMLParser):
    """The scripts and styles of a file, as a browser's parser takes them apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._open, self._text = (tag, dict(attrs)), ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[0]:
            if tag == "script":
                self.scripts.append((self._open[1], self._text))
            else:
                self.styles.append(self._text)
            self._open = None

    @property
    def policy(self) -> str:
        metas = [found for tag, found in self.tags if tag == "meta"]
        policies = [m for m in metas if m.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1
        return policies[0]["content"] or ""

    def data(self) -> Any:
        (text,) = [text for found, text in self.scripts if found.get("id") == "dateline-page"]
        return json.loads(text)


def hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.fixture
def tiny_plotly(tmp_path: Path) -> Path:
    path = tmp_path / "plotly.js"
    path.write_bytes(b"/* plotly.js v9.9.9 */\r\nvar a = '</script><!--'")
    return path


def test_the_policy_holds_the_hash_of_each_script_and_of_the_style(tiny_plotly: Path) -> None:
    parts = Parts(file_html(SMALL, plotly=tiny_plotly))
    sources = dict(part.split(" ", 1) for part in parts.policy.split("; "))
    code = [text for found, text in parts.scripts if found.get("type") != "application/json"]
    assert sorted(sources["script-src"].split()) == sorted(set(map(hash_of, code)))
    assert {hash_of(style) for style in parts.styles} <= set(sources["style-src"].split())
    assert sources["default-src"] == sources["connect-src"] == "'none'"
    assert "unsafe-eval" not in parts.policy
    assert "unsafe-inline" not in sources["script-src"] + sources["style-src"]


def test_no_word_of_a_story_becomes_markup(tiny_plotly: Path) -> None:
    html = file_html(SMALL, plotly=tiny_plotly)
    parts = Parts(html)
    assert len(parts.scripts) == 5
    assert parts.data() == encode_page(SMALL)[0]
    assert parts.data()["article"] == SMALL["article"]
    assert [tag for tag, found in parts.tags if "onclick" in found] == []
    assert "<script>alert" not in html


def sharing(html: str) -> dict[str, str | None]:
    """What sites that show a link read from a page."""
    metas = [found for tag, found in Parts(html).tags if tag == "meta"]
    named = {found.get("property") or found.get("name"): found.get("content") for found in metas}
    return {name: content for name, content in named.items()
            if name and name.startswith(("og:", "twitter:", "description"))}  # fmt: skip


def test_sites_that_show_a_link_get_headline_standfirst_and_picture(tiny_plotly: Path) -> None:
    pieces = [{"text": 'He "fled" & ', "marks": []}, {"text": "<b>left</b>.", "marks": []}]
    blocks = [{"kind": "standfirst", "start": 0, "pieces": pieces}]
    page = {"version": "1", "article": SMALL["article"] | {"blocks": blocks}}
    image = 'https://news.example/a.png?"><script>'
    assert sharing(file_html(page, plotly=tiny_plotly, share_image=image)) == {
        "description": 'He "fled" & <b>left</b>.',
        "og:type": "article",
        "og:title": NASTY,
        "og:description": 'He "fled" & <b>left</b>.',
        "og:image": image,
        "twitter:card": "summary_large_image",
    }


def test_an_article_without_a_standfirst_is_described_by_its_title(tiny_plotly: Path) -> None:
    article = {"title": "A & B", "language": "en", "outlet": "The Paper"}
    shared = sharing(file_html({"version": "1", "article": article}, plotly=tiny_plotly))
    assert shared["description"] == "A & B (The Paper): an interactive timeline"
    assert "og:image" not in shared


def test_the_data_has_no_sign_that_could_end_its_element() -> None:
    assert "<" not in script_json(SMALL)
    assert json.loads(script_json(SMALL)) == SMALL
    script_json(SMALL).encode("utf-8")
    with pytest.raises(ValueError, match="Out of range"):
        script_json({"nan": float("nan")})


def test_nothing_in_the_file_points_at_a_network(tiny_plotly: Path) -> None:
    parts = Parts(file_html(SMALL, plotly=tiny_plotly))
    named = [value for _, found in parts.tags for name, value in found.items()
             if name in ("src", "href")]  # fmt: skip
    assert named == ["data:,"]


def test_without_scripts_the_file_says_what_is_missing(tiny_plotly: Path) -> None:
    html = file_html(
        {"version": "1", "article": {"title": "A & B", "language": "de"}}, plotly=tiny_plotly
    )
    words = html.split("<noscript>")[1].split("</noscript>")[0]
    assert '<h1 lang="de" dir="auto">A &amp; B</h1>' in words
    assert "JavaScript, which is switched off" in words
    assert "<title>A &amp; B</title>" in html
    assert '<html lang="en" dir="ltr">' in html


@pytest.mark.parametrize(("kind", "most_mb"), [("full", 6), ("basic", 2)])
def test_the_shipped_story_is_small_enough_to_mail(
    kind: Kind, most_mb: float, tmp_path: Path
) -> None:
    if kind == "basic" and find_bundle().resolve() == full_path().resolve():
        pytest.skip("set-up has not taken the small plotly.js: no npm here")
    out = tmp_path / "story.html"
    assert main(["export", str(ROOT), "--to", "html", "--out", str(out), "--plotly", kind]) == 0
    assert out.stat().st_size < most_mb * 1e6


def test_the_small_bundle_has_the_version_of_the_full_one() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", full_version())
    assert read_version(find_bundle("auto")) == full_version()
    assert find_bundle("full") == full_path()


def test_the_version_is_the_one_that_plotlys_python_names() -> None:
    asked = "from plotly.offline import get_plotlyjs_version as v; print(v())"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == full_version()


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("", "{folder} is a folder; name a file in it"),
        ("no/story.html", "{folder}/no is not a folder; make it first, or name another"),
    ],
)
def test_where_no_file_can_be_is_wrong_use(
    out: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(ROOT), "--to", "html", "--out", str(tmp_path / out)]) == 2
    assert capsys.readouterr().err.strip() == message.format(folder=tmp_path)


def test_a_folder_that_is_none_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "x.html")
    with pytest.raises(SystemExit) as stopped:
        main(["export", str(tmp_path / "no"), "--to", "html", "--out", out])
    assert stopped.value.code == 2
    assert (
        capsys.readouterr().err.strip().endswith("is not a folder; name a folder with article.md")
    )


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "story.html"
    out.write_text("mine")

    def refuse(_path: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ExportError, match=r"cannot be written: No space left on device"):
        write_whole(out, b"new", force=True)
    assert out.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [out]
