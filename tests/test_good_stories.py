"""What ``check`` calls ok is read by the server, becomes a page, and is exported to each format.

How browsers show such stories is in ``browser/test_good_stories.py``.
"""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.exporting import made_of
from dateline.formats import FORMATS
from dateline.library import WatchedStory
from dateline.page.html_file import file_html
from dateline.reading import read_story
from tests.drawn_stories import SIGNED
from tests.story_files import Row, a_quote, a_stake, an_article, an_event, write_story
from tests.test_dates import EDTF

LANGUAGES = ("en", "de", "ru", "fr", "tr", "ar", "he", "zh", "hi")
WORDS = (
    "Durov", "Дуров", "شركة", "会社", "한국", "हिन्दी", "🚢🧑\u200d🚀𝔘", "ﬁn…", "e\u0301toile",
    "bell\x01\x1b[31m", "none\uffff", "\u202eback\u202c", "a<b>&c", "</script>", "\u2028line",
)  # fmt: skip
DATES = st.one_of(st.just(""), EDTF)


@st.composite
def folders(draw: st.DrawFn) -> dict[str, object]:
    """The files of a story, as ``write_story`` takes them."""
    count = draw(st.integers(0, 13))
    words = [f"w{number} {draw(st.sampled_from(WORDS))}" for number in range(count + 2)]
    is_background = draw(st.sampled_from([lambda _: True, lambda _: False, lambda n: n % 2 == 0]))
    events: list[Row] = []
    for number in range(count):
        rests = {"evidence": words[number]}
        if is_background(number):
            rests = {"evidence": "", "source": "https://example.org/x"}
        events.append(
            an_event(
                id=f"e{number}", date=draw(DATES), title=words[number], **rests,
                category=f"{draw(st.sampled_from(WORDS))} {draw(st.integers(1, 12))}",
                actors=draw(st.sampled_from(["", *WORDS])),
                status=draw(st.sampled_from(["reported", "planned"])),
                weight=draw(st.sampled_from(["", "lead", "minor"])),
            )
        )  # fmt: skip
    share = draw(st.sampled_from(["48", "0", "100", "0..24.9", *SIGNED]))
    stake = a_stake(date=draw(DATES), holder=words[-1], share=share, evidence=words[-1])
    quote = a_quote(date=draw(DATES), speaker=words[-2], text=words[-2], evidence=words[-2])
    title = draw(st.sampled_from([*WORDS, "\\ud83d\\ude00", "\\e \\uffff"]))
    body = "\n\n".join(word.replace("<", "\\<") for word in words)
    return {
        "article": an_article(
            f"\n{body}\n",
            title=title.replace("\x01", "").replace("\x1b", "").replace("\uffff", ""),
            language=draw(st.sampled_from(LANGUAGES)),
        ),
        "events": events,
        "stakes": draw(st.sampled_from([[], [stake]])),
        "quotes": draw(st.sampled_from([[], [quote]])),
    }


@pytest.fixture(scope="module")
def plotly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    bundle = tmp_path_factory.mktemp("plotly") / "plotly.js"
    bundle.write_text("/* plotly.js v0.0.0 */\n", encoding="utf-8")
    return bundle


@given(folders())
def test_what_check_calls_ok_is_shown_and_exported(plotly: Path, files: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_story(Path(name), **files)  # type: ignore[arg-type]
        reading = read_story(folder)
        state = WatchedStory(folder).refresh()
    if reading.story is None:
        assert state.problems == reading.problems
        return
    assert state.problems == ()
    assert state.edition
    assert file_html(state.edition.page, plotly=plotly).encode()
    for to in (known for known in FORMATS if not known.draws_view):
        for query in (None, "", "background=1"):
            assert made_of(reading.story, to, query=query)[0].content


def test_most_drawn_stories_are_ok() -> None:
    """Else the test above would test little."""
    readings = []

    @given(folders())
    def draw(files: dict[str, object]) -> None:
        with tempfile.TemporaryDirectory() as name:
            readings.append(read_story(write_story(Path(name), **files)))  # type: ignore[arg-type]

    draw()
    faults = [str(reading.problems[0]) for reading in readings if reading.problems]
    assert len(faults) < len(readings) / 2, faults[:9]
