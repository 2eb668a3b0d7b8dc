"""What carries the reader, in a real browser: the policy holds, nothing leaves, edits arrive."""

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, WebSocket, expect

from dateline.page import make_page
from dateline.page.html_file import file_html
from dateline.plotly_bundle import Kind, find_bundle, full_path
from dateline.story import Story
from scripts.generate_story import generate_story
from scripts.server import ROOT, Server
from tests.browser.window import settled
from tests.story_files import change, held_up, write_story

READY = "html[data-dateline=ready]"
TITLE = "A Founder Leaves"
STORY_FILES = ("article.md", "events.csv", "stakes.csv", "quotes.csv")


def heard(page: Page) -> list[str]:
    """Every complaint of the content security policy from now on."""
    found: list[str] = []
    page.on(
        "console",
        lambda said: found.append(said.text) if "Content Security Policy" in said.text else None,
    )
    return found


def kept_mark(page: Page) -> Callable[[], bool]:
    """Mark the reader's own element; whether it is still the one that is there."""
    page.locator(".dateline").first.evaluate("node => { node.dataset.mark = 'kept'; }")
    return lambda: page.locator(".dateline[data-mark=kept]").count() == 1


@pytest.fixture(scope="module")
def served(serve_process: Callable[[Path], Server]) -> str:
    """The address of a served app with the shipped story."""
    return serve_process(ROOT).url


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    write_story(folder)
    return folder


@pytest.mark.parametrize("kind", ["basic", "full"])
def test_the_file_asks_for_nothing_and_breaks_no_rule_of_its_own(
    kind: Kind, open_page: Callable[..., Page], published: Story, tmp_path: Path
) -> None:
    if kind == "basic" and find_bundle() == full_path():
        pytest.skip("set-up has not taken the small plotly.js: no npm here")
    file = tmp_path / "story.html"
    file.write_text(
        file_html(make_page(published), plotly=find_bundle(kind)), encoding="utf-8", newline=""
    )
    page = open_page("about:blank", wait="")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    complaints = heard(page)
    page.goto(file.as_uri())
    page.wait_for_selector(READY)
    expect(page.locator(".point").first).to_be_visible()
    assert page.get_attribute("html", "data-charts") is None
    assert complaints == []
    assert requests == [file.as_uri()]


@pytest.mark.parametrize(
    ("until", "said"),
    [('id="dateline-page">', "cut short"), ('"article":', "cut short"), ("<noscript>", None)],
)
def test_a_file_that_is_cut_short_says_so(
    until: str, said: str | None, open_page: Callable[..., Page], published: Story, tmp_path: Path
) -> None:
    whole = file_html(make_page(published), plotly=find_bundle())
    file = tmp_path / "story.html"
    file.write_text(whole[: whole.index(until) + len(until)], encoding="utf-8")
    page = open_page(file.as_uri(), wait="")
    if said:
        expect(page.get_by_role("alert")).to_contain_text(said)


def test_a_file_without_its_charts_code_still_shows_the_words(
    open_page: Callable[..., Page], published: Story, tmp_path: Path
) -> None:
    whole = file_html(make_page(published), plotly=find_bundle())
    file = tmp_path / "story.html"
    cut = whole.index('id="dateline-plotly">') + 50_000
    file.write_text(whole[:cut], encoding="utf-8")
    page = open_page(file.as_uri(), ignore_errors=True)
    assert page.get_attribute("html", "data-charts") == "missing"
    expect(page.get_by_text(published.article.title).first).to_be_visible()


def test_the_served_page_breaks_no_rule_and_asks_nobody_else(
    open_page: Callable[..., Page], served: str
) -> None:
    page = open_page("about:blank", wait="")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    complaints = heard(page)
    with page.expect_websocket(is_ours):
        page.goto(served)
    page.wait_for_selector(READY)
    expect(page.locator(".point").first).to_be_visible()
    assert complaints == []
    served_from = urlsplit(served).netloc
    others = [address for address in requests if urlsplit(address).netloc != served_from]
    assert [address for address in others if not address.startswith(f"blob:{served}")] == []
    # Nothing of Streamlit's either, and no session of its.
    assert [address for address in requests if "/static/" in address] == []
    assert len(sockets) == 1
    assert is_ours(sockets[0])


