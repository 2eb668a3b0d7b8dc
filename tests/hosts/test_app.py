"""The served app over HTTP: what it sends, how it is compressed, and what it doesn't serve."""

import gzip
import hashlib
import http.client
import io
import json
import re
import shutil
import socket
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from html import escape
from http.client import HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.datastructures import Headers
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import ConnectionClosed, InvalidStatus, Origin
from websockets.sync.client import ClientConnection, connect

from dateline.formats import Format
from dateline.hosts.addresses import ROW_FORMATS
from dateline.hosts.app import app_options
from dateline.hosts.compression import accepts_gzip
from dateline.hosts.headers import content_policy
from dateline.hosts.index_page import index_page, streamlit_index
from dateline.hosts.limits import Limits
from dateline.hosts.server import allow_open_files, limits_within
from dateline.page import make_page
from dateline.page.parts import encode_page
from dateline.plotly_bundle import find_bundle
from dateline.story import Story
from scripts.generate_story import generate_story
from scripts.server import Server
from tests.story_files import change, held_up, write_story

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


def gunzipped(answer: Answer) -> bytes:
    packed = answer.headers["content-encoding"] == "gzip"
    return gzip.decompress(answer.body) if packed else answer.body


class Client:
    """Sends a request without following redirects, decompressing or adding headers."""

    def __init__(self, url: str) -> None:
        self.url = url

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=90)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={"Accept-Encoding": "gzip"} | named)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def status(self) -> dict[str, object]:
        message: dict[str, object] = json.loads(self.get("/dateline/version").body)
        return message

    def wait_for_story(self) -> None:
        """Wait until the story is read; meanwhile the status says what is being read."""
        while not self.status()["version"]:
            pass  # Each answer waits some time for the reading.


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Path], Server]]:
    """Start a server of a test's own."""
    servers: list[Server] = []

    def start(folder: Path) -> Server:
        servers.append(Server(folder, tmp_path / "log.txt"))
        return servers[-1].start()

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    server = Server(ROOT, tmp_path_factory.mktemp("server") / "log.txt").start()
    client = Client(server.url)
    client.wait_for_story()
    yield client
    server.stop()


def test_every_answer_carries_the_security_headers(client: Client) -> None:
    for path in ("/", "/dateline/version", "/_stcore/health", "/_stcore/metrics", "/nowhere"):
        headers = client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/%6detrics", "/_stcore/metrics/", "/_stcore/metrics?families=x",
     "/_stcore/upload_file/a/b", "/_stcore/agent/run", "/_stcore/script-health-check", "/media/x",
     "/component/x/index.html", "/app/static/x", "/nowhere", "/dateline/nowhere",
     # The desk's, which alone can write.
     "/desk", "/dateline/desk", "/dateline/desk/main.js", "/dateline/desk/export/html"],
)  # fmt: skip
def test_paths_that_the_page_does_not_need_are_not_served(path: str, client: Client) -> None:
    for method in ("GET", "POST", "PUT"):
        answer = client.get(path, method)
        assert (answer.status, gunzipped(answer)) == (404, b"Not Found"), method


def test_the_page_is_what_python_makes_of_the_story(client: Client, published: Story) -> None:
    (part,) = encode_page(make_page(published))
    expected = json.loads(json.dumps(part))
    status = client.status()
    assert status["version"] == expected["version"]
    answer = client.get(f"/{status['page']}")
    assert json.loads(gzip.decompress(answer.body)) == expected
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    plain = client.get(f"/{status['page']}", Accept_Encoding="identity")
    assert json.loads(plain.body) == expected


def test_an_address_of_another_version_is_answered_and_not_cached(client: Client) -> None:
    answer = client.get("/dateline/page/0000.json")
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(gzip.decompress(answer.body))["version"] == client.status()["version"]


