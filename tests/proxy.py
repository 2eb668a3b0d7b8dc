"""deploy/nginx.conf in a real nginx, unchanged except for ports, name and folders."""

import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from scripts.nginx import NOT_FOUND, find_nginx
from scripts.server import ROOT, Server, kept_port

DEPLOY = ROOT / "deploy"
_WHOLE = """
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


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def cache(self) -> str:
        """Whether the proxy's cache had it."""
        return str(self.headers["x-cache"])


class Proxy:
    """nginx before two servers; ``files`` are served beside them. Skips the test without nginx."""

    def __init__(self, servers: Sequence[Server], files: Path, folder: Path) -> None:
        found = find_nginx()
        if found is None:
            pytest.skip(NOT_FOUND)
        port = kept_port()
        self.url = f"http://127.0.0.1:{port}"
        changes = {
            "listen 80;": f"listen 127.0.0.1:{port};",
            "/var/www/stories/": f"{files}/",
            "/usr/share/dateline": str(DEPLOY),
            "/var/cache/dateline": f"{folder}/cache",
            "127.0.0.1:8501": f"127.0.0.1:{servers[0].port}",
            "127.0.0.1:8502": f"127.0.0.1:{servers[1].port}",
        }
        text = re.sub(r"#.*", "", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
        for old, new in changes.items():
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        user = "user root;" if os.geteuid() == 0 else ""
        configuration = folder / "nginx.conf"
        configuration.write_text(_WHOLE.format(folder=folder, user=user, server=text))
        with (folder / "nginx.log").open("wb") as log:
            self._process = subprocess.Popen(
                [found, "-c", str(configuration)], stdout=log, stderr=log
            )
        self._wait()

    def get(self, path: str, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(f"{self.url}{path}", headers=named)
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read())

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(90)

    def _wait(self) -> None:
        end = time.monotonic() + 90
        while True:
            try:
                self.get("/")
                return
            except OSError:
                assert self._process.poll() is None, "nginx ended"
                assert time.monotonic() < end, "nginx does not answer"
                time.sleep(0.05)  # Waits for the condition above.