def test_the_reader_waits_for_nothing_of_streamlits_and_moves_into_it_as_it_is(
    open_page: Callable[..., Page], serve_process: Callable[..., Server]
) -> None:
    served = serve_process(ROOT, in_streamlit=True).url
    page = open_page("about:blank", wait="", height=500)
    held: list[Route] = []
    page.route(re.compile(r"/static/js/index\."), lambda route: held.append(route))
    page.goto(served, wait_until="commit")
    page.wait_for_selector(READY)
    expect(page.locator("#root")).to_be_hidden()
    is_kept = kept_mark(page)
    field = page.locator(".dateline input[type=search]").first
    field.fill("VK")
    expect(page).to_have_url(re.compile("q=VK"))  # The answer is drawn: heights are final.
    page.evaluate("scrollTo(0, 700)")
    settled(page)
    top = page.evaluate("scrollY")
    assert top > 500
    pane = page.locator(".dateline #article *").evaluate_all(
        "nodes => { const pane = nodes.find((node) => node.scrollHeight > node.clientHeight + 200"
        " && getComputedStyle(node).overflowY === 'auto');"
        " if (pane) { pane.scrollTop = 150; pane.dataset.pane = ''; } return Boolean(pane); }"
    )
    assert pane
    for route in held:
        route.continue_()
    page.unroute_all()
    page.locator(".dateline-place .dateline").wait_for()
    assert is_kept()
    assert page.evaluate("scrollY") == top
    assert page.locator("[data-pane]").evaluate("node => node.scrollTop") == 150
    expect(field).to_be_focused()
    expect(field).to_have_value("VK")
    expect(page).to_have_title(page.locator("h1").first.inner_text())


def test_the_page_itself_scrolls(open_page: Callable[..., Page], served: str) -> None:
    page = open_page(served, height=300)
    page.evaluate("document.querySelector('.dateline').style.minHeight = '3000px'")
    page.evaluate("scrollTo(0, 1000)")
    assert page.evaluate("scrollY") == 1000
    assert page.evaluate("document.scrollingElement.scrollHeight") >= 3000


def test_the_file_can_be_downloaded_from_the_page(
    open_page: Callable[..., Page], served: str
) -> None:
    page = open_page(served)
    with page.expect_download() as started:
        page.locator(".downloads > summary").click()
        page.get_by_role("link", name="This page as one HTML file").click()
    assert started.value.suggested_filename == "story.html"
    assert started.value.path().read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_an_edit_is_shown_and_the_view_kept(
    open_page: Callable[..., Page], serve_process: Callable[[Path], Server], story: Path
) -> None:
    page = open_page(f"{serve_process(story).url}/?q=VK")
    is_kept = kept_mark(page)
    sockets: list[str] = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    change(story / "article.md", f"# {TITLE}", "# A Founder Stays")
    expect(page.get_by_text("A Founder Stays").first).to_be_visible()
    assert is_kept()
    assert page.evaluate("location.search") == "?q=VK"


def test_a_broken_edit_shows_its_problems_beside_the_last_good_story(
    open_page: Callable[..., Page], serve_process: Callable[[Path], Server], story: Path
) -> None:
    page = open_page(serve_process(story).url)
    is_kept = kept_mark(page)
    change(story / "events.csv", "2006", "2006-13")
    problems = page.locator(".dateline-problems")
    expect(problems).to_contain_text("1 problem in the story's files: the last good version")
    expect(problems).to_contain_text("events.csv row 2")
    expect(page.get_by_text("A Founder Leaves").first).to_be_visible()
    # Somebody who comes now gets the last good version as well.
    other = open_page(page.url)
    expect(other.locator(".dateline-problems")).to_contain_text("events.csv row 2")
    change(story / "events.csv", "2006-13", "2007")
    expect(problems).to_be_empty()
    assert is_kept()


