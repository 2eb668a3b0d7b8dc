"""deploy/nginx.conf in a real nginx before two servers: pages, sockets, the cache, one away."""

import gzip
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets import Origin
from websockets.sync.client import connect

from dateline.commands import main
from dateline.hosts.reader_notices import UNAVAILABLE, notice_html
from scripts.server import Server
from tests.proxy import DEPLOY, Proxy
from tests.story_files import change, write_story


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def story(folder: Path) -> Path:
    story = folder / "stories" / "takeover"
    story.mkdir(parents=True)
    write_story(story)
    return story


@pytest.fixture(scope="module")
def servers(story: Path, folder: Path) -> Iterator[list[Server]]:
    found = [Server(story.parent, folder / f"log-{number}.txt") for number in (1, 2)]
    yield found
    for server in found:
        server.stop()


@pytest.fixture(scope="module")
def proxy(servers: list[Server], story: Path, folder: Path) -> Iterator[Proxy]:
    """nginx, with both servers and a file beside them."""
    files = folder / "files"
    files.mkdir()
    assert main(["export", str(story), "--to", "html", "--out", str(files / "story.html")]) == 0
    for server in servers:
        server.start()
    proxy = Proxy(servers, files, folder)
    yield proxy
    proxy.stop()


def until(found: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not found():
        assert time.monotonic() < end
        time.sleep(0.05)  # Waits for the condition above.


def state(proxy: Proxy) -> dict[str, Any]:
    """What a server says about the story once it is read."""
    found: dict[str, Any] = {}

    def is_read() -> bool:
        found.update(json.loads(proxy.get("/dateline/version?story=takeover").body))
        return bool(found["version"])

    until(is_read)
    return found


def follow(proxy: Proxy, path: str, **options: Any) -> Any:
    address = proxy.url.replace("http", "ws", 1) + path
    return connect(address, origin=Origin(proxy.url), **options)


def test_the_page_is_compressed_and_kept_by_the_proxy(proxy: Proxy) -> None:
    version = state(proxy)["version"]
    path = f"/dateline/page/{version}.json?story=takeover"
    first = proxy.get(path, Accept_Encoding="gzip, br")
    assert first.headers["content-encoding"] == "gzip"
    assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert json.loads(gzip.decompress(first.body))["version"] == version
    again = proxy.get(f"{path}&a=b", Accept_Encoding="gzip")
    assert (again.cache, again.body) == ("HIT", first.body)
    plain = proxy.get(path, Accept_Encoding="gzip;q=0")
    assert json.loads(plain.body)["version"] == version


def test_what_depends_on_the_moment_is_not_kept(proxy: Proxy) -> None:
    for _ in range(2):
        assert proxy.get("/dateline/page/0000.json?story=takeover").cache == "MISS"
        assert proxy.get("/dateline/version?story=takeover").headers["x-cache"] is None


def test_the_security_policy_passes_through_the_proxy(proxy: Proxy) -> None:
    for _ in range(2):
        policy = proxy.get("/").headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy


def test_health_passes_through_the_proxy(proxy: Proxy) -> None:
    answer = proxy.get("/healthz")
    assert (answer.status, json.loads(answer.body)["status"]) == (200, "ready")
    assert answer.headers["x-cache"] is None


def test_both_sockets_pass_through_the_proxy(proxy: Proxy) -> None:
    state(proxy)
    with follow(proxy, "/dateline/follow?story=takeover") as socket:
        assert json.loads(socket.recv(90))["version"]
    with follow(proxy, "/_stcore/stream", subprotocols=["streamlit"]) as socket:
        assert socket.subprotocol == "streamlit"


def test_a_file_is_compressed_and_says_who_may_frame_it(proxy: Proxy) -> None:
    answer = proxy.get("/files/story.html", Accept_Encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    policy = answer.headers["content-security-policy"]
    assert policy == "frame-ancestors 'self' https://news.example"
    assert b"dateline-page" in gzip.decompress(answer.body)


def test_one_address_may_not_ask_for_files_without_end(proxy: Proxy) -> None:
    path = "/dateline/download/rows/csv.csv?story=none"
    statuses = {proxy.get(path).status for _ in range(60)}
    assert statuses == {404, 429}


def test_a_server_may_end_and_a_new_version_comes_from_the_other(
    proxy: Proxy, servers: list[Server], story: Path
) -> None:
    title = ""

    def has_title() -> bool:
        page = json.loads(proxy.get(f"/{state(proxy)['page']}").body)
        return bool(page["article"]["title"].startswith(title))

    for number, server in enumerate(servers):
        server.stop()
        assert proxy.get("/?story=takeover").status == 200
        title = f"Version {number}"
        change(story / "article.md", "title: ", f"title: {title} ")
        until(has_title)
        server.start()


def test_while_no_server_answers_what_was_read_stays_and_else_a_page_says_what_to_do(
    proxy: Proxy, servers: list[Server]
) -> None:
    found = state(proxy)
    address = f"/{found['page']}"
    shown = proxy.get("/?story=takeover").body
    page = proxy.get(address).body
    for server in servers:
        server.stop()
    try:
        # Kept for a second, then as long as nobody answers.
        until(lambda: proxy.get("/?story=takeover").cache == "STALE")
        assert proxy.get("/?story=takeover&event=ouster").body == shown
        assert proxy.get(address).body == page
        answer = proxy.get("/dateline/version?story=takeover")
        assert (answer.status, answer.headers["cache-control"]) == (502, "no-store")
        assert answer.body.decode() == notice_html(*UNAVAILABLE, link=False)
    finally:
        for server in servers:
            server.start()


def test_the_page_of_the_proxy_is_the_servers_own() -> None:
    """To renew it: print notice_html(*UNAVAILABLE, link=False)."""
    page = (DEPLOY / "unavailable.html").read_text(encoding="utf-8")
    assert page == notice_html(*UNAVAILABLE, link=False)