def test_the_version_costs_nothing_to_ask_again(client: Client) -> None:
    first = client.get("/dateline/version")
    assert len(first.body) < 500
    again = client.get("/dateline/version", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_scripts_and_styles_come_compressed(client: Client) -> None:
    named = re.findall(r'(?:src|href)="\./(static/(?:js|css)/[^"]+)"', streamlit_index())
    assert named
    for path in named:
        packed = client.get(f"/{path}")
        assert packed.headers["content-encoding"] == "gzip", path
        assert "immutable" in packed.headers["cache-control"]
        plain = client.get(f"/{path}", Accept_Encoding="identity")
        assert gzip.decompress(packed.body) == plain.body


@pytest.mark.parametrize("path", ["/static/../../../../etc/passwd.js", "/static/..%2f__init__.js",
                                  "/static/js/nothing.js", "/static//etc/x.css"])  # fmt: skip
def test_no_other_file_is_served(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status, gunzipped(answer)) == (404, b"Not Found")


def test_the_first_answer_says_where_the_story_is(client: Client, published: Story) -> None:
    answer = client.get("/?event=ouster")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "no-cache"
    html = gzip.decompress(answer.body).decode("utf-8")
    found = re.search(r'<script type="application/json" id="dateline-start">(.*?)</script>', html)
    assert found
    start = json.loads(found[1])
    assert {"page": start["page"], "version": start["version"]}.items() <= client.status().items()
    assert f'<script async src="{start["reader"]}"></script></body>' in html
    assert f"<title>{escape(published.article.title)}</title>" in html
    block = next(block for block in published.article.blocks if block.kind == "standfirst")
    standfirst = published.article.text[block.start : block.end]
    assert f'<meta property="og:description" content="{escape(standfirst)}">' in html
    for address in (start["reader"], start["plotly"], start["page"], start["status"]):
        assert client.get(f"/{address}").status == 200


def test_the_list_of_stories_comes_with_the_first_answer_and_by_the_socket(
    serve: Callable[[Path], Server], story: Path
) -> None:
    server = serve(story.parent)
    client = Client(server.url)
    html = gzip.decompress(client.get("/?story=none").body).decode("utf-8")
    found = re.search(r'id="dateline-start">(.*?)</script>', html)
    assert found
    start = json.loads(found[1])
    assert start["note"] == "There is no story “none” here."
    assert [one["slug"] for one in start["stories"]] == ["story"]
    assert json.loads(client.get(f"/{start['status']}").body).keys() == {"stories"}
    with pytest.raises(InvalidStatus, match="403"):
        follow(server, "?story=none")
    with follow(server) as socket:
        stories = next_message(socket)["stories"]
        while stories[0]["note"]:
            stories = next_message(socket)["stories"]
        assert stories[0]["title"] == "A Founder Leaves"
        (story.parent / "second").mkdir()
        write_story(story.parent / "second")
        assert [one["slug"] for one in next_message(socket)["stories"]] == ["second", "story"]


def test_a_page_without_a_start_gets_it_and_the_readers_script(client: Client) -> None:
    start = json.loads(client.get("/dateline/start", Accept_Encoding="identity").body)
    assert client.status().items() <= start.items()
    moved = client.get("/dateline/reader.js")
    assert (moved.status, moved.headers["cache-control"]) == (307, "no-cache")
    assert start["reader"] == f"dateline/{moved.headers['location']}"


def test_words_of_a_story_stay_words_in_the_first_answer() -> None:
    nasty = "</title><script>alert(1)</script>"
    start = {"reader": "r.js", "page": f"p.json?story={nasty}", "plotly": "p.js", "note": nasty}
    html = index_page(streamlit_index(), start, title=nasty, language="en")
    assert "<script>alert" not in html
    assert html.count("<script>") == streamlit_index().count("<script>")


def test_the_first_answer_says_what_sites_show_with_a_link() -> None:
    nasty = '"><script>alert(1)</script>'
    start = {"reader": "r.js", "page": "p.json", "plotly": "p.js"}
    html = index_page(
        streamlit_index(), start, title=nasty, language="en", description=nasty, share_image=nasty
    )
    for name in ("og:title", "og:description", "og:image"):
        assert f'<meta property="{name}" content="{escape(nasty)}">' in html
    assert f'<meta name="description" content="{escape(nasty)}">' in html
    assert "<script>alert" not in html


def test_the_picture_for_links_is_served_and_named_with_its_whole_address(
    serve: Callable[[Path], Server],
    story: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = tmp_path / "share.PNG"
    picture.write_bytes(b"\x89PNG")
    monkeypatch.setenv("DATELINE_SHARE_IMAGE", str(picture))
    client = Client(serve(story).url)
    html = gunzipped(client.get("/")).decode("utf-8")
    (address,) = re.findall(r'<meta property="og:image" content="(.*?)">', html)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/dateline/share/\w+\.PNG", address)
    answer = client.get(urlsplit(address).path)
    assert (answer.headers["content-type"], gunzipped(answer)) == ("image/png", b"\x89PNG")


def test_a_picture_for_links_that_is_none_ends_the_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"--share-image .*story.csv is neither .* nor a picture"):
        app_options(ROOT, share_image=str(tmp_path / "story.csv"))
    with pytest.raises(ValueError, match=r"--share-image .*no.png is not a file that can be read"):
        app_options(ROOT, share_image=str(tmp_path / "no.png"))


def test_head_is_answered_without_a_body(client: Client) -> None:
    answer = client.get("/dateline/version", "HEAD")
    assert (answer.status, answer.body) == (200, b"")


def test_the_downloads_are_the_file_and_the_storys_own_files(client: Client) -> None:
    file = client.get("/dateline/download/story.html", Accept_Encoding="identity")
    assert file.body.startswith(b"<!DOCTYPE html>")
    assert file.headers["content-disposition"] == "attachment; filename*=UTF-8''story.html"
    packed = client.get("/dateline/download/story.zip", Accept_Encoding="identity")
    with zipfile.ZipFile(io.BytesIO(packed.body)) as archive:
        names = archive.namelist()
        assert names == ["article.md", "events.csv", "stakes.csv", "quotes.csv"]
        for name in names:
            assert archive.read(name) == (ROOT / name).read_bytes()


@pytest.mark.parametrize("to", ROW_FORMATS, ids=lambda to: to.name)
def test_the_rows_of_a_view_are_a_file_of_each_format(to: Format, client: Client) -> None:
    path = f"/dateline/download/rows/{to.name}{to.ending}"
    whole = client.get(f"{path}?background=1", Accept_Encoding="identity")
    part = client.get(f"{path}?category=ownership", Accept_Encoding="identity")
    assert (whole.status, part.status) == (200, 200)
    named = f"attachment; filename*=UTF-8''story{to.ending}"
    assert part.headers["content-disposition"] == named
    assert part.headers["content-type"].startswith(to.media_type)
    assert part.body != whole.body
    # A view of events doesn't narrow the ownership.
    assert len(part.body) < len(whole.body) or to.name == "bods"


def test_the_rows_of_the_page_as_it_opens_are_without_background(client: Client) -> None:
    path = "/dateline/download/rows/json.json"
    shown, all_rows = (
        json.loads(client.get(f"{path}{query}", Accept_Encoding="identity").body)["events"]
        for query in ("", "?background=1")
    )
    assert not any(row["background"] for row in shown)
    assert any(row["background"] for row in all_rows)


def test_a_view_that_the_story_cannot_answer_gets_a_message(client: Client) -> None:
    answer = client.get("/dateline/download/rows/ics.ics?category=zeppelins")
    assert answer.status == 400
    assert "zeppelins" in json.loads(answer.body)["error"]
    assert client.get("/dateline/download/rows/png.png").status == 404


@pytest.mark.skipif(sys.platform == "win32", reason="links are other ones there")
def test_a_file_that_a_story_may_not_have_is_shown_to_nobody(
    serve: Callable[[Path], Server], story: Path
) -> None:
    secret = story.parent / "secret.csv"
    secret.write_text("id,passphrase\n", encoding="utf-8")
    (story / "quotes.csv").unlink()
    (story / "quotes.csv").symlink_to(secret)
    server = serve(story)
    why = "it is a link that leaves the story's folder; put the file itself there"
    answer = Client(server.url).get("/dateline/download/story.zip")
    assert answer.status == 503
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.body) == {"error": f"quotes.csv cannot be read: {why}"}
    client = Client(server.url)
    while not (status := client.status())["problems"]:
        pass  # Each answer waits some time for the reading.
    assert why in str(status)
    assert "passphrase" not in str(status)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_readers_are_not_told_where_the_server_has_its_files(
    serve: Callable[[Path], Server], story: Path
) -> None:
    server = serve(story)
    shutil.rmtree(story)
    client = Client(server.url)
    while not client.status()["problems"]:
        pass
    assert str(story.parent) not in str(client.status())