def test_a_story_that_was_never_good_is_shown_once_it_is(
    open_page: Callable[..., Page], serve_process: Callable[[Path], Server], story: Path
) -> None:
    change(story / "events.csv", "2006", "2006-13")
    page = open_page(serve_process(story).url, wait="")
    problems = page.locator(".dateline-problems")
    expect(problems).to_contain_text("This story can't be shown until all are fixed.")
    expect(problems).to_contain_text("events.csv row 2")
    change(story / "events.csv", "2006-13", "2007")
    page.wait_for_selector(READY)
    expect(problems).to_be_empty()


def is_ours(socket: WebSocket) -> bool:
    return "/dateline/follow" in socket.url


def wait_until_quiet(page: Page, happened: list[str]) -> None:
    """Wait until nothing has happened for a while, or it is plain that this will not come."""
    for _ in range(20):
        before = len(happened)
        page.wait_for_timeout(1500)
        if len(happened) == before:
            break


def test_while_the_story_does_not_change_nothing_is_asked_sent_or_run(
    open_page: Callable[..., Page], served: str
) -> None:
    open_page(
        served
    ).close()  # The story is read: a page that connects earlier gets a message of that as well.
    page = open_page("about:blank", wait="")
    frames: list[str] = []
    requests: list[str] = []
    happened: list[str] = []

    def watch(socket: WebSocket) -> None:
        # An empty one, each 25 seconds, only says that the connection holds.
        socket.on("framereceived", lambda said: note(f"from {socket.url}") if said else None)
        socket.on("framesent", lambda _: note(f"to {socket.url}"))

    def note(frame: str) -> None:
        frames.append(frame)
        happened.append(frame)

    page.on("websocket", watch)
    page.on("request", lambda request: happened.append(request.url))
    with page.expect_websocket(is_ours) as ours:
        page.goto(served)
    page.wait_for_selector(READY)
    wait_until_quiet(page, happened)  # What belongs to the start comes to its end.
    assert not ours.value.is_closed()
    # One message says at the start where the story is.
    assert len([frame for frame in frames if "/dateline/follow" in frame]) == 1
    page.on("request", lambda request: requests.append(request.url))
    frames.clear()
    page.wait_for_timeout(4000)  # Nothing is to happen: there is no condition to wait for.
    assert frames == []
    assert requests == []


def set_visible(page: Page, state: str) -> None:
    page.evaluate(
        "state => { Object.defineProperty(document, 'visibilityState',"
        " {value: state, configurable: true});"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        state,
    )


def test_a_page_that_is_not_seen_follows_nothing(
    open_page: Callable[..., Page], served: str
) -> None:
    page = open_page("about:blank", wait="")
    ours: list[WebSocket] = []
    page.on("websocket", lambda socket: ours.append(socket) if is_ours(socket) else None)
    with page.expect_websocket(is_ours):
        page.goto(served)
    page.wait_for_selector(READY)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    wait_until_quiet(page, asked)
    with ours[-1].expect_event("close"):
        set_visible(page, "hidden")
    asked.clear()
    page.wait_for_timeout(2500)  # Nothing is to happen: there is no condition to wait for.
    assert asked == []
    with page.expect_websocket(is_ours):
        set_visible(page, "visible")


def test_a_socket_that_has_gone_silent_is_opened_anew(
    open_page: Callable[..., Page], served: str
) -> None:
    """As after a sleep: the connection is lost, and nobody has said so."""
    page = open_page("about:blank", wait="")
    page.clock.install()
    with page.expect_websocket(is_ours):
        page.goto(served)
        page.wait_for_selector(READY)
    with page.expect_websocket(is_ours):
        page.clock.fast_forward(61_000)


def test_where_no_socket_gets_through_the_page_asks_instead(
    open_page: Callable[..., Page], serve_process: Callable[[Path], Server], story: Path
) -> None:
    page = open_page("about:blank", wait="", ignore_errors=True)
    page.route_web_socket(re.compile("/dateline/follow"), lambda socket: socket.close())
    page.goto(serve_process(story).url)
    page.wait_for_selector(READY)
    with page.expect_request("**/dateline/version"):
        pass
    change(story / "article.md", f"# {TITLE}", "# A Founder Stays")
    expect(page.get_by_text("A Founder Stays").first).to_be_visible()


