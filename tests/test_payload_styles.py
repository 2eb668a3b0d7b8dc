"""How the article sets its words reaches the page, whatever rests on them."""

from pathlib import Path

from dateline.reader.payload import blocks_payload

from dateline.reading import load_story
from dateline.story import Passage
from tests.story_files import an_article, write_story


def test_pieces_are_cut_at_passages_and_at_styles(tmp_path: Path) -> None:
    body = "# T\n\nHe **left *VK***, [they say](https://x.org/a).\n\n- one\n"
    folder = write_story(tmp_path, article=an_article(body), events=None, stakes=[], quotes=[])
    (folder / "events.csv").write_text(
        'id,title,category,status,evidence\nleft,Left,Exit,reported,"left VK, they"\n'
    )
    article = load_story(folder).article
    at = article.text.index("left")
    blocks = blocks_payload(article, {"event:left": [Passage(at, at + 13)]})
    mark = [["event:left", 0]]
    assert blocks[1]["pieces"] == [
        {"text": "He ", "marks": []},
        {"text": "left ", "marks": mark, "styles": ["strong"]},
        {"text": "VK", "marks": mark, "styles": ["strong", "emphasis"]},
        {"text": ", ", "marks": mark},
        {"text": "they", "marks": mark, "styles": ["link"], "href": "https://x.org/a"},
        {"text": " say", "marks": [], "styles": ["link"], "href": "https://x.org/a"},
        {"text": ".", "marks": []},
    ]
    assert blocks[2] == {
        "kind": "item",
        "marker": "•",
        "depth": 1,
        "pieces": [{"text": "one", "marks": []}],
    }