def test_streamlits_page_has_the_scripts_that_the_policy_allows() -> None:
    policy = content_policy(streamlit_index())
    assert policy.count("'sha256-") == streamlit_index().count("<script>")


@pytest.mark.parametrize(
    ("embed", "allowed"),
    [
        ("", "; frame-ancestors 'none'"),
        ("0", "; frame-ancestors 'none'"),
        ("1", "; form-action 'none'"),
        (
            "https://a.example http://b.example:80",
            "; frame-ancestors https://a.example http://b.example:80",
        ),
    ],
)
def test_embed_names_who_may_show_the_page_in_a_frame(embed: str, allowed: str) -> None:
    assert content_policy("", embed=embed).endswith(allowed)


@pytest.mark.parametrize("embed", ["yes", "https://a.example/", "https://a.example;script-src"])
def test_a_wrong_embed_is_named(embed: str) -> None:
    with pytest.raises(ValueError, match="EMBED"):
        content_policy("", embed=embed)


@pytest.mark.parametrize(
    ("offer", "takes"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("br", False),
     ("", False)],
)  # fmt: skip
def test_gzip_is_sent_only_to_browsers_that_accept_it(offer: str, takes: bool) -> None:
    assert accepts_gzip(Headers({"accept-encoding": offer})) is takes