@pytest.fixture
def great(tmp_path: Path) -> tuple[Path, Callable[[], None]]:
    """A story that takes some seconds to read, beside a small one.

    And what lets it be read to its end: how long the one takes, and the other's page, depends on
    the machine.
    """
    let_read = held_up(generate_story(tmp_path / "great", 3_000) / "quotes.csv")
    (tmp_path / "small").mkdir()
    write_story(tmp_path / "small")
    return tmp_path, let_read


def held_back(page: Page, address: str) -> Callable[[], None]:
    """Let what has such an address wait; the answer lets it come."""
    routes: list[Route] = []
    page.route(re.compile(address), lambda route: routes.append(route))

    def let_come() -> None:
        for route in routes:
            route.continue_()
        page.unroute_all()

    return let_come


def test_the_page_says_what_it_opens_once_one_waits_for_it(
    open_page: Callable[..., Page], serve_process: Callable[..., Server], story: Path
) -> None:
    page = open_page("about:blank", wait="")
    let_come = held_back(page, "/dateline/reader")
    page.goto(serve_process(story, in_streamlit=True).url, wait_until="commit")
    line = page.locator("#dateline-opening")
    # What comes at once does not flicker.
    assert line.evaluate("node => getComputedStyle(node).animationDelay") == "0.5s"
    expect(line).to_be_visible()
    expect(line.get_by_role("status")).to_have_text(f"Opening {TITLE} …")
    # Streamlit is there first, and asks for the reader as well; its empty page hides nothing.
    page.locator(".dateline-place").wait_for(state="attached")
    on_top = "node => node.contains(document.elementFromPoint(30, node.offsetTop + 40))"
    assert line.evaluate(on_top)
    let_come()
    page.wait_for_selector(READY)
    expect(line).to_have_count(0)
    page.locator(".dateline-place .dateline").wait_for()
    expect(page.locator(".dateline")).to_have_count(1)


def test_charts_that_take_long_are_announced_at_their_place(
    open_page: Callable[..., Page], served: str
) -> None:
    page = open_page("about:blank", wait="")
    let_come = held_back(page, "/dateline/plotly/")
    page.goto(served, wait_until="commit")
    page.wait_for_selector("html[data-dateline=words]")
    expect(page.locator("#timeline .charts-coming")).to_have_text("The charts are coming")
    expect(page.locator(".live")).to_have_text("The charts are coming")
    let_come()
    page.wait_for_selector(READY)
    expect(page.locator(".charts-coming")).to_have_count(0)


def test_a_file_that_takes_long_is_announced(open_page: Callable[..., Page], served: str) -> None:
    page = open_page(served, ignore_errors=True)
    note = page.locator(".dateline-state")
    let_come = held_back(page, "/dateline/download/")
    page.locator(".downloads > summary").click()
    link = page.get_by_role("link", name="This page as one HTML file")
    link.click()
    expect(note).to_have_text("Making the file …")
    with page.expect_download() as started:
        let_come()
    assert started.value.suggested_filename == "story.html"
    expect(note).to_be_empty()
    page.route("**/dateline/download/*", lambda route: route.fulfill(status=500))
    link.click()
    expect(note).to_have_text("The file could not be made. Try again.")


def test_a_great_story_comes_by_itself_and_nobody_is_kept_waiting_meanwhile(
    open_page: Callable[..., Page],
    serve_process: Callable[[Path], Server],
    great: tuple[Path, Callable[[], None]],
) -> None:
    folder, let_read = great
    server = serve_process(folder)
    page = open_page("about:blank", wait="")
    page.goto(f"{server.url}/?story=great", wait_until="commit")
    line = page.locator("#dateline-opening")
    expect(line.get_by_role("status")).to_have_text("Opening The register …")
    expect(line.locator(".stage")).to_contain_text("The story is being read for the first time:")
    # Another story comes while the great one is read.
    open_page(f"{server.url}/?story=small")
    expect(line).to_be_visible()
    let_read()
    page.wait_for_selector(READY)
    expect(line).to_have_count(0)
    expect(page.get_by_role("heading", name="The register").first).to_be_visible()


