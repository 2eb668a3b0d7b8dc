"""docs/nginx.conf in a real nginx, unchanged except for port, name and folder."""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.commands import main
from scripts.server import Server, kept_port
from tests.story_files import write_story

ROOT = Path(__file__).parents[2]
CONFIGURATION = (ROOT / "docs/nginx.conf").read_text(encoding="utf-8")
WHOLE = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; {user}
events {{ }}
http {{
  types {{ text/html html; }}
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {server}
}}
"""


@pytest.fixture(scope="module")
def nginx() -> str:
    """The program; as root on Debian it is installed if missing."""
    found = shutil.which("nginx")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        for step in (["update"], ["install", "-y", "--no-install-recommends", "nginx-light"]):
            subprocess.run(["apt-get", "-qq", *step], stdout=subprocess.DEVNULL, check=True)
        found = shutil.which("nginx")
    if found is None:
        pytest.skip("no nginx here, and it can be installed only as root on Debian")
    return found


@pytest.fixture(scope="module")
def site(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of nginx, with a story served and a file beside it."""
    folder = tmp_path_factory.mktemp("nginx")
    story = folder / "story"
    story.mkdir()
    write_story(story)
    files = folder / "files"
    files.mkdir()
    assert main(["export", str(story), "--to", "html", "--out", str(files / "story.html")]) == 0
    server = Server(story, folder / "log.txt").start()
    port = kept_port()
    changes = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "127.0.0.1:8501": f"127.0.0.1:{server.port}",
        "/var/www/stories/": f"{files}/",
    }
    text = re.sub(r"#.*", "", CONFIGURATION)
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(WHOLE.format(folder=folder, user=user, server=text))
    with (folder / "nginx.log").open("wb") as log:
        process = subprocess.Popen([nginx, "-c", str(configuration)], stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/files/story.html", process)
        # A page has an address once the story is read.
        while not json.loads(ask(f"{address}/dateline/version")[0])["version"]:
            time.sleep(0.05)  # Waits for the condition above.
        yield address
    finally:
        process.terminate()
        process.wait(90)
        server.stop()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 90
    while True:
        try:
            urllib.request.urlopen(address, timeout=10).close()
            return
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, "nginx ended"
            assert time.monotonic() < end, "nginx does not answer"
            time.sleep(0.05)  # Waits for the condition above.


def ask(address: str, **headers: str) -> tuple[bytes, dict[str, str]]:
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=90) as answer:
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


def test_the_page_is_compressed_and_cacheable(site: str) -> None:
    state = json.loads(ask(f"{site}/dateline/version")[0])
    body, headers = ask(f"{site}/{state['page']}", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert json.loads(gzip.decompress(body))["version"] == state["version"]


def test_the_security_policy_passes_through_the_proxy(site: str) -> None:
    _, headers = ask(f"{site}/")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_streamlits_connection_is_upgraded(site: str) -> None:
    host, port = site.removeprefix("http://").split(":")
    asked = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Protocol: streamlit\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=90) as connection:
        connection.sendall(asked.encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 101 ")


def test_a_file_is_compressed_and_says_who_may_frame_it(site: str) -> None:
    body, headers = ask(f"{site}/files/story.html", **{"Accept-Encoding": "gzip"})
    assert headers["content-encoding"] == "gzip"
    assert headers["content-security-policy"] == "frame-ancestors 'self' https://news.example"
    assert b"dateline-page" in gzip.decompress(body)