def test_plotly_is_the_installed_bundle(client: Client) -> None:
    """Its address is known to the component alone: it is the digest of what it sends."""
    content = find_bundle().read_bytes()
    address = f"/dateline/plotly/{hashlib.sha256(content).hexdigest()[:16]}.js"
    answer = client.get(address)
    assert gzip.decompress(answer.body) == content
    assert "immutable" in answer.headers["cache-control"]


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    write_story(folder)
    return folder


def follow(server: Server | Client, query: str = "", origin: str | None = None) -> ClientConnection:
    return open_socket(server, f"/dateline/follow{query}", origin)


def open_socket(server: Server | Client, path: str, origin: str | None) -> ClientConnection:
    # Even on a slow machine: the server is reading a large story and answers pings late.
    return connect(
        server.url.replace("http", "ws") + path,
        origin=Origin(origin) if origin else None,
        open_timeout=90,
        ping_interval=None,
    )


def read_all(socket: ClientConnection) -> None:
    """Until the server closes it, which raises ``ConnectionClosed``."""
    while True:
        socket.recv(90)


def next_message(socket: ClientConnection, timeout_s: float = 60) -> dict[str, Any]:
    """The next message; an empty one only says that the connection holds."""
    while not (text := socket.recv(timeout_s)):
        pass
    message: dict[str, Any] = json.loads(text)
    return message