def test_the_chooser_lists_stories_before_they_are_read(
    open_page: Callable[..., Page],
    serve_process: Callable[[Path], Server],
    great: tuple[Path, Callable[[], None]],
) -> None:
    folder, let_read = great
    page = open_page(serve_process(folder).url, wait="")
    expect(page.get_by_role("link", name="The register")).to_be_visible()
    expect(page.get_by_role("listitem").first).to_contain_text("(is being read …)")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    let_read()
    # On a busy machine reading shares its time with a page that looks again each second.
    expect(page.get_by_text("(is being read …)")).to_have_count(0, timeout=300_000)


@pytest.mark.parametrize("in_streamlit", [False, True])
def test_without_its_server_the_page_lives_on_and_comes_back(
    in_streamlit: bool,
    open_page: Callable[..., Page],
    serve_process: Callable[..., Server],
    story: Path,
) -> None:
    server = serve_process(story, in_streamlit=in_streamlit)
    page = open_page(server.url, ignore_errors=True)
    is_kept = kept_mark(page)
    server.stop()
    note = page.locator(".dateline-state")
    expect(note).to_contain_text("No connection")
    if in_streamlit:
        # Streamlit would have opened its dialog by now, which makes all else inert.
        page.wait_for_timeout(4000)
        expect(page.get_by_test_id("stDialog")).to_have_count(0)
        page.wait_for_function("!document.querySelector('#root').inert")
    change(story / "article.md", f"# {TITLE}", "# A Founder Stays")
    server.start()
    expect(page.get_by_text("A Founder Stays").first).to_be_visible()
    expect(note).to_be_empty()
    assert is_kept()


def test_a_folder_of_stories_has_a_chooser(
    open_page: Callable[..., Page], serve_process: Callable[[Path], Server], tmp_path: Path
) -> None:
    for name, title in (("first", "One & <b>only</b>"), ("Second story", "The other")):
        (tmp_path / name).mkdir()
        write_story(tmp_path / name)
        change(tmp_path / name / "article.md", TITLE, title)
    change(tmp_path / "Second story" / "article.md", f"# {TITLE}", "# The headline")
    server = serve_process(tmp_path)
    page = open_page(server.url, wait="")
    expect(page.get_by_role("link", name="One & <b>only</b>")).to_be_visible()
    page.get_by_role("link", name="The other").click()
    page.wait_for_selector(READY)
    expect(page).to_have_url(re.compile(r"\?story=second-story"))
    expect(page.get_by_role("heading", name="The headline")).to_be_visible()
    page.get_by_role("link", name="All stories").click()
    expect(page.get_by_role("heading", name="Stories")).to_be_visible()
    page.goto(f"{server.url}/?story=nothing-of-the-kind")
    expect(page.get_by_role("status").first).to_have_text(
        "There is no story “nothing-of-the-kind” here."
    )
    expect(page.get_by_role("link", name="The other")).to_be_visible()