def test_a_page_that_follows_gets_a_message_at_once_and_with_each_change(
    serve: Callable[[Path], Server], story: Path
) -> None:
    server = serve(story)
    asked = Client(server.url)
    asked.wait_for_story()
    with follow(server) as first, follow(server, "?story=any", server.url) as second:
        start = next_message(first)
        assert start == asked.status() == next_message(second)
        with pytest.raises(TimeoutError):
            first.recv(1)
        change(story / "article.md", "A Founder Leaves", "He Stays")
        changed = next_message(first)
        assert changed["version"] != start["version"]
        assert changed == next_message(second) == asked.status()
        change(story / "events.csv", "2006", "2006-13")
        broken = next_message(first)
        assert (broken["version"], broken["problem_count"]) == (changed["version"], 1)


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        ("/dateline/follow", "https://elsewhere.example"),
        ("/_stcore/stream", "https://elsewhere.example"),
        ("/nowhere", None),
        ("/dateline/desk", None),
    ],
)
def test_another_site_and_other_paths_get_no_socket(
    path: str, origin: str | None, client: Client
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        open_socket(client, path, origin)
    assert refused.value.response.status_code == 403


def test_pages_learn_what_is_being_read_while_a_large_story_loads(
    serve: Callable[[Path], Server], tmp_path: Path
) -> None:
    folder = generate_story(tmp_path / "great", 10_000)
    let_read = held_up(folder / "quotes.csv")
    server = serve(folder)
    html = gzip.decompress(Client(server.url).get("/").body).decode()
    assert '<p role="status">Opening <cite lang="en" dir="auto">The register</cite> …</p>' in html
    with follow(server) as socket:
        message = next_message(socket)
        assert (message["version"], message["title"]) == ("", ["The register", "en"])
        # Reading doesn't block anybody.
        assert Client(server.url).get("/_stcore/health").status == 200
        while " of 10,000 rows " not in message["reading"]:
            message = next_message(socket)
        let_read()


@pytest.mark.parametrize(("size", "code"), [(1, 1000), (2_000_000, 1009)])
def test_who_sends_anything_on_a_page_s_socket_is_no_page(
    size: int, code: int, client: Client
) -> None:
    with follow(client) as socket:
        socket.send("x" * size)
        with pytest.raises(ConnectionClosed) as closed:
            read_all(socket)
    assert closed.value.rcvd
    assert closed.value.rcvd.code == code


def test_a_hundred_reruns_at_once_close_streamlits_socket(
    serve: Callable[[Path], Server], story: Path
) -> None:
    server = serve(story)
    with open_socket(server, "/_stcore/stream", server.url) as socket:
        for _ in range(100):
            socket.send(rerun())
        with pytest.raises(ConnectionClosed) as closed:
            read_all(socket)
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 1008
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="the files of another process are counted")
def test_sessions_go_with_their_pages(serve: Callable[[Path], Server], story: Path) -> None:
    server = serve(story)
    assert server.process
    open_files = Path(f"/proc/{server.process.pid}/fd")
    before = len(list(open_files.iterdir()))
    with ExitStack() as sockets:
        for _ in range(20):
            socket = open_socket(server, "/_stcore/stream", server.url)
            sockets.enter_context(socket)
            socket.send(rerun())
            while not ended(socket.recv(90)):
                pass
        assert len(list(open_files.iterdir())) > before + 3 * 20
    # One may be left, until the next goes.
    while len(list(open_files.iterdir())) > before + 8:
        pass  # The server notices by and by that its pages have gone.


def rerun() -> bytes:
    """What Streamlit's page sends to have its script run."""
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    return bytes(ask.SerializeToString())


def ended(message: str | bytes) -> bool:
    """Whether Streamlit says that the script has run."""
    assert isinstance(message, bytes)
    said = ForwardMsg()
    said.ParseFromString(message)
    return bool(said.WhichOneof("type") == "script_finished")


def test_the_server_keeps_the_limits_that_it_is_given(
    serve: Callable[[Path], Server], story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_TIMEOUT", "2")
    monkeypatch.setenv("DATELINE_MAX_CONNECTIONS", "1")
    server = serve(story)
    with socket.create_connection(("127.0.0.1", server.port), timeout=90) as slow:
        slow.sendall(b"GET / HT")
        assert Client(server.url).get("/").status == 503
        assert slow.recv(1) == b""
    while Client(server.url).get("/").status == 503:
        pass  # The server may not have noticed yet that the last one has gone.


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_the_server_may_open_as_many_files_as_the_system_allows() -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        allow_open_files()
        found, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert allow_open_files() == found
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert found == (65_536 if hard == resource.RLIM_INFINITY else min(65_536, hard))


def test_where_files_are_few_so_are_connections() -> None:
    usual = Limits()
    assert limits_within(usual, None) == limits_within(usual, 20_000) == usual
    assert limits_within(usual, 1_024) == replace(usual, connections=512)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_server_that_may_open_few_files_says_so(tmp_path: Path, story: Path) -> None:
    server = Server(story, tmp_path / "log.txt")
    server.command = ["sh", "-c", 'ulimit -n 256; exec "$0" "$@"', *server.command]
    server.start()
    server.stop()
    assert "may open files for 128 connections, not for 10,000" in (
        server.log.read_text(encoding="utf-8")
    )


def test_the_server_stops_while_a_page_follows(tmp_path: Path, story: Path) -> None:
    server = Server(story, tmp_path / "log.txt").start()
    with follow(server) as socket:
        socket.recv(90)
        server.stop()  # Raises where the process does not end.
        with pytest.raises(ConnectionClosed):
            socket.recv(90)
    assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_the_server_stops_while_a_reader_is_connected(tmp_path: Path) -> None:
    server = Server(ROOT, tmp_path / "log.txt").start()
    with socket.create_connection(("127.0.0.1", server.port)):
        server.stop()  # Raises where the process does not end.
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