def test_the_shipped_stories_are_chosen_by_their_titles(
    open_page: Callable[..., Page], serve_process: Callable[[Path], Server]
) -> None:
    page = open_page(serve_process(ROOT / "stories").url, wait="")
    links = page.get_by_role("main").get_by_role("link")
    expect(links).to_have_text(
        ["Der Ton stimmt nicht", "Two bids, three counts: who owns Brannholm Cable?"]
    )
    links.last.click()
    page.wait_for_selector(READY)
    expect(page).to_have_url(re.compile(r"\?story=takeover"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Two bids, three counts: who owns Brannholm Cable?"
    )


@pytest.fixture
def other_site() -> Iterator[Callable[[Path], str]]:
    """Serve a folder from an origin of its own. A real one: browsers keep made-up hosts from us."""
    servers: list[ThreadingHTTPServer] = []

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    def start(folder: Path) -> str:
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("embed", ["", "1"])
def test_another_page_may_frame_a_section_only_if_the_server_allows_it(
    embed: str,
    open_page: Callable[..., Page],
    serve_process: Callable[[Path], Server],
    other_site: Callable[[Path], str],
    monkeypatch: pytest.MonkeyPatch,
    story: Path,
) -> None:
    monkeypatch.setenv("EMBED", embed)
    address = f"{serve_process(story).url}/?section=timeline"
    (story / "article.html").write_text(
        "<!DOCTYPE html><script>heights = []; addEventListener('message', "
        f"m => heights.push(m.data?.height ?? 0))</script><iframe src='{address}'></iframe>"
    )
    page = open_page("about:blank", wait="", ignore_errors=True)
    outer = f"{other_site(story)}/article.html"
    if embed:
        page.goto(outer)
        page.frame_locator("iframe").locator("#timeline").wait_for()
        page.wait_for_function("heights.some((height) => height > 0)")
    else:
        with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            page.goto(outer)
        assert page.frame_locator("iframe").locator("#timeline").count() == 0


def test_a_played_slider_stops_when_a_new_version_comes(
    open_page: Callable[..., Page], serve_process: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = tmp_path / "takeover"
    shutil.copytree(ROOT / "stories/takeover", folder)
    page = open_page("about:blank", wait="")
    page.clock.install()
    page.goto(serve_process(folder).url)
    page.wait_for_selector(READY)
    address = page.url
    play = page.locator(".day-control button").first
    play.click()
    expect(play).to_have_accessible_name("Stop")
    change(folder / "article.md", "Two bids, three counts", "Two bids, four counts")
    expect(page).to_have_title(re.compile("four counts"))
    expect(play).to_have_accessible_name("Play through the days")
    page.clock.run_for(30_000)  # All days would have been played, and the last one written.
    assert page.url == address


@pytest.fixture
def run_by_streamlit(tmp_path: Path) -> Iterator[Server]:
    """`streamlit run dashboard.py`, in a copy of the repository, as a person starts it there."""
    copy = tmp_path / "repository"
    files = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard",
         "dateline", "dashboard.py", ".streamlit", *STORY_FILES],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    server = Server(copy, tmp_path / "log.txt")
    server.command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    server.command += ["--server.port", str(server.port)]
    server.cwd = copy
    yield server.start()
    server.stop()


def test_streamlit_run_serves_the_same_app(
    run_by_streamlit: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page("about:blank", wait="")
    sent: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda _: sent.append(socket.url)),
    )
    complaints = heard(page)
    answer = page.goto(run_by_streamlit.url)
    assert answer
    headers = answer.all_headers()
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    page.wait_for_selector(READY)
    page.locator(".dateline-place .dateline").wait_for()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    is_kept = kept_mark(page)
    sent.clear()
    page.locator("[data-facet=category]").first.click()
    expect(page).to_have_url(re.compile("category="))
    address = page.url
    with page.expect_download() as started:
        page.locator(".downloads > summary").click()
        page.get_by_role("link", name="The article and its tables").click()
    assert started.value.suggested_filename == "story.zip"
    folder = run_by_streamlit.folder
    change(folder / "article.md", 'title: "Founder', 'title: "The founder')
    expect(page).to_have_title(re.compile("^The founder"))
    change(folder / "events.csv", "2014-04-21", "2014-04-32")
    expect(page.locator(".dateline-problems")).to_contain_text("events.csv row")
    # Neither the filter nor the download nor the edits made the page send anything.
    assert sent == []
    assert page.url == address
    assert is_kept()
    assert complaints == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that opens and cannot be read")
def test_a_file_that_cannot_be_read_is_named_beside_the_download(
    open_page: Callable[..., Page], serve_process: Callable[[Path], Server], story: Path
) -> None:
    page = open_page(serve_process(story).url, ignore_errors=True)
    (story / "quotes.csv").unlink()
    (story / "quotes.csv").symlink_to("/proc/self/mem")
    expect(page.locator(".dateline-problems")).to_contain_text("quotes.csv: cannot be read")
    page.locator(".downloads > summary").click()
    page.get_by_role("link", name="The article and its tables").click()
    expect(page.locator(".dateline-state")).to_have_text(
        "The file could not be made: quotes.csv cannot be read: it is a link that leaves the "
        "story's folder; put the file itself there. Try again."
    )


def test_the_file_shows_itself_from_a_folder_with_any_name(
    open_page: Callable[..., Page], published: Story, tmp_path: Path
) -> None:
    folder = tmp_path / "a folder, 100% & ünïcode"
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-m", "dateline", "export", str(ROOT), "--to", "html", "--out",
         str(folder / "die Geschichte.html")],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    open_page((folder / "die Geschichte.html").as_uri())
    shutil.rmtree(folder)
